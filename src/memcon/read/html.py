"""HTML pages to main text and metadata."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from memcon.errors import InputError
from memcon.model.document import Block
from memcon.model.place import Anchor
from memcon.read.boilerplate import Sieve, key_of
from memcon.read.dateline import find_dateline, split_date_line
from memcon.read.embedded import Embedded, embedded_article
from memcon.read.headers import language_code
from memcon.read.language import spoken
from memcon.read.mainpart import MANY_PIECES, choose
from memcon.read.markup import Marked, mark
from memcon.read.metadata import Metadata, merge
from memcon.read.pagedate import Settled, Shown, settle, shown
from memcon.read.pagemeta import (
    PageMetadata,
    Stamp,
    byline,
    day_first,
    declared_language,
    page_metadata,
    shown_title,
    title_line,
)
from memcon.read.paragraphs import Line, Paragraph, is_prose, split_lines
from memcon.read.pieces import (
    HEADING,
    ITEM,
    PARAGRAPH,
    Composed,
    Piece,
    compose,
    grouped,
    pieces_of,
)
from memcon.read.sections import is_day_line

LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
SOURCE = "source"  # what anchors stand in: the page as decoded
BYLINE_PIECES = 8  # above the text and from there on, among which the author's name may stand
MAX_TAGS = 200_000  # of a page: more take more than ten seconds
SHORT_PAGE = 250  # characters of main text; less may be a note that one needs JavaScript
SPARED = frozenset({"references"})  # notes are part of what a page says
LAYOUT_CHARS = 400  # in one cell: more than a table of figures has
BLOCK_TAGS = ("p", "div", "br", "table", "ul", "h1", "h2")


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page, where it stands in its source, and what the page says of itself."""

    text: str
    ranked: tuple[tuple[str, Metadata], ...]  # best source first; the day of publication among them
    kinds: tuple[Block, ...] = ()  # headings, list items and table rows
    anchors: tuple[Anchor, ...] = ()  # where the text's characters stand in the source


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page whatever its file is called."""
    return LOOKS_LIKE_HTML.match(text[:2000]) is not None


def read_page(html: str, *, name: str, address: str = "") -> Page:
    """The main text and metadata of a page; nothing is fetched.

    `address` is where the page came from, where that is known. Raises InputError where it has no
    text, or more than `MAX_TAGS` tags.
    """
    if html.count("<") > MAX_TAGS:
        msg = f"{name}: a page of more than {MAX_TAGS:,} tags; split it, or save its text"
        raise InputError(msg)
    marked = mark(html)
    tree = _parsed(marked.html, name=name)
    told = page_metadata(tree, address=address)
    language = declared_language(tree)
    _unfold_layout_tables(tree)
    body = tree.find("body")
    pieces = pieces_of(tree if body is None else body)
    main = choose(tree, pieces, _titles(told))
    shown_size = sum(len(piece.text) for piece in main)
    data = embedded_article(html) if shown_size < SHORT_PAGE else None
    if data is not None and len(data.text) > shown_size:
        return _from_data(data, told, language, address)
    if not main:
        msg = f"{name}: no text in this page; save the article itself"
        raise InputError(msg)
    first = next((piece for piece in main if is_prose(piece.text)), main[0])
    seen = shown(tree, pieces, first, day_first=day_first(language, _own(told, address)))
    day = _day(main, told, seen, address=address)
    told = _with_shown(told, pieces, first, seen)
    code = spoken(" ".join(piece.text for piece in main), language_code(language))
    ranked = _ranked(told, day, code)
    composed = _without_furniture(compose(grouped(main), marked), marked, merge(ranked).metadata)
    return Page(
        text=composed.text,
        ranked=ranked,
        kinds=tuple(_kinds(composed)),
        anchors=tuple(_anchors(composed)),
    )


def _from_data(data: Embedded, told: PageMetadata, language: str, address: str) -> Page:
    """The page that a script would have drawn, from the data that it would have drawn it from."""
    paragraphs = data.text.split("\n\n")
    own = next((said.url for _, said in told.ranked if said.url), address)
    dateline = find_dateline(paragraphs[0], paragraphs[1:])
    day = settle(told.published, Shown(), dateline=dateline, text=data.text, address=own)
    return Page(
        text=data.text,
        ranked=_ranked(told, day, spoken(data.text, language_code(language))),
        anchors=tuple(
            Anchor(origin.start, origin.end, element=SOURCE, at=origin.source_start)
            for origin in data.origins
        ),
    )


def _without_furniture(composed: Composed, marked: Marked, known: Metadata) -> Composed:
    """The text without what its words tell to be no part of it: bylines, notices, appeals."""
    if len(composed.groups) > MANY_PIECES:
        return composed  # what little furniture there is is looked for again among all lines
    lines = split_lines(composed.text)
    paragraphs = [Paragraph((line,)) for line in lines]
    passed = Sieve(
        paragraphs, title=known.title, author=known.author, is_chosen=True, spared=SPARED
    ).run()
    gone = {lines[index].start for index in passed}
    gone -= _day_of_first_item(lines, gone)
    kept = [
        group
        for group, (start, _) in zip(composed.groups, composed.spans, strict=True)
        if start not in gone
    ]
    return compose(kept, marked) if len(kept) < len(composed.groups) else composed


def _day_of_first_item(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """Where the day of a digest's first item starts, which stands where that of a page does."""
    days = [line.start for line in lines if is_day_line(line.text)]
    kept = [start for start in days if start not in gone]
    above = [start for start in days if start in gone and kept and start < kept[0]]
    return set(above[-1:])


