"""Meetings: who met, in which series, as which number."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import party_actor
from memcon.extract.candidate import Candidate, Span, span_of, values_of
from memcon.extract.clauses import main_words, trim
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.offices import load_offices
from memcon.extract.records.chairing import add_chairs
from memcon.extract.records.context import Context
from memcon.extract.records.naming import drop_dates
from memcon.extract.records.occasions import (
    change_of,
    changed,
    is_adjunct,
    is_duty,
    is_habit,
    is_question,
    is_reduced,
    listed_persons,
    persons_before,
    scheduled,
    settle,
)
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_UNCLEAR = ("leader", "chairperson")  # of a state or of a government: the persons tell
_LEVELS = ("heads_of_state", "heads_of_government", "ministerial", "senior_officials")
_STATE_CODE = 3  # letters of a state's code
_OF_SERIES = frozenset({"parties", "kind", "series", "sectors"})  # the same for all of a series
_LEADERS = _LEVELS[:2]
_SMALL = ("det", "case", "amod", "nmod:poss", "punct")  # of a body's phrase: not its name
_PAIR = 2
_NEAR = 3  # numbers by which meetings of one series may differ
_BACK = 15  # sentences back in which the meeting stands whose number is repeated
_MANY = 3  # parties from which a meeting of leaders is multilateral


def extract(context: Context) -> list[Candidate]:
    """The meetings that a document tells of, announces or calls off."""
    made = []
    for match in context.matches("meeting"):
        made += _meetings(context, match)
    for view in context.sentences:
        made += _elliptic(context, view, made)
    add_chairs(context, made)
    _spread_kinds(made)
    return made


def _spread_kinds(made: Sequence[Candidate]) -> None:
    """Give a numbered meeting the kind that the document gives others of its series."""
    for each in made:
        if each.get("kind") != "other" or not each.get("series"):
            continue
        name = _series_words(each)
        kinds = {
            other.get("kind")
            for other in made
            if other.get("parties") == each.get("parties")
            and other.get("ordinal")
            and other.get("kind") != "other"
            and _is_near(each.get("ordinal"), other.get("ordinal"))
            and (name <= _series_words(other) or _series_words(other) <= name)
        }
        if len(kinds) == 1:
            each.slots["kind"] = kinds.pop()


def _is_near(one: int | None, other: int) -> bool:
    """Whether two numbers may be of one series; the next meeting may have none."""
    return one is None or 0 < abs(other - one) <= _NEAR


def _series_words(made: Candidate) -> set[str]:
    return set(str(made.get("series") or "").lower().split())


def _meetings(context: Context, match: Match) -> list[Candidate]:
    """The meeting of a match; several where the text lists places with dates of their own."""
    if not match.status or is_duty(context, match) or _is_no_meeting(context, match):
        return []
    actors = _sides(context, match)
    if match.frame.values.get("abroad") and len({a.country for a in actors if a.country}) < _PAIR:
        return []
    own = _meeting_actors(actors)
    actors = _with_host(context, match, own)
    if len({a.party or a.name for a in actors}) < _PAIR:
        return []
    change = change_of(context, match)
    news = change is None and not _is_recalled(context, match)
    made = _candidate(context, match, actors, news=news, hosted=len(actors) > len(own))
    listed = _listed(context, match, made)
    return listed if len(listed) > 1 else changed(made, change)


def _sides(context: Context, match: Match) -> list[Actor]:
    """Who meets: as the frame's arguments say, else as the words around them do."""
    actors = match.actors("sides", "others")
    grouping = [a for t in match.tokens("sides") for a in _whose(match, t) if a.kind == "igo"]
    if grouping:
        return grouping
    if match.frame.id == "meeting.receive":
        if is_reduced(match) or not any(_is_person(a) for a in match.actors("others")):
            return []  # "a conference to be hosted by X", "welcomed Y as a member"
        return [*actors, *(a for a in listed_persons(match, "others") if a not in actors)]
    if match.frame.id == "meeting.meet" or _parties(actors) < _PAIR:
        actors += [a for a in persons_before(match.view, match.governor) if a not in actors]
    if match.frame.pos == "noun":
        return _around_noun(context, match, actors)
    if match.frame.id == "meeting.meet":
        return _with_context(context, match, actors)
    return actors


def _is_person(actor: Actor) -> bool:
    return actor.kind in ("person", "role")


