from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from books import AS_OF, aim, dated, meeting, position, promise, trade
from factory import record
from memcon.assess.findings import assess
from memcon.errors import UsageError
from memcon.model.record import Record
from memcon.present.findings import FORMATS, FindingWords, render
from memcon.present.names import party_names
from memcon.present.phrases import Phrases

ORIGINS = {each.doc: each for each in dated(early="2020-01-10", late="2023-05-01")}
DISPUTED = meeting(
    "2021-03-02",
    5,
    stated={
        "date": [
            {"value": "2021-03-02", "docs": ["early.txt"]},
            {"value": "2021-05-02", "docs": ["late.txt"]},
        ]
    },
)
PATH = (trade("2019", 10), trade("2020", 11), trade("2021", 12.1))


def text_of(*records: Record, fmt: str = "table", **options: object) -> str:
    known = {each.id: each for each in records}
    words = FindingWords(known.__getitem__, Phrases(party_names(), frozenset({"CHL", "PER"})))
    chosen = {"as_of": AS_OF, **options}
    limit = int(str(chosen.pop("limit", 20)))
    found = assess(records, ORIGINS, **chosen)  # type: ignore[arg-type]
    return render(found, fmt, words=words, limit=limit, options=" --parties CHL,PER")


@pytest.mark.parametrize(
    ("records", "options", "line"),
    [
        (
            [DISPUTED],
            {"kinds": ["contradiction"]},
            (
                "5th regular meeting of heads of government: date is 2 March 2021 (early.txt) "
                "or 2 May 2021 (late.txt)"
            ),
        ),
        (
            [trade("2020", 10, doc="a.txt"), trade("2020", 14, doc="b.txt")],
            {"kinds": ["contradiction"]},
            "Trade, 2020: 10 bn USD (a.txt) or 14 bn USD (b.txt)",
        ),
        (
            [aim("../2024", 20), *PATH],
            {"kinds": ["target"], "as_of": date(2022, 1, 1)},
            (
                "Trade: 20 bn USD, by 2024: off course; 12.1 bn USD in 2021; it takes 18.2 % a "
                "year, 10 % a year seen (2019–2021), which leads to 16.1 bn USD"
            ),
        ),
        (
            [aim("../2023", 20), trade("2023", 21)],
            {"kinds": ["target"]},
            "Trade: 20 bn USD, by 2023: met; 21 bn USD in 2023",
        ),
        (
            [aim("../2020", 20), trade("2020", 18), trade("2022", 21)],
            {"kinds": ["target"]},
            "Trade: 20 bn USD, by 2020: missed; 18 bn USD in 2020; reached in 2022",
        ),
        (
            [promise("open a border post", due="../2022", doc="early.txt")],
            {"kinds": ["overdue"]},
            "open a border post: due by 2022, 17 months ago; no word of the outcome",
        ),
        (
            [meeting("2018-05-02", 4), meeting("2020-05-03", 6)],
            {"kinds": ["gap"]},
            (
                "Regular meetings of heads of government: 5th not on record, between 4th "
                "(2 May 2018) and 6th (3 May 2020)"
            ),
        ),
        (
            [meeting("2018-05-02", 4), meeting("2019-05-03", 5)],
            {"kinds": ["gap"]},
            (
                "Regular meetings of heads of government: 6th overdue about May 2020 (every "
                "year; the last one on record was 3 May 2019)"
            ),
        ),
        (
            [meeting("2022-05-02", 4, doc="late.txt")],
            {"kinds": ["change"], "since": date(2023, 1, 1)},
            "Meeting: 4th regular meeting of heads of government, 2 May 2022",
        ),
        (
            [
                position("CHL", "supports", "the dam", date="2021-05-01"),
                position("PER", "opposes", "the dam", date="2020-05-01"),
            ],
            {"kinds": ["friction"]},
            "The dam: Peru opposes the dam (1 May 2020); Chile supports the dam (1 May 2021)",
        ),
        (
            [record("project", name="Arica dam", status="planned")],
            {"kinds": ["single_witness"]},
            "Arica dam: one source alone",
        ),
    ],
)
def test_a_finding_is_one_sentence(
    records: list[Record], options: dict[str, object], line: str
) -> None:
    assert line in text_of(*records, **options)


def test_the_words_that_each_side_rests_on_stand_below_it_in_markdown() -> None:
    text = text_of(
        promise("open a post", due="../2022", quote="to open a post by 2022"),
        kinds=["overdue"],
        fmt="md",
    )
    assert "## Due and fulfilled (1)" in text
    assert "  - note.txt: “to open a post by 2022”" in text


def test_what_is_left_out_is_counted_with_the_command_that_lists_it() -> None:
    promises = [promise(f"open post {n}", due="../2022") for n in range(4)]
    text = text_of(*promises, kinds=["overdue"], limit=3)
    assert "1 more: memcon findings overdue --parties CHL,PER --limit 0" in text
    assert "more:" not in text_of(*promises, kinds=["overdue"], limit=0)


def test_for_programs_everything_is_there() -> None:
    (line,) = json.loads(text_of(DISPUTED, kinds=["contradiction"], fmt="json"))
    assert line["rule"] == "contradiction.value"
    assert [side["docs"] for side in line["sides"]] == [["early.txt"], ["late.txt"]]
    assert line["text"].startswith("5th regular meeting")
    (row,) = csv.DictReader(io.StringIO(text_of(DISPUTED, kinds=["contradiction"], fmt="csv")))
    assert (row["documents"], row["records"]) == ("early.txt; late.txt", DISPUTED.id)
    assert json.loads(text_of(DISPUTED, kinds=["contradiction"], fmt="jsonl")) == line


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        text_of(DISPUTED, fmt="xml")
