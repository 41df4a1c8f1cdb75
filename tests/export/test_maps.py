"""Maps and networks: GeoJSON as geojson reads it, GraphML as networkx does."""

from __future__ import annotations

import io
import json

import geojson
import networkx as nx
import pytest
from hypothesis import given, settings

from exporting import DATES, HOSTILE, MINISTER, PERU, exported, record_lists
from factory import record
from memcon.export.places import point_of
from memcon.model.record import Record


def features(records: list[Record] | None = None) -> geojson.FeatureCollection:
    return geojson.loads(exported("geojson", records)[0].decode())


def graph(records: list[Record]) -> nx.Graph:
    return nx.read_graphml(io.BytesIO(exported("graphml", records)[0]))


# ---------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("name", "country", "north", "east"),
    [
        ("Lima", "PER", -12, -77),
        ("St Petersburg", "RUS", 60, 30),
        ("St. Petersburg", "RUS", 60, 30),
        ("Saint Petersburg", "RUS", 60, 30),
        ("Ha Noi", "VNM", 21, 106),
        ("Sao Paulo", "BRA", -24, -47),
        ("São Paulo", "BRA", -24, -47),
        ("Vientiane", "LAO", 18, 103),
    ],
)
def test_a_city_has_its_point_however_it_is_spelt(
    name: str, country: str, north: int, east: int
) -> None:
    point = point_of({"name": name, "country": country})
    assert point is not None
    assert (round(point[0]), round(point[1])) == (north, east)


@pytest.mark.parametrize(
    "place",
    [
        {"name": "Lima", "country": "USA"},  # another Lima, which is too small to be listed
        {"name": "Lima"},
        {"name": "Peru", "country": "PER"},
        {"name": "the Great Hall", "country": "CHN"},
        {},
        None,
        "Lima",
    ],
)
def test_what_is_no_single_city_has_no_point(place: object) -> None:
    assert point_of(place) is None


# ---------------------------------------------------------------------- GeoJSON


def test_a_record_is_where_it_happened() -> None:
    found = features()
    assert found.is_valid
    first = found.features[0]
    assert [round(number) for number in first.geometry.coordinates] == [-77, -12]
    assert first.properties["date"] == "2019-05-06"


def test_a_record_without_a_city_has_no_geometry() -> None:
    (found,) = features([record("project", name="line", place={"name": "Tacna region"})]).features
    assert found.geometry is None
    _, report = exported("geojson")
    assert "GeoNames" in report.notes[0]


def test_features_keep_every_form_of_date() -> None:
    made = [record("project", name=f"line {n}", date=value) for n, value in enumerate(DATES)]
    assert [each.properties["date"] for each in features(made).features] == list(DATES)


@given(record_lists())
@settings(max_examples=30)
def test_features_are_valid_whatever_the_records_say(records: list[Record]) -> None:
    data, report = exported("geojson", records)
    assert geojson.loads(data.decode()).is_valid
    assert len(json.loads(data)["features"]) == report.written


# ---------------------------------------------------------------------- GraphML


def test_an_edge_tells_what_joins_a_pair() -> None:
    made = [
        record("meeting", date="2019"),
        record("event", date="2020-03", goldstein=4.0, actors=[MINISTER], recipients=[PERU]),
        record("event", date="2021", goldstein=-2.0, actors=[MINISTER], recipients=[PERU]),
        record("meeting", parties=["BOL", "CHL", "EU"]),
        record("meeting", parties=["BOL"]),
    ]
    found = graph(made)
    assert found.edges["CHL", "PER"] == {
        "weight": 3,
        "meeting": 1,
        "event": 2,
        "goldstein_mean": 1.0,
        "first": "2019-01-01",
        "last": "2021-12-31",
    }
    assert found.nodes["EU"]["kind"] == "organisation"
    assert found.nodes["BOL"] == {"name": "Bolivia", "kind": "state", "records": 1}
    assert found.degree["CHL"] == 3
    _, report = exported("graphml", made)
    assert dict(report.left_out) == {"of one state or organisation alone": 1}


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_a_graph_can_be_read_whatever_a_party_is_called(text: str) -> None:
    assert len(graph([record("meeting", parties=[text, "PER"])]).edges) <= 1
