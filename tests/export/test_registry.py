"""The list of formats: each can be named, written, and says what it needs."""

from __future__ import annotations

import io
from importlib import import_module
from importlib.util import find_spec

import pytest

from exporting import DOCUMENTS, exported, material, sample
from memcon.errors import UsageError
from memcon.export import Format, format_named, formats, write

NAMES = list(formats())


@pytest.mark.parametrize("name", NAMES)
def test_a_format_says_what_it_is_and_has_a_module_that_writes(name: str) -> None:
    found = format_named(name)
    assert all((found.title, found.holds, found.reads, found.media_type))
    assert found.suffix.startswith(".")
    assert callable(import_module(found.module).write)
    assert bool(found.needs) == bool(found.extra)


def test_no_two_formats_have_one_suffix() -> None:
    suffixes = [each.suffix for each in formats().values()]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_selection_gives_a_file_and_no_error(name: str) -> None:
    data, report = exported(name, [])
    assert report.written == 0
    assert isinstance(data, bytes)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_and_left_out_is_all_there_was(name: str) -> None:
    types = format_named(name).types
    there = [record for record in sample() if not types or record.type in types]
    _, report = exported(name)
    if format_named(name).counts == "documents":
        there = list(DOCUMENTS)
    assert report.written + report.left_out.total() == len(there)


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_written_to_a_file_that_cannot_go_back(name: str) -> None:
    class Pipe(io.RawIOBase):
        written = 0

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += len(data)
            return len(data)

    pipe = Pipe()
    write(material(sample()), name, pipe)  # type: ignore[arg-type]
    assert pipe.written > 0


def test_a_name_that_is_none_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="did you mean parquet"):
        format_named("parket")


def test_a_missing_package_is_said_in_one_line() -> None:
    needy = Format(
        name="odd",
        title="",
        suffix=".odd",
        media_type="",
        module="",
        reads="",
        holds="",
        needs=("no_such_package", "io"),
        extra="odd",
    )
    assert find_spec("no_such_package") is None
    with pytest.raises(UsageError, match=r"odd needs no_such_package: pip install 'memcon\[odd\]'"):
        needy.check()


def test_zeros_are_filled_in_a_known_way() -> None:
    with pytest.raises(UsageError, match="--zeros all: no such way; there are span, own, none"):
        exported("dyad-month", zeros="all")
