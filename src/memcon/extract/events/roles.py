"""Who acts and towards whom: the parties of an act, with the country that each belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memcon.annotate import Token
from memcon.extract.events.codes import codebook
from memcon.extract.events.compose import cased_children
from memcon.extract.events.mood import Reading
from memcon.extract.events.participants import (
    POLITICAL,
    Participant,
    PhraseReader,
)
from memcon.extract.events.terms import PART, TEMPORAL

_OWNERS = {"poss": ("nmod:poss",), "adj": ("amod", "compound")}
_DIRECTED = frozenset(
    {"demand", "appeal", "accuse", "condemn", "praise", "investigate", "allow", "prevent"}
)
_JUDGING = frozenset({"accuse", "condemn", "praise", "investigate"})
_OUTWARD = frozenset({"intend", "demand", "appeal", "threaten"})
_ASKED = frozenset({"demand", "appeal"})  # where passive, nobody tells who asked
_PERSONAL = "PRP"
_LIGHT = frozenset({"do", "say", "help", "close", "stop", "fail", "discuss"})
_LOST = ("obl:unmarked", "dep", "nmod", "appos")  # what a lost subject is taken for
_OBLIQUE = ("obl", "nmod", "iobj", "obl:agent")
_COOPERATION = 2  # quad classes up to this one are of cooperation
_VERBAL_CONFLICT, _MATERIAL_CONFLICT = 3, 4  # quad classes
_NOMINAL = frozenset({"obj", "nmod", "compound", "amod", "nmod:poss", "obl", "conj"})
_EXACT = 3.0  # the weight of a term that names the act with its object
_STRIKING = frozenset({"ASSAULT", "COERCE", "PROTEST"})  # types of what is done at a place
_BY = "by"
_AGAINST = "against"
_APART = ("nsubj", "nsubj:pass", "appos", "acl:relcl", "nmod:poss", "compound", "amod", "csubj")
_CHALLENGERS = frozenset({"REB", "OPP", "UAF", "LAB", "EDU"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The participants of an act; a mutual act may have its sides split over both."""

    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: str = ""


