"""What follows from the records: findings, series, figures, pairs, search, the queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from memcon.api import Ledger
from memcon.assess.finding import KINDS, Finding
from memcon.assess.series import Series, series_of
from memcon.errors import MissingError
from memcon.ledger.reading import RecordQuery
from memcon.model.periods import first_day, last_day
from memcon.model.record import Record
from memcon.present.names import party_names
from memcon.present.phrases import Phrases
from memcon.run.days import today
from memcon.web.access import Reader
from memcon.web.kept import about, kept_of
from memcon.web.rest import answers, shapes
from memcon.web.rest.conditions import (
    After,
    Day,
    Limit,
    Parties,
    Party,
    Since,
    Until,
    codes,
    day,
    several,
)
from memcon.web.rest.description import told

router = APIRouter(tags=["views"])
_KIND = "^(" + "|".join(KINDS) + ")$"
Kinds = Annotated[
    list[Annotated[str, Query(pattern=_KIND)]],
    Query(
        description="Of these kinds; without one all but changes and single witnesses.",
        examples=[["overdue"]],
        max_length=len(KINDS),
    ),
]
Indicator = Annotated[
    str,
    Query(
        description="An indicator, or what it begins with.",
        examples=["trade"],
        pattern=r"^[a-z_.]{0,100}$",
    ),
]
SearchWords = Annotated[
    str,
    Query(
        description='Words, "phrases", prefix* and -not.',
        examples=["gas pipeline"],
        pattern=r"^[^\x00-\x1f]+$",
        max_length=500,
    ),
]
HitKind = Annotated[
    list[Literal["document", "record"]], Query(description="Only these.", max_length=2)
]
Type = Annotated[shapes.RecordType | None, Query(description="Of one type only.")]
Size = Annotated[int, Query(description="How many records are drawn.", ge=1, le=500)]
Seed = Annotated[
    str, Query(description="Draw another sample.", pattern=r"^[^\x00-\x1f]*$", max_length=100)
]
_FAR = timedelta(days=366 * 200)


# ---------------------------------------------------------------------- findings


@router.get(
    "/findings",
    **told(
        "listFindings",
        "What follows from the records",
        shapes.Findings,
        errors=(404,),
        cached=True,
    ),
)
def list_findings(
    request: Request,
    visit: Reader,
    *,
    kind: Kinds = [],  # noqa: B006 (FastAPI copies it)
    party: Party = [],  # noqa: B006
    as_of: Day = "",
    since: Day = "",
    limit: Limit = 50,
    after: After = "",
) -> Response:
    """A page of findings, each with its evidence on every side."""
    first = answers.number_in(after)
    found, is_current = _findings(request, visit.ledger, kind, codes(party), day(as_of), day(since))
    shown = found[first : first + limit]
    last = first + limit
    body = {
        "items": findings_json(visit.ledger, shown, codes(party)),
        "next": answers.cursor(str(last)) if last < len(found) else None,
        "total": len(found),
        "is_current": is_current,
    }
    return answers.answer(request, body)


def _findings(
    request: Request,
    ledger: Ledger,
    kinds: list[str],
    parties: tuple[str, ...],
    as_of: date | None,
    since: date | None,
) -> tuple[list[Finding], bool]:
    """Findings as kept, or where they are of other kinds, worked out for this request."""
    if as_of and abs(as_of - today()) >= _FAR:
        as_of = today()
    special = {"change", "single_witness"} & set(kinds)
    kept = kept_of(request)
    if special or since:
        name = f"findings {sorted(set(kinds))} {parties} {as_of} {since}"
        value = kept.value(
            ledger,
            name,
            lambda asked: asked.findings(*kinds, parties=parties, as_of=as_of, since=since),
        )
        return value.value, value.is_current
    known = kept.findings(ledger, as_of)
    wanted = set(kinds) or set(KINDS)
    found = [each for each in about(known.value, parties) if each.kind in wanted]
    return found, known.is_current


def findings_json(
    ledger: Ledger, findings: Iterable[Finding], parties: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Findings with their sentences, but for those whose records have gone in the meantime."""
    from memcon.present.findings import FindingWords, as_json

    words = FindingWords(ledger.record, Phrases(party_names(), frozenset(parties)))
    found = []
    for each in findings:
        with suppress(MissingError):
            found.append(as_json(each, words))
    return found


