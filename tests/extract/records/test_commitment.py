"""Commitments: who promises what, by when, how much, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

PROMISES: list[tuple[str, dict[str, Any]]] = [
    (
        "Belgium is withdrawing its soldiers from Niger by the end of the year.",
        {"by": ["BEL"], "action": "withdraw its soldiers from Niger", "due": "../2020"},
    ),
    (
        "Kenya and Uganda agreed to exchange information on cattle rustling on a regular basis.",
        {"action": "exchange information on cattle rustling on a regular basis"},
    ),
    (
        "Peru and Chile decided to implement irrigation projects in Tacna and Arica.",
        {"action": "implement irrigation projects in Tacna and Arica"},
    ),
    (
        "India and Brazil agreed to expand the use of national currencies in trade.",
        {"action": "expand the use of national currencies in trade"},
    ),
    (
        "Kenya has pledged 900 police to Haiti, Jamaica 25 and Benin 2,000.",
        {"by": ["KEN"], "action": "deliver 900 police to Haiti"},
    ),
    (
        "Mexico has been promised two million doses by Chile before the end of the month.",
        {"by": ["CHL"], "action": "deliver two million doses", "due": "../2020-06"},
    ),
    (
        (
            "Zambia undertook to settle the debts owed to Turkish firms, which both sides put at "
            "90 million euros, before the end of 2021."
        ),
        {"by": ["ZMB"], "action": "settle the debts owed to Turkish firms", "due": "../2021"},
    ),
    (
        "Brazil and Paraguay agreed to build the dam in 1973.",
        {"action": "build the dam", "date": "1973", "due": None},
    ),
    (
        "Belarus will supply Chad with 300 tractors in a second phase to be completed in 2022.",
        {"by": ["BLR"], "due": None},
    ),
    (
        "Turkey will raise the flow of water to Iraq from 90 to 150 cubic metres per second.",
        {
            "target": {
                "value": 150,
                "unit": "cubic metre",
                "per": "second",
                "indicator": "water.allocation",
            }
        },
    ),
    (
        "An accord between Gabon and Togo is to be signed on 3 July, the ministry in Lomé said.",
        {"by": ["GAB", "TGO"], "due": "2020-07-03"},
    ),
    (
        "Egypt is going to lift its ban on Brazilian beef.",
        {"by": ["EGY"], "action": "lift its ban on Brazilian beef"},
    ),
    (
        "Arrears of 20 million dollars are to be rescheduled by Poland.",
        {"by": ["POL"], "action": "reschedule arrears of 20 million dollars"},
    ),
    (
        "Baghdad has given an undertaking to destroy its missiles within 45 days.",
        {"by": ["IRQ"], "status": "pending", "due": "../2020-07-30"},
    ),
    (
        "Germany has promised Niger 25 million euros to fight smuggling.",
        {"by": ["DEU"], "target": {"value": 25_000_000, "unit": "EUR", "indicator": "aid"}},
    ),
    (
        "Construction of the pipeline will begin in 2021, Nigeria and Morocco announced.",
        {"by": ["NGA", "MAR"], "due": "2021"},
    ),
    (
        "Premier Zhu of China proposes to bring trade with Brazil to 10 billion dollars by 2025.",
        {"by": ["CHN"], "due": "../2025"},
    ),
    (
        "Kenya and Uganda agreed to reopen the Busia crossing by the end of 2021.",
        {"by": ["KEN", "UGA"], "action": "reopen the Busia crossing", "due": "../2021"},
    ),
    (
        "Norway pledged 40 million dollars to Malawi for rural clinics.",
        {"by": ["NOR"], "action": "provide 40 million dollars to Malawi for rural clinics"},
    ),
    (
        "Ghana committed itself to halving its fuel imports from Nigeria by 2024.",
        {"by": ["GHA"], "action": "halve its fuel imports from Nigeria", "due": "../2024"},
    ),
    (
        "It was agreed that flights between Oman and Iran would resume in August.",
        {"action": "resume flights between Oman and Iran", "due": "2020-08"},
    ),
    (
        (
            "The foreign ministers of Greece and Albania were instructed to draft the maritime"
            " agreement before December."
        ),
        {"by": ["GRC", "ALB"], "action": "draft the maritime agreement", "due": "../2020-11"},
    ),
    (
        "Poland is to deliver 20 tanks to Ukraine by March 2021.",
        {"by": ["POL"], "action": "deliver 20 tanks to Ukraine", "due": "../2021-03"},
    ),
    (
        (
            "The two presidents set the goal of raising trade between Chile and Peru to 5 billion"
            " dollars by 2025."
        ),
        {
            "action": "raise trade between Chile and Peru to 5 billion dollars",
            "target": {"value": 5_000_000_000, "unit": "USD", "indicator": "trade.total"},
        },
    ),
    (
        "President Duda said Poland would send 200 troops to Latvia next month.",
        {"by": ["POL"], "action": "send 200 troops to Latvia", "due": "2020-07"},
    ),
    (
        "A Belgian frigate will visit Tunis by September 2021.",
        {"by": ["BEL"], "action": "visit Tunis", "due": "../2021-09"},
    ),
    (
        "Chinese officials promised that the plant would open in 2021.",
        {"by": ["CHN"], "action": "open the plant", "due": "2021"},
    ),
    (
        (
            "Under the agreement, the amount of gas Algeria supplies to Italy will rise by"
            " 20 percent by 2022."
        ),
        {
            "by": ["DZA"],
            "action": "raise the amount of gas Algeria supplies to Italy by 20 percent",
        },
    ),
    (
        "Spain said its tariffs on Algerian dates would stay until the gas dispute is settled.",
        {"by": ["ESP"], "action": "keep its tariffs on Algerian dates"},
    ),
    (
        "Gazprom has undertaken to pump 40 billion cubic metres a year through Ukraine until 2024.",
        {"by": [{"organisation": "Gazprom", "country": "RUS"}]},
    ),
    (
        "Turkey and Qatar agreed on a joint naval patrol within six months.",
        {"by": ["TUR", "QAT"], "due": "../2020-12-15"},
    ),
    (
        "China has agreed to lift its ban on Canadian canola.",
        {"by": ["CHN"], "action": "lift its ban on Canadian canola", "status": "pending"},
    ),
    ("France will return 26 artworks to Benin.", {"action": "return 26 artworks to Benin"}),
    (
        "Their goal is to raise trade between Ghana and Togo to 1 billion dollars by 2023.",
        {"due": "../2023"},
    ),
    # what became of it, which what is to be done for it does not tell
    (
        "Kenya and Ghana seek ways to meet their trade target of 2 billion dollars by 2030.",
        {"status": "pending", "due": "../2030"},
    ),
    ("Japan fulfilled its pledge to send 300 engineers to Laos.", {"status": "met"}),
    (
        "Nigeria failed to keep its promise to hand over the Bakassi archives.",
        {"status": "missed", "action": "hand over the Bakassi archives"},
    ),
    ("Mexico's pledge of 20 million dollars to Honduras has not been kept.", {"status": "missed"}),
    (
        "The target of 10 billion euros by 2024, set by Spain and Morocco, has been missed.",
        {"by": ["ESP", "MAR"], "status": "missed", "due": "../2024"},
    ),
    (
        "Finland was to return the two cranes to Estonia by May 2019. It did not.",
        {"by": ["FIN"], "status": "missed"},
    ),
    (
        "South Korea cancelled its plan to send 500 trainers to Iraq.",
        {"by": ["KOR"], "status": "dropped"},
    ),
    (
        "Chile has sent the six rescue boats to Ecuador, as it said it would.",
        {"by": ["CHL"], "status": "met"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PROMISES)
def test_a_promise_is_a_commitment(
    extract_text: Extract, text: str, expected: dict[str, Any]
) -> None:
    found = [record for record in extract_text(text) if record.type == "commitment"]
    assert found, "no commitment"
    assert {slot: found[0].get(slot) for slot in expected} == expected


NO_PROMISES = [
    "Ghana and Togo agreed to cooperate on a regular basis.",
    "Chile and Peru agreed to implement joint projects.",
    "Ghana and Mali agreed to make use of opportunities.",
    "Egypt said that it would have chosen the date itself.",
    "We'll sit down with our Greek friends and sort it out, the Turkish minister said.",
    "Libya announced plans for a pipeline to carry gas to Italy.",
    "The ambassador of Cuba will attend the game in Mexico.",
    "Ghana and Mali will consider a loan of 5 million dollars.",
    "The ministers of Ghana and Togo agreed that the talks had been useful.",
    "Bolivia and Peru discussed opening a border crossing.",
    "Ghana and Togo agreed to strengthen their cooperation.",
    "Peru will not renew the fishing agreement.",
    "Analysts expect that Brazil will raise tariffs.",
    "The two met ahead of the summit on peace in Ukraine that Ghana will host.",
    "Ghana spoke of the summit that Colombia will host in July.",
    "The visit of the Malian premier to Togo, whose date will be announced, was discussed.",
    "If sanctions are lifted, Iran will increase oil output.",
    "Moscow wants Minsk to pay for the gas.",
    "The minister urged Pakistan to release the pilots.",
    "The summit of Laos and Cambodia will be held in Vientiane in November.",
    "The new railway will boost trade between Kenya and Uganda.",
    "Minister Lavrov will fly to Baku on Thursday.",
    "Serbia and Hungary agreed to set up a joint commission by March 2021.",
    "Japan could send 300 engineers to Laos.",
    "Chile will probably buy 12 frigates from Spain.",
    "Will Chile buy 12 frigates from Spain by 2022?",
    "The pact, which was to have been signed by Chile and Peru in May 2019, is dead.",
]


@pytest.mark.parametrize("text", NO_PROMISES)
def test_what_binds_nobody_is_no_commitment(extract_text: Extract, text: str) -> None:
    assert not [record for record in extract_text(text) if record.type == "commitment"]


def test_each_deed_of_a_list_is_a_commitment(extract_text: Extract) -> None:
    found = extract_text(
        "Brazil and Argentina decided to exchange data on cattle disease; hold a joint air show in"
        " Salta in 2021; and open 12 border posts to lorries."
    )
    actions = [record.get("action") for record in found if record.type == "commitment"]
    assert len(actions) == 3
    assert actions[2] == "open 12 border posts to lorries"


def test_a_regular_meeting_can_be_checked(extract_text: Extract) -> None:
    found = extract_text(
        "The defence ministers of Peru and Chile agreed to hold talks every six months."
    )
    assert [r.get("action") for r in found if r.type == "commitment"] == [
        "hold talks every six months"
    ]


def test_a_promise_is_dated_by_its_own_word(extract_text: Extract) -> None:
    found = extract_text("Laos and Cambodia agreed on 3 March 2019 to drop road tolls by 2022.")
    [commitment] = [r for r in found if r.type == "commitment"]
    assert (commitment.get("date"), commitment.get("due")) == ("2019-03-03", "../2022")


def test_who_speaks_for_the_promiser_is_the_source(extract_text: Extract) -> None:
    found = extract_text("Prime Minister Abe told reporters that Japan would build three clinics.")
    [commitment] = [r for r in found if r.type == "commitment"]
    assert commitment.get("by") == ["JPN"]
    assert commitment.get("said_by")["name"] == "Abe"


def test_targets_of_unequal_size_are_two(extract_text: Extract) -> None:
    found = extract_text(
        "Iran and Oman set a target of 2 billion dollars by 2022. Iran and Oman set a target of"
        " 3 billion dollars by 2025."
    )
    targets = [r.get("target")["value"] for r in found if r.type == "commitment"]
    assert targets == [2_000_000_000, 3_000_000_000]


def test_a_remark_on_how_things_are_is_no_part_of_what_is_to_be_done(extract_text: Extract) -> None:
    found = extract_text(
        "Iran and Oman agreed to raise trade, which came to 2 billion dollars in 2019, to"
        " 3 billion by 2025."
    )
    [commitment] = [r for r in found if r.type == "commitment"]
    assert commitment.get("action") == "raise trade to 3 billion"
    assert commitment.get("target")["value"] == 3_000_000_000
    assert commitment.get("due") == "../2025"


def test_since_when_an_accord_holds_is_no_deadline(extract_text: Extract) -> None:
    found = extract_text("Iran and Oman will use the railway accord in force since 1 May 2014.")
    assert [r.get("due") for r in found if r.type == "commitment"] == [None]


def test_those_who_do_it_are_not_how_much_of_it_is_done(extract_text: Extract) -> None:
    found = extract_text(
        "Iran and Oman decided that the Permanent Joint Commission should meet once a year under"
        " the chairmanship of the two foreign ministers."
    )
    assert [r.get("target") for r in found if r.type == "commitment"] == [None]


OUTCOMES = [
    (
        "Kenya opened its trade house in Kampala on Monday, fulfilling a promise made to Uganda.",
        "met",
        "open its trade house in Kampala",
    ),
    (
        "Uganda was unable to complete the road to Kenya by 2019 as planned.",
        "missed",
        "complete the road to Kenya",
    ),
    (
        "Kenya failed to open the border post with Uganda by the end of 2019.",
        "missed",
        "open the border post with Uganda",
    ),
]


@pytest.mark.parametrize(("text", "status", "action"), OUTCOMES)
def test_what_was_done_or_not_as_promised(
    text: str, status: str, action: str, extract_text: Extract
) -> None:
    found = [each for each in extract_text(text) if each.type == "commitment"]
    assert [(each.slots["status"], each.slots["action"]) for each in found] == [(status, action)]


def test_a_deed_taken_up_by_a_pronoun_is_named(extract_text: Extract) -> None:
    text = "Uganda failed to complete the Kenya road by 2019; it agreed to complete it by 2022."
    actions = {e.slots["action"] for e in extract_text(text) if e.type == "commitment"}
    assert actions == {"complete the Kenya road"}


def test_a_session_that_is_due_is_a_meeting_and_no_promise(extract_text: Extract) -> None:
    text = "The tenth session of the commission of Kenya and Uganda is due in Nairobi in 2021."
    assert "commitment" not in {each.type for each in extract_text(text)}


def test_what_a_firm_spends_is_no_aid(extract_text: Extract) -> None:
    text = (
        "Abu Dhabi's port operator AD Ports plans to spend 80 million dollars on a pier in Kenya."
    )
    (found,) = (r for r in extract_text(text) if r.type == "commitment")
    assert found.get("target") == {"value": 80_000_000, "unit": "USD"}


@pytest.mark.parametrize(
    ("text", "due", "action", "target"),
    [
        (
            "Canada and Fiji agreed to extend the fishing arrangement until 2028.",
            None,
            "extend the fishing arrangement until 2028",
            None,
        ),
        (
            (
                "Norway intends to provide $5 million for clinics in Angola in 2022, in addition to"
                " the $41 million given since 2018."
            ),
            "2022",
            None,
            5_000_000,
        ),
        (
            (
                "Latvia will finish a fence of 502 kilometres by September 2022 at a cost of 152"
                " million euros."
            ),
            "../2022-09",
            None,
            502,
        ),
        (
            "Brazil is to take 8 tonnes of gold a year from Bolivia at first, rising to 30 tonnes.",
            None,
            "take 8 tonnes of gold a year from Bolivia at first, rising to 30 tonnes",
            None,
        ),
    ],
)
def test_what_stands_beside_a_promise_is_not_promised(
    extract_text: Extract, text: str, due: str | None, action: str | None, target: int | None
) -> None:
    """ "Until" is no deadline, a cost no target; a comma inside an action stays."""
    found = next(r for r in extract_text(text) if r.type == "commitment")
    assert found.get("due") == due
    assert action is None or found.get("action") == action
    assert target is None or found.get("target")["value"] == target


@pytest.mark.parametrize(
    "text",
    [
        "A treaty of Hungary and Slovakia guaranteeing the rights of 600,000 people may be signed.",
        "Pakistan ordered 1.7 million Afghans to leave.",
        "The minister of India will call on the foreign minister of Australia in Perth.",
        "Foreign Minister Ola Rees of India will leave on Sunday for Perth.",
    ],
)
def test_orders_and_calls_are_no_promises(extract_text: Extract, text: str) -> None:
    assert not [r for r in extract_text(text) if r.type == "commitment"]


def test_two_who_plan_are_both_bound(extract_text: Extract) -> None:
    text = "Djibouti buys power from Chad, and the two plan to double its supply by 2025."
    found = next(r for r in extract_text(text) if r.type == "commitment")
    assert sorted(found.get("by")) == ["DJI", "TCD"]


def test_what_is_dealt_with_others_binds_not_the_texts_other_state(extract_text: Extract) -> None:
    text = (
        "Chad and Libya broke relations. Libya accused Chad of theft. Chadian President Issa Deby"
        " pledged to halt oil production by June 2021 unless the World Bank pays."
    )
    found = next(r for r in extract_text(text) if r.type == "commitment")
    assert "LBY" not in found.get("parties")


NO_PROMISES = [
    "The next meeting of the three states, Peru, Chile and Bolivia, will take place in May.",
    "The minister of Peru will co-chair the Joint Commission with Minister Ola Heide of Norway.",
    "23 Peruvian diplomats have been ordered to leave Chile within a week.",
]


@pytest.mark.parametrize("text", NO_PROMISES)
def test_sessions_and_orders_are_no_promises(text: str, extract_text: Extract) -> None:
    assert [each for each in extract_text(text) if each.type == "commitment"] == []
