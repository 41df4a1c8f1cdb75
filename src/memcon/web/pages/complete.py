"""What one may mean by the first letters of it: parties, pairs, records, documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from memcon.model.record import TYPES, Record
from memcon.present.names import PartyNames, party_names
from memcon.present.phrases import Phrases
from memcon.web.access import Reader, Visit
from memcon.web.worded import records_by_id
from memcon.web.words import words

router = APIRouter()
_PARTIES, _HITS = 5, 6
_LONGEST = 200  # characters of what is typed
_AMONG = 40  # hits among which those of one type are looked for


@router.get("/complete")
def complete(visit: Reader, q: str = "", kind: str = "", type: str = "") -> JSONResponse:  # noqa: A002
    """Suggestions: each with a `label`, and an `address` to go to or a `value` to fill in.

    With `kind` "record" only records, of one `type` where that is given.
    """
    text = q.strip()[:_LONGEST]
    if not text:
        return JSONResponse([])
    if kind == "record":
        return JSONResponse(list(islice(_records(visit, text, type), _HITS)))
    return JSONResponse([*_parties(text), *_found(visit, text)])


def _parties(text: str) -> Iterator[dict[str, str]]:
    """The parties, or pairs of them, that a text may begin to name."""
    names = party_names()
    *before, last = text.casefold().replace("–", " ").replace("-", " ").split() or [""]
    first = names.codes.get(" ".join(before)) if before else None
    begun = last if first else text.casefold()
    for code in islice(_beginning(names, begun), _PARTIES):
        if first and first != code:
            label = f"{names.name(first)} – {names.name(code)}"
            yield _entry(label, "pair", address=f"/dyad/{first}-{code}")
        elif not first:
            yield _entry(names.name(code), "party", address=f"/records?party={quote(code)}")


def _beginning(names: PartyNames, text: str) -> Iterator[str]:
    """The codes of parties whose name or code begins so, the shortest names first."""
    fit = sorted((len(name), name, code) for name, code in names.codes.items() if _fits(name, text))
    yield from dict.fromkeys(code for _, _, code in fit)


def _fits(name: str, text: str) -> bool:
    return name.startswith(text) or f" {text}" in name


def _found(visit: Visit, text: str) -> Iterator[dict[str, str]]:
    hits = visit.ledger.search(_begun(text), limit=_HITS)
    known = records_by_id(visit.ledger, [hit.name for hit in hits if hit.kind == "record"])
    for hit in hits:
        address = f"/{hit.kind}/{quote(hit.name, safe='')}"
        if hit.kind == "document":
            yield _entry(hit.title or hit.name, "document", address=address)
        elif hit.name in known:
            yield _entry(_label(known[hit.name]), "record", address=address)


def _records(visit: Visit, text: str, record_type: str) -> Iterator[dict[str, str]]:
    wanted = record_type if record_type in TYPES else ""
    for hit in visit.ledger.search(_begun(text), limit=_AMONG):
        if hit.kind != "record" or not hit.name.startswith(wanted):
            continue
        yield _entry(_label(visit.ledger.record(hit.name)), "record", value=hit.name)


def _begun(text: str) -> str:
    """A query whose last word may go on."""
    return f"{text}*" if text[-1:].isalnum() else text


def _label(record: Record) -> str:
    phrases = Phrases(party_names())
    return f"{phrases.headline(record)} {phrases.date(record)}".strip()


def _entry(label: str, kind: str, **more: Any) -> dict[str, str]:
    return {"label": label, "kind": words()(f"complete.{kind}"), **more}
