from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.read.dates import find_days, parse_date
from memcon.read.words import header_words

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2009-05-14", date(2009, 5, 14)),
        ("2009-05-14T07:30:00+03:00", date(2009, 5, 14)),
        ("2009/5/4", date(2009, 5, 4)),
        ("20090514", date(2009, 5, 14)),
        ("14 May 2009", date(2009, 5, 14)),
        ("14th of May, 2009", date(2009, 5, 14)),
        ("Thursday, May 14, 2009", date(2009, 5, 14)),
        ("Sept. 3, 1987", date(1987, 9, 3)),
        ("3-Sep-1987", date(1987, 9, 3)),
        ("03SEP1987", date(1987, 9, 3)),
        ("September/12/2012", date(2012, 9, 12)),
        ("May 14 '09", date(2009, 5, 14)),
        ("May-14-09", date(2009, 5, 14)),
        ("May 9-14", None),
        ("14.05.2009", date(2009, 5, 14)),
        ("04.05.2009", date(2009, 5, 4)),
        ("30/05/2009", date(2009, 5, 30)),
        ("05/30/2009", date(2009, 5, 30)),
        ("05/05/2009", date(2009, 5, 5)),
        ("14 May 2009 - 06:42", date(2009, 5, 14)),
        ("12-14 May 2009", date(2009, 5, 14)),
    ],
)
def test_days_are_read(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "May 2009",
        "2009",
        "14 May",
        "2009-02-30",
        "31 June 2009",
        "2009-13-01",
        "04/05/2009",
        "0009-05-14",
        "1 May 2009 or 2 May 2009",
        "maybe 14",
    ],
)
def test_what_names_no_single_day_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(DAYS)
def test_iso_round_trip(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(DAYS, st.sampled_from(sorted(header_words().months)), st.booleans())
def test_month_names_round_trip(day: date, name: str, month_first: bool) -> None:
    number = header_words().months[name]
    if number != day.month:
        return
    parts = f"{name} {day.day}, {day.year}" if month_first else f"{day.day} {name} {day.year}"
    assert parse_date(parts.title()) == day


@given(st.text(max_size=80))
def test_any_text_is_searched_without_failure(text: str) -> None:
    for day in find_days(text):
        assert 0 <= day.start < day.end <= len(text)
