"""What is done to a thing: the verbs and nouns that a noun hangs on, and how far they have gone.

"China began building the dam", "work on the dam was suspended", "the dam, opened in 2019", "a dam
agreement": each is a treatment of the dam. Instruments, bodies and projects read their status off
their treatments; which words name which one is in `lang/<code>/undertakings.yml`.
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
_OF_STATE = frozenset({"IS_COMPLETE", "IS_UNDER_WAY", "TERMINATE", "CANCEL"})
_NOMINAL = ("nsubj", "nsubj:pass")
_OF_PAPER = ("SIGN", "INITIAL", "BINDS", "RATIFY")  # what is done to nothing but an instrument
_ACT_NOUNS = ("SIGN", "CONCLUDE", "EXCHANGE")  # "the signing of three pacts: ..."
_TALKS = ("NEGOTIATE", "DISCUSS", "PROPOSE", "WANT")
_RELATIVE = ("WDT", "WP", "IN")  # "which", "that"


@dataclass(frozen=True, slots=True)
class Treatment:
    """A word that says what is done to a thing.

    `role` is `patient`, `subject`, `attr`, `modifier`, `compound`, `owner`, or the preposition
    between them.
    """

    word: Token
    role: str
    concepts: frozenset[str]
    via: tuple[Token, ...] = ()  # the nouns between the thing and this word, nearest first

    @property
    def is_acting(self) -> bool:
        """Whether the thing does it to something else: "the board suspended the sales"."""
        objects = self.word.child("obj", "iobj", "ccomp") if self.role == "subject" else None
        return objects is not None and objects.index > self.word.index

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb (then modality and arguments can be read off it)."""
        return self.word.is_verb

    @property
    def is_own_clause(self) -> bool:
        """Whether it is a clause in the phrase of the thing: "a pact that was signed in Lima"."""
        return self.is_verb and self.word.rel in _CLAUSES

    def names(self, *wanted: str) -> bool:
        """Whether it names one of these concepts."""
        return not self.concepts.isdisjoint(wanted)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a text says of a thing: its status, and the word that gives it."""

    status: str
    deed: Treatment | None = None
    modality: Modality = Modality.ASSERTED


class TreatmentReader:
    """Finds how a noun is treated; one for each document and record type."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._grammar = context.grammar
        self._words: Concepts = concepts(context.language, "undertakings")
        cases = phrases(context.language, "undertaking_cases")
        self._progress_cases = frozenset(cases["progress_cases"])
        self._whole = frozenset(cases["whole_cases"])
        self._closing = frozenset(cases["closing_cases"])
        self._done, self._undone = frozenset(cases["done_cases"]), frozenset(cases["undone_cases"])
        self._shares = frozenset(cases["share_words"])
        self._until = frozenset(cases["until_marks"])
        self._trying = frozenset(cases["trying_verbs"])
        self._doubted = frozenset(cases["doubt_cases"])
        self._sharing = frozenset(cases["sharing_verbs"])
        self._shared_in = frozenset(cases["shared_cases"])
        self._locations = frozenset(cases["location_nouns"])
        speech = phrases(context.language, "speech")
        self._musts = frozenset(speech["obligation_auxiliaries"])
        self._not_yet = frozenset(speech["not_yet"])
        self._negators = frozenset(speech["negators"])

    def named(self, view: SentenceView, token: Token) -> frozenset[str]:
        """The concepts that a word names, terms of several words included."""
        if view.undertakings is None:
            view.undertakings = self._find(view)
        return view.undertakings.get(token.index, frozenset())

    def _find(self, view: SentenceView) -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = {}
        kinds: dict[int, int] = {}  # the length of the longest term that names a kind
        for hit in self._words.find(view.tokens):  # longer terms come first
            own = hit.token.index
            longest = kinds.setdefault(own, len(hit.words)) if _is_kind(hit.concept) else 0
            if longest > len(hit.words):
                continue
            found.setdefault(own, set()).add(hit.concept)
        return {key: frozenset(value) for key, value in found.items()}

    def is_denied(self, token: Token) -> bool:
        """Whether a noun phrase says that there is none: "no contract"."""
        return any(
            child.rel in ("det", "advmod:neg") and child.lemma in self._negators
            for child in token.children
        )

    def at(self, view: SentenceView, token: Token) -> list[Treatment]:
        """The treatments of a noun, those of its own phrase first."""
        found = [*self._within(view, token), *self._above(view, token, ())]
        return [each for number, each in enumerate(found) if each not in found[:number]]

    # ------------------------------------------------------------------ below the noun

    def _within(self, view: SentenceView, token: Token) -> Iterator[Treatment]:
        """ "the planned road", "the road built by China", "a road that China will build"."""
        for child in self._own_and_shared(token):
            if child.rel in _CLAUSES and child.is_verb:
                yield from self._clause(view, token, child)
            elif child.rel == "amod" or (
                child.rel == "compound" and "PROPOSE" in self.named(view, child)
            ):
                yield Treatment(child, "modifier", self.named(view, child))
        if "INSTRUMENT" in self._context.matcher.concepts_of(token):
            yield from self._hung_deeper(view, token)

    def _hung_deeper(self, view: SentenceView, token: Token) -> Iterator[Treatment]:
        """ "a text on air fares that was signed in May": a clause hung on the last noun."""
        for inner in topic_chain(token):
            other = "INSTRUMENT" in self._context.matcher.concepts_of(inner)
            if other and "COMPLETION" not in self.named(view, inner):
                return
            for child in inner.children:
                if child.rel in _CLAUSES and child.is_verb:
                    found = self._clause(view, inner, child)
                    yield from (each for each in found if each.names(*_OF_PAPER))

    @staticmethod
    def _own_and_shared(token: Token) -> Iterator[Token]:
        """The children; a clause after the last of a list belongs to all of it."""
        yield from token.children
        row = token.conjuncts() if token.rel != "conj" or token.head is None else []
        for other in row[1:]:
            yield from (child for child in other.children if child.rel == "acl")

    def _clause(self, view: SentenceView, token: Token, verb: Token) -> Iterator[Treatment]:
        lower = self._lower(verb)
        if lower is not None and self._is_left_out(verb, lower):
            yield Treatment(lower, "patient", self.named(view, lower))
            return
        for each in [verb, *(c for c in verb.all_children("conj", "xcomp") if c.is_verb)]:
            role = ""
            if each.rel == "acl" and each.tag == "VBN" and each.child("obj") is not None:
                continue  # "an accord that restores scheduled flights", misread
            if each.rel == "acl:relcl" and not _agrees(token, each):
                continue  # "the technology for plants that has been built": not the plants
            if (each.rel == "acl" and each.tag == "VBN") or token in self._grammar.patients(each):
                role = "patient"
            elif token in self._grammar.subjects(each) and each.tag != "VB":
                role = "subject"
            elif each.rel == "acl:relcl" and self._owns_subject(each):
                role = "owner"
            if role:
                yield Treatment(each, role, self.named(view, each))
            done = each.child("obj") if each.rel == "acl:relcl" else None
            owner = done.child("nmod:poss") if done is not None else None
            if done is not None and owner is not None and owner.tag == "WP$":
                yield Treatment(done, "of", self.named(view, done))  # "whose signing we saw"

    @staticmethod
    def _is_left_out(verb: Token, lower: Token) -> bool:
        """ "the pact that Peru and Chile are (due) to sign": what they sign stands before."""
        subject, thing = verb.child("nsubj", "nsubj:pass"), lower.child("obj")
        if verb.rel != "acl:relcl" or subject is None or subject.tag in _RELATIVE:
            return False
        own = thing is None or thing.tag in _RELATIVE
        return own and lower.child("nsubj", "ccomp", "xcomp", "aux:pass") is None

    @staticmethod
    def _owns_subject(verb: Token) -> bool:
        """ "the station whose second unit was commissioned"."""
        subject = verb.child("nsubj", "nsubj:pass")
        owner = subject.child("nmod:poss") if subject is not None else None
        return owner is not None and owner.tag == "WP$"

    # ------------------------------------------------------------------ above the noun

    def _above(
        self, view: SentenceView, token: Token, via: tuple[Token, ...]
    ) -> Iterator[Treatment]:
        node = token
        while node.rel in _SHARING and node.head is not None and node.head.is_noun:
            above = self.named(view, node.head)
            if node.rel == "appos" and not above.isdisjoint(_ACT_NOUNS) and not via:
                yield Treatment(node.head, "of", above)
            node = node.head
        head = node.head
        if head is None:
            return
        paper = self._paper_above(node) if node is not token and self._is_paper(token) else None
        if paper is not None:  # "signed a pact on fuel and a plan for ports"
            yield from self._above(view, paper, via)
            return
        nominal = head.rel in _NOMINAL and head.child("nsubj") is None  # "Work on it began"
        if head.is_verb and not nominal:
            yield from self._verb(view, node, head, via)
        elif head.is_noun or head.is_verb:
            role = node.case or ("owner" if node.rel == "nmod:poss" else node.rel)
            named = self.named(view, head)
            if node.case and head.lemma in self._locations:
                return  # "on either side of the line": it is only a place
            if "PART" in named and node.case and node.case not in self._whole:
                return  # "our part in the mission"
            yield from self._talks(view, node, head, role)
            yield Treatment(head, role, named, via)
            share = role in self._whole and head.lemma in self._shares
            if len(via) < _DEEPEST and (named or share):
                yield from self._above(view, head, (*via, head))
        elif head.pos == "ADJ" and head.rel in ("xcomp", "amod"):
            yield Treatment(head, node.case or node.rel, self.named(view, head), via)

    def _is_paper(self, token: Token) -> bool:
        """Whether a noun names an instrument of its own: "a protocol", no "policy"."""
        named = "INSTRUMENT" in self._context.matcher.concepts_of(token)
        return named and (token.rel != "conj" or token.child("det") is not None)

    def _paper_above(self, topic: Token) -> Token | None:
        """The instrument of whose subject a noun is a part, or None."""
        node = topic
        while node.rel == "nmod" and node.case and node.head is not None:
            node = node.head
            if self._is_paper(node):
                return node
        return None

    def _talks(
        self, view: SentenceView, node: Token, head: Token, role: str
    ) -> Iterator[Treatment]:
        """ "the opening of talks on a treaty": the talks are on it."""
        for other in head.all_children("nmod"):
            if other.index == node.first.index - 1 and "NEGOTIATE" in self.named(view, other):
                yield Treatment(other, role, self.named(view, other))

    def _verb(
        self, view: SentenceView, node: Token, verb: Token, via: tuple[Token, ...]
    ) -> Iterator[Treatment]:
        if node.rel == "obj" and verb.rel == "acl" and verb.tag == "VBN":
            return  # "an accord that restores scheduled flights", misread
        role = self._role(node, verb)
        named = self._verb_concepts(view, verb)
        lower = self._lower(verb) if role in ("patient", "subject") and node.rel != "obj" else None
        if lower is not None:  # "is due to open", "is expected to be completed"
            as_role = "patient" if self._grammar.is_passive(lower) else "subject"
            yield Treatment(lower, as_role, self._verb_concepts(view, lower), via)
            named -= {"PLAN", "AWAIT", "PROPOSE"}
        yield Treatment(verb, role, named, via)
        if role in ("patient", "subject"):
            for other in verb.all_children("conj", "xcomp"):
                shared = other.is_verb and other.child("nsubj", "nsubj:pass") is None
                if shared and (role == "subject" or self._grammar.is_passive(verb)):
                    as_role = "patient" if self._grammar.is_passive(other) else "subject"
                    yield Treatment(other, as_role, self._verb_concepts(view, other), via)

    @staticmethod
    def _lower(verb: Token) -> Token | None:
        """The infinitive that a subject is raised from: "the road is (due) to open"."""
        for child in verb.all_children("xcomp", "attr"):
            below = child if child.tag == "VB" else child.child("xcomp")
            if below is not None and below.is_verb and below.tag == "VB":
                return below
        return None

    def _verb_concepts(self, view: SentenceView, verb: Token) -> frozenset[str]:
        """What a verb names, with its complement where that carries the meaning."""
        named = self.named(view, verb)
        if "SIGN_WITH_OBJECT" in named and any(
            "SIGNATURE" in self.named(view, each) for each in verb.all_children("obj")
        ):
            named |= {"SIGN"}
        for child in verb.children:  # "is complete", "is under construction", "got under way"
            if any(each.tag == "TO" for each in child.children):
                continue  # "is to be finished": not yet
            if child.rel in ("xcomp", "attr", "advmod") and child.pos in ("ADJ", "ADV", "VERB"):
                named |= self.named(view, child) & _OF_STATE
            elif child.case in self._progress_cases and "BUILD" in self.named(view, child):
                named |= {"IS_UNDER_WAY"}
        return named

    def _role(self, node: Token, verb: Token) -> str:
        if node.case and node.rel != "nsubj":
            return node.case
        if node.rel == "nsubj" and self._is_wanted(verb):
            return "patient"
        roles = {
            "obj": "patient",
            "nsubj:pass": "patient",
            "nsubj": "subject",
            "attr": "attr",
            "xcomp": "patient",
        }
        return roles.get(node.rel, node.rel)

    # ------------------------------------------------------------------ how far it has gone

    def modality(self, found: Treatment) -> Modality:
        """Whether it is done, planned, proposed, denied (of a noun: as its verb says)."""
        word = found.word
        if not word.is_verb:
            verb = self._context.matcher.support(word)
            if verb is None and word.case in self._closing and word.head is not None:
                verb = word.head if word.head.is_verb else None  # "will be marked by the signing"
            return Modality.ASSERTED if verb is None else self._context.modality.read(verb)
        read = self._context.modality.read(word)
        if self._is_wanted(word):
            return Modality.PLANNED
        if read is Modality.ASSERTED and self._is_before(word):
            return Modality.PLANNED
        if read in (Modality.ASSERTED, Modality.PLANNED) and self._is_tried(word):
            return Modality.PROPOSED
        if read is Modality.ASSERTED and (self._is_raised(word) or self._is_not_yet(word)):
            return Modality.PLANNED
        if read is Modality.ASSERTED and (self._must(word) or self._is_open(word)):
            return self._of_open(word)
        return read

    def _of_open(self, verb: Token) -> Modality:
        """What a gerund that is not done yet is: "without signing", "doubts about signing"."""
        if verb.case in self._doubted:
            talks = verb.head is not None and not self._words.of(verb.head).isdisjoint(_TALKS)
            return Modality.PROPOSED if talks else Modality.NEGATED
        return Modality.NEGATED if verb.case in self._undone else Modality.PLANNED

    def _is_before(self, verb: Token) -> bool:
        """ "talks go on before an agreement is signed": it is not signed yet."""
        first = next((c for c in verb.children if c.rel in ("aux", "aux:pass")), verb)
        if verb.rel != "advcl" or first.tag not in ("VBZ", "VBP"):
            return False
        return any(c.rel == "mark" and c.lemma in self._until for c in verb.children)

    def _is_tried(self, verb: Token) -> bool:
        """ "tried to bring them to sign it": whether they did is not said."""
        node = verb
        while node.tag == "VB" and node.rel in ("xcomp", "conj") and node.head is not None:
            node = node.head
            if node.lemma in self._trying:
                return True
        return False

    def _is_not_yet(self, verb: Token) -> bool:
        """ "has yet to be set up": the adverb may hang on the infinitive."""
        infinitive = any(child.tag == "TO" for child in verb.children)
        return infinitive and any(child.lemma in self._not_yet for child in verb.children)

    def _is_raised(self, verb: Token) -> bool:
        """ "is supposed to begin", "directed officials to complete": no more than intended."""
        head = verb.head
        if verb.tag != "VB" or verb.rel != "xcomp" or head is None or not head.is_verb:
            return False
        told = any(child.tag == "TO" for child in verb.children)
        return told and head.child("nsubj:pass", "obj") is not None

    def _is_open(self, verb: Token) -> bool:
        """Whether a gerund tells of something not done yet: "the need for signing"."""
        if verb.tag != "VBG" or not verb.case or verb.child("aux", "nsubj") is not None:
            return False
        above = verb.head
        shared = above is not None and above.tag == "VBD" and above.lemma in self._sharing
        return verb.case not in self._done and not (shared and verb.case in self._shared_in)

    def _is_wanted(self, verb: Token) -> bool:
        """ "wants the treaty signed by May": a participle that is a clause by itself."""
        if verb.tag not in ("VBN", "VBD") or verb.rel not in ("ccomp", "xcomp"):
            return False
        if verb.head is None or verb.child("aux", "aux:pass", "mark") is not None:
            return False
        return not self._words.of(verb.head).isdisjoint(("WANT", "AWAIT"))

    def _must(self, verb: Token) -> bool:
        return any(
            child.rel == "aux" and child.tag == "MD" and child.lemma in self._musts
            for child in verb.children
        )


