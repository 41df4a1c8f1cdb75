"""A page of a PDF as runs of characters: what stands side by side in one line and one column."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from memcon.model.place import Box

LINE_END_HYPHEN = "\x02"  # what PDFium gives for a hyphen at the end of a line
_BREAKS = "\r\n"
_WIDE_GAP = 1.6  # of the size of the letters: more is a tab or a gutter
_SHIFT = 0.35  # of the size: a baseline that moves more is another line or a raised sign
_RESIZE = 0.18  # of the size: letters that differ more are raised signs, small capitals
_UPRIGHT = 0.2  # radians that upright letters may lean
_ABOVE = 0.78  # of the size: what a letter takes above the line that it stands on
_BOLD = 600  # weight of a font from which it is bold
_FLAG_BOLD = 1 << 18  # of a font's description
_MOST_CHARACTERS = 200_000  # on one page
_SAMPLES = 500  # of its characters tell which way its text runs


@dataclass(slots=True)
class Glyph:
    """A character and where it stands: points from the top left corner as one reads."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(slots=True)
class Run:
    """Characters that stand side by side."""

    glyphs: list[Glyph]
    page: int
    is_bold: bool = False
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Measure it."""
        while self.glyphs and self.glyphs[-1].text.isspace():
            self.glyphs.pop()
        while self.glyphs and self.glyphs[0].text.isspace():
            self.glyphs.pop(0)
        marks = [one for one in self.glyphs if not one.text.isspace()]
        self.left = min((one.left for one in marks), default=0.0)
        self.right = max((one.right for one in marks), default=0.0)
        self.top = min((one.top for one in marks), default=0.0)
        self.bottom = max((one.bottom for one in marks), default=0.0)
        self.size = median(one.size for one in marks) if marks else 0.0
        self.text = "".join(one.text for one in self.glyphs)

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """The runs of a page as one who reads them holds it, and whether it shows pictures."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    has_pictures: bool = False
    turned: int = 0  # by how many quarters its text runs otherwise than the page is shown

    def shown(self, box: Box) -> Box:
        """A box of the page as read, where it stands on the page as shown."""
        if not self.turned:
            return box
        corners = [self._shown(box.left, box.top), self._shown(box.right, box.bottom)]
        (left, right), (top, bottom) = (sorted(ends) for ends in zip(*corners, strict=True))
        return Box(box.page, left, top, right, bottom)

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        if self.turned == 1:
            return y, self.width - x
        if self.turned == 2:  # noqa: PLR2004 (quarters of a turn)
            return self.width - x, self.height - y
        return self.height - y, x


def read_page(document: Any, index: int) -> Page:
    """A page of an open document."""
    page = document[index]
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        shown = page.get_rotation() // 90 % 4
        try:
            quarters = _direction(textpage.raw, shown)
            runs = tuple(_runs(textpage.raw, _Turn(page, quarters), index + 1))
        finally:
            textpage.close()
        turned = (quarters - shown) % 4
        if turned % 2:
            width, height = height, width
        has_pictures = not runs and _has_pictures(page)
        return Page(index + 1, width, height, runs, has_pictures, turned)
    finally:
        page.close()


def _has_pictures(page: Any) -> bool:
    objects = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    return any(True for _ in objects)


