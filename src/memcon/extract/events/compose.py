"""What acts a sentence tells of: operators and acts are composed along the dependency tree.

"agreed to lift the embargo" is an act (an embargo), stopped (lifted), intended (agreed to). Every
operator takes the reading of what it governs and makes another of it; the rules are in `combine`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from memcon.annotate import Sentence, Token
from memcon.extract.clauses import Grammar
from memcon.extract.events.lexicon import EventLexicon, Match
from memcon.extract.events.mood import (
    COOPERATIVE,
    DEFAULTS,
    SPEECH_TYPES,
    MoodReader,
    Reading,
    is_infinitive,
)
from memcon.extract.events.terms import PART, TEMPORAL, Frame

_MAX_DEPTH = 7
_CHAIN = ("xcomp", "ccomp")
_SUBJECTS = ("nsubj", "nsubj:pass")
_NOUN_COMPLEMENTS = frozenset({"nmod", "acl", "ccomp", "compound", "amod", "nmod:poss", "xcomp"})
_EXACT = 3.0  # a term of this weight names the act with its object
_DECIDED = 2.0  # a term of this weight that stands for no event rules out all others
_STEP = 0.5  # of an operator's weight that is added to that of the act below it
_HOW = {
    "intend": "intended",
    "demand": "demanded",
    "appeal": "appealed",
    "refuse": "refused",
    "threaten": "threatened",
    "stop": "stopped",
}
_FIXED = {
    "accuse": "112",
    "condemn": "111",
    "praise": "051",
    "investigate": "090",
    "discuss": "040",
}
_BLOWS = ("19",)  # codes whose accusation is one of aggression ...
_ABUSES = ("1722", "173", "174", "175", "18", "20")  # ... and one of abuses
_VERBAL_CONFLICT, _MATERIAL_CONFLICT = 3, 4  # quad classes
_UNDONE = frozenset({"deny", "possible", "postpone"})
_INTRANSITIVE = ("do", "close", "stop", "fail", "postpone")  # "the talks ended"
_COUNTS = frozenset({"MONEY", "PERCENT", "CARDINAL", "QUANTITY"})  # entities
_LASTING = frozenset({"after", "before", "during", "for", "following", "since"})
_TRANSPARENT = frozenset({"do", "help"})
_WITHIN = "in"
_WHEN = "when"


class Composer(MoodReader):
    """Reads the acts of one sentence."""

    def __init__(
        self,
        lexicon: EventLexicon,
        grammar: Grammar,
        sentence: Sentence,
        sectors: Callable[[Iterable[Token]], frozenset[str]],
    ) -> None:
        super().__init__(lexicon, sentence)
        self._grammar = grammar
        self._sectors = sectors
        self._known: dict[int, list[Reading]] = {}
        self._frames: dict[int, Frame] = {}
        self.unreal = self._is_unreal()  # whether it supposes, asks or calls a thing untrue
        self._voided: set[int] = set()  # verbs of which nothing has happened

    # ------------------------------------------------------------------ the sentence

    def readings(self) -> list[Reading]:
        """All the acts of the sentence; words inside one reading do not head another."""
        if self.unreal:
            return []
        known = self._lexicon.is_known_word
        words = [t for t in self._sentence.tokens if t.pos in ("NOUN", "ADJ") and known(t)]
        order = sorted([*self._sentence.verbs, *words], key=lambda t: (depth_of(t), t.index))
        used: set[int] = set()
        found: list[Reading] = []
        for token in order:
            if token.index in used:
                continue
            readings = self.read(token)
            if token.index in self._voided:
                used.update(self._void(token))
                continue
            for reading in readings:
                if reading.obliged is not None or reading.trigger.index in used:
                    continue
                found.append(reading)
                used.update(word.index for word in reading.words)
                used.update(self._objects_of(reading))
                used.update(self._promised_by(reading))
                used.update(self._told_by_noun(reading))
        return found

    def _promised_by(self, reading: Reading) -> set[int]:
        """What an act is only about: "promised to send troops" is a promise, and no sending."""
        if reading.links or self._type(reading.cameo) not in SPEECH_TYPES:
            return set()
        return {c.index for c in reading.trigger.children if c.rel == "xcomp" and is_infinitive(c)}

    def _told_by_noun(self, reading: Reading) -> set[int]:
        """The subject that names the same act: of "the attack killed two" there is one attack."""
        verb = reading.trigger
        subjects = self.frame(verb).subjects if verb.is_verb else ()
        kind = self._type(reading.cameo)
        same = (t for t in subjects if any(self._type(r.cameo) == kind for r in self.read(t)))
        return {token.index for token in same}

    def _objects_of(self, reading: Reading) -> set[int]:
        """The objects of the verbs of a reading: "issued an ultimatum" is one act, not two."""
        verbs = (word for word in reading.words if word.is_verb and word is not reading.speaker)
        return {token.index for verb in verbs for token in self.frame(verb).objects}

    def is_void(self, verb: Token) -> bool:
        """Whether nothing has happened of what a verb, or one above it, means."""
        return any(node.index in self._voided for node in (verb, *verb.ancestors()))

    def _is_unreal(self) -> bool:
        words = self._lexicon.words
        tokens = self._sentence.tokens
        opener = next((t for t in tokens if t.pos != "PUNCT"), tokens[0])
        if opener.lemma in words.unreal_openers or opener.lower in words.unreal_openers:
            return True
        if any(self._is_fiction(t) for t in tokens if t.lemma in words.fictions):
            return True
        return not words.unreal.isdisjoint(self._sentence.terms) or tokens[-1].lemma == "?"

    def _is_fiction(self, work: Token) -> bool:
        """Whether a sentence tells what happens "in the film", or what the film tells."""
        verb = work.head
        if verb is None or verb.head is not None:
            return False
        if work.rel == "nsubj":
            return verb.lemma in self._lexicon.words.narrating
        return work.rel == "obl" and work.case == _WITHIN

    def _void(self, verb: Token) -> set[int]:
        """The words that share the fate of a verb of which nothing has happened."""
        found = {verb.index}
        for child in verb.children:
            if child.rel in ("conj", "parataxis") or (
                child.rel in ("advcl", "acl:relcl") and child.child("nsubj", "nsubj:pass")
            ):
                continue
            found.update(token.index for token in child.subtree())
        return found

    def read(self, token: Token, depth: int = 0) -> list[Reading]:
        """What a word and all that it governs come to, the likeliest first."""
        if depth > _MAX_DEPTH:
            return []
        known = self._known.get(token.index)
        if known is None:
            self._known[token.index] = []  # ends any circle
            if token.is_verb:
                known = self._verb(token, depth)
            elif not self._lexicon.is_known_word(token):
                known = []
            elif token.is_noun:
                known = self._noun(token, depth)
            elif token.pos == "ADJ":
                known = self._word(token, depth) or self._adjective(token)
            else:
                known = []
            self._known[token.index] = known
        return known

    def _adjective(self, word: Token) -> list[Reading]:
        if not self._lexicon.is_known(word):
            return []
        return self._own_act(next(self._lexicon.acts_of_verb(self.frame(word)), None), word)

    # ------------------------------------------------------------------ verbs

    def frame(self, verb: Token) -> Frame:
        """A verb with its arguments."""
        known = self._frames.get(verb.index)
        if known is None:
            known = self._frames[verb.index] = self._made_frame(verb)
        return known

    def _made_frame(self, verb: Token) -> Frame:
        subjects = self._grammar.agents(verb)
        clauses = [
            c
            for c in verb.children
            if c.rel in _CHAIN and not c.is_noun and not self._is_parted(c, verb)
        ]
        purposes = [c for c in verb.all_children("advcl") if is_infinitive(c)]
        objects = self._objects(verb, [*clauses, *purposes])
        return Frame(
            verb=verb,
            subjects=tuple(subjects),
            objects=tuple(objects),
            obliques=tuple(c for c in cased_children(verb) if c.rel != "obl:agent"),
            clauses=(*clauses, *purposes),
            subordinate_subject=any(
                c.child("nsubj") is not None and is_infinitive(c) for c in clauses
            ),
            infinitive=any(is_infinitive(clause) for clause in (*clauses, *purposes)),
            classify=self._classes,
        )

    def _is_parted(self, clause: Token, verb: Token) -> bool:
        """Whether a semicolon stands between a clause and the verb after it that it hangs on."""
        between = self._sentence.tokens[clause.index : verb.index]
        return any(token.text == ";" for token in between)

    def _objects(self, verb: Token, clauses: Sequence[Token]) -> list[Token]:
        """The objects, with those that the parser took for clauses, and whom an act is left to."""
        objects = list(self._grammar.patients(verb))
        objects += [c for c in verb.all_children("obj", "iobj") if c not in objects]
        objects += [c for c in verb.all_children(*_CHAIN) if c.is_noun]
        objects = [c for c in objects if c.lemma not in self._lexicon.words.empty]
        if not objects:
            objects += [c for c in verb.all_children("obl:unmarked") if _is_lost_object(c, verb)]
        for clause in clauses:
            subject = clause.child("nsubj")
            if subject is not None and is_infinitive(clause):
                objects.append(subject)  # "allowed newspapers to appear"
        return objects

    def _classes(self, tokens: Sequence[Token]) -> frozenset[str]:
        return self._lexicon.classes_of(tokens, self._sectors(tokens))

    def _verb(self, verb: Token, depth: int) -> list[Reading]:
        if verb.lemma in self._lexicon.words.copulas:
            return self._copula(verb, depth)
        if not self._lexicon.is_known(verb):
            if self._undone(verb):
                self._voided.add(verb.index)
                return []
            return self._on_terms(verb)
        frame = self.frame(verb)
        acts = self._lexicon.acts_of_verb(frame)
        best = next((match for match in acts if self._may_mean(match, verb)), None)
        if best and not self._lexicon.acts[best.id].cameo and best.weight >= _DECIDED:
            self._voided.add(verb.index)
            return []
        if verb.lemma in self._lexicon.words.insisting and _is_assertion(verb):
            return []
        own = self._own_act(best, verb)
        composed = self._composed(self._lexicon.operators_of_verb(frame), frame, depth)
        if verb.index in self._voided:
            return []
        chosen = self._choose(own, composed)
        moods = (
            reading if self._is_recalled(reading, verb) else self._in_mood(reading, verb)
            for reading in chosen
        )
        found = [reading for reading in moods if reading is not None]
        if not found and (chosen or self._undone(verb)):
            self._voided.add(verb.index)
        return found if found or chosen else self._on_terms(verb)

    def _is_recalled(self, reading: Reading, verb: Token) -> bool:
        """Whether a verb of saying tells of what is past: "it will be recalled that he came"."""
        past = any(token.tag == "VBD" for token in (reading.top, *reading.top.all_children("aux")))
        will = self._has([c for c in verb.children if c.rel == "aux"], "future")
        return reading.speaker is verb and will and past and not self._negated(verb)

    def _on_terms(self, verb: Token) -> list[Reading]:
        """ "will V unless X gives way", whatever V is: a threat; "jointly V": a common act."""
        if self._is_common(verb):
            act = self._lexicon.acts[self._lexicon.default_common]
            return [Reading(act.cameo, act, verb, act.cameo, _DECIDED)]
        will = self._has([c for c in verb.children if c.rel == "aux"], "future")
        if not will or self._negated(verb) or not self._is_on_terms(verb):
            return []
        act = self._lexicon.acts[self._lexicon.default_threat]
        return [Reading(act.cameo, act, verb, act.cameo, 1.0, future=True)]

    def _is_common(self, verb: Token) -> bool:
        """Whether several do something "jointly", and have done it."""
        joint = (c for c in verb.all_children("advmod") if c.lower in self._lexicon.words.jointly)
        told = verb.child("nsubj") is not None and not self._undone(verb)
        return told and any(joint)

    def _may_mean(self, match: Match, verb: Token) -> bool:
        """Whether a verb may be read as an act in the voice that it has."""
        return not self._lexicon.acts[match.id].active or not self._grammar.is_passive(verb)

    def _undone(self, verb: Token) -> bool:
        """Whether a verb, whatever it means, is denied, supposed or only possible."""
        auxiliaries = [c for c in verb.children if c.rel == "aux"]
        return (
            self._negated(verb)
            or self._conditional(verb)
            or self._is_habit(verb)
            or self._has(auxiliaries, "possible")
            or (self._has(auxiliaries, "conditional") and not self._reported(verb))
        )

    def _own_act(self, best: Match | None, word: Token) -> list[Reading]:
        if best is None:
            return []
        act = self._lexicon.acts[best.id]
        if not act.cameo:
            return []
        return [Reading(act.cameo, act, word, act.cameo, best.weight)]

    def _choose(self, own: list[Reading], composed: list[Reading]) -> list[Reading]:
        """A particular term outranks composition; a bare verb gives way to it."""
        if not own or not composed:
            return own or composed
        if composed[0].trigger.rel in _SUBJECTS and own[0].weight < _EXACT:
            return composed
        same = self._type(own[0].cameo) == self._type(composed[0].cameo)
        outermost = composed[0].links[0][0] if composed[0].links else ""
        if own[0].weight >= _EXACT and outermost in ("do", "close", "stop", "say", "help", "allow"):
            return own
        if own[0].weight >= _DECIDED and not same and not self._is_vowed(own[0], composed[0]):
            return own
        return composed

    def _is_vowed(self, own: Reading, composed: Reading) -> bool:
        """Whether only what a verb governs tells whether it means well: "vowed to ..."."""
        verb = own.trigger.lemma in self._lexicon.words.vows and own.weight < _EXACT
        return verb and bool(composed.links) and composed.links[0][1] is own.trigger

    def _composed(self, matches: Iterable[Match], frame: Frame, depth: int) -> list[Reading]:
        """What the operators that a verb stands for make of what it governs."""
        for match in matches:
            for complement in self._complements(match.id, frame):
                joined = (c for c in complement.conjuncts() if not _is_own_verb(c, complement))
                inner = [reading for each in joined for reading in self.read(each, depth + 1)]
                found = [self.combine(match.id, frame.verb, r, match.weight) for r in inner]
                kept = [reading for reading in found if reading is not None]
                if kept:
                    return kept
                if inner and (match.id in _UNDONE or self._spares(match.id, inner)):
                    self._voided.add(frame.verb.index)
                    return []
            if match.id == "say" and (told := self._told(frame.verb, frame)):
                return told
        return []

    def _spares(self, kind: str, inner: Sequence[Reading]) -> bool:
        """Whether somebody will do no harm: "ruled out closing the border"."""
        quads = {self._codes.type_of(reading.cameo).quad_class for reading in inner}
        return kind == "refuse" and quads <= {_MATERIAL_CONFLICT}

    def _complements(self, kind: str, frame: Frame) -> list[Token]:
        """What an operator may take, clauses before nouns."""
        verb = frame.verb
        clauses = list(frame.clauses)
        clauses += [c for c in verb.children if c.rel == "advcl" and c.case]
        nouns = [token for token in frame.objects if token.is_noun]
        cases = self._lexicon.role_cases
        aside = cases.aside if kind in _INTRANSITIVE else cases.aside | cases.sites
        nouns += [token for token in frame.obliques if token.is_noun and token.case not in aside]
        if kind == "say":
            return [*clauses, *(c for c in verb.children if c.rel == "parataxis")]
        if kind == "do":  # "was ordered to stop" is an order to whoever it is
            told = not self._grammar.is_passive(verb)
            clauses = [c for c in clauses if c.rel != "ccomp" and told]
        if kind in _INTRANSITIVE and not frame.objects and not _is_counted(verb):
            nouns += [token for token in self._grammar.subjects(verb) if token.is_noun]
        return [*clauses, *nouns]

    def _copula(self, verb: Token, depth: int) -> list[Reading]:
        """ "is ready to", "was a call for", "is to visit"."""
        for child in verb.children:
            if child.rel not in ("xcomp", "attr", "acomp", "obl", "advcl"):
                continue
            if child.rel == "advcl" and (child.child("mark") is not None or _is_when(child)):
                continue  # "would stay, although one was shot"
            if self._is_no_sign(verb, child):
                self._voided.add(verb.index)
                return []
            if kind := self._lexicon.predicate(child):
                subjects = [*self._grammar.subjects(verb), *verb.all_children("csubj")]
                inner = [r for subject in subjects for r in self.read(subject, depth + 1)]
                return self._combined(kind, child, inner, 1.0)
            for each in child.conjuncts():
                inner = self.read(each, depth + 1)
                becoming = verb.lemma in self._lexicon.words.becoming
                if inner and child.rel == "xcomp" and not becoming and _is_to_come(child):
                    inner = self._combined("intend", verb, inner, 1.0)
                moods = [self._in_mood(reading, verb) for reading in inner]
                if found := [reading for reading in moods if reading is not None]:
                    return found
                if inner and self._undone(verb):
                    # "have not been able to agree", "if they were to attack"
                    self._voided.add(verb.index)
                    return []
        return []

    def _is_no_sign(self, verb: Token, predicate: Token) -> bool:
        """Whether a thing is said not to be so: "there is no sign that", "it is unlikely"."""
        if predicate.is_noun:
            negators = self._lexicon.words.negators
            return any(c.rel == "det" and c.lemma in negators for c in predicate.children)
        unsure = not _UNDONE.isdisjoint(self._lexicon.operators_of_word(predicate))
        return unsure and verb.child("ccomp", "csubj") is not None

    # ------------------------------------------------------------------ nouns and adjectives

    def _noun(self, noun: Token, depth: int) -> list[Reading]:
        own = self._own_act(self._lexicon.act_of_noun(noun), noun)
        if own and self._is_blow(own[0]) and (self._is_name(noun) or self._is_bloodless(noun)):
            own = []  # "the exercise Southern Strike"
        composed = self._word(noun, depth)
        if own and composed and own[0].weight >= _DECIDED:
            return own
        if any(c.rel == "det" and c.lemma in self._lexicon.words.negators for c in noun.children):
            return []
        if self._is_supposed(noun):
            return []
        return composed or own or self._counted(noun, depth)

    def _is_supposed(self, noun: Token) -> bool:
        """Whether a noun stands for what only would have effects: "a war would cost millions"."""
        verb = noun.head
        if noun.rel not in _SUBJECTS or verb is None or self._lexicon.is_known(verb):
            return False
        auxiliaries = [c for c in verb.children if c.rel == "aux"]
        taught = verb.tag == "VBN" and any(
            aux.tag in ("VBZ", "VBP") and aux.lemma != "have"
            for aux in verb.all_children("aux:pass", "aux")
        )
        unsure = self._has(auxiliaries, "conditional") or self._has(auxiliaries, "possible")
        return unsure or (taught and not verb.child("aux"))

    def _is_name(self, noun: Token) -> bool:
        """Whether a noun is written as a name amid words that are not."""
        if not (noun.index and noun.text[0].isupper()):
            return False
        return any(t.text.islower() for t in self._sentence.tokens[:4])

    def _is_bloodless(self, noun: Token) -> bool:
        """Whether a fight is one of words or courts: "its legal battle", "a struggle to gain"."""
        words = self._lexicon.words
        if noun.lemma not in words.struggles:
            return False
        return any(
            child.lemma in words.bloodless or (child.rel == "acl" and is_infinitive(child))
            for child in noun.children
        )

    def _is_blow(self, reading: Reading) -> bool:
        return self._codes.type_of(reading.cameo).quad_class == _MATERIAL_CONFLICT

    def _counted(self, noun: Token, depth: int) -> list[Reading]:
        """Of "5 million dollars of aid", "two million in aid" the aid."""
        if not self._lexicon.is_quantity(noun):
            return []
        sums = (c for c in noun.children if c.case in self._lexicon.role_cases.sums)
        return next((found for child in sums if (found := self.read(child, depth + 1))), [])

    def _word(self, word: Token, depth: int) -> list[Reading]:
        """What an operator noun or adjective makes of what hangs on it."""
        for kind in self._lexicon.operators_of_word(word):
            for child in sorted(word.children, key=lambda c: (not c.is_verb, c.index)):
                if child.rel not in _NOUN_COMPLEMENTS and not child.case:
                    continue
                if child.rel == "acl" and child.tag == "VBN":
                    continue  # "the agreement signed in May": no agreement to sign
                inner = [r for each in child.conjuncts() for r in self.read(each, depth + 1)]
                polite = kind == "praise" and not word.is_noun and is_infinitive(child)
                kept = self._combined("do" if polite else kind, word, inner, 1.0)
                if kept:
                    return kept
                if inner and kind in _UNDONE:
                    self._voided.add(word.index)  # "is unlikely to meet"
                    return []
        return []

    def _combined(
        self, kind: str, word: Token, inner: Sequence[Reading], weight: float
    ) -> list[Reading]:
        found = (self.combine(kind, word, reading, weight) for reading in inner)
        return [reading for reading in found if reading is not None]

    # ------------------------------------------------------------------ operators

    def combine(self, kind: str, word: Token, inner: Reading, weight: float) -> Reading | None:
        """What an operator makes of an act; None where nothing is left of it."""
        if kind == "say":
            return self._said(word, inner)
        cameo = self._derived(kind, inner)
        if not cameo:
            return None
        return replace(
            inner,
            cameo=cameo,
            weight=inner.weight + _STEP * weight,
            links=((kind, word), *inner.links),
            obliged=inner.obliged if kind == "do" else None,
        )

    def _derived(self, kind: str, inner: Reading) -> str:
        if kind in _TRANSPARENT:
            harm = self._codes.type_of(inner.cameo).quad_class == _MATERIAL_CONFLICT
            return "072" if kind == "help" and harm else inner.cameo
        if kind in _UNDONE:
            return ""
        if kind == "close":
            kind = "stop"
            if self._type(inner.cameo) in ("CONSULT", "COOPERATE"):
                return inner.cameo
        if kind in _FIXED:
            return self._fixed(kind, inner)
        if kind == "intend" and self._type(inner.cameo) in SPEECH_TYPES:
            return inner.cameo
        return self._meant(kind, inner) if kind in _HOW else self._other(kind, inner)

    def _meant(self, kind: str, inner: Reading) -> str:
        """The code of an act that is intended, demanded, refused, threatened or stopped."""
        how = _HOW[kind]
        if kind == "threaten" and "discuss" in inner.kinds:
            return DEFAULTS[how]  # "threatened to review the loan"
        if kind == "refuse" and self._type(inner.cameo) not in COOPERATIVE | {"REQUEST"}:
            return ""
        return self._codes.derive(inner.cameo, how) or DEFAULTS.get(how, "")

    def _fixed(self, kind: str, inner: Reading) -> str:
        kinds = self._type(inner.cameo)
        if kind == "investigate" and self._codes.types[kinds].quad_class < _VERBAL_CONFLICT:
            return ""  # "the board is to review the loan"
        if kind == "accuse" and inner.cameo.startswith(_BLOWS):
            return "1123"
        if kind == "accuse" and inner.cameo.startswith(_ABUSES):
            return "1122"
        return _FIXED[kind]

    def _other(self, kind: str, inner: Reading) -> str:
        kinds = self._type(inner.cameo)
        if kind == "allow":
            if kinds == "PROTEST":
                return "0811"
            return inner.cameo if kinds in ("RETREAT", "CONCEDE", "AID") else "086"
        if kind == "prevent":  # who prevents a war coerces nobody
            return {"PROTEST": "1721", "ASSAULT": ""}.get(kinds, "172")
        if kind == "prepare":
            if kinds in ("ASSAULT", "COERCE", "MOBILIZE"):
                return "154"
            return self._codes.derive(inner.cameo, "intended")
        if kind == "fail":
            return "120" if kinds in ("AGREE", "CONSULT", "SUPPORT") else ""
        return ""

    def _said(self, verb: Token, inner: Reading) -> Reading | None:
        if inner.obliged is None:
            return replace(inner, speaker=inner.speaker or verb)
        if not self._bids(verb, inner.obliged):
            return None
        return self.combine("demand", verb, inner, 1.0)

    def _bids(self, verb: Token, obliged: Token) -> bool:
        """Whether somebody says that another must do something."""
        subject, speaker = self._subject(obliged), self._subject(verb)
        return subject is not None and subject is not speaker and subject.pos != "PRON"

    def _told(self, verb: Token, frame: Frame) -> list[Reading]:
        """ "said that X must Y", whatever Y is: a demand."""
        for clause in frame.clauses:
            if clause.rel != "ccomp" or not clause.is_verb:
                continue
            auxiliaries = [c for c in clause.children if c.rel == "aux"]
            bidden = self._has(auxiliaries, "obliged") or any(
                self._has_to(c) for c in clause.all_children("xcomp")
            )
            if bidden and not self._negated(clause) and self._bids(verb, clause):
                act = self._lexicon.acts[self._lexicon.default_demand]
                return [Reading(act.cameo, act, clause, act.cameo, 1.0, (("demand", verb),))]
        return []

    def _subject(self, word: Token) -> Token | None:
        found = self._grammar.subjects(word) if word.is_verb else []
        return found[0] if found else None


def depth_of(token: Token) -> int:
    """How many heads are above a token."""
    depth, node = 0, token.head
    while node is not None:
        depth, node = depth + 1, node.head
    return depth


def cased_children(word: Token) -> list[Token]:
    """The prepositional phrases of a word, with those that the parser hung on a day between.

    Of "spoke on Friday of the restraint" also the second; days and times themselves are left out.
    """
    found: list[Token] = []
    for child in word.children:
        if not child.case:
            continue
        if child.entity in TEMPORAL:
            lasting = child.case in _LASTING  # "after four days of talks"
            found += [c for c in child.children if c.case and not (lasting and c.case in PART)]
        else:
            found.append(child)
    return found


def _is_counted(verb: Token) -> bool:
    """Whether a verb tells how much something comes to: "trade reached 2 million"."""
    amounts = (c for c in verb.children if c.index > verb.index and c.rel in ("obl", "obj", "attr"))
    return any(token.entity in _COUNTS for child in amounts for token in (child, *child.children))


def _is_lost_object(noun: Token, verb: Token) -> bool:
    """Whether a noun that the parser took for a measure of time is what a verb is done to."""
    counted = any(child.case in PART for child in noun.children)
    return noun.is_noun and noun.index > verb.index and (counted or noun.entity not in TEMPORAL)


def _is_own_verb(verb: Token, first: Token) -> bool:
    """Whether the parser joined a main verb to what another governs: "stopped buying and cut"."""
    return first.tag in ("VBG", "VB") and verb.tag in ("VBD", "VBZ")


def _is_assertion(verb: Token) -> bool:
    """Whether what somebody insists on is that a thing is so: "insisted that it had not"."""
    for clause in verb.all_children("ccomp", "parataxis"):
        forms = [clause, *clause.all_children("aux", "aux:pass")]
        if clause.child("nsubj", "nsubj:pass") and any(f.tag in ("VBD", "VBZ") for f in forms):
            return True
    return False


def _is_to_come(clause: Token) -> bool:
    """Whether what somebody "is to" do is meant: not "is engaged in", "was proud to have held"."""
    perfect = any(aux.tag == "VB" for aux in clause.all_children("aux"))
    return clause.is_verb and is_infinitive(clause) and not perfect


def _is_when(clause: Token) -> bool:
    """Whether a clause only says when: "be patient when he visited"."""
    return any(child.lower == _WHEN for child in clause.all_children("advmod"))
