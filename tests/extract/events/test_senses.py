"""What a clause tells of: the same verb with other things, and acts that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.extract.events import EventLine

Code = Callable[[str], EventLine | None]

SENSES = [
    ("Peru's president threw a dinner for the Bolivian delegation on Friday.", "CONSULT"),
    ("Oslo showered Estonia's negotiators with compliments on Tuesday.", "SUPPORT"),
    ("Gabon upgraded its legation in Lisbon to an embassy.", "SUPPORT"),
    ("Slovak firefighters arrived in Greece to fight forest fires.", "AID"),
    ("Ugandan troops streamed out of eastern Congo on Saturday.", "RETREAT"),
    ("Malta called in the Tunisian ambassador over the sinking.", "ACCUSE"),
    ("Peruvian farmers dumped potatoes on the highway near Puno.", "PROTEST"),
    ("Togo ordered a Ghanaian attache to pack and go.", "SANCTION"),
    ("Nepal struck two Chinese companies off its list of bidders.", "SANCTION"),
    ("Belarus restricted oil deliveries to Lithuania on Monday.", "SANCTION"),
    ("Guinean police pulled two magazines from the newsstands.", "COERCE"),
    ("Zambia and Malawi are jointly dredging the river, officials said.", "COOPERATE"),
    ("Sudan freed 12 Kenyan drivers after 212 days.", "RETREAT"),
    ("Honduras served notice that it would expel the Cuban doctors.", "THREATEN"),
]


@pytest.mark.parametrize(("text", "event"), SENSES)
def test_type_follows_from_what_stands_with_the_verb(text: str, event: str, code: Code) -> None:
    line = code(text)
    assert line is not None
    assert line.event == event


@pytest.mark.parametrize(
    "text",
    [
        "In the film, Canadian soldiers attack a village in Burma.",  # a work of fiction
        "The novel tells how Spain declared war on Portugal.",
        "The Swedes invaded Bohemia in July 1648 and looted Prague.",  # both are of that year
        "A war between Chad and Libya would ruin both, he said.",  # nothing has happened
        "Landlocked Bolivia's battle to gain a port has a new chapter.",  # fought without arms
        "Kenya's minister looked forward to Uganda's vote.",
        "Uganda's statistics office released a transcript of the hearing.",
        "Oman usually buys its wheat from Australia.",  # a habit
        "Togo and Benin meet in Lome every June.",
        "It is unlikely that Kenya will recognise Somaliland.",
        "There is no sign that Chad has shelled the town.",
        "If Serbia were to invade Kosovo, Albania might mobilise.",
        "Peru might have mobilised had Chile invaded Bolivia.",
        "It would be foolish for Chad to shell Libya, he said.",
        "In 1909 Spain bombarded a fort in Morocco.",  # what only historians care for
        "The governor of Ohio vetoed a bill on school meals.",  # of no matter to other states
        "Nokia and Sony settled a dispute over licences.",
        "A Danish colonel shot himself in the foot.",
        "Laos did not send soldiers across the river, a colonel insisted.",
        "Uganda's new ambassador took charge of the files in Kenya.",
        "The road is a demonstration of friendship between Ghana and China.",
        "A storm forced hundreds of Haitians from their homes.",
        "Ghana launched a campaign to vaccinate cattle.",
    ],
)
def test_what_is_told_and_supposed_has_not_happened(text: str, code: Code) -> None:
    assert code(text) is None


def test_victims_of_a_headline_have_done_nothing(code: Code) -> None:
    line = code("Six Sudanese villagers killed in a clash on Friday.")
    assert line is not None
    assert (line.event, list(line.source), list(line.target)) == ("ASSAULT", [], ["SDN"])


def test_gas_of_the_police_is_no_resource(code: Code) -> None:
    line = code("Kenyan police fired tear gas at students in Nairobi.")
    assert line is not None
    assert "natural_resource" not in line.contexts


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Mali stopped issuing visas to Belgians and expelled a priest.", "SANCTION"),  # two acts
        ("Peru's lawmakers voted to quit the Andean Community.", "SANCTION"),
        ("Qatar repeated its demand for a boycott.", "REQUEST"),
        ("Burundi massed 8,000 men along the Rwandan border.", "MOBILIZE"),
    ],
)
def test_what_is_governed_ends_with_the_next_verb(text: str, event: str, code: Code) -> None:
    line = code(text)
    assert line is not None
    assert line.event == event
