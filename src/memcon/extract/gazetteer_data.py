"""Reads the files of the gazetteer: states, organisations, actors, places and their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from memcon.errors import DataError
from memcon.extract.gazetteer_entries import Entry, Form, Membership, Organization, State
from memcon.extract.gazetteer_rules import Rule, after, any_of, before, fold
from memcon.extract.lexicon import load_yaml

_STATES = "reference/states.yml"
_ORGANIZATIONS = "reference/organizations.yml"
_ACTORS = "reference/actors.tsv"
_PLACES = "reference/places.tsv"
_SECTORS = frozenset(
    re.split(
        " ",
        "GOV JUD LEG MIL PRM COP SPY PTY OPP REB UAF ELI BUS LAB AGR CVL SOC REL EDU JRN MED REF"
        " CRM PRE UNK IGO NGO ISM IMG MNC",
    )
)
_PLACE_KINDS = frozenset({"city", "region", "sea", "river", "facility"})
_STATE_FORMS: Mapping[str, Form] = {
    "names": "name",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "prefixes": "prefix",
    "capital": "capital",
    "seats": "seat",
}
_ORGANIZATION_FORMS: Mapping[str, Form] = {
    "names": "name",
    "organs": "alias",
    "adjectives": "adjective",
    "seats": "seat",
}
_RULE_KEYS = frozenset(
    {
        "term",
        "code",
        "cues",
        "next",
        "previous",
        "near",
        "only_near",
        "initial_next",
        "given_name",
    }
)
_MEMBER = re.compile(r"(?P<code>[A-Z]{2,3})(?: (?P<since>\d{4})?-(?P<until>\d{4})?)?")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that the files of the gazetteer say, for one language."""

    states: Mapping[str, State]
    organizations: Mapping[str, Organization]
    entries: tuple[Entry, ...]
    agents: Mapping[str, str]
    rules: Mapping[str, Rule]
    blocking_prefixes: tuple[str, ...]
    blocking_suffixes: tuple[str, ...]
    before_languages: tuple[str, ...]
    after_languages: tuple[str, ...]
    before_places: tuple[str, ...]
    given_names: tuple[str, ...]


@lru_cache(maxsize=8)
def read_knowledge(language: str) -> Knowledge:
    """The content of the files for a language; DataError names file and key of a fault."""
    names_file, actors_file = f"lang/{language}/names.yml", f"lang/{language}/actors.yml"
    states, organizations = _read_states(), _read_organizations()
    names, actors = _mapping(names_file), _mapping(actors_file)
    parties = frozenset(states) | frozenset(organizations)
    entries: list[Entry] = []
    entries += _state_entries(names_file, names, states)
    entries += _together(names_file, names, entries)
    entries += _organization_entries(actors_file, actors, organizations)
    entries += _actor_entries(f"lang/{language}/actors.tsv", parties)
    entries += _group_entries(actors_file, actors, parties)
    entries += _not_parties(names_file, names)
    entries += _place_entries(parties)
    blocking = names.get("blocking") or {}
    return Knowledge(
        states,
        organizations,
        tuple(entries),
        _agents(actors_file, actors),
        _rules(names_file, names, parties),
        _strings(names_file, "blocking: prefixes", blocking.get("prefixes")),
        _strings(names_file, "blocking: suffixes", blocking.get("suffixes")),
        _strings(names_file, "blocking: languages", blocking.get("languages")),
        _strings(names_file, "blocking: after_languages", blocking.get("after_languages")),
        _strings(names_file, "before_places", names.get("before_places")),
        _strings(names_file, "given_names", names.get("given_names")),
    )


def _read_states() -> dict[str, State]:
    found = {}
    for code, value in _mapping(_STATES).items():
        fields = _fields(_STATES, code, value)
        alpha2 = fields.get("alpha2")
        if not isinstance(alpha2, str):
            raise _fault(_STATES, code, "`alpha2` must be two letters in quotation marks")
        found[code] = State(
            code,
            alpha2,
            str(fields.get("from", "")),
            str(fields.get("to", "")),
            _strings(_STATES, code, fields.get("successors")),
            str(fields.get("continuator", "")),
        )
    for state in found.values():
        unknown = [code for code in (*state.successors, state.continuator) if code]
        for code in unknown:
            if code not in found:
                raise _fault(_STATES, state.code, f"unknown state {code!r}")
    return found


