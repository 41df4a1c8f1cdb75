"""What python-docx has no words for: fields, bookmarks, charts, links, lines of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def clean(text: str) -> str:
    """Text on one line, without what XML cannot hold."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())


def element(tag: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML with attributes of its namespace."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_font(style: Any, name: str) -> None:
    """Give a style a font for all scripts; of its theme it takes none."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def drop_borders(style: Any) -> None:
    """Take the lines around the paragraphs of a style away."""
    own = style.element.get_or_add_pPr()
    for border in own.findall(qn("w:pBdr")):
        own.remove(border)


def add_field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """Add a field, such as the number of the page; `shown` stands there until it is computed."""
    run = paragraph.add_run()._r  # noqa: SLF001 (python-docx's way to the XML)
    run.append(element("w:fldChar", fldCharType="begin", dirty="true"))
    text = element("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    run.append(text)
    run.append(element("w:fldChar", fldCharType="separate"))
    result = OxmlElement("w:t")
    result.text = shown
    run.append(result)
    run.append(element("w:fldChar", fldCharType="end"))


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark a paragraph, so that others can lead to it."""
    own = paragraph._p  # noqa: SLF001
    start = element("w:bookmarkStart", id=str(number), name=name)
    place = 1 if own.pPr is not None else 0
    own.insert(place, start)
    own.append(element("w:bookmarkEnd", id=str(number)))


def add_entry(paragraph: Paragraph, text: str, mark: str) -> None:
    """Add a line of a table of contents: a link to a bookmark, and the bookmark's page."""
    link = element("w:hyperlink", anchor=mark)
    own = paragraph._p  # noqa: SLF001
    before = set(own)
    paragraph.add_run(f"{text}\t")
    add_field(paragraph, f"PAGEREF {mark} \\h", "")
    for run in [child for child in own if child not in before and child.tag == qn("w:r")]:
        link.append(run)
    own.append(link)


def paragraph_after(paragraph: Paragraph, document: Any) -> Paragraph:
    """A new paragraph behind another."""
    made: Paragraph = document.add_paragraph()
    paragraph._p.addnext(made._p)  # noqa: SLF001
    return made


def add_link(paragraph: Paragraph, address: str, text: str) -> None:
    """Add a link to an address."""
    part = paragraph.part
    ident = part.relate_to(clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), ident)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def repeat_header(row: Any) -> None:
    """Let the head of a table stand on every page that it reaches."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001


def line_between_rows(table: Any) -> None:
    """Thin lines between the rows of a table, none elsewhere."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = element(f"w:{side}", val="single", sz="4", space="0", color="D5DAE0")
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001


def set_widths(table: Any, widths: Sequence[int]) -> None:
    """Set the widths of columns, and keep rows whole and tight."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = 0


def add_chart(paragraph: Paragraph, xml: bytes, size: tuple[int, int], words: str) -> None:
    """Add a chart of its own part; `words` say what it shows to who cannot see it."""
    part = paragraph.part
    package = part.package
    assert package is not None  # noqa: S101 (a document has one)
    number = sum(1 for each in package.parts if each.content_type == _CHART_TYPE) + 1
    name = PackURI(f"/word/charts/chart{number}.xml")
    chart = Part(name, _CHART_TYPE, xml, package)
    ident = part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    drawing = parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}><wp:inline>"
        f'<wp:extent cx="{int(size[0])}" cy="{int(size[1])}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}"/>'
        f'<a:graphic><a:graphicData uri="{_CHART_SPACE}">'
        f'<c:chart xmlns:c="{_CHART_SPACE}" r:id="{ident}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    drawing.find(f".//{qn('wp:docPr')}").set("descr", clean(words))
    paragraph.add_run()._r.append(drawing)  # noqa: SLF001
