from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from factory import document, record
from memcon.ledger.decide import Who
from memcon.ledger.overview import Overview
from memcon.ledger.store import Store
from memcon.model.record import Record
from memcon.present.names import party_names
from memcon.present.panels.network import centrality, intensity, network
from memcon.present.panels.sources import agreements, sources

WORDS = "Kenya and Uganda signed a milk accord in Nairobi."
USD = {"unit": "USD"}


def told(name: str, **slots: object) -> Record:
    known = {"parties": ["KEN", "UGA"], "title": "milk accord", "kind": "agreement"}
    known |= {"date": "2020-05-04", "status": "signed", "sectors": ["trade"], **slots}
    return record("instrument", doc=name, quote=WORDS, **known)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        opened.add_document(
            document(WORDS, name="a.txt", publisher="Daily Kenya", date=date(2020, 5, 5)),
            [told("a.txt", amount={"value": 5e6, **USD})],
        )
        opened.add_document(
            document(
                f"{WORDS} Again.", name="b.txt", publisher="Kampala Post", date=date(2020, 5, 6)
            ),
            [told("b.txt", amount={"value": 9e6, **USD})],
        )
        words = "Ministers of Kenya, Uganda and Rwanda met in Kigali."
        met = {"parties": ["KEN", "RWA", "UGA"], "kind": "ministerial", "status": "held"}
        opened.add_document(
            document(words, name="c.txt", publisher="Kampala Post", date=date(2021, 2, 2)),
            [record("meeting", doc="c.txt", quote=words, date="2021-02-01", **met)],
        )
        yield opened


@pytest.fixture
def known(store: Store) -> Overview:
    return store.overview()


def test_every_record_is_one_row(store: Store, known: Overview) -> None:
    assert sorted(known.ids) == sorted(record.id for record in store.records())


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 2),
        ({"types": ["meeting"]}, 1),
        ({"statuses": ["signed"]}, 1),
        ({"sectors": ["trade"]}, 1),
        ({"publishers": ["Daily Kenya"]}, 1),
        ({"publishers": ["Kampala Post"]}, 2),
        ({"since": date(2021, 1, 1)}, 1),
        ({"until": date(2020, 12, 31)}, 1),
        ({"since": date(2021, 2, 20), "until": date(2021, 2, 28)}, 1),
        ({"types": ["visit"]}, 0),
    ],
)
def test_the_filters_of_the_pages_choose_rows(
    known: Overview, filters: dict[str, object], count: int
) -> None:
    assert known.select(**filters).sum() == count  # type: ignore[arg-type]


def test_each_pair_of_a_record_with_several_parties_counts(known: Overview) -> None:
    assert known.pairs(known.select()) == {
        ("KEN", "UGA"): 2,
        ("KEN", "RWA"): 1,
        ("RWA", "UGA"): 1,
    }


def test_a_network_has_its_busiest_parties_and_says_what_it_leaves_out(known: Overview) -> None:
    told = network(known, known.select(), party_names(), most=2)
    assert [(node["id"], node["weight"], node["partners"]) for node in told["nodes"]] == [
        ("KEN", 2, 2),
        ("UGA", 2, 2),
    ]
    assert [(edge["a"], edge["b"], edge["weight"]) for edge in told["edges"]] == [("KEN", "UGA", 2)]
    assert told["left_out"] == {"nodes": 1, "edges": 2}
    assert told["years"] == {2020: 1, 2021: 1}


def test_a_network_around_a_party_has_only_its_own_edges(known: Overview) -> None:
    told = network(known, known.select(), party_names(), around=["RWA"])
    assert {(edge["a"], edge["b"]) for edge in told["edges"]} == {("KEN", "RWA"), ("RWA", "UGA")}
    assert told["nodes"][0]["id"] == "RWA"


def test_who_is_bound_to_the_well_bound_is_central() -> None:
    star = {("A", "B"): 5, ("A", "C"): 5, ("A", "D"): 5, ("D", "E"): 1}
    found = centrality(star)
    assert found["A"] == 1.0
    assert found["B"] == pytest.approx(found["C"])
    assert found["E"] < found["B"] < found["A"]
    assert centrality({}) == {}


def test_a_map_colours_each_state_by_its_records(known: Overview) -> None:
    told = intensity(known, known.select(types=["instrument"]), party_names())
    assert {row["id"]: row["share"] for row in told} == {"KEN": 1.0, "UGA": 1.0}


def test_a_map_around_a_party_counts_what_others_share_with_it(known: Overview) -> None:
    told = intensity(known, known.select(), party_names(), around=["RWA"])
    assert {row["id"]: row["weight"] for row in told if not row["is_focus"]} == {"KEN": 1, "UGA": 1}


def test_publishers_that_contradict_each_other_disagree(known: Overview) -> None:
    rows = {row["name"]: row for row in sources(known, known.select(), party_names())}
    kenya, uganda = rows["Daily Kenya"], rows["Kampala Post"]
    assert (kenya["records"], kenya["shared"], kenya["disputed"]) == (1, 1, 1)
    assert kenya["agreement"] == 0.0
    assert (kenya["country"], kenya["own_side"], kenya["one_sided"]) == ("KEN", 1.0, 0.0)
    assert (uganda["documents"], uganda["alone"]) == (2, 0.5)
    assert (uganda["first"], uganda["last"]) == ("2020-05-06", "2021-02-02")


def test_publishers_of_the_same_records_meet_in_a_square(known: Overview) -> None:
    told = agreements(known, known.select())
    assert set(told["publishers"]) == {"Daily Kenya", "Kampala Post"}
    cell = {"shared": 1, "disputed": 1}
    assert told["cells"] == [[None, cell], [cell, None]]


def test_a_rejected_record_is_in_no_count(store: Store) -> None:
    met = next(record for record in store.records() if record.type == "meeting")
    store.decisions.judge("reject", met.id, Who("Ada", "another meeting"))
    assert met.id not in store.overview().ids
