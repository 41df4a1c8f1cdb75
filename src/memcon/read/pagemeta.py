"""What the markup of a page says of itself: title, publisher, author, days, address, language.

Four sources, in the order in which they count: JSON-LD, Open Graph, meta elements, and microdata
or `time` elements beside the text. What belongs to something else on the page (a related article,
a comment, an event) does not count; of two days for one page neither does.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml

from memcon.read.dateline import read_date_line
from memcon.read.dates import parse_date
from memcon.read.headers import language_code
from memcon.read.markup import unmarked
from memcon.read.metadata import Metadata
from memcon.read.paragraphs import is_heading_like, is_link_row, word_count
from memcon.read.pieces import is_furniture, words_of

MAX_JSON = 2_000_000  # characters of one block of JSON-LD
MAX_NODES = 5_000
DEPTH = 12
SEPARATORS = re.compile(r"\s+[|–—·•»:\-\u2010]+\s+|\s*[|»]\s*")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
CONTROLS = re.compile(r"[\x00-\x1f]+")
BARE_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
UTC = re.compile(r"(?:Z|[+-]00:?00|GMT|UTC)\s*$", re.IGNORECASE)
TITLE_CHARS = 300
NAME_CHARS = 120
TITLE_LETTERS = 8
FEW_TITLE_WORDS = 5
SHORT_KEY = 5  # letters
TITLE_KEY = 30
SITE_WORDS = 6
NAME_WORDS = 5
PARTICLE = 3  # letters
MAX_AUTHORS = 6

JSON_LD, OPEN_GRAPH, META, MICRODATA, PAGE = "JSON-LD", "Open Graph", "meta", "microdata", "page"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day that markup gives, as written there; `utc` where the time is universal time."""

    date: date
    source: str
    utc: bool = False


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What each source says, best first; days of publication apart, since they are weighed."""

    ranked: tuple[tuple[str, Metadata], ...]
    published: tuple[Stamp, ...]
    modified: tuple[Stamp, ...]
    heading: str = ""  # the one of the first order


@cache
def _knowledge() -> dict[str, Any]:
    text = files("memcon").joinpath("read/metadata.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def page_metadata(tree: Any, *, address: str = "") -> PageMetadata:
    """What the markup of a parsed page says of itself; `address` is where it was fetched."""
    heading = _heading(tree)
    article = _article(tree, heading)
    metas = _metas(tree)
    found = [
        (JSON_LD, *_of_article(article)),
        (OPEN_GRAPH, *_of_metas(metas, "open_graph", OPEN_GRAPH)),
        (META, *_of_metas(metas, "meta", META)),
        (MICRODATA, *_of_microdata(tree)),
    ]
    base = _base(tree, address)
    ranked = [(name, _absolute(said, base)) for name, said, _, _ in found]
    ranked = _with_address(ranked, _canonical(tree, base), address)
    site = next((said.publisher for _, said in ranked if said.publisher), "")
    ranked = [
        (
            name,
            replace(
                said,
                title=_without_site(said.title, site),
                author=clean_authors(said.author) if said.author != site else "",
            ),
        )
        for name, said in ranked
    ]
    ranked.append((PAGE, _of_page(tree, heading, site)))
    return PageMetadata(
        ranked=tuple(ranked),
        published=tuple(stamp for _, _, stamps, _ in found for stamp in stamps),
        modified=tuple(stamp for _, _, _, stamps in found for stamp in stamps),
        heading=heading,
    )


def stamp(text: str, source: str) -> Stamp | None:
    """The day in a value of markup, if it is one."""
    value = " ".join(unmarked(str(text)).split())
    day = parse_date(value[:120])
    return Stamp(day, source, utc=UTC.search(value) is not None) if day is not None else None


def day_words(element: Any) -> str:
    """What an element's names say its day is: `published`, `modified`, `other` or nothing."""
    known, words = _knowledge(), set(words_of(element))
    for kind, key in (("other", "other_day_names"), ("published", "published_names")):
        if words & set(known[key]):
            return kind
    return "modified" if words & set(known["modified_names"]) else ""


