"""`bibtex`: the documents that records rest on, for BibTeX, BibLaTeX, Zotero, JabRef."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from memcon.export.base import Material, Report
from memcon.export.citing import cited, key_of
from memcon.export.text import one_line, put
from memcon.ledger.rows import StoredDocument

# What TeX would take for something else.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def write(material: Material, file: BinaryIO) -> Report:
    """Write the entries; how many documents there are."""
    report = Report()
    for document in cited(material):
        put(file, _entry(document))
        report.written += 1
    return report


def _entry(document: StoredDocument) -> str:
    kind = "online" if document.url else "misc"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(document))
    return f"@{kind}{{{key_of(document)},\n{fields}}}\n\n"


def _fields(document: StoredDocument) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_tex(document.title or document.name)}}}"
    author = document.author or document.publisher
    if author:
        yield "author", f"{{{_tex(author)}}}"
    if document.publisher:
        yield "organization", _tex(document.publisher)
    if document.date:
        yield "date", document.date.isoformat()
        yield "year", f"{document.date.year:04d}"
        yield "month", str(document.date.month)
    if document.url:
        yield "url", one_line(document.url).translate(_ADDRESS)
    if document.language:
        yield "langid", _tex(document.language)
    yield "note", _tex(f"{document.name}, SHA-256 of the text {document.text_hash}")


def _tex(text: str) -> str:
    return one_line(text).translate(_TEX)
