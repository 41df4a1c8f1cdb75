"""A cited record of relations between states, from the documents that report them.

with memcon.open("ledger.db") as ledger:
    ledger.ingest("folder-of-documents")
    print(ledger.brief("Brazil", "Argentina"))
"""

from __future__ import annotations

import sys
import types
import typing

from memcon.api import (
    Found,
    IngestReport,
    Ledger,
    export_formats,
    extract,
    open,
    restore,
    upgrade,
)
from memcon.errors import (
    AccessError,
    ConflictError,
    DataError,
    FetchError,
    InputError,
    LedgerAwayError,
    LedgerError,
    MemconError,
    MissingError,
    RecordError,
    UsageError,
)
from memcon.model.citation import Citation
from memcon.model.decision import Decision, HistoryEntry
from memcon.model.document import Document
from memcon.model.place import Place, locate
from memcon.model.record import Record
from memcon.model.statement import Statement
from memcon.run.deciding import Citing
from memcon.settings import Settings
from memcon.version import __version__

__all__ = [
    "AccessError",
    "Citation",
    "Citing",
    "ConflictError",
    "DataError",
    "Decision",
    "Document",
    "FetchError",
    "Found",
    "HistoryEntry",
    "IngestReport",
    "InputError",
    "Ledger",
    "LedgerAwayError",
    "LedgerError",
    "MemconError",
    "MissingError",
    "Place",
    "Record",
    "RecordError",
    "Settings",
    "Statement",
    "UsageError",
    "__version__",
    "export_formats",
    "extract",
    "locate",
    "open",
    "restore",
    "upgrade",
]

_extract = extract


class _CallablePackage(types.ModuleType):
    """The package `memcon.extract`, which is also the function `memcon.extract(text)`."""

    def __call__(self, *arguments: typing.Any, **options: typing.Any) -> list[Record]:
        """The records in a text; see `memcon.api.extract`."""
        return _extract(*arguments, **options)


class _Package(types.ModuleType):
    """This package: Python binds a subpackage to its name here when it is first imported.

    `extract` is both a subpackage and a function; the import must not take the function away.
    """

    def __setattr__(self, name: str, value: typing.Any) -> None:
        if name == "extract" and isinstance(value, types.ModuleType):
            value.__class__ = _CallablePackage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
