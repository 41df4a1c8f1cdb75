"""Instruments of a list: "the pacts include a treaty", "eight papers, among them a treaty".

What was done to all of them was told before; a list says no more than what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from memcon.annotate import Token
from memcon.extract.candidate import Candidate
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.extract.records.instrument_titles import InstrumentTitles
from memcon.extract.view import SentenceView

_BACK = 2  # sentences back in which what the list is of was told
_NEAR = 6  # words before a verb in which its plural noun stands
_NO_VERBS = ("acl", "acl:relcl", "amod", "compound", "advcl")


class InstrumentLists:
    """Finds of which instruments, told of together before, a list names one."""

    def __init__(self, context: Context, titles: InstrumentTitles) -> None:
        words = phrases(context.language, "undertaking_cases")
        self._context = context
        self._titles = titles
        self._marks = frozenset(words["among_cases"])
        self._pointing = frozenset(words["listing_pronouns"])
        self._being = frozenset(words["being_verbs"])
        self._openers: dict[int, Token | None] = {}  # by the sentence's index

    def whole(
        self, view: SentenceView, token: Token, made: Sequence[Candidate], several: Collection[int]
    ) -> Candidate | None:
        """The instruments that a noun names one of, or None.

        `made` are those found so far, `several` the ids of those told of in the plural.
        """
        opener = self._opener(view)
        if opener is None or token.index <= opener.index:
            return None
        for other in view.tokens[opener.index + 1 : token.index]:
            if other.is_verb and other.rel not in _NO_VERBS:
                return None
        here = view.sentence.index
        for known in reversed(made):
            if here - known.sentence > _BACK:
                break
            if id(known) in several and known.anchor[0] < opener.start:
                return known if len(known.get("parties") or ()) > 1 else None
        return None

    def _opener(self, view: SentenceView) -> Token | None:
        """The word after which a list begins."""
        key = view.sentence.index
        if key not in self._openers:
            found = (token for token in view.tokens if self._opens(view, token))
            self._openers[key] = next(found, None)
        return self._openers[key]

    def _opens(self, view: SentenceView, token: Token) -> bool:
        before = view.tokens[max(token.index - _NEAR, 0) : token.index]
        if token.lower in self._marks or token.text == ";":
            return any(self._is_several(view, each) for each in before)
        if not token.is_verb or not before:
            return False
        if token.lemma in self._being and before[0].lower in self._marks and before[0].index == 0:
            return before[-1].lower in self._pointing or before[-1].pos == "PRON"
        lists = token.lemma in self._being or "LISTS" in self._context.matcher.concepts_of(token)
        if not lists or token.child("aux", "neg") is not None:
            return False
        if before[-1].lower in self._pointing and before[-1].index == 0:
            return True
        return any(self._is_several(view, each) for each in before)

    def _is_several(self, view: SentenceView, token: Token) -> bool:
        """Whether a word names instruments in the plural."""
        if "INSTRUMENT" not in self._context.matcher.concepts_of(token):
            return False
        return token.is_noun and self._titles.is_plural(view, token)
