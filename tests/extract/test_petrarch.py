"""Dictionaries of PETRARCH and TABARI: read, written to the user's lexicon, read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import DataError, InputError
from memcon.extract.petrarch import (
    UserActor,
    as_entries,
    import_dictionary,
    load_user_actors,
    load_user_agents,
    read_dictionary,
    valid_on,
)

# Invented people and bodies, in the documented format.
ACTORS = """\
# our own list
<!-- of two states
and an organisation -->
BOTSWANA_  [BWA]
+BECHUANALAND_   ; the old name
+PULA_HOUSE <!-- the seat --> [BWAGOV]

TEBOGO_VAN_DER_MEER_  ; held two offices
\t[BWAELI <850101]
\t[BWAGOV 850101-19930630]
\t[BWAOPP >930701]

KARI_OF_LAND [FINMIL] # general
UNO_ [IGOUNO]
RIVER_FRONT_ [---]
"""
AGENTS = """\
!PERSON! = MAN, WOMAN, PEOPLE
COAST_GUARD {} [~MIL]
ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~JUD]
DEPUTY [~LEG] # plural by rule
BOSS [~CRM]
CLERGY!PERSON! [~REL]
RELIEF_AGENCY [NGO~]
"""


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "ours.txt"
    path.write_text(ACTORS, encoding="utf-8")
    return path


def write(folder: Path, text: str) -> Path:
    path = folder / "ours.txt"
    path.write_text(text, encoding="utf-8")
    return path


def of(actors: list[UserActor], term: str) -> list[tuple[str, str, str, str]]:
    return [(a.country, a.sector, a.start, a.end) for a in actors if a.term == term]


def test_phrases_synonyms_and_codes_become_actors(dictionary: Path) -> None:
    actors = list(read_dictionary(dictionary).actors)
    assert of(actors, "Botswana") == [("BWA", "", "", ""), ("BWA", "GOV", "", "")]
    assert of(actors, "Bechuanaland") == of(actors, "Botswana")
    assert of(actors, "Kari of Land") == [("FIN", "MIL", "", "")]
    assert of(actors, "UNO") == [("UN", "IGO", "", "")]
    assert actors[0].source == "ours.txt:4"


def test_dates_of_six_and_eight_digits_bound_a_code(dictionary: Path) -> None:
    actors = list(read_dictionary(dictionary).actors)
    assert of(actors, "Tebogo van der Meer") == [
        ("BWA", "ELI", "", "1985-01-01"),
        ("BWA", "GOV", "1985-01-01", "1993-06-30"),
        ("BWA", "OPP", "1993-07-01", ""),
    ]


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("300101", "2030-01-01"),
        ("310101", "1931-01-01"),
        ("18970101", "1897-01-01"),
        ("000229", "2000-02-29"),
    ],
)
def test_short_years_fall_between_1931_and_2030(tmp_path: Path, digits: str, day: str) -> None:
    path = write(tmp_path, f"OLUF_STRAND_ [NORGOV >{digits}]\n")
    assert read_dictionary(path).actors[0].start == day


@pytest.mark.parametrize(
    ("on", "sectors"),
    [
        (date(1984, 5, 1), ["ELI"]),
        (date(1990, 5, 1), ["GOV"]),
        (date(1993, 6, 30), ["GOV"]),
        (date(1999, 5, 1), ["OPP"]),
        (None, []),
    ],
)
def test_actor_of_a_day(dictionary: Path, on: date | None, sectors: list[str]) -> None:
    valid = valid_on(read_dictionary(dictionary).actors, on)
    assert [a.sector for a in valid if a.term == "Tebogo van der Meer"] == sectors


def test_default_code_gives_way_to_a_timed_one(tmp_path: Path) -> None:
    path = write(tmp_path, "INGA_HOLM_ [SWEELI]\n\t[SWEGOV 010101-051231]\n")
    actors = read_dictionary(path).actors
    assert [a.sector for a in valid_on(actors, date(2003, 1, 1))] == ["GOV"]
    assert [a.sector for a in valid_on(actors, date(2007, 1, 1))] == ["ELI"]


def test_null_code_is_no_actor(dictionary: Path) -> None:
    assert "River Front" not in {a.term for a in valid_on(read_dictionary(dictionary).actors, None)}


def test_agents_with_plurals_and_sets(tmp_path: Path) -> None:
    agents = read_dictionary(write(tmp_path, AGENTS)).agents
    assert [(agent.term, agent.sector) for agent in agents] == [
        ("coast guard", "MIL"),
        ("attorney general", "JUD"),
        ("attorneys general", "JUD"),
        ("deputy", "LEG"),
        ("deputies", "LEG"),
        ("boss", "CRM"),
        ("bosses", "CRM"),
        ("clergyman", "REL"),
        ("clergywoman", "REL"),
        ("clergypeople", "REL"),
        ("relief agency", "NGO"),
        ("relief agencies", "NGO"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("+LOOSE_SYNONYM_", "before any phrase"),
        ("OLUF_STRAND_ [NORGOV", "a bracket that is not closed"),
        ("OLUF_STRAND_ []", "an empty code"),
        ("OLUF_STRAND_ [NORGOV 990231-000101]", "'990231' is no day"),
        ("OLUF_STRAND_ [NORGOV 12-000101]", "'12' is no day"),
        ("OLUF_STRAND_ [NORGOV 000101-990101]", "ends before it begins"),
        ("OLUF_STRAND_ [NORGOV lately]", "'lately' is no time"),
        ("CLERGY!NOBODY! [~REL]", "!NOBODY! is not defined above"),
        ("CLERGY {CLERGIES [~REL]", "not closed"),
        ("_ [NOR]", "a phrase without words"),
    ],
)
def test_faulty_line_is_named_and_the_rest_is_read(tmp_path: Path, line: str, fault: str) -> None:
    path = write(tmp_path, f"{line}\nNORWAY_ [NOR]\n")
    found = read_dictionary(path)
    assert len(found.faults) == 1
    assert found.faults[0].startswith(f"{path}:1: ")
    assert fault in found.faults[0]
    assert of(list(found.actors), "Norway") == [("NOR", "", "", "")]


def test_nothing_is_read_after_the_stop_line(tmp_path: Path) -> None:
    path = write(tmp_path, "NORWAY_ [NOR]\n---STOP---\nSWEDEN_ [SWE]\n")
    assert {actor.country for actor in read_dictionary(path).actors} == {"NOR"}


def test_import_and_load_give_the_same_actors(dictionary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    imported = import_dictionary(dictionary, folder)
    loaded = load_user_actors(folder)
    assert tuple(loaded) == read_dictionary(dictionary).actors
    assert (imported.actors, imported.agents, imported.faults) == (len(loaded), 0, ())
    assert imported.files == (folder / "ours.actors.tsv",)


def test_importing_again_replaces(dictionary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    import_dictionary(dictionary, folder)
    import_dictionary(write(tmp_path, AGENTS), folder)
    assert load_user_actors(folder) == []
    assert {agent.term for agent in load_user_agents(folder)} >= {"deputy", "coast guard"}


def test_file_without_entries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"ours\.txt: no entry .*it is empty"):
        import_dictionary(write(tmp_path, "# nothing\n"), tmp_path / "lexicon")


def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="absent"):
        read_dictionary(tmp_path / "absent.txt")


def test_broken_row_of_the_lexicon_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.actors.tsv").write_text("term\tcountry\nNorway\tNOR\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"x\.actors\.tsv:2: 2 columns, expected 7"):
        load_user_actors(tmp_path)


def test_no_folder_no_actors(tmp_path: Path) -> None:
    assert load_user_actors(tmp_path / "absent") == []


def test_actors_become_entries_of_the_gazetteer(dictionary: Path) -> None:
    entries = as_entries(valid_on(read_dictionary(dictionary).actors, date(1990, 1, 1)))
    seen = {(entry.term, entry.kind, entry.code, entry.country, entry.sector) for entry in entries}
    assert ("Botswana", "state", "BWA", "BWA", "") in seen
    assert ("Tebogo van der Meer", "group", "", "BWA", "GOV") in seen


WORDS = st.lists(st.from_regex(r"[A-Z]{2,8}", fullmatch=True), min_size=1, max_size=4)
DAYS = st.dates(date(1931, 1, 1), date(2030, 12, 31))


@given(WORDS, DAYS, DAYS)
def test_any_phrase_and_interval_comes_back(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    line = f"{'_'.join(words)}_ [PERGOV {first:%y%m%d}-{last:%Y%m%d}]"
    actors = read_dictionary(write(tmp_path_factory.mktemp("dictionary"), line)).actors
    assert {(a.start, a.end) for a in actors} == {(first.isoformat(), last.isoformat())}
    assert all(actor.term.upper() == " ".join(words) for actor in actors)
