"""Whether a name means what it can mean, by the words around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.extract.gazetteer_entries import Entry

if TYPE_CHECKING:
    from memcon.extract.gazetteer_data import Knowledge

_NEAR = 80  # characters on either side in which a word speaks against a reading
_FAR = 300  # and in which one speaks for it
_BEFORE = 60  # characters before a name in which `previous` is sought
_SENTENCE_END = ".!?:\u2026\"'(\u2022\n"
_CLOSING = ".!?:;,)\n"  # the empty end of a text included: it is in every string
_NAME_FOLLOWS = re.compile(r" [A-Z][a-z]")
_WORD_BEFORE = re.compile(r"(?<![\w.'-])([A-Z]\w*[a-z]\w*) $")
_PRICE_BEFORE = re.compile(r"[$\u20ac\u00a3\u00a5] ?\d[\d.,]*(?: ?[a-z]+)? \($")
_FORMS_OF_SURNAMES = frozenset({"name", "capital", "place", "alias"})
# Letters that Unicode does not decompose, and punctuation of one length
_SINGLE = {
    **dict(zip("\u00f8\u00d8\u0111\u0110\u0142\u0141\u0131\u0127\u0126", "oOdDlLihH", strict=True)),
    **dict.fromkeys("\u2019\u2018\u02bc\u02bb\u0060\u00b4\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
}


class _Folding(dict[int, str]):
    """A table for `str.translate` that fills itself: every character stays one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace():
            folded = " "
        else:
            base = unicodedata.normalize("NFD", character)[0]
            folded = base if base.isascii() else character
        self[code] = folded
        return folded


_FOLDING = _Folding({ord(a): b for a, b in _SINGLE.items()})


def fold(text: str) -> str:
    """The text without diacritics, with plain quotes, hyphens and spaces, of the same length."""
    if text.isascii():
        return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return text.translate(_FOLDING)


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words around a term say about it (`ambiguous` in `lang/<code>/names.yml`)."""

    code: str
    cues: Mapping[str, re.Pattern[str]]
    following: re.Pattern[str] | None = None
    previous: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    only_near: re.Pattern[str] | None = None
    initial: re.Pattern[str] | None = None
    is_given_name: bool = False

    def speaks_against(self, text: str, start: int, end: int) -> bool:
        """Whether the term at that place is something else."""
        if self.following is not None and self.following.match(text, end):
            return True
        if self.previous is not None:
            before = text[max(0, start - _BEFORE) : start]
            if self.previous.search(before):
                return True
        if self.near is not None and self.near.search(_window(text, start, end, _NEAR)):
            return True
        if self.only_near is not None and not self.only_near.search(
            _window(text, start, end, _FAR)
        ):
            return True
        if self.is_given_name and _NAME_FOLLOWS.match(text, end):
            return True
        return (
            self.initial is not None
            and _begins_sentence(text, start)
            and not self.initial.match(text, end)
        )

    def chosen(self, context: str) -> str:
        """The code that the words of the context decide for."""
        if self.cues[self.code].search(context):
            return self.code
        others = [code for code, cue in self.cues.items() if cue.search(context)]
        return others[0] if others else self.code


class Surroundings:
    """Decides which readings of a name its surroundings leave."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._rules = knowledge.rules
        self._prefixes = frozenset(knowledge.blocking_prefixes)
        self._suffixes = frozenset(knowledge.blocking_suffixes)
        self._given_names = frozenset(map(fold, knowledge.given_names))
        self._before_language = before(knowledge.before_languages)
        self._after_language = after(knowledge.after_languages)
        self._before_places = frozenset(map(fold, knowledge.before_places))
        self._before_places |= {fold(e.term).rpartition(" ")[2] for e in knowledge.entries}

    def readings(
        self, text: str, start: int, end: int, entries: tuple[Entry, ...], context: str
    ) -> tuple[Entry, ...]:
        """The entries that the surroundings leave standing."""
        if self._is_blocked(text, start, end) or self._is_language(text, start, end, entries):
            return ()
        if text[end : end + 1] == ")" and _PRICE_BEFORE.search(text[max(0, start - 24) : start]):
            return ()  # "for $5 billion (U.S.)"
        if self._follows_given_name(text, start):
            entries = tuple(e for e in entries if e.form not in _FORMS_OF_SURNAMES)
        elif entries[0].kind == "place" and self._is_surname(text, start):
            return ()
        if not entries:
            return ()
        rule = self._rules.get(fold(entries[0].term))
        if rule is None:
            return entries
        if rule.speaks_against(text, start, end):
            entries = tuple(e for e in entries if rule.code not in ("", e.code, e.country))
        if rule.cues:
            chosen = rule.chosen(context)
            entries = tuple(e for e in entries if e.code == chosen or e.code not in rule.cues)
        return entries

    def _is_blocked(self, text: str, start: int, end: int) -> bool:
        """Whether a hyphen joins it to a word that makes it no party: "non-", "-born"."""
        if start and text[start - 1] == "-":
            word = re.search(r"\w*$", text[max(0, start - 16) : start - 1])
            if word is not None and word[0].lower() in self._prefixes:
                return True
        if text[end : end + 1] == "-":
            word = re.match(r"\w*", text[end + 1 : end + 16])
            return word is not None and word[0].lower() in self._suffixes
        return False

    def _is_language(self, text: str, start: int, end: int, entries: tuple[Entry, ...]) -> bool:
        """Whether an adjective without a noun is a language: "teachers of French", "in Polish"."""
        closed = text[end : end + 1] in _CLOSING or self._after_language.match(text, end)
        if entries[0].form != "adjective" or not closed:
            return False
        return self._before_language.search(text[max(0, start - _BEFORE) : start]) is not None

    def _follows_given_name(self, text: str, start: int) -> bool:
        if text[start - 1 : start] != " ":
            return False
        *others, word = text[max(0, start - 24) : start - 1].split(" ")
        if others and len(word) == len("J.") and word[1] == ".":
            word = others[-1]
        return word in self._given_names

    def _is_surname(self, text: str, start: int) -> bool:
        """Whether a capitalised word precedes that is no name or usual before a place."""
        before = text[max(0, start - 24) : start]
        word = _WORD_BEFORE.search(before)
        return word is not None and word[1] not in self._before_places


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, each from its beginning."""
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(fold(word)) for word in words) + ")")


def after(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, following; those that begin with punctuation join on."""
    parts = [
        re.escape(word) if _joins_on(word[0]) else f" {re.escape(word)}"
        for word in map(fold, words)
    ]
    return re.compile("(?:" + "|".join(parts) + r")(?!\w)")


def before(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, preceding; those that end with a hyphen join on."""
    parts = [
        re.escape(word) if word.endswith("-") else f"{re.escape(word)} "
        for word in map(fold, words)
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + ")$")


def _joins_on(character: str) -> bool:
    return character in "-,'"


def _window(text: str, start: int, end: int, size: int) -> str:
    return f"{text[max(0, start - size) : start]}\0{text[end : end + size]}"


def _begins_sentence(text: str, start: int) -> bool:
    while start and text[start - 1] == " ":
        start -= 1
    return not start or text[start - 1] in _SENTENCE_END
