"""The cycle of a series of meetings: prepare the next, follow up the last, plan ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from memcon.assess.series import Series, ordinal_of
from memcon.errors import UsageError
from memcon.present.phrases import series_words
from memcon.web.access import Reader, Visit
from memcon.web.cycle_files import ACTIONS, PAPERS, day_of, file_of, number_of, rates_of
from memcon.web.pages.cooperation import elsewhere, head
from memcon.web.pages.dyad import canonical, parties_of
from memcon.web.render import render

router = APIRouter()

HORIZONS = ("5y", "10y", "15y")
_ASKED = ("series", "ordinal", "side", "as_of", "horizon", "growth")


@router.get("/prepare/{codes}")
def prepare(
    request: Request,
    visit: Reader,
    codes: str,
    *,
    series: str = "",
    ordinal: str = "",
    side: str = "",
    as_of: str = "",
) -> Response:
    """The pack for the next meeting of a series, or for that of a number as it was prepared."""
    wanted = parties_of(codes)
    if canonical(wanted) != codes:
        return elsewhere(request, "prepare", wanted)
    made = None
    if series:
        number = number_of(ordinal)
        pack = visit.ledger.prepare(series, number, parties=wanted, side=side, as_of=day_of(as_of))
        made = visit.ledger.make_pack(pack)
    return _page(request, visit, codes, "prepare", made, formats=PAPERS)


@router.get("/prepare/{codes}/pack.{fmt}")
def pack_file(request: Request, visit: Reader, codes: str, fmt: str) -> Response:
    """The pack as a file."""
    asked = _asked(request)
    pack = visit.ledger.prepare(
        asked["series"],
        number_of(asked["ordinal"]),
        parties=parties_of(codes),
        side=asked["side"],
        as_of=day_of(asked["as_of"]),
    )
    return file_of(visit.ledger, pack, fmt, name=f"pack-{codes}")


@router.get("/follow-up/{codes}")
def follow_up(
    request: Request,
    visit: Reader,
    codes: str,
    *,
    series: str = "",
    ordinal: str = "",
    as_of: str = "",
) -> Response:
    """What became of what was open before a meeting, what is new since, and who has to act."""
    wanted = parties_of(codes)
    if canonical(wanted) != codes:
        return elsewhere(request, "follow-up", wanted)
    made, number = None, number_of(ordinal)
    if series and number is not None:
        found = visit.ledger.follow_up(series, number, parties=wanted, as_of=day_of(as_of))
        made = visit.ledger.make_follow_up(found)
    return _page(request, visit, codes, "follow-up", made, formats=(*PAPERS, *ACTIONS))


@router.get("/follow-up/{codes}/follow-up.{fmt}")
def follow_up_file(request: Request, visit: Reader, codes: str, fmt: str) -> Response:
    """A follow-up as a file; csv and ics have its list of actions."""
    asked = _asked(request)
    number = number_of(asked["ordinal"])
    if number is None:
        message = "of which meeting? give its number as ordinal"
        raise UsageError(message)
    found = visit.ledger.follow_up(
        asked["series"], number, parties=parties_of(codes), as_of=day_of(asked["as_of"])
    )
    return file_of(visit.ledger, found, fmt, name=f"follow-up-{codes}")


@router.get("/plan/{codes}")
def plan(
    request: Request,
    visit: Reader,
    codes: str,
    *,
    horizon: str = "5y",
    growth: str = "",
    as_of: str = "",
) -> Response:
    """Everything dated ahead, and where targets are heading."""
    wanted = parties_of(codes)
    if canonical(wanted) != codes:
        return elsewhere(request, "plan", wanted)
    rates = rates_of(growth)
    found = visit.ledger.plan(*wanted, horizon=horizon, growth=rates, as_of=day_of(as_of))
    made = visit.ledger.make_plan(found)
    return _page(request, visit, codes, "plan", made, formats=PAPERS)


@router.get("/plan/{codes}/plan.{fmt}")
def plan_file(request: Request, visit: Reader, codes: str, fmt: str) -> Response:
    """A plan as a file."""
    asked = _asked(request)
    found = visit.ledger.plan(
        *parties_of(codes),
        horizon=asked["horizon"] or HORIZONS[0],
        growth=rates_of(asked["growth"]),
        as_of=day_of(asked["as_of"]),
    )
    return file_of(visit.ledger, found, fmt, name=f"plan-{codes}")


# ---------------------------------------------------------------------- a page


def _page(
    request: Request, visit: Visit, codes: str, view: str, made: Any, *, formats: Sequence[str]
) -> Response:
    asked = _asked(request)
    wanted = parties_of(codes)
    stem = "pack" if view == "prepare" else view
    query = urlencode({name: value for name, value in asked.items() if value})
    tail = f"?{query}" if query else ""
    files = [(fmt, f"/{view}/{codes}/{stem}.{fmt}{tail}") for fmt in formats]
    return render(
        request,
        f"{view.replace('-', '_')}.html",
        visit,
        brief=made,
        asked=asked,
        horizons=HORIZONS,
        series=[] if view == "plan" else _series(visit, wanted),
        files=files if made else [],
        json_file=f"/{view}/{codes}/{stem}.json{tail}",
        **head(codes, wanted, view),
    )


def _asked(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "").strip()[:300] for name in _ASKED}


def _series(visit: Visit, parties: Sequence[str]) -> list[dict[str, Any]]:
    """The series to choose from, each with the numbers of its meetings."""
    return [
        {
            "name": _name(each),
            "words": series_words(each.kind, each.name),
            "numbers": sorted({ordinal_of(one) for one in each.numbered}, reverse=True),
            "meetings": len(each.meetings),
        }
        for each in visit.ledger.series_of(*parties)
    ]


def _name(series: Series) -> str:
    """The name that leads to a series again."""
    return series_words(series.kind, series.name)
