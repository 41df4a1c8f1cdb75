"""The tables of office-holders and the titles of offices are what they claim to be."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import groupby, pairwise

import pytest

from memcon.extract.lexicon import load_yaml
from memcon.extract.offices import (
    COLUMNS,
    HOLDERS,
    Holder,
    load_holders,
    load_offices,
    load_titles,
    read_holders,
)

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
TABLES = sorted(
    path.name for path in files("memcon").joinpath(HOLDERS).iterdir() if path.name.endswith(".tsv")
)
LEVELS = {
    "heads_of_state",
    "heads_of_government",
    "ministerial",
    "senior_officials",
    "other",
}
SECTORS = {
    sector
    for office in ("GOV LEG MIL JUD COP SPY", "PTY OPP REB", "BUS LAB CVL REL EDU JRN")
    for sector in office.split()
}
TITLES = load_yaml("lang/en/offices.yml")
SINGLE = {name for name, office in load_offices().items() if office.single}


def rows(table: str) -> list[list[str]]:
    text = files("memcon").joinpath(HOLDERS, table).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def earliest(day: str) -> date:
    return date.fromisoformat(day + "-01-01"[len(day) - 4 :])


def latest(day: str) -> date:
    if len(day) == len("2000-01"):
        year, month = int(day[:4]), int(day[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(day + "-12-31"[len(day) - 4 :])


def successions() -> Iterator[tuple[Holder, Holder]]:
    """Each holder of an office that one person holds, with the next one."""
    single = [holder for holder in load_holders().holders if holder.office in SINGLE]
    ordered = sorted(single, key=lambda h: (h.country, h.office, h.start, h.end or "9999"))
    for _, group in groupby(ordered, key=lambda h: (h.country, h.office)):
        yield from pairwise(group)


def documented(kind: str, before: Holder, after: Holder) -> bool:
    entries = load_yaml(f"{HOLDERS}/gaps.yml")[kind]
    span = (before.end, after.start) if kind == "gaps" else (after.start, before.end)
    return any(
        (entry["country"], entry["office"]) == (before.country, before.office)
        and (entry["from"], entry["to"]) in (span, span[::-1])
        for entry in entries
    )


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_well_formed(table: str) -> None:
    for row in rows(table):
        cells = dict(zip(COLUMNS, row, strict=True))
        where = f"{table}: {cells['person']} {cells['country']} {cells['from']}"
        assert cells["person"], where
        assert all(cell == cell.strip() for cell in row), where
        assert cells["office"] in load_offices(), where
        assert cells["title"], where
        assert cells["source"], where
        assert cells["status"] in ("verified", "unverified"), where
        assert DATE.fullmatch(cells["from"]), where
        assert not cells["to"] or DATE.fullmatch(cells["to"]), where
        earliest(cells["from"])
        if cells["to"]:
            assert earliest(cells["from"]) <= latest(cells["to"]), where


@pytest.mark.parametrize("table", TABLES)
def test_a_verified_row_names_its_source(table: str) -> None:
    for row in rows(table):
        cells = dict(zip(COLUMNS, row, strict=True))
        assert (cells["source"] == "general knowledge") == (cells["status"] == "unverified"), row


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_there_twice(table: str) -> None:
    keys = [tuple(row[:1] + row[2:4] + row[5:6]) for row in rows(table)]
    assert len(keys) == len(set(keys))


def test_states_and_organisations_are_known() -> None:
    folder = files("memcon").joinpath("reference")
    if not (folder.joinpath("states.yml").is_file()):
        pytest.skip("no table of states")
    known = set(load_yaml("reference/states.yml")) | set(load_yaml("reference/organizations.yml"))
    assert {holder.country for holder in load_holders().holders} <= known


def test_one_person_at_a_time_holds_a_single_office() -> None:
    faults = [
        f"{before.country} {before.office}: {before.person} and {after.person}"
        for before, after in successions()
        if earliest(before.end or "9999-12-31") > latest(after.start)
        and not documented("overlaps", before, after)
    ]
    assert faults == []


def test_gaps_of_more_than_a_year_are_documented() -> None:
    faults = [
        f"{before.country} {before.office}: {before.end} to {after.start}"
        for before, after in successions()
        if before.end
        and (earliest(after.start) - latest(before.end)).days > 366
        and not documented("gaps", before, after)
    ]
    assert faults == []


def test_every_documented_gap_is_one() -> None:
    gaps = {
        (before.country, before.office, before.end, after.start) for before, after in successions()
    }
    for entry in load_yaml(f"{HOLDERS}/gaps.yml")["gaps"]:
        assert (entry["country"], entry["office"], entry["from"], entry["to"]) in gaps
        assert entry["why"] in ("vacant", "abolished", "unlisted")


def test_most_states_have_a_head_on_record() -> None:
    heads = {"head_of_state", "head_of_government", "monarch"}
    countries = {holder.country for holder in load_holders().holders if holder.office in heads}
    assert len(countries) > 195


def test_offices_use_the_levels_and_sectors_of_the_record_format() -> None:
    for office in load_offices().values():
        assert office.level in LEVELS, office
        assert office.sector in SECTORS, office
        assert not office.stands_for or office.stands_for in load_offices(), office


@pytest.mark.parametrize("office", TITLES["offices"])
def test_every_office_has_an_example_that_shows_it(office: str) -> None:
    for example in TITLES["offices"][office]["examples"]:
        assert office in {match.title.office for match in load_titles().find(example)}, example


@pytest.mark.parametrize(
    ("office", "sentence"),
    [
        (office, sentence)
        for office, entry in TITLES["offices"].items()
        for sentence in entry.get("near_misses", ())
    ],
)
def test_near_misses_are_no_title(office: str, sentence: str) -> None:
    assert office not in {match.title.office for match in load_titles().find(sentence)}


def test_every_listed_title_is_a_known_term() -> None:
    unknown = {
        holder.title
        for holder in load_holders().holders
        if not any(match.title for match in load_titles().find(holder.title))
    }
    assert unknown == set()


@pytest.mark.parametrize("table", TABLES)
def test_loader_reads_every_row(table: str) -> None:
    text = files("memcon").joinpath(HOLDERS, table).read_text(encoding="utf-8")
    assert len(read_holders(text, table)) == len(rows(table))


def test_a_spelling_belongs_to_one_name() -> None:
    words = [word for words in load_yaml(f"{HOLDERS}/rules.yml")["variants"] for word in words]
    assert len(words) == len(set(words))