def _read_organizations() -> dict[str, Organization]:
    found = {}
    for code, value in _mapping(_ORGANIZATIONS).items():
        fields = _fields(_ORGANIZATIONS, code, value)
        members = []
        for text in _strings(_ORGANIZATIONS, code, fields.get("members")):
            match = _MEMBER.fullmatch(text)
            if match is None:
                raise _fault(_ORGANIZATIONS, code, f"member {text!r} is not like 'GBR 1973-2020'")
            since, until = match["since"], match["until"]
            members.append(
                Membership(
                    match["code"], int(since) if since else None, int(until) if until else None
                )
            )
        outside = fields.get("all_but")
        found[code] = Organization(
            code,
            str(fields.get("seat", "")),
            tuple(members),
            frozenset(_strings(_ORGANIZATIONS, code, outside)) if outside is not None else None,
        )
    return found


def _state_entries(
    file: str, names: Mapping[str, Any], states: Mapping[str, State]
) -> Iterator[Entry]:
    for code, value in _fields(file, "states", names.get("states")).items():
        if code not in states:
            raise _fault(file, code, f"not in {_STATES}")
        fields = _fields(file, code, value)
        shown = _first(file, code, fields.get("names"))
        for key, terms in fields.items():
            if key not in _STATE_FORMS:
                raise _fault(file, code, f"unknown key {key!r}")
            form = _STATE_FORMS[key]
            capital = ""
            for term, sector in _terms(file, f"{code}: {key}", terms):
                capital = capital or term
                if form in ("capital", "seat"):
                    name = capital if form == "capital" else term
                    yield Entry(term, code, "state", form, name, code, sector or "GOV")
                else:
                    yield Entry(term, code, "state", form, shown, code, sector)
                if form == "capital" and states[code].existed(None):
                    yield Entry(term, "", "place", "place", capital, code)


def _together(file: str, names: Mapping[str, Any], entries: Sequence[Entry]) -> Iterator[Entry]:
    """The names of several states at once: an entry for each of the states."""
    shown = {entry.code: entry.name for entry in entries if entry.form == "name"}
    for value in names.get("together") or ():
        fields = _fields(file, "together", value)
        for term in _strings(file, "together: terms", fields.get("terms")):
            for code in _strings(file, f"together: {term}", fields.get("codes")):
                if code not in shown:
                    raise _fault(file, f"together: {term}", f"unknown state {code!r}")
                yield Entry(term, code, "state", "together", shown[code], code)


def _organization_entries(
    file: str, actors: Mapping[str, Any], organizations: Mapping[str, Organization]
) -> Iterator[Entry]:
    for code, value in _fields(file, "organizations", actors.get("organizations")).items():
        if code not in organizations:
            raise _fault(file, code, f"not in {_ORGANIZATIONS}")
        fields = _fields(file, code, value)
        shown = _first(file, code, fields.get("names"))
        for key, terms in fields.items():
            if key not in _ORGANIZATION_FORMS:
                raise _fault(file, code, f"unknown key {key!r}")
            form = _ORGANIZATION_FORMS[key]
            for term, sector in _terms(file, f"{code}: {key}", terms):
                name = shown if key == "names" else term
                yield Entry(term, code, "igo", form, name, code, sector or "IGO")


def _actor_entries(file: str, parties: frozenset[str]) -> Iterator[Entry]:
    known = {}
    for where, (key, code, sector) in _rows(_ACTORS, 3):
        known[key] = (_country(_ACTORS, where, code, parties), _sector(_ACTORS, where, sector))
    for where, (key, shown, *others) in _rows(file, 2):
        if key not in known:
            raise _fault(file, where, f"{key!r} is not in {_ACTORS}")
        country, sector = known[key]
        yield Entry(shown, "", "organisation", "name", shown, country, sector)
        for term in others:
            yield Entry(term, "", "organisation", "alias", shown, country, sector)


def _group_entries(
    file: str, actors: Mapping[str, Any], parties: frozenset[str]
) -> Iterator[Entry]:
    for key, value in _fields(file, "groups", actors.get("groups")).items():
        fields = _fields(file, key, value)
        country = _party(file, key, fields.get("country", ""), parties)
        sector = _sector(file, key, fields.get("sector", "CVL"))
        for term, _ in _terms(file, key, fields.get("terms")):
            yield Entry(term, "", "group", "demonym", key, country, sector)


def _not_parties(file: str, names: Mapping[str, Any]) -> Iterator[Entry]:
    for group in names.get("not_parties") or ():
        kind = str(_fields(file, "not_parties", group).get("kind", ""))
        for term in _strings(file, f"not_parties: {kind}", group.get("terms")):
            yield Entry(term, "", "not_party", "name", term)


def _place_entries(parties: frozenset[str]) -> Iterator[Entry]:
    for where, (name, code, kind, *_) in _rows(_PLACES, 3):
        if kind not in _PLACE_KINDS:
            raise _fault(_PLACES, where, f"unknown kind {kind!r}")
        country = _country(_PLACES, where, code, parties)
        yield Entry(name, "", "place", "place", name, country)


