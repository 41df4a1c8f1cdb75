"""Words as data: loads `lang/<code>/*.yml` and finds concepts over tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.quantities.knowledge import WordLoader


@lru_cache(maxsize=256)
def load_yaml(path: str) -> Any:
    """The content of a YAML file of the package, by its path in it; read once, never changed.

    Raises DataError naming file and line when it is not YAML or missing.
    """
    source = files("memcon").joinpath(path)
    try:
        return yaml.load(source.read_text(encoding="utf-8"), Loader=WordLoader)  # noqa: S506 (safe, in C)
    except FileNotFoundError as error:
        message = f"{path}: missing from the installation; reinstall memcon"
        raise DataError(message) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        message = f"{path}{line}: not YAML: {getattr(error, 'problem', error)}"
        raise DataError(message) from error


@dataclass(frozen=True, slots=True)
class DiscourseWords:
    """The words by which a language refers back (`lang/<code>/discourse.yml`)."""

    name_particles: frozenset[str]
    name_suffixes: frozenset[str]
    honorifics: frozenset[str]
    honorific_capitals: frozenset[str]
    honorific_initials: frozenset[str]
    remit_nouns: frozenset[str]
    counterparts: frozenset[str]
    party_nouns: frozenset[str]
    mutual_nouns: frozenset[str]
    allied_nouns: frozenset[str]
    topic_cases: frozenset[str]
    scene_cases: frozenset[str]
    former_words: frozenset[str]
    between_cases: frozenset[str]
    steady_nouns: frozenset[str]
    named_things: frozenset[str]
    further: frozenset[str]
    bystanding: frozenset[str]
    counted_nouns: frozenset[str]
    person_nouns: Mapping[str, tuple[str, ...]]
    state_nouns: frozenset[str]
    igo_nouns: frozenset[str]
    organisation_nouns: frozenset[str]
    fixed_phrases: frozenset[str]
    blaming_verbs: frozenset[str]
    name_titles: frozenset[str]
    government_nouns: frozenset[str]
    ministry_nouns: frozenset[str]
    dual_determiners: frozenset[str]
    numbers: Mapping[str, int]
    bare_duals: Mapping[str, int]
    personal_pronouns: Mapping[str, str]
    plural_pronouns: frozenset[str]
    speaker_pronouns: frozenset[str]
    addressed: frozenset[str]
    thing_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    owning_cases: frozenset[str]
    remit_cases: frozenset[str]
    whole_cases: frozenset[str]
    source_cases: frozenset[str]
    definite_articles: frozenset[str]
    singular_speakers: frozenset[str]
    statement_nouns: frozenset[str]
    author_cases: frozenset[str]
    speech_nouns: frozenset[str]
    occasion_cases: frozenset[str]
    joint_words: frozenset[str]
    joint_verbs: frozenset[str]
    accrediting_cases: frozenset[str]
    trip_nouns: frozenset[str]
    closing_verbs: frozenset[str]
    leaving_cases: frozenset[str]
    asking_labels: frozenset[str]
    answering_labels: frozenset[str]
    issuing_nouns: frozenset[str]
    performatives: frozenset[str]
    own_nouns: frozenset[str]
    nameless_nouns: frozenset[str]
    place_nouns: frozenset[str]
    loose_offices: frozenset[str]
    seat_participles: frozenset[str]
    seated_nouns: frozenset[str]
    company_forms: frozenset[str]
    sent_nouns: frozenset[str]
    titled_nouns: frozenset[str]
    own_organs: frozenset[str]
    opening_adverbs: frozenset[str]
    sited_nouns: frozenset[str]
    paper_nouns: frozenset[str]
    retired_marks: frozenset[str]
    chambers: frozenset[str]
    called_nouns: frozenset[str]
    gathering_nouns: frozenset[str]
    declaring_verbs: frozenset[str]
    ruling_nouns: frozenset[str]
    acting_words: frozenset[str]
    passing_words: frozenset[str]


@lru_cache(maxsize=8)
def discourse_words(language: str = "en") -> DiscourseWords:
    """The reference words of a language.

    Raises DataError when a list is missing.
    """
    path = f"lang/{language}/discourse.yml"
    data = load_yaml(path)
    values: dict[str, Any] = {}
    for name in DiscourseWords.__dataclass_fields__:
        if name not in data:
            message = f"{path}: {name}: missing"
            raise DataError(message)
        value = data[name]
        if name == "person_nouns":
            values[name] = {key: tuple(offices) for key, offices in value.items()}
        else:
            values[name] = value if isinstance(value, dict) else frozenset(value)
    return DiscourseWords(**values)


_Term = tuple[tuple[str, ...], str, str]  # words, concept, part of speech


class ConceptHit(NamedTuple):
    """A concept named by tokens: `token` is the head word, `words` all of them."""

    concept: str
    token: Token
    words: tuple[Token, ...]


class Concepts:
    """A lexicon of concepts: terms are sequences of lemmas (or words), by part of speech."""

    def __init__(self, entries: Mapping[str, Mapping[str, Sequence[str]]], path: str) -> None:
        self._terms: dict[str, list[_Term]] = {}
        self._single: dict[tuple[str, str, str], frozenset[str]] = {}
        self._known: dict[tuple[str, str, str], tuple[tuple[str, ...], tuple[_Term, ...]]] = {}
        for concept, by_pos in entries.items():
            for pos, terms in by_pos.items():
                if pos not in ("verb", "noun", "adj", "any"):
                    continue
                for term in terms:
                    if not isinstance(term, str):
                        message = f"{path}: {concept}: {term!r} is no text; put it in quotes"
                        raise DataError(message)
                    self._add(concept, pos, term, path)

    def _add(self, concept: str, pos: str, term: str, path: str) -> None:
        words = tuple(term.lower().split())
        if not words:
            message = f"{path}: {concept}: {pos}: an empty term"
            raise DataError(message)
        parted = tuple(term.lower().replace("-", " - ").split())  # as the parser cuts "cease-fire"
        for each in {words, parted} if len(words) == 1 else (words,):
            self._terms.setdefault(each[0], []).append((each, concept, pos))

    def names(self) -> frozenset[str]:
        """The concepts that have words."""
        return frozenset(concept for terms in self._terms.values() for _, concept, _ in terms)

    def find(self, tokens: Sequence[Token]) -> list[ConceptHit]:
        """All concepts named in a sentence's tokens, those of longer terms first."""
        single: list[ConceptHit] = []
        longer: list[ConceptHit] = []
        known, first = self._known, self._terms
        last = len(tokens) - 1
        for position, token in enumerate(tokens):
            lemma, lower = token.lemma, token.lower
            if lemma not in first and lower not in first:
                continue
            key = (lemma, lower, token.pos)
            told = known.get(key)
            if told is None:
                told = known[key] = self._beginning(token)
            alone, several = told
            if alone:
                words_of_it = (token,)
                single += [ConceptHit(concept, token, words_of_it) for concept in alone]
            if not several or position == last:
                continue
            following = tokens[position + 1]
            next_forms = (following.lemma, following.lower)
            for words, concept, pos in several:
                if words[1] not in next_forms:
                    continue
                span = tokens[position : position + len(words)]
                if len(span) == len(words) and _matches(span, words):
                    head = _head(span, pos)
                    if head is not None:
                        longer.append(ConceptHit(concept, head, tuple(span)))
        longer.sort(key=lambda hit: -len(hit.words))
        return [*longer, *single]

    def _beginning(self, token: Token) -> tuple[tuple[str, ...], tuple[_Term, ...]]:
        """The concepts that a word names by itself, and the longer terms that it may begin."""
        forms = (token.lower,) if token.lemma == token.lower else (token.lemma, token.lower)
        terms = [term for form in forms for term in self._terms.get(form, ())]
        alone = (c for words, c, pos in terms if len(words) == 1 and _head([token], pos))
        return tuple(alone), tuple(term for term in terms if len(term[0]) > 1)

    def of(self, token: Token) -> frozenset[str]:
        """The concepts that one token names by itself."""
        key = (token.lemma, token.text, token.pos)
        known = self._single.get(key)
        if known is None:
            known = self._single[key] = frozenset(
                concept
                for form in {token.lemma, token.text.lower()}
                for words, concept, pos in self._terms.get(form, ())
                if len(words) == 1 and _head([token], pos) is not None
            )
        return known


