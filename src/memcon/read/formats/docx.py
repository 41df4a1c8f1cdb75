"""DOCX: paragraphs in order with the numbers that Word shows, headings, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from memcon.errors import InputError
from memcon.read.formats.base import Draft, Original, Piece, TextBuilder
from memcon.read.formats.numerals import label
from memcon.read.formats.package import Package, attribute, child, local
from memcon.read.formats.properties import properties
from memcon.read.formats.rows import add_table
from memcon.read.text import HEADING, ITEM

MAIN = "word/document.xml"
_HEADING = re.compile(r"(?:heading \d|title|subtitle)$", re.IGNORECASE)
_PLACE = re.compile(r"%(\d)")
# What a paragraph may hold that is no text of it.
_NO_TEXT = {
    "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback", "commentReference",
    "annotationRef", "txbxContent", "ruby",
}  # fmt: skip
_KINDS = {
    "decimal": "decimal",
    "decimalZero": "zero",
    "upperRoman": "upper-roman",
    "lowerRoman": "lower-roman",
    "upperLetter": "upper-letter",
    "lowerLetter": "lower-letter",
    "russianLower": "lower-cyrillic",
    "russianUpper": "upper-cyrillic",
}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LEVELS = 9


def read(original: Original) -> Iterator[Draft]:
    """The one document in a DOCX file. Raises InputError where it is damaged or has no text."""
    with Package(original) as package:
        part = _main_part(package)
        root = package.xml(part)
        body = child(root, "body") if root is not None else None
        if body is None:
            message = f"{original.name}: has no text part; save it again as .docx"
            raise InputError(message)
        builder = TextBuilder()
        reader = _Reader(part, builder, _styles(package), _Numbering(package))
        reader.blocks(body)
        folder = part.rpartition("/")[0]
        for notes in ("footnotes", "endnotes"):
            reader.notes(package.xml(f"{folder}/{notes}.xml"), f"{folder}/{notes}.xml")
        if builder.is_empty:
            message = f"{original.name}: no text in it; pictures of text must be recognised (OCR)"
            raise InputError(message)
        draft = builder.draft()
        told = properties(package.xml("docProps/core.xml"), text=draft.text)
        yield builder.draft(ranked=(("file properties", told),))


def _main_part(package: Package) -> str:
    if MAIN in package.names:
        return MAIN
    # Word also writes document2.xml and the like; the relations of the package say which.
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return MAIN


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    based_on: str = ""
    list_id: str = ""
    level: int = 0
    outline: str = ""


def _styles(package: Package) -> dict[str, _Style]:
    found = {}
    root = package.xml("word/styles.xml")
    for style in root if root is not None else ():
        if local(style) != "style":
            continue
        numbers = child(style, "pPr", "numPr")
        found[attribute(style, "styleId")] = _Style(
            name=_value(style, "name"),
            based_on=_value(style, "basedOn"),
            list_id=_value(numbers, "numId"),
            level=_number(_value(numbers, "ilvl")),
            outline=_value(child(style, "pPr"), "outlineLvl"),
        )
    return found


def _value(element: Any, *path: str) -> str:
    found = child(element, *path) if element is not None else None
    return attribute(found, "val") if found is not None else ""


def _number(text: str, default: int = 0) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


@dataclass(slots=True)
class _Level:
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1  # the level after which it begins anew; -1: any above
    is_legal: bool = False  # all numbers in figures


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class _Numbering:
    """The numbers of list items, counted as Word counts them."""

    def __init__(self, package: Package) -> None:
        self._lists: dict[str, _List] = {}  # by abstract list: lists of one kind count on
        self._of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        root = package.xml("word/numbering.xml")
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                levels = {
                    _number(attribute(one, "ilvl")): _level(one)
                    for one in element
                    if local(one) == "lvl"
                }
                self._lists[attribute(element, "abstractNumId")] = _List(levels)
            elif local(element) == "num":
                self._instance(element)

    def _instance(self, element: Any) -> None:
        ident = attribute(element, "numId")
        abstract = _value(element, "abstractNumId")
        self._of[ident] = abstract
        own: dict[int, _Level] = {}
        for override in element:
            if local(override) != "lvlOverride":
                continue
            level = _number(attribute(override, "ilvl"))
            start = _value(override, "startOverride")
            if start:
                self._starts.setdefault(ident, {})[level] = _number(start, 1)
            inner = child(override, "lvl")
            if inner is not None:
                own[level] = _level(inner)
        if own and abstract in self._lists:  # a list of its own
            base = self._lists[abstract]
            self._of[ident] = f"{abstract}/{ident}"
            self._lists[self._of[ident]] = _List({**base.levels, **own})

    def label(self, ident: str, level: int) -> str:
        """The label of the next item of a list; "" where the list has none there."""
        found = self._lists.get(self._of.get(ident, ""))
        if found is None or level not in found.levels:
            return ""
        shape = found.levels[level]
        starts = self._starts.get(ident, {})
        if level in starts:
            found.counts[level] = starts.pop(level) - 1
        found.counts[level] = found.counts.get(level, shape.start - 1) + 1
        for deeper in [one for one in found.counts if one > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else -1
            if restart < 0 or (restart > 0 and level < restart):
                del found.counts[deeper]
        if shape.kind == "bullet":
            return "•"
        return _PLACE.sub(lambda match: self._count(found, int(match[1]) - 1, shape), shape.text)

    def _count(self, found: _List, level: int, shape: _Level) -> str:
        own = found.levels.get(level, _Level())
        count = found.counts.setdefault(level, own.start)
        return label(count, "decimal" if shape.is_legal else own.kind)


def _level(element: Any) -> _Level:
    kind = _value(element, "numFmt") or "decimal"
    return _Level(
        kind=kind if kind in {"bullet", "none"} else _KINDS.get(kind, "decimal"),
        text="" if kind == "none" else _value(element, "lvlText"),
        start=_number(_value(element, "start"), 1),
        restart=_number(_value(element, "lvlRestart"), -1),
        is_legal=child(element, "isLgl") is not None
        and _value(element, "isLgl") not in {"0", "false"},
    )


class _Reader:
    """Walks the body of a document and puts its paragraphs into a text."""

    def __init__(
        self, part: str, builder: TextBuilder, styles: dict[str, _Style], numbering: _Numbering
    ) -> None:
        self._part = part
        self._builder = builder
        self._styles = styles
        self._numbering = numbering
        self._count = 0  # of paragraphs so far

    def blocks(self, element: Any) -> None:
        """Add what an element holds: paragraphs, tables, and what wraps them."""
        for one in element:
            name = local(one)
            if name == "p":
                self._paragraph(one)
            elif name == "tbl":
                add_table(self._builder, self._rows(one))
            elif name in {"sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"}:
                self.blocks(one)

    def notes(self, root: Any, part: str) -> None:
        """Add the notes of a document below its text."""
        self._part, self._count = part, 0
        number = 0
        for note in root if root is not None else ():
            if attribute(note, "type") in {"separator", "continuationSeparator"}:
                continue
            number += 1
            pieces = self._lines(note)
            self._builder.add([Piece(f"[{number}] "), *pieces], kind=ITEM)

    def _paragraph(self, element: Any) -> None:
        pieces, boxes = self._pieces(element)
        style = self._style(element)
        mark = self._label(element, style) if any(piece.text.strip() for piece in pieces) else ""
        if mark:
            pieces.insert(0, Piece(f"{mark} "))
        is_heading = any(_HEADING.match(one.name) or one.outline for one in style)
        kind = HEADING if is_heading else ITEM if mark == "•" else ""
        self._builder.add(pieces, kind=kind)
        for box in boxes:
            self.blocks(box)

    def _rows(self, table: Any) -> Iterator[list[list[list[Piece]]]]:
        """The rows of a table: of each cell its paragraphs."""
        for row in _inside(table, "tr"):
            yield [list(self._cell(cell)) for cell in _inside(row, "tc")]

    def _cell(self, cell: Any) -> Iterator[list[Piece]]:
        for one in cell:
            if local(one) == "p":
                pieces, _ = self._pieces(one)
                mark = self._label(one, self._style(one)) if pieces else ""
                yield [Piece(f"{mark} "), *pieces] if mark else pieces
            elif local(one) == "tbl":
                for row in self._rows(one):
                    for inner in row:
                        yield from inner
            elif local(one) in {"sdt", "sdtContent", "ins"}:
                yield from self._cell(one)

    def _lines(self, element: Any) -> list[Piece]:
        found: list[Piece] = []
        for paragraph in element.iter():
            if local(paragraph) == "p":
                pieces, _ = self._pieces(paragraph)
                found += [*([Piece(" ")] if found else []), *pieces]
        return found

    def _style(self, element: Any) -> list[_Style]:
        """The style of a paragraph and those that it rests on, nearest first."""
        found: list[_Style] = []
        name = _value(child(element, "pPr"), "pStyle")
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            name = found[-1].based_on
        return found

    def _label(self, element: Any, style: list[_Style]) -> str:
        own = child(element, "pPr", "numPr")
        named = next((one for one in style if one.list_id), _Style())
        ident = _value(own, "numId") or named.list_id
        level = _number(_value(own, "ilvl"), named.level)
        return self._numbering.label(ident, min(max(level, 0), LEVELS - 1)) if ident else ""

    def _pieces(self, element: Any) -> tuple[list[Piece], list[Any]]:
        """The text of a paragraph, and the text boxes that hang on it."""
        self._count += 1
        boxes: list[Any] = []
        text = "".join(_run_text(element, boxes))
        place = f"{self._part}/p[{self._count}]"
        return [Piece(text, paragraph=self._count, element=place)] if text else [], boxes


def _inside(element: Any, name: str) -> Iterator[Any]:
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _inside(one, name)


def _run_text(element: Any, boxes: list[Any]) -> Iterator[str]:
    for one in element:
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name in _SIGNS and not (name == "br" and attribute(one, "type") == "page"):
            yield _SIGNS[name]
        elif name == "txbxContent":
            boxes.append(one)
        elif name not in _NO_TEXT and not (name == "r" and child(one, "rPr", "vanish") is not None):
            yield from _run_text(one, boxes)