class RoleFinder(PhraseReader):
    """Finds the participants of the acts of one sentence."""

    # ------------------------------------------------------------------ an act

    def roles(self, reading: Reading) -> Roles:
        """The participants of an act, countries filled in from the place and from each other."""
        place = self._location(reading)
        actors = self._actors(reading)
        own = {each.country for each in actors}
        recipients = self._recipients(reading)
        if not reading.act.mutual and not reading.links:
            actors = _others(actors, recipients)
            own = {each.country for each in actors}
        recipients = [
            r
            for r in recipients
            if not self._same(r, actors) and not (r.indirect and r.country in own)
        ]
        if recipients and {r.country for r in recipients} <= own and not reading.act.domestic:
            recipients = (
                self._foreign(reading, own)  # "invited X to visit Chile"
                or self._elsewhere(reading, actors)
                or recipients
            )
        elif not reading.act.domestic and not reading.act.mutual:
            recipients = [r for r in recipients if r.country not in own or not r.country]
        if not [r for r in recipients if r.country]:
            recipients = (
                recipients
                or self._under_condition(reading, own)
                or self._elsewhere(reading, actors)
                or self._sent_to(reading)
            )
        return self._completed(reading, actors, recipients, place)

    def _foreign(self, reading: Reading, own: set[str]) -> list[Participant]:
        """Those of other parties among the objects of the verbs of an act."""
        people = (p for token in self._objects(reading) for p in self.participants(token))
        return [person for person in people if person.country and person.country not in own]

    @staticmethod
    def _same(one: Participant, others: Sequence[Participant]) -> bool:
        return any(one.start == other.start and one.end == other.end for other in others)

    def _completed(
        self,
        reading: Reading,
        actors: list[Participant],
        recipients: list[Participant],
        place: str,
    ) -> Roles:
        known = next((r.country for r in recipients if r.country), "")
        if actors and not any(each.party for each in actors):
            anywhere = place or known or self._named_anywhere(reading)
            actors = [_with(each, anywhere) for each in actors]
        elif not actors and place and place != known and reading.act.domestic:
            actors = [Participant(place, "", "", 0, 0, borrowed=True)]
        of_actor = next((a.country for a in actors if a.country), "")
        home = place or of_actor if reading.act.domestic else of_actor or place
        if recipients and not any(each.country for each in recipients):
            recipients = [
                _with(each, place or (of_actor if _is_at_home(each, reading) else ""))
                for each in recipients
            ]
        elif not recipients and home and (reading.act.domestic or _challenges(actors)):
            recipients = [Participant(home, "", "", 0, 0, borrowed=True)]
        kept = tuple(a for a in actors if a.country or a.sector in POLITICAL)
        towards = tuple(r for r in recipients if r.country or r.sector in POLITICAL)
        return Roles(_unique(kept), _unique(towards), place)

    def _named_anywhere(self, reading: Reading) -> str:
        """The first party of the sentence, those of "officials said" left out."""
        for index in sorted(self._view.mentions):
            token = self._view.mentions[index].head
            clause = self._grammar.clause_of(token)
            if clause is reading.speaker or clause.rel == "parataxis":
                continue
            for actor in self._view.mentions[index].actors:
                if actor.party:
                    return actor.party
        return ""

    # ------------------------------------------------------------------ actors

    def _actors(self, reading: Reading) -> list[Participant]:
        if reading.act.undergone and not reading.links:
            return self._doers(reading)
        for word in self._acting(reading):
            if reading.speaker is word and len(reading.words) > 1:
                continue
            found = self._actors_of(word, reading)
            if found:
                return found
        return self._of_own(reading)

    def _doers(self, reading: Reading) -> list[Participant]:
        """Of "came under fire from rebels" the rebels."""
        verb = reading.trigger
        words = (verb, *(c for c in verb.children if c.is_noun))
        slots = ("by", "from")
        return next((f for w in words if (f := self._in_slots(w, slots, set(), reading))), [])

    def _acting(self, reading: Reading) -> Sequence[Token]:
        """The words whose subject acts: of "condemned X's attack" not those below the judging.

        Nor those below a verb whose own subject is told, though nobody knows who that is.
        """
        last = len(reading.words)
        for number, (kind, word) in enumerate(reading.links):
            subjects = self._grammar.agents(word) if word.is_verb else []
            told = kind in _OUTWARD and any(each not in reading.words for each in subjects)
            told = told or (kind in _ASKED and word.is_verb and self._grammar.is_passive(word))
            if kind in _JUDGING or told:
                last = number + 1
        return reading.words[:last]

    def _of_own(self, reading: Reading) -> list[Participant]:
        """Of "UN troops were withdrawn" the UN: what is moved is the actor's own."""
        for word in reading.words:
            if word.is_verb and self._grammar.is_passive(word):
                for token in self._grammar.patients(word):
                    if reading.act.patient_acts or self._is_own(token, reading):
                        return self.participants(token)
        return []

    def _is_own(self, token: Token, reading: Reading) -> bool:
        return any(self._lexicon.sets[name].matches(token) for name in reading.act.own)

    def _is_foreign(self, token: Token, reading: Reading) -> bool:
        """Whether what is moved is another's: "expelled two Russian diplomats"."""
        owners = {each.party for each in self.participants(token) if each.party}
        return bool(owners) and owners.isdisjoint(each.party for each in self._actors(reading))

    def _actors_of(self, word: Token, reading: Reading) -> list[Participant]:
        if word.is_verb:
            return self._subject_participants(word, reading)
        if word.pos == "ADJ":
            head = word.head
            return self._subject_participants(head, reading) if head and head.is_verb else []
        found = self._noun_roles(word, self._cases.noun_actors) or self._laid_by(word)
        if found:
            return found
        carrier = self._carrier(word)
        if carrier is not None and self._mentions(carrier, reading):
            return []
        return self._subject_participants(carrier, reading) if carrier is not None else []

    def _mentions(self, verb: Token, reading: Reading) -> bool:
        """Whether a verb only speaks of what a noun below it names: "mentioned the war"."""
        return verb not in reading.words and self._lexicon.is_saying(verb)

    def _laid_by(self, noun: Token) -> list[Participant]:
        """Of "a bomb planted by rebels" the rebels."""
        for child in noun.all_children("acl"):
            for agent in child.all_children("obl:agent"):
                return self.participants(agent)
        return []

    def _carrier(self, noun: Token) -> Token | None:
        """The verb that a noun is, or stands in, an object or complement of."""
        node = noun
        while node.head is not None and not node.is_verb:
            if node.case in self._cases.circumstances or node.rel in _APART:
                return None
            node = node.head
        return node if node.is_verb else None

    def _subject_participants(self, verb: Token, reading: Reading) -> list[Participant]:
        for subject in self._agents(verb):
            unknown = subject.tag == _PERSONAL and self._is_open(subject, verb, reading)
            if unknown and (found := self._speaker(verb, reading)):
                if subject.lemma in self._lexicon.words.impersonal:
                    found = [each for each in found if self._is_body(each)]
            elif subject in reading.words:
                found = self._noun_roles(subject, self._cases.noun_actors)
            else:
                told = self._lexicon.act_of_noun(subject) is not None
                found = self._noun_roles(subject, self._cases.noun_actors) if told else []
                alone = subject is verb.head and any(
                    each.index > verb.index for each in subject.conjuncts()
                )  # "A, who came on Monday, and B"
                found = found or self.participants(subject, coordinated=not alone)
            if found:
                return found
        return []

    def _is_body(self, one: Participant) -> bool:
        """Whether somebody is called "it": a state, an organisation, a ministry, and no person."""
        if one.actor is None or one.actor.kind not in ("person", "role"):
            return True
        words = self._view.tokens_of(one.start, one.end)
        return any(self._lexicon.is_collective(word) for word in words)

    def _is_open(self, pronoun: Token, verb: Token, reading: Reading) -> bool:
        """Whether nobody is known for a pronoun, or several where one says it of himself."""
        parties = {each.country for each in self.participants(pronoun) if each.country}
        told = verb.rel == "ccomp" and verb.head is not None and verb.head is reading.speaker
        alone = len(list(pronoun.conjuncts())) == 1  # not "he and Li"
        return not parties or (told and alone and len(parties) > 1)

    def _agents(self, verb: Token) -> list[Token]:
        """Who acts; where the parser lost the subject, the noun that stands before the verb."""
        if self._has_lost_its_subject(verb):
            return []
        found = self._grammar.agents(verb)
        if not found and self._is_told_of_root(verb):
            return [verb.head] if verb.head is not None else []
        if found or self._grammar.is_passive(verb):
            return found
        before = [c for c in verb.children if c.index < verb.index and c.is_noun and not c.case]
        return [c for c in before if c.rel in _LOST and c.entity not in TEMPORAL]

    def _is_told_of_root(self, verb: Token) -> bool:
        """Whether the parser took "peasants converged on X" for "peasants (who were) converged".

        So where the noun heads the sentence, nobody is named who did it, and the verb governs
        something ("a minister offered to resign") or the noun tells of many people.
        """
        noun = verb.head
        if verb.rel != "acl" or verb.tag != "VBN" or noun is None or noun.head is not None:
            return False
        if verb.child("obl:agent", "aux:pass", "aux") is not None:
            return False
        governs = verb.child("obj", "xcomp", "ccomp", "advcl") is not None
        if governs and self._view.mention(noun) is not None:
            return True
        around = any(child.rel.startswith("obl") for child in verb.children)
        return around and not governs and self._lexicon.is_collective(noun)

    def _has_lost_its_subject(self, verb: Token) -> bool:
        """Whether the parser hung a verb's subject elsewhere: "..., after a raid killed two".

        So where a past form with an object follows a noun, with no word between that joins it to
        the verb above.
        """
        if verb.rel not in ("advcl", "conj") or verb.tag not in ("VBN", "VBD") or not verb.index:
            return False
        if verb.child("obj") is None or verb.child("aux", "nsubj") is not None:
            return False
        return self._view.tokens[verb.index - 1].is_noun

    def _speaker(self, verb: Token, reading: Reading) -> list[Participant]:
        """Whom "it" and "he" stand for in what somebody says of himself."""
        speaker = reading.speaker
        if speaker is None:
            speaker = next((a for a in verb.ancestors() if a.is_verb), None)
        if speaker is None or speaker is verb:
            return []
        return [p for t in self._grammar.agents(speaker) for p in self.participants(t)]

    def _noun_roles(
        self, noun: Token, slots: Sequence[str], *, anyone: bool = False
    ) -> list[Participant]:
        """Participants that stand in a noun's phrase: "Ghana's visit", "talks between", "by".

        With `anyone` also those without a country ("a demand by the opposition").
        """
        for slot in slots:
            for child in self._slot(noun, slot):
                found = [p for p in self.participants(child) if p.country or anyone]
                if found:
                    return found
            if slot == _BY and (found := [p for p in self._laid_by(noun) if p.country]):
                return found
        return []

    def _slots_of(self, noun: Token, slots: Sequence[str]) -> Sequence[str]:
        """The slots in which an owner stands: of "the bombing of X" X is no owner."""
        act = self._lexicon.act_of_noun(noun)
        code = self._lexicon.acts[act.id].cameo if act is not None else ""
        if not code or codebook().type_of(code).quad_class != _MATERIAL_CONFLICT:
            return slots
        return [slot for slot in slots if slot not in PART]

    def _slot(self, word: Token, slot: str) -> Iterator[Token]:
        """The dependents of a word in one of the lexicon's role slots."""
        if slot in _OWNERS:
            yield from word.all_children(*_OWNERS[slot])
            if slot == "adj":  # "the US trade sanctions", taken for "sanctions (of) US"
                bare = word.all_children("nmod")
                yield from (t for t in bare if t.index < word.index and not t.case)
        elif slot in ("obj", "iobj"):
            if word.is_verb:
                yield from (
                    t for t in self._grammar.patients(word) if t.rel != "iobj" or slot == "iobj"
                )
                yield from (t for t in word.all_children("iobj") if slot == "iobj")
        elif slot == "subj":
            if word.is_verb:
                yield from self._grammar.agents(word)
        else:
            children = cased_children(word)
            if slot == _BY and word.is_noun:
                children += self._stray_agents(word)
            for child in children:
                fits = child.case == slot or (
                    child.case.endswith(f"_{slot}") and child.case not in self._cases.aside
                )
                if fits and child.rel in _OBLIQUE:
                    yield child

    def _stray_agents(self, noun: Token) -> list[Token]:
        """Of "condemned the invasion of X by Y" Y, where the parser hung it on X or on the verb."""
        found = [c for part in noun.children if part.case in PART for c in cased_children(part)]
        verb = noun.head
        if noun.rel == "obj" and verb is not None and not self._grammar.is_passive(verb):
            found += [c for c in cased_children(verb) if c.index > noun.index]
        return found

    # ------------------------------------------------------------------ recipients

    def _recipients(self, reading: Reading) -> list[Participant]:
        own = {word.index for word in reading.words}
        for kind, word in reading.links:
            if kind == "discuss":  # who stands in the topic takes no part
                return self._in_slots(word, self._cases.partners, own, reading)
            if kind in _DIRECTED:
                found = self._addressee(word, reading, own)
                if found:
                    return found
                if kind in _JUDGING and _is_blow(reading):  # "condemned the shelling of X"
                    return [replace(p, distant=True) for p in self._of_trigger(reading, own)]
        if reading.links and reading.links[0][0] == "refuse":
            nouns = [word for _, word in reading.links if word.is_noun]
            for noun in (*nouns, *(t for t in self._objects(reading) if t.is_noun)):
                owners = self._noun_roles(noun, self._cases.noun_owners, anyone=True)
                if owners:
                    return owners
        outer = [word for kind, word in reading.links if kind not in _LIGHT]
        if reading.links and reading.links[0][0] in ("refuse", "intend", "threaten") and outer:
            found = self._in_slots(outer[0], self._cases.outer, own, reading)
            if found:
                return found
        return self._of_trigger(reading, own)

    def _addressee(self, word: Token, reading: Reading, own: set[int]) -> list[Participant]:
        """Of whom something is demanded, asked, alleged: the object, else who is to do it."""
        found = self._in_slots(word, self._cases.addressees, own, reading)
        if found:
            return found
        for inner in reading.words:
            if inner is word or inner is reading.speaker:
                continue
            if inner.is_verb and inner.rel in ("ccomp", "xcomp", "advcl"):
                subject = self._bidden(inner, word)
                if subject is not None and subject.index not in own:
                    people = self.participants(subject)
                    if people:
                        return people
            if inner.is_noun:
                people = self._noun_roles(inner, self._slots_of(inner, self._cases.noun_actors))
                if people:
                    return people
        return []

    def _bidden(self, verb: Token, above: Token) -> Token | None:
        """The subject of a verb, or of the one that it completes, up to the word above."""
        node: Token | None = verb
        while node is not None and node is not above:
            if (subject := node.child("nsubj", "nsubj:pass")) is not None:
                return subject
            node = node.head if node.rel == "xcomp" else None
        return None

    def _of_trigger(self, reading: Reading, own: set[int]) -> list[Participant]:
        words = [reading.trigger, *(word for _, word in reversed(reading.links))]
        fallback: list[Participant] = []
        nearby: list[Participant] = []
        objects = [token for token in self._objects(reading) if token.is_noun]
        said = codebook().type_of(reading.cameo).quad_class == _VERBAL_CONFLICT
        near = (*self._cases.beside, *self._cases.upon) if said else self._cases.beside
        for slot in reading.act.recipient:
            beside = objects if slot in near else ()
            for word in (*words, *beside):
                if slot == _BY and word.is_verb and self._grammar.is_passive(word):
                    continue  # "was brushed aside by X": he who did it
                found = self._in_slot(word, slot, own, reading)
                if not found:
                    continue
                if any(each.country and not (each.borrowed and each.indirect) for each in found):
                    return self._nearness(found, slot, reading)
                if any(each.country for each in found):
                    nearby = nearby or found  # "over the burning of a book in Malmo"
                fallback = fallback or found
        if nearby:
            return nearby
        if reading.act.topic:
            return []  # who owns what is talked over takes no part in the talk
        for token in self._objects(reading):
            if self._is_own(token, reading):
                continue
            inner = [p for p in self._of_head(token, 0) if p.country]
            if inner:
                return inner
        return fallback

    def _nearness(self, found: list[Participant], slot: str, reading: Reading) -> list[Participant]:
        """Those in a slot; of what is judged ("concern over violence in X") X is but a place.

        So is, or no party at all, whose thing something else is done in ("in a show of love for").
        """
        kind = codebook().type_of(reading.cameo).id
        if slot == _AGAINST and kind == "ACCUSE" and reading.weight < _EXACT and not reading.links:
            objects = [token for token in self._objects(reading) if token.is_noun]
            if any(self._names(token, slot, found) for token in objects):
                return [
                    replace(each, distant=True) for each in found
                ]  # "denounced measures against"
        if slot not in self._cases.sites:
            return found
        judged = not _JUDGING.isdisjoint(reading.kinds)
        aside = kind not in _STRIKING
        return [
            replace(each, distant=each.distant or judged or (aside and each.indirect))
            for each in found
        ]

    def _names(self, token: Token, slot: str, found: Sequence[Participant]) -> bool:
        """Whether those found stand in a noun's own slot."""
        below = (child for child in token.children if child.case == slot)
        return any(self._same(each, found) for c in below for each in self.participants(c))

    def _objects(self, reading: Reading) -> Iterator[Token]:
        for word in reading.words:
            if word.is_verb and word is not reading.speaker:
                yield from self._grammar.patients(word)

    def _in_slots(
        self, word: Token, slots: Sequence[str], own: set[int], reading: Reading
    ) -> list[Participant]:
        for slot in slots:
            found = self._in_slot(word, slot, own, reading)
            if found:
                return found
        return []

    def _in_slot(
        self, word: Token, slot: str, own: set[int], reading: Reading
    ) -> list[Participant]:
        if slot == "clause":
            return self._clause_subjects(word)
        found: list[Participant] = []
        for token in self._slot(word, slot):
            moved = slot == "obj" and self._is_own(token, reading)
            if moved and not self._is_foreign(token, reading):
                continue
            if token.index in own and slot not in ("obj", "iobj"):
                continue
            if token.index in own:
                found += self._noun_roles(token, self._slots_of(token, self._cases.noun_owners))
                continue
            found += self.participants(token)
        return found

    def _clause_subjects(self, word: Token) -> list[Participant]:
        for child in word.children:
            aside = child.rel == "advcl" and child.child("mark") is not None  # "while X stayed out"
            if child.rel in ("ccomp", "xcomp", "advcl") and child.is_verb and not aside:
                subject = child.child("nsubj", "nsubj:pass")
                if subject is not None:
                    return self.participants(subject)
        return []

    def _elsewhere(self, reading: Reading, actors: Sequence[Participant]) -> list[Participant]:
        """A party somewhere below the words of the act, when no slot holds one."""
        if reading.act.mutual or "discuss" in reading.kinds:
            return []
        taken = {each.country for each in actors}
        for word in (reading.trigger, *(w for _, w in reading.links)):
            for token in word.subtree():
                mention = self._view.mention(token)
                if mention is None or token.index < word.index or self._in_aside(token, word):
                    continue
                found = [
                    self._participant(head, actor)
                    for head in token.conjuncts()
                    for actor in self._view.actors(head, coordinated=False)
                    if actor.party and actor.party not in taken
                ]
                if found:
                    near = self._is_in_object(token, word, reading)
                    return [replace(each, distant=not near) for each in found]
        return []

    def _under_condition(self, reading: Reading, own: set[str]) -> list[Participant]:
        """Of "threatened to close the strait if X tightened its embargo" X."""
        if codebook().type_of(reading.cameo).id != "THREATEN":
            return []
        for verb in (word for word in reading.words if word.is_verb):
            for clause in (*verb.all_children("advcl"), *self._below(verb)):
                marks = {mark.lower for mark in clause.all_children("mark")}
                if marks.isdisjoint(self._lexicon.words.conditions):
                    continue
                for subject in self._grammar.agents(clause):
                    people = self.participants(subject) if subject.pos != "PRON" else []
                    found = [each for each in people if each.country not in {"", *own}]
                    if found:
                        return found
        return []

    @staticmethod
    def _below(verb: Token) -> Iterator[Token]:
        """The clauses that hang on what a verb governs."""
        for child in verb.all_children("xcomp", "ccomp", "advcl"):
            yield from child.all_children("advcl")

    def _sent_to(self, reading: Reading) -> list[Participant]:
        """Of "the envoy for X shuttled ..." X, where nothing else tells of the other side."""
        for word in reading.words:
            for subject in self._grammar.agents(word) if word.is_verb else []:
                if subject.lemma not in self._lexicon.words.envoys:
                    continue
                for child in cased_children(subject):
                    if child.case in self._cases.missions:
                        return self.participants(child)
        return []

    def _is_in_object(self, token: Token, word: Token, reading: Reading) -> bool:
        """Whether a party is named with what is done: "a halt to the bombing of X".

        Not where it is but the scene or the matter, nor below another verb, nor in what is asked.
        """
        kind = codebook().type_of(reading.cameo)
        if kind.quad_class != _MATERIAL_CONFLICT and kind.id != "RETREAT":
            return False
        node: Token | None = token
        while node is not None and node is not word:
            scene = node.case in self._cases.sites or node.case in self._cases.circumstances
            if node is not token and node.rel == "obl":
                scene = scene or node.case not in self._cases.beside  # "on the road to X"
            if node.is_verb or scene or node.rel not in _NOMINAL:
                return False
            node = node.head
        return True

    @staticmethod
    def _in_aside(token: Token, word: Token) -> bool:
        node: Token | None = token
        while node is not None and node is not word:
            purpose = node.rel == "advcl" and any(c.tag == "TO" for c in node.children)
            if node.rel in ("acl:relcl", "parataxis", "advcl", "appos") and not purpose:
                return True
            node = node.head
        return False

    # ------------------------------------------------------------------ place

    def _location(self, reading: Reading) -> str:
        """The state in which the act takes place, as far as the clause says."""
        for word in reading.words:
            if word is reading.speaker:
                continue
            for child in word.children:
                if child.case in self._cases.places and child.rel in ("obl", "nmod", "obl:agent"):
                    code = self._inside_of(child) or self._place_below(child, 0)
                    code = code or self._beside(child)
                    if code:
                        return code
        for word in reading.words:
            if word.is_verb and word is not reading.speaker:
                for token in (*self._grammar.patients(word), *self._grammar.subjects(word)):
                    for child in token.children:
                        if child.case in self._cases.places and (
                            code := self._place_below(child, 0)
                        ):
                            return code
        return ""

    def _inside_of(self, place: Token) -> str:
        """Of "on the French embassy in X" the state that X lies in."""
        inner = (c for c in place.all_children("nmod") if c.case in self._cases.sites)
        return next((code for child in inner if (code := self._place_below(child, 0))), "")

    def _beside(self, place: Token) -> str:
        """Of "at a mine west of X" the state that X lies in, wherever "west" hangs."""
        heads = (place, place.head) if place.head is not None else (place,)
        ways = (way for head in heads for way in head.all_children("advmod"))
        inside = (child for way in ways for child in way.children if child.case in PART)
        return next((code for child in inside if (code := self._place_below(child, 0))), "")


