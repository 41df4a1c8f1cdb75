"""A pair or group of parties: the brief as a page, and the same records seen in other ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from memcon.assess.positions import AGAINST
from memcon.errors import UsageError
from memcon.present.brief.build import check_parties, make_brief
from memcon.present.brief.parts import Brief
from memcon.present.names import party_names
from memcon.present.panels import board, events, figures, positions, series, timeline
from memcon.present.panels.scene import Scene
from memcon.web.access import Reader, Visit
from memcon.web.counted import overview_of
from memcon.web.cycle_files import WRITTEN, attached
from memcon.web.filters import Filtered, Filters, part_of
from memcon.web.kept import kept_of
from memcon.web.render import render

router = APIRouter()

ROWS = 60  # of a long table on one page
POINTS = 3000  # records on a drawn timeline
_PAIRS = 60
_MOST = 12  # parties of one page
_DAY = len("2020-01-01")


@router.get("/dyad")
def pairs(request: Request, visit: Reader, filters: Filtered) -> Response:
    """The pairs with most records; or, with parties in the address, the way to their page."""
    if len(filters.parties) > 1:
        path = f"/dyad/{canonical(filters.parties)}"
        return RedirectResponse(filters.address(path, without=("party",)), status_code=303)
    known = overview_of(request, visit)
    chosen = known.value.select(types=filters.types)
    counted = known.value.pairs(chosen)
    if filters.parties:
        counted = type(counted)({p: n for p, n in counted.items() if filters.parties[0] in p})
    rows = [
        {"address": "-".join(pair), "pair": pair, "records": number}
        for pair, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    context: dict[str, Any] = {"rows": rows[:_PAIRS], "more": max(len(rows) - _PAIRS, 0)}
    return render(request, "pairs.html", visit, filters=filters, known=known, **context)


@router.get("/dyad/{codes}")
def brief(request: Request, visit: Reader, filters: Filtered, codes: str) -> Response:
    """The brief on a pair or group, as a page."""
    return _page(request, visit, filters, codes, "brief", _brief)


@router.get("/dyad/{codes}/timeline")
def timeline_page(request: Request, visit: Reader, filters: Filtered, codes: str) -> Response:
    """What happened when, drawn and as a table."""
    return _page(request, visit, filters, codes, "timeline", _timeline)


@router.get("/dyad/{codes}/timeline.json")
def timeline_data(request: Request, visit: Reader, filters: Filtered, codes: str) -> JSONResponse:
    """The lanes of the timeline; of very many items the latest."""
    scene = scene_of(request, visit, filters, parties_of(codes))
    lanes = timeline.timeline(scene)
    for lane in lanes:
        lane["items"] = [_light(item) for item in lane["items"][-POINTS:]]
        del lane["undated"]
    return JSONResponse({"as_of": scene.book.as_of.isoformat(), "lanes": lanes})


@router.get("/dyad/{codes}/brief.{fmt}")
def brief_file(
    request: Request, visit: Reader, filters: Filtered, codes: str, fmt: str
) -> Response:
    """The brief as a file."""
    return _file(request, visit, filters, codes, fmt, kind="brief")


@router.get("/dyad/{codes}/report.{fmt}")
def report_file(
    request: Request, visit: Reader, filters: Filtered, codes: str, fmt: str
) -> Response:
    """The report, in which nothing is left out for the sake of length, as a file."""
    return _file(request, visit, filters, codes, fmt, kind="report")


@router.get("/dyad/{codes}/meetings")
def meetings(request: Request, visit: Reader, filters: Filtered, codes: str) -> Response:
    """Series of meetings: numbers, gaps, the next due."""
    return _page(request, visit, filters, codes, "meetings", _meetings)


@router.get("/dyad/{codes}/figures")
def figures_page(request: Request, visit: Reader, filters: Filtered, codes: str) -> Response:
    """Figures over time with their targets and sources."""
    return _page(request, visit, filters, codes, "figures", _figures)


@router.get("/dyad/{codes}/promises")
def promises(request: Request, visit: Reader, filters: Filtered, codes: str) -> Response:
    """Commitments and targets by what became of them."""
    return _page(request, visit, filters, codes, "promises", _promises)


@router.get("/dyad/{codes}/positions")
def positions_page(request: Request, visit: Reader, filters: Filtered, codes: str) -> Response:
    """Positions side by side."""
    return _page(request, visit, filters, codes, "positions", _positions)


@router.get("/dyad/{codes}/events")
def events_page(request: Request, visit: Reader, filters: Filtered, codes: str) -> Response:
    """Events by month and quad class."""
    return _page(request, visit, filters, codes, "events", _events)


# ---------------------------------------------------------------------- one view of a page


VIEWS = ("brief", "timeline", "meetings", "figures", "promises", "positions", "events")
_Maker = Callable[[Scene, int], dict[str, Any]]


def parties_of(text: str) -> tuple[str, ...]:
    """The codes of the parties in a part of an address, such as `CHN-RUS`.

    Raises UsageError for parties that are not known, fewer than two, or too many.
    """
    return _few([party_names().code(part.strip()) for part in text.split("-") if part.strip()])


def _few(codes: Sequence[str]) -> tuple[str, ...]:
    """Parties, each once; each pair among them is looked up, so that they must be few."""
    parties = check_parties(codes)
    if len(parties) > _MOST:
        message = f"{len(parties)} parties; a page is about {_MOST} at most"
        raise UsageError(message)
    return parties


def canonical(codes: Sequence[str]) -> str:
    """The part of an address that names parties: their codes in order, each once."""
    return "-".join(sorted(set(codes)))


def _page(
    request: Request, visit: Visit, filters: Filters, codes: str, view: str, make: _Maker
) -> Response:
    wanted = parties_of(codes)
    if canonical(wanted) != codes:
        path = _address(canonical(wanted), view)
        return RedirectResponse(filters.address(path, without=("party",)), status_code=307)
    scene = scene_of(request, visit, filters, wanted)
    part = part_of(request)
    filters = filters.keeping(as_of=request.query_params.get("as_of", "")[:_DAY])
    context = make(scene, part)
    documents = {cite.doc for record in scene.records for cite in record.evidence}
    return render(
        request,
        f"dyad_{view}.html",
        visit,
        filters=filters,
        hide_parties=True,
        codes=codes,
        parties=wanted,
        view=view,
        tabs=[(name, _address(codes, name)) for name in VIEWS],
        action=_address(codes, view),
        scene=scene,
        total=len(scene.records),
        documents=len(documents),
        part=part,
        rows=ROWS,
        **context,
    )


def _address(codes: str, view: str) -> str:
    return f"/dyad/{codes}" if view == "brief" else f"/dyad/{codes}/{view}"


def scene_of(request: Request, visit: Visit, filters: Filters, codes: Sequence[str]) -> Scene:
    """The records of a group that the filters of an address select, as of its day.

    Raises UsageError for too many parties.
    """
    _few(codes)
    as_of = request.query_params.get("as_of", "")[:_DAY]
    chosen = filters.pairs(without=["party"])
    query = filters.query(limit=0, parties=(), after="") if chosen else None
    return kept_of(request).recent(
        visit.ledger,
        f"scene {codes} {chosen} {as_of}",
        lambda asked: asked.scene(*codes, query=query, as_of=as_of or None),
    )


def _file(
    request: Request, visit: Visit, filters: Filters, codes: str, fmt: str, *, kind: str
) -> Response:
    """A brief or report on what the filters select, as a file of a format of `WRITTEN`."""
    wanted = parties_of(codes)
    made = _made(scene_of(request, visit, filters, wanted), whole=kind == "report")
    return attached(visit.ledger.paper(made, fmt), fmt, name=f"{kind}-{canonical(wanted)}")


def _light(item: dict[str, Any]) -> dict[str, Any]:
    """What a drawn item needs: its sources by name only."""
    told = [f"{each['publisher'] or each['title']}, {each['when']}" for each in item["sources"]]
    return {**item, "sources": told[:4]}


# ---------------------------------------------------------------------- what each shows


def _brief(scene: Scene, _: int) -> dict[str, Any]:
    return {"brief": _made(scene), "papers": WRITTEN}


def _made(scene: Scene, *, whole: bool = False) -> Brief:
    return make_brief(
        scene.records,
        scene.sources,
        parties=tuple(sorted(scene.phrases.home)),
        names=party_names(),
        today=scene.book.as_of,
        as_of=scene.book.as_of,
        whole=whole,
    )


def _timeline(scene: Scene, part: int) -> dict[str, Any]:
    lanes = timeline.timeline(scene)
    items = [item for lane in lanes for item in lane["items"]]
    items.sort(key=lambda item: (item["first"] or item["last"], item["id"]), reverse=True)
    undated = [item for lane in lanes for item in lane["undated"]]
    every = [*items, *undated]
    return {
        "items": every[part * ROWS : (part + 1) * ROWS],
        "parts": _parts(len(every)),
        "drawn": len(items),
        "lanes": [lane["lane"] for lane in lanes],
    }


def _meetings(scene: Scene, _: int) -> dict[str, Any]:
    return {"series": series.series(scene)}


def _parts(count: int) -> int:
    return -(-count // ROWS)


_CHARTS = 8  # drawn on one page


def _figures(scene: Scene, part: int) -> dict[str, Any]:
    charts = figures.figures(scene)
    return {
        "charts": charts[part * _CHARTS : (part + 1) * _CHARTS],
        "parts": -(-len(charts) // _CHARTS),
        "count": len(charts),
    }


_CARDS = 40  # in a column


def _promises(scene: Scene, _: int) -> dict[str, Any]:
    columns = board.board(scene)
    return {
        "columns": {name: cards[:_CARDS] for name, cards in columns.items()},
        "counts": {name: len(cards) for name, cards in columns.items()},
    }


def _positions(scene: Scene, part: int) -> dict[str, Any]:
    parties = sorted(scene.phrases.home)
    rows = positions.positions(scene, parties)
    shown = rows[part * ROWS : (part + 1) * ROWS]
    keys = [*parties, positions.JOINT, positions.OTHERS]
    return {
        "topics": shown,
        "parts": _parts(len(rows)),
        "keys": [key for key in keys if any(key in row["cells"] for row in shown)],
        "against": AGAINST,
    }


def _events(scene: Scene, part: int) -> dict[str, Any]:
    told = events.events(scene)
    newest = scene.of("event")[::-1]
    return {
        "told": told,
        "listed": [scene.item(each) for each in newest[part * ROWS : (part + 1) * ROWS]],
        "quad_of": {each.id: each.get("quad_class") for each in newest},
        "parts": _parts(len(newest)),
    }
