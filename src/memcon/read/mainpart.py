"""Which pieces of a page are its main text.

trafilatura chooses first: its rules were made on thousands of pages. It forgets where text came
from, drops a list or table now and then and takes captions, share bars and boxes along; so its
choice is carried back to the pieces of the page by their marks, and mended by where they stand.
"""

from __future__ import annotations

import copy
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from memcon.read.about import about_blocks, is_picture_text
from memcon.read.beside import beside_text
from memcon.read.boilerplate import key_of
from memcon.read.dateline import read_date_line
from memcon.read.markup import BASE, HIGH, LOW, MARK
from memcon.read.paragraphs import is_prose, word_count
from memcon.read.pieces import (
    HEADING,
    ITEM,
    ROW,
    Piece,
    holds_quotation,
    is_caption,
    is_furniture,
    is_pulled,
    names,
    words_of,
)

ENOUGH = 0.5  # of a piece chosen
BULK = 0.25  # of the main text: an element that holds more is no furniture whatever its name
SHELL = 0.8  # of the main text that its container holds
LINKS = 0.5  # of a piece: more is a list of links
ALL_LINKS = 0.9
LINK_ROW, ROW_LINKS = 4, 0.7  # so many links that make up so much of a piece
ABOVE_SHARE = 0.2
NAMED_UP = 3  # elements from a piece up that may be named as its standfirst
STANDFIRST_WORDS, LONG_STANDFIRST = 6, 10  # where its name says so, and else
CLOCK = re.compile(r"[0-2]?\d[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.IGNORECASE)
LIVE_POSTS = 3
HEAD_OF_POST = 2  # pieces above the first chosen one that may be the hour of its entry
MANY_PIECES = 10_000  # more are no article: nothing is gained by choosing among them
QUOTATIONS = 100  # of one page that are looked for in its text
CAPTION_CHARS = 400
COPY_WORDS = 4  # of a caption that stands twice on a page
PULLED_UP = 4  # elements from a piece up, one of which may be named after what it is
# (Agency/Name), [Name], ... / Agency, © Name; where it is centred (Name) too.
CREDIT = re.compile(
    r"(?:\([^()/]{2,40}/[^()/]{2,40}\)|\[[^\[\]]{2,60}\]|[^.!?]\s[/©|][^.]{2,40})\.?\s*$|^\W*©"
)
CENTRED_CREDIT = re.compile(rf"\([^()]{{2,60}}\)\.?\s*$|{CREDIT.pattern}")
LINK_WORDS = 30  # a linked paragraph that is longer is one that happens to be linked


@dataclass(slots=True)
class Choice:
    """The pieces of a page and which of them are chosen."""

    pieces: Sequence[Piece]
    chosen: list[bool] = field(default_factory=list)
    beside: frozenset[Any] = frozenset()  # elements that are no part of any main text
    out: frozenset[int] = frozenset()  # pieces that are none: about the page, or told twice

    def main(self) -> list[Piece]:
        """The chosen pieces in order."""
        return [p for p, is_chosen in zip(self.pieces, self.chosen, strict=True) if is_chosen]

    def sizes(self) -> Counter[Any]:
        """How many characters of chosen text each element holds."""
        sizes: Counter[Any] = Counter()
        for piece in self.main():
            size = len(piece.text)
            element = piece.element
            while element is not None:
                sizes[element] += size
                element = element.getparent()
        return sizes


def choose(tree: Any, pieces: Sequence[Piece], titles: frozenset[str]) -> list[Piece]:
    """The pieces of a page that are its main text, in order; none where it has none.

    `titles` are keys (`key_of`) of what may be the title, which is no part of the text.
    """
    beside = beside_text(tree)
    runs = _chosen_runs(tree, beside) if len(pieces) <= MANY_PIECES else frozenset()
    chosen = [piece.share_of(runs) >= ENOUGH for piece in pieces]
    choice = Choice(pieces, chosen, beside, about_blocks(pieces) | _told_twice(pieces))
    if not any(choice.chosen):
        choice.chosen = [not piece.hidden for piece in pieces]
        _drop(choice)
        title = _title(choice, titles)
        if any(choice.chosen[title + 1 :]):
            _drop_title(choice, title, titles)
        return choice.main()
    _drop(choice)
    title = _title(choice, titles)
    _drop_title(choice, title, titles)
    _fill(choice, title)
    _fill_quotations(choice)
    _drop_last_headings(choice)
    return choice.main()


def _chosen_runs(tree: Any, beside: frozenset[Any]) -> frozenset[int]:
    # Imported here: trafilatura costs about a second, which plain text need not pay.
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = trafilatura.bare_extraction(
        _without(tree, beside), include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(page, "body", None)
    if body is None:
        return frozenset()
    marks = MARK.findall("".join(body.itertext()))
    return frozenset((ord(high) - HIGH) * BASE + ord(low) - LOW for high, low in marks)


def _without(tree: Any, elements: frozenset[Any]) -> Any:
    """A copy of a tree without some of its elements; the text after them stays."""
    copied = copy.deepcopy(tree)
    twins = [
        twin
        for element, twin in zip(tree.iter(), copied.iter(), strict=True)
        if element in elements
    ]
    for twin in twins:
        twin.drop_tree()
    return copied


def _drop(choice: Choice) -> None:
    """Take out captions, furniture that was chosen, and paragraphs that are nothing but a link."""
    sizes = choice.sizes()
    total = max(sizes.values(), default=0)
    for index, piece in enumerate(choice.pieces):
        if not choice.chosen[index]:
            continue
        hidden = piece.hidden and sizes[piece.element] < BULK * total
        if (
            hidden
            or index in choice.out
            or _is_credit(piece)
            or is_picture_text(piece)
            or _barred(choice, piece, sizes, total)
            or _is_link_alone(piece)
        ):
            choice.chosen[index] = False


def _told_twice(pieces: Sequence[Piece]) -> frozenset[int]:
    """What stands below a picture more than once, and words of the text in large letters."""
    copies: dict[str, list[int]] = {}
    for index, piece in enumerate(pieces):
        if word_count(piece.text) >= COPY_WORDS:
            copies.setdefault(key_of(piece.text), []).append(index)
    found: set[int] = set()
    for same in copies.values():
        pictured = [i for i in same if pieces[i].pictured]
        if len(pictured) > 1 and len(pieces[same[0]].text) <= CAPTION_CHARS:
            found.update(same)
    pulled = [i for i, piece in enumerate(pieces) if _is_in_pulled(piece)]
    if pulled:
        rest = set(range(len(pieces))) - set(pulled)
        text = "".join(key_of(pieces[i].text) for i in sorted(rest))
        found.update(i for i in pulled if key_of(pieces[i].text) in text)
    return frozenset(found)


def _is_in_pulled(piece: Piece) -> bool:
    return any(map(is_pulled, islice((piece.element, *piece.element.iterancestors()), PULLED_UP)))


def _title(choice: Choice, titles: frozenset[str]) -> int:
    """The index of the piece that is the title above the running text, -1 where there is none."""
    prose = (
        i for i, piece in enumerate(choice.pieces) if choice.chosen[i] and is_prose(piece.text)
    )
    first = next(prose, len(choice.pieces))
    found = [i for i in range(first) if key_of(choice.pieces[i].text) in titles]
    heads = [i for i in range(first) if choice.pieces[i].element.tag == "h1"]
    return max([*found[-1:], *heads[-1:]], default=-1)


def _drop_title(choice: Choice, title: int, titles: frozenset[str]) -> None:
    """Take out the title, and the little that was chosen above it."""
    if title < 0:
        return
    above = [i for i in range(title) if choice.chosen[i]]
    size = sum(len(choice.pieces[i].text) for i in above)
    if size >= ABOVE_SHARE * sum(len(piece.text) for piece in choice.main()):
        above = [i for i in above if key_of(choice.pieces[i].text) in titles]
    for index in (*above, title):
        choice.chosen[index] = False


def _drop_last_headings(choice: Choice) -> None:
    for index in reversed(range(len(choice.pieces))):
        if not choice.chosen[index]:
            continue
        if choice.pieces[index].kind != HEADING:
            return
        choice.chosen[index] = False


def _barred(choice: Choice, piece: Piece, sizes: Counter[Any], total: int) -> bool:
    """Whether a piece stands in a caption or in furniture."""
    element = piece.element
    while element is not None:
        if element in choice.beside:
            return True
        if sizes[element] > BULK * total:
            return any(above in choice.beside for above in element.iterancestors())
        if is_furniture(element) or (piece.kind != ROW and is_caption(element)):
            return True
        element = element.getparent()
    return False


def _is_credit(piece: Piece) -> bool:
    """Whether a piece below a picture is its caption: it is short and ends with whose it is."""
    if not piece.pictured or len(piece.text) > CAPTION_CHARS:
        return False
    style = f"{piece.element.get('align') or ''} {piece.element.get('style') or ''}"
    credit = CENTRED_CREDIT if "center" in style.lower() else CREDIT
    return credit.search(piece.text) is not None


def _is_link_alone(piece: Piece) -> bool:
    few = word_count(piece.text) <= LINK_WORDS or piece.links >= LINK_ROW
    linked = piece.link_share > (ROW_LINKS if piece.links >= LINK_ROW else ALL_LINKS)
    return linked and few and piece.kind not in {ROW, HEADING}


def _fill(choice: Choice, title: int) -> None:
    """Add what stands amid the chosen text, in its container, and reads like it."""
    indices = [index for index, is_chosen in enumerate(choice.chosen) if is_chosen]
    if not indices:
        return
    sizes = choice.sizes()
    total = max(sizes.values(), default=0)
    shell = _shell(sizes, total)
    start = title if title >= 0 else indices[0]
    hours = sum(1 for piece in choice.pieces if CLOCK.fullmatch(piece.text)) >= LIVE_POSTS
    for index in range(start + 1, indices[-1]):
        piece = choice.pieces[index]
        if choice.chosen[index] or piece.hidden or index in choice.out or is_picture_text(piece):
            continue
        is_hour = hours and CLOCK.fullmatch(piece.text) is not None
        is_hour = is_hour and index >= indices[0] - HEAD_OF_POST
        if not is_hour and (_barred(choice, piece, sizes, total) or piece.link_share > LINKS):
            continue
        above = index < indices[0]
        if is_hour or (
            _is_standfirst(piece)
            if above
            else _is_within(piece.element, shell) and _reads_like_text(choice, index)
        ):
            choice.chosen[index] = True
    _fill_headings(choice, start, indices[0])
    _fill_notes(choice, indices[-1])


def _fill_quotations(choice: Choice) -> None:
    """Add words set apart in a figure that stand nowhere else; take out those that do."""
    indices = [index for index, is_chosen in enumerate(choice.chosen) if is_chosen]
    figures: dict[Any, list[int]] = {}
    for index in range(indices[0], indices[-1] + 1) if indices else ():
        figure = next(choice.pieces[index].element.iterancestors("figure"), None)
        if figure is not None and holds_quotation(figure) and not choice.pieces[index].hidden:
            figures.setdefault(figure, []).append(index)
    if not figures:
        return
    inside = {index for found in figures.values() for index in found}
    text = "".join(key_of(choice.pieces[i].text) for i in indices if i not in inside)
    for found in islice(figures.values(), QUOTATIONS):
        said = [i for i in found if choice.pieces[i].element.tag != "figcaption"]
        keys = (key_of(choice.pieces[i].text) for i in said)
        once = max(keys, key=len, default="") not in text
        for index in found:
            choice.chosen[index] = once and choice.pieces[index].element not in choice.beside


def _fill_headings(choice: Choice, start: int, end: int) -> None:
    """Add the headings of what was added between title and text."""
    for index in range(start + 1, end):
        if choice.pieces[index].kind == HEADING and choice.chosen[index + 1]:
            choice.chosen[index] = not choice.pieces[index].hidden


def _fill_notes(choice: Choice, last: int) -> None:
    """Add the notes and annexes below the text."""
    for index in range(last + 1, len(choice.pieces)):
        piece = choice.pieces[index]
        around = (piece.element, *piece.element.iterancestors())
        if not piece.hidden and any(
            not names().note_words.isdisjoint(words_of(element)) for element in around
        ):
            choice.chosen[index] = piece.link_share < LINKS


def _is_standfirst(piece: Piece) -> bool:
    """Whether a piece between title and text belongs to the text."""
    if read_date_line(piece.text) is not None:
        return False
    if word_count(piece.text) >= LONG_STANDFIRST:
        return piece.kind != ROW and piece.link_share < LINKS
    element = piece.element
    around = islice((element, *element.iterancestors()), NAMED_UP)
    names_ = {word for each in around for word in words_of(each)}
    few = word_count(piece.text) >= STANDFIRST_WORDS
    return few and not names_.isdisjoint(names().standfirst_words)


def _reads_like_text(choice: Choice, index: int) -> bool:
    piece = choice.pieces[index]
    if piece.kind in {ITEM, ROW}:
        return True
    if piece.kind == HEADING:
        return index + 1 < len(choice.pieces) and choice.chosen[index + 1]
    return is_prose(piece.text)


def _shell(sizes: Counter[Any], total: int) -> Any:
    """The innermost element that holds most of the chosen text."""
    inner = [element for element, size in sizes.items() if size >= SHELL * total]
    return max(inner, key=_depth, default=None)


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_within(element: Any, ancestor: Any) -> bool:
    return (
        ancestor is None
        or element is ancestor
        or any(above is ancestor for above in element.iterancestors())
    )
