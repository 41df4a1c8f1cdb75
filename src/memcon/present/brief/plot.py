"""A small bar chart as inline SVG: no script, no library, prints as it looks."""

from __future__ import annotations

from markupsafe import Markup

from memcon.present.amounts import plain_number
from memcon.present.brief.parts import Plot, Point

_WIDTH = 680
_HEIGHT = 180
_TOP = 26
_BOTTOM = 36
_SIDE = 8
_WIDEST_BAR = 56
_LETTER = 5.6  # the width of a letter, about
_TEXT_BAR = 40  # letters of the longest bar in plain text
_MARKS = {"actual": "█", "part": "▓", "forecast": "░", "target": "▒"}

# As the style sheet has it, for what reads pictures without one.
_LOOKS = {
    "actual": Markup('fill="#3f7cac"'),
    "part": Markup('fill="#a9c6dd"'),
    "forecast": Markup('fill="#c9d3dc"'),
    "target": Markup('fill="none" stroke="#1f4e79" stroke-dasharray="4 3"'),
}
_TEXT = Markup('text-anchor="middle" font-size="10.5"')
_BAR = Markup(
    '<rect class="{kind}" {look} x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}">'
    "<title>{period}: {words}</title></rect>"
    '<text class="value" {text} x="{middle:.1f}" y="{above:.1f}">{label}</text>'
    '<text class="period" {text} x="{middle:.1f}" y="{below:.1f}">{period}</text>'
)
_WHISKER = Markup(
    '<path class="interval" stroke="#5b6570" fill="none" d="M{left:.1f} {top:.1f}H{right:.1f}'
    'M{middle:.1f} {top:.1f}V{bottom:.1f}M{left:.1f} {bottom:.1f}H{right:.1f}"/>'
)
_KEY = Markup(
    '<rect class="{kind}" {look} x="{x:.1f}" y="4" width="10" height="10"/>'
    '<text class="key" font-size="10.5" x="{text:.1f}" y="13">{words}</text>'
)
_SVG = Markup(
    '<svg class="plot" role="img" viewBox="0 0 {width} {height}" aria-label="{title}">'
    "<title>{title}</title>"
    '<line class="axis" stroke="#d5dae0" x1="0" x2="{width}" y1="{base}" y2="{base}"/>{bars}</svg>'
)


def draw(plot: Plot) -> Markup:
    """The plot as an SVG element: bars from zero, values on top."""
    points = plot.points
    slot = (_WIDTH - 2 * _SIDE) / max(len(points), 1)
    bar = min(_WIDEST_BAR, slot * 0.6)
    largest = max((_top(point) for point in points), default=0) or 1
    bars = [
        _bar(point, middle=_SIDE + slot * (place + 0.5), bar=bar, largest=largest)
        for place, point in enumerate(points)
    ]
    return _SVG.format(
        width=_WIDTH,
        height=_HEIGHT,
        base=_HEIGHT - _BOTTOM,
        title=plot.title,
        bars=Markup("").join([*bars, _legend(plot)]),
    )


def _top(point: Point) -> float:
    return max(point.value, point.high or 0)


def _legend(plot: Plot) -> Markup:
    """What the kinds of bars are, in a line above them."""
    keys, x = [], float(_SIDE)
    for kind, words in plot.legend:
        keys.append(_KEY.format(kind=kind, look=_LOOKS[kind], x=x, text=x + 14, words=words))
        x += 30 + _LETTER * len(words)
    return Markup("").join(keys)


def _bar(point: Point, *, middle: float, bar: float, largest: float) -> Markup:
    base = _HEIGHT - _BOTTOM
    height = max(1.0, (base - _TOP) * max(point.value, 0) / largest)
    scale = (base - _TOP) / largest
    top = base - max(height, scale * (point.high or 0))
    whisker = Markup("")
    if point.low is not None and point.high is not None:
        whisker = _WHISKER.format(
            left=middle - 6,
            right=middle + 6,
            middle=middle,
            top=top,
            bottom=base - scale * max(point.low, 0),
        )
    bar_shape = _BAR.format(
        kind=point.kind,
        look=_LOOKS[point.kind],
        text=_TEXT,
        x=middle - bar / 2,
        y=base - height,
        width=bar,
        height=height,
        middle=middle,
        above=top - 5,
        below=base + 14,
        period=point.period,
        words=point.words,
        label=point.label,
    )
    return bar_shape + whisker


def in_text(plot: Plot) -> str:
    """The plot in letters: a line for each point, its value, and a bar that says its kind."""
    points = plot.points
    largest = max((_top(point) for point in points), default=0) or 1
    periods = max(len(point.period) for point in points)
    values = max(len(_told(point)) for point in points)
    lines = [plot.title]
    for point in points:
        bar = _MARKS[point.kind] * max(1, round(_TEXT_BAR * max(point.value, 0) / largest))
        lines.append(f"{point.period:<{periods}}  {_told(point):>{values}}  {bar}")
    if plot.legend:
        lines.append("  ".join(f"{_MARKS[kind]} {words}" for kind, words in plot.legend))
    return "\n".join(lines)


def _told(point: Point) -> str:
    """The value in words, with its interval in the same unit."""
    if point.low is None or point.high is None or not point.value:
        return point.label
    scale = float(point.label.replace(",", "").replace("−", "-")) / point.value
    low, high = (plain_number(float(f"{end * scale:.3g}")) for end in (point.low, point.high))
    return f"{point.label} ({low}–{high})"
