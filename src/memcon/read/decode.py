"""Bytes to text: size, kind of file, encoding, newlines."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from memcon.errors import InputError

# First bytes of kinds of file that are often taken for documents.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF file"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"{\\rtf", "RTF file"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "SQLite database"),
)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# Quotation marks, dashes, currency and the like in Windows-1252, the commonest legacy encoding.
TYPOGRAPHY = frozenset("€\u201a„…\u2039‘’“”•–—™\u203a £¥§©«®°±·»½¼¾¿¡")
EAST_ASIAN = ("gb2312", "big5", "euc_jp", "euc_kr")
# Browsers read these labels as other encodings, mostly supersets (WHATWG Encoding Standard).
SUPERSETS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}
# Letters of the scripts of Europe, the Near East and South Asia, and of China, Japan and Korea.
ALPHABETS = (("a", "\u0dff"),)
EAST_ASIA = (("\u3040", "\u30ff"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7a3"))
MOSTLY = 0.8  # of bytes that ASCII prints: text in it with a stray sign
STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})  # no text has these
STRAY_SIGNS = 0.001  # of a file's characters; more control characters make it no text
FEW_SIGNS = 5  # of them in a short one, no more than one in twenty
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
RUN_BYTES = 3  # above ASCII in a row; more are a word in another script
SAMPLE = 200_000  # bytes that suffice to guess an encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A file's text with newlines as `\n` and without BOM, and the encoding that it was in."""

    text: str
    encoding: str


def read_bytes(path: Path, *, max_bytes: int | None = None) -> bytes:
    """The bytes of a file; raises InputError where it is missing, unreadable or too big."""
    size = sized(path)
    if max_bytes is not None and size > max_bytes:
        msg = (
            f"{path}: {size} bytes, over the cap of {max_bytes}; "
            "split it or raise the setting MEMCON_MAX_BYTES"
        )
        raise InputError(msg)
    with _told(path):
        return path.read_bytes()


