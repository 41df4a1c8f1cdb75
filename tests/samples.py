"""A small sound file of every format that memcon reads."""

from __future__ import annotations

import gzip
import io
import json

import pypdfium2 as pdfium

from making import BRIDGE, TALKS, W, docx, mail, numbering, paragraph, tarred, zipped

STORY = f"Talks in Lima\n\nLIMA, 17 May 2021 - {TALKS}\n\n1. {BRIDGE}\n\n2. {TALKS}\n"
ODT = "application/vnd.oasis.opendocument.text"
FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="o" xmlns:text="t" xmlns:table="b" '
    'xmlns:style="s"><office:styles><text:list-style style:name="N"><text:list-level-style-number '
    'text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style></office:styles>'
    "<office:body><office:text><text:h text:outline-level='1'>Talks</text:h>"
    f"<text:list text:style-name='N'><text:list-item><text:p>{TALKS}</text:p></text:list-item>"
    f"<text:list-item><text:p>{BRIDGE}</text:p></text:list-item></text:list><table:table>"
    "<table:table-row><table:table-cell><text:p>2019</text:p></table:table-cell><table:table-cell>"
    "<text:p>4.5</text:p></table:table-cell></table:table-row></table:table>"
    "</office:text></office:body></office:document>"
)
PAGE = (
    "<html lang='en'><head><title>Talks in Lima</title><meta property='article:published_time' "
    f"content='2021-05-17'></head><body><nav>Home | News</nav><article><h1>Talks</h1><p>{TALKS}</p>"
    f"<ol><li>{BRIDGE}</li></ol><table><tr><td>2019</td><td>4.5</td></tr></table></article>"
    "</body></html>"
)
RTF = (
    r"{\rtf1\ansi{\fonttbl{\f0 Times;}}{\info{\title Talks in Lima}}\pard {\listtext 1.\tab}"
    + TALKS
    + r"\par \trowd\cellx1\cellx2\intbl 2019\cell 4.5\cell\row \u8220?"
    + BRIDGE
    + r"{\footnote Not yet.}\par}"
)
FEED = (
    "<rss version='2.0'><channel><title>Gazette</title><item><title>Talks</title>"
    f"<link>https://g.example/1</link><pubDate>Mon, 17 May 2021 10:00:00 GMT</pubDate>"
    f"<description>&lt;p&gt;{TALKS}&lt;/p&gt;</description></item></channel></rss>"
)
STORY_XML = (
    "<nitf><head><docdata><date.issue norm='20210517T100000Z'/></docdata></head><body><body.head>"
    "<hedline><hl1>Talks</hl1></hedline><dateline><location>LIMA</location></dateline></body.head>"
    f"<body.content><p>{TALKS}</p><hl2>The bridge</hl2><p>{BRIDGE}</p></body.content></body></nitf>"
)
WIRE = (
    "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem><contentMeta>"
    "<headline>Talks</headline></contentMeta><contentSet><inlineXML>"
    f"{STORY_XML}</inlineXML></contentSet></newsItem></itemSet></newsMessage>"
)
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles>'
    "</container>",
    "b.opf": '<package><metadata><title>Talks</title></metadata><manifest><item id="a" '
    'href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
    "a.xhtml": PAGE,
}


def samples() -> dict[str, bytes]:
    """The files by name."""
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote>{paragraph(TALKS)}</w:footnote></w:footnotes>'
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("2019", "4.5"))
    points = paragraph(TALKS, level=0) + paragraph(BRIDGE, level=0)
    word = docx(
        f"{paragraph('Talks', style='T')}{points}<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
        numbering=numbering(("decimal", "%1.")),
        footnotes=notes,
    )
    letter = mail(
        f"--b\nContent-Type: text/plain\n\n{TALKS}\n--b\nContent-Type: text/plain\n"
        f'Content-Disposition: attachment; filename="a.txt"\n\n{BRIDGE}\n--b--\n',
        kind='multipart/mixed; boundary="b"',
    )
    rows = [
        {"id": number, "title": "Talks", "text": TALKS, "date": "2021-05-17"} for number in (1, 2)
    ]
    found = {
        "a.txt": STORY.encode(),
        "a.md": f"# Talks\n\n{STORY}".encode(),
        "a.html": PAGE.encode(),
        "a.pdf": pdf(),
        "b.pdf": saved(pdf()),
        "a.docx": word,
        "a.odt": zipped(
            {"content.xml": FLAT, "mimetype": "application/vnd.oasis.opendocument.text"}
        ),
        "a.fodt": FLAT.encode(),
        "a.rtf": RTF.encode(),
        "a.epub": zipped(BOOK),
        "a.eml": letter,
        "a.mbox": (b"From a Mon May 17 10:00:00 2021\n" + letter + b"\n") * 2,
        "a.xml": FEED.encode(),
        "a.nitf": STORY_XML.encode(),
        "a.newsml": WIRE.encode(),
        "a.json": json.dumps({"articles": rows}).encode(),
        "a.jsonl": "\n".join(map(json.dumps, rows)).encode(),
        "a.csv": f'id,title,text\n1,Talks,"{TALKS}"\n2,Bridge,"{BRIDGE}"\n'.encode(),
        "b.zip": zipped({"a.txt": STORY, "metadata.csv": "file,date\na.txt,2021-05-17\n"}),
        "a.zip": zipped({"a.txt": STORY, "b/a.docx": word, "c.eml": letter}),
        "a.tar": tarred({"a.txt": STORY.encode(), "b.pdf": pdf()}),
        "a.tar.gz": tarred({"a.txt": STORY.encode(), "a.html": PAGE.encode()}, mode="w:gz"),
        "a.txt.gz": gzip.compress(STORY.encode()),
    }
    return {**found, **with_extras(rows)}


def with_extras(rows: list[dict[str, object]]) -> dict[str, bytes]:
    """Files of the formats that need the extra `formats`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://g.example/1\r\n"
        b"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(http)
    )
    whole = record + http + b"\r\n\r\n"
    return {
        "a.parquet": buffer.getvalue(),
        "a.warc": whole * 2,
        "a.warc.gz": gzip.compress(whole) + gzip.compress(whole),
    }


def pdf() -> bytes:
    """A PDF of one page, written by hand."""
    lines = "".join(
        f"1 0 0 1 40 {700 - 16 * place} Tm ({line}) Tj "
        for place, line in enumerate((TALKS, BRIDGE) * 6)
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


def saved(data: bytes) -> bytes:
    """A PDF as PDFium writes it, with its table of references."""
    document = pdfium.PdfDocument(data)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()
