"""The data files behind the finders of numbers, amounts and dates, and patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from memcon.errors import DataError

_REFERENCE = re.compile(r"\{([a-z_]+)\}")
PACKAGE = Path(__file__).parents[2]
_SPACE_OR_CLASS = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]| ")
_ENDING = "\uf8ff"  # sorts behind all letters, so that longer words are tried before
SPACE = r"(?:\s{1,3})"
_WHOLE_WORD = re.compile(r"\w+(?![\w*])")  # of a term: one without a further ending


class WordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Words stay words: "no" and "on" are no truth values, 2016-11-16 is no date object."""


WordLoader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith(("timestamp", "bool")) or (tag.endswith("bool") and letter in "tTfF")
    ]
    for letter, resolvers in WordLoader.yaml_implicit_resolvers.items()
}


@lru_cache(maxsize=64)
def load(*path: str) -> Mapping[str, Any]:
    """The mapping in a data file of the package, such as `load("lang", "en", "dates.yml")`."""
    name = "/".join(path)
    try:
        text = PACKAGE.joinpath(*path).read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{name}: no such data file; a language needs one of this name"
        raise DataError(msg) from error
    try:
        content = yaml.load(text, Loader=WordLoader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        msg = f"{name}: not valid YAML: {' '.join(str(error).split())}"
        raise DataError(msg) from error
    if not isinstance(content, dict):
        msg = f"{name}: expected a mapping at the top, found {type(content).__name__}"
        raise DataError(msg)
    return content


def section(content: Mapping[str, Any], key: str, name: str) -> Any:
    """A part of a data file; the error names file and key where it is missing."""
    if key not in content:
        msg = f"{name}: the key {key!r} is missing"
        raise DataError(msg)
    return content[key]


def alternatives(words: Iterable[str], *, dots: bool = False, endings: bool = False) -> str:
    """A group that matches any of the words, longest first; with `dots`, a stop may follow.

    With `endings` a `*` at the end of a word stands for any ending.

    Words that begin alike are branches of one tree: a text is compared with each letter once, and
    not with each word.
    """
    listed = {str(word).replace("*", _ENDING) if endings else str(word) for word in words}
    return f"(?:{_branches(listed)})".replace(_ENDING, r"\w*") + (r"\.?" if dots else "")


def _branches(words: Collection[str]) -> str:
    """The pattern for any of some words, or what is left of them, the longest first."""
    below: dict[str, list[str]] = {}
    for word in words:
        if word:
            below.setdefault(word[0], []).append(word[1:])
    if len({letter.casefold() for letter in below}) < len(below):
        # "US dollar" and "us": which one is longer, where case does not matter, no tree can tell
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return f"(?:{'|'.join(map(_literal, ordered))})"
    parts = [_literal(letter) + _branches(rest) for letter, rest in sorted(below.items())]
    if not parts:
        return ""
    inner = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{inner})?" if "" in words else inner


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", SPACE)


class Terms:
    """Terms in a pattern, which need be looked for only where a text has one of their words.

    A `*` at the end of a term's word stands for any ending.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        """Compile the terms, which are in lower case."""
        listed = set(terms)
        self.pattern = re.compile(rf"\b{alternatives(listed, endings=True)}\b")
        whole = {term: _WHOLE_WORD.findall(term) for term in listed}
        self._beginnings: dict[str, list[str]] = {}  # of terms, by the longest word of each
        for term, words in whole.items():
            if words:
                beginning = term.partition("*")[0]
                self._beginnings.setdefault(max(words, key=len), []).append(beginning)
        self._words = frozenset(self._beginnings)
        self._stems = tuple(t.split("*")[0].split()[0] for t, words in whole.items() if not words)

    def may_be_in(self, text: str, words: Collection[str]) -> bool:
        """Whether a text, whose words these are, can hold one of the terms."""
        told = self._words.intersection(words)
        if told:
            plain = " ".join(text.split())
            if any(start in plain for word in told for start in self._beginnings[word]):
                return True
        return any(map(text.__contains__, self._stems))


def expand(pattern: str, pieces: Mapping[str, str], *, where: str) -> str:
    """A pattern with each `{piece}` replaced and each space standing for any white space."""

    def piece(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in pieces:
            msg = f"{where}: no piece is called {name!r}; there are {', '.join(sorted(pieces))}"
            raise DataError(msg)
        return _spaced(pieces[name])

    spaced = _spaced(pattern)
    previous = None
    while previous != spaced:
        previous, spaced = spaced, _REFERENCE.sub(piece, spaced)
    return spaced


def _spaced(pattern: str) -> str:
    """The pattern with each space standing for any white space, in a character class for one."""
    return _SPACE_OR_CLASS.sub(
        lambda m: SPACE if m.group() == " " else m.group().replace(" ", r"\s"), pattern
    )


def compile_pattern(pattern: str, *, where: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """The compiled pattern; a faulty one is reported with the place where it stands."""
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        msg = f"{where}: not a valid pattern: {error}"
        raise DataError(msg) from error
