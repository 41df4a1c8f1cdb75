"""A page of facts under headings, each with its sources: as plain text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from memcon.present.brief.parts import Brief, Cite, Group, Row, Section, Source
from memcon.present.brief.render import environment
from memcon.present.dates import day_in_words
from memcon.present.labels import labels

FORMATS = ("text", "md", "html")
_INDENT = "  "
_DASH = "– "


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: a label, its text, and what it rests on."""

    text: str
    label: str = ""
    cites: tuple[Cite, ...] = ()
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its facts, and the things that are part of it."""

    title: str
    note: str = ""
    cites: tuple[Cite, ...] = ()
    lines: tuple[Line, ...] = ()
    children: tuple[Node, ...] = ()
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it; `drawing` is an SVG element, shown in HTML only."""

    key: str
    title: str
    nodes: tuple[Node, ...] = ()
    lines: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    drawing: Markup | None = None
    chart: tuple[str, ...] = ()  # the drawing in plain text, line by line


@dataclass(frozen=True, slots=True)
class Outline:
    """A page: its title, what it says of itself, its parts and its numbered sources."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    sources: tuple[tuple[int, Source], ...] = field(default=())


def outline_paper(page: Outline, *, as_of: date) -> Brief:
    """The page as a brief, for the formats of papers; parts of a thing are set off by dashes."""
    words = labels().outline
    ids = {row.record_id for part in page.parts for row in _rows(part) if row.record_id}
    return Brief(
        title=page.title,
        as_of=as_of,
        documents=len(page.sources),
        records=len(ids),
        undated=0,
        standing=(Row((str(words["in_short"]), page.lead), ()),),
        sections=tuple(Section(part.key, part.title, tuple(_groups(part))) for part in page.parts),
        sources=page.sources,
    )


def _groups(part: Part) -> Iterator[Group]:
    rows = tuple(_rows(part))
    if rows:
        yield Group("", rows)
    if part.rows:
        yield Group("", tuple(Row(cells, ()) for cells in part.rows), part.columns)


def _rows(part: Part) -> Iterator[Row]:
    for node in part.nodes:
        yield from _branch(node, "")
    for line in part.lines:
        yield _row(line, "")


def _branch(node: Node, indent: str) -> Iterator[Row]:
    text = f"{node.title}: {node.note}" if node.note else node.title
    yield Row(("", f"{indent}{text}"), node.cites, record_id=node.record_id)
    for line in node.lines:
        yield _row(line, f"{indent}{_DASH}")
    for child in node.children:
        yield from _branch(child, f"{indent}{_DASH}")


def _row(line: Line, indent: str) -> Row:
    text = f"{line.label}: {line.text}" if line.label else line.text
    return Row(("", f"{indent}{text}"), line.cites, record_id=line.record_id)


def render_outline(outline: Outline, fmt: str, *, version: str) -> str:
    """The page in a format of `FORMATS`; `version` of memcon is named at its foot."""
    if fmt == "text":
        return "\n".join(_text(outline)).rstrip() + "\n"
    template = environment(fmt).get_template(f"outline.{fmt}.j2")
    text = template.render(page=outline, version=version, words=labels().outline)
    return text.strip() + "\n"


def _text(page: Outline) -> Iterator[str]:
    yield page.title
    yield page.lead
    for part in page.parts:
        yield ""
        yield part.title.upper()
        for node in part.nodes:
            yield from _node(node, 1)
        for line in part.lines:
            yield f"{_INDENT}{_line(line)}"
        yield from _table(part)
        yield from part.chart
    if page.sources:
        yield ""
        yield labels().outline["sources"].upper()
        for number, source in page.sources:
            day = day_in_words(source.date) if source.date else labels().dates["undated"]
            told = [part for part in (source.title or source.name, source.publisher, day) if part]
            yield f"{_INDENT}{number}. {', '.join(told)} ({source.name})"


def _node(node: Node, depth: int) -> Iterator[str]:
    indent = _INDENT * depth
    note = f": {node.note}" if node.note else ""
    ident = f"  ({node.record_id})" if node.record_id else ""
    yield f"{indent}{node.title}{note}{_marks(node.cites)}{ident}"
    for line in node.lines:
        yield f"{indent}{_INDENT}{_line(line)}"
    for child in node.children:
        yield from _node(child, depth + 1)


def _line(line: Line) -> str:
    label = f"{line.label}: " if line.label else ""
    ident = f"  ({line.record_id})" if line.record_id else ""
    return f"{label}{line.text}{_marks(line.cites)}{ident}"


def _marks(cites: Sequence[Cite]) -> str:
    return f" [{', '.join(str(cite.number) for cite in cites)}]" if cites else ""


def _table(part: Part) -> Iterator[str]:
    if not part.rows:
        return
    table = [part.columns, *part.rows]
    widths = [max(len(row[place]) for row in table) for place in range(len(part.columns))]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield f"{_INDENT}{_INDENT.join(cells)}".rstrip()
