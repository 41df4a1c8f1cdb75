"""The data of the gazetteer is whole and does not contradict itself."""

from __future__ import annotations

from collections import defaultdict

import pytest

from memcon.extract.gazetteer import Entry, fold, load_gazetteer, members_of, states
from memcon.extract.gazetteer_data import read_knowledge

KNOWLEDGE = read_knowledge("en")
# Nobody speaks for these, or they are no more than the name of an island or a city.
WITHOUT_CAPITAL = set(
    "AIA ATA ATF BVT HKG HMD IMN IOT MAC NFK SGS SHN TKL UMI".split()  # noqa: SIM905 (a list of codes)
)
WITHOUT_ADJECTIVE = {"ATF", "BLM", "BVT", "CXR", "HMD", "JEY", "SGS", "UMI"}


def forms_of(code: str) -> set[str]:
    return {entry.form for entry in KNOWLEDGE.entries if entry.code == code}


@pytest.mark.parametrize("code", sorted(KNOWLEDGE.states))
def test_every_state_has_its_names(code: str) -> None:
    forms = forms_of(code)
    assert "name" in forms
    assert ("adjective" in forms) is (code not in WITHOUT_ADJECTIVE)
    assert ("capital" in forms) is (code not in WITHOUT_CAPITAL)


def test_all_codes_are_of_their_kind() -> None:
    assert all(len(code) == 3 and code.isupper() for code in KNOWLEDGE.states)
    alpha2 = [state.alpha2 for state in KNOWLEDGE.states.values() if not state.end]
    assert len(set(alpha2)) == len(alpha2)
    assert len([s for s in KNOWLEDGE.states.values() if not s.end]) == 249 + 1  # ISO 3166-1, Kosovo
    assert not set(KNOWLEDGE.states) & set(KNOWLEDGE.organizations)


def test_former_states_have_ended_and_have_successors() -> None:
    for state in states().values():
        assert bool(state.end) is bool(state.successors), state.code
        if state.end and state.start:
            assert state.start < state.end


@pytest.mark.parametrize("code", sorted(KNOWLEDGE.organizations))
def test_organisations_know_their_members_and_seat(code: str) -> None:
    organization = KNOWLEDGE.organizations[code]
    known = set(KNOWLEDGE.states) | set(KNOWLEDGE.organizations)
    assert {member.code for member in organization.members} <= known
    assert not organization.seat or organization.seat in KNOWLEDGE.states
    assert set(members_of(code)) <= known
    for member in organization.members:
        assert (member.since or 0) <= (member.until or 9999)
    assert "name" in forms_of(code)


def test_every_actor_has_a_name() -> None:
    named = {(e.name, e.country, e.sector) for e in KNOWLEDGE.entries if e.kind == "organisation"}
    assert len(named) > 3000


def test_a_term_means_one_party_unless_listed_as_ambiguous() -> None:
    meanings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in KNOWLEDGE.entries:
        several = entry.form == "together"  # "the two Koreas" are meant to be both
        if entry.kind in ("state", "igo", "organisation") and not (several or _is_former(entry)):
            form = "name" if entry.kind == "organisation" else entry.form
            meanings[fold(entry.term), form].add(entry.code or entry.country)
    clashes = {key: codes for key, codes in meanings.items() if len(codes) > 1}
    unlisted = {key: codes for key, codes in clashes.items() if key[0] not in KNOWLEDGE.rules}
    assert not unlisted


def _is_former(entry: Entry) -> bool:
    return entry.kind == "state" and bool(KNOWLEDGE.states[entry.code].end)


def test_no_place_bears_the_name_of_a_state_or_of_two_states() -> None:
    countries: dict[str, set[str]] = defaultdict(set)
    for entry in KNOWLEDGE.entries:
        if entry.kind == "place":
            countries[fold(entry.term)].add(entry.country)
        elif entry.kind == "state" and entry.form == "name":
            countries[fold(entry.term)].add(entry.code)
    several = {
        name: codes
        for name, codes in countries.items()
        if len(codes) > 1 and name not in KNOWLEDGE.rules
    }
    assert not several


def test_every_rule_is_about_a_term_of_the_gazetteer() -> None:
    terms = {fold(entry.term) for entry in KNOWLEDGE.entries}
    assert not set(KNOWLEDGE.rules) - terms


def test_the_reading_of_a_rule_is_one_of_its_term() -> None:
    gazetteer = load_gazetteer()
    for term, rule in KNOWLEDGE.rules.items():
        codes = {code for e in gazetteer.lookup(term) for code in (e.code, e.country)}
        assert rule.code in codes | {""}, term


def test_sectors_of_agents_cover_the_common_ones() -> None:
    expected = {"GOV", "MIL", "COP", "LEG", "JUD", "OPP", "REB", "BUS", "CVL", "REF", "JRN"}
    assert expected <= set(KNOWLEDGE.agents.values())


def test_terms_are_clean() -> None:
    for entry in KNOWLEDGE.entries:
        assert entry.term == entry.term.strip()
        assert "  " not in entry.term
        assert len(entry.term) > 1
