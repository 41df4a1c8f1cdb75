"""`ftm`: entities of FollowTheMoney, one JSON object a line, where its schemata fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO

import yaml

from memcon.export.base import Material, Report, first_quotes
from memcon.export.rows import who
from memcon.export.text import one_line, put
from memcon.export.when import when
from memcon.ledger.rows import StoredDocument
from memcon.model.record import Record

Properties = dict[str, Iterable[Any]]


@lru_cache(maxsize=1)
def _mapping() -> Mapping[str, Any]:
    text = files("memcon").joinpath("export/ftm.yml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """FollowTheMoney's code of each state and of the organisations that it counts as countries."""
    text = files("memcon").joinpath("reference/states.yml").read_text(encoding="utf-8")
    states = {code: each["alpha2"].lower() for code, each in yaml.safe_load(text).items()}
    return {**states, **_mapping()["countries"], **_mapping()["organisations"]}


def write(material: Material, file: BinaryIO) -> Report:
    """Write the entities; what has no schema is left out, and named."""
    report, maker = Report(), _Maker(material)
    for record in material.records():
        schema = _schema(record)
        if not schema:
            report.left_out[_mapping()["left_out"][record.type]] += 1
            continue
        for entity in maker.entities(record, schema):
            put(file, json.dumps(entity, ensure_ascii=False) + "\n")
        report.written += 1
    for entity in maker.documents():
        put(file, json.dumps(entity, ensure_ascii=False) + "\n")
    return report


def _schema(record: Record) -> str:
    schemata = _mapping()["schemata"]
    kind = f"{record.type}.{record.get('kind', '')}"
    return str(schemata.get(kind) or schemata.get(record.type, ""))


class _Maker:
    """Makes entities; parties and persons have one each, however many records name them."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._phrases = material.phrases
        self._made: set[str] = set()
        self._cited: set[str] = set()

    def entities(self, record: Record, schema: str) -> Iterator[dict[str, Any]]:
        """A record's entity, those of its parties and persons, and what joins them."""
        self._cited.update(cite.doc for cite in record.evidence)
        parties = [_id("party", one_line(str(code))) for code in record.get("parties") or ()]
        yield from self._parties(record.get("parties") or ())
        people = list(_people(record))
        for value in people:
            yield from self._person(value)
        involved = [*parties, *(_person_id(value) for value in people)]
        properties: Properties = {
            "name": [one_line(self._phrases.headline(record))],
            "country": _codes(_place_country(record)) or _codes(*(record.get("parties") or ())),
            "summary": [one_line(cite.quote) for cite in first_quotes(record)],
            "proof": sorted({_id("document", cite.doc) for cite in record.evidence}),
        }
        properties.update(_MORE[schema](record, involved))
        yield _entity(record.id, schema, properties)
        if schema == "Project":
            for party in parties:
                ends: Properties = {"project": [record.id], "participant": [party]}
                yield _entity(_id("participant", record.id, party), "ProjectParticipant", ends)
        if schema == "Organization":
            for party in parties:
                ends = {"organization": [record.id], "member": [party]}
                yield _entity(_id("membership", record.id, party), "Membership", ends)

    def _parties(self, codes: Iterable[Any]) -> Iterator[dict[str, Any]]:
        names = self._material.names
        for code in map(str, codes):
            ident = _id("party", one_line(code))
            if ident in self._made:
                continue
            self._made.add(ident)
            kind = "state" if code in names.shown else "organisation"
            properties: Properties = {"name": [one_line(names.name(code))]}
            properties["country" if kind == "state" else "abbreviation"] = (
                _codes(code) if kind == "state" else [one_line(code)]
            )
            yield _entity(ident, _mapping()["parties"][kind], properties)

    def _person(self, value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        ident = _person_id(value)
        if ident in self._made:
            return
        self._made.add(ident)
        name, role, country = who(value)
        schema = "Organization" if value.get("organisation") else "Person"
        properties: Properties = {"name": [name], "country": _codes(country)}
        if role and schema == "Person":
            properties["position"] = [role]
        yield _entity(ident, schema, properties)

    def documents(self) -> Iterator[dict[str, Any]]:
        """The documents that were cited."""
        known = self._material.documents()
        for name in sorted(self._cited):
            yield _entity(_id("document", name), "Document", _document(name, known.get(name)))


def _document(name: str, document: StoredDocument | None) -> Properties:
    properties: Properties = {"fileName": [one_line(name)], "title": [one_line(name)]}
    if document is None:
        return properties
    return {
        **properties,
        "title": [one_line(document.title or name)],
        "publisher": [one_line(document.publisher)],
        "author": [one_line(document.author)],
        "publishedAt": [document.date.isoformat() if document.date else ""],
        "sourceUrl": [one_line(document.url)],
        "mimeType": [document.media_type],
    }


def _happening(record: Record, involved: list[str]) -> Properties:
    place = record.get("place") or {}
    location = one_line(str(place.get("name", ""))) if isinstance(place, Mapping) else ""
    return {**_dates(record), "location": [location], "involved": involved}


def _project(record: Record, _: list[str]) -> Properties:
    status = one_line(str(record.get("status", "")))
    return {**_dates(record), **_money(record), "status": [status]}


def _body(record: Record, _: list[str]) -> Properties:
    told = when(record)
    founded = told.start if told and record.get("status") == "established" else ""
    return {
        "name": [one_line(str(record.get("name") or record.get("kind") or record.id))],
        "classification": [one_line(str(record.get("kind", "")))],
        "incorporationDate": [founded],
    }


def _contract(record: Record, involved: list[str]) -> Properties:
    told = when(record)
    return {
        **_money(record),
        "title": [one_line(str(record.get("title") or record.id))],
        "contractDate": [told.start if told else ""],
        "authority": involved[:1],
        "status": [one_line(str(record.get("status", "")))],
    }


_MORE = {
    "Event": _happening,
    "Trip": _happening,
    "Project": _project,
    "Organization": _body,
    "Contract": _contract,
}


def _dates(record: Record) -> Properties:
    told = when(record)
    if told is None:
        return {}
    if "/" in told.text:
        return {"startDate": [told.start], "endDate": [told.end]}
    return {"date": [told.start]}


def _money(record: Record) -> Properties:
    amount = record.get("amount")
    if not isinstance(amount, Mapping) or "value" not in amount:
        return {}
    return {"amount": [amount["value"]], "currency": [one_line(str(amount.get("unit", "")))]}


def _people(record: Record) -> Iterator[Mapping[str, Any]]:
    """The persons and organisations with a name that a record is about."""
    for slot in ("participants", "visitor", "chairs", "signatories"):
        value = record.get(slot) or ()
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping) and (each.get("name") or each.get("organisation")):
                yield each


def _person_id(value: Mapping[str, Any]) -> str:
    name, _, country = who(value)
    return _id("person", name.casefold(), country)


def _place_country(record: Record) -> str:
    place = record.get("place")
    return str(place.get("country", "")) if isinstance(place, Mapping) else ""


def _codes(*codes: Any) -> list[str]:
    found = (_countries().get(str(code), "") for code in codes)
    return [code for code in found if code]


def _id(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"{parts[0]}-{digest[:16]}"


def _entity(ident: str, schema: str, properties: Properties) -> dict[str, Any]:
    kept = {
        name: list(dict.fromkeys(str(value) for value in values if value not in ("", None)))
        for name, values in properties.items()
    }
    filled = {name: values for name, values in kept.items() if values}
    return {"id": ident, "schema": schema, "properties": filled}
