"""What holds for every page: the frame, headers, words, who is let in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import memcon
from memcon.api import Ledger
from memcon.web.words import words
from web_site import bearer

TEMPLATES = sorted((Path(memcon.__file__).parent / "web" / "templates").glob("*.html"))
_MARKS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<[^>]*>", re.DOTALL)
_SHOWN = re.compile(r'\b(?:title|alt|placeholder|aria-label)="([^"{]+)"')
_STRING = re.compile(r"\bt\(\s*'([a-z_.]+)'\s*[,)]")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    inner = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.DOTALL)
    assert not re.search(r"[A-Za-z]{2,}", _MARKS.sub(" ", inner)), path
    assert not _SHOWN.findall(inner), path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_texts_that_there_are(path: Path) -> None:
    for key in _STRING.findall(path.read_text(encoding="utf-8")):
        assert words().has(key), key


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_nothing_that_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\son\w+\s*=|\sstyle\s*=|<style|javascript:|\|\s*safe\b", text), path
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/", "/records", "/nothing", "/static/app.css", "/api/v1/nothing"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_local_use_needs_no_login(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert words()("base.local") in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "record.example.org"},  # a name elsewhere that leads to this machine
        {"X-Forwarded-For": "192.0.2.7"},  # a proxy before it
    ],
)
def test_local_use_is_for_this_machine_alone(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/", headers=headers).status_code == 403


def test_with_users_one_logs_in(guarded: TestClient, ledger: Ledger) -> None:
    answer = guarded.get("/records?type=visit")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Frecords%3Ftype%3Dvisit"
    assert guarded.get("/", headers=bearer(ledger, "reader")).status_code == 200


def test_a_link_from_elsewhere_is_followed_once_more_from_here(guarded: TestClient) -> None:
    answer = guarded.get("/records?type=visit", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert 'content="0; url=/records?type=visit"' in answer.text


def test_filters_that_cannot_be_used_are_named(client: TestClient) -> None:
    answer = client.get("/records?party=CHN,Atlantis&since=13-2020&type=meeting&sector=tea")
    assert answer.status_code == 200
    for fault in ("Atlantis: no state", "since 13-2020: not a date", "sector tea: no such value"):
        assert fault in answer.text
    assert 'value="CHN"' in answer.text


def test_pages_of_a_list_do_not_overlap(client: TestClient) -> None:
    seen: list[str] = []
    address = "/records"
    while address:
        text = client.get(address).text
        found = re.findall(r'href="/record/([^"]+)"', text)
        assert found
        seen += found
        onward = re.search(r'rel="next" href="([^"]+)"', text)
        address = onward.group(1).replace("&amp;", "&") if onward else ""
    assert len(seen) == len(set(seen)) > 100
