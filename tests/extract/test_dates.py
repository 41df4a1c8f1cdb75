"""`find_dates`: what each way of naming a date comes to. All sentences are made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.extract.dates import DateMention, find_dates, resolve_relative, shift_future, shift_past
from memcon.extract.quantities.knowledge import load
from memcon.model import edtf

ANCHOR = date(2022, 6, 15)  # a Wednesday


def one(text: str, *, anchor: date | None = ANCHOR, country: str = "") -> DateMention:
    """The only mention in the text."""
    found = find_dates(text, anchor=anchor, country=country)
    assert len(found) == 1, [(text[m.start : m.end], m.edtf) for m in found]
    return found[0]


# text with the words of the mention in [ ], EDTF, role
ROWS = [
    # full dates
    ("Ghana and Togo signed it on [14 March 2019].", "2019-03-14", "point"),
    ("Signed on [the 3rd of May 2018] in Lima.", "2018-05-03", "point"),
    ("Oslo, [March 14, 2019]", "2019-03-14", "point"),
    ("They met on [Thursday, March 14, 2019], in Oslo.", "2019-03-14", "point"),
    ("They met on [Thursday, 14 March 2019].", "2019-03-14", "point"),
    ("The note is dated [2019-03-14].", "2019-03-14", "point"),
    ("The note of [14/03/2019] was returned.", "2019-03-14", "point"),
    ("Issued [14.03.2019] in Bern.", "2019-03-14", "point"),
    ("Filed on [Sept. 9, 2020].", "2020-09-09", "point"),
    ("Filed on [9 Sept 2020].", "2020-09-09", "point"),
    ("Since then ([5 May 2020]) nothing moved.", "2020-05-05", "point"),
    # without a year: nearest to the anchor, but far ahead only with a year
    ("The envoy flew in on [2 June].", "2022-06-02", "point"),
    ("They will gather on [4 July].", "2022-07-04", "point"),
    ("Talks broke down on [20 December].", "2021-12-20", "point"),
    ("on [June 13] the minister", "2022-06-13", "point"),
    ("[11 JUNE]. The fleet sails.", "2022-06-11", "point"),
    # several days
    ("He stays in Quito [from 6 to 9 June].", "2022-06-06/2022-06-09", "point"),
    ("A visit [from 16th to 18th May 2021] ended it.", "2021-05-16/2021-05-18", "point"),
    ("The forum of [9-11 October 2020] drew few.", "2020-10-09/2020-10-11", "point"),
    ("It sat on [October 9-11, 2020].", "2020-10-09/2020-10-11", "point"),
    ("It sat on [March 9 and 10].", "2022-03-09/2022-03-10", "point"),
    ("Ministers met on [27 and 28 May].", "2022-05-27/2022-05-28", "point"),
    ("Ministers met on [26, 27 and 28 May].", "2022-05-26/2022-05-28", "point"),
    ("held [between 8 and 14 June] in Baku", "2022-06-08/2022-06-14", "point"),
    ("[from 30 May to 2 June 2021]", "2021-05-30/2021-06-02", "point"),
    ("[from December 30, 2020 to January 4, 2021]", "2020-12-30/2021-01-04", "point"),
    ("[28 December 2020 - 3 January 2021]", "2020-12-28/2021-01-03", "point"),
    ("[28 June - 2 July 2021]", "2021-06-28/2021-07-02", "point"),
    # months and years
    ("A pact was reached in [February 2012].", "2012-02", "point"),
    ("A pact was reached in [April].", "2022-04", "point"),
    ("A pact was reached in [October].", "2021-10", "point"),
    ("They parted in [May].", "2022-05", "point"),
    ("In [March this year] the pact lapsed.", "2022-03", "point"),
    ("In [March last year] the pact lapsed.", "2021-03", "point"),
    ("In [September of next year] it lapses.", "2023-09", "point"),
    ("[last August], the two", "2021-08", "point"),
    ("Their trade peaked in [2013].", "2013", "point"),
    ("the [2013] fisheries accord", "2013", "point"),
    ("Peru's [2013] fisheries accord", "2013", "point"),
    ("Trade ([2013]) was flat.", "2013", "point"),
    ("a plan for [2024-2028]", "2024/2028", "point"),
    ("[between 2013 and 2017] flows fell", "2013/2017", "point"),
    ("[from 2013 to 2017] flows fell", "2013/2017", "point"),
    ("in [2013-14] flows fell", "2013/2014", "point"),
    ("They named [2023] as the year of the sea.", "2023", "point"),
    ("in [the year 2031] at last", "2031", "point"),
    # vague
    ("[about 2012], perhaps later", "2012~", "point"),
    ("[around 2012] they", "2012~", "point"),
    ("in [the 1990s]", "199X", "point"),
    ("in [the early 1990s]", "199X", "point"),
    ("in [early 2015]", "2015~", "point"),
    ("in [mid-2015]", "2015~", "point"),
    ("in [late 2015]", "2015~", "point"),
    ("at [the end of 2015]", "2015-12-31", "point"),
    ("at [the close of 2015]", "2015-12-31", "point"),
    ("at [the end of April]", "2022-04", "point"),
    ("in [late April]", "2022-04", "point"),
    ("in [early next month]", "2022-07", "point"),
    ("[earlier this month] Oman", "2022-06", "point"),
    ("[later this year] Oman", "2022~", "point"),
    # parts of years
    ("in [the third quarter of 2015]", "2015-07/2015-09", "point"),
    ("in [the first quarter]", "2022-01/2022-03", "point"),
    ("in [the third quarter]", "2021-07/2021-09", "point"),
    ("in [Q3 2015]", "2015-07/2015-09", "point"),
    ("in [3Q15]", "2015-07/2015-09", "point"),
    ("in [the second half of 2015]", "2015-07/2015-12", "point"),
    ("in [H1 2015]", "2015-01/2015-06", "point"),
    ("in [the first half of the year]", "2022-01/2022-06", "point"),
    ("in [the first eight months of 2015]", "2015-01/2015-08", "point"),
    ("in [the first five months of this year]", "2022-01/2022-05", "point"),
    ("in [the first five months]", "2022-01/2022-05", "point"),
    ("in [the first ten months]", "2021-01/2021-10", "point"),
    ("in [the last four months of 2015]", "2015-09/2015-12", "point"),
    ("in [January-August 2015]", "2015-01/2015-08", "point"),
    ("in [January to August 2015]", "2015-01/2015-08", "point"),
    ("[from January to April] sales", "2022-01/2022-04", "point"),
    ("[from November to January] sales", "2021-11/2022-01", "point"),
    ("[between July 2020 and March 2021] sales", "2020-07/2021-03", "point"),
    ("in [the twelve months to March 2021]", "2020-04/2021-03", "point"),
    ("in [the three months to May]", "2022-03/2022-05", "point"),
    ("for [the year to March]", "2021-04/2022-03", "point"),
    ("for [the year ended 30 June 2021]", "2020-07/2021-06", "point"),
    ("in [the spring of 2014]", "2014-03~/2014-05~", "point"),
    ("[last autumn] they", "2021-09~/2021-11~", "point"),
    ("[this spring] they", "2022-03~/2022-05~", "point"),
    ("[this summer] they", "2022-06~/2022-08~", "point"),
    ("in [fiscal 2018/19]", "2018-04/2019-03", "point"),
    ("in [FY2018-19]", "2018-04/2019-03", "point"),
    # against the anchor
    ("They met [today].", "2022-06-15", "point"),
    ("They met [yesterday].", "2022-06-14", "point"),
    ("They meet [tomorrow].", "2022-06-16", "point"),
    ("They dined [last night].", "2022-06-14", "point"),
    ("They met on [Monday].", "2022-06-13", "point"),
    ("They met on [Wednesday].", "2022-06-15", "point"),
    ("They met on [Thursday].", "2022-06-09", "point"),
    ("They met [last Wednesday].", "2022-06-08", "point"),
    ("They meet [next Tuesday].", "2022-06-21", "point"),
    ("They met on [Monday evening].", "2022-06-13", "point"),
    ("[the night of 5 June]", "2022-06-05", "point"),
    ("They met on [Monday and Tuesday].", "2022-06-13/2022-06-14", "point"),
    ("They travel [from Saturday to next Thursday].", "2022-06-18/2022-06-23", "point"),
    ("They met [from Saturday to Tuesday].", "2022-06-11/2022-06-14", "point"),
    ("They met [last week].", "2022-06-06/2022-06-12", "point"),
    ("They meet [next week].", "2022-06-20/2022-06-26", "point"),
    ("They meet [this week].", "2022-06-13/2022-06-19", "point"),
    ("They met [last month].", "2022-05", "point"),
    ("They met [last year].", "2021", "point"),
    ("They meet [next year].", "2023", "point"),
    ("They met [last quarter].", "2022-01/2022-03", "point"),
    ("They met [last weekend].", "2022-06-11/2022-06-12", "point"),
    ("They met [three years ago].", "2019", "point"),
    ("They met [two months ago].", "2022-04", "point"),
    ("They met [ten days ago].", "2022-06-05", "point"),
    ("They met [two weeks ago].", "2022-05-30/2022-06-05", "point"),
    ("They met [a decade ago].", "2012~", "point"),
    ("They meet [in two years' time].", "2024", "point"),
    ("They meet [in a year's time].", "2023", "point"),
    ("They met [nearly 40 years ago].", "1982~", "point"),
    ("The talks [next week] of the two", "2022-06-20/2022-06-26", "point"),
    ("It met in [the week of 6 June].", "2022-06-06/2022-06-12", "point"),
    ("It met in [the first week of May].", "2022-05", "point"),
    ("As told on [the eve of 3 May]", "2022-05-02", "point"),
    ("[as of 31 March], the stock", "2022-03-31", "point"),
    ("in [Q1FY23] it rose", "2022-04/2022-06", "point"),
    # terms
    ("It must be done [by 2024].", "../2024", "due"),
    ("It must be done [by June 2024].", "../2024-06", "due"),
    ("It must be done [by 5 June 2024].", "../2024-06-05", "due"),
    ("It must be done [by the end of 2027].", "../2027", "due"),
    ("It must be done [by the end of the year].", "../2022", "due"),
    ("It must be done [by the end of next year].", "../2023", "due"),
    ("It must be done [by the end of August].", "../2022-08", "due"),
    ("It must be done [by mid-2025].", "../2025-06", "due"),
    ("It must be done [by year-end].", "../2022", "due"),
    ("It must be done [by March].", "../2023-03", "due"),
    ("It must be done [by Friday].", "../2022-06-17", "due"),
    ("It must be done [by the third quarter of 2025].", "../2025-09", "due"),
    ("It must be done [no later than 31 December 2023].", "../2023-12-31", "due"),
    ("It must be done [not later than the end of 2023].", "../2023", "due"),
    ("It must be done [before the end of 2023].", "../2023", "due"),
    ("It must be done [before the year is out].", "../2022", "due"),
    ("It must be done [before 2030].", "../2029", "due"),
    ("It must be done [before 1 May 2024].", "../2024-04-30", "due"),
    ("It must be done [before the middle of next year].", "../2023-06", "due"),
    ("It must be done [within five years].", "../2027", "due"),
    ("It must be done [within a year].", "../2023-06", "due"),
    ("It must be done [within twelve months].", "../2023-06", "due"),
    ("It must be done [within six months].", "../2022-12-15", "due"),
    ("It must be done [within 30 days].", "../2022-07-15", "due"),
    ("It must be done [within two weeks].", "../2022-06-29", "due"),
    ("It must be done [within this year].", "../2022", "due"),
    # open intervals
    ("It has held [since 2010].", "2010/..", "since"),
    ("It has held [since January 2020].", "2020-01/..", "since"),
    ("It has held [since last year].", "2021/..", "since"),
    ("It has held [since the 1990s].", "1990/..", "since"),
    ("Fees apply [from 2026].", "2026/..", "since"),
    ("Fees apply [from next year].", "2023/..", "since"),
    ("Fees apply [from 1 January 2023].", "2023-01-01/..", "since"),
    ("Fees apply [with effect from 2026].", "2026/..", "since"),
    ("Fees apply [as of 1 July 2023].", "2023-07-01/..", "since"),
    ("Fees apply [starting in March 2023].", "2023-03/..", "since"),
    ("It was renewed [until 2028].", "../2028", "until"),
    ("It was renewed [until the end of 2028].", "../2028", "until"),
    ("It runs [through 2030].", "../2030", "until"),
    ("It is closed [not before 2026].", "2026/..", "since"),
    ("It runs [between now and 2025].", "../2025", "until"),
    # stretches
    ("[over the next two years]", "2023/2024", "duration"),
    ("[in the next two to three years]", "2023/2025", "duration"),
    ("[in the next five years]", "2023/2027", "duration"),
    ("[over the past decade]", "2012/2022", "duration"),
    ("[over the last three years]", "2019/2022", "duration"),
]


# texts in which there is no date, whatever the words look like
NO_DATES = [
    "It may be signed, and they march on.",
    "Resolution 2231 was recalled.",
    "Flight 1970 was late.",
    "They paid 2010 dollars for it.",
    "About 2000 troops left.",
    "Vision 2030 was praised.",
    "The 77th session opened.",
    "The 22nd meeting opened.",
    "The sun set over Mon Repos.",
    "In recent years little was done.",
    "In the coming years more will be done.",
    "It fell on 31 Brumaire.",
    "The Daily Courier and the Inner Quarterly reported it.",
    "A second quarter-final followed.",
    "April Okafor and June Lindqvist wrote it.",
    "It fell on 31 June.",
    "The T-72 tanks and Su-35 jets",
    "It costs 12.5 a head.",
    "The score was 3-1.",
]

# what only another date settles, or what recurs or lasts: text, field, its value
UNSETTLED = [
    ("They signed it [the same day].", "relative", "same_day"),
    ("They dined [that same night].", "relative", "same_day"),
    ("They left [the next day].", "relative", "following_day"),
    ("They had met [the day before].", "relative", "previous_day"),
    ("They had met [the day before] the vote.", "relative", "days_before_event:1"),
    ("They left [three weeks later].", "relative", "weeks_after:3"),
    ("They had met [two days earlier].", "relative", "days_before:2"),
    ("They met [two days before] the summit.", "relative", "days_before_event:2"),
    ("Up a tenth on [a year earlier].", "relative", "years_before:1"),
    ("Sales fell [that year].", "relative", "that_year"),
    ("Sales fell [the following year].", "relative", "following_year"),
    ("Sales fell in [July of that year].", "relative", "month_of_year:7"),
    ("Sales fell [that June].", "relative", "month_of_year:6"),
    ("It lapses [within three months of] signature.", "relative", "within_event:3:month"),
    ("On [the eve of] the vote".replace("On [the", "[On the"), "relative", "days_before_event:1"),
    ("They meet [annually].", "cadence", "yearly"),
    ("They meet [every two years].", "cadence", "two-yearly"),
    ("They meet [twice a year].", "cadence", "half-yearly"),
    ("They meet [every Monday].", "cadence", "weekly"),
    ("A [three-day] visit", "length", "P3D"),
    ("A [30-year] lease", "length", "P30Y"),
    ("It lasted [for six weeks].", "length", "P6W"),
    ("It rose 5% [over five years].", "length", "P5Y"),
]

FISCAL = [
    ("in [FY25]", "BGD", "2024-07/2025-06"),
    ("in [FY2024-25]", "BGD", "2024-07/2025-06"),
    ("in [FY2024-25]", "IND", "2024-04/2025-03"),
    ("in [FY25]", "USA", "2024-10/2025-09"),
    ("in [fiscal 2024]", "JPN", "2024-04/2025-03"),
    ("in [H1 of FY25]", "PAK", "2024-07/2024-12"),
    ("in [the first quarter of FY25]", "AUS", "2024-07/2024-09"),
    ("in [July-March of FY2024-25]", "BGD", "2024-07/2025-03"),
    ("in [the last fiscal year]", "IND", "2021-04/2022-03"),
]

FUTURE = [
    ("They meet on [Monday].", "2022-06-20"),
    ("They meet on [Wednesday].", "2022-06-15"),
    ("They meet on [Monday and Tuesday].", "2022-06-20/2022-06-21"),
    ("They meet in [November].", "2022-11"),
    ("They meet in [June].", "2022-06"),
    ("They meet on [20 December].", "2022-12-20"),
    ("They meet in [the third quarter].", "2022-07/2022-09"),
    ("They meet in [November 2020].", "2020-11"),
    ("They meet [last week].", "2022-06-06/2022-06-12"),
]

TOLD = [
    ("the same day", "2020-09-02", "2020-09-02"),
    ("the following day", "2020-02-28", "2020-02-29"),
    ("the previous day", "2020-03-01", "2020-02-29"),
    ("seven weeks later", "2020-09-02", "2020-10-21"),
    ("two days earlier", "2020-09-02", "2020-08-31"),
    ("three months later", "2020-11-15", "2021-02"),
    ("two years later", "2020-11", "2022"),
    ("that year", "2020-11-15", "2020"),
    ("the following year", "2020-11-15", "2021"),
    ("that June", "2020-11-15", "2020-06"),
    ("the following month", "2020-12", "2021-01"),
    ("within six months", "2020-03-31", "../2020-09-30"),
    ("within a year", "2020-03-31", "../2021-03"),
    ("the same day", "2020-09-02/2020-09-04", "2020-09-02"),
]


def marked(text: str) -> tuple[str, int, int]:
    """The text without its brackets, and the span that they marked."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(("text", "value", "role"), ROWS)
