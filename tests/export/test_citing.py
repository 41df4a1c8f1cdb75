"""Bibliographies: entries as BibTeX parsers and citeproc read them."""

from __future__ import annotations

import json
import warnings
from datetime import date
from typing import Any

import bibtexparser
import jsonschema
import pytest

from exporting import DOCUMENTS, HOSTILE, NOTE, document, exported
from factory import record

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

# What CSL-JSON says of the fields that are written.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "type": {"enum": ["webpage", "document"]},
            "author": {
                "type": "array",
                "items": {"type": "object", "required": ["literal"]},
            },
            "issued": {
                "type": "object",
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "items": {
                            "type": "array",
                            "items": {"type": "integer"},
                            "minItems": 1,
                            "maxItems": 3,
                        },
                    }
                },
            },
            **{
                name: {"type": "string"}
                for name in ("title", "publisher", "container-title", "URL", "language", "note")
            },
        },
        "required": ["id", "type", "title"],
        "additionalProperties": False,
    },
}


def items(**options: Any) -> list[dict[str, Any]]:
    data = json.loads(exported("csl", **options)[0])
    jsonschema.validate(data, CSL)
    found: list[dict[str, Any]] = data
    return found


def entries(**options: Any) -> list[Any]:
    library = bibtexparser.parse_string(exported("bibtex", **options)[0].decode())
    assert not library.failed_blocks
    return list(library.entries)


def test_every_cited_document_is_an_entry_once() -> None:
    assert [item["title"] for item in items()] == ["A note on the border", "Talks & trade {1}"]
    assert [entry.entry_type for entry in entries()] == ["online", "misc"]
    assert [entry.key for entry in entries()] == [item["id"] for item in items()]


def test_an_entry_says_who_published_what_when_and_where() -> None:
    fields = {name: field.value for name, field in entries()[0].fields_dict.items()}
    assert fields["title"] == "{A note on the border}"
    assert (fields["date"], fields["year"]) == ("2020-03-04", "2020")
    assert fields["organization"] == "Lima Courier"
    assert fields["url"] == "https://example.org/note?a=1&b=2"
    assert items()[0]["issued"] == {"date-parts": [[2020, 3, 4]]}


def test_what_tex_would_take_for_something_else_is_escaped() -> None:
    fields = entries()[1].fields_dict
    assert fields["title"].value == r"{Talks \& trade \{1\}}"
    assert fields["organization"].value == r"Wire\_Service"


@pytest.mark.parametrize("text", [text for text in HOSTILE if text != "\ud800"])
def test_an_entry_can_be_read_whatever_a_document_is_called(text: str) -> None:
    odd = document(text, title=text, publisher=text, author=text, url=f"https://a.org/{text[:99]}")
    options: dict[str, Any] = {
        "records": [record("project", name="line", doc=text)],
        "documents": [odd],
    }
    (entry,) = entries(**options)
    (item,) = items(**options)
    assert entry.key == item["id"]
    decoded = entry.fields_dict["title"].value
    assert decoded.count("{") == decoded.count("}")


def test_keys_are_apart_where_publisher_and_year_are_one() -> None:
    same = [document(name, publisher="Wire", date=date(2020, 1, 1)) for name in ("a", "b")]
    made = [record("project", name=name, doc=name) for name in ("a", "b")]
    assert len({item["id"] for item in items(records=made, documents=same)}) == 2


@pytest.mark.filterwarnings("ignore")
def test_citeproc_makes_a_bibliography_of_it() -> None:
    source = CiteProcJSON(items())
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, source, formatter.plain)
    for item in items():
        made.register(Citation([CitationItem(item["id"])]))
    text = " ".join(map(str, made.bibliography()))
    assert "A note on the border" in text
    assert "2020" in text


def test_only_what_the_records_rest_on_is_cited() -> None:
    made = [record("project", name="line", doc=NOTE)]
    assert len(items(records=made, documents=DOCUMENTS)) == 1
