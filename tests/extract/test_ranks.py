"""Offices told before a rank, at a distance, or of a chamber; names with styles and accents."""

from __future__ import annotations

import pytest

from reading import view_of

# Invented names, so that only the text can tell.
TOLD = [
    (
        "Commander-in-Chief of the Royal Omani Army (ROA) General Juma Wekesa spoke.",
        ("Juma Wekesa", "Commander-in-Chief of the Royal Omani Army", "OMN"),
    ),
    (
        "Peru's Chief of the General Staff (Navy, Army and Air) Admiral Juma Wekesa spoke.",
        ("Juma Wekesa", "Chief of the General Staff", "PER"),
    ),
    (
        "Thai Deputy Chief of Defence Forces Senior Colonel Juma Wekesa spoke.",
        ("Juma Wekesa", "Deputy Chief of Defence Forces Senior Colonel", "THA"),
    ),
    (
        "The Minister of Defence of the Republic of Peru, General (R) Juma Wekesa, spoke.",
        ("Juma Wekesa", "Minister of Defence", "PER"),
    ),
    (
        "Malaysian Trade Minister Dato' Seri Juma Wekesa spoke.",
        ("Juma Wekesa", "Trade Minister", "MYS"),
    ),
    (
        "The ambassador of the Kingdom of Lesotho to Kenya Juma Wekesa spoke.",
        ("Juma Wekesa", "ambassador", "LSO"),
    ),
    (
        "The Swiss ambassador to Bangladesh, Juma Wekesa, spoke.",
        ("Juma Wekesa", "ambassador", "CHE"),
    ),
    (
        "The President of the Peruvian Chamber of Deputies Juma Wekesa spoke.",
        ("Juma Wekesa", "President of the Peruvian Chamber of Deputies", "PER"),
    ),
    (
        "Peru's foreign minister Juma Amir-Wekesa spoke.",
        ("Juma Amir-Wekesa", "foreign minister", "PER"),
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD, ids=[text for text, _ in TOLD])
def test_office_and_state_of_a_name(text: str, told: tuple[str, str, str]) -> None:
    persons = view_of(text).register.persons
    assert [(p.name, p.role, p.country) for p in persons] == [told]


HELD = [
    ("Thailand's acting Prime Minister Juma Wekesa spoke.", "acting Prime Minister"),
    ("Thailand's visiting Prime Minister Juma Wekesa spoke.", "Prime Minister"),
    ("Lima. TASS/ Foreign Minister of Thailand Juma Wekesa spoke.", "Foreign Minister"),
    ("Thai foreign minister Amir Juma Wekesa spoke.", "foreign minister"),
    (
        "Thai Coordinating Minister for Maritime Affairs Juma Wekesa spoke.",
        "Coordinating Minister for Maritime Affairs",
    ),
]


@pytest.mark.parametrize(("text", "role"), HELD, ids=[text for text, _ in HELD])
def test_in_what_way_an_office_is_held(text: str, role: str) -> None:
    persons = view_of(text).register.persons
    assert [(p.role, p.country) for p in persons] == [(role, "THA")]


OTHERS = [
    (
        "The Military Attaché of the RTA to Chile Senior Colonel Juma Wekesa spoke.",
        [("Juma Wekesa", "")],  # not of Chile, to which he is sent
    ),
    (
        "Peru's Minister for Foreign Affairs, European Union and Cooperation, Juma Wekesa, spoke.",
        [("Juma Wekesa", "PER")],
    ),
    ("President Juma Sheikh Wekesa of Peru spoke.", [("Juma Sheikh Wekesa", "PER")]),
    ("Rt. Hon. Juma Wekesa, Prime Minister of Peru, spoke.", [("Juma Wekesa", "PER")]),
    ("Afterwards, the Peruvian minister spoke.", []),
    ("The governor of Peru's southern Wekesa province spoke.", []),
    ("In the village of Wekesa, the Peruvian farm minister spoke.", []),
    (
        "Presidents Juma Wekesa and Ola Rees of Peru and Fiji, respectively, spoke.",
        [("Juma Wekesa", "PER"), ("Ola Rees", "FJI")],
    ),
    ("Peru's Recovery Plan was praised at Lima's Callao Airport.", []),
]


@pytest.mark.parametrize(("text", "told"), OTHERS, ids=[text for text, _ in OTHERS])
def test_whom_and_what_a_name_stands_for(text: str, told: list[tuple[str, str]]) -> None:
    assert [(p.name, p.country) for p in view_of(text).register.persons] == told


def test_the_head_of_a_chamber_is_no_head_of_state() -> None:
    persons = view_of("President of the Peruvian Senate Juma Wekesa spoke.").register.persons
    assert [(p.office, p.country) for p in persons] == [("parliament_speaker", "PER")]


def test_members_of_a_list_have_the_states_before_them() -> None:
    text = "He met the foreign ministers of Peru, Juma Wekesa; Fiji, Ola Rees; and Laos, Ana Heide."
    persons = view_of(text).register.persons
    assert [(p.name, p.country) for p in persons] == [
        ("Juma Wekesa", "PER"),
        ("Ola Rees", "FJI"),
        ("Ana Heide", "LAO"),
    ]


def test_members_of_a_list_have_the_states_set_off_behind_them() -> None:
    text = (
        "The Presidents of MERCOSUR Member States, Juma Wekesa, of the Argentine Republic; Ola"
        " Rees, of the Republic of Paraguay, met."
    )
    persons = view_of(text).register.persons
    assert [(p.name, p.country) for p in persons] == [("Juma Wekesa", "ARG"), ("Ola Rees", "PRY")]


def test_accents_make_no_second_person() -> None:
    persons = view_of("Peru's José Wekésa Ruiz spoke. Jose Wekesa met Fiji.").register.persons
    assert [p.name for p in persons] == ["José Wekésa Ruiz"]


def test_a_style_that_is_part_of_a_name_stays() -> None:
    persons = view_of("Sheikh Hasina met Sheikh Juma of Peru.").register.persons
    assert [p.name for p in persons] == ["Sheikh Hasina", "Juma"]
