"""`memcon accept`, `reject`, `correct` and so on: an analyst's decisions on records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.options import Db, Json, opened, say, write_json
from memcon.errors import UsageError
from memcon.present.decisions import summary

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.model.decision import Decision

By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="NAME",
        help="Who decides. [MEMCON_USER, else the login name]",
        show_default=False,
    ),
]
Reason = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why.")]
Expected = Annotated[
    str | None,
    typer.Option(
        "--expected",
        metavar="ETAG",
        help="Only if the record is still as it was: the etag of `memcon show --json`.",
        show_default=False,
    ),
]
RecordId = Annotated[str, typer.Argument(metavar="RECORD_ID", help="The record.")]
Pair = Annotated[str, typer.Argument(metavar="RECORD_ID", help="The one record.")]
Other = Annotated[str, typer.Argument(metavar="RECORD_ID", help="The other one.")]
Several = Annotated[
    list[str], typer.Argument(metavar="RECORD_ID RECORD_ID...", help="Two or more records.")
]
DecisionId = Annotated[
    str, typer.Argument(metavar="DECISION", help="A decision, as `memcon history` has them.")
]


def accept(
    record_id: RecordId,
    *,
    by: By = "",
    reason: Reason = "",
    expected: Expected = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Say that a record is right.

    It stays on record, as long as its document has the words, though a newer memcon no longer
    found it.
    """
    with opened(db) as ledger:
        made = ledger.accept(record_id, by=by, reason=reason, expected=expected)
        _tell(ledger, made, as_json=as_json)