def day_first(language: str, address: str) -> bool | None:
    """Whether 03/04/2025 is 3 April on a site; None where neither language nor domain tells."""
    known = _knowledge()
    host = urlsplit(address).hostname or ""
    domain = host.rsplit(".", 1)[-1]
    tag = language.lower().replace("_", "-")
    if domain in known["month_first_domains"]:
        return False
    tags = known["day_first_languages"]
    return (
        True
        if domain in known["day_first_domains"] or tag in tags or (tag.split("-")[0] in tags)
        else None
    )


# ---------------------------------------------------------------------------------- JSON-LD


def _article(tree: Any, heading: str) -> Mapping[str, Any]:
    """The object of JSON-LD that is about the page; {} where none or several may be."""
    known = _knowledge()
    nodes = list(_nodes(tree))
    for types in (known["articles"], known["pages"]):
        found = [node for node in nodes if not _types(node).isdisjoint(types)]
        dated = [node for node in found if node.get("datePublished")] or found
        by_title = [n for n in dated if heading and _key(_text(n.get("headline"))) == _key(heading)]
        best = by_title or dated
        days = {str(node.get("datePublished")) for node in best}
        if best and (len(days) == 1 or by_title):
            return best[0]
        if best:
            # A list of articles: none of them is this page.
            return {}
    return {}


def _nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        stack: list[tuple[Any, int]] = [(_json(script.text or ""), 0)]
        while stack and count < MAX_NODES:
            node, depth = stack.pop()
            count += 1
            if depth > DEPTH:
                continue
            if isinstance(node, list):
                stack.extend((item, depth + 1) for item in reversed(node))
            elif isinstance(node, dict):
                yield node
                inner = [
                    node[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
                    if isinstance(node.get(key), (dict, list))
                ]
                if _types(node).isdisjoint({"itemlist", "collectionpage"}):
                    stack.extend((item, depth + 1) for item in reversed(inner))


def _json(text: str) -> Any:
    text = unmarked(text).strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    if len(text) > MAX_JSON:
        return None
    for candidate in (text, TRAILING_COMMA.sub(r"\1", CONTROLS.sub(" ", text)).rstrip(";")):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Mapping[str, Any]) -> set[str]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return {str(v).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for v in values if v}


def _of_article(node: Mapping[str, Any]) -> tuple[Metadata, list[Stamp], list[Stamp]]:
    publisher = _name(node.get("publisher")) or _name(node.get("sourceOrganization"))
    author = _names(node.get("author") or node.get("creator"))
    said = Metadata(
        title=_text(node.get("headline") or node.get("name"))[:TITLE_CHARS],
        publisher=publisher,
        author="" if author == publisher else author,
        url=_text(node.get("url")) or _address_of(node.get("mainEntityOfPage")),
    )
    published = _stamps([node.get("datePublished")], JSON_LD)
    published = published or _stamps([node.get("dateCreated")], JSON_LD)
    return said, published, _stamps([node.get("dateModified")], JSON_LD)


def _address_of(value: Any) -> str:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _text(value.get("name") if isinstance(value, dict) else value)[:NAME_CHARS]


