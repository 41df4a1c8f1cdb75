"""Titles of offices in a text, and who held an office when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import DataError
from memcon.extract.offices import (
    COLUMNS,
    Holder,
    HolderIndex,
    NameRules,
    TitleIndex,
    load_holders,
    load_offices,
    load_titles,
    name_key,
    read_holders,
)

RULES = NameRules(
    as_of="2025-01-01",
    family_first=frozenset({"CHN"}),
    particles=frozenset({"van", "der", "al"}),
    articles=frozenset({"al", "el"}),
    suffixes=frozenset({"jr."}),
    variants={"sergey": "sergei"},
)


def holder(person: str, start: str, end: str = "", **more: str) -> Holder:
    """A tenure, by default of a minister of foreign affairs of Chile."""
    return Holder(
        person=person,
        aliases=tuple(filter(None, more.get("aliases", "").split("|"))),
        country=more.get("country", "CHL"),
        office=more.get("office", "foreign_minister"),
        title="minister",
        start=start,
        end=end,
        status="unverified",
    )


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.title.office) for m in load_titles().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president of Ghana spoke", [("president", "head_of_state")]),
        ("the vice president spoke", [("vice president", "vice_president")]),
        ("Prime\nMinister Mottley", [("Prime\nMinister", "head_of_government")]),
        ("deputy prime ministers", [("deputy prime ministers", "deputy_head_of_government")]),
        ("Minister of Foreign Affairs", [("Minister of Foreign Affairs", "foreign_minister")]),
        ("the minister for climate change", [("minister for climate change", "minister")]),
        ("oil ministers of both", [("oil ministers", "energy_minister")]),
        ("Vice-Minister of Commerce", [("Vice-Minister of Commerce", "deputy_minister")]),
        ("the U.N. secretary-general", [("U.N. secretary-general", "secretary_general")]),
        ("PM Kubilius said", [("PM", "head_of_government")]),
        ("at 4 PM in Riga", []),
        ("the pm train", []),
        ("presidential aides", [("presidential aides", "adviser")]),
        ("premiership", []),
        ("the Premier League", []),
        ("The General Assembly met", []),
        ("General Ilunga met", [("General", "military_commander")]),
        ("a general rule", []),
        ("an İzmir premier", [("premier", "head_of_government")]),
    ],
)
def test_title_is_the_longest_whole_phrase(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_plural_and_level_come_with_the_title() -> None:
    (match,) = load_titles().find("The finance ministers conferred.")
    assert (match.title.plural, match.title.level, match.title.sector) == (
        True,
        "ministerial",
        "GOV",
    )


@pytest.mark.parametrize(
    ("term", "country", "office"),
    [
        ("chancellor", "AUT", "head_of_government"),
        ("chancellor", "GBR", "finance_minister"),
        ("secretary of state", "", "foreign_minister"),
        ("Secretary of State", "USA", "foreign_minister"),
        ("secretary of state", "POL", "deputy_minister"),
        ("foreign secretary", "IND", "deputy_minister"),
        ("foreign secretary", "GBR", "foreign_minister"),
        ("premier", "CAN", "governor"),
        ("taoiseach", "", "head_of_government"),
    ],
)
def test_one_title_means_different_offices_in_different_states(
    term: str, country: str, office: str
) -> None:
    meaning = load_titles().meaning(term, country)
    assert meaning is not None
    assert meaning.office == office


def test_reading_keeps_the_general_meaning_where_a_state_has_none_of_its_own() -> None:
    index = load_titles()
    general = index.find("the premier")[0].title
    assert index.reading(general, "CHN") == general
    assert index.reading(general, "AUS").office == "governor"


def test_unknown_term_has_no_meaning() -> None:
    assert load_titles().meaning("lamplighter") is None


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("former president Wade", "former"),
        ("Ex-president Wade", "former"),
        ("acting president Wade", "acting"),
        ("president-elect Wade", "elect"),
        ("president designate Wade", "elect"),
        ("reformer president Wade", ""),
        ("president Wade", ""),
    ],
)
def test_modifier_beside_a_title(text: str, modifier: str) -> None:
    index = load_titles()
    match = index.find(text)[0]
    assert index.modifier(text, match.start, match.end) == modifier


@given(st.text(max_size=80))
def test_matches_lie_in_the_text_in_order(text: str) -> None:
    reached = 0
    for start, end, title in load_titles().find(text):
        assert reached <= start < end <= len(text)
        assert title.office in load_offices()
        reached = end


def test_unknown_office_is_named() -> None:
    data = {"offices": {"lamplighter": {"terms": [["lamplighter", "lamplighters"]]}}}
    with pytest.raises(DataError, match=r"titles\.yml: 'lamplighter': no office 'lamplighter'"):
        TitleIndex(data, "titles.yml")


def test_term_of_two_offices_is_an_error() -> None:
    data = {"offices": {"envoy": {"terms": [["legate"]]}, "diplomat": {"terms": [["legate"]]}}}
    with pytest.raises(DataError, match="'legate' is both envoy and diplomat"):
        TitleIndex(data, "titles.yml")


# ---------------------------------------------------------------------------------- holders


def index(*holders: Holder) -> HolderIndex:
    return HolderIndex(holders, RULES)


@pytest.mark.parametrize(
    ("person", "country", "query"),
    [
        ("Gabriela Ruiz", "CHL", "ruiz"),
        ("Jan van der Berg", "NLD", "Van der Berg"),
        ("Li Ming", "CHN", "Li"),
        ("Omar al-Hadi", "LBY", "Hadi"),
        ("Omar al-Hadi", "LBY", "el-Hadi"),
        ("José Núñez Jr.", "PHL", "Nunez"),
        ("Sergei Orlov", "RUS", "Sergey Orlov"),
        ("Ahmet Y\u0131ld\u0131z", "TUR", "AHMET YILDIZ"),
        ("Gabriela Ruiz", "CHL", "Gabriela M. Ruiz"),
        ("Gabriela Ruiz", "CHL", "Gabriela Maria Ruiz"),
        ("Gabriela M. Ruiz", "CHL", "Gabriela Ruiz"),
        ("Hamad bin Omar Al Hadi", "QAT", "Hamad bin Omar bin Said Al-Hadi"),
    ],
)
def test_person_is_found_by_name_and_surname(person: str, country: str, query: str) -> None:
    tenure = holder(person, "2010", country=country)
    assert index(tenure).by_name(query) == [tenure]


def test_alias_finds_the_person() -> None:
    tenure = holder("Ana Maria Duarte", "2010", aliases="Nana|Ana Duarte")
    assert index(tenure).by_name("Nana") == [tenure]


def test_given_name_alone_finds_nobody() -> None:
    assert index(holder("Gabriela Ruiz", "2010")).by_name("Gabriela") == []


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (date(2009, 12, 31), 0),
        (date(2010, 1, 1), 1),
        (date(2012, 3, 5), 1),
        (date(2012, 3, 31), 1),
        (date(2012, 4, 1), 0),
        (None, 1),
    ],
)
def test_by_name_keeps_to_the_tenure_so_far_as_dates_say(on: date | None, count: int) -> None:
    assert len(index(holder("Gabriela Ruiz", "2010", "2012-03")).by_name("Ruiz", on)) == count


def test_successor_holds_the_office_on_the_day_of_handover() -> None:
    known = index(
        holder("Ruiz A", "2010-05-01", "2014-05-01"), holder("Soto B", "2014-05-01", "2018-05-01")
    )
    held = known.by_office("CHL", "foreign_minister", date(2014, 5, 1))
    assert held is not None
    assert held.person == "Soto B"


def test_nobody_is_guessed_where_two_may_have_held_the_office() -> None:
    known = index(holder("Ruiz A", "2010", "2014"), holder("Soto B", "2014", "2018"))
    assert known.by_office("CHL", "foreign_minister", date(2014, 6, 1)) is None
    held = known.by_office("CHL", "foreign_minister", date(2015, 6, 1))
    assert held is not None
    assert held.person == "Soto B"


def test_nobody_holds_an_office_in_a_gap() -> None:
    known = index(holder("Ruiz A", "2010-01-01", "2011-01-01"), holder("Soto B", "2012-01-01"))
    assert known.by_office("CHL", "foreign_minister", date(2011, 6, 1)) is None


def test_monarch_answers_for_head_of_state() -> None:
    known = index(holder("Haakon IX", "2010-01-01", office="monarch", country="NOR"))
    held = known.by_office("NOR", "head_of_state", date(2011, 1, 1))
    assert held is not None
    assert held.person == "Haakon IX"
    assert known.by_office("NOR", "head_of_state", None) == held


@pytest.mark.parametrize(
    ("country", "office", "on", "person"),
    [
        ("KEN", "head_of_state", date(2005, 6, 1), "Mwai Kibaki"),
        ("JPN", "head_of_government", date(1973, 1, 15), "Kakuei Tanaka"),
        ("SUN", "foreign_minister", date(1970, 3, 1), "Andrei Gromyko"),
        ("THA", "head_of_state", date(1999, 3, 1), "Bhumibol Adulyadej"),
        ("EU", "head_of_government", date(2012, 7, 1), "José Manuel Barroso"),
        ("ARG", "head_of_state", date(2001, 12, 25), None),
        ("XYZ", "head_of_state", date(2001, 12, 25), None),
    ],
)
def test_listed_holders(country: str, office: str, on: date, person: str | None) -> None:
    held = load_holders().by_office(country, office, on)
    assert (held.person if held else None) == person


@pytest.mark.parametrize(
    ("surname", "on", "country"),
    [
        ("Bachelet", date(2007, 1, 1), "CHL"),
        ("Suga", date(2021, 1, 1), "JPN"),
        ("Mbeki", date(2003, 1, 1), "ZAF"),
        ("Hu", date(2006, 1, 1), "CHN"),
        ("Erdogan", date(2010, 1, 1), "TUR"),
    ],
)
def test_listed_surnames(surname: str, on: date, country: str) -> None:
    assert {held.country for held in load_holders().by_name(surname, on)} == {country}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("person\tcountry\n", r"here\.tsv:1: the first row must be: person aliases"),
        ("# a comment\n" + "\t".join(COLUMNS) + "\na\tb\n", r"here\.tsv:3: 2 columns, expected 9"),
    ],
)
def test_malformed_table_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_holders(text, "here.tsv")


@given(st.text(max_size=40))
def test_name_key_is_stable(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
