from __future__ import annotations

import csv
import io
import json

import pytest

from factory import record
from memcon.errors import UsageError
from memcon.model.record import TYPES
from memcon.present import tables
from memcon.present.names import party_names
from memcon.present.phrases import Phrases

PHRASES = Phrases(party_names())
TALKS = record("meeting", date="2019-05", status="held", place={"name": "Arica", "country": "CHL"})
TRADE = record(
    "figure",
    doc="b.txt",
    date="2018",
    indicator="trade.total",
    amount={"value": 3.1e9, "unit": "USD", "qualifier": "over"},
    sectors=["trade", "finance"],
    stated={"date": [{"value": "2018", "docs": ["b"]}, {"value": "2017", "docs": ["a"]}]},
)


def render(fmt: str, width: int = 0) -> str:
    return tables.render([TALKS, TRADE], fmt, phrases=PHRASES, width=width)


@pytest.mark.parametrize("name", [*TYPES, "record"])
def test_types_go_by_singular_and_plural(name: str) -> None:
    plural = {"body": "bodies"}.get(name, f"{name}s")
    assert tables.record_type(name) == tables.record_type(plural.upper()) == name


@pytest.mark.parametrize(
    ("text", "hint"), [("meting", "did you mean meeting?"), ("zzzz", "there are meeting")]
)
def test_an_unknown_type_gets_a_suggestion(text: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint.replace("?", r"\?")):
        tables.record_type(text)


def test_a_table_has_a_line_for_each_record_with_its_id() -> None:
    lines = render("table").splitlines()
    assert lines[0].split() == ["DATE", "WHAT", "PLACE", "STATUS", "SOURCES", "ID"]
    assert len(lines) == 3
    assert lines[1].startswith("May 2019")
    assert lines[1].endswith(TALKS.id)
    assert lines[2].endswith(TRADE.id)


def test_a_narrow_table_keeps_ids_whole() -> None:
    text = render("table", width=70)
    assert max(map(len, text.splitlines())) <= 70
    assert TALKS.id in text


def test_markdown_is_a_table() -> None:
    lines = render("md").splitlines()
    assert lines[1].count("---") == lines[0].count("|") - 1 == 6
    assert len(lines) == 4


def test_json_and_json_lines_hold_the_records_as_the_format_has_them() -> None:
    expected = [TALKS.to_json(), TRADE.to_json()]
    assert json.loads(render("json")) == expected
    assert [json.loads(line) for line in render("jsonl").splitlines()] == expected


def test_csv_has_a_column_for_every_slot_and_part() -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv"))))
    assert rows[0]["place.name"] == "Arica"
    assert rows[0]["amount.value"] == ""
    assert rows[1]["amount.value"] == "3100000000.0"
    assert rows[1]["sectors"] == "trade; finance"
    assert rows[1]["documents"] == "b.txt"
    assert list(rows[0])[:2] == ["id", "type"]
    assert list(rows[0])[-2:] == ["documents", "quote"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_csv_holds_no_formulas(text: str) -> None:
    made = tables.render([record("project", name=text)], "csv", phrases=PHRASES)
    assert next(csv.DictReader(io.StringIO(made)))["name"] == f"'{text}"


def test_a_disputed_record_is_marked() -> None:
    assert [("⚠" in line) for line in render("table").splitlines()] == [False, False, True]


@pytest.mark.parametrize(("fmt", "text"), [("table", ""), ("jsonl", ""), ("json", "[]\n")])
def test_nothing_gives_nothing(fmt: str, text: str) -> None:
    assert tables.render([], fmt, phrases=PHRASES) == text


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="table, csv, md, json, jsonl"):
        render("xlsx")
