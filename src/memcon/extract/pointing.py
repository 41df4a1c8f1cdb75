"""How a noun points: to something known, to how many, and whether to anybody at all."""

from __future__ import annotations

from memcon.annotate import Token
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.offices import Title
from memcon.extract.view import SentenceView

GENERAL = ("leader", "minister", "official")  # offices that stand for several
_OFFICIAL = ("GOV", "MIL", "LEG", "JUD", "")
_PLURALS = ("NNS", "NNPS")
_REGIONS = ("NORP", "LOC", "GPE")  # the parser's kinds of peoples and places
_NARROWING = ("nmod", "acl", "acl:relcl", "advmod", "amod")
_DETERMINERS = ("det", "nummod", "cc", "amod", "predet")


class Pointing:
    """Reads determiners, numbers and owners of nouns."""

    def __init__(self, words: DiscourseWords) -> None:
        self._words = words

    def number(self, token: Token) -> int:
        """How many a noun points to: "both", "the two", "our two"; not "two" of any kind."""
        for child in token.children:
            if child.index > token.index:
                continue
            word = child.lower
            if child.rel == "nummod" and word in self._words.numbers:
                pointed = self.is_definite(token) or token.child("nmod:poss") is not None
                return self._words.numbers[word] if pointed or not child.index else 0
            if child.rel in _DETERMINERS and word in self._words.dual_determiners:
                return 2
        return 0

    def is_new(self, token: Token) -> bool:
        """Whether some people are only counted: "two men", not "the two men" nor "both"."""
        first = min((c for c in token.children if c.index < token.index), key=lambda c: c.index)
        return first.rel == "nummod" and not self.is_definite(token)

    def is_plural_definite(self, token: Token) -> bool:
        """Whether it is "the ministers", of whatever number."""
        return token.tag == "NNS" and self.is_definite(token)

    def is_definite(self, token: Token) -> bool:
        """Whether an article or a "this" points to something known."""
        return any(
            child.rel == "det"
            and child.index < token.index
            and child.lower in self._words.definite_articles
            for child in token.children
        )

    def is_definite_or_bare(self, token: Token) -> bool:
        """Whether it is no new one: "the minister", "Minister"; not "a minister"."""
        return self.is_definite(token) or token.child("det", "nmod:poss") is None

    def has_owner(self, view: SentenceView, token: Token, *, placed: bool = True) -> bool:
        """Whether a noun is called after somebody; where not `placed`, what it is in is nobody."""
        return any(
            child.rel in ("amod", "compound", "nmod:poss", "nmod")
            and view.mention(child) is not None
            and (placed or child.case not in self._words.scene_cases)
            for child in token.children
        )

    def is_narrowed(self, token: Token) -> bool:
        """Whether a word tells which ones are meant: "the Gulf states", "the countries of Asia"."""
        narrowing = token.child(*_NARROWING)
        told = narrowing is not None and narrowing.rel == "amod" and narrowing.text.islower()
        if told and token.lemma in self._words.steady_nouns:
            narrowing = None  # "the warring neighbours"
        if not self.number(token) and narrowing is not None:
            return True
        return any(
            child.index < token.index
            and (
                (child.rel == "compound" and child.pos == "PROPN")
                or (child.rel == "amod" and child.lemma in self._words.further)
            )
            for child in token.children
        )

    def is_anybodys(self, view: SentenceView, token: Token, title: Title) -> bool:
        """Whether no certain ones are meant: "reporters", "30 advisers", "African leaders"."""
        if self._is_of_kind(view, token, title):
            return True
        if self.is_definite(token):
            return False
        if token.child("det") is not None and not self.number(token):
            return True  # "some ministers"
        if title.office in self._words.loose_offices and token.child("nmod:poss") is None:
            return token.child("amod", "nmod") is None  # "Diplomats hinted"
        return title.sector not in _OFFICIAL or token.child("nummod") is not None

    def _is_of_kind(self, view: SentenceView, token: Token, title: Title) -> bool:
        """Whether a word tells which kind of them is meant: of a region, or any ones."""
        pointed = self.is_definite(token)
        general = title.office in GENERAL  # "world leaders" are a title, too
        return any(
            child.rel in ("amod", "compound")
            and child.index < token.index
            and (general or view.marked.titles[child.index] is None)
            and (not pointed or child.entity in _REGIONS)
            for child in token.children
        )

    def is_of_others(self, token: Token) -> bool:
        """ "the leaders of the 30 allies": of many, who are not those spoken of."""
        owners = (c for c in token.all_children("nmod") if c.case in self._words.owning_cases)
        return any(
            owner.tag in _PLURALS
            and (
                owner.lemma not in self._words.party_nouns
                or (owner.child("nummod") is not None and not self.number(owner))
            )
            for owner in owners
        )

    def start(self, token: Token) -> int:
        """The first character of a noun with what stands before it: "the two countries"."""
        return min([token.start, *(c.start for c in token.children if c.rel in _DETERMINERS)])