def _kinds(composed: Composed) -> Iterator[Block]:
    for group, (start, end) in zip(composed.groups, composed.spans, strict=True):
        kind = group[0].kind
        if kind != PARAGRAPH:
            yield Block(start, end, HEADING if kind == HEADING else ITEM)


def _anchors(composed: Composed) -> Iterator[Anchor]:
    """Where the text stands in the source: by character, and by number of the piece."""
    starts = [start for start, _ in composed.spans]
    for origin in composed.origins:
        number = bisect_right(starts, origin.start)
        yield Anchor(
            origin.start, origin.end, paragraph=number, element=SOURCE, at=origin.source_start
        )


def _titles(told: PageMetadata) -> frozenset[str]:
    keys = (key_of(said.title) for _, said in told.ranked)
    return frozenset(key for key in keys if key)


def _ranked(
    told: PageMetadata, day: Settled | None, language: str
) -> tuple[tuple[str, Metadata], ...]:
    """All sources, best first; the days last, since they are of other fields."""
    found = [*told.ranked, ("html", Metadata(language=language))]
    if day is not None:
        found.append((day.source, Metadata(date=day.date)))
    if told.modified and (day is None or told.modified[0].date >= day.date):
        found.append((told.modified[0].source, Metadata(modified=told.modified[0].date)))
    return tuple((source, said) for source, said in found if said != Metadata())


def _own(told: PageMetadata, address: str) -> str:
    """The address of the page: its own word for it, else where it was fetched."""
    return next((said.url for _, said in told.ranked if said.url), address)


def _day(main: Sequence[Piece], told: PageMetadata, seen: Shown, *, address: str) -> Settled | None:
    prose = [piece.text for piece in main if is_prose(piece.text)]
    return settle(
        told.published,
        seen,
        dateline=find_dateline(prose[0], prose[1:]) if prose else None,
        text="\n".join(piece.text for piece in main),
        address=_own(told, address),
    )


def _with_shown(
    told: PageMetadata, pieces: Sequence[Piece], first: Piece, seen: Shown
) -> PageMetadata:
    """What markup says, with what the page shows of title, author and change."""
    at = next((i for i, piece in enumerate(pieces) if piece is first), 0)
    titles = [said.title for _, said in told.ranked if said.title]
    lines = [piece.text for piece in pieces[:at]]
    title = shown_title(lines, told.heading, titles)
    if not told.heading:
        title = title_line(lines, titles) or title
    around = pieces[max(0, at - BYLINE_PIECES) : at + BYLINE_PIECES]
    parts = (part for piece in around for part in split_date_line(piece.text))
    names = next((found for part in parts if (found := byline(part))), "")
    updates = [line.date for line in seen.lines if line.is_update]
    return replace(
        told,
        ranked=(
            ("heading", Metadata(title=title)),
            *told.ranked,
            ("byline", Metadata(author=names)),
        ),
        modified=told.modified or tuple(Stamp(day, "date line") for day in updates[:1]),
    )


def _parsed(html: str, *, name: str) -> Any:
    # As bytes: lxml refuses a str that declares an encoding.
    import lxml.html  # type: ignore[import-untyped]  # noqa: PLC0415

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        msg = f"{name}: not an HTML page; check the file"
        raise InputError(msg) from error


def _unfold_layout_tables(tree: Any) -> None:
    """Turn tables that only lay out the page, as older sites have them, into plain divisions."""
    for table in reversed(list(tree.iter("table"))):
        own = [cell for cell in table.iter("td", "th") if _table(cell) is table]
        cells = [cell for cell in own if len(cell.text_content()) > LAYOUT_CHARS]
        if not any(cell.find(f".//{tag}") is not None for cell in cells for tag in BLOCK_TAGS):
            continue
        parts = [part for part in table.iter("tbody", "thead", "tr") if _table(part) is table]
        for element in (table, *parts, *own):
            element.tag = "div"


def _table(element: Any) -> Any:
    return next(element.iterancestors("table"), None)
