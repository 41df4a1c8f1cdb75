"""`memcon review`: what to look at first, one record a screen, decided on with single keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli.decide import By
from memcon.cli.options import Db, Json, opened, say, terminal_width, write, write_json
from memcon.errors import MemconError
from memcon.present.decisions import summary

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.model.decision import Decision
    from memcon.model.record import Record
    from memcon.present.phrases import Phrases
    from memcon.run.review import ReviewItem

Limit = Annotated[
    int, typer.Option("--limit", min=1, metavar="N", help="At most so many, the first ones.")
]
Type = Annotated[
    str,
    typer.Option("--type", metavar="TYPE", help="Of one record type. [all]", show_default=False),
]
Sample = Annotated[
    int | None,
    typer.Option(
        "--sample",
        min=1,
        metavar="N",
        help="A random sample of so many records instead of the queue, for `memcon quality`.",
        show_default=False,
    ),
]
Seed = Annotated[
    str, typer.Option("--seed", metavar="WORD", help="Draw another sample.", show_default=False)
]
List = Annotated[bool, typer.Option("--list", help="List them, without asking.")]

_SINGLE = "a accept · r reject · c correct · n note · u undo · s skip · b back · q quit"
_PAIR = "y one record · x not one · n note · u undo · s skip · b back · q quit"
_CLEAR = "\x1b[2J\x1b[H"
_REASONS = {
    "doubt": "these two may be one",
    "contradiction": "its documents contradict each other on",
    "changed": "changed since it was accepted by",
    "confidence": "little speaks for it",
    "single": "rests on one document alone:",
    "sample": "drawn at random",
}


def review(
    *,
    limit: Limit = 20,
    record_type: Type = "",
    sample: Sample = None,
    seed: Seed = "",
    as_list: List = False,
    by: By = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Decide on what should be looked at first.

    One record a screen, with its words in context, in this order: pairs that may be one,
    contradictions, records changed since they were accepted, those of low confidence, those of a
    single document.

    With --list or --json, or where there is no terminal, they are only listed.
    """
    from memcon.present.tables import ALL_TYPES
    from memcon.present.tables import record_type as type_named

    kind = type_named(record_type) if record_type else ""
    kind = "" if kind == ALL_TYPES else kind
    with opened(db) as ledger:
        if sample:
            items = ledger.review_sample(sample, seed=seed, record_type=kind)
        else:
            items = ledger.review_queue(limit=limit, record_type=kind)
        if as_json:
            for item in items:
                write_json(item.to_json())
        elif as_list or not (sys.stdin.isatty() and sys.stdout.isatty()):
            _list(items)
        elif items:
            _Session(ledger, items, by=by).run()
    if not items:
        say("nothing to review" if not sample else "all of this sample is judged")


def _why(item: ReviewItem) -> str:
    why = f"{_REASONS[item.cause]} {item.why}".strip()
    return f"{why} ({item.weight:.0%} likely)" if item.cause == "doubt" else why


def _list(items: list[ReviewItem]) -> None:
    from memcon.present.tables import grid

    phrases = _phrases()
    rows = [
        (item.cause, phrases.headline(record), _why(item), record.id)
        for item in items
        for record in item.records
    ]
    write(grid(("cause", "what", "why", "id"), rows, width=terminal_width()))


def _phrases() -> Phrases:
    from memcon.present.names import party_names
    from memcon.present.phrases import Phrases

    return Phrases(party_names())


