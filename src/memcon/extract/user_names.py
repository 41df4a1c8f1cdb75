"""Names of the user's own dictionaries: where a text has them, and what they stand for on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from memcon.extract.gazetteer_entries import Entry
from memcon.extract.gazetteer_rules import fold
from memcon.extract.offices import USER_HOLDERS
from memcon.extract.petrarch import (
    ACTORS_FILE,
    AGENTS_FILE,
    UserActor,
    as_entries,
    holding_on,
    is_null,
)

_PARTY_KINDS = ("state", "igo", "organisation", "group")


def lexicon_digest(folder: Path | None) -> str:
    """A hash of all that the user's lexicon says; "" where there is none."""
    if folder is None or not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    paths = sorted(
        path
        for ending in (ACTORS_FILE, AGENTS_FILE, USER_HOLDERS)
        for path in folder.glob(f"*{ending}")
    )
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest() if paths else ""


class UserNames:
    """The actors of the user's lexicon by the names that texts have for them.

    Dictionaries are in capitals: a name is found however its letters are written, so long as each
    of its words has a capital ("al-Assad", "McLeod"). `is_other` says of words as written that they
    are another word than the name ("Who" than "WHO").
    """

    def __init__(self, actors: Iterable[UserActor], is_other: Callable[[str], bool]) -> None:
        self._is_other = is_other
        self._by_name: dict[str, list[UserActor]] = {}
        for actor in actors:
            self._by_name.setdefault(fold(actor.term).lower(), []).append(actor)
        self._actors = list(self._by_name.values())
        self._automaton = AhoCorasick(self._by_name) if self._by_name else None

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where a text has one of the names; the caller looks whether it is a word of its own."""
        lowered = folded.lower()
        if self._automaton is None or len(lowered) != len(folded):
            return
        for pattern, start, end in self._automaton.find_matches_as_indexes(
            lowered, overlapping=True
        ):
            words = folded[start:end]
            if _has_capitals(words, self._actors[pattern][0].term) and not self._is_other(words):
                yield start, end

    def readings(self, words: str, own: tuple[Entry, ...], on: date | None) -> tuple[Entry, ...]:
        """What a name stands for on a day, where memcon's own entries are these.

        The user's word goes before memcon's, and places stay beside it. Where both say the same,
        memcon's own entries stand: they know adjectives from names. Empty where the user declares
        that it is no actor.
        """
        holding = holding_on(self._by_name.get(words.lower(), ()), on)
        if not holding:
            return own
        named = as_entries(actor for actor in holding if not is_null(actor))
        if not named or any(_says_same(entry, named[0]) for entry in own):
            return own if named else ()
        places = tuple(entry for entry in own if entry.kind == "place")
        once = {(entry.kind, entry.country, entry.sector): entry for entry in reversed(named)}
        return (*reversed(once.values()), *places)


def _has_capitals(words: str, term: str) -> bool:
    """Whether each word is written with a capital that has one in the dictionary's spelling."""
    return all(
        name.islower() or any(character.isupper() for character in word)
        for word, name in zip(words.split(" "), term.split(" "), strict=False)
    )


def _says_same(own: Entry, users: Entry) -> bool:
    """Whether memcon's own entry already says what the user's says."""
    if own.kind not in _PARTY_KINDS or (own.code or own.country) != users.country:
        return False
    return users.sector in ("", own.sector)
