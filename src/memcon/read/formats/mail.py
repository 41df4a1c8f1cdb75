"""E-mail: the body as a document with its headers as metadata, attachments as their own."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from memcon.errors import InputError
from memcon.model.document import Block
from memcon.read.formats.base import Draft, Flaw, Member, Original, Part, TextBuilder
from memcon.read.formats.blocks import add_markup, parse_fragment
from memcon.read.formats.letter import is_forward_bar, read_letter
from memcon.read.metadata import Metadata

_FLOWED_QUOTE = re.compile(r">+ ?")
_SUFFIXES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "message/rfc822": ".eml",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}
_MOST_PARTS = 1_000


def read(original: Original) -> Iterator[Part]:
    """The body of an e-mail and what is attached. Raises InputError where both are missing."""
    message = message_from_bytes(original.bytes(), policy=policy.compat32)
    known = _metadata(message)
    texts, pages, attached = _sorted(message)
    found = 0
    body = _body(texts, pages)
    if body is not None:
        letter = read_letter(body.text, known.title)
        if letter.is_forward:
            known = replace(known, date=letter.date)
        yield Draft(
            body.text,
            ranked=(("e-mail", known),),
            kinds=_in_order(body.kinds, letter.skipped),
            anchors=body.anchors,
            media_type="message/rfc822",
        )
        found += 1
    for number, part in enumerate(attached, start=1):
        member = _attachment(part, number)
        if member is not None:
            yield member
            found += 1
    if not found:
        reason = f"{original.name}: an e-mail without a body; nothing to read"
        raise InputError(reason)


def _sorted(message: Message) -> tuple[list[Message], list[Message], list[Message]]:
    """The parts of a message: texts and pages of its body, and attachments."""
    texts: list[Message] = []
    pages: list[Message] = []
    attached: list[Message] = []
    waiting = [message]
    count = 0
    while waiting and count < _MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        kind = part.get_content_type()
        is_named = part.get_filename() is not None
        is_apart = "attachment" in str(part.get("Content-Disposition", "")).lower()
        if part.is_multipart() and kind != "message/rfc822":
            inner = part.get_payload()
            waiting[:0] = [one for one in inner if isinstance(one, Message)]
        elif kind == "text/plain" and not is_apart and not is_named:
            texts.append(part)
        elif kind == "text/html" and not is_apart and not is_named:
            pages.append(part)
        elif is_named or is_apart or kind == "message/rfc822":
            attached.append(part)
    return texts, pages, attached


def _body(texts: list[Message], pages: list[Message]) -> Draft | None:
    """The text of a message; its HTML where there is no plain text, or hardly any."""
    plain = "\n\n".join(filter(None, (_plain(part) for part in texts)))
    builder = TextBuilder()
    for part in pages:
        root = parse_fragment(_decoded(part))
        if root is not None:
            _drop_quotations(root)
            add_markup(builder, root)
    marked = builder.draft()
    # Some programs send HTML with a plain text that only says so.
    if marked.text.strip() and len(plain.split()) * 3 < len(marked.text.split()):
        return marked
    return Draft(plain) if plain.strip() else None


def _drop_quotations(root: Any) -> None:
    """Take the mail that is answered out of a body's markup, where that marks it."""
    for element in list(root.iter("blockquote", "div")):
        kinds = (element.get("class") or "").split()
        is_quoted = element.get("type") == "cite" or "gmail_quote" in kinds
        parent = element.getparent()
        if is_quoted and parent is not None and not is_forward_bar(element.text_content().strip()):
            text = parent.text_content().replace(element.text_content(), "")
            if text.strip():
                element.drop_tree()


def _in_order(kinds: tuple[Block, ...], skipped: tuple[Block, ...]) -> tuple[Block, ...]:
    """What markup says of parts of a text, but for those that are not read."""
    starts = {block.start for block in skipped}
    kept = [block for block in kinds if block.start not in starts]
    return tuple(sorted((*kept, *skipped), key=lambda block: block.start))


def _plain(part: Message) -> str:
    text = _decoded(part).replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        return _unflowed(text, is_spaced=str(part.get_param("delsp", "")).lower() != "yes")
    return text


def _unflowed(text: str, *, is_spaced: bool) -> str:
    """Text with its soft line breaks undone (RFC 3676)."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        words = line.removeprefix(" ")
        quote = _FLOWED_QUOTE.match(words)
        if is_open and not quote:
            lines[-1] = f"{lines[-1] if is_spaced else lines[-1].removesuffix(' ')}{words}"
        else:
            lines.append(words)
        is_open = words.endswith(" ") and words != "-- " and not quote
    return "\n".join(line.rstrip() for line in lines)


def _decoded(part: Message) -> str:
    """The text of a part in the encoding that it says, else in the likeliest."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    for encoding in (part.get_content_charset(), "utf-8"):
        with suppress(LookupError, UnicodeDecodeError, ValueError):
            if encoding:
                return data.decode(encoding)
    return data.decode("cp1252", errors="replace")


def _attachment(part: Message, number: int) -> Member | Flaw | None:
    kind = part.get_content_type()
    name = header_text(part.get_filename() or "") or f"attachment-{number}{_SUFFIXES.get(kind, '')}"
    if kind.startswith(("image/", "audio/", "video/")) or kind in {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
    }:
        return None  # pictures in the signature, keys, cards: no documents
    if kind == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            name = name if name.endswith(".eml") else f"{name}.eml"
            is_coded = str(part.get("Content-Transfer-Encoding", "")).lower().strip() == "base64"
            return Member(name, _uncoded(inner[0]) if is_coded else inner[0].as_bytes(), kind)
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return Flaw(name, "damaged in the e-mail; get it again")
    return Member(name, data, kind)


def _uncoded(message: Message) -> bytes:
    """The bytes of a message that was attached in base64, which its parser does not undo."""
    with suppress(ValueError):
        return base64.b64decode("".join(str(message.get_payload()).split()), validate=True)
    return message.as_bytes()


def _metadata(message: Message) -> Metadata:
    sender = getaddresses([header_text(str(message.get("From", "")))])
    name, address = sender[0] if sender else ("", "")
    return Metadata(
        title=header_text(str(message.get("Subject", ""))),
        author=name or address,
        date=day_of(str(message.get("Date", ""))),
    )


def day_of(text: str) -> date | None:
    """The day in a mail's date header, as it was where it was sent; None where it is none."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        day = parsedate_to_datetime(text).date()
        return day if day.year > 1980 else None  # noqa: PLR2004 (before there was e-mail)
    return None


def header_text(text: str) -> str:
    """A header's words, decoded."""
    with suppress(LookupError, ValueError, UnicodeError, AttributeError):
        text = str(make_header(decode_header(text)))
    return " ".join(text.split())