def _around_noun(context: Context, match: Match, actors: list[Actor]) -> list[Actor]:
    """Who meets, of "talks", "summit": the subject of its verb only where that holds it."""
    if (
        _is_body(context, match)
        or _is_with_others(match)
        or _is_of_others(match)
        or _is_same_told(context, match)
    ):
        return []
    own = match.view.first_actors([*_inside(match, "sides"), *match.tokens("others")])
    joint = is_adjunct(context, match) and _parties(actors) >= _PAIR
    if not joint and not _holds(context, match):
        own = match.view.first_actors([*_inside(match, "sides"), *_inside(match, "others")])
        return _noun_sides(context, match, own) or []
    if match.governor.rel in ("xcomp", "ccomp") and match.status == "planned":
        agreed = [a for a in actors if a not in own]  # "agreed to hold": others may go there
        actors = [*own, *(_of_party(agreed))]
    elif match.token not in context.grammar.subjects(match.governor):
        actors += [
            a for a in persons_before(match.view, match.governor) if a.party and a not in actors
        ]
    return _noun_sides(context, match, actors) or []


def _of_party(actors: Iterable[Actor]) -> list[Actor]:
    return [party_actor(code) for code in dict.fromkeys(a.party for a in actors if a.party)]


def _inside(match: Match, role: str) -> list[Token]:
    """The words of a role in the noun's own phrase."""
    return [t for t in match.tokens(role) if match.token in t.ancestors()]


def _holds(context: Context, match: Match) -> bool:
    """Whether the noun is object, subject or place of a verb of meeting, or has no verb."""
    verb = match.support
    if verb is None:
        return True
    named = context.matcher.concepts_of(verb)
    if {"HOLD", "CO_CHAIR", "ATTENDS", "HAPPEN", "MEET", "SCHEDULE", "CALL_OFF"} & named:
        return True
    return match.token in context.grammar.patients(verb) and not {"SAYS", "RECALL"} & named


def _is_body(context: Context, match: Match) -> bool:
    """ "launched the Strategic Dialogue": something standing with a name is set up, not held."""
    verb = match.support
    if verb is None or "STANDING" not in context.matcher.concepts_of(match.token):
        return False
    named = match.token.pos == "PROPN" and not _ordinal(context, match)
    made = verb.lemma in phrases(context.language, "meeting")["founding_verbs"]
    return named and made and match.token in context.grammar.patients(verb)


def _is_with_others(match: Match) -> bool:
    """ "talks with the Chamber of Mines": with somebody by name who is no party."""
    for token in match.tokens("others"):
        below = token.subtree()
        dated = any(m.start <= token.start < m.end for m in match.view.dates)
        named = any(word.pos == "PROPN" for word in below)
        if dated or not named or any(match.view.mentions_in(below)):
            return False
    return bool(match.tokens("others"))


def _is_of_others(match: Match) -> bool:
    """ "the bloc, whose summit meets": a meeting of somebody who is not known."""
    owner, verb = match.token.child("nmod:poss"), match.governor
    if owner is None or owner.tag != "WP$" or verb.rel != "acl:relcl" or verb.head is None:
        return False
    noun = verb.head
    named = any(word.pos == "PROPN" for word in (noun, *noun.children))
    mention = match.view.mention(noun)
    return named and (mention is None or mention.form == "nominal" or not mention.actors)


def _is_same_told(context: Context, match: Match) -> bool:
    """ "It was their first encounter since": the meeting of the sentence before."""
    verb = match.governor
    copular = verb.lemma == match.token.lemma or match.token.rel in ("attr", "xcomp", "root")
    subjects = match.token.all_children("nsubj") or context.grammar.subjects(verb)
    back = any(subject.tag in ("PRP", "DT") for subject in subjects)
    return copular and back and _ordinal(context, match) <= 1


def _whose(match: Match, token: Token) -> list[Actor]:
    """ "the bloc, whose leaders meet": to whom those who meet belong."""
    owner, verb = token.child("nmod:poss"), match.governor
    if owner is None or owner.tag != "WP$" or verb.rel != "acl:relcl" or verb.head is None:
        return []
    return match.view.actors(verb.head)


def _parties(actors: Iterable[Actor]) -> int:
    return len({actor.party for actor in actors if actor.party})


