"""The page of a document: its text in pieces, and records entered from it."""

from __future__ import annotations

import re
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from memcon.api import Ledger
from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.record import Record
from memcon.web.document_view import AT_ONCE, text_view

TEXT = "Line one.\n\nThe presidents met in Łódź 😀 on Monday.\nAnd again.\n\n"


def record(number: int, start: int, end: int, text: str = TEXT) -> Record:
    cite = Citation("a.txt", start, end, text[start:end])
    return Record(f"meeting-{number}", "meeting", {"parties": ["POL"]}, (cite,))


spans = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 40)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))
)


@given(st.lists(spans, max_size=6), st.one_of(st.none(), spans))
def test_pieces_are_the_text_with_its_records(
    found: list[tuple[int, int]], at: tuple[int, int] | None
) -> None:
    document = Document("a.txt", TEXT, (Block(11, 50), Block(51, len(TEXT) - 2)))
    records = [record(number, *span) for number, span in enumerate(found)]
    view = text_view(document, records, at=at)
    pieces = [piece for stretch in view.stretches for piece in stretch.pieces]
    for piece in pieces:
        end = piece.start + len(piece.text)
        assert TEXT[piece.start : end] == piece.text
        held = {each.id for each in piece.records}
        covering = {
            each.id
            for each in records
            if each.evidence[0].start <= piece.start and end <= each.evidence[0].end
        }
        assert held == covering
    shown = ["".join(piece.text for piece in stretch.pieces) for stretch in view.stretches]
    assert " ".join(shown).split() == TEXT.split()
    opened = [each.id for piece in pieces for each in piece.opens]
    assert len(opened) == len(set(opened))


def test_a_long_text_comes_in_parts_that_add_up() -> None:
    line = "The ministers met in Oslo on 3 May 2021 and agreed on fish.\n"
    text = line * 4000
    blocks = tuple(Block(at, at + len(line) - 1) for at in range(0, len(text), len(line)))
    document = Document("a.txt", text, blocks)
    begin, shown, parts = 0, [], 0
    while begin >= 0:
        view = text_view(document, [], begin=begin)
        assert view.end - view.start <= AT_ONCE
        shown += [piece.text for stretch in view.stretches for piece in stretch.pieces]
        begin, parts = view.after, parts + 1
    assert parts == -(-len(text) // AT_ONCE)
    assert "".join(shown) == text.replace("\n", "")
    at = len(text) - 100
    found = text_view(document, [record(1, at, at + 20, text)], at=(at, at + 20))
    assert found.start > AT_ONCE
    assert [each.id for each in found.records] == ["meeting-1"]


def test_a_citation_leads_to_its_words(client: TestClient, ledger: Ledger) -> None:
    for each in ledger.records("instrument").records[:10]:
        cite = each.evidence[0]
        page = client.get(f"/document/{cite.doc}?at={cite.start}-{cite.end}").text
        sought = re.findall(r'<(?:a|mark) class="[^"]*\bsought\b[^"]*"[^>]*>([^<]*)<', page)
        plain = "".join(sought).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
        assert plain.split() == cite.quote.split()
        assert f'id="r-{each.id}"' in page


def test_an_html_original_is_shown_without_its_life(client: TestClient, ledger: Ledger) -> None:
    name = next(doc.name for doc in ledger.documents() if doc.media_type == "text/html")
    assert f'src="/original/{name}' in client.get(f"/document/{name}").text
    answer = client.get(f"/original/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert "<script" not in answer.text.casefold()


def test_an_original_is_kept_not_opened(client: TestClient, ledger: Ledger, root: Any) -> None:
    name = ledger.documents()[0].name
    answer = client.get(f"/download/{name}")
    assert answer.content == (root / "examples" / name).read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_passage_becomes_a_record(client: TestClient, ledger: Ledger) -> None:
    name = ledger.documents()[0].name
    text = ledger.document(name).text
    start = text.index(" ", 200) + 1
    address = f"/enter/{name}?at={start}-{start + 60}&type=visit"
    page = client.get(address).text
    fields = {
        "csrf": re.search(r'name="csrf" value="([0-9a-f]+)"', page).group(1),
        "type": "visit",
        "at": f"{start}-{start + 60}",
        "slot-parties": "Chile; Peru",
        "slot-host": "Peru",
        "slot-date": "3 May 2021",
        "reason": "not read",
    }
    made = client.post(f"/enter/{name}", data=fields)
    assert made.status_code == 303
    found = ledger.record(made.headers["location"].split("/")[2].partition("?")[0])
    assert found.get("host") == "PER"
    assert (found.evidence[0].start, found.evidence[0].quote) == (start, text[start : start + 60])
    wrong = client.post(f"/enter/{name}", data={**fields, "slot-host": "Atlantis"})
    assert wrong.status_code == 422
    assert "Atlantis" in wrong.text


def test_there_is_no_way_out_of_the_ledger(client: TestClient) -> None:
    for name in ("../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "%00", "C:\\x"):
        for where in ("document", "original", "download", "enter"):
            assert client.get(f"/{where}/{name}").status_code == 404, (where, name)
        assert client.get(f"/static/{name}").status_code == 404, name
