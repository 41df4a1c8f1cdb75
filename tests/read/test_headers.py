from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from memcon.errors import InputError
from memcon.model.document import Document
from memcon.read import Metadata, read_path, read_text
from memcon.settings import Settings

BODY = "Malta and Tunisia signed an accord on search and rescue in Valletta on Tuesday.\n"


def read(folder: Path, text: str, **options: object) -> Document:
    path = folder / "note.txt"
    path.write_text(text, encoding="utf-8")
    return read_path(path, settings=Settings(), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head",
    [
        "Title: Accord at sea\nSource: Gozo Times\nDate: 2003-06-05\n\n",
        "TITLE: Accord at sea\nPUBLISHER: Gozo Times\nDATE: 5 June 2003\n\n",
        "Headline: Accord at sea\nSection: A\nSource: Gozo Times\nPublished on: June 5, 2003\n\n",
        "**Title:** Accord at sea\n**Source:** Gozo Times\n**Date:** 2003-06-05\n\n",
        "- Title: Accord at sea\n- Source: Gozo Times\n- Date: 2003-06-05\n\n",
        "Title: Accord at sea\n\nSource: Gozo Times\n\nDate: 2003-06-05\n\n",
        "Title:\nAccord at sea\nSource: Gozo Times\nDate: 2003-06-05\n\n",
        "Title：Accord at sea\nSource：Gozo Times\nDate：2003-06-05\n\n",  # noqa: RUF001
    ],
)
def test_header_lines_give_metadata_and_no_block(head: str) -> None:
    doc = read_text(head + BODY)
    assert (doc.title, doc.publisher, doc.date) == (
        "Accord at sea",
        "Gozo Times",
        date(2003, 6, 5),
    )
    assert {doc.sources[key] for key in ("title", "publisher", "date")} == {"header line"}
    assert [doc.text[b.start : b.end] for b in doc.blocks] == [BODY.strip()]


def test_an_unlabelled_title_may_stand_above_the_header_lines() -> None:
    doc = read_text(f"Malta and Tunisia agree on rescue at sea\nDate: 2003-06-05\n\n{BODY}")
    assert doc.title == "Malta and Tunisia agree on rescue at sea"
    assert [block.kind for block in doc.blocks] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Note: the accord was signed in two copies, each in both languages, by the ministers.",
        "From: the first day on, both sides knew that the boat was too small for this sea.",
        "Question: How many boats are there, and who is to pay for them in the second year?",
    ],
)
def test_other_labels_are_body(line: str) -> None:
    doc = read_text(f"{line}\n\n{BODY}")
    assert doc.blocks[0].start == 0


def test_labels_below_the_first_paragraph_are_body() -> None:
    doc = read_text(f"{BODY}\nDate: 2003-06-05\n")
    assert doc.sources.get("date") != "header line"


@pytest.mark.parametrize("value", ["2003-13-45", "2003-02-30", "31 June 2003", "soon", "20031345"])
def test_a_date_that_is_none_is_an_error_naming_file_and_line(tmp_path: Path, value: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"Title: Accord\nDate: {value}\n\n{BODY}")
    assert str(caught.value) == (
        f"{tmp_path / 'note.txt'} line 2: '{value}' is no date; "
        "write YYYY-MM-DD, or use --date or metadata.csv"
    )


@pytest.mark.parametrize("value", ["June 2003", "2003", "04/05/2003", "5 June", "5 juni"])
def test_a_date_that_names_no_single_day_leaves_the_date_open(value: str) -> None:
    assert read_text(f"Title: Accord\nDate: {value}\n\n{BODY}").date is None


def test_a_bad_date_does_not_matter_where_a_better_source_has_one(tmp_path: Path) -> None:
    doc = read(tmp_path, f"Date: soon\n\n{BODY}", date=date(2003, 6, 5))
    assert (doc.date, doc.sources["date"]) == (date(2003, 6, 5), "given")


def test_sources_count_in_order(tmp_path: Path) -> None:
    text = f"Title: From the file\nDate: 2001-01-01\nSource: Gozo Times\n\n{BODY}"
    row = Metadata(title="From the table")
    doc = read(tmp_path, text, metadata=row, date=date(2002, 2, 2))
    assert (doc.title, doc.date, doc.publisher) == (
        "From the table",
        date(2002, 2, 2),
        "Gozo Times",
    )
    assert doc.sources == {
        "title": "metadata.csv",
        "date": "given",
        "publisher": "header line",
        "language": "detected",
    }


def test_metadata_table_outranks_a_given_date(tmp_path: Path) -> None:
    doc = read(tmp_path, BODY, metadata=Metadata(date=date(2001, 1, 1)), date=date(2002, 2, 2))
    assert doc.date == date(2001, 1, 1)


def test_without_a_title_the_first_line_serves_and_else_the_file_name(tmp_path: Path) -> None:
    assert read(tmp_path, BODY).sources["title"] == "first line"
    long = read(tmp_path, " ".join([BODY.strip()] * 5))
    assert (long.title, long.sources["title"]) == ("note", "file name")


def test_a_short_heading_is_passed_over_for_the_title() -> None:
    text = f"Office of Ports\n\nAccord of Malta and Tunisia on rescue at sea\n\n{BODY}"
    assert read_text(text).title == "Accord of Malta and Tunisia on rescue at sea"


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Language: French", "fr"), ("Language: fr-BE", "fr"), ("Lang: fr", "fr")],
)
def test_language_line(tmp_path: Path, line: str, expected: str) -> None:
    doc = read(tmp_path, f"Title: Accord\n{line}\n\n{BODY}")
    assert (doc.language, doc.sources["language"]) == (expected, "header line")


def test_language_is_detected_on_the_body(tmp_path: Path) -> None:
    russian = "Стороны договорились открыть два пункта пропуска до конца следующего года.\n"
    doc = read(tmp_path, f"Title: Two crossings by the end of next year\nSource: Post\n\n{russian}")
    assert (doc.language, doc.sources["language"]) == ("ru", "detected")


def test_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    one = read(tmp_path, BODY)
    (tmp_path / "note.txt").write_bytes(BODY.replace("\n", "\r\n").encode())
    other = read_path(tmp_path / "note.txt", settings=Settings())
    assert one.text_hash == other.text_hash
    assert one.sha256 != other.sha256
