from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import InputError
from memcon.files import written


def test_a_file_stands_whole_in_a_new_folder(tmp_path: Path) -> None:
    target = tmp_path / "new" / "file.txt"
    with written(target) as file:
        file.write("words\n")
        assert not target.exists()
    assert target.read_text("utf-8") == "words\n"
    assert list(target.parent.iterdir()) == [target]


def test_what_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.write_text("old", "utf-8")

    def break_off() -> None:
        with written(target) as file:
            file.write("new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert target.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(InputError, match="cannot be written"), written(tmp_path / "file" / "x"):
        pass


def test_a_device_is_written_to_directly() -> None:
    with written(Path("/dev/null")) as file:
        file.write("words")
