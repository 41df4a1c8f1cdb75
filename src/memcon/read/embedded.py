"""The article that a page holds as data, for a script to draw: `articleBody` of JSON-LD."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from memcon.read.markup import ENTITY, NOT_IN_XML, Origin

SCRIPT = re.compile(
    r"<script[^>]{0,200}?application/ld\+json[^>]{0,200}>(.*?)</script", re.IGNORECASE | re.DOTALL
)
BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*+)"', re.DOTALL)
ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)
PLAIN = {"n": "\n", "t": " ", "r": " ", "b": " ", "f": " "}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,10})(?:\s[^<>]{0,500})?/?>")
BREAKS = frozenset({"p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"})


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text that a page holds as data, and where its characters stand in the source."""

    text: str
    origins: tuple[Origin, ...]


def embedded_article(source: str) -> Embedded | None:
    """The longest article that a page's JSON-LD holds; None where there is none."""
    found = [
        (script.start(1) + body.start(1), script.start(1) + body.end(1))
        for script in SCRIPT.finditer(source)
        for body in BODY.finditer(script[1])
    ]
    if not found:
        return None
    start, end = max(found, key=lambda span: span[1] - span[0])
    text = _Text()
    for sign, low, high in _untagged(list(_unescaped(source, start, end))):
        text.add(sign, low, high)
    return text.done()


Sign = tuple[str, int, int]  # a character, and where it stands in the source


def _unescaped(source: str, start: int, end: int) -> Iterator[Sign]:
    """The characters of a JSON string; entities in it are decoded too."""
    position = start
    for match in ESCAPE.finditer(source, start, end):
        yield from _plain(source, position, match.start())
        sign = match.group()[1:]
        if sign.startswith("u"):
            units = "".join(chr(int(code, 16)) for code in re.findall(r"u([0-9a-fA-F]{4})", sign))
            decoded = units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        else:
            decoded = PLAIN.get(sign, sign)
        yield from ((char, *match.span()) for char in decoded)
        position = match.end()
    yield from _plain(source, position, end)


def _plain(source: str, start: int, end: int) -> Iterator[Sign]:
    position = start
    for match in ENTITY.finditer(source, start, end):
        yield from ((source[i], i, i + 1) for i in range(position, match.start()))
        yield from ((char, *match.span()) for char in html.unescape(match.group()))
        position = match.end()
    yield from ((source[i], i, i + 1) for i in range(position, end))


def _untagged(signs: list[Sign]) -> Iterator[Sign]:
    """The characters outside tags; a tag that ends a line is a line break."""
    text = "".join(sign for sign, _, _ in signs)
    position = 0
    for match in TAG.finditer(text):
        yield from signs[position : match.start()]
        if match[2].lower() in BREAKS:
            low, high = signs[match.start()][1], signs[match.end() - 1][2]
            yield "\n", low, high
        position = match.end()
    yield from signs[position:]


class _Text:
    """Paragraphs with an empty line between them, single spaces in them, and their origins."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._origins: list[Origin] = []

    def add(self, sign: str, low: int, high: int) -> None:
        if sign == "\n":
            self._gap = "\n\n"
        elif sign.isspace():
            self._gap = self._gap or " "
        else:
            if self._parts and self._gap:
                self._put(self._gap)
            self._gap = ""
            self._note(low, high)
            self._put(NOT_IN_XML.sub("\ufffd", sign))

    def done(self) -> Embedded | None:
        text = "".join(self._parts)
        return Embedded(text, tuple(self._origins)) if text else None

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _note(self, low: int, high: int) -> None:
        last = self._origins[-1] if self._origins else None
        joins = last is not None and (last.end, last.source_end) == (self._length, low)
        if last is not None and joins and high - low == 1 and _is_plain(last):
            self._origins[-1] = Origin(last.start, last.end + 1, last.source_start, high)
            return
        self._origins.append(Origin(self._length, self._length + 1, low, high))


def _is_plain(origin: Origin) -> bool:
    return origin.end - origin.start == origin.source_end - origin.source_start