def _is_recalled(context: Context, match: Match) -> bool:
    """Whether a meeting is only the subject of what came of it: "the summit yielded an accord"."""
    verb = match.support
    if verb is None or match.frame.pos != "noun":
        return False
    if match.token not in context.grammar.subjects(verb):
        return False
    return "HOLD" not in context.matcher.concepts_of(verb) and not context.grammar.is_passive(verb)


def _is_no_meeting(context: Context, match: Match) -> bool:
    """Whether nobody met there and then: calls, habits, questions, wishes, appeals."""
    of = context.matcher.concepts_of
    near = [*match.token.children, *match.governor.children]
    if any("BY_PHONE" in of(token) for token in near) or is_question(match):
        return True
    if match.frame.id == "meeting.see" and match.token.rel == "xcomp":
        return match.status == "held"  # "would have liked to see him"
    if match.token.case == "for" and _is_sought(context, match):
        return True
    if match.frame.id == "meeting.negotiate" and _is_of_instrument(context, match):
        return True
    if "NEGOTIATIONS" in of(match.token) and match.status == "planned":
        return not context.circumstances.place(match.view, match.token)
    if _came_to_nothing(context, match) or is_habit(context, match) or _is_general(context, match):
        return True
    if match.frame.id != "meeting.call_on":
        return False
    return any(c.rel in ("xcomp", "advcl", "ccomp") for c in match.token.children)


def _is_of_instrument(context: Context, match: Match) -> bool:
    """ "are negotiating a treaty": how far the treaty is, no sitting on a day."""
    things = match.token.all_children("obj")
    of = context.matcher.concepts_of
    return any({"INSTRUMENT", "CONTRACT"} & of(thing) for thing in things)


def _is_sought(context: Context, match: Match) -> bool:
    """ "works for a conference", "called for talks": not held yet, if ever."""
    verb = context.grammar.clause_of(match.token)
    return verb.lemma in phrases(context.language, "meeting")["seeking_verbs"]


def _came_to_nothing(context: Context, match: Match) -> bool:
    """ "was to gather in the spring", told after the spring: whether it did is not said here."""
    anchor, verb = context.document.anchor, match.governor
    infinitive = any(child.tag == "TO" for child in verb.children)
    above = verb.head
    if anchor is None or not infinitive or above is None or above.tag != "VBD":
        return False
    if verb.rel != "xcomp" or above.pos != "AUX":
        return False
    dates = context.circumstances.dates(match.view, match.token)
    lasts = [edtf.bounds(mention.edtf).last for mention in dates if mention.edtf]
    return bool(lasts) and all(last is not None and last < anchor for last in lasts)


def _is_general(context: Context, match: Match) -> bool:
    """ "ministers sit down in committees": what is usual, told in the present, on no day."""
    verb = match.governor
    if match.frame.id != "meeting.meet" or match.view.sentence.kind == "heading":
        return False
    present = verb.tag in ("VBZ", "VBP") and verb.child("aux", "aux:pass") is None
    named = context.circumstances.place(match.view, match.token)
    return present and not match.view.dates and not named


def _meeting_actors(actors: Iterable[Actor]) -> list[Actor]:
    """Those who can sit at a table for a party: unknown firms and persons without office cannot."""
    return [a for a in actors if a.party or (a.kind == "person" and a.office)]


def _with_host(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor]:
    """A meeting of a grouping of states: the state where it is held takes part as host."""
    codes = {actor.party for actor in actors}
    if len(codes) != 1 or (len(next(iter(codes))) == _STATE_CODE and not _is_grouping(actors)):
        return list(actors)
    place = context.circumstances.place(match.view, match.token)
    country = place.get("country", "")
    return [*actors, party_actor(country)] if country and country not in codes else list(actors)


def _is_grouping(actors: Sequence[Actor]) -> bool:
    return any(actor.kind == "igo" for actor in actors)


