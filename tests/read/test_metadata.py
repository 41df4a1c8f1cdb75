from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from memcon.errors import InputError
from memcon.read import Metadata, load_metadata
from memcon.read.metadata import merge


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "metadata.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_rows_by_file(tmp_path: Path, encoding: str, separator: str) -> None:
    text = separator.join(["File ", "date", "title", "publisher", "url", "language", "author"])
    row = separator.join(
        [
            "a/one.txt",
            "2011-06-30",
            '"Tolls, and ""who"" pays"',
            "Post",
            "https://p.example",
            "en",
            "",
        ]
    )
    path = table(tmp_path, f"{text}\r\n{row}\r\n\r\n", encoding)
    expected = Metadata(
        title='Tolls, and "who" pays',
        publisher="Post",
        date=date(2011, 6, 30),
        language="en",
        url="https://p.example",
    )
    assert load_metadata(path) == load_metadata(tmp_path) == {"a/one.txt": expected}


def test_all_columns_but_file_are_optional(tmp_path: Path) -> None:
    assert load_metadata(table(tmp_path, "file\none.txt\ntwo.txt\n")) == {
        "one.txt": Metadata(),
        "two.txt": Metadata(),
    }


def test_a_short_row_leaves_the_rest_open(tmp_path: Path) -> None:
    rows = load_metadata(table(tmp_path, "file,date,title\none.txt,2011-06-30\n"))
    assert rows["one.txt"] == Metadata(date=date(2011, 6, 30))


@pytest.mark.parametrize("value", ["2011-13-45", "soon", "2011-06", "04/05/2011"])
def test_a_bad_date_is_the_problem_of_its_row_alone(tmp_path: Path, value: str) -> None:
    path = table(tmp_path, f"file,date\none.txt,2011-06-30\ntwo.txt,{value}\n")
    rows = load_metadata(path)
    assert rows["one.txt"].problem == ""
    assert rows["two.txt"].problem == (
        f"{path} line 3, column date: '{value}' is no date; write YYYY-MM-DD or leave it empty"
    )


def test_a_second_row_for_a_file_is_its_problem(tmp_path: Path) -> None:
    rows = load_metadata(table(tmp_path, "file,title\none.txt,A\none.txt,B\n"))
    assert "line 3, column file: one.txt has a row already" in rows["one.txt"].problem


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("name,date\none.txt,2011-06-30\n", "line 1: no column 'file' among name, date"),
        ("file,date,date\none.txt,,\n", "line 1, column 3: 'date' is given twice"),
        ("file,date\n,2011-06-30\n", "line 2, column file: empty"),
        ('file,title\none.txt,"open\n', "not a CSV row"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, text: str, fault: str) -> None:
    path = table(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_metadata(path)
    assert str(caught.value).startswith(str(path))
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Kenya \x1b[2J\x1b[31mtalks\x07", "Kenya talks"),
        ("Talks\r\nend", "Talks end"),
        ("Talks \u202eksat\u2069 end", "Talks ksat end"),
        ("\x1b[0m", ""),
    ],
)
def test_a_title_neither_steers_a_terminal_nor_turns_its_order(title: str, shown: str) -> None:
    assert merge([("page", Metadata(title=title))]).metadata.title == shown
