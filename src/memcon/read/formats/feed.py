"""RSS and Atom: every entry of a feed is a document with its own day, address and title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from memcon.errors import InputError
from memcon.read.fields import stamp_day
from memcon.read.formats.base import Draft, Original, TextBuilder, slug
from memcon.read.formats.blocks import add_markup, parse_fragment
from memcon.read.formats.package import attribute, local
from memcon.read.headers import language_code
from memcon.read.metadata import Metadata

_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
_TEXTS = ("encoded", "content", "description", "summary", "abstract")
_AUTHORS = ("creator", "author")


def read(original: Original) -> Iterator[Draft]:
    """The entries of a feed in its order. Raises InputError where it is none, or empty."""
    root = _root(original)
    title, language = _of_feed(root)
    found = 0
    for entry in root.iter():
        if local(entry) not in {"item", "entry"}:
            continue
        draft = _entry(entry, publisher=title, language=language)
        if draft is not None:
            found += 1
            yield draft
    if not found:
        message = f"{original.name}: a feed without entries; nothing to read"
        raise InputError(message)


def _root(original: Original) -> Any:
    """The feed's element, also of one that is not quite XML, as many are not."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(original.bytes().lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"{original.name}: not a sound feed ({error}); get it again"
        raise InputError(message) from error
    if root is None or local(root) not in {"rss", "feed", "RDF"}:
        kinds = "no RSS or Atom feed, NITF or NewsML"
        message = f"{original.name}: XML, but {kinds}; save it as text or HTML"
        raise InputError(message)
    return root


def _of_feed(root: Any) -> tuple[str, str]:
    """The title and the language of a feed."""
    channel = next((one for one in root if local(one) == "channel"), root)
    values = {local(one): _flat(one) for one in channel if local(one) in {"title", "language"}}
    return values.get("title", ""), values.get("language", "") or attribute(root, "lang")


def _entry(entry: Any, *, publisher: str, language: str) -> Draft | None:
    values = {name: one for one in reversed(entry) if (name := local(one))}
    title = _title(values.get("title"))
    markup = max((_markup(values[name]) for name in _TEXTS if name in values), key=len, default="")
    builder = TextBuilder()
    tree = parse_fragment(markup) if markup.strip() else None
    if tree is not None:
        add_markup(builder, tree)
    text = builder.draft().text
    if not text and not title:
        return None
    day = _day(values)
    url = _link(entry)
    known = Metadata(
        title=title,
        publisher=_flat(values["source"]) if "source" in values else publisher,
        date=day,
        language=language_code(language),
        author=next((_author(values[name]) for name in _AUTHORS if name in values), ""),
        url=url,
    )
    told = {"title": title, "date": str(day or ""), "url": url, "text": markup}
    return Draft(
        text or title,
        ranked=(("feed", known),),
        kinds=builder.draft().kinds,
        key=slug(f"{day or ''} {title}") or slug(url) or "entry",
        data=json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"),
    )


def _markup(element: Any) -> str:
    """The HTML in an element: written as text, or as elements (Atom's XHTML)."""
    if len(element):
        return "".join(etree.tostring(one, encoding="unicode") for one in element)
    text = element.text or ""
    if attribute(element, "type") == "text":
        return text.replace("&", "&amp;").replace("<", "&lt;")
    return text


def _title(element: Any) -> str:
    if element is None:
        return ""
    words = _flat(element)
    if "<" in words or "&" in words:
        tree = parse_fragment(words)
        words = " ".join(tree.text_content().split()) if tree is not None else words
    return words


def _day(values: dict[str, Any]) -> date | None:
    days = (stamp_day(_flat(values[name])) for name in _DATES if name in values)
    return next((day for day in days if day is not None), None)


def _link(entry: Any) -> str:
    """The address of an entry's page."""
    for one in entry:
        is_page = attribute(one, "rel") in {"", "alternate"}
        if local(one) == "link" and is_page:
            address = attribute(one, "href") or _flat(one)
            if address.startswith(("http://", "https://")):
                return address
    for one in entry:
        address = _flat(one)
        if local(one) in {"guid", "id"} and address.startswith(("http://", "https://")):
            return address if attribute(one, "isPermaLink") != "false" else ""
    return ""


def _author(element: Any) -> str:
    name = next((one for one in element if local(one) == "name"), element)
    return _flat(name)


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
