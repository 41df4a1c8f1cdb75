"""Records leave the browser as files that other programs read."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger, export_formats
from web_site import bearer


def test_every_format_is_offered_with_what_reads_it(client: TestClient) -> None:
    page = client.get("/export").text
    for each in export_formats().values():
        assert f'value="{each.name}"' in page
        assert each.title in page


def test_the_file_holds_what_the_filters_select(client: TestClient, ledger: Ledger) -> None:
    answer = client.get("/export/file", params={"format": "jsonl", "type": "meeting"})
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert {each["type"] for each in told} == {"meeting"}
    assert len(told) == len(ledger.records("meeting").records)
    assert answer.headers["content-disposition"] == 'attachment; filename="memcon-jsonl.jsonl"'


def test_tables_come_as_a_package(client: TestClient) -> None:
    answer = client.get("/export/file", params={"format": "csv"})
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "datapackage.json" in names


def test_quotes_can_be_left_out(client: TestClient) -> None:
    answer = client.get("/export/file", params={"format": "jsonl", "type": "visit", "quotes": "0"})
    records = [json.loads(line) for line in answer.text.splitlines()]
    assert records
    assert not any(each.get("quote") for record in records for each in record["evidence"])


@pytest.mark.parametrize("wrong", [{"format": "docx9"}, {"quotes": "many"}])
def test_what_is_no_choice_is_refused_in_one_line(
    client: TestClient, wrong: dict[str, str]
) -> None:
    answer = client.get("/export/file", params=wrong)
    assert answer.status_code == 400
    assert next(iter(wrong.values())) in answer.text


def test_readers_take_away_only_what_they_see(guarded: TestClient, ledger: Ledger) -> None:
    name = ledger.documents()[0].name
    ledger.label(name, label="secret")
    answer = guarded.get(
        "/export/file", params={"format": "jsonl"}, headers=bearer(ledger, "reader")
    )
    assert answer.status_code == 200
    assert f'"{name}"' not in answer.text
