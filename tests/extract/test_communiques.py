"""Communiqués, joint statements and declarations: who came, who declares, what is in the lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]


def of_type(records: list[Record], kind: str) -> list[dict[str, Any]]:
    return [dict(record.slots) for record in records if record.type == kind]


OPENINGS = [
    (  # office, name, office, name
        (
            "At the invitation of the President of Peru, Smt. Ana Ruiz, the Minister of Trade"
            " of Fiji, H.E. Dr. Joe Doe, paid an official visit to Lima from 4-6 June 2020."
        ),
        ("Joe Doe", "FJI"),
        "PER",
    ),
    (  # name with office, name, office
        (
            "At the invitation of King Abdullah II of Jordan, Mr. Emmanuel Macron, President of the"
            " French Republic, paid a visit to Jordan on 3 June 2020."
        ),
        ("Emmanuel Macron", "FRA"),
        "JOR",
    ),
    (  # office alone, and who came along
        (
            "At the invitation of the Minister of Trade of Peru, the Minister of Trade of Chile"
            ", accompanied by a team of bankers, paid an official visit to Lima on 3 June 2020."
        ),
        ("Minister of Trade", "CHL"),
        "PER",
    ),
    (  # a team and its head
        (
            "At the invitation of President Moi of Kenya, a Yugoslav delegation led by the Chairman"
            " of the Federal Assembly, Stane Dolanc, stayed in Kenya on an official visit from 4 to"
            " 8 June 2020."
        ),
        ("Stane Dolanc", "YUG"),
        "KEN",
    ),
]


@pytest.mark.parametrize(("text", "visitor", "host"), OPENINGS)
def test_the_guest_is_the_one_invited(
    extract_text: Extract, text: str, visitor: tuple[str, str], host: str
) -> None:
    (found,) = of_type(extract_text(text), "visit")
    who = found["visitor"]
    assert (who.get("name", who.get("role")), who["country"], found["host"]) == (*visitor, host)


def test_a_delegation_received_does_not_make_its_host_a_visitor(extract_text: Extract) -> None:
    text = (
        "A Fijian delegation headed by Joe Doe came to Kenya on 4 June 2020. During its stay the"
        " delegation was received by President Uhuru Kenyatta."
    )
    visitors = [each["visitor"]["name"] for each in of_type(extract_text(text), "visit")]
    assert "Uhuru Kenyatta" not in visitors


def council(extract_text: Extract, text: str) -> list[Record]:
    return extract_text(
        f"The session opened in Abuja on 15 June 2020.\n\n{text}",
        title="Communiqué of the Tenth Session of the ECOWAS Authority",
        publisher="ECOWAS Commission",
    )


STANCES = [
    ("The Authority welcomes the election in Mali.", "supports"),
    ("On Mali, Heads of State and Government regret the delay of the election.", "concerned"),
    ("On Mali, the Authority calls on all parties to hold the election by May 2021.", "seeks"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_an_organ_that_the_title_names_declares_for_its_organisation(
    extract_text: Extract, text: str, stance: str
) -> None:
    (found,) = of_type(council(extract_text, text), "position")
    assert (found["holder"], found["stance"]) == ("ECOWAS", stance)
    assert found["date"] == "2020-06-15"


def test_an_organ_that_the_title_does_not_name_is_somebody_else(extract_text: Extract) -> None:
    text = "The Board welcomes the election in Mali."
    holders = [each["holder"] for each in of_type(council(extract_text, text), "position")]
    assert "ECOWAS" not in holders


def test_an_organisation_instructs_its_own(extract_text: Extract) -> None:
    text = "The Authority directs the Commission to submit a report on the levy by June 2021."
    (found,) = of_type(council(extract_text, text), "commitment")
    assert found["by"] == [{"organisation": "Commission"}]
    assert (found["parties"], found["due"]) == (["ECOWAS"], "../2021-06")


def test_members_meet_wherever_it_is(extract_text: Extract) -> None:
    text = "The Authority decides to convene an extraordinary summit in the first half of 2021."
    found = of_type(council(extract_text, text), "meeting")[-1]
    assert (found["parties"], found["date"]) == (["ECOWAS"], "2021-01/2021-06")
    assert found["status"] == "planned"


DAYS = [
    "Peru and Chile welcomed the opening of the port of Arica in March 2020.",
    "Peru thanked Chile for a gift of 2 million masks in 2019, and asked for more doctors.",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_joint_statement_judges_on_its_own_day(extract_text: Extract, text: str) -> None:
    records = extract_text(text, title="Joint Statement of Peru and Chile")
    assert {each["date"] for each in of_type(records, "position")} == {"2020-06-15"}


def test_a_body_set_up_meets_by_a_day_and_is_no_party(extract_text: Extract) -> None:
    text = (
        "Peru and Chile met.\n\nPeru asked for time.\n\nBoth sides decided to institute a Joint"
        " Working Group on Mining. It will hold its first meeting in Lima by July 2021."
    )
    records = extract_text(text, title="Joint Statement of Peru and Chile")
    found = of_type(records, "meeting")[-1]
    assert (found["date"], found["ordinal"]) == ("../2021-07", 1)
    assert [each["by"] for each in of_type(records, "commitment") if each["by"] == ["PER"]] == []


TITLES = [
    (
        "Memorandum of Understanding between the Peruvian Farming Corporation (Perfarm) and the"
        " National Institute of Agronomy of Chile on dry soils"
    ),
    "Agreement on Sharing of Digital Solutions Implemented at Population Scale",
    "Work Plan between the Ministries of Culture for 2020-2022",
]


@pytest.mark.parametrize("title", TITLES)
def test_an_item_of_a_list_is_a_whole_title(extract_text: Extract, title: str) -> None:
    text = f"Peru and Chile signed the following documents:\n\n1. {title};\n\n2. Treaty on Water."
    titles = [each["title"] for each in of_type(extract_text(text), "instrument")]
    assert titles == [title, "Treaty on Water"]


RUNS = [
    (
        (
            "Peru and Chile signed an Agreement on Sharing of Solutions Implemented at Scale for"
            " Digital Transformation in Lima on Friday."
        ),
        "Agreement on Sharing of Solutions Implemented at Scale for Digital Transformation",
    ),
    (
        "Peru and Chile signed the Memorandum on Small Enterprises (SMEs) and Start-ups.",
        "Memorandum on Small Enterprises (SMEs) and Start-ups",
    ),
    (
        "Peru and Chile signed a Treaty on Mutual Legal Assistance and President Boric left.",
        "Treaty on Mutual Legal Assistance",
    ),
    ("Peru granted Chile a Line of Credit of US$ 5 million.", "Line of Credit"),
]


@pytest.mark.parametrize(("text", "title"), RUNS)
def test_a_title_written_large_goes_on_as_long_as_its_capitals(
    extract_text: Extract, text: str, title: str
) -> None:
    titles = [each["title"] for each in of_type(extract_text(text), "instrument")]
    assert titles == [title]


def test_a_meeting_of_an_organ_is_one_of_its_organisation(extract_text: Extract) -> None:
    text = (
        "The Thirty-Fourth Meeting of the Conference of Heads of Government of the Caribbean"
        " Community was held at Kingston on 3-6 June 2020."
    )
    (found,) = of_type(extract_text(text), "meeting")
    assert (found["ordinal"], found["date"]) == (34, "2020-06-03/2020-06-06")
    assert "CARICOM" in found["parties"]


STATUSES = [
    (
        "Peru supported the early signing and ratification of the EU-Fiji Trade Pact.",
        "planned",
    ),
    ("Peru and Chile signed the Lake Compact in 2018. It entered into force in 2019.", "in_force"),
    ("Peru and Chile will fix it in a Power Purchase Agreement, to be signed in 2021.", "planned"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_how_far_an_instrument_has_come(extract_text: Extract, text: str, status: str) -> None:
    (found,) = of_type(extract_text(text), "instrument")
    assert found["status"] == status


def test_who_undertakes_to_ratify_binds_nobody_else(extract_text: Extract) -> None:
    text = "Peru and Chile met. Peru undertook to ratify the Convention on Wetlands by 2022."
    (found,) = of_type(extract_text(text), "instrument")
    assert found["parties"] == ["PER"]


DEEDS = [
    (
        "Peru welcomed the decision of Chile to provide a credit of 40 million dollars.",
        {"by": ["CHL"]},
    ),
    (
        "Peru and Chile expressed their determination to raise trade to 5 billion dollars by 2030.",
        {"by": ["PER", "CHL"], "due": "../2030"},
    ),
    (
        "Peru will raise the number of grants for Chileans to 200 from the academic year 2025.",
        {"action": "raise the number of grants for Chileans to 200", "due": "2025"},
    ),
    (
        "Chile will build a 480-kilometre gas pipeline in Peru.",
        {"by": ["CHL"], "target": None},  # how long it is to be: nothing to be reached
    ),
]


@pytest.mark.parametrize(("text", "slots"), DEEDS)
def test_what_is_undertaken_and_by_whom(
    extract_text: Extract, text: str, slots: dict[str, Any]
) -> None:
    (found,) = of_type(extract_text(text), "commitment")
    assert {name: found.get(name) for name in slots} == slots


def test_an_aim_is_a_figure_to_be_reached(extract_text: Extract) -> None:
    text = (
        "Peru and Chile expressed their determination to raise trade to 5 billion dollars by 2030."
    )
    (found,) = of_type(extract_text(text), "figure")
    assert (found["nature"], found["date"]) == ("target", "2030")


def test_what_is_built_at_a_cost_has_that_amount(extract_text: Extract) -> None:
    text = "Peru and Chile will build a line from Tacna to Arica at a cost of US$ 22 million."
    (found,) = of_type(extract_text(text), "project")
    assert found["amount"] == {"value": 22e6, "unit": "USD"}


def test_a_consulate_general_is_a_consulate(extract_text: Extract) -> None:
    (found,) = of_type(extract_text("Peru opened a Consulate General in Hanoi in 2017."), "body")
    assert found["kind"] == "consulate"


def test_a_name_with_of_before_a_noun_is_not_its_head(extract_text: Extract) -> None:
    text = "The 14th ASEAN-Republic of Korea Summit was held in Phnom Penh on 3 June 2020."
    (found,) = of_type(extract_text(text), "meeting")
    assert (found["parties"], found["date"]) == (["ASEAN", "KOR"], "2020-06-03")


def test_who_meets_may_be_told_after_it(extract_text: Extract) -> None:
    text = (
        "The Second Lake Conference took place in Kigali on 3 June 2020. It was attended by the"
        " Presidents of Kenya, Uganda and Tanzania."
    )
    (found,) = of_type(extract_text(text), "meeting")
    assert found["parties"] == ["KEN", "TZA", "UGA"]


NEGOTIATED = [
    ("Fiji and Peru announced the opening of negotiations on a trade pact.", "under_negotiation"),
    ("The pact of Fiji and Peru on trade, whose signing we have seen, helps farmers.", "signed"),
]


@pytest.mark.parametrize(("text", "status"), NEGOTIATED)
def test_talks_on_an_instrument_and_its_signing_say_how_far_it_is(
    extract_text: Extract, text: str, status: str
) -> None:
    (found,) = of_type(extract_text(text), "instrument")
    assert found["status"] == status


def test_what_is_agreed_ends_before_what_is_deplored(extract_text: Extract) -> None:
    text = "Peru and Chile agreed that aid must be sent by May and deplored the raids on Mali."
    topics = [each["topic"] for each in of_type(extract_text(text), "position")]
    assert "the raids on Mali" in topics
    assert not [topic for topic in topics if "deplored" in topic]


def test_a_first_meeting_is_no_body(extract_text: Extract) -> None:
    text = (
        "Peru and Chile agreed to hold the first meeting of the Lake Commission in Lima in May 2021"
        " and to hold consultations annually."
    )
    names = [each["name"] for each in of_type(extract_text(text), "body")]
    assert not [name for name in names if "meeting" in name]


def test_an_action_ends_with_a_word_of_its_own(extract_text: Extract) -> None:
    text = (
        "Peru announced that the centre in Arica would be completed by the end of 2020 and would"
        " train 500 Chilean soldiers."
    )
    actions = [each["action"] for each in of_type(extract_text(text), "commitment")]
    assert "complete the centre in Arica" in actions


def test_dollars_are_not_those_of_a_state_told_in_passing(extract_text: Extract) -> None:
    text = (
        "Argentina and Chile signed a treaty. Barrick Gold of Canada plans to invest 950 million"
        " dollars in Chile. Argentina thanked Chile."
    )
    (found,) = of_type(extract_text(text), "figure")
    assert found["amount"]["unit"] == "USD"


def test_words_of_an_office_are_nobody(extract_text: Extract) -> None:
    text = (
        "L.I. Brezhnev, General Secretary of the CPSU Central Committee, and A.N. Kosygin, Chairman"
        " of the USSR Council of Ministers, had talks with Indira Gandhi of India on 8 June 1976."
    )
    (found,) = of_type(extract_text(text), "meeting")
    names = {each["name"] for each in found["participants"]}
    assert names == {"L.I. Brezhnev", "A.N. Kosygin", "Indira Gandhi"}


def test_who_is_invited_to_a_state_by_its_leader_is_to_visit_it(extract_text: Extract) -> None:
    text = "President Ruto of Kenya invited Prime Minister Modi of India to Kenya."
    (found,) = of_type(extract_text(text), "visit")
    assert (found["visitor"]["name"], found["host"], found["status"]) == ("Modi", "KEN", "planned")