def test_expression_has_value_role_and_span(text: str, value: str, role: str) -> None:
    plain, start, end = marked(text)
    found = one(plain)
    assert (found.edtf, found.role, plain[found.start : found.end]) == (
        value,
        role,
        plain[start:end],
    )


@pytest.mark.parametrize("text", NO_DATES)
def test_text_without_a_date_has_no_mention(text: str) -> None:
    assert [(text[m.start : m.end], m.edtf) for m in find_dates(text, anchor=ANCHOR)] == []


@pytest.mark.parametrize(("text", "field", "value"), UNSETTLED)
def test_what_only_context_settles_is_marked_and_has_no_value(
    text: str, field: str, value: str
) -> None:
    plain, start, end = marked(text)
    found = one(plain)
    assert getattr(found, field) == value
    assert found.edtf == ""
    assert plain[found.start : found.end] == plain[start:end]


@pytest.mark.parametrize(("text", "country", "value"), FISCAL)
def test_fiscal_year_is_that_of_the_state(text: str, country: str, value: str) -> None:
    plain, start, end = marked(text)
    found = one(plain, country=country)
    assert (found.edtf, found.start, found.end) == (value, start, end)


@pytest.mark.parametrize(("text", "value"), FUTURE)
def test_shift_future_moves_only_what_the_anchor_settled(text: str, value: str) -> None:
    plain, _, _ = marked(text)
    assert shift_future(one(plain), ANCHOR).edtf == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on [4 July].", "2021-07-04"),
        ("They met on [2 June].", "2022-06-02"),
        ("They met in [October].", "2021-10"),
        ("They met on [4 July 2022].", "2022-07-04"),
    ],
)
def test_shift_past_moves_only_what_the_anchor_settled(text: str, value: str) -> None:
    plain, _, _ = marked(text)
    assert shift_past(one(plain), ANCHOR).edtf == value


