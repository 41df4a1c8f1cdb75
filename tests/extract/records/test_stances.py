"""Stances: which uses of a word of stance tell one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

NO_STANCE = [
    # what is for somebody else to do, what is given up, what an act is meant for
    "Peru said it was essential for Chile to recognise the value of the talks.",
    "Togo pledged to stop backing the rebels in Benin.",
    "Mali agreed to cease opposing the levy.",
    "Norway sent a ship to support the evacuation.",
    "Kenya dispatched a battalion to back the local police.",
    # hearsay
    "There was speculation that Laos wanted a port in Vietnam.",
    "Ghana reportedly opposes the new tariff.",
    # an envoy called home, a place where somebody stood, a request that is told beside
    "Chad has recalled its ambassador for consultations.",
    "President Keita of Mali stood by the Prime Minister of Niger at the border post.",
    "At the request of Fiji, the two sides met in Suva on Monday.",
    # what is only noted is not recognised
    "Zambia recognised the challenge of the drought.",
    "Nepal recognised the progress of the talks.",
    # what another makes of it
    '"Angola is trying to stir up a revolt," Foreign Minister Okoye of Gabon said.',
    # a guess about what is to come
    "Foreign Minister Okoye of Gabon thought the talks would be fruitful.",
    # a condition
    "Cuba agreed that the loan would be extended should Haiti miss a payment.",
    # of a deed: who is to find out how
    "Chile and Peru must decide how to pursue talks with Bolivia.",
    # a cause, a state of mind of nobody who is named, a statement, a promise, a telephone call
    "Trump hinted he might not defend Estonia.",
    "Due to disagreement over quotas, Peru and Chile cut the talks short.",
    "Togo encouraged the parties.",
    "Fiji argued that its catch had been too small.",
    "Vice President Ortiz of Peru claimed that the Chilean economy would collapse.",
    "Kenya is committed to building 40 wells.",
    "King Hamad of Bahrain called King Abdullah of Jordan affirming his friendship.",
    "The road is a very important project, President Keita of Mali said.",
    # a clause whose subject is missing
    "The envoy carried a plan that Oman hopes will persuade Yemen to disarm.",
]

STANCES = [
    # text, stance, topic, toward
    ("Chad recognised the republic in May.", "supports", "the republic", ""),
    ("Kenya does not recognise the outer limit.", "opposes", "the outer limit", ""),
    ("Ecuador shunned the offer of Peru.", "opposes", "the offer of Peru", "PER"),
    ("Samoa described Tonga's claim as a sham.", "criticises", "Tonga's claim", "TON"),
    (
        "President Mbeki of Lesotho said it was open, but that Malawi should pay its part.",
        "seeks",
        "Malawi should pay its part",
        "MWI",
    ),
    (
        "Prime Minister Tavita of Samoa suggested that the fund should have a seat in Apia.",
        "seeks",
        "the fund should have a seat in Apia",
        "",
    ),
    ("Ghana urged Togo to be more flexible.", "seeks", "be more flexible", "TGO"),
    (
        "Ghana urged Togo to open the road when they met in Lome.",
        "seeks",
        "open the road",
        "TGO",
    ),
    (
        "Kuwait pleaded with Iraq for the past year to mark the border.",
        "seeks",
        "mark the border",
        "IRQ",
    ),
    (
        "India voiced support towards the recovery of its close neighbour.",
        "supports",
        "the recovery of its close neighbour",
        "",
    ),
    # verbs of several words, judgements in a clause, threats, doubts
    (
        "Laos paid tribute to Peru's role in the talks.",
        "praises",
        "Peru's role in the talks",
        "PER",
    ),
    (
        "Athens said Turkish jets had violated its airspace.",
        "criticises",
        "Turkish jets had violated its airspace",
        "TUR",
    ),
    (
        "Oman stressed that the new levy was incompatible with the treaty.",
        "criticises",
        "the new levy",
        "",
    ),
    ("Egypt will strike at the camps in Libya.", "warns", "strike at the camps in Libya", ""),
    (
        "Algeria questioned the legitimacy of Moroccan rule.",
        "opposes",
        "the legitimacy of Moroccan rule",
        "MAR",
    ),
    (
        "Gabon will not open its ports to warships from Angola.",
        "opposes",
        "open its ports to warships from Angola",
        "",
    ),
    (
        "Peru accused Chile of breaking the law and of wanting to close the port.",
        "criticises",
        "breaking the law and of wanting to close the port",
        "CHL",
    ),
    (
        "Mali warned that the delay would threaten the harvest.",
        "warns",
        "the delay would threaten the harvest",
        "",
    ),
]
# Who only is meant: passage, holder and topic of its last stance.
MEANT = [
    (
        "The IGAD summit in Kampala urged Sudan to open the road. The Assembly condemned the raid.",
        "IGAD",
        "the raid",
    ),
    (
        "Rebels in western Chad accused the government of breaking a truce.",
        {"role": "Rebels", "country": "TCD"},
        "breaking a truce",
    ),
    (
        "Chad said its government was appealing to Mali to open the road.",
        "TCD",
        "open the road",
    ),
    (
        "A Chilean spokesman criticised Peru for the levy, calling for a new round.",
        {"role": "spokesman", "country": "CHL"},
        "a new round",
    ),
]


@pytest.mark.parametrize("text", NO_STANCE)
def test_what_is_nobodys_stance_is_no_position(extract_text: Extract, text: str) -> None:
    assert [r.get("topic") for r in extract_text(text) if r.type == "position"] == []


@pytest.mark.parametrize(("text", "stance", "topic", "toward"), STANCES)
def test_a_stance_has_its_own_topic(
    extract_text: Extract, text: str, stance: str, topic: str, toward: str
) -> None:
    found = [r for r in extract_text(text) if r.type == "position"]
    told = [(r.get("stance"), r.get("topic"), r.get("toward") or "") for r in found]
    assert told == [(stance, topic, toward)]


def test_what_another_clause_adds_is_cut_from_a_duty(extract_text: Extract) -> None:
    text = '"The raiders must be tried and I am glad that you came," President Keita of Mali said.'
    topics = [r.get("topic") for r in extract_text(text) if r.type == "position"]
    assert "The raiders must be tried" in topics


@pytest.mark.parametrize(("text", "holder", "topic"), MEANT)
def test_gatherings_and_governments_hold_stances(
    extract_text: Extract, text: str, holder: object, topic: str
) -> None:
    found = [r for r in extract_text(text) if r.type == "position"]
    assert (found[-1].get("holder"), found[-1].get("topic")) == (holder, topic)
