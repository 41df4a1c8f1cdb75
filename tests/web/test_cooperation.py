"""The pages on how states work together: structures, files, packs, follow-ups, plans, systems."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from web_site import bearer

PAIR = "CHN-RUS"
PACK = f"/prepare/{PAIR}?series=heads_of_government"
_MARK = re.compile(r'<a href="/document/([^"?]+)\?at=(\d+)-(\d+)#at" title="([^"]*)"')


def a_meeting(ledger: Ledger) -> str:
    found = ledger.records("meeting", parties=["CHN", "RUS"]).records
    return next(each.id for each in found if each.get("ordinal") == 21)


@pytest.fixture
def paths(ledger: Ledger) -> list[str]:
    return [
        f"/structure/{PAIR}",
        f"/meeting/{a_meeting(ledger)}",
        PACK,
        f"/follow-up/{PAIR}?series=heads_of_government&ordinal=21",
        f"/plan/{PAIR}?horizon=10y&growth=5,8",
    ]


def test_every_mark_leads_to_its_words_in_the_document(
    client: TestClient, ledger: Ledger, paths: list[str]
) -> None:
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        marks = _MARK.findall(answer.text)
        assert len(marks) > 5, path
        for name, start, end, quote in marks:
            text = ledger.document(unquote(name)).text
            assert text[int(start) : int(end)] == unescape(quote), (path, name)


def test_the_structure_is_a_tree_as_of_a_day(client: TestClient) -> None:
    text = client.get(f"/structure/{PAIR}").text
    assert re.search(r'<ul class="tree">.*?<ul>.*?href="/record/', text, re.DOTALL)
    early = client.get(f"/structure/{PAIR}?as_of=2013-01-01").text
    assert text.count("/record/") > early.count("/record/") > 0
    assert client.get(f"/structure/{PAIR}?as_of=soon").status_code == 400


def test_a_meeting_leads_to_its_file_and_other_records_do_not(
    client: TestClient, ledger: Ledger
) -> None:
    meeting = a_meeting(ledger)
    assert f'href="/meeting/{meeting}"' in client.get(f"/record/{meeting}").text
    visit = ledger.records("visit").records[0].id
    assert f"/meeting/{visit}" not in client.get(f"/record/{visit}").text
    assert client.get(f"/meeting/{visit}").status_code == 400
    assert client.get("/meeting/meeting-000000000000").status_code == 404


def test_the_pack_of_a_page_is_that_of_the_ledger(client: TestClient, ledger: Ledger) -> None:
    made = ledger.make_pack(ledger.prepare("heads_of_government", parties=["CHN", "RUS"]))
    text = unescape(client.get(PACK).text)
    for section in made.sections:
        assert f"{section.title}</h2>" in text
        for group in section.groups:
            for row in group.rows:
                assert row.cells[-1] in text


@pytest.mark.parametrize(
    ("path", "media", "holds"),
    [
        (f"/prepare/{PAIR}/pack.md?series=heads_of_government", "text/markdown", b"# "),
        (f"/prepare/{PAIR}/pack.html?series=heads_of_government", "text/html", b"<!DOCTYPE"),
        (f"/prepare/{PAIR}/pack.json?series=heads_of_government", "application/json", b'"agenda"'),
        (
            f"/follow-up/{PAIR}/follow-up.csv?series=heads_of_government&ordinal=21",
            "text/csv",
            b",",
        ),
        (
            f"/follow-up/{PAIR}/follow-up.ics?series=heads_of_government&ordinal=21",
            "text/calendar",
            b"BEGIN:VCALENDAR",
        ),
        (f"/plan/{PAIR}/plan.md?growth=5", "text/markdown", b"# "),
    ],
)
def test_papers_are_taken_away(client: TestClient, path: str, media: str, holds: bytes) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert holds in answer.content


def test_a_pack_comes_for_word(client: TestClient) -> None:
    pytest.importorskip("docx")
    answer = client.get(f"/prepare/{PAIR}/pack.docx?series=heads_of_government")
    assert answer.status_code == 200
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "word/document.xml" in names


def test_the_plan_draws_what_it_says_without_scripts_or_styles(client: TestClient) -> None:
    text = client.get(f"/plan/{PAIR}?growth=5,8").text
    drawing = re.search(r'<svg class="plot".*?</svg>', text, re.DOTALL)
    assert drawing
    assert 'class="actual"' in drawing.group()
    assert " style=" not in text
    assert client.get(f"/plan/{PAIR}?horizon=soon").status_code == 400
    assert client.get(f"/plan/{PAIR}?growth=fast").status_code == 400


@pytest.mark.parametrize("day", ["soon", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_told(client: TestClient, paths: list[str], day: str) -> None:
    for path in [*paths[:1], *paths[2:]]:
        asked = f"{path}{'&' if '?' in path else '?'}as_of={day}"
        assert client.get(asked).status_code == 400, asked


def test_systems_stand_beside_each_other(client: TestClient) -> None:
    answer = client.get("/systems?pairs=RUS-CHN&pairs=Kenya-Uganda")
    assert answer.status_code == 200
    assert "<svg" in answer.text
    assert 'href="/structure/CHN-RUS"' in answer.text
    assert 'href="/structure/KEN-UGA"' in answer.text
    assert client.get("/systems?pairs=RUS").status_code == 400
    assert client.get("/systems?" + "&".join(["pairs=RUS-CHN"] * 20)).status_code == 200


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/structure/RUS-CHN?as_of=2015-01-01", "/structure/CHN-RUS?as_of=2015-01-01"),
        ("/plan/Russia-China", "/plan/CHN-RUS"),
        ("/cooperation?party=Russia,China&view=prepare", "/prepare/CHN-RUS"),
        ("/cooperation?party=RUS-CHN", "/structure/CHN-RUS"),
    ],
)
def test_a_group_has_one_address(client: TestClient, asked: str, led: str) -> None:
    answer = client.get(asked)
    assert answer.status_code in (303, 307)
    assert answer.headers["location"] == led


def test_the_pair_and_the_menu_lead_there(client: TestClient) -> None:
    text = client.get(f"/dyad/{PAIR}").text
    for path in ("structure", "prepare", "follow-up", "plan"):
        assert f'href="/{path}/{PAIR}"' in text
    assert 'href="/cooperation"' in text


def test_what_a_reader_may_not_see_is_on_no_page(
    guarded: TestClient, ledger: Ledger, paths: list[str]
) -> None:
    meeting = ledger.record(a_meeting(ledger))
    secret = {cite.doc for cite in meeting.evidence}
    for name in secret:
        ledger.label(name, label="eyes")
    reader = bearer(ledger, "reader")
    for path in [*paths, "/systems?pairs=CHN-RUS", f"{PACK}&side=RUS"]:
        text = guarded.get(path, headers=reader).text
        assert not [name for name in secret if name in text], path
        assert meeting.id not in text or path.startswith("/meeting/"), path
    assert guarded.get(f"/meeting/{meeting.id}", headers=reader).status_code == 404