def _is_blow(reading: Reading) -> bool:
    """Whether somebody is done harm to."""
    return codebook().type_of(reading.base).quad_class == _MATERIAL_CONFLICT


def _challenges(actors: Sequence[Participant]) -> bool:
    """Whether those act who stand against their own government."""
    return bool(actors) and all(actor.sector in _CHALLENGERS for actor in actors)


def _is_at_home(one: Participant, reading: Reading) -> bool:
    """Whether the other side of an act may be taken for the actor's own people.

    Not where states deal with each other: "exchange engineers", "condemned the shelling of X".
    """
    if reading.act.domestic or one.sector in POLITICAL:
        return True
    return bool(one.sector) and codebook().type_of(reading.cameo).quad_class > _COOPERATION


def _with(participant: Participant, country: str) -> Participant:
    return replace(participant, country=country, borrowed=True) if country else participant


def _unique(participants: Sequence[Participant]) -> tuple[Participant, ...]:
    found: list[Participant] = []
    for each in participants:
        if all((each.country, each.text) != (other.country, other.text) for other in found):
            found.append(each)
    return tuple(found)


def _others(actors: list[Participant], recipients: Sequence[Participant]) -> list[Participant]:
    """Of "they praised Mr Li", where they are he and another, the other."""
    named = {
        each.country
        for each in recipients
        if each.actor is not None and each.actor.kind in ("person", "state") and not each.indirect
    }
    kept = [each for each in actors if each.country not in named]
    together = len({(each.start, each.end) for each in actors}) == 1
    return kept if kept and together else actors
