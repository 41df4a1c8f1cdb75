"""Which records are asked for: the same conditions as `memcon list` and the pages have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Path, Query

from memcon.errors import MissingError, UsageError
from memcon.ledger.reading import RecordQuery
from memcon.model import edtf
from memcon.present.labels import labels
from memcon.present.names import party_names
from memcon.web.rest.answers import place
from memcon.web.rest.shapes import DATE, DAY, PLAIN, SECTORS, STATUSES, RecordType

CURSOR = r"^[A-Za-z0-9_-]{0,400}$"
LARGEST = 500

Party = Annotated[
    list[Annotated[str, Query(pattern=PLAIN, max_length=200)]],
    Query(
        description="With at least these: codes or names; repeated, or with commas between.",
        examples=[["CHN", "RUS"]],
        max_length=20,
    ),
]
Since = Annotated[
    str,
    Query(
        description="Leave out what ended before this day, month or year.",
        examples=["2015"],
        pattern=DATE,
    ),
]
Until = Annotated[
    str,
    Query(
        description="Leave out what began after this day, month or year.",
        examples=["2019-06"],
        pattern=DATE,
    ),
]
Types = Annotated[
    list[RecordType], Query(description="Of these types; repeated.", examples=[["meeting"]])
]
Sector = Annotated[
    str,
    Query(description="Of a sector of the record format.", examples=["trade"], pattern=SECTORS),
]
Status = Annotated[str, Query(description="Of a status.", examples=["held"], pattern=STATUSES)]
Series = Annotated[
    str,
    Query(
        description="Words of a series' name.",
        examples=["regular meeting"],
        pattern=PLAIN,
        max_length=200,
    ),
]
Source = Annotated[
    str,
    Query(
        description="Of a document, by its name, or of a publisher.",
        examples=["Example Wire"],
        pattern=PLAIN,
        max_length=500,
    ),
]
Text = Annotated[
    str,
    Query(
        description='Words, "phrases", prefix* and -not.',
        examples=["gas pipeline"],
        pattern=PLAIN,
        max_length=500,
    ),
]
Rejected = Annotated[
    Literal["true", "false"],
    Query(description="What analysts have rejected, which is left out otherwise."),
]
Limit = Annotated[int, Query(description="So many at most.", ge=1, le=LARGEST)]
After = Annotated[
    str, Query(description="The `next` of the page before.", pattern=CURSOR, max_length=400)
]
Day = Annotated[str, Query(description="A day: YYYY-MM-DD.", examples=["2016-06-30"], pattern=DAY)]
Parties = Annotated[
    str,
    Path(
        description="Two or more parties, codes or names, with hyphens or commas between.",
        examples=["CHN-RUS"],
        max_length=500,
    ),
]
# What has to stand there, for people: patterns are for machines.
WORDS: Mapping[str, str] = {
    DATE: "write YYYY, YYYY-MM or YYYY-MM-DD",
    DAY: "write a day as YYYY-MM-DD",
    SECTORS: f"one of {', '.join(labels().sectors)}",
    STATUSES: f"one of {', '.join(labels().statuses)}",
    PLAIN: "no line breaks or control characters",
    CURSOR: "give the `next` of the page before",
}


def codes(given: Iterable[str]) -> tuple[str, ...]:
    """The codes of parties given by code or name.

    Raises MissingError for one that is not known.
    """
    found: dict[str, None] = {}
    for text in (part.strip() for each in given for part in each.split(",")):
        if text:
            try:
                found[party_names().code(text)] = None
            except UsageError as error:
                raise MissingError(str(error)) from error
    return tuple(found)


def several(parties: str) -> tuple[str, ...]:
    """Two or more parties of an address.

    Raises MissingError for one that is not known, UsageError for fewer.
    """
    from memcon.present.brief import check_parties

    parts = parties.split(",") if "," in parties else parties.split("-")
    return tuple(check_parties(list(codes(parts))))


def day(text: str, *, last: bool = False) -> date | None:
    """The day at which a range begins or (`last`) ends."""
    limits = edtf.bounds(text) if text else None
    if limits is None:
        return None
    return limits.last if last else limits.first


def record_query(  # noqa: PLR0913 (as many conditions as `memcon list` has)
    *,
    party: Party = [],  # noqa: B006 (FastAPI copies it)
    type: Types = [],  # noqa: A002, B006 (the word for it)
    since: Since = "",
    until: Until = "",
    sector: Sector = "",
    status: Status = "",
    series: Series = "",
    source: Source = "",
    text: Text = "",
    rejected: Rejected = "false",
) -> RecordQuery:
    """The question to the ledger."""
    return RecordQuery(
        types=tuple(dict.fromkeys(type)),
        parties=codes(party),
        since=day(since),
        until=day(until, last=True),
        sector=sector,
        status=status,
        series=series,
        source=source,
        text=text,
        rejected=rejected == "true",
    )


Asked = Annotated[RecordQuery, Depends(record_query)]


def page_query(asked: Asked, limit: Limit = 50, after: After = "") -> RecordQuery:
    """The question to the ledger, one page of it."""
    return replace(asked, limit=limit, after=place(after))


AskedPage = Annotated[RecordQuery, Depends(page_query)]
