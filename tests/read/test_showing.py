"""Passages are shown in the original: on the picture of a PDF's page, in the markup of a page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import memcon
from making import TALKS, mail, zipped
from memcon.model.document import Document
from memcon.read import Fault, Request, read_all
from memcon.read.showing import PagePicture, page_markup, page_picture
from memcon.settings import Settings

SENTENCES = (
    "The ministers of Peru and Chile met in Lima on Monday.",
    "They agreed to open two more border crossings by 2027.",
    "A joint commission will meet in Arica once a year.",
)
PAGE = """<!doctype html><html><head><title>Talks in Lima</title>
<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
<link rel="stylesheet" href="https://evil.example/a.css"><style>@import "//evil.example/b";</style>
<script>document.title = "run"</script></head>
<body onload="run()" style="background: url(https://evil.example/c.png)"><h1>Talks in Lima</h1>
<article><p onclick="run()">The ministers of <b>Peru</b> &amp; <a href="javascript:run()">Chile</a>
met in Lima on Monday, and agreed to open two crossings. <img src="https://evil.example/d.png"></p>
<p>A joint commission will meet <mark data-passage="0">in Arica</mark> once a year, they said.</p>
<iframe src="https://evil.example/e"></iframe><form action="https://evil.example/f"><p>Name</p>
</form>
<svg><script>run()</script><image href="https://evil.example/g.png"/></svg>
<table><tr><td colspan="2">Trade grew by a tenth in 2020, both ministries said on Monday.</td></tr>
</table><math><mi xlink:href="javascript:run()">x</mi></math></article></body></html>"""
# Where text begins, and which way it runs, so that it is shown upright on a turned page.
UPRIGHT = {0: "1 0 0 1 72 700", 90: "0 1 -1 0 100 72", 180: "-1 0 0 -1 528 100"}
UPRIGHT[270] = "0 -1 1 0 500 728"
# What may not be in a page that is shown, whatever the page was.
ALIVE = re.compile(
    r"<(?:script|link|base|iframe|object|embed|img|image|form|svg|meta http-equiv=.refresh)"
    r"|\s(?:on\w+|src|href|action|style|srcset|background)\s*=|javascript:|evil\.example",
    re.IGNORECASE,
)


def read(path: Path) -> Document:
    (found,) = read_all(Request(path, path.name), settings=Settings())
    assert not isinstance(found, Fault)
    return found


def pdf_of(pages: list[list[str]], *, turned: int = 0) -> bytes:
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL {UPRIGHT[turned]} Tm {shown} ET"
        kids.append(f"{len(bodies) + 1} 0 R")
        head = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate {turned}"
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        inside = f"/Contents {len(bodies) + 2} 0 R /Resources << /Font << /F1 {font} >> >>"
        bodies.append(f"<< {head} {inside} >>")
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    parts = [f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, start=1)]
    return ("%PDF-1.4\n" + "".join(parts) + "trailer << /Root 1 0 R >>\n%%EOF").encode()


def shown_picture(path: Path, words: str, page: int = 0, scale: float = 2.0) -> PagePicture:
    document = read(path)
    start = document.text.index(words)
    return page_picture(
        Request(path, path.name),
        document,
        start,
        start + len(words),
        settings=Settings(),
        page=page,
        scale=scale,
    )


def markup(path: Path, words: str) -> str | None:
    document = read(path)
    start = document.text.index(words)
    end = start + len(words)
    return page_markup(Request(path, path.name), document, start, end, settings=Settings())


def marked(html: str) -> str:
    return "".join(re.findall(r"<mark[^>]*data-passage[^>]*>(.*?)</mark>", html, re.DOTALL))


def test_a_passage_is_boxed_on_the_picture_of_its_page(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(pdf_of([list(SENTENCES[:2]), list(SENTENCES[2:])]))
    shown = shown_picture(path, "two more border crossings")
    image = Image.open(io.BytesIO(shown.png)).convert("L")
    assert (shown.page, shown.pages, image.size) == (1, 2, (1200, 1600))
    (box,) = shown.boxes
    inside = image.crop((int(box.left), int(box.top), int(box.right), int(box.bottom)))
    assert min(inside.get_flattened_data()) < 100  # there is ink
    before = image.crop((0, int(box.top), 150 - 10, int(box.bottom)))
    assert min(before.get_flattened_data()) == 255  # and none left of the line
    words = words_at(path, box, 2.0)
    assert words == "two more border crossings"


@pytest.mark.parametrize("runs", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_follow_pages_and_lines_that_are_turned(
    tmp_path: Path, turned: int, runs: int
) -> None:
    path = tmp_path / "turned.pdf"
    made = pdf_of([list(SENTENCES)], turned=runs)
    path.write_bytes(made.replace(b"/Rotate %d" % runs, b"/Rotate %d" % turned))
    document = read(path)
    assert " ".join(document.text.split()) == " ".join(SENTENCES)
    request = Request(path, path.name)
    shown = page_picture(request, document, 0, len(document.text), settings=Settings())
    image = Image.open(io.BytesIO(shown.png)).convert("L")
    assert (image.width > image.height) is bool(turned % 180)
    for box in shown.boxes:
        image.paste(255, (int(box.left), int(box.top) - 1, int(box.right) + 2, int(box.bottom) + 2))
    assert shown.boxes
    assert min(image.get_flattened_data()) > 200  # all the ink was in the boxes


def test_any_page_can_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(pdf_of([list(SENTENCES[:2]), list(SENTENCES[2:])]))
    assert shown_picture(path, "Lima").page == 1
    assert shown_picture(path, "Arica").page == 2
    other = shown_picture(path, "Arica", page=1)
    assert (other.page, other.boxes) == (1, ())
    with pytest.raises(memcon.InputError, match=r"has no page 3; its last is 2"):
        shown_picture(path, "Arica", page=3)


def test_a_page_as_large_as_a_wall_is_shown_small(tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    path.write_bytes(pdf_of([list(SENTENCES)]).replace(b"[0 0 600 800]", b"[0 0 14000 14000]"))
    shown = shown_picture(path, "Lima", scale=50.0)
    assert shown.width * shown.height <= 16_100_000


def test_a_damaged_pdf_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(pdf_of([list(SENTENCES)]))
    document = read(path)
    path.write_bytes(b"%PDF-1.4\nnothing more")
    with pytest.raises(memcon.InputError, match="not a sound PDF"):
        page_picture(Request(path, path.name), document, 0, 5, settings=Settings())


def test_a_page_is_shown_without_anything_that_runs_or_is_fetched(tmp_path: Path) -> None:
    path = tmp_path / "talks.html"
    path.write_text(PAGE, encoding="utf-8")
    html = markup(path, "Peru & Chile met in Lima")
    assert html is not None
    assert ALIVE.search(html.partition("<body>")[2]) is None
    assert "default-src 'none'" in html
    assert "".join(marked(html).split()) == "Peru&amp;ChilemetinLima"
    assert html.count('id="passage"') == 1
    assert "<mark>in Arica</mark>" in html  # the page's own mark is not taken for the passage
    assert '<td colspan="2">Trade grew' in html


@given(text=st.text(st.sampled_from("ab &<>\"'=/x-!;ü中\n"), min_size=1, max_size=80))
def test_whatever_a_page_holds_nothing_alive_is_left(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("pages") / "a.html"
    wild = f"<img src=x onerror=run()><p title='{text}'>{text}<svg onload=run()>{text}"
    path.write_text(f"<!doctype html><html><body><p>{TALKS}</p>{wild}", encoding="utf-8")
    html = markup(path, "two crossings")
    assert html is not None
    body = html.partition("<body>")[2]
    assert re.search(r"<[^>]*\s(?:on\w+|src|href|style)\s*=", body) is None
    assert marked(html) == "two crossings"


def test_a_passage_from_a_scripts_data_is_in_no_markup(tmp_path: Path) -> None:
    body = " ".join([TALKS] * 5)
    data = f'{{"@type": "NewsArticle", "headline": "Talks", "articleBody": "{body}"}}'
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><p>Wait'
    path = tmp_path / "drawn.html"
    path.write_text(f"<!doctype html>{page}</p></body></html>", encoding="utf-8")
    assert markup(path, "two crossings") is None


def test_what_is_in_an_archive_is_shown_too(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    page = PAGE.encode()
    path.write_bytes(zipped({"b/talks.html": page, "a.pdf": pdf_of([list(SENTENCES)])}))
    found = {
        one.name: one
        for one in read_all(Request(path, path.name), settings=Settings())
        if not isinstance(one, Fault)
    }
    request = Request(path, path.name)
    html = page_markup(request, found["bundle.zip/b/talks.html"], 0, 12, settings=Settings())
    assert html is not None
    picture = page_picture(request, found["bundle.zip/a.pdf"], 0, 12, settings=Settings())
    assert picture.boxes


def test_other_formats_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(mail(TALKS))
    document = read(path)
    with pytest.raises(memcon.InputError, match=r"no PDF"):
        page_picture(Request(path, path.name), document, 0, 5, settings=Settings())
    with pytest.raises(memcon.InputError, match=r"no HTML page"):
        page_markup(Request(path, path.name), document, 0, 5, settings=Settings())


def test_a_page_that_is_not_the_one_that_was_read_shows_no_passage(tmp_path: Path) -> None:
    path = tmp_path / "talks.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read(path)
    path.write_text(PAGE.replace("met in Lima", "sat in Quito"), encoding="utf-8")
    request = Request(path, path.name)
    start = document.text.index("met in Lima")
    assert page_markup(request, document, start, start + 11, settings=Settings()) is None


def test_a_ledger_shows_what_its_documents_were_read_from(tmp_path: Path) -> None:
    page, pdf = tmp_path / "talks.html", tmp_path / "statement.pdf"
    page.write_text(PAGE, encoding="utf-8")
    pdf.write_bytes(pdf_of([list(SENTENCES)]))
    with memcon.open(tmp_path / "l.db") as ledger:
        ledger.ingest(page, pdf)
        page.unlink()
        pdf.unlink()
        text = ledger.document("talks.html").text
        start = text.index("two crossings")
        html = ledger.page_markup("talks.html", start, start + 13)
        assert html is not None
        assert marked(html) == "two crossings"
        assert ledger.page_picture("statement.pdf", 0, 13).boxes
    settings = replace(Settings(), originals="off")
    with memcon.Ledger(tmp_path / "bare.db", settings=settings) as ledger:
        pdf.write_bytes(pdf_of([list(SENTENCES)]))
        ledger.ingest(pdf)
        with pytest.raises(memcon.LedgerError, match="original was not kept"):
            ledger.page_picture("statement.pdf", 0, 13)


def words_at(path: Path, box: memcon.Place | object, scale: float) -> str:
    pages = pdfium.PdfDocument(path.read_bytes())
    page = pages[0]
    text = page.get_textpage()
    sides = {name: getattr(box, name) / scale for name in ("left", "top", "right", "bottom")}
    found = text.get_text_bounded(
        left=sides["left"],
        bottom=800 - sides["bottom"],
        right=sides["right"],
        top=800 - sides["top"],
    )
    pages.close()
    return str(found).strip()
