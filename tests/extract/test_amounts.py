"""`find_amounts`, `find_changes`, `find_ordinals`. All sentences are made up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.extract.amounts import AmountMention, find_amounts, find_changes, find_ordinals
from memcon.extract.quantities.currency import currencies
from memcon.extract.quantities.knowledge import load
from memcon.extract.quantities.numbers import number_words


def one(text: str, *, country: str = "") -> AmountMention:
    """The only amount in the text."""
    found = find_amounts(text, country=country)
    assert len(found) == 1, [(text[m.start : m.end], m.to_value()) for m in found]
    return found[0]


def marked(text: str) -> tuple[str, int, int]:
    """The text without its brackets, and the span that they marked."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


def amount(value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": unit, **more}


MONEY = [
    ("a loan of [US$1.2bn] to Chad", amount(1.2e9, "USD")),
    ("a loan of [$1.2 billion] to Chad", amount(1.2e9, "USD")),
    ("a loan of [1.2 billion dollars] to Chad", amount(1.2e9, "USD")),
    ("a loan of [70.5 billion US dollars] to Chad", amount(70.5e9, "USD")),
    ("a loan of [88 billion USD] to Chad", amount(88e9, "USD")),
    ("a loan of [USD 88 billion] to Chad", amount(88e9, "USD")),
    ("a loan of [US$ 3m] to Chad", amount(3e6, "USD")),
    ("a loan of [$1,250,000] to Chad", amount(1250000, "USD")),
    ("a loan of [RMB 260 bln] to Chad", amount(260e9, "CNY")),
    ("a loan of [150 bln yuan] to Chad", amount(150e9, "CNY")),
    ("a loan of [CNY150bn] to Chad", amount(150e9, "CNY")),
    ("a loan of [€4.4bn] to Chad", amount(4.4e9, "EUR")),
    ("a loan of [4.7 billion euros] to Chad", amount(4.7e9, "EUR")),
    ("a loan of [NZ$15.5 million] to Fiji", amount(15.5e6, "NZD")),
    ("a loan of [A$2 million] to Fiji", amount(2e6, "AUD")),
    ("a loan of [two million Canadian dollars] to Fiji", amount(2e6, "CAD")),
    ("a loan of [HK$30m] to Fiji", amount(30e6, "HKD")),
    ("a loan of [S$5 million] to Fiji", amount(5e6, "SGD")),
    ("a loan of [R$5 million] to Fiji", amount(5e6, "BRL")),
    ("a loan of [Rs 500 crore] to Nepal", amount(5e9, "INR")),
    ("a loan of [Rs 1.2 lakh crore] to Nepal", amount(1.2e12, "INR")),
    ("a loan of [Tk 6,200-crore] to Nepal", amount(62e9, "BDT")),
    ("a loan of [Tk 24,300 crore] to Nepal", amount(243e9, "BDT")),
    ("a loan of [10 billion Pakistani rupees] to Nepal", amount(10e9, "PKR")),
    ("a loan of [¥217bn] to Nepal", amount(217e9, "JPY")),
    ("a loan of [1.5 trillion yen] to Nepal", amount(1.5e12, "JPY")),
    ("a loan of [3.7 billion rand] to Malawi", amount(3.7e9, "ZAR")),
    ("a loan of [R88bn] to Malawi", amount(88e9, "ZAR")),
    ("a loan of [5 billion rubles] to Cuba", amount(5e9, "RUB")),
    ("a loan of [5 billion roubles] to Cuba", amount(5e9, "RUB")),
    ("a loan of [£40m] to Cuba", amount(40e6, "GBP")),
    ("a loan of [two million Swiss francs] to Cuba", amount(2e6, "CHF")),
    ("a loan of [3 trillion won] to Cuba", amount(3e12, "KRW")),
    ("a loan of [KSh 3.5 billion] to Uganda", amount(3.5e9, "KES")),
    ("a loan of [SAR 20bn] to Jordan", amount(20e9, "SAR")),
    ("a loan of [30 billion baht] to Laos", amount(30e9, "THB")),
    ("a loan of [SKr 4bn] to Laos", amount(4e9, "SEK")),
    ("a loan of [half a billion dollars] to Laos", amount(5e8, "USD")),
    ("a loan of [two and a half billion dollars] to Laos", amount(2.5e9, "USD")),
    ("a loan of [a million euros] to Laos", amount(1e6, "EUR")),
    ("loans of [hundreds of billions of dollars]", amount(1e11, "USD", qualifier="over")),
    ("loans of [tens of millions of euros]", amount(1e7, "EUR", qualifier="over")),
    ("[several billion dollars] in aid", amount(1e9, "USD", qualifier="over")),
    ("a [$5bn] package", amount(5e9, "USD")),
    ("a [260 billion USD] deal", amount(260e9, "USD")),
    ("a three-year [$3.2-billion] loan", amount(3.2e9, "USD")),
    ("a [100-million-euro] loan", amount(1e8, "EUR")),
    ("a fee of [$5bn a year]", amount(5e9, "USD", per="year")),
    ("it was [$8bn] a year earlier", amount(8e9, "USD")),
    ("it was [US dollars 5 million]", amount(5e6, "USD")),
    ("gas at [$450 per thousand cubic metres]", amount(450, "USD", per="thousand cubic metres")),
    ("oil at [$60 a barrel]", amount(60, "USD", per="barrel")),
]

SHARES = [
    ("[33%] of exports", amount(33, "percent")),
    ("[5.8 percent] of exports", amount(5.8, "percent")),
    ("[42 per cent] of exports", amount(42, "percent")),
    ("[five percent] of exports", amount(5, "percent")),
    ("a [49%] stake", amount(49, "percent")),
    ("[one-fifth] of exports", amount(20, "percent")),
    ("[a tenth] of exports", amount(10, "percent")),
    ("[four tenths] of exports", amount(40, "percent")),
    ("[four-fifths] of exports", amount(80, "percent")),
    ("[two-thirds] of exports", amount(67, "percent")),
    ("[a third] of exports", amount(33, "percent")),
    ("[half] of exports", amount(50, "percent")),
    ("[2 percentage points] off", amount(2, "percentage_points")),
    ("[50 basis points] off", amount(0.5, "percentage_points")),
    ("growth of [-5%]", amount(-5, "percent")),
    ("growth of [minus 5 percent]", amount(-5, "percent")),
]

THINGS = [
    ("bought [24 Su-35 fighter jets] from", amount(24, "jet"), "Su-35 fighter jets"),
    ("bought [24 Su 35 fighter jets] from", amount(24, "jet"), "Su 35 fighter jets"),
    ("bought [four Kilo-class submarines].", amount(4, "submarine"), "Kilo-class submarines"),
    ("bought [two dozen aircraft] from", amount(24, "aircraft"), "aircraft"),
    ("bought [50 Leopard 2 tanks] and", amount(50, "tank"), "Leopard 2 tanks"),
    ("sent [1,000 troops] to", amount(1000, "troop"), "troops"),
    ("sent [10 000 troops] to", amount(10000, "troop"), "troops"),
    ("restricted [54 groups] of goods", amount(54, "group"), "groups"),
    ("hosts [315 Swiss companies] in", amount(315, "company"), "Swiss companies"),
    ("offers [40 Humboldt scholarships] to", amount(40, "scholarship"), "Humboldt scholarships"),
    ("had [five formal meetings] at", amount(5, "meeting"), "formal meetings"),
    ("opened [two new consular districts] in", amount(2, "district"), "new consular districts"),
    ("hosts [28,500 U.S. troops] in", amount(28500, "troop"), "U.S. troops"),
    ("killed [4 Iraqis] in", amount(4, "Iraqi"), "Iraqis"),
    ("the two fought [three wars] in", amount(3, "war"), "wars"),
    ("killed [12 people] in", amount(12, "person"), "people"),
    ("with [three women ministers] in", amount(3, "minister"), "women ministers"),
    ("signed [three arms deals] in", amount(3, "deal"), "arms deals"),
    ("carried by [29 votes] to one", amount(29, "vote"), "votes"),
    ("met [four times] in", amount(4, "time"), "times"),
    ("took [three more ships] to", amount(3, "ship"), "ships"),
    ("sent [tens of thousands of people] home", amount(1e4, "person", qualifier="over"), "people"),
    ("moves [11 lakh containers a year] to", amount(1.1e6, "container", per="year"), "containers"),
    ("talks over [two islands] in", amount(2, "island"), "islands"),
    ("[some 40 documents] were", amount(40, "document", qualifier="about"), "documents"),
]

MEASURES = [
    ("makes [5,150 megawatts] of", amount(5150, "megawatt")),
    ("a [1,200MW] plant", amount(1200, "megawatt")),
    ("[55.5 billion cubic metres a year]", amount(55.5e9, "cubic metre", per="year")),
    ("[55.5 billion cubic meters]", amount(55.5e9, "cubic meter")),
    ("[38 bcm] of gas", amount(38e9, "cubic metre")),
    ("[38 billion cubic metres] of gas a year", amount(38e9, "cubic metre", per="year")),
    ("[4.6 lakh tonnes] of scrap", amount(460000, "tonne")),
    ("[3m tonnes] of scrap", amount(3e6, "tonne")),
    ("[400,000 barrels per day]", amount(4e5, "barrel", per="day")),
    ("[300,000 bpd]", amount(3e5, "barrel", per="day")),
    ("a [460-metre] jetty", amount(460, "metre")),
    ("a [1,224 km] line", amount(1224, "kilometre")),
    ("[10 sq km] of land", amount(10, "square kilometre")),
    ("a [220 kV] line", amount(220, "kilovolt")),
    ("[thousands of tonnes] of wheat", amount(1000, "tonne", qualifier="over")),
]

HEDGES = [
    ("[over $3bn]", "over"),
    ("[more than $3bn]", "over"),
    ("[exceeding $3bn]", "over"),
    ("trade [topped $3bn]", "over"),
    ("[nearly $3bn]", "about"),
    ("[almost $3bn]", "about"),
    ("[about $3bn]", "about"),
    ("[roughly $3bn]", "about"),
    ("[some $3bn]", "about"),
    ("[approximately $3bn]", "about"),
    ("[less than $3bn]", "under"),
    ("[below $3bn]", "under"),
    ("[under $3bn]", "under"),
    ("[up to $3bn]", "up_to"),
    ("[as much as $3bn]", "up_to"),
    ("[no more than $3bn]", "up_to"),
    ("[at least $3bn]", "at_least"),
    ("[no less than $3bn]", "at_least"),
    ("[a minimum of $3bn]", "at_least"),
    ("[$3bn or more]", "at_least"),
    ("[$3bn or so]", "about"),
    ("a total of [$3bn]", ""),
    ("an average of [$3bn]", ""),
    ("trade crept up to [$3bn]", ""),
]

RANGES = [
    ("[10 to 12 billion dollars]", 10e9, 12e9, "USD"),
    ("[$10-12bn]", 10e9, 12e9, "USD"),
    ("[$10bn-$12bn]", 10e9, 12e9, "USD"),
    ("[$10 billion to $12 billion]", 10e9, 12e9, "USD"),
    ("[between $10bn and $12bn]", 10e9, 12e9, "USD"),
    ("[between 5 and 7 percent]", 5, 7, "percent"),
    ("[5-7%]", 5, 7, "percent"),
    ("[5% to 7%]", 5, 7, "percent"),
    ("[2,000 to 3,000 troops]", 2000, 3000, "troop"),
    ("[5-6 million tonnes]", 5e6, 6e6, "tonne"),
]

NO_AMOUNTS = [
    "the 21st meeting",
    "in 2015 it rose",
    "Resolution 2231 and Article 5",
    "the Group of 77 and the G20 at COP28",
    "the P5+1 talks",
    "won 36-5 in Cork",
    "at 06:42 or 5 p.m.",
    "1. To enhance trade",
    "(2) The parties",
    "the S-400 and the Su-35",
    "flight MH370",
    "a 45-year-old envoy aged 45",
    "for nine years and three weeks",
    "one of them",
    "a third-party state",
    "a quarter past",
    "two sides",
    "Boeing 737",
    "5,000 m",
    "Tel. 555-1234",
]

CHANGES = [
    ("Sales came to $3bn, [up 4.5% year-on-year]", 4.5, "percent", "yoy"),
    ("an [increase of 27.1%]", 27.1, "percent", ""),
    ("Sales [increased by 33%] here", 33, "percent", ""),
    ("Sales [fell 5.8 percent] to $2bn", -5.8, "percent", ""),
    ("Sales [slipped 5.8 percent that year]", -5.8, "percent", "yoy"),
    ("Sales [grew by 42 per cent over five years]", 42, "percent", "over 5 years"),
    ("Sales have [grown 300 percent since 1995]", 300, "percent", "since 1995"),
    ("[a third more than in the same] months", 33, "percent", "yoy"),
    ("Sales [doubled]", 100, "percent", ""),
    ("Sales more than [tripled in ten years]", 200, "percent", "over 10 years"),
    ("Sales were [halved]", -50, "percent", ""),
    ("a [12.4 per cent rise from a year earlier]", 12.4, "percent", "yoy"),
    ("[27.8 per cent less than a year before]", -27.8, "percent", "yoy"),
    ("Sales were [8% lower than in 2020]", -8, "percent", "yoy"),
    ("Sales, [down 3.1 per cent]", -3.1, "percent", ""),
    ("a [15% cut]", -15, "percent", ""),
    ("a [fivefold] increase", 400, "percent", ""),
    ("Sales were [three times higher]", 200, "percent", ""),
    ("Sales [rose 2% from the previous quarter]", 2, "percent", "qoq"),
    ("Sales [rose 2% month on month]", 2, "percent", "mom"),
    ("They [fell 3 percentage points]", -3, "percentage_points", ""),
    ("They [fell by $2bn] to $5bn", -2e9, "USD", ""),
    ("They [rose $2bn] to $5bn", 2e9, "USD", ""),
    ("They [reduced tariffs by 90%]", -90, "percent", ""),
    ("They will [raise their exports to Asia by a fifth]", 20, "percent", ""),
    ("It reached $5bn ([+12.3%]).", 12.3, "percent", ""),
    ("It reached $5bn ([-3%]).", -3, "percent", ""),
    ("a plan to [raise trade in 2024 by 50 percent compared with last year]", 50, "percent", "yoy"),
    ("They [cut it by half]", -50, "percent", ""),
    ("They were [growing at 6 percent annually]", 6, "percent", "yoy"),
]

NO_CHANGES = [
    "It made up 10% of exports.",
    "It made up a tenth of exports.",
    "It holds a 49% stake.",
    "An accord on double taxation was signed.",
    "They raised tariffs to 25%.",
    "It is worth $5bn.",
]


@pytest.mark.parametrize(("text", "value"), [*MONEY, *SHARES, *MEASURES])
def test_amount_has_value_unit_and_span(text: str, value: dict[str, Any]) -> None:
    plain, start, end = marked(text)
    found = one(plain)
    assert found.to_value() == value
    assert plain[found.start : found.end] == plain[start:end]


@pytest.mark.parametrize(("text", "value", "counted"), THINGS)
def test_counted_thing_is_the_head_noun(text: str, value: dict[str, Any], counted: str) -> None:
    plain, start, end = marked(text)
    found = one(plain)
    assert found.to_value() == value
    assert (plain[found.start : found.end], found.counted) == (plain[start:end], counted)


@pytest.mark.parametrize(("text", "qualifier"), HEDGES)
def test_hedge_is_the_qualifier_and_part_of_the_span(text: str, qualifier: str) -> None:
    plain, start, end = marked(text)
    found = one(plain)
    assert (found.value, found.unit, found.qualifier) == (3e9, "USD", qualifier)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_range_has_low_and_high(text: str, low: float, high: float, unit: str) -> None:
    plain, start, end = marked(text)
    found = one(plain)
    assert found.to_value() == {"low": low, "high": high, "unit": unit}
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_number_that_is_no_amount_is_passed_over(text: str) -> None:
    assert [(text[m.start : m.end], m.to_value()) for m in find_amounts(text)] == []


@pytest.mark.parametrize(
    ("text", "country", "unit"),
    [
        ("$5 million", "", "USD"),
        ("$5 million", "AUS", "AUD"),
        ("$5 million", "FRA", "USD"),
        ("$5 million", "CHL", "USD"),
        ("5 million pounds", "", "GBP"),
        ("5 million pounds", "EGY", "EGP"),
        ("Rs 5 million", "", "INR"),
        ("Rs 5 million", "PAK", "PKR"),
        ("5 million rupees", "LKA", "LKR"),
        ("¥5 million", "", "JPY"),
        ("¥5 million", "CHN", "CNY"),
        ("5 million pesos", "ARG", "ARS"),
        ("5 million francs", "RWA", "RWF"),
        ("5 million dinars", "KWT", "KWD"),
        ("5 million crowns", "NOR", "NOK"),
        ("US$5 million", "AUS", "USD"),
        ("5 million US dollars", "AUS", "USD"),
        ("5 million dollars", "AUS", "AUD"),
        ("5 million dollars", "BRN", "USD"),  # of others a bare dollar tells no currency
        ("$5 million", "GUY", "USD"),
    ],
)
def test_shared_currency_name_is_that_of_the_state(text: str, country: str, unit: str) -> None:
    assert one(text, country=country).unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "5 billion euros ($5.4 billion)",
        "€5bn (about R105bn)",
        "5 billion yuan, or $700 million",
    ],
)
def test_same_sum_in_another_currency_is_a_conversion(text: str) -> None:
    assert [m.conversion_of for m in find_amounts(text)] == [None, 0]


