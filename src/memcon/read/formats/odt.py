"""ODT: paragraphs in order with their numbers, headings, lists, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from memcon.errors import InputError
from memcon.read.formats.base import Draft, Original, Piece, TextBuilder
from memcon.read.formats.numerals import label
from memcon.read.formats.package import Package, attribute, child, local, parse_xml
from memcon.read.formats.properties import properties
from memcon.read.formats.rows import add_table
from memcon.read.text import HEADING, ITEM

CONTENT = "content.xml"
_SECTIONS = {"section", "index-body", "text-box", "frame", "a", "object"}
_NOT_READ = {"tracked-changes", "table-of-content", "annotation", "forms", "sequence-decls"}
_KINDS = {
    "1": "decimal",
    "I": "upper-roman",
    "i": "lower-roman",
    "A": "upper-letter",
    "a": "lower-letter",
}
_MOST_SPACES = 100
_MOST_REPEATED = 50  # cells that stand for themselves again


def read(original: Original) -> Iterator[Draft]:
    """The one document in an ODT file. Raises InputError where it is damaged or has no text."""
    content, styles, meta = _parts(original)
    body = child(content, "body", "text")
    if body is None:
        message = f"{original.name}: an OpenDocument file without text; save it as PDF or CSV"
        raise InputError(message)
    builder = TextBuilder()
    reader = _Reader(builder, _lists((styles, content)), _own_lists((styles, content)))
    reader.blocks(body)
    reader.finish()
    if builder.is_empty:
        message = f"{original.name}: no text in it; pictures of text must be recognised (OCR)"
        raise InputError(message)
    told = properties(meta, text=builder.draft().text)
    yield builder.draft(ranked=(("file properties", told),))


def _parts(original: Original) -> tuple[Any, Any, Any]:
    """The elements with the text, with the styles, with the properties."""
    data = original.bytes()
    if not data.startswith(b"PK"):  # all of it in one file
        root = parse_xml(data, name=original.name)
        return root, root, child(root, "meta")
    with Package(original) as package:
        if CONTENT not in package.names:
            message = f"{original.name}: has no {CONTENT}; save it again as .odt"
            raise InputError(message)
        return package.xml(CONTENT), package.xml("styles.xml"), package.xml("meta.xml")


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str = ""  # "" for bullets and for levels without a label
    sign: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1  # how many levels' numbers
    start: int = 1


@dataclass(slots=True)
class _Count:
    """The numbers of one list while it is read."""

    style: str = ""
    counts: dict[int, int] = field(default_factory=dict)


def _lists(roots: tuple[Any, ...]) -> dict[str, dict[int, _Level]]:
    """The levels of each style of lists; the headings' under an empty name."""
    found: dict[str, dict[int, _Level]] = {}
    for root in roots:
        for style in root.iter() if root is not None else ():
            if local(style) == "list-style":
                found[attribute(style, "name")] = dict(_levels(style))
            elif local(style) == "outline-style":
                found[""] = dict(_levels(style))
    return found


def _levels(style: Any) -> Iterator[tuple[int, _Level]]:
    for element in style:
        number = _number(attribute(element, "level"), 1)
        if local(element) == "list-level-style-bullet":
            yield number, _Level(sign="•")
        elif local(element) in {"list-level-style-number", "outline-level-style"}:
            form = attribute(element, "num-format")
            yield (
                number,
                _Level(
                    kind=_KINDS.get(form, "decimal") if form else "",
                    before=attribute(element, "num-prefix"),
                    after=attribute(element, "num-suffix"),
                    shown=_number(attribute(element, "display-levels"), 1),
                    start=_number(attribute(element, "start-value"), 1),
                ),
            )


def _own_lists(roots: tuple[Any, ...]) -> dict[str, str]:
    """The style of lists that a style of paragraphs brings along."""
    found: dict[str, str] = {}
    for root in roots:
        for style in root.iter() if root is not None else ():
            name = attribute(style, "list-style-name") if local(style) == "style" else ""
            if name:
                found[attribute(style, "name")] = name
    return found


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default  # noqa: PLR2004 (digits)