# ---------------------------------------------------------------------- series and figures


@router.get(
    "/series",
    **told(
        "listSeries",
        "Meetings in series between parties",
        shapes.SeriesList,
        errors=(404,),
        cached=True,
    ),
)
def list_series(
    request: Request,
    visit: Reader,
    party: Annotated[
        list[Annotated[str, Query(pattern=r"^[^\x00-\x1f]+$", max_length=200)]],
        Query(description="Between at least these.", examples=[["CHN", "RUS"]], min_length=1),
    ],
    limit: Limit = 50,
) -> Response:
    """Number, cadence, gaps and the next due of each series, the longest first."""
    asked = RecordQuery(types=("meeting",), parties=codes(party))
    found = series_of(visit.ledger.stream(asked))
    ordered = sorted(found, key=lambda each: (-len(each.meetings), each.parties, each.name))
    return answers.answer(request, {"items": [_series(each) for each in ordered[:limit]]})


def _series(series: Series) -> dict[str, Any]:
    cadence, due = series.cadence, series.next_due
    return {
        "kind": series.kind,
        "name": series.name,
        "parties": list(series.parties),
        "cadence_days": cadence.days if cadence else None,
        "next_due": due.isoformat() if due else None,
        "missing": list(series.missing),
        "meetings": [
            {
                "record": each.id,
                "ordinal": each.get("ordinal"),
                "date": str(each.get("date", "")),
                "status": str(each.get("status", "")),
            }
            for each in series.meetings
        ],
    }


@router.get(
    "/figures",
    **told("listFigures", "Figures over time", shapes.Figures, errors=(404,), cached=True),
)
def list_figures(
    request: Request,
    visit: Reader,
    *,
    party: Party = [],  # noqa: B006 (FastAPI copies it)
    indicator: Indicator = "",
    since: Since = "",
    until: Until = "",
    limit: Limit = 100,
    after: After = "",
) -> Response:
    """Some figures by period, each with the documents that give it."""
    asked = RecordQuery(
        types=("figure",),
        parties=codes(party),
        since=day(since),
        until=day(until, last=True),
        text="",
        limit=limit,
        after=answers.place(after),
    )
    found: list[Record] = []
    for _ in range(_LOOKS):
        page = visit.ledger.page(asked)
        found += [each for each in page.records if _is_of(each, indicator)]
        asked = replace(asked, after=page.after)
        if not page.after or len(found) >= limit:
            break
    body = {"items": [_figure(each) for each in found], "next": answers.cursor(asked.after)}
    return answers.answer(request, body)


_LOOKS = 20  # pages that one request looks through


def _is_of(record: Record, indicator: str) -> bool:
    own = str(record.get("indicator", ""))
    return not indicator or own == indicator or own.startswith(f"{indicator}.")


def _figure(record: Record) -> dict[str, Any]:
    amount = record.get("amount") or {}
    made = {
        "record": record.id,
        "indicator": str(record.get("indicator", "")),
        "period": str(record.get("date", "")),
        "value": amount.get("value"),
        "unit": str(amount.get("unit", "")),
        "nature": str(record.get("nature", "")),
        "parties": list(record.get("parties") or ()),
        "documents": sorted({cite.doc for cite in record.evidence}),
    }
    rest = ("reporter", "counterpart", "change")
    more = {name: record.get(name) for name in rest if record.get(name)}
    bounds = {part: amount[part] for part in ("low", "high", "qualifier", "per") if part in amount}
    return {**made, **bounds, **more}


# ---------------------------------------------------------------------- pairs


