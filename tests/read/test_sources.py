from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from memcon.errors import InputError
from memcon.read import Source, expand, read_path
from memcon.read.formats import reads
from memcon.settings import Settings


def put(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.\n", encoding="utf-8")
    return root


def names(sources: list[Source]) -> list[str]:
    return [source.name for source in sources]


def test_folders_are_walked_in_order_and_only_documents_taken(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a.md", "c/d.html", "README.md", "readme", ".hidden.txt", ".x/e.txt")
    notes: list[str] = []
    assert names(expand([tmp_path], on_note=notes.append)) == ["a.md", "b.txt", "d.html"]
    assert notes == []


def test_what_is_passed_over_is_told_once_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.png", "c.png", "d.xls")
    notes: list[str] = []
    expand([tmp_path], on_note=notes.append)
    assert notes == [f"{tmp_path}: 3 file(s) passed over (.png, .xls); {reads()}"]


def test_links_that_lead_out_of_a_folder_are_passed_over_and_told(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", "secret.txt") / "secret.txt"
    folder = put(tmp_path / "folder", "a.txt")
    (folder / "out.txt").symlink_to(outside)
    (folder / "within.txt").symlink_to(folder / "a.txt")
    notes: list[str] = []
    assert "out.txt" not in names(expand([folder], on_note=notes.append))
    assert [note for note in notes if "leads out" in note]


def test_names_have_as_much_of_the_path_as_makes_them_unique(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "x/a.txt", "x/y/a.txt", "z/y/a.txt", "b.txt")
    assert sorted(names(expand([tmp_path]))) == [
        "a.txt",
        "b.txt",
        "x/a.txt",
        "x/y/a.txt",
        "z/y/a.txt",
    ]


def test_files_of_one_name_in_two_folders_differ(tmp_path: Path) -> None:
    put(tmp_path, "x/a.txt", "y/a.txt")
    assert names(expand([tmp_path / "x", tmp_path / "y"])) == ["x/a.txt", "y/a.txt"]


def test_a_file_named_twice_is_one_source(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert names(expand([tmp_path / "a.txt", tmp_path, tmp_path / "." / "a.txt"])) == ["a.txt"]


def test_rows_of_the_nearest_table_go_with_their_files(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "x/b.txt", "x/c.txt")
    (tmp_path / "metadata.csv").write_text(
        "file,title\na.txt,A\nx/b.txt,Outer\nx/c.txt,C\n", encoding="utf-8"
    )
    (tmp_path / "x" / "metadata.csv").write_text("file,title\nb.txt,Inner\n", encoding="utf-8")
    titles = {s.name: s.metadata.title for s in expand([tmp_path]) if s.metadata}
    assert titles == {"a.txt": "A", "b.txt": "Inner", "c.txt": "C"}


def test_a_file_named_alone_has_its_row_too(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "metadata.csv").write_text("file,date\na.txt,2011-06-30\n", encoding="utf-8")
    source = expand([tmp_path / "a.txt"])[0]
    doc = read_path(source.path, settings=Settings(), metadata=source.metadata)
    assert (doc.date, doc.sources["date"]) == (date(2011, 6, 30), "metadata.csv")


def test_a_bad_row_fails_its_document_and_no_other(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt")
    (tmp_path / "metadata.csv").write_text("file,date\na.txt,soon\n", encoding="utf-8")
    bad, good = expand([tmp_path])
    with pytest.raises(InputError, match=r"metadata\.csv line 2, column date: 'soon' is no date"):
        read_path(bad.path, settings=Settings(), metadata=bad.metadata)
    assert read_path(good.path, settings=Settings(), metadata=good.metadata).name == "b.txt"


def test_a_bad_table_fails_once_and_its_folder_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt", "c/d.txt")
    (tmp_path / "metadata.csv").write_text("name\na.txt\n", encoding="utf-8")
    bad, other = expand([tmp_path])
    assert other.name == "d.txt"
    with pytest.raises(InputError, match="no column 'file'"):
        read_path(bad.path, settings=Settings(), metadata=bad.metadata)


def test_rows_without_a_file_and_unknown_columns_are_told(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    table = tmp_path / "metadata.csv"
    table.write_text("file,titel\na.txt,A\nz.txt,Z\n", encoding="utf-8")
    notes: list[str] = []
    expand([tmp_path], on_note=notes.append)
    assert notes == [
        f"{table}: no such file: z.txt; correct the column file",
        f"{table}: unknown column(s) passed over: titel",
    ]


@pytest.mark.parametrize("name", ["none.txt", "a.png", "empty"])
def test_what_cannot_be_read_fails_when_it_is_read(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a.png")
    (tmp_path / "empty").mkdir()
    (source,) = expand([tmp_path / name])
    with pytest.raises(InputError):
        read_path(source.path, settings=Settings(), metadata=source.metadata)
