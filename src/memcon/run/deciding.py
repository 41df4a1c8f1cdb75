"""An analyst's decisions as programs make them: by a name, with a reason, on the latest record."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from memcon.errors import UsageError
from memcon.model.decision import Decision, HistoryEntry
from memcon.model.document import Document
from memcon.model.record import RELATIONS, TYPES
from memcon.run.sharing import Sharing
from memcon.settings import Settings

if TYPE_CHECKING:
    from memcon.ledger.decide import Who
    from memcon.ledger.store import Store
    from memcon.run.quality import TypeQuality
    from memcon.run.review import ReviewItem

NOTE = "text/x-note"  # the media type of hand-written notes


def login_name() -> str:
    """The name of whoever runs the program, "" where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as in some containers
        return ""


@dataclass(frozen=True, slots=True)
class Citing:
    """What a record entered by hand rests on.

    Words of a document in the ledger, by `quote` or by offsets, or a `note` of one's own, which
    becomes a document.
    """

    doc: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    note: str = ""


class Deciding(Sharing):
    """The part of `Ledger` that decides on records.

    All of it takes `by`, the name of who decides (else the setting `user`, else the login name);
    `reason`, which most decisions need; and `expected`, the `etag` of the record that was looked
    at: with it, ConflictError tells who changed the record in between, and nothing is stored. Who
    came in as a user of the ledger decides under that name, whatever `by` says.
    """

    _store: Store
    _settings: Settings

    def accept(self, record_id: str, **by: Any) -> Decision:
        """Say that a record is right. Raises LedgerError where there is none of that id."""
        return self._store.decisions.judge("accept", record_id, self._who(**by))

    def reject(self, record_id: str, **by: Any) -> Decision:
        """Say that a record is wrong: it is in no list, brief or search any more."""
        return self._store.decisions.judge("reject", record_id, self._who(**by))

    def correct(self, record_id: str, field: str, value: Any, **by: Any) -> Decision:
        """Give one field of a record another value; None empties it.

        A text may be as people write it ("7 November 2016"). The documents' values stay under
        `stated`. A relation (`part_of`, `founded_by`, ...) takes the id of a record. Raises
        RecordError for a value that the record format does not allow there.
        """
        if value is not None and field not in RELATIONS:
            value = _entered(self._store.get(record_id).type, field, value)
        return self._store.decisions.correct(record_id, field, value, self._who(**by))

    def merge(self, *record_ids: str, **by: Any) -> Decision:
        """Make one record of several of one type; the smallest id stays."""
        return self._store.decisions.unite("merge", record_ids, self._who(**by))

    def same(self, a: str, b: str, **by: Any) -> Decision:
        """Say that two records are one, as `merge` does, of a pair that was doubtful."""
        return self._store.decisions.unite("same", (a, b), self._who(**by))

    def not_same(self, a: str, b: str, **by: Any) -> Decision:
        """Say that two records are not one, whatever is read later."""
        return self._store.decisions.keep_apart((a, b), self._who(**by))

    def split(
        self,
        record_id: str,
        *,
        documents: Sequence[str] = (),
        statements: Sequence[str] = (),
        **by: Any,
    ) -> Decision:
        """Make two records of one: what some documents say of it, or some statements, and the rest.

        With neither, what each document says becomes a record of its own.
        """
        return self._store.decisions.split(
            record_id, self._who(**by), documents=documents, statements=statements
        )

    def note(self, record_id: str, text: str, **by: Any) -> Decision:
        """Write a note to a record."""
        return self._store.decisions.note(record_id, text, self._who(**by))

    def add(
        self, record_type: str, fields: Mapping[str, Any], *, cite: Citing, **by: Any
    ) -> Decision:
        """Enter a record by hand; the first of the decision's `subjects` is its id.

        Relations (`part_of`, `founded_by`, ...) take the ids of records. Raises RecordError for
        fields that make no record, LedgerError where the words are not those of the document, or
        there is no record of an id.
        """
        links = {name: value for name, value in fields.items() if name in RELATIONS}
        fields = {name: value for name, value in fields.items() if name not in links}
        for target in links.values():
            self._store.get(str(target))
        if record_type not in TYPES:
            message = f"{record_type}: no such record type; there are {', '.join(TYPES)}"
            raise UsageError(message)
        who = self._who(**by)
        slots = {field: _entered(record_type, field, value) for field, value in fields.items()}
        if bool(cite.doc) == bool(cite.note):
            message = "give either a document of the ledger or a note to cite"
            raise UsageError(message)
        from memcon.ledger.decide import Passage

        words = Passage(cite.doc, cite.quote, cite.start, cite.end)
        if cite.note:
            words = replace(words, note=_note(cite.note, who))
        made = self._store.decisions.add(record_type, slots, who, cite=words)
        for name, target in links.items():
            self._store.decisions.correct(made.subjects[0], name, str(target), who)
        return made

    def undo(self, decision_id: str, **by: Any) -> Decision:
        """Take a decision back; undoing that brings it into force again."""
        return self._store.decisions.undo(decision_id, self._who(**by))

    def history(self, record_id: str) -> list[HistoryEntry]:
        """All decisions on a record, oldest first, with those that were undone."""
        return self._store.decisions.history(record_id)

    def decisions(self, *, lost: bool = False) -> list[HistoryEntry]:
        """All decisions, oldest first; with `lost`, those that hold but whose record is gone."""
        return self._store.decisions.all(lost=lost)

    # ------------------------------------------------------------------ reviewing

    def review_queue(self, *, limit: int = 20, record_type: str = "") -> list[ReviewItem]:
        """What to look at first: doubtful pairs, contradictions, low confidence, single sources."""
        from memcon.run.review import review_queue

        return review_queue(self._store, limit=limit, record_type=record_type)

    def review_sample(
        self, size: int, *, seed: str = "", record_type: str = ""
    ) -> list[ReviewItem]:
        """Those of a random sample of `size` records that are not judged yet.

        Give each item's `chosen` to `accept`, `reject` and `correct`, so that `quality` can tell
        the sample from the rest.
        """
        from memcon.run.review import SEED, sample

        return sample(self._store, size, seed=seed or SEED, record_type=record_type)

    def quality(self) -> list[TypeQuality]:
        """The precision of each record type, as far as it was judged, with its 95 % interval."""
        from memcon.run.quality import quality

        return quality(self._store)

    def _who(
        self,
        *,
        by: str = "",
        reason: str = "",
        expected: str | None = None,
        at: datetime | None = None,
        chosen: Mapping[str, Any] | None = None,
    ) -> Who:
        from memcon.ledger.decide import Who

        name = by or self._settings.user or login_name()
        if self._access is not None:
            self._access.check("write")
            name = self._access.user.name
        return Who(name, reason, at, expected, chosen or {})


def _entered(record_type: str, field: str, value: Any) -> Any:
    from memcon.run.entered import checked_value, entered_value

    if isinstance(value, str):
        return entered_value(record_type, field, value)
    return checked_value(record_type, field, value)


def _note(text: str, who: Who) -> Document:
    """A hand-written note as a document, by its author and of its day."""
    from memcon.read import read_text

    day = (who.at or datetime.now(UTC)).astimezone().date()
    words = text.strip() + "\n"
    name = f"note-{day.isoformat()}-{hashlib.sha256(words.encode()).hexdigest()[:8]}.txt"
    note = read_text(words, name=name, date=day)
    return replace(note, author=who.by, publisher="", media_type=NOTE)
