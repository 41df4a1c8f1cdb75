"""What the records of a document depend on besides its text: program, knowledge and model."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from memcon.extract.user_names import lexicon_digest
from memcon.settings import Settings
from memcon.version import __version__

_PARTS = ("read", "annotate", "extract", "records", "lang", "reference")  # of the package
_SUFFIXES = (".py", ".yml", ".tsv", ".json", ".csv", ".npz")
_PROGRAMS = ("spacy", "trafilatura")


def fingerprint(settings: Settings) -> str:
    """A short hash that changes when the same text might be read or extracted differently."""
    program = program_digest(settings.english_model)
    digest = hashlib.sha256(f"{program}\0{lexicon_digest(settings.lexicon_dir)}".encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=4)
def program_digest(english_model: str) -> str:
    """A hash of the program with its data, and of a model; the user's lexicon is no part of it."""
    digest = hashlib.sha256(f"{__version__}\0{english_model}".encode())
    for name in (*_PROGRAMS, english_model):
        digest.update(f"\0{name}={_version(name)}".encode())
    package = files("memcon")
    for part in _PARTS:
        _add(digest, package.joinpath(part), part)
    return digest.hexdigest()


def _add(digest: hashlib._Hash, folder: Traversable, path: str) -> None:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            _add(digest, entry, name)
        elif entry.name.endswith(_SUFFIXES):
            digest.update(name.encode() + b"\0" + entry.read_bytes())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # a model given by path
        return ""
