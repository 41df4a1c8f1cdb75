"""Joint statements of our own, and what makes files of them in many layouts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from html import escape

_SUBJECTS = (
    "the joint commission on trade", "the working group on transport", "both ministries of energy",
    "the two customs services", "the border committee", "the council of universities",
    "the steering group on fisheries", "the joint centre for plant health",
)  # fmt: skip
_ACTS = (
    "will meet twice a year, in spring and in autumn, at each side in turn",
    "reported that trade had grown by 12.4 per cent to 3.8 billion dollars",
    "agreed to complete the railway between the two capitals by the end of 2027",
    "welcomed the opening of the second bridge and of four crossing points",
    "decided to exchange data on rainfall, river levels and floods every week",
    "took note of the long-term plan for co-operation in research and development",
    "expressed satisfaction with the state of negotiations on double taxation",
    "undertook to recognise each other's certificates for medicines and machinery",
)  # fmt: skip
_TAILS = (
    "and instructed their experts to prepare the necessary documents before the next session",
    "as foreseen in the Memorandum of Understanding signed in the presence of both Presidents",
    "while respecting the obligations of either side under international agreements",
    "in order to strengthen confidence, predictability and neighbourly relations",
    "and expressed their readiness to continue the dialogue at all levels",
)
_HEADS = ("Political dialogue", "Trade and investment", "Transport and energy", "Final provisions")
_PAIRS = (("Estonia", "Uruguay"), ("Ghana", "Iceland"), ("Nepal", "Portugal"), ("Fiji", "Oman"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement's parts in order; a paragraph's number is part of its text when it is read."""

    title: str
    preamble: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    table: tuple[tuple[str, ...], ...] = ()
    notes: dict[int, str] = field(default_factory=dict)  # by number of the paragraph
    closing: str = ""

    def truth(self) -> list[str]:
        """Every line of it as it should be read."""
        lines, number = [self.title, self.preamble], 0
        for head, paragraphs in self.sections:
            lines.append(head)
            for text in paragraphs:
                number += 1
                lines.append(f"{number}. {text}")
        lines += [f"| {' | '.join(row)} |" for row in self.table]
        lines.append(self.closing)
        return lines + [f"[{place}] {note}" for place, note in enumerate(self.notes.values(), 1)]


def statement(seed: int, *, paragraphs: int = 14, table: bool = False, notes: int = 0) -> Statement:
    """A statement that nobody has made, always the same one for a seed."""
    chance = random.Random(seed)  # noqa: S311 (not for secrets)
    one, other = _PAIRS[seed % len(_PAIRS)]

    def sentence() -> str:
        words = f"{chance.choice(_SUBJECTS)} {chance.choice(_ACTS)}, {chance.choice(_TAILS)}."
        return words[0].upper() + words[1:]

    texts = [" ".join(sentence() for _ in range(chance.randint(1, 3))) for _ in range(paragraphs)]
    size = -(-paragraphs // len(_HEADS))
    sections = tuple(
        (head, tuple(texts[place * size : (place + 1) * size]))
        for place, head in enumerate(_HEADS)
        if texts[place * size : (place + 1) * size]
    )
    rows = [("Year", "Exports", "Imports", "Balance")]
    rows += [
        (
            str(year),
            f"{chance.randint(100, 999)}.{year % 10}",
            f"{chance.randint(100, 999)}.5",
            "+4",
        )
        for year in range(2015, 2021)
    ]
    marked = sorted(chance.sample(range(1, paragraphs + 1), notes)) if notes else []
    return Statement(
        title=f"Joint Statement of {one} and {other} on Good Neighbourly Relations",
        preamble=f"At the invitation of the Government of {one}, the Minister of Foreign Affairs "
        f"of {other} paid an official visit from 3 to 5 March 2021. {sentence()}",
        sections=sections,
        table=tuple(rows) if table else (),
        notes={
            place: f"See the protocol of session {place} of the commission." for place in marked
        },
        closing=f"Done at the seat of the Government of {one} in two originals, both being equal.",
    )


# ---------------------------------------------------------------------- HTML, for WeasyPrint

STYLE = """
@page { size: A4; margin: 25mm 20mm; %(page)s }
body { font: %(size)spt/%(leading)s "%(font)s"; text-align: %(align)s; hyphens: manual }
h1 { font-size: 1.5em; text-align: center; column-span: all } h2 { font-size: 1.15em }
p { margin: %(gap)s 0; text-indent: %(indent)s }
ol { padding-left: %(left)s; margin: 0 } li { margin: %(gap)s 0 }
.columns { columns: %(columns)s; column-gap: 9mm }
table { width: 100%%; border-collapse: collapse } td { padding: 2pt 8pt }
.note { float: footnote; font-size: .75em; text-indent: 0 }
.note::footnote-marker { content: counter(footnote) " "; }
.note::footnote-call { font-size: .65em; vertical-align: super; line-height: 0 }
"""
USUAL = {
    "page": "", "size": 11, "leading": 1.35, "font": "DejaVu Serif", "align": "left", "gap": "6pt",
    "indent": "0", "left": "22pt", "columns": 1,
}  # fmt: skip


def page_of(made: Statement, **style: object) -> str:
    """A statement as a page for printing."""
    number = 0
    parts = [f"<h1>{escape(made.title)}</h1>", f"<p>{escape(made.preamble)}</p>"]
    for head, texts in made.sections:
        parts.append(f"<h2>{escape(head)}</h2><ol start='{number + 1}'>")
        for text in texts:
            number += 1
            note = made.notes.get(number)
            mark = f"<span class='note'>{escape(note)}</span>" if note else ""
            parts.append(f"<li>{escape(text)}{mark}</li>")
        parts.append("</ol>")
    if made.table:
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in made.table
        )
        parts.append(f"<table>{rows}</table>")
    parts.append(f"<p>{escape(made.closing)}</p>")
    sheet = STYLE % {**USUAL, **style}
    body = f"<div class='columns'>{''.join(parts)}</div>"
    return f"<html lang='en'><head><style>{sheet}</style></head><body>{body}</body></html>"


