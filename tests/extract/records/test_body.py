"""What texts say of bodies, and the records that come of it (all texts dated 15 June 2020)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]


def bodies(extract_text: Extract, text: str) -> list[dict[str, Any]]:
    return [dict(r.slots) for r in extract_text(text) if r.type == "body"]


ONE = [
    (
        "Mexico and Guatemala set up a joint border commission in January.",
        {
            "name": "joint border commission",
            "kind": "commission",
            "status": "established",
            "date": "2020-01",
            "parties": ["GTM", "MEX"],
        },
    ),
    (
        "Mexico and Guatemala set up a joint border commission in 2011.",
        {"status": "existing", "date": "2011"},
    ),
    (
        "Mali and Togo decided to establish a Joint Observatory for Tourism.",
        {"name": "Joint Observatory for Tourism", "kind": "observatory", "status": "planned"},
    ),
    (
        "Jordan and Iraq agreed to convene the Joint Water Committee in Amman in August.",
        {"name": "Joint Water Committee", "place": None, "status": "existing"},
    ),
    (
        "The 15th Joint Water Committee of Jordan and Iraq met in Amman in May.",
        {"name": "Joint Water Committee of Jordan and Iraq", "ordinal": None},
    ),
    (
        "The result of the talks of Jordan and Iraq is a third intergovernmental commission.",
        {"name": "third intergovernmental commission", "ordinal": 3},
    ),
    (
        "Jordan and Iraq agreed to set up a fifth joint commission.",
        {"name": "fifth joint commission", "ordinal": 5, "status": "planned"},
    ),
    (
        "A Brazilian consulate will open in Lagos.",
        {
            "kind": "consulate",
            "status": "planned",
            "place": {"name": "Lagos", "country": "NGA"},
            "parties": ["BRA", "NGA"],
        },
    ),
    (
        "Iceland and Norway agreed to establish a joint working group on fisheries.",
        {
            "name": "joint working group on fisheries",
            "kind": "working group",
            "remit": "fisheries",
            "status": "planned",
        },
    ),
    (
        (
            "The establishment of a fifth intergovernmental commission between Turkey and Qatar "
            "was announced on Monday."
        ),
        {"kind": "commission", "ordinal": 5, "status": "established", "parties": ["QAT", "TUR"]},
    ),
    (
        "The Kenya-Tanzania Joint Permanent Commission meets every two years.",
        {
            "name": "Kenya-Tanzania Joint Permanent Commission",
            "status": "existing",
            "parties": ["KEN", "TZA"],
        },
    ),
    (
        "The foreign ministers of Peru and Colombia decided to create a hotline.",
        {"kind": "hotline", "status": "planned", "parties": ["COL", "PER"]},
    ),
    (
        "Denmark closed its embassy in Baghdad in May.",
        {
            "name": "embassy in Baghdad",
            "kind": "embassy",
            "status": "dissolved",
            "place": {"name": "Baghdad", "country": "IRQ"},
        },
    ),
    (
        "India and Vietnam hold an annual defence dialogue.",
        {"kind": "consultation format", "cadence": "yearly", "status": "existing"},
    ),
    (
        "Argentina and Uruguay proposed a binational council for the river.",
        {"kind": "council", "remit": "river", "status": "planned"},
    ),
    (
        "The human rights dialogue between the EU and Laos is held every year.",
        {"name": "human rights dialogue", "parties": ["EU", "LAO"], "cadence": "yearly"},
    ),
    (
        "Russia and Turkmenistan dissolved the joint commission on gas last year.",
        {"name": "joint commission on gas", "remit": "gas", "status": "dissolved", "date": "2019"},
    ),
    (
        "Peru and Ecuador agreed on cooperation within the Tumbes-Loja format.",
        {"name": "Tumbes-Loja format", "kind": "format", "status": "existing"},
    ),
    (
        "Saudi Arabia reopened its embassy in Damascus on Sunday.",
        {"status": "established", "date": "2020-06-14", "parties": ["SAU", "SYR"]},
    ),
    (
        "Japan and Kenya will launch a strategic dialogue.",
        {"name": "strategic dialogue", "kind": "consultation format", "status": "planned"},
    ),
    (
        "The leaders of Azerbaijan and Georgia set up a task force to deal with smuggling.",
        {"kind": "task force", "remit": "smuggling", "status": "established"},
    ),
    (
        "South Korea and Poland inaugurated a cultural centre in Warsaw.",
        {
            "name": "cultural centre in Warsaw",
            "kind": "centre",
            "place": {"name": "Warsaw", "country": "POL"},
        },
    ),
    (
        "The Australia-Indonesia Ministerial Forum was founded in 1992.",
        {"status": "existing", "date": "1992", "parties": ["AUS", "IDN"]},
    ),
    (
        "Spain and Morocco revived their high-level committee after a gap of eight years.",
        {"kind": "committee", "status": "established", "parties": ["ESP", "MAR"]},
    ),
    (
        "Ghana plans to open a High Commission in Kingston.",
        {"kind": "high commission", "status": "planned", "parties": ["GHA", "JAM"]},
    ),
    (
        "The mixed commission of Algeria and Niger is chaired by Sabri Boukadoum of Algeria.",
        {"kind": "commission", "status": "existing", "parties": ["DZA", "NER"]},
    ),
    (
        "Oman and Kenya created a mixed commission for economic affairs.",
        {"name": "mixed commission for economic affairs", "remit": "economic affairs"},
    ),
    (
        "Kuwait and Iraq want to revive the joint fisheries committee set up in 1988.",
        {"name": "joint fisheries committee", "kind": "committee"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[text[:50] for text, _ in ONE])
def test_one_body(extract_text: Extract, text: str, expected: dict[str, Any]) -> None:
    found = bodies(extract_text, text)
    assert [{name: slots.get(name) for name in expected} for slots in found] == [expected]


NONE = [
    "The commission said prices rose.",
    "Members of the committee met on Tuesday.",
    "The bank raised its rates.",
    "The European Investment Bank is expected to lend Egypt and Greece 300 million euros.",
    "No commission was set up by Mali and Niger.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_body(extract_text: Extract, text: str) -> None:
    assert bodies(extract_text, text) == []


def test_a_noun_left_out_is_supplied(extract_text: Extract) -> None:
    text = "A Turkish consulate in Basra and an Iraqi one in Gaziantep are to open."
    found = bodies(extract_text, text)
    assert [slots["name"] for slots in found] == [
        "Turkish consulate in Basra",
        "Iraqi consulate in Gaziantep",
    ]
    assert all(slots["parties"] == ["IRQ", "TUR"] for slots in found)


def test_two_posts_of_like_names_stay_two(extract_text: Extract) -> None:
    text = "Peru opened a consulate in Shanghai. Peru opened a consulate in Guangzhou."
    assert len(bodies(extract_text, text)) == 2


def test_a_body_named_twice_is_one(extract_text: Extract) -> None:
    text = (
        "Chad and Sudan agreed to set up a joint commission on grazing. "
        "The joint commission was established in Khartoum on Friday."
    )
    found = bodies(extract_text, text)
    assert [slots["status"] for slots in found] == ["established"]


NO_BODY = [
    "Kenya and Uganda closed their 12th regular meeting in Nairobi on Friday.",
    "The 13th meeting of Peru and Chile is planned for Lima in 2021.",
    "The committees that prepare these meetings reported to Oman and Qatar.",
    "Ghana and Togo adopted a plan of action for the strategic alliance.",
    "The Kenyan Tea Board and Uganda's Coffee Council suspended sales to Egypt.",
    "The Togolese court had found largely for Benin and rejected the claim of Ghana.",
    "Peru will lend Bolivia money, and the Andean Bank undertakes to open it by 2024.",
]


@pytest.mark.parametrize("text", NO_BODY, ids=[text[:50] for text in NO_BODY])
def test_what_is_no_institution_makes_no_body(extract_text: Extract, text: str) -> None:
    assert bodies(extract_text, text) == []


DOUBTFUL = [
    (
        "The Kenya-Uganda Joint Commission met in Kampala from 4 to 6 May 2020.",
        {"status": "existing", "date": None},
    ),
    (
        "Ghana and Togo contribute to a stabilisation fund, which has yet to be set up.",
        {"status": "planned", "date": None},
    ),
    (
        "A joint Kenyan-Ugandan commission for the lake is under discussion.",
        {"status": "planned", "date": None},
    ),
    (
        "The finance ministers of Peru and Chile will set up a working group to study tariffs.",
        {"name": "working group", "kind": "working group"},
    ),
    (
        "An ASEAN-Canada joint committee shall be set up in Jakarta.",
        {"parties": ["ASEAN", "CAN"], "status": "planned"},
    ),
    (
        (
            "A joint panel of Peru and Chile, headed by Deputy Ministers Ana Ruiz of Peru and Luis"
            " Soto of Chile, was set up in April 2020."
        ),
        {"name": "joint panel of Peru and Chile", "status": "established", "date": "2020-04"},
    ),
    (
        "A Japan-Pacific Development Fund will be set up to help islands.",
        {"parties": ["JPN"], "status": "planned"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), DOUBTFUL, ids=[text[:50] for text, _ in DOUBTFUL])
def test_a_slot_holds_what_the_text_says(
    extract_text: Extract, text: str, expected: dict[str, Any]
) -> None:
    found = bodies(extract_text, text)
    assert [{name: slots.get(name) for name in expected} for slots in found] == [expected]


def test_bodies_joined_in_one_phrase_have_names_of_their_own(extract_text: Extract) -> None:
    text = "They will open a Peruvian consulate in Manaus and a Brazilian consulate in Cusco."
    names = [slots["name"] for slots in bodies(extract_text, text)]
    assert names == ["Peruvian consulate in Manaus", "Brazilian consulate in Cusco"]


@pytest.mark.parametrize(
    ("text", "rel", "target"),
    [
        (
            (
                "Kenya and Tanzania have a Joint Commission for Cooperation, which meets every two "
                "years. A joint border committee between Kenya and Tanzania was set up within the "
                "framework of the Joint Commission for Cooperation."
            ),
            "part_of",
            "Joint Commission for Cooperation",
        ),
        (
            "The Kenya-Tanzania Joint Water Commission was founded by the Treaty of Moshi.",
            "founded_by",
            "Treaty of Moshi",
        ),
        (
            "The joint fisheries committee of Chile and Peru was set up under the Accord of Arica.",
            "founded_by",
            "Accord of Arica",
        ),
    ],
)
def test_what_a_body_belongs_to_and_what_founded_it_are_links(
    extract_text: Extract, text: str, rel: str, target: str
) -> None:
    found = extract_text(text)
    named = {record.id: record.get("name") or record.get("title") for record in found}
    links = [link for record in found if record.type == "body" for link in record.links]
    assert [named[link["id"]] for link in links if link["rel"] == rel] == [target]


def test_what_a_commission_has_is_part_of_it(extract_text: Extract) -> None:
    text = (
        "The joint commission of Kenya and Uganda met in May. The commission has a working group"
        " on transport and a working group on tourism."
    )
    bodies = {each.slots["name"]: each for each in extract_text(text) if each.type == "body"}
    home = next(each for name, each in bodies.items() if "commission" in name)
    for name in ("working group on transport", "working group on tourism"):
        assert {"rel": "part_of", "id": home.id} in bodies[name].links


def test_what_a_body_is_in_charge_of_is_its_remit(extract_text: Extract) -> None:
    text = "Spain and Morocco set up a joint commission that will be in charge of renewable energy."
    body = next(each for each in extract_text(text) if each.type == "body")
    assert body.slots["remit"] == "renewable energy"


def test_a_list_of_bodies_gives_one_for_each_subject(extract_text: Extract) -> None:
    text = "China and Tajikistan agreed to set up sub-commissions on energy and on tourism."
    found = [(each["name"], each["remit"]) for each in bodies(extract_text, text)]
    assert found == [
        ("sub-commission on energy", "energy"),
        ("sub-commission on tourism", "tourism"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Oman-Qatar joint trade commission will hold its sixth session in May.", "existing"),
        ("Oman and Qatar agreed to set up a joint trade commission in May.", "planned"),
    ],
)
def test_a_body_that_will_sit_again_is_there_already(
    extract_text: Extract, text: str, status: str
) -> None:
    assert [each["status"] for each in bodies(extract_text, text)] == [status]


def test_the_remit_of_a_body_is_told_whole(extract_text: Extract) -> None:
    text = "India and Oman launched a vice-ministerial dialogue on foreign affairs and defence."
    assert [b["remit"] for b in bodies(extract_text, text)] == ["foreign affairs and defence"]


def test_a_body_told_of_in_passing_has_no_deadline_for_its_founding(extract_text: Extract) -> None:
    text = (
        "The Argentine-Chilean joint commission, set up by the two presidents, has until 2 November"
        " to finish its work."
    )
    found = [(each["status"], each.get("date")) for each in bodies(extract_text, text)]
    assert found == [("existing", None)]


def test_a_commission_that_will_only_begin_its_work_is_planned(extract_text: Extract) -> None:
    text = "Finland and Sweden agree. A joint commission will study the use of the canal."
    assert [each["status"] for each in bodies(extract_text, text)] == ["planned"]
