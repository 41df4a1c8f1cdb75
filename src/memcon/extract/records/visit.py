"""Visits: somebody in office goes to another country."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as day
from datetime import timedelta

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import is_state, party_actor
from memcon.extract.candidate import Candidate
from memcon.extract.clauses import trim
from memcon.extract.frames import Match
from memcon.extract.lexicon import discourse_words, phrases
from memcon.extract.modality import Modality
from memcon.extract.offices import load_offices
from memcon.extract.records.context import Context
from memcon.extract.records.meeting_guests import leaders_of, of_team
from memcon.extract.records.meeting_sides import whose
from memcon.extract.records.no_meeting import is_unwilling
from memcon.extract.records.occasions import (
    change_of,
    changed,
    is_adjunct,
    is_duty,
    is_question,
    is_reduced,
    listed_persons,
    scheduled,
    settle,
)
from memcon.model import edtf
from memcon.model.party import Actor

_PAIR = 2
_NEAR = 3  # sentences back in which the visit stands that "his visit" takes up
_PRIVATE = ("BUS", "MNC", "JRN", "MED")  # sectors of those who go nowhere for a state
_EXPLAINING = ("appos", "attr", "obl:unmarked", "parataxis", "dep")  # how a remark may hang
_DAYS = re.compile(r"P(\d+)D")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEWS = frozenset({"visit.verb", "visit.travel", "visit.hosted", "visit.return"})
_KINDS = {
    "KIND_STATE_VISIT": "state",
    "KIND_OFFICIAL_VISIT": "official",
    "KIND_WORKING_VISIT": "working",
}


def extract(context: Context) -> list[Candidate]:
    """The visits that a document tells of, announces or calls off."""
    made: list[Candidate] = []
    guests: list[Candidate] = []
    for match in context.matches("visit"):
        found = _visits(context, match)
        found = [each for each in found if not _is_turned(context, match, each, made)]
        if not found:
            _call_off(context, match, made)
        (guests if match.frame.id == "visit.guest" else made).extend(found)
    known = {(each.slots["visitor"].get("name"), each.get("host")) for each in made}
    made += [g for g in guests if (g.slots["visitor"].get("name"), g.get("host")) not in known]
    _date_by_arrival(context, made)
    return made


def _is_turned(context: Context, match: Match, visit: Candidate, made: Sequence[Candidate]) -> bool:
    """ "The king met Prime Minister Ruiz. During his visit": of her, who came, not of her host."""
    owner = match.token.child("nmod:poss") if match.frame.id == "visit.noun" else None
    if owner is None or owner.tag != "PRP$":
        return False
    if any(_host(context, match, token) for token in match.tokens("host")):
        return False
    name = visit.slots["visitor"].get("name")
    before = (m for m in match.view.mentions.values() if m.start < owner.start)
    if any(m.form == "person" and a.name == name for m in before for a in m.actors):
        return False  # "made by President Ruiz at the start of her tour"
    home, host = visit.slots["visitor"].get("country"), visit.get("host")
    near = match.view.sentence.index - _NEAR
    others = [
        each.slots["visitor"].get("country")
        for each in made
        if each.get("host") == home and each.sentence >= near
    ]
    return any(country in (host, None) for country in others)


def _call_off(context: Context, match: Match, made: Sequence[Candidate]) -> None:
    """ "He was due in May, but that trip was called off": the one told of just before."""
    determiner, change = match.token.child("det"), change_of(context, match)
    known = discourse_words(context.language).definite_articles
    if match.frame.pos != "noun" or determiner is None or change is None:
        return
    if change.kind != "cancelled" or determiner.text.lower() not in known:
        return
    near = match.view.sentence.index - 1
    planned = [each for each in made if each.get("status") == "planned" and each.sentence >= near]
    if planned:
        planned[-1].slots["status"] = "cancelled"
        planned[-1].spans.append(_span(context, match))


def _date_by_arrival(context: Context, made: Sequence[Candidate]) -> None:
    """Of "received X, who arrived on Sunday" the visit's day: when he came, not when it is told."""
    undated = [visit for visit in made if "date" in visit.assumed and visit.get("date")]
    coming = phrases(context.language, "meeting")["coming_verbs"]
    for match in context.matches("visit") if undated else ():
        came = match.frame.id == "visit.travel" and match.status == "made"
        if not came or match.token.lemma not in coming:
            continue
        when = context.circumstances.when(match.view, match.token)
        names = {visitor.name for visitor in match.actors("visitor") if visitor.name}
        for visit in undated:
            near = abs(visit.sentence - match.view.sentence.index) <= 1
            same = near and visit.slots["visitor"].get("name") in names
            if same and when and visit.get("status") == "made":
                visit.slots["date"] = when