HEADS = (
    '@top-center { content: "Ministry of Foreign Affairs"; font-size: 8pt } '
    '@bottom-center { content: "Page " counter(page) " of " counter(pages); font-size: 8pt }'
)
NUMBERS = "@bottom-right { content: counter(page); font-size: 9pt }"
PRINTED: dict[str, tuple[Statement, dict[str, object]]] = {
    "plain": (statement(1), {}),
    "justified": (statement(2), {"align": "justify", "page": NUMBERS}),
    "indented": (statement(3), {"indent": "14pt", "gap": "0", "left": "0"}),
    "heads": (statement(4, paragraphs=40), {"page": HEADS}),
    "columns": (statement(5, paragraphs=30), {"columns": 2, "size": 9.5, "page": HEADS}),
    "justified-columns": (
        statement(6, paragraphs=30),
        {"columns": 2, "size": 9, "align": "justify", "page": NUMBERS},
    ),
    "footnotes": (statement(7, paragraphs=24, notes=5), {"page": NUMBERS}),
    "table": (statement(8, table=True), {"page": HEADS}),
    "columns-and-notes": (
        statement(9, paragraphs=30, notes=4),
        {"columns": 2, "size": 9, "page": NUMBERS},
    ),
    "large": (statement(10, paragraphs=8), {"size": 14, "leading": 1.6, "font": "DejaVu Sans"}),
}

# ---------------------------------------------------------------------- Typst

_MARKUP = str.maketrans({char: f"\\{char}" for char in "*_`$#@<>[]~=/\\\"'+"})


def typ_of(made: Statement, **style: object) -> str:
    """A statement as a Typst file; `columns` and `gutter` of the page, `apart`: of each section."""
    columns, apart = style.get("columns", 1), style.get("apart", 1)
    is_even = str(bool(style.get("even"))).lower()
    title = f"*{_typ(made.title)}*"
    parts = [
        f'#set text(size: {style.get("size", 10.5)}pt, lang: "en", hyphenate: {is_even})',
        f"#set par(justify: {is_even})",
        f'#set page(paper: "a4", columns: {columns}{style.get("page", "")})',
        f"#set columns(gutter: {style.get('gutter', '4%')})",
        f'#place(top + center, scope: "parent", float: true)[#text(size: 1.5em)[{title}]]',
        _typ(made.preamble),
    ]
    number = 0
    for head, texts in made.sections:
        items = []
        for text in texts:
            number += 1
            note = made.notes.get(number)
            mark = f"#footnote[{_typ(note)}]" if note else ""
            items.append(f"{number}. {_typ(text)}{mark}")
        body = "\n\n".join(items)
        parts += [f"== {_typ(head)}", f"#columns({apart})[{body}]" if apart != 1 else body]
    return "\n\n".join([*parts, _typ(made.closing)])


def _typ(text: str) -> str:
    return text.translate(_MARKUP)


_TYP_HEADS = ', header: [Ministry of Foreign Affairs #h(1fr) Press office], numbering: "1 / 1"'
TYPESET: dict[str, tuple[Statement, dict[str, object]]] = {
    "one-even": (statement(32), {"even": True, "page": _TYP_HEADS}),
    "two": (statement(33, paragraphs=24), {"columns": 2, "page": _TYP_HEADS}),
    "two-even": (statement(34, paragraphs=24), {"columns": 2, "even": True, "page": _TYP_HEADS}),
    "two-tight": (statement(35, paragraphs=24), {"columns": 2, "even": True, "gutter": "1em"}),
    "two-notes": (statement(36, paragraphs=24, notes=4), {"columns": 2, "even": True}),
    "notes": (statement(37, notes=5), {"even": True}),
    "three-wide": (
        statement(38, paragraphs=30),
        {"columns": 3, "even": True, "size": 9, "page": ", flipped: true"},
    ),
    "sections-in-two": (statement(41, paragraphs=24), {"apart": 2}),
}

