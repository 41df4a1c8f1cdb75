"""Numbers that stand beside a quantity and tell something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

NO_FIGURES = [
    "Peru's foreign trade amounted to $12 billion in 2018.",
    "Chile asked Peru for a fivefold price increase for gas.",
    "Chile opposed Peru's plan to double the price of its gas.",
    "Shares in the Chilean bank were down 2 percent at $48.10 in Lima trading on Monday.",
    "Chile's LAN sought a stake of up to 8 percent in a Peruvian airline.",
    "Peru expelled 14 Chilean diplomats on Monday.",
    "Three truckloads of Chilean soldiers crossed into Peru.",
    "Uzbekistan built a mill in Kazakhstan with a capacity of 90,000 tons of steel.",
    "By road the trip from Chile to Peru takes a day, and freight takes double that time.",
    "Bolivian foreign trade turnover came to $29 billion, Chile and Peru noted.",
    "Trade between Chile and Peru has risen to 29 percent.",
    "Chile receives 3.2 kilowatt-hours from Peru for 1 cubic metre of gas.",
    "Paraguay owns 50 percent of the electricity of the Brazilian dam.",
    "The new tariff on Chilean fish will bring Peru 280 million dollars.",
    "Kenya owes Chad about 30 percent of its GDP.",
    "Kenya paid 31 million dollars towards its external debts, and Chad was glad.",
    "By 1988 some 90 percent of Chilean exports to Peru consisted of fish.",
    "The Export-Import Bank of Chile put off a repayment of $30 million by Peru.",
    "Chile wants no quota but the 2 million barrels a day that Peru has.",
    "Chile and Peru agreed on a price for gas, 30 percent of which will be paid in goods.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_it_is_no_figure(extract_text: Extract, text: str) -> None:
    assert [r.slots for r in extract_text(text) if r.type == "figure"] == []


FIGURES: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Trade between Chile and Peru came to $3 billion in 2018, a $200 million drop on 2017.",
        [
            {
                "amount": {"value": 3_000_000_000, "unit": "USD"},
                "change": {"value": -200_000_000, "unit": "USD", "basis": "yoy"},
                "date": "2018",
            }
        ],
    ),
    (
        "Peru's sales to Chile were $2 billion in 2018, a 10% or $220 million drop.",
        [{"indicator": "trade.exports", "amount": {"value": 2_000_000_000, "unit": "USD"}}],
    ),
    (
        (
            "Chile imported goods worth $90 million from Peru in May, which is 4 percent less than"
            " in the same month of 2019."
        ),
        [{"change": {"value": -4, "unit": "percent", "basis": "yoy"}}],
    ),
    (
        "Trade of Chile and Peru stood at $4 billion in 2018, while exports fell by 7 percent.",
        [
            {"indicator": "trade.total", "change": None},
            {"indicator": "trade.exports", "change": {"value": -7, "unit": "percent"}},
        ],
    ),
    (
        "In 2018, migrants from Togo sent $400 million home from Ghana.",
        [{"indicator": "remittances", "date": "2018"}],
    ),
    (
        "Remittances from Ghana to Togo were highest in 2013 ($2 million).",
        [{"indicator": "remittances", "date": "2013"}],
    ),
    (
        "Last year trade of Chile and Peru reached $450 million in January-September.",
        [{"date": "2019-01/2019-09"}],
    ),
    (
        "Chile's debt to Peru is $2 billion (9 percent of GDP).",
        [{"indicator": "debt"}],
    ),
    (
        (
            "Norway gave Chad 20 million euros. Four million people need help, including 1.2"
            " million of displaced people."
        ),
        [{"indicator": "aid", "amount": {"value": 20_000_000, "unit": "EUR"}}],
    ),
    (
        "The task was set by the two presidents: to raise trade of Chile and Peru to $10 billion.",
        [{"nature": "target"}],
    ),
    (
        "The minister said FDI from Chile would reach $9 billion in Peru.",
        [{"nature": "forecast"}],
    ),
    (
        "Norway will give Kenya more ammunition, which amounts to 4,000 shells.",
        [{"indicator": "arms.deliveries.shell", "nature": "target"}],
    ),
    (
        "Norway gave Kenya another 700 mortar rounds and 300 grenades in 2019.",
        [
            {"indicator": "arms.deliveries.round", "reporter": "NOR", "counterpart": "KEN"},
            {"indicator": "arms.deliveries.grenade", "reporter": "NOR", "counterpart": "KEN"},
        ],
    ),
    (
        (
            "A line opened in 2010, bringing Peru's gas export potential to Chile to 12 billion"
            " cubic metres."
        ),
        [{"indicator": "energy.capacity"}],
    ),
    (
        "Two gunmen killed 21 Israelis near Haifa.",
        [{"indicator": "casualties.killed", "amount": {"value": 21, "unit": "Israeli"}}],
    ),
    (
        "Chile and Peru are building 69 plants in 30 projects, which allowed 900 people to work.",
        [{"indicator": "investment.projects", "nature": "actual"}],
    ),
    (
        "In 2018 Chile put $2 million into mines in Peru and Peru put $3 million into Chile.",
        [{"reporter": "CHL", "counterpart": "PER"}, {"reporter": "PER", "counterpart": "CHL"}],
    ),
    (
        "There were 7,000 visits to Peru by people from Chile.",
        [{"indicator": "tourism.visits"}],
    ),
    (
        "Kenya has contracted to export an annual 8 million tons of crude oil to Chad.",
        [{"nature": "target", "amount": {"value": 8_000_000, "unit": "ton", "per": "year"}}],
    ),
    (
        "Kenya exports 2 million cubic metres of gas to Chad on a daily basis.",
        [{"amount": {"value": 2_000_000, "unit": "cubic metre", "per": "day"}}],
    ),
    (
        "The deal requires Kenya to export 3 million barrels of oil to Chad.",
        [{"nature": "target"}],
    ),
    (
        "Kenya repaid a debt of 11 billion shillings to Chad last year.",
        [{"indicator": "debt.repayments", "reporter": "KEN", "counterpart": "TCD"}],
    ),
    (
        (
            "China lends to Laos for works: construction of power lines for $400 million, and $90"
            " million for schools."
        ),
        [{"indicator": "loans", "amount": {"value": 90_000_000, "unit": "USD"}}],
    ),
    (
        "Kenya agreed to withdraw its 700 troops from Chad.",
        [{"indicator": "military.personnel", "nature": "actual"}],
    ),
    (
        "Kenya will provide Chad with a loan of $25 billion, which will cover 85% of the work.",
        [{"amount": {"value": 25_000_000_000, "unit": "USD"}}],
    ),
    (
        "The bank will provide $99 million to Burundi and $598 million to Tanzania in grants.",
        [{"reporter": None}, {"reporter": None}],
    ),
    (
        "Italy's direct investment in Serbia stood at 2.1 billion euros at the end of 2018.",
        [{"indicator": "investment.stock", "date": "2018-12-31"}],
    ),
    (
        "Exports from Chad to Mali came to 2 million dollars and imports to Chad to 3 million.",
        [{"indicator": "trade.exports"}, {"indicator": "trade.imports"}],
    ),
    (
        "Hundreds of Iranian students study in Armenia.",
        [{"indicator": "education.students", "nature": "actual"}],
    ),
    (
        "Norway approved $105 million for relief in Chad, where Peru says that many are hungry.",
        [{"reporter": "NOR", "counterpart": "TCD"}],
    ),
    (
        "Over 300,000 Malians have left for the countries around, Norway said.",
        [{"counterpart": "MLI", "reporter": None}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_what_stands_beside_it_is_told_apart(
    extract_text: Extract, text: str, expected: list[dict[str, Any]]
) -> None:
    found = [r.slots for r in extract_text(text) if r.type == "figure"]
    assert len(found) == len(expected)
    for slots, wanted in zip(found, expected, strict=True):
        told = {name: slots.get(name) for name in wanted}
        if wanted.get("change") and "basis" not in wanted["change"]:
            told["change"] = {k: v for k, v in told["change"].items() if k != "basis"}
        assert told == wanted
