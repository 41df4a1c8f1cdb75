"""Header lines and front matter at the top of a text file: metadata, not body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from memcon.errors import InputError
from memcon.read.dateline import find_date_line, split_date_line
from memcon.read.dates import is_date_attempt, parse_date
from memcon.read.metadata import Metadata
from memcon.read.paragraphs import Line, is_prose
from memcon.read.words import header_words

# `Label: value`, also as **Label:** value, - Label: value, with a full-width colon.
HEADER = re.compile(
    r"[-*#>\s]{0,4}(?P<label>[^\W\d_][\w .'/-]{0,30}?)\s*(?:\*\*)?[:\uff1a](?:\*\*)?"
    r"(?:\s+|$|(?<=\uff1a))(?P<value>.*)"
)
FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
ZONE = 15  # header lines stand among the first so many lines


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a file says, and which of its lines are no body text."""

    values: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()  # of the lines passed over, from 1
    lines: Mapping[str, int] = field(default_factory=dict)  # where each value stands


def front_matter(text: str) -> tuple[Header, int]:
    """Metadata from YAML front matter, and where the text after it starts (0 without any)."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return Header(), 0
    try:
        data = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError):
        return Header(), 0
    if not isinstance(data, dict):
        return Header(), 0
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key, value in data.items():
        name = header_words().labels.get(str(key).lower().replace("_", " ").replace("-", " "))
        if name and name != "other" and value is not None and name not in values:
            values[name] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            lines[name] = _line_of(str(key), text)
    return Header(values, lines=lines), match.end()


def header_lines(lines: Sequence[Line]) -> Header:
    """Metadata from the `Label: value` lines at the top of a text."""
    values: dict[str, str] = {}
    where: dict[str, int] = {}
    numbers: set[int] = set()
    weak: list[Line] = []
    pending = ""
    for line in lines[:ZONE]:
        name, value, is_weak = _label(line.text)
        if pending and not name:
            values[pending], where[pending] = line.text, line.number
            numbers.add(line.number)
            pending = ""
            continue
        if not name:
            if is_prose(line.text):
                break
            continue
        if is_weak:
            weak.append(line)
            continue
        numbers.add(line.number)
        pending = name if not value and name != "other" else ""
        if value and name != "other" and name not in values:
            values[name], where[name] = value, line.number
    return _with_weak(Header(values, frozenset(numbers), where), weak)


def _with_weak(header: Header, weak: Sequence[Line]) -> Header:
    """Count lines with a weak label only where they stand next to a header line that counts."""
    values, where, numbers = dict(header.values), dict(header.lines), set(header.numbers)
    for line in sorted(
        weak, key=lambda item: min((abs(item.number - n) for n in numbers), default=0)
    ):
        if not numbers & {line.number - 1, line.number + 1}:
            continue
        name, value, _ = _label(line.text)
        numbers.add(line.number)
        if value and name != "other" and name not in values:
            values[name], where[name] = value, line.number
    return Header(values, frozenset(numbers), where)


def _label(text: str) -> tuple[str, str, bool]:
    match = HEADER.match(text)
    if match is None:
        return "", "", False
    words = header_words()
    label = " ".join(match["label"].lower().split())
    value = match["value"].strip().strip("*").strip()
    return words.labels.get(label, ""), value, label in words.weak_labels


def to_metadata(header: Header, *, name: str) -> Metadata:
    """The header's values as Metadata; a date that is none is its `problem`."""
    values = header.values
    text, problem = values.get("date", ""), ""
    day = parse_date(text)
    if text and day is None and not is_date_attempt(text):
        where = f"{name} line {header.lines.get('date', 1)}"
        problem = f"{where}: '{text}' is no date; write YYYY-MM-DD, or use --date or metadata.csv"
    changed = values.get("updated", "")
    if day is None and changed:
        # One line may give both, the day of change first.
        line = find_date_line([part for part in split_date_line(changed) if part != changed])
        day = line.date if line is not None and line.is_labelled else None
    return Metadata(
        title=values.get("title", ""),
        publisher=values.get("publisher", ""),
        date=day,
        modified=parse_date(changed) if changed else None,
        language=language_code(values.get("language", "")),
        author=values.get("author", ""),
        url=values.get("url", ""),
        problem="" if day is not None else problem,
    )


def language_code(text: str) -> str:
    """The ISO 639-1 code in a language tag (`en-GB`) or for a language's name; "" for neither."""
    tag = re.split(r"[-_]", text.strip().lower(), maxsplit=1)[0]
    if re.fullmatch(r"[a-z]{2}", tag):
        return tag
    return header_words().languages.get(text.strip().lower(), "")


def raise_problem(metadata: Metadata) -> None:
    """Raise InputError where a source of metadata has a fault."""
    if metadata.problem:
        raise InputError(metadata.problem)


def _line_of(key: str, text: str) -> int:
    return next((n for n, line in enumerate(text.split("\n"), 1) if line.startswith(key)), 1)
