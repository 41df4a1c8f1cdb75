"""The event coder: sentences with their parties → coded events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.annotate import Token
from memcon.extract.clauses import Grammar
from memcon.extract.events.classifier import NONE, Guess, load_classifier, main_clauses
from memcon.extract.events.codes import codebook
from memcon.extract.events.compose import Composer
from memcon.extract.events.contexts import context_finder
from memcon.extract.events.lexicon import Act, ClosedClasses, event_lexicon
from memcon.extract.events.mood import Reading
from memcon.extract.events.participants import POLITICAL, Participant
from memcon.extract.events.roles import RoleFinder, Roles
from memcon.extract.events.terms import TEMPORAL
from memcon.extract.events.topics import load_topics
from memcon.extract.view import SentenceView

_PENALTIES = {
    "acl:relcl": 2.0,
    "advcl": 1.5,
    "acl": 1.8,
    "appos": 2.0,
    "nmod": 1.2,
    "obl": 1.0,
    "conj": 0.6,
    "compound": 1.5,
    "parataxis": 0.3,
    "dep": 0.5,
}
# Operators under which all sides of a mutual act still act: "agreed to meet", "ended their talks".
_SHARED = frozenset({"do", "say", "close", "intend", "help", "discuss", "stop", "fail"})
_SURE_ALONE = 0.7  # a guess with this probability stands without any word of the lexicon
_SURE_WITH_VERB = 0.4  # ... and with this one where its verb, with other words, is of that type
_FIGURATIVE = 0.5  # ... and this one of being no event rules out a bare word
_SURE_AGAINST = 0.8  # ... and with this one against a vague word of it
_VAGUE = 1.5  # the weight of a term that asks for nothing around its verb
_GUESSED_WEIGHT = 1.0
_SUPPOSED_WEIGHT = 0.5  # ... of one that needs two parties
_CARRIED = 0.7  # taken off for a noun that no verb of the lexicon carries
_GUESS_SHARE = 1.0  # of a guess's probability in the confidence
_TWO = 2
_AGREED = "030"
_NAMED = frozenset({"state", "igo", "group", "place"})  # kinds of entries of the gazetteer
_MATERIAL_COOPERATION, _MATERIAL_CONFLICT = 2, 4  # quad classes
_PRIVATE = frozenset({"BUS", "MNC"})  # sectors that make events only with another party
_EXPERTS = frozenset({"BUS", "MNC", "MED", "EDU"})  # ... and appeals only to a political one
_VERBAL_CONFLICT = 3  # the quad class
_APOLITICAL = 2  # so many weak words of sport or business, or one strong, speak against an event
_ALL_IDLE = 4  # ... and so many rule it out
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "COP", ""})  # sectors of those who act for a state
_AGGRESSION, _ALLEGED = "1123", "112"  # codes of charges
_FORCE = "19"
_JUSTICE = ("090", "091", "115", "116", "173")  # codes of what courts and police do
_DASHES = frozenset({"-", "–", ":"})
_SCORE = 3  # digits
_OLD_YEAR = re.compile(r"[1-9]\d\d|1[0-8]\d\d|190\d|191[0-3]")
# From these probabilities of being of no politics a sentence tells of no event: one by somebody who
# acts for a state or against it, and others.
_FAR_APART = 0.95
_APART = 0.76
_UNMISTAKABLE = 3.5  # the weight of a term that names more than an act and its object
_PLAIN = 3.0  # the weight of a term that names the act with its object


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event with its codes and participants; `start` and `end` are offsets in the document."""

    event_type: str
    mode: str
    contexts: tuple[str, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    cameo: str
    quad_class: int
    goldstein: float
    start: int
    end: int
    confidence: float
    reading: Reading
    mutual: bool = False
    guessed: bool = False  # only the classifier knows of it

    def is_on_a_par_with(self, other: CodedEvent) -> bool:
        """Whether it is told as surely, in a clause coordinated with that of the other event."""
        mine, theirs = self.reading.top, other.reading.top
        joined = mine.rel == "conj" and mine.head is theirs
        sure = not self.guessed and bool(self.actors) and self.reading.weight >= _PLAIN
        return joined and sure and any(not each.borrowed for each in self.recipients)


class EventCoder:
    """Codes the events of sentences in one language."""

    def __init__(self, language: str = "en") -> None:
        self._lexicon = event_lexicon(language)
        self._grammar = Grammar(language)
        self._codes = codebook()
        self._contexts = context_finder(language)
        self._classifier = load_classifier(language, self._lexicon)
        self._topics = load_topics(language)
        self._guessed_acts = {
            kind.id: Act(
                kind.id, kind.cameo, "", self._lexicon.default_recipient, domestic=kind.domestic
            )
            for kind in self._codes.types.values()
        }

    @property
    def words(self) -> ClosedClasses:
        """The closed word classes of the language."""
        return self._lexicon.words

    @property
    def beside(self) -> frozenset[str]:
        """The prepositions that tell where, when or under what something is done."""
        cases = self._lexicon.role_cases
        return cases.sites | cases.aside

    def sector_of(self, noun: Token) -> str:
        """The sector of those whom a collective noun names; "" where it tells none."""
        return self._lexicon.sector_of(noun)

    def code(
        self, view: SentenceView, *, guess: bool = True, lone: bool = False, home: bool = False
    ) -> list[CodedEvent]:
        """The events of a sentence, the likeliest first.

        Without `guess`, clauses that no word of the lexicon speaks for are left alone: in a
        document what they tell of is told elsewhere, too, and the classifier's time is saved. With
        `lone`, an act between states may name but one of them: others may tell of the other. With
        `home`, a sentence may name none: the text tells whose "the rebels" are.
        """
        idle = self._idle_words(view) if home or _has_party(view) else _ALL_IDLE
        if idle >= _ALL_IDLE:
            return []
        finder = RoleFinder(view, self._grammar, self._lexicon)
        composer = Composer(self._lexicon, self._grammar, view.sentence, finder.sectors)
        readings = composer.readings()
        guesses = self._guesses(composer, view, readings, alone=guess)
        found = []
        for each in self._revised(readings, guesses):
            if each.act.weak and each.trigger.is_noun and not each.links:
                continue
            roles = finder.roles(each)
            reading = self._shared(each, roles)
            roles = roles if reading is each else finder.roles(reading)
            if guess:
                reading, roles = self._charged(reading, roles, finder)
            if self._is_past(reading) or self._is_crime(reading, roles, view):
                continue
            if self._is_event(reading, roles, lone=lone) and (
                idle < _APOLITICAL or _is_plain(reading, roles)
            ):
                found.append(self._event(reading, roles, guesses, view))
        if guess and found:
            apart = self._topics.apart(view.tokens)
            found = [event for event in found if apart < _bar(event)]
        return sorted(found, key=lambda event: -event.confidence)

    def _shared(self, reading: Reading, roles: Roles) -> Reading:
        """The reading of an act that means something else where several states do it."""
        own = reading.act
        if len({each.party for each in roles.actors if each.party}) < _TWO:
            return reading
        agreed = bool(reading.links) and reading.top.lemma in self._lexicon.words.decisions
        if agreed and self._codes.type_of(reading.cameo).id == "THREATEN":
            return replace(reading, cameo=_AGREED)  # "agreed that they would close the border"
        if not own.together:
            return reading
        act = self._lexicon.acts[own.together]
        told = {own.cameo: act.cameo}
        told[self._codes.derive(own.cameo, "intended")] = self._codes.derive(act.cameo, "intended")
        if reading.cameo not in told:
            return reading
        return replace(reading, act=act, base=act.cameo, cameo=told[reading.cameo])

    def _charged(self, reading: Reading, roles: Roles, finder: RoleFinder) -> tuple[Reading, Roles]:
        """Where one state begins by saying that another did it harm, its charge."""
        speaker, kind = reading.speaker, self._codes.type_of(reading.cameo)
        harm = kind.quad_class == _MATERIAL_CONFLICT and not reading.links
        if speaker is None or not harm or speaker.index > reading.top.index:
            return reading, roles
        accusers = [p for t in self._grammar.agents(speaker) for p in finder.participants(t)]
        accused = [p for p in roles.actors if p.sector in _OF_STATE and not p.borrowed]
        known = {each.party for each in accusers if each.party and each.sector in _OF_STATE}
        if not known or not accused or not known.isdisjoint(each.party for each in accused):
            return reading, roles
        cameo = _AGGRESSION if reading.base.startswith(_FORCE) else _ALLEGED
        told = replace(reading, cameo=cameo, links=(("accuse", speaker),))
        return told, Roles(tuple(accusers), tuple(accused), roles.place)

    # ------------------------------------------------------------------ the classifier's say

    def _guesses(
        self,
        composer: Composer,
        view: SentenceView,
        readings: Sequence[Reading],
        *,
        alone: bool,
    ) -> dict[int, Guess]:
        """What the classifier makes of clauses, by verb.

        Of the main clauses without a reading, and of those whose reading is vague or has rivals.
        """
        doubtful = [r for r in readings if len(readings) > 1 or _is_vague(r)]
        clauses = [self._grammar.clause_of(reading.top) for reading in doubtful]
        if alone and not composer.unreal:
            spoken = {word.index for reading in readings for word in reading.words}
            spoken.update(self._grammar.clause_of(reading.top).index for reading in readings)
            spoken.update(self._copulas(readings))
            main = main_clauses(view.tokens, self._lexicon)
            clauses += [verb for verb in main if verb.index not in spoken]
        return {
            verb.index: self._classifier.guess(verb)
            for verb in clauses
            if verb.is_verb and not composer.is_void(verb)
        }

    def _copulas(self, readings: Sequence[Reading]) -> Iterator[int]:
        """The "be" of "must be ready to mediate": no word of a reading, but told with it."""
        for reading in readings:
            for word in reading.words:
                if word.head is not None and word.head.lemma in self._lexicon.words.copulas:
                    yield word.head.index

    def _revised(
        self, readings: Sequence[Reading], guesses: Mapping[int, Guess]
    ) -> Iterator[Reading]:
        """The readings, those by vague terms corrected, and guesses where there is no reading."""
        spoken: set[int] = set()
        for reading in readings:
            verb = self._grammar.clause_of(reading.top)
            spoken.update(word.index for word in reading.words)
            spoken.add(verb.index)
            guess = guesses.get(verb.index)
            yield self._corrected(reading, guess) if guess and reading.top is verb else reading
        for index, guess in guesses.items():
            if index in spoken:
                continue
            kind, probability = guess.best
            if kind == NONE:
                continue
            if probability >= _SURE_ALONE:
                yield self._guessed(kind, guess.verb)
            elif probability >= _SURE_WITH_VERB and kind in self._lexicon.types_of(guess.verb):
                yield replace(self._guessed(kind, guess.verb), weight=_SUPPOSED_WEIGHT)

    def _corrected(self, reading: Reading, guess: Guess) -> Reading:
        if not _is_vague(reading):
            return reading
        kind, probability = guess.best
        own = self._codes.type_of(reading.cameo).id
        if kind in (NONE, own) or probability < _SURE_AGAINST:
            return reading
        return self._guessed(kind, reading.trigger)

    def _guessed(self, kind: str, verb: Token) -> Reading:
        act = self._guessed_acts[kind]
        return Reading(act.cameo, act, verb, act.cameo, _GUESSED_WEIGHT)

    # ------------------------------------------------------------------ events

    def _event(
        self, reading: Reading, roles: Roles, guesses: Mapping[int, Guess], view: SentenceView
    ) -> CodedEvent:
        code = self._codes.codes[reading.cameo]
        kind = self._codes.types[code.event_type]
        words = [word for word in reading.words if word is not reading.speaker]
        mode = reading.act.mode if reading.cameo == reading.act.cameo else code.mode
        guess = guesses.get(self._grammar.clause_of(reading.top).index)
        return CodedEvent(
            event_type=kind.id,
            mode=mode,
            contexts=self._contexts.find(self._clause(reading, view), code.contexts),
            actors=roles.actors,
            recipients=roles.recipients,
            cameo=reading.cameo,
            quad_class=kind.quad_class,
            goldstein=code.goldstein,
            start=min(word.start for word in words),
            end=max(word.end for word in words),
            confidence=self._score(reading, roles, guess.of(kind.id) if guess else 0.0),
            mutual=reading.act.mutual and _SHARED.issuperset(reading.kinds),
            reading=reading,
            guessed=self._is_guess(reading),
        )

    def _clause(self, reading: Reading, view: SentenceView) -> list[Token]:
        """The words of an act's clause, without those that only name a party or place."""
        clause = self._grammar.clause_of(reading.top)
        tokens = self._grammar.clause_tokens(clause, keep=reading.words)
        named = view.marked.entries
        return [t for t in tokens if not (named[t.index] and _names_party(t, view))]

    @staticmethod
    def _score(reading: Reading, roles: Roles, guessed: float) -> float:
        score = 0.3 * min(reading.weight, 4.0) - depth_penalty(reading.top)
        score += 1.5 if roles.actors else 0.0
        score -= _CARRIED if reading.trigger.is_noun and not reading.links else 0.0
        score += 0.7 if any(not each.borrowed for each in roles.recipients) else 0.0
        return score + _GUESS_SHARE * guessed

    def _is_event(self, reading: Reading, roles: Roles, *, lone: bool) -> bool:
        """Whether the participants are such as make an event: parties, and enough of them."""
        kind = self._codes.type_of(reading.cameo)
        actors = [a for a in roles.actors if not a.indirect]
        others = [r for r in roles.recipients if not r.borrowed and not r.indirect]
        material = kind.quad_class in (_MATERIAL_COOPERATION, _MATERIAL_CONFLICT)
        if not actors and material and _is_between(roles) and self._is_sure(reading):
            actors, others = list(roles.actors), list(roles.recipients)
        if not actors and (kind.quad_class < _MATERIAL_CONFLICT or not others):
            return False
        if self._is_guess(reading) and not any(_is_political(a) for a in actors):
            return False
        if (self._is_bidding(reading) or self._is_drill(reading)) and not others:
            return False
        parties = {each.country or each.text for each in (*roles.actors, *roles.recipients)}
        supposed = reading.weight < _GUESSED_WEIGHT
        between = kind.bilateral and not (lone and reading.weight >= _PLAIN)
        if (between or reading.act.weak or supposed) and len(parties) < _TWO:
            return False
        if len(parties) < _TWO and self._is_figurative(reading):
            return False
        if not (lone and others) and all(e.sector in _PRIVATE for e in (*actors, *others)):
            return False  # "X and Y settled a patent dispute"
        if not others and all(self._is_local(actor) for actor in actors):
            return False
        if kind.quad_class == _VERBAL_CONFLICT and all(a.sector in _EXPERTS for a in actors):
            return any(_is_political(each) for each in others)  # "doctors urged parents"
        return bool(others) or not all(a.sector in _PRIVATE for a in actors)

    def _is_local(self, actor: Participant) -> bool:
        """Whether somebody governs but a town or province."""
        words = self._lexicon.words.local
        return any(word in words for word in actor.text.lower().split())

    def _is_past(self, reading: Reading) -> bool:
        """Whether an act is told with a year that only historians care for."""
        verbs = {reading.top, self._grammar.clause_of(reading.top)}
        verbs |= {verb.head for verb in verbs if verb.rel == "conj" and verb.head is not None}
        times = (c for verb in verbs for c in verb.children if c.rel.startswith("obl"))
        return any(_is_old_year(word) for time in times for word in (time, *time.children))

    def _is_crime(self, reading: Reading, roles: Roles, view: SentenceView) -> bool:
        """Whether justice is done to a common offender at home."""
        if not reading.base.startswith(_JUSTICE):
            return False
        home = {each.party for each in roles.actors}
        abroad = any(each.party and each.party not in home for each in roles.recipients)
        political = any(each.sector in POLITICAL for each in roles.recipients)
        return not abroad and not political and self._speaks_of_crime(view)

    def _speaks_of_crime(self, view: SentenceView) -> bool:
        return not view.sentence.terms.isdisjoint(self._lexicon.words.crimes)

    def _is_figurative(self, reading: Reading) -> bool:
        """Whether a bare word, told of one state, is of no such act to the classifier."""
        verb = self._grammar.clause_of(reading.trigger)
        if reading.links or not _is_vague(reading) or not verb.is_verb or self._is_guess(reading):
            return False
        guess = self._classifier.guess(verb)
        return guess.best[0] == NONE and guess.best[1] >= _FIGURATIVE

    def _is_sure(self, reading: Reading) -> bool:
        """Whether a term says enough, or the classifier says the same."""
        verb = reading.trigger
        if reading.weight > _VAGUE or not verb.is_verb:
            return reading.weight > _VAGUE
        return self._classifier.guess(verb).best[0] == self._codes.type_of(reading.cameo).id

    def _is_guess(self, reading: Reading) -> bool:
        return reading.act is self._guessed_acts.get(reading.act.id)

    def _is_bidding(self, reading: Reading) -> bool:
        """Whether the demand is only "said that it must"."""
        kind, word = reading.links[0] if reading.links else ("", reading.trigger)
        return kind == "demand" and word.is_verb and self._lexicon.is_saying(word)

    def _is_drill(self, reading: Reading) -> bool:
        """Whether soldiers are only to be moved, by nobody's threat: "will hold an exercise"."""
        base = self._codes.type_of(reading.base).id
        threat = self._codes.type_of(reading.cameo).id == "THREATEN"
        return threat and base == "MOBILIZE" and reading.future and not reading.links

    def _idle_words(self, view: SentenceView) -> int:
        """How much a sentence speaks of sport, business, entertainment and the like."""
        words, terms = self._lexicon.words, view.sentence.terms
        may_score = any(dash in view.sentence.text for dash in _DASHES)
        if may_score and has_score(view.tokens) and terms.isdisjoint(words.ballots):
            return _ALL_IDLE
        return _APOLITICAL * len(terms & words.not_politics) + len(terms & words.apolitical)


def has_score(tokens: Sequence[Token]) -> bool:
    """Whether a sentence gives the score of a game ("won 3-1"): two small numbers and no unit."""
    for first, dash, second in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if dash.text not in _DASHES or not (first.text.isdigit() and second.text.isdigit()):
            continue
        if max(len(first.text), len(second.text)) > _SCORE:
            continue
        after = tokens[second.index + 1 : second.index + 2]
        if not after or not (after[0].is_noun or after[0].text in _DASHES or after[0].pos == "ADJ"):
            return True
    return False


def _is_old_year(word: Token) -> bool:
    """Whether a word is a year before the First World War, and no count of days."""
    counting = word.rel == "nummod" and word.head is not None and word.head.pos != "PROPN"
    return not counting and word.entity in TEMPORAL and bool(_OLD_YEAR.fullmatch(word.text))


def _bar(event: CodedEvent) -> float:
    """From which probability of being of no politics a sentence does not tell of an event."""
    direct = [each for each in event.actors if not each.indirect and not each.borrowed]
    reading = event.reading
    carried = bool(reading.links) or reading.trigger.is_verb
    plain = carried and any(_is_political(each) for each in direct)
    return _FAR_APART if plain or reading.weight >= _UNMISTAKABLE else _APART


def _is_plain(reading: Reading, roles: Roles) -> bool:
    """Whether an act is told so plainly, of such parties, that words of sport do not matter."""
    actors = any(_is_political(each) for each in roles.actors)
    return actors and reading.weight >= _PLAIN and bool(roles.recipients)


def _has_party(view: SentenceView) -> bool:
    """Whether a sentence names, or speaks of, any state or organisation, or a place in one."""
    named = any(actor.party for mention in view.mentions.values() for actor in mention.actors)
    return named or any(entry.country for found in view.marked.entries for entry in found)


def _names_party(token: Token, view: SentenceView) -> bool:
    """Whether a word is part of the name of a state, an organisation or a place."""
    entries = view.marked.entries[token.index]
    return bool(entries) and any(entry.kind in _NAMED for entry in entries)


def _is_political(participant: Participant) -> bool:
    """Whether somebody is a state, a body of states, or acts for one or against one."""
    named = participant.actor is not None and participant.actor.is_party
    return named or (participant.sector in POLITICAL and not participant.borrowed)


def _is_between(roles: Roles) -> bool:
    """Whether what belongs to one state acts on what is another's, neither of a political kind."""
    sides = [
        {p.country for p in side if not p.borrowed} for side in (roles.actors, roles.recipients)
    ]
    return all(len(side - {""}) == 1 for side in sides) and sides[0] != sides[1]


def _is_vague(reading: Reading) -> bool:
    """Whether only a term that asks for nothing around its verb speaks for a reading."""
    return reading.weight <= _VAGUE and not reading.links


def depth_penalty(word: Token) -> float:
    """How far a word stands from the main clause."""
    node, total = word, 0.0
    while node.head is not None:
        total += _PENALTIES.get(node.rel, 0.0)
        node = node.head
    return total


def sides(event: CodedEvent) -> tuple[list[str], list[str]]:
    """The codes of actors and of recipients, each once."""
    source = _codes(event.actors)
    target = _codes(event.recipients)
    return source, target


def _codes(participants: Sequence[Participant]) -> list[str]:
    return list(dict.fromkeys(each.party for each in participants if each.party))
