"""Event data: the columns of POLECAT, ICEWS and GDELT, and the counts of dyad-months."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from exporting import EVENT, MINISTER, PERU, exported, record_lists
from factory import record
from memcon.export.acts import acts
from memcon.model.record import Record

BOLIVIA = {"country": "BOL", "sector": "MIL", "text": "soldiers"}


def event(when: str = "2020-02-03", **slots: Any) -> Record:
    return record("event", **{**EVENT, "date": when, "actors": [MINISTER], **slots})


def frames(records: list[Record]) -> dict[str, pd.DataFrame]:
    with zipfile.ZipFile(io.BytesIO(exported("events", records)[0])) as archive:
        return {
            name.removesuffix(".csv"): pd.read_csv(
                archive.open(name), dtype=str, keep_default_na=False
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def months(records: list[Record], **selection: Any) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(exported("dyad-month", records, **selection)[0]))


def test_a_directed_event_is_one_row_in_each_table() -> None:
    found = frames([event(recipients=[PERU])])
    (polecat,), (icews,), (gdelt,) = (
        found[name].to_dict("records") for name in ("polecat", "icews", "gdelt")
    )
    assert (polecat["Actor Country"], polecat["Recipient Country"]) == ("CHL", "PER")
    assert (polecat["Event Type"], polecat["Quad Code"]) == ("CONSULT", "VERBAL COOPERATION")
    assert (polecat["Latitude"][:5], polecat["Event Date"]) == ("-18.4", "2020-02-03")
    assert (icews["Source Country"], icews["Event Text"]) == ("Chile", "Make a visit")
    assert (gdelt["SQLDATE"], gdelt["MonthYear"], gdelt["Year"]) == ("20200203", "202002", "2020")
    assert (gdelt["EventRootCode"], gdelt["Actor1Code"]) == ("04", "CHLGOV")


def test_a_mutual_event_has_a_row_in_each_direction() -> None:
    (found,) = (frames([event(actors=[MINISTER, PERU])])["polecat"],)
    sides = list(
        zip(found["Actor Country"], found["Recipient Country"], found["mutual"], strict=True)
    )
    assert sides == [("CHL", "PER", "true"), ("PER", "CHL", "true")]
    assert found["Event ID"].is_unique
    assert len(set(found["record"])) == 1


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2020-02", ("", "202002", "2020")),
        ("2020-02-03/2020-02-05", ("", "202002", "2020")),
        ("2019-12/2020-01", ("", "", "")),
        ("2020", ("", "", "2020")),
        ("../2024", ("", "", "")),
    ],
)
def test_a_date_is_never_made_more_exact(when: str, told: tuple[str, str, str]) -> None:
    found = frames([event(when, recipients=[PERU])])
    gdelt = found["gdelt"].iloc[0]
    assert (gdelt["SQLDATE"], gdelt["MonthYear"], gdelt["Year"]) == told
    assert found["polecat"]["Event Date"][0] == ""
    assert found["polecat"]["date"][0] == when


def test_two_persons_of_one_state_are_one_side() -> None:
    general = {"country": "CHL", "sector": "MIL", "text": "a general"}
    (found,) = acts(event(actors=[MINISTER, general], recipients=[PERU]))
    assert (found.actor.code, found.actor.sectors) == ("CHL", ("GOV", "MIL"))


def test_one_side_alone_stands_without_a_recipient() -> None:
    (found,) = acts(event(actors=[MINISTER]))
    assert (found.actor.code, found.recipient.code) == ("CHL", "")


def test_months_count_events_by_quad_class_with_sum_and_mean() -> None:
    made = [
        event(recipients=[PERU]),
        event("2020-02-20", recipients=[PERU], quad_class=4, goldstein=-7.0),
        event("2020-04-01", recipients=[PERU], quote="later"),
    ]
    found = months(made).set_index(["source", "target", "month"])
    row = found.loc[("CHL", "PER", "2020-02")]
    assert (row["events"], row["verbal_cooperation"], row["material_conflict"]) == (2, 1, 1)
    assert (row["goldstein_sum"], row["goldstein_mean"]) == (-5.1, -2.55)
    between = found.loc[("CHL", "PER", "2020-03")]
    assert between["events"] == 0
    assert pd.isna(between["goldstein_mean"])


@pytest.mark.parametrize(("zeros", "rows"), [("span", 8), ("own", 5), ("none", 3)])
def test_months_without_an_event_are_filled_as_asked(zeros: str, rows: int) -> None:
    made = [
        event("2020-01-05", recipients=[PERU]),
        event("2020-04-05", recipients=[PERU]),
        event("2020-02-05", actors=[BOLIVIA], recipients=[PERU]),
    ]
    assert len(months(made, zeros=zeros)) == rows


def test_the_months_asked_for_are_the_months_filled() -> None:
    found = months([event(recipients=[PERU])], since=date(2019, 11, 1), until=date(2020, 3, 31))
    assert list(found["month"]) == ["2019-11", "2019-12", "2020-01", "2020-02", "2020-03"]


def test_what_is_in_no_month_or_no_pair_is_left_out_and_counted() -> None:
    made = [
        event("2020", recipients=[PERU]),
        event("2020-01-01", recipients=[MINISTER]),
        event("2020-02-02"),
        event("2020-02-03", recipients=[PERU]),
    ]
    _, report = exported("dyad-month", made)
    assert report.written == 1
    assert dict(report.left_out) == {
        "without a date in one month": 1,
        "not between two states or organisations": 2,
    }
    assert "2020-02" in report.notes[0]


def test_a_mutual_event_counts_once_in_each_direction() -> None:
    found = months([event(actors=[MINISTER, PERU, BOLIVIA])])
    assert len(found) == 6
    assert set(found["events"]) == {1}
    assert set(found["mutual"]) == {1}


@given(record_lists(["event"]))
@settings(max_examples=25)
def test_no_event_is_counted_twice_or_lost(records: list[Record]) -> None:
    data, report = exported("dyad-month", records, zeros="none")
    found = pd.read_csv(io.BytesIO(data))
    assert report.written + report.left_out.total() == len(records)
    quads = [name for name in found.columns if name.startswith(("verbal", "material", "no_quad"))]
    assert (found[quads].sum(axis=1) == found["events"]).all()
    pairs = sum(
        len({(a.actor.code, a.recipient.code) for a in acts(r) if a.actor.code != a.recipient.code})
        for r in records
    )
    assert found["events"].sum() <= pairs
