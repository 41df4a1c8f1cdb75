from __future__ import annotations

import codecs
import random
import re
from pathlib import Path

import pytest

from memcon.errors import InputError
from memcon.read import read_path
from memcon.settings import Settings

SETTINGS = Settings(max_bytes=5_000)
CHANCE = random.Random(7)  # noqa: S311  not for secrets
DAMAGED = "The “talks” of the ministers — held in Lomé — ended.\n".encode() * 3 + b"\xff\xc3("

CASES = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\t\r\n", "empty"),
    ("mark.txt", codecs.BOM_UTF8 + b"\n", "empty"),
    ("page.html", b"<html><body><script>x()</script></body></html>", "no text in this page"),
    ("scan.txt", b"%PDF-1.4 and so on", "not a sound PDF file"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary file (PNG image)"),
    ("office.txt", b"PK\x03\x04....", "not a whole ZIP file"),
    ("zero.txt", b"text\x00text", "binary file (zero bytes)"),
    ("control.txt", b"text\x01\x02\x03text", "binary file (control characters)"),
    ("chance.txt", CHANCE.randbytes(3000), "binary file"),
    (
        "high.txt",
        bytes(CHANCE.choice(range(128, 256)) for _ in range(3000)),
        "in no encoding that could be detected",
    ),
    ("holes.txt", b"\x81\x8d\x8f\x90\x9d\xff\xfe\xfd", "in no encoding that could be detected"),
    ("damaged.txt", DAMAGED, "line 4: damaged UTF-8"),
    ("half.txt", codecs.BOM_UTF16_LE + b"a\x00b", "begins as UTF-16 but is not"),
    ("big.txt", b"word " * 1_001, "5005 bytes, over the cap of 5000"),
    ("sheet.xlsx", b"word", ".xlsx is not read"),
    ("report", b"word", "no suffix is not read"),
]


@pytest.mark.parametrize(("name", "data", "fault"), CASES, ids=[case[0] for case in CASES])
def test_one_clear_line_names_file_and_fault(
    tmp_path: Path, name: str, data: bytes, fault: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=re.escape(fault)) as caught:
        read_path(path, settings=SETTINGS)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message


def test_the_cap_names_its_setting(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 6_000)
    with pytest.raises(InputError, match="MEMCON_MAX_BYTES"):
        read_path(path, settings=SETTINGS)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_path(tmp_path / "none.txt", settings=SETTINGS)


def test_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder with no"):
        read_path(tmp_path, settings=SETTINGS)


@pytest.mark.parametrize(
    ("error", "fault"),
    [(PermissionError(13, "denied"), "not readable"), (OSError(5, "I/O error"), "I/O error")],
)
def test_unreadable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, fault: str
) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("text", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=fault):
        read_path(path, settings=SETTINGS)
