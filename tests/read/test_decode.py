from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import InputError
from memcon.read.decode import decode

WEST = "The leaders’ “joint statement” of 5 May – signed in Brasília – covers €4bn in all."
RUSSIAN = "Стороны подписали соглашение о сотрудничестве в области энергетики. " * 3  # noqa: RUF001
CZECH = "Ministr zahraničí přijal v Praze svého polského kolegu a podepsal dohodu o spolupráci."
CHINESE = "两国外交部长在首都举行会谈，双方同意在年底以前开放三个港口。" * 2  # noqa: RUF001


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WEST, "utf-8"),
        (WEST, "utf-8-sig"),
        (WEST, "utf-16"),
        (WEST, "utf-32"),
        (WEST, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CZECH, "cp1250"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16"),
        (WEST, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (f"{CHINESE}\n{CHINESE}", "utf-16-le"),
        (f"{CHINESE}\n{CHINESE}", "utf-16-be"),
    ],
)
def test_encodings_are_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="x").text == text


@pytest.mark.parametrize("label", ["windows-1251", "cp1251"])
def test_a_page_says_its_encoding(label: str) -> None:
    page = f"<html><head><meta charset={label}></head><body>Мир</body></html>"
    found = decode(page.encode("cp1251"), name="x", html=True)
    assert (found.text, found.encoding) == (page, label)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_utf8_round_trip(text: str) -> None:
    data = text.encode()
    try:
        assert decode(data, name="x").text == text.removeprefix("\ufeff")
    except InputError:
        assert data[:2] in {b"PK", b"BZ", b"7z"} or data[:4] in {b"%PDF", b"GIF8", b"Rar!"}


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode(data, name="x").text
    except InputError as error:
        assert str(error).startswith("x")  # noqa: PT017
    else:
        assert "\r" not in text
        assert "\x00" not in text
