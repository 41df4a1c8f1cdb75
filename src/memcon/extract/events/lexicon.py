"""The event lexicon of a language: acts, operators and noun sets (`lang/<code>/events/*.yml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.events.codes import codebook
from memcon.extract.events.terms import Frame, NounSet, Term, TermMatcher, parse_term, spelt
from memcon.extract.lexicon import load_yaml

OPERATORS = [
    "do",
    "say",
    "close",
    "stop",
    "intend",
    "demand",
    "appeal",
    "refuse",
    "threaten",
    "accuse",
    "condemn",
    "praise",
    "investigate",
    "discuss",
    "allow",
    "prevent",
    "prepare",
    "fail",
    "deny",
    "possible",
    "postpone",
    "help",
]

# The closed classes that are plain lists of words, by their names in the file.
_WORD_LISTS = (
    "negators",
    "not_only",
    "contrasts",
    "conditions",
    "inversions",
    "exceptions",
    "copulas",
    "ethnic",
    "idle",
    "negotiations",
    "exercises",
    "signed",
    "concluded",
    "wishes",
    "warnings",
    "decisions",
    "incursions",
    "breaches",
    "people",
    "empty",
    "postponed",
    "ballots",
    "becoming",
    "vows",
    "envoys",
    "crimes",
    "local",
    "insisting",
    "habits",
    "habitual",
    "suppositions",
    "fictions",
    "narrating",
    "jointly",
    "struggles",
    "bloodless",
    "opposites",
    "allies",
    "voices",
    "admissions",
    "menaces",
    "impersonal",
)


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act: its code, and where its recipient stands.

    One without a code is no event: its terms keep words from being taken for other acts.
    """

    id: str
    cameo: str
    mode: str
    recipient: tuple[str, ...]
    mutual: bool = False
    weak: bool = False
    domestic: bool = False
    own: tuple[str, ...] = ()  # sets of nouns for what is the actor's own
    patient_acts: bool = False  # of a passive, the subject is the actor
    active: bool = False  # a passive of its verbs means something else ("headed by")
    together: str = ""  # the act that it is where several states do it ("held an exercise")
    undergone: bool = False  # the subject of its verbs is who suffers it
    topic: bool = False  # it is about something whose place and date are not its own


@dataclass(frozen=True, slots=True)
class Match:
    """An act or operator that a word stands for, with the weight of the term that says so."""

    id: str
    weight: float
    term: str = ""
    breadth: int = 0


@dataclass(frozen=True, slots=True)
class SubjectClass:
    """Who can be meant by `^crowd` and the like; of some classes the sector of those meant."""

    sectors: frozenset[str]
    nouns: NounSet
    sector: str = ""


@dataclass(frozen=True, slots=True)
class ClosedClasses:
    """The closed word classes that events need."""

    auxiliaries: Mapping[str, frozenset[str]]
    negators: frozenset[str]
    not_only: frozenset[str]
    contrasts: frozenset[str]  # words by which "not only" is no denial
    conditions: frozenset[str]
    inversions: frozenset[str]  # auxiliaries that suppose before their subject
    exceptions: frozenset[str]  # of the conditions those that name what would avert an act
    copulas: frozenset[str]
    not_politics: frozenset[str]  # one such word in a sentence, and it is none of ours
    apolitical: frozenset[str]  # two such words
    ethnic: frozenset[str]
    unreal_openers: frozenset[str]
    unreal: frozenset[str]
    idle: frozenset[str]  # words that say nothing of what a clause is about
    negotiations: frozenset[str]  # words for talks that bargain
    exercises: frozenset[str]  # words for what forces do together
    signed: frozenset[str]  # forms of words by which a paper is signed
    concluded: frozenset[str]  # forms of words by which what binds is otherwise concluded
    wishes: frozenset[str]  # verbs that tell what somebody wants or tries, not what he does
    warnings: frozenset[str]  # verbs that warn of what anybody may do
    decisions: frozenset[str]  # verbs by which what somebody will do is no threat
    incursions: frozenset[str]  # verbs of trespass, by which nobody is hurt
    breaches: frozenset[str]  # verbs of wrongs that another state is said to have done
    people: frozenset[str]  # nouns for persons that tell nothing of what they are
    empty: frozenset[str]  # objects that say nothing: "took place"
    postponed: frozenset[str]  # forms of words that put something off
    ballots: frozenset[str]  # by which "7-2" is a vote and no score
    becoming: frozenset[str]  # copulas by which what follows has happened
    vows: frozenset[str]  # verbs that promise good or ill
    envoys: frozenset[str]  # nouns for persons who are sent to somebody
    crimes: frozenset[str]  # common ones: whom justice is done to for them is nobody's enemy
    local: frozenset[str]  # offices of towns and provinces
    insisting: frozenset[str]  # verbs that demand a thing, or only say that it is so
    habits: frozenset[str]  # adverbs of what is always so
    habitual: frozenset[str]  # determiners of times at which it is
    suppositions: frozenset[str]  # words that open what is only supposed
    fictions: frozenset[str]  # nouns for works in which anything may happen
    narrating: frozenset[str]  # verbs by which such works tell it
    jointly: frozenset[str]  # adverbs of what several do as one
    struggles: frozenset[str]  # nouns for fights that may be fought without arms
    bloodless: frozenset[str]  # words before them by which they are
    opposites: frozenset[str]  # nouns for persons whose owner is of the other side: "his host"
    allies: frozenset[str]  # nouns for states that are friends or foes of another: "US allies"
    voices: frozenset[str]  # nouns for what speaks for those named with it
    menaces: frozenset[str]  # verbs that threaten, or endanger
    impersonal: frozenset[str]  # pronouns that a person does not call himself by
    admissions: frozenset[str]  # verbs whose gerund tells what was done: "admitted sending"


