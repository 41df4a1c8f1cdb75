"""Decisions from the command line: what is said, what is shown afterwards, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Command


@pytest.fixture
def meeting(memcon: Command, papers: Path) -> str:
    """The id of the one meeting on record."""
    assert memcon("ingest", papers).code == 0
    return str(json.loads(memcon("list", "meeting", "--format", "jsonl").out)["id"])


def listed(memcon: Command, *options: str) -> list[str]:
    lines = memcon("list", "record", "--format", "jsonl", *options).out.splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_a_correction_is_shown_with_who_and_why(memcon: Command, meeting: str) -> None:
    answer = memcon(
        "correct",
        meeting,
        "place",
        "Tacna, Peru",
        "--by",
        "Ana Ruiz",
        "--reason",
        "the border post",
    )
    assert (answer.code, answer.out) == (0, "")
    assert "Ana Ruiz; to take it back: memcon undo decision-" in answer.err
    shown = memcon("show", meeting).out
    assert "place: Tacna, Peru" in shown
    assert "corrected by Ana Ruiz" in shown
    assert "the border post" in shown
    assert "Arica, Chile: talks.txt" in shown


def test_who_decides_is_the_option_else_the_setting_else_the_login(
    memcon: Command, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    memcon("accept", meeting)
    monkeypatch.setenv("MEMCON_USER", "Setting")
    memcon("accept", meeting)
    memcon("accept", meeting, "--by", "Option")
    lines = memcon("history", meeting, "--json").out.splitlines()
    assert [json.loads(line)["by"] for line in lines] == ["login", "Setting", "Option"]


def test_a_rejected_record_is_listed_on_demand_only(memcon: Command, meeting: str) -> None:
    memcon("reject", meeting, "--reason", "a party congress", "--by", "Ana")
    assert meeting not in listed(memcon)
    assert listed(memcon, "--rejected") == [meeting]
    assert "rejected by Ana" in memcon("show", meeting).out
    assert "ministers" not in memcon("brief", "CHL", "PER").out


def test_history_tells_who_what_why_and_what_was_undone(memcon: Command, meeting: str) -> None:
    memcon("correct", meeting, "status", "planned", "--by", "Ana", "--reason", "not yet held")
    made = json.loads(memcon("history", meeting, "--json").out)
    assert memcon("undo", made["id"], "--by", "Ben").code == 0
    told = memcon("history", meeting).out
    for words in ("Ana  correct", "status planned instead of held", "because: not yet held"):
        assert words in told
    assert "undone by decision-" in told
    assert " held " in memcon("list", "meeting").out
    assert len(memcon("history").out.split("UTC")) == 3


def test_a_record_is_entered_on_words_or_on_a_note(memcon: Command, meeting: str) -> None:
    fields = ("parties=Chile;Peru", "title=an accord on water", "status=signed")
    by = ("--by", "Ana", "--reason", "missed")
    words = ("--document", "talks.txt", "--quote", "The foreign ministers")
    made = json.loads(memcon("add", "instrument", *fields, *words, *by, "--json").out)
    shown = memcon("show", made["subjects"][0]).out
    assert "[The foreign ministers] of Chile" in shown
    assert "entered by Ana" in shown
    other = ("parties=CHL,PER", "name=a railway to Tacna", "status=planned")
    note = memcon("add", "project", *other, "--note", "A railway, says Tacna.", *by, "--json")
    name = json.loads(note.out)["payload"]["doc"]
    assert name in memcon("documents").out
    assert memcon("remove", name).code == 0
    assert len(listed(memcon)) == 3
    assert len(memcon("history", "--lost").out.splitlines()) == 3
    assert meeting in listed(memcon)


def test_a_colleagues_decision_is_not_taken_over_in_silence(memcon: Command, meeting: str) -> None:
    seen = json.loads(memcon("show", meeting, "--json").out)["etag"]
    memcon("correct", meeting, "date", "2019-05-05", "--by", "Ana", "--reason", "a")
    answer = memcon("correct", meeting, "date", "5/6/7", "--by", "Ben", "--reason", "b")
    assert answer.code == 1
    assert "not a date" in answer.err
    answer = memcon("correct", meeting, "date", "2019-05-04", "--by", "Ben", "--reason", "b")
    assert "takes the place of what Ana decided" in answer.err
    answer = memcon(
        "correct", meeting, "date", "2019-05-03", "--by", "Ana", "--reason", "c", "--expected", seen
    )
    assert answer.code == 1
    assert "Ben decided “correct date” at" in answer.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("correct", "ID", "date"), 2, "or --empty"),
        (("correct", "ID", "date", "2019", "--empty"), 2, "or --empty"),
        (("correct", "ID", "colour", "red", "--reason", "x"), 1, "no field colour"),
        (("reject", "ID"), 2, "--reason"),
        (("merge", "ID", "--reason", "x"), 1, "one record already"),
        (("split", "ID", "--reason", "x"), 1, "nothing to split"),
        (("add", "meeting", "parties", "--note", "x", "--reason", "x"), 2, "not FIELD=VALUE"),
        (("add", "meeting", "parties=CHL", "--reason", "x"), 2, "a document of the ledger or a"),
        (("undo", "decision-1"), 1, "no decision of that id"),
        (("history", "meeting-1"), 1, "no record of that id"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    memcon: Command, meeting: str, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = memcon(*(meeting if each == "ID" else each for each in arguments))
    assert answer.code == code
    assert told in answer.err
    assert len(answer.messages) == 1


def test_the_same_and_the_different_are_told(memcon: Command, here: Path) -> None:
    for name, day in (("a", "01"), ("b", "09")):
        text = (
            f"Date: 2019-05-{day}\n\nThe ministers of Chile and Peru met in Arica, says {name}.\n"
        )
        (here / f"{name}.txt").write_text(text, "utf-8")
        assert memcon("ingest", here / f"{name}.txt").code == 0
    one, two = listed(memcon)
    assert memcon("same", one, two).code == 0
    assert len(listed(memcon)) == 1
    assert memcon("split", one, "--document", "b.txt", "--reason", "two rounds").code == 0
    assert memcon("not-same", one, two, "--reason", "two rounds").code == 0
    assert sorted(listed(memcon)) == sorted([one, two])
    assert memcon("merge", one, two, "--reason", "one after all").code == 0
    assert len(listed(memcon)) == 1