def _visits(context: Context, match: Match) -> list[Candidate]:
    """The visits of a match: one for each visitor and each country."""
    values = match.frame.values
    visitors = [
        _at_home(context, match, each)
        for each in _visitors(context, match)
        if not _is_private(context, each)
    ]
    if not match.status or not visitors or is_duty(context, match) or is_question(match):
        return []
    if _is_figurative(context, match) or (match.frame.id == "visit.hosted" and is_reduced(match)):
        return []
    if is_unwilling(context, match):
        return []
    if not _is_needed(context, match):
        return []
    if values.get("dated") and not _is_dated_stay(context, match):
        return []
    if _is_mutual(context, match):
        return _exchanged(context, match, visitors)
    made = []
    for host, place in _hosts(context, match, visitors):
        guests = visitors
        if all(visitor.country == host for visitor in visitors):
            guests = _guests(match, host)
        for visitor in map(_one_of, guests) if len(guests) > 1 else guests:
            if visitor.country != host and (visitor.name or visitor.country):
                made += _candidates(context, match, visitor, host, place)
    return made


def _one_of(visitor: Actor) -> Actor:
    """One of several who go, called by an office in the plural: "the foreign ministers"."""
    return visitor if visitor.name else replace(visitor, role=visitor.role.removesuffix("s"))


def _is_figurative(context: Context, match: Match) -> bool:
    """ "went through the list", "landed for a visit": no journey, or one told already."""
    goals = phrases(context.language, "meeting")["until_cases"]
    if match.frame.id == "visit.travel":
        if context.grammar.is_passive(match.token) or _is_to_post(context, match):
            return True  # "a team headed by X", "the ambassador returned to Lima"
        if any(_host(context, match, t) for t in match.tokens("host") if t.case in goals):
            return False  # "went on to Quito", "flew off to Lima"
        return match.token.child("compound:prt") is not None or any(
            child.tag == "RP" for child in match.token.children
        )
    if _is_explaining(context, match) or _is_remark(context, match) or _is_courtesy(context, match):
        return True
    above = match.token.head
    if match.frame.id != "visit.noun" or above is None or match.token.rel != "obl":
        return False
    if match.token.case in phrases(context.language, "meeting")["after_cases"]:
        return False  # "flew to Rome after a visit to Paris": two journeys
    if "TRAVEL" not in context.matcher.concepts_of(above):
        return False
    told = (trial for trial in context.matcher.match(match.view, "visit") if trial.token is above)
    return any(_host(context, trial, t) for trial in told for t in trial.tokens("host"))


def _is_explaining(context: Context, match: Match) -> bool:
    """ "is due there in July, his first trip to Chad": told already, by another word."""
    owner = match.token.child("nmod:poss")
    if match.frame.id != "visit.noun" or owner is None or owner.tag != "PRP$":
        return False
    first = owner.index - 1
    if match.token.rel not in _EXPLAINING or match.view.tokens[max(first, 0)].text != ",":
        return False
    others = (trial.token for trial in context.matcher.match(match.view, "visit"))
    return any(other.index < match.token.index for other in others)


def _is_courtesy(context: Context, match: Match) -> bool:
    """ "received the ambassador during a courtesy visit": who serves there comes from nowhere."""
    if match.frame.id == "visit.hosted":
        guests = match.actors("visitor")
        return bool(guests) and all(actor.office == "ambassador" for actor in guests)
    polite = phrases(context.language, "meeting")["courtesy_words"]
    below = match.token.all_children("amod", "compound") if match.frame.pos == "noun" else []
    return any(child.lower in polite for child in below) and is_adjunct(context, match)


