"""Parsed sentences → a document view: parties, persons, references, dates, amounts, speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from memcon.annotate import Sentence
from memcon.extract.amounts import (
    AmountMention,
    ChangeMention,
    OrdinalMention,
    find_amounts,
    find_changes,
    find_ordinals,
)
from memcon.extract.attribution import Attribution
from memcon.extract.clauses import Grammar
from memcon.extract.dates import DateMention, find_dates
from memcon.extract.discourse import Discourse
from memcon.extract.gazetteer import agent_sectors, load_gazetteer
from memcon.extract.lexicon import discourse_words
from memcon.extract.mentions import MentionFinder, mark
from memcon.extract.offices import load_holders, load_titles
from memcon.extract.people import Marked, NameFinder, Register
from memcon.extract.view import DocumentView, SentenceView, count_parties
from memcon.model.document import Document

_M = TypeVar("_M", DateMention, AmountMention, ChangeMention, OrdinalMention)
_CIRCLE_SHARE = {2: 0.6, 3: 0.7}  # of all mentions, for a text to be about two or three parties
_LESSER_SHARE = 0.15  # and the second of them at least this


class DocumentReader:
    """Builds the view of a document that the extractors work on."""

    def __init__(self, language: str = "en") -> None:
        self._language = language
        self._words = discourse_words(language)
        self._gazetteer = load_gazetteer(language)
        self._titles = load_titles(language)
        self._agents: Mapping[str, str] = agent_sectors(language)
        self._names = NameFinder(self._words)
        self.grammar = Grammar(language)
        self.attribution = Attribution(self.grammar, language)

    def read(self, document: Document, sentences: Sequence[Sentence]) -> DocumentView:
        """The view of a parsed document."""
        year = document.date.year if document.date else None
        marked = [
            mark(each, self._gazetteer, self._titles, context=document.text, year=year)
            for each in sentences
        ]
        dates = self._dates(sentences, document.date)
        for each, found in zip(marked, dates, strict=True):
            each.dated = frozenset(
                t.index for m in found for t in each.sentence.between(m.start, m.end)
            )
        home = self._home(document)
        register = self._persons(marked, document.date, home)
        finder = MentionFinder(self._words, self._agents)
        views = []
        for each, found in zip(marked, dates, strict=True):
            view = SentenceView(each.sentence, each, dates=found)
            view.mentions = {m.head.index: m for m in finder.find(each)}
            views.append(view)
        principals, circle = _principals(views)
        document_view = DocumentView(document, views, register, principals, home)
        discourse = Discourse(self._words, register, principals[:circle])
        for view in views:
            discourse.read(view)
        self._values(document_view)
        self.attribution.spread(document_view)
        return document_view

    def _home(self, document: Document) -> str:
        """The state that the dateline's place lies in."""
        for hit in self._gazetteer.scan(document.place) if document.place else ():
            for entry in hit.entries:
                if entry.country or entry.kind == "state":
                    return entry.country or entry.code
        return ""

    def _persons(self, marked: Sequence[Marked], on: date | None, home: str) -> Register:
        """The persons of the document; those named first by surname are found at second sight."""
        register = Register(load_holders(), on)
        for each in marked:
            each.names = self._names.find(each)
            for run in each.names:
                run.person = register.add(run)
        for each in marked:
            for run in each.names:
                if run.person is None:
                    run.person = register.recall(run)
            each.names = [run for run in each.names if run.person is not None]
        register.complete(home)
        return register

    def _dates(
        self, sentences: Sequence[Sentence], anchor: date | None
    ) -> list[list[DateMention]]:
        """The dates of every sentence; a year told in a paragraph holds for its later dates."""
        found: list[list[DateMention]] = []
        year: int | None = None
        block = -1
        for sentence in sentences:
            if sentence.block != block:
                block, year = sentence.block, None
            dates = find_dates(
                sentence.text, anchor=anchor, language=self._language, context_year=year
            )
            explicit = [m for m in dates if m.anchor == "explicit" and m.edtf[:4].isdigit()]
            if explicit:
                year = int(explicit[-1].edtf[:4])
            found.append(_moved(dates, sentence.start))
        return found

    def _values(self, view: DocumentView) -> None:
        """Amounts, changes and ordinals of every sentence, with document offsets."""
        for each in view.sentences:
            text, offset = each.sentence.text, each.sentence.start
            taken = [(m.start - offset, m.end - offset) for m in each.dates]
            amounts = [
                amount
                for amount in find_amounts(
                    text, language=self._language, country=view.home, exclude=taken
                )
                if amount.unit not in self._words.party_nouns
            ]
            changes = find_changes(text, amounts=amounts, language=self._language)
            each.changes = _moved(changes, offset)
            each.amounts = _moved(amounts, offset)
            each.ordinals = _moved(find_ordinals(text, language=self._language), offset)


def _moved(mentions: Sequence[_M], offset: int) -> list[_M]:
    """Mentions of a sentence with offsets into the document."""
    return [replace(m, start=m.start + offset, end=m.end + offset) for m in mentions]


def _principals(views: Sequence[SentenceView]) -> tuple[tuple[str, ...], int]:
    """The parties that a text is about, the most named first, and how many of them are its circle.

    The circle is the two or three parties that have most of all mentions; 0 where there is none.
    """
    counts = count_parties(views)
    ranked = [code for code, _ in counts.most_common(4)]
    total = sum(counts.values())
    for size in (2, 3):
        if len(ranked) < size:
            break
        share = sum(counts[code] for code in ranked[:size])
        least = counts[ranked[size - 1]]
        following = counts[ranked[size]] if len(ranked) > size else 0
        if share >= _CIRCLE_SHARE[size] * total and least >= _LESSER_SHARE * total:
            if least > following:
                return tuple(ranked), size
    return tuple(ranked), 0