@pytest.mark.parametrize(("text", "reference", "value"), TOLD)
def test_relative_date_is_told_from_the_reference(text: str, reference: str, value: str) -> None:
    assert resolve_relative(one(text), reference).edtf == value


def test_date_told_from_an_event_stays_unsettled() -> None:
    found = one("two days before the summit")
    assert resolve_relative(found, "2020-09-02") == found


def test_days_without_a_year_go_by_the_full_date_before_them() -> None:
    text = "On 2 September 2018 aid stopped. Seven weeks later, on 23 October, it was resumed."
    values = [m.edtf for m in find_dates(text, anchor=ANCHOR)]
    assert values == ["2018-09-02", "", "2018-10-23"]


YEARS = [  # how the last date gets its year, on 10 June 2005; "" where two are as likely
    ("On 3 May 2003 they met. In October Chile left.", "2003-10"),
    ("On 3 October 2004 they met. In May Chile left.", "2005-05"),
    ("On 3 October 2002 they met. In May Chile left.", ""),
    ("Talks began on 14 November 2002 and ended on 3 January.", "2003-01-03"),
    ("In 1993 Chile recognised Peru. In July they signed a pact.", "1993-07"),
    ("Chile left the pact of Lima in 1999. In August Peru followed.", ""),
    ("Trade rose to 3 billion in 2003. In March the ministers met.", "2005-03"),
    ("Trade fell to 3 billion in 2003 as it broke up. Chile left Peru in May.", "2005-05"),
    ("Exports fell by 3 per cent in 2003. On 4 March they met.", "2005-03-04"),
]


