"""What the readers of archives share: names that are passed over, and metadata.csv in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from memcon.errors import InputError
from memcon.read.formats import BY_SUFFIX
from memcon.read.formats.base import Flaw, clean_key
from memcon.read.metadata import METADATA_FILE, Metadata, metadata_of

_NOT_DOCUMENTS = ("readme", "__macosx")


def is_passed_over(name: str) -> bool:
    """Whether a file in an archive is no document by its name: hidden, or of a kind not read."""
    parts = _path(name).parts
    if not parts or any(part.startswith(".") and part not in {".", ".."} for part in parts):
        return True
    if any(part.lower().startswith(_NOT_DOCUMENTS) for part in parts):
        return True
    return PurePosixPath(parts[-1]).suffix.lower() not in BY_SUFFIX


def is_table(name: str) -> bool:
    """Whether a file in an archive is a metadata.csv about the files beside and below it."""
    return _path(name).name == METADATA_FILE and not is_passed_over(name)


class Tables:
    """The metadata.csv files of an archive; `found` are their bytes by name."""

    def __init__(self, found: Mapping[str, bytes | str], *, archive: str) -> None:
        self._rows: dict[PurePosixPath, Mapping[str, Metadata]] = {}
        self._faults: dict[PurePosixPath, Flaw] = {}
        for name, data in found.items():
            folder, label = _path(name).parent, f"{archive}: {clean_key(name)}"
            try:
                self._rows[folder] = _rows(data, label)
            except InputError as error:
                message = f"{error}; no file beside it was read"
                self._faults[folder] = Flaw(name, message, is_placed=True)

    def faults(self) -> Iterator[Flaw]:
        """The tables that cannot be used, and why."""
        yield from self._faults.values()

    def hides(self, name: str) -> bool:
        """Whether a file is not to be read: it is a table, or one above it cannot be used."""
        return is_table(name) or not self._faults.keys().isdisjoint(_path(name).parents)

    def row(self, name: str) -> Metadata | None:
        """The row about a file, in the nearest table that has one."""
        path = _path(name)
        rows = (
            self._rows[folder].get(path.relative_to(folder).as_posix())
            for folder in path.parents
            if folder in self._rows
        )
        return next((row for row in rows if row is not None), None)


def _rows(data: bytes | str, label: str) -> Mapping[str, Metadata]:
    if isinstance(data, str):  # why it could not be unpacked
        message = f"{label}: {data}"
        raise InputError(message)
    return metadata_of(data, name=label)


def _path(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))
