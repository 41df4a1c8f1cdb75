"""Is it so, to come, proposed, supposed, denied? The modality of a predicate."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from memcon.annotate import Token
from memcon.extract.lexicon import phrases

_UPWARD = ("xcomp", "ccomp", "acl", "advcl", "csubj", "parataxis", "conj")
_ASKED = ("xcomp", "ccomp", "conj", "csubj")
_QUESTION = ("?", "\uff1f")
_MAX_STEPS = 5


class Modality(StrEnum):
    """How a text presents an act."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    PROPOSED = "proposed"
    REQUESTED = "requested"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    DENIED = "denied"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


_OPEN = (Modality.PLANNED, Modality.HYPOTHETICAL)


class ModalityReader:
    """Reads modality off the auxiliaries, negations and governing verbs of a predicate."""

    def __init__(self, language: str = "en") -> None:
        words = phrases(language, "speech")
        self._words = {key: frozenset(terms) for key, terms in words.items()}

    def _is(self, token: Token, key: str) -> bool:
        words = self._words[key]
        return token.lemma in words or token.lower in words

    def read(self, verb: Token) -> Modality:
        """The modality of a verb (or of the verb that supports an event noun)."""
        if not verb.modality:
            own = self._own(verb)
            verb.modality = own if own is not Modality.ASSERTED else self._from_above(verb)
        return Modality(verb.modality)

    def is_ahead(self, verb: Token, noun: Token) -> bool:
        """Whether a verb says of itself that it is to come: "will sign", "is due for talks"."""
        if not verb.is_verb:
            return False
        if verb.tag == "MD" and self._is(verb, "future_auxiliaries"):
            return True
        for child in verb.children:
            if child.rel == "aux" and child.tag == "MD" and self._is(child, "future_auxiliaries"):
                return True
            due = child.pos == "ADJ" and self._is(child, "future_governors")
            if due and child in noun.ancestors():
                return True
        return False

    def _own(self, verb: Token) -> Modality:
        conditional = negated = False
        future = verb.tag == "MD" and self._is(
            verb, "future_auxiliaries"
        )  # "will on Monday embark"
        for child in verb.children:
            if child.rel == "advmod:neg":
                negated = negated or not self._is_bound(child, verb)
            elif child.rel == "advmod" and self._negates(child):
                negated = True
            elif child.rel in ("aux", "aux:pass"):
                if child.tag == "MD":
                    future = future or self._is(child, "future_auxiliaries")
                    conditional = conditional or self._is(child, "conditional_auxiliaries")
            elif child.rel in ("nsubj", "nsubj:pass", "obj") and self._no_determiner(child):
                negated = True
            elif child.rel == "mark" and self._is(child, "conditional_marks"):
                conditional = True
        if self._inverted(verb) or self._in_condition(verb) or self._is_asked(verb):
            return Modality.HYPOTHETICAL
        if negated:
            return Modality.NEGATED
        if conditional:
            return self._conditional(verb)
        if self._is(verb, "cancel"):
            return Modality.ASSERTED
        return Modality.PLANNED if future else Modality.ASSERTED

    def _conditional(self, verb: Token) -> Modality:
        """Of "would", "could", "if": what is reported is to come, the rest only supposed."""
        asked = verb.rel == "ccomp" and any(
            child.rel == "mark" and self._is(child, "question_marks") for child in verb.children
        )  # "asked whether it would"
        reported = verb.rel in ("ccomp", "parataxis") or verb.rel == "acl:relcl"
        marks = [child.lower for child in verb.children if child.rel == "mark"]
        reported = reported or (verb.rel == "acl" and bool(marks))  # "word that she would come"
        would = any(c.rel == "aux" and c.tag == "MD" for c in verb.children)
        would = would and not _is_perfect(verb)  # "would have met": they did not
        told = reported and would and not asked
        return self._reported_future(verb) if told else Modality.HYPOTHETICAL

    def _is_bound(self, negation: Token, verb: Token) -> bool:
        """Whether a "not" belongs to the word after it: "not later than 1 May"."""
        return any(
            child.index == negation.index + 1 and self._is(child, "no_negation_before")
            for child in verb.subtree()
        )

    def _negates(self, adverb: Token) -> bool:
        """ "never", and "no" before another adverb ("no longer")."""
        return self._is(adverb, "negators") or any(
            self._is(child, "negators") for child in adverb.children
        )

    def _reported_future(self, verb: Token) -> Modality:
        """ "said it would" is a future seen from the past, "could" a possibility."""
        for child in verb.children:
            if (
                child.rel == "aux"
                and child.tag == "MD"
                and self._is(child, "hypothetical_governors")
            ):
                return Modality.HYPOTHETICAL
        if verb.head is not None and self._is(verb.head, "hypothetical_governors"):
            return Modality.HYPOTHETICAL
        return Modality.PLANNED

    def _no_determiner(self, noun: Token) -> bool:
        return any(
            child.rel in ("det", "advmod:neg") and self._is(child, "negators")
            for child in noun.children
        ) or (noun.pos in ("PRON", "DET", "NOUN") and self._is(noun, "negators"))

    def _inverted(self, verb: Token) -> bool:
        """ "Had the port been finished": an auxiliary before its subject opens a condition."""
        subject = verb.child("nsubj", "nsubj:pass")
        if subject is None or verb.rel != "advcl":
            return False
        first = verb.first
        return first.rel == "aux" and first.head is verb and first.index < subject.index

    @staticmethod
    def _is_asked(verb: Token) -> bool:
        """ "Will they build it?": the main clause of a question, or what it asks."""
        node = verb
        while node.head is not None:
            if node.rel not in _ASKED:
                return False
            node = node.head
        return node.last.text in _QUESTION

    def _in_condition(self, verb: Token) -> bool:
        node: Token | None = verb
        steps = 0
        while node is not None and steps < _MAX_STEPS:
            if node.rel == "advcl" and any(
                c.rel == "mark" and self._is(c, "conditional_marks") for c in node.children
            ):
                return True
            node, steps = node.head, steps + 1
        return False

    def _from_above(self, verb: Token) -> Modality:
        """What the verbs, nouns and adjectives that govern a predicate make of it."""
        node, steps = verb, 0
        while node.head is not None and node.rel in _UPWARD and steps < _MAX_STEPS:
            head = node.head
            step = self._governed(node, head)
            if step is not None:
                return step
            if node.rel == "conj" and node.child("nsubj", "nsubj:pass", "aux") is None:
                above = self._own(head)
                if above is not Modality.ASSERTED:
                    return above
            node, steps = head, steps + 1
        return Modality.ASSERTED

    def _governed(self, node: Token, head: Token) -> Modality | None:
        infinitive = any(child.tag == "TO" and child.rel == "aux" for child in node.children)
        if node.rel in ("xcomp", "ccomp", "acl", "advcl") and (infinitive or node.tag == "VBG"):
            if self._is(head, "deny"):
                return Modality.DENIED
            if self._is(head, "negative_verbs"):
                return Modality.NEGATED
            if self._is(head, "proposal_governors") and not infinitive:
                return Modality.PROPOSED
            if infinitive:
                return self._of_infinitive(node, head)
            timed = node.case in self._words["timing_cases"]  # "after seeing him, he will"
            whole = node.rel == "xcomp" and head.is_verb and self._own(head) is _OPEN[-1]
            if whole or (node.rel == "advcl" and not timed and self._own(head) in _OPEN):
                return self._own(head)  # "by going there first, he will"; "could include scrapping"
            agreeing = self._is(head, "agreeing_verbs") or self._is(head, "future_nouns")
            means = node.case in self._words["means_cases"]  # "settled it by signing a pact"
            agreeing = agreeing and not (means and head.is_verb)
            if node.case and not timed and agreeing and node.child("aux") is None:
                return Modality.PLANNED  # "concurred in starting talks", "plans for opening"
        if node.rel in ("ccomp", "obj") and self._is(head, "deny"):
            return Modality.DENIED
        return self._of_subjunctive(node, head) if node.rel == "ccomp" else None

    def _of_subjunctive(self, node: Token, head: Token) -> Modality | None:
        """ "proposed that a treaty be signed", "agreed that he visit": not done yet."""
        helpers = node.all_children("aux", "aux:pass", "cop")
        first = helpers[0] if helpers else node
        if first.tag != "VB" or node.child("nsubj", "nsubj:pass") is None:
            return None
        if self._is(head, "proposal_governors"):
            return Modality.PROPOSED
        if self._is(head, "request_governors"):
            return Modality.REQUESTED
        return Modality.PLANNED if self._is(head, "agreeing_verbs") else None

    def _of_infinitive(self, node: Token, head: Token) -> Modality | None:
        """What a word makes of its infinitive: "failed to", "hopes to", "plans to"."""
        own = self._own(head)
        counterfactual = _is_perfect(node) and head.tag == "VBD"  # "was to have been signed"
        if own is Modality.NEGATED:
            return own
        if any(self._is(child, "not_yet") for child in head.children):
            return Modality.PLANNED
        if self._is(head, "request_governors"):
            return Modality.REQUESTED
        if self._is(head, "proposal_governors"):
            return Modality.PROPOSED
        if counterfactual:
            return Modality.NEGATED
        staying = head.pos == "AUX" and node.rel == "advcl"  # "was in Rome to sign"
        if not staying and (self._is(head, "future_governors") or self._is(head, "future_nouns")):
            return Modality.PLANNED
        if node.rel in ("advcl", "xcomp") and self._has_plan(head, node):
            return Modality.PLANNED
        ahead = head.is_verb and own in (Modality.PLANNED, Modality.HYPOTHETICAL)
        return own if ahead else None  # "will meet to sign"

    def _has_plan(self, head: Token, node: Token) -> bool:
        """ "renewed an invitation to X to visit": the infinitive is that of a verb's object."""
        things = (child for child in head.children if child.rel in ("obj", "nsubj:pass"))
        return any(
            self._is(word, "future_nouns") and thing.index < node.index
            for thing in things
            for word in (thing, *thing.all_children("compound"))  # "an invitation letter"
        )


def _is_perfect(verb: Token) -> bool:
    """Whether an auxiliary of the perfect stands with a verb."""
    bare = [c for c in verb.children if c.rel == "aux" and c.tag == "VB"]
    return verb.tag == "VBN" and bool(bare)


@lru_cache(maxsize=4)
def modality_reader(language: str = "en") -> ModalityReader:
    """The reader of a language."""
    return ModalityReader(language)
