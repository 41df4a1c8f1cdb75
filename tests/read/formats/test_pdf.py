"""Statements of our own, printed in many layouts by three programs, are read back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst
from rapidfuzz.distance import Levenshtein

from making import TALKS, document, read
from memcon.errors import InputError
from memcon.model.place import locate
from statements import (
    PRINTED,
    TYPESET,
    WRITTEN,
    Statement,
    odt_of,
    page_of,
    statement,
    typ_of,
)

MOST_WRONG = 0.01  # characters
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Prints a statement with WeasyPrint."""
    try:
        import weasyprint
    except OSError as error:  # no Pango
        pytest.skip(f"WeasyPrint cannot print here: {error}")
    folder = tmp_path_factory.mktemp("printed")

    def make(made: Statement, name: str = "statement", **style: object) -> Path:
        path = folder / f"{name}.pdf"
        page = weasyprint.HTML(string=page_of(made, **style))
        page.write_pdf(path, presentational_hints=True)
        return path

    return make


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The statements in every format that LibreOffice writes, made once."""
    folder = tmp_path_factory.mktemp("office")
    for name, (made, style) in WRITTEN.items():
        (folder / f"{name}.fodt").write_text(odt_of(made, **style), encoding="utf-8")
    sources = [str(path) for path in sorted(folder.glob("*.fodt"))]
    for kind in ("pdf", "docx", "odt", "rtf"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = ["--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run(
            [str(OFFICE), profile, *options, *sources], check=True, capture_output=True, timeout=300
        )
    return folder


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def check(made: Statement, path: Path) -> None:
    """The text is right but for one character in a hundred, every number is there, in order."""
    found, truth = lines_of(document(path).text), lines_of("\n".join(made.truth()))
    wrong = Levenshtein.distance("\n".join(found), "\n".join(truth))
    assert wrong <= MOST_WRONG * len("\n".join(truth))
    numbers = [line.split()[0] for line in truth if line[0].isdigit()]
    assert [line.split()[0] for line in found if line[0].isdigit()] == numbers
    if not made.table:
        assert len(found) == len(truth)


@pytest.mark.slow
@pytest.mark.parametrize("name", PRINTED)
def test_printed_pages_are_read_back(printed: Callable[..., Path], name: str) -> None:
    made, style = PRINTED[name]
    check(made, printed(made, name, **style))


@pytest.mark.parametrize("name", TYPESET)
def test_what_typst_sets_is_read_back(tmp_path: Path, name: str) -> None:
    made, style = TYPESET[name]
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(typst.compile(typ_of(made, **style).encode()))
    found, truth = lines_of(document(path).text), lines_of("\n".join(made.truth()))
    wrong = Levenshtein.distance("\n".join(found), "\n".join(truth))
    assert wrong <= MOST_WRONG / 10 * len("\n".join(truth))
    numbers = [line.split()[0] for line in truth if line[0].isdigit()]
    assert [line.split()[0] for line in found if line[0].isdigit()] == numbers


PAGE = "@page { size: A4; margin: 20mm } body { font: 10.5px/1.2 'DejaVu Sans'; hyphens: auto }"


def test_a_page_number_in_the_gutter_and_a_table_below_two_columns(tmp_path: Path) -> None:
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    items = "".join(
        f"<p>{n}. The two sides noted that co-operation on transport corridor number {n} had made"
        f" progress since the Commission's last session, and would report by 202{n % 7}.</p>"
        for n in range(1, 41)
    )
    number = "@page { @bottom-center { content: counter(page) } }"
    body = f"<h1>Joint Statement</h1><div style='columns:2;text-align:justify'>{items}</div>"
    table = "<table><tr><td>Year</td><td>Trade</td></tr><tr><td>2022</td><td>41</td></tr></table>"
    style = f"<style>{PAGE}{number}</style>"
    path = tmp_path / "gutter.pdf"
    weasyprint.HTML(string=f"<html lang='en'>{style}{body}{table}</html>").write_pdf(path)
    lines = lines_of(document(path).text)
    assert [int(line.split(".")[0]) for line in lines[1:41]] == list(range(1, 41))
    assert all("co-operation on transport corridor number" in line for line in lines[1:41])
    assert "41" in lines[-1]


@pytest.mark.parametrize(
    "style",
    [
        "td { padding: 1px 3px }",
        "table { border-collapse: collapse } td { border: 1px solid; padding: 1px 3px }",
        "td { padding: 2px 20px }",
    ],
)
def test_cells_of_narrow_tables_are_told_by_the_white_down_all_rows(
    tmp_path: Path, style: str
) -> None:
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    rows = [
        ("Year", "Exports", "Imports", "Total"),
        ("2021", "11.2", "15.9", "27.1"),
        ("2022", "12.0", "17.0", "29.0"),
        ("2023", "14.5", "19.5", "34.0"),
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<style>p {{ text-align: justify }} {style}</style><p>{TALKS}</p><table>{table}</table>"
    path = tmp_path / "table.pdf"
    weasyprint.HTML(string=f"<html lang='en'>{page}<p>{TALKS}</p></html>").write_pdf(path)
    found = document(path).text.split("\n\n")
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert found == [TALKS, lines, TALKS]


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "fodt", "rtf"])
@pytest.mark.parametrize("name", WRITTEN)
def test_what_libreoffice_writes_is_read_back(office: Path, name: str, kind: str) -> None:
    check(WRITTEN[name][0], office / f"{name}.{kind}")


def test_running_heads_and_page_numbers_are_no_text(printed: Callable[..., Path]) -> None:
    made, style = PRINTED["heads"]
    text = document(printed(made, "heads", **style)).text
    assert "Ministry of Foreign Affairs\n" not in text
    assert "Page 2" not in text


def test_a_citation_is_a_region_of_a_page(printed: Callable[..., Path]) -> None:
    made, style = PRINTED["columns"]
    path = printed(made, "columns", **style)
    found = document(path)
    pages = pdfium.PdfDocument(path)
    for block in found.blocks:
        place = locate(found, block.start, block.end)
        assert place.page == place.boxes[0].page
        shown = "".join(words_in(pages, box) for box in place.boxes)
        text = found.text[block.start : block.end]
        assert squeezed(shown) == squeezed(text)
    pages.close()


def words_in(pages: pdfium.PdfDocument, box: object) -> str:
    page = pages[box.page - 1]
    height = page.get_size()[1]
    text = page.get_textpage()
    found = text.get_text_bounded(
        left=box.left - 0.5,
        right=box.right + 0.5,
        top=height - box.top - 2,
        bottom=height - box.bottom + 2,
    )
    text.close()
    page.close()
    return str(found)


def squeezed(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def test_a_region_is_no_larger_than_the_words(printed: Callable[..., Path]) -> None:
    found = document(printed(statement(21, paragraphs=4), "region"))
    start = found.text.index("Foreign")
    whole, word = locate(found, start, start + 200), locate(found, start, start + 7)
    assert len(word.boxes) == 1
    assert word.boxes[0].right - word.boxes[0].left < whole.boxes[0].right - whole.boxes[0].left
    assert str(word) == "page 1"


def blank_page(path: Path, *, picture: bool) -> Path:
    pages = pdfium.PdfDocument.new()
    page = pages.new_page(200, 200)
    if picture:
        bitmap = pdfium.PdfBitmap.new_native(20, 20, pdfium.raw.FPDFBitmap_BGR)
        bitmap.fill_rect((90, 90, 90, 255), 0, 0, 20, 20)
        image = pdfium.PdfImage.new(pages)
        image.set_bitmap(bitmap)
        page.insert_obj(image)
        page.gen_content()
    pages.save(str(path))
    return path


@pytest.mark.parametrize(
    ("picture", "fault"), [(True, "scanned: its 1 page(s) are pictures"), (False, "no text in")]
)
def test_pages_without_text_are_told(tmp_path: Path, picture: bool, fault: str) -> None:
    with pytest.raises(InputError, match=fault.replace("(", r"\(").replace(")", r"\)")):
        read(blank_page(tmp_path / "scan.pdf", picture=picture))


def test_a_pdf_with_some_scanned_pages_says_which(
    tmp_path: Path, printed: Callable[..., Path]
) -> None:
    path = tmp_path / "mixed.pdf"
    mixed = pdfium.PdfDocument.new()
    scan = pdfium.PdfDocument(blank_page(tmp_path / "scan.pdf", picture=True))
    text = pdfium.PdfDocument(printed(statement(22, paragraphs=4), "text"))
    for part in (text, scan, scan):
        mixed.import_pages(part)
    mixed.save(str(path))
    count = len(text)
    found = document(path)
    assert found.sources["pages without text"] == f"{count + 1}-{count + 2}"


def objects(*bodies: str, root: int = 1) -> bytes:
    """A PDF of these objects, without a table of where they stand."""
    parts = [f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, start=1)]
    return ("%PDF-1.4\n" + "".join(parts) + f"trailer << /Root {root} 0 R >>\n%%EOF").encode()


STREAM = f"BT /F1 12 Tf 20 100 Td ({TALKS[:40]}) Tj ET"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (  # no cross references, as in files that were cut or mended by hand
            objects(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
                " /Resources << /Font << /F1 5 0 R >> >> >>",
                f"<< /Length {len(STREAM)} >>\nstream\n{STREAM}\nendstream",
                FONT,
            ),
            TALKS[:40],
        ),
        (
            objects(
                "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 9 >>"
            ),
            "",
        ),
        (objects("<< /Type /Catalog /Pages 1 0 R >>"), ""),
        (b"%PDF-1.7\n" + b"1 0 obj [" * 50_000, ""),
        (b"%PDF-1.7\nstartxref\n9\n%%EOF", ""),
    ],
    ids=["no references", "page in itself", "catalog in itself", "nested", "reference to itself"],
)
def test_pdfs_with_loops_and_broken_references(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(data)
    if text:
        assert document(path).text == text
        return
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
