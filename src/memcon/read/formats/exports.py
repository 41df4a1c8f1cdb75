"""Text exports of press archives: many articles in one text file, each with its own head.

The signs that they have are data (`exports.yml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from memcon.read.dateline import in_mixed_case
from memcon.read.dates import parse_date
from memcon.read.formats.base import Draft, Piece, TextBuilder, slug
from memcon.read.headers import language_code
from memcon.read.metadata import Metadata
from memcon.read.pagemeta import clean_authors

_HEAD_LINES = 14  # above an article's text, where its publisher and day stand
_LONGEST = 160  # characters of a title


@dataclass(frozen=True, slots=True)
class Shape:
    """How one archive writes its exports."""

    opening: re.Pattern[str] | None  # the line that an article begins with
    closing: re.Pattern[str] | None  # the line that it ends with
    sign: re.Pattern[str]  # what no other text file has
    body: re.Pattern[str] | None  # the line after which the text begins
    end: re.Pattern[str]  # the line with which it ends
    labels: dict[str, str]  # labels of lines, by what they fill


def articles(text: str) -> list[Draft]:
    """The articles in an export; none where a text is no export of two or more."""
    for shape in _shapes():
        if not shape.sign.search(text[:200_000]):
            continue
        parts = [part for part in _parts(text, shape) if text[part[0] : part[1]].strip()]
        found = [_article(text, start, end, shape) for start, end in parts]
        kept = [draft for draft in found if draft is not None]
        if len(kept) > 1:
            return kept
    return []


@cache
def _shapes() -> tuple[Shape, ...]:
    source = files("memcon").joinpath("read", "formats", "exports.yml")
    found = yaml.safe_load(source.read_text(encoding="utf-8"))
    return tuple(
        Shape(
            opening=_pattern(entry.get("opening")),
            closing=_pattern(entry.get("closing")),
            sign=re.compile(entry["sign"], re.MULTILINE),
            body=_pattern(entry.get("body")),
            end=re.compile(entry["end"], re.MULTILINE | re.IGNORECASE),
            labels=entry["labels"],
        )
        for entry in found["exports"]
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text, re.MULTILINE) if text else None


def _parts(text: str, shape: Shape) -> Iterator[tuple[int, int]]:
    """Where each article stands in the text."""
    if shape.opening is not None:
        starts = [match.end() for match in shape.opening.finditer(text)]
        ends = [match.start() for match in shape.opening.finditer(text)][1:]
        yield from zip(starts, [*ends, len(text)], strict=True)
        return
    assert shape.closing is not None  # noqa: S101 (one of them is there)
    start = 0
    for match in shape.closing.finditer(text):
        yield start, match.start()
        start = match.end()


def _article(text: str, start: int, end: int, shape: Shape) -> Draft | None:
    lines = _lines(text, start, end)
    values = _labelled(lines, shape)
    begin, stop = _span(text, lines, shape, end)
    if begin >= stop or not text[begin:stop].strip():
        return None
    head = [line.strip() for at, line in lines if at < begin and line.strip()]
    free = [line for line in head if not _is_labelled(line, shape)][:_HEAD_LINES]
    day = next((day for line in free if (day := parse_date(line))), None)
    names = [line for line in free if parse_date(line) is None and len(line) <= _LONGEST]
    is_titled = shape.body is not None  # newer exports begin with the title
    title = values.get("title") or (names[0] if is_titled and names else "")
    publisher = next((line for line in names if line != title), "")
    if not title:
        title = next((line for line in reversed(names) if line != publisher), "")
    builder = TextBuilder()
    for at, paragraph in _paragraphs(text, begin, stop):
        builder.add([Piece(paragraph, element="text", at=at)])
    known = Metadata(
        title=title,
        publisher=publisher,
        date=day or parse_date(values.get("date", "")),
        author=clean_authors(values.get("author", "")),
        place=in_mixed_case(values.get("place", "")),
        language=language_code(values.get("language", "")),
    )
    key = slug(f"{known.date or ''} {publisher} {title}") or "article"
    data = text[start:end].encode("utf-8", "replace")
    return builder.draft(ranked=(("export", known),), key=key, data=data)


def _lines(text: str, start: int, end: int) -> list[tuple[int, str]]:
    found = []
    for line in text[start:end].split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return found


def _is_labelled(line: str, shape: Shape) -> bool:
    return line.partition(":")[0].strip().lower() in shape.labels


def _labelled(lines: Sequence[tuple[int, str]], shape: Shape) -> dict[str, str]:
    """What the lines with a label say."""
    values: dict[str, str] = {}
    for _, line in lines:
        label, colon, value = line.partition(":")
        name = shape.labels.get(label.strip().lower()) if colon else None
        if name and name != "other" and value.strip():
            values.setdefault(name, " ".join(value.split()))
    return values


def _span(text: str, lines: Sequence[tuple[int, str]], shape: Shape, end: int) -> tuple[int, int]:
    """Where the text of an article begins and ends."""
    start = lines[0][0]
    if shape.body is not None:
        match = shape.body.search(text, start, end)
        begin = match.end() if match else end
        stop = shape.end.search(text, begin, end)
    else:
        stop = shape.end.search(text, start, end)
        last = stop.start() if stop else end
        head = [at + len(line) for at, line in lines if at < last and _is_labelled(line, shape)]
        begin = max(head, default=end)
    return begin, stop.start() if stop else end


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, with where each begins."""
    for match in re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*").finditer(text, start, end):
        yield match.start(), match.group()