def _names(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    found = (_name(item) for item in values)
    names = dict.fromkeys(n for n in found if n and not BARE_ADDRESS.match(n))
    return "; ".join(names)[:TITLE_CHARS]


# ------------------------------------------------------------------------- meta elements


def _metas(tree: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name and not (key == "itemprop" and _in_other_item(element)):
                metas.setdefault(name, []).append(content)
    return metas


def _of_metas(
    metas: Mapping[str, list[str]], group: str, source: str
) -> tuple[Metadata, list[Stamp], list[Stamp]]:
    fields = _knowledge()[group]

    def every(name: str) -> str:
        values = next((metas[key] for key in fields.get(name, []) if metas.get(key)), [])
        return _names(values)

    def first(name: str) -> str:
        values = (v for key in fields.get(name, []) for v in metas.get(key, []))
        texts = (_text(value) for value in values)
        return next((text for text in texts if text and not _is_address_for(name, text)), "")

    published = _first_stamps([metas.get(key, []) for key in fields["published"]], source)
    modified = _first_stamps([metas.get(key, []) for key in fields["modified"]], source)
    said = Metadata(
        title=first("title")[:TITLE_CHARS],
        publisher=first("publisher")[:NAME_CHARS],
        author=every("author"),
        url=first("url"),
    )
    return said, published, modified


def _is_address_for(name: str, text: str) -> bool:
    """Whether an address stands where a name should, or a name where an address should."""
    return (BARE_ADDRESS.match(text) is not None) is (name != "url")


def _first_stamps(values: Iterable[Sequence[str]], source: str) -> list[Stamp]:
    """The day of the first name that has one; none where that name gives two days."""
    for group in values:
        found = _stamps(group, source)
        if found:
            return found
    return []


def _stamps(values: Iterable[Any], source: str) -> list[Stamp]:
    found = [made for value in values if value and (made := stamp(_text(value), source))]
    return found[:1] if len({made.date for made in found}) == 1 else []


# ----------------------------------------------------------------------------- microdata


def _of_microdata(tree: Any) -> tuple[Metadata, list[Stamp], list[Stamp]]:
    values: dict[str, list[str]] = {}
    for element in tree.xpath("//*[@itemprop or @property]"):
        if element.tag == "meta" and element.get("property"):
            continue
        if _in_other_item(element):
            continue
        for name in f"{element.get('itemprop') or ''} {element.get('property') or ''}".split():
            key = name.rsplit(":", 1)[-1].lower()
            values.setdefault(key, []).append(_value(element))
    author = [v for v in values.get("author", []) if len(v) <= NAME_CHARS]
    said = Metadata(
        title=next(iter(values.get("headline", [])), "")[:TITLE_CHARS], author=_names(author)
    )
    published = _stamps(values.get("datepublished", []) or values.get("issued", []), MICRODATA)
    return said, published, _stamps(values.get("datemodified", []), MICRODATA)


def _in_other_item(element: Any) -> bool:
    """Whether an element belongs to an item that is no article, or stands in furniture."""
    articles = {*_knowledge()["articles"], *_knowledge()["pages"]}
    for ancestor in element.iterancestors():
        kind = (ancestor.get("itemtype") or ancestor.get("typeof") or "").rsplit("/", 1)[-1]
        if kind and kind.rsplit(":", 1)[-1].lower() not in articles:
            return True
        if ancestor.tag in {"aside", "nav"} or (ancestor.tag == "li" and is_furniture(ancestor)):
            return True
    return False


def _value(element: Any) -> str:
    value = element.get("content") or element.get("datetime")
    return _text(value if value is not None else element.text_content())


# ---------------------------------------------------------------------------- the page itself


def _heading(tree: Any) -> str:
    """The one heading of the first order; "" where there is none or several."""
    texts = [_text(h1.text_content()) for h1 in tree.iter("h1")]
    texts = [text for text in dict.fromkeys(texts) if text]
    if len(texts) > 1:
        title = _key(_text(tree.findtext(".//title")))
        texts = [text for text in texts if len(_key(text)) > SHORT_KEY and _key(text) in title]
    found = texts[0] if len(texts) == 1 else ""
    return _beside_site(tree, found) or found


def _beside_site(tree: Any, heading: str) -> str:
    """The heading of lower order that with the one of the first makes up the page's title.

    So blogs have it: their own name is the heading of the first order on every page.
    """
    site, title = _key(heading), _key(_text(tree.findtext(".//title")))
    if not site or site == title or site not in title:
        return ""
    for element in tree.iter("h2", "h3", "h4"):
        text = _text(element.text_content())
        if len(_key(text)) > len(site) and title in {site + _key(text), _key(text) + site}:
            return text
    return ""


def _of_page(tree: Any, heading: str, site: str) -> Metadata:
    title = _text(tree.findtext(".//title"))
    parts = [part for part in SEPARATORS.split(title) if part]
    publisher = parts[-1] if len(parts) > 1 and not site else ""
    if len(parts) == 1 and not site:
        publisher = _own_name(tree, heading, title)
    is_title = heading and (not title or _key(heading)[:TITLE_KEY] in _key(title))
    short = heading if is_title else _without_site(title, site or publisher) or title or heading
    return Metadata(
        title=short[:TITLE_CHARS],
        publisher=publisher if len(publisher.split()) <= SITE_WORDS else "",
        author=_byline(tree),
    )


def _own_name(tree: Any, heading: str, title: str) -> str:
    """The heading of the first order that is the site's name in a title "Name: heading"."""
    texts = (_text(h1.text_content()) for h1 in tree.iter("h1"))
    keys = {_key(text): text for text in texts if text != heading}
    rest = _key(title).removesuffix(_key(heading)) if heading else ""
    return keys.get(rest, "")


def _byline(tree: Any) -> str:
    """The names that the page shows as its authors'."""
    wanted = set(_knowledge()["author_names"])
    for marked in (True, False):
        found: dict[str, None] = {}
        for element in tree.iter("a", "span", "div", "p", "address", "b", "strong", "li", "cite"):
            is_author = element.get("rel") == "author" or "author" in (
                element.get("itemprop") or ""
            )
            if marked is not is_author or not (is_author or wanted & set(words_of(element))):
                continue
            if _is_biography(element):
                continue
            text = _text(element.text_content())
            found.update(dict.fromkeys(authors(text, labelled=not is_author)))
        if found:
            return "; ".join(found) if len(found) <= MAX_AUTHORS else ""
    return ""


def authors(text: str, *, labelled: bool = False) -> list[str]:
    """The persons' names in a byline; with `labelled`, only after a word such as "by".

    A text that is itself nothing but a name counts as labelled.
    """
    if len(text) > NAME_CHARS:
        return []
    match = _by().match(text)
    if match is None and labelled and not _is_name(text):
        return []
    rest = text[match.end() :] if match else text
    names = []
    for part in _and().split(rest):
        name = _after_name().split(part.strip())[0].strip(" ,.;:|·–—-")
        if not _is_name(name):
            break
        names.append(name)
    return names


def byline(text: str) -> str:
    """The authors whom a line names after a word such as "by"; "" where it is no byline."""
    is_byline = _by().match(text) is not None and text[:1].isupper()
    return "; ".join(authors(text)) if is_byline else ""


@cache
def _by() -> re.Pattern[str]:
    words = sorted(map(re.escape, _knowledge()["by"]), key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(words)})(?:\s*:\s*|\s+)", re.IGNORECASE)


@cache
def _after_name() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _knowledge()["after_names"])
    return re.compile(rf"\s+(?:{words})\b|\s+[|·–—-]\s|\s*[(|·]|\s+(?=\d)", re.IGNORECASE)


