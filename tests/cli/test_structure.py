from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Command


@pytest.fixture
def ledger(memcon: Command, papers: Path) -> Path:
    """A ledger with one meeting and one figure."""
    assert memcon("ingest", papers).code == 0
    return papers


@pytest.mark.usefixtures("ledger")
def test_the_structure_of_a_pair_is_shown_by_names(memcon: Command) -> None:
    done = memcon("structure", "Chile", "Peru")
    assert done.code == 0
    assert "Chile and Peru: how they work together" in done.out
    assert "FOREIGN MINISTERS" in done.out or "MINISTERS" in done.out


@pytest.mark.usefixtures("ledger")
def test_a_body_entered_by_hand_is_shown_with_who_chairs_it(memcon: Command) -> None:
    done = memcon(
        "add",
        "body",
        "parties=CHL,PER",
        "name=Commission on Mining",
        "kind=commission",
        "status=existing",
        "remit=mines and salt",
        "chairs=Ana Ruiz (Minister of Mines, Peru)",
        "cadence=yearly",
        "--note",
        "Known from a conversation in Lima on 3 May 2019.",
        "--reason",
        "no document says it",
    )
    assert done.code == 0, done.err
    found = json.loads(memcon("structure", "CHL", "PER", "--format", "json").out)
    commission = next(each for each in found["formats"] if each["level"] == "commission")
    assert commission["remit"] == ["mines and salt"]
    assert commission["leaders"][0]["who"]["name"] == "Ana Ruiz"
    assert commission["evidence"][0]["quote"].startswith("Known from")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("CHL",), "cooperation takes two or more parties"),
        (("Chle", "Peru"), "did you mean Chile (CHL)"),
        (("CHL", "PER", "--as-of", "soon"), "--as-of soon: not a date; write YYYY-MM-DD"),
        (("CHL", "PER", "--format", "xml"), "there are text, md, html, json"),
    ],
)
@pytest.mark.usefixtures("ledger")
def test_wrong_use_is_told_in_one_line(
    memcon: Command, arguments: tuple[str, ...], told: str
) -> None:
    done = memcon("structure", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


@pytest.mark.usefixtures("ledger")
def test_a_meeting_is_shown_with_its_file_and_nothing_else_has_one(memcon: Command) -> None:
    listed = json.loads(memcon("list", "records", "--format", "json").out)
    ids = {each["type"]: each["id"] for each in listed}
    shown = memcon("show", ids["meeting"])
    assert shown.code == 0
    assert "THE MEETING" in shown.out
    assert json.loads(memcon("show", ids["meeting"], "--json").out)["file"]["level"] == "ministers"
    assert memcon("show", ids["meeting"], "--format", "html").out.startswith("<!DOCTYPE html>")
    assert "file" not in json.loads(memcon("show", ids["figure"], "--json").out)
    refused = memcon("show", ids["figure"], "--format", "md")
    assert (refused.code, refused.out) == (2, "")
    assert "for the file of a meeting" in refused.err


@pytest.mark.usefixtures("ledger")
def test_pairs_are_compared_by_names_with_hyphens_or_without(memcon: Command) -> None:
    done = memcon("compare", "Chile-Peru", "Guinea-Bissau-Senegal", "--format", "json")
    assert done.code == 0, done.err
    found = json.loads(done.out)["systems"]
    assert [each["parties"] for each in found] == [["CHL", "PER"], ["GNB", "SEN"]]
    assert found[0]["per_year"]["n"] == 1
    assert "MEETINGS HELD A YEAR" in memcon("compare", "CHL-PER").out
    refused = memcon("compare", "Chile")
    assert (refused.code, refused.out) == (2, "")
    assert "two or more parties" in refused.err


@pytest.mark.usefixtures("ledger")
def test_what_a_body_is_part_of_and_what_founded_it_are_entered_by_hand(memcon: Command) -> None:
    known = ("parties=CHL,PER", "status=existing", "--note", "Seen on 3 May 2019.")
    why = ("--reason", "no document says it", "--json")

    def entered(record_type: str, *fields: str) -> str:
        done = memcon("add", record_type, *fields, *known, *why)
        assert done.code == 0, done.err
        return str(json.loads(done.out)["subjects"][0])

    treaty = memcon(
        "add", "instrument", "parties=CHL,PER", "title=Treaty of Tacna", "status=signed",
        "--note", "Seen on 4 May 2019.", *why,
    )  # fmt: skip
    founding = json.loads(treaty.out)["subjects"][0]
    top = entered("body", "name=Commission on Mining", "kind=commission", f"founded_by={founding}")
    part = entered("body", "name=working group on copper", "kind=working group")
    assert memcon("correct", part, "part_of", top, "--reason", "its rules").code == 0
    shown = memcon("structure", "Chile", "Peru").out
    assert f"founded by: Treaty of Tacna ({founding})" in shown
    lines = shown.splitlines()
    above = next(line for line in lines if "Commission on Mining" in line)
    below = next(line for line in lines if "Working group on copper" in line)
    assert len(below) - len(below.lstrip()) > len(above) - len(above.lstrip())
    assert f"part of: {top}" in memcon("show", part).out
    assert "its rules" in memcon("show", part).out
    refused = memcon("correct", part, "part_of", "body-000000000000", "--reason", "x")
    assert refused.code == 1
    assert "no record of that id" in refused.err
