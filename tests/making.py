"""Makes small files of many formats for tests, byte by byte."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from memcon.model.document import Document
from memcon.read import Fault, Request, read_all
from memcon.read.fields import FieldMap
from memcon.settings import Settings

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TALKS = "The ministers of Peru and Chile met in Lima on Monday and agreed to open two crossings."
BRIDGE = "The bridge over the river will be finished by the end of 2027, the ministry said."


def read(
    path: Path, *, settings: Settings | None = None, fields: FieldMap | None = None
) -> list[Document | Fault]:
    """What a file gives, documents and faults."""
    request = Request(path, path.name, fields=fields)
    return list(read_all(request, settings=settings or Settings()))


def documents(path: Path, **options: object) -> list[Document]:
    """The documents of a file that has no faults."""
    found = read(path, **options)  # type: ignore[arg-type]
    assert [item for item in found if isinstance(item, Fault)] == []
    return [item for item in found if isinstance(item, Document)]


def document(path: Path) -> Document:
    """The one document of a file."""
    (found,) = documents(path)
    return found


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files: Mapping[str, bytes], *, mode: str = "w") -> bytes:
    """A TAR archive; `w:gz` packs it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file: `body` is the XML of its text, `parts` other files of its folder `word`."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": document,
            **{f"word/{name}.xml": text for name, text in parts.items()},
        }
    )


def numbering(*levels: tuple[str, str], extra: str = "") -> str:
    """Word's numbering part with one list (`numId` 1): for each level its kind and its text."""
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}</w:numbering>'
    )


def paragraph(text: str, *, level: int | None = None, style: str = "", number: int = 1) -> str:
    """A paragraph of Word's, in a list or not."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        inside += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def mail(
    body: str, *, subject: str = "A border post opens", kind: str = "text/plain", headers: str = ""
) -> bytes:
    """An e-mail."""
    return (
        f"From: Rosa Quispe <rosa@post.example>\nTo: desk@post.example\nSubject: {subject}\n"
        f"Date: Mon, 17 May 2021 23:30:00 -0500\nMessage-ID: <1@post.example>\n"
        f"MIME-Version: 1.0\nContent-Type: {kind}\n{headers}\n{body}\n"
    ).encode()
