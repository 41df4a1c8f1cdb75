"""Persons as the text presents them: name, office, and the state that they serve."""

from __future__ import annotations

import pytest

from reading import view_of

# Invented names, so that only the text can tell.
CASES = [
    ("Kenyan Prime Minister Juma Wekesa spoke.", "Juma Wekesa", "Prime Minister", "KEN"),
    ("Kenya's Prime Minister Juma Wekesa spoke.", "Juma Wekesa", "Prime Minister", "KEN"),
    ("Juma Wekesa, the Kenyan prime minister, spoke.", "Juma Wekesa", "prime minister", "KEN"),
    ("Juma Wekesa, prime minister of Kenya, spoke.", "Juma Wekesa", "prime minister", "KEN"),
    ("The prime minister of Kenya, Juma Wekesa, spoke.", "Juma Wekesa", "prime minister", "KEN"),
    ("Norwegian Foreign Minister Per Heide spoke.", "Per Heide", "Foreign Minister", "NOR"),
    ("Kenya's Juma Wekesa spoke.", "Juma Wekesa", "", "KEN"),
    ("Juma Wekesa of Kenya spoke.", "Juma Wekesa", "", "KEN"),
    ("Hon. Juma Wekesa, Hon. President of Kenya, spoke.", "Juma Wekesa", "President", "KEN"),
    ("HE Juma Wekesa, President of Kenya, spoke.", "Juma Wekesa", "President", "KEN"),
    (
        "Kenyan Under Secretary for Trade and Water Juma Wekesa spoke.",
        "Juma Wekesa",
        "Under Secretary for Trade and Water",
        "KEN",
    ),
    ("Kenyan Foreign Minister Sheikh Juma Wekesa spoke.", "Juma Wekesa", "Foreign Minister", "KEN"),
    ("Kenyan Crown Prince Juma Wekesa spoke.", "Juma Wekesa", "Crown Prince", "KEN"),
    ("Kenyan Attorney General Juma Wekesa spoke.", "Juma Wekesa", "Attorney General", "KEN"),
    ("H. E. Juma Wekesa, President of Kenya, spoke.", "Juma Wekesa", "President", "KEN"),
    ("His Excellency Juma Wekesa, President of Kenya, spoke.", "Juma Wekesa", "President", "KEN"),
    ("President Juma Wekesa of Kenya spoke.", "Juma Wekesa", "President", "KEN"),
    (
        "Norwegian Trade Minister Ola von der Heide spoke.",
        "Ola von der Heide",
        "Trade Minister",
        "NOR",
    ),
    (
        "Kenya's State Minister of Finance and Economic Development, Juma Wekesa, spoke.",
        "Juma Wekesa",
        "State Minister of Finance and Economic Development",
        "KEN",
    ),
    (
        "Kenyan Minister of Foreign Affairs and Foreign Trade, Hon. Dr. Juma Wekesa, spoke.",
        "Juma Wekesa",
        "Minister of Foreign Affairs and Foreign Trade",
        "KEN",
    ),
    (
        "Malaysian Prime Minister Datuk Seri Aziz Rahim spoke.",
        "Aziz Rahim",
        "Prime Minister",
        "MYS",
    ),
    (
        "Kenyan Foreign Secretary Md. Juma Wekesa spoke.",
        "Md. Juma Wekesa",
        "Foreign Secretary",
        "KEN",
    ),
    (
        "State Department spokesman Ola Heide spoke.",
        "Ola Heide",
        "State Department spokesman",
        "USA",
    ),
    ("Egyptian President Abdel Fatah el-Amin spoke.", "Abdel Fatah el-Amin", "President", "EGY"),
    ("Kenyan Trade Minister Dr. Ravi Shah spoke.", "Ravi Shah", "Trade Minister", "KEN"),
    ("The Kenyan premier, Sheikh Juma Wekesa, spoke.", "Juma Wekesa", "premier", "KEN"),
    ("The UN Yemen envoy, Juma Wekesa, spoke.", "Juma Wekesa", "UN Yemen envoy", "UN"),
    ("Kenyan Vice Premier Teng Hsiao-p'ing spoke.", "Teng Hsiao-p'ing", "Vice Premier", "KEN"),
    (
        "Kenyan Minister for Pacific Peoples Juma Wekesa spoke.",
        "Juma Wekesa",
        "Minister for Pacific Peoples",
        "KEN",
    ),
    (
        "Kenyan Foreign Minister-Designate Juma Wekesa spoke.",
        "Juma Wekesa",
        "Foreign Minister-Designate",
        "KEN",
    ),
    (
        "Kenyan Crown Prince Juma Wekesa, His Majesty and the envoy spoke.",
        "Juma Wekesa",
        "Crown Prince",
        "KEN",
    ),
    (
        "European Commission President Marta Olsen spoke.",
        "Marta Olsen",
        "European Commission President",
        "EU",
    ),
]

