"""What passages are about: the sectors that their words name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from memcon.extract.lexicon import phrases
from memcon.extract.quantities.knowledge import Terms, alternatives
from memcon.extract.view import DocumentView, SentenceView

_MAX_SECTORS = 4
_GENERAL = "diplomacy"
_WORD = re.compile(r"\w+")
_SEAPORT = re.compile(r"\b(?:Port|Fort|Camp) [A-Z]\w+")  # names of towns say nothing of sectors
_SEAPORTS = ("port ", "fort ", "camp ")
_PASSAGE = 4  # sentences looked back through for what a passage is about


class SectorReader:
    """The sectors of one document's passages."""

    def __init__(self, document: DocumentView, language: str) -> None:
        self._document = document
        self._language = language
        self._told_of: dict[str, list[str]] = {}  # the sectors of the texts asked for
        self._sector_phrases = _sector_phrases(language)
        self._no_sector, self._weak = _sector_words(language)
        self._remits = _remits(language)
        self._named = self._names()

    def _names(self) -> re.Pattern[str] | None:
        """Names of the document's persons that are words of a sector: "Rice", "Tea Banh"."""
        words: set[str] = set()
        for person in self._document.register.persons:
            parts = person.name.split()
            ends = {parts[0], parts[-1]} if len(parts) > 1 else set()
            like = {word for word in ends if _sectors_of(word.lower(), self._language)}
            if like and person.country and person.office:
                words |= like
            elif like and self._document.register.gender(person.name, person.role):
                words |= like - {parts[0]}
        return re.compile(rf"\b{alternatives(sorted(words))}\b") if words else None

    def read(
        self,
        text: str,
        *,
        view: SentenceView | None = None,
        passage: bool = False,
        fallback: str = "",
    ) -> list[str]:
        """The sectors that a passage speaks of, by their words, the most spoken of first.

        Where it names none, and its sentence is given, the one most spoken of in the sentence, or,
        with `passage`, in the paragraph up to there.
        """
        ranked = self._ranked(text)
        if not ranked and view is not None:
            ranked = self._ranked(view.sentence.text)[:1]
            if not ranked and passage:
                ranked = self._ranked(self._before(view))[:1]
        if not ranked and fallback:
            return [fallback]
        return ranked

    def _before(self, view: SentenceView) -> str:
        """The sentences of the paragraph before this one."""
        block = view.sentence.block
        near = self._document.neighbours(view, before=_PASSAGE)
        return " ".join(other.sentence.text for other in near if other.sentence.block == block)

    def _ranked(self, text: str) -> list[str]:
        known = self._told_of.get(text)
        if known is None:
            known = self._told_of[text] = self._rank(text)
        return list(known)

    def _rank(self, text: str) -> list[str]:
        if self._named is not None:
            text = self._named.sub(" ", text)
        text, remits = self._remits.without(text)
        ranked = self._rank_words(text)
        return ranked or self._rank_words(remits) if remits else ranked

    def _rank_words(self, text: str) -> list[str]:
        lowered = text.lower()
        if any(map(lowered.__contains__, _SEAPORTS)):
            lowered = _SEAPORT.sub("", text).lower()
        words = {*_WORD.findall(lowered)}
        if self._no_sector.may_be_in(lowered, words):
            lowered = self._no_sector.pattern.sub(" ", lowered)
            words = {*_WORD.findall(lowered)}
        named = words
        if self._sector_phrases.may_be_in(lowered, words):
            told = {*self._sector_phrases.pattern.findall(lowered)}
            rest = self._sector_phrases.pattern.sub(" ", lowered) if told else lowered
            named = told.union(_WORD.findall(rest))
        counts: Counter[str] = Counter()
        weak: Counter[str] = Counter()
        for word in named:
            if found := _sectors_of(word, self._language):
                (weak if self._weak.fullmatch(word) else counts).update(found)
        counts = counts or weak
        order = [sector for sector, _ in _sector_patterns(self._language) if sector in counts]
        ranked = sorted(order, key=lambda sector: -counts[sector])[:_MAX_SECTORS]
        if len(ranked) > 1 and _GENERAL in ranked:
            ranked.remove(_GENERAL)  # relations in general: only where nothing else is named
        return ranked


class _Remits:
    """What offices and ministries are for, and where something happens: "Minister of Trade"."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        heads = alternatives([*words["remit_heads"], *map(str.capitalize, words["remit_heads"])])
        joins = alternatives(words["remit_joins"])
        run = rf"[A-Z][\w’'-]*(?:(?:,? {joins}|,)? (?:{joins} )?[A-Z][\w’'-]*)*"
        after = rf"\b(?:{run} )?{heads} {alternatives(words['remit_of'])} {run}"
        before = rf"\b{run} {heads}\b"
        halls = rf"\b[A-Z][\w’'-]* {alternatives(map(str.capitalize, words['halls']))}\b"
        venues = alternatives([*words["venues"], *map(str.capitalize, words["venues"])])
        at = rf"\b{alternatives(words['at'])} (?:[\w’'.-]+ ){{0,5}}?{venues}\b"
        self._hints = (*words["remit_heads"], *words["venues"], *words["halls"])
        self._pattern = re.compile(f"{after}|{before}")
        self._venue = re.compile(f"{at}|{halls}")
        self._abroad = re.compile(rf"\b{alternatives(words['abroad'])}\b")

    def without(self, text: str) -> tuple[str, str]:
        """A text without them, and the remits that are not those of relations with others."""
        lowered = text.lower()
        if not any(map(lowered.__contains__, self._hints)):
            return text, ""
        cut = self._pattern.findall(text)
        told = " ".join(each for each in cut if not self._abroad.search(each.lower()))
        return self._venue.sub(" ", self._pattern.sub(" ", text)), told


@lru_cache(maxsize=4)
def _remits(language: str) -> _Remits:
    """What offices and ministries are for, as `sector_words.yml` has their words."""
    return _Remits(phrases(language, "sector_words"))


@lru_cache(maxsize=4)
def _sector_patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A pattern for the words of each sector; a word may belong to several."""
    data: Mapping[str, Iterable[str]] = phrases(language, "sectors")
    return tuple(
        (sector, re.compile(alternatives(words, endings=True))) for sector, words in data.items()
    )


@lru_cache(maxsize=4)
def _sector_phrases(language: str) -> Terms:
    """The terms of all sectors that are no single word."""
    data: Mapping[str, Iterable[str]] = phrases(language, "sectors")
    return Terms(t for words in data.values() for t in words if not _WORD.fullmatch(t.rstrip("*")))


@lru_cache(maxsize=4)
def _sector_words(language: str) -> tuple[Terms, re.Pattern[str]]:
    """The terms that name no sector though a word in them does, and a pattern for weak terms."""
    words = phrases(language, "sector_words")
    return Terms(words["no_sector"]), re.compile(alternatives(words["weak"], endings=True))


@lru_cache(maxsize=10_000)
def _sectors_of(word: str, language: str) -> tuple[str, ...]:
    """The sectors that a word found in a text belongs to."""
    return tuple(
        sector for sector, pattern in _sector_patterns(language) if pattern.fullmatch(word)
    )
