"""Exports over the API: each format is opened by a program that reads it, on real records."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger, export_formats
from memcon.web.export_files import pieces_of

pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),  # within rdflib
    pytest.mark.filterwarnings("ignore::DeprecationWarning:followthemoney"),
]
API = "/api/v1"
RECORD = "urn:memcon:record:"
CONDITIONS: list[dict[str, Any]] = [
    {},
    {"party": ["CHN", "RUS"], "type": ["meeting", "instrument"], "since": "2013", "until": "2018"},
    {"sector": "trade", "status": "held", "text": "trade"},
]


def unzipped(data: bytes, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
    return folder


def by_frictionless(data: bytes, folder: Path) -> dict[str, int]:
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package(str(unzipped(data, folder) / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["message"])[:5]
    return {each.name: len(each.read_rows()) for each in package.resources}


def by_pandas(data: bytes, _: Path) -> int:
    pandas = pytest.importorskip("pandas")
    return len(pandas.read_csv(io.BytesIO(data)))


def by_openpyxl(data: bytes, _folder: Path) -> dict[str, int]:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return {sheet.title: sum(1 for _ in sheet.rows) - 1 for sheet in book}


def by_duckdb(data: bytes, folder: Path) -> dict[str, int]:
    duckdb = pytest.importorskip("duckdb")
    found = unzipped(data, folder).glob("*.parquet")
    counted = "SELECT count(*) FROM read_parquet(?)"
    return {each.stem: duckdb.execute(counted, [str(each)]).fetchone()[0] for each in found}


def by_sqlite(data: bytes, folder: Path) -> dict[str, int]:
    path = folder / "export.sqlite"
    path.write_bytes(data)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT type, count(*) FROM records GROUP BY type")
        return dict(rows.fetchall())


def by_icalendar(data: bytes, _: Path) -> int:
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    return len(
        [each for each in calendar.walk("VEVENT") if each.get("uid") and each.get("dtstart")]
    )


def by_networkx(data: bytes, _: Path) -> int:
    networkx = pytest.importorskip("networkx")
    return networkx.read_graphml(io.BytesIO(data)).number_of_edges()


def by_geojson(data: bytes, _: Path) -> int:
    geojson = pytest.importorskip("geojson")
    found = geojson.loads(data.decode())
    assert found.is_valid, found.errors()
    return len(found.features)


def by_rdflib(form: str) -> Callable[[bytes, Path], int]:
    def read(data: bytes, _: Path) -> int:
        rdflib = pytest.importorskip("rdflib")
        graph = rdflib.Graph().parse(data=data.decode(), format=form)
        return len({each for each in graph.subjects() if str(each).startswith(RECORD)})

    return read


def by_followthemoney(data: bytes, _: Path) -> int:
    model = pytest.importorskip("followthemoney").model
    entities = [model.get_proxy(json.loads(line)) for line in data.splitlines()]
    assert all(each.id and each.schema for each in entities)
    return len(entities)


def by_bibtexparser(data: bytes, _: Path) -> int:
    bibtexparser = pytest.importorskip("bibtexparser")
    found = bibtexparser.parse_string(data.decode())
    assert not found.failed_blocks
    return len(found.entries)


def by_json(data: bytes, _: Path) -> int:
    found = json.loads(data)
    return len(found["events"] if isinstance(found, dict) else found)


def by_lines(data: bytes, _: Path) -> int:
    return len([json.loads(line) for line in data.splitlines()])


READERS: dict[str, Callable[[bytes, Path], Any]] = {
    "jsonl": by_lines,
    "csv": by_frictionless,
    "xlsx": by_openpyxl,
    "parquet": by_duckdb,
    "sqlite": by_sqlite,
    "events": by_frictionless,
    "dyad-month": by_pandas,
    "timelinejs": by_json,
    "ics": by_icalendar,
    "graphml": by_networkx,
    "geojson": by_geojson,
    "jsonld": by_rdflib("json-ld"),
    "ttl": by_rdflib("turtle"),
    "ftm": by_followthemoney,
    "bibtex": by_bibtexparser,
    "csl": by_json,
}
ONE_A_RECORD = {"jsonl", "geojson", "jsonld", "ttl"}
TABLES = {"csv", "xlsx", "parquet", "sqlite"}


def test_every_format_has_a_program_that_reads_it() -> None:
    assert set(READERS) == set(export_formats())


@pytest.mark.parametrize("name", READERS)
def test_a_program_reads_what_the_conditions_select(
    client: TestClient, tmp_path: Path, name: str
) -> None:
    for number, asked in enumerate(CONDITIONS):
        folder = tmp_path / str(number)
        folder.mkdir()
        answer = client.get(f"{API}/exports/{name}", params={**asked, "quote_length": 40})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith(export_formats()[name].media_type)
        found = READERS[name](answer.content, folder)
        lines = client.get(f"{API}/tables/records.jsonl", params=asked).text.splitlines()
        types = [json.loads(line)["type"] for line in lines]
        if name in ONE_A_RECORD:
            assert found == len(types)
        elif name in TABLES:
            assert {kind: found.get(kind, 0) for kind in types} == {
                kind: types.count(kind) for kind in types
            }
        else:
            assert found or asked  # whatever it counts, there is some in the whole ledger


def test_quotes_are_cut_or_left_out(client: TestClient) -> None:
    for length in (0, 30):
        text = client.get(f"{API}/exports/jsonl", params={"quote_length": length}).text
        quotes = [
            cite.get("quote", "")
            for line in text.splitlines()
            for cite in json.loads(line)["evidence"]
        ]
        assert max(map(len, quotes)) == length


def test_months_without_an_event_are_as_asked(client: TestClient) -> None:
    rows = {}
    for zeros in ("span", "own", "none"):
        text = client.get(f"{API}/exports/dyad-month", params={"zeros": zeros}).text
        rows[zeros] = list(csv.DictReader(io.StringIO(text)))
    assert len(rows["span"]) > len(rows["own"]) > len(rows["none"]) > 0
    assert all(int(row["events"]) for row in rows["none"])


def test_a_calendar_has_what_is_due_in_a_period_whenever_it_was_promised(
    client: TestClient, ledger: Ledger
) -> None:
    icalendar = pytest.importorskip("icalendar")
    asked = {"party": "CHN", "type": "commitment", "since": "2019"}
    data = client.get(f"{API}/exports/ics", params=asked).content
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert all(each["dtend"].dt > date(2019, 1, 1) for each in entries)
    promised = [ledger.record(str(each["uid"]).removesuffix("@memcon")) for each in entries]
    assert any(str(each.get("date")) < "2019" for each in promised)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("doc", 404),
        ("csv?quote_length=-1", 422),
        ("dyad-month?zeros=all", 422),
        ("csv?type=x", 422),
    ],
)
def test_what_is_no_choice_is_refused(client: TestClient, asked: str, status: int) -> None:
    assert client.get(f"{API}/exports/{asked}").status_code == status


def test_formats_are_listed_with_what_reads_them(client: TestClient) -> None:
    items = client.get(f"{API}/exports").json()["items"]
    assert [each["name"] for each in items] == list(export_formats())
    assert all(each["holds"] and each["reads"] for each in items)


# ---------------------------------------------------------------------- sent as they are made


def test_pieces_are_what_was_written() -> None:
    def write(file: BinaryIO) -> None:
        file.writelines(bytes([number % 256]) * 1000 for number in range(3000))

    found = list(pieces_of(write))
    assert len(found) > 1
    assert b"".join(found) == b"".join(bytes([n % 256]) * 1000 for n in range(3000))


def test_an_error_is_raised_where_the_pieces_are_taken() -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(pieces_of(write))


def test_whoever_goes_away_has_the_writing_stop() -> None:
    written = []

    def write(file: BinaryIO) -> None:
        for number in range(10_000):
            file.write(b"x" * 1_000_000)
            written.append(number)

    pieces: Iterator[bytes] = pieces_of(write)
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined] # it is a generator
    assert len(written) < 100
