"""The words of the interface: one catalogue, `strings/<language>/<section>.yml`.

A key is the name of the section's file and the names within, joined by dots: `record.undo`. A text
may have `{name}` fields. One with the forms `one` and `other` is chosen by the field `n`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.errors import DataError

_FOLDER = "web/strings"
_FORMS = frozenset({"one", "other"})
# Of these loaders "on" and "no" are words.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Words:
    """The words of one language."""

    def __init__(self, language: str = "en") -> None:
        """Raises DataError where a file of the catalogue is not as described."""
        self.language = language
        self._texts = dict(_texts(language))

    def __call__(self, key: str, **fields: Any) -> str:
        """The text of a key with its fields filled in. Raises DataError for an unknown key."""
        found = self._texts.get(key)
        if found is None:
            message = f"{_FOLDER}/{self.language}: {key}: no such text"
            raise DataError(message)
        if isinstance(found, Mapping):
            found = found["one" if fields.get("n") == 1 else "other"]
        shown = {name: _number(value) for name, value in fields.items()}
        return found.format(**shown) if fields else found

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in self._texts

    def keys(self) -> list[str]:
        """All keys."""
        return sorted(self._texts)


def _number(value: Any) -> Any:
    """A count with commas between thousands."""
    is_count = isinstance(value, int) and not isinstance(value, bool)
    return f"{value:,}" if is_count else value


@lru_cache(maxsize=8)
def words(language: str = "en") -> Words:
    """The words of a language, read once."""
    return Words(language)


def _texts(language: str) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    folder = files("memcon").joinpath(_FOLDER, language)
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".yml"):
            continue
        where = f"{_FOLDER}/{language}/{file.name}"
        try:
            data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (plain texts)
        except yaml.YAMLError as error:
            message = f"{where}: not YAML: {' '.join(str(error).split())}"
            raise DataError(message) from error
        yield from _under(file.name.removesuffix(".yml"), data, where)


def _under(key: str, value: Any, where: str) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    if isinstance(value, str) or (isinstance(value, Mapping) and set(value) == _FORMS):
        yield key, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _under(f"{key}.{name}", each, where)
    else:
        message = f"{where}: {key}: neither a text nor a group of texts"
        raise DataError(message)
