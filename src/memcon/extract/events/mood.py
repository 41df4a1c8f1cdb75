"""Whether an act is asserted, denied, foretold, supposed or somebody's duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from memcon.annotate import Sentence, Token
from memcon.extract.events.codes import Codebook, codebook
from memcon.extract.events.lexicon import Act, EventLexicon

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
SPEECH_TYPES = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# What an operator makes of an act for which the codebook has no code of its own.
DEFAULTS = {"demanded": "100", "appealed": "020", "refused": "120", "threatened": "130"}


@dataclass(frozen=True, slots=True)
class Reading:
    """An act as a sentence tells of it: what it comes to, and by which words.

    `links` are the operators above the act, outermost first; `trigger` the word for the act itself.
    """

    cameo: str
    act: Act
    trigger: Token
    base: str  # the code of the act itself
    weight: float
    links: tuple[tuple[str, Token], ...] = ()
    obliged: Token | None = None  # the verb under "must": counts only as somebody's demand
    future: bool = False
    speaker: Token | None = None  # the verb of saying

    @property
    def top(self) -> Token:
        """The outermost word: the first operator, or the word for the act."""
        return self.links[0][1] if self.links else self.trigger

    @property
    def words(self) -> tuple[Token, ...]:
        """All the words that the reading rests on."""
        own: tuple[Token, ...] = (self.trigger,)
        if self.links:
            own = (*[token for _, token in self.links], self.trigger)
        return (*own, self.speaker) if self.speaker is not None else own

    @property
    def kinds(self) -> tuple[str, ...]:
        """The operators, outermost first."""
        return tuple(kind for kind, _ in self.links)


class MoodReader:
    """Reads the mood of the verbs of one sentence."""

    def __init__(self, lexicon: EventLexicon, sentence: Sentence) -> None:
        self._lexicon = lexicon
        self._sentence = sentence
        self._codes: Codebook = codebook()

    def _type(self, cameo: str) -> str:
        return self._codes.codes[cameo].event_type

    def _in_mood(self, reading: Reading, verb: Token) -> Reading | None:
        """A reading under the auxiliaries, negations and conditions of its verb."""
        if self._conditional(verb) or self._is_habit(verb):
            return None
        if reading.obliged is not None:
            return reading  # "will have to open talks": still but a duty
        auxiliaries = _auxiliaries(verb)
        will = self._has(auxiliaries, "future") or (
            self._has(auxiliaries, "conditional") and self._reported(verb)
        )
        if self._negated(verb):
            return self._negative(reading, verb, will=will)
        if self._has(auxiliaries, "possible") or (
            self._has(auxiliaries, "conditional") and not will
        ):
            return None
        if self._has(auxiliaries, "obliged") or self._has_to(verb):
            return replace(reading, obliged=verb)
        if will and self._is_on_terms(verb):
            cameo = self._codes.derive(reading.cameo, "threatened") or DEFAULTS["threatened"]
            links = (("threaten", verb), *reading.links)
            return replace(reading, cameo=cameo, future=True, links=links)
        if will and self._type(reading.cameo) not in SPEECH_TYPES:
            cameo = self._codes.derive(reading.cameo, "intended")
            return replace(reading, cameo=cameo, future=True) if cameo else None
        return replace(reading, future=True) if will and not reading.future else reading

    def _is_habit(self, verb: Token) -> bool:
        """Whether a verb of the present tells what is always so: "usually sells", "meets every"."""
        if verb.tag not in ("VBZ", "VBP"):
            return False
        words = self._lexicon.words
        times = (c for c in verb.children if c.rel.startswith("obl"))
        return any(c.lemma in words.habits for c in verb.all_children("advmod")) or any(
            det.lemma in words.habitual for time in times for det in time.all_children("det")
        )

    def _has(self, auxiliaries: Sequence[Token], key: str) -> bool:
        words = self._lexicon.words.auxiliaries[key]
        return bool(auxiliaries) and any(aux.lower in words for aux in auxiliaries)

    def _has_to(self, verb: Token) -> bool:
        """ "has to leave", "needs to leave": seen from the infinitive."""
        words = self._lexicon.words.auxiliaries["obliging_verbs"]
        return bool(
            verb.rel == "xcomp"
            and verb.head is not None
            and verb.head.lemma in words
            and is_infinitive(verb)
        )

    def _reported(self, verb: Token) -> bool:
        node = verb
        while node.rel == "conj" and node.head is not None:
            node = node.head
        return node.rel in ("ccomp", "parataxis") or self._is_told_somebody(node)

    def _is_told_somebody(self, verb: Token) -> bool:
        """Whether the parser took what somebody was told for what tells of him.

        So of "told the envoys he would go", where the envoys have nobody going.
        """
        noun = verb.head
        if verb.rel not in ("acl:relcl", "advcl") or noun is None:
            return False
        above = noun.head if noun.is_noun and noun.rel in ("obj", "iobj") else noun
        subject = verb.child("nsubj")
        told = subject is not None and subject.tag == "PRP" and verb.child("mark") is None
        return told and above is not None and self._lexicon.is_saying(above)

    def _is_on_terms(self, verb: Token) -> bool:
        """Whether a verb is to come true unless somebody gives way."""
        words = self._lexicon.words.exceptions
        return any(
            mark.lower in words
            for clause in verb.all_children("advcl")
            for mark in clause.all_children("mark")
        )

    def _conditional(self, verb: Token) -> bool:
        """Whether a clause only supposes: "if they left", "had they left", "a mistake to leave"."""
        words = self._lexicon.words
        if verb.rel in ("advcl", "ccomp", "csubj") and any(
            c.rel in ("mark", "advmod") and c.lemma in words.conditions for c in verb.children
        ):
            return True
        return self._is_inverted(verb) or self._is_weighed(verb)

    def _is_inverted(self, verb: Token) -> bool:
        """Whether a clause supposes by its order: "might have won had Spain invaded"."""
        if verb.rel != "advcl":
            return False
        first = verb.children[0] if verb.children else None
        return (
            first is not None
            and first.rel == "aux"
            and first.lower in self._lexicon.words.inversions
            and any(c.rel.startswith("nsubj") and c.index > first.index for c in verb.children)
        )

    def _is_weighed(self, verb: Token) -> bool:
        """Whether an act is judged before it is done: "it would be a mistake for X to bomb Y"."""
        if verb.head is None or verb.rel == "ccomp":
            return False
        above = (verb.head, verb.head.head)
        return any(
            node is not None
            and node.lemma in self._lexicon.words.copulas
            and self._has([c for c in node.children if c.rel == "aux"], "conditional")
            for node in above
        )

    def _negated(self, verb: Token) -> bool:
        words = self._lexicon.words
        if _has_yet_to(verb):
            return True
        for child in verb.children:
            negates = child.rel == "advmod:neg" or (
                child.rel == "advmod" and child.lemma in words.negators
            )
            if negates and not self._is_not_only(child):
                return True
            if child.rel in ("nsubj", "obj", "nsubj:pass") and any(
                below.rel in ("det", "advmod:neg", "advmod") and below.lemma in words.negators
                for below in child.children
            ):
                return True
        return False

    def _is_not_only(self, negator: Token) -> bool:
        """Whether a negation is that of "not only X but Y"."""
        words = self._lexicon.words
        after = self._sentence.tokens[negator.index + 1 :]
        only = bool(after) and after[0].lemma in words.not_only
        return only and any(token.lemma in words.contrasts for token in after)

    def _negative(self, reading: Reading, verb: Token, *, will: bool) -> Reading | None:
        """ "will not allow" and "does not recognise" refuse; "did not attack" tells of no act."""
        kinds = self._type(reading.cameo)
        present = verb.tag in ("VBZ", "VBP") or any(
            c.rel == "aux" and c.tag in ("VBZ", "VBP") and c.lemma == "do" for c in verb.children
        )
        if kinds not in COOPERATIVE or not (will or present):
            return None
        base = reading.cameo
        cameo = "120" if kinds == "AGREE" else self._codes.derive(base, "refused")
        if not cameo:
            return None
        if kinds == "AGREE":
            cameo = self._codes.derive(reading.base, "refused") or "120"
        if self._type(cameo) != "REJECT":
            return None
        return replace(reading, cameo=cameo, links=(("refuse", verb), *reading.links))


def _auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, with those that it shares: "will go there and meet"."""
    own = [c for c in verb.children if c.rel == "aux"]
    first = verb.head
    if own or first is None or verb.rel != "conj" or not first.is_verb:
        return own
    shared = verb.tag == "VB" or (verb.tag == "VBN" and verb.child("aux:pass") is None)
    alone = verb.child("nsubj", "nsubj:pass") is not None
    return [c for c in first.children if c.rel == "aux"] if shared and not alone else own


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands after "to"."""
    return any(child.tag == "TO" and child.rel == "aux" for child in verb.children)


def _has_yet_to(verb: Token) -> bool:
    """Whether an infinitive stands under "has yet to"."""
    head = verb.head
    if head is None or head.lemma != "have" or verb.rel not in ("xcomp", "ccomp", "advcl"):
        return False
    return any(child.lemma == "yet" for child in (*head.children, *verb.children))
