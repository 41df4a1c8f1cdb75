"""The views in a real browser: drawn, reached by keys, read without scripts, within the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pages import PAIR, VIEWS, WHOLE

# One of each kind of page is looked at; the rest is made from the same templates.
SEEN = (*VIEWS, *(path for path in WHOLE if not path.startswith("/codebook/")), "/codebook/meeting")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")


def ready(page: Any, address: str) -> None:
    """Open a page, once what takes a moment is worked out."""
    for _ in range(20):
        if page.goto(address).status == 200:
            return
        page.wait_for_timeout(500)
    pytest.fail(f"{address} did not open")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(watch: Callable[..., Any], address: str, scheme: str) -> None:
    page = watch(viewport={"width": 1280, "height": 900}, color_scheme=scheme).page
    told = []
    for path in SEEN:
        ready(page, f"{address}{path}")
        page.wait_for_load_state("networkidle")
        for each in axe.Axe().run(page).response["violations"]:
            told += [f"{path}: {each['id']}: {node['html'][:200]}" for node in each["nodes"][:2]]
    assert told == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 2560])
def test_pages_stay_within_the_screen(watch: Callable[..., Any], address: str, width: int) -> None:
    page = watch(viewport={"width": width, "height": 900}).page
    for path in SEEN:
        ready(page, f"{address}{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_timeline_is_drawn_and_moves_by_its_buttons(page: Any, address: str) -> None:
    page.goto(f"{address}{PAIR}/timeline")
    page.wait_for_selector(".vis-item")
    assert page.locator(".vis-label").count() >= 4
    years = page.locator(".vis-top .vis-text.vis-major")
    before = years.all_inner_texts()
    for _ in range(3):
        page.get_by_role("button", name="Earlier").click()
    page.wait_for_timeout(800)
    assert years.all_inner_texts() != before


def test_figures_and_events_are_drawn(page: Any, address: str) -> None:
    page.goto(f"{address}{PAIR}/figures")
    page.wait_for_selector(".chart canvas")
    page.goto(f"{address}{PAIR}/events")
    page.wait_for_selector(".chart canvas")
    years, months = (page.get_by_role("button", name=name) for name in ("Years", "Months"))
    months.click()
    assert (months.get_attribute("aria-pressed"), years.get_attribute("aria-pressed")) == (
        "true",
        "false",
    )


@pytest.mark.parametrize(
    ("path", "field", "onward"),
    [
        ("/network", ".graph", r"/network\?party=[A-Z]{2,}"),
        ("/map", ".world", r"/map\?party=[A-Z]{3}"),
        ("/map?party=CHN", ".world", r"/dyad/[A-Z]{3}-[A-Z]{3}"),
    ],
)
def test_a_drawing_is_gone_through_by_keys(
    page: Any, address: str, path: str, field: str, onward: str
) -> None:
    ready(page, f"{address}{path}")
    page.wait_for_selector(f"{field} canvas, {field} svg")
    page.focus(field)
    told = page.locator("#told")
    first = told.inner_text()
    page.keyboard.press("ArrowRight")
    second = told.inner_text()
    page.keyboard.press("ArrowRight")
    assert len({first, second, told.inner_text()}) == 3
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(onward))


def test_without_scripts_the_tables_are_there_and_nothing_else(
    watch: Callable[..., Any], address: str
) -> None:
    page = watch(java_script_enabled=False).page
    for path in (f"{PAIR}/timeline", f"{PAIR}/figures", f"{PAIR}/events", "/network", "/map"):
        ready(page, f"{address}{path}")
        assert page.locator("main table").first.is_visible(), path
        assert not page.locator(".chart, .graph, .world, .lanes").first.is_visible(), path


def test_on_paper_there_is_only_the_record(page: Any, address: str) -> None:
    page.goto(f"{address}{PAIR}")
    page.emulate_media(media="print")
    for name in (".top", ".tabs", ".filters", ".jumps"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator(".standing").is_visible()
