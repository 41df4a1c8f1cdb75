"""Names in a text: which states, organisations, groups and places it speaks of.

One automaton over the raw text finds every name of `lang/<code>/{names,actors}.yml` and
`reference/places.tsv`; of overlapping ones the leftmost and longest counts. What a name needs of
its surroundings stands with it in `names.yml` and is checked here (`gazetteer_rules`). Names of the
user's own dictionaries are found beside them (`user_names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation

from memcon.extract.gazetteer_data import Knowledge, read_knowledge
from memcon.extract.gazetteer_entries import Entry, Form, Hit, Kind, Organization, State
from memcon.extract.gazetteer_rules import Surroundings, fold
from memcon.extract.petrarch import UserActor, load_user_actors, load_user_agents
from memcon.extract.user_names import UserNames, lexicon_digest

__all__ = [
    "Entry",
    "Form",
    "Gazetteer",
    "Hit",
    "Kind",
    "Organization",
    "State",
    "agent_sectors",
    "fold",
    "load_gazetteer",
    "members_of",
    "organization",
    "states",
    "user_agents",
]

_UNKNOWN: tuple[Entry, ...] = ()
_SHORTEST_IN_CAPITALS = 4  # "Mali" is also read as "MALI", "Fed" not as "FED"


class Gazetteer:
    """Finds names in texts of one language; made by `load_gazetteer`."""

    def __init__(self, knowledge: Knowledge, users: Sequence[UserActor] = ()) -> None:
        self._states = knowledge.states
        self._surroundings = Surroundings(knowledge)
        self._names: dict[str, str] = {}
        terms: dict[str, list[Entry]] = {}
        for entry in knowledge.entries:
            terms.setdefault(fold(entry.term), []).append(entry)
            if entry.code:
                self._names.setdefault(entry.code, entry.name)
        self._written = {term: _unique(found) for term, found in terms.items()}
        for term, entries in list(self._written.items()):
            if _is_read_in_capitals(term, entries):
                self._written.setdefault(term.upper(), entries)
        self._entries = list(self._written.values())
        self._automaton = AhoCorasick(self._written, implementation=Implementation.ContiguousNFA)
        self._users = UserNames(users, self._is_another_word) if users else None
        self._former: dict[str, list[State]] = {}  # by each state that came of them
        for state in self._states.values():
            for code in state.successors:
                self._former.setdefault(code, []).append(state)
        ends = (int(state.end[:4]) for state in self._states.values() if state.end)
        self._last_end = max(ends, default=0)
        self._given_names = frozenset(map(fold, knowledge.given_names))

    def scan(
        self,
        text: str,
        *,
        context: str | None = None,
        on: date | None = None,
        year: int | None = None,
    ) -> list[Hit]:
        """Every name in the text, in order, with all that it can mean; none overlap.

        `context` is the text in which words are sought that decide between namesakes (the whole
        document, where `text` is one sentence of it). `on` is the day of the text, by which the
        codes of the user's dictionaries hold. `year`, the day's where not given, says which states
        there were: without it a capital stands for today's state, in 1975 "Moscow" stands for the
        Soviet Union.
        """
        folded = fold(text)
        around = folded if context is None else _fold_context(context)
        year = on.year if year is None and on is not None else year
        hits = []
        for start, end, own in self._spans(folded):
            entries = own
            if self._users is not None:
                entries = self._users.readings(folded[start:end], own, on)
            if not entries or entries[0].kind == "not_party":
                continue
            found = self._surroundings.readings(folded, start, end, entries, around)
            if len(found) > 1:
                found = self._of_their_time(found, year, on)
            if on is not None and on.year <= self._last_end:
                found = tuple(self._then(entry, on) for entry in found)
            if found:
                hits.append(Hit(start, end, found))
        return hits

    def lookup(self, term: str) -> tuple[Entry, ...]:
        """All that a name by itself can mean; empty for an unknown one."""
        return self._written.get(fold(term).strip(), ())

    def name_of(self, code: str) -> str:
        """The name by which a state or organisation is shown, or its code where unknown."""
        return self._names.get(code, code)

    def is_given_name(self, word: str) -> bool:
        """Whether a word is one of the given names that tell persons from places."""
        return fold(word) in self._given_names

    def _is_another_word(self, words: str) -> bool:
        """Whether memcon knows a name only in other capitals: "WHO", where a text has "Who"."""
        return words not in self._written and words.upper() in self._written

    def _spans(self, folded: str) -> list[tuple[int, int, tuple[Entry, ...]]]:
        """The leftmost-longest names that are words of their own; the user's without entries."""
        found = []
        size = len(folded)
        for pattern, start, end in self._automaton.find_matches_as_indexes(
            folded, overlapping=True
        ):
            if start and _joins(folded[start - 1]):
                continue
            if end < size and _joins(folded[end]):
                continue
            entries = self._entries[pattern]
            if entries[0].form == "prefix" and folded[end : end + 1] != "-":
                entries = tuple(entry for entry in entries if entry.form != "prefix")
                if not entries:
                    continue
            found.append((start, -end, entries))
        if self._users is not None:
            found += [
                (start, -end, _UNKNOWN)
                for start, end in self._users.find(folded)
                if not (start and _joins(folded[start - 1]))
                if not (end < size and _joins(folded[end]))
            ]
        found.sort(key=lambda each: each[:2])  # memcon's own first: the sort is stable
        spans = []
        last = 0
        for start, negative, entries in found:
            if start >= last:
                last = -negative
                spans.append((start, last, entries))
        return spans

    def _of_their_time(
        self, entries: tuple[Entry, ...], year: int | None, on: date | None
    ) -> tuple[Entry, ...]:
        """Without the states that had ended, or had not begun, when another bore the name."""
        ours = [entry for entry in entries if entry.kind == "state"]
        if entries[0].form == "together":
            return entries
        if len({entry.code for entry in ours}) < 2:  # noqa: PLR2004
            return entries
        known = [self._states[entry.code] for entry in ours]
        alive = {state.code for state in known if state.existed(year)}
        if len(alive) > 1 and on is not None and on.year == year:
            alive = {s.code for s in known if s.code in alive and s.existed_on(on)} or alive
        ended = {state.code for state in known if state.code in alive and state.end}
        if ended and entries[0].form == "capital":
            alive = ended  # Hanoi in 1968: of the state that was governed from there
        if not alive:
            return entries
        return tuple(e for e in entries if e.kind != "state" or e.code in alive)

    def _then(self, entry: Entry, on: date) -> Entry:
        """A place as one of the state that it lay in then: in 1985 Tallinn in the Soviet Union."""
        if entry.form not in ("place", "capital"):
            return entry
        state = self._states.get(entry.country)
        if state is None or state.existed_on(on):
            return entry
        former = next(
            (each for each in self._former.get(entry.country, ()) if each.existed_on(on)), None
        )
        if former is None:
            return entry
        return replace(entry, code="", kind="place", form="place", country=former.code)


