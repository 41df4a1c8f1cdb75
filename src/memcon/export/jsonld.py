"""`jsonld`: records as schema.org has them, with their citations after PROV-O."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO

import yaml

from memcon.export.base import Material, Report
from memcon.export.linked import Linked
from memcon.export.text import put


@lru_cache(maxsize=1)
def context() -> dict[str, Any]:
    """The JSON-LD context, which is written into every export."""
    text = files("memcon").joinpath("export/context.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def write(material: Material, file: BinaryIO) -> Report:
    """Write one graph; how many records there are in it."""
    report = Report()
    put(file, '{"@context": ' + json.dumps(context()) + ',\n"@graph": [')
    for number, node in enumerate(nodes(material, report)):
        put(file, ",\n" if number else "\n")
        put(file, json.dumps(node, ensure_ascii=False))
    put(file, "\n]}\n")
    return report


def nodes(material: Material, report: Report) -> Iterator[dict[str, Any]]:
    """The nodes of the graph: software, records, their citations, parties, and documents."""
    linked = Linked(material)
    yield linked.software()
    for record in material.records():
        yield from linked.record(record)
        report.written += 1
    yield from linked.documents()