def _is_remark(context: Context, match: Match) -> bool:
    """ "This was the first visit by a Chilean leader": told before, by name."""
    if match.frame.id != "visit.noun" or match.token.rel not in ("attr", "xcomp"):
        return False
    things = discourse_words(context.language).thing_pronouns
    subjects = context.grammar.subjects(match.governor)
    back = any(each.lower in things or each.tag == "DT" for each in subjects)
    return back and not any(a.name for a in _of_subject(match))


def _is_to_post(context: Context, match: Match) -> bool:
    """Whether an envoy goes back to where he serves, or is called home from there."""
    envoys = [a for a in match.actors("visitor") if a.office == "ambassador"]
    return bool(envoys) and "RETURN_FROM" in context.matcher.concepts_of(match.token)


def _is_needed(context: Context, match: Match) -> bool:
    """Whether what the frame asks for besides its arguments is there."""
    needs, of = match.frame.values.get("needs"), context.matcher.concepts_of
    if not needs:
        return True
    if needs == "VISIT":
        return _mentions_visit(context, match) or _is_asked_home(match)
    if match.frame.pos == "noun":
        return match.support is not None and needs in of(match.support)
    return any(needs in of(token) for token in match.tokens("host"))


def _is_asked_home(match: Match) -> bool:
    """ "President Nyerere of Tanzania invited Mr. Palme to Tanzania": to his own country."""
    inviting = {actor.party for actor in match.actors("inviter")} - {""}
    named = [m for token in match.tokens("host") if (m := match.view.mention(token)) is not None]
    return any(m.form == "name" and a.party in inviting for m in named for a in m.actors)


def _is_mutual(context: Context, match: Match) -> bool:
    """ "exchanged visits", "attended each other's parades"."""
    of = context.matcher.concepts_of
    if match.frame.pos == "noun":
        return match.support is not None and "EXCHANGE" in of(match.support)
    owners = [c for t in match.tokens("host") for c in t.all_children("nmod:poss")]
    return any("EACH_OTHER" in of(owner) for owner in owners)


def _exchanged(context: Context, match: Match, visitors: Sequence[Actor]) -> list[Candidate]:
    """Of two persons who visited each other a visit for each."""
    made = []
    for visitor, other in itertools.permutations(visitors, 2):
        if visitor.country and other.country and visitor.country != other.country:
            made += _candidates(context, match, visitor, other.country, {})
    return made if len(visitors) == _PAIR else []


def _visitors(context: Context, match: Match) -> list[Actor]:
    """Who goes: persons, those at the head of a delegation, else whoever stands before the act."""
    made = [a for a in match.view.first_actors(_makers(context, match)) if _can_go(a)]
    if made:
        return made
    teams = match.tokens("visitor")
    told = [of_team(match, a, teams) if a.kind == "person" else a for a in _of_subject(match)]
    found = [a for a in told if _can_go(a) and (a.party or a.office)]
    found = found or [a for a in match.actors("visitor") if a.kind == "person" and _is_owned(match)]
    if match.frame.values.get("loose") and not any(a.kind == "person" for a in found):
        inside = match.view.mentions_in(match.token.subtree())
        found = [a for m in inside if m.form == "person" for a in m.actors]
    if match.frame.id == "visit.hosted" and found:
        found += [a for a in listed_persons(match, "visitor") if a not in found]
    owners = [a for token in match.tokens("visitor") for a in whose(match, token) if a.party]
    if owners:  # "Austria, whose chancellor visited both"
        found = [replace(a, country=a.country or owners[0].party) for a in found]
    if found:
        return found
    led = [
        leader for token in match.tokens("visitor") for leader in leaders_of(context, match, token)
    ]
    if led:
        return [actor for actor in led if _can_go(actor)]
    return _loose_subject(context, match)


def _makers(context: Context, match: Match) -> list[Token]:
    """ "praised the visit paid by President Ruiz to Peru": who paid it."""
    if match.frame.id != "visit.noun":
        return []
    clauses = [c for c in match.token.all_children("acl") if c.tag == "VBN"]
    paid = [c for c in clauses if "PAY" in context.matcher.concepts_of(c)]
    return [agent for clause in paid for agent in clause.all_children("obl:agent")]