@pytest.mark.parametrize(("text", "value"), YEARS)
def test_a_year_that_two_dates_make_doubtful_is_left_open(text: str, value: str) -> None:
    last = find_dates(text, anchor=date(2005, 6, 10))[-1]
    assert last.edtf == value
    assert bool(last.unsure) == (not value)


def test_a_date_told_in_passing_gives_a_later_sentence_no_year() -> None:
    text = "Chile left the pact signed on 3 May 2003. In October Peru followed."
    assert find_dates(text, anchor=date(2005, 6, 10))[-1].edtf == "2003-10"
    later = find_dates(text, anchor=date(2005, 6, 10), asides={text.index("3 May")})[-1]
    assert later.edtf == "2004-10"


def test_name_of_a_treaty_gives_later_days_no_year() -> None:
    text = "Under the accord of 4 March 1984 the two meet on 6 June."
    assert [m.edtf for m in find_dates(text, anchor=ANCHOR)] == ["1984-03-04", "2022-06-06"]


def test_full_date_of_another_paragraph_gives_no_year() -> None:
    text = "Aid stopped on 2 May 2018.\n\nIt was resumed on 8 June."
    assert [m.edtf for m in find_dates(text, anchor=ANCHOR)] == ["2018-05-02", "2022-06-08"]


