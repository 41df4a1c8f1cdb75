"""Briefs and reports as papers, read back by what opens them."""

from __future__ import annotations

import ctypes.util
import io
import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from lxml import etree

from exporting import HOSTILE
from factory import record, source
from memcon.errors import UsageError
from memcon.model.record import Record
from memcon.present.brief import Brief, make_brief
from memcon.present.brief.parts import Plot, Point
from memcon.present.names import party_names
from memcon.present.paper import FORMATS, check_format, render_bytes
from memcon.present.paper.chart import chart_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
USD = "USD"


def trade(year: int, value: float, **more: Any) -> Record:
    amount = {"value": value, "unit": USD}
    return record("figure", indicator="trade.total", date=str(year), amount=amount, **more)


def records() -> list[Record]:
    meetings = [
        record("meeting", kind="heads_of_state", ordinal=n, date=f"{2009 + n}-05-06", status="held")
        for n in range(1, 12)
    ]
    return [
        *meetings,
        *(trade(year, (year - 2000) * 1e9, nature="actual") for year in range(2014, 2019)),
        trade(2025, 4e10, nature="target"),
        record("commitment", by=["CHL"], action="open a crossing", due="../2019", status="pending"),
        record("position", holder="CHL", stance="supports", topic="the crossing"),
        record("position", holder="PER", stance="opposes", topic="the crossing"),
        record("project", name="Tacna line", status="under_way", parties=["BOL", "CHL", "PER"]),
    ]


def made(given: list[Record] | None = None, *, whole: bool = False) -> Brief:
    return make_brief(
        records() if given is None else given,
        {"note.txt": source(url="https://example.org/note")},
        parties=("CHL", "PER"),
        names=party_names(),
        today=date(2020, 7, 1),
        whole=whole,
    )


def paper(fmt: str, brief: Brief | None = None) -> bytes:
    return render_bytes(brief or made(), fmt, version="1")


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def words_of(tree: Any) -> str:
    return " ".join(tree.itertext())


# ---------------------------------------------------------------------- reports


def test_a_report_leaves_nothing_out() -> None:
    short, whole = made(), made(whole=True)
    assert any(group.more for section in short.sections for group in section.groups)
    assert not any(group.more for section in whole.sections for group in section.groups)
    keys = [section.key for section in whole.sections]
    assert [key for key in keys if key not in {s.key for s in short.sections}] == [
        "findings",
        "chronology",
        "words",
    ]


def test_a_report_tells_what_follows_with_its_sources() -> None:
    (findings,) = (part for part in made(whole=True).sections if part.key == "findings")
    told = {group.title: group.rows for group in findings.groups}
    assert "Frictions" in told
    assert all(row.cites for rows in told.values() for row in rows)


def test_a_chronology_goes_from_the_oldest_to_the_newest() -> None:
    (told,) = (part for part in made(whole=True).sections if part.key == "chronology")
    years = [row.cells[0][-4:] for row in told.groups[0].rows]
    assert years == sorted(years)


def test_only_a_report_has_contents() -> None:
    whole = made(whole=True)
    page = paper("html", whole).decode()
    assert all(f'<a href="#{section.key}">' in page for section in whole.sections)
    assert 'class="contents"' not in paper("html").decode()


# ---------------------------------------------------------------------- DOCX


def test_every_mark_of_a_footnote_has_its_footnote() -> None:
    data = paper("docx")
    marks = part(data, "word/document.xml").iter(f"{W}footnoteReference")
    numbers = [int(mark.get(f"{W}id")) for mark in marks]
    notes = part(data, "word/footnotes.xml").findall(f"{W}footnote")
    assert numbers == list(range(1, len(numbers) + 1))
    assert [int(note.get(f"{W}id")) for note in notes] == [-1, 0, *numbers]
    assert "Lima Courier, 4 March 2020: “" in words_of(notes[2])


