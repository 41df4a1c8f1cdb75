"""A plot as a chart that Word draws itself, and that can be edited there."""

from __future__ import annotations

import math
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from memcon.present.brief.parts import Plot, Point
from memcon.present.paper.ooxml import clean

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLORS = {"actual": "3F7CAC", "part": "A9C6DD", "forecast": "C9D3DC", "target": "FFFFFF"}
_LINE, _INK = "D5DAE0", "5B6570"
_AXES = ("111", "222")


def chart_xml(plot: Plot) -> bytes:
    """The plot as the part of a chart: one bar a point, its number on top."""
    space = etree.Element(f"{{{_C}}}chartSpace", nsmap={"c": _C, "a": _A})
    chart = _add(space, "chart")
    _add(chart, "autoTitleDeleted", val="1")
    area = _add(chart, "plotArea")
    _add(area, "layout")
    bars = _add(area, "barChart")
    _add(bars, "barDir", val="col")
    _add(bars, "grouping", val="clustered")
    _add(bars, "varyColors", val="0")
    _series(bars, plot)
    _add(bars, "gapWidth", val="60")
    for axis in _AXES:
        _add(bars, "axId", val=axis)
    _category_axis(area)
    _value_axis(area)
    _add(chart, "plotVisOnly", val="1")
    made: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _add(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{_C}}}{name}", attributes)


def _series(bars: Any, plot: Plot) -> None:
    series = _add(bars, "ser")
    _add(series, "idx", val="0")
    _add(series, "order", val="0")
    _value(_add(series, "tx"), clean(plot.title))
    _fill(series, _COLORS["actual"])
    _add(series, "invertIfNegative", val="0")
    for place, point in enumerate(plot.points):
        if point.kind != "actual":
            own = _add(series, "dPt")
            _add(own, "idx", val=str(place))
            _add(own, "invertIfNegative", val="0")
            _fill(own, _COLORS.get(point.kind, _COLORS["actual"]), dashed=point.kind == "target")
    shown = _add(series, "dLbls")
    _add(shown, "spPr")
    _text_size(shown)
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"):
        _add(shown, name, val="1" if name == "showVal" else "0")
    _add(shown, "showBubbleSize", val="0")
    names = _add(_add(series, "cat"), "strLit")
    _add(names, "ptCount", val=str(len(plot.points)))
    numbers = _add(_add(series, "val"), "numLit")
    _value(numbers, "#,##0.##", name="formatCode")
    _add(numbers, "ptCount", val=str(len(plot.points)))
    for place, point in enumerate(plot.points):
        _value(_add(names, "pt", idx=str(place)), clean(point.period))
        _value(_add(numbers, "pt", idx=str(place)), repr(_scaled(point)))


def _scaled(point: Point) -> float:
    """The number as it is labelled: in the plot's power of ten."""
    try:
        labelled = float(point.label.replace(",", "").replace("−", "-"))
    except ValueError:
        return point.value
    if not labelled or not point.value:
        return labelled
    power = round(math.log10(abs(point.value / labelled)))
    return float(f"{point.value / 10.0**power:.6g}")


def _value(parent: Any, text: str, *, name: str = "v") -> None:
    _add(parent, name).text = text


def _fill(parent: Any, color: str, *, dashed: bool = False) -> None:
    shape = _add(parent, "spPr")
    _solid(shape, color)
    if dashed:
        line = etree.SubElement(shape, f"{{{_A}}}ln", w="12700")
        _solid(line, "1F4E79")
        etree.SubElement(line, f"{{{_A}}}prstDash", val="dash")


def _solid(parent: Any, color: str) -> None:
    fill = etree.SubElement(parent, f"{{{_A}}}solidFill")
    etree.SubElement(fill, f"{{{_A}}}srgbClr", val=color)


def _text_size(parent: Any) -> None:
    text = _add(parent, "txPr")
    etree.SubElement(text, f"{{{_A}}}bodyPr")
    etree.SubElement(text, f"{{{_A}}}lstStyle")
    paragraph = etree.SubElement(text, f"{{{_A}}}p")
    layout = etree.SubElement(paragraph, f"{{{_A}}}pPr")
    run = etree.SubElement(layout, f"{{{_A}}}defRPr", sz="800")
    _solid(run, _INK)


def _category_axis(area: Any) -> None:
    axis = _axis(area, "catAx", _AXES, "b")
    _add(axis, "numFmt", formatCode="General", sourceLinked="0")
    _add(axis, "majorTickMark", val="none")
    _add(axis, "minorTickMark", val="none")
    _add(axis, "tickLblPos", val="low")
    line = etree.SubElement(_add(axis, "spPr"), f"{{{_A}}}ln", w="6350")
    _solid(line, _LINE)
    _text_size(axis)
    _add(axis, "crossAx", val=_AXES[1])


def _value_axis(area: Any) -> None:
    axis = _axis(area, "valAx", _AXES[::-1], "l", hidden=True)
    _add(axis, "crossAx", val=_AXES[0])


def _axis(area: Any, kind: str, ids: tuple[str, ...], side: str, *, hidden: bool = False) -> Any:
    axis = _add(area, kind)
    _add(axis, "axId", val=ids[0])
    scaling = _add(axis, "scaling")
    _add(scaling, "orientation", val="minMax")
    _add(axis, "delete", val="1" if hidden else "0")
    _add(axis, "axPos", val=side)
    return axis
