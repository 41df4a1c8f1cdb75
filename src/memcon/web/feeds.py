"""Atom feeds (RFC 4287): what a search finds as it comes in, and what follows from it.

Feed readers cannot send headers, so a token may stand in the address: one that can read feeds and
nothing else, since addresses are written down in many places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from lxml import etree  # type: ignore[import-untyped]

from memcon.api import Ledger
from memcon.assess.finding import Finding
from memcon.errors import AccessError, LedgerError
from memcon.ledger.reading import RecordQuery
from memcon.ledger.users import FEED
from memcon.model.citation import Citation
from memcon.present.names import party_names
from memcon.present.phrases import Phrases
from memcon.version import __version__
from memcon.web.access import LoginNeededError, Visit, doors_of
from memcon.web.kept import about, kept_of
from memcon.web.rest import answers
from memcon.web.rest.conditions import Asked
from memcon.web.rest.views import findings_json
from memcon.web.words import words

router = APIRouter()
ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "application/atom+xml; charset=utf-8"
_NEVER = "1970-01-01T00:00:00+00:00"
_QUOTES = 5  # in one entry
_LOOK = 200  # findings whose records are looked up at once
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, a record or a finding: `at` is when it came in (ISO 8601)."""

    id: str
    kind: str
    title: str
    at: str
    address: str
    evidence: tuple[Citation, ...]


def follower(request: Request, token: Annotated[str, Query(max_length=200)] = "") -> Visit:
    """The visit of whoever reads a feed: by a token in the address, or as everywhere else.

    Raises LoginNeededError where the token is not good, AccessError where it could do more.
    """
    doors = doors_of(request)
    if not token or not doors.has_users:
        visit = doors.visit(request)
        visit.check(FEED if visit.way == "token" and visit.scopes == {FEED} else "read")
        return visit
    try:
        access = doors.whole.users.access(token)
    except LedgerError as error:
        raise LoginNeededError(str(error)) from error
    if access.scopes != {FEED}:
        message = (
            "a token in an address has to be for feeds alone; make one: "
            f"memcon token create {access.user.name} --scope {FEED}"
        )
        raise AccessError(message)
    return doors.of(access, "token")


follower.scope = FEED  # type: ignore[attr-defined] # for the table of who may what
Follower = Annotated[Visit, Depends(follower)]
Few = Annotated[int, Query(ge=1, le=200)]


@router.get("/feeds/records.atom")
def records_feed(request: Request, visit: Follower, asked: Asked, limit: Few = 50) -> Response:
    """The records that meet some conditions, those of the latest documents first."""
    entries = _of_records(visit.ledger, asked, limit)
    return _feed(request, _told(request, "feeds.records"), entries)


@router.get("/feeds/findings.atom")
def findings_feed(request: Request, visit: Follower, asked: Asked, limit: Few = 50) -> Response:
    """What follows from such records, that of the latest documents first."""
    entries = _of_findings(request, visit.ledger, asked, limit)
    return _feed(request, _told(request, "feeds.findings"), entries)


@router.get("/feeds/searches/{search}.atom")
def search_feed(
    request: Request,
    visit: Follower,
    search: Annotated[str, Path(max_length=60)],
    limit: Few = 50,
) -> Response:
    """Records and findings of a search that its reader keeps, the latest first."""
    kept = visit.ledger.searches.get(search)
    entries = [
        *_of_records(visit.ledger, kept.query, limit),
        *_of_findings(request, visit.ledger, kept.query, limit),
    ]
    newest = sorted(entries, key=lambda each: each.at, reverse=True)[:limit]
    return _feed(request, kept.name, newest)


def _of_records(ledger: Ledger, asked: RecordQuery, limit: int) -> list[Entry]:
    phrases = Phrases(party_names(), frozenset(asked.parties))
    return [
        Entry(
            each.record.id,
            "record",
            f"{phrases.date(each.record)}: {phrases.headline(each.record)}",
            each.at,
            f"/record/{each.record.id}",
            each.record.evidence,
        )
        for each in ledger.latest(replace(asked, limit=limit))
    ]


def _of_findings(request: Request, ledger: Ledger, asked: RecordQuery, limit: int) -> list[Entry]:
    found = about(kept_of(request).findings(ledger).value, asked.parties)
    docs = {each.id: {cite.doc for side in each.sides for cite in side.evidence} for each in found}
    times = ledger.read_times(doc for own in docs.values() for doc in own)
    ages = {
        name: max((times.get(doc, "") for doc in own), default="") for name, own in docs.items()
    }
    newest = sorted(found, key=lambda each: ages[each.id], reverse=True)
    shown = list(islice(_on_records(ledger, newest, asked), limit))
    told = {each["id"]: each["text"] for each in findings_json(ledger, shown, asked.parties)}
    return [
        Entry(
            f"{each.id}-{each.state}",
            "finding",
            str(told[each.id]),
            ages[each.id],
            f"/record/{each.records[0]}" if each.records else "/findings",
            tuple(dict.fromkeys(cite for side in each.sides for cite in side.evidence)),
        )
        for each in shown
        if each.id in told
    ]


def _on_records(
    ledger: Ledger, findings: Sequence[Finding], asked: RecordQuery
) -> Iterator[Finding]:
    """The findings that are on a record which a query selects, in their order."""
    for start in range(0, len(findings), _LOOK):
        some = findings[start : start + _LOOK]
        ids = tuple(dict.fromkeys(name for each in some for name in each.records))
        selected = {each.id for each in ledger.stream(replace(asked, ids=ids))} if ids else set()
        yield from (each for each in some if selected & set(each.records))


def _asked(request: Request) -> list[tuple[str, str]]:
    """What an address asks for, without the token in it."""
    return sorted(pair for pair in request.query_params.multi_items() if pair[0] != "token")


def _told(request: Request, key: str) -> str:
    """The title of a feed of some conditions."""
    return " ".join([words()(key), *(f"{name}={value}" for name, value in _asked(request))])


def _feed(request: Request, title: str, entries: Iterable[Entry]) -> Response:
    base = f"{request.url.scheme}://{request.url.netloc}"
    made = list(entries)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    asked = urlencode(_asked(request))
    _add(root, "id", f"urn:memcon:{request.url.path}{f'?{asked}' if asked else ''}")
    _add(root, "title", title)
    _add(root, "updated", max((_time(each.at) for each in made), default=_NEVER))
    _add(_add(root, "author"), "name", "memcon")
    _add(root, "generator", "memcon", version=__version__)
    _add(root, "link", rel="alternate", href=f"{base}/")
    for each in made:
        _entry(root, each, base)
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return answers.content(request, body, MEDIA)


def _entry(root: etree._Element, entry: Entry, base: str) -> None:
    made = _add(root, "entry")
    _add(made, "id", f"urn:memcon:{entry.id}")
    _add(made, "title", entry.title)
    _add(made, "updated", _time(entry.at))
    _add(made, "link", rel="alternate", href=f"{base}{entry.address}")
    _add(made, "category", term=entry.kind)
    quotes = [f"{cite.doc}: “{' '.join(cite.quote.split())}”" for cite in entry.evidence[:_QUOTES]]
    _add(made, "content", "\n".join(quotes), type="text")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attrib=_plain(attributes))
    if text:
        made.text = _clean(text)
    return made


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _clean(value) for name, value in attributes.items()}


def _clean(text: str) -> str:
    """A text without characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _time(at: str) -> str:
    """A time as Atom has it."""
    if not at:
        return _NEVER
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
