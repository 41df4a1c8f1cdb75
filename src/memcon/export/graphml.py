"""`graphml`: who has to do with whom: states and organisations, and what joins each pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, BinaryIO

from lxml import etree  # type: ignore[import-untyped]

from memcon.export.base import Material, Report
from memcon.export.text import one_line
from memcon.export.when import when
from memcon.model.record import TYPES, Record
from memcon.present.names import PartyNames

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = {"name": "string", "kind": "string", "records": "int"}
_EDGE = {
    "weight": "int",
    **dict.fromkeys(TYPES, "int"),
    "goldstein_mean": "double",
    "first": "string",
    "last": "string",
}


@dataclass(slots=True)
class _Edge:
    """What joins a pair."""

    numbers: dict[str, int] = field(default_factory=dict)
    scale: list[float] = field(default_factory=lambda: [0.0, 0.0])  # sum and count
    first: date | None = None
    last: date | None = None

    def add(self, record: Record) -> None:
        """Count a record."""
        for name in ("weight", record.type):
            self.numbers[name] = self.numbers.get(name, 0) + 1
        if record.get("goldstein") is not None:
            self.scale = [self.scale[0] + float(record.get("goldstein")), self.scale[1] + 1]
        told = when(record)
        if told and told.first:
            self.first = min(self.first or told.first, told.first)
        if told and told.last:
            self.last = max(self.last or told.last, told.last)

    def values(self) -> dict[str, Any]:
        """What is written of it."""
        total, count = self.scale
        known = {
            "goldstein_mean": round(total / count, 3) if count else None,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }
        return {**self.numbers, **{name: value for name, value in known.items() if value}}


def write(material: Material, file: BinaryIO) -> Report:
    """Write the graph; records of one party alone join nobody and are left out."""
    report, nodes, edges = _counted(material)
    names = material.names
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: _SPACE}):
            for kind, fields in (("node", _NODE), ("edge", _EDGE)):
                for name, value in fields.items():
                    key = {"id": f"{kind}-{name}", "for": kind, "attr.name": name}
                    xml.write(etree.Element("key", {**key, "attr.type": value}))
            with xml.element("graph", {"id": "relations", "edgedefault": "undirected"}):
                for code in sorted(nodes):
                    xml.write(_element("node", {"id": code}, _node(code, nodes[code], names)))
                for (one, other), edge in sorted(edges.items()):
                    ends = {"source": one, "target": other}
                    xml.write(_element("edge", ends, edge.values()))
    file.write(b"\n")
    return report


def _counted(material: Material) -> tuple[Report, dict[str, int], dict[tuple[str, str], _Edge]]:
    report = Report()
    nodes: dict[str, int] = {}
    edges: dict[tuple[str, str], _Edge] = {}
    for record in material.records():
        pairs = list(_pairs(record))
        if not pairs:
            report.left_out["of one state or organisation alone"] += 1
            continue
        report.written += 1
        for code in {code for pair in pairs for code in pair}:
            nodes[code] = nodes.get(code, 0) + 1
        for pair in pairs:
            edges.setdefault(pair, _Edge()).add(record)
    return report, nodes, edges


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    parties = {one_line(str(code)) for code in record.get("parties") or ()}
    yield from combinations(sorted(parties - {""}), 2)


def _node(code: str, records: int, names: PartyNames) -> dict[str, Any]:
    is_state = code in names.shown
    kind = "state" if is_state else "organisation"
    return {"name": names.name(code), "kind": kind, "records": records}


def _element(kind: str, attributes: dict[str, str], values: dict[str, Any]) -> Any:
    element = etree.Element(kind, attributes)
    for name, value in values.items():
        data = etree.SubElement(element, "data", {"key": f"{kind}-{name}"})
        data.text = str(value)
    return element
