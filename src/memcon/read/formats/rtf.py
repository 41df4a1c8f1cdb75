"""RTF: paragraphs in order with the numbers that were written into them, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf import striprtf

from memcon.errors import InputError
from memcon.read.formats.base import Draft, Original, Piece, TextBuilder
from memcon.read.formats.properties import known
from memcon.read.metadata import Metadata
from memcon.read.text import ITEM

_FOOTNOTE = re.compile(r"\{(?:\\\*)?\\footnote\b")
_TITLE = re.compile(r"\{\\title\b ?([^{}]*)\}")
_AUTHOR = re.compile(r"\{\\author\b ?([^{}]*)\}")
_NUMBER = re.compile(r"\s*(\(?[\w.]{1,8}[.)]|[•·–-])\t")
_PICTURE = re.compile(r"\{(?:\\\*)?\\(?:shppict|nonshppict|pict|objdata|fontemb|datastore)\b")
_LONGEST = 20_000_000  # characters of a group that is looked for its end


def read(original: Original) -> Iterator[Draft]:
    """The one document in an RTF file. Raises InputError where it is damaged or has no text."""
    data = original.bytes()
    source = data.decode("latin-1")
    source = "".join(part for part, is_picture in _groups(source, _PICTURE) if not is_picture)
    notes = [part for part, is_note in _groups(source, _FOOTNOTE) if is_note]
    try:
        text = _text(source)
        lower = [_text(_FOOTNOTE.sub(r"{\\rtf1 ", note, count=1)) for note in notes]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError) as error:
        message = f"{original.name}: not a sound RTF file ({error}); save it again"
        raise InputError(message) from error
    builder = TextBuilder()
    _add(builder, text)
    for number, note in enumerate(lower, start=1):
        words = " ".join(note.split())
        if words:
            builder.add([Piece(f"[{number}] "), Piece(words)], kind=ITEM)
    if builder.is_empty:
        message = f"{original.name}: no text in it; pictures of text must be recognised (OCR)"
        raise InputError(message)
    told = _properties(source, builder.draft().text)
    yield builder.draft(ranked=(("file properties", told),))


def _text(source: str) -> str:
    """The text of some RTF; a table's cells end in bars."""
    return str(striprtf.rtf_to_text(source, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]


def _add(builder: TextBuilder, text: str) -> None:
    was_row = False
    number = 0
    for line in text.split("\n"):
        words = line.strip()
        if not words:
            continue
        number += 1
        is_row = words.endswith("|") and words.count("|") > 1
        glue = "\n" if is_row and was_row else "\n\n"
        if is_row:
            cells = [cell.strip() for cell in words.rstrip("|").split("|")]
            words = f"| {' | '.join(cells)} |"
        else:
            words = _NUMBER.sub(r"\1 ", words, count=1)
        piece = Piece(words, paragraph=number, element=f"p[{number}]")
        builder.add([piece], kind=ITEM if is_row else "", glue=glue)
        was_row = is_row


def _groups(source: str, opening: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """A source cut up: the groups that begin so, and what lies between them."""
    at = 0
    while match := opening.search(source, at):
        end = _end(source, match.start())
        yield source[at : match.start()], False
        yield source[match.start() : end], True
        at = end
    yield source[at:], False


def _end(source: str, start: int) -> int:
    """Where the group that opens at `start` ends."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(source, start, start + _LONGEST):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return len(source)


def _properties(source: str, text: str) -> Metadata:
    values = []
    for pattern in (_TITLE, _AUTHOR):
        match = pattern.search(source[:100_000])
        values.append(" ".join(_text(f"{{\\rtf1 {match[1]}}}").split()) if match else "")
    return known(title=values[0], author=values[1], language="", text=text)
