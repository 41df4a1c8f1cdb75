"""Runs the notebooks of examples/notebooks and keeps what they show.

python scripts/run_notebooks.py            run them and write them
python scripts/run_notebooks.py --new      first make them anew from notebooks.yml

They share one ledger in a folder of their own, filled from examples/; no path of this machine and
no time of day gets into what is kept.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples" / "notebooks"
_SECONDS = 600
_PLAIN = 300  # characters of plain text beside HTML
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def main() -> int:
    """Run every notebook; 1 where one fails."""
    nbformat = _nbformat()
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("--new", action="store_true", help="make them anew from notebooks.yml")
    if cli.parse_args().new:
        make()
    with tempfile.TemporaryDirectory() as name:
        for path, notebook in executed(Path(name)):
            nbformat.write(notebook, path)
            print(f"written: {path.relative_to(ROOT)}")
    return 0


def make() -> None:
    """Write the notebooks, without outputs, from their texts in notebooks.yml."""
    nbformat = _nbformat()
    text = (FOLDER / "notebooks.yml").read_text(encoding="utf-8")
    for name, cells in yaml.safe_load(text).items():
        notebook = nbformat.v4.new_notebook()
        notebook.metadata["kernelspec"] = _KERNEL
        for number, cell in enumerate(cells):
            ((kind, source),) = cell.items()
            new = {"say": nbformat.v4.new_markdown_cell, "run": nbformat.v4.new_code_cell}[kind]
            made = new(source.rstrip("\n"))
            made["id"] = f"cell-{number}"
            notebook.cells.append(made)
        nbformat.write(notebook, FOLDER / f"{name}.ipynb")


def executed(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Each notebook with its outputs, run in a copy of examples/ in a folder."""
    from nbclient import NotebookClient

    nbformat = _nbformat()
    copy = folder / "examples"
    shutil.copytree(ROOT / "examples", copy, ignore=shutil.ignore_patterns("*.ipynb"))
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        where = {"metadata": {"path": str(copy / "notebooks")}}
        client = NotebookClient(
            notebook, timeout=_SECONDS, resources=where, record_timing=False, kernel_name="python3"
        )
        client.execute()
        notebook.metadata.pop("language_info", None)
        _trim(notebook)
        yield path, notebook


def _trim(notebook: Any) -> None:
    """Shorten the plain text of what is shown as HTML."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data and len(data.get("text/plain", "")) > _PLAIN:
                data["text/plain"] = data["text/plain"][:_PLAIN] + " …"


def _nbformat() -> Any:
    return importlib.import_module("nbformat")  # its functions have no types


if __name__ == "__main__":
    sys.exit(main())
