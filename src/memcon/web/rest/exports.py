"""Everything to take away: whole tables as they are asked for, and all formats of export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from memcon.api import export_formats
from memcon.errors import MissingError
from memcon.export.registry import ZEROS
from memcon.model.record import Record
from memcon.web.access import Reader
from memcon.web.export_files import export_file
from memcon.web.rest import answers, shapes
from memcon.web.rest.conditions import Asked
from memcon.web.rest.description import told

router = APIRouter(tags=["exports"])
FormatName = Annotated[
    str, Path(description="The name of a format.", examples=["csv"], max_length=40)
]
QuoteLength = Annotated[
    int | None,
    Query(description="Cut quotes to so many characters; 0 leaves them out.", ge=0, le=10**6),
]
Zeros = Annotated[
    Literal["span", "own", "none"],
    Query(description="Months without an event in dyad-month: all, a pair's own, or none."),
]
assert set(ZEROS) == set(Zeros.__origin__.__args__)  # type: ignore[attr-defined] # noqa: S101


@router.get(
    "/exports",
    **told("listFormats", "The formats of export", shapes.Formats, cached=True),
)
def list_formats(request: Request, _visit: Reader) -> Response:
    """What each format holds, and what reads it."""
    items = [
        {
            "name": each.name,
            "title": each.title,
            "holds": each.holds,
            "reads": each.reads,
            "suffix": each.suffix,
            "media_type": each.media_type,
            "is_available": each.is_available,
        }
        for each in export_formats().values()
    ]
    return answers.answer(request, {"items": items})


@router.get(
    "/exports/{name}",
    **told(
        "exportRecords",
        "The records that meet the conditions, in a format of export",
        errors=(404,),
        media={each.media_type: "(the file)" for each in export_formats().values()},
    ),
)
def export_records(
    visit: Reader,
    name: FormatName,
    asked: Asked,
    quote_length: QuoteLength = None,
    zeros: Zeros = "span",
) -> Response:
    """Sent as it is made, like `memcon export`; what a format has no place for is left out."""
    if name not in export_formats():
        message = f"{name}: no format of export; one of {', '.join(export_formats())}"
        raise MissingError(message)
    return export_file(visit.ledger, name, asked, quote_length=quote_length, zeros=zeros)


@router.get(
    "/tables/records.jsonl",
    **told(
        "streamRecords",
        "All records that meet the conditions, one JSON object a line",
        errors=(404,),
        media={"application/x-ndjson": '{"id":"meeting-0f3a5b7c9d1e","type":"meeting"}\n'},
    ),
)
def records_as_lines(visit: Reader, asked: Asked) -> Response:
    """As many as there are, made as they are sent."""
    return answers.lines(each.to_json() for each in visit.ledger.stream(asked))


@router.get(
    "/tables/records.csv",
    **told(
        "streamTable",
        "All records that meet the conditions, as a table",
        errors=(404,),
        media={"text/csv": "id,type,parties,date\n"},
    ),
)
def records_as_table(visit: Reader, asked: Asked) -> Response:
    """One row a record; a column for each slot, and for each part of a slot."""
    return answers.stream(
        _rows(visit.ledger.stream(asked)),
        "text/csv",
        headers={"content-disposition": 'attachment; filename="records.csv"'},
    )


def _rows(records: Iterable[Record]) -> Iterator[bytes]:
    from memcon.present.tables import csv_lines

    for line in csv_lines(records):
        yield line.encode()
