from __future__ import annotations

from typing import Any

import pytest

from factory import record
from memcon.present.names import party_names
from memcon.present.phrases import Phrases, ordinal, series_name

PHRASES = Phrases(party_names(), frozenset({"CHL", "PER"}))
ANA = {"name": "Ana Ruiz", "role": "foreign minister", "country": "CHL"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("CHL", "Chile"),
        (["CHL", "PER"], "Chile and Peru"),
        (ANA, "Foreign Minister Ana Ruiz"),
        ({**ANA, "country": "BOL"}, "Foreign Minister Ana Ruiz (Bolivia)"),
        ({**ANA, "role": "Minister of Trade"}, "Ana Ruiz (Minister of Trade)"),
        ({"organisation": "Andes Rail", "country": "BOL"}, "Andes Rail (Bolivia)"),
        ({"role": "officials", "country": "PER"}, "officials (Peru)"),
        ({"role": "analysts"}, "analysts"),
        (None, ""),
    ],
)
def test_actors_have_their_names_and_offices(value: Any, words: str) -> None:
    assert PHRASES.who(value) == words


@pytest.mark.parametrize(
    ("kind", "slots", "words"),
    [
        (
            "meeting",
            {"kind": "heads_of_government", "ordinal": 4},
            "4th regular meeting of heads of government",
        ),
        ("meeting", {"ordinal": 3, "series": "the Andean Dialogue"}, "3rd Andean Dialogue"),
        (
            "meeting",
            {"kind": "other", "participants": [ANA], "occasion": "OAS assembly"},
            "Talks: Foreign Minister Ana Ruiz (OAS assembly)",
        ),
        (
            "visit",
            {"visitor": ANA, "host": "PER", "visit_kind": "official"},
            "Foreign Minister Ana Ruiz to Peru, official visit",
        ),
        (
            "body",
            {"name": "border commission", "ordinal": 5, "cadence": "yearly", "chairs": [ANA]},
            "Border commission (the 5th, yearly, chaired by Foreign Minister Ana Ruiz)",
        ),
        (
            "instrument",
            {"title": "water accord", "amount": {"value": 2e9, "unit": "USD"}},
            "Water accord, 2 bn USD",
        ),
        ("project", {"name": "coastal railway"}, "Coastal railway"),
        (
            "commitment",
            {"by": ["CHL"], "action": "open two crossings", "due": "../2027"},
            "Chile: open two crossings (by 2027)",
        ),
        (
            "figure",
            {
                "indicator": "trade.exports",
                "reporter": "CHL",
                "counterpart": "PER",
                "amount": {"value": 3e9, "unit": "USD"},
                "change": {"value": -2, "unit": "percent", "basis": "yoy"},
                "nature": "forecast",
            },
            "Exports, Chile to Peru: 3 bn USD, down 2 % on the year (forecast)",
        ),
        (
            "figure",
            {"indicator": "arms.deliveries.jet", "amount": {"value": 4, "unit": "jet"}},
            "Arms deliveries: 4 jets",
        ),
        (
            "figure",
            {"indicator": "trade.exports.copper", "amount": {"value": 4, "unit": "tonne"}},
            "Exports: copper: 4 tonnes",
        ),
        (
            "figure",
            {"indicator": "water.flow", "change": {"value": 9, "unit": "percent"}},
            "Water, flow: up 9 %",
        ),
        (
            "position",
            {"holder": "PER", "stance": "opposes", "topic": "the dam", "toward": "BOL"},
            "Peru opposes the dam (toward Bolivia)",
        ),
        (
            "position",
            {"holder": "PER", "stance": "opposes", "topic": "the dam", "toward": "CHL"},
            "Peru opposes the dam",
        ),
        (
            "position",
            {"holder": ["CHL", "PER"], "stance": "seeks", "topic": "a water treaty"},
            "Chile and Peru seek a water treaty",
        ),
        (
            "event",
            {"event_type": "SANCTION", "actors": [{"country": "CHL"}], "recipients": ["PER"]},
            "SANCTION: Chile → Peru",
        ),
    ],
)
def test_every_type_has_a_headline(kind: str, slots: dict[str, Any], words: str) -> None:
    assert PHRASES.headline(record(kind, **slots)) == words


def test_a_place_at_home_goes_without_its_country() -> None:
    at_home = record("meeting", place={"name": "Arica", "country": "CHL"})
    abroad = record("meeting", place={"name": "La Paz", "country": "BOL"})
    assert (PHRASES.place(at_home), PHRASES.place(abroad)) == ("Arica", "La Paz, Bolivia")


def test_a_place_that_the_headline_tells_is_not_told_again() -> None:
    made = record("project", name="port of Arica", place={"name": "Arica", "country": "CHL"})
    assert PHRASES.place(made) == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (21, "21st"), (113, "113th")],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_a_series_loses_its_article() -> None:
    assert series_name("the Andean Dialogue") == "Andean Dialogue"