def test_sum_told_beside_another_is_no_conversion() -> None:
    text = "5 billion euros in loans and $2 billion in grants"
    assert [m.conversion_of for m in find_amounts(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Egypt gets 55 billion cubic metres and Sudan 18 billion.",
            [amount(55e9, "cubic metre"), amount(18e9, "cubic metre")],
        ),
        (
            "Trade was 88 billion dollars; a target of 100 billion is set.",
            [amount(88e9, "USD"), amount(100e9, "USD")],
        ),
        (
            "It was 6.2 billion dollars, and five and a half of those billions were oil.",
            [amount(6.2e9, "USD"), amount(5.5e9, "USD")],
        ),
    ],
)
def test_bare_number_has_the_unit_of_the_one_before(
    text: str, values: list[dict[str, Any]]
) -> None:
    found = find_amounts(text)
    assert [m.to_value() for m in found] == values
    assert [m.inherited for m in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from $5bn to $7bn", [amount(5e9, "USD"), amount(7e9, "USD")]),
        ("from 5 to 7 percent", [amount(5, "percent"), amount(7, "percent")]),
        ("from 200 to 300 tonnes", [amount(200, "tonne"), amount(300, "tonne")]),
        (
            "The number of visiting doctors will rise from 30 to 40 a year.",
            [amount(30, "doctor", per="year"), amount(40, "doctor", per="year")],
        ),
        ("fell by $2bn to $5bn", [amount(2e9, "USD"), amount(5e9, "USD")]),
        ("12 tanks and 5 jets", [amount(12, "tank"), amount(5, "jet")]),
    ],
)
def test_two_amounts_are_no_range(text: str, values: list[dict[str, Any]]) -> None:
    assert [m.to_value() for m in find_amounts(text)] == values


