"""What a feed or a sitemap lists: addresses of documents, with what it says of each."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from memcon.errors import InputError
from memcon.read.dates import parse_date
from memcon.read.fetch import Fetched

GZIP = b"\x1f\x8b"
TITLE_CHARS = 500
MAX_ENTRIES = 50_000  # as many as a sitemap may have


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that a feed or sitemap lists."""

    key: str  # that stays the same when it changes
    url: str
    title: str = ""
    author: str = ""
    day: date | None = None
    changed: str = ""  # when it last changed, as it is written there
    markup: str = ""  # the text that the feed itself holds


def feed_entries(fetched: Fetched) -> list[Entry]:
    """The entries of an RSS or Atom feed in its order, each once.

    Raises InputError for what is no feed.
    """
    import feedparser  # noqa: PLC0415 (only where there is a feed)

    headers = {"content-location": fetched.url, "content-type": fetched.content_type}
    parsed = feedparser.parse(io.BytesIO(fetched.data), response_headers=headers)
    if not parsed.entries and not parsed.get("version"):
        message = f"{fetched.url}: no RSS or Atom feed there; check the address"
        raise InputError(message)
    found = (_entry(entry, fetched.url) for entry in parsed.entries[:MAX_ENTRIES])
    return list({entry.key: entry for entry in found if entry is not None}.values())


def _entry(entry: Any, base: str) -> Entry | None:
    link = str(entry.get("link") or "").strip()
    url = urljoin(base, link) if link else ""
    content = [str(part.get("value") or "") for part in entry.get("content") or []]
    markup = max([*content, str(entry.get("summary") or "")], key=len, default="")
    key = str(entry.get("id") or url or entry.get("title") or "").strip()
    if not key or not (url.startswith(("http://", "https://")) or markup):
        return None
    told = str(entry.get("published") or entry.get("created") or "")
    # Asked for by name alone, feedparser would say the day of publication for it, with a warning.
    changed = str(entry["updated"]) if dict.__contains__(entry, "updated") else told
    return Entry(
        key=key[:TITLE_CHARS],
        url=url if url.startswith(("http://", "https://")) else "",
        title=" ".join(str(entry.get("title") or "").split())[:TITLE_CHARS],
        author=" ".join(str(entry.get("author") or "").split())[:TITLE_CHARS],
        day=parse_date(told[:100]) if told else None,
        changed=changed[:100],
        markup=markup,
    )


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: documents, or, where it is an index, other sitemaps."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()


def sitemap(fetched: Fetched, *, max_bytes: int) -> Sitemap:
    """What a sitemap lists; one packed with gzip is unpacked up to `max_bytes`.

    Raises InputError for what is no sitemap.
    """
    root = _root(fetched, max_bytes)
    name = _local(root)
    if name not in {"urlset", "sitemapindex"}:
        message = f"{fetched.url}: no sitemap there; check the address"
        raise InputError(message)
    entries = tuple(_listed(root, fetched.url))
    return Sitemap(sitemaps=entries) if name == "sitemapindex" else Sitemap(entries=entries)


def _root(fetched: Fetched, max_bytes: int) -> Any:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    data = fetched.data
    if data.startswith(GZIP):
        data = _unpacked(data, fetched.url, max_bytes)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"{fetched.url}: no sound sitemap ({error}); check the address"
        raise InputError(message) from error
    if root is None:
        message = f"{fetched.url}: no sitemap there; check the address"
        raise InputError(message)
    return root


def _unpacked(data: bytes, url: str, max_bytes: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            found = file.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        message = f"{url}: a damaged gzip file; try again later"
        raise InputError(message) from error
    if len(found) > max_bytes:
        message = f"{url}: unpacks to over {max_bytes} bytes; not read"
        raise InputError(message)
    return found


def _listed(root: Any, base: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for element in root:
        values: dict[str, str] = {}
        for part in element.iter():
            name = _local(part)
            if name and name not in values:
                values[name] = " ".join((part.text or "").split())
        url = urljoin(base, values.get("loc", ""))
        if not values.get("loc") or url in seen or not url.startswith(("http://", "https://")):
            continue
        if len(seen) >= MAX_ENTRIES:
            return
        seen.add(url)
        yield Entry(
            key=url,
            url=url,
            title=values.get("title", "")[:TITLE_CHARS],
            day=parse_date(values.get("publication_date", "")),
            changed=values.get("lastmod", ""),
        )


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
