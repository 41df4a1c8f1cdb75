"""Records as linked data: schema.org's types, PROV-O's citations, one node for each thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from memcon.export.base import Material
from memcon.export.places import point_of
from memcon.export.rows import who
from memcon.export.text import one_line
from memcon.export.when import when
from memcon.ledger.rows import StoredDocument
from memcon.model.citation import Citation
from memcon.model.record import Record

Node = dict[str, Any]
# What schema.org calls each type, and its word for when.
_TYPES = {
    "meeting": "schema:Event",
    "visit": "schema:Event",
    "event": "schema:Event",
    "body": "schema:Organization",
    "instrument": "schema:CreativeWork",
    "project": "schema:Project",
    "commitment": "schema:PlanAction",
    "figure": "schema:Observation",
    "position": "schema:Claim",
}
_STARTS = {
    "body": "foundingDate",
    "instrument": "dateCreated",
    "figure": "observationDate",
    "position": "dateCreated",
}
_WHO = {
    "participants": "attendee",
    "visitor": "attendee",
    "signatories": "creator",
    "by": "agent",
    "holder": "author",
    "actors": "agent",
}
_STATUSES = {
    "planned": "schema:EventScheduled",
    "cancelled": "schema:EventCancelled",
}
_PLAIN = {
    "status": "status",
    "kind": "kind",
    "sectors": "sector",
    "event_type": "plover",
    "cameo": "cameo",
    "quad_class": "quadClass",
    "goldstein": "goldstein",
    "stance": "stance",
    "nature": "nature",
    "indicator": "measuredProperty",
}
_XSD = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # by the length of the text
_RECORD = "urn:memcon:record:"
_SOFTWARE = "urn:memcon:software"


class Linked:
    """Makes the nodes of a graph, each party once, and remembers which documents are cited."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._phrases = material.phrases
        self._parties: set[str] = set()
        self._cited: set[str] = set()

    def software(self) -> Node:
        """What found the records."""
        version = self._material.selection.version
        kinds = ["prov:SoftwareAgent", "schema:SoftwareApplication"]
        return {"id": _SOFTWARE, "type": kinds, "name": "memcon", "softwareVersion": version}

    def record(self, record: Record) -> Iterator[Node]:
        """A record, its citations, and the parties that have had no node yet."""
        node: Node = {
            "id": _RECORD + record.id,
            "type": [_TYPES[record.type], "prov:Entity", f"memcon:{record.type}"],
            "identifier": record.id,
            "name": one_line(self._phrases.headline(record)),
        }
        node.update(_dates(record))
        node.update(_plain(record))
        node.update(_amounts(record))
        place = _place(record.get("place"))
        if place:
            node["location"] = place
        parties = [str(code) for code in record.get("parties") or ()]
        if parties:
            node["about"] = [party_iri(code) for code in parties]
        for slot, term in _WHO.items():
            if slot in record.slots:
                node[term] = _people(record.get(slot))
        for link in record.links:
            node.setdefault(link["rel"], []).append(_RECORD + link["id"])
        node["wasDerivedFrom"] = [citation_iri(cite) for cite in record.evidence]
        node["wasAttributedTo"] = _SOFTWARE
        yield node
        yield from map(self._citation, record.evidence)
        yield from self._new_parties(parties)

    def _citation(self, cite: Citation) -> Node:
        self._cited.add(cite.doc)
        node: Node = {
            "id": citation_iri(cite),
            "type": "prov:Entity",
            "wasQuotedFrom": document_iri(cite.doc),
            "start": cite.start,
            "end": cite.end,
        }
        return {**node, "quote": one_line(cite.quote)} if cite.quote else node

    def _new_parties(self, codes: list[str]) -> Iterator[Node]:
        names = self._material.names
        for code in codes:
            if code in self._parties:
                continue
            self._parties.add(code)
            kind = "schema:Country" if code in names.shown else "schema:Organization"
            name = one_line(names.name(code))
            yield {"id": party_iri(code), "type": kind, "name": name, "identifier": one_line(code)}

    def documents(self) -> Iterator[Node]:
        """The documents that were cited."""
        known = self._material.documents()
        for name in sorted(self._cited):
            yield _document(name, known.get(name))


