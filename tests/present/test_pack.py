"""The pack in words."""

from __future__ import annotations

from datetime import date

from books import aim, book, dated, meeting, position, promise, trade
from factory import record, source
from memcon.assess.named import all_series
from memcon.assess.pack import next_of, prepare
from memcon.model.record import Record
from memcon.present.brief import Brief, render
from memcon.present.brief.pack import pack_brief
from memcon.present.names import party_names

ORIGINS = dated(old="2021-01-10", fourth="2023-05-03")
FISH = record(
    "body", name="Fisheries Commission", remit="shared stocks", status="existing", doc="old.txt"
)
RECORDS = (
    FISH,
    meeting("2022-05-02", 3, doc="old.txt"),
    meeting("2023-05-03", 4, doc="fourth.txt"),
    promise("count the shared stocks of the fisheries", due="../2023", doc="fourth.txt"),
    promise("open a border post", doc="fourth.txt"),
    aim("../2026", 40, doc="old.txt"),
    trade("2021", 10),
    trade("2022", 11, reporter="CHL"),
    trade("2022", 9, reporter="PER"),
    record("instrument", title="extradition treaty", status="under_negotiation", doc="old.txt"),
    record("project", name="Arica tunnel", status="planned", date="../2022", doc="old.txt"),
    position("CHL", "opposes", "the anchovy quota", doc="fourth.txt"),
    position("PER", "supports", "the anchovy quota", doc="fourth.txt"),
)


def paper(*records: Record) -> Brief:
    known = book(*records, as_of=date(2024, 6, 1), origins=ORIGINS)
    (series,) = all_series(known.of("meeting"))
    made = prepare(known, series, upcoming=next_of(known, series))
    return pack_brief(made, {"fourth.txt": source("fourth.txt")}, names=party_names())


def test_every_line_has_its_source() -> None:
    made = paper(*RECORDS)
    assert all(row.cites for row in made.standing)
    for section in made.sections:
        for group in section.groups:
            assert all(row.cites for row in group.rows), (section.key, group.title)


def test_its_parts_come_in_the_order_of_reading() -> None:
    keys = [section.key for section in paper(*RECORDS).sections]
    assert keys == [
        "agenda",
        "commitments",
        "instruments",
        "projects",
        "targets",
        "figures",
        "positions",
        "said",
    ]


def test_commitments_stand_under_the_body_that_they_fall_to() -> None:
    (part,) = [each for each in paper(*RECORDS).sections if each.key == "commitments"]
    told = {group.title: [row.cells[-1] for row in group.rows] for group in part.groups}
    assert told == {
        "Fisheries Commission: shared stocks": ["Count the shared stocks of the fisheries"],
        "No body on record for it": ["Raise trade", "Open a border post"],
    }


def test_it_says_what_is_late_by_how_long_and_what_growth_a_target_needs() -> None:
    text = render(paper(*RECORDS), "md", version="1")
    assert "# Pack for the 5th regular meeting of heads of government: Chile and Peru" in text
    assert (
        "| 1 | Count the shared stocks of the fisheries | due by 2023, 5 months overdue |" in text
    )
    assert "| by 2022 | 3 years; 17 months overdue | planned | Arica tunnel |" in text
    assert "China" not in text
    assert "off course" in text
    assert "Chile: 11 bn USD; Peru: 9 bn USD | 18.2 % |" in text


def test_a_series_with_nothing_open_makes_a_short_pack() -> None:
    made = paper(meeting("2023-05-03", 4))
    assert [row.cells[0] for row in made.standing] == ["Next meeting", "Last meeting"]
    assert made.sections == ()
    assert "no date is on record" in render(made, "html", version="1")


def test_figures_of_the_past_that_contradict_each_other_are_shown() -> None:
    pair = (trade("2012", 9, doc="old.txt"), trade("2012", 5, doc="fourth.txt"))
    text = render(paper(*RECORDS, *pair), "md", version="1")
    assert "Trade, 2012 " in text or "- Trade, 2012" in text
    assert "5 bn USD [" in text


def test_every_contradiction_is_shown_with_its_own_values() -> None:
    told = (("old.txt", 9), ("fourth.txt", 5), ("note.txt", 7))
    three = [trade("2012", number, doc=doc) for doc, number in told]
    (part,) = [each for each in paper(*RECORDS, *three).sections if each.key == "figures"]
    disputes = [each for group in part.groups for row in group.rows for each in row.disputes]
    assert sorted(sorted(words for words, _ in each.values) for each in disputes) == [
        ["5 bn USD", "7 bn USD"],
        ["5 bn USD", "9 bn USD"],
        ["7 bn USD", "9 bn USD"],
    ]