@router.get(
    "/dyads",
    **told("listDyads", "Pairs of parties by number of records", shapes.Dyads, cached=True),
)
def list_dyads(request: Request, visit: Reader, limit: Limit = 50) -> Response:
    """The pairs with the most records."""
    known = kept_of(request).value(visit.ledger, "pairs", lambda asked: asked.pairs())
    items = [
        {"parties": list(pair), "names": _names(pair), "records": number}
        for pair, number in known.value[:limit]
    ]
    return answers.answer(request, {"items": items, "is_current": known.is_current})


def _names(parties: tuple[str, ...]) -> list[str]:
    return [party_names().name(code) for code in parties]


@router.get(
    "/dyads/{parties}",
    **told(
        "getDyad",
        "What is on record on a pair or group",
        shapes.Dyad,
        errors=(404,),
        cached=True,
    ),
)
def get_dyad(request: Request, visit: Reader, parties: Parties) -> Response:
    """How many records of each type, from when to when."""
    wanted = several(parties)
    number: Counter[str] = Counter()
    first, last = date.max, date.min
    for record in visit.ledger.stream(RecordQuery(parties=wanted)):
        number[record.type] += 1
        began, ended = first_day(record), last_day(record)
        first = min(first, began) if began else first
        last = max(last, ended) if ended else last
    body = {
        "parties": list(wanted),
        "names": _names(wanted),
        "records": number.total(),
        "types": dict(sorted(number.items())),
        "first": first.isoformat() if first < date.max else "",
        "last": last.isoformat() if last > date.min else "",
    }
    return answers.answer(request, body)


# ---------------------------------------------------------------------- search


@router.get(
    "/search",
    **told("search", "Full text over documents and records", shapes.Hits, cached=True),
)
def search(
    request: Request,
    visit: Reader,
    q: SearchWords,
    kind: HitKind = ["document", "record"],  # noqa: B006 (FastAPI copies it)
    limit: Annotated[int, Query(description="So many of each kind.", ge=1, le=100)] = 20,
) -> Response:
    """The best hits, best first, each kind by itself."""
    found = visit.ledger.search(q, limit=limit)
    items = [asdict(each) for each in found if each.kind in kind]
    return answers.answer(request, {"items": items})


# ---------------------------------------------------------------------- reviewing


@router.get(
    "/review",
    **told("getReview", "What to look at first", shapes.Review, cached=True, tag="review"),
)
def get_review(
    request: Request,
    visit: Reader,
    *,
    type: Type = None,  # noqa: A002 (the word for it)
    limit: Annotated[int, Query(description="So many at most.", ge=1, le=200)] = 20,
) -> Response:
    """Doubtful pairs, contradictions, what changed since it was accepted, low confidence."""
    known = kept_of(request).queue(visit.ledger, type or "")
    items = [each.to_json() for each in known.value[:limit]]
    return answers.answer(request, {"items": items, "is_current": known.is_current})


@router.get(
    "/review/sample",
    **told("getSample", "A random sample to be judged", shapes.Review, cached=True, tag="review"),
)
def get_sample(
    request: Request,
    visit: Reader,
    *,
    size: Size = 20,
    seed: Seed = "",
    type: Type = None,  # noqa: A002 (the word for it)
) -> Response:
    """Those of the sample that are not judged yet."""
    known = kept_of(request).value(
        visit.ledger,
        f"sample {size} {seed} {type}",
        lambda asked: asked.review_sample(size, seed=seed, record_type=type or ""),
    )
    items = [each.to_json() for each in known.value]
    return answers.answer(request, {"items": items, "is_current": known.is_current})


@router.get(
    "/quality",
    **told(
        "getQuality",
        "How many of the records are right, as far as they were judged",
        shapes.Quality,
        cached=True,
        tag="review",
    ),
)
def get_quality(request: Request, visit: Reader) -> Response:
    """An estimate for each type, with the interval in which it lies with 95 % confidence."""
    known = kept_of(request).value(visit.ledger, "quality", lambda asked: asked.quality())
    return answers.answer(request, {"items": [each.to_json() for each in known.value]})
