"""The tables of CSV, workbooks, Parquet and SQLite, read back by the tools that people use."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import warnings
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings

from exporting import DATES, HOSTILE, NOTE, WIRE, exported, record_lists, sample
from factory import record
from memcon.export.columns import all_tables, dyad_month_table, event_tables
from memcon.export.text import clean
from memcon.model.record import TYPES, Record

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of its own dependencies when imported
    import frictionless

SIDE = {"citations", "documents", "stated", "links"}


def tables_in(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of the CSV tables in a zip."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                text = io.StringIO(archive.read(name).decode("utf-8"), newline="")
                found[name.removesuffix(".csv")] = list(csv.DictReader(text))
    return found


def problems(data: bytes, folder: Path) -> list[str]:
    """What frictionless has to say against a data package."""
    path = folder / "package.zip"
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = frictionless.Package(str(path)).validate()
    return [error.message for error in report.errors] + [
        error.message for task in report.tasks for error in task.errors
    ]


def test_every_type_has_a_table_and_every_record_a_row() -> None:
    data, report = exported("csv")
    tables = tables_in(data)
    assert set(tables) == {*TYPES, *SIDE}
    assert report.written == len(sample())
    for kind in TYPES:
        assert [row["id"] for row in tables[kind]] == [r.id for r in sample() if r.type == kind]


def test_frictionless_accepts_the_package(tmp_path: Path) -> None:
    data, _ = exported("csv")
    assert problems(data, tmp_path) == []


@pytest.mark.parametrize("fmt", ["csv", "events"])
def test_frictionless_accepts_whatever_the_records_say(fmt: str, tmp_path: Path) -> None:
    @given(record_lists())
    @settings(max_examples=4)
    def check(records: list[Record]) -> None:
        data, _ = exported(fmt, records)
        assert problems(data, tmp_path) == []

    check()


def test_a_date_is_as_exact_as_the_source_and_has_its_days_beside_it() -> None:
    made = [record("project", name=f"line {n}", date=value) for n, value in enumerate(DATES)]
    rows = {row["date"]: row for row in tables_in(exported("csv", made)[0])["project"]}
    assert set(rows) == set(DATES)
    told = ("date_first", "date_last", "date_precision")
    assert [rows["2016-11"][name] for name in told] == ["2016-11-01", "2016-11-30", "month"]
    assert [rows["../2024"][name] for name in told] == ["", "2024-12-31", "interval"]
    assert [rows["199X"][name] for name in told] == ["1990-01-01", "1999-12-31", "decade"]


def test_who_is_told_by_name_role_and_country() -> None:
    tables = tables_in(exported("csv")[0])
    held = tables["meeting"][0]
    assert held["participants"] == "Ana Ruiz; officials"
    assert held["participants_countries"] == "CHL; PER"
    assert tables["visit"][0]["visitor"] == "דוד לוי"
    assert tables["position"][0]["holder"] == "CHL; Ana Ruiz"


def test_sources_that_differ_are_told_apart() -> None:
    tables = tables_in(exported("csv")[0])
    assert tables["meeting"][0]["disputed"] == "date"
    assert [(row["value"], row["documents"]) for row in tables["stated"]] == [
        ("2019-05-06", NOTE),
        ("2019", WIRE),
    ]
    assert {row["name"] for row in tables["documents"]} == {NOTE, WIRE}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_csv_is_a_formula_or_breaks_the_table(text: str) -> None:
    made = record("commitment", action=text, quote=text, by=[{"name": text, "country": "PER"}])
    (row,) = tables_in(exported("csv", [made])[0])["commitment"]
    for cell in row.values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert clean(cell) == cell
        assert "\n" not in cell


def test_a_negative_number_stays_a_number() -> None:
    fall = record("figure", indicator="trade.total", change={"value": -4.5, "unit": "percent"})
    (row,) = tables_in(exported("csv", [fall])[0])["figure"]
    assert row["change_value"] == "-4.5"


def test_only_the_tables_of_the_selected_types_are_there() -> None:
    data, _ = exported("csv", [], types=("visit",))
    assert set(tables_in(data)) == {"visit", *SIDE}


@pytest.mark.parametrize("length", [0, 5])
def test_quotes_are_cut_in_every_table(length: int) -> None:
    made = [record("project", name="line", quote="the words of the text")]
    tables = tables_in(exported("csv", made, quote_length=length)[0])
    assert tables["citations"][0]["quote"] == ("the…" if length else "")
    assert tables["citations"][0]["end"] == "21"  # where they end in the document is still told
    assert tables["project"][0]["quote"] == tables["citations"][0]["quote"]


def test_the_same_records_give_the_same_bytes() -> None:
    assert exported("csv")[0] == exported("csv")[0]
    assert exported("events")[0] == exported("events")[0]


# ---------------------------------------------------------------------- workbooks


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_workbook_has_the_tables_as_sheets_and_says_what_columns_mean() -> None:
    book = sheets(exported("xlsx")[0])
    assert set(book.sheetnames) == {*TYPES, *SIDE, "columns"}
    told = {(row[0], row[1]) for row in book["columns"].values}
    heads = {(name, head) for name in TYPES for head in next(book[name].values)}
    assert heads <= told


def test_days_and_numbers_are_days_and_numbers_in_a_workbook() -> None:
    frame = pd.read_excel(io.BytesIO(exported("xlsx")[0]), sheet_name="figure")
    assert frame["amount_value"].dtype == float
    assert frame["date_first"][0].date() == date(2018, 1, 1)


@given(record_lists())
@example([record("project", name=text) for text in HOSTILE])
@settings(max_examples=6)
def test_no_cell_of_a_workbook_is_a_formula(records: list[Record]) -> None:
    book = sheets(exported("xlsx", records)[0])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type in ("f", "e")]
    for cell in cells:
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix


def test_days_before_1900_are_text_in_a_workbook() -> None:
    data, _ = exported("xlsx", [record("project", name="canal", date="1869-11-17")])
    frame = pd.read_excel(io.BytesIO(data), sheet_name="project")
    assert frame["date_first"][0] == "1869-11-17"


# ---------------------------------------------------------------------- Parquet


def parquet(data: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder


def test_duckdb_reads_the_parquet_tables_with_lists_and_days(tmp_path: Path) -> None:
    folder = parquet(exported("parquet")[0], tmp_path)
    with duckdb.connect() as connection:  # its own: other results may be open on the common one
        meetings = connection.read_parquet(str(folder / "meeting.parquet"))
        chosen = meetings.filter("len(sectors) = 2").select("id, parties, date_first")
        (found,) = chosen.fetchall()
    assert found == (sample()[0].id, ["CHL", "PER"], date(2019, 5, 6))


def test_parquet_columns_say_what_they_mean(tmp_path: Path) -> None:
    folder = parquet(exported("parquet")[0], tmp_path)
    schema = pq.read_schema(folder / "event.parquet")
    assert b"Goldstein" in schema.field("goldstein").metadata[b"description"]


@given(record_lists())
@settings(max_examples=12)
def test_parquet_holds_whatever_the_records_say(records: list[Record]) -> None:
    with zipfile.ZipFile(io.BytesIO(exported("parquet", records)[0])) as archive:
        rows = sum(
            pq.read_table(io.BytesIO(archive.read(f"{kind}.parquet"))).num_rows for kind in TYPES
        )
    assert rows == len(records)


# ---------------------------------------------------------------------- SQLite


def test_sqlite_has_the_tables_and_views_over_all_types(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.write_bytes(exported("sqlite")[0])
    with sqlite3.connect(path) as opened:
        counted = dict(opened.execute("select type, count(*) from records group by type"))
        assert counted == {kind: sum(r.type == kind for r in sample()) for kind in TYPES}
        parties = opened.execute("select parties from meeting").fetchone()[0]
        assert json.loads(parties) == ["CHL", "PER"]  # a list that Datasette can facet by
        cited = opened.execute("select document, title from cited where type = 'body'").fetchall()
        assert cited == [(NOTE, "A note on the border")]
        assert opened.execute("pragma integrity_check").fetchone() == ("ok",)
        frame = pd.read_sql("select * from figure", opened)
    opened.close()
    assert frame["amount_value"].max() == 3.1e9


# ---------------------------------------------------------------------- what is said of columns


def test_every_column_has_a_name_of_its_own_and_says_what_it_means() -> None:
    for table in (*all_tables(), *event_tables().values(), dyad_month_table()):
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names)), table.name
        assert all(column.says for column in table.columns), table.name
