"""`memcon show`: one record with all it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.found import check_found_format, write_found
from memcon.cli.options import Db, Json, Output, opened, write, write_json
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.assess.meeting_file import MeetingFile
    from memcon.model.record import Record

RecordId = Annotated[
    str, typer.Argument(metavar="RECORD_ID", help="An id, as `memcon list` has them.")
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="text; or md, html, pdf or docx for the file of a meeting alone.",
    ),
]


def show(
    record_id: RecordId,
    *,
    fmt: Format = "text",
    db: Db = None,
    as_json: Json = False,
    output: Output = None,
) -> None:
    """Show a record with all it rests on.

    Its fields, then every statement with its citation in context. Of a meeting its file too: what
    was open before it, what came of it and how that is known, who took part, what each side said.
    """
    check_found_format(fmt, output)
    with opened(db) as ledger:
        record = ledger.record(record_id)
        file = ledger.meeting_file(record.id) if record.type == "meeting" else None
        if as_json or fmt == "json":
            _json(ledger, record, file)
            return
        if fmt != "text":
            if file is None:
                message = f"--format {fmt}: for the file of a meeting; {record.id} is none"
                raise UsageError(message)
            write_found(ledger, file, fmt, output)
            return
        text = _text(ledger, record)
        write(f"{text}\n{ledger.show(file)}" if file is not None else text, output)


def _json(ledger: Ledger, record: Record, file: MeetingFile | None) -> None:
    from memcon.ledger.exchange import statement_json

    lines = [statement_json(stmt) for stmt in ledger.statements(record.id)]
    found = {"record": record.to_json(), "etag": record.etag, "statements": lines}
    write_json({**found, "file": file.to_json()} if file is not None else found)


def _text(ledger: Ledger, record: Record) -> str:
    from memcon.present.names import party_names
    from memcon.present.phrases import Phrases
    from memcon.present.show import show as shown
    from memcon.run.origins import sources_of

    names = {cite.doc for cite in record.evidence}
    return shown(
        record,
        ledger.statements(record.id),
        texts={name: ledger.document(name).text for name in names},
        sources=sources_of(ledger.documents(names=names)),
        phrases=Phrases(party_names()),
    )
