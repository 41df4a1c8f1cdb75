"""What a document's record keeps of an event: who acts, when and where, only as its words say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from memcon.extract.events import EventLine
from memcon.model.record import Record

Extract = Callable[[str, date], Sequence[Record]]
DAY = date(2020, 6, 15)

# What the event of a type must have. None: the slot is empty; "countries": of the recipients.
KEPT: list[tuple[str, str, dict[str, Any]]] = [
    (  # the day and the place of a plan are not those of the agreement
        "The Belgian and Danish ministers will meet in Aalborg on 9 September.",
        "AGREE",
        {"cameo": "036", "date": None, "place": None},
    ),
    (
        "Laos and Cambodia agreed on Monday to hold their border talks in Pakse in October.",
        "AGREE",
        {"date": "2020-06-15", "place": None},
    ),
    (  # but a year after what was agreed is that of agreeing
        "Uruguay and Argentina agreed to build the bridge in 1971.",
        "AGREE",
        {"date": "1971"},
    ),
    (  # what is welcomed has a date of its own
        "On Monday Gabon's president welcomed the opening of the Cameroonian port last month.",
        "SUPPORT",
        {"date": "2020-06-15"},
    ),
    (  # a place where something is, is no party to what is said of it
        "Iceland's foreign minister voiced concern over the violence in Mozambique.",
        "ACCUSE",
        {"countries": [], "place": None},
    ),
    (  # a state protests with a note, not in the street
        "Belgrade protested on 3 June.",
        "ACCUSE",
        {"cameo": "114", "countries": []},
    ),
    (
        "Gabon welcomed the opening of the Cameroonian port last month and sent a minister.",
        "SUPPORT",
        {"date": "2020-06-15"},
    ),
    (  # what is talked over has a date of its own
        "The premiers of Gabon and Togo reviewed plans for the summit in Lome on 30 August.",
        "CONSULT",
        {"date": "2020-06-15", "place": None},
    ),
    (  # what somebody is told of has a place and date of its own
        "Kosovo's president briefed the Albanian premier on a fair in Graz in May.",
        "CONSULT",
        {"date": "2020-06-15", "place": None},
    ),
    (  # what is called off has no place
        "Gabon's president cancelled a trip to Brazzaville on Saturday.",
        "SANCTION",
        {"place": None},
    ),
    (  # why is not where
        "Benin imposed visa restrictions on Gabonese officials because of the war in Bamako.",
        "COERCE",
        {"place": None},
    ),
    (  # no name is cut in two
        "Chad expelled six South African diplomats on Saturday.",
        "SANCTION",
        {"recipients": [{"country": "ZAF", "sector": "GOV", "text": "South African diplomats"}]},
    ),
    (  # a visit that is invited to has a date of its own
        "Samoa's prime minister invited the Fijian leader to visit Apia later this year.",
        "AGREE",
        {"date": "2020-06-15", "countries": ["FJI"]},
    ),
    (  # how long, not when
        "Kenya and Uganda agreed to extend the accord until 2028.",
        "AGREE",
        {"date": "2020-06-15"},
    ),
    (  # people are counted, they are not the two states spoken of
        "Benin and Togo held talks on Monday. Two people were shot by police in Lome.",
        "CONSULT",
        {"date": "2020-06-15"},
    ),
    (  # people of a state are not its government
        "Norway deported 40 Albanians on Monday.",
        "COERCE",
        {"countries": ["ALB"], "recipients": [{"country": "ALB", "text": "Albanians"}]},
    ),
    (  # who asks is one side, who is asked is the other
        "Angola asked the United Nations to convene a conference on Gabon.",
        "REQUEST",
        {"countries": ["UN"]},
    ),
    (  # had been done before what is told
        "Togo and Benin met on Monday. Togo had rejected a Ghanaian request for wheat.",
        "REJECT",
        {"date": None},
    ),
    (  # how long a visit is to last is not when it began
        "The Danish foreign minister arrived in Tirana on Saturday for a three-day visit.",
        "CONSULT",
        {"date": "2020-06-13"},
    ),
    (
        "Peru lodged a complaint with the court against Chile last month.",
        "ACCUSE",
        {"date": "2020-05"},
    ),
    (  # a mutual act that is refused has two sides
        "Gabon vetoed the opening of talks between Togo and Benin.",
        "REJECT",
        {"countries": ["TGO", "BEN"]},
    ),
    (  # who bears arms
        "Latvia's navy fired on a Russian patrol boat on Saturday.",
        "ASSAULT",
        {"recipients": [{"country": "RUS", "sector": "MIL", "text": "boat"}]},
    ),
    (
        "Oman's embassy regrets to announce that Yemeni troops attacked Omani soldiers on 9 June.",
        "ASSAULT",
        {"date": "2020-06-09"},
    ),
    (  # what is asked for is nobody that is asked
        "The presidents of Mali and Guinea called for the independence of Vanuatu.",
        "REQUEST",
        {"countries": []},
    ),
    (  # where they agreed is not what they agreed on
        "The premiers of Fiji and Samoa agreed at a summit in Suva to plant trees.",
        "AGREE",
        {"cameo": "030"},
    ),
    (  # a promise, and no sending
        "Ghana has promised to send soldiers to Liberia.",
        "AGREE",
        {"place": None},
    ),
    (
        "The leaders of Oman and Kenya discussed the situation in Darfur on Monday.",
        "CONSULT",
        {"place": None, "date": "2020-06-15"},
    ),
    (
        "The second round of negotiations between Chile and Nepal took place in Arica in May.",
        "CONSULT",
        {"cameo": "046"},
    ),
    (  # the envoy's state, not the place of what he is told off for
        "Chile's foreign minister summoned the Danish ambassador over a fire in Gdansk.",
        "ACCUSE",
        {"cameo": "114", "countries": ["DNK"]},
    ),
    (  # a name tells nothing of what an act is about
        "Cuba praised the Democratic Republic of the Congo and its deputy minister.",
        "SUPPORT",
        {"contexts": ["diplomatic"]},
    ),
    (  # a semicolon parts two acts
        "Norway's navy detained six Danish sailors on 3 May; Copenhagen demanded their release.",
        "COERCE",
        {"countries": ["DNK"]},
    ),
    (  # who stands in the topic takes no part
        "Norway's premier and the Irish premier discussed the plan to bring Yemeni coffee out.",
        "CONSULT",
        {"countries": []},
    ),
]

# Sentences of documents that tell of no event of the type.
NOT_TOLD = [
    # a wrong that another state tells of
    ("Peru's premier Ana Rojas said that Chile had broken a promise to lower the dam.", "REJECT"),
    # what is counted, advised and left open
    ("Polish border guards recorded 19,000 attempts to cross the border in May.", "COERCE"),
    ("Poland advises against all travel to Belarus.", "REQUEST"),
    # what is warned against is no threat
    ("The Soviet envoy warned against any contacts with Yugoslav firms.", "THREATEN"),
    # what is put off is no new plan
    ("Norway's foreign minister has postponed a visit to Cyprus.", "AGREE"),
    (
        "I am pleased to welcome the president of Togo to Berlin, Germany's chancellor said.",
        "SUPPORT",
    ),
    ("Norway declined to take sides between Denmark and Sweden.", "REJECT"),
    ("Zambia would not tolerate the shooting of its citizens by Malawi.", "REJECT"),
    # who will do no harm refuses nothing
    ("Malawi ruled out closing the border with Zambia on Friday.", "REJECT"),
    # a treaty that is recalled is not ended
    ("Spain and Mauritania recalled the treaty of friendship signed in 2008.", "SANCTION"),
    # a guest is welcomed, not praised
    ("The Danish premier welcomed President Afeworki of Eritrea to the palace.", "SUPPORT"),
    # what others may do is no threat of who warns of it
    ("Latvia warned that the fund would run dry unless members paid.", "THREATEN"),
    ("Latvia had warned since May that Belarus was digging trenches.", "THREATEN"),
    # a decision is no threat
    ("Peru and Chile agreed that their governments would close the border.", "THREATEN"),
    # trespass is no blow
    ("Two Finnish helicopters violated Swedish airspace near Umea on Monday.", "ASSAULT"),
    # how things stand, undated
    ('"Kenya has invested in 513 projects in Tanzania," President Hassan said.', "COOPERATE"),
    # nobody knows on what
    ("The conference agreed.", "AGREE"),
    ("Nordic leaders wound up their summit in Reykjavik on Wednesday.", "ASSAULT"),
    ("Chad's trade minister said that once in force the pact with Niger would help.", "THREATEN"),
    ("Zambian Finance Minister Bwalya Ngandu warned that the road would be late.", "THREATEN"),
    ("Austria stopped work on its part of the tunnel in 1983.", "PROTEST"),
    ("Oslo protested on 8 May.", "PROTEST"),
    ("Jordan recalled its ambassador to Chad; Chad withdrew its own a day later.", "RETREAT"),
    ("Belize will not withdraw the case that it lodged at a tribunal in Hamburg.", "REJECT"),
    ("President Kagame shared his worry that the exit of Gabon would hurt the bloc.", "SUPPORT"),
    ("Laos raises the release to 900 cubic metres per second for Cambodia.", "RETREAT"),
    ("Fiji gave up its seat on the board in 2009 under pressure from New Zealand.", "REQUEST"),
    ("Trade between Malawi and Zambia came to $12 million last year.", "COOPERATE"),
    ("Timber, sold under long contracts by Gabon to Portugal, made up a third.", "COOPERATE"),
    ("Cyprus and Malta failed on Friday to settle their quarrel over the cable.", "REJECT"),
    ("Togo's president is unlikely to meet the president of Benin before the vote.", "AGREE"),
    ("Ghana has promised to send soldiers to Liberia.", "MOBILIZE"),
    ("It voiced concern at Oman's rocket tests of October.", "ACCUSE"),
    ("Laos and Vietnam have yet to agree on the bridge.", "AGREE"),
    ("Laos and Vietnam have yet to agree on the bridge.", "REJECT"),
    ("The governments of Chile and Peru are reviewing the loans to Bolivia.", "ACCUSE"),
    ("Portugal was ready to meet the wishes of Angola.", "AGREE"),
    ("More than 140,000 Danes travelled to Tunisia in 2019.", "CONSULT"),
    ("Togo's foreign minister travels to Niamey next Thursday.", "CONSULT"),
    ("Ghana buys some 40 per cent of the Nigerian gas.", "COOPERATE"),
    ("Its loans to Tonga amount to about 90 million dollars, China said.", "AID"),
    ("An explosion on the line through Georgia stopped deliveries to Turkey.", "SANCTION"),
    ("Georgia sells to Turkey what Armenia will not pay for.", "REJECT"),
    ("The presidents of Chile and Peru instructed their governments to hurry.", "REQUEST"),
    ("The minister raised the flag at the embassy of Ghana in Lome on 3 June.", "COERCE"),
    ("The ministers of Kenya noted the deployment of troops in Angola.", "MOBILIZE"),
    ("Nepal wants Bhutan to release the two herdsmen.", "REQUEST"),
    ("Ghana's trade agreement, signed in Lome in March 2019, took effect in May.", "AGREE"),
]

# Of single sentences: what somebody does is not done by whoever stands above it.
CODED = [
    ("Uganda warned Rwanda on Friday that it would close the crossing.", ("UGA",), ("RWA",)),
    ("Ghana's premier urged Togo to act after a raid on a post killed two guards.", None, None),
]


@pytest.fixture(scope="module")
def found(extract_text: Extract) -> dict[str, list[dict[str, Any]]]:
    """The events of each sentence, read as a document."""
    texts = [*(text for text, _, _ in KEPT), *(text for text, _ in NOT_TOLD)]
    return {
        text: [each.to_json() for each in extract_text(text, DAY) if each.type == "event"]
        for text in texts
    }


@pytest.mark.parametrize(("text", "kind", "wanted"), KEPT)
def test_event_has_what_its_words_say(
    text: str, kind: str, wanted: dict[str, Any], found: dict[str, list[dict[str, Any]]]
) -> None:
    events = [event for event in found[text] if event["event_type"] == kind]
    assert events, found[text]
    event = events[0]
    event["countries"] = [each["country"] for each in event.get("recipients", ())]
    assert {slot: event.get(slot) for slot in wanted} == wanted


@pytest.mark.parametrize(("text", "kind"), NOT_TOLD)
def test_word_in_passing_is_no_event(
    text: str, kind: str, found: dict[str, list[dict[str, Any]]]
) -> None:
    assert [event for event in found[text] if event["event_type"] == kind] == []


@pytest.mark.parametrize(("text", "source", "target"), CODED)
def test_deed_is_its_own_subject_s(
    text: str,
    source: tuple[str, ...] | None,
    target: tuple[str, ...] | None,
    code: Callable[[str], EventLine | None],
) -> None:
    event = code(text)
    assert event is not None
    if source is None:
        assert event.event != "ASSAULT"
    else:
        assert (event.source, event.target) == (source, target)


def test_delegation_headed_by_somebody_goes_nowhere(
    code: Callable[[str], EventLine | None],
) -> None:
    assert code("A delegation headed by Oman's minister for Qatar and Jordan was there.") is None


def test_two_plans_of_one_pair_are_two_events(extract_text: Extract) -> None:
    text = (
        "The ministers of Peru and Chile will meet in Arica in August.\n\n"
        "The presidents of Peru and Chile will meet in Cusco in December."
    )
    plans = [r for r in extract_text(text, DAY) if r.slots.get("cameo") == "036"]
    assert len(plans) == 2
