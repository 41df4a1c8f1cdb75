"""Whom a figure is about: the parties named with a number, else those of its passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from memcon.annotate import Token
from memcon.extract.actors import party_actor
from memcon.extract.amounts import AmountMention
from memcon.extract.lexicon import discourse_words
from memcon.extract.mentions import is_at_gathering
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.direction import Direction
from memcon.extract.records.gapping import gapped_subjects
from memcon.extract.records.tellers import is_spoken_of
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_MEMORY = 3  # sentences of a paragraph that are looked back through for parties


class PartyReader:
    """Finds the parties of figures.

    `words` are the word lists of `lang/<code>/figures.yml`.
    """

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self._context = context
        self._words = words

    def read(
        self,
        view: SentenceView,
        clause: Token,
        head: Token,
        direction: Direction,
        amount: AmountMention | None,
        telling: set[str],
        indicator: str,
    ) -> list[Actor]:
        """The parties that a number is about: those named with it, else those of the passage."""
        codes = [code for code in (direction.reporter, direction.counterpart) if code]
        if codes and self.gapped_giver(view, amount):
            return [party_actor(code) for code in codes]
        if len(codes) < 2:  # noqa: PLR2004 (a relationship has two sides)
            gapped = gapped_subjects(view)
            for token in self._context.grammar.clause_tokens(clause, keep=[head]):
                mention = view.mention(token)
                if mention is None or mention.form == "speaker" or token in gapped:
                    continue
                if mention.form in ("capital", "seat") and token.rel == "compound":
                    continue  # "under the Rabat resolutions"
                if token.case in self._words["example_cases"]:
                    continue  # "what it owes to nations, including France"
                if is_at_gathering(mention, discourse_words(self._context.language)):
                    continue
                codes += [a.party for a in mention.actors if a.party and a.kind != "person"]
        codes = [code for code in codes if code not in telling]
        codes = self._partners(view, head) or list(dict.fromkeys(codes))
        document = self._context.document
        principals = [c for c in view.pair if is_spoken_of(document, view, c, indicator)]
        alone = codes and direction.is_directed and gapped_subjects(view)
        if len(codes) < 2 and set(codes) <= set(principals) and not alone:  # noqa: PLR2004
            codes = [code for code in principals if code not in telling]
        subject = self._context.document.subject
        if len(codes) == 1 and subject not in codes and self._is_with(view, clause, codes[0]):
            codes = [*codes, subject] if subject else codes
        if not codes and not self._is_wanted_of_others(clause):
            codes = self._surrounding(view) or self._of_both(view)
            codes = [c for c in codes if is_spoken_of(document, view, c, indicator)]
        several = max(3, len(self._context.document.declarers))
        return [party_actor(code) for code in codes[:several]]

    def _is_with(self, view: SentenceView, clause: Token, code: str) -> bool:
        """ "Trade with Russia slipped", in a review of one state's trade: with that state."""
        partner = self._words["partner_cases"]
        return any(
            child.case in partner and any(a.party == code for a in view.actors(child))
            for subject in self._context.grammar.subjects(clause)
            for child in subject.all_children("nmod")
        )

    def _partners(self, view: SentenceView, head: Token) -> list[str]:
        """Of "the Chilean ministry said that trade with Peru reached 2 million" the two sides."""
        told = self._context.attribution.said_by(view, self._context.grammar.clause_of(head))
        own = (told.country or told.code) if told is not None else ""
        partner = self._words["partner_cases"]
        things = [head, *self._context.grammar.subjects(self._context.grammar.clause_of(head))]
        near = [t for thing in things for t in thing.all_children("nmod") if t.case in partner]
        code = next((a.party for t in near for a in view.actors(t) if a.party), "")
        return [own, code] if own and code and own != code else []

    @staticmethod
    def without_gapped(view: SentenceView, direction: Direction) -> Direction:
        """ "sent 900 soldiers and Chad 400": Chad has a number of its own."""
        gapped = {a.party for token in gapped_subjects(view) for a in view.actors(token)}
        return replace(direction, counterpart="") if direction.counterpart in gapped else direction

    @staticmethod
    def gapped_giver(view: SentenceView, amount: AmountMention | None) -> str:
        """The party right before a number that has no verb of its own, or ''."""
        if amount is None:
            return ""
        first = next((t for t in view.tokens if t.start >= amount.start), None)
        for token in gapped_subjects(view) if first is not None else ():
            if first is not None and token.index == first.index - 1:
                return next((a.party for a in view.actors(token, coordinated=False) if a.party), "")
        return ""

    def _surrounding(self, view: SentenceView) -> list[str]:
        """Who speaks of a number that names no party, else whom the document is about."""
        if self._context.document.declarers:
            return list(self._context.document.declarers)
        speakers = [m for m in view.mentions.values() if m.form == "speaker"]
        codes = [actor.party for mention in speakers for actor in mention.actors if actor.party]
        return codes[:1] or list(view.pair) or self._of_paragraph(view)

    def _is_wanted_of_others(self, clause: Token) -> bool:
        """ "call upon all to honour their pledge of 3 million": not those who call."""
        above = (up for up in (clause, *clause.ancestors()) if up.is_verb)
        return any(self._context.modality.read(up) is Modality.REQUESTED for up in above)

    def _of_both(self, view: SentenceView) -> list[str]:
        """Those whom a text names most, for what is said to be between the two."""
        mutual = any(t.lemma in self._words["mutual"] for t in view.tokens)
        principals = list(self._context.document.principals[:2])
        return principals if mutual and len(principals) == 2 else []  # noqa: PLR2004 (two sides)

    def _of_paragraph(self, view: SentenceView) -> list[str]:
        """The one or two parties of the nearest sentence before that names any."""
        for other in self._context.document.neighbours(view, before=_MEMORY):
            if other.sentence.block != view.sentence.block:
                break
            actors = [a for m in other.mentions.values() for a in m.actors]
            codes = list(dict.fromkeys(a.party for a in actors if a.party))
            if codes:
                return codes if len(codes) <= 2 else []  # noqa: PLR2004 (two sides)
        return []
