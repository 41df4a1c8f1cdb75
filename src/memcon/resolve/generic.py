"""Words that say little about which thing a title names, read from `lang/<code>/generic.yml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from memcon.errors import DataError
from memcon.model import compare


@lru_cache(maxsize=1)
def generic_stems() -> frozenset[str]:
    """The stems of the generic words of every language.

    Raises DataError naming file and key where a list is none.
    """
    found: set[str] = set()
    for language in sorted(files("memcon").joinpath("lang").iterdir(), key=lambda path: path.name):
        source = language.joinpath("generic.yml")
        if source.is_file():
            found |= _stems(f"lang/{language.name}/generic.yml", source.read_text(encoding="utf-8"))
        names = language.joinpath("names.yml")
        if names.is_file():
            found |= _of_states(names.read_text(encoding="utf-8"))
    return frozenset(found)


def _of_states(text: str) -> set[str]:
    """The states' own names, which the parties of a record already tell."""
    found: set[str] = set()
    for names in yaml.load(text, yaml.CSafeLoader)["states"].values():
        for key in ("names", "adjectives", "demonyms", "capital", "seats"):
            for name in names.get(key, ()):
                found |= compare.stems(str(name))
    return found


def _stems(path: str, text: str) -> set[str]:
    found: set[str] = set()
    for key, words in yaml.safe_load(text).items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            message = f"{path}: {key}: not a list of words"
            raise DataError(message)
        for word in words:
            found |= compare.stems(word)
    return found
