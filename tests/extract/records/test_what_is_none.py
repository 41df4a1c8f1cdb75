"""What reads like a record and is none, or has another status, kind or title than it seems."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

NONE = [
    # text, type that it does not give
    ("Chad claimed a number of successes against the Libyan column.", "position"),
    ("Premier Okoye of Gabon said he did not want to make a statement on Togo yet.", "position"),
    ("President Ruiz of Peru would like to convey his greetings to Chile.", "position"),
    ("Niger said it was pursuing the raiders near the Malian border.", "position"),
    ("Laos gave Nepal more time instead of supporting a write-off.", "position"),
    ("President Okoye of Gabon is to seek a third term in March.", "position"),
    ("Kenya and Uganda share many interests in Africa.", "position"),
    ("Samoa and Tonga support each other.", "position"),
    ("All the conditions that Peru and Chile had set were met.", "meeting"),
    ("At its weekly meeting on Monday, the Peruvian cabinet rebuked Chile.", "meeting"),
    ("At a weekly meeting on Monday, the Peruvian ministry rebuked Chile.", "body"),
    ("The presidents of Peru and Chile gave a joint press conference in Lima.", "meeting"),
    ("King Hamad of Bahrain spoke of a possible meeting with King Abdullah of Jordan.", "meeting"),
    ("Ghana's visit to Togo came amid long delayed discussions on gas.", "meeting"),
    (
        "President Ruiz of Peru phoned President Soto of Chile and briefed him on the drought.",
        "meeting",
    ),
    (
        "Foreign Ministers Ruiz of Peru and Soto of Chile agreed to convene a working group.",
        "meeting",
    ),
    ("Prime Minister Okoye of Gabon will hold bilateral consultations with Togo.", "body"),
    (
        "In a short statement issued by Chile's foreign ministry Peru was asked to pay.",
        "instrument",
    ),
    ("Peru detected two missiles launched by Chile into the bay.", "figure"),
    ("Chile sent three warships to the coast of Peru.", "figure"),
    ("The Salto plant of Peru provides 12% of all power used in Chile.", "figure"),
    ("The $4 billion tunnel was financed by Peru and Chile.", "figure"),
    ("Peru gave Chile a bridge loan of $3 million.", "project"),
    ("Peru and Chile announced the suspension of talks on the Salto Dam.", "project"),
    ("The building plan for an annex of the Peruvian embassy in Chile was approved.", "body"),
    (
        "At a meeting with reporters beside Premier Soto of Chile, President Ruiz of Peru spoke.",
        "meeting",
    ),
    ("Both companies, of Peru and Chile, held talks in Lima.", "meeting"),
    ("Peru and Chile proposed that a conference be convened in May.", "meeting"),
    ("Numerous mechanisms have been set up by Peru and Chile.", "body"),
    ("Peru's airline is to buy 12 Boeing aircraft from the United States.", "figure"),
    ("According to a programme issued by Peru's embassy in Chile, they will dine.", "instrument"),
    ("President Ruiz told Chile of Peru's interests in the Salto Canal.", "project"),
    ("Premier Soto of Chile called the Peruvian plan a name for theft.", "position"),
    ("There is speculation that President Ruiz of Peru wants to leave the pact.", "position"),
    ("Peru's minister stressed his country's commitment to dialogue with Chile.", "body"),
    ("Peru hopes for the release of 18 Peruvian soldiers held by Chile.", "figure"),
    ("Peru and Chile agreed to free 40 prisoners, among them 19 Chilean soldiers.", "figure"),
    ("The field of Peru and Chile is said to hold 45 billion cubic metres of gas.", "figure"),
    ("Peru and Chile will train each other's civil service staff.", "project"),
    ("A forum of Peru and Chile was opened on the side-lines of the talks.", "project"),
    ("Minister Ruiz of Peru received Chile's ambassador, Ana Soto, on Monday.", "visit"),
    ("Minister Ruiz of Peru saw Chile's envoy Ana Soto during a courtesy visit in Lima.", "visit"),
    ("Peru's minister underlined Chile's importance in South America.", "position"),
    ("Peru and Chile pledged to raise their strategic partnership.", "instrument"),
    ("Peru's ministry will submit to the court a draft of measures against Chile.", "position"),
    ("Peru's embargo has failed to yield any gain from Chile.", "position"),
    ("President Ruiz of Peru said he might not defend Chile.", "position"),
    ("Peru and Chile said the cuts totalled 2 million barrels a day.", "figure"),
    ("Peru's plan would slash Chile's output by 3 million barrels a day.", "figure"),
    ("The army of Peru wiped out 300 Chilean troops.", "figure"),
    ("The quake left 20,000 Chileans dead or missing in Peru.", "figure"),
    ("Minister Ruiz of Peru welcomed the delegation of Chile.", "position"),
    ("In a paper published by the Chilean ministry, Santiago rebuked Peru.", "instrument"),
]

INSTRUMENTS = [
    # text, titles with their statuses
    (
        "Peru and Chile signed a pact that closes a 90-year-old dispute that had kept them apart.",
        [("pact", "signed")],
    ),
    (
        "Peru and Chile signed an accord in this Andean capital Monday.",
        [("accord", "signed")],
    ),
    ("Peru and Chile discussed a no-fly agreement.", [("no-fly agreement", "proposed")]),
    (
        "Peru and Chile signed the Lima Treaty, a mutual fishing agreement.",
        [("Lima Treaty", "signed")],
    ),
    (
        "The minister announced the signing of pacts between Peru and Chile in the copper trade.",
        [("pacts between Peru and Chile", "signed")],
    ),
    (
        "Peru and Chile finalised the draft treaty on the river.",
        [("draft treaty on the river", "under_negotiation")],
    ),
    (
        "Peru and Chile signed a Declaration on Strategic Partnership.",
        [("Declaration on Strategic Partnership", "signed")],
    ),
    (
        "Peru ended a quarrel with Chile by signing an accord on fishing rights.",
        [("accord on fishing rights", "signed")],
    ),
    (
        "Peru proposed that a treaty with Chile on the river be signed in May.",
        [("treaty on the river", "proposed")],
    ),
    (
        "Peru and Chile issued a joint communique saying that the ports would be shared.",
        [("joint communique", "signed")],
    ),
    (
        "Peru noted the progress made with Chile towards the conclusion of a treaty on the river.",
        [("treaty on the river", "under_negotiation")],
    ),
    (
        "The signing of the Peru-Chile river treaty is conditional on a vote.",
        [("Peru-Chile river treaty", "planned")],
    ),
    (
        "Peru and Chile signed a memorandum on the creation of a Blue Partnership.",
        [("memorandum on the creation of a Blue Partnership", "signed")],
    ),
    (
        "There is talk of an imminent cancellation of the Peru-Chile treaty of 1929.",
        [("Peru-Chile treaty", "in_force")],
    ),
    (
        "Peru and Chile signed two pacts, namely a treaty on tax and an accord on ports.",
        [("treaty on tax", "signed"), ("accord on ports", "signed")],
    ),
]


@pytest.mark.parametrize(("text", "kind"), NONE, ids=[text[:50] for text, _ in NONE])
def test_words_in_another_sense_give_no_record(extract_text: Extract, text: str, kind: str) -> None:
    assert [r.to_json() for r in extract_text(text) if r.to_json()["type"] == kind] == []


@pytest.mark.parametrize(("text", "told"), INSTRUMENTS, ids=[text[:50] for text, _ in INSTRUMENTS])
def test_an_instrument_has_its_own_title_and_status(
    extract_text: Extract, text: str, told: list[tuple[str, str]]
) -> None:
    found = [r.to_json() for r in extract_text(text)]
    assert [(r["title"], r["status"]) for r in found if r["type"] == "instrument"] == told


def test_talks_with_a_speaker_of_parliament_have_no_level(extract_text: Extract) -> None:
    text = "King Hamad of Bahrain met the Jordanian parliamentary speaker, Ali Haddad, on Monday."
    found = [r.to_json() for r in extract_text(text)]
    assert [r["kind"] for r in found if r["type"] == "meeting"] == ["other"]


def test_a_meeting_during_which_something_was_agreed_was_held(extract_text: Extract) -> None:
    text = (
        "Peru and Chile agreed to deepen their ties, during a meeting between "
        "President Ruiz of Peru and President Soto of Chile in Lima."
    )
    found = [r.to_json() for r in extract_text(text)]
    assert [r["status"] for r in found if r["type"] == "meeting"] == ["held"]


def test_the_first_of_two_persons_meetings_names_no_series(extract_text: Extract) -> None:
    text = (
        "It was the first formal meeting between President Ruiz of Peru and King Hamad of Bahrain."
    )
    found = [r.to_json() for r in extract_text(text)]
    assert not any("series" in r or "ordinal" in r for r in found)


BODIES = [
    # text, names with their statuses
    (
        "A meeting of the joint commission of Peru and Chile is planned for May.",
        [("joint commission of Peru and Chile", "existing")],
    ),
    ("Peru and Chile plan a joint commission.", [("joint commission", "planned")]),
    (
        "A newly formed group of lawmakers of Peru and Chile was set up.",
        [("group of lawmakers of Peru and Chile", "established")],
    ),
]


@pytest.mark.parametrize(("text", "told"), BODIES, ids=[text[:50] for text, _ in BODIES])
def test_a_body_whose_meeting_is_planned_is_there(
    extract_text: Extract, text: str, told: list[tuple[str, str]]
) -> None:
    found = [r.to_json() for r in extract_text(text)]
    assert [(r["name"], r["status"]) for r in found if r["type"] == "body"] == told


def test_a_council_of_ministers_meets_as_ministers(extract_text: Extract) -> None:
    text = "Peru hosted a meeting of the Council of Ministers of the Andean Community on Monday."
    found = [r.to_json() for r in extract_text(text)]
    assert [r["kind"] for r in found if r["type"] == "meeting"] == ["ministerial"]


def test_a_series_goes_on_over_a_dash(extract_text: Extract) -> None:
    text = "The 11th session of the Peru - Chile Border Commission was held in Lima on Monday."
    found = [r.to_json() for r in extract_text(text)]
    told = [r["series"] for r in found if r["type"] == "meeting"]
    assert told == ["session of the Peru - Chile Border Commission"]
