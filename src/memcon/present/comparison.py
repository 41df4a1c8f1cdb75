"""Systems of cooperation side by side, as tables and plots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from memcon.assess.compare import Comparison, System
from memcon.assess.estimates import Estimate
from memcon.assess.levels import LEVELS
from memcon.model.record import Record
from memcon.present.brief.parts import Citer
from memcon.present.dates import day_in_words
from memcon.present.labels import labels
from memcon.present.names import PartyNames
from memcon.present.outline import Line, Node, Outline, Part
from memcon.present.phrases import Phrases

_SHARES = ("kept", "kept_of_due", "seen")
_ESTIMATES = ("per_year", *_SHARES, "speed", "concentration")
_DIGITS: Mapping[str, int] = {"per_year": 1, "speed": 0, "concentration": 2}
_SHOWN = 5  # records behind a number that are named
_SECTORS = 6  # of each system, the largest
_BAR = 40  # characters of a plot's width
_WIDTH, _ROW, _LEFT, _RIGHT, _TOP = 680, 28, 200, 60, 24

_SVG = Markup(
    '<svg class="plot" role="img" viewBox="0 0 {width} {height}" aria-label="{title}">'
    '<title>{title}</title><text class="period" x="0" y="14">{title}</text>'
    '<line class="axis" x1="{left}" x2="{left}" y1="{top}" y2="{height}"/>{rows}</svg>'
)
_ROW_SVG = Markup(
    '<g><title>{words}</title><text class="value" text-anchor="end" x="{label_x}" y="{base:.1f}">'
    '{name}</text>{whisker}<circle class="actual" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    '<text class="value" text-anchor="start" x="{value_x:.1f}" y="{base:.1f}">{value}</text></g>'
)
_WHISKER = Markup('<line class="axis" x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>')


def comparison_outline(found: Comparison, names: PartyNames, citer: Citer) -> Outline:
    """A comparison as a page: tables of measures, levels and sectors, and a plot of each.

    After them stand the records that each number rests on, and how each measure is taken.
    """
    words = labels().comparison
    heads = [_name(each, names) for each in found.systems]
    columns = (str(words["measure"]), *heads)
    parts = [
        Part("measures", str(words["parts"]["measures"]), columns=columns, rows=_measures(found)),
        *(_plot(key, found, heads) for key in words["plotted"]),
        Part("levels", str(words["parts"]["levels"]), columns=columns, rows=_levels(found)),
        Part("sectors", str(words["parts"]["sectors"]), columns=columns, rows=_sectors(found)),
        _basis(found, heads, Phrases(names), citer),
        Part("methods", str(words["parts"]["methods"]), lines=_methods()),
    ]
    kept = tuple(part for part in parts if part.rows or part.chart or part.nodes or part.lines)
    title = str(words["title"]).format(pairs="; ".join(heads))
    lead = str(words["lead"]).format(day=day_in_words(found.as_of))
    return Outline(title, lead, kept, citer.listed())


def _basis(found: Comparison, heads: Sequence[str], phrases: Phrases, citer: Citer) -> Part:
    """The records behind the numbers, a few of each with their sources."""
    words = labels().comparison
    nodes = []
    for key, name in words["basis"].items():
        children = [
            _rest(head, records, phrases, citer)
            for head, each in zip(heads, found.systems, strict=True)
            if (records := each.basis.get(key, ()))
        ]
        nodes += [Node(str(name), children=tuple(children))] if children else []
    return Part("basis", str(words["parts"]["basis"]), tuple(nodes))


def _rest(head: str, records: Sequence[Record], phrases: Phrases, citer: Citer) -> Node:
    words = labels().comparison
    lines = [
        Line(
            ", ".join(part for part in (phrases.headline(each), phrases.date(each)) if part),
            "",
            citer.words(each.evidence),
            each.id,
        )
        for each in records[:_SHOWN]
    ]
    if len(records) > _SHOWN:
        lines.append(Line(str(words["more"]).format(count=len(records) - _SHOWN)))
    note = str(words["count"]["one" if len(records) == 1 else "other"]).format(n=len(records))
    return Node(head, note, lines=tuple(lines))


def _methods() -> tuple[Line, ...]:
    """How each measure is taken, and after whom."""
    words = labels().comparison
    return tuple(
        Line(str(text), str(words["measures"][key])) for key, text in words["methods"].items()
    )


def _name(system: System, names: PartyNames) -> str:
    return str(labels().comparison["pair"]).join(names.name(each) for each in system.parties)


def _measures(found: Comparison) -> tuple[tuple[str, ...], ...]:
    words = labels().comparison["measures"]
    return tuple(
        (str(name), *(_measure(key, each) for each in found.systems)) for key, name in words.items()
    )


def _measure(key: str, system: System) -> str:
    if key in _ESTIMATES:
        return _estimate(getattr(system, key), key)
    return _PLAIN[key](system)


def _period(system: System) -> str:
    return f"{day_in_words(system.since)} – {day_in_words(system.until)}"


def _promises(system: System) -> str:
    told = system.undertakings
    return f"{told.kept} / {told.broken} / {told.overdue} / {told.open}"


def _or_none(value: float | None, digits: int) -> str:
    return str(labels().comparison["none"]) if value is None else f"{value:.{digits}f}"


_PLAIN: Mapping[str, Callable[[System], str]] = {
    "period": _period,
    "documents": lambda each: str(each.documents),
    "records": lambda each: str(each.records),
    "levels": lambda each: str(each.levels),
    "formats": lambda each: str(each.formats),
    "undertakings": _promises,
    "effective_sectors": lambda each: _or_none(each.effective_sectors, 1),
    "longest_gap": lambda each: _or_none(each.longest_gap, 0),
}


def _estimate(value: Estimate, key: str) -> str:
    words = labels().comparison
    if value.value is None:
        return str(words["none"])
    shown = {name: _number(getattr(value, name), key) for name in ("value", "low", "high")}
    form = "bare" if value.low is None or value.high is None else "interval"
    return str(words[form]).format(**shown, n=value.n)


def _number(value: float | None, key: str) -> str:
    if value is None:
        return ""
    return f"{100 * value:.0f} %" if key in _SHARES else f"{value:.{_DIGITS[key]}f}"


def _levels(found: Comparison) -> tuple[tuple[str, ...], ...]:
    words = labels().structure["levels"]
    by_system = [dict(each.by_level) for each in found.systems]
    return tuple(
        (str(words[level]), *(_level(each.get(level)) for each in by_system))
        for level in LEVELS
        if any(level in each for each in by_system)
    )


def _level(value: Estimate | None) -> str:
    return str(labels().comparison["none"]) if value is None else _estimate(value, "per_year")


def _sectors(found: Comparison) -> tuple[tuple[str, ...], ...]:
    by_system = [dict(each.sectors) for each in found.systems]
    first = [name for each in found.systems for name, _ in each.sectors[:_SECTORS]]
    ordered = sorted(dict.fromkeys(first), key=lambda name: -max(s.get(name, 0) for s in by_system))
    return tuple(
        (name.replace("_", " "), *(_number(each.get(name, 0.0), "kept") for each in by_system))
        for name in ordered
    )


# ---------------------------------------------------------------------- plots


def _plot(key: str, found: Comparison, heads: Sequence[str]) -> Part:
    """A measure of each system as a point with its interval, on one scale from 0."""
    words = labels().comparison
    title = str(words["measures"][key])
    told = [(head, getattr(each, key)) for head, each in zip(heads, found.systems, strict=True)]
    values = [(head, value) for head, value in told if value.value is not None]
    if not values:
        return Part(key, title)
    largest = max(value.high or value.value for _, value in values) or 1.0
    rows = [_drawn(n, key, head, value, largest) for n, (head, value) in enumerate(values)]
    drawing = _SVG.format(
        width=_WIDTH,
        height=_TOP + _ROW * len(rows) + 4,
        title=title,
        left=_LEFT,
        top=_TOP,
        rows=Markup("").join(rows),
    )
    width = max(len(head) for head, _ in values)
    chart = tuple(
        f"  {head.ljust(width)}  {_line(value, largest)}  {_number(value.value, key)}"
        for head, value in values
    )
    return Part(key, title, drawing=drawing, chart=chart)


def _drawn(row: int, key: str, head: str, value: Estimate, largest: float) -> Markup:
    scale = (_WIDTH - _LEFT - _RIGHT) / largest
    y = _TOP + _ROW * (row + 0.5)
    whisker = Markup("")
    if value.low is not None and value.high is not None:
        low, high = _LEFT + value.low * scale, _LEFT + value.high * scale
        whisker = _WHISKER.format(low=low, high=high, y=y)
    end = value.high if value.high is not None else value.value or 0.0
    return _ROW_SVG.format(
        words=f"{head}: {_estimate(value, key)}",
        name=head,
        label_x=_LEFT - 8,
        base=y + 4,
        whisker=whisker,
        x=_LEFT + (value.value or 0.0) * scale,
        y=y,
        value_x=_LEFT + end * scale + 8,
        value=_number(value.value, key),
    )


def _line(value: Estimate, largest: float) -> str:
    """A value with its interval in characters: "   |--o----|   "."""
    cells = [" "] * (_BAR + 1)
    if value.low is not None and value.high is not None:
        low, high = (round(each / largest * _BAR) for each in (value.low, value.high))
        for place in range(low, high + 1):
            cells[place] = "-"
        cells[low] = cells[high] = "|"
    cells[round((value.value or 0.0) / largest * _BAR)] = "o"
    return "".join(cells)
