"""A brief as a Word document: headings, contents, tables, charts, and footnotes with the words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from memcon.present.brief.parts import Brief, Cite, Group, Row, Section, Source
from memcon.present.dates import day_in_words
from memcon.present.labels import labels
from memcon.present.paper import ooxml
from memcon.present.paper.chart import chart_xml
from memcon.present.paper.notes import Footnotes
from memcon.present.paper.ooxml import clean

_ACCENT = RGBColor(0x1F, 0x4E, 0x79)
_SOFT = RGBColor(0x5B, 0x65, 0x70)
_WARN = RGBColor(0x9A, 0x5B, 0x00)
_TEXT_WIDTH = Cm(16.6)
_QUOTE = 180  # characters of the words of a source in a footnote
_TOLD = 3  # sources whose words a footnote has; the others are numbers
_MANY = 8  # sources of a line that counts others: none is told
_CHART = (Cm(16.2), Cm(5.2))
_NARROW = Cm(3.3)  # that a column has at least, where it holds that much
_SHORT = 15  # characters for which that is enough
_NUMBERED = ("chronology",)  # what is told elsewhere with its words has numbers only
_LEFT_OUT = ("words",)  # footnotes have them
_FONT = "Calibri"


def docx_of(brief: Brief, *, version: str) -> bytes:
    """The brief as the bytes of a DOCX file."""
    return _Paper(brief, version).save()


class _Paper:
    """A document that is being written."""

    def __init__(self, brief: Brief, version: str) -> None:
        self._brief = brief
        self._version = version
        self._sources = dict(brief.sources)
        self._words = labels().brief
        self._doc: Any = docx.Document()
        self._notes = Footnotes(self._doc)
        self._headings: list[tuple[str, int, str]] = []
        self._is_numbered = False  # whether sources are told by their numbers alone

    def save(self) -> bytes:
        """Write everything; the bytes of the file."""
        self._set_up()
        self._head()
        contents = self._doc.add_paragraph() if self._brief.contents else None
        if self._brief.standing:
            self._standing(self._brief.standing)
        for section in self._brief.sections:
            if section.key not in _LEFT_OUT:
                self._section(section)
        self._bibliography()
        if contents is not None:
            self._contents(contents)
        self._notes.finish()
        file = io.BytesIO()
        self._doc.save(file)
        return file.getvalue()

    # -------------------------------------------------------------- the page

    def _set_up(self) -> None:
        page = self._doc.sections[0]
        page.orientation = WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.2)
        page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
        self._styles()
        about = self._doc.core_properties
        about.title, about.author = clean(self._brief.title), "memcon"
        about.comments = f"memcon {self._version}"
        about.created = about.modified = datetime.combine(self._brief.as_of, time(), UTC)
        head = page.header.paragraphs[0]
        head.style = self._doc.styles["Small"]
        head.add_run(clean(self._brief.title))
        foot = page.footer.paragraphs[0]
        foot.style = self._doc.styles["Small"]
        foot.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        as_of = self._words["paper"]["as_of"].format(day=day_in_words(self._brief.as_of))
        foot.add_run(f"{as_of} · memcon {self._version}\t")
        ooxml.add_field(foot, "PAGE")
        foot.add_run(" / ")
        ooxml.add_field(foot, "NUMPAGES")

    def _styles(self) -> None:
        styles = self._doc.styles
        normal = styles["Normal"]
        ooxml.set_font(normal, _FONT)
        normal.font.size = Pt(10)
        normal.paragraph_format.space_after = Pt(3)
        sizes = {"Title": (20, 0, 2), "Heading 1": (13.5, 14, 4), "Heading 2": (11, 8, 2)}
        for name, (size, before, after) in sizes.items():
            style = styles[name]
            ooxml.set_font(style, _FONT)
            style.font.size, style.font.color.rgb = Pt(size), _ACCENT
            style.font.bold = name != "Title"
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
            style.paragraph_format.keep_with_next = True
        ooxml.drop_borders(styles["Title"])
        small = styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style = normal
        small.font.size, small.font.color.rgb = Pt(8.5), _SOFT
        styles["List Bullet"].paragraph_format.space_after = Pt(2)
        self._notes.add_styles()

    def _head(self) -> None:
        brief, words = self._brief, self._words["paper"]
        self._doc.add_paragraph(clean(brief.title), style="Title")
        parts = [words["as_of"].format(day=day_in_words(brief.as_of))]
        if brief.since:
            parts.append(words["since"].format(day=day_in_words(brief.since)))
        parts.append(words["counts"].format(records=brief.records, documents=brief.documents))
        if brief.undated:
            parts.append(words["undated"].format(count=brief.undated))
        parts.append(words["notes"])
        self._doc.add_paragraph(" · ".join(parts), style="Small")

    # -------------------------------------------------------------- parts

    def _standing(self, rows: Sequence[Row]) -> None:
        self._heading(self._words["where_things_stand"], 1)
        table = self._table(0, 2)
        for row in rows:
            cells = table.add_row().cells
            run = cells[0].paragraphs[0].add_run(clean(row.cells[0]))
            run.bold = True
            self._say(cells[1].paragraphs[0], row.cells[1], row)
        ooxml.set_widths(table, [Cm(3.6), _TEXT_WIDTH - Cm(3.6)])

    def _section(self, section: Section) -> None:
        self._heading(section.title, 1)
        self._is_numbered = section.key in _NUMBERED
        for number, plot in enumerate(section.plots):
            caption = self._doc.add_paragraph(style="Small")
            caption.add_run(clean(plot.title)).bold = True
            caption.paragraph_format.keep_with_next = True
            xml = chart_xml(plot)
            ooxml.add_chart(self._doc.add_paragraph(), xml, _CHART, f"{plot.title} {number}")
        for group in section.groups:
            self._group(group)

    def _group(self, group: Group) -> None:
        if group.title:
            self._heading(group.title, 2)
        if group.columns:
            self._rows(group)
        else:
            for row in group.rows:
                self._item(row)
        if group.remark:
            line = self._doc.add_paragraph(style="Small")
            self._say(line, group.remark.cells[0], group.remark)
        if group.more:
            text = self._words["paper"]["more"].format(count=group.more, hint=group.hint)
            self._doc.add_paragraph(text, style="Small")

    def _rows(self, group: Group) -> None:
        table = self._table(1, len(group.columns))
        for cell, column in zip(table.rows[0].cells, group.columns, strict=True):
            cell.paragraphs[0].add_run(clean(column)).bold = True
        ooxml.repeat_header(table.rows[0])
        for row in group.rows:
            cells = table.add_row().cells
            for cell, text in zip(cells[:-1], row.cells[:-1], strict=True):
                cell.paragraphs[0].add_run(clean(text))
            self._say(cells[-1].paragraphs[0], row.cells[-1], row)
        ooxml.set_widths(table, _widths(group))

    def _item(self, row: Row) -> None:
        line = self._doc.add_paragraph(style="List Bullet")
        text = row.cells[1] if len(row.cells) > 1 else row.cells[0]
        self._say(line, text, row, when=row.cells[0] if len(row.cells) > 1 else "")

    def _say(self, line: Paragraph, text: str, row: Row, *, when: str = "") -> None:
        """A line of the brief: its text, when, its note, what is disputed, and its footnote."""
        line.add_run(clean(text))
        if when:
            line.add_run(f", {clean(when)}").font.color.rgb = _SOFT
        if row.note:
            line.add_run(f" ({clean(row.note)})").font.color.rgb = _SOFT
        if row.cites and self._is_numbered:
            numbers = ", ".join(str(cite.number) for cite in row.cites)
            line.add_run(f" [{numbers}]").font.color.rgb = _SOFT
        elif row.cites:
            self._notes.add(line, self._note(row.cites))
        for dispute in row.disputes:
            words = self._words["paper"]["dispute"].format(slot=dispute.slot)
            line.add_run(f" ⚠ {words}").font.color.rgb = _WARN
            for place, (value, cites) in enumerate(dispute.values):
                line.add_run(f"{'; ' if place else ' '}{clean(value)}").font.color.rgb = _WARN
                if cites:
                    self._notes.add(line, self._note(cites))

    def _note(self, cites: Sequence[Cite]) -> str:
        """A footnote: the first sources with their words, and the numbers of the others."""
        told = cites[:_TOLD] if len(cites) <= _MANY else ()
        numbers = ", ".join(f"[{cite.number}]" for cite in cites[len(told) :])
        also = self._words["paper"]["also"] if told else "{numbers}"
        parts = [self._cited(cite) for cite in told]
        return "; ".join([*parts, also.format(numbers=numbers)] if numbers else parts)

    def _cited(self, cite: Cite) -> str:
        """A source in a footnote: its number in the list, who published it when, and the words."""
        source = self._sources.get(cite.number, Source(""))
        day = day_in_words(source.date) if source.date else labels().dates["undated"]
        named = source.publisher or source.title or source.name
        text = f"[{cite.number}] {named}, {day}"
        words = " ".join(cite.quote.split())
        if len(words) > _QUOTE:
            words = words[: _QUOTE - 1].rstrip() + "…"
        return clean(f"{text}: “{words}”" if words else text)

    def _bibliography(self) -> None:
        self._heading(self._words["paper"]["sources"], 1)
        if not self._brief.sources:
            self._doc.add_paragraph(self._words["paper"]["no_sources"])
        for number, source in self._brief.sources:
            line = self._doc.add_paragraph()
            line.paragraph_format.left_indent = Cm(0.9)
            line.paragraph_format.first_line_indent = Cm(-0.9)
            line.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
            day = day_in_words(source.date) if source.date else labels().dates["undated"]
            line.add_run(f"[{number}]\t{clean(source.title or source.name)}. ")
            if source.publisher:
                line.add_run(clean(source.publisher)).italic = True
                line.add_run(", ")
            line.add_run(f"{day}. ")
            if source.url.startswith(("http://", "https://")):
                ooxml.add_link(line, source.url, clean(source.url))
            else:
                line.add_run(clean(source.name)).font.color.rgb = _SOFT
            same = [str(n) for n, other in self._brief.sources if other.name in source.copies]
            if same:
                line.add_run(
                    f" {self._words['paper']['same_text'].format(numbers=', '.join(same))}"
                )

    # -------------------------------------------------------------- furniture

    def _heading(self, text: str, level: int) -> None:
        mark = f"_part{len(self._headings) + 1}"
        paragraph = self._doc.add_heading(clean(text), level)
        ooxml.add_bookmark(paragraph, mark, len(self._headings) + 1)
        self._headings.append((clean(text), level, mark))

    def _contents(self, first: Paragraph) -> None:
        """A table of contents before the parts: links to the headings with their pages."""
        first.add_run(self._words["paper"]["contents"]).bold = True
        last = first
        for text, level, mark in self._headings:
            if level > 1:
                continue
            line = ooxml.paragraph_after(last, self._doc)
            line.paragraph_format.space_after = Pt(0)
            stops = line.paragraph_format.tab_stops
            stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            ooxml.add_entry(line, text, mark)
            last = line

    def _table(self, rows: int, columns: int) -> Any:
        table = self._doc.add_table(rows=rows, cols=columns)
        table.autofit = False
        ooxml.line_between_rows(table)
        return table


def _widths(group: Group) -> list[Any]:
    """Widths by how much the columns hold, none too narrow for a date."""
    columns = range(len(group.columns))
    most = [
        max(len(group.columns[i]), *(min(len(row.cells[i]), 70) for row in group.rows))
        for i in columns
    ]
    least = [min(_NARROW, Cm(0.19 * (number + 4))) for number in most]
    room = [max(number - _SHORT, 0) for number in most]
    room = room if any(room) else most
    free = max(_TEXT_WIDTH - sum(least), 0)
    return [int(own + free * part / sum(room)) for own, part in zip(least, room, strict=True)]