def _of_subject(match: Match) -> list[Actor]:
    """The visitors; of "Ruiz paid the first visit by a Peruvian leader" she alone."""
    tokens = match.tokens("visitor")
    owned = [token for token in tokens if token.rel == "nmod:poss"]
    if owned and len(owned) < len(tokens):
        return match.view.first_actors(owned)  # "during its stay it was received by X"
    by_whom = match.view.first_actors([t for t in tokens if t.head is match.token and t.case])
    if any(actor.kind == "person" and actor.name for actor in by_whom):
        return by_whom  # "prepared a trip by President Ruiz"
    below = match.token.subtree()
    outside = [token for token in tokens if token not in below]
    told = match.view.first_actors(outside)
    if match.support is not None and any(a.name for a in told):
        return told
    return match.actors("visitor")


def _at_home(context: Context, match: Match, visitor: Actor) -> Actor:
    """An unnamed office in a state's own text, or in somebody's words, is of that state."""
    if visitor.country or visitor.name:
        return visitor
    speaker = match.view.speaker
    country = (speaker.country if speaker is not None else "") or context.document.author
    return replace(visitor, country=country) if is_state(country) else visitor


def _is_owned(match: Match) -> bool:
    """Whether the visitor is called after the one of whom is told: "whose chancellor X"."""
    return any(whose(match, token) for token in match.tokens("visitor"))


def _can_go(actor: Actor) -> bool:
    """Whether somebody goes in an official capacity: a person, or an office without a name."""
    return actor.kind == "person" or (actor.kind == "role" and bool(actor.office))


def _is_private(context: Context, actor: Actor) -> bool:
    """Whether somebody serves a firm, a newspaper or a club, and no state."""
    roles = phrases(context.language, "meeting")["private_roles"]
    office = load_offices().get(actor.office)
    sector = office.sector if office is not None else ""
    return sector in _PRIVATE or actor.role.lower() in roles


def _loose_subject(context: Context, match: Match) -> list[Actor]:
    """Of "the first leader to visit X" the leader; where no subject was found, who is near."""
    verb = match.governor
    if verb.rel in ("acl", "acl:relcl") and verb.head is not None:
        actors = match.view.actors(verb.head)
        if not actors and verb.head.head is not None:
            actors = match.view.first_actors(context.grammar.subjects(verb.head.head))
        return [actor for actor in actors if _can_go(actor)]
    if verb.child("nsubj", "nsubj:pass") is not None or verb.head is not None:
        return []
    return _guests(match, "")


def _is_dated_stay(context: Context, match: Match) -> bool:
    """Whether "was in X" tells of a visit: it says so, what for, or on which day."""
    if _mentions_visit(context, match) or _is_for_meeting(context, match):
        return True
    return bool(context.circumstances.dates(match.view, match.token))


def _is_for_meeting(context: Context, match: Match) -> bool:
    """ "is in Oslo to meet her", "is in Oslo for talks"."""
    of = context.matcher.concepts_of
    purposes = phrases(context.language, "meeting")["purpose_cases"]
    for child in match.token.children:
        infinitive = child.rel == "advcl" and child.tag == "VB"
        if infinitive and {"MEET", "ATTENDS", "HOLD", "TALK"} & of(child):
            return True
        if child.rel == "obl" and child.case in purposes and "MEETING" in of(child):
            return True
    return False


def _guests(match: Match, host: str) -> list[Actor]:
    """ "At the invitation of A, B paid a visit to his country": the one from elsewhere."""
    found = [
        actor
        for mention in match.view.mentions.values()
        for actor in mention.actors
        if mention.start < match.token.start
        and actor.kind == "person"
        and actor.country not in ("", host)
    ]
    return found[-1:]


def _mentions_visit(context: Context, match: Match) -> bool:
    below = match.token.subtree()
    return any({"VISIT", "TRAVEL"} & context.matcher.concepts_of(token) for token in below)


