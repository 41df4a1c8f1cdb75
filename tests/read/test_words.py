from __future__ import annotations

import pytest
import yaml

from memcon.errors import DataError
from memcon.read import words
from memcon.read.dateline import read_date_line
from memcon.read.headers import header_lines
from memcon.read.paragraphs import split_lines

HEADERS = "lang/en/headers.yml"


def entries() -> list[tuple[str, str, bool]]:
    data = dict(words._language_files("headers.yml"))[HEADERS]
    return [
        (name, text, key == "examples")
        for name, entry in data["labels"].items()
        for key in ("examples", "near_misses")
        for text in entry[key]
    ]


@pytest.mark.parametrize(("field", "line", "is_header"), entries())
def test_examples_of_labels(field: str, line: str, is_header: bool) -> None:
    found = header_lines(split_lines(f"Title: x\n{line}\nDate: 2001-01-01\n"))
    assert (2 in found.numbers) is is_header
    if is_header and field not in {"other", "title", "date"}:
        assert field in found.values


def test_examples_of_date_lines() -> None:
    entry = dict(words._language_files("headers.yml"))[HEADERS]["date_line"]
    assert all(read_date_line(text) for text in entry["examples"])
    assert not any(read_date_line(text) for text in entry["near_misses"])


def test_every_label_is_lower_case_and_every_month_there() -> None:
    found = words.header_words()
    assert all(label == label.lower() for label in found.labels)
    assert set(found.months.values()) == set(range(1, 13))


def test_weak_labels_are_labels() -> None:
    found = words.header_words()
    assert found.weak_labels <= set(found.labels)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"pattern": "x"}, "lacks id or pattern"),
        ({"id": "a"}, "lacks id or pattern"),
        ({"id": "a", "pattern": "x", "scope": "page"}, "rule 'a': scope 'page'"),
        ({"id": "a", "pattern": "x", "where": "middle"}, "where 'middle' is unknown"),
        ({"id": "a", "pattern": "("}, "rule 'a': pattern"),
        ({"id": "a", "pattern": "x", "examples": ["x"]}, "give examples and near_misses"),
    ],
)
def test_a_malformed_rule_is_named(entry: dict[str, object], fault: str) -> None:
    with pytest.raises(DataError, match=r"here\.yml") as caught:
        words._rule(entry, "here.yml")
    assert fault in str(caught.value)


def test_names_in_patterns_are_those_of_persons() -> None:
    rule = words._rule(
        yaml.safe_load("{id: a, pattern: '{who} teaches', examples: [x], near_misses: [y]}"),
        "here.yml",
    )
    match = rule.pattern.match("Ana de la Cruz teaches")
    assert match is not None
    assert match["name"] == "Ana de la Cruz"
    assert rule.pattern.match("the minister teaches") is None