def test_excluded_spans_hold_no_amounts() -> None:
    text = "On 5 May 12 ships left."
    assert [m.value for m in find_amounts(text, exclude=[(3, 8)])] == [12]


def test_casualties_are_persons() -> None:
    found = find_amounts("A raid killing 12 and wounding 30 followed.")
    assert [m.to_value() for m in found] == [amount(12, "person"), amount(30, "person")]


@pytest.mark.parametrize(("text", "value", "unit", "basis"), CHANGES)
def test_change_has_sign_unit_and_basis(text: str, value: float, unit: str, basis: str) -> None:
    plain, start, end = marked(text)
    found = find_changes(plain, amounts=find_amounts(plain))
    assert [(m.value, m.unit, m.basis) for m in found] == [(value, unit, basis)]
    assert plain[found[0].start : found[0].end] == plain[start:end]


@pytest.mark.parametrize("text", NO_CHANGES)
def test_share_or_level_is_no_change(text: str) -> None:
    assert find_changes(text, amounts=find_amounts(text)) == []


def test_basis_is_not_taken_from_the_next_sentence() -> None:
    text = "Sales rose 5%. Costs were flat year on year."
    assert [m.basis for m in find_changes(text, amounts=find_amounts(text))] == [""]


def test_change_value_leaves_out_an_unknown_basis() -> None:
    text = "Sales doubled."
    found = find_changes(text, amounts=find_amounts(text))
    assert [m.to_value() for m in found] == [{"value": 100, "unit": "percent"}]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the 21st meeting", [21]),
        ("the eighth and the twenty-fourth round", [8, 24]),
        ("the thirty first session", [31]),
        ("its 100th and hundredth", [100, 100]),
        ("the third-largest", [3]),
        ("21 meetings, G20", []),
        ("The First Lady came to the third session.", [3]),
    ],
)
def test_ordinals_are_read(text: str, values: list[int]) -> None:
    assert [m.value for m in find_ordinals(text)] == values


