"""Main text, title and dates of forty pages that the reader's author did not write.

What counts as main text is in `pages40/README.md`.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections import Counter
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import pytest

from memcon.cli import run

FOLDER = Path(__file__).parent / "pages40"
PAGES = sorted(path.stem for path in FOLDER.glob("*.html"))
Found = dict[str, dict[str, Any]]


class Overlap(NamedTuple):
    """How much of what was found is true, and how much of what is true was found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1.0)


def grams(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """How often each run of so many tokens occurs; a shorter text is one run."""
    tokens = re.findall(r"\w+", text)
    starts = range(max(1, len(tokens) - size + 1)) if tokens else range(0)
    return Counter(tuple(tokens[start : start + size]) for start in starts)


def overlap(true: str, found: str) -> Overlap:
    """What two texts share, as the public article-extraction benchmark counts it."""
    wanted, got = grams(true), grams(found)
    shared = (wanted & got).total()
    return Overlap(
        shared / got.total() if got else float(not wanted),
        shared / wanted.total() if wanted else float(not got),
    )


def averaged(overlaps: list[Overlap]) -> Overlap:
    """Precision and recall averaged over pages, each page alike."""
    return Overlap(fmean(one.precision for one in overlaps), fmean(one.recall for one in overlaps))


def truth(page: str) -> dict[str, Any]:
    """What the page says of itself."""
    told: dict[str, Any] = json.loads((FOLDER / f"{page}.json").read_text("utf-8"))
    return told


def true_text(page: str) -> str:
    """The main text of the page."""
    return (FOLDER / f"{page}.txt").read_text("utf-8")


def folded(words: str | None) -> str:
    """Words without regard to case, punctuation and marks of space."""
    return " ".join(re.findall(r"\w+", words or "")).casefold()


@pytest.fixture(scope="module")
def found() -> Found:
    """What `memcon read --json` gives for each page, by the page's name; a failed one is empty."""
    written = io.StringIO()
    paths = [str(FOLDER / f"{page}.html") for page in PAGES]
    with contextlib.redirect_stdout(written):
        run(["read", *paths, "--json"])
    read = [json.loads(line) for line in written.getvalue().splitlines()]
    empty: Found = {page: {"text": ""} for page in PAGES}
    return empty | {Path(one["name"]).stem: one for one in read}


def wrong(found: Found, field: str) -> dict[str, tuple[Any, Any]]:
    """For each page where a field is other than the page says: what is true, and what was found."""
    return {
        page: (truth(page)[field], found[page].get(field))
        for page in PAGES
        if found[page].get(field) is not None and found[page].get(field) != truth(page)[field]
    }


class TestTheMeasure:
    def test_there_are_forty_pages(self) -> None:
        assert len(PAGES) == 40

    @pytest.mark.parametrize(
        ("true", "got", "precision", "recall"),
        [
            ("a b c d e", "a b c d e", 1.0, 1.0),
            ("a b c d e", "a, b; c. d – e!", 1.0, 1.0),
            ("a b c d e", "a b c d e f g", 0.5, 1.0),
            ("a b c d e f g", "a b c d e", 1.0, 0.5),
            ("a b c d", "a b c d a b c d", 0.2, 1.0),
            ("a b c d e", "", 0.0, 0.0),
            ("", "", 1.0, 1.0),
            ("a b", "a b", 1.0, 1.0),
        ],
    )
    def test_counts_runs_of_four_tokens(
        self, true: str, got: str, precision: float, recall: float
    ) -> None:
        assert overlap(true, got) == pytest.approx((precision, recall))


def test_main_text_is_found_and_nothing_else(found: Found) -> None:
    pages = {page: overlap(true_text(page), found[page]["text"]) for page in PAGES}
    worst = sorted(pages, key=lambda page: pages[page].f1)[:10]
    assert averaged([*pages.values()]).f1 >= 0.97, {page: pages[page] for page in worst}


def test_titles_are_those_the_pages_show(found: Found) -> None:
    differ = {
        page: (truth(page)["title"], found[page].get("title"))
        for page in PAGES
        if folded(found[page].get("title")) != folded(truth(page)["title"])
    }
    assert not differ


@pytest.mark.parametrize("field", ["date", "modified"])
def test_dates_are_right_or_absent(found: Found, field: str) -> None:
    assert not wrong(found, field)


def test_nearly_every_page_has_its_date(found: Found) -> None:
    undated = [page for page in PAGES if not found[page].get("date")]
    assert len(undated) <= 2, undated


@pytest.mark.parametrize("field", ["language", "url"])
def test_language_and_address_are_right_or_absent(found: Found, field: str) -> None:
    assert not wrong(found, field)


@pytest.mark.parametrize("field", ["publisher", "author"])
def test_publisher_and_author_are_named_on_most_pages(found: Found, field: str) -> None:
    told = {page: truth(page)[field] for page in PAGES if truth(page)[field]}
    right = [page for page in told if folded(found[page].get(field)) == folded(told[page])]
    missed = {page: (told[page], found[page].get(field)) for page in told if page not in right}
    assert len(right) >= 0.8 * len(told), missed