def _candidate(
    context: Context, match: Match, actors: Sequence[Actor], *, news: bool, hosted: bool
) -> Candidate:
    persons = [actor for actor in actors if _is_named(actor)]
    if match.frame.pos == "noun" and match.view.speaker in persons:
        persons.remove(match.view.speaker)  # who tells of a meeting need not have been there
    series, ordinal = _series(context, match)
    kind = _kind(context, match, actors, hosted=hosted)
    if not persons and match.modality is Modality.ASSERTED and kind in _LEVELS:
        persons = _nearby_holders(context, match.view, kind, actors)
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
        occasion=_occasion(context, match),
        date=scheduled(context, match),
    )
    named = context.matcher.concepts_of(match.support) if match.support is not None else ()
    made.pointers = list(_pointers(context, match))
    due = bool({"SCHEDULE", "EXPECT_IN", "INVITE"} & set(named))
    due = due and not is_adjunct(context, match)
    if due and made.get("status") == "held":
        made.slots["status"] = "planned"
    settle(context, match, made)
    return made


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
    for number, place in enumerate(places):
        end = places[number + 1].start if number + 1 < len(places) else match.view.sentence.end
        dates = [m for m in match.view.dates if place.start <= m.start < end and m.edtf]
        if not dates:
            continue
        each = replace(made, slots=dict(made.slots), anchor=(place.start, place.end))
        each.slots["place"] = context.circumstances.place_value(match.view, place)
        each.slots["date"] = dates[0].edtf
        found.append(each)
    return found or [made]


# --------------------------------------------------------------------------- who meets


def _with_context(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor]:
    """ "Ministers met in Cairo": those of the parties that the text is about."""
    if any(actor.party for actor in actors):
        return list(actors)
    if not actors:
        around = match.view.parties
        met = any("BODY" in context.matcher.concepts_of(t) for t in match.tokens("sides"))
        return [party_actor(code) for code in around] if met and len(around) >= _PAIR else []
    if actors[0].kind != "role" or len(match.view.parties) < _PAIR:
        return list(actors)
    return [replace(actors[0], country=code) for code in match.view.parties]


def _noun_sides(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor] | None:
    """The sides of "talks", "summit": stated with the noun, else those last spoken of."""
    numbered = bool(_ordinal(context, match))
    if not numbered and match.token.tag in ("NNS", "NNPS") and _is_usual(context, match):
        return None
    held = _is_held(context, match)
    own = match.view.first_actors(match.tokens("others"))
    codes = {actor.party for actor in actors if actor.party}
    if len(codes) > 1:
        standing = "STANDING" in context.matcher.concepts_of(match.token)
        told = held or numbered or _dated(match) or _is_within(context, match)
        return list(actors) if told or (own and not standing) else None
    if not (numbered or held or (own and _dated(match))):
        return None
    if len(codes) == 1 and _is_grouping(actors):
        return list(actors)
    if not numbered and _is_only_joined(context, match):
        return None
    parties = match.view.parties
    if (codes and not codes <= set(parties)) or (len(parties) < _PAIR and not codes):
        return None
    rest = [party_actor(code) for code in parties if code not in codes]
    return [*actors, *rest]


def _is_only_joined(context: Context, match: Match) -> bool:
    """ "addressed a conference", "to be hosted by X": not one of the parties of the passage."""
    verb = match.support
    if verb is None:
        return False
    if verb.lemma in phrases(context.language, "meeting")["joining_verbs"]:
        return True
    hosts = match.view.first_actors(verb.all_children("obl:agent"))
    return any(host.party and host.party not in match.view.parties for host in hosts)


def _is_usual(context: Context, match: Match) -> bool:
    """ "the regular meetings held between the two": several, on no day."""
    cases = phrases(context.language, "meeting")["between_cases"]
    between = any(t.case in cases for t in _inside(match, "others"))
    return between and not match.view.dates and match.token.child("nummod") is None


def _is_held(context: Context, match: Match) -> bool:
    """Whether the noun is what its verb holds, opens, attends, or what takes place."""
    verb = match.support
    if verb is None:
        return False
    named = context.matcher.concepts_of(verb)
    if match.token in context.grammar.patients(verb):
        return bool({"HOLD", "CO_CHAIR"} & named)
    if match.token in context.grammar.subjects(verb):
        return bool({"HOLD", "HAPPEN", "SCHEDULE"} & named)
    return False


def _is_within(context: Context, match: Match) -> bool:
    """ "agreed at a meeting in X": the noun places the act of its sides in a meeting held there."""
    if not is_adjunct(context, match):
        return False
    inner = [child for child in match.token.children if child.case]
    return any(context.circumstances.place_entry(match.view, each) is not None for each in inner)


def _dated(match: Match) -> bool:
    """Whether a date stands in the noun's own phrase."""
    for mention in match.view.dates:
        words = match.view.tokens_of(mention.start, mention.end)
        if words and mention.edtf and any(up is match.token for up in head_of(words).ancestors()):
            return True
    return False


