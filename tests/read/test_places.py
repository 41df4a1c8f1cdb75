"""Every citation leads back to the same words in the original, whatever the format."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from making import docx, numbering, paragraph, zipped
from memcon.model.document import Document
from memcon.model.place import Anchor, Box, anchors_from_json, anchors_to_json, locate
from memcon.read.formats import BY_SUFFIX
from memcon.read.formats.base import Original
from memcon.read.reader import Given, document_of
from samples import ODT

WORDS = st.text(
    st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=12
)
PARAGRAPHS = st.lists(
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=6
)


def read(name: str, data: bytes) -> Document:
    original = Original(name, name, data)
    (draft,) = BY_SUFFIX[original.suffix].reader()(original)
    return document_of(draft, Given(name), where=name)  # type: ignore[arg-type]


def docx_of(texts: list[str]) -> bytes:
    body = "".join(
        paragraph(text, level=0 if place % 2 else None) for place, text in enumerate(texts)
    )
    return docx(body, numbering=numbering(("decimal", "%1.")))


def odt_of(texts: list[str]) -> bytes:
    paragraphs = "".join(f"<t:p>{text}</t:p>" for text in texts)
    xml = f"<o:d xmlns:o='o' xmlns:t='t'><o:body><o:text>{paragraphs}</o:text></o:body></o:d>"
    return zipped({"content.xml": xml, "mimetype": ODT})


def epub_of(texts: list[str]) -> bytes:
    half = len(texts) // 2
    parts = {"a.html": texts[:half], "b.html": texts[half:]}
    files = {
        name: f"<html><body>{''.join(f'<p>{text}</p>' for text in own)}</body></html>"
        for name, own in parts.items()
    }
    items = "".join(f'<item id="{name}" href="{name}"/>' for name in parts)
    order = "".join(f'<itemref idref="{name}"/>' for name in parts)
    book = f"<package><manifest>{items}</manifest><spine>{order}</spine></package>"
    container = '<container><rootfile full-path="b.opf"/></container>'
    return zipped({"META-INF/container.xml": container, "b.opf": book, **files})


def xml_words(data: bytes, part: str, name: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    return ["".join(one.itertext()) for one in root.iter() if etree.QName(one).localname == name]


def in_docx(data: bytes, element: str) -> str:
    part, _, number = element.removesuffix("]").partition("/p[")
    return xml_words(data, part, "p")[int(number) - 1]


def in_epub(data: bytes, element: str) -> str:
    part, _, number = element.removesuffix("]").partition("/block[")
    return xml_words(data, part, "p")[int(number) - 1]


FORMATS: dict[str, tuple[Callable[[list[str]], bytes], Callable[[bytes, str], str]]] = {
    "a.docx": (docx_of, in_docx),
    "a.odt": (odt_of, in_docx),
    "a.epub": (epub_of, in_epub),
}


@pytest.mark.parametrize("name", FORMATS)
@given(texts=PARAGRAPHS, data=st.data())
def test_a_citation_is_found_in_its_element(
    name: str, texts: list[str], data: st.DataObject
) -> None:
    make, original_text = FORMATS[name]
    file = make(texts)
    document = read(name, file)
    anchor = data.draw(st.sampled_from(document.anchors))
    start = data.draw(st.integers(anchor.start, anchor.end - 1))
    end = data.draw(st.integers(start + 1, anchor.end))
    place = locate(document, start, end)
    low, high = place.within
    assert original_text(file, place.element)[low:high] == document.text[start:end]


@given(texts=PARAGRAPHS)
def test_every_word_of_the_original_is_in_the_text_once_and_in_order(texts: list[str]) -> None:
    for name, (make, _) in FORMATS.items():
        found = read(name, make(texts))
        kept = [found.text[anchor.start : anchor.end] for anchor in found.anchors]
        assert " ".join(" ".join(kept).split()) == " ".join(" ".join(texts).split())


@given(texts=st.lists(st.text(st.sampled_from("abcdeXYZ., "), min_size=1, max_size=60), max_size=9))
@settings(max_examples=25)
def test_a_citation_is_found_on_its_page(texts: list[str]) -> None:
    texts = [" ".join(text.split()) for text in texts if text.strip()]
    if not any(char.isalpha() for text in texts for char in text):
        return
    data = pdf_of(texts)
    document = read("a.pdf", data)
    pages = pdfium.PdfDocument(data)
    for anchor in document.anchors:
        (box,) = locate(document, anchor.start, anchor.end).boxes
        shown = text_in(pages, box)
        want = document.text[anchor.start : anchor.end]
        assert "".join(want.split()) == "".join(shown.split())
    pages.close()


def pdf_of(texts: list[str]) -> bytes:
    lines = "".join(
        f"1 0 0 1 {40 + 7 * place} {700 - 30 * place} Tm ({text}) Tj "
        for place, text in enumerate(texts)
    )
    stream = f"BT /F1 10 Tf {lines}ET"
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Font << /F1 5 0 R >> >>",
    )
    parts = [f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, start=1)]
    return ("%PDF-1.4\n" + "".join(parts) + "trailer << /Root 1 0 R >>\n%%EOF").encode()


def text_in(pages: pdfium.PdfDocument, box: Box) -> str:
    page = pages[box.page - 1]
    height = page.get_size()[1]
    text = page.get_textpage()
    sides = {"left": box.left - 0.3, "right": box.right + 0.3}
    found = text.get_text_bounded(top=height - box.top, bottom=height - box.bottom, **sides)
    text.close()
    page.close()
    return str(found)


@given(
    start=st.integers(0, 40), length=st.integers(0, 40), gap=st.integers(0, 3), at=st.integers(0, 9)
)
def test_ranges_over_several_anchors_are_cut_at_their_ends(
    start: int, length: int, gap: int, at: int
) -> None:
    anchors, place = [], 0
    for number in range(1, 6):
        box = Box(number, 10.0, 20.0, 20.0, 30.0)
        edges = tuple(10.0 + step for step in range(11))
        anchors.append(Anchor(place, place + 10, number, f"p[{number}]", at, box=box, edges=edges))
        place += 10 + gap
    document = Document("a", "x" * place, (), anchors=tuple(anchors))
    end = min(start + length, place)
    found = locate(document, start, end)
    inside = [one for one in anchors if one.start < max(end, start + 1) and one.end > start]
    assert [box.page for box in found.boxes] == [one.paragraph for one in inside]
    assert all(10.0 <= box.left <= box.right <= 20.0 for box in found.boxes)
    if inside and end > start:
        widths = sum(box.right - box.left for box in found.boxes)
        covered = sum(min(end, one.end) - max(start, one.start) for one in inside)
        assert widths == pytest.approx(covered)
        assert found.within[0] == at + max(start - inside[0].start, 0)


def test_plain_text_is_its_own_original() -> None:
    document = read("a.txt", b"One line.\nAnother line.\n")
    place = locate(document, 10, 17)
    assert (place.line, place.within, str(place)) == (2, (10, 17), "line 2")


def test_a_range_outside_the_text_is_refused() -> None:
    document = read("a.txt", b"One line.\n")
    for start, end in ((-1, 2), (3, 2), (0, 11)):
        with pytest.raises(ValueError, match="no range"):
            locate(document, start, end)


ANCHORS = st.lists(
    st.builds(
        Anchor,
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        paragraph=st.integers(0, 10**4),
        element=st.text(max_size=20),
        at=st.integers(0, 10**6),
        box=st.none()
        | st.builds(Box, st.integers(1, 99), *(st.integers(0, 9999).map(lambda n: n / 10),) * 4),
        edges=st.lists(st.integers(-99, 9999).map(lambda n: n / 10), max_size=20).map(tuple),
    ),
    max_size=5,
).map(tuple)


@given(anchors=ANCHORS)
def test_anchors_survive_json(anchors: tuple[Anchor, ...]) -> None:
    lines = json.loads(json.dumps(anchors_to_json(anchors)))
    found = anchors_from_json(lines)
    assert [replace(one, edges=()) for one in found] == [replace(one, edges=()) for one in anchors]
    for one, other in zip(found, anchors, strict=True):
        assert one.edges == pytest.approx(other.edges)
