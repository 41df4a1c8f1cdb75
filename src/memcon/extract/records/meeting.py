"""Meetings: who met, in which series, as which number."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from memcon.annotate import Token
from memcon.extract.actors import party_actor
from memcon.extract.candidate import Candidate, Span, span_of, values_of
from memcon.extract.frames import Match
from memcon.extract.lexicon import discourse_words, phrases
from memcon.extract.modality import Modality
from memcon.extract.records.chairing import add_chairs
from memcon.extract.records.context import Context
from memcon.extract.records.meeting_kind import kind_of, occasion_of
from memcon.extract.records.meeting_series import (
    numbered_alone,
    ordinal_of,
    series_of,
    spread_kinds,
)
from memcon.extract.records.meeting_sides import (
    is_grouping,
    is_held,
    is_within,
    meeting_actors,
    nearby_holders,
    sides_of,
    with_host,
)
from memcon.extract.records.no_meeting import is_no_meeting, is_recalled
from memcon.extract.records.occasions import (
    change_of,
    changed,
    is_adjunct,
    is_at_phase,
    is_duty,
    scheduled,
    settle,
)
from memcon.extract.records.told_clause import holding_clause
from memcon.model.party import Actor

_LEVELS = ("heads_of_state", "heads_of_government", "ministerial", "senior_officials")
_SMALL = ("det", "case", "amod", "nmod:poss", "punct")  # of a body's phrase: not its name
_PAIR = 2
_BACK = 8  # sentences back in which the meeting stands whose day is told later


def extract(context: Context) -> list[Candidate]:
    """The meetings that a document tells of, announces or calls off."""
    made: list[Candidate] = []
    for match in context.matches("meeting"):
        made += _not_told_before(context, match, _meetings(context, match), made)
    for view in context.sentences:
        made += numbered_alone(context, view, made)
    add_chairs(context, made)
    spread_kinds(made)
    return made


def _not_told_before(
    context: Context, match: Match, found: list[Candidate], made: Sequence[Candidate]
) -> list[Candidate]:
    """Of "held talks ... After the talks on Tuesday he said" none: the day is that of the first."""
    determiner = match.token.child("det")
    definite = discourse_words(context.language).definite_articles
    if len(found) != 1 or not is_adjunct(context, match) or determiner is None:
        return found
    again = found[0]
    told = bool(again.get("date")) and "date" not in again.assumed and not match.tokens("others")
    if determiner.lower not in definite or again.get("participants") or not told:
        return found
    for each in reversed(made):
        if each.get("parties") == again.get("parties") and each.get("status") == "held":
            if "date" not in each.assumed or again.sentence - each.sentence > _BACK:
                return found
            each.slots["date"] = again.slots["date"]
            each.assumed.discard("date")
            each.spans += again.spans
            return []
    return found


def _meetings(context: Context, match: Match) -> list[Candidate]:
    """The meeting of a match; several where the text lists places with dates of their own."""
    if not match.status or is_duty(context, match) or is_no_meeting(context, match):
        return []
    actors = sides_of(context, match) or _attending(context, match)
    if match.frame.values.get("abroad") and len({a.party for a in actors if a.party}) < _PAIR:
        return []
    own = meeting_actors(actors)
    actors = with_host(context, match, own)
    if len({a.party or a.name for a in actors}) < _PAIR and not _is_of_members(
        context, match, actors
    ):
        return []
    change = change_of(context, match)
    news = change is None and not is_recalled(context, match)
    made = _candidate(context, match, actors, news=news, hosted=len(actors) > len(own))
    listed = _listed(context, match, made)
    return listed if len(listed) > 1 else changed(made, change)


def _attending(context: Context, match: Match) -> list[Actor]:
    """ "The summit was held in Lima. It was attended by X and Y": those of the sentence after."""
    following = context.sentences[match.view.sentence.index + 1 : match.view.sentence.index + 2]
    if match.frame.pos != "noun" or not following or not is_held(context, match):
        return []
    view, verb = following[0], following[0].sentence.root
    grammar = context.grammar
    if "ATTENDS" not in context.matcher.concepts_of(verb) or not grammar.is_passive(verb):
        return []
    things = discourse_words(context.language).thing_pronouns
    back = any(
        each.text.lower() in things or each.lemma == match.token.lemma
        for each in grammar.subjects(verb)
    )
    found = [a for each in grammar.agents(verb) for a in view.actors(each) if a.party]
    named = [m for m in view.mentions.values() if m.head.index > verb.index]
    codes = dict.fromkeys(a.party for m in named for a in m.actors if a.party)
    return [*found, *(party_actor(code) for code in codes)] if back and found else []


def _is_of_members(context: Context, match: Match, actors: Sequence[Actor]) -> bool:
    """Whether an organisation's members meet, wherever: numbered, or on a day of its own."""
    alone = match.frame.pos != "noun" or match.token.tag in ("NN", "NNP")  # "talks" are with others
    dash = any(t.tag == "HYPH" for t in match.token.subtree())  # "the EU-Africa summit"
    if not is_grouping(actors) or not alone or dash:
        return False
    numbered = ordinal_of(context, match) and is_held(context, match)
    dated = context.circumstances.dates(match.view, match.token)
    told = holding_clause(context, match) is not None or is_at_phase(context, match)
    return bool(numbered or dated or told or is_within(context, match))