def test_term_is_counted_from_the_full_date_before_it() -> None:
    text = "They met on 13 July 2019 and undertook to agree within four months."
    assert [m.edtf for m in find_dates(text, anchor=ANCHOR)] == ["2019-07-13", "../2019-11-13"]


def test_that_year_is_the_year_named_before() -> None:
    text = "Trade was worth 3 billion in 2014. Sales fell that year, and that June they stopped."
    assert [m.edtf for m in find_dates(text, anchor=ANCHOR)] == ["2014", "2014", "2014-06"]


def test_caller_can_give_the_year() -> None:
    found = find_dates("They met on 9 March.", anchor=ANCHOR, context_year=1999)
    assert [(m.edtf, m.anchor) for m in found] == [("1999-03-09", "context")]


def test_days_listed_apart_are_several_mentions() -> None:
    found = find_dates("They met on 5 and 9 June.", anchor=ANCHOR)
    assert [m.edtf for m in found] == ["2022-06-05", "2022-06-09"]


def test_month_comes_first_in_figures_where_the_state_writes_so() -> None:
    assert one("dated 03/04/2021", country="USA").edtf == "2021-03-04"
    assert one("dated 03/04/2021", country="GBR").edtf == "2021-04-03"
    assert one("dated 03/14/2021", country="GBR").edtf == "2021-03-14"


