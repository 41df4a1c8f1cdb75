from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import record, source
from memcon.errors import UsageError
from memcon.model.record import Record
from memcon.present.brief import Brief, check_parties, make_brief, render
from memcon.present.names import party_names

TODAY = date(2020, 6, 1)
USD = {"unit": "USD"}
SOURCES = {
    "a.txt": source("a.txt", title="Neighbours meet", date=date(2020, 3, 4)),
    "b.txt": source(
        "b.txt", title="Trade | figures", publisher="Andes Data", date=date(2020, 2, 1)
    ),
    "undated.txt": source("undated.txt", title="", publisher="", date=None),
}


def brief_of(*records: Record, **options: Any) -> Brief:
    defaults: dict[str, Any] = {"parties": ("CHL", "PER"), "today": TODAY}
    return make_brief(records, SOURCES, names=party_names(), **{**defaults, **options})


def text_of(*records: Record, **options: Any) -> str:
    return render(brief_of(*records, **options), "md", version="0")


def meeting(ordinal: int, day: str, **slots: Any) -> Record:
    known = {"doc": "a.txt", "kind": "heads_of_government", "status": "held"}
    return record("meeting", ordinal=ordinal, date=day, **{**known, **slots})


def trade(period: str, billions: float, **slots: Any) -> Record:
    known = {"doc": "b.txt", "indicator": "trade.total", "nature": "actual"}
    return record(
        "figure", date=period, amount={"value": billions * 1e9, **USD}, **{**known, **slots}
    )


def line_with(text: str, words: str) -> str:
    found = [line for line in text.splitlines() if words in line]
    assert found, f"{words!r} not in:\n{text}"
    return found[0]


def test_a_numbered_series_is_a_table_newest_first_with_its_gaps() -> None:
    text = text_of(
        meeting(4, "2018-05-02", place={"name": "Arica", "country": "CHL"}),
        meeting(7, "2020-03-03/2020-03-04"),
    )
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    assert rows == [
        "| No. | Date | Place | Source |",
        "| 7th | 3–4 March 2020 |  | [1] |",
        "| 4th | 2 May 2018 | Arica | [1] |",
    ]
    assert "Not on record: 5th–6th [1]" in text


def test_where_things_stand_tells_last_next_trade_target_and_promises() -> None:
    text = text_of(
        meeting(7, "2020-03-03"),
        meeting(8, "2021", status="planned"),
        trade("2018", 3.1),
        trade("2019-01/2019-08", 2.4, change={"value": 4.5, "unit": "percent"}),
        record(
            "commitment",
            doc="b.txt",
            by=["CHL", "PER"],
            action="double trade",
            due="../2024",
            status="pending",
            target={"value": 6e9, **USD, "indicator": "trade.total"},
        ),
        record("instrument", doc="a.txt", title="water treaty", status="under_negotiation"),
        record("position", doc="a.txt", holder="PER", stance="opposes", topic="the dam"),
    )
    standing = text.partition("## Where things stand")[2].partition("## ")[0].split("\n")
    lines = [line for line in standing if line]
    assert lines == [
        "- **Last top meeting:** 7th regular meeting of heads of government, 3 March 2020 [1]",
        "- **Next due:** 8th regular meeting of heads of government, 2021 [1]",
        "- **Trade:** 2.4 bn USD, up 4.5 % in January–August 2019; 3.1 bn USD in 2018 [2]",
        "- **Nearest target:** Trade: 6 bn USD, by 2024 [2]",
        "- **Commitments:** 1 open; next: Chile and Peru: double trade (by 2024) [2]",
        "- **Not yet signed:** Water treaty [1]",
        "- **Latest friction:** Peru opposes the dam (reported 4 March 2020) [1]",
    ]


def test_what_is_disputed_is_marked_with_each_value_and_its_sources() -> None:
    stated = {
        "amount": [
            {"value": {"value": 3.1e9, **USD}, "docs": ["b.txt"]},
            {"value": {"value": 2.9e9, **USD}, "docs": ["a.txt"]},
        ]
    }
    text = text_of(trade("2019", 3.1, stated=stated))
    row = line_with(text, "| Trade | 2019")
    assert "⚠ sources differ on the amount: 3.1 bn USD [1]; 2.9 bn USD [2]" in row


