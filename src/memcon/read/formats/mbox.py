"""Mailboxes in the mbox form: every message is a document, with its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import BinaryIO

from memcon.read.formats.base import Flaw, Member, Original, Part, slug
from memcon.read.formats.mail import day_of, header_text

_FROM = re.compile(rb"From \S+ +\S")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE = 1_000_000  # bytes of a line that are looked at together


def read(original: Original) -> Iterator[Part]:
    """The messages of a mailbox in their order, named by day and subject."""
    with original.open() as file:
        for number, data in enumerate(_messages(file, original.limits.max_bytes), start=1):
            if data is None:
                yield Flaw(f"message {number}", "too big; raise the setting MEMCON_MAX_BYTES")
            else:
                yield Member(_key(data, number), data, "message/rfc822")


def _messages(file: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is too big."""
    lines: list[bytes] = []
    size = 0
    is_blank = True
    is_in_line = False  # a long line is read in pieces
    for line in iter(lambda: file.readline(_LINE), b""):
        if is_blank and not is_in_line and _FROM.match(line):
            if size:
                yield _whole(lines, size, most)
            lines, size = [], 0
            is_in_line = not line.endswith(b"\n")
            continue
        size += len(line)
        if size <= most:
            lines.append(line)
        else:
            lines = []
        is_blank = not is_in_line and line in {b"\n", b"\r\n"}
        is_in_line = not line.endswith(b"\n")
    if size:
        yield _whole(lines, size, most)


def _whole(lines: list[bytes], size: int, most: int) -> bytes | None:
    return _QUOTED.sub(rb"\1", b"".join(lines)) if size <= most else None


def _key(data: bytes, number: int) -> str:
    """A name that stays when other messages come in before it."""
    head = message_from_bytes(data[:100_000].partition(b"\n\n")[0] + b"\n\n")
    subject = header_text(str(head.get("Subject", "")))
    day = day_of(str(head.get("Date", "")))
    name = slug(f"{day or ''} {subject}") or f"message-{number}"
    return f"{name}.eml"