@cache
def _and() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _knowledge()["names_and"]))
    return re.compile(rf"\s*[,;]\s*(?:(?:{words})\s+)?|\s+(?:{words})\s+")


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 < len(words) <= NAME_WORDS or _has_digit(text):
        return False
    return words[0][0].isupper() and words[-1][0].isupper() and all(map(_in_name, words))


def _in_name(word: str) -> bool:
    return word[0].isupper() or (len(word) <= PARTICLE and word.isalpha()) or "-" in word


def _is_biography(element: Any) -> bool:
    names_ = {"bio", "biography", "box", "related", "comment", "comments", "card"}
    return any(
        not names_.isdisjoint(words_of(around))
        for around in (element, *element.iterancestors())
        if around.tag not in {"body", "html"}
    )


def clean_authors(value: str) -> str:
    """An author's name as it is said: not inverted, no account of a system, no address."""
    names = []
    for name in value.split("; "):
        name = _by().sub("", name, count=1) if len(name.split()) > 1 else name  # noqa: PLW2901
        inverted = re.fullmatch(r"([^\s,]+), ([^\s,]+)", name)
        name = f"{inverted[2]} {inverted[1]}" if inverted else name  # noqa: PLW2901
        if name.lower() not in _knowledge()["no_authors"] and "=" not in name and "@" not in name:
            names.append(name)
    return "; ".join(names)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site at either end."""
    parts = SEPARATORS.split(title)
    if len(parts) == 1 or not site:
        return title
    key = _key(site)
    for edge, rest in ((-1, slice(0, -1)), (0, slice(1, None))):
        part = _key(parts[edge])
        if part and (part == key or part in key or key in part) and any(parts[rest]):
            cut = title.rfind(parts[-1]) if edge else title.find(parts[0]) + len(parts[0])
            kept = title[:cut] if edge else title[cut:]
            return kept.strip(" |–—·•»:-\u2010")
    return title


# -------------------------------------------------------------------------------- addresses


def _base(tree: Any, address: str) -> str:
    for element in tree.iter("base"):
        href = (element.get("href") or "").strip()
        if href:
            return urljoin(address, href) if address else href
    return address


def _canonical(tree: Any, base: str) -> str:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _joined(base, link.get("href") or "")
    return ""


def _joined(base: str, href: str) -> str:
    try:
        full = urljoin(base, href.strip())
        parts = urlsplit(full)
    except ValueError:
        return ""
    return full if parts.scheme in {"http", "https"} and parts.hostname else ""


def _absolute(said: Metadata, base: str) -> Metadata:
    return replace(said, url=_joined(base, said.url)) if said.url else said


def _with_address(
    ranked: list[tuple[str, Metadata]], canonical: str, address: str
) -> list[tuple[str, Metadata]]:
    """The sources with the canonical address first, unless it is the home page of the site."""
    others = [said.url for _, said in ranked if said.url] + ([address] if address else [])
    home = canonical and urlsplit(canonical).path in {"", "/"} and not urlsplit(canonical).query
    if home and any(urlsplit(url).path not in {"", "/"} for url in others):
        canonical = ""
    first = [("canonical link", Metadata(url=canonical))] if canonical else []
    last = [("address", Metadata(url=address))] if address else []
    return [*first, *ranked, *last]


def shown_title(texts: Sequence[str], heading: str, told: Sequence[str]) -> str:
    """The title as the page shows it: a heading or line above the text that the told titles hold.

    `texts` are the lines above the running text, `heading` the one of the first order.
    """
    for title in told:
        if heading and _alike(heading, title):
            return heading
    keys = [_key(title) for title in told]
    found = [
        text
        for text in texts
        if len(_key(text)) >= TITLE_LETTERS
        and any(_key(text) in key and len(_key(text)) * 2 > len(key) for key in keys)
    ]
    return max(found, key=len, default="")[:TITLE_CHARS]


def title_line(texts: Sequence[str], told: Sequence[str]) -> str:
    """The last line above the text that may be its title, where the told one names but the site."""
    if any(word_count(title) >= FEW_TITLE_WORDS for title in told):
        return ""
    found = [
        text
        for text in texts
        if word_count(text) > FEW_TITLE_WORDS and is_heading_like(text) and not is_link_row(text)
    ]
    return next((text for text in reversed(found) if read_date_line(text) is None), "")


def _alike(first: str, second: str) -> bool:
    """Whether two titles have most of their words in common."""
    a, b = set(first.casefold().split()), set(second.casefold().split())
    return len(a & b) * 2 >= min(len(a), len(b)) and len(a & b) > 1


def close_languages(first: str, second: str) -> bool:
    """Whether two languages are so close that only long texts tell them apart."""
    return any(first in group and second in group for group in _knowledge()["close_languages"])


@cache
def short_texts() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Languages that short texts are known for: with the words of their own, and all small ones."""
    known = _knowledge()["short_texts"].items()
    return tuple(
        (code, frozenset(w["own"]), frozenset(w["own"] + w["common"])) for code, w in known
    )


def declared_language(tree: Any) -> str:
    """The language tag that a page gives itself, "" without any."""
    for path in (
        "/html/@lang",
        "/html/@*[name()='xml:lang']",
        "//meta[@http-equiv='content-language' or @http-equiv='Content-Language']/@content",
        "//meta[@property='og:locale']/@content",
        "//meta[@name='language' or @name='dc.language' or @name='DC.language']/@content",
        "//body/@lang",
        "//article/@lang",
    ):
        for value in tree.xpath(path):
            if language_code(str(value)):
                return str(value).strip()
    return ""


# ------------------------------------------------------------------------------------ texts


def _text(value: Any) -> str:
    """A value as one line of text, without marks and with entities that were escaped twice."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return ""
    text = html.unescape(html.unescape(unmarked(str(value))))
    return " ".join(text.split())


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
