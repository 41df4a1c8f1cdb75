"""`jsonl`: the ledger as JSON lines: whole and without loss, or the records alone."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from memcon.export.base import Material, Report
from memcon.export.text import put
from memcon.model.record import Record


def write(material: Material, file: BinaryIO) -> Report:
    """Write the lines; how many there are."""
    report = Report()
    if material.lines is not None:
        for line in material.lines():
            put(file, line)
            report.written += 1
        return report
    for record in material.records():
        text = json.dumps(line_of(record), ensure_ascii=False, separators=(",", ":"))
        put(file, text + "\n")
        report.written += 1
    return report


def line_of(record: Record) -> dict[str, Any]:
    """The record's line; a quote that was left out has no place in it."""
    line = record.to_json()
    line["evidence"] = [
        {name: value for name, value in cite.items() if name != "quote" or value}
        for cite in line["evidence"]
    ]
    return line
