"""`memcon show`: one record with all it rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import Db, Json, opened, write, write_json

RecordId = Annotated[
    str, typer.Argument(metavar="RECORD_ID", help="An id, as `memcon list` has them.")
]


def show(record_id: RecordId, *, db: Db = None, as_json: Json = False) -> None:
    """Show a record with all it rests on.

    Its fields, then every statement with its citation in context.
    """
    with opened(db) as ledger:
        record = ledger.record(record_id)
        statements = ledger.statements(record_id)
        if as_json:
            from memcon.ledger.exchange import statement_json

            lines = [statement_json(stmt) for stmt in statements]
            write_json({"record": record.to_json(), "etag": record.etag, "statements": lines})
            return
        texts = {name: ledger.document(name).text for name in {c.doc for c in record.evidence}}
        known = ledger.documents(names=texts)
    from memcon.present.names import party_names
    from memcon.present.phrases import Phrases
    from memcon.present.show import show as shown
    from memcon.run.origins import sources_of

    phrases = Phrases(party_names())
    write(shown(record, statements, texts=texts, sources=sources_of(known), phrases=phrases))
