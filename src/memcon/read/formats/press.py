"""What press agencies send: NITF and NewsML (IPTC), with day, dateline, byline and text.

Elements are those of NITF 3.6, of NewsML-G2 2.x and of NewsML 1.0 to 1.2. Pictures and other media,
and notes to editors, are no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from memcon.errors import InputError
from memcon.read.dateline import find_dateline, in_mixed_case
from memcon.read.fields import stamp_day
from memcon.read.formats.base import Draft, Original, Piece, TextBuilder, slug
from memcon.read.formats.blocks import add_markup, parse_fragment
from memcon.read.formats.package import attribute, child, local, parse_xml
from memcon.read.headers import language_code
from memcon.read.metadata import Metadata

ROOTS = frozenset({"nitf", "newsItem", "newsMessage", "NewsML"})
_OLD = "NewsML"  # up to 1.2
_AS_HTML = {"hl1": "h1", "hl2": "h2", "body.content": "div", "block": "div", "bq": "blockquote"}
_NO_TEXT = frozenset(
    {"media", "note", "ednote", "fn", "script", "style", "head", "table-reference"}
)
_DAYS = (("pubdata", "date.publication"), ("date.issue", "norm"), ("date.release", "norm"))
_HEAD, _BODY = ("body", "body.head"), ("body", "body.content")


def read(original: Original) -> Iterator[Draft]:
    """The articles in a file. Raises InputError where there are none."""
    root = parse_xml(original.bytes(), name=original.name)
    if local(root) not in ROOTS:
        message = f"{original.name}: XML, but neither NITF nor NewsML; save it as text or HTML"
        raise InputError(message)
    found = [article for article in _articles(root) if article.text.text]
    if not found:
        message = f"{original.name}: press-agency XML without a text in it; nothing to read"
        raise InputError(message)
    is_one = local(root) in ("nitf", "newsItem") or (local(root) == _OLD and len(found) == 1)
    for number, article in enumerate(found, 1):
        known = article.known
        key = slug(f"{known.date or ''} {known.title}") or f"item-{number}"
        yield Draft(
            article.text.text or known.title,
            ranked=(("press XML", known),),
            kinds=article.text.kinds,
            is_chosen=True,
            key="" if is_one else key,
            data=None if is_one else etree.tostring(article.element, with_tail=False),
        )


@dataclass(frozen=True, slots=True)
class _Article:
    element: Any
    known: Metadata
    text: Draft


def _articles(root: Any) -> Iterator[_Article]:
    """The articles in a file; those without a text, as one about a picture, too."""
    if local(root) == "nitf":
        yield _Article(root, _nitf(root), _text(child(root, *_BODY)))
    elif local(root) == _OLD:
        for item in _all(root, "NewsItem"):
            yield from _components(item)
    else:
        for item in [root] if local(root) == "newsItem" else [*_all(root, "newsItem")]:
            yield _Article(item, *_news_item(item))


def _nitf(root: Any) -> Metadata:
    """What an NITF document says of itself."""
    head = child(root, *_HEAD)
    line = child(head, "dateline")
    days = [attribute(one, key) for name, key in _DAYS for one in _all(root, name)]
    issued = _first_day(days)
    told = _first_day([attribute(one, "norm") for one in _all(line, "story.date")])
    # The stamp is often of another time zone than the dateline, from which "today" counts.
    if told is not None and (issued is None or abs((issued - told).days) <= 1):
        issued = told
    return Metadata(
        title=_flat(child(head, "hedline", "hl1")) or _flat(child(root, "head", "title")),
        publisher=_flat(child(head, "distributor")) or _owner(root),
        date=issued,
        language=language_code(attribute(root, "lang")),
        author=_author(child(head, "byline")),
        place=_place(_flat(child(line, "location")) or _flat(line)),
    )


def _owner(root: Any) -> str:
    """Who sends an NITF document, by its copyright or the place where it was published."""
    owners = [attribute(one, "holder") for one in _all(root, "doc.copyright")]
    owners += [attribute(one, "name") for one in _all(root, "pubdata")]
    return next(filter(None, owners), "")


def _news_item(item: Any) -> tuple[Metadata, Draft]:
    """What a NewsML-G2 item says of itself, and its text."""
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    inner = next(_all(item, "nitf"), None)
    own = _nitf(inner) if inner is not None else Metadata()
    version = stamp_day(_flat(child(meta, "versionCreated")))
    created = stamp_day(_flat(child(meta, "firstCreated"))) or version
    tongue = child(content, "language")
    language = attribute(tongue, "tag") if tongue is not None else attribute(item, "lang")
    known = Metadata(
        title=_flat(child(content, "headline")) or _flat(child(meta, "title")) or own.title,
        publisher=_named(child(meta, "provider")) or _named(child(content, "infosource")),
        date=created or own.date,
        modified=version if version != created else None,
        language=language_code(language),
        author=_author(child(content, "by")) or own.author,
        place=_place(_flat(child(content, "dateline")))
        or own.place
        or _place(_named(child(content, "located"))),
    )
    return known, _content(child(item, "contentSet"), inner)


def _components(item: Any) -> Iterator[_Article]:
    """The articles in an item of NewsML 1: one for each component that holds a text of its own.

    Of components that are the same in several forms the longest counts.
    """
    managed = child(item, "NewsManagement")
    created = stamp_day(_flat(child(managed, "FirstCreated")))
    created = created or stamp_day(_flat(child(item, "Identification", "NewsIdentifier", "DateId")))
    changed = stamp_day(_flat(child(managed, "ThisRevisionCreated")))
    days = Metadata(date=created or changed, modified=changed if changed != created else None)
    found = []
    for component in _all(item, "NewsComponent"):
        data = (child(one, "DataContent") for one in component if local(one) == "ContentItem")
        text = max(map(_old_text, data), key=lambda draft: len(draft.text), default=Draft(""))
        if text.text:
            found.append(_Article(component, _old_known(component, days), text))
    if any(attribute(one, "EquivalentsList") == "yes" for one in _all(item, "NewsComponent")):
        found = [max(found, key=lambda article: len(article.text.text))] if found else []
    yield from found


def _old_text(data: Any) -> Draft:
    """The text in a content item of NewsML 1: NITF, XHTML, paragraphs, or plain text."""
    if data is None:
        return Draft("")
    inner = next(_all(data, "nitf"), None)
    if inner is not None:
        return _text(child(inner, *_BODY))
    return _text(next(_all(data, "body"), data)) if len(data) else _inline(data)


def _old_known(component: Any, days: Metadata) -> Metadata:
    """What a component of NewsML 1, or what is around it, says of its text."""
    around = [component, *component.iterancestors()]

    def first(*names: str) -> Any:
        return next((one for each in around if (one := child(each, *names)) is not None), None)

    provider = first("AdministrativeMetadata", "Provider", "Party")
    tongue = first("DescriptiveMetadata", "Language")
    language = next(filter(None, (attribute(each, "lang") for each in around)), "")
    return replace(
        days,
        title=_flat(first("NewsLines", "HeadLine")),
        publisher=attribute(provider, "FormalName") if provider is not None else "",
        author=_author(first("NewsLines", "ByLine")),
        place=_place(_flat(first("NewsLines", "DateLine"))),
        language=language_code(attribute(tongue, "FormalName") if tongue is not None else language),
    )


def _content(content: Any, inner: Any) -> Draft:
    """The text of a NewsML-G2 item: NITF, XHTML, or HTML or plain text in one element."""
    if content is None:
        return Draft("")
    if inner is not None:
        return _text(child(inner, *_BODY))
    drafts = [_text(next(_all(one, "body"), one)) for one in _all(content, "inlineXML")]
    drafts += [_inline(one) for one in _all(content, "inlineData")]
    return max(drafts, key=lambda draft: len(draft.text), default=Draft(""))


def _inline(element: Any) -> Draft:
    words = "".join(element.itertext())
    builder = TextBuilder()
    if "html" in attribute(element, "contenttype"):
        tree = parse_fragment(words)
        if tree is not None:
            add_markup(builder, tree)
    else:
        for paragraph in words.replace("\r\n", "\n").split("\n\n"):
            builder.add([Piece(paragraph.strip())])
    return builder.draft()


def _text(body: Any) -> Draft:
    """The paragraphs in an element of NITF or XHTML."""
    builder = TextBuilder()
    if body is not None:
        for one in [*body.iter()]:
            name = local(one)
            if name in _NO_TEXT and one is not body:
                _take_out(one)
            elif name:
                one.tag = _AS_HTML.get(name, name)
        etree.cleanup_namespaces(body)
        tree = parse_fragment(etree.tostring(body, encoding="unicode", method="html"))
        if tree is not None:
            add_markup(builder, tree)
    return builder.draft()


def _take_out(element: Any) -> None:
    """Remove an element, but not the words after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _first_day(stamps: list[str]) -> date | None:
    days = (stamp_day(stamp) for stamp in stamps if stamp)
    return next((day for day in days if day is not None), None)


def _place(line: str) -> str:
    """The place in a dateline: "LIMA, May 3 (AND) -" is Lima."""
    words = line.strip(" -–—")
    if not words:
        return ""
    found = find_dateline(f"{words} – A")
    return found.place if found is not None else in_mixed_case(words) if words.isupper() else words


def _author(byline: Any) -> str:
    """The persons in a byline, else its words without the "By" before them."""
    persons = ", ".join(filter(None, map(_flat, _all(byline, "person"))))
    words = persons or _flat(byline)
    first, _, rest = words.partition(" ")
    return rest if first.lower() == "by" else words


def _named(element: Any) -> str:
    """The name of a party or place: written out, else its literal or code."""
    if element is None:
        return ""
    code = attribute(element, "literal") or attribute(element, "qcode").rpartition(":")[2]
    return _flat(child(element, "name")) or code


def _all(element: Any, name: str) -> Iterator[Any]:
    """All descendants of a name, in order; none where there is no element."""
    if element is not None:
        yield from (one for one in element.iter() if local(one) == name)


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
