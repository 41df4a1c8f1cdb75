from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import InputError
from memcon.model.rates import Rate, RateTable

TABLE = RateTable(
    (
        Rate("CNY", "2018", 6.5, "IMF"),
        Rate("CNY", "2018-03", 6.25, "IMF"),
        Rate("RUB", "2018", 62.5, "Bank of Russia"),
        Rate("KES", "2018", 120, "ECB", base="EUR"),
    )
)


@pytest.mark.parametrize(
    ("amount", "period", "to", "expected"),
    [
        ({"value": 65.0, "unit": "CNY"}, "2018", "USD", {"value": 10}),
        ({"value": 6.25, "unit": "CNY"}, "2018-03", "USD", {"value": 1}),
        ({"value": 6.5, "unit": "CNY"}, "2018-04", "USD", {"value": 1}),  # the year's
        ({"value": 2.0, "unit": "USD"}, "2018", "CNY", {"value": 13}),
        ({"value": 6.5, "unit": "CNY"}, "2018", "RUB", {"value": 62.5}),
        ({"low": 13.0, "high": 26.0, "unit": "CNY"}, "2018", "USD", {"low": 2, "high": 4}),
        ({"value": 1, "unit": "EUR"}, "2018", "KES", {"value": 120}),
    ],
)
def test_amounts_are_converted_at_the_rate_of_their_period(
    amount: dict[str, Any], period: str, to: str, expected: dict[str, float]
) -> None:
    made = TABLE.convert(amount, period, to=to)
    assert made is not None
    assert {key: made.amount[key] for key in expected} == pytest.approx(expected)
    assert made.amount["unit"] == to
    assert made.amount["derived"] is True
    assert made.original == amount
    assert made.sources


@pytest.mark.parametrize(
    ("amount", "period", "to"),
    [
        ({"value": 1, "unit": "USD"}, "2018", "USD"),  # nothing to convert
        ({"value": 1, "unit": "CNY"}, "2019", "USD"),  # no rate
        ({"value": 1, "unit": "CNY"}, "2017/2018", "USD"),  # a year's rate is not two years'
        ({"value": 1, "unit": "RUB"}, "../2018", "USD"),
        ({"value": 1, "unit": "RUB"}, None, "USD"),
        ({"value": 1, "unit": "RUB"}, "someday", "USD"),
        ({"value": 1, "unit": "percent"}, "2018", "USD"),
        ({"unit": "RUB"}, "2018", "USD"),
        ({"value": 1, "unit": "KES"}, "2018", "USD"),  # no base in common
    ],
)
def test_what_no_rate_covers_is_not_converted(
    amount: dict[str, Any], period: str | None, to: str
) -> None:
    assert TABLE.convert(amount, period, to=to) is None


@given(st.floats(0.01, 1e12), st.sampled_from(["CNY", "RUB"]))
def test_there_and_back_is_the_same_amount(value: float, unit: str) -> None:
    there = TABLE.convert({"value": value, "unit": unit}, "2018")
    assert there is not None
    back = TABLE.convert(there.amount, "2018", to=unit)
    assert back is not None
    assert back.amount["value"] == pytest.approx(value)


def test_the_words_around_an_amount_stay() -> None:
    made = TABLE.convert({"value": 6.5, "unit": "CNY", "qualifier": "over", "per": "year"}, "2018")
    assert made is not None
    assert (made.amount["qualifier"], made.amount["per"]) == ("over", "year")
    assert [rate.rate for rate in made.rates] == [6.5]


def test_rates_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(
        "Currency,Period,Rate,Source,base\ncny,2018,6.5,IMF,\nKES,2018-07/2018-09,120,ECB,eur\n",
        "utf-8",
    )
    assert RateTable.load(path).rates == (
        Rate("CNY", "2018", 6.5, "IMF"),
        Rate("KES", "2018-07/2018-09", 120, "ECB", "EUR"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("currency,period,rate\n", "no column source"),
        ("", "no column currency"),
        ("currency,period,rate,source\nyuan,2018,6.5,IMF\n", "row 2: currency 'yuan'; write"),
        ("currency,period,rate,source\nCNY,2018/..,6.5,IMF\n", "row 2: period '2018/..'; write"),
        ("currency,period,rate,source\nCNY,2018,0,IMF\n", "row 2: rate '0'; write a positive"),
        ("currency,period,rate,source\nCNY,2018,nan,IMF\n", "row 2: rate 'nan'"),
        ("currency,period,rate,source\nCNY,2018,6.5,\n", "row 2: no source"),
        (
            "currency,period,rate,source\nCNY,2018,6.5,IMF\nCNY,2018,6.6,ECB\n",
            "row 3: another rate for CNY",
        ),
    ],
)
def test_faults_of_a_table_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        RateTable.load(path)
    assert message in str(caught.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        RateTable.load(tmp_path / "none.csv")