def _hosts(
    context: Context, match: Match, visitors: Sequence[Actor]
) -> list[tuple[str, dict[str, str]]]:
    """The states visited, each with the place in it."""
    if match.frame.id == "visit.destination":
        return _destination(context, match)
    receiving = match.actors("hosted_by")
    if receiving:
        place = context.circumstances.place(match.view, match.token)
        inside = place if place.get("country") == receiving[0].party else {}
        return [(receiving[0].party, inside)] if is_state(receiving[0].party) else []
    found: list[tuple[str, dict[str, str]]] = []
    heads = match.tokens("host") + _where(context, match)
    if match.frame.values.get("loose"):
        heads = [t for t in _goals(context, match) if t is not match.token] if heads else []
    for head in heads:
        for token in _listed_states(match, head):
            host = _host(context, match, token)
            if match.frame.values.get("loose") and host and host[0] == visitors[0].country:
                continue  # "the arrival of the minister of Peru"
            if host is not None and host[0] not in [state for state, _ in found]:
                found.append(host)
    inviters = match.actors("inviter")
    if not found and inviters:
        return [(inviters[0].party, {})]
    return (
        found
        or _here(context, match)
        or _other_side(match, visitors)
        or _of_scene(context, match, visitors)
    )


def _goals(context: Context, match: Match) -> list[Token]:
    """The words of a phrase but those for where somebody came from: "her arrival from Dhaka"."""
    leaving = phrases(context.language, "meeting")["from_cases"]
    left = [c for c in match.token.subtree() if c.case in leaving]
    apart = {word.index for each in left for word in each.subtree()}
    return [word for word in match.token.subtree() if word.index not in apart]


def _listed_states(match: Match, head: Token) -> list[Token]:
    """ "to Samoa, Tonga and Niue": all, also where the parser takes the second for the first."""
    found = head.conjuncts()
    for other in head.all_children("appos"):
        for each in other.conjuncts():
            mention = match.view.mention(each)
            if mention is not None and mention.form == "name" and match.view.actors(each):
                found.append(each)
    return found


def _where(context: Context, match: Match) -> list[Token]:
    """ "in Oslo, where he had travelled to meet her": the place that a clause tells more of."""
    clause = match.token
    if match.frame.id != "visit.travel" or clause.rel != "acl:relcl" or clause.head is None:
        return []
    adverbs = phrases(context.language, "circumstances")["place_adverbs"]
    told = any(c.rel == "advmod" and c.lemma in adverbs for c in clause.children)
    return [clause.head] if told else []


def _of_scene(
    context: Context, match: Match, visitors: Sequence[Actor]
) -> list[tuple[str, dict[str, str]]]:
    """ "signed in Accra as part of the state visit of": of the text's two states that of the place.

    Also of a guest: "talks with the visiting president" are in the other state of the two.
    """
    countries = {visitor.country for visitor in visitors}
    home = context.document.home
    if match.frame.id == "visit.guest" and home and countries.isdisjoint((home, "")):
        return [(home, {})]  # "LIMA: the visiting premier said"
    around: Sequence[str] = match.view.pair
    if not around and match.frame.id == "visit.guest":  # "the visiting premier met his counterpart"
        people = [a for m in match.view.mentions.values() for a in m.actors if m.form == "person"]
        around = list(dict.fromkeys(actor.country for actor in people if actor.country))
    rest = [code for code in around if code not in countries]
    if len(rest) != 1 or len(countries) != 1 or not is_state(rest[0]):
        return []
    if match.frame.id == "visit.guest":
        return [(rest[0], {})]
    place = context.circumstances.place(match.view, match.token).get("country", "")
    at_home = (place or context.document.home) == rest[0]
    near = (match.token, match.support)
    by_whom = any(token.case for token in match.tokens("visitor") if token.head in near)
    official = bool(_kind(context, match.token))
    coming = match.frame.id == "visit.noun" and by_whom and (official or match.status == "planned")
    return [(rest[0], {})] if coming and (at_home or match.status == "planned") else []