@dataclass(slots=True)
class _Session:
    """Goes through the items with single keys."""

    ledger: Ledger
    items: list[ReviewItem]
    by: str
    made: list[Decision] = field(default_factory=list)
    place: int = 0
    told: str = ""  # what the last key did

    def run(self) -> None:
        """Show one item after the other until the end or `q`."""
        while 0 <= self.place < len(self.items):
            item = self.items[self.place]
            records = self._now(item)
            if not records:
                self.place += 1
                continue
            self._show(item, records)
            key = _key()
            if key in ("q", "\x03", "\x04"):
                break
            try:
                self._press(key, item, records)
            except MemconError as error:
                self.told = f"! {error}"
        number = len(self.made)
        left = max(0, len(self.items) - self.place)
        say(f"{number} decision{'' if number == 1 else 's'}, {left} left")

    def _now(self, item: ReviewItem) -> list[Record]:
        """The item's records as they are now; none where a decision has settled it."""
        found: dict[str, Record] = {}
        for each in item.records:
            try:
                record = self.ledger.record(each.id)
            except MemconError:
                return []
            found[record.id] = record
        return list(found.values()) if len(found) == len(item.records) else []

    def _show(self, item: ReviewItem, records: list[Record]) -> None:
        from memcon.present.show import show
        from memcon.run.origins import sources_of

        cited = {cite.doc for record in records for cite in record.evidence}
        phrases, sources = _phrases(), sources_of(self.ledger.documents(names=cited))
        pages = [f"{self.place + 1} of {len(self.items)}: {_why(item)}"]
        for record in records:
            texts = {c.doc: self.ledger.document(c.doc).text for c in record.evidence}
            statements = self.ledger.statements(record.id)
            page = show(record, statements, texts=texts, sources=sources, phrases=phrases)
            pages.append(page.rstrip())
        keys = _PAIR if len(records) > 1 else _SINGLE
        pages.append("\n".join(line for line in (self.told, keys) if line))
        self.told = ""
        write(_CLEAR + "\n\n".join(pages))
        sys.stdout.flush()

    def _press(self, key: str, item: ReviewItem, records: list[Record]) -> None:
        moves: Mapping[str, int] = {"s": 1, " ": 1, "b": -1}
        if key in moves:
            self.place = max(0, self.place + moves[key])
            return
        if key == "u":
            self._undo()
            return
        if len(records) > 1:
            acts: Mapping[str, Callable[[ReviewItem, list[Record]], Decision | None]] = {
                "y": self._same,
                "x": self._not_same,
                "n": self._note,
            }
        else:
            acts = {
                "a": self._accept,
                "r": self._reject,
                "c": self._correct,
                "n": self._note,
            }
        act = acts.get(key)
        if act is None:
            self.told = f"no such key: {key!r}"
            return
        decision = act(item, records)
        if decision is not None:
            self.made.append(decision)
            self.told = summary(decision)
            if key not in ("c", "n"):
                self.place += 1

    def _about(self, item: ReviewItem, records: list[Record], reason: str = "") -> dict[str, Any]:
        etags = ",".join(record.etag for record in records)
        return {"by": self.by, "reason": reason, "expected": etags, "chosen": item.chosen}

    def _accept(self, item: ReviewItem, records: list[Record]) -> Decision:
        return self.ledger.accept(records[0].id, **self._about(item, records))

    def _reject(self, item: ReviewItem, records: list[Record]) -> Decision | None:
        reason = _asked("why")
        if not reason:
            return None
        return self.ledger.reject(records[0].id, **self._about(item, records, reason))

    def _correct(self, item: ReviewItem, records: list[Record]) -> Decision | None:
        name = _asked("field")
        value = _asked("value (- for none)") if name else ""
        reason = _asked("why") if value else ""
        if not reason:
            return None
        about = self._about(item, records, reason)
        given = None if value == "-" else value
        return self.ledger.correct(records[0].id, name.replace(" ", "_"), given, **about)

    def _note(self, _: ReviewItem, records: list[Record]) -> Decision | None:
        text = _asked("note")
        return self.ledger.note(records[0].id, text, by=self.by) if text else None

    def _same(self, item: ReviewItem, records: list[Record]) -> Decision:
        return self.ledger.same(records[0].id, records[1].id, **self._about(item, records))

    def _not_same(self, item: ReviewItem, records: list[Record]) -> Decision | None:
        reason = _asked("why")
        if not reason:
            return None
        about = self._about(item, records, reason)
        return self.ledger.not_same(records[0].id, records[1].id, **about)

    def _undo(self) -> None:
        if not self.made:
            self.told = "nothing of this session to undo"
            return
        last = self.made.pop()
        self.ledger.undo(last.id, by=self.by)
        self.told = f"taken back: {summary(last)}"
        self.place = max(0, self.place - (last.kind not in ("correct", "note")))


def _key() -> str:
    """The next key that is pressed, without what came with it, as a key that was hit twice does.

    What was typed before the record stood on the screen is lost: nobody decides on what was not
    seen.
    """
    pressed = typer.getchar().casefold()
    return pressed if pressed.startswith("\x1b") else pressed[:1]


def _asked(what: str) -> str:
    """A line that is typed; nothing typed takes the key back."""
    return str(typer.prompt(what, default="", show_default=False)).strip()