def reject(
    record_id: RecordId,
    *,
    by: By = "",
    reason: Reason = "",
    expected: Expected = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Say that a record is wrong.

    It is in no list, brief or search any more; `memcon list TYPE --rejected` lists it.
    """
    with opened(db) as ledger:
        made = ledger.reject(record_id, by=by, reason=reason, expected=expected)
        _tell(ledger, made, as_json=as_json)


Field = Annotated[
    str,
    typer.Argument(
        metavar="FIELD",
        help="A field: date, status, amount, …; or part_of, founded_by, … and an id.",
    ),
]
Value = Annotated[
    str | None,
    typer.Argument(
        metavar="[VALUE]",
        help="As you would write it, or as JSON. Left out with --empty.",
        show_default=False,
    ),
]
Empty = Annotated[bool, typer.Option("--empty", help="Leave the field without a value.")]


def correct(
    record_id: RecordId,
    field: Field,
    value: Value = None,
    *,
    empty: Empty = False,
    by: By = "",
    reason: Reason = "",
    expected: Expected = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Correct one field of a record.

    Your value is shown first, and the documents' values are kept beside it.

    memcon correct meeting-1a2b date "7 November 2016" --reason "misprint in the dispatch"
    """
    if (value is None) != empty:
        message = "give the value, or --empty to leave the field without one"
        raise UsageError(message)
    with opened(db) as ledger:
        made = ledger.correct(record_id, field, value, by=by, reason=reason, expected=expected)
        _tell(ledger, made, as_json=as_json)


def merge(
    record_ids: Several,
    *,
    by: By = "",
    reason: Reason = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Make one record of several.

    The smallest id stays, the others go on leading to it.
    """
    with opened(db) as ledger:
        made = ledger.merge(*record_ids, by=by, reason=reason)
        _tell(ledger, made, as_json=as_json)


Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        metavar="DOC",
        help="What this document says of it becomes a record of its own; may be repeated.",
        show_default=False,
    ),
]
Statements = Annotated[
    list[str] | None,
    typer.Option(
        "--statement",
        metavar="ID",
        help="These statements of one document do; `memcon show --json` has the ids.",
        show_default=False,
    ),
]


def split(
    record_id: RecordId,
    *,
    document: Documents = None,
    statement: Statements = None,
    by: By = "",
    reason: Reason = "",
    expected: Expected = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Make two records of one.

    Without --document and --statement, what each document says becomes a record of its own.
    """
    with opened(db) as ledger:
        made = ledger.split(
            record_id,
            documents=document or (),
            statements=statement or (),
            by=by,
            reason=reason,
            expected=expected,
        )
        _tell(ledger, made, as_json=as_json)


def same(
    a: Pair, b: Other, *, by: By = "", reason: Reason = "", db: Db = None, as_json: Json = False
) -> None:
    """Say that two records are one."""
    with opened(db) as ledger:
        _tell(ledger, ledger.same(a, b, by=by, reason=reason), as_json=as_json)


def not_same(
    a: Pair, b: Other, *, by: By = "", reason: Reason = "", db: Db = None, as_json: Json = False
) -> None:
    """Say that two records are not one.

    They stay apart whatever is read later.
    """
    with opened(db) as ledger:
        _tell(ledger, ledger.not_same(a, b, by=by, reason=reason), as_json=as_json)


Text = Annotated[str, typer.Argument(metavar="TEXT", help="The note, in quotation marks.")]


def note(
    record_id: RecordId, text: Text, *, by: By = "", db: Db = None, as_json: Json = False
) -> None:
    """Write a note to a record."""
    with opened(db) as ledger:
        _tell(ledger, ledger.note(record_id, text, by=by), as_json=as_json)


def undo(
    decision: DecisionId,
    *,
    by: By = "",
    reason: Reason = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Take a decision back.

    Undoing the undoing brings it into force again.
    """
    with opened(db) as ledger:
        _tell(ledger, ledger.undo(decision, by=by, reason=reason), as_json=as_json)


Type = Annotated[str, typer.Argument(metavar="TYPE", help="meeting, visit, body, instrument, …")]
Fields = Annotated[
    list[str],
    typer.Argument(metavar="FIELD=VALUE...", help="parties=KEN,UGA date=2024-05-16 …"),
]
Doc = Annotated[
    str, typer.Option("--document", metavar="DOC", help="The document whose words it rests on.")
]
Quote = Annotated[str, typer.Option("--quote", metavar="WORDS", help="These words of it.")]
Start = Annotated[
    int | None,
    typer.Option("--start", metavar="N", help="Where they begin in its text.", show_default=False),
]
End = Annotated[
    int | None,
    typer.Option("--end", metavar="N", help="Where they end.", show_default=False),
]
OwnNote = Annotated[
    str,
    typer.Option("--note", metavar="TEXT", help="Rest it on a note of yours: a document too."),
]


def add(
    record_type: Type,
    fields: Fields,
    *,
    document: Doc = "",
    quote: Quote = "",
    start: Start = None,
    end: End = None,
    note: OwnNote = "",
    by: By = "",
    reason: Reason = "",
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Enter a record by hand.

    It rests on words of a document in the ledger, or on a note.

    memcon add meeting parties=KEN,UGA date=2024-05-16 --document wire.txt --quote "met in Nairobi"
    """
    from memcon.present.tables import record_type as type_named
    from memcon.run.deciding import Citing

    given = dict(_field(each) for each in fields)
    cite = Citing(document, quote, start, end, note)
    with opened(db) as ledger:
        made = ledger.add(type_named(record_type), given, cite=cite, by=by, reason=reason)
        _tell(ledger, made, as_json=as_json)


def _field(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name:
        message = f"{text}: not FIELD=VALUE; write for instance date=2024-05-16"
        raise UsageError(message)
    return name.strip(), value


# ---------------------------------------------------------------------- telling


def _tell(ledger: Ledger, made: Decision, *, as_json: bool) -> None:
    """What was decided, what it took the place of, and how to take it back."""
    if as_json:
        write_json(made.to_json())
        return
    say(f"{summary(made)}, by {made.by}; to take it back: memcon undo {made.id}")
    replaced = _replaced(ledger, made)
    if replaced is not None:
        say(f"it takes the place of what {replaced.by} decided: {summary(replaced)}")


def _replaced(ledger: Ledger, made: Decision) -> Decision | None:
    """The decision of somebody else that this one outranks."""
    if made.kind not in ("accept", "reject", "correct"):
        return None
    earlier = [
        each.decision
        for each in ledger.history(made.subjects[0])
        if each.holds and each.decision.at < made.at and _outranks(made, each.decision)
    ]
    return earlier[-1] if earlier and earlier[-1].by != made.by else None


def _outranks(later: Decision, earlier: Decision) -> bool:
    if later.kind == "correct":
        field = later.payload["field"]
        return earlier.kind == "correct" and earlier.payload["field"] == field
    return earlier.kind in ("accept", "reject") and earlier.kind != later.kind
