"""Fetch the scripts that the pages use from npm, with their licences and a list of hashes.

python scripts/vendor_assets.py            fetch what `vendor.toml` names, write the list of hashes
python scripts/vendor_assets.py --check    only say whether the files are those of the list

Needs npm. Only packages of fixed versions are taken; what is written is committed, so that neither
an installation nor a page ever asks another machine for anything. The map's layer is rewritten:
its shapes get ISO 3166-1 alpha-3 codes for numeric ones, coordinates stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLAN = Path(__file__).with_name("vendor.toml")
VENDOR = ROOT / "src/memcon/web/static/vendor"
HASHES = "SHA256SUMS"
_SOURCE_MAP = b"//# sourceMappingURL="


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm: its version, the files taken by their new names, its licence's files."""

    name: str
    version: str
    files: Mapping[str, str]
    licence: tuple[str, ...]
    changes: Mapping[str, str] = field(default_factory=dict)  # of its files, each made once
    alpha3: str = ""  # the package with the codes that the shapes of a map get


def main() -> int:
    """Fetch, or with --check compare; 1 where a file is not what the list says."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("--check", action="store_true", help="only compare the files with the list")
    if cli.parse_args().check:
        wrong = differences(VENDOR)
        print("\n".join(wrong) or "all files are those of the list")
        return 1 if wrong else 0
    written: dict[str, bytes] = {}
    for package in load(PLAN):
        written |= fetch(package)
    for old in VENDOR.glob("*"):
        old.unlink()
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (VENDOR / name).write_bytes(content)
    (VENDOR / HASHES).write_text(listing(VENDOR), encoding="utf-8")
    print(f"{len(written)} files in {VENDOR.relative_to(ROOT)}")
    return 0


def load(path: Path) -> list[Package]:
    """The packages of a plan."""
    plan: Mapping[str, Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Package(
            name,
            str(entry["version"]),
            dict(entry["files"]),
            tuple(entry["licence"]),
            dict(entry.get("changes", {})),
            str(entry.get("alpha3", "")),
        )
        for name, entry in plan.items()
    ]


def fetch(package: Package) -> dict[str, bytes]:
    """The files of a package by the names under which they are kept, its licence among them."""
    with tempfile.TemporaryDirectory() as folder:
        inside = unpacked(f"{package.name}@{package.version}", Path(folder))
        found = {new: plain((inside / old).read_bytes()) for new, old in package.files.items()}
        for old, new in package.changes.items():
            found = changed(found, old.encode(), new.encode())
        if package.alpha3:
            codes = numeric_codes(unpacked(package.alpha3, Path(folder) / "codes"))
            found = {name: coded(content, codes) for name, content in found.items()}
        texts = [(inside / name).read_text(encoding="utf-8").strip() for name in package.licence]
    head = f"{package.name} {package.version}: {', '.join(package.files)}"
    found[f"{package.name}.LICENSE.txt"] = "\n\n".join([head, *texts, ""]).encode()
    return found


def unpacked(wanted: str, folder: Path) -> Path:
    """The folder with the files of a package, as npm has it."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", wanted, "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    with tarfile.open(folder / done.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def changed(files: Mapping[str, bytes], old: bytes, new: bytes) -> dict[str, bytes]:
    """Files with a change made. Raises ValueError unless there is one place for it in all."""
    if sum(content.count(old) for content in files.values()) != 1:
        message = f"{old!r}: not there, or more than once; look at the new version"
        raise ValueError(message)
    return {name: content.replace(old, new) for name, content in files.items()}


def plain(content: bytes) -> bytes:
    """A script without the line that sends a browser's tools for a file that is not here."""
    lines = content.split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(_SOURCE_MAP))


def numeric_codes(folder: Path) -> dict[str, str]:
    """The alpha-3 code of each numeric one."""
    rows = json.loads((folder / "codes.json").read_text(encoding="utf-8"))
    return {str(row[2]): str(row[1]) for row in rows}


def coded(content: bytes, codes: Mapping[str, str]) -> bytes:
    """A TopoJSON layer whose shapes have alpha-3 codes; one without a code keeps its name only."""
    layer = json.loads(content)
    for shape in layer["objects"]["countries"]["geometries"]:
        number = shape.pop("id", None)
        if number in codes:
            shape["id"] = codes[number]
        elif shape["properties"]["name"] == "Kosovo":
            shape["id"] = "XKX"  # by the record format; ISO 3166 has no code for it
    layer["objects"] = {"countries": layer["objects"]["countries"]}
    return json.dumps(layer, ensure_ascii=False, separators=(",", ":")).encode()


def listing(folder: Path) -> str:
    """The hashes of a folder's files, as `sha256sum` writes them."""
    return "".join(f"{digest(path)}  {path.name}\n" for path in _files(folder))


def differences(folder: Path) -> list[str]:
    """What is not as the folder's list of hashes says, one line each."""
    lines = (folder / HASHES).read_text(encoding="utf-8").splitlines()
    told = {name: known for known, _, name in (line.partition("  ") for line in lines)}
    there = {path.name: digest(path) for path in _files(folder)}
    return [
        f"{name}: {'not on the list' if name not in told else 'missing'}"
        for name in sorted(told.keys() ^ there.keys())
    ] + [
        f"{name}: changed"
        for name in sorted(told.keys() & there.keys())
        if told[name] != there[name]
    ]


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    found: Sequence[Path] = sorted(folder.iterdir(), key=lambda path: path.name)
    return (path for path in found if path.name != HASHES)


if __name__ == "__main__":
    sys.exit(main())