@pytest.mark.parametrize(
    "text", ["last week", "on Tuesday", "in June", "two years ago", "by March"]
)
def test_nothing_is_guessed_without_an_anchor(text: str) -> None:
    assert [m for m in find_dates(text, anchor=None) if m.edtf] == []


def test_explicit_dates_need_no_anchor() -> None:
    assert one("on 4 March 2017", anchor=None).edtf == "2017-03-04"


def test_anchor_is_told() -> None:
    sources = [one(text).anchor for text in ("on 4 March 2017", "on 4 March", "the next day")]
    assert sources == ["explicit", "document", "context"]


def test_line_break_within_a_date_is_a_space() -> None:
    assert one("signed on 4\nMarch 2017").edtf == "2017-03-04"


FORMATS = (
    "{d} {month} {y}",
    "{month} {d}, {y}",
    "{d} {short} {y}",
    "{short}. {d}, {y}",
    "the {nth} of {month} {y}",
    "{month} {nth}, {y}",
    "{y}-{m:02d}-{d:02d}",
    "{d:02d}/{m:02d}/{y}",
    "{d}.{m}.{y}",
    "{weekday}, {d} {month} {y}",
    "{weekday}, {month} {d}, {y}",
)


def nth(day: int) -> str:
    """The ordinal in figures."""
    marks = {} if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}
    return f"{day}{marks.get(day % 10, 'th')}"


