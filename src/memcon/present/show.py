"""One record in full: what each source says of each field, with the words in their context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from memcon.model.citation import Citation
from memcon.model.record import RELATIONS, Record, slots_of
from memcon.model.statement import Statement
from memcon.present.brief.parts import Source
from memcon.present.dates import day_in_words
from memcon.present.labels import labels
from memcon.present.phrases import Phrases
from memcon.resolve.contradictions import contradictions

_AROUND = 90  # characters of context at either side
_INDENT = "    "


def show(
    record: Record,
    statements: Sequence[Statement],
    *,
    texts: Mapping[str, str],
    sources: Mapping[str, Source],
    phrases: Phrases,
) -> str:
    """The record as plain text: its slots, then every source with its statements and words."""
    lines = [record.id, f"  {phrases.headline(record)}", ""]
    lines += _slots(record, phrases)
    for name in sorted({piece.doc for piece in record.evidence}):
        lines += ["", _source(name, sources)]
        lines += _statements(name, statements, phrases)
        pieces = [piece for piece in record.evidence if piece.doc == name]
        lines += [f"{_INDENT}» {in_context(piece, texts.get(name, ''))}" for piece in pieces]
    return "\n".join(lines) + "\n"


def in_context(cite: Citation, text: str) -> str:
    """The words quoted, in square brackets, with what stands around them in the text."""
    if text[cite.start : cite.end] != cite.quote:
        return f"[{_flat(cite.quote)}]"
    before, after = text[: cite.start], text[cite.end :]
    left = before[-_AROUND:].rpartition("\n")[2]
    right = after[:_AROUND].partition("\n")[0]
    if len(left) == _AROUND:
        left = f"…{left.partition(' ')[2]}"
    if len(right) == _AROUND:
        right = f"{right.rpartition(' ')[0]}…"
    return _flat(left) + _gap(left) + f"[{_flat(cite.quote)}]" + _gap(right) + _flat(right)


def _gap(text: str) -> str:
    return " " if text[:1].isspace() or text[-1:].isspace() else ""


def _slots(record: Record, phrases: Phrases) -> Iterable[str]:
    disputed = {each.slot for each in contradictions(record)}
    corrected = {each["field"]: each for each in record.decisions if each["kind"] == "correct"}
    for slot in slots_of(record.type):
        value = record.get(slot)
        if value in (None, "", []):
            continue
        yield f"  {slot.replace('_', ' ')}: {phrases.value(slot, value)}"
        mark = "⚠ " if slot in disputed else ""
        for item in record.stated.get(slot, ()):
            shown = phrases.value(slot, item["value"])
            yield f"{_INDENT}{mark}{shown}: {', '.join(item['docs'])}"
        if slot in corrected:
            yield f"{_INDENT}{_by(corrected[slot])}"
    for slot in sorted(set(corrected) - set(record.slots) - set(RELATIONS)):
        yield f"  {slot.replace('_', ' ')}: (left without a value)"
        yield f"{_INDENT}{_by(corrected[slot])}"
        for item in record.stated.get(slot, ()):
            yield f"{_INDENT}{phrases.value(slot, item['value'])}: {', '.join(item['docs'])}"
    yield from _links(record, corrected)
    for entry in record.history:
        parts = [str(entry.get("status", "")), str(entry.get("date", ""))]
        yield f"  history: {' '.join(part for part in parts if part)}"
    if record.same_as:
        yield f"  same as: {', '.join(record.same_as)}"
    for made in record.decisions:
        if made["kind"] != "correct":
            yield f"  {_by(made)}"


def _links(record: Record, corrected: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """What the record is linked to, and who entered a link by hand."""
    for link in record.links:
        yield f"  {str(link['rel']).replace('_', ' ')}: {link['id']}"
        if link["rel"] in corrected:
            yield f"{_INDENT}{_by(corrected[link['rel']])}"


def _by(made: Mapping[str, Any]) -> str:
    """Who decided something, when and why: "accepted by Ana Ruiz, 4 March 2020: seen"."""
    day = day_in_words(date.fromisoformat(str(made["at"])[:10]))
    why = made.get("text") or made.get("reason", "")
    told = f"{labels().decisions[made['kind']]} {made['by']}, {day}"
    return f"{told}: {why}" if why else told


def _source(name: str, sources: Mapping[str, Source]) -> str:
    source = sources.get(name, Source(name))
    day = day_in_words(source.date) if source.date else ""
    known = ", ".join(part for part in (source.title, source.publisher, day) if part)
    copies = [_named(copy, sources) for copy in source.copies]
    same = f" (one witness with {', '.join(copies)}: the same text)" if copies else ""
    return f"  {name}: {known}{same}" if known else f"  {name}{same}"


def _named(name: str, sources: Mapping[str, Source]) -> str:
    publisher = sources[name].publisher if name in sources else ""
    return f"{name} [{publisher}]" if publisher else name


def _statements(name: str, statements: Iterable[Statement], phrases: Phrases) -> Iterable[str]:
    for stmt in statements:
        if stmt.doc != name:
            continue
        if stmt.field == "links":
            value = json.dumps(stmt.value, ensure_ascii=False)
        else:
            value = phrases.value(stmt.field, stmt.value)
        spans = ", ".join(f"{cite.start}–{cite.end}" for cite in stmt.citations)
        yield f"{_INDENT}{stmt.field.replace('_', ' ')}: {value}  ({spans})"


def _flat(text: str) -> str:
    return " ".join(text.split())
