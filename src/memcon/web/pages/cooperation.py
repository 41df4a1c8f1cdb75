"""How states work together: the structure of a relation, a meeting's file, systems compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from memcon.errors import UsageError
from memcon.web.access import Reader
from memcon.web.counted import overview_of
from memcon.web.cycle_files import day_of
from memcon.web.pages.dyad import canonical, parties_of
from memcon.web.render import render

router = APIRouter()

VIEWS = ("structure", "prepare", "follow-up", "plan")
_PAIRS = 20
_MOST = 8  # systems beside each other
_LONGEST = 300  # characters of what is given in an address


@router.get("/cooperation")
def cooperation(request: Request, visit: Reader, party: str = "", view: str = "") -> Response:
    """The pairs with most meetings, and the way to their pages; or there, with parties given."""
    fault = ""
    if party.strip():
        try:
            codes = parties_of(party.replace(",", "-"))
            name = view if view in VIEWS else VIEWS[0]
            return RedirectResponse(f"/{name}/{canonical(codes)}", status_code=303)
        except UsageError as error:
            fault = str(error)
    known = overview_of(request, visit)
    counted = known.value.pairs(known.value.select(types=["meeting", "body"]))
    rows = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_PAIRS]
    return render(
        request,
        "cooperation.html",
        visit,
        status=400 if fault else 200,
        views=VIEWS,
        known=known,
        rows=[("-".join(pair), pair, number) for pair, number in rows],
        party=party[:_LONGEST],
        view=view,
        fault=fault,
    )


@router.get("/structure/{codes}")
def structure(request: Request, visit: Reader, codes: str, as_of: str = "") -> Response:
    """The formats in which a pair or group meets and works together, by level, with dates."""
    wanted = parties_of(codes)
    if canonical(wanted) != codes:
        return elsewhere(request, "structure", wanted)
    found = visit.ledger.structure(*wanted, as_of=day_of(as_of))
    return render(
        request,
        "structure.html",
        visit,
        page=visit.ledger.outline(found),
        as_of=found.as_of,
        **head(codes, wanted, "structure"),
    )


@router.get("/meeting/{record_id}")
def meeting(request: Request, visit: Reader, record_id: str) -> Response:
    """A meeting's file: what was open before it, what came of it, who took part and said what."""
    known = visit.ledger.record(record_id)
    if known.id != record_id:
        return RedirectResponse(f"/meeting/{known.id}", status_code=303)
    found = visit.ledger.meeting_file(record_id)
    parties = sorted(str(each) for each in known.get("parties") or ())
    context: dict[str, Any] = head(canonical(parties), parties, "") if len(parties) > 1 else {}
    page = visit.ledger.outline(found)
    return render(request, "meeting.html", visit, page=page, record=known, **context)


@router.get("/systems")
def systems(request: Request, visit: Reader, since: str = "", as_of: str = "") -> Response:
    """Pairs or groups (`pairs`, repeated) beside each other: how often they meet, what is kept."""
    given = [text.strip()[:_LONGEST] for text in request.query_params.getlist("pairs")]
    given = list(dict.fromkeys(text for text in given if text))
    page, fault = None, ""
    try:
        groups = groups_of(given)
        if groups:
            found = visit.ledger.compare(*groups, since=day_of(since), as_of=day_of(as_of))
            page = visit.ledger.outline(found)
    except UsageError as error:
        groups, fault = [], str(error)
    return render(
        request,
        "systems.html",
        visit,
        status=400 if fault else 200,
        page=page,
        groups=[(canonical(group), group) for group in groups],
        given=[*given[:_MOST], ""] if len(given) < _MOST else given[:_MOST],
        since=since[:_LONGEST],
        as_of=as_of[:_LONGEST],
        fault=fault,
    )


# ---------------------------------------------------------------------- what the pages share


def groups_of(given: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups that are to stand beside each other, each as `parties_of` reads it.

    Raises UsageError where they are too many.
    """
    if len(given) > _MOST:
        message = f"{len(given)} systems; {_MOST} fit beside each other"
        raise UsageError(message)
    return [parties_of(text) for text in given]


def elsewhere(request: Request, view: str, codes: Sequence[str]) -> RedirectResponse:
    """The way to the one address of a group's page."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{view}/{canonical(codes)}{query}", status_code=307)


def head(codes: str, parties: Sequence[str], view: str) -> dict[str, Any]:
    """What the head of a group's page needs."""
    tabs = [(name, f"/{name}/{codes}") for name in VIEWS]
    return {"codes": codes, "parties": list(parties), "view": view, "tabs": tabs}
