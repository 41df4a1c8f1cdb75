"""A spreadsheet's rows become records that cite their row; bad rows are named, the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from memcon.errors import InputError, UsageError
from memcon.ledger.store import Store
from memcon.run.table import guessed_columns, import_table

MEETINGS = """Date,Country A,Country B,City,Place country,Level,Status,Remarks
7 November 2016,Kenya,Uganda,Nairobi,Kenya,ministerial,held,
soon,Kenya,Uganda,Nairobi,Kenya,ministerial,held,first bad
2016-12,Kenya,Tanzania,,,commission,planned,to be confirmed
2016-12-01,Kenya,Atlantis,,,commission,planned,second bad
,,,,,,,
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


def written(tmp_path: Path, text: str, name: str = "meetings.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def taken(store: Store, path: Path, kind: str = "meeting", **told: Any) -> Any:
    return import_table(store, path, record_type=kind, day=date(2017, 1, 1), **told)


def test_each_good_row_is_a_record_that_cites_its_row(store: Store, tmp_path: Path) -> None:
    made = taken(store, written(tmp_path, MEETINGS))
    first, second = store.records()
    assert dict(first.slots) == {
        "parties": ["KEN", "UGA"],
        "date": "2016-11-07",
        "place": {"name": "Nairobi", "country": "KEN"},
        "status": "held",
        "kind": "ministerial",
    }
    assert dict(second.slots) == {
        "parties": ["KEN", "TZA"],
        "date": "2016-12",
        "status": "planned",
        "kind": "commission",
    }
    assert first.evidence[0].quote.startswith("Row 2. Date: 7 November 2016 | Country A: Kenya |")
    assert made.columns["parties"] == ("Country A", "Country B")
    assert made.unused == ("Remarks",)
    assert [fault.partition(":")[0] for fault in made.faults] == [
        "meetings.csv row 3",
        "meetings.csv row 5",
    ]
    assert "soon: not a date" in made.faults[0]
    assert "Atlantis" in made.faults[1]
    assert store.check() == []


def test_a_workbook_is_read_like_its_csv(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Date of signature", "Title", "Parties", "Value", "Currency", "Type"])
    page.append([datetime(2019, 3, 4), "Loan for the port", "KEN; CHN", 3.1e9, "USD", "agreement"])  # noqa: DTZ001
    page.append([datetime(2019, 5, 6), "Accord on milk", "Kenya, Uganda", None, None, "protocol"])  # noqa: DTZ001
    book.save(tmp_path / "treaties.xlsx")
    taken(store, tmp_path / "treaties.xlsx", "instrument")
    loan, milk = store.records()
    assert loan.get("amount") == {"value": 3100000000, "unit": "USD"}
    assert (loan.get("date"), loan.get("parties")) == ("2019-03-04", ["CHN", "KEN"])
    assert "amount" not in milk.slots
    (document,) = store.documents()
    assert (document.name, document.date) == ("treaties.xlsx", date(2017, 1, 1))


def test_a_mapping_says_what_columns_and_cells_mean(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "Wann;Wer;Was\n2019;KEN;Ausfuhr 3,1\n", "zahlen.csv")
    mapping = written(
        tmp_path,
        'type = "figure"\ntitle = "Figures of the desk"\n'
        '[columns]\ndate = "Wann"\nreporter = "Wer"\nindicator = "Was"\n'
        '[constants]\ncounterpart = "UGA"\namount = {value = 5, unit = "USD"}\nnature = "actual"\n'
        '[values.indicator]\n"Ausfuhr 3,1" = "trade.exports"\n',
        "mapping.toml",
    )
    taken(store, path, "", mapping=mapping)
    (record,) = store.records()
    assert dict(record.slots) == {
        "parties": ["KEN", "UGA"],
        "date": "2019",
        "indicator": "trade.exports",
        "amount": {"value": 5, "unit": "USD"},
        "reporter": "KEN",
        "counterpart": "UGA",
        "nature": "actual",
    }
    assert store.documents()[0].title == "Figures of the desk"


def test_a_changed_spreadsheet_keeps_the_ids_of_its_rows(store: Store, tmp_path: Path) -> None:
    taken(store, written(tmp_path, MEETINGS))
    before = {record.get("date"): record.id for record in store.records()}
    path = written(
        tmp_path, MEETINGS.replace("planned,to be", "held,to be").replace("soon", "2016")
    )
    made = taken(store, path)
    assert made.result.outcome == "replaced"
    now = {record.get("date"): record.id for record in store.records()}
    assert before.items() < now.items()
    assert taken(store, path).result.outcome == "unchanged"


def test_a_person_is_put_together_of_the_columns_for_its_parts(
    store: Store, tmp_path: Path
) -> None:
    text = "Date\tVisitor\tRole\tFrom\tTo\n2019-05\tAna Ruiz\tMinister of Trade\tPeru\tChile\n"
    taken(store, written(tmp_path, text, "visits.tsv"), "visit")
    (record,) = store.records()
    person = {"name": "Ana Ruiz", "role": "Minister of Trade", "country": "PER"}
    assert (record.get("visitor"), record.get("host")) == (person, "CHL")
    assert record.get("parties") == ["CHL", "PER"]


@pytest.mark.parametrize(
    ("name", "text", "kind", "error", "told"),
    [
        ("a.csv", MEETINGS, "", UsageError, "give --type"),
        ("a.csv", "Foo,Bar\n1,2\n", "meeting", InputError, "no column is known as a field"),
        ("a.csv", "", "meeting", InputError, "no rows"),
        ("a.csv", "Date,Parties\nsoon,KEN\n", "meeting", InputError, "no row makes a record"),
        (
            "a.csv",
            "Date,Reporter,Amount\n2015,KEN,USD 5 bn\n",
            "figure",
            InputError,
            "figures count",
        ),
        ("a.doc", MEETINGS, "meeting", InputError, "not a table"),
        ("a.xlsx", MEETINGS, "meeting", InputError, "not a workbook"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    store: Store, tmp_path: Path, name: str, text: str, kind: str, error: type, told: str
) -> None:
    with pytest.raises(error, match=told):
        taken(store, written(tmp_path, text, name), kind)
    assert store.documents() == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns = 3", "columns: not a table"),
        ("colums = 3", "colums: no such key"),
        ("[columns", "not TOML"),
        ('[columns]\ndate = "When"', "no column When; there are Date"),
        ('[columns]\ncolour = "Date"', "colour: no field of a record of type meeting"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(
    store: Store, tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        taken(store, written(tmp_path, MEETINGS), mapping=written(tmp_path, text, "m.toml"))


def test_a_mapping_names_parts_with_a_point(store: Store, tmp_path: Path) -> None:
    mapping = '[columns]\ndate = "Date"\nparties = ["Country A", "Country B"]\nplace.name = "City"'
    taken(store, written(tmp_path, MEETINGS), mapping=written(tmp_path, mapping, "m.toml"))
    assert next(store.records()).get("place") == {"name": "Nairobi"}


def test_headings_are_known_however_they_are_written() -> None:
    found = guessed_columns("meeting", ["DATE_OF_MEETING", "party a", "Party-B", "ordinal", "x"])
    assert found == {
        "date": ("DATE_OF_MEETING",),
        "parties": ("party a", "Party-B"),
        "ordinal": ("ordinal",),
    }
