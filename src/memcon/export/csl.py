"""`csl`: the documents that records rest on as CSL-JSON, for Zotero, Pandoc, citeproc."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from memcon.export.base import Material, Report
from memcon.export.citing import cited, key_of
from memcon.export.text import one_line, put
from memcon.ledger.rows import StoredDocument


def write(material: Material, file: BinaryIO) -> Report:
    """Write the items; how many documents there are."""
    report = Report()
    put(file, "[")
    for document in cited(material):
        put(file, ",\n" if report.written else "\n")
        put(file, json.dumps(_item(document), ensure_ascii=False))
        report.written += 1
    put(file, "\n]\n")
    return report


def _item(document: StoredDocument) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key_of(document),
        "type": "webpage" if document.url else "document",
        "title": one_line(document.title or document.name),
    }
    if document.author:
        item["author"] = [{"literal": one_line(document.author)}]
    if document.publisher:
        item["publisher"] = item["container-title"] = one_line(document.publisher)
    if document.date:
        day = document.date
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if document.url:
        item["URL"] = one_line(document.url)
    if document.language:
        item["language"] = document.language
    item["note"] = one_line(f"{document.name}, SHA-256 of the text {document.text_hash}")
    return item