class _Reader:
    """Walks the body of a document and puts its paragraphs into a text."""

    def __init__(
        self, builder: TextBuilder, lists: dict[str, dict[int, _Level]], own: dict[str, str]
    ) -> None:
        self._builder = builder
        self._lists = lists
        self._own = own
        self._last: dict[str, _Count] = {}  # the last list of each style
        self._by_id: dict[str, _Count] = {}
        self._headings = _Count()
        self._paragraphs = 0
        self._notes: list[list[Piece]] = []

    def blocks(self, element: Any) -> None:
        """Add what an element holds."""
        for one in element:
            name = local(one)
            if name == "p":
                self._paragraph(one, "")
            elif name == "h":
                self._heading(one)
            elif name == "list":
                self._list(one, 1, None)
            elif name == "table":
                add_table(self._builder, self._rows(one))
            elif name in _SECTIONS:
                self.blocks(one)

    def finish(self) -> None:
        """Add the notes below the text."""
        for number, pieces in enumerate(self._notes, start=1):
            self._builder.add([Piece(f"[{number}] "), *pieces], kind=ITEM)

    def _paragraph(self, element: Any, mark: str, *, heading: bool = False) -> None:
        boxes: list[Any] = []
        pieces = self._pieces(element, boxes)
        if mark and any(piece.text.strip() for piece in pieces):
            pieces.insert(0, Piece(f"{mark} "))
        kind = HEADING if heading else ITEM if mark == "•" else ""
        self._builder.add(pieces, kind=kind)
        for box in boxes:
            self.blocks(box)

    def _heading(self, element: Any) -> None:
        level = _number(attribute(element, "outline-level"), 1)
        is_counted = attribute(element, "is-list-header") != "true"
        mark = self._mark(self._headings, "", level) if is_counted else ""
        self._paragraph(element, mark, heading=True)

    def _list(self, element: Any, level: int, outer: _Count | None) -> None:
        style = attribute(element, "style-name") or (outer.style if outer else "")
        count = outer or self._begin(element, style)
        if style:
            count.style = style
        for deeper in [one for one in count.counts if one >= level and outer is not None]:
            del count.counts[deeper]
        ident = attribute(element, "id")
        if ident:
            self._by_id[ident] = count
        for item in element:
            if local(item) not in {"list-item", "list-header"}:
                continue
            start = attribute(item, "start-value")
            if start:
                count.counts[level] = _number(start, 1) - 1
            self._item(item, level, count, is_counted=local(item) == "list-item")

    def _begin(self, element: Any, style: str) -> _Count:
        """The numbers of a list: its own, or those of the list that it goes on with."""
        before = self._by_id.get(attribute(element, "continue-list"))
        if before is None and attribute(element, "continue-numbering") == "true":
            before = self._last.get(style)
        count = before or _Count(style)
        self._last[style] = count
        return count

    def _item(self, item: Any, level: int, count: _Count, *, is_counted: bool) -> None:
        is_first = is_counted
        for one in item:
            if local(one) == "list":
                self._list(one, level + 1, count)
                continue
            mark = ""
            if is_first and local(one) in {"p", "h"}:
                style = count.style or self._own.get(attribute(one, "style-name"), "")
                mark = self._mark(count, style, level)
                is_first = False
            if local(one) in {"p", "h"}:
                self._paragraph(one, mark, heading=local(one) == "h")
            else:
                self.blocks([one])

    def _mark(self, count: _Count, style: str, level: int) -> str:
        levels = self._lists.get(style, {})
        shape = levels.get(level, _Level())
        count.counts[level] = count.counts.get(level, shape.start - 1) + 1
        for deeper in [one for one in count.counts if one > level]:
            del count.counts[deeper]
        if shape.sign or not shape.kind:
            return shape.sign
        shown = range(max(level - shape.shown + 1, 1), level + 1)
        parts = [
            label(count.counts.get(one, 1), levels.get(one, shape).kind or "decimal")
            for one in shown
        ]
        return f"{shape.before}{'.'.join(parts)}{shape.after}".strip()

    def _rows(self, table: Any) -> Iterator[list[list[list[Piece]]]]:
        for one in table:
            if local(one) == "table-row":
                yield [list(self._cell(cell)) for cell in one if local(cell) == "table-cell"]
            elif local(one) in {"table-header-rows", "table-rows", "table-row-group"}:
                yield from self._rows(one)

    def _cell(self, cell: Any) -> Iterator[list[Piece]]:
        for one in cell.iter():
            if local(one) in {"p", "h"}:
                yield self._pieces(one, [])

    def _pieces(self, element: Any, boxes: list[Any]) -> list[Piece]:
        self._paragraphs += 1
        number = self._paragraphs
        text = "".join(self._text(element, boxes))
        return [Piece(text, paragraph=number, element=f"{CONTENT}/p[{number}]")] if text else []

    def _text(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        yield _squeezed(element.text)
        for one in element:
            name = local(one)
            if name == "s":
                yield " " * min(_number(attribute(one, "c"), 1), _MOST_SPACES)
            elif name == "tab":
                yield "\t"
            elif name == "line-break":
                yield "\n"
            elif name == "note":
                self._note(one)
            elif name in {"frame", "text-box", "custom-shape"}:
                boxes.append(one)
            elif name and name not in _NOT_READ:
                yield from self._text(one, boxes)
            yield _squeezed(one.tail)

    def _note(self, note: Any) -> None:
        pieces: list[Piece] = []
        body = child(note, "note-body")
        for one in body if body is not None else ():
            if local(one) == "p":
                pieces += [*([Piece(" ")] if pieces else []), *self._pieces(one, [])]
        self._notes.append(pieces)


def _squeezed(text: str | None) -> str:
    """White space as OpenDocument has it: any run of it is one blank."""
    if not text:
        return ""
    inner = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() and inner else ""
    return f"{before}{inner}{after}"