def test_word_documents_have_headings_header_and_page_numbers() -> None:
    data = paper("docx", made(whole=True))
    opened = docx.Document(io.BytesIO(data))
    heads = [each.text for each in opened.paragraphs if each.style.name == "Heading 1"]
    assert heads[0] == "Where things stand"
    assert heads[-1] == "Sources"
    assert opened.sections[0].header.paragraphs[0].text == opened.core_properties.title
    foot = part(data, "word/footer1.xml")
    assert {code.text.strip() for code in foot.iter(f"{W}instrText")} == {"PAGE", "NUMPAGES"}


def test_the_contents_of_a_report_lead_to_its_headings() -> None:
    tree = part(paper("docx", made(whole=True)), "word/document.xml")
    marks = {mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")}
    links = [
        link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink") if link.get(f"{W}anchor")
    ]
    assert links
    assert set(links) <= marks


def test_charts_hold_the_numbers_that_are_shown() -> None:
    tree = part(paper("docx"), "word/charts/chart1.xml")
    values = [float(point.findtext(f"{C}v")) for point in tree.iter(f"{C}pt")][-6:]
    assert values == [14.0, 15.0, 16.0, 17.0, 18.0, 40.0]


@pytest.mark.parametrize(
    ("value", "label", "shown"),
    [(70.59e9, "70.59", "70.59"), (1_234_567.0, "1.234567", "1.23457"), (0.0, "0", "0.0")],
)
def test_a_bar_has_the_number_in_the_power_of_ten_of_its_label(
    value: float, label: str, shown: str
) -> None:
    point = Point("2018", "words", label, value, "actual")
    tree = etree.fromstring(chart_xml(Plot("Trade", (point,))))
    assert [each.text for each in tree.iter(f"{C}v")][-1] == shown


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS if fmt != "pdf"])
@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip() and text != "\ud800"])
def test_whatever_documents_say_is_words_on_paper(fmt: str, text: str) -> None:
    brief = made([record("project", name=text, quote=text, said_by={"role": text})])
    data = paper(fmt, brief)
    if fmt == "docx":
        docx.Document(io.BytesIO(data))
    elif fmt == "html":
        assert "<script" not in data.decode().casefold()


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("soffice") and not os.environ.get("CI"), reason="needs LibreOffice"
)
def test_libreoffice_shows_footnotes_contents_and_pages(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(paper("docx", made(whole=True)))
    program = [shutil.which("soffice") or "libreoffice", "--headless", "--convert-to", "pdf"]
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        [*program, home, "report.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=240
    )
    pages = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    text = [page.get_textpage().get_text_range() for page in pages]
    assert "Contents" in text[0]
    assert f"1 / {len(text)}" in text[0]
    assert "Lima Courier, 4 March 2020: “" in text[0] + text[1]
    pages.close()


# ---------------------------------------------------------------------- PDF


@pytest.mark.skipif(
    not ctypes.util.find_library("pango-1.0") and not os.environ.get("CI"), reason="needs Pango"
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_pdf_has_contents_with_pages_coloured_bars_and_numbers() -> None:
    hostile = record("project", name="<img src=https://example.org/x.png>", status="planned")
    document = pypdfium2.PdfDocument(paper("pdf", made([*records(), hostile], whole=True)))
    text = [page.get_textpage().get_text_range() for page in document]
    assert "Contents" in text[0]
    assert f"1 / {len(text)}" in text[0]
    assert "https://example.org/x.png" in " ".join(text)
    picture = [page for page, words in zip(document, text, strict=True) if "bn USD" in words]
    colours = {
        colour
        for page in picture
        for _, colour in page.render(scale=1).to_pil().convert("RGB").getcolors(10**6)
    }
    assert (0x3F, 0x7C, 0xAC) in colours
    document.close()


# ---------------------------------------------------------------------- faults


def test_a_format_that_is_none_is_said_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="there are md, html, pdf and docx"):
        check_format("odt")


def test_a_missing_package_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.present.paper.render.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"needs weasyprint: pip install 'memcon\[pdf\]'"):
        check_format("pdf")