@pytest.mark.parametrize(
    ("words", "value", "vague"),
    [
        ("five and a half billion", 5.5e9, False),
        ("half a million", 5e5, False),
        ("twenty-four", 24, False),
        ("a hundred and five", 105, False),
        ("two hundred and fifty thousand", 250000, False),
        ("one million two hundred thousand", 1.2e6, False),
        ("two dozen", 24, False),
        ("several thousand", 1000, True),
        ("hundreds of thousands", 1e5, True),
        ("4.6 lakh", 460000, False),
        ("6,197-crore", 61.97e9, False),
        ("70.59 billion", 70.59e9, False),
        ("1,00,000", 1e5, False),
        ("10 000", 1e4, False),
        ("2½", 2.5, False),
    ],
)
def test_number_is_read_in_words_and_figures(words: str, value: float, vague: bool) -> None:
    assert number_words().read(words) == (value, vague)


SCALES = {"": 1, " million": 10**6, "m": 10**6, " bn": 10**9, "bn": 10**9, " crore": 10**7}


@given(
    st.integers(min_value=1, max_value=99999),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(["$", "US$", "€", "£", "Tk ", "NZ$", "¥", "USD "]),
)
def test_money_is_read_back(whole: int, cents: int, scale: str, sign: str) -> None:
    text = f"worth {sign}{whole:,}.{cents:02d}{scale} in all"
    found = one(text)
    assert found.value == pytest.approx((whole + cents / 100) * SCALES[scale])
    assert text[found.start : found.end] == text[6:-7]