@lru_cache(maxsize=4)
def _fold_context(text: str) -> str:
    """The folded text, kept for the next sentence of the same document."""
    return fold(text)


def _joins(character: str) -> bool:
    """Whether a character makes a longer word of the name beside it ("US$", "Malian")."""
    return character.isalnum() or character in "_$@#"


def _is_read_in_capitals(term: str, entries: Sequence[Entry]) -> bool:
    """Whether datelines and headlines may have it in capitals and it stays what it is."""
    if len(term) < _SHORTEST_IN_CAPITALS or not any(c.islower() for c in term):
        return False
    return " " in term or any(entry.kind != "organisation" for entry in entries)


def _unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each meaning once, prefixes first (they need their hyphen), places last."""
    once = {(e.kind, e.form, e.code, e.country, e.name): e for e in entries}
    parties = {key: e for key, e in once.items() if e.kind != "not_party"}
    once = parties or once
    order = {"prefix": 0, "place": 2}
    return tuple(sorted(once.values(), key=lambda entry: order.get(entry.form, 1)))


def load_gazetteer(language: str = "en", folder: Path | None = None) -> Gazetteer:
    """The gazetteer of a language with the actors of a user's lexicon, loaded once for each.

    Raises DataError when a data file of the gazetteer, or one of the folder, is malformed.
    """
    digest = lexicon_digest(folder)
    return _gazetteer(language, folder if digest else None, digest)


@lru_cache(maxsize=8)
def _gazetteer(language: str, folder: Path | None, _digest: str) -> Gazetteer:
    users = load_user_actors(folder) if folder is not None else ()
    return Gazetteer(read_knowledge(language), users)


@lru_cache(maxsize=8)
def agent_sectors(language: str = "en") -> Mapping[str, str]:
    """The PLOVER sector of each common noun for a kind of actor: "soldier" is "MIL"."""
    return read_knowledge(language).agents


def user_agents(folder: Path | None) -> Mapping[str, str]:
    """The PLOVER sector of each noun, of one word or several, that the user's lexicon has.

    Raises DataError when a file of the folder is malformed.
    """
    agents = load_user_agents(folder) if folder is not None else ()
    return {agent.term: agent.sector for agent in agents if agent.sector}


def states() -> Mapping[str, State]:
    """Every state and territory, present and former, by its alpha-3 code."""
    return read_knowledge("en").states


def members_of(code: str, year: int | None = None) -> tuple[str, ...]:
    """The members of an organisation by their codes, in that year or now; empty if unknown."""
    known = organization(code)
    members = known.members if known is not None else ()
    return tuple(sorted({m.code for m in members if m.includes(year)}))


def organization(code: str) -> Organization | None:
    """An intergovernmental organisation by its acronym; None where memcon knows none."""
    return read_knowledge("en").organizations.get(code)