def test_a_reported_claim_names_who_said_so() -> None:
    speaker = {"name": "Ana Ruiz", "role": "Fellow, Institute of Borders", "country": "CHL"}
    first = record("project", doc="a.txt", name="canal", status="planned", said_by=speaker)
    second = record("project", doc="a.txt", name="tunnel", status="proposed", said_by=speaker)
    text = text_of(first, second)
    assert "(according to Ana Ruiz (Fellow, Institute of Borders))" in line_with(text, "Canal")
    assert "(according to Ana Ruiz)" in line_with(text, "Tunnel")


@pytest.mark.parametrize(
    ("slots", "heading", "row"),
    [
        ({"due": "../2024"}, "Ahead", "| by 2024 | Peru | open the pass | [1] |"),
        (
            {"due": "../2019"},
            "Date passed, outcome not on record",
            "| by 2019 | Peru | open the pass | [1] |",
        ),
        ({}, "Without a date", "| Peru | open the pass | [1] |"),
        (
            {"status": "met", "due": "../2019", "history": ({"status": "met", "date": "2018-05"},)},
            "Settled",
            "| by 2019 | Peru | open the pass | met, May 2018 | [1] |",
        ),
    ],
)
def test_commitments_stand_under_their_state_as_seen_from_the_brief_s_day(
    slots: dict[str, Any], heading: str, row: str
) -> None:
    known = {"doc": "a.txt", "by": ["PER"], "action": "open the pass", "status": "pending"}
    text = text_of(record("commitment", **{**known, **slots}))
    assert row in text.partition(f"### {heading}")[2].splitlines()


def test_without_a_plan_the_next_meeting_is_due_by_the_cadence() -> None:
    text = text_of(meeting(5, "2018-01-09"), meeting(6, "2019-01-09"))
    told = line_with(text, "Next due")
    assert "7th of the series “Regular meetings of heads of government”, about January 2020" in told


def test_what_became_of_a_target_stands_beside_it() -> None:
    goal = {"value": 5e9, **USD, "indicator": "trade.total"}
    aim = record("commitment", action="raise trade", due="../2021", target=goal, status="pending")
    text = text_of(aim, trade("2018", 3), trade("2019", 3.1))
    assert "off course" in line_with(text, "raise trade")


def test_a_promise_that_a_later_record_tells_of_as_done_is_settled() -> None:
    promise = record(
        "commitment", action="open a post at Chacalluta", due="../2021", status="pending"
    )
    done = record("project", name="Chacalluta post", status="completed", doc="a.txt")
    settled = text_of(promise, done).partition("Settled")[2]
    assert "fulfilled" in line_with(settled, "open a post at Chacalluta")


def test_a_plan_whose_day_has_passed_is_not_told_as_held() -> None:
    text = text_of(meeting(5, "2019-01-09", status="planned"), meeting(6, "2020-01-09"))
    assert "whether it took place is not on record" in line_with(text, "| 5th")
    assert "7th" in line_with(text, "Next due")


def test_records_about_others_are_left_out_or_listed_apart() -> None:
    text = text_of(
        record("project", doc="a.txt", name="own railway"),
        record("project", doc="a.txt", name="three-state canal", parties=["BOL", "CHL", "PER"]),
        record("project", doc="a.txt", name="foreign bridge", parties=["BOL", "CHL"]),
    )
    main, _, also = text.partition("## Also on record, involving others")
    assert "Own railway" in main
    assert "Three-state canal" in also
    assert "Foreign bridge" not in text


def test_a_group_s_brief_holds_what_any_two_of_it_share() -> None:
    made = record("project", doc="a.txt", name="foreign bridge", parties=["BOL", "CHL"])
    text = text_of(made, parties=("CHL", "PER", "BOL"))
    assert text.startswith("# Chile, Peru and Bolivia: relations on record")
    assert "Foreign bridge" in text


def test_since_leaves_out_what_is_older_and_counts_what_has_no_date() -> None:
    made = (trade("2017", 2.0), trade("2019", 3.0), record("project", doc="a.txt", name="canal"))
    brief = brief_of(*made, since=date(2019, 1, 1))
    assert (brief.records, brief.undated) == (1, 1)
    assert "2 bn USD" not in render(brief, "md", version="0")


