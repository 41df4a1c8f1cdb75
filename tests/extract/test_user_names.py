"""The user's dictionaries in a text: names, what they stand for on a day, and persons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from memcon.annotate import parser_for
from memcon.extract.gazetteer import load_gazetteer, user_agents
from memcon.extract.petrarch import import_dictionary
from memcon.extract.reading import DocumentReader
from memcon.extract.user_names import lexicon_digest
from memcon.extract.view import SentenceView
from memcon.read import read_text
from memcon.settings import Settings

# Invented people and bodies.
ACTORS = """\
PULA_HOUSE_ [BWAGOV]
LEAGUE_OF_AL-BADR_ [JORREB]
WHO_ [IGOWHO]
BOTSWANA_ [BWA]
ZAMBIAN_ [ZMB]
DAVOS_ [LIE]
TONGA_ [---]
LAKE_UNION_ [SWE <991231]
	[NOR >000101]
INGA_MCHOLM_ [SWEGOV <991231]
	[NOROPP >000101]
"""
AGENTS = """\
SHORE_WARDEN {} [~MIL]
HERMIT [~OPP]
"""
EARLY, LATE = date(1995, 5, 2), date(2005, 5, 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lexicon with both dictionaries imported."""
    root = tmp_path_factory.mktemp("lexicon")
    for name, text in (("ours.actors", ACTORS), ("ours.agents", AGENTS)):
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
        import_dictionary(root / f"{name}.txt", root / "lexicon")
    return root / "lexicon"


def view_of(folder: Path, text: str, day: date | None = LATE) -> SentenceView:
    """The view of the first sentence, read with the user's lexicon."""
    parser = parser_for("en", Settings())
    assert parser is not None
    document, sentences = next(iter(parser.parse([read_text(text, date=day)])))
    return DocumentReader("en", folder).read(document, sentences).sentences[0]


def found(folder: Path, text: str, on: date | None = LATE) -> list[tuple[str, str, str]]:
    """Each name with its state or organisation and its sector."""
    hits = load_gazetteer("en", folder).scan(text, on=on)
    return [(text[h.start : h.end], h.entries[0].country, h.entries[0].sector) for h in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pula House said no.", [("Pula House", "BWA", "GOV")]),
        ("PULA HOUSE said no.", [("PULA HOUSE", "BWA", "GOV")]),
        ("The League of al-Badr said no.", [("League of al-Badr", "JOR", "REB")]),
        ("Inga McHolm said no.", [("Inga McHolm", "NOR", "OPP")]),
        ("A pula house is a house.", []),
        ("Pula Houses were built.", []),
        ("Who said no?", []),
        ("WHO said no.", [("WHO", "WHO", "IGO")]),
    ],
)
def test_names_are_found_however_they_are_written(
    folder: Path, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found(folder, text) == expected


@pytest.mark.parametrize(
    ("on", "country"), [(EARLY, "SWE"), (date(1999, 12, 31), "SWE"), (LATE, "NOR")]
)
def test_a_timed_code_holds_on_its_days(folder: Path, on: date, country: str) -> None:
    assert found(folder, "Lake Union said no.", on) == [("Lake Union", country, "")]


def test_a_timed_code_alone_says_nothing_of_an_undated_text(folder: Path) -> None:
    assert found(folder, "Lake Union said no.", None) == []


def test_a_name_that_the_user_declares_no_actor_is_none(folder: Path) -> None:
    assert found(folder, "Tonga said no.") == []
    assert load_gazetteer("en").scan("Tonga said no.")[0].entries[0].code == "TON"


def test_where_both_say_the_same_our_own_entry_stands(folder: Path) -> None:
    ours, with_users = load_gazetteer("en"), load_gazetteer("en", folder)
    for text in ("Botswana said no.", "The Zambian minister said no."):
        assert ours.scan(text) == with_users.scan(text)


def test_the_users_reading_goes_first_and_the_place_stays(folder: Path) -> None:
    (hit,) = load_gazetteer("en", folder).scan("They met in Davos.")
    assert [(e.kind, e.country) for e in hit.entries] == [("state", "LIE"), ("place", "CHE")]


def test_an_entry_names_file_and_line(folder: Path) -> None:
    (hit,) = load_gazetteer("en", folder).scan("Pula House said no.")
    assert hit.entries[0].source == "ours.actors.txt:1"


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Inga McHolm visited Chile.", "NOR", "OPP"),
        ("President Inga McHolm visited Chile.", "NOR", "OPP"),
        ("Danish minister Inga McHolm visited Chile.", "DNK", "OPP"),
    ],
)
def test_a_person_has_the_dictionarys_country_where_the_text_has_none(
    folder: Path, text: str, country: str, sector: str
) -> None:
    view = view_of(folder, text)
    persons = [m.actors[0] for m in view.mentions.values() if m.form == "person"]
    assert {(p.name, p.country, p.sector) for p in persons} == {("Inga McHolm", country, sector)}


def test_a_surname_alone_is_the_person_named_before(folder: Path) -> None:
    text = "McHolm met Ana Ruiz in Lima after Inga McHolm had visited Chile."
    persons = {
        mention.actors[0].name: mention.actors[0].country
        for mention in view_of(folder, text, EARLY).mentions.values()
        if mention.form == "person"
    }
    assert persons["Inga McHolm"] == "SWE"
    assert "McHolm" not in persons


@pytest.mark.parametrize(
    ("text", "sector"),
    [("The Chilean shore warden protested.", "MIL"), ("Chilean hermits protested.", "OPP")],
)
def test_agents_of_one_word_and_of_several(folder: Path, text: str, sector: str) -> None:
    actors = [actor for m in view_of(folder, text).mentions.values() for actor in m.actors]
    assert ("role", "CHL", sector) in {(a.kind, a.country, a.sector) for a in actors}


def test_the_users_agents_go_before_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("SOLDIER [~PRM]\nBEEKEEPER [~---]\n", encoding="utf-8")
    import_dictionary(tmp_path / "a.txt", tmp_path / "lexicon")
    assert user_agents(tmp_path / "lexicon") == {"soldier": "PRM", "soldiers": "PRM"}
    sectors = [
        {
            actor.sector
            for mention in view_of(place, "Chilean soldiers left.").mentions.values()
            for actor in mention.actors
            if actor.kind == "role"
        }
        for place in (tmp_path / "lexicon", tmp_path / "none")
    ]
    assert sectors == [{"PRM"}, {"MIL"}]


def test_an_import_is_seen_at_once(tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon"
    assert lexicon_digest(lexicon) == ""
    assert found(lexicon, "Pula House said no.") == []
    for code in ("BWAGOV", "ZMBLEG"):
        (tmp_path / "a.txt").write_text(f"PULA_HOUSE_ [{code}]\n", encoding="utf-8")
        import_dictionary(tmp_path / "a.txt", lexicon)
        assert found(lexicon, "Pula House said no.") == [("Pula House", code[:3], code[3:])]


def test_a_folder_without_lexicon_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not ours", encoding="utf-8")
    assert lexicon_digest(tmp_path) == ""
    assert load_gazetteer("en", tmp_path) is load_gazetteer("en")
