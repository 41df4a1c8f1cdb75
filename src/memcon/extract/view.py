"""A document as the extractors see it: sentences with parties, persons, dates and amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from memcon.annotate import Sentence, Token
from memcon.extract.amounts import AmountMention, ChangeMention, OrdinalMention
from memcon.extract.dates import DateMention
from memcon.extract.lexicon import ConceptHit
from memcon.extract.mentions import Mention
from memcon.extract.people import Marked
from memcon.extract.register import Register
from memcon.model import edtf
from memcon.model.document import RANGE, Document
from memcon.model.party import Actor

_PAIR = 2
_FRESH = 21  # days from the document's own within which a date is news


@dataclass(slots=True, eq=False)
class SentenceView:
    """One sentence with everything found in it; offsets are into the document."""

    sentence: Sentence
    marked: Marked
    mentions: dict[int, Mention] = field(default_factory=dict)  # by token index of the head
    dates: list[DateMention] = field(default_factory=list)
    amounts: list[AmountMention] = field(default_factory=list)
    changes: list[ChangeMention] = field(default_factory=list)
    ordinals: list[OrdinalMention] = field(default_factory=list)
    concepts: list[ConceptHit] | None = None  # of the shared lexicon, once looked up
    undertakings: dict[int, frozenset[str]] | None = None  # concepts by token, once looked up
    dated: list[Any] | None = None  # the dates with the words that they hang on, once looked up
    sited: list[Token] | None = None  # the names of places after "in" and the like, the same
    triggers: dict[str, Any] | None = None  # frames and words by record type, once looked up
    matches: dict[str, list[Any]] = field(default_factory=dict)  # of frames, by record type
    parties: tuple[str, ...] = ()  # whom the text is about here: codes, the circle or the latest
    is_aside: bool = False  # a match report or the like: nothing in it is a record
    speaker: Actor | None = None  # who is quoted, where the whole sentence is a quotation
    tokens: list[Token] = field(init=False)  # those of the sentence

    def __post_init__(self) -> None:
        self.tokens = self.sentence.tokens

    @property
    def pair(self) -> tuple[str, ...]:
        """The parties of the passage where they are just two, else none."""
        return self.parties if len(self.parties) == _PAIR else ()

    def mention(self, token: Token) -> Mention | None:
        """The mention whose head is this token."""
        return self.mentions.get(token.index)

    def actors(self, token: Token | None, *, coordinated: bool = True) -> list[Actor]:
        """Whom a noun phrase stands for, its conjuncts included, each once."""
        if token is None:
            return []
        found: list[Actor] = []
        for head in token.conjuncts() if coordinated else (token,):
            for actor in self._own_actors(head):
                if actor not in found:
                    found.append(actor)
        return found

    def _own_actors(self, token: Token) -> Sequence[Actor]:
        mention = self.mentions.get(token.index)
        if mention is not None and mention.form not in ("title", "nominal"):
            return mention.actors
        for child in token.children:
            named = self.mentions.get(child.index) if child.rel == "appos" else None
            if named is not None and named.form in ("person", "name"):
                return self._apposed(child)
        if mention is not None:
            return mention.actors
        return ()

    def _apposed(self, token: Token) -> list[Actor]:
        """Those whom an apposition names: "the two neighbours, Peru and Chile"."""
        mentions = [self.mention(each) for each in token.conjuncts()]
        named = [m for m in mentions if m is not None and m.form in ("person", "name")]
        return [actor for mention in named for actor in mention.actors]

    def first_actors(self, tokens: Sequence[Token]) -> list[Actor]:
        """The actors of several noun phrases, each once."""
        found: list[Actor] = []
        for token in tokens:
            found += [actor for actor in self.actors(token) if actor not in found]
        return found

    def tokens_of(self, start: int, end: int) -> list[Token]:
        """The tokens that cover these characters of the document."""
        return self.sentence.between(start, end)

    def text(self, start: int, end: int) -> str:
        """These characters of the document."""
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def mentions_in(self, tokens: Sequence[Token]) -> list[Mention]:
        """The mentions whose heads are among these tokens."""
        return [self.mentions[t.index] for t in tokens if t.index in self.mentions]


@dataclass(slots=True, eq=False)
class DocumentView:
    """A document with its sentences, persons and the parties that it is about."""

    document: Document
    sentences: list[SentenceView]
    register: Register
    principals: tuple[str, ...] = ()  # codes of the two or more parties it is mostly about
    home: str = ""  # the state of the dateline
    author: str = ""  # the party whose own statement it is
    declarers: tuple[str, ...] = ()  # the states whose leaders say "We" where it opens
    teller: Actor | None = None  # the person whose speech it is, by its title
    guest: str = ""  # the one other state that the title of somebody's own text names
    subject: str = ""  # the one state that its title names, where it names that most
    is_over: bool = False  # it looks back on what was over the day before, as on a visit
    circle: tuple[str, ...] = ()  # the two or three principals that have nearly all mentions
    known_news: bool | None = None  # whether it is news, once asked for

    @property
    def is_news(self) -> bool:
        """Whether it reports what has just happened: it has a dateline, or most dates are fresh."""
        if self.known_news is None:
            self.known_news = self._is_news()
        return self.known_news

    def _is_news(self) -> bool:
        if self.anchor is None or self.document.sources.get("date") == RANGE:
            return False
        if self.document.place:
            return True
        points = [
            edtf.bounds(mention.edtf).last
            for view in self.sentences
            for mention in view.dates
            if mention.role == "point" and mention.edtf
        ]
        ages = [(self.anchor - day).days for day in points if day is not None]
        told = [age for age in ages if age >= -_FRESH]  # what is still to come does not count
        return 2 * sum(age <= _FRESH for age in told) >= len(told)

    @property
    def anchor(self) -> date | None:
        """The day that relative dates count from."""
        return self.document.date

    def quote(self, start: int, end: int) -> str:
        """The words of the document at these characters."""
        return self.document.text[start:end]

    def neighbours(self, sentence: SentenceView, *, before: int) -> Iterator[SentenceView]:
        """The sentences before this one, nearest first."""
        position = sentence.sentence.index
        for index in range(position - 1, max(-1, position - 1 - before), -1):
            yield self.sentences[index]
