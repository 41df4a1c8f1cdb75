"""A plan in words, with its plot in letters and as a picture."""

from __future__ import annotations

from datetime import date

from lxml import etree

from books import aim, book, meeting, promise, trade
from memcon.assess.plan import plan
from memcon.present.brief import Brief, render
from memcon.present.brief.plan import plan_brief
from memcon.present.brief.plot import draw, in_text
from memcon.present.names import party_names

NUMBERS = [10, 11, 10.5, 13, 12, 14, 16, 15]
LONG = [trade(str(2015 + step), number) for step, number in enumerate(NUMBERS)]
SHORT = LONG[-2:]
OTHERS = (
    aim("../2026", 30),
    promise("open a border post", due="../2025"),
    meeting("2022-05-02", 3),
    meeting("2023-05-03", 4),
)


def paper(numbers: list[object], growth: tuple[float, ...] = ()) -> Brief:
    known = book(*numbers, *OTHERS, as_of=date(2024, 6, 1))  # type: ignore[arg-type]
    made = plan(known, parties=("CHL", "PER"), years=5, growth=growth)
    return plan_brief(made, {}, names=party_names())


def test_every_line_has_its_source() -> None:
    made = paper(list(LONG), (0.1,))
    rows = [row for part in made.sections for group in part.groups for row in group.rows]
    assert rows
    assert all(row.cites for row in (*made.standing, *rows))


def test_a_page_has_dates_targets_projection_and_what_if() -> None:
    text = render(paper(list(LONG), (0.1,)), "md", version="1")
    assert "# Chile and Peru: what lies ahead, to 2029" in text
    assert "| by 2025 | Commitment | Chile and Peru | Open a border post |" in text
    expected = "| May 2025 | Expected | Chile and Peru | The 6th regular meeting of heads of"
    assert expected in text
    assert "with the 80 % interval of a single number. Back-test" in text
    assert "| 10 % | by 2026 | 22 bn USD | 2030 |" in text


def test_a_line_that_is_too_short_says_so_and_has_no_interval() -> None:
    text = render(paper(list(SHORT)), "md", version="1")
    assert "Compound growth from 2021 to 2022, −6.2 % a year, carried on; no interval." in text
    assert "Fewer than six yearly numbers are on record" in text
    assert "Interval" not in text


def test_the_plot_says_what_is_observed_projected_and_aimed_at() -> None:
    (part,) = [each for each in paper(list(LONG)).sections if each.plots]
    (plot,) = part.plots
    lines = in_text(plot).splitlines()
    assert lines[0] == "Trade, bn USD"
    assert lines[1].split() == ["2015", "10", "█" * 13]
    assert "(" in lines[-3]
    assert lines[-2].split() == ["2026", "30", "▒" * 40]
    assert lines[-1] == "█ observed  ░ projection (80 % interval)  ▒ target"
    picture = etree.fromstring(str(draw(plot)))
    kinds = [each.get("class") for each in picture.iter("rect")]
    assert kinds == [*["actual"] * 8, "forecast", "target", "actual", "forecast", "target"]
    assert len([each for each in picture.iter("path") if each.get("class") == "interval"]) == 1