SHARED = [
    "Foreign ministers Juma Wekesa of Kenya and Ola Heide of Norway met.",
    "The foreign ministers, Juma Wekesa of Kenya and Ola Heide of Norway, met.",
]


NOBODY = [
    "Kenya's Finance Ministry spoke.",
    "They prepare the Foreign Secretary Level Consultations between Kenya and Norway.",
    "After the ASEAN Summits, the three PMs left.",
    "The U.S. and Britain will leave the Trieste Territory.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_words_that_name_no_person(text: str) -> None:
    assert view_of(text).register.persons == []


@pytest.mark.parametrize(("text", "name", "role", "country"), CASES)
def test_person_with_office_and_state(text: str, name: str, role: str, country: str) -> None:
    person = view_of(text).register.persons[0]
    assert (person.name, person.role, person.country) == (name, role, country)


@pytest.mark.parametrize("text", SHARED)
def test_a_title_in_the_plural_is_that_of_all_who_follow(text: str) -> None:
    persons = view_of(text).register.persons
    assert [(p.name, p.role.lower(), p.country) for p in persons] == [
        ("Juma Wekesa", "foreign minister", "KEN"),
        ("Ola Heide", "foreign minister", "NOR"),
    ]


def test_a_title_in_the_plural_is_that_of_a_whole_list() -> None:
    text = "Presidents Juma Wekesa of Kenya, Ola Heide of Norway and Ana Rojas of Peru met."
    assert {p.role for p in view_of(text).register.persons} == {"President"}


def test_an_office_between_two_names_is_that_of_the_first() -> None:
    text = (
        "At the invitation of Juma Wekesa, President of Kenya, Marshal Ola Heide, President of"
        " Norway, paid a state visit to Kenya."
    )
    persons = view_of(text).register.persons
    assert [(p.name, p.country) for p in persons] == [("Juma Wekesa", "KEN"), ("Ola Heide", "NOR")]


def test_a_dotted_honorific_ends_no_sentence() -> None:
    text = (
        "At the invitation of H. E. Juma Wekesa, Hon. President of Kenya, H. E. Ola Heide, Hon."
        " President of Norway, paid a state visit to Kenya."
    )
    view = view_of(text)
    persons = [(p.name, p.country) for p in view.register.persons]
    assert persons == [("Juma Wekesa", "KEN"), ("Ola Heide", "NOR")]
    assert len(view.sentences) == 1


def test_a_surname_is_the_person_named_in_full_elsewhere() -> None:
    register = view_of(
        "Wekesa left early. Kenyan Foreign Minister Juma Wekesa had met reporters."
    ).register
    assert [person.name for person in register.persons] == ["Juma Wekesa"]
    assert {"Wekesa", "Juma Wekesa"} <= register.persons[0].forms


def test_the_counterpart_serves_the_other_state() -> None:
    view = view_of("Kenyan Foreign Minister Juma Wekesa met his Norwegian counterpart Ola Heide.")
    countries = {person.name: person.country for person in view.register.persons}
    assert countries == {"Juma Wekesa": "KEN", "Ola Heide": "NOR"}


def test_a_foreign_minister_known_by_surname_is_a_minister() -> None:
    person = view_of("Minister Jaishankar met reporters in Lima.").register.persons[0]
    assert person.country == "IND"


def test_what_the_text_says_outranks_the_knowledge_base() -> None:
    view = view_of("Peruvian President Angela Merkel opened the fair in Lima.")
    assert view.register.persons[0].country == "PER"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The envoy, Arzu Rana Deuba, left Aden.", ""),
        ("Arzu Rana Deuba left Aden.", "NPL"),
        ("The Foreign Minister, Arzu Rana Deuba, left Aden.", "NPL"),
    ],
)
def test_an_envoy_may_serve_another_than_before(text: str, country: str) -> None:
    assert [person.country for person in view_of(text).register.persons] == [country]


