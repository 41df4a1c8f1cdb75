"""What is odd about files is read through or told once, in few words."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from making import TALKS, read, zipped
from memcon.api import pipeline
from memcon.errors import InputError, UsageError
from memcon.model.document import Document
from memcon.read import Fault
from memcon.read.decode import decode
from memcon.read.walk import MOST_BOMBS, MOST_FAULTS
from memcon.run.pipeline import Failure
from memcon.settings import Settings


def messages(path: Path) -> list[str]:
    return [one.message for one in read(path) if isinstance(one, Fault)]


def test_of_many_faults_the_first_and_the_number_are_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"text": ""} for _ in range(500)] + [{"text": TALKS}]
    path.write_text("\n".join(map(json.dumps, rows)))
    told = messages(path)
    assert len(told) == MOST_FAULTS + 1
    assert told[0] == f"{path}: row 1: no text in it"
    assert told[-1] == f"{path}: and {500 - MOST_FAULTS} more that cannot be read"
    assert [one.text for one in read(path) if isinstance(one, Document)] == [TALKS]


def test_an_archive_of_bombs_is_left_after_a_few(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(MOST_BOMBS * 3):
            archive.writestr(f"{number:03}.txt", b"0" * 12_000_000)
    path = tmp_path / "bombs.zip"
    path.write_bytes(made.getvalue())
    told = messages(path)
    assert len(told) == MOST_BOMBS + 2
    assert told[-1] == f"{path}: one bomb after another; the rest of it was not read"


@pytest.mark.parametrize(
    ("name", "data"), [("a.zip", zipped({})), ("a.mbox", b""), ("b.zip", zipped({"x.mp4": "x"}))]
)
def test_what_holds_nothing_says_so(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    try:
        told = messages(path)
    except InputError as error:
        told = [str(error)]
    assert len(told) == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TALKS, "Переговоры прошли в Вене 3 мая. They went well."])
def test_utf_16_without_a_mark_is_read(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), name="a.txt").text == text


def test_a_few_stray_signs_become_blanks_and_move_nothing() -> None:
    found = decode(TALKS.replace("Peru", "\x00eru\x07").encode(), name="a.txt").text
    assert found == TALKS.replace("Peru", " eru ")


@pytest.mark.parametrize("data", [bytes(range(32)) * 9, b"\x00" * 40, b"ab\x00\x01cd\x02"])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="binary file"):
        decode(data, name="a.txt")


@pytest.mark.parametrize(
    "names", [["xl/workbook.xml"], ["[Content_Types].xml", "ppt/presentation.xml"]]
)
def test_spreadsheets_and_slides_are_called_so(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / ("a.xlsx" if "xl" in names[0] else "a.pptx")
    path.write_bytes(zipped(dict.fromkeys(names, "<a/>")))
    with pytest.raises(InputError, match="a spreadsheet or slides"):
        read(path)


def test_a_number_is_no_text_and_a_list_of_strings_is_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"text": 5}, {"text": [TALKS, "They will meet again."]}, {"id": 10**400, "text": TALKS}]
    path.write_text("\n".join(str(row).replace("'", '"') for row in rows))
    found = [one for one in read(path) if isinstance(one, Document)]
    assert [one.text for one in found] == [f"{TALKS}\n\nThey will meet again.", TALKS]


def test_names_that_are_no_text_are_made_readable(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    try:
        (Path(os.fsdecode(folder + b"/bad\xffname.txt"))).write_text(TALKS)
    except OSError:
        pytest.skip("this file system takes no such names")
    pipe = pipeline(Settings())
    (found,) = pipe.read(pipe.sources([tmp_path]), day=None)
    assert isinstance(found, Document)
    assert found.name == "bad\\xffname.txt"
    json.dumps(dict(found.sources)).encode()


def test_an_address_that_is_none_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS)
    pipe = pipeline(Settings())
    found = list(pipe.read(pipe.sources([tmp_path / "a.txt", "http://user:pw@host/"]), day=None))
    assert [type(one) for one in found] == [Document, Failure]
    for wrong in (["http://user:pw@host/"], [""], [tmp_path / "a.txt", ""]):
        with pytest.raises(UsageError):
            pipe.sources(wrong)
