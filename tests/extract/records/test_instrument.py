"""What texts say of instruments, and the records that come of it (all texts dated 15 June 2020)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]


def instruments(extract_text: Extract, text: str) -> list[dict[str, Any]]:
    return [dict(r.slots) for r in extract_text(text) if r.type == "instrument"]


def given(slots: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    return {name: slots.get(name) for name in expected}


ONE = [
    (
        (
            "Brazil and Paraguay signed a treaty on the shared use of the river in Asunción "
            "on 26 April 1973."
        ),
        {
            "title": "treaty on the shared use of the river",
            "kind": "treaty",
            "status": "signed",
            "date": "1973-04-26",
            "parties": ["BRA", "PRY"],
        },
    ),
    (
        "Kenya and Ethiopia renewed a defence pact on Thursday.",
        {"title": "defence pact", "status": "in_force", "date": "2020-06-11"},
    ),
    (
        "The United States withdrew from the Open Skies Treaty last month.",
        {"title": "Open Skies Treaty", "kind": "treaty", "status": "terminated"},
    ),
    (
        "India and Pakistan agreed to uphold the Indus Waters Treaty.",
        {"title": "Indus Waters Treaty", "status": "in_force", "parties": ["IND", "PAK"]},
    ),
    (
        "Japan's parliament ratified the fisheries accord with South Korea on Friday.",
        {"title": "fisheries accord", "status": "signed", "parties": ["JPN", "KOR"]},
    ),
    (
        "The agreement between Serbia and Kosovo will enter into force on 1 September.",
        {"kind": "agreement", "status": "signed", "date": None, "parties": ["SRB", "XKX"]},
    ),
    (
        "Turkey and Libya initialled a maritime accord in November.",
        {"title": "maritime accord", "status": "planned", "parties": ["LBY", "TUR"]},
    ),
    (
        "France and Mali have concluded negotiations on a status-of-forces agreement.",
        {"title": "status-of-forces agreement", "status": "planned", "date": None},
    ),
    (
        "Talks on a free trade deal between Australia and Indonesia resumed in Jakarta.",
        {
            "title": "free trade deal",
            "status": "under_negotiation",
            "date": None,
            "parties": ["AUS", "IDN"],
        },
    ),
    (
        "Egypt and Sudan signed 12 documents on Sunday.",
        {"title": "12 documents", "kind": "other", "status": "signed", "date": "2020-06-14"},
    ),
    (
        "The World Bank approved a $300 million loan to Ghana.",
        {
            "kind": "agreement",
            "status": "signed",
            "amount": {"value": 300_000_000, "unit": "USD"},
        },
    ),
    (
        "China granted Laos a loan of 480 million dollars for the railway.",
        {
            "title": "loan for the railway",
            "status": "signed",
            "parties": ["CHN", "LAO"],
            "amount": {"value": 480_000_000, "unit": "USD"},
        },
    ),
    (
        "Rosatom won a 3 billion dollar contract to build a nuclear plant in Hungary.",
        {
            "title": "contract to build a nuclear plant in Hungary",
            "kind": "contract",
            "signatories": [{"organisation": "Rosatom", "country": "RUS"}],
            "amount": {"value": 3_000_000_000, "unit": "USD"},
            "parties": ["HUN", "RUS"],
        },
    ),
    (
        "Peru and Chile exchanged notes on the demarcation of the border.",
        {"kind": "agreement", "status": "signed", "parties": ["CHL", "PER"]},
    ),
    (
        "The presidents of Kazakhstan and Uzbekistan adopted a joint declaration after the talks.",
        {"title": "joint declaration", "kind": "joint_statement", "status": "signed"},
    ),
    (
        "Germany and Namibia are close to a deal on compensation.",
        {"title": "deal on compensation", "status": "under_negotiation"},
    ),
    (
        "Greece and North Macedonia struck a deal on the name dispute in June 2018.",
        {"title": "deal on the name dispute", "status": "signed", "date": "2018-06"},
    ),
    (
        "Airbus and Air India signed a letter of intent for 250 aircraft.",
        {
            "title": "letter of intent for 250 aircraft",
            "kind": "memorandum",
            "parties": ["FRA", "IND"],
        },
    ),
    (
        "Under a 1950 treaty, Indian and Nepalese citizens may cross freely.",
        {"kind": "treaty", "date": "1950", "parties": ["IND", "NPL"]},
    ),
    (
        "Malaysia cancelled its rail contract with China.",
        {"title": "rail contract", "kind": "contract", "status": "terminated"},
    ),
    (
        "Ethiopia proposed a non-aggression pact with Eritrea.",
        {"title": "non-aggression pact", "status": "proposed", "parties": ["ERI", "ETH"]},
    ),
    (
        "The extradition treaty between Taiwan and South Africa expired last year.",
        {"title": "extradition treaty", "status": "terminated", "date": "2019"},
    ),
    (
        "Russia suspended its participation in the grain agreement with Ukraine.",
        {"title": "grain agreement", "status": "terminated", "parties": ["RUS", "UKR"]},
    ),
    (
        (
            "The Shanghai Communiqué remains the basis of relations between China and the "
            "United States."
        ),
        {"title": "Shanghai Communiqué", "kind": "communique", "date": None},
    ),
    (
        (
            "The deputy premiers of Cuba and Angola put their names to a declaration of principles "
            "on fishing in Luanda on 2 June."
        ),
        {"kind": "agreement", "status": "signed", "date": "2020-06-02"},
    ),
    (
        "Chile ratified the fisheries treaty with Gabon on 3 June.",  # it need not bind Gabon yet
        {"title": "fisheries treaty", "status": "signed", "date": None, "parties": ["CHL", "GAB"]},
    ),
    (
        "The tax convention between Malta and Oman entered into force on 1 May 2019.",
        {"title": "tax convention", "status": "in_force", "date": None},
    ),
    (
        "Nepal asked Bhutan to renew the water treaty, which lapses in 2026.",
        {"title": "water treaty", "status": "in_force", "date": None},
    ),
    (
        "Nepal signed a water treaty with Bhutan in 2010 that expires in 2026.",
        {"title": "water treaty", "status": "signed", "date": "2010"},
    ),
    (
        "Ghana and Togo agreed in principle on a debt deal.",
        {"title": "debt deal", "status": "planned"},
    ),
    (
        "A debt deal was reached by Ghana and Togo, but it was not signed.",
        {"title": "debt deal", "status": "planned"},
    ),
    (
        "Fiji signed a standby arrangement worth $29 million with the IMF in March 2019.",
        {"title": "standby arrangement", "parties": ["FJI", "IMF"], "date": "2019-03"},
    ),
    (
        "The Fiji–Samoa trade agreement, signed in Apia in March 2018, took effect last month.",
        {
            "title": "Fiji–Samoa trade agreement",
            "status": "in_force",
            "date": "2018-03",
            "parties": ["FJI", "WSM"],
        },
    ),
    (
        "Malta ratified the Sri Lanka–Malta Free Trade Agreement.",
        {"title": "Sri Lanka–Malta Free Trade Agreement", "status": "signed"},
    ),
    (
        "The leaders of Fiji and Samoa welcomed the entry into force of the tax treaty last month.",
        {"title": "tax treaty", "status": "in_force", "date": None},
    ),
    (
        "Chad and Togo signed the Protocol on Trade in Services; Benin and Mali sent envoys.",
        {"title": "Protocol on Trade in Services", "parties": ["TCD", "TGO"]},
    ),
    (
        "The two countries' preferential trade accord was signed by Chad and Togo in May.",
        {"title": "preferential trade accord"},
    ),
    (
        "A round of talks between Peru and Oman on a trade pact was held in Lima in May.",
        {"title": "trade pact", "status": "under_negotiation", "place": None},
    ),
    (
        "The Lisbon Protocol binds Ukraine and Belarus.",
        {"title": "Lisbon Protocol", "kind": "protocol", "parties": ["BLR", "UKR"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[text[:50] for text, _ in ONE])
def test_one_instrument(extract_text: Extract, text: str, expected: dict[str, Any]) -> None:
    found = instruments(extract_text, text)
    assert [given(slots, expected) for slots in found] == [expected]


NONE = [
    "The two sides are in agreement.",
    "The foreign ministry of Norway issued a statement on the weather.",
    "No agreement was signed between Israel and Syria.",
    "Finland and Chad plan to sign an agreement.",
    "Belgium failed to reach a deal with Togo.",
    "Morocco and Bahrain exchanged instruments of ratification.",
    "The plan of the house in Denmark was lost in Sweden.",
    "Trade is a pillar of the strategic partnership of Chad and Mali.",
    "Chad and Mali spoke of a stronger future partnership.",
    "Chad and Mali reached agreement on new ways to go on.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_instrument(extract_text: Extract, text: str) -> None:
    assert instruments(extract_text, text) == []


def test_a_title_begins_with_the_number_of_what_was_signed(extract_text: Extract) -> None:
    found = instruments(extract_text, "Chad and Mali signed as many as ten documents on trade.")
    assert [slots["title"] for slots in found] == ["ten documents on trade"]


def test_a_list_of_subjects_gives_one_record_each(extract_text: Extract) -> None:
    text = "Kenya and Uganda signed agreements on energy, trade and culture in Kampala."
    titles = [slots["title"] for slots in instruments(extract_text, text)]
    assert titles == ["agreement on energy", "agreement on trade", "agreement on culture"]


def test_a_list_of_subjects_each_with_its_preposition(extract_text: Extract) -> None:
    text = "Nepal and Qatar signed three arrangements, on energy, on health and on sports."
    titles = [slots["title"] for slots in instruments(extract_text, text)]
    assert titles == ["arrangement on energy", "arrangement on health", "arrangement on sports"]


def test_a_list_after_its_number_has_one_record_each(extract_text: Extract) -> None:
    text = (
        "The ministers of Peru and Chile signed two documents: an accord on fishing and a protocol "
        "on the use of the river and an exchange of letters on tariffs."
    )
    titles = [slots["title"] for slots in instruments(extract_text, text)]
    assert titles == [
        "accord on fishing",
        "protocol on the use of the river",
        "exchange of letters on tariffs",
    ]


def test_a_list_of_subjects_after_covering(extract_text: Extract) -> None:
    text = "Nepal and Qatar signed two memoranda of understanding covering tourism and health."
    titles = [slots["title"] for slots in instruments(extract_text, text)]
    assert [title.split()[-1] for title in titles] == ["tourism", "health"]


def test_more_documents_than_subjects_are_one_bundle(extract_text: Extract) -> None:
    text = "Nepal and Qatar signed eight agreements, covering trade, health and culture."
    assert [slots["kind"] for slots in instruments(extract_text, text)] == ["other"]


def test_entries_of_a_list_of_documents_signed(extract_text: Extract) -> None:
    text = (
        "The presidents of Tunisia and Senegal met in Dakar on 3 May 2020.\n\n"
        "The following documents were signed by Tunisia and Senegal:\n\n"
        "- Agreement on Cooperation in the Field of Tourism;\n"
        "- Memorandum of Understanding on Fisheries.\n"
    )
    found = instruments(extract_text, text)
    assert [(slots["kind"], slots["status"]) for slots in found] == [
        ("agreement", "signed"),
        ("memorandum", "signed"),
    ]


def test_the_deal_takes_up_the_one_named_before(extract_text: Extract) -> None:
    text = (
        "Bolivia and Argentina negotiated an agreement on gas prices for months. "
        "The agreement was signed in La Paz on 2 June."
    )
    found = instruments(extract_text, text)
    assert [(s["title"], s["status"], s["date"]) for s in found] == [
        ("agreement on gas prices", "signed", "2020-06-02")
    ]


def test_it_takes_up_the_one_named_before(extract_text: Extract) -> None:
    text = (
        "The Plan of Action for 2021-2025 between Ghana and Malta was due by May 2020. "
        "The foreign ministers signed it in Accra on 12 May 2020."
    )
    found = instruments(extract_text, text)
    assert [(s["kind"], s["status"], s["date"]) for s in found] == [
        ("programme", "signed", "2020-05-12")
    ]


def test_a_signing_to_come_is_planned(extract_text: Extract) -> None:
    text = "Chile and Fiji welcomed the signing of an air services agreement in October 2020."
    assert [s["status"] for s in instruments(extract_text, text)] == ["planned"]


def test_what_is_looked_forward_to_is_planned(extract_text: Extract) -> None:
    text = "Chile and Fiji look forward to the signing of an air services agreement."
    assert [s["status"] for s in instruments(extract_text, text)] == ["planned"]


def test_a_signing_that_is_negotiated_is_to_come(extract_text: Extract) -> None:
    text = "Chad and Mali are negotiating the signing of a pact on extradition."
    assert [slots["status"] for slots in instruments(extract_text, text)] == ["under_negotiation"]


def test_wanted_signed_is_not_signed(extract_text: Extract) -> None:
    text = "Austria wants the tax treaty with Oman concluded by the end of 2021."
    assert [s["status"] for s in instruments(extract_text, text)] == ["planned"]


def test_ministers_together_make_a_declaration(extract_text: Extract) -> None:
    text = "At talks between Mali and Benin the ministers adopted a declaration on cotton."
    assert [s["kind"] for s in instruments(extract_text, text)] == ["joint_statement"]


def test_evidence_holds_the_instrument(extract_text: Extract) -> None:
    text = "After lunch Peru and Cuba signed a treaty on tuna, and the guests went home."
    (record,) = [r for r in extract_text(text) if r.type == "instrument"]
    assert [cite.quote for cite in record.evidence] == [
        "Peru and Cuba signed a treaty on tuna"
    ] or [cite.quote for cite in record.evidence] == [
        "After lunch Peru and Cuba signed a treaty on tuna"
    ]


DOUBTFUL = [
    (
        "Kenya and Uganda endorsed a joint action plan for 2021-2025.",
        {"title": "joint action plan for 2021-2025", "date": None, "status": "signed"},
    ),
    (
        "Kenya and Uganda signed an agreement amending the visa agreement of 3 March 2013.",
        {"title": "agreement amending the visa agreement", "date": None},
    ),
    (
        "Lukoil confirmed in May that a contract between Russia and Iraq had been signed.",
        {"status": "signed", "date": None},
    ),
    (
        "Iran has granted Egypt loans of 900 million dollars since 1974.",
        {"title": "loans of 900 million dollars", "date": None},
    ),
    ("Peru and Chile signed an agreement on it on 26 June 1995.", {"title": "agreement"}),
    (
        "The Governments of Peru and Chile signed an agreement on double taxation.",
        {"signatories": None},
    ),
    (
        "A design contract was awarded by Peru to Chile in May 2020.",
        {"status": "signed", "date": "2020-05"},
    ),
    (
        "Peru and Chile are charting the strait under an agreement concluded on 18 March 2016.",
        {"title": "agreement", "date": "2016-03-18"},
    ),
    (
        "Kenya and Uganda signed a protocol that should cut checks on goods by July 2021.",
        {"title": "protocol that should cut checks on goods"},
    ),
    (
        "Japan and Fiji renewed their fishing agreement until 2028.",
        {"status": "in_force", "date": None},
    ),
    (
        "Talks on an extradition treaty between Peru and Chile will open in July 2021, they say.",
        {"date": None},
    ),
    (
        "Last week Peru and Chile signed a status agreement which replaces the one of 2012.",
        {"title": "status agreement", "date": "2020-06-08/2020-06-14"},
    ),
    ("Peru and Chile signed the accord in Quito.", {"title": "accord", "status": "signed"}),
    (
        (
            "Nine papers were signed by Peru and Chile, including a plan for industry and contracts"
            " worth 6 million dollars."
        ),
        {"title": "Nine papers", "amount": None},
    ),
    (
        "Peru and Chile are negotiating a treaty on fisheries.",
        {"title": "treaty on fisheries", "status": "under_negotiation"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), DOUBTFUL, ids=[text[:50] for text, _ in DOUBTFUL])
def test_a_slot_holds_what_the_text_says(
    extract_text: Extract, text: str, expected: dict[str, Any]
) -> None:
    found = instruments(extract_text, text)
    assert {name: found[0].get(name) for name in expected} == expected


NO_SIGNED = [
    "Ankara and Erbil announced plans for two pipelines from Iraq to Turkey in May.",
    "Kenya Airways hopes to have a contract with Uganda by the end of next year.",
    "Kenya and Uganda called for the early completion of the study on a Trade Agreement.",
    "The ministers of Peru and Chile directed officials to finalise the text of the Coast Treaty.",
]


@pytest.mark.parametrize("text", NO_SIGNED, ids=[text[:50] for text in NO_SIGNED])
def test_what_is_to_come_is_not_signed(extract_text: Extract, text: str) -> None:
    found = instruments(extract_text, text)
    assert not {slots["status"] for slots in found} & {"signed", "in_force"}


def test_only_the_organisation_owns_what_bears_its_name(extract_text: Extract) -> None:
    text = (
        "Laos and Fiji recalled the ASEAN Declaration on fish, which was signed in Manila in 1992."
    )
    assert [s["parties"] for s in instruments(extract_text, text)] == [["ASEAN"]]


CARRIED = [
    # text, then title, status and parties of each instrument
    (
        "Peru and Chile initialled a text on air services that is to be signed in November.",
        [("text on air services", "planned", ["CHL", "PER"])],
    ),
    (
        "Korea recalled the memorandum on vehicle batteries that Zambia and Malawi signed in May.",
        [("memorandum on vehicle batteries", "signed", ["MWI", "ZMB"])],
    ),
    ("Norway welcomed the peace accord signed last month in Nairobi.", []),
    (
        "Peru and Chile welcomed the signing of memoranda of understanding on health and fishing.",
        [
            ("memorandum of understanding on health", "signed", ["CHL", "PER"]),
            ("memorandum of understanding on fishing", "signed", ["CHL", "PER"]),
        ],
    ),
    (
        (
            "The ministers of Peru and Chile witnessed the signing of a package of 11 cooperation"
            " agreements."
        ),
        [("package of 11 cooperation agreements", "signed", ["CHL", "PER"])],
    ),
    (
        (
            "The ministers of Peru and Chile witnessed the signing of three texts: a treaty on"
            " prisoners, a memorandum on dairy goods and a plan of action on schools."
        ),
        [
            ("treaty on prisoners", "signed", ["CHL", "PER"]),
            ("memorandum on dairy goods", "signed", ["CHL", "PER"]),
            ("plan of action on schools", "signed", ["CHL", "PER"]),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CARRIED, ids=[text[:50] for text, _ in CARRIED])
def test_what_is_welcomed_recalled_or_listed_binds_those_who_made_it(
    extract_text: Extract, text: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    found = instruments(extract_text, text)
    assert [(each["title"], each["status"], each["parties"]) for each in found] == expected


def test_the_next_act_has_no_place_of_the_last_one(extract_text: Extract) -> None:
    text = (
        "Peru and Chile recalled the accord on fishing that was signed in Lima in May 2006 and"
        " welcomed the entry into force of the tax treaty between Peru and Chile."
    )
    places = {s["title"]: s.get("place") for s in instruments(extract_text, text)}
    assert places == {"accord on fishing": {"name": "Lima", "country": "PER"}, "tax treaty": None}


WORDED = [
    (
        (
            "Spain and Mauritania recalled the Treaty of Friendship, Good Neighbourliness and"
            " Cooperation signed in Madrid on 24 July 2008."
        ),
        {"title": "Treaty of Friendship, Good Neighbourliness and Cooperation"},
    ),
    (
        "Canada and Peru said the arrangement, which was to run out in October, would be renewed.",
        {"title": "arrangement"},
    ),
    (
        (
            "Canada and Peru go on, following the memorandum on cooperation in defence that the"
            " ministers signed in Ottawa in January."
        ),
        {"title": "memorandum on cooperation in defence", "date": "2020-01"},
    ),
    (
        "The LNG contract which Petronet of India signed with QatarEnergy of Qatar is for years.",
        {
            "signatories": [
                {"organisation": "Petronet", "country": "IND"},
                {"organisation": "QatarEnergy", "country": "QAT"},
            ]
        },
    ),
    (
        (
            "Uzbekistan drew its conclusions. Under the protocol signed with Pakistan"
            " and Afghanistan in July 2019 trains may cross."
        ),
        {"parties": ["AFG", "PAK", "UZB"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDED, ids=[text[:50] for text, _ in WORDED])
def test_a_title_ends_where_the_next_clause_begins(
    extract_text: Extract, text: str, expected: dict[str, Any]
) -> None:
    (found,) = instruments(extract_text, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thailand threatened to review a loan of 1.4 billion baht to Cambodia.",
        "Angola sent soldiers of its own to monitor the ceasefire brokered in Luanda with Kenya.",
    ],
)
def test_what_is_reviewed_or_brokered_tells_no_status_and_no_parties(
    extract_text: Extract, text: str
) -> None:
    assert not instruments(extract_text, text)


OWN = [
    (
        (
            "The treaty of friendship of 1948 between Finland and Poland, which was"
            " prolonged in 1955 for 20 years, obliges them to consult."
        ),
        [(["FIN", "POL"], "1948")],
    ),
    (
        (
            "India went on. A tax agreement with Kenya was signed in May, and talks"
            " with Uganda on a trade pact have begun."
        ),
        [(["IND", "KEN"], "2020-05"), (["IND", "UGA"], None)],
    ),
    ("Palau and Fiji are small. Eight islands are party to the Nauru Agreement.", []),
]


@pytest.mark.parametrize(("text", "expected"), OWN, ids=[text[:50] for text, _ in OWN])
def test_an_instrument_has_its_own_parties_and_day(
    extract_text: Extract, text: str, expected: list[tuple[list[str], str | None]]
) -> None:
    found = instruments(extract_text, text)
    assert [(each["parties"], each.get("date")) for each in found] == expected


def test_of_several_documents_none_has_the_sector_of_another(extract_text: Extract) -> None:
    text = "Peru and Chile signed an agreement on archives and a memorandum on vaccines."
    sectors = {s["title"]: s.get("sectors") for s in instruments(extract_text, text)}
    assert sectors == {"agreement on archives": None, "memorandum on vaccines": ["health"]}


def test_another_stands_for_the_noun_said_before(extract_text: Extract) -> None:
    text = "Kenya and Tanzania signed a memorandum on gas transport and another on the arts."
    titles = [each["title"] for each in instruments(extract_text, text)]
    assert titles == ["memorandum on gas transport", "memorandum on the arts"]


def test_the_place_of_initialling_is_not_that_of_the_signing(extract_text: Extract) -> None:
    text = "A protocol of Peru with Chile, which was initialled in Quito in May, will be signed."
    (found,) = instruments(extract_text, text)
    assert (found["status"], found.get("place")) == ("planned", None)


def test_a_treaty_that_ends_a_dispute_does_not_end(extract_text: Extract) -> None:
    text = "Chile and Peru signed a treaty on fishing. The opposition leader denounced the treaty."
    found = [r for r in extract_text(text) if r.type == "instrument"]
    assert [(r.get("status"), r.get("title")) for r in found] == [("signed", "treaty on fishing")]


def test_what_a_unit_costs_is_no_worth_of_a_contract(extract_text: Extract) -> None:
    text = "Peru and Chile signed a contract to supply gas at $230 per 1,000 cubic metres."
    found = extract_text(text)
    assert [r.get("amount") for r in found if r.type == "instrument"] == [None]
    assert not [r for r in found if r.type == "figure"]


def test_memoranda_in_brackets_are_told_one_by_one(extract_text: Extract) -> None:
    text = (
        "Peru and Chile held talks. The two sides concluded two MoUs (on goitre control and"
        " cooperation between television stations)."
    )
    titles = {r.get("title") for r in extract_text(text) if r.type == "instrument"}
    assert titles == {
        "MoU on goitre control",
        "MoU on cooperation between television stations",
    }


TITLED = [
    ("Fiji and Tonga signed a long-awaited truce.", "truce"),
    ("Oman will benefit from the signed Memorandum of Intent with Mali.", "Memorandum of Intent"),
    ("A proposed tuna treaty between Fiji and Tonga would be discussed.", "tuna treaty"),
    (
        "The leaders of Chad and Mali issued a joint statement pledging they would fight terror.",
        "joint statement",
    ),
    (
        "Norway and Chile reached an accord on how fish are counted.",
        "accord on how fish are counted",
    ),
    (
        (
            "In a joint communique on the third session of the South Africa - Nigeria Commission, "
            "the two ministers acknowledged the support."
        ),
        "joint communique on the third session of the South Africa - Nigeria Commission",
    ),
    (
        "An exchange of notes on grant aid was signed by Japan and Mali in Bamako.",
        "exchange of notes on grant aid",
    ),
    (
        "The treaty between Togo and Benin is to enter into force in May and to expire in 2040.",
        "treaty between Togo and Benin",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLED, ids=[text[:50] for text, _ in TITLED])
def test_a_title_has_neither_what_was_done_to_it_nor_a_clause_cut_short(
    extract_text: Extract, text: str, title: str
) -> None:
    assert [each["title"] for each in instruments(extract_text, text)] == [title]


NOTHING_CONCLUDED = [
    "The envoy will leave Cairo with or without an accord signed by Israel and Syria.",
    "Colombia and the Secretary reaffirmed the enduring partnership of the United States.",
    "Cuba is in two minds about signing the test ban treaty drawn up in Moscow last month.",
    "After talks with Oman the Egyptian information service released a communique on Saturday.",
]


@pytest.mark.parametrize("text", NOTHING_CONCLUDED)
def test_what_may_come_or_is_told_by_one_side_is_no_instrument(
    extract_text: Extract, text: str
) -> None:
    assert instruments(extract_text, text) == []


BOUND = [
    (
        "Mali and the rebels of the north signed the accord on Saturday in Chad.",
        [["MLI"]],
    ),
    ("The truce with Rwanda, signed in Arusha, Tanzania, was holding.", [["RWA"]]),
    (
        "Togo signed a pact with Benin. Ghana was glad. All hugged after the signing of the deal.",
        [["BEN", "TGO"]],
    ),
    (
        "The plan was approved at the summit in Peru. Chile and Brazil were pleased, Fiji not.",
        [],
    ),
    ("India agreed on a credit line of 500 million dollars with Togo.", [["IND", "TGO"]]),
    ("Mali went on to Rome. A tax agreement with Togo was signed in May.", [["MLI", "TGO"]]),
]


@pytest.mark.parametrize(("text", "parties"), BOUND, ids=[text[:50] for text, _ in BOUND])
def test_it_binds_neither_where_it_is_signed_nor_who_is_told_of_beside_it(
    extract_text: Extract, text: str, parties: list[list[str]]
) -> None:
    assert [each["parties"] for each in instruments(extract_text, text)] == parties


def test_what_is_called_for_is_proposed(extract_text: Extract) -> None:
    text = (
        "The leaders of Mali and Niger underscored the need to finalise the MoU on early warning."
    )
    assert [each["status"] for each in instruments(extract_text, text)] == ["proposed"]


def test_where_the_other_side_lives_is_not_where_it_is_signed(extract_text: Extract) -> None:
    text = "Chad signed a ceasefire agreement with the FFR, a rebel group in Abéché."
    assert [each.get("place") for each in instruments(extract_text, text)] == [None]


DATED = [
    ("Chad annexed the strip in 1973, citing a 1941 treaty between Italy and France.", "1941"),
    ("Peru's army violated the 1998 peace accord with Ecuador in 2003.", "1998"),
    ("Fiji and Tonga intend to sign the fishing accord at the summit in November.", "2020-11"),
    ("Fiji handed the reef over to Tonga as part of the 1904 treaty following the war.", "1904"),
    (
        (
            "Fiji and Tonga signed an accord on power in May 2015. It covers two plants. The two "
            "sides also signed an agreement on fishing."
        ),
        None,
    ),
]


@pytest.mark.parametrize(("text", "date"), DATED, ids=[text[:50] for text, _ in DATED])
def test_the_day_is_that_of_the_signing(extract_text: Extract, text: str, date: str | None) -> None:
    assert instruments(extract_text, text)[-1].get("date") == date


def test_a_title_ends_before_the_occasion(extract_text: Extract) -> None:
    text = "Fiji and Tonga signed an agreement relating to the road at the summit in May."
    titles = [each["title"] for each in instruments(extract_text, text)]
    assert titles == ["agreement relating to the road"]


def test_what_is_tried_is_only_proposed(extract_text: Extract) -> None:
    text = "Algeria tried to bring the Libyan and Chadian leaders to sign a peace pact in Bamako."
    found = [(each["status"], each["parties"]) for each in instruments(extract_text, text)]
    assert found == [("proposed", ["LBY", "TCD"])]


def test_who_arranges_a_ceasefire_is_not_bound_by_it(extract_text: Extract) -> None:
    text = "Libya and Chad met. The OAU arranged a ceasefire between the two states in March."
    assert [each["parties"] for each in instruments(extract_text, text)] == [["LBY", "TCD"]]


TALK = [
    "The premiers of Chad and Niger exchanged notes on the current developments in the region.",
    "The Crown Prince of Oman received the King of Jordan, according to a Royal Court statement.",
    "The defence chiefs of Fiji and Tonga also spoke of it, said a statement of Ruiz's department.",
    "Samoa was strongly dissatisfied with the joint statement.",
    "Togo also provides Benin various grants for road repairs.",
]


@pytest.mark.parametrize("text", TALK)
def test_talk_habits_and_what_one_side_says_are_no_instruments(
    extract_text: Extract, text: str
) -> None:
    assert instruments(extract_text, text) == []


def test_what_ends_a_treaty_counts_more_than_its_signing(extract_text: Extract) -> None:
    text = "Chad abrogated the treaty of friendship formerly signed with Libya."
    found = [(each["status"], each["parties"]) for each in instruments(extract_text, text)]
    assert found == [("terminated", ["LBY", "TCD"])]


def test_a_bundle_without_names_is_of_no_kind(extract_text: Extract) -> None:
    text = "Over 100 agreements have been signed by Peru and Chile in the last ten years."
    assert [each["kind"] for each in instruments(extract_text, text)] == ["other"]


def test_where_a_treaty_applies_is_not_where_it_was_signed(extract_text: Extract) -> None:
    text = "The defence treaty between Fiji and Tonga applied to the port of Suva."
    assert [each.get("place") for each in instruments(extract_text, text)] == [None]


def test_a_plan_that_a_memorandum_is_about_is_not_signed_too(extract_text: Extract) -> None:
    text = "The memorandum on a three-step roadmap to speed up talks was signed by Chad and Niger."
    titles = [each["title"] for each in instruments(extract_text, text)]
    assert titles == ["memorandum on a three-step roadmap to speed up talks"]


ENDED = [
    ("Chad and Niger signed the accord on behalf of the Sahel states.", "accord"),
    (
        "Japan and Peru signed an agreement covering reactors in the south, as well as an accord.",
        "agreement covering reactors in the south",
    ),
    ("The IMF approved a 112 million dollar loan facility for Malawi.", "loan facility for Malawi"),
]


@pytest.mark.parametrize(("text", "title"), ENDED, ids=[text[:50] for text, _ in ENDED])
def test_a_title_has_no_idiom_and_no_joining_words(
    extract_text: Extract, text: str, title: str
) -> None:
    assert instruments(extract_text, text)[0]["title"] == title


NO_PAPER = [
    "Both Begin of Israel and Sadat of Egypt give credit to Mr Carter for his role in the talks.",
    "The enduring partnership that Ghana and Togo have strived to establish grows.",
    "Fiji and Tonga meet their commitments under the Paris Agreement on Climate Change.",
]


@pytest.mark.parametrize("text", NO_PAPER)
def test_praise_relations_and_duties_are_no_instruments(extract_text: Extract, text: str) -> None:
    assert instruments(extract_text, text) == []


def test_who_approves_an_agreement_has_not_signed_it(extract_text: Extract) -> None:
    text = "The parliament of Chad has approved a defence agreement with Niger."
    assert [each.get("signatories") for each in instruments(extract_text, text)] == [None]


def test_what_is_awaited_is_not_signed(extract_text: Extract) -> None:
    text = "Fiji and Tonga argue over the border before an agreement on fishing is inked."
    assert [each for each in instruments(extract_text, text) if each["status"] == "signed"] == []


def test_what_is_short_for_a_title_does_not_end_it(extract_text: Extract) -> None:
    text = (
        "Chad and Niger discussed the Memorandum of Understanding (MoU) on the Three-Step Roadmap "
        "for Speeding the Talks."
    )
    assert [each["title"] for each in instruments(extract_text, text)] == [
        "Memorandum of Understanding (MoU) on the Three-Step Roadmap for Speeding the Talks"
    ]


def test_a_loan_is_agreed_before_it_is_paid(extract_text: Extract) -> None:
    text = (
        "The IMF on Monday approved a 112 million dollar loan facility for Malawi which will be "
        "disbursed over three years."
    )
    found = [(each["status"], each["date"]) for each in instruments(extract_text, text)]
    assert found == [("signed", "2020-06-15")]


def test_a_kind_of_loan_is_none(extract_text: Extract) -> None:
    text = "The IMF approved the arrangement for Malawi under the Extended Credit Facility."
    titles = [each["title"] for each in instruments(extract_text, text)]
    assert titles == ["arrangement for Malawi"]


def test_who_is_unknown_is_not_made_up_for_by_who_is_known(extract_text: Extract) -> None:
    text = "Peru and Chile met. Peru signed a contract with the company on gas."
    assert [each["parties"] for each in instruments(extract_text, text)] == [["PER"]]


def test_a_communique_is_not_by_all_whom_it_names(extract_text: Extract) -> None:
    text = (
        "In a communiqué after the meeting, chaired by the president of Uganda, the council "
        "condemned the war in Sudan. Togo and Benin were glad."
    )
    assert instruments(extract_text, text) == []


def test_a_paper_signed_before_the_news_has_not_its_day(extract_text: Extract) -> None:
    told = (
        "President Boric met his Peruvian counterpart in Lima on Monday.\n\n"
        "The meeting came months after a visit. Chile and Peru had signed a mining pact."
    )
    papers = [r for r in extract_text(told) if r.type == "instrument"]
    assert [(r.get("title"), r.get("date")) for r in papers] == [("mining pact", None)]
