"""Tokens and sentences with Universal Dependencies relations.

Two deviations from UD, both for the sake of rules that read alike in all languages: a copula keeps
its place as the head of its clause and its complement hangs on it as `attr`; all conjuncts hang on
the first one, as in UD, but a preposition's words are also joined in `Token.case`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from operator import attrgetter
from sys import intern

_VERBAL = ("VERB", "AUX")
_AUXILIARY = ("aux", "aux:pass")


@dataclass(slots=True, eq=False)
class Token:
    """A word: offsets are into the document's text; `rel` is the relation to `head`."""

    index: int
    text: str
    lemma: str
    pos: str  # universal part of speech
    tag: str  # the parser's fine part of speech
    start: int
    end: int
    entity: str = ""  # the parser's entity type, if any
    rel: str = "dep"
    head: Token | None = None
    case: str = ""  # the preposition(s) that mark it, joined by "_"
    children: list[Token] = field(default_factory=list)
    lower: str = ""  # the text in lower case
    clauses: dict[frozenset[int], list[Token]] | None = None  # the words of its clause, once read
    agents: tuple[Token, ...] | None = None  # who does what it says, once read
    patients: tuple[Token, ...] | None = None  # whom or what it is done to, once read
    below: tuple[Token, ...] = ()  # its subtree, once asked for
    modality: str = ""  # how the clause presents it, once a later step has read that

    def __post_init__(self) -> None:
        self.lower = intern(self.text.lower())  # looked up many times

    def child(self, *rels: str) -> Token | None:
        """The first child in one of these relations."""
        for token in self.children:
            if token.rel in rels:
                return token
        return None

    def all_children(self, *rels: str) -> list[Token]:
        """The children in one of these relations, in text order."""
        found = []
        for token in self.children:  # asked some thousand times a page: no comprehension
            if token.rel in rels:
                found.append(token)  # noqa: PERF401
        return found

    def subtree(self) -> Sequence[Token]:
        """The token and all below it, in text order."""
        if not self.below:
            found = [self]
            for token in found:  # grows as it goes
                found += token.children
            if len(found) > 1:
                found.sort(key=_index)
            self.below = tuple(found)
        return self.below

    def forget(self) -> None:
        """Let what is known of its subtree, and of those that it is in, be looked up anew."""
        self.below = ()
        for token in self.ancestors():
            token.below = ()

    @property
    def is_implied(self) -> bool:
        """Whether the text leaves the word out: it was put in for the parser and has no width."""
        return self.start == self.end

    @property
    def first(self) -> Token:
        """The first word of its phrase."""
        return self.subtree()[0]

    @property
    def last(self) -> Token:
        """The last word of its phrase."""
        return self.subtree()[-1]

    def ancestors(self) -> Iterator[Token]:
        """The heads above it, nearest first."""
        token = self.head
        while token is not None:
            yield token
            token = token.head

    def conjuncts(self) -> list[Token]:
        """The token and, if it is the first of a coordination, the others."""
        found = [self]
        for token in self.children:
            if token.rel == "conj":
                found.append(token)  # noqa: PERF401 (as above)
        return found

    @property
    def is_verb(self) -> bool:
        """Whether it heads a verbal clause (a copula included, an auxiliary not)."""
        return self.pos in _VERBAL and self.rel not in _AUXILIARY

    @property
    def is_noun(self) -> bool:
        """Whether it is a common or proper noun."""
        return self.pos in ("NOUN", "PROPN")

    def __repr__(self) -> str:
        return f"<{self.index} {self.text} {self.rel}>"


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: its tokens, its offsets in the document, and where it stands."""

    tokens: list[Token]
    start: int
    end: int
    text: str
    block: int  # index of the block that it is in
    kind: str = "paragraph"  # of the block
    index: int = 0  # in the document
    entry: str = ""  # the date (EDTF) of the entry of a chronology that it is in
    starts: list[int] = field(default_factory=list)  # of its tokens, once asked for
    known_terms: frozenset[str] = frozenset()  # once asked for
    known_verbs: list[Token] | None = None  # once asked for
    known_rels: frozenset[str] = frozenset()  # once asked for
    known_cases: frozenset[str] | None = None  # once asked for

    @property
    def root(self) -> Token:
        """The token without a head."""
        return next((token for token in self.tokens if token.head is None), self.tokens[0])

    @property
    def terms(self) -> frozenset[str]:
        """The lemmas of its words, and each two in a row with a space between."""
        if not self.known_terms:
            lemmas = [token.lemma for token in self.tokens]
            pairs = map(" ".join, pairwise(lemmas))
            self.known_terms = frozenset(chain(lemmas, pairs))
        return self.known_terms

    @property
    def verbs(self) -> list[Token]:
        """Its verbs, copulas included and auxiliaries not, in text order."""
        if self.known_verbs is None:
            self.known_verbs = [token for token in self.tokens if token.is_verb]
        return self.known_verbs

    @property
    def rels(self) -> frozenset[str]:
        """The relations that its words stand in."""
        if not self.known_rels:
            self.known_rels = frozenset([token.rel for token in self.tokens])
        return self.known_rels

    @property
    def cases(self) -> frozenset[str]:
        """The prepositions that mark its words, as in `Token.case`."""
        if self.known_cases is None:
            self.known_cases = frozenset([token.case for token in self.tokens])
        return self.known_cases

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that lie, at least in part, in `[start, end)`."""
        if not self.starts:
            self.starts = [token.start for token in self.tokens]
        low = max(bisect_right(self.starts, start) - 1, 0)
        high = bisect_left(self.starts, end)
        if low < high and self.tokens[low].end <= start:
            low += 1  # only the first can end before: all others begin later
        return self.tokens[low:high]


_index = attrgetter("index")


def head_of(tokens: list[Token]) -> Token:
    """The token of a span whose head lies outside it (the last such one)."""
    if len(tokens) == 1:
        return tokens[0]
    inside = {token.index for token in tokens}
    for token in reversed(tokens):
        if token.head is None or token.head.index not in inside:
            return token
    return tokens[-1]