def _candidate(
    context: Context, match: Match, actors: Sequence[Actor], *, news: bool, hosted: bool
) -> Candidate:
    called = _called_after(match)
    persons = [actor for actor in actors if _is_named(actor) and actor not in called]
    actors = [actor if actor not in called else party_actor(actor.party) for actor in actors]
    if match.frame.pos == "noun" and match.view.speaker in persons:
        persons.remove(match.view.speaker)  # who tells of a meeting need not have been there
    series, ordinal = series_of(context, match)
    kind = kind_of(context, match, actors, hosted=hosted)
    if not persons and match.modality is Modality.ASSERTED and kind in _LEVELS:
        persons = nearby_holders(context, match.view, kind, actors)
    made = context.candidate(
        "meeting",
        match,
        actors=[*actors, *persons],
        span=_span(context, match),
        news=news,
        sector_fallback="diplomacy",
        kind=kind,
        series=series,
        ordinal=ordinal,
        participants=values_of(persons),
        occasion=occasion_of(context, match),
        date=scheduled(context, match),
    )
    _as_told_after(context, match, made)
    made.fill("place", _where(context, match))
    named = context.matcher.concepts_of(match.support) if match.support is not None else ()
    made.pointers = list(_pointers(context, match))
    due = bool({"SCHEDULE", "EXPECT_IN", "INVITE"} & set(named))
    due = due and not is_adjunct(context, match)
    if due and made.get("status") == "held":
        made.slots["status"] = "planned"
    settle(context, match, made)
    if made.get("status") == "planned" and _is_where_agreed(context, match):
        made.slots["status"] = "held"
        made.slots.pop("date", None)
    if made.get("status") == "planned":  # "will hold its first session by June"
        made.fill("date", context.circumstances.due(match.view, match.token))
    return made


def _is_where_agreed(context: Context, match: Match) -> bool:
    """ "agreed to deepen ties during a meeting between X and Y": where they agreed."""
    verb, words = match.governor, phrases(context.language, "meeting")
    above = verb.head if verb.rel == "xcomp" else None
    if above is None or above.tag != "VBD" or not is_adjunct(context, match):
        return False
    article = match.token.child("det")
    new = article is not None and article.lower in words["indefinite_articles"]
    told = match.token.case in words["course_cases"] and bool(match.tokens("others"))
    return new and told and not context.circumstances.dates(match.view, match.token)


def _where(context: Context, match: Match) -> dict[str, Any]:
    """ "flew to Moscow, where she met him": the place that the clause tells more of."""
    clause = match.governor
    adverbs = phrases(context.language, "circumstances")["place_adverbs"]
    told = any(c.rel == "advmod" and c.lemma in adverbs for c in clause.children)
    if clause.rel != "acl:relcl" or clause.head is None or not told:
        return {}
    sites = [clause.head, clause.head.head]  # "to Quito, Ecuador, where she met him"
    values = (context.circumstances.place_value(match.view, t) for t in sites if t is not None)
    return next((value for value in values if value), {})