def citation_iri(cite: Citation) -> str:
    """The name of a passage."""
    return f"urn:memcon:passage:{_part(cite.doc)}:{cite.start}-{cite.end}"


def document_iri(name: str) -> str:
    """The name of a document."""
    return f"urn:memcon:document:{_part(name)}"


def party_iri(code: str) -> str:
    """The name of a state or organisation."""
    return f"urn:memcon:party:{_part(code)}"


def _part(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")


def _document(name: str, document: StoredDocument | None) -> Node:
    node: Node = {
        "id": document_iri(name),
        "type": ["schema:CreativeWork", "prov:Entity"],
        "identifier": one_line(name),
    }
    if document is None:
        return node
    node["name"] = one_line(document.title or name)
    if document.publisher:
        node["publisher"] = {"type": "schema:Organization", "name": one_line(document.publisher)}
    if document.date:
        node["datePublished"] = _literal(document.date.isoformat())
    if document.author:
        node["author"] = {"type": "schema:Person", "name": one_line(document.author)}
    if document.url.startswith(("http://", "https://")):
        node["url"] = quote(one_line(document.url), safe=":/?#[]@!$&'()*+,;=%~")
    known = {"inLanguage": document.language, "sha256": document.sha256}
    return {**node, **{name: value for name, value in known.items() if value}}


def _dates(record: Record) -> Node:
    """The date as EDTF, and in schema.org's words as far as a plain date says the same."""
    node: Node = {}
    told = when(record)
    if told is not None:
        node["date"] = one_line(told.text)
        term = _STARTS.get(record.type, "startDate")
        if told.start:
            node[term] = _literal(told.start)
        if told.end and term == "startDate":
            node["endDate"] = _literal(told.end)
    due = when(record, "due")
    if due is not None:
        node["due"] = one_line(due.text)
        if due.end:
            node["scheduledTime"] = _literal(due.end)
    return node


def _literal(text: str) -> Node:
    return {"@value": text, "@type": _XSD[len(text)]}


def _plain(record: Record) -> Node:
    node: Node = {}
    for slot, term in _PLAIN.items():
        value = record.get(slot)
        if value is not None:
            is_list = isinstance(value, list)
            node[term] = [one_line(str(item)) for item in value] if is_list else _clean(value)
    status = _STATUSES.get(str(record.get("status")))
    if status and _TYPES[record.type] == "schema:Event":
        node["eventStatus"] = status
    return node


def _clean(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


def _amounts(record: Record) -> Node:
    """The number of a figure as its value, that of anything else as its amount."""
    amount = record.get("amount") or record.get("target")
    if not isinstance(amount, Mapping):
        return {}
    names = {"value": "value", "low": "minValue", "high": "maxValue", "unit": "unitText"}
    parts = {names[part]: _clean(item) for part, item in amount.items() if part in names}
    if record.type == "figure":
        return parts
    return {"amount": {"type": "schema:QuantitativeValue", **parts}}


def _place(place: Any) -> Node | None:
    if not isinstance(place, Mapping) or not place.get("name"):
        return None
    node: Node = {"type": "schema:Place", "name": one_line(str(place["name"]))}
    if place.get("country"):
        node["address"] = {"addressCountry": one_line(str(place["country"]))}
    point = point_of(place)
    if point:
        node["geo"] = {
            "type": "schema:GeoCoordinates",
            "latitude": point[0],
            "longitude": point[1],
        }
    return node


def _people(value: Any) -> list[Any]:
    return [_actor(item) for item in (value if isinstance(value, list) else [value])]


def _actor(value: Any) -> Node:
    """A state or organisation by its name in the graph, anybody else as a node without one."""
    if not isinstance(value, Mapping):
        return {"id": party_iri(str(value))}
    name, role, country = who(value)
    if not (value.get("name") or value.get("organisation") or role):
        return {"id": party_iri(country)}
    kind = "schema:Organization" if value.get("organisation") else "schema:Person"
    node: Node = {"type": kind, "name": name}
    if role and kind == "schema:Person":
        node["jobTitle"] = role
    if country:
        node["affiliation"] = party_iri(country)
    return node