def _destination(context: Context, match: Match) -> list[tuple[str, dict[str, str]]]:
    """ "Russia was his first destination", "made Russia his first destination"."""
    ends = match.token.all_children("nsubj")
    if match.support is not None:
        grammar = context.grammar
        ends += grammar.subjects(match.support) + grammar.patients(match.support)
    states = [a.party for t in ends for a in match.view.actors(t) if a.kind == "state"]
    return [(states[-1], {})] if states else []


def _other_side(match: Match, visitors: Sequence[Actor]) -> list[tuple[str, dict[str, str]]]:
    """ "his visit", "was in the country": of the text's two parties the one he is not of."""
    both = _both(match)
    if len(both) == _PAIR and both.isdisjoint(visitor.country for visitor in visitors):
        return [(code, {}) for code in sorted(both)]
    around = match.view.parties
    back = any(
        (mention := match.view.mention(token)) is not None and mention.form == "reference"
        for token in match.tokens("host")
    )
    owned = match.frame.id == "visit.noun" and match.token.child("nmod:poss") is not None
    countries = {visitor.country for visitor in visitors}
    if len(around) != _PAIR or len(countries) != 1 or not (back or owned):
        return []
    rest = [code for code in around if code not in countries]
    return [(rest[0], {})] if len(rest) == 1 and is_state(rest[0]) else []


def _both(match: Match) -> set[str]:
    """The states of "visited both capitals", "went to the two countries"."""
    tokens = [token for token in match.tokens("host") if token.tag == "NNS"]
    return {a.party for a in match.view.first_actors(tokens) if is_state(a.party)}


def _host(context: Context, match: Match, token: Token) -> tuple[str, dict[str, str]] | None:
    """The state that a phrase names, or in which the place lies that it names."""
    inner = [child for child in token.subtree() if child.case] if token.is_noun else []
    for each in (token, *inner):
        entry = context.circumstances.place_entry(match.view, each)
        if entry is not None and (entry.country or entry.code):
            place = context.circumstances.place_value(match.view, each)
            return entry.country or entry.code, place
        states = [a for a in match.view.actors(each, coordinated=False) if a.kind == "state"]
        mention = match.view.mention(each)
        if states and mention is not None and mention.form != "reference":
            return states[0].code, {}
    owners = [a for c in token.all_children("nmod:poss", "amod") for a in match.view.actors(c)]
    if "CEREMONY" in context.matcher.concepts_of(token) and owners and owners[0].party:
        return owners[0].party, {}
    return None


def _here(context: Context, match: Match) -> list[tuple[str, dict[str, str]]]:
    """ "arrived here": the country of the dateline."""
    near = [*match.token.children, *match.governor.children]
    if context.document.home and any("HERE" in context.matcher.concepts_of(t) for t in near):
        return [(context.document.home, {})]
    return []


def _candidates(
    context: Context, match: Match, visitor: Actor, host: str, place: dict[str, str]
) -> list[Candidate]:
    """The visit; where it is put off, the new one and the old one that is called off."""
    made = context.candidate(
        "visit",
        match,
        actors=(visitor, party_actor(host)),
        span=_span(context, match),
        news=match.frame.id in _NEWS and not _is_aside(match),
        sector_fallback="diplomacy",
        sector_text=" ",
        visitor=visitor.to_value(),
        host=host,
        place=place,
        visit_kind=_kind(context, match.token),
        date=scheduled(context, match) or _date(context, match),
    )
    stay = _stay(context, match, made.slots.get("date", ""))
    if stay:
        made.slots["date"] = stay
    elif match.governor.lemma in phrases(context.language, "meeting")["coming_verbs"]:
        made.assumed.add("stay")  # the day of coming: how long it lasted is not told
    if not place or place.get("country") != host:
        made.slots.pop("place", None)
        made.fill("place", place)
    settle(context, match, made)
    if _is_mentioned(context, match):
        made.slots.pop("status", None)
    return changed(made, change_of(context, match))


def _is_aside(match: Match) -> bool:
    """ "Ruiz, who visited Peru after her election": told by the way, of whatever day."""
    return match.governor.rel == "acl:relcl" and match.governor.tag == "VBD"


