"""The way of a desk officer through the pages, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from memcon.api import Ledger
from memcon.ledger.reading import RecordQuery
from memcon.settings import Settings
from web_site import PASSWORD, served, with_users

LONG = 120_000  # milliseconds: a worker loads its language model
DISPATCH = """Lisbon, 12 March 2024. The foreign ministers of Portugal and Angola
met in Lisbon on 11 March 2024. They signed an agreement on fisheries."""


@pytest.fixture
def dispatch(here: Path) -> Path:
    path = here / "dispatch.txt"
    path.write_text(DISPATCH, encoding="utf-8")
    return path


@pytest.mark.slow
def test_from_an_upload_to_the_words(page: Any, address: str, dispatch: Path) -> None:
    page.goto(address)
    page.locator("input[type=file]").set_input_files(dispatch)
    page.get_by_role("button", name="Read them").click()
    page.locator("[data-over]").wait_for(timeout=LONG)
    assert "done: 1 of 1" in page.locator("[data-live]").inner_text()
    page.locator(".found a").first.click()
    page.get_by_role("link", name="In the document").first.click()
    sought = page.locator(".sought").all_inner_texts()
    assert " ".join(sought).split()
    assert page.locator(".sought").first.is_visible()
    assert page.url.endswith("#at")
    page.goto(address)
    box = page.get_by_role("combobox").first
    box.fill("Portugal an")
    page.get_by_role("option").filter(has_text="Angola").first.click()
    page.wait_for_url(re.compile("/dyad/[A-Z]{3}-[A-Z]{3}"))


@pytest.mark.slow
def test_correct_undo_and_merge(page: Any, address: str, ledger: Ledger) -> None:
    first, second = ledger.records("visit").records[:2]
    page.goto(f"{address}/record/{first.id}")
    row = page.locator(".slots > div", has=page.get_by_text("date", exact=True)).first
    row.locator("summary").click()
    row.get_by_label("New value").fill("7 November 2016")
    row.get_by_label("Why (needed)").fill("misprint")
    row.get_by_role("button", name="Save").click()
    page.get_by_role("status").filter(has_text="2016-11-07").wait_for()
    assert ledger.record(first.id).get("date") == "2016-11-07"
    page.keyboard.press("u")
    page.get_by_role("status").filter(has_text="undone").wait_for()
    assert ledger.record(first.id).get("date") == first.get("date")
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.name") == "other"
    page.keyboard.type(second.id)
    page.locator("details.act[data-key=m]").get_by_label("Why (needed)").fill("the same visit")
    page.get_by_role("button", name="One record", exact=True).click()
    page.get_by_role("status").filter(has_text="one record").wait_for()
    assert ledger.record(second.id).id == ledger.record(first.id).id


@pytest.mark.slow
def test_from_a_pair_to_the_words_of_a_citation(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="China – Russia").first.click()
    page.get_by_role("heading", name="China and Russia", level=1).wait_for()
    page.locator(".filters summary").click()
    page.get_by_label("From").fill("2016")
    page.get_by_role("button", name="Apply").click()
    for tab in ("Timeline", "Figures", "Commitments", "Brief"):
        page.locator(".tabs").get_by_role("link", name=tab, exact=True).click()
        page.locator(".tabs [aria-current]").filter(has_text=tab).wait_for()
        assert "since=2016" in page.url, tab
    page.locator("sup.marks a").first.click()
    page.locator(".sought").first.wait_for()
    assert page.locator(".sought").first.is_visible()


@pytest.mark.slow
def test_a_record_and_its_words_point_at_each_other(
    page: Any, address: str, ledger: Ledger
) -> None:
    record = ledger.records("meeting").records[0]
    page.goto(f"{address}/document/{record.evidence[0].doc}")
    page.locator(f"#r-{record.id}").hover()
    words = page.locator(f".reading [data-r~='{record.id}']")
    assert "lit" in words.first.get_attribute("class")
    page.mouse.move(0, 0)
    words.first.click()
    assert page.url.partition("#")[2].startswith("r-")
    page.locator(f"#r-{record.id} .jump").click()
    assert page.url.endswith(f"#w-{record.id}")


@pytest.mark.slow
def test_records_and_briefs_are_taken_away(page: Any, address: str, ledger: Ledger) -> None:
    page.goto(f"{address}/dyad/CHN-RUS?since=2016")
    with page.expect_download() as brief:
        page.get_by_role("link", name="Take the brief away: HTML").click()
    assert "China" in Path(brief.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="Take the records away").click()
    page.get_by_role("heading", name="Take it away").wait_for()
    with page.expect_download() as export:
        page.get_by_role("button", name="JSON lines").click()
    lines = Path(export.value.path()).read_text(encoding="utf-8").splitlines()
    asked = RecordQuery(parties=("CHN", "RUS"), since=date(2016, 1, 1), limit=0)
    found = {record.id for record in ledger.page(asked).records}
    assert {json.loads(line)["id"] for line in lines} == found


@pytest.mark.slow
def test_the_queue_is_worked_through_by_keys(page: Any, address: str, ledger: Ledger) -> None:
    page.goto(f"{address}/review")
    page.locator("[data-item]").first.wait_for()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hasAttribute('data-item')")
    page.keyboard.press("y")  # the first items of the queue are pairs
    page.get_by_role("status").filter(has_text="Done").wait_for()
    assert [entry.decision.kind for entry in ledger.decisions()] == ["same"]
    page.keyboard.press("u")
    page.get_by_role("status").filter(has_text="undone").wait_for()


@pytest.mark.slow
def test_a_selected_passage_becomes_a_record(page: Any, address: str, ledger: Ledger) -> None:
    name = ledger.documents()[0].name
    page.goto(f"{address}/document/{name}")
    spot = page.locator(".reading p.paragraph").first
    spot.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node);"
        " const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }"
    )
    words = spot.evaluate("node => node.textContent")
    page.get_by_role("link", name="Enter a record from these words").click()
    assert page.locator("blockquote").inner_text().split() == words.split()
    start, end = page.url.partition("at=")[2].partition("-")[::2]
    assert ledger.document(name).text[int(start) : int(end)] == words


@pytest.mark.slow
def test_log_in_and_be_refused(watch: Callable[..., Any], settings: Settings) -> None:
    with_users(settings, rita="reader", adam="admin")
    page = watch(viewport={"width": 1280, "height": 900}).page
    with served(settings) as base:
        page.goto(f"{base}/records?type=visit")
        page.get_by_label("Name").fill("rita")
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("alert").filter(has_text="no such name and password").wait_for()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", name="Records").wait_for()
        page.locator("table.records a").first.click()
        page.locator(".slots").first.wait_for()
        assert page.get_by_role("button", name="Accept").count() == 0
        assert page.goto(f"{base}/admin").status == 403
        assert page.goto(f"{base}/review").status == 403
        page.goto(base)
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login")


@pytest.mark.slow
def test_pages_can_be_read_without_scripts(
    watch: Callable[..., Any], address: str, ledger: Ledger
) -> None:
    page = watch(java_script_enabled=False).page
    record = ledger.records("meeting").records[0]
    page.goto(f"{address}/record/{record.id}")
    page.get_by_role("link", name="In the document").first.click()
    assert page.locator(".sought").count() > 0
    page.goto(address)
    page.get_by_role("link", name="Show it").first.click()
    assert page.get_by_text("documents").count() > 0


# ---------------------------------------------------------------------- for everybody

AXE = "axe_playwright_python"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(
    watch: Callable[..., Any], address: str, ledger: Ledger, scheme: str
) -> None:
    pytest.importorskip(AXE)
    axe = files(AXE).joinpath("axe.min.js").read_text(encoding="utf-8")
    page = watch(color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True).page
    faults: dict[str, list[str]] = {}
    for path in own_pages(ledger):
        page.goto(f"{address}{path}")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        page.evaluate(axe)
        asked = json.dumps({"runOnly": TAGS})
        found = page.evaluate(f"axe.run(document, {asked}).then(answer => answer.violations)")
        told = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
        faults.update({path: told} if told else {})
    assert faults == {}


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_no_page_is_wider_than_the_screen(
    watch: Callable[..., Any], address: str, ledger: Ledger, width: int
) -> None:
    page = watch(viewport={"width": width, "height": 900}).page
    for path in own_pages(ledger):
        page.goto(f"{address}{path}")
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (path, wide)
        assert len(page.content().encode()) < 400_000, path


def own_pages(ledger: Ledger) -> list[str]:
    record = next(each for each in ledger.records("meeting").records if each.stated)
    doc = record.evidence[0].doc
    html = next(each.name for each in ledger.documents() if each.media_type == "text/html")
    return [
        "/",
        "/records",
        "/documents",
        "/records?type=figure&since=2015",
        f"/record/{record.id}",
        f"/document/{doc}?at={record.evidence[0].start}-{record.evidence[0].end}",
        f"/document/{html}",
        f"/enter/{doc}?at=0-20&type=meeting",
        "/review",
        "/ingest",
        "/admin",
        "/nothing",
    ]
