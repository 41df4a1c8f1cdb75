"""An HTML tree to its pieces: what a reader sees as one paragraph, heading, list item or row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import Any

import yaml

from memcon.read.markup import Marked, Origin, split_marks

PARAGRAPH, HEADING, ITEM, ROW = "paragraph", "heading", "item", "row"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
ITEMS = frozenset({"li", "dt", "dd"})
PICTURES = frozenset({"img", "picture", "amp-img"})
CELLS = frozenset({"td", "th"})
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|font-size\s*:\s*0(?![.\d])|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]",
    re.IGNORECASE,
)
NO_NUMBERS = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
TOKENS = re.compile(r"\S+(?:\s\S+)*|\s+")  # words with one sign of white space between them
SPACE = re.compile(r"\s")
QUOTATION_PARTS = 60  # elements of a figure that shows words; more is no quotation
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Names:
    """What elements, and words in their names, tell about a page (`page.yml`)."""

    unseen: frozenset[str]
    blocks: frozenset[str]
    furniture_elements: frozenset[str]
    caption_elements: frozenset[str]
    furniture_words: frozenset[str]
    furniture_pairs: frozenset[tuple[str, str]]
    caption_words: frozenset[str]
    hidden_names: frozenset[str]
    dialog_roles: frozenset[str]
    dialog_words: frozenset[str]
    standfirst_words: frozenset[str]
    note_words: frozenset[str]
    pulled_words: frozenset[str]
    pulled_pairs: frozenset[tuple[str, str]]
    picture_words: frozenset[str]
    about_labels: frozenset[str]


@dataclass(slots=True)
class Piece:
    """What stands on a page as one block, with the elements around it."""

    element: Any  # the nearest block element
    kind: str = PARAGRAPH
    lead: str = ""  # what the page shows before it without its being text: a number, a bullet
    parts: list[tuple[int, str, bool]] = field(default_factory=list)  # run, text, in a link
    hidden: bool = False
    pictured: bool = False  # it stands right below a picture
    after_break: bool = False  # a line break alone parts it from the piece before
    row: Any = None  # the table row that it is a cell of
    _text: str | None = None  # joined once: it is asked for often, when the piece is whole

    @property
    def text(self) -> str:
        """Its words on one line, without what is shown before it."""
        if self._text is None:
            self._text = " ".join("".join(text for _, text, _ in self.parts).split())
        return self._text

    @property
    def links(self) -> int:
        """How many stretches of it are links."""
        flags = [link for _, text, link in self.parts if text.strip()]
        return sum(1 for before, flag in pairwise([False, *flags]) if flag and not before)

    @property
    def link_share(self) -> float:
        """How much of it is links, 0 to 1."""
        if not any(link for _, _, link in self.parts):
            return 0.0
        total = sum(_size(text) for _, text, _ in self.parts)
        return sum(_size(text) for _, text, link in self.parts if link) / total if total else 0.0

    def share_of(self, runs: frozenset[int]) -> float:
        """How much of it is in the given runs, 0 to 1."""
        inside = [run in runs for run, _, _ in self.parts]
        if all(inside) or not any(inside):
            return float(bool(inside) and inside[0])
        total = sum(_size(text) for _, text, _ in self.parts)
        return (
            sum(_size(text) for run, text, _ in self.parts if run in runs) / total if total else 0
        )


@cache
def names() -> Names:
    """What `page.yml` says."""
    text = files("memcon").joinpath("read/page.yml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    return Names(
        furniture_pairs=_pairs(data.pop("furniture_pairs")),
        pulled_pairs=_pairs(data.pop("pulled_pairs")),
        **{key: frozenset(map(str, data[key])) for key in data},
    )


def _pairs(found: Sequence[Sequence[Any]]) -> frozenset[tuple[str, str]]:
    return frozenset((str(first), str(second)) for first, second in found)


def words_of(element: Any) -> list[str]:
    """The words in an element's names, in lower case and in order."""
    values = (element.get(key) for key in ("class", "id", "role", "itemprop"))
    return [word.lower() for value in values if value for word in WORDS.findall(value)]


def is_furniture(element: Any) -> bool:
    """Whether an element is, by its kind or name, no part of the main text."""
    known = names()
    if element.tag in known.furniture_elements:
        return True
    return _is_named(element, known.furniture_words, known.furniture_pairs)


def is_pulled(element: Any) -> bool:
    """Whether an element is named as one that shows words of the text once more."""
    known = names()
    return _is_named(element, known.pulled_words, known.pulled_pairs)


def _is_named(element: Any, single: frozenset[str], pairs: frozenset[tuple[str, str]]) -> bool:
    words = words_of(element)
    return not single.isdisjoint(words) or not pairs.isdisjoint(pairwise(words))


def is_caption(element: Any) -> bool:
    """Whether an element holds what belongs to a picture."""
    known = names()
    if element.tag in known.caption_elements:
        return not holds_quotation(element)
    return not known.caption_words.isdisjoint(words_of(element))


