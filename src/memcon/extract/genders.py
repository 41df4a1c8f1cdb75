"""Which persons "he" and "she" can stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from memcon.extract.lexicon import load_yaml
from memcon.extract.offices import name_key

MALE, FEMALE = "male", "female"


@dataclass(frozen=True, slots=True)
class Genders:
    """What pronouns, honorifics, offices and names of a language tell of somebody's gender.

    All words and names are lower case; names are as `name_key` compares them.
    """

    pronouns: Mapping[str, str]
    honorifics: Mapping[str, str]
    roles: Mapping[str, str]
    endings: Mapping[str, str]  # of offices
    women: frozenset[str]  # first words of names, and whole names

    def of_role(self, role: str) -> str:
        """The gender that an office or occupation tells: "spokeswoman"; '' for most."""
        last = role.casefold().rpartition(" ")[2]
        told = (gender for ending, gender in self.endings.items() if last.endswith(ending))
        return self.roles.get(last) or next(told, "")

    def of_name(self, name: str, *, on_file: bool) -> str:
        """The gender that a full name tells, or ''.

        Of those `on_file` as office-holders whoever is no woman by the lists is a man.
        """
        key = name_key(name)
        words = key.split()
        if len(words) > 1 and (key in self.women or words[0] in self.women):
            return FEMALE
        return MALE if on_file and len(words) > 1 else ""


@lru_cache(maxsize=4)
def genders(language: str = "en") -> Genders:
    """What a language tells of gender."""
    data = load_yaml(f"lang/{language}/genders.yml")
    women = [*data["given"], *data["surnames_first"]]
    return Genders(
        data["pronouns"],
        data["honorifics"],
        data["roles"],
        data["endings"],
        frozenset(map(name_key, women)),
    )
