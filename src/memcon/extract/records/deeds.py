"""What is done to a thing: the verbs and nouns that a noun hangs on, and how far they have gone.

"China began building the dam", "work on the dam was suspended", "the dam, opened in 2019", "a dam
agreement": each is a deed at the noun for the dam. Instruments, bodies and projects read their
status off their deeds; which words name which deed is in `lang/<code>/undertakings.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.extract.lexicon import Concepts, concepts, phrases
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView

_DEEPEST = 2  # nouns between a thing and the verb: "the opening of the second section of the road"
_CLAUSES = ("acl", "acl:relcl")
_SHARING = ("conj", "appos")


@dataclass(frozen=True, slots=True)
class Deed:
    """A word that says what is done to a thing. `role` is `patient`, `subject`, `attr`,
    `modifier`, `compound`, `owner`, or the preposition between them."""

    word: Token
    role: str
    concepts: frozenset[str]
    via: tuple[Token, ...] = ()  # the nouns between the thing and this word, nearest first

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb (then modality and arguments can be read off it)."""
        return self.word.is_verb

    def names(self, *wanted: str) -> bool:
        """Whether it names one of these concepts."""
        return not self.concepts.isdisjoint(wanted)


class Deeds:
    """Finds the deeds at a noun; one for each document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._grammar = context.grammar
        self._words: Concepts = concepts(context.language, "undertakings")
        self._named: dict[int, dict[int, frozenset[str]]] = {}
        cases = phrases(context.language, "undertaking_cases")
        self._progress_cases = frozenset(cases["progress_cases"])
        self._musts = frozenset(phrases(context.language, "speech")["obligation_auxiliaries"])

    def named(self, view: SentenceView, token: Token) -> frozenset[str]:
        """The concepts that a word names, terms of several words included."""
        index = view.sentence.index
        if index not in self._named:
            found: dict[int, set[str]] = {}
            for hit in self._words.find(view.tokens):
                found.setdefault(hit.token.index, set()).add(hit.concept)
            self._named[index] = {key: frozenset(value) for key, value in found.items()}
        return self._named[index].get(token.index, frozenset())

    def at(self, view: SentenceView, token: Token) -> list[Deed]:
        """The deeds at a noun, those of its own phrase first."""
        found = [*self._within(view, token), *self._above(view, token, ())]
        return [deed for number, deed in enumerate(found) if deed not in found[:number]]

    # ------------------------------------------------------------------ below the noun

    def _within(self, view: SentenceView, token: Token) -> Iterator[Deed]:
        """ "the planned road", "the road built by China", "a road that China will build"."""
        for child in self._own_and_shared(token):
            if child.rel in _CLAUSES and child.is_verb:
                yield from self._clause(view, token, child)
            elif child.rel == "amod":
                yield Deed(child, "modifier", self.named(view, child))

    @staticmethod
    def _own_and_shared(token: Token) -> Iterator[Token]:
        """The children; a clause after the last of a list belongs to all of it."""
        yield from token.children
        row = token.conjuncts() if token.rel != "conj" or token.head is None else []
        for other in row[1:]:
            yield from (child for child in other.children if child.rel == "acl")

    def _clause(self, view: SentenceView, token: Token, verb: Token) -> Iterator[Deed]:
        for each in [verb, *(c for c in verb.all_children("conj", "xcomp") if c.is_verb)]:
            role = ""
            if each.rel == "acl" and each.tag == "VBN" or token in self._grammar.patients(each):
                role = "patient"
            elif token in self._grammar.subjects(each) and each.tag != "VB":
                role = "subject"
            elif each.rel == "acl:relcl" and self._owned_subject(each):
                role = "owner"
            if role:
                yield Deed(each, role, self.named(view, each))

    @staticmethod
    def _owned_subject(verb: Token) -> bool:
        """ "the station whose second unit was commissioned"."""
        subject = verb.child("nsubj", "nsubj:pass")
        owner = subject.child("nmod:poss") if subject is not None else None
        return owner is not None and owner.tag == "WP$"

    # ------------------------------------------------------------------ above the noun

    def _above(
        self, view: SentenceView, token: Token, via: tuple[Token, ...]
    ) -> Iterator[Deed]:
        node = token
        while node.rel in _SHARING and node.head is not None and node.head.is_noun:
            node = node.head
        head = node.head
        if head is None:
            return
        if head.is_verb:
            yield from self._verb(view, node, head, via)
        elif head.is_noun or head.tag == "VBG":
            role = node.case or ("owner" if node.rel == "nmod:poss" else node.rel)
            named = self.named(view, head)
            yield Deed(head, role, named, via)
            if len(via) < _DEEPEST and named:
                yield from self._above(view, head, (*via, head))
        elif head.pos == "ADJ" and head.rel in ("xcomp", "amod"):
            yield Deed(head, node.case or node.rel, self.named(view, head), via)

    def _verb(
        self, view: SentenceView, node: Token, verb: Token, via: tuple[Token, ...]
    ) -> Iterator[Deed]:
        role = self._role(node, verb)
        yield Deed(verb, role, self._verb_concepts(view, verb), via)
        if role in ("patient", "subject"):
            for other in verb.all_children("conj", "xcomp"):
                shared = other.is_verb and other.child("nsubj", "nsubj:pass") is None
                if shared and (role == "subject" or self._grammar.is_passive(verb)):
                    passive = self._grammar.is_passive(other)
                    as_role = "patient" if passive else "subject"
                    yield Deed(other, as_role, self._verb_concepts(view, other), via)

    def _verb_concepts(self, view: SentenceView, verb: Token) -> frozenset[str]:
        """What a verb names, with its complement where that carries the meaning."""
        named = self.named(view, verb)
        objects = verb.all_children("obj")
        if "SIGN_WITH_OBJECT" in named and any(
            "SIGNATURE" in self.named(view, each) for each in objects
        ):
            named |= {"SIGN"}
        for child in verb.children:  # "is complete", "is under construction", "got under way"
            if child.rel in ("xcomp", "attr", "advmod") and child.pos in ("ADJ", "ADV", "VERB"):
                named |= self.named(view, child) & {"IS_COMPLETE", "IS_UNDER_WAY"}
            elif child.case in self._progress_cases and "BUILD" in self.named(view, child):
                named |= {"IS_UNDER_WAY"}
        return named

    @staticmethod
    def _role(node: Token, verb: Token) -> str:
        if node.case and node.rel != "nsubj":
            return node.case
        roles = {"obj": "patient", "nsubj:pass": "patient", "nsubj": "subject", "attr": "attr"}
        return roles.get(node.rel, "patient" if node.rel == "xcomp" else node.rel)

    # ------------------------------------------------------------------ how far it has gone

    def modality(self, deed: Deed) -> Modality:
        """Whether the deed is done, planned, proposed, denied (asserted where it is a noun)."""
        word = deed.word
        if not word.is_verb:
            verb = self._context.matcher.support(word)
            return Modality.ASSERTED if verb is None else self._context.modality.read(verb)
        read = self._context.modality.read(word)
        if read is Modality.ASSERTED and self._must(word):
            return Modality.PLANNED
        return read

    def _must(self, verb: Token) -> bool:
        return any(
            child.rel == "aux" and child.tag == "MD" and child.lemma in self._musts
            for child in verb.children
        )

    @staticmethod
    def is_progressive(verb: Token) -> bool:
        """Whether a verb is told as going on: "is building", "is being built"."""
        if verb.tag == "VBG":
            return any(child.rel == "aux" for child in verb.children)
        return any(
            child.rel in ("aux", "aux:pass") and child.tag == "VBG" for child in verb.children
        )

    @staticmethod
    def is_past(verb: Token) -> bool:
        """Whether a verb is told as over: past tense, perfect, or a past participle."""
        if any(child.rel == "aux" and child.tag in ("VBD", "VBZ", "VBP") for child in verb.children):
            return verb.tag == "VBN"
        return verb.tag in ("VBD", "VBN")
