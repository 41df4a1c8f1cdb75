from __future__ import annotations

from pathlib import Path

import pytest

from making import TALKS, W, document, docx, numbering, paragraph
from memcon.model.place import locate

DECIMAL = numbering(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3)"))


def lines(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return [line for line in document(path).text.split("\n") if line]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "statement.docx"


def test_paragraphs_have_the_numbers_that_word_shows(file: Path) -> None:
    levels = [0, 1, 1, 2, 0, 1, None, 0]
    body = "".join(
        paragraph(f"Point {place} of it.", level=one) for place, one in enumerate(levels)
    )
    assert [line.partition(" Point")[0] for line in lines(file, docx(body, numbering=DECIMAL))] == [
        "1.", "(a)", "(b)", "i)", "2.", "(a)", "Point 6 of it.", "3.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("decimal", "Article %1", ["Article 1", "Article 2", "Article 3"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("upperLetter", "%1)", ["A)", "B)", "C)"]),
        ("decimalZero", "%1.", ["01.", "02.", "03."]),
        ("russianLower", "%1)", ["а)", "б)", "в)"]),  # noqa: RUF001 (Cyrillic)
        ("bullet", "\uf0b7", ["•", "•", "•"]),
        ("none", "", ["", "", ""]),
    ],
)
def test_kinds_of_numbers(file: Path, kind: str, text: str, shown: list[str]) -> None:
    body = "".join(paragraph(TALKS, level=0) for _ in shown)
    found = lines(file, docx(body, numbering=numbering((kind, text))))
    assert [line.removesuffix(TALKS).strip() for line in found] == shown


def test_a_list_can_begin_anew(file: Path) -> None:
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    part = numbering(("decimal", "%1."), extra=extra)
    body = "".join(paragraph(TALKS, level=0, number=number) for number in (1, 1, 2, 2))
    found = lines(file, docx(body, numbering=part))
    assert [line.split()[0] for line in found] == ["1.", "2.", "1.", "2."]


def test_numbers_can_come_with_the_style(file: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
        "</w:styles>"
    )
    body = paragraph(TALKS, style="Own") + paragraph(TALKS, style="Base")
    found = lines(file, docx(body, numbering=DECIMAL, styles=styles))
    assert [line.split()[0] for line in found] == ["1.", "2."]


def test_what_was_deleted_or_hidden_is_not_read(file: Path) -> None:
    body = (
        "<w:p><w:r><w:t>The two sides </w:t></w:r><w:del><w:r><w:delText>refused</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>agreed</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr>"
        "<w:t> in secret</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><w:t xml:space="preserve"> to meet</w:t><w:tab/><w:t>again.</w:t></w:r></w:p>'
    )
    assert lines(file, docx(body)) == ["The two sides agreed to meet\tagain."]


def test_tables_are_rows_and_layout_tables_are_paragraphs(file: Path) -> None:
    def table(*rows: tuple[str, ...]) -> str:
        inner = "".join(
            f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
            for row in rows
        )
        return f"<w:tbl>{inner}</w:tbl>"

    body = table(("Year", "Trade"), ("2019", "4.5")) + table((TALKS * 6, "A short note."))
    assert lines(file, docx(body)) == [
        "| Year | Trade |",
        "| 2019 | 4.5 |",
        TALKS * 6,
        "A short note.",
    ]


def test_footnotes_stand_below_the_text(file: Path) -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"><w:p/></w:footnote>'
        f"<w:footnote>{paragraph('Not in force yet.')}</w:footnote></w:footnotes>"
    )
    assert lines(file, docx(paragraph(TALKS), footnotes=notes)) == [TALKS, "[1] Not in force yet."]


def test_headings_are_known_by_their_style(file: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
        "</w:styles>"
    )
    file.write_bytes(docx(paragraph("Trade", style="T1") + paragraph(TALKS), styles=styles))
    found = document(file)
    assert [(found.text[b.start : b.end], b.kind) for b in found.blocks] == [
        ("Trade", "heading"),
        (TALKS, "paragraph"),
    ]


def test_a_citation_is_a_paragraph_and_characters_in_it(file: Path) -> None:
    file.write_bytes(docx(paragraph("First point.", level=0) + paragraph(TALKS), numbering=DECIMAL))
    found = document(file)
    start = found.text.index("Lima")
    place = locate(found, start, start + 4)
    assert (place.paragraph, place.element) == (2, "word/document.xml/p[2]")
    assert TALKS[slice(*place.within)] == "Lima"
