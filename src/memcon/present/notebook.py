"""Records, lists and timelines as notebooks show them: plain HTML, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from memcon.model.record import Record, slots_of
from memcon.present.labels import labels
from memcon.present.names import party_names
from memcon.present.phrases import Phrases

_MOST = 50  # rows of a list
_WIDTH, _LANE, _LEFT, _TOP = 900, 40, 110, 8
_COLORS = {
    "meeting": "#1f4e79",
    "visit": "#3f7cac",
    "instrument": "#6b4f9a",
    "body": "#2e7d5b",
    "project": "#9a5b00",
}
_ROW = Markup('<tr><th style="text-align:left;vertical-align:top">{0}</th><td>{1}</td></tr>')
_LISTED = Markup("<tr><td>{when}</td><td>{what}</td><td>{status}</td><td>{sources}</td></tr>")
_HEADS = ("date", "what", "status", "sources")
_ITEM = Markup(
    '<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="12" rx="6" fill="{color}" '
    'fill-opacity="0.75"><title>{title}</title></rect>'
)
_TICK = Markup(
    '<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}" stroke="#d5dae0"/>'
    '<text x="{x:.1f}" y="{below}" text-anchor="middle" font-size="11" fill="#5b6570">{year}</text>'
)
_NAME = Markup('<text x="0" y="{y:.1f}" font-size="12" fill="#1b1f24">{name}</text>')
_SVG = Markup(
    '<svg viewBox="0 0 {width} {height}" width="100%" role="img" aria-label="{title}" '
    'style="max-width:{width}px;background:#fff" font-family="sans-serif">'
    "<title>{title}</title>{body}</svg>"
)


def record_html(record: Record) -> str:
    """A record as a small table: its fields, and the words that they rest on."""
    phrases = Phrases(party_names())
    rows = [
        _ROW.format(slot.replace("_", " "), phrases.value(slot, record.get(slot)))
        for slot in slots_of(record.type)
        if record.get(slot) not in (None, "", [], {})
    ]
    rows += [_ROW.format(cite.doc, f"“{' '.join(cite.quote.split())}”") for cite in record.evidence]
    head = Markup("<strong>{0}</strong> <code>{1}</code>").format(
        phrases.headline(record), record.id
    )
    return str(head + Markup("<table>{0}</table>").format(Markup("").join(rows)))


def records_html(records: Sequence[Record], *, undated: int = 0) -> str:
    """A list of records as a table; beyond a number they are counted."""
    phrases = Phrases(party_names())
    rows = [
        _LISTED.format(
            when=phrases.date(record),
            what=phrases.headline(record),
            status=phrases.status(record),
            sources=", ".join(sorted({cite.doc for cite in record.evidence})),
        )
        for record in records[:_MOST]
    ]
    heads = Markup("").join(Markup("<th>{0}</th>").format(head) for head in _HEADS)
    words = labels().brief["notebook"]
    notes = [words["count"].format(count=len(records))]
    if len(records) > _MOST:
        notes.append(words["shown"].format(count=_MOST))
    if undated:
        notes.append(words["undated"].format(count=undated))
    table = Markup("<table><thead><tr>{0}</tr></thead><tbody>{1}</tbody></table>")
    return str(
        table.format(heads, Markup("").join(rows)) + Markup("<p>{0}</p>").format("; ".join(notes))
    )


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes of dated records, as `present.panels.timeline` makes them; a notebook draws them."""

    title: str
    lanes: Sequence[Mapping[str, Any]]

    def _repr_html_(self) -> str:
        """The timeline as a drawing: a dot for a day, a bar for a stretch of time."""
        items = [item for lane in self.lanes for item in lane["items"]]
        days = [_day(item[end]) for item in items for end in ("first", "last") if item[end]]
        if not days:
            return str(Markup("<p>{0}</p>").format(labels().brief["notebook"]["nothing_dated"]))
        scale = _Scale(min(days).year, max(days).year + 1)
        height = _TOP + _LANE * len(self.lanes)
        parts = [*_ticks(scale, height)]
        for number, lane in enumerate(self.lanes):
            top = _TOP + _LANE * number
            name = labels().types[str(lane["lane"])]
            parts.append(_NAME.format(y=top + _LANE / 2 + 4, name=name))
            parts += [_drawn(item, str(lane["lane"]), top, scale) for item in lane["items"]]
        return str(
            _SVG.format(
                width=_WIDTH, height=height + 22, title=self.title, body=Markup("").join(parts)
            )
        )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    end: int

    def at(self, day: date) -> float:
        """Where a day lies across the drawing."""
        share = (day.year + (day.timetuple().tm_yday - 1) / 366 - self.first) / (
            self.end - self.first
        )
        return _LEFT + share * (_WIDTH - _LEFT - 10)


def _ticks(scale: _Scale, height: int) -> list[Markup]:
    step = max(1, (scale.end - scale.first) // 10)
    return [
        _TICK.format(
            x=scale.at(date(year, 1, 1)), top=_TOP, bottom=height, below=height + 15, year=year
        )
        for year in range(scale.first, min(scale.end, date.max.year) + 1, step)
    ]


def _drawn(item: Mapping[str, Any], lane: str, top: float, scale: _Scale) -> Markup:
    first = _day(item["first"] or item["last"])
    last = _day(item["last"] or item["first"])
    left, right = scale.at(first), scale.at(last)
    what = ", ".join(part for part in (item["when"], item["what"], item["status_words"]) if part)
    return _ITEM.format(
        x=left - 6,
        y=top + _LANE / 2 - 6,
        width=max(right - left + 12, 12),
        color=_COLORS.get(lane, "#1f4e79"),
        title=what,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