def _agents(file: str, actors: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for sector, lemmas in _fields(file, "agents", actors.get("agents")).items():
        _sector(file, "agents", sector)
        for lemma in _strings(file, f"agents: {sector}", lemmas):
            if found.setdefault(lemma, sector) != sector:
                raise _fault(file, f"agents: {lemma}", f"both {found[lemma]} and {sector}")
    return found


def _rules(file: str, names: Mapping[str, Any], parties: frozenset[str]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for value in names.get("ambiguous") or ():
        fields = _fields(file, "ambiguous", value)
        term = fields.get("term")
        if not isinstance(term, str):
            raise _fault(file, "ambiguous", f"an entry without `term`: {value}")
        key = f"ambiguous: {term}"
        unknown = set(fields) - _RULE_KEYS
        if unknown:
            raise _fault(file, key, f"unknown key {min(unknown)!r}")
        if fold(term) in found:
            raise _fault(file, key, "listed twice")
        code = _party(file, key, fields.get("code", ""), parties)
        cues = {
            _party(file, key, each, parties): any_of(_strings(file, key, words))
            for each, words in (fields.get("cues") or {}).items()
        }
        if cues and code not in cues:
            raise _fault(file, key, "`code` must be one of those with cues")
        found[fold(term)] = _rule(file, key, fields, code, cues)
    return found


def _rule(
    file: str, key: str, fields: Mapping[str, Any], code: str, cues: Mapping[str, re.Pattern[str]]
) -> Rule:
    words = {
        name: _strings(file, f"{key}: {name}", fields[name])
        for name in _RULE_KEYS & set(fields)
        if name not in ("term", "code", "cues", "given_name")
    }
    return Rule(
        code,
        cues,
        following=after(words["next"]) if "next" in words else None,
        previous=before(words["previous"]) if "previous" in words else None,
        near=any_of(words["near"]) if "near" in words else None,
        only_near=any_of(words["only_near"]) if "only_near" in words else None,
        initial=after(words["initial_next"]) if "initial_next" in words else None,
        is_given_name=fields.get("given_name") is True,
    )


def _mapping(file: str) -> dict[str, Any]:
    content = load_yaml(file)
    if not isinstance(content, dict):
        message = f"{file}: must be a mapping"
        raise DataError(message)
    return cast("dict[str, Any]", content)


def _rows(file: str, least: int) -> Iterator[tuple[str, list[str]]]:
    """The rows of a table with the line of each; every one has that many cells or more."""
    try:
        lines = files("memcon").joinpath(file).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        message = f"{file}: missing; there is no gazetteer without it"
        raise DataError(message) from error
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < least:
            raise _fault(file, f"line {number}", f"needs {least} cells, separated by tabs")
        yield f"line {number}", cells


def _fields(file: str, key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _fault(file, key, "must be a mapping")
    return value


def _strings(file: str, key: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _fault(file, key, f"must be a list of strings, is {value!r}")
    return tuple(value)


def _terms(file: str, key: str, value: Any) -> Iterator[tuple[str, str]]:
    """The terms of a list with the sector that is given to each, if any."""
    items: Iterable[Any] = value or ()
    if isinstance(items, str):
        raise _fault(file, key, "must be a list")
    for item in items:
        if isinstance(item, str):
            yield item, ""
        elif isinstance(item, dict) and isinstance(item.get("term"), str):
            yield item["term"], _sector(file, key, item.get("sector"))
        else:
            raise _fault(file, key, f"neither a term nor a term with its sector: {item!r}")


def _first(file: str, key: str, value: Any) -> str:
    for term, _ in _terms(file, key, value):
        return term
    raise _fault(file, key, "has no `names`")


def _party(file: str, key: str, code: Any, parties: frozenset[str]) -> str:
    if not isinstance(code, str) or (code and code not in parties):
        raise _fault(file, key, f"{code!r} is no state of {_STATES} or {_ORGANIZATIONS}")
    return code


def _country(file: str, key: str, cell: str, parties: frozenset[str]) -> str:
    """The code in a cell of a table, or "" where it has none."""
    return "" if cell == "-" else _party(file, key, cell, parties)


def _sector(file: str, key: str, sector: Any) -> str:
    if not isinstance(sector, str) or sector not in _SECTORS:
        raise _fault(file, key, f"{sector!r} is no PLOVER sector")
    return sector


def _fault(file: str, key: str, what: str) -> DataError:
    return DataError(f"{file}: {key}: {what}")