def test_it_is_written_as_of_the_latest_document_unless_told_otherwise() -> None:
    assert brief_of(trade("2019", 3.0)).as_of == date(2020, 2, 1)
    assert brief_of(trade("2019", 3.0), as_of=date(2019, 5, 5)).as_of == date(2019, 5, 5)
    assert brief_of(trade("2019", 3.0, doc="undated.txt")).as_of == TODAY


def test_long_parts_are_cut_and_say_how_to_see_the_rest() -> None:
    many = [record("body", doc="a.txt", name=f"panel {n}", status="existing") for n in range(30)]
    text = text_of(*many)
    assert text.count("Panel") == 8
    assert "*and 22 more:* `memcon list body --parties CHL,PER`" in text


def test_sources_are_numbered_in_order_of_citation_with_title_publisher_and_date() -> None:
    text = text_of(meeting(1, "2020"), trade("2019", 3.0), trade("2018", 2.0, doc="undated.txt"))
    sources = text.partition("## Sources")[2]
    assert "1. Neighbours meet. *Lima Courier*, 4 March 2020. `a.txt`" in sources
    assert "2. Trade \\| figures. *Andes Data*, 1 February 2020. `b.txt`" in sources
    assert "3. undated.txt. undated. `undated.txt`" in sources


def test_an_empty_brief_says_so() -> None:
    assert "No document on record tells of relations between these parties." in text_of()


SLOTS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["held", "planned", "signed", "pending", "existing", "met"]),
        "date": st.sampled_from(["2016", "../2024", "2019-01/2019-08", "bad date", "2021-05-05"]),
        "due": st.sampled_from(["../2019", "2030", "soon"]),
        "kind": st.sampled_from(["heads_of_state", "commission", "agreement", "unheard of"]),
        "holder": st.sampled_from(["CHL", ["CHL", "PER"], {"role": "officials"}, None]),
        "indicator": st.sampled_from(["trade.total", "water.flow"]),
        "amount": st.sampled_from([{"value": 4e9, "unit": "USD"}, {"low": 1, "high": 2}, {}]),
        "ordinal": st.sampled_from([None, 3, 9]),
        "quad_class": st.sampled_from([1, 4]),
    }
)
KINDS = [
    "meeting",
    "visit",
    "body",
    "instrument",
    "project",
    "commitment",
    "figure",
    "position",
    "event",
]


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), SLOTS), max_size=12), st.sampled_from(["md", "html"])
)
def test_every_line_of_any_brief_cites_a_listed_source(
    made: Sequence[tuple[str, dict[str, Any]]], fmt: str
) -> None:
    records = [record(kind, doc="a.txt", **slots) for kind, slots in made]
    brief = brief_of(*records)
    numbers = {number for number, _ in brief.sources}
    rows = [*brief.standing]
    for section in brief.sections:
        for group in section.groups:
            rows += [*group.rows, *([group.remark] if group.remark else [])]
    for row in rows:
        assert row.cites
        assert {cite.number for cite in row.cites} <= numbers
    assert render(brief, fmt, version="0")


def test_html_escapes_what_documents_say_and_shows_the_words_behind_a_line() -> None:
    made = record("project", doc="a.txt", name="<script>alert(1)</script>", quote='a "quoted" <b>')
    html = render(brief_of(made), "html", version="0")
    assert "<script>" not in html
    assert re.search(r'title="a &#34;quoted&#34; &lt;b&gt;">1</a>', html)


def test_html_plots_a_series_of_figures_with_its_target() -> None:
    made = [trade("2017", 2.0), trade("2018", 3.0), trade("2019-01/2019-08", 2.4)]
    target = trade("2024", 6.0, nature="target")
    html = render(brief_of(*made, target), "html", version="0")
    svg = html.partition("<svg")[2].partition("</svg>")[0]
    assert re.findall(r'class="(actual|part|target)"', svg) == [
        "actual",
        "actual",
        "part",
        "target",
    ]


def test_no_plot_for_fewer_than_three_points() -> None:
    assert "<svg" not in render(
        brief_of(trade("2017", 2.0), trade("2018", 3.0)), "html", version="0"
    )


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_an_address_that_is_no_web_page_is_no_link(fmt: str) -> None:
    sources = {"a.txt": source("a.txt", url="javascript:alert(1)")}
    made = make_brief(
        [record("project", doc="a.txt", name="canal")],
        sources,
        parties=("CHL", "PER"),
        names=party_names(),
        today=TODAY,
    )
    assert "javascript" not in render(made, fmt, version="0")


