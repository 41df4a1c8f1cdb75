"""The gazetteer finds what a name means, and leaves alone what only looks like a name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import DataError
from memcon.extract import gazetteer_data
from memcon.extract.gazetteer import (
    Gazetteer,
    agent_sectors,
    fold,
    load_gazetteer,
    members_of,
    states,
)
from memcon.extract.lexicon import load_yaml

GAZETTEER = load_gazetteer()
TERMS = sorted({entry.term for entry in gazetteer_data.read_knowledge("en").entries})


def found(text: str, **options: Any) -> list[tuple[str, str]]:
    """Each name with the party or state of its first reading."""
    hits = GAZETTEER.scan(text, **options)
    return [(text[h.start : h.end], h.entries[0].code or h.entries[0].country) for h in hits]


def parties(text: str, **options: Any) -> set[str]:
    return {code for _, code in found(text, **options) if code}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bolivia and Peru met.", [("Bolivia", "BOL"), ("Peru", "PER")]),
        ("Russia's exports", [("Russia", "RUS")]),
        ("Senegal’s premier", [("Senegal", "SEN")]),
        ("Philippines' navy", [("Philippines", "PHL")]),
        ("India-Nepal talks", [("India", "IND"), ("Nepal", "NPL")]),
        ("French-German ties", [("French", "FRA"), ("German", "DEU")]),
        ("Sino-Vietnamese border", [("Sino", "CHN"), ("Vietnamese", "VNM")]),
        ("Franco–Malian pact", [("Franco", "FRA"), ("Malian", "MLI")]),
        ("a U.S.-Japan accord", [("U.S.", "USA"), ("Japan", "JPN")]),
        ("They left the U.S.", [("U.S.", "USA")]),
        ("the UK, the UAE and the DPRK", [("UK", "GBR"), ("UAE", "ARE"), ("DPRK", "PRK")]),
        ("Guinea-Bissau", [("Guinea-Bissau", "GNB")]),
        ("Papua New Guinea", [("Papua New Guinea", "PNG")]),
        ("Democratic Republic of the Congo", [("Democratic Republic of the Congo", "COD")]),
        ("Cote d'Ivoire", [("Cote d'Ivoire", "CIV")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CIV")]),
        ("in Sao Paulo", [("Sao Paulo", "BRA")]),
        ("in São Paulo", [("São Paulo", "BRA")]),
        ("South\nAfrica", [("South\nAfrica", "ZAF")]),
        ("LUSAKA, May 3 (Reuters)", [("LUSAKA", "ZMB"), ("Reuters", "GBR")]),
        ("the Kremlin and the White House", [("Kremlin", "RUS"), ("White House", "USA")]),
        ("Seoul protested to Tokyo.", [("Seoul", "KOR"), ("Tokyo", "JPN")]),
        (
            "Filipinos, Danes and a Briton",
            [("Filipinos", "PHL"), ("Danes", "DNK"), ("Briton", "GBR")],
        ),
        ("a Soviet offer", [("Soviet", "SUN")]),
        ("East German and Czechoslovak guards", [("East German", "DDR"), ("Czechoslovak", "CSK")]),
        ("the European Commission said", [("European Commission", "EU")]),
        ("Brussels warned Minsk.", [("Brussels", "EU"), ("Minsk", "BLR")]),
        ("Belgium closed its Brussels airport.", [("Belgium", "BEL"), ("Brussels", "BEL")]),
        ("the Organization of African Unity", [("Organization of African Unity", "AU")]),
        ("Petrobras and Sonangol", [("Petrobras", "BRA"), ("Sonangol", "AGO")]),
        ("Chechen and Tibetan exiles", [("Chechen", "RUS"), ("Tibetan", "CHN")]),
        ("a Turkish Cypriot mayor", [("Turkish Cypriot", "CYP")]),
        ("the Taliban and the PKK", [("Taliban", "AFG"), ("PKK", "TUR")]),
        ("Iran-backed and Iranian-led", [("Iran", "IRN"), ("Iranian", "IRN")]),
    ],
)
def test_names_are_found_with_their_party(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored.",
        "The film stars Denzel Washington.",
        "A painting by Tom Holland was sold.",
        "They crossed the Jordan River at dawn.",
        "The plant is in Atlanta, Georgia.",
        "The Georgia senator voted no.",
        "A cold front moved over the Sea of Japan.",
        "Ships left the Gulf of Mexico for the Indian Ocean.",
        "A typhoon formed in the South China Sea.",
        "Patrols in the Persian Gulf and the Korean Peninsula continue.",
        "He caught German measles.",
        "They ordered French fries and Danish pastry.",
        "Ten teachers of French, fluent in Polish, will learn Russian.",
        "The Panama hat is back.",
        "A turkey and some fine china were sold.",
        "Women in New Mexico and New England protested.",
        "Latin American writers met.",
        "He said that South America needs rain.",
        "It cost US$3 billion, or NZ$5 billion, or 9 US dollars.",
        "The Paris Agreement and the Geneva Conventions bind them.",
        "He reads the Rome Statute and the Oslo accords.",
        "Polish your shoes like the chadless girls of Indianapolis.",
        "Malicious chilean and peruvian are no names in lower case.",
        "They fled to nonRussian towns and to Russiaville.",
        "The non-EU and ex-Soviet markets",
        "a Liberia-flagged tanker and a Kenyan-born runner",
        "pro-Russian and post-Soviet parties",
        "The Indo-Pacific is wide.",
        "Francisco Franco died long ago.",
        "Bank of America raised rates; Georgia Tech won.",
    ],
)
def test_lookalikes_give_no_party(text: str) -> None:
    entries = [entry for hit in GAZETTEER.scan(text) for entry in hit.entries]
    assert not [entry for entry in entries if entry.kind in ("state", "igo")]


@pytest.mark.parametrize(
    "text",
    [
        "Total imports rose. Shell companies did not.",
        "The vote was Split. Colon cancer kills.",
        "The reporter Makoto Kawasaki wrote it.",
        "Milan Kundera wrote it too.",
        "A note by Maria Houston and by J. Smith.",
        "Nice weather. Cork floors.",
        "The NPA rose.",
        "The EXIM Bank lent more.",  # there are several
    ],
)
def test_lookalikes_of_places_and_firms_give_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea signed the pact.", "KOR"),
        ("Pyongyang says that Korea will answer.", "PRK"),
        ("Congo and Rwanda agreed.", "COD"),
        ("Congo said in Brazzaville that it agreed.", "COG"),
        ("Zaire and Congo exchanged envoys.", "COG"),
        ("Georgia asked Russia to leave Abkhazia.", "GEO"),
        ("Dominican officials went to Santo Domingo.", "DOM"),
        ("Dominican officials went to Roseau.", "DMA"),
    ],
)
def test_namesakes_are_told_apart_by_the_words_around(text: str, code: str) -> None:
    assert code in parties(text)
    assert not parties(text) & ({"KOR", "PRK", "COD", "COG", "DOM", "DMA"} - {code} - _named(text))


def _named(text: str) -> set[str]:
    """What the capitals and other names of the sentence stand for by themselves."""
    clear = ("Pyongyang", "Brazzaville", "Zaire", "Santo Domingo", "Roseau")
    return {code for name in clear if name in text for code in parties(name)}


def test_the_context_may_lie_outside_the_sentence() -> None:
    document = "Talks opened in Pyongyang. Korean envoys spoke first."
    assert parties("Korean envoys spoke first.", context=document) == {"PRK"}


@pytest.mark.parametrize(
    ("year", "code"), [(None, "RUS"), (2005, "RUS"), (1975, "SUN"), (1950, "SUN")]
)
def test_a_capital_stands_for_the_state_of_its_time(year: int | None, code: str) -> None:
    (hit,) = GAZETTEER.scan("Moscow replied.", year=year)
    assert [entry.code for entry in hit.entries if entry.kind == "state"] == [code]


@pytest.mark.parametrize(("on", "code"), [(date(1991, 12, 25), "SUN"), (date(1991, 12, 27), "RUS")])
def test_in_the_year_of_its_end_the_day_decides(on: date, code: str) -> None:
    (hit,) = GAZETTEER.scan("Moscow replied.", on=on)
    assert [entry.code for entry in hit.entries if entry.kind == "state"] == [code]


def test_a_capital_is_also_a_place() -> None:
    (hit,) = GAZETTEER.scan("They met in Nairobi.")
    assert {(e.kind, e.form, e.country) for e in hit.entries} == {
        ("state", "capital", "KEN"),
        ("place", "place", "KEN"),
    }


def test_a_variant_shows_the_canonical_name() -> None:
    assert {e.name for e in GAZETTEER.lookup("Rangoon")} == {"Naypyidaw"}
    assert {e.name for e in GAZETTEER.lookup("the unknown town")} == set()
    assert {e.name for e in GAZETTEER.lookup("Rosneft")} == {"Rosneft"}
    assert GAZETTEER.name_of("CIV") == "Côte d'Ivoire"
    assert GAZETTEER.name_of("???") == "???"


@pytest.mark.parametrize("term", ["QUITO", "KOTA KINABALU", "Ha Noi", "Kiev"])
def test_lookup_reads_capitals_and_old_spellings(term: str) -> None:
    assert GAZETTEER.lookup(term)


def test_seats_carry_their_sector() -> None:
    sectors = {e.sector for e in GAZETTEER.lookup("Pentagon")}
    assert sectors == {"MIL"}


_SENTENCES = st.lists(
    st.one_of(
        st.sampled_from(TERMS),
        st.sampled_from(["said", "and", "'s", "’s", "-", "–", ",", ".", "\n", "é", "İ", "ﬁ", "🙂"]),
    ),
    max_size=12,
).flatmap(lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts)))


@given(_SENTENCES)
def test_offsets_are_those_of_the_text(text: str) -> None:
    last = 0
    for hit in GAZETTEER.scan(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
        words = fold(text[hit.start : hit.end])
        assert hit.entries
        for entry in hit.entries:
            assert words in (fold(entry.term), fold(entry.term).upper())


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.sampled_from(TERMS))
def test_every_term_is_found_by_itself_or_needs_its_surroundings(term: str) -> None:
    hits = GAZETTEER.scan(term)
    rules = gazetteer_data.read_knowledge("en").rules
    entries = GAZETTEER.lookup(term)
    is_alone = fold(term) not in rules and entries[0].form != "prefix"
    if is_alone and entries[0].kind != "not_party":
        assert any(hit.start == 0 and hit.end == len(term) for hit in hits)


@pytest.mark.parametrize(
    ("lemma", "sector"),
    [
        ("soldier", "MIL"),
        ("policeman", "COP"),
        ("guerrilla", "REB"),
        ("gunman", "UAF"),
        ("lawmaker", "LEG"),
        ("judge", "JUD"),
        ("opposition", "OPP"),
        ("refugee", "REF"),
        ("worker", "LAB"),
        ("farmer", "AGR"),
        ("journalist", "JRN"),
        ("cleric", "REL"),
        ("businessman", "BUS"),
        ("foreign minister", "GOV"),
        ("aid agency", "NGO"),
    ],
)
def test_kinds_of_actor_have_their_sector(lemma: str, sector: str) -> None:
    assert agent_sectors("en")[lemma] == sector


@pytest.mark.parametrize(
    ("code", "year", "member", "is_member"),
    [
        ("EU", None, "GBR", False),
        ("EU", 2010, "GBR", True),
        ("EU", 1970, "GBR", False),
        ("ASEAN", None, "VNM", True),
        ("ASEAN", 1990, "VNM", False),
        ("SCO", 2016, "IND", False),
        ("SCO", None, "IND", True),
        ("OPEC", 1980, "ECU", True),
        ("OPEC", 2000, "ECU", False),
        ("WPO", None, "POL", False),
    ],
)
def test_membership_follows_the_year(
    code: str, year: int | None, member: str, is_member: bool
) -> None:
    assert (member in members_of(code, year)) is is_member


def test_unknown_organisations_have_no_members() -> None:
    assert members_of("NOPE") == ()


def test_former_states_name_their_successors() -> None:
    assert states()["CSK"].successors == ("CZE", "SVK")
    assert states()["SUN"].continuator == "RUS"


@pytest.mark.parametrize(
    ("actors", "message"),
    [
        ({"organizations": {"XYZ": {"names": ["X"]}}}, "lang/en/actors.yml: XYZ: not in"),
        ({"organizations": {"EU": {"names": []}}}, "lang/en/actors.yml: EU: has no `names`"),
        ({"organizations": {"EU": {"nmaes": ["EU"], "names": ["EU"]}}}, "EU: unknown key 'nmaes'"),
        ({"organizations": {"EU": {"names": [7]}}}, "neither a term nor a term with its sector: 7"),
        ({"groups": {"Xs": {"country": "XYZ", "terms": ["X"]}}}, "Xs: 'XYZ' is no state"),
        ({"agents": {"GOV": ["king"], "MIL": ["king"]}}, "agents: king: both GOV and MIL"),
        ({"agents": {"KNG": ["king"]}}, "agents: 'KNG' is no PLOVER sector"),
    ],
)
def test_a_fault_in_the_data_is_named(
    monkeypatch: pytest.MonkeyPatch, actors: dict[str, object], message: str
) -> None:
    whole = {"organizations": {}, "groups": {}, "agents": {}, **actors}
    monkeypatch.setattr(
        "memcon.extract.gazetteer_data.load_yaml",
        lambda path: whole if path == "lang/en/actors.yml" else load_yaml(path),
    )
    with pytest.raises(DataError, match=message.replace("(", r"\(")):
        Gazetteer(gazetteer_data.read_knowledge.__wrapped__("en"))
