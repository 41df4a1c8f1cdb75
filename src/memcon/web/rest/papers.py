"""Papers: briefs and reports, packs, follow-ups and plans, as data and as files to be printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from memcon.present.brief import Brief
from memcon.web.access import Reader, Visit
from memcon.web.cycle_files import ALONE, MEDIA, Found, bytes_of
from memcon.web.rest import answers
from memcon.web.rest.conditions import Day, Parties, Since, day, several
from memcon.web.rest.description import told

router = APIRouter(tags=["papers"])

SeriesName = Annotated[
    str,
    Query(
        description="A series of meetings: its name, or heads_of_state, heads_of_government.",
        examples=["heads_of_government"],
        pattern=r"^[^\x00-\x1f]+$",
        max_length=200,
    ),
]
Side = Annotated[
    str,
    Query(
        description="For this party: only what the others have said is in it.",
        examples=["CHN"],
        pattern=r"^[^\x00-\x1f]*$",
        max_length=100,
    ),
]
Next = Annotated[
    int | None,
    Query(description="The number of a meeting; the next without one.", ge=1, le=9999),
]
Number = Annotated[int, Query(description="The number of the meeting.", ge=1, le=9999)]
Horizon = Annotated[Literal["5y", "10y", "15y"], Query(description="How far ahead.")]
Growth = Annotated[
    list[Annotated[float, Query(ge=-99, le=999)]],
    Query(description="What if: percent a year; repeated.", examples=[[5, 8]], max_length=10),
]
PaperFormat = Annotated[
    Literal["json", "md", "html", "docx", "pdf"],
    Query(description="json, md, html, docx or pdf."),
]
ActionFormat = Annotated[
    Literal["json", "md", "html", "docx", "pdf", "csv", "ics"],
    Query(description="json, md, html, docx or pdf; csv or ics: the action list alone."),
]
_PAPERS = {
    "application/json": {"title": "China and Russia", "as_of": "2019-10-02"},
    "text/markdown": "# China and Russia\n",
    "text/html": "<!DOCTYPE html>",
    "application/pdf": "%PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "PK",
}


# ---------------------------------------------------------------------- briefs and reports


@router.get(
    "/briefs/{parties}",
    **told(
        "getBrief",
        "Where the relations of two or more parties stand",
        errors=(404,),
        cached=True,
        media=_PAPERS,
    ),
)
def get_brief(
    request: Request,
    visit: Reader,
    parties: Parties,
    *,
    since: Since = "",
    as_of: Day = "",
    format: PaperFormat = "json",  # noqa: A002 (the word for it)
) -> Response:
    """A few pages, of which every line has its sources."""
    made = visit.ledger.make_brief(*several(parties), since=day(since), as_of=day(as_of))
    return _brief(request, visit, made, format)


@router.get(
    "/reports/{parties}",
    **told(
        "getReport",
        "All that is on record of two or more parties",
        errors=(404,),
        cached=True,
        media=_PAPERS,
    ),
)
def get_report(
    request: Request,
    visit: Reader,
    parties: Parties,
    *,
    since: Since = "",
    as_of: Day = "",
    format: PaperFormat = "json",  # noqa: A002 (the word for it)
) -> Response:
    """A brief in which nothing is left out, with findings, chronology and words of the sources."""
    made = visit.ledger.make_report(*several(parties), since=day(since), as_of=day(as_of))
    return _brief(request, visit, made, format)


def _brief(request: Request, visit: Visit, brief: Brief, fmt: str) -> Response:
    return _sent(
        request,
        fmt,
        to_json=lambda: _plain(asdict(brief)),
        to_bytes=lambda: visit.ledger.paper(brief, fmt),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


# ---------------------------------------------------------------------- the cycle of meetings


@router.get(
    "/packs/{parties}",
    **told("getPack", "The pack for a meeting", errors=(404,), cached=True, media=_PAPERS),
)
def get_pack(
    request: Request,
    visit: Reader,
    parties: Parties,
    series: SeriesName,
    *,
    ordinal: Next = None,
    side: Side = "",
    as_of: Day = "",
    format: PaperFormat = "json",  # noqa: A002 (the word for it)
) -> Response:
    """What is open, late, disputed and said before the next meeting of a series, and an agenda."""
    pack = visit.ledger.prepare(
        series, ordinal, parties=several(parties), side=side, as_of=day(as_of)
    )
    return _paper(request, visit, pack, format)


@router.get(
    "/follow-ups/{parties}",
    **told(
        "getFollowUp",
        "What became of a meeting",
        errors=(404,),
        cached=True,
        media={**_PAPERS, "text/csv": "body,due\n", "text/calendar": "BEGIN:VCALENDAR"},
    ),
)
def get_follow_up(
    request: Request,
    visit: Reader,
    parties: Parties,
    series: SeriesName,
    ordinal: Number,
    *,
    as_of: Day = "",
    format: ActionFormat = "json",  # noqa: A002 (the word for it)
) -> Response:
    """Item by item what was settled, moved, newly promised or dropped, and who has to act."""
    found = visit.ledger.follow_up(series, ordinal, parties=several(parties), as_of=day(as_of))
    return _paper(request, visit, found, format)


@router.get(
    "/plans/{parties}",
    **told(
        "getPlan",
        "What is dated ahead, and where targets are heading",
        errors=(404,),
        cached=True,
        media=_PAPERS,
    ),
)
def get_plan(
    request: Request,
    visit: Reader,
    parties: Parties,
    *,
    horizon: Horizon = "5y",
    growth: Growth = [],  # noqa: B006 (FastAPI copies it)
    as_of: Day = "",
    format: PaperFormat = "json",  # noqa: A002 (the word for it)
) -> Response:
    """For each target what was observed, where that leads, and the growth that it still takes."""
    found = visit.ledger.plan(
        *several(parties),
        horizon=horizon,
        growth=[rate / 100 for rate in growth],
        as_of=day(as_of),
    )
    return _paper(request, visit, found, format)


def _paper(request: Request, visit: Visit, found: Found, fmt: str) -> Response:
    return _sent(
        request, fmt, to_json=found.to_json, to_bytes=lambda: bytes_of(visit.ledger, found, fmt)
    )


def _sent(
    request: Request, fmt: str, *, to_json: Callable[[], Any], to_bytes: Callable[[], bytes]
) -> Response:
    if fmt == "json":
        return answers.answer(request, to_json())
    return answers.content(
        request, to_bytes(), MEDIA[fmt], headers={"content-security-policy": ALONE}
    )
