"""Whom somebody meets where their own words name no state: delegations, offices, the other side."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.annotate import Token
from memcon.extract.actors import is_state, party_actor
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.offices import load_offices
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_OWNERS = ("amod", "compound", "nmod:poss", "nmod")  # how a state hangs on those who are its own


def known_sides(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor]:
    """Those who meet, with those whom only their delegation, their phrase or the text tells."""
    led = _led(context, match)
    names = {leader.name for leader in led if leader.party}
    known = [*led, *(a for a in actors if a.party or a.name not in names)]
    known = list(dict.fromkeys(known))
    known += [actor for actor in _of_phrases(match) if actor.party not in _codes(known)]
    return _of_other_side(context, match, known)


def leaders_of(context: Context, match: Match, team: Token) -> list[Actor]:
    """Who heads a delegation: "a Fijian delegation led by Joe Doe"; he is of its state."""
    return [
        of_team(match, agent, [team])
        for clause in team.all_children("acl")
        if "LEADS" in context.matcher.concepts_of(clause)
        for agent in match.view.first_actors(context.grammar.agents(clause))
    ]


def of_team(match: Match, actor: Actor, teams: Sequence[Token]) -> Actor:
    """Somebody without a state as of that of the delegation that is named with him."""
    own = [m for token in teams if (m := match.view.mention(token)) is not None]
    states = {each.party for mention in own for each in mention.actors} - {""}
    return replace(actor, country=states.pop()) if not actor.country and len(states) == 1 else actor


def _codes(actors: Sequence[Actor]) -> set[str]:
    return {actor.party for actor in actors if actor.party}


def _led(context: Context, match: Match) -> list[Actor]:
    """ "met with a delegation led by Joe Doe": him."""
    teams = [t for t in match.tokens("sides", "others") if _is_team(context, t)]
    return [leader for team in teams for leader in leaders_of(context, match, team)]


def _is_team(context: Context, token: Token) -> bool:
    return "DELEGATION" in context.matcher.concepts_of(token)


def _of_phrases(match: Match) -> Iterator[Actor]:
    """ "the head of the Polish government will meet": the state in a phrase that names nobody.

    Of "her agenda includes talks with" her.
    """
    met = match.tokens("others") if match.frame.pos == "verb" else []
    named = [t for t in met if any(a.name for a in match.view.actors(t))]  # no students or firms
    for token in [*match.tokens("sides"), *named]:
        known = match.view.actors(token)
        if token in named and not any(a.party or a.office for a in known):
            known = []  # "the head of the Polish agency, Joe Doe"
        if not token.is_noun or known:
            continue
        if match.frame.pos == "noun":
            if token.rel == "nsubj" and token.head is match.support:
                owners = match.view.first_actors(token.all_children("nmod:poss"))
                yield from (actor for actor in owners if actor.kind == "person" and actor.party)
            continue
        for word in _owners(token):
            for actor in match.view.actors(word, coordinated=False):
                if actor.kind == "state":
                    yield party_actor(actor.party)


def _owners(noun: Token) -> Iterator[Token]:
    """The words by which a noun says whose it is: "the head of the Polish government"."""
    for child in noun.all_children(*_OWNERS):
        if child.rel == "nmod" and child.case not in ("", "of"):
            continue
        yield child
        if child.is_noun:
            yield from child.all_children("amod", "compound", "nmod:poss")


def _pair_before(context: Context, match: Match, sides: Sequence[Actor]) -> tuple[str, ...]:
    """The two states of the sentence before, where this one names one of them and a third.

    "Chile and Peru differ. President Ruiz and Mr Doe met after efforts by Cuba."
    """
    own = {a.party for m in match.view.mentions.values() for a in m.actors if a.party}
    pair: tuple[str, ...] = ()
    for view in context.document.neighbours(match.view, before=1):
        pair = view.pair
    known = _codes(sides) & set(pair)
    return pair if known and len(own - known) == 1 and not own <= set(pair) else ()


def _of_other_side(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor]:
    """Officials whose state is not told, met by those of one of a text's two states: the other's.

    Those of one's own state are seen, too, but a text on two states hardly tells of that.
    """
    sides, others = match.actors("sides"), match.actors("others")
    told = match.view.pair
    if match.frame.id == "meeting.meet" and not others:
        told = _pair_before(context, match, sides) or told
    pair = [code for code in told if is_state(code)]
    if len(pair) != len(told) or not pair:
        return list(actors)
    made = []
    for actor in actors:
        own, facing = (others, sides) if actor in others else (sides, others)
        codes = _codes(facing) if actor in own else set()
        unknown = actor.kind == "person" and not actor.party and _is_of_state(actor)
        rest = [code for code in pair if code not in codes]
        if match.frame.id == "meeting.meet" and not others and _codes(sides):
            unknown = actor.kind == "person" and not actor.party and bool(actor.name)
            rest = [code for code in pair if code not in _codes(sides)]  # "X and Mr Y met"
        elif actor in own and not codes:  # those on the other side are not known: as his own side
            rest = sorted(_codes(own) & set(pair))
        if unknown and len(codes) <= 1 and len(rest) == 1:
            made.append(replace(actor, country=rest[0]))
        else:
            made.append(actor)
    return made


def _is_of_state(actor: Actor) -> bool:
    return bool(actor.name and actor.office in load_offices())


def with_nearest(context: Context, match: Match) -> None:
    """Give "with X" to the nearest noun: "talks there before a meeting next month with X".

    Changes who the `others` of a match are, where another noun of meeting stands between.
    """
    words = phrases(context.language, "meeting")
    cases = (*words["between_cases"], *words["under_cases"])
    others = [t for t in match.roles.get("others", ()) if not _is_parted(context, match, t)]
    if match.frame.pos == "noun" and not others:
        following = itertools.islice(match.view.tokens, match.token.index + 1, None)
        near = itertools.dropwhile(lambda t: _is_of_time(match, t), following)
        first = next(near, None)
        above = first.head if first is not None and first.rel == "case" else None
        if above is not None and above.case in cases and first is above.first:
            others = [above]
    if "others" in match.roles:
        match.roles["others"] = others


def _is_of_time(match: Match, token: Token) -> bool:
    return token.rel == "advmod" or any(m.start <= token.start < m.end for m in match.view.dates)


def _is_parted(context: Context, match: Match, other: Token) -> bool:
    """Whether another noun of meeting stands between a noun and those with whom it is."""
    if match.frame.pos != "noun" or other.index < match.token.index or not other.case:
        return False
    between = match.view.tokens[match.token.index + 1 : other.first.index]
    return any(
        token.is_noun
        and token.case
        and "MEETING" in context.matcher.concepts_of(token)
        and match.token not in token.all_children("compound")
        and not _is_own(match.token, token)
        for token in between
    )


def _is_own(noun: Token, token: Token) -> bool:
    """ "a round of talks with X": the inner noun is of the outer one."""
    return token.head is noun


def attended(context: Context, match: Match) -> list[Actor]:
    """ "Fiji's premier attended a meeting of the ACP Group in Nadi": he, the group and the host.

    Nothing where those who met are named as states, or where it is at home.
    """
    verb = match.support
    if verb is None or "ATTENDS" not in context.matcher.concepts_of(verb):
        return []
    if match.token not in context.grammar.patients(verb):
        return []
    persons = [a for a in match.view.first_actors(context.grammar.agents(verb)) if a.office]
    inside = match.token.subtree()
    mentions = [m for m in match.view.mentions_in(inside) if m.head.index > verb.index]
    named = [a for m in mentions for a in m.actors if m.form == "name"]
    place = context.circumstances.place(match.view, match.token)
    host = place.get("country", "") or _country_of_place(context, match)
    if any(a.kind == "state" and a.party != host for a in named):
        return []
    groups = [a for a in named if a.kind == "igo"]
    known = groups or any(m.form == "name" and not m.actors for m in mentions)
    proper = (
        known or match.token.pos == "PROPN" or any(t.pos == "PROPN" for t in match.token.children)
    )
    if not persons or not proper or (not groups and not host):
        return []
    found = [*persons, *groups, *([party_actor(host)] if host else [])]
    return found if len(_codes(found)) > 1 else []


def _country_of_place(context: Context, match: Match) -> str:
    """The state in which something is held: "in Papua New Guinea"."""
    sites = phrases(context.language, "meeting")["site_cases"]
    for child in match.token.subtree():
        states_here = [a for a in match.view.actors(child) if a.kind == "state"]
        if child.case in sites and len(states_here) == 1:
            return states_here[0].code
    return ""


def joined_states(match: Match) -> list[Actor]:
    """ "the Chile-New Zealand forum": both ends of a dash, however many words they have."""
    before = [t for t in match.token.subtree() if t.index < match.token.index]
    dashes = [t for t in before if t.tag == "HYPH"]
    found: list[Actor] = []
    for mention in match.view.mentions.values() if dashes else ():
        ends = (mention.start, mention.end)
        if any(dash.end == ends[0] or dash.start == ends[1] for dash in dashes):
            states = [a for a in mention.actors if a.kind == "state"]
            named = mention.form in ("name", "adjective")  # "the Moroccan-Spanish meeting"
            found += [a for a in states if named and a not in found]
    return found if len(_codes(found)) > 1 else []


def venues(context: Context, match: Match, parties: Sequence[str]) -> set[str]:
    """Of the states of a passage those that a text names only to say where something is held."""
    here = _sites(context, [match.view])
    return here & _sites(context, context.document.sentences) & set(parties)


def _sites(context: Context, views: Sequence[SentenceView]) -> set[str]:
    """The states that these sentences name after "in" and the like, and in no other way."""
    sites: set[str] = set()
    others: set[str] = set()
    cases = phrases(context.language, "meeting")["site_cases"]
    nouns = phrases(context.language, "meeting")["site_nouns"]
    for view in views:
        for mention in view.mentions.values():
            above = mention.head.head
            owned = mention.head.rel in _OWNERS and above is not None and above.lemma in nouns
            placed = owned or (mention.head.case in cases and mention.form == "name")
            (sites if placed else others).update(a.party for a in mention.actors)
        sites |= {
            value["country"]
            for token in view.tokens
            if token.case in cases
            and "country" in (value := context.circumstances.place_value(view, token))
        }
    return sites - others
