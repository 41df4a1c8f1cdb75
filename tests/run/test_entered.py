"""Values as people write them become values of the record format, or say what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from memcon.errors import RecordError
from memcon.model.check import record_format
from memcon.model.record import TYPES, slots_of
from memcon.run.entered import entered_number, entered_unit, entered_value

RUIZ = {"name": "Ana Ruiz", "role": "Minister of Trade", "country": "PER"}


@pytest.mark.parametrize(
    ("record_type", "slot", "text", "value"),
    [
        ("meeting", "date", "7 November 2016", "2016-11-07"),
        ("meeting", "date", "Nov 2016", "2016-11"),
        ("meeting", "date", "2016-11-07 00:00:00", "2016-11-07"),
        ("meeting", "date", "07.11.2016", "2016-11-07"),
        ("commitment", "due", "by 2024", "../2024"),
        ("meeting", "parties", "Uganda; Kenya", ["KEN", "UGA"]),
        ("meeting", "parties", "UGA, Kenya", ["KEN", "UGA"]),
        ("meeting", "parties", '["UGA", "KEN"]', ["KEN", "UGA"]),
        ("meeting", "ordinal", "21st", 21),
        ("meeting", "ordinal", "21", 21),
        ("meeting", "kind", "Heads of state", "heads_of_state"),
        ("meeting", "place", "Minsk, Belarus", {"name": "Minsk", "country": "BLR"}),
        ("meeting", "place", "Minsk", {"name": "Minsk"}),
        ("meeting", "participants", "Ana Ruiz (Minister of Trade, Peru); CHN", [RUIZ, "CHN"]),
        ("visit", "visitor", json.dumps(RUIZ), RUIZ),
        ("instrument", "amount", "USD 3.1bn", {"value": 3100000000, "unit": "USD"}),
        ("instrument", "amount", "3,100 tonnes", {"value": 3100, "unit": "tonne"}),
        ("figure", "change", "-4.5% yoy", {"value": -4.5, "unit": "percent", "basis": "yoy"}),
        ("figure", "indicator", "Trade.Total", "trade.total"),
        ("event", "event_type", "consult", "CONSULT"),
        ("event", "goldstein", "-2.5", -2.5),
        ("event", "actors", "Kenya", [{"country": "KEN"}]),
        ("position", "holder", "Kenya", ["KEN"]),
        ("meeting", "sectors", "trade, science technology", ["science_technology", "trade"]),
    ],
)
def test_a_text_becomes_the_value_that_it_means(
    record_type: str, slot: str, text: str, value: Any
) -> None:
    assert entered_value(record_type, slot, text) == value


@pytest.mark.parametrize(
    ("record_type", "slot", "text", "told"),
    [
        ("meeting", "colour", "red", "no field colour"),
        ("meeting", "date", "soon", "not a date"),
        ("meeting", "date", "1 or 2 May 2016 or June 2017", "not a date"),
        ("meeting", "parties", "Atlantis", "no state or organisation"),
        ("meeting", "parties", '["KEN", "QQQ"]', "QQQ: no state"),
        ("meeting", "parties", "[]", "not a list with something"),
        ("meeting", "status", "signed", "held, planned, cancelled"),
        ("meeting", "ordinal", "0", "between 1 and"),
        ("meeting", "ordinal", "many", "whole number"),
        ("meeting", "place", '{"city": "Minsk"}', "not a place"),
        ("figure", "amount", "much", "not one amount"),
        ("figure", "amount", '{"value": 1, "low": 2, "unit": "USD"}', "either value, or low"),
        ("figure", "amount", '{"value": 1, "unit": "USD", "qualifier": "ca"}', "qualifier"),
        ("figure", "change", "higher", "not a change"),
        ("figure", "indicator", "trade total", "not an indicator"),
        ("event", "quad_class", "5", "between 1 and 4"),
        ("event", "goldstein", "x", "not a number"),
        ("event", "actors", '[{"state": "KEN"}]', "no part state"),
        ("visit", "visitor", '{"country": "KEN"}', "nobody"),
    ],
)
def test_a_text_that_gives_no_value_is_refused_with_what_is_wanted(
    record_type: str, slot: str, text: str, told: str
) -> None:
    with pytest.raises(RecordError, match=told):
        entered_value(record_type, slot, text)


@pytest.mark.parametrize("record_type", TYPES)
def test_every_slot_has_its_kind_of_value(record_type: str) -> None:
    assert set(slots_of(record_type)) <= set(record_format().values)


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        (68.1, "USD bn", {"value": 68_100_000_000, "unit": "USD"}),
        (69.5, "USD billion", {"value": 69_500_000_000, "unit": "USD"}),
        (12, "US$ (million)", {"value": 12_000_000, "unit": "USD"}),
        (12, "thousand EUR", {"value": 12_000, "unit": "EUR"}),
        (5, "USD m", {"value": 5_000_000, "unit": "USD"}),
        (-3, "USD bn", {"value": -3_000_000_000, "unit": "USD"}),
        (0, "USD bn", {"value": 0, "unit": "USD"}),
        (84_221_000_000, "USD", {"value": 84_221_000_000, "unit": "USD"}),
        (5, "million tonnes", {"value": 5_000_000, "unit": "tonne"}),
        (5, "constant 2015 USD", {}),
        (5, "", {}),
    ],
)
def test_a_unit_that_stands_apart_may_say_how_many(
    number: float, unit: str, value: dict[str, Any]
) -> None:
    assert entered_unit(number, unit) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("68,1", 68.1),
        ("1.234,5", 1234.5),
        ("12 345,67", 12345.67),
        ("68,125", 68125),
        ("1,234,567.5", 1234567.5),
    ],
)
def test_a_comma_that_cannot_stand_between_thousands_is_a_decimal_one(
    text: str, number: float
) -> None:
    assert entered_number(text, "amount") == number
