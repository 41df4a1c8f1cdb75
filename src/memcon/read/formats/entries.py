"""A row of a table or a JSON object as a document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from memcon.read.fields import FieldMap, read_row
from memcon.read.formats.base import Draft, Flaw, Piece, TextBuilder, slug
from memcon.read.formats.blocks import add_markup, parse_fragment

_MARKUP = re.compile(r"<(?:p|div|br|html|body|h[1-6]|ul|table)\b[^<>]*>", re.IGNORECASE)
_WORDS = 8  # of the title in a document's name


def draft_of_row(row: Mapping[str, Any], fields: FieldMap, *, number: int) -> Draft | Flaw:
    """The document in a row; `number` is its place in the table, from 1."""
    found = read_row(row, fields)
    title = " ".join(found.metadata.title.split()[:_WORDS])
    key = slug(found.key) or slug(f"{found.metadata.date or ''} {title}") or f"row-{number}"
    if not found.text:
        return Flaw(key, f"row {number}: no text in it", is_placed=True)
    element = f"row {number}"
    builder = TextBuilder()
    tree = parse_fragment(found.text) if _MARKUP.search(found.text) else None
    if tree is not None:
        add_markup(builder, tree, element=element)
    if builder.is_empty:
        plain = found.text.replace("\r\n", "\n").replace("\r", "\n")
        builder.add([Piece(plain, paragraph=number, element=element)])
    return builder.draft(
        ranked=(("table", found.metadata),),
        key=key,
        data=json.dumps(dict(row), ensure_ascii=True, default=str, sort_keys=True).encode("ascii"),
    )
