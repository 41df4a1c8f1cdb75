"""The first page: what is in the ledger, what is new, what wants attention."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from memcon.model.record import TYPES
from memcon.web.access import Reader
from memcon.web.counted import overview_of
from memcon.web.kept import kept_of
from memcon.web.render import is_part, render
from memcon.web.worded import finding_words

router = APIRouter()
_PAIRS = 12
_NEW = 6  # documents
_FINDINGS = 8
_WANTED = ("overdue", "contradiction", "target", "gap", "friction")  # kinds that want attention


@router.get("/")
def home(request: Request, visit: Reader) -> HTMLResponse:
    """The first page; what takes longer comes in parts of its own."""
    return render(request, "home.html", visit)


@router.get("/home/ledger")
def in_ledger(request: Request, visit: Reader) -> HTMLResponse:
    """What is in the ledger: documents, publishers, span, records by type, pairs."""
    found = overview_of(request, visit)
    view = found.value
    everything = view.select()
    years = view.years(everything)
    documents = [each for each in view.publishers if each.documents]
    return render(
        request,
        "home_ledger.html",
        visit,
        documents=sum(each.documents for each in documents),
        publishers=sum(1 for each in documents if each.name),
        first=min(years, default=None),
        last=max(years, default=None),
        types=[(kind, int((view.kinds == place).sum())) for place, kind in enumerate(TYPES)],
        pairs=view.pairs(everything).most_common(_PAIRS),
        is_current=found.is_current,
        is_part=is_part(request),
    )


@router.get("/home/new")
def new(request: Request, visit: Reader) -> HTMLResponse:
    """What came in since the visitor was here the last time."""
    news = visit.ledger.news(limit=_NEW)
    return render(request, "home_new.html", visit, news=news, is_part=is_part(request))


@router.get("/home/findings")
def attention(request: Request, visit: Reader) -> HTMLResponse:
    """The findings that want attention, the surest of each kind."""
    found = kept_of(request).findings(visit.ledger)
    chosen = []
    for kind in _WANTED:
        of_kind = [each for each in found.value if each.kind == kind and each.state != "met"]
        chosen += of_kind[: max(1, _FINDINGS // len(_WANTED) + 1)]
    chosen = chosen[:_FINDINGS]
    words = finding_words(visit.ledger, chosen)
    return render(
        request,
        "home_findings.html",
        visit,
        findings=[(each, words.line(each)) for each in chosen],
        total=len(found.value),
        is_part=is_part(request),
    )
