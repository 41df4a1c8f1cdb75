"""The user's own lexicon: imports dictionaries, and refreshes office-holders from Wikidata.

Only `update_holders` and `memcon.run.fetch` go to the network, and only when they are called.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from memcon.errors import DataError, InputError, UsageError
from memcon.extract.lexicon import load_yaml
from memcon.extract.offices import COLUMNS, HOLDERS, USER_HOLDERS
from memcon.extract.petrarch import Imported, import_dictionary

_PATIENCE = 90.0  # seconds; the service itself gives up after sixty
_DAY, _MONTH, _YEAR = "11", "10", "9"  # Wikidata's precisions of time
_LENGTHS = {_DAY: 10, _MONTH: 7, _YEAR: 4}
_ITEM = "/entity/"


@dataclass(frozen=True, slots=True)
class Updated:
    """What a refresh wrote: the file, the number of tenures, and how many answers were left out.

    Left out are tenures without an English name or with a start less precise than a year.
    """

    path: Path
    tenures: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Service:
    """Where and how office-holders are asked for (`reference/officeholders/wikidata.yml`)."""

    endpoint: str
    offices: Mapping[str, str]
    query: str


def import_dictionaries(paths: Sequence[Path], folder: Path) -> list[Imported]:
    """Import PETRARCH or TABARI dictionaries into the user's lexicon, one answer a file.

    Raises InputError or DataError for the first file that cannot be used; those before it stay.
    """
    return [import_dictionary(path, folder) for path in paths]


def load_service() -> Service:
    """The query service and the query as memcon ships them."""
    data = load_yaml(f"{HOLDERS}/wikidata.yml")
    return Service(data["endpoint"], data["offices"], data["query"])


def update_holders(
    folder: Path,
    *,
    today: date,
    since: int = 1990,
    endpoint: str = "",
    offices: Iterable[str] = (),
) -> Updated:
    """Ask Wikidata who held which office since a year, and write it to the user's lexicon.

    The file takes the place of memcon's own rows for the offices that it lists. Raises UsageError
    for an unknown office, InputError when the service cannot be reached, DataError when it answers
    with something else than results; the earlier file then stays as it was.
    """
    service = load_service()
    names = list(offices) or list(service.offices)
    unknown = [name for name in names if name not in service.offices]
    if unknown:
        message = f"{unknown[0]}: not an office to update; one of {', '.join(service.offices)}"
        raise UsageError(message)
    address = endpoint or service.endpoint
    rows: set[tuple[str, ...]] = set()
    left_out = 0
    for name in names:
        query = service.query.replace("{office}", service.offices[name])
        answer = _ask(address, query.replace("{since}", str(since)))
        for binding in _bindings(answer, address):
            row = _row(binding, name, today)
            if row is None:
                left_out += 1
            else:
                rows.add(row)
    if not rows:
        message = f"{address}: no office-holder in the answer; nothing was changed"
        raise DataError(message)
    path = folder / f"wikidata{USER_HOLDERS}"
    _write(path, rows, today)
    return Updated(path, len(rows), left_out)


def _ask(address: str, query: str) -> bytes:
    if urlsplit(address).scheme not in ("http", "https"):
        message = f"{address}: not an address of a query service; give one with http or https"
        raise UsageError(message)
    request = Request(  # noqa: S310 (the scheme was checked)
        address,
        data=urlencode({"query": query, "format": "json"}).encode(),
        headers={
            "Accept": "application/sparql-results+json",
            "User-Agent": "memcon (update of office-holders; a person asked for it)",
        },
    )
    try:
        with urlopen(request, timeout=_PATIENCE) as response:  # noqa: S310
            body: bytes = response.read()
    except (URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        message = f"{address}: no answer ({reason}); try again later, nothing was changed"
        raise InputError(message) from error
    return body


def _bindings(answer: bytes, address: str) -> Iterator[Mapping[str, str]]:
    """The rows of a result in the SPARQL 1.1 JSON format, each variable with its value."""
    try:
        bindings = json.loads(answer)["results"]["bindings"]
        rows = [{name: cell["value"] for name, cell in row.items()} for row in bindings]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{address}: the answer is not a SPARQL result in JSON; nothing was changed"
        raise DataError(message) from error
    yield from rows


def _row(binding: Mapping[str, str], office: str, today: date) -> tuple[str, ...] | None:
    """A row of the table of office-holders, or None where the answer does not carry one."""
    item = binding.get("person", "").rpartition(_ITEM)[2]
    person = _clean(binding.get("personLabel", ""))
    start = _day(binding, "start")
    if not person or person == item or not start or not binding.get("country"):
        return None
    aliases = {_clean(alias) for alias in binding.get("aliases", "").split("|")} - {"", person}
    cells: dict[str, Any] = {
        "person": person,
        "aliases": "|".join(sorted(aliases)),
        "country": binding["country"],
        "office": office,
        "title": _clean(binding.get("positionLabel", "")) or office,
        "from": start,
        "to": _day(binding, "end"),
        "source": f"Wikidata {item}, {today.isoformat()}",
        "status": "verified",
    }
    return tuple(cells[column] for column in COLUMNS)


def _day(binding: Mapping[str, str], name: str) -> str:
    """A date at the precision that Wikidata gives it, or "" where it is less than a year."""
    length = _LENGTHS.get(binding.get(f"{name}Precision", ""), 0)
    return binding.get(name, "").removeprefix("+")[:length]


def _clean(text: str) -> str:
    return " ".join(text.split())


def _write(path: Path, rows: Iterable[tuple[str, ...]], today: date) -> None:
    """Write all at once, so that a broken run leaves the earlier file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    place = {column: number for number, column in enumerate(COLUMNS)}
    keys = [place[name] for name in ("country", "office", "from", "person")]
    ordered = sorted(rows, key=lambda row: ([row[key] for key in keys], row))
    lines = [
        f"# Office-holders as Wikidata (CC0) had them on {today.isoformat()}",
        "\t".join(COLUMNS),
        *("\t".join(row) for row in ordered),
    ]
    draft = path.with_name(f"{path.name}.part")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.replace(path)
