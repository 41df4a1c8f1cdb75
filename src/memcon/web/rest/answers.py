"""How the API answers: JSON with an ETag, pages behind a cursor, streams of lines."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from memcon.errors import UsageError
from memcon.model.record import Record

SHORT = 16  # characters of a hash in an ETag
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def as_json(value: Any) -> bytes:
    """A value as JSON; characters of all scripts are written as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def answer(
    request: Request,
    value: Any,
    *,
    status: int = 200,
    etag: str = "",
    headers: dict[str, str] | None = None,
) -> Response:
    """A value as JSON, or 304 where whoever asks has it already."""
    return content(
        request,
        as_json(value),
        "application/json",
        status=status,
        etag=etag,
        headers=headers,
    )


def content(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    status: int = 200,
    etag: str = "",
    headers: dict[str, str] | None = None,
) -> Response:
    """Bytes with their ETag, or 304 where whoever asks has them already.

    `etag` is a first part, by which conditions on writing go.
    """
    digest = hashlib.sha256(body).hexdigest()[:SHORT]
    tag = f'"{etag}.{digest}"' if etag else f'"{digest}"'
    told = {
        "etag": tag,
        "cache-control": "private, no-cache",
        "vary": "Accept, Authorization, Cookie",
        **(headers or {}),
    }
    if status == 200 and request.method in ("GET", "HEAD") and _is_known(request, tag):  # noqa: PLR2004
        return Response(status_code=304, headers=told)
    return Response(body, status, headers=told, media_type=media_type)


def _is_known(request: Request, tag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag.strip('"') in _TAG.findall(given)


def expected_etag(if_match: str | None) -> str | None:
    """The etag of a record that an `If-Match` header asks for; None where it asks for none."""
    if not if_match or if_match.strip() == "*":
        return None
    found = _TAG.findall(if_match)
    given = found[0] if found else if_match.strip()
    return str(given).partition(".")[0]


def record_json(record: Record) -> dict[str, Any]:
    """A record as the API gives it: in the record format, with its etag."""
    return {**record.to_json(), "etag": record.etag}


# ---------------------------------------------------------------------- pages


def cursor(place: str) -> str | None:
    """Where a page ends, as the next request has to give it; None at the end."""
    if not place:
        return None
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def place(after: str) -> str:
    """Where a page ended. Raises UsageError for what no page has given."""
    try:
        padded = after + "=" * (-len(after) % 4)
        return base64.urlsafe_b64decode(padded).decode()
    except ValueError as error:
        message = f"after {after}: not where a page ended; give the `next` of the page before"
        raise UsageError(message) from error


def number_in(after: str) -> int:
    """The number of items before a page. Raises UsageError for what no page has given."""
    text = place(after) if after else "0"
    if not text.isdecimal() or len(text) > SHORT:
        message = f"after {after}: not where a page ended; give the `next` of the page before"
        raise UsageError(message)
    return int(text)


# ---------------------------------------------------------------------- streams


def lines(values: Iterable[Any]) -> StreamingResponse:
    """One JSON value a line, made as they are sent."""
    return stream((as_json(each) + b"\n" for each in values), "application/x-ndjson")


def stream(
    parts: Iterator[bytes], media_type: str, *, headers: dict[str, str] | None = None
) -> StreamingResponse:
    """An answer of any size, made as it is sent.

    The first part is made before the answer begins, so that an error is told as one.
    """
    first = next(parts, b"")

    def rest() -> Iterator[bytes]:
        with closing(parts):  # type: ignore[type-var] # generators are closed
            yield first
            yield from parts

    told = {"cache-control": "private, no-store", **(headers or {})}
    return StreamingResponse(rest(), media_type=media_type, headers=told)
