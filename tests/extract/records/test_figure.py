"""Figures: what a number counts, for when, whose it is and towards whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

NUMBERS: list[tuple[str, dict[str, Any]]] = [
    (
        "Trade between Turkey and Iran fell 5.8 percent to 23.3 billion euros in 2019.",
        {
            "indicator": "trade.total",
            "amount": {"value": 23_300_000_000, "unit": "EUR"},
            "change": {"value": -5.8, "unit": "percent", "basis": "yoy"},
            "date": "2019",
        },
    ),
    (
        (
            "Trade turnover between Kazakhstan and Uzbekistan grew by 23 per cent year on year to"
            " $3.2 billion in 2019."
        ),
        {"parties": ["KAZ", "UZB"], "change": {"value": 23, "unit": "percent", "basis": "yoy"}},
    ),
    (
        (
            "Japan's exports to South Korea fell 11 percent in May from a year earlier to"
            " 404 billion yen."
        ),
        {"indicator": "trade.exports", "reporter": "JPN", "counterpart": "KOR"},
    ),
    (
        "The United States ran a trade deficit of $345 billion with China last year.",
        {"indicator": "trade.balance", "date": "2019", "parties": ["CHN", "USA"]},
    ),
    (
        "Argentina exported 5.2 million tonnes of soybeans to China in the first half of 2019.",
        {"indicator": "trade.exports.soybean", "reporter": "ARG", "date": "2019-01/2019-06"},
    ),
    (
        "In 1974 Brazil bought 60 million dollars' worth of Polish coal.",
        {"indicator": "trade.imports.coal", "reporter": "BRA", "counterpart": "POL"},
    ),
    (
        "About 45,000 Nigerian students are enrolled at British universities.",
        {"indicator": "education.students", "reporter": "GBR", "counterpart": "NGA"},
    ),
    (
        "Some 1.2 million Russian tourists visited Turkey in July 2019.",
        {"indicator": "tourism.visitors", "reporter": "TUR", "counterpart": "RUS"},
    ),
    (
        "Chinese companies have invested more than $6 billion in Ethiopia since 2000.",
        {"indicator": "investment.stock", "reporter": "CHN", "date": "2000/.."},
    ),
    (
        "Sweden has set aside 200 million kronor for Moldova.",
        {"indicator": "aid", "reporter": "SWE", "counterpart": "MDA"},
    ),
    (
        "Spain has lent Morocco 90 million euros since 2015.",
        {"indicator": "loans", "reporter": "ESP", "counterpart": "MAR", "date": "2015/.."},
    ),
    (
        "Kuwait gave Djibouti a loan of 20 million dollars in 1985.",
        {"indicator": "loans", "reporter": "KWT", "counterpart": "DJI", "date": "1985"},
    ),
    (
        "Some 85,000 Poles holidayed in Egypt in 2019.",
        {
            "indicator": "tourism.visitors",
            "amount": {"value": 85_000, "unit": "Pole", "qualifier": "about"},
            "reporter": "EGY",
            "counterpart": "POL",
        },
    ),
    (
        "Turkey has taken in 3.6 million Syrians.",
        {"indicator": "migration.people", "reporter": "TUR", "counterpart": "SYR"},
    ),
    (
        "The border clash killed 20 Indian soldiers.",
        {"indicator": "casualties.killed"},
    ),
    (
        "France is withdrawing 400 soldiers from Mali.",
        {"indicator": "military.personnel", "reporter": "FRA", "counterpart": "MLI"},
    ),
    (
        "Jordan buys half of its gas from Israel.",
        {"indicator": "energy.gas.share", "reporter": "ISR", "counterpart": "JOR"},
    ),
    (
        "Power trade between Laos and Thailand stands at 5,600 MW.",
        {"indicator": "energy.electricity", "parties": ["LAO", "THA"]},
    ),
    (
        "Egypt's non-oil exports to Libya rose by 12 percent to $600 million in 2018.",
        {"indicator": "trade.exports.non_oil", "sectors": ["trade"]},
    ),
    (
        "Air Astana flies four times a week from Almaty to Tbilisi.",
        {"indicator": "transport.flights", "amount": {"value": 4, "unit": "time", "per": "week"}},
    ),
    (
        "Turkey raised duties on American cars to 120 percent.",
        {"indicator": "trade.tariffs"},
    ),
    (
        "The accord provides for trade worth 120 million dollars between Hungary and Syria.",
        {"indicator": "trade.total", "nature": "target"},
    ),
    (
        "Peru sold Chile goods worth 90 million dollars, 6 percent less than in 2018.",
        {"indicator": "trade.exports", "date": None},
    ),
    (
        "Cumulative investment by Japanese firms in Thailand exceeds 90 billion dollars.",
        {"indicator": "investment.stock", "reporter": "JPN", "counterpart": "THA"},
    ),
    (
        "Germany has 1,300 soldiers in Mali as part of the UN mission.",
        {"indicator": "military.personnel", "reporter": "DEU", "counterpart": "MLI"},
    ),
    (
        "Romania has 60 instructors in Georgia.",
        {"indicator": "military.personnel.instructor", "reporter": "ROU"},
    ),
    (
        "France sold 24 fighter jets to Egypt.",
        {"indicator": "arms.deliveries.aircraft", "reporter": "FRA", "counterpart": "EGY"},
    ),
    (  # the verb is missing, as it may be
        "Sweden and Brazil signed an arms deal in May, under which Stockholm will Brazil 36 jets.",
        {"indicator": "arms.deliveries.aircraft", "nature": "target"},
    ),
    (
        (
            "Russia supplied 36 billion cubic metres of gas to Germany in the first nine months of"
            " 2019."
        ),
        {"indicator": "energy.gas", "reporter": "RUS", "date": "2019-01/2019-09"},
    ),
    (
        "Turkey hosts 3.6 million Syrian refugees.",
        {"indicator": "migration.people", "reporter": "TUR", "counterpart": "SYR"},
    ),
    (
        "Denmark donated 12 million euros to Bangladesh for flood victims.",
        {"indicator": "aid", "reporter": "DNK", "counterpart": "BGD"},
    ),
    (
        "Australia's iron ore sales to China hit a record A$84 billion in 2018.",
        {"indicator": "trade.exports.ore", "reporter": "AUS", "counterpart": "CHN"},
    ),
    (
        "Lending by China to Zambia totalled $9.7 billion between 2000 and 2017.",
        {"indicator": "loans", "reporter": "CHN", "counterpart": "ZMB", "date": "2000/2017"},
    ),
    ("Iraq owes Kuwait $3.8 billion in war reparations.", {"indicator": "debt"}),
    (
        "Remittances from Italy to Romania came to 1.3 billion euros in 2010.",
        {"indicator": "remittances", "reporter": "ITA", "counterpart": "ROU"},
    ),
    ("Around 300 Italian firms operate in Albania.", {"indicator": "investment.companies"}),
    (
        "China accounts for 40 percent of Laos's foreign debt.",
        {"indicator": "debt.share", "amount": {"value": 40, "unit": "percent"}},
    ),
    (
        "Ghana and Togo aim to bring trade to 2 billion dollars by 2025.",
        {"indicator": "trade.total", "nature": "target", "date": "2025"},
    ),
    (
        "Trade between Peru and Chile is expected to reach 5 billion dollars in 2021.",
        {"indicator": "trade.total", "nature": "forecast", "date": "2021"},
    ),
    (
        (
            "Kenya's exports to Uganda in the first nine months of 2018 reached 700 million "
            "dollars, 12 per cent more than in the same period of 2017."
        ),
        {"date": "2018-01/2018-09", "reporter": "KEN", "counterpart": "UGA"},
    ),
    (
        "The agreement was forecast to raise Kenyan exports to Egypt by 10 per cent.",
        {"nature": "forecast", "change": {"value": 10, "unit": "percent"}},
    ),
    (
        "Chile and Peru signed a contract in 2014 on gas: 3 billion cubic metres a year.",
        {"nature": "target", "date": None},
    ),
    (
        "Togo announced a contribution of 2 million dollars to Benin.",
        {"indicator": "aid", "nature": "target", "reporter": "TGO"},
    ),
    (
        "The stock of Qatari investment in Georgia stood at 1.1 billion dollars in 2019.",
        {"indicator": "investment.stock", "reporter": "QAT"},
    ),
    (
        "Kenya has sent 900 soldiers and Uganda 400.",
        {"reporter": "KEN", "counterpart": None, "parties": ["KEN"]},
    ),
    (
        "The number of weekly flights between Lima and Seoul will double to 200 from October.",
        {"date": "2020-10", "nature": "target"},
    ),
    (
        "Chile and Peru want to triple trade to 3 billion dollars within five years.",
        {"amount": {"value": 3_000_000_000, "unit": "USD"}, "date": "2025"},
    ),
    (
        "Poland's customs recorded 40 million euros of sales to Latvia in 2018.",
        {"indicator": "trade.exports", "nature": "actual"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_number_about_the_relationship_is_a_figure(
    extract_text: Extract, text: str, expected: dict[str, Any]
) -> None:
    found = [record for record in extract_text(text) if record.type == "figure"]
    assert len(found) == 1
    assert {slot: found[0].get(slot) for slot in expected} == expected


NO_FIGURES = [
    "Pakistani exports to Afghanistan rose to 5 million.",
    "Ethiopia paid its neighbour Djibouti $1.5 billion in port fees in 2018.",
    "Qatar's fund bought 10 percent of the bank in Ghana.",
    "More than 300 people in Tunisia work for the embassy of Spain.",
    "The ministers of Peru and Chile met for two hours and agreed on 14 points.",
    "The bridge between Laos and Thailand is 5 kilometres long and cost $2 billion.",
    "The two presidents of Peru and Chile shook hands.",
    "Kenya and Uganda signed a 3 billion dollar contract.",
    "Fiji has been the largest partner of Tonga for nine years in a row.",
    "Shares in oil company PKN Poland closed 1.4 percent lower in Oslo.",
    "Chile's trade minister will lead thirty firms to a fair in Lima in July.",
    "Abu Dhabi's port operator AD Ports spent 80 million dollars on its terminal at Karachi.",
    "Chad and Mali met. Trade in the region as a whole came to 600 billion dollars in 2019.",
    "The two armies have 12,000 and 9,000 soldiers on the border of Laos and Thailand.",
    "Iran handed over two British citizens, who returned to Britain.",
    "The union says Samoa is short of 4,000 nurses from Fiji.",
    "If talks succeed, trade between Ghana and Togo could reach 2 billion dollars.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_other_numbers_are_no_figures(extract_text: Extract, text: str) -> None:
    assert not [record for record in extract_text(text) if record.type == "figure"]


def test_a_pronoun_and_a_bare_number_point_back(extract_text: Extract) -> None:
    found = extract_text(
        "Trade between Peru and Chile came to 4 billion dollars in 2018. It crept up to 4.2"
        " billion in 2019. The target of 6 billion by 2022 looks far off."
    )
    figures = [r for r in found if r.type == "figure"]
    assert [r.get("amount")["value"] for r in figures] == [4e9, 4.2e9, 6e9]
    assert {r.get("indicator") for r in figures} == {"trade.total"}
    assert {r.get("amount")["unit"] for r in figures} == {"USD"}
    assert [r.get("nature") for r in figures] == ["actual", "actual", "target"]


def test_each_number_has_the_date_next_to_it(extract_text: Extract) -> None:
    found = extract_text(
        "Trade between Peru and Chile came to 4 billion dollars in 2018, after 3 billion dollars"
        " in 2017."
    )
    assert [r.get("date") for r in found if r.type == "figure"] == ["2018", "2017"]


def test_what_a_number_was_before_has_its_own_day(extract_text: Extract) -> None:
    text = "Trade of Peru with Chile came to 8 billion dollars, down from 9 billion in 2017."
    found = [r for r in extract_text(text) if r.type == "figure"]
    told = [(r.get("amount")["value"], r.get("date"), r.get("nature")) for r in found]
    assert told == [(8_000_000_000, None, "actual"), (9_000_000_000, "2017", "actual")]


def test_a_change_is_that_of_its_own_thing(extract_text: Extract) -> None:
    text = (
        "The pact was forecast to raise Korean exports by 8 per cent and to bring 200 million "
        "dollars in Saudi investment."
    )
    found = [r for r in extract_text(text) if r.type == "figure"]
    told = [(r.get("indicator"), r.get("change")) for r in found if r.get("amount")]
    assert told == [("investment.total", None)]


def test_a_rise_from_one_number_to_another_is_two_figures(extract_text: Extract) -> None:
    found = extract_text(
        "The number of scholarships for Fiji offered by Japan will rise from 10 to 15 a year."
    )
    figures = [r for r in found if r.type == "figure"]
    assert [(r.get("amount")["value"], r.get("nature")) for r in figures] == [
        (10, "actual"),
        (15, "target"),
    ]


def test_cubic_metres_are_of_what_was_spoken_of(extract_text: Extract) -> None:
    found = extract_text(
        "The Nile treaty binds Egypt and Sudan. It allots 55 billion cubic metres to Egypt."
    )
    assert [r.get("indicator") for r in found if r.type == "figure"] == ["water.allocation"]


def test_what_was_aimed_at_is_a_target_not_a_result(extract_text: Extract) -> None:
    text = (
        "Trade between Togo and Benin came to 3 million dollars in 2019, well short of the"
        " 5 million that the two governments had set themselves."
    )
    found = [r for r in extract_text(text) if r.type == "figure"]
    assert {r.slots["amount"]["value"]: r.slots["nature"] for r in found} == {
        3_000_000: "actual",
        5_000_000: "target",
    }
    assert all("qualifier" not in r.slots["amount"] for r in found)


def test_how_a_number_stood_is_told_beside_where_it_is_to_go(extract_text: Extract) -> None:
    text = (
        "Togo and Benin agreed to raise trade, which came to 3 million dollars in 2019,"
        " to 5 million by 2025."
    )
    found = [r for r in extract_text(text) if r.type == "figure"]
    assert sorted((r.slots["date"], r.slots["nature"]) for r in found) == [
        ("2019", "actual"),
        ("2025", "target"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Togo will lend 40 tonnes of rice to Benin.",  # no loan of money
        "The two firms, one of Togo and one of Benin, signed a contract.",
        "Half of it, a third of which is for schools, was lent by Togo to Benin.",
    ],
)
def test_things_are_no_sums_and_those_spoken_of_no_number(extract_text: Extract, text: str) -> None:
    figures = [r.slots["indicator"] for r in extract_text(text) if r.type == "figure"]
    assert not [name for name in figures if name.startswith(("loans", "investment"))]


def test_a_share_told_in_the_present_has_not_the_year_of_the_number_before(
    extract_text: Extract,
) -> None:
    text = (
        "Togo's trade with Benin came to 3 million dollars in 2018, against 2 million in 2008."
        " Togo's share of Beninese exports stands at 11 per cent."
    )
    share = [r for r in extract_text(text) if r.slots.get("indicator", "").endswith("share")]
    assert [r.slots.get("date") for r in share] == [None]


def test_each_of_two_numbers_in_one_clause_has_its_own_name(extract_text: Extract) -> None:
    text = (
        "Togo's trade with Benin came to 5 million dollars in 2019."
        " Exports came to 3 million and imports to 2 million."
    )
    found = {
        r.slots["amount"]["value"]: r.slots["indicator"]
        for r in extract_text(text)
        if r.type == "figure"
    }
    assert found == {
        5_000_000: "trade.total",
        3_000_000: "trade.exports",
        2_000_000: "trade.imports",
    }


def _told(records: list[Record], *slots: str) -> list[tuple[Any, ...]]:
    """The number and some slots of each figure."""
    figures = [r for r in records if r.type == "figure"]
    return [(r.get("amount")["value"], *(r.get(slot) for slot in slots)) for r in figures]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "196,000 Fijians visited Tonga in 2012, against 172,000 the year before.",
            [(196_000, "2012"), (172_000, "2011")],
        ),
        (
            "In 2019 12,000 Chilean tourists visited Peru, up from 8,000 in 2017.",
            [(12_000, "2019"), (8_000, "2017")],
        ),
        ("Brazilian visitors to Bolivia numbered 41,000 in 1998.", [(41_000, "1998")]),
        (
            "Peru bought 400 tonnes of rice from Chile in 2018, compared with 320 tonnes in 2016.",
            [(400, "2018"), (320, "2016")],
        ),
    ],
)
def test_a_number_told_beside_another_counts_the_same(
    extract_text: Extract, text: str, told: list[tuple[Any, ...]]
) -> None:
    assert _told(extract_text(text), "date") == told


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Oman and Qatar gave Sudan 3 billion dollars in 2019.", [(None, "SDN")]),
        ("Oman and Qatar have pledged 3 billion dollars.", [(None, None)]),
        (
            "Peru will give 15 million dollars to the fund, Chile 12 million, Cuba 3 million.",
            [("PER", None), ("CHL", None), ("CUB", None)],
        ),
        (
            "Fiji's exports to Tonga rose to $11 million; imports from it came to $4 million.",
            [("FJI", "TON"), ("FJI", "TON")],
        ),
        (
            "The leaders set up a fund of 40 million dollars, to which Peru will give 15 million.",
            [(None, None), ("PER", None)],
        ),
        (
            (
                "The Kuwait Fund approved loans of 4.5 million dinars to Tunisia for a dam and 3.3"
                " million dinars to Sudan for a road."
            ),
            [("KWT", "TUN"), ("KWT", "SDN")],
        ),
        (
            (
                "Japan bought 28 percent of Kuwait's crude in 1973, Britain 21 percent and the"
                " Netherlands 9 percent."
            ),
            [("KWT", "JPN"), ("KWT", "GBR"), ("KWT", "NLD")],
        ),
        (
            "Togo owes Ghana 14 million dollars for power from the Akosombo dam.",
            [("TGO", "GHA")],
        ),
        ("Fiji thanked Japan for a contribution of 3 million yen.", [("JPN", "FJI")]),
        (
            (
                "Brazil is to take 8 million cubic metres of gas a day from Bolivia in the first"
                " year, rising to 30 million by 2026."
            ),
            [("BOL", "BRA"), ("BOL", "BRA")],
        ),
    ],
)
def test_who_gives_is_neither_all_who_act_nor_who_gives_thanks(
    extract_text: Extract, text: str, sides: list[tuple[Any, ...]]
) -> None:
    found = _told(extract_text(text), "reporter", "counterpart")
    assert [tuple(each[1:]) for each in found] == sides


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Oman promised in 2016 to invest 400 million dollars in Eritrea.", None),
        ("In 2015 Peru and Chile set a target of 3 billion dollars for their trade.", None),
        ("Peru and Chile have set a goal of 3 billion dollars in trade by 2030.", "2030"),
    ],
)
def test_the_day_of_a_promise_is_not_that_of_what_is_promised(
    extract_text: Extract, text: str, date: str | None
) -> None:
    figure = next(r for r in extract_text(text) if r.type == "figure")
    assert (figure.get("nature"), figure.get("date")) == ("target", date)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            (
                "Chad's exports of coffee to Peru fell to $320 million, while those of textiles"
                " rose to $73 million."
            ),
            ["trade.exports.coffee", "trade.exports.textile"],
        ),
        ("Fiji bought flour, steel and rice worth 5 million dollars from Tonga.", None),
    ],
)
def test_goods_are_those_of_the_number(
    extract_text: Extract, text: str, indicators: list[str] | None
) -> None:
    found = [r.get("indicator") for r in extract_text(text) if r.type == "figure"]
    assert found == (indicators or ["trade.imports"])


def test_what_was_there_is_no_target_because_another_clause_plans(extract_text: Extract) -> None:
    text = (
        "Djibouti imports 60 megawatts of electricity from Chad, and the two plan to raise this"
        " to 150 megawatts by 2021."
    )
    assert _told(extract_text(text), "nature") == [(60, "actual"), (150, "target")]


def test_a_series_keeps_its_fiscal_years(extract_text: Extract) -> None:
    """Those of the state that is named; of a state whose year is not known no month is made up."""
    text = (
        "Pakistani exports to Afghanistan, which had peaked at $2.7 billion in fiscal 2010/11, sank"
        " to $834 million in 2017/18, recovered to $1.02 billion a year later and are put at $1.1"
        " billion for the nine months to March. Imports went the other way: $550 million in 2018."
    )
    found = sorted(_told(extract_text(text), "date", "reporter", "counterpart"), reverse=True)
    assert found == [
        (2.7e9, "2010-07/2011-06", "PAK", "AFG"),
        (1.1e9, "2019-07/2020-03", "PAK", "AFG"),
        (1.02e9, "2018-07/2019-06", "PAK", "AFG"),
        (834e6, "2017-07/2018-06", "PAK", "AFG"),
        (550e6, "2018", "PAK", "AFG"),
    ]
    other = extract_text("China lent Peru 5 billion dollars in fiscal 2017/18.")
    assert _told(other, "date") == [(5e9, "2017/2018")]


def test_a_change_from_a_year_earlier_is_of_the_year_in_hand(extract_text: Extract) -> None:
    text = (
        "Two-way trade of Peru and Angola came to 1.7 billion dollars in 2017. Peruvian imports"
        " from Angola fell 9.4 percent from a year earlier."
    )
    assert [r.get("date") for r in extract_text(text) if r.type == "figure"] == ["2017", "2017"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "Norway intends to provide $5 million for clinics in Angola in 2022, in addition to"
                " the $41 million given since 2018."
            ),
            [(5e6, "target", "2022"), (41e6, "actual", "2018/..")],
        ),
        (
            "Denmark is conducting due diligence on a $250 million loan to Angola.",
            [(250e6, "target", None)],
        ),
        (
            "Thailand threatened to review a loan of 400 million baht to Laos.",
            [(400e6, "actual", None)],
        ),
        ("Austria has lent Slovakia 120 million schillings.", [(120e6, "actual", None)]),
    ],
)
def test_what_was_given_is_told_from_what_may_be(
    extract_text: Extract, text: str, told: list[tuple[Any, ...]]
) -> None:
    assert _told(extract_text(text), "nature", "date") == told


def _indicators(records: list[Record]) -> dict[float, tuple[str, Any]]:
    """Indicator and date of each number."""
    figures = (r for r in records if r.type == "figure")
    return {r.get("amount")["value"]: (r.get("indicator"), r.get("date")) for r in figures}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "Norway will raise the number of scholarships for Chad from 28 to 40 and give 2.5"
                " million dollars for a centre."
            ),
            {28: ("education.scholarships", None), 40: ("education.scholarships", None)}
            | {2.5e6: ("aid", None)},
        ),
        (
            (
                "Uganda will pay 40 percent of the cost of the line, that is 26 million dollars, of"
                " which Norway lends it 18 million."
            ),
            {18e6: ("loans", None)},
        ),
        (
            "Kuwait gave Egypt a grant of 5 million dollars, its director said on Monday.",
            {5e6: ("aid", None)},
        ),
        ("Under the resolutions, which set aside 2 billion dollars, Kuwait will pay.", {}),
    ],
)
def test_a_number_is_named_by_its_own_verb(
    extract_text: Extract, text: str, told: dict[float, tuple[str, Any]]
) -> None:
    assert _indicators(extract_text(text)) == told


@pytest.mark.parametrize(
    ("text", "indicator", "unit"),
    [
        ("Nigeria cut the 70 megawatts it supplied to Niger.", "energy.electricity", "megawatt"),
        (
            "Kabul says eight women and children died in strikes by Pakistan.",
            "casualties.killed",
            "women and children",
        ),
    ],
)
def test_things_are_counted_as_the_text_names_them(
    extract_text: Extract, text: str, indicator: str, unit: str
) -> None:
    found = next(r for r in extract_text(text) if r.type == "figure")
    assert (found.get("indicator"), found.get("amount")["unit"]) == (indicator, unit)


def test_a_party_of_another_clause_is_no_side_of_a_number(extract_text: Extract) -> None:
    text = (
        "Niger is under sanctions. Nigeria has cut the 70 megawatts it supplied to its neighbour,"
        " and Germany has suspended aid worth 120 million euros."
    )
    found = {r.get("reporter"): r.get("counterpart") for r in extract_text(text) if r.get("amount")}
    assert (found["NGA"], found["DEU"]) in [(None, None), ("NER", "NER")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "China took 35 billion cubic metres of gas from Oman in 2018, paying $9 billion;"
                " deliveries of gas were to reach 65 billion by 2020."
            ),
            [("cubic metre", "CHN"), ("USD", "CHN"), ("cubic metre", "CHN")],
        ),
        ("Some 300,000 Senegalese live in Gabon.", [("Senegalese", "SEN")]),
        ("About 40,000 Chinese workers live in Gabon.", [("worker", "CHN")]),
        (
            (
                "Turkish builders have built roads worth $50 billion in Oman, yet 270 of them are"
                " owed some $1.5 billion."
            ),
            None,
        ),
        (
            (
                "The Swiss have called the line a project of all since 2013 but have put up"
                " 2 million euros for Gabon."
            ),
            [("EUR", "GAB")],
        ),
    ],
)
def test_a_number_is_told_in_the_unit_of_its_own_thing(
    extract_text: Extract, text: str, told: list[tuple[str, str]] | None
) -> None:
    found = [r for r in extract_text(text) if r.type == "figure"]
    if told is None:
        assert {r.get("indicator"): r.get("amount")["value"] for r in found}["debt"] == 1.5e9
        return
    assert [(r.get("amount")["unit"], r.get("counterpart")) for r in found] == told
    assert not any(str(r.get("date")).startswith("2013") for r in found)


def test_a_remark_on_another_year_has_not_the_change_of_this(extract_text: Extract) -> None:
    text = "Togo's exports to Ghana, worth 90 million dollars in 2012, fell by a third last year."
    found = [r for r in extract_text(text) if r.type == "figure"]
    told = [
        (r.get("amount") is not None, r.get("change") is not None, r.get("date")) for r in found
    ]
    assert (True, False, "2012") in told


def test_what_a_rate_was_before_is_a_rate(extract_text: Extract) -> None:
    text = "Norway gives Samoa a grant of US$ 200,000 a year, up from US$ 125,000 in 2012."
    found = [r.get("amount") for r in extract_text(text) if r.type == "figure"]
    assert {amount.get("per") for amount in found} == {"year"}


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Four Chilean shells landed in Peru on Monday.", []),
        ("Chile lost 12 tanks in the battle with Peru.", ["arms.losses"]),
        ("Chile bought 12 tanks from Peru in 2019.", ["arms.deliveries.tank"]),
        ("Peru has sent Chile 30 agricultural advisers.", []),
        ("Peru has sent Chile 30 military advisers.", ["military.personnel.adviser"]),
        ("The bridge to Peru cost 65 million euros, most of it a Chilean grant.", []),
        ("Seven Chilean warships sailed into Peruvian waters.", []),
        (
            "In the war of Chile and Peru 30,000 people were killed and 80,000 driven from home.",
            ["casualties.killed"],
        ),
        ("Chile threatened to expel 20,000 Peruvian refugees.", []),
        (
            (
                "Trade between Chile and Peru rose to $8 million, with Peru posting a surplus of $2"
                " million. It is to reach $9 million in 2025."
            ),
            ["trade.total", "trade.balance", "trade.total"],
        ),
        (
            (
                "Chile will give Peru 20,000 tons of maize.\n\nThe railway of the two opened in"
                " 1975.\n\nThe line is long. Last year it carried only 8,000 tons."
            ),
            ["aid"],
        ),
    ],
)
def test_a_number_is_of_what_happens_to_it(
    extract_text: Extract, text: str, indicators: list[str]
) -> None:
    found = [r.get("indicator") for r in extract_text(text) if r.type == "figure"]
    assert found == indicators


def test_trade_with_another_is_that_of_whose_ministry_tells_it(extract_text: Extract) -> None:
    text = (
        "Chile's Ministry of Trade said trade with Peru in April reached $3 million, compared to $2"
        " million with Fiji."
    )
    found = [r.get("parties") for r in extract_text(text) if r.type == "figure"]
    assert found == [["CHL", "PER"], ["CHL", "FJI"]]