def _as_told_after(context: Context, match: Match, made: Candidate) -> None:
    """ "a meeting of the two ministers that took place in Oslo on 3 May": where and when."""
    if match.frame.pos != "noun":
        return
    own = holding_clause(context, match)
    for clause in [own] if own is not None else _clauses_of_members(context, match):
        when = context.circumstances.own_date(match.view, clause)
        place = context.circumstances.place(match.view, clause)
        if when:
            made.slots["date"] = when
            made.assumed.discard("date")
        if place:
            made.slots["place"] = place


def _clauses_of_members(context: Context, match: Match) -> Iterator[Token]:
    """The clauses that tell when and where, hung on those who met."""
    for own in match.token.all_children("nmod"):
        clause = own.child("acl:relcl")
        if clause is None or "HAPPEN" not in context.matcher.concepts_of(clause):
            continue
        if clause.child("obj") is not None or context.grammar.is_passive(clause):
            yield clause


def _pointers(context: Context, match: Match) -> Iterator[tuple[str, str, Span]]:
    """The words for the standing body that meets: "the session of the joint commission"."""
    of = context.matcher.concepts_of
    words = list(match.tokens("sides"))
    if match.frame.pos == "noun":
        words += [child for child in match.token.children if child.rel in ("nmod", "nmod:poss")]
    for word in words:
        if "BODY" in of(word) and word is not match.token:
            phrase = [t.text for t in word.subtree() if t.head is not word or t.rel not in _SMALL]
            yield "part_of", " ".join(phrase), (word.start, word.end)


def _called_after(match: Match) -> list[Actor]:
    """ "the senior officials' meeting": of that level, whoever was last told of."""
    owners = [t for t in match.tokens("sides") if t.rel == "nmod:poss" and t.tag == "NNS"]
    ranks = [t for t in owners if t.child("nummod") is None and t.child("amod") is not None]
    return [a for t in ranks for a in match.view.actors(t) if a.kind == "person"]


def _is_named(actor: Actor) -> bool:
    """Whether an actor is a person by name: one word without an office is no full name."""
    return actor.kind == "person" and bool(actor.role or " " in actor.name)


def _listed(context: Context, match: Match, made: Candidate) -> list[Candidate]:
    """ "met in Cairo on 27 and 28 August, in Addis Ababa on 23 September": one for each place."""
    tokens, first = match.view.tokens, match.governor.index + 1
    clause = itertools.takewhile(lambda token: not token.is_verb, tokens[first:])
    places = [
        token
        for token in clause
        if token.case and context.circumstances.place_entry(match.view, token) is not None
    ]
    if len(places) < _PAIR or len(match.view.dates) < _PAIR:
        return [made]
    found = []
    told = [m for m in match.view.dates if m.edtf and m.start >= match.governor.start]
    first_date = bool(told) and told[0].start < places[0].start  # "on 6 May in Lima, on 7 in Ica"
    for number, place in enumerate(places):
        end = places[number + 1].start if number + 1 < len(places) else match.view.sentence.end
        begin = places[number - 1].start if number else match.governor.start
        window = (begin, place.start) if first_date else (place.start, end)
        dates = [m for m in told if window[0] <= m.start < window[1]]
        if not dates:
            continue
        each = replace(made, slots=dict(made.slots), anchor=(place.start, place.end))
        each.slots["place"] = context.circumstances.place_value(match.view, place)
        each.slots["date"] = dates[0].edtf
        each.slots.pop("occasion", None)
        each.fill("occasion", occasion_of(context, match, place.start, end))
        found.append(each)
    return found or [made]


def _span(context: Context, match: Match) -> tuple[int, int]:
    clause = holding_clause(context, match)
    if clause is not None and match.support is None:
        return span_of([*match.token.subtree(), *context.grammar.clause_tokens(clause)])
    if match.frame.pos == "noun" and not is_held(context, match):
        others = [
            w for t in match.tokens("others") for w in t.subtree() if t.index > match.token.index
        ]
        return span_of([*match.token.subtree(), *others])  # "a summit this year between"
    return context.clause_span(match.governor, keep=[match.token])
