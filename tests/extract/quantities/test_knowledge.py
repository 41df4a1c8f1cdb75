"""Loading the data of dates and amounts: what is wrong is named, words have one meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from memcon.errors import DataError
from memcon.extract.quantities.knowledge import (
    Terms,
    alternatives,
    compile_pattern,
    expand,
    load,
    section,
)


def test_missing_file_is_named() -> None:
    with pytest.raises(DataError, match=r"lang/xx/dates\.yml"):
        load("lang", "xx", "dates.yml")


def test_missing_key_is_named_with_its_file() -> None:
    with pytest.raises(DataError, match=r"some\.yml.*'marks'"):
        section({}, "marks", "some.yml")


def test_unknown_piece_is_named_with_its_rule() -> None:
    with pytest.raises(DataError, match=r"rule 'a'.*'moth'"):
        expand("in {moth}", {"month": "May"}, where="rule 'a'")


def test_faulty_pattern_is_named_with_its_rule() -> None:
    with pytest.raises(DataError, match="rule 'a'"):
        compile_pattern("(", where="rule 'a'")


def test_pieces_may_be_made_of_pieces_and_spaces_match_line_breaks() -> None:
    pattern = expand("in {a} b", {"a": "({c})", "c": "x y"}, where="")
    assert re.fullmatch(pattern, "in x\n y  b")


def test_longer_words_are_tried_first() -> None:
    match = re.match(alternatives(["a", "a year", "a yea"]), "a year")
    assert match is not None
    assert match.group() == "a year"


def test_words_are_never_read_as_truth_values_or_dates() -> None:
    units = load("lang", "en", "units.yml")
    assert {"no", "on", "off"} <= {*units["stop_words"], *units["labels"]}
    assert load("lang", "en", "dates.yml")["reference"] == "2016-11-16"


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("units.yml", "per"),
        ("units.yml", "qualifiers"),
        ("units.yml", "qualifiers_after"),
        ("units.yml", "measures"),
        ("units.yml", "implied"),
        ("changes.yml", "basis"),
    ],
)
def test_no_word_has_two_meanings(file: str, key: str) -> None:
    groups = load("lang", "en", file)[key]
    assert _repeated(word.casefold() for words in groups.values() for word in words) == []


def test_no_verb_both_rises_and_falls() -> None:
    changes = load("lang", "en", "changes.yml")
    assert set(changes["rise"]) & set(changes["fall"]) == set()


def test_rule_ids_are_unique() -> None:
    dates = load("lang", "en", "dates.yml")
    assert _repeated(rule["id"] for rule in [*dates["atoms"], *dates["phrases"]]) == []
    assert _repeated(rule["id"] for rule in load("lang", "en", "changes.yml")["rules"]) == []


def test_fiscal_years_begin_in_a_month_and_are_named_by_an_end() -> None:
    data = load("reference", "fiscal_years.yml")
    for entry in [data["default"], *data["states"].values()]:
        assert entry["start"] in range(1, 13)
        assert entry["named_by"] in ("start", "end")


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


TERMS = Terms(["road map*", "at stake", "roadmap*", "people's assembly", "r&d"])


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("the road maps of both sides", True),
        ("two roadmaps", True),
        ("what is at  stake", True),
        ("the people's assembly met", True),
        ("more r&d", True),
        ("a road and a map", False),
        ("the lake froze", False),
    ],
)
def test_no_text_with_a_term_is_passed_over(text: str, is_held: bool) -> None:
    found = TERMS.pattern.search(text) is not None
    assert found is is_held
    assert TERMS.may_be_in(text, re.findall(r"\w+", text)) or not found


def test_text_without_a_word_of_any_term_is_passed_over() -> None:
    text = "the lake froze"
    assert not TERMS.may_be_in(text, text.split())
