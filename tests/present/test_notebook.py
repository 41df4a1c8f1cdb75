"""What notebooks show, and the example notebooks themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import run_notebooks
from lxml import etree, html

import memcon.api
from exporting import HOSTILE, sample
from factory import record
from memcon.present.brief.parts import Plot, Point
from memcon.present.notebook import Timeline, records_html

MACHINE = re.compile(r"(?<![\w.])/(tmp|home|root|work|Users|var|opt)/\w")


def item(first: str, last: str, what: str = "talks") -> dict[str, Any]:
    return {"first": first, "last": last, "when": "then", "what": what, "status_words": "held"}


def test_a_record_shows_its_fields_and_the_words_they_rest_on() -> None:
    assert memcon.api.Ledger  # what words records is handed in when the API is there
    shown = html.fromstring(sample()[0]._repr_html_() or "")
    cells = {row[0].text: row[1].text for row in shown.iter("tr")}
    assert cells["place"] == "Lima, Peru"
    assert cells["participants"].startswith("Foreign Minister Ana Ruiz")
    assert cells["note.txt"].startswith("“")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_documents_say_is_text_in_a_notebook(text: str) -> None:
    made = record("project", name=text, quote=text)
    timeline = Timeline(text, [{"lane": "project", "items": [item("2019-01-01", "", text)]}])
    for shown in (made._repr_html_(), records_html([made]), timeline._repr_html_()):
        assert "<script" not in (shown or "").casefold()


def test_a_list_counts_what_it_does_not_show() -> None:
    many = [record("project", name=f"line {n}") for n in range(60)]
    shown = records_html(many, undated=3)
    assert shown.count("<tr>") == 51
    assert "60 records; the first 50 are shown; 3 without a date left out" in shown


def test_a_timeline_draws_days_as_dots_and_stretches_as_bars() -> None:
    lanes = [
        {"lane": "meeting", "items": [item("2019-05-06", "2019-05-06")]},
        {"lane": "project", "items": [item("2010-01-01", "2020-12-31"), item("", "2024-12-31")]},
    ]
    drawn = etree.fromstring(Timeline("Chile and Peru", lanes)._repr_html_())
    widths = [float(each.get("width")) for each in drawn.iter("rect")]
    assert widths[0] == widths[2] == 12
    assert widths[1] > 300


def test_a_timeline_of_nothing_says_so() -> None:
    assert "nothing with a date" in Timeline("none", [])._repr_html_()


def test_a_chart_shows_its_bars() -> None:
    plot = Plot("Trade", (Point("2018", "3.1 bn USD", "3.1", 3.1e9, "actual"),))
    assert "3.1 bn USD" in plot._repr_html_()


@pytest.mark.parametrize("path", sorted(run_notebooks.FOLDER.glob("*.ipynb")), ids=lambda p: p.stem)
def test_a_notebook_is_kept_with_outputs_and_no_path_of_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    assert any(cell["outputs"] for cell in cells)
    assert not any(output["output_type"] == "error" for c in cells for output in c["outputs"])
    assert not MACHINE.search(text)


def test_there_is_a_notebook_for_each_kind_of_user() -> None:
    names = {path.stem for path in run_notebooks.FOLDER.glob("*.ipynb")}
    assert names == {"desk-officer", "conflict-scholar", "trade-analyst"}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_notebooks_run_to_their_end(tmp_path: Path) -> None:
    found = {path.stem: notebook for path, notebook in run_notebooks.executed(tmp_path)}
    assert len(found) == 3
    assert "timeline" in str(found["desk-officer"]).casefold()
    assert (tmp_path / "examples" / "notebooks" / "report.docx").stat().st_size > 10_000