def holds_quotation(element: Any) -> bool:
    """Whether an element is a figure, or the caption of one, that shows words, not a picture."""
    figure = element if element.tag == "figure" else next(element.iterancestors("figure"), None)
    tags = (
        {part.tag for part in islice(figure.iter(), QUOTATION_PARTS)}
        if figure is not None
        else set()
    )
    return "blockquote" in tags and PICTURES.isdisjoint(tags)


def is_hidden(element: Any) -> bool:
    """Whether a page says that an element is not shown."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or HIDDEN_STYLE.search(element.get("style") or "") is not None
        or _has_hidden_name(element)
    )


def _has_hidden_name(element: Any) -> bool:
    tokens = (element.get("class") or "").split()
    # `hidden md:block` is hidden on small screens alone.
    return not names().hidden_names.isdisjoint(tokens) and not any(":" in name for name in tokens)


def pieces_of(body: Any) -> list[Piece]:
    """The pieces of a page in order; what a reader never sees is left out."""
    return _Walk().run(body)


class _Walk:
    """One walk through a tree, without recursion: pages may be nested deeply."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.open: Piece | None = None
        self.links = 0
        self.hidden = 0
        self.breaks = 0
        self.numbers: dict[Any, int] = {}  # of the last item of each numbered list
        self.marker: tuple[Any, str] | None = None  # of an item whose text has not begun
        self.picture = False  # there was one since the last text

    def run(self, body: Any) -> list[Piece]:
        known = names()
        stack: list[tuple[Any, bool]] = [(body, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                self._leave(element, known)
                continue
            if not isinstance(element.tag, str) or element.tag in known.unseen:
                self._text(element.tail, element.getparent())
                continue
            self._enter(element, known)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        self._close()
        return self.pieces

    def _enter(self, element: Any, known: Names) -> None:
        tag = element.tag
        if tag == "br":
            self._close()
            self.breaks += 1
        elif tag in known.blocks:
            self._close()
            self.breaks = 0
            if tag in ITEMS:
                self.marker = (element, self._marker(element))
        self.picture = self.picture or tag in PICTURES
        self.links += tag == "a"
        self.hidden += is_hidden(element)
        self._text(element.text, element)

    def _leave(self, element: Any, known: Names) -> None:
        if element.tag in known.blocks:
            self._close()
            self.breaks = 0
        self.links -= element.tag == "a"
        self.hidden -= is_hidden(element)
        if element.getparent() is not None:
            self._text(element.tail, element.getparent())

    def _text(self, text: str | None, element: Any) -> None:
        if not text:
            return
        hidden = self.hidden > 0
        if self.open is not None and self.open.hidden != hidden:
            if hidden:
                return  # a word for readers of another kind amid what is seen
            self._close()
        for run, part in split_marks(text):
            if self.open is not None and self._parted():
                self._close()
            if self.open is None:
                if part.isspace():
                    continue
                self.open = self._piece(element)
            self.open.parts.append((run, part, self.links > 0))

    def _parted(self) -> bool:
        """Whether an empty line of a text that is shown as it was typed parts it from the last."""
        if self.open is None or self.open.element.tag != "pre":
            return False
        last = self.open.parts[-1][1]
        return last[len(last.rstrip()) :].count("\n") > 1

    def _piece(self, element: Any) -> Piece:
        known = names()
        block = element
        while block.tag not in known.blocks and block.getparent() is not None:
            block = block.getparent()
        kind, row = PARAGRAPH, None
        around = block
        while around is not None and kind == PARAGRAPH:
            if around.tag in HEADINGS:
                kind = HEADING
            elif around.tag in ITEMS:
                kind = ITEM
            elif around.tag in CELLS:
                kind, row = ROW, around.getparent()
            around = around.getparent() if around.tag not in {"table", "body"} else None
        piece = Piece(block, kind, row=row, hidden=self.hidden > 0, after_break=self.breaks == 1)
        piece.pictured, self.picture = self.picture, False
        if self.marker is not None and kind in {ITEM, PARAGRAPH, HEADING}:
            if _is_within(block, self.marker[0]):
                piece.lead = self.marker[1]
            self.marker = None
        self.breaks = 0
        return piece

    def _close(self) -> None:
        if self.open is not None:
            self.pieces.append(self.open)
            self.open = None

    def _marker(self, item: Any) -> str:
        parent = item.getparent()
        if parent is None or parent.tag == "dl":
            return ""
        if parent.tag != "ol":
            return "- "
        if next(item.iter("article", *HEADINGS), None) is not None:
            return ""  # an entry of a live page or a list of articles: no page shows its number
        if NO_NUMBERS.search(f"{parent.get('style') or ''};{item.get('style') or ''}"):
            return "- "
        first = _number(parent.get("start"), 1) - 1
        number = _number(item.get("value"), self.numbers.get(parent, first) + 1)
        self.numbers[parent] = number
        return _numbered(number, parent.get("type") or "1")


def _is_within(element: Any, ancestor: Any) -> bool:
    while element is not None and element is not ancestor:
        element = element.getparent()
    return element is not None


def _number(text: str | None, default: int) -> int:
    if text and re.fullmatch(r"-?\d{1,6}", text.strip()):
        return int(text)
    return default


def _numbered(number: int, form: str) -> str:
    """The marker of a list item as browsers show it."""
    if form in {"a", "A"} and 1 <= number <= 26:  # noqa: PLR2004 (letters)
        return f"({chr(ord(form) + number - 1)}) "
    if form in {"i", "I"} and 1 <= number < 40:  # noqa: PLR2004 (what the table of signs covers)
        rest, signs = number, ""
        for value, sign in ROMAN:
            signs += sign * (rest // value)
            rest %= value
        return f"({signs if form == 'i' else signs.upper()}) "
    return f"{number}. "


def _start(origin: Origin) -> int:
    return origin.start


def _size(text: str) -> int:
    return sum(map(len, text.split()))


@dataclass(frozen=True, slots=True)
class Composed:
    """A text put together from pieces, where each group stands in it, and where it came from."""

    text: str
    groups: tuple[tuple[Piece, ...], ...]  # a piece, or the cells of a row
    spans: tuple[tuple[int, int], ...]  # of the groups
    origins: tuple[Origin, ...]


def grouped(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The pieces, those of one table row together."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and piece.row is not None and piece.row is groups[-1][-1].row:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [tuple(group) for group in groups]


def compose(groups: Sequence[tuple[Piece, ...]], marked: Marked) -> Composed:
    """The text of groups of pieces: an empty line between them, none within a list or table."""
    writer = _Writer(marked)
    spans = []
    before: Piece | None = None
    for group in groups:
        first = group[0]
        if before is not None:
            writer.add("\n" if _together(before, first) else "\n\n")
        start = writer.length
        if first.kind == ROW:
            writer.add("| ")
        writer.add(first.lead)
        for index, piece in enumerate(group):
            if index:
                same = piece.element is group[index - 1].element
                writer.add(" " if same else " | ")
            writer.add_piece(piece)
        if first.kind == ROW:
            writer.add(" |")
        spans.append((start, writer.length))
        before = group[-1]
    return Composed("".join(writer.parts), tuple(groups), tuple(spans), tuple(writer.origins))


def _together(before: Piece, after: Piece) -> bool:
    if before.row is not None and after.row is not None:
        return _table(before.row) is _table(after.row)
    if before.kind == ITEM and after.kind == ITEM:
        return _list(before.element) is _list(after.element)
    return after.after_break and after.element is before.element


def _table(row: Any) -> Any:
    return next(row.iterancestors("table"), None)


def _list(element: Any) -> Any:
    found = None
    for ancestor in element.iterancestors(*LISTS):
        found = ancestor
    return found


class _Writer:
    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self.parts: list[str] = []
        self.length = 0
        self.origins: list[Origin] = []
        self._origins: Mapping[int, list[Origin]] = {}

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def add_piece(self, piece: Piece) -> None:
        """Write a piece with one space for any white space, and note where its words stand."""
        pending = False
        begun = False
        seen: dict[int, int] = {}
        for run, text, _ in piece.parts:
            offset = seen.get(run, 0)
            for token in TOKENS.findall(text):
                if token.isspace():
                    pending = begun
                else:
                    if pending:
                        self.add(" ")
                    self._note(run, offset, len(token))
                    self.add(SPACE.sub(" ", token))
                    pending, begun = False, True
                offset += len(token)
            seen[run] = offset

    def _note(self, run: int, offset: int, length: int) -> None:
        if run < 0:
            return
        parts = self._of_run(run)
        for index in range(max(0, bisect_right(parts, offset, key=_start) - 1), len(parts)):
            part = parts[index]
            if part.start >= offset + length:
                break
            low, high = part.source_start, part.source_end
            first, last = max(part.start, offset), min(part.end, offset + length)
            if high - low == part.end - part.start:
                low, high = low + first - part.start, low + last - part.start
            start = self.length + first - offset
            self._append(Origin(start, start + last - first, low, high))

    def _append(self, new: Origin) -> None:
        """Add a stretch, joined to the last where both stand so in text and source."""
        last = self.origins[-1] if self.origins else None
        if last is not None:
            plain = last.end - last.start == last.source_end - last.source_start
            plain = plain and new.end - new.start == new.source_end - new.source_start
            gap = new.start - last.end
            if plain and gap in {0, 1} and new.source_start - last.source_end == gap:
                self.origins[-1] = Origin(last.start, new.end, last.source_start, new.source_end)
                return
        self.origins.append(new)

    def _of_run(self, run: int) -> list[Origin]:
        if run not in self._origins:
            self._origins = {run: self.marked.origins(run)}  # runs come in order: one is enough
        return self._origins[run]