def _is_mentioned(context: Context, match: Match) -> bool:
    """Whether a visit is only the subject of what it will bring about: its own time is not told."""
    verb = match.support
    if verb is None or match.frame.pos != "noun" or match.modality is not Modality.PLANNED:
        return False
    named = context.matcher.concepts_of(verb)
    return match.token in context.grammar.subjects(verb) and not {"HAPPEN", "HOLD"} & named


def _date(context: Context, match: Match) -> str:
    """The day that a visit has, before how long it takes."""
    points = context.circumstances.dates(match.view, match.token, roles=("point", "until"))
    told = Modality.PLANNED if match.status == "planned" else match.modality
    clause = context.grammar.clause_of(match.token)
    if any(child.tag == "VBD" for child in clause.all_children("aux")) and clause.tag == "VBN":
        told = Modality.ASSERTED  # "had been due in April"
    if told is Modality.PLANNED:  # "will visit Peru, her office said on Monday"
        here = context.circumstances
        points = [m for m in points if not here.is_of_deciding(match.view, m, clause)]
    values = (context.circumstances.value(match.view, m, told) for m in points)
    found = next((value for value in values if value), "")
    return found or _first_day(context, match, told)


def _first_day(context: Context, match: Match, told: Modality) -> str:
    """ "a two-day visit to Peru from Saturday": when it begins."""
    for mention in context.circumstances.dates(match.view, match.token, roles=("since",)):
        value = context.circumstances.value(match.view, mention, told)
        first, _, last = value.partition("/")
        if _DAY.fullmatch(first) and not last.strip("."):
            return first
    return ""


def _kind(context: Context, token: Token) -> str:
    """The kind that the visit's own word, or one in its clause, is given."""
    of = context.matcher.concepts_of
    nouns = [t for t in token.subtree() if "VISIT" in of(t) and t.is_noun]
    told = {concept for noun in nouns for child in noun.children for concept in of(child)}
    return next((kind for concept, kind in _KINDS.items() if concept in told), "")


def _stay(context: Context, match: Match, date: str) -> str:
    """First and last day of "a three-day visit" that "began", or "ended", on Tuesday."""
    for mention in match.view.dates:
        length = _DAYS.fullmatch(mention.length)
        words = match.view.tokens_of(mention.start, mention.end)
        if length and words and any(t in match.token.subtree() for t in words):
            closes = _is_at_end(context, match, head_of(words))
            if closes and not date and match.modality is Modality.ASSERTED:
                date = context.circumstances.told(match.view, match.token)
            return _days(date, int(length[1]) - 1, closes=closes)
    return ""


def _days(date: str, more: int, *, closes: bool) -> str:
    """The stay that begins, or `closes`, on a day and takes some `more`; '' without such a day."""
    try:
        told = day.fromisoformat(date)
    except ValueError:
        return ""
    first = told - timedelta(days=more) if closes else told
    return edtf.interval(first.isoformat(), (first + timedelta(days=more)).isoformat())


def _is_at_end(context: Context, match: Match, length: Token) -> bool:
    """Whether what is dated closes a stay: "ended a visit", "left at the end of a visit"."""
    verb, words = match.governor, phrases(context.language, "meeting")
    if "ENDS" in {h.concept for h in context.matcher.hits(match.view) if h.token is verb}:
        return True
    of = context.matcher.concepts_of
    stay = next((up for up in length.ancestors() if up.is_noun and "VISIT" in of(up)), None)
    if stay is None:
        return False
    closed = stay.head is not None and stay.head.lemma in words["ending_nouns"]
    above = stay.head.lemma if stay.head is not None else ""
    back = above in words["returning_verbs"] and stay.case in words["from_cases"]
    return (
        back or stay.case in words["after_cases"] or (closed and stay.case in words["whole_cases"])
    )


def _span(context: Context, match: Match) -> tuple[int, int]:
    if match.frame.id == "visit.guest":
        return _phrase(match.tokens("visitor")[0])
    if match.support is None and match.frame.pos == "noun":
        return _phrase(match.token)
    return context.clause_span(match.governor, keep=[match.token])


def _phrase(token: Token) -> tuple[int, int]:
    words = trim([*token.subtree()])
    return words[0].start, words[-1].end
