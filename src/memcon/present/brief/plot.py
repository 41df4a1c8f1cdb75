"""A small bar chart as inline SVG: no script, no library, prints as it looks."""

from __future__ import annotations

from markupsafe import Markup

from memcon.present.brief.parts import Plot, Point

_WIDTH = 680
_HEIGHT = 180
_TOP = 26
_BOTTOM = 36
_SIDE = 8
_WIDEST_BAR = 56

_BAR = Markup(
    '<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}">'
    "<title>{period}: {words}</title></rect>"
    '<text class="value" x="{middle:.1f}" y="{above:.1f}">{label}</text>'
    '<text class="period" x="{middle:.1f}" y="{below:.1f}">{period}</text>'
)
_SVG = Markup(
    '<svg class="plot" role="img" viewBox="0 0 {width} {height}" aria-label="{title}">'
    "<title>{title}</title>"
    '<line class="axis" x1="0" x2="{width}" y1="{base}" y2="{base}"/>{bars}</svg>'
)


def draw(plot: Plot) -> Markup:
    """The plot as an SVG element: bars from zero, values on top."""
    points = plot.points
    slot = (_WIDTH - 2 * _SIDE) / max(len(points), 1)
    bar = min(_WIDEST_BAR, slot * 0.6)
    largest = max((point.value for point in points), default=0) or 1
    bars = [
        _bar(point, middle=_SIDE + slot * (place + 0.5), bar=bar, largest=largest)
        for place, point in enumerate(points)
    ]
    return _SVG.format(
        width=_WIDTH,
        height=_HEIGHT,
        base=_HEIGHT - _BOTTOM,
        title=plot.title,
        bars=Markup("").join(bars),
    )


def _bar(point: Point, *, middle: float, bar: float, largest: float) -> Markup:
    base = _HEIGHT - _BOTTOM
    height = max(1.0, (base - _TOP) * max(point.value, 0) / largest)
    return _BAR.format(
        kind=point.kind,
        x=middle - bar / 2,
        y=base - height,
        width=bar,
        height=height,
        middle=middle,
        above=base - height - 5,
        below=base + 14,
        period=point.period,
        words=point.words,
        label=point.label,
    )