@given(st.integers(min_value=2, max_value=10**9).filter(lambda n: not 1500 <= n <= 2100))
def test_count_is_read_back(number: int) -> None:
    for text in (f"{number} ships", f"{number:,} ships"):
        assert one(text).to_value() == {"value": number, "unit": "ship"}


WORDS = st.sampled_from(
    [
        "5",
        "12",
        "1,200",
        "2015",
        "3.5",
        "$",
        "US$",
        "€",
        "%",
        "percent",
        "billion",
        "bn",
        "m",
        "k",
        "dozen",
        "half",
        "a",
        "one",
        "two",
        "hundred",
        "and",
        "of",
        "to",
        "between",
        "from",
        "over",
        "up",
        "by",
        "than",
        "rose",
        "fell",
        "times",
        "double",
        "tonnes",
        "km",
        "MW",
        "dollars",
        "yuan",
        "people",
        "jets",
        "-",
        ",",
        ".",
        "(",
        ")",
        "Su-35",
        "third",
        "fifths",
        "points",
        "year",
        "per",
        "-5",
        "Rs",
        "crore",
        "since",
        "2010",
        "more",
        "the",
        "number",
    ]
)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=14), st.sampled_from(["", " "]))
def test_any_jumble_gives_spans_within_the_text(words: list[str], glue: str) -> None:
    text = glue.join(words)
    found = find_amounts(text)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert (mention.value is None) == (mention.low is not None)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for change in find_changes(text, amounts=found):
        assert 0 <= change.start < change.end <= len(text)


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for mention in find_amounts(text):
        assert text[mention.start : mention.end]


def test_every_currency_can_be_named() -> None:
    entries = load("reference", "currencies.yml")["currencies"]
    for code, entry in entries.items():
        for name in entry["names"]:
            assert one(f"a debt of 5 million {name}").unit == code
        for sign in entry.get("symbols", ()):
            shared = sign in load("reference", "currencies.yml")["shared_symbols"]
            assert shared or currencies().signed(sign, "") == code


def test_no_two_currencies_share_a_name_or_sign() -> None:
    data = load("reference", "currencies.yml")
    names = [name for entry in data["currencies"].values() for name in entry["names"]]
    signs = [
        sign
        for entry in data["currencies"].values()
        for sign in [*entry.get("symbols", ()), *entry.get("prefixes", ())]
        if sign not in data["shared_symbols"]
    ]
    assert len(names) == len(set(names))
    assert sorted(sign for sign in set(signs) if signs.count(sign) > 1) == []


def test_every_default_is_a_currency() -> None:
    data = load("reference", "currencies.yml")
    assert set(data["defaults"].values()) <= set(data["currencies"])
