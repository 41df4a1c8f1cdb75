"""Codes of statistical offices: what they stand for, and that the data files hold together."""

from __future__ import annotations

import re

import pytest
import yaml

from memcon.extract.lexicon import load_yaml
from memcon.present.labels import labels
from memcon.statistics.knowledge import (
    areas,
    goods_of,
    knowledge,
    letters_of,
    numeric_code,
    status_of,
)

PARTIES = {*load_yaml("reference/states.yml"), *load_yaml("reference/organizations.yml")}
INDICATOR = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


@pytest.mark.parametrize(
    ("source", "code", "party"),
    [
        ("comtrade", "842", "USA"),
        ("comtrade", "251", "FRA"),
        ("comtrade", "156", "CHN"),
        ("comtrade", "4", "AFG"),
        ("comtrade", "004", "AFG"),
        ("comtrade", "97", "EU"),
        ("comtrade", "899", ""),
        ("comtrade", "0", ""),
        ("worldbank", "XKX", "XKX"),
        ("worldbank", "ARB", ""),
        ("imf", "KOS", "XKX"),
        ("imf", "AL", "ALB"),
        ("imf", "AU", "AUS"),
        ("imf", "112", ""),
        ("imf", "Congo, Dem. Rep.", "COD"),
        ("imf", "Congo, Republic of", "COG"),
        ("imf", "Korea, Rep.", "KOR"),
        ("imf", "Korea, Dem. People's Rep.", "PRK"),
        ("imf", "Iran, Islamic Republic of", "IRN"),
        ("imf", "China, P.R.: Mainland", "CHN"),
        ("csv", "Bolivia (Plurinational State of)", "BOL"),
        ("csv", "Rep. of Moldova", "MDA"),
        ("csv", "Egypt, Arab Rep.", "EGY"),
        ("csv", "Bahamas, The", "BHS"),
        ("csv", "Middle East & North Africa", ""),
        ("csv", "", ""),
    ],
)
def test_areas_are_parties_or_none(source: str, code: str, party: str) -> None:
    assert areas(source).party(code) == party


@pytest.mark.parametrize("code", ["0", "WLD", "W00", "G001", "World"])
def test_the_world_is_no_party(code: str) -> None:
    assert areas("comtrade").is_world(code)
    assert areas("comtrade").party(code) == ""


def test_every_state_of_today_can_be_asked_for() -> None:
    today = {c for c, e in load_yaml("reference/states.yml").items() if "to" not in e} - {"XKX"}
    assert {code for code in today if not numeric_code(code)} == set()
    assert [numeric_code(code) for code in ("USA", "FRA", "IND", "CHE", "DEU", "BEL")] == [
        *("842", "251", "699", "757", "276", "56")
    ]
    assert numeric_code("NATO") == ""
    assert (letters_of("PSE", "imf"), letters_of("PER", "imf")) == ("WBG", "PER")


@pytest.mark.parametrize(
    ("classification", "code", "name"),
    [
        ("H6", "27", "energy"),
        ("HS", "2711", "energy.gas"),
        ("H0", "270900", "energy.crude_oil.hs270900"),
        ("H5", "7207", "steel.hs7207"),
        ("S3", "3", "energy"),
        ("S4", "333", "energy.oil.sitc333"),
        ("", "93", "arms"),
    ],
)
def test_commodity_codes_are_goods(classification: str, code: str, name: str) -> None:
    found = goods_of(classification, code)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(("classification", "code"), [("B5", "1"), ("H6", "AG2"), ("H6", "77")])
def test_codes_of_other_lists_are_no_goods(classification: str, code: str) -> None:
    assert goods_of(classification, code) is None


@pytest.mark.parametrize(
    ("mark", "meaning"),
    [("", "actual"), ("A", "actual"), ("E", "estimated"), ("F", "forecast"), ("M", "missing"),
     ("unheard of", "actual")],
)  # fmt: skip
def test_marks_on_values(mark: str, meaning: str) -> None:
    assert status_of(mark) == meaning


def test_areas_stand_for_parties_that_memcon_knows() -> None:
    data = knowledge("areas")
    found = {*data["numeric"].values(), *data["comtrade"].values(), *data["letters"].values()}
    assert (found | {*data["names"].values()}) - PARTIES == set()


@pytest.mark.parametrize("source", ["worldbank", "imf"])
def test_indicators_are_of_the_record_format(source: str) -> None:
    data = knowledge(source)
    for code, entry in data["indicators"].items():
        assert INDICATOR.fullmatch(entry["indicator"]), code
        assert entry["unit"] in ("USD", "percent") or entry["unit"].islower(), code
        assert entry.get("sector", "trade") in labels().sectors, code
    assert set(data["fetched"]) <= set(data["indicators"])


def test_all_chapters_of_the_harmonized_system_have_goods() -> None:
    table = knowledge("goods")["HS"]
    chapters = {f"{number:02d}" for number in range(1, 98)} - {"77"}  # 77 is reserved
    assert chapters <= set(table)
    for names in knowledge("goods").values():
        for code, (name, sector, words) in names.items():
            assert INDICATOR.fullmatch(name), code
            assert sector in ("", *labels().sectors), code
            assert words, code


def test_no_code_is_listed_twice() -> None:
    from importlib.resources import files

    for name in ("areas", "goods", "worldbank", "imf", "comtrade"):
        text = files("memcon").joinpath(f"reference/statistics/{name}.yml").read_text("utf-8")
        for node in yaml.compose(text, Loader=yaml.SafeLoader).value:
            if isinstance(node[1], yaml.MappingNode):
                keys = [key.value for key, _ in node[1].value]
                assert len(keys) == len(set(keys)), (name, node[0].value)
