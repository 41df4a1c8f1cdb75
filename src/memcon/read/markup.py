"""Where each piece of a page's text stands in its HTML source.

An HTML parser forgets where text came from. So every run of text between two tags gets a mark
before it is parsed: two characters from planes 15 and 16, which no page uses, that number it. The
marks come through the parser and through whatever chooses the main text, and lead back.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

HIGH, LOW, BASE = 0xF0000, 0x100000, 0xFFF0
MARK = re.compile("([\U000f0000-\U000fffef])([\U00100000-\U0010ffef])")
MARKS = re.compile("[\U000f0000-\U0010ffff]")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ENTITY = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
# As browsers read tags; possessive, so that hostile pages cost no more than their length.
TAG = re.compile(
    r"""<!--(?:>|->|.*?(?:--!?>|\Z))
    |<!\[CDATA\[.*?(?:\]\]>|\Z)
    |<[!?][^>]*+(?:>|\Z)
    |</[a-zA-Z][^>]*+(?:>|\Z)
    |<(?P<name>[a-zA-Z][^\s/>]*+)
      (?:\s++|/|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)?|=)*+>""",
    re.VERBOSE | re.DOTALL,
)
TAG_NAME = re.compile(r"<[a-zA-Z][^\s/>]*+")
ATTRIBUTE = re.compile(
    r"""[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)?"""
)
BLANK_LINES = re.compile(r"\n[ \t\r]*+\n\s*+")
LONG_TAG, MAX_ATTRIBUTES = 2000, 200  # characters, and what no page written by hand or tool has
RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed")
# What a page of frames says to those who see none is the page here.
NO_FRAMES = re.compile(r"\A<(/?)(?:noframes|frameset)(?=[\s/>])[^>]*>", re.IGNORECASE)
RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """`text[start:end]` comes from `source[source_start:source_end]`.

    Where both are equally long, character by character; else as a whole, as for `&amp;`.
    """

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A page whose runs of text are marked, and where each run stands in the source."""

    html: str
    source: str
    runs: tuple[tuple[int, int], ...]

    def origins(self, run: int) -> list[Origin]:
        """How the decoded characters of a run, counted from 0, came from the source."""
        start, end = self.runs[run]
        return list(_decoded(self.source, start, end))


def mark(source: str) -> Marked:
    """A page with its runs of text decoded, marked and written anew; tags stay as they are."""
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    position = 0
    for start, end, raw in _markup(source):
        _add_run(source, position, start, parts, runs)
        parts.append(NO_FRAMES.sub(r"<\1div>", MARKS.sub("", _shortened(raw))))
        position = end
    _add_run(source, position, len(source), parts, runs)
    return Marked("".join(parts), source, tuple(runs))


def _shortened(raw: str) -> str:
    """A tag with no more attributes than `MAX_ATTRIBUTES`: parsers take the square of their number.

    What follows is left out whole, so that the tag stays well formed.
    """
    if len(raw) < LONG_TAG or raw[1] in "!?/":
        return raw
    name = TAG_NAME.match(raw)
    attributes = list(islice(ATTRIBUTE.finditer(raw, name.end()), MAX_ATTRIBUTES)) if name else []
    if len(attributes) < MAX_ATTRIBUTES or not ATTRIBUTE.search(raw, attributes[-1].end()):
        return raw
    return raw[: attributes[-1].end()] + ">"


def split_marks(text: str) -> Iterator[tuple[int, str]]:
    """The runs in a parsed text, each with its number (-1 where it has none)."""
    position, run = 0, -1
    for match in MARK.finditer(text):
        if match.start() > position:
            yield run, text[position : match.start()]
        run = (ord(match[1]) - HIGH) * BASE + ord(match[2]) - LOW
        position = match.end()
    if position < len(text):
        yield run, text[position:]


def unmarked(text: str) -> str:
    """A text without marks."""
    return MARKS.sub("", text)


def _markup(source: str) -> Iterator[tuple[int, int, str]]:
    """Everything that is no text: where it starts and ends, and what stands for it."""
    position = 0
    while (start := source.find("<", position)) >= 0:
        match = TAG.match(source, start)
        if match is None:
            following = source[start + 1 : start + 2]
            if not (following.isalpha() and following.isascii()):
                position = start + 1  # a sign in the text
                continue
            # A tag that is never closed properly: it ends at the next bracket, as far as it goes.
            close = source.find(">", start)
            end = len(source) if close < 0 else close + 1
            yield start, end, ""
            position = end
            continue
        end = match.end()
        name = (match["name"] or "").lower()
        if name in RAW_END:
            closing = RAW_END[name].search(source, end)
            end = closing.start() if closing else len(source)
        yield start, end, source[start:end]
        position = end


def _add_run(
    source: str, start: int, end: int, parts: list[str], runs: list[tuple[int, int]]
) -> None:
    if start == end:
        return
    for blank in BLANK_LINES.finditer(source, start, end):
        if start < blank.end() < end:
            _add_stretch(source, start, blank.end(), parts, runs)
            start = blank.end()
    _add_stretch(source, start, end, parts, runs)


def _add_stretch(
    source: str, start: int, end: int, parts: list[str], runs: list[tuple[int, int]]
) -> None:
    raw = source[start:end]
    if raw.isspace():
        parts.append(raw)
        return
    number = len(runs)
    runs.append((start, end))
    text = "".join(_text_of(source, origin) for origin in _decoded(source, start, end))
    parts.append(chr(HIGH + number // BASE) + chr(LOW + number % BASE))
    parts.append(html.escape(text, quote=False))


def _decoded(source: str, start: int, end: int) -> Iterator[Origin]:
    """A run's stretches, each plain or one entity, with offsets into the decoded run."""
    offset, position = 0, start
    for match in ENTITY.finditer(source, start, end):
        text = html.unescape(match.group())
        if text == match.group():
            continue
        if match.start() > position:
            length = match.start() - position
            yield Origin(offset, offset + length, position, match.start())
            offset += length
        # `&notit;` is `¬` and `it;`: what html leaves over counts to the entity.
        if text:
            yield Origin(offset, offset + len(text), match.start(), match.end())
        offset += len(text)
        position = match.end()
    if position < end:
        yield Origin(offset, offset + end - position, position, end)


def _text_of(source: str, origin: Origin) -> str:
    raw = source[origin.source_start : origin.source_end]
    if raw.startswith("&") and ENTITY.fullmatch(raw):
        raw = html.unescape(raw)
    return NOT_IN_XML.sub("\ufffd", MARKS.sub("\ufffd", raw))
