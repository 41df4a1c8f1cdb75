"""How states work together, for programs: structures, files, packs, follow-ups, plans, systems."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from memcon.web.access import Reader, Visit
from memcon.web.cycle_files import ALONE, MEDIA, Found, bytes_of
from memcon.web.rest import answers, shapes
from memcon.web.rest.conditions import Day, Since, codes, day
from memcon.web.rest.description import told

router = APIRouter(tags=["views"])

Parties = Annotated[
    str,
    Path(
        description="Two or more parties, codes or names, with hyphens or commas between.",
        examples=["CHN-RUS"],
        max_length=500,
    ),
]
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
Pairs = Annotated[
    list[Annotated[str, Query(pattern=r"^[^\x00-\x1f]+$", max_length=500)]],
    Query(
        description="Pairs or groups, each with hyphens or commas between its parties; repeated.",
        examples=[["CHN-RUS", "KEN-UGA"]],
        min_length=1,
        max_length=8,
    ),
]
PaperFormat = Annotated[
    Literal["json", "md", "html", "docx", "pdf"],
    Query(description="json, md, html, docx or pdf."),
]
ActionFormat = Annotated[
    Literal["json", "md", "html", "docx", "pdf", "csv", "ics"],
    Query(description="json, md, html, docx or pdf; csv or ics: the action list alone."),
]
_TEXTS = {"application/json": {"as_of": "2019-10-02"}, "text/markdown": "# A paper\n"}
_PAPERS = {
    **_TEXTS,
    "text/html": "<!DOCTYPE html>",
    "application/pdf": "%PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "PK",
}


@router.get(
    "/structures/{parties}",
    **told(
        "getStructure",
        "The formats in which two or more parties meet and work together",
        errors=(404,),
        cached=True,
        media={"application/json": {"parties": ["CHN", "RUS"], "formats": []}},
    ),
)
def get_structure(request: Request, visit: Reader, parties: Parties, as_of: Day = "") -> Response:
    """By level, with dates, leaders, sessions, remit and what founded them, each cited."""
    found = visit.ledger.structure(*_several(parties), as_of=day(as_of))
    return answers.answer(request, found.to_json())


@router.get(
    "/meetings/{record_id}/file",
    **told(
        "getMeetingFile",
        "All that is on record of one meeting",
        errors=(404,),
        cached=True,
        media={"application/json": {"outputs": [], "records": {}}},
    ),
)
def get_meeting_file(
    request: Request,
    visit: Reader,
    record_id: Annotated[shapes.RecordId, Path(description="The id of a meeting.")],
) -> Response:
    """What was open before it, what came of it, who took part, and who said what."""
    return answers.answer(request, visit.ledger.meeting_file(record_id).to_json())


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
        series, ordinal, parties=_several(parties), side=side, as_of=day(as_of)
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
    found = visit.ledger.follow_up(series, ordinal, parties=_several(parties), as_of=day(as_of))
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
        *_several(parties),
        horizon=horizon,
        growth=[rate / 100 for rate in growth],
        as_of=day(as_of),
    )
    return _paper(request, visit, found, format)


@router.get(
    "/comparisons",
    **told(
        "compareSystems",
        "Pairs or groups beside each other, with the same measures",
        errors=(404,),
        cached=True,
        media={"application/json": {"as_of": "2019-10-02", "systems": []}},
    ),
)
def compare_systems(
    request: Request, visit: Reader, pairs: Pairs, *, since: Since = "", as_of: Day = ""
) -> Response:
    """How often they meet, at which levels, and what they keep, with intervals."""
    groups = [_several(each) for each in pairs]
    found = visit.ledger.compare(*groups, since=day(since), as_of=day(as_of))
    return answers.answer(request, found.to_json())


# ---------------------------------------------------------------------- parts


def _several(parties: str) -> tuple[str, ...]:
    """Two or more parties. Raises MissingError for one not known, UsageError for fewer."""
    from memcon.present.brief import check_parties

    parts = parties.split(",") if "," in parties else parties.split("-")
    return tuple(check_parties(list(codes(parts))))


def _paper(request: Request, visit: Visit, found: Found, fmt: str) -> Response:
    if fmt == "json":
        made: dict[str, Any] = found.to_json()
        return answers.answer(request, made)
    body = bytes_of(visit.ledger, found, fmt)
    headers = {"content-security-policy": ALONE}
    return answers.content(request, body, MEDIA[fmt], headers=headers)