@given(
    day=st.dates(min_value=date(1600, 1, 1), max_value=date(2150, 12, 31)),
    pattern=st.sampled_from(FORMATS),
)
def test_day_is_read_back_from_every_format(day: date, pattern: str) -> None:
    words = pattern.format(
        d=day.day,
        m=day.month,
        y=day.year,
        nth=nth(day.day),
        month=day.strftime("%B"),
        short=day.strftime("%b"),
        weekday=day.strftime("%A"),
    )
    text = f"They met on {words}, in Oslo."
    found = one(text)
    assert found.edtf == day.isoformat()
    assert text[found.start : found.end] in (words, f"the {words}".removeprefix("the "))


@given(
    first=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    days=st.integers(min_value=1, max_value=500),
)
def test_range_of_days_is_read_back(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    text = f"from {first:%-d} {first:%B} {first.year} to {last:%-d} {last:%B} {last.year}"
    assert one(text).edtf == f"{first}/{last}"


WORDS = st.sampled_from(
    [
        "on",
        "in",
        "by",
        "since",
        "from",
        "to",
        "until",
        "the",
        "of",
        "and",
        "last",
        "next",
        "early",
        "late",
        "end",
        "May",
        "March",
        "June",
        "7",
        "16th",
        "2014",
        "2015-16",
        "Monday",
        "week",
        "year",
        "years",
        "three",
        "quarter",
        "first",
        "half",
        "1990s",
        "ago",
        "later",
        "within",
        "-",
        ",",
        ".",
        "(",
        ")",
        "FY25",
        "between",
        "day",
        "before",
        "after",
        "today",
        "eve",
        "mid",
        "every",
        "29",
        "February",
        "Q3",
        "Sept.",
        "31",
        "00",
        "century",
    ]
)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=14), st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_any_jumble_gives_valid_values_and_spans_in_order(words: list[str], anchor: date) -> None:
    text = " ".join(words)
    found = find_dates(text, anchor=anchor)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert not mention.edtf or edtf.is_valid(mention.edtf)
        assert mention.edtf or mention.relative or mention.cadence or mention.length
        shifted = shift_future(mention, anchor)
        assert not shifted.edtf or edtf.is_valid(shifted.edtf)
    assert [m.start for m in found] == sorted(m.start for m in found)


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for mention in find_dates(text, anchor=ANCHOR):
        assert text[mention.start : mention.end]


def _entries() -> list[tuple[str, str, str]]:
    data = load("lang", "en", "dates.yml")
    rules = [*data["atoms"], *data["phrases"]]
    return [
        (rule["id"], str(text), str(value))
        for rule in rules
        for text, value in rule.get("examples", {}).items()
    ]


@pytest.mark.parametrize(("rule", "text", "value"), _entries())
def test_example_in_the_data_gives_its_value(rule: str, text: str, value: str) -> None:
    reference = date.fromisoformat(load("lang", "en", "dates.yml")["reference"])
    assert [m.edtf for m in find_dates(text, anchor=reference)] == [value], rule


def _near_misses() -> list[str]:
    data = load("lang", "en", "dates.yml")
    return [text for rule in [*data["atoms"], *data["phrases"]] for text in rule.get("not", ())]


@pytest.mark.parametrize("text", _near_misses())
def test_near_miss_in_the_data_gives_nothing(text: str) -> None:
    assert find_dates(text, anchor=ANCHOR) == []


def test_term_in_a_text_without_a_date_has_no_day() -> None:
    found = find_dates("Peru on Tuesday ordered him to leave within two days.", anchor=None)
    assert [mention.edtf for mention in found if mention.role == "due"] == [""]