def test_one_party_is_not_enough() -> None:
    with pytest.raises(UsageError, match="two or more parties"):
        check_parties(["CHL", "CHL"])


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="md and html"):
        render(brief_of(), "odt", version="0")


def test_a_promise_that_does_not_name_its_aim_has_it_added() -> None:
    amount = {"value": 6e9, **USD}
    vague = record(
        "commitment",
        doc="a.txt",
        by=["CHL"],
        action="bring it to 6 billion dollars",
        due="../2024",
        status="pending",
        target=amount,
    )
    aim = record(
        "figure", doc="a.txt", indicator="trade.total", amount=amount, date="2024", nature="target"
    )
    text = text_of(vague, aim)
    assert "bring it to 6 billion dollars (Trade: 6 bn USD)" in line_with(text, "| Chile")
    assert line_with(text, "Nearest target").startswith("- **Nearest target:** Trade: 6 bn USD")


def test_a_visit_during_the_last_top_meeting_is_not_told_as_later() -> None:
    visit = {"host": "PER", "status": "made", "doc": "a.txt"}
    during = record("visit", date="2020-03-02/2020-03-05", **visit)
    after = record("visit", date="2020-03-04", **visit)
    assert "Last visit" not in text_of(meeting(7, "2020-03-03"), during)
    assert "Last visit" in text_of(meeting(7, "2020-03-03"), during, after)


def test_parts_of_a_year_give_way_to_the_whole_year() -> None:
    text = text_of(trade("2018-01/2018-06", 1.5), trade("2018", 3.1), trade("2019-01/2019-03", 0.8))
    assert "January–June 2018" not in text
    assert "January–March 2019" in text


def test_a_series_called_by_its_short_name_joins_where_numbers_and_dates_rise() -> None:
    full = meeting(4, "2018-05-02", series="regular meeting of heads of government")
    short = meeting(5, "2019-05-02", kind="other", series="regular meeting")
    assert "| 5th | 2 May 2019 |" in text_of(full, short)
    earlier = meeting(5, "2011-05-02", kind="other", series="regular meeting")
    assert "- 5th regular meeting, 2 May 2011 [1]" in text_of(full, earlier)


def test_a_plan_that_came_true_is_neither_next_nor_listed() -> None:
    plan = record("meeting", doc="a.txt", kind="heads_of_government", status="planned", date="2020")
    assert line_with(text_of(plan), "Next due")
    done = text_of(plan, meeting(7, "2020-03-03"))
    assert "Next due" not in done
    assert "Other meetings" not in done


def test_a_change_told_apart_from_its_number_stands_beside_it() -> None:
    change = {"value": 27.1, "unit": "percent", "basis": "yoy"}
    apart = record(
        "figure", doc="a.txt", indicator="trade.total", date="2018", change=change, nature="actual"
    )
    text = text_of(trade("2018", 3.1), trade("2019", 3.3), apart)
    assert "| Trade | 2018 | 3.1 bn USD | up 27.1 % on the year | [1, 2] |" in text
    assert "|  | 2019 | 3.3 bn USD |  | [1] |" in text
    assert text.count("27.1 %") == 1
    unclear = text_of(trade("2018", 3.1), trade("2018", 2.9), apart)
    assert "3.1 bn USD |  |" in unclear


def test_a_figure_for_a_time_that_is_not_over_is_marked_and_replaces_nothing() -> None:
    text = text_of(trade("2019-01/2019-08", 2.4), trade("2019", 5.0), as_of=date(2019, 10, 1))
    assert "January–August 2019" in text
    assert "(before the period was over)" in line_with(text, "| 2019 |")
    assert "5 bn USD" not in line_with(text, "**Trade:**")


def test_of_reports_of_one_occasion_the_highest_number_is_the_last_meeting() -> None:
    text = text_of(meeting(9, "2020-03-01"), meeting(2, "2020-03-03"))
    assert line_with(text, "Last top meeting").startswith("- **Last top meeting:** 9th")