# ---------------------------------------------------- OpenDocument, for LibreOffice

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
)  # fmt: skip
_ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:style style:name="Body" style:family="paragraph"><style:paragraph-properties
  fo:margin-top="{gap}" fo:margin-bottom="{gap}" fo:text-align="{align}"
  fo:text-indent="{indent}"/>
  <style:text-properties style:font-name="DejaVu Serif" fo:font-size="{size}pt"
   fo:language="en" fo:country="GB" fo:hyphenate="{hyphenate}" fo:hyphenation-remain-char-count="2"
   fo:hyphenation-push-char-count="2"/></style:style>
 <style:style style:name="Head" style:family="paragraph" style:default-outline-level="1">
  <style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Small" style:family="paragraph">
  <style:text-properties fo:font-size="8pt"/></style:style>
 <text:list-style style:name="Numbers"><text:list-level-style-number text:level="1"
  style:num-suffix="." style:num-format="1"><style:list-level-properties
  text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
  text:label-followed-by="listtab" text:list-tab-stop-position="0.8cm" fo:text-indent="-0.8cm"
  fo:margin-left="0.8cm"/></style:list-level-properties></text:list-level-style-number>
 </text:list-style>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="Layout"><style:page-layout-properties fo:page-width="21cm"
  fo:page-height="29.7cm" fo:margin="2cm">{columns}</style:page-layout-properties>
  <style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Layout">
 {heads}</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""
_HEADS_ODT = (
    '<style:header><text:p text:style-name="Small">Office of the Government</text:p></style:header>'
    '<style:footer><text:p text:style-name="Small">- <text:page-number/> -</text:p></style:footer>'
)
_COLUMNS_ODT = '<style:columns fo:column-count="2" fo:column-gap="0.9cm"/>'
_USUAL_ODT = {
    "gap": "0.15cm", "align": "start", "indent": "0cm", "size": "11", "columns": "", "heads": "",
    "hyphenate": "false",
}  # fmt: skip


def odt_of(made: Statement, **style: str) -> str:
    """A statement as a flat OpenDocument file, which LibreOffice makes other files of."""
    number = 0
    parts = [_odt_heading(made.title), _odt_paragraph(made.preamble)]
    for head, texts in made.sections:
        items = []
        for text in texts:
            number += 1
            note = made.notes.get(number, "")
            items.append(f"<text:list-item>{_odt_paragraph(text, note)}</text:list-item>")
        go_on = ' text:continue-numbering="true"' if number > len(texts) else ""
        parts.append(_odt_heading(head))
        parts.append(f'<text:list text:style-name="Numbers"{go_on}>{"".join(items)}</text:list>')
    if made.table:
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f"<table:table-cell>{_odt_paragraph(cell)}</table:table-cell>" for cell in row
            )
            + "</table:table-row>"
            for row in made.table
        )
        column = f'<table:table-column table:number-columns-repeated="{len(made.table[0])}"/>'
        parts.append(f"<table:table>{column}{rows}</table:table>")
    parts.append(_odt_paragraph(made.closing))
    return _ODT.format(spaces=_SPACES, body="".join(parts), **{**_USUAL_ODT, **style})


def _odt_heading(text: str) -> str:
    return f'<text:h text:style-name="Head" text:outline-level="1">{escape(text)}</text:h>'


def _odt_paragraph(text: str, note: str = "") -> str:
    mark = (
        '<text:note text:note-class="footnote"><text:note-citation/><text:note-body>'
        f'<text:p text:style-name="Small">{escape(note)}</text:p></text:note-body></text:note>'
        if note
        else ""
    )
    return f'<text:p text:style-name="Body">{escape(text)}{mark}</text:p>'


WRITTEN: dict[str, tuple[Statement, dict[str, str]]] = {
    "office-plain": (statement(11), {}),
    "office-justified": (statement(12, paragraphs=30), {"align": "justify", "heads": _HEADS_ODT}),
    "office-indented": (statement(13), {"indent": "0.6cm", "gap": "0cm"}),
    "office-columns": (statement(14, paragraphs=30), {"columns": _COLUMNS_ODT, "size": "10"}),
    "office-columns-heads": (
        statement(15, paragraphs=36),
        {"columns": _COLUMNS_ODT, "size": "9", "align": "justify", "heads": _HEADS_ODT},
    ),
    "office-notes": (statement(16, paragraphs=24, notes=5), {"heads": _HEADS_ODT}),
    "office-table": (statement(17, table=True), {}),
    "office-hyphens": (
        statement(18, paragraphs=30),
        {"columns": _COLUMNS_ODT, "align": "justify", "hyphenate": "true"},
    ),
    "office-all": (
        statement(19, paragraphs=40, table=True, notes=6),
        {"align": "justify", "heads": _HEADS_ODT},
    ),
    "office-small": (statement(20, paragraphs=50), {"size": "8", "gap": "0.05cm"}),
}
