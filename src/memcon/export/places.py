"""Where places lie, from `reference/coordinates.tsv` (GeoNames, CC BY 4.0)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from memcon.errors import DataError

_FILE = "reference/coordinates.tsv"
SOURCE = "GeoNames (https://www.geonames.org), CC BY 4.0"
Point = tuple[float, float]  # degrees north and east


def point_of(place: Any) -> Point | None:
    """Where a place of the record format lies; None where it is not known, or no single place."""
    if not isinstance(place, Mapping):
        return None
    name, country = _key(str(place.get("name", ""))), str(place.get("country", ""))
    return _points().get((name, country)) if name and country else None


@lru_cache(maxsize=1)
def _points() -> dict[tuple[str, str], Point]:
    text = files("memcon").joinpath(_FILE).read_text(encoding="utf-8")
    found: dict[tuple[str, str], Point] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        try:
            name, country, north, east, *others = line.split("\t")
            point = float(north), float(east)
        except ValueError as error:
            message = f"{_FILE}: line {number}: not a name, a state and two numbers"
            raise DataError(message) from error
        names = [name, *(others[0].split("|") if others else ())]
        for each in names:
            found.setdefault((_key(each), country), point)
    return found


def _key(name: str) -> str:
    """A name without diacritics and marks, as spellings differ in them."""
    decomposed = unicodedata.normalize("NFD", name)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in letters.casefold()).split()
    return " ".join("saint" if word == "st" else word for word in words)
