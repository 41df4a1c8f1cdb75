"""What stands on a page beside its text whatever it is called: teasers, dialogs, other articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from memcon.read.markup import unmarked
from memcon.read.paragraphs import CJK
from memcon.read.pieces import names, words_of

TEASERS = 4  # alike in a row; fewer may be part of the text
TEASER_CHARS = 320
TEASER_SHARE = 0.8  # of the elements of a row that are teasers
CARD_LINKS, PLAIN_LINKS = 0.15, 0.4  # of a teaser's characters, with a heading in it and without
TITLE_CHARS = 8  # of the text of a link; Chinese signs count twice
ARTICLE_CHARS = 300
PAGE_SHARE = 0.5


def beside_text(tree: Any) -> frozenset[Any]:
    """The elements of a page that are no part of its main text, whatever they are called."""
    body = tree.find("body")
    if body is None:
        return frozenset()
    found: set[Any] = set(_dialogs(body))
    found.update(_teasers(body))
    found.update(_other_articles(body))
    return frozenset(found)


def _dialogs(body: Any) -> Iterator[Any]:
    """Dialogs for consent, by role or name, unless the page itself stands in them."""
    known = names()
    total = len(_text(body))
    for element in body.iter("div", "section", "dialog", "aside", "form"):
        is_dialog = element.get("role") in known.dialog_roles or element.get("aria-modal") == "true"
        if not is_dialog and known.dialog_words.isdisjoint(_own_words(element)):
            continue
        if next(element.iter("h1", "article", "main"), None) is not None:
            continue
        if is_dialog or len(_text(element)) < PAGE_SHARE * total or _is_outside(element):
            yield element


def _own_words(element: Any) -> list[str]:
    return words_of(element)


def _is_outside(element: Any) -> bool:
    """Whether the page has a title that stands elsewhere."""
    root = element.getroottree().getroot()
    return next(root.iter("h1"), None) is not None


def _teasers(body: Any) -> Iterator[Any]:
    """Rows of elements alike that each link to another page: lists of other articles."""
    for parent in body.iter():
        if not isinstance(parent.tag, str) or len(parent) < TEASERS:
            continue
        rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for child in parent:
            if isinstance(child.tag, str) and _text(child):
                rows[child.tag, _first_name(child)].append(child)
        for (tag, name), row in rows.items():
            if len(row) < TEASERS:
                continue
            teasers = [child for child in row if _is_teaser(child, bare=tag == "p" and not name)]
            if len(teasers) >= TEASER_SHARE * len(row):
                yield from row


def _first_name(element: Any) -> str:
    names_of = (element.get("class") or "").split()
    return names_of[0] if names_of else ""


def _is_teaser(element: Any, *, bare: bool) -> bool:
    text = _text(element)
    if len(text) > TEASER_CHARS:
        return False
    links = [element] if element.tag == "a" else list(element.iter("a"))
    linked = [_text(link) for link in links if _leads_away(link)]
    if max(map(_weight, linked), default=0) < TITLE_CHARS:
        return False
    share = sum(map(len, linked)) / len(text)
    card = not bare and next(element.iter("h2", "h3", "h4", "h5", "h6"), None) is not None
    return share >= (CARD_LINKS if card else PLAIN_LINKS)


def _leads_away(link: Any) -> bool:
    href = (link.get("href") or "").strip().lower()
    if not href:
        return link.get("name") is None  # else a mark in the text
    return not href.startswith(("#", "javascript:", "mailto:", "tel:"))


def _weight(text: str) -> int:
    return len(text) + len(CJK.findall(text))


def _other_articles(body: Any) -> Iterator[Any]:
    """The articles after the first where a page goes on with others, each under its own title."""
    own = [
        element
        for element in body.iter("article", "section", "div")
        if len(list(element.iter("h1"))) == 1 and len(_text(element)) > ARTICLE_CHARS
    ]
    outer = [element for element in own if not any(a in own for a in element.iterancestors())]
    rows: dict[Any, list[Any]] = defaultdict(list)
    for element in outer:
        rows[element.getparent(), element.tag, _first_name(element)].append(element)
    for row in rows.values():
        yield from _after_first(row)


def _after_first(row: Sequence[Any]) -> Iterator[Any]:
    yield from row[1:]


def _text(element: Any) -> str:
    return " ".join(unmarked(element.text_content()).split())
