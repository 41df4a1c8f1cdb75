"""Requests and documents as JSON, between memcon and the process that reads for it."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from memcon.model.document import Document, blocks_from_json, blocks_to_json
from memcon.model.place import anchors_from_json, anchors_to_json
from memcon.read.fields import map_of
from memcon.read.formats.base import Limits
from memcon.read.metadata import Metadata
from memcon.read.request import Request

_SIZE = struct.Struct(">Q")
_LARGEST = 2_000_000_000  # bytes of a message


def send(pipe: BinaryIO, message: dict[str, Any], data: bytes | None = None) -> None:
    """Write a message, and bytes that go with it."""
    head = json.dumps({**message, "has_data": data is not None}).encode("ascii")
    pipe.write(_SIZE.pack(len(head)) + head)
    if data is not None:
        pipe.write(_SIZE.pack(len(data)))
        pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[dict[str, Any], bytes | None] | None:
    """The next message with its bytes; None where the other side has gone."""
    head = _chunk(pipe)
    if head is None:
        return None
    message: dict[str, Any] = json.loads(head)
    data = _chunk(pipe) if message.pop("has_data") else None
    return message, data


def _chunk(pipe: BinaryIO) -> bytes | None:
    size = pipe.read(_SIZE.size)
    if len(size) < _SIZE.size:
        return None
    (length,) = _SIZE.unpack(size)
    if length > _LARGEST:
        return None
    data = pipe.read(length)
    return data if len(data) == length else None


def request_to_json(request: Request, limits: Limits) -> dict[str, Any]:
    """A request without its bytes."""
    return {
        "path": str(request.path),
        "name": request.name,
        "date": request.date.isoformat() if request.date else "",
        "metadata": _metadata_to_json(request.metadata) if request.metadata else None,
        "fields": request.fields.to_json() if request.fields else None,
        "content_type": request.content_type,
        "address": request.address,
        "hint": _metadata_to_json(request.hint) if request.hint else None,
        "limits": asdict(limits),
    }


def request_from_json(message: dict[str, Any], data: bytes | None) -> tuple[Request, Limits]:
    """A request from what `request_to_json` gave."""
    row = message["metadata"]
    request = Request(
        Path(message["path"]),
        name=message["name"],
        date=_day(message["date"]),
        metadata=_metadata(row),
        fields=map_of(message["fields"], name="mapping") if message["fields"] else None,
        data=data,
        content_type=message["content_type"],
        address=message["address"],
        hint=_metadata(message["hint"]),
    )
    return request, Limits(**message["limits"])


def document_to_json(document: Document) -> dict[str, Any]:
    """A document, whole."""
    return {
        "name": document.name,
        "text": document.text,
        "blocks": blocks_to_json(document.blocks),
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date.isoformat() if document.date else "",
        "modified": document.modified.isoformat() if document.modified else "",
        "language": document.language,
        "author": document.author,
        "url": document.url,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "place": document.place,
        "sources": dict(document.sources),
        "anchors": anchors_to_json(document.anchors),
    }


def document_from_json(message: dict[str, Any]) -> Document:
    """A document from what `document_to_json` gave."""
    return Document(
        **{
            **message,
            "blocks": blocks_from_json(message["blocks"]),
            "date": _day(message["date"]),
            "modified": _day(message["modified"]),
            "anchors": anchors_from_json(message["anchors"]),
        }
    )


def _metadata_to_json(metadata: Metadata) -> dict[str, Any]:
    days = {"date": metadata.date, "modified": metadata.modified}
    return {
        **asdict(metadata),
        **{key: day.isoformat() if day else "" for key, day in days.items()},
    }


def _metadata(row: dict[str, Any] | None) -> Metadata | None:
    if row is None:
        return None
    return Metadata(**{**row, "date": _day(row["date"]), "modified": _day(row["modified"])})


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