def topic_chain(token: Token) -> Iterator[Token]:
    """The nouns that say what a noun is about: of "a text on rights of way" "rights" and "way"."""
    above = token.head.children if token.head is not None and token.rel == "obj" else ()
    for child in (*token.children, *above):
        loose = child.rel == "obl" and child.first.index == token.index + 1  # hung on the verb
        own = child.rel == "nmod" and child.head is token and child.index > token.index
        if child.case and (own or loose):
            yield child
            yield from topic_chain(child)


def _agrees(token: Token, verb: Token) -> bool:
    """Whether a relative clause has the number of the noun it hangs on, where "which" acts."""
    subject = verb.child("nsubj", "nsubj:pass")
    if subject is None or subject.tag not in _RELATIVE or len(token.conjuncts()) > 1:
        return True
    first = next((c for c in verb.children if c.rel in ("aux", "aux:pass", "cop")), verb)
    plural = token.tag in ("NNS", "NNPS")
    return not (first.tag == "VBZ" if plural else first.tag == "VBP")


def _is_kind(concept: str) -> bool:
    return concept.startswith("KIND_")


def is_progressive(verb: Token) -> bool:
    """Whether a verb is told as going on: "is building", "is being built"."""
    if verb.tag == "VBG":
        return any(child.rel == "aux" for child in verb.children)
    return any(child.rel in ("aux", "aux:pass") and child.tag == "VBG" for child in verb.children)


def is_past(verb: Token) -> bool:
    """Whether a verb is told as over: past tense, perfect, or a past participle."""
    if any(child.rel == "aux" and child.tag in ("VBD", "VBZ", "VBP") for child in verb.children):
        return verb.tag == "VBN"
    return verb.tag in ("VBD", "VBN")