@pytest.mark.parametrize(
    "text",
    [
        "The February session ended.",
        "The Foreign Ministry in Oslo said so.",
        "The Great Northern Railway was repaired.",
    ],
)
def test_no_person_where_there_is_none(text: str) -> None:
    assert view_of(text).register.persons == []


HOME = [  # a dateline's state serves those named without one, where the text is about it
    ("OSLO, June 12 - Foreign Minister Ola Heide said no.", "NOR"),
    ("OSLO, June 12 - Peru and Chile met in Mali. Foreign Minister Ola Heide said no.", ""),
    ("OSLO, June 12 - Norway sold tin to Chile. Foreign Minister Ola Heide said no.", "NOR"),
]


@pytest.mark.parametrize(("text", "country"), HOME)
def test_who_serves_the_state_of_the_dateline(text: str, country: str) -> None:
    person = view_of(text).register.lookup("Heide")
    assert person is not None
    assert person.country == country


def test_a_style_may_be_a_surname() -> None:
    text = "Kenyan Prime Minister Juma Major met Norwegian Prime Minister Ola King in Oslo."
    assert {person.name for person in view_of(text).register.persons} == {"Juma Major", "Ola King"}


OFFICES_IN_PAIRS = [
    ("Peru's Deputy Prime Minister and Foreign Minister Ana Vega spoke.", "PER"),
    ("Norway's ambassador in Buenos Aires, Ola Heide, delivered a note.", "NOR"),
    ("Norway's ambassador in Lima, Ola Heide, delivered a note.", "NOR"),
    ("Norwegian Vice President and Trade Minister Ola Heide spoke.", "NOR"),
]


@pytest.mark.parametrize(("text", "country"), OFFICES_IN_PAIRS)
def test_whom_somebody_serves_stands_before_all_his_offices(text: str, country: str) -> None:
    assert [person.country for person in view_of(text).register.persons] == [country]


def test_two_presidents_are_not_of_one_state() -> None:
    text = (
        "LIMA, June 15 - Peru and Chile opened a bridge that was built by Peru and Chile. President"
        " Juma Wekesa and President Ola Rees cut a ribbon."
    )
    persons = {p.name: p.country for p in view_of(text).register.persons}
    assert persons == {"Juma Wekesa": "PER", "Ola Rees": "CHL"}


def test_a_counterpart_keeps_their_state_before_a_style() -> None:
    text = "Prime Minister Juma Wekesa of Peru met his Fijian counterpart, Sheikh Ola Rees."
    persons = {p.name: p.country for p in view_of(text).register.persons}
    assert persons["Ola Rees"] == "FJI"


def test_counterparts_are_of_the_states_named_before_them_in_turn() -> None:
    met = "Kenyan President Juma Wekesa met his Lao and Thai counterparts"
    text = f"{met}, Ana Rojas and Ola Heide."
    persons = view_of(text).register.persons
    assert [(p.name, p.country, p.office) for p in persons] == [
        ("Juma Wekesa", "KEN", "head_of_state"),
        ("Ana Rojas", "LAO", "head_of_state"),
        ("Ola Heide", "THA", "head_of_state"),
    ]


def test_counterparts_of_more_states_than_names_are_left_without() -> None:
    text = "Kenya's Juma Wekesa met his Lao, Thai and Fijian counterparts Ana Rojas and Ola Heide."
    persons = view_of(text).register.persons
    assert {p.country for p in persons if p.name != "Juma Wekesa"} == {""}
