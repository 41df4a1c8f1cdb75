"""`timelinejs`: a timeline for TimelineJS (Knight Lab), one slide a record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, BinaryIO

from markupsafe import escape

from memcon.export.base import Material, Report, first_quotes, titled
from memcon.export.text import clean, one_line, put
from memcon.export.when import When, when
from memcon.ledger.rows import StoredDocument
from memcon.model.record import Record
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.phrases import Phrases, sentence_case

_PARTS = ("year", "month", "day")
_EXACT = {"year": 1, "decade": 1, "century": 1, "month": 2, "quarter": 2, "half": 2}


def write(material: Material, file: BinaryIO) -> Report:
    """Write the timeline; records without a date are left out."""
    report, phrases, documents = Report(), material.phrases, material.documents()
    put(file, '{"events": [')
    for record in material.records():
        told = when(record)
        if told is None:
            report.left_out["without a date"] += 1
            continue
        put(file, ",\n" if report.written else "\n")
        put(file, json.dumps(_slide(record, told, phrases, documents), ensure_ascii=False))
        report.written += 1
    put(file, "\n]}\n")
    return report


def _slide(record: Record, told: When, phrases: Phrases, documents: Any) -> dict[str, Any]:
    start, end = told.first or told.last, told.last or told.first
    assert start is not None  # noqa: S101 (a date has at least one end)
    assert end is not None  # noqa: S101
    exact = _EXACT.get(told.precision, len(_PARTS))
    slide: dict[str, Any] = {"start_date": _date(start, exact)}
    if end != start:
        slide["end_date"] = _date(end, exact)
    slide["display_date"] = human_date(told.text)
    slide["text"] = {
        "headline": _html(titled(phrases.headline(record), record, phrases.names)),
        "text": _text(record, phrases, documents),
    }
    slide["group"] = sentence_case(labels().types[record.type])
    slide["unique_id"] = record.id
    return slide


def _date(day: date, exact: int) -> dict[str, int]:
    return dict(zip(_PARTS[:exact], (day.year, day.month, day.day), strict=False))


def _text(record: Record, phrases: Phrases, documents: dict[str, StoredDocument]) -> str:
    """Place and status, then the words of each document. TimelineJS takes it for HTML."""
    facts = [phrases.place(record), phrases.status(record)]
    parts = [f"<p>{_html(', '.join(fact for fact in facts if fact))}</p>"] if any(facts) else []
    for cite in first_quotes(record):
        source = documents.get(cite.doc)
        name = (source.title if source else "") or cite.doc
        publisher = f", {source.publisher}" if source and source.publisher else ""
        words = f"<blockquote>{_html(cite.quote)}</blockquote>" if cite.quote else ""
        parts.append(f"{words}<p><cite>{_html(name + publisher)}</cite></p>")
    return "".join(parts)


def _html(text: str) -> str:
    return str(escape(one_line(clean(text))))
