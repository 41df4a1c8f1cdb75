"""The public names are what `__init__` lists, and `memcon.extract` is package and function."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

import memcon
from memcon import errors


def test_public_names_are_those_listed() -> None:
    public = {
        name
        for name, value in vars(memcon).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public - {"annotations"} | {"__version__", "extract"} == set(memcon.__all__)


def test_every_listed_name_is_there_and_documented() -> None:
    for name in memcon.__all__:
        value = getattr(memcon, name)
        assert name == "__version__" or value.__doc__, name


def test_all_errors_are_public() -> None:
    found = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert found <= set(memcon.__all__)


@pytest.mark.parametrize(
    "statements",
    [
        "import memcon; assert callable(memcon.extract)",
        "import memcon.extract; assert callable(memcon.extract)",
        "from memcon.extract import document; import memcon; assert callable(memcon.extract)",
        "import memcon; memcon.extract; import memcon.extract.document as d; assert memcon.extract",
        "from memcon import extract, open, Ledger; assert callable(extract)",
    ],
)
def test_extract_is_a_function_however_it_is_imported(statements: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", statements], check=True)


def test_importing_memcon_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'sqlalchemy', 'jinja2', 'trafilatura', 'typer', 'yaml'}"
    program = f"import sys, memcon; sys.exit(str({heavy} & set(sys.modules)) != 'set()')"
    subprocess.run([sys.executable, "-c", program], check=True)
