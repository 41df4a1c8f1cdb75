from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.present.dates import day_in_words, human_date


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2016-11-07", "7 November 2016"),
        ("2016-11", "November 2016"),
        ("2016", "2016"),
        ("199X", "1990s"),
        ("2012~", "about 2012"),
        ("2015-03?", "March 2015 (?)"),
        ("2015%", "about 2015 (?)"),
        ("2015-33", "first quarter of 2015"),
        ("2015-41", "second half of 2015"),
        ("2015-21", "spring 2015"),
        ("../2024", "by 2024"),
        ("../2026-06", "by June 2026"),
        ("../2026-06-30", "by 30 June 2026"),
        ("2010/..", "from 2010"),
        ("2010/", "from 2010"),
        ("2019-01/2019-08", "January–August 2019"),
        ("2020-01/2020-12", "2020"),
        ("2020-01-01/2020-12-31", "2020"),
        ("2018-04/2019-03", "April 2018 – March 2019"),
        ("2016-11-07/2016-11-13", "7–13 November 2016"),
        ("2016-10-28/2016-11-02", "28 October – 2 November 2016"),
        ("2016-12-30/2017-01-02", "30 December 2016 – 2 January 2017"),
        ("2013/2017", "2013–2017"),
        ("2013~/2017", "about 2013 – 2017"),
        ("2014/2015-06", "2014 – June 2015"),
        ("[2015,2017]", "2015, 2017"),
    ],
)
def test_edtf_reads_as_people_write_it(value: str, words: str) -> None:
    assert human_date(value) == words


@pytest.mark.parametrize("value", ["soon", "2016-99-99x", ""])
def test_what_is_no_date_is_shown_as_it_is(value: str) -> None:
    assert human_date(value) == value


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_names_its_day_month_and_year(day: date) -> None:
    words = day_in_words(day).split()
    assert (int(words[0]), int(words[2])) == (day.day, day.year)
    assert day_in_words(day) == human_date(day.isoformat())
