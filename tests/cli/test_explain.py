"""What `memcon explain` tells of a sentence, for readers and for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import Command

TEXT = "Chile and Peru signed a trade agreement worth over 3.5 billion dollars on Monday."
DAY = ("--date", "2012-02-03")


def explained(memcon: Command, text: str) -> dict[str, Any]:
    """The explanation of one sentence as JSON."""
    (line,) = memcon("explain", text, *DAY, "--json").out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_sentence_with_all_that_is_found_in_it(memcon: Command) -> None:
    lines = memcon("explain", TEXT, *DAY).out.splitlines()
    assert lines[0] == TEXT
    told = [" ".join(line.split()) for line in lines]
    assert "parties “Chile” = CHL [name]" in told
    assert "dates “Monday” = 2012-01-30 [point]" in told
    assert "amounts “over 3.5 billion dollars” = over 3 500 000 000 USD [money]" in told
    assert any(line.startswith("matched “agreement” = instrument.") for line in told)
    assert any(line.startswith("records instrument: ") and "status signed" in line for line in told)


def test_a_frame_that_nearly_matched_says_what_it_misses(memcon: Command) -> None:
    found = explained(memcon, "The storm visited the coast.")
    assert found["records"] == []
    assert found["nearly"]
    for each in found["nearly"]:
        assert (each["words"], each["note"][:3]) == ("visited", "no ")


def test_findings_point_to_their_words(memcon: Command) -> None:
    found = explained(memcon, TEXT)
    for kind in ("parties", "dates", "amounts", "matched", "nearly", "events"):
        for each in found[kind]:
            assert TEXT[each["start"] : each["end"]] == each["words"]
    assert {record["type"] for record in found["records"]} >= {"instrument"}


def test_events_come_with_the_entry_that_made_them(memcon: Command) -> None:
    (event, *_) = explained(memcon, "Chile accused Peru of spying.")["events"]
    assert event["value"].startswith("ACCUSE")
    assert "CHL → PER" in event["value"]
    assert "“accused”" in event["note"]


def test_the_speaker_is_told(memcon: Command) -> None:
    text = "Chile and Peru signed an agreement on Monday, Norwegian minister Olga Marsh said."
    assert explained(memcon, text)["speaker"] == "Olga Marsh, minister, NOR (GOV)"


def test_the_parse_is_shown_on_demand(memcon: Command) -> None:
    assert "/nsubj" not in memcon("explain", TEXT, *DAY).out
    assert "Chile/nsubj" in memcon("explain", TEXT, *DAY, "--syntax").out


def test_a_file_is_explained_sentence_by_sentence(memcon: Command, here: Path) -> None:
    (here / "note.txt").write_text(f"Date: 2012-02-03\n\n{TEXT} Lima was silent.\n", "utf-8")
    rows = [json.loads(line) for line in memcon("explain", "note.txt", "--json").out.splitlines()]
    assert [row["text"] for row in rows] == [TEXT, "Lima was silent."]
    assert rows[0]["dates"][0]["value"] == "2012-01-30"


def test_columns_and_colours_on_a_terminal(
    memcon: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda _: True, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    out = memcon("explain", TEXT, *DAY).out
    assert "\x1b[1m" in out
    assert out.count("\x1b[2m  parties") == 1, "a label stands once for all its findings"
    assert "\x1b[" not in memcon("explain", TEXT, *DAY, "--json").out


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("nowhere.txt", "nowhere.txt: no such file, and no sentence"),
        ("ru.txt", "ru.txt: language “ru” is not read yet; nothing to explain"),
    ],
)
def test_what_cannot_be_explained_is_named(
    memcon: Command, here: Path, subject: str, told: str
) -> None:
    text = "Министры иностранных дел Чили и Перу встретились вчера в городе Арика. " * 5
    (here / "ru.txt").write_text(text, "utf-8")
    answer = memcon("explain", subject)
    assert (answer.code, answer.out) == (1, "")
    assert answer.messages == [f"memcon: {told}"]