def sized(path: Path) -> int:
    """The size of a file in bytes; raises InputError where it is missing or unreadable."""
    with _told(path):
        if path.is_dir():
            msg = f"{path}: a folder with no documents that memcon reads; name another"
            raise InputError(msg)
        if path.exists() and not path.is_file():
            msg = f"{path}: neither file nor folder; name a file"
            raise InputError(msg)
        return path.stat().st_size


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into one line."""
    try:
        yield
    except FileNotFoundError as error:
        msg = f"{path}: no such file; check the name"
        raise InputError(msg) from error
    except PermissionError as error:
        msg = f"{path}: not readable; change its permissions"
        raise InputError(msg) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        msg = f"{path}: cannot be read ({reason})"
        raise InputError(msg) from error


def decode(data: bytes, *, name: str, html: bool = False, told: str = "") -> Decoded:
    """The text of a file's bytes; `told` is the encoding that a server says they are in.

    Raises InputError for binary data and unknown encodings.
    """
    kind = next((kind for magic, kind in MAGIC if data.startswith(magic)), "")
    if kind:
        msg = f"{name}: binary file ({kind}), not text; give it the suffix of its format"
        raise InputError(msg)
    text, encoding = _decode(data, name=name, html=html, told=told)
    stray = len(CONTROLS.findall(text))
    if stray <= max(STRAY_SIGNS * len(text), min(FEW_SIGNS, len(text) / 20)):
        text = CONTROLS.sub(" ", text)
    else:
        msg = f"{name}: binary file (control characters), not text; save it as UTF-8"
        raise InputError(msg)
    return Decoded(normalise_newlines(text), encoding)


def normalise_newlines(text: str) -> str:
    r"""The text without a byte order mark and with `\r\n` and `\r` as `\n`."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, *, name: str, html: bool, told: str) -> tuple[str, str]:
    bom = next((encoding for mark, encoding in BOMS if data.startswith(mark)), "")
    if bom:
        text = _try(data, bom)
        if text is None:
            label = bom.removesuffix("-sig").upper()
            msg = f"{name}: begins as {label} but is not; save it as UTF-8"
            raise InputError(msg)
        return text, bom
    wide = _without_mark(data)
    if wide is not None:
        return wide
    if data.count(0) > max(STRAY_SIGNS * len(data), min(FEW_SIGNS, len(data) / 20)):
        msg = f"{name}: binary file (zero bytes), not text; save it as UTF-8"
        raise InputError(msg)
    text = _try(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    for encoding in (_label(told), _declared(data) if html else None, _western(data)):
        text = _try(data, encoding) if encoding else None
        if text is not None and encoding is not None:
            return text, encoding
    _refuse_damaged_utf8(data, name=name)
    return _guess(data, name=name)


def _without_mark(data: bytes) -> tuple[str, str] | None:
    """The text of UTF-16 without a byte order mark: every other byte of its ASCII is zero.

    Other scripts have little ASCII; there it counts that most letters are of an alphabet, or else
    Chinese, Japanese or Korean, and no sign is one that no text has.
    """
    if len(data) < 4 or len(data) % 2:  # noqa: PLR2004 (two characters)
        return None
    even, odd = data[0:SAMPLE:2], data[1:SAMPLE:2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if high.count(0) >= len(high) / 5 and low.count(0) <= STRAY_SIGNS * len(low):
            text = _try(data, encoding)
            # Blanks and line ends are there in a text of any script.
            if text is not None and any(sign in text for sign in " \n\u3000\u3002"):
                return text, encoding
    sample = data[:SAMPLE]
    plain = sum(0x20 <= byte < 0x7F for byte in sample)  # noqa: PLR2004 (what ASCII prints)
    is_wide = 0 in sample and plain < MOSTLY * len(sample)
    both = ("utf-16-le", "utf-16-be") if is_wide else ()
    texts = [(text, code) for code in both if (text := _try(data, code)) is not None]
    for ranges in (ALPHABETS, EAST_ASIA):
        for text, encoding in texts:
            if _is_written_in(ranges, text):
                return text, encoding
    return None


def _is_written_in(ranges: Sequence[tuple[str, str]], text: str) -> bool:
    """Whether most signs of a text are letters in some ranges, and none is of no text at all."""
    sample = text[:SAMPLE]
    letters = sum(sign.isalpha() and any(a <= sign <= b for a, b in ranges) for sign in sample)
    signs = (sign for sign in sample if sign not in "\r\n\t")
    return letters > len(sample) / 2 and not any(
        unicodedata.category(sign) in STRANGE for sign in signs
    )


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes) -> str | None:
    found = XML_ENCODING.search(data[:1024]) or META_CHARSET.search(data[:8192])
    if found is None:
        return None
    return _label(found.group(1).decode("ascii"))


def _label(name: str) -> str | None:
    """The encoding that a label stands for; None for none, and for UTF-8, which was tried."""
    encoding = SUPERSETS.get(name.lower(), name.lower())
    return None if not encoding or encoding.startswith(("utf-8", "utf8")) else encoding


def _western(data: bytes) -> str | None:
    """Windows-1252 where the few bytes above ASCII are typography or single accented letters.

    charset-normalizer often guesses rare code pages for such texts.
    """
    runs = HIGH_RUN.findall(data)
    if any(len(run) > RUN_BYTES for run in runs):
        return None
    high = _try(b"".join(runs), "cp1252")
    if high is None:
        return None
    letters = [char for char in high if char not in TYPOGRAPHY]
    if any(not char.isalpha() or char in "ðþýÐÞÝªº" for char in letters):
        return None
    words = sum(1 for byte in data if chr(byte).isalpha())
    return "cp1252" if len(letters) <= max(2, 0.03 * words) else None


def _refuse_damaged_utf8(data: bytes, *, name: str) -> None:
    """Raise where most of what is above ASCII is UTF-8: as anything else it is gibberish."""
    good = sum(len(sequence) for sequence in UTF8_SEQUENCE.findall(data))
    high = sum(len(run) for run in HIGH_RUN.findall(data))
    if good * 2 <= high:
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{name} line {line}: damaged UTF-8 (byte {error.start}); save it again as UTF-8"
        raise InputError(message) from error


def _guess(data: bytes, *, name: str) -> tuple[str, str]:
    # Imported here: it costs a tenth of a second that files in UTF-8 need not pay.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:SAMPLE]).best()
    text = _try(data, best.encoding) if best is not None else None
    sure = best is not None and (best.coherence > 0 or _is_east_asian(data))
    if best is None or text is None or not (sure or _plausible(text)):
        msg = f"{name}: in no encoding that could be detected; save it as UTF-8"
        raise InputError(msg)
    return text, best.encoding


def _is_east_asian(data: bytes) -> bool:
    """Whether all bytes fit a narrow East Asian code, which chance bytes hardly do."""
    return any(_try(data, encoding) is not None for encoding in EAST_ASIAN)


def _plausible(text: str) -> bool:
    """Whether text above ASCII is mostly letters in words of one case pattern."""
    high = [char for char in text if not char.isascii()]
    letters = sum(1 for char in high if unicodedata.category(char)[0] in "LM")
    return len(high) < 0.1 * len(text) and letters > 0.6 * len(high)
