"""Footnotes, which python-docx does not write: their part, their styles, their marks."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree  # type: ignore[import-untyped]

from memcon.present.paper.ooxml import element

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TEXT, _MARK = "FootnoteText", "FootnoteReference"
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


class Footnotes:
    """The footnotes of a document, numbered by Word."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        self._count = 0
        for number, kind in _SEPARATORS:
            self._root.append(_separator(number, kind))

    def add_styles(self) -> None:
        """Add the styles of footnotes and their marks."""
        styles = self._document.styles
        text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(qn("w:styleId"), _TEXT)
        text.base_style = styles["Normal"]
        text.font.size = Pt(8)
        text.paragraph_format.space_after = Pt(1)
        mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.element.set(qn("w:styleId"), _MARK)
        mark.font.superscript = True

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Add a footnote to the end of a paragraph."""
        self._count += 1
        run = paragraph.add_run()._r  # noqa: SLF001 (python-docx's way to the XML)
        run.append(_style_of_mark())
        run.append(element("w:footnoteReference", id=str(self._count)))
        note = element("w:footnote", id=str(self._count))
        note.append(_paragraph(text))
        self._root.append(note)

    def finish(self) -> None:
        """Put the footnotes into the document."""
        part = self._document.part
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        made = Part(PackURI("/word/footnotes.xml"), _TYPE, blob, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
        own = OxmlElement("w:footnotePr")
        for number, _ in _SEPARATORS:
            own.append(element("w:footnote", id=str(number)))
        settings = self._document.settings.element
        compat = settings.find(qn("w:compat"))
        if compat is not None:  # the order of settings is fixed
            compat.addprevious(own)
        else:
            settings.append(own)


def _separator(number: int, kind: str) -> Any:
    note = element("w:footnote", type=kind, id=str(number))
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    run.append(OxmlElement(f"w:{kind}"))
    paragraph.append(run)
    note.append(paragraph)
    return note


def _paragraph(text: str) -> Any:
    paragraph, layout = OxmlElement("w:p"), OxmlElement("w:pPr")
    layout.append(element("w:pStyle", val=_TEXT))
    paragraph.append(layout)
    mark = OxmlElement("w:r")
    mark.append(_style_of_mark())
    mark.append(OxmlElement("w:footnoteRef"))
    paragraph.append(mark)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {text}"
    run.append(words)
    paragraph.append(run)
    return paragraph


def _style_of_mark() -> Any:
    style = OxmlElement("w:rPr")
    style.append(element("w:rStyle", val=_MARK))
    return style
