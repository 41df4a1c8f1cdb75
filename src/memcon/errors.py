"""Every exception that memcon raises on purpose.

MemconError
├── InputError        a document or file given by the user cannot be used
│   └── FetchError    an address cannot be fetched
├── DataError         a data file of memcon, or a lexicon given by the user, is malformed
├── LedgerError       the ledger cannot be opened, is of another version, or refuses a change
│   ├── AccessError   a user may not do that, or is not let in
│   ├── MissingError  there is no record, document or decision of that name
│   ├── ConflictError somebody else decided on the same record in the meantime
│   └── LedgerAwayError the ledger's server is away for the moment
├── RecordError       a record does not follow the record format
└── UsageError        the call itself is wrong (a date that is none, an unknown party)
"""

from __future__ import annotations


class MemconError(Exception):
    """Base of all errors that are shown to a user as one line."""


class InputError(MemconError):
    """A document or file cannot be used; the message names it and says what to do."""


class FetchError(InputError):
    """An address cannot be fetched; `retry_after` are the seconds that its server asks to wait."""

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class DataError(MemconError):
    """A data file is malformed; the message names file, key and fault."""


class LedgerError(MemconError):
    """The ledger cannot be opened or refuses a change."""


class AccessError(LedgerError):
    """A user may not do that, or is not let in."""


class MissingError(LedgerError):
    """The ledger has no record, document, decision, user or token of that name."""


class ConflictError(LedgerError):
    """Somebody else decided on the same record in the meantime; the message names who and when."""


class LedgerAwayError(LedgerError):
    """The ledger's server is away for the moment; nothing was half-stored, the same may go well."""


class RecordError(MemconError):
    """A record does not follow the record format."""


class UsageError(MemconError):
    """The call itself is wrong."""
