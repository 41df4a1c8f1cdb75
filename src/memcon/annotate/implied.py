"""Subjects that declarations leave out: "3. WELCOMED the progress made"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml


def with_subject(text: str) -> tuple[str, int]:
    """The text as a parser reads it best, and how many characters were put before it.

    A paragraph that opens with a verb of declaring and no subject gets a pronoun, and its verb
    is written small; any other text comes back as it is. The rest keeps its length, so that
    offsets less the number given are offsets into the text.
    """
    pattern, subject = _pattern()
    found = pattern.match(text)
    if found is None:
        return text, 0
    lead = f"{subject} "
    return f"{lead}{text[: found.end()].lower()}{text[found.end() :]}", len(lead)


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], str]:
    """What opens a paragraph without a subject, and the pronoun to put there."""
    path = files("memcon").joinpath("lang/en/declared.yml")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    verbs, before, after = (_any_of(map(str.upper, data[n])) for n in ("verbs", "before", "after"))
    capitals = rf"(?:{before} )?{verbs}(?: {after})*(?= )"
    plain = _any_of(each.capitalize() for each in data["verbs"] if each not in data["never_plain"])
    phrases = _any_of(each.capitalize() for each in data["phrases"])
    small = rf"(?:{phrases}|{plain}(?= {_any_of(data['objects'])}\b))(?= )"
    return re.compile(f"{capitals}|{small}"), data["subject"]


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return rf"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"