def _nearby_holders(
    context: Context, view: SentenceView, kind: str, actors: Sequence[Actor]
) -> list[Actor]:
    """Of a meeting "of the heads of government" those named in this sentence or the last.

    A sentence that names one for each party tells it all.
    """
    parties = {actor.party for actor in actors if actor.party}
    offices = load_offices()
    found: list[Actor] = []
    for each in (view, *context.document.neighbours(view, before=1)):
        if {actor.party for actor in found} == parties:
            break
        for mention in each.mentions.values():
            for actor in mention.actors:
                if actor.kind != "person" or actor.party not in parties or actor in found:
                    continue
                if actor.office in offices and offices[actor.office].level == kind:
                    found.append(actor)
    return found if len({actor.party for actor in found}) == len(found) else []


# --------------------------------------------------------------------------- series and number


def _ordinal(context: Context, match: Match) -> int:
    """The number of a meeting in its series: "the 21st regular meeting"."""
    words = {token.index for token in main_words(match.token)}
    for mention in match.view.ordinals:
        tokens = match.view.tokens_of(mention.start, mention.end)
        if tokens and tokens[0].index in words and tokens[0].index < match.token.index:
            return 0 if mention.value == 1 and _is_first_since(context, match) else mention.value
    return 0


def _is_first_since(context: Context, match: Match) -> bool:
    """ "their first meeting since the war", "as leaders": no number in a series."""
    owner = match.token.child("nmod:poss")
    near = [*match.token.children, *match.governor.children]
    since = set(phrases(context.language, "meeting")["since_cases"])
    return owner is not None and any(child.case in since for child in near)


def _series(context: Context, match: Match) -> tuple[str, int]:
    """The series' name as the text gives it, without article and number, and the number."""
    ordinal = _ordinal(context, match)
    if match.frame.pos != "noun":
        return "", ordinal
    words = main_words(match.token)
    if not ordinal:
        return _next_of_series(context, match, words), 0
    numbered = [
        index
        for index, token in enumerate(words)
        if any(m.start <= token.start < m.end and m.value == ordinal for m in match.view.ordinals)
    ]
    start = numbered[-1] + 1 if numbered else 0
    kept = drop_dates(match.view, words[start:], match.token)
    kept = _before_place(context, match, kept)
    if kept == [match.token]:
        kept = _of_body(context, match) or kept
    return match.view.text(kept[0].start, kept[-1].end), ordinal


def _of_body(context: Context, match: Match) -> list[Token]:
    """Of "the border commission held its third session" the commission: its sessions are a series.

    Nothing where what meets is no named body.
    """
    for token in match.tokens("sides"):
        if "BODY" not in context.matcher.concepts_of(token):
            continue
        words = drop_dates(match.view, main_words(token), token)
        named = [word for word in words if word.rel not in ("det", "nmod:poss") or word.is_noun]
        if len(named) > 1 and named[0] is words[-len(named)]:
            return named
    return []


def _next_of_series(context: Context, match: Match, words: Sequence[Token]) -> str:
    """ "the next high-level meeting": the series' name without a number; '' of any other phrase."""
    following = phrases(context.language, "meeting")["next_words"]
    before = [token for token in words if token.index < match.token.index]
    places = [n for n, token in enumerate(before) if token.lemma in following]
    named = before[places[-1] + 1 :] if places else []
    return match.view.text(named[0].start, match.token.end) if named else ""


def _before_place(context: Context, match: Match, words: list[Token]) -> list[Token]:
    """A phrase cut before the place of the meeting."""
    for position, token in enumerate(words[:-1]):
        following = token.head or words[position + 1]
        if token.index <= match.token.index or token.rel != "case":
            continue
        placed = following.rel in ("nmod", "obl")
        if placed and context.circumstances.place_entry(match.view, following) is not None:
            return trim(words[:position]) if position else words
    return trim(words)