def _matches(span: Sequence[Token], words: Sequence[str]) -> bool:
    return all(word in (token.lemma, token.lower) for token, word in zip(span, words, strict=True))


_POS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB"}),
}


def _head(span: Sequence[Token], pos: str) -> Token | None:
    """The token of a term that carries it: of the right part of speech, highest in the tree."""
    allowed = _POS.get(pos)
    inside = {token.index for token in span}
    fitting = [token for token in span if allowed is None or token.pos in allowed]
    if not fitting:
        return None
    for token in fitting:
        if token.head is None or token.head.index not in inside:
            return token
    return fitting[-1]


@lru_cache(maxsize=32)
def concepts(language: str, name: str = "lexicon") -> Concepts:
    """The concepts of one lexicon file of a language."""
    path = f"lang/{language}/{name}.yml"
    return Concepts(load_yaml(path), path)


@lru_cache(maxsize=32)
def phrases(language: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Plain lists of words of a file: key → words."""
    path = f"lang/{language}/{name}.yml"
    data = load_yaml(path)
    for key, words in data.items():
        for word in words:
            if not isinstance(word, str):
                message = (
                    f"{path}: {key}: {word!r} is no text; put words such as no, on, off in quotes"
                )
                raise DataError(message)
    return {key: tuple(word.lower() for word in words) for key, words in data.items()}


@lru_cache(maxsize=32)
def word_sets(language: str, name: str) -> Mapping[str, frozenset[str]]:
    """The plain lists of words of a file as sets: key → words."""
    return {key: frozenset(words) for key, words in phrases(language, name).items()}
