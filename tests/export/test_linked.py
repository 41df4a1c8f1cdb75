"""Linked data and FollowTheMoney: the graphs as rdflib and followthemoney read them."""

from __future__ import annotations

import json
import os
import socket
from typing import Any

import pytest
from hypothesis import given, settings
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from exporting import DATES, HOSTILE, exported, material, record_lists, sample
from factory import record
from memcon.export.ftm import _countries
from memcon.model.record import Record

SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OWN = Namespace("urn:memcon:term:")


pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads these files goes nowhere for it."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("something was to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def graph(fmt: str, records: list[Record] | None = None) -> Graph:
    data = exported(fmt, records)[0]
    return Graph().parse(data=data, format={"jsonld": "json-ld", "ttl": "turtle"}[fmt])


def iri(made: Record) -> URIRef:
    return URIRef(f"urn:memcon:record:{made.id}")


def test_a_meeting_is_an_event_of_schema_org() -> None:
    found, made = graph("jsonld"), sample()[0]
    assert (iri(made), RDF.type, SCHEMA.Event) in found
    day = Literal("2019-05-06", datatype=XSD.date)
    assert (iri(made), SCHEMA.startDate, day) in found
    assert (iri(made), SCHEMA.about, URIRef("urn:memcon:party:PER")) in found
    (place,) = found.objects(iri(made), SCHEMA.location)
    assert found.value(place, SCHEMA.name) == Literal("Lima")


def test_a_citation_leads_to_its_words_and_its_document() -> None:
    found, made = graph("jsonld"), sample()[0]
    (passage,) = found.objects(iri(made), PROV.wasDerivedFrom)
    assert str(found.value(passage, PROV.value)) == made.evidence[0].quote
    document = found.value(passage, PROV.wasQuotedFrom)
    assert found.value(document, SCHEMA.name) == Literal("A note on the border")
    assert found.value(document, SCHEMA.datePublished) == Literal("2020-03-04", datatype=XSD.date)


def test_turtle_and_json_ld_are_one_graph() -> None:
    assert isomorphic(graph("jsonld"), graph("ttl"))


def test_dates_in_words_of_schema_org_are_no_more_exact_than_the_source() -> None:
    made = [record("meeting", ordinal=n, date=value) for n, value in enumerate(DATES, start=1)]
    found = graph("ttl", made)
    told = {str(found.value(iri(each), OWN.date)): each for each in made}
    assert set(told) == set(DATES)
    starts = {value: found.value(iri(each), SCHEMA.startDate) for value, each in told.items()}
    assert starts["2016-11"] == Literal("2016-11", datatype=XSD.gYearMonth)
    assert starts["2013/2017"] == Literal("2013", datatype=XSD.gYear)
    assert starts["2012~"] is None
    assert starts["../2024"] is None


@given(record_lists())
@settings(max_examples=6)
def test_graphs_can_be_read_whatever_the_records_say(records: list[Record]) -> None:
    found = graph("ttl", records)
    assert len(set(found.subjects(PROV.wasAttributedTo))) == len(records)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
def test_every_passage_has_a_name_that_is_an_iri(text: str) -> None:
    found = graph("ttl", [record("project", name="line", doc=text)])
    assert len(list(found.subject_objects(PROV.wasQuotedFrom))) == 1


# ---------------------------------------------------------------------- FollowTheMoney


def entities(records: list[Record] | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported("ftm", records)[0].splitlines()]


def test_what_followthemoney_has_no_schema_for_is_named() -> None:
    _, report = exported("ftm")
    assert sorted(report.left_out) == [
        "commitments: no schema",
        "figures: no schema",
        "instruments that are no contract: FollowTheMoney has no schema for treaties",
        "positions: no schema",
    ]


def test_a_person_is_one_entity_however_many_records_name_them() -> None:
    ruiz = [each for each in entities() if each["properties"].get("name") == ["Ana Ruiz"]]
    assert [each["schema"] for each in ruiz] == ["Person"]


def _model() -> Any:
    """FollowTheMoney's model; without the package (it compiles PyICU) the test is skipped."""
    if os.environ.get("CI"):
        from followthemoney import model
    else:
        model = pytest.importorskip("followthemoney").model
    return model


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_followthemoney_takes_every_entity_as_it_is() -> None:
    model = _model()
    known = {each["id"]: each for each in entities()}
    for each in known.values():
        proxy = model.get_proxy(each, cleaned=False)
        schema = model.get(each["schema"])
        schema.validate(each)
        for name, values in each["properties"].items():
            kept = proxy.get(name)
            if schema.get(name).type.name in ("date", "country", "url", "number"):
                assert len(kept) == len(values), f"{each['schema']}.{name}: {values} -> {kept}"
            assert kept, f"{each['schema']}.{name}: {values}"
            if schema.get(name).type.name == "entity":
                assert set(values) <= set(known)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_followthemoney_knows_the_states_that_have_a_code_there() -> None:
    country = _model().get("Event").get("country").type
    unknown = {
        code for code, alpha2 in _countries().items() if alpha2 and not country.clean(alpha2)
    }
    assert unknown <= {"BVT"}


@given(record_lists())
@settings(max_examples=15)
def test_entities_are_lines_of_json_whatever_the_records_say(records: list[Record]) -> None:
    found = entities(records)
    assert len({each["id"] for each in found}) == len(found)
    assert material(records).records()
