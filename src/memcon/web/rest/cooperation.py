"""How states work together, for programs: structures, files of meetings, systems."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from memcon.web.access import Reader
from memcon.web.rest import answers, shapes
from memcon.web.rest.conditions import Day, Parties, Since, day, several
from memcon.web.rest.description import told

router = APIRouter(tags=["views"])

Pairs = Annotated[
    list[Annotated[str, Query(pattern=r"^[^\x00-\x1f]+$", max_length=500)]],
    Query(
        description="Pairs or groups, each with hyphens or commas between its parties; repeated.",
        examples=[["CHN-RUS", "KEN-UGA"]],
        min_length=1,
        max_length=8,
    ),
]


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
    found = visit.ledger.structure(*several(parties), as_of=day(as_of))
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
    groups = [several(each) for each in pairs]
    found = visit.ledger.compare(*groups, since=day(since), as_of=day(as_of))
    return answers.answer(request, found.to_json())