def _direction(textpage: Any, shown: int) -> int:
    """By how many quarters the page has to be turned for most of its text to stand upright."""
    count = min(pdfium.FPDFText_CountChars(textpage), _MOST_CHARACTERS)
    matrix = pdfium.FS_MATRIX()
    found: Counter[int] = Counter()
    for index in range(0, count, max(count // _SAMPLES, 1)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code > 32 and pdfium.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix)):  # noqa: PLR2004 (a blank)
            found[round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
    most = found.most_common(1)
    return most[0][0] if most and most[0][1] > found[shown] else shown


class _Turn:
    """Turns a page's own coordinates into points from the corner that is top left as one reads."""

    def __init__(self, page: Any, quarters: int) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self.quarters = quarters

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, ...]:
        if not self.quarters:
            return left - self._left, self._top - top, right - self._left, self._top - bottom
        corners = [self.point(left, bottom), self.point(right, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarters == 1:
            return y - self._bottom, x - self._left
        if self.quarters == 2:  # noqa: PLR2004 (quarters of a turn)
            return self._right - x, y - self._bottom
        if self.quarters == 3:  # noqa: PLR2004
            return self._top - y, self._right - x
        return x - self._left, self._top - y


def _runs(textpage: Any, turn: _Turn, number: int) -> Iterator[Run]:
    glyphs: list[Glyph] = []
    is_bold = False
    for index, glyph in _glyphs(textpage, turn):
        if glyph is None or (glyphs and _is_apart(glyphs, glyph)):
            yield from _made(glyphs, number, is_bold=is_bold)
            glyphs = []
        if glyph is not None:
            if not glyphs:
                is_bold = _is_bold(textpage, index)
            glyphs.append(glyph)
    yield from _made(glyphs, number, is_bold=is_bold)


def _made(glyphs: list[Glyph], number: int, *, is_bold: bool) -> Iterator[Run]:
    run = Run(glyphs, number, is_bold)
    if run.glyphs:
        yield run


def _is_apart(glyphs: list[Glyph], glyph: Glyph) -> bool:
    """Whether a character does not go on where the ones before end."""
    last = next((one for one in reversed(glyphs) if not one.text.isspace()), glyphs[-1])
    if glyph.text.isspace():
        return False
    size = max(last.size, glyph.size, 1.0)
    if abs(glyph.size - last.size) > _RESIZE * size:
        return True
    if abs(_base(glyph) - _base(last)) > _SHIFT * size:
        return True
    gap = max(glyph.left - last.right, last.left - glyph.right)
    return gap > _WIDE_GAP * size or glyph.right < glyphs[0].left - size


def _base(glyph: Glyph) -> float:
    """The height of the line that a character stands on."""
    return glyph.top + _ABOVE * glyph.size


def _glyphs(textpage: Any, turn: _Turn) -> Iterator[tuple[int, Glyph | None]]:
    """The upright characters of a page in their order; None where a line ends."""
    measure = _Measure(textpage, turn)
    count = min(pdfium.FPDFText_CountChars(textpage), _MOST_CHARACTERS)
    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 (the first half of a character)
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:  # noqa: PLR2004 (the second)
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        text = _sign(code)
        if text and text in _BREAKS:
            yield index, None
            continue
        glyph = measure.glyph(index, text) if text else None
        if glyph is not None:
            yield index, glyph


class _Measure:
    """Measures the characters of a page."""

    def __init__(self, textpage: Any, turn: _Turn) -> None:
        self._page = textpage
        self._turn = turn
        self._upright = turn.quarters * math.pi / 2
        self._rect = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._object: int | None = None
        self._size = 0.0
        self._lean = 0.0

    def glyph(self, index: int, text: str) -> Glyph | None:
        """A character with its place; None where it has none, or does not stand upright.

        Boxes are as high as the font's size, not as the letter: so those of a line are alike.
        """
        rect, page = self._rect, self._page
        if not pdfium.FPDFText_GetLooseCharBox(page, index, ctypes.byref(rect)):
            return None
        self._look_at(index)
        size = self._size
        if self._lean > _UPRIGHT and not text.isspace():
            return None  # stamps along the edge, watermarks
        left, top, right, bottom = self._turn.box(rect.left, rect.bottom, rect.right, rect.top)
        x, y = self._x, self._y
        if pdfium.FPDFText_GetCharOrigin(page, index, ctypes.byref(x), ctypes.byref(y)):
            base = self._turn.point(x.value, y.value)[1]
            top, bottom = base - _ABOVE * size, base + (1 - _ABOVE) * size
        return Glyph(text, left, top, right, bottom, size)

    def _look_at(self, index: int) -> None:
        """Measure what a character is part of: the font's size as shown, and how it leans."""
        found = ctypes.cast(pdfium.FPDFText_GetTextObject(self._page, index), ctypes.c_void_p).value
        if found is not None and found == self._object:
            return
        self._object = found
        size = pdfium.FPDFText_GetFontSize(self._page, index)
        matrix = self._matrix
        lean = 0.0
        if pdfium.FPDFText_GetMatrix(self._page, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            lean = math.atan2(matrix.b, matrix.a) - self._upright
        self._lean = abs((lean + math.pi) % (2 * math.pi) - math.pi)
        self._size = min(max(size, 0.1), 1000.0)


def _sign(code: int) -> str:
    """A character; "" for what is none."""
    if code in {0, 0xFFFE, 0xFFFF, 0xFEFF, 0x200B}:
        return ""
    if code == 2:  # noqa: PLR2004 (PDFium's hyphen)
        return LINE_END_HYPHEN
    if code < 32 and chr(code) not in "\t\r\n":  # noqa: PLR2004 (control characters)
        return ""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:  # noqa: PLR2004
        return ""
    if code == 0xA0 or code == 9:  # noqa: PLR1714, PLR2004 (a fixed blank, a tab)
        return " "
    return _LIGATURES.get(code, chr(code))


_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
}  # fmt: skip


def _is_bold(textpage: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= _BOLD:
        return True
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    length = pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, ctypes.byref(flags))
    return bool(length) and (b"bold" in name.value.lower() or bool(flags.value & _FLAG_BOLD))