def _elliptic(context: Context, view: SentenceView, known: Sequence[Candidate]) -> list[Candidate]:
    """ "the 19th, which took place in Moscow": a number without its noun, after another one."""
    near = range(view.sentence.index - _BACK, view.sentence.index + 1)
    earlier = [c for c in known if c.get("ordinal") and c.sentence in near]
    if not earlier:
        return []
    pattern, found = earlier[-1], []
    for mention in view.ordinals:
        tokens = view.tokens_of(mention.start, mention.end)
        if not tokens or tokens[0].head is None:
            continue
        token = tokens[0]
        if (
            token.child("det") is None
            or token.rel in ("amod", "nummod", "compound")
            or any(m.start <= token.start < m.end for m in view.dates)
        ):
            continue
        if any(c.get("ordinal") == mention.value for c in known):
            continue
        clause = token.child("acl:relcl") or context.grammar.clause_of(token)
        if not _took_place(context, clause):
            continue
        modality = context.modality.read(clause)
        status = {Modality.ASSERTED: "held", Modality.PLANNED: "planned"}.get(modality)
        if status is None:
            continue
        slots = {slot: value for slot, value in pattern.slots.items() if slot in _OF_SERIES}
        made = Candidate(
            type="meeting",
            slots={**slots, "ordinal": mention.value, "status": status},
            spans=[span_of(token.subtree() if token.child("acl:relcl") else clause.subtree())],
            anchor=(token.start, token.end),
            sentence=view.sentence.index,
            actors=pattern.actors,
        )
        made.fill("date", context.circumstances.when(view, clause, modality))
        made.fill("place", context.circumstances.place(view, clause))
        if made.get("date") or made.get("place"):
            found.append(made)
    return found


def _took_place(context: Context, clause: Token) -> bool:
    """Whether a clause tells that a meeting was held, and not only what it was or who led it."""
    if clause.child("attr", "xcomp", "cop") is not None or clause.rel == "cop":
        return False
    named = context.matcher.concepts_of(clause)
    return "HAPPEN" in named or ("HOLD" in named and context.grammar.is_passive(clause))


# --------------------------------------------------------------------------- kind, occasion, span


def _kind(context: Context, match: Match, actors: Sequence[Actor], *, hosted: bool) -> str:
    """The level of a meeting: as its phrase says, else by the offices of those who meet."""
    offices = load_offices()
    titles = match.view.marked.titles
    inside = match.token.subtree() if match.frame.pos == "noun" else []
    stated = [
        title.level
        for token in inside
        if (title := titles[token.index]) is not None and title.office not in _UNCLEAR
    ]
    many = _parties(actors) >= _MANY
    known = [a.office for a in actors if a.office in offices and a.office not in _UNCLEAR]
    levels = [offices[office].level for office in known]
    for ranked in (stated, levels):
        kinds = {level for level in ranked if level in _LEVELS}
        if kinds and many and kinds <= set(_LEADERS):
            return "multilateral"
        if len(kinds) == 1:
            return kinds.pop()
        if kinds == {"ministerial", "senior_officials"}:
            return "ministerial"
    named = context.matcher.concepts_of(match.token)
    if _is_commission(context, match):
        return "commission"
    if "SUMMIT" in named:
        return "multilateral" if many or hosted or _is_grouping(actors) else "heads_of_state"
    if hosted or (many and _is_grouping(actors)):
        return "multilateral"
    if "NEGOTIATION_ROUND" in named and not any(a.kind == "person" for a in actors):
        return "senior_officials"
    return "other"


def _is_commission(context: Context, match: Match) -> bool:
    """Whether it is a standing commission or committee that meets."""
    words = match.token.subtree() if match.frame.pos == "noun" else match.tokens("sides")
    if match.frame.pos == "noun" and match.support is not None:
        words = [*words, *match.tokens("sides")]  # "the commission held its second session"
    for token in words:
        mention = match.view.mention(token)
        igo = mention is not None and any(actor.kind == "igo" for actor in mention.actors)
        if "COMMISSION" in context.matcher.concepts_of(token) and not igo:
            return token.rel in ("nmod", "compound", "nsubj", "nsubj:pass", "nmod:poss")
    return False


def _occasion(context: Context, match: Match) -> str:
    """The larger event beside which a meeting was held: "on the sidelines of X"."""
    for token in match.view.tokens:
        if "BESIDE" not in context.matcher.concepts_of(token):
            continue
        inside = [c for c in token.children if c.rel == "nmod"]
        if token.rel == "case" and token.head is not None:
            inside = [token.head]
        for child in inside:
            words = main_words(child)
            while len(words) > 1 and words[0].pos in ("DET", "ADP"):
                words.pop(0)
            return match.view.text(words[0].start, words[-1].end)
    return ""


def _span(context: Context, match: Match) -> tuple[int, int]:
    if match.frame.pos == "noun" and not _is_held(context, match):
        return span_of(match.token.subtree())
    return context.clause_span(match.governor, keep=[match.token])