@dataclass(frozen=True, slots=True)
class RoleCases:
    """Which slots and prepositions participants stand in; the slots as in acts.yml."""

    noun_actors: tuple[str, ...]
    noun_owners: tuple[str, ...]
    addressees: tuple[str, ...]
    outer: tuple[str, ...]
    beside: tuple[str, ...]
    upon: tuple[str, ...]
    sums: frozenset[str]
    partners: tuple[str, ...]
    places: frozenset[str]
    sites: frozenset[str]
    apart: frozenset[str]
    aside: frozenset[str]
    circumstances: frozenset[str]
    missions: frozenset[str]
    origins: frozenset[str]


class EventLexicon:
    """Finds the acts and operators that verbs, nouns and adjectives stand for."""

    def __init__(self, path: str) -> None:
        """Load the lexicon of a folder.

        Raises DataError naming file and key where it is malformed.
        """
        self.path = path
        members = dict(_load(path, "sets"))
        self._quantities = frozenset(members.pop("quantities", ()))
        self.sets = {
            name: NounSet(map(str, nouns), self._quantities) for name, nouns in members.items()
        }
        operators = load_yaml(f"{path}/operators.yml")
        self.subject_classes = {
            name: SubjectClass(
                frozenset(entry["sectors"]), NounSet(entry["nouns"]), entry.get("sector", "")
            )
            for name, entry in operators["subject_classes"].items()
        }
        self._collective = [self.subject_classes[n].nouns for n in ("crowd", "force", "body")]
        self.acts: dict[str, Act] = {}
        self._verbs: dict[str, list[tuple[Match, Term]]] = {}
        self._nouns: dict[str, list[tuple[str, NounSet]]] = {}
        self._operator_verbs: dict[str, list[tuple[Match, Term]]] = {}
        self._operator_words: dict[str, dict[str, list[str]]] = {"nouns": {}, "adjectives": {}}
        for entry in load_yaml(f"{path}/acts.yml"):
            self._add_act(entry)
        self._add_operators(operators["operators"])
        for terms in self._verbs.values():
            terms.sort(key=lambda each: self._rank(each[0]))
        for terms in self._operator_verbs.values():
            terms.sort(key=lambda each: (-each[0].weight, OPERATORS.index(each[0].id)))
        self._predicates: dict[str, str] = {
            phrase: kind for kind, words in operators["predicates"].items() for phrase in words
        }
        self._matcher = TermMatcher(self.sets)
        for by_lemma in (self._verbs, self._operator_verbs):
            for lemma, terms in by_lemma.items():
                by_lemma[lemma] = [(match, self._matcher.settled(term)) for match, term in terms]
        self.words = _closed_classes(operators, f"{path}/operators.yml")
        self.default_recipient = tuple(operators["default_recipient"])
        self.default_demand = str(operators["default_demand"])
        self.default_threat = str(operators["default_threat"])
        self.default_common = str(operators["default_common"])
        self.role_cases = _role_cases(operators, f"{path}/operators.yml")

    # ------------------------------------------------------------------ loading

    def _add_act(self, entry: Mapping[str, Any]) -> None:
        where = f"{self.path}/acts.yml: {entry.get('id', '?')}"
        cameo = str(entry.get("cameo", ""))
        if cameo and cameo not in codebook().codes:
            message = f"{where}: cameo: {cameo!r} is not in reference/plover/cameo.tsv"
            raise DataError(message)
        if entry["id"] in self.acts:
            message = f"{where}: the id is used twice"
            raise DataError(message)
        self.acts[entry["id"]] = Act(
            id=entry["id"],
            cameo=cameo,
            mode=entry.get("mode") or (codebook().codes[cameo].mode if cameo else ""),
            recipient=tuple(entry.get("recipient", ())),
            mutual=bool(entry.get("mutual")),
            weak=bool(entry.get("weak")),
            domestic=bool(entry.get("domestic")),
            own=tuple(entry.get("own", ())),
            patient_acts=bool(entry.get("patient_acts")),
            active=bool(entry.get("active")),
            together=str(entry.get("together", "")),
            undergone=bool(entry.get("undergone")),
            topic=bool(entry.get("topic")),
        )
        for text in entry.get("verbs", ()):
            term = parse_term(text, f"{where}: verbs", self._quantities)
            self._check(term, where)
            match = Match(entry["id"], term.weight, term.text, self._breadth(term))
            self._verbs.setdefault(term.lemma, []).append((match, term))
        for text in spelt(entry.get("nouns", ())):
            head = text.partition(" of ")[0].split()[-1]
            self._nouns.setdefault(head, []).append((entry["id"], NounSet([text])))

    def _check(self, term: Term, where: str) -> None:
        for condition in term.conditions:
            self._check_class(condition.subject_class, term, where)
            for name in condition.sets:
                if name not in self.sets:
                    message = f"{where}: {term.text!r}: no set named {name} in sets.yml"
                    raise DataError(message)

    def _check_class(self, name: str, term: Term, where: str) -> None:
        if name and name not in self.subject_classes:
            message = f"{where}: {term.text!r}: no subject class {name} in operators.yml"
            raise DataError(message)

    def _add_operators(self, entries: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        for kind, words in entries.items():
            where = f"{self.path}/operators.yml: {kind}"
            if kind not in OPERATORS:
                message = f"{where}: no such operator; there are {', '.join(OPERATORS)}"
                raise DataError(message)
            for text in words["verbs"]:
                term = parse_term(text, where, self._quantities)
                match = Match(kind, term.weight, term.text)
                self._operator_verbs.setdefault(term.lemma, []).append((match, term))
            for part in ("nouns", "adjectives"):
                for text in words[part]:
                    head = text.split()[-1]
                    self._operator_words[part].setdefault(head, []).append(kind)

    # ------------------------------------------------------------------ looking up

    def acts_of_verb(self, frame: Frame) -> Iterator[Match]:
        """The acts that a verb stands for, the most particular first; looked up as asked for."""
        return self._matcher.fitting(self._verbs.get(frame.verb.lemma, ()), frame)

    def is_known(self, verb: Token) -> bool:
        """Whether a verb or adjective may stand for any act or operator."""
        return verb.lemma in self._verbs or verb.lemma in self._operator_verbs

    def types_of(self, verb: Token) -> frozenset[str]:
        """The event types of all acts that a verb may stand for, whatever stands around it."""
        codes = (self.acts[match.id].cameo for match, _ in self._verbs.get(verb.lemma, ()))
        return frozenset(codebook().type_of(code).id for code in codes if code)

    def is_known_word(self, word: Token) -> bool:
        """Whether a noun or adjective may stand for any act or operator, or count such."""
        lemma = word.lemma
        if word.is_noun:
            known = lemma in self._nouns or lemma in self._operator_words["nouns"]
            return known or lemma in self._quantities
        return lemma in self._operator_words["adjectives"] or self.is_known(word)

    def _rank(self, match: Match) -> tuple[float, bool, int, str]:
        """The place of a term among those of its verb: of two of one weight the narrower first."""
        return -match.weight, bool(self.acts[match.id].cameo), match.breadth, match.id

    def _breadth(self, term: Term) -> int:
        """How many nouns the conditions of a term allow: of two terms the narrower one counts."""
        listed = sum(len(each.nouns) for each in term.conditions if each.nouns is not None)
        return listed + sum(len(self.sets[n]) for each in term.conditions for n in each.sets)

    def act_of_noun(self, noun: Token) -> Match | None:
        """The act that a noun stands for, of several the most particular."""
        found = [
            Match(name, float(size), noun.lemma)
            for name, members in self._nouns.get(noun.lemma, ())
            if (size := members.size(noun))
        ]
        return min(found, key=lambda match: (-match.weight, match.id), default=None)

    def operators_of_verb(self, frame: Frame) -> Iterator[Match]:
        """The operators that a verb stands for, those with particles first; as asked for."""
        return self._matcher.fitting(self._operator_verbs.get(frame.verb.lemma, ()), frame)

    def is_saying(self, verb: Token) -> bool:
        """Whether a verb can only report what stands in a clause below it."""
        terms = self._operator_verbs.get(verb.lemma, ())
        return any(match.id == "say" and not term.particles for match, term in terms)

    def operators_of_word(self, token: Token) -> list[str]:
        """The operators that a noun or adjective stands for."""
        part = "nouns" if token.is_noun else "adjectives"
        return self._operator_words[part].get(token.lemma, [])

    def predicate(self, token: Token) -> str:
        """The operator that a copula with this oblique stands for ("is out of the question")."""
        return self._predicates.get(f"{token.case} {token.lemma}", "")

    def is_quantity(self, noun: Token) -> bool:
        """Whether a noun only counts what follows it: "thousands of"."""
        return noun.lemma in self._quantities

    def is_collective(self, noun: Token) -> bool:
        """Whether a noun stands for people or fighters, whatever their country."""
        return any(nouns.matches(noun) for nouns in self._collective if noun.lemma in nouns.lemmas)

    def is_carrier(self, noun: Token) -> bool:
        """Whether a noun stands for a ship, a plane or the like, which acts for its state."""
        return self.subject_classes["carrier"].nouns.matches(noun)

    def sector_of(self, noun: Token) -> str:
        """The sector of those whom a collective noun names; "" where its classes tell none."""
        fitting = (each for each in self.subject_classes.values() if each.sector)
        return next((each.sector for each in fitting if each.nouns.matches(noun)), "")

    def classes_of(self, subjects: Iterable[Token], sectors: frozenset[str]) -> frozenset[str]:
        """The subject classes that these nouns or actors belong to."""
        tokens = [head for subject in subjects for head in subject.conjuncts()]
        lemmas = {token.lemma for token in tokens}
        return frozenset(
            name
            for name, members in self.subject_classes.items()
            if not sectors.isdisjoint(members.sectors)
            or not (
                members.nouns.lemmas.isdisjoint(lemmas)
                or not any(map(members.nouns.matches, tokens))
            )
        )


def _load(path: str, name: str) -> Iterable[tuple[str, Sequence[str]]]:
    data = load_yaml(f"{path}/{name}.yml")
    for key, members in data.items():
        if not isinstance(members, list) or not all(isinstance(m, str) for m in members):
            message = f"{path}/{name}.yml: {key}: a list of words is expected"
            raise DataError(message)
        yield key, members


def _closed_classes(data: Mapping[str, Any], where: str) -> ClosedClasses:
    _require(data, (*_WORD_LISTS, "auxiliaries", "not_politics", "unreal"), where)
    return ClosedClasses(
        auxiliaries={key: frozenset(words) for key, words in data["auxiliaries"].items()},
        not_politics=frozenset(data["not_politics"]["strong"]),
        apolitical=frozenset(data["not_politics"]["weak"]),
        unreal_openers=frozenset(data["unreal"]["openers"]),
        unreal=frozenset(data["unreal"]["words"]),
        **{name: frozenset(data[name]) for name in _WORD_LISTS},
    )


def _role_cases(data: Mapping[str, Any], where: str) -> RoleCases:
    _require(data, ("roles",), where)
    roles = data["roles"]
    names = (
        "noun_actors",
        "noun_owners",
        "addressees",
        "outer",
        "beside",
        "upon",
        "sums",
        "partners",
        "places",
        "sites",
        "apart",
        "aside",
        "circumstances",
        "missions",
        "origins",
    )
    _require(roles, names, f"{where}: roles")
    return RoleCases(
        noun_actors=tuple(roles["noun_actors"]),
        noun_owners=tuple(roles["noun_owners"]),
        addressees=tuple(roles["addressees"]),
        outer=tuple(roles["outer"]),
        beside=tuple(roles["beside"]),
        upon=tuple(roles["upon"]),
        sums=frozenset(roles["sums"]),
        partners=tuple(roles["partners"]),
        places=frozenset(roles["places"]),
        sites=frozenset(roles["sites"]),
        apart=frozenset(roles["apart"]),
        aside=frozenset(roles["aside"]),
        circumstances=frozenset(roles["circumstances"]),
        missions=frozenset(roles["missions"]),
        origins=frozenset(roles["origins"]),
    )


def _require(data: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    for key in keys:
        if key not in data:
            message = f"{where}: {key}: missing"
            raise DataError(message)


@lru_cache(maxsize=4)
def event_lexicon(language: str = "en") -> EventLexicon:
    """The event lexicon of a language."""
    return EventLexicon(f"lang/{language}/events")
