"""When, where and about what: the circumstances of an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.clauses import Grammar
from memcon.extract.dates import DateMention, resolve_relative, shift_future, shift_past
from memcon.extract.gazetteer import Entry
from memcon.extract.lexicon import word_sets
from memcon.extract.modality import Modality, modality_reader
from memcon.extract.sectors import SectorReader
from memcon.extract.siting import Siting
from memcon.extract.telling import Telling, distance
from memcon.extract.view import DocumentView, SentenceView
from memcon.model import edtf

_BELOW_PLAN = ("xcomp", "acl", "advcl")  # how an act hangs on the word that plans it
_TO_COME = (Modality.PLANNED, Modality.PROPOSED)
_PARTICIPLES = ("VBN", "VBD")  # the parser takes "set" for either


class Circumstances(Telling):
    """Dates, places and sectors of predicates of one document."""

    def __init__(self, document: DocumentView, grammar: Grammar, language: str = "en") -> None:
        super().__init__(document, grammar, language)
        words = word_sets(language, "circumstances")
        self._foreseeing = words["foreseeing_verbs"]
        self._foreseen_cases = words["foreseen_cases"]
        self._ahead_cases = words["ahead_cases"]
        self._sites = Siting(grammar, language)
        self.sectors = SectorReader(document, language).read  # of a passage, by its words

    # ------------------------------------------------------------------ when

    def when(
        self,
        view: SentenceView,
        token: Token,
        modality: Modality = Modality.ASSERTED,
        *,
        news: bool = False,
    ) -> str:
        """The EDTF date of an act: its own, else that of its passage.

        With `news`, an asserted act that neither dates has the day of a document that reports news.
        """
        own = self.own_date(view, token, modality)
        if own is not None:
            return own
        return self.told(view, token) if news and modality is Modality.ASSERTED else ""

    def own_date(
        self, view: SentenceView, token: Token, modality: Modality = Modality.ASSERTED
    ) -> str | None:
        """The EDTF date of an act in its own clause, "" where its year is unsure; else None."""
        to_come = modality in _TO_COME
        for mention in self.dates(view, token):
            verb = self._grammar.clause_of(token)
            if to_come and self.is_of_deciding(view, mention, verb):
                continue  # "agreed on Monday to meet"
            # captions have "greets X on Thursday" for what is past: only without an object
            present = self._grammar.is_present(verb) and verb.child("obj") is None
            if (
                present
                and verb.child("attr", "cop") is not None
                and self._document.anchor is not None
            ):
                value = _nearest(mention, self._document.anchor)  # "the visit (4 May) is the first"
            else:
                value = self.value(view, mention, Modality.PLANNED if present else modality)
            if value or mention.unsure:
                return self._finer(view, token, value, modality)
        return None

    def _finer(self, view: SentenceView, token: Token, value: str, modality: Modality) -> str:
        """A date told beside it that lies within: "this year's summit, to be held in May"."""
        if not value or not edtf.is_valid(value) or edtf.precision(value) != "year":
            return value
        outer, own = edtf.bounds(value), self._grammar.clause_of(token)
        below = token if token.is_noun else None
        here = [
            each.mention
            for each in self._dated(view)
            if each.clause is own or (below is not None and each.clause.head is below)
        ]
        for mention in self.dates(view, token):
            told = self.value(view, mention, modality) if mention in here else ""
            if told and told != value and outer.contains(edtf.bounds(told)):
                return told
        return value

    def is_of_deciding(self, view: SentenceView, mention: DateMention, verb: Token) -> bool:
        """Whether a date stands before an act to come, with the verb that says so.

        Or with one after it: "they will hold talks, officials said on Monday".
        """
        words = view.tokens_of(mention.start, mention.end)
        if not words:
            return False
        head = head_of(words)
        upper = self._grammar.clause_of(head)
        if mention.start > verb.start and upper.start < verb.start:
            return False
        return upper is not verb and self._governs(upper, verb)

    def value(self, view: SentenceView, mention: DateMention, modality: Modality) -> str:
        """A date mention as EDTF, moved to the future for what is to come."""
        if mention.unsure:
            mention = replace(mention, edtf=mention.unsure if modality in _TO_COME else "")
        if mention.relative and not mention.edtf:
            context = self._context_date(view, mention, modality)
            return resolve_relative(mention, context).edtf if context else ""
        anchor = self._document.anchor
        if anchor is None:
            return mention.edtf
        if self._is_foreseen(view, mention):
            return self._foreseen(view, mention, anchor)
        planned = modality in _TO_COME or self._is_ahead(view, mention)
        if planned or self._is_of_plan(view, mention):
            if mention.anchor == "context" and mention.precision in ("day", "month"):
                mention = replace(mention, month_only=True)  # its year is only that of another date
            return shift_future(mention, anchor).edtf
        return shift_past(mention, anchor).edtf

    def _foreseen(self, view: SentenceView, mention: DateMention, anchor: date) -> str:
        """The day of a plan: what "is due in May" lies ahead, what "was" may lie either way."""
        verb = self._grammar.clause_of(head_of(view.tokens_of(mention.start, mention.end)))
        ahead = shift_future(mention, anchor).edtf
        if verb.rel != "acl" and self._grammar.is_present(verb):
            return ahead
        return _nearest(mention, anchor)

    def _is_ahead(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a day of the week is one to come: "called a strike for Sunday"."""
        if mention.weekday is None:
            return False
        words = view.tokens_of(mention.start, mention.end)
        return bool(words) and head_of(words).case in self._ahead_cases

    def _is_of_plan(self, view: SentenceView, mention: DateMention) -> bool:
        """ "intends to sign it at the summit in May": a month without a year that lies ahead."""
        words = view.tokens_of(mention.start, mention.end) if mention.month_only else ()
        if not words:
            return False
        verb = self._grammar.clause_of(head_of(words))
        if not verb.is_verb or verb.tag in _PARTICIPLES or verb.rel not in _BELOW_PLAN:
            return False
        return modality_reader(self._language).read(verb) is Modality.PLANNED

    def _is_foreseen(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a date without a year is that of a plan: "a visit scheduled for 20 May"."""
        words = view.tokens_of(mention.start, mention.end) if mention.month_only else ()
        if not words:
            return False
        head = head_of(words)
        verb = head.head
        if verb is None or verb.tag not in _PARTICIPLES or verb.lemma not in self._foreseeing:
            return False
        return head.case in self._foreseen_cases

    def _context_date(self, view: SentenceView, mention: DateMention, modality: Modality) -> str:
        """The last full date before a "the same day"."""
        before = [m for m in view.dates if m.end <= mention.start and m.edtf and m.role == "point"]
        if before:
            return self.value(view, before[-1], modality)
        if view.sentence.entry:
            return view.sentence.entry
        for other in self._document.neighbours(view, before=3):
            dated = [m for m in other.dates if m.edtf and m.role == "point"]
            if dated:
                return dated[-1].edtf
        return ""

    def due(self, view: SentenceView, token: Token) -> str:
        """By when something is to be done: "by 2024", else a date of the future in the clause."""
        for mention in self.dates(view, token, roles=("due",)):
            if mention.edtf:
                return mention.edtf
        inside = {t.index for t in token.subtree()}
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if mention.role == "due" and words and words[0].index in inside and mention.edtf:
                return mention.edtf
        return ""

    # ------------------------------------------------------------------ where, and about what

    def place(self, view: SentenceView, token: Token) -> dict[str, Any]:
        """The place within a country that a phrase or its clause names, or {}."""
        return self._sites.place(view, token)

    def place_entry(self, view: SentenceView, token: Token) -> Entry | None:
        """The reading of a token as a place within a country."""
        return self._sites.place_entry(view, token)

    def place_value(self, view: SentenceView, token: Token) -> dict[str, Any]:
        """The `place` value for a token that names a place."""
        return self._sites.place_value(view, token)


def _nearest(mention: DateMention, anchor: date) -> str:
    """A day without a year as the one that is nearest to another day."""
    ways = (shift_past(mention, anchor).edtf, shift_future(mention, anchor).edtf)
    return min(ways, key=lambda value: distance(value, anchor))
