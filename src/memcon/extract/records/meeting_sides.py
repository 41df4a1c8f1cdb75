"""Who meets: those named with the noun or verb, and those last spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import party_actor
from memcon.extract.frames import Match
from memcon.extract.gazetteer import states
from memcon.extract.lexicon import discourse_words, phrases
from memcon.extract.offices import load_offices
from memcon.extract.records.context import Context
from memcon.extract.records.meeting_guests import (
    attended,
    joined_states,
    known_sides,
    venues,
    with_nearest,
)
from memcon.extract.records.meeting_series import ordinal_of
from memcon.extract.records.occasions import (
    change_of,
    held_noun,
    is_adjunct,
    is_at_phase,
    is_reduced,
    listed_persons,
    persons_before,
)
from memcon.extract.records.told_clause import holding_clause, is_plainly_told, led_by
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_BEFORE = 4  # sentences back in which the organisation is named whose summit is told of
_PEOPLES = ("NORP", "GPE", "LOC", "ORG")  # the parser's kinds of those whom people belong to
_PAIR = 2
_COLLECTIVE = ("igo", "organisation", "role")  # kinds of actors that are no single person


def sides_of(context: Context, match: Match) -> list[Actor]:
    """Who meets: as the frame's arguments say, else as the words around them do."""
    there = attended(context, match) if match.frame.pos == "noun" else []
    if there:
        return there
    with_nearest(context, match)
    actors = known_sides(context, match, match.actors("sides", "others"))
    grouping = [a for t in match.tokens("sides") for a in whose(match, t) if a.kind == "igo"]
    if grouping:
        return grouping
    if any(_is_of_unknown(match.view, token) for token in _who(context, match)):
        return []
    if match.frame.id == "meeting.receive":
        if is_reduced(match) or not any(_is_person(a) for a in match.actors("others")):
            return []  # "a conference to be hosted by X", "welcomed Y as a member"
        return [*actors, *(a for a in listed_persons(match, "others") if a not in actors)]
    if match.frame.id == "meeting.meet" or count_parties(actors) < _PAIR:
        actors += [a for a in _named_before(match) if a not in actors]
    if match.frame.pos == "noun":
        return _around_noun(context, match, actors)
    if match.frame.id == "meeting.meet":
        own = _states_of_bodies(context, match)
        return own if count_parties(own) >= _PAIR else _with_context(context, match, actors)
    return actors


def _named_before(match: Match) -> list[Actor]:
    """The persons named before a verb, those of another clause left out.

    "If it does not restore X, the organisation will meet": X is not of those who meet.
    """
    found = persons_before(match.view, match.governor)
    subjects = match.tokens("sides") if match.frame.pos == "verb" else []
    met = match.view.first_actors(subjects)
    if not met or any(actor.kind == "person" for actor in met):
        return found
    first = min(token.first.start for token in subjects)
    inside = [m for m in match.view.mentions.values() if m.start >= first]
    return [a for a in found if any(a in m.actors for m in inside)]


def _who(context: Context, match: Match) -> list[Token]:
    """The subject of what is told, and the words for who meets."""
    return [*match.tokens("sides"), *context.grammar.subjects(match.governor)]


def _is_of_unknown(view: SentenceView, token: Token) -> bool:
    """ "leaders of eight islands": several of whom it is told whose they are, not who."""
    if token.tag not in ("NNS", "NNPS") or view.marked.titles[token.index] is None:
        return False
    own = [child for child in token.all_children("nmod") if child.case and child.tag == "NNS"]
    return any(not view.actors(child) and child.child("nummod") is not None for child in own)


def _is_person(actor: Actor) -> bool:
    return actor.kind in ("person", "role")


def _around_noun(context: Context, match: Match, actors: list[Actor]) -> list[Actor]:
    """Who meets, of "talks", "summit": the subject of its verb only where that holds it."""
    if (
        _is_of_outsiders(context, match)
        or _is_body(context, match)
        or _is_with_others(match)
        or _is_of_others(match)
        or _is_same_told(context, match)
    ):
        return []
    own = match.view.first_actors([*_inside(match, "sides"), *match.tokens("others")])
    own += [a for a in joined_states(match) if a.party not in {each.party for each in own}]
    of_body = [a for a in _of_body(context, match) if a not in own]
    own, actors = [*own, *of_body], [*actors, *(a for a in of_body if a not in actors)]
    hosted = _hosted_for(context, match) or led_by(context, match)
    if count_parties(hosted) >= _PAIR:
        return hosted
    joint = is_adjunct(context, match) and (count_parties(actors) >= _PAIR or is_grouping(actors))
    joint = joint or (is_purpose(context, match) and count_parties(actors) >= _PAIR)
    if not joint and (not _holds(context, match) or _is_of_many(context, match)):
        own = match.view.first_actors([*_inside(match, "sides"), *_inside(match, "others")])
        own += [a for a in of_body if a not in own]
        return _noun_sides(context, match, own) or []
    if match.governor.rel in ("xcomp", "ccomp") and match.status == "planned":
        agreed = [a for a in actors if a not in own]  # "agreed to hold": others may go there
        actors = [*own, *(_of_party(agreed))]
    elif match.token not in context.grammar.subjects(match.governor):
        actors += [
            a for a in persons_before(match.view, match.governor) if a.party and a not in actors
        ]
    return _noun_sides(context, match, actors) or []


def _is_of_many(context: Context, match: Match) -> bool:
    """ "recalled the conference held in Rio": who speaks of it need not have been there."""
    clause = holding_clause(context, match)
    of = context.matcher.concepts_of(match.support) if match.support is not None else ()
    if clause is None or {"HOLD", "CO_CHAIR", "ATTENDS"} & set(of):
        return False
    return not is_plainly_told(context, match)


def _hosted_for(context: Context, match: Match) -> list[Actor]:
    """ "hosted X and Y for a third round of talks": the host and all his guests."""
    verb, noun = match.support, held_noun(context, match)
    if verb is None or noun.case not in phrases(context.language, "meeting")["purpose_cases"]:
        return []
    if "RECEIVE" not in context.matcher.concepts_of(verb):
        return []
    words = [*context.grammar.agents(verb), *context.grammar.patients(verb)]
    found = match.view.first_actors([word for word in words if word is not noun])
    return found if count_parties(found) >= _PAIR else []


def _of_body(context: Context, match: Match) -> list[Actor]:
    """ "the session of the Oman-Qatar commission": those whose body it is that sits."""
    return [
        actor
        for body in _inside(match, "others")
        if "BODY" in context.matcher.concepts_of(body) and not match.view.actors(body)
        for child in body.all_children("compound", "amod", "nmod", "nmod:poss")
        for each in child.subtree()
        for actor in match.view.actors(each)
        if actor.kind == "state"
    ] or _of_organ(context, match)


def _of_organ(context: Context, match: Match) -> list[Actor]:
    """ "the meeting of the Conference of Heads of State of the League": whose organ that is."""
    owning = phrases(context.language, "meeting")["whole_cases"]
    found: list[Actor] = []
    for organ in _inside(match, "others"):
        node: Token | None = organ
        while node is not None and not is_grouping(match.view.actors(node)):
            node = next((c for c in node.all_children("nmod") if c.case in owning), None)
        if node is not None and node is not organ:
            found += [a for a in match.view.actors(node) if a not in found]
    return found


def _states_of_bodies(context: Context, match: Match) -> list[Actor]:
    """ "the joint committee of Peru and Chile will sit": the states in the phrase of the body."""
    bodies = [t for t in match.tokens("sides") if "BODY" in context.matcher.concepts_of(t)]
    below = [each for body in bodies for child in body.children for each in child.subtree()]
    found = match.view.first_actors([word for word in below if not word.is_verb])
    return [party_actor(a.party) for a in found if a.kind == "state" and a.party]


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
    held = held_noun(context, match)
    return held in context.grammar.patients(verb) and not {"SAYS", "RECALL"} & named


def _is_body(context: Context, match: Match) -> bool:
    """ "launched the Strategic Dialogue": something standing with a name is set up, not held."""
    verb = match.support
    if verb is None or "STANDING" not in context.matcher.concepts_of(match.token):
        return False
    words = phrases(context.language, "meeting")
    if match.token not in context.grammar.patients(verb) or ordinal_of(context, match):
        return False
    if match.token.pos == "PROPN":
        return verb.lemma in words["founding_verbs"]
    one = match.token.tag == "NN"  # "launched talks" are held, "launched a dialogue on" is set up
    return one and verb.lemma in words["only_founding_verbs"]


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
    if _is_only_judged(context, match):
        return True
    copular = verb.lemma == match.token.lemma or match.token.rel in ("attr", "xcomp", "root")
    subjects = match.token.all_children("nsubj") or context.grammar.subjects(verb)
    back = any(subject.tag in ("PRP", "DT") for subject in subjects)
    return copular and back and ordinal_of(context, match) <= 1


def _is_only_judged(context: Context, match: Match) -> bool:
    """ "the talks were slow": a meeting told of elsewhere, of which this says how it went."""
    verb, determiner = match.support, match.token.child("det", "nmod:poss")
    if verb is None:
        return False
    judging = verb.lemma in phrases(context.language, "meeting")["judging_verbs"]
    thing = verb.child("obj")
    opened = thing is not None and thing.entity != "DATE" and match.token.rel == "nsubj"
    if not judging and not (opened and "HOLD" in context.matcher.concepts_of(verb)):
        return False  # "the talks had only opened a path"
    if match.token not in context.grammar.subjects(verb) or context.grammar.is_passive(verb):
        return False
    words = discourse_words(context.language)
    back = determiner is not None and determiner.text.lower() in words.definite_articles
    said = verb.child("xcomp", "attr", "acomp", "obj", "ccomp")
    if said is None and context.grammar.is_present(verb):
        said = verb.child("obl", "advmod")  # "the talks are mainly on fish"
    told = bool(match.tokens("others") or match.view.dates or ordinal_of(context, match))
    told = told or bool(context.circumstances.place(match.view, match.token))
    return back and said is not None and not told


def whose(match: Match, token: Token) -> list[Actor]:
    """ "the bloc, whose leaders meet": to whom those who meet belong."""
    owner, verb = token.child("nmod:poss"), match.governor
    if owner is None or owner.tag != "WP$" or verb.rel != "acl:relcl" or verb.head is None:
        return []
    return match.view.actors(verb.head)


def count_parties(actors: Iterable[Actor]) -> int:
    """How many states and organisations these belong to."""
    return len({actor.party for actor in actors if actor.party})


def meeting_actors(actors: Iterable[Actor]) -> list[Actor]:
    """Those who can sit at a table for a party: unknown firms and persons without office cannot."""
    actors = list(actors)
    named = {actor.name for actor in actors if actor.party and actor.name}
    others = (a for a in actors if a.party or (a.kind == "person" and a.office))
    return [a for a in others if a.party or a.name not in named]


def with_host(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor]:
    """A meeting of a grouping of states: the state where it is held takes part as host."""
    codes = {actor.party for actor in actors}
    if len(codes) != 1 or (next(iter(codes)) in states() and not is_grouping(actors)):
        return list(actors)
    place = context.circumstances.place(match.view, match.token)
    country = place.get("country", "")
    return [*actors, party_actor(country)] if country and country not in codes else list(actors)


def is_grouping(actors: Sequence[Actor]) -> bool:
    """Whether an intergovernmental organisation is among them, or its organ or officials."""
    of_whom = [a.code if a.kind == "igo" else a.party for a in actors if a.kind in _COLLECTIVE]
    return any(code and code not in states() for code in of_whom)


def _with_context(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor]:
    """ "Ministers met in Cairo": those of the parties that the text is about."""
    if any(_is_of_elsewhere(match.view, token) for token in match.tokens("sides")):
        return []
    if any(actor.party for actor in actors):
        return list(actors)
    if not actors:
        around = match.view.parties
        met = any("BODY" in context.matcher.concepts_of(t) for t in match.tokens("sides"))
        met = met or sitting_before(context, match) is not None
        return [party_actor(code) for code in around] if met and len(around) >= _PAIR else []
    if actors[0].kind != "role" or len(match.view.parties) < _PAIR:
        return list(actors)
    return [replace(actors[0], country=code) for code in match.view.parties]


def sitting_before(context: Context, match: Match) -> Token | None:
    """ "It will meet in Oslo": the body that the sentence before speaks of; None where none is."""
    things = discourse_words(context.language).thing_pronouns
    sides = match.tokens("sides") or context.grammar.patients(match.token)
    owner = match.token.child("nmod:poss") if match.frame.pos == "noun" else None
    sides = [owner] if owner is not None else sides
    if len(sides) != 1 or sides[0].text.lower() not in things or match.token.child("obj"):
        return None
    for view in (match.view, *context.document.neighbours(match.view, before=1)):
        for token in view.tokens:
            if view is match.view and token.index >= match.token.index:
                break
            subject = token.rel in ("nsubj", "nsubj:pass")
            if subject and "BODY" in context.matcher.concepts_of(token):
                return token
    return None


def _is_of_elsewhere(view: SentenceView, token: Token) -> bool:
    """ "European leaders": called after what is none of the text's parties."""
    named = [c for c in token.all_children("amod", "compound") if c.entity in _PEOPLES]
    known = any(view.actors(each) for each in named)
    known = known or any(actor.name for actor in view.actors(token))
    return token.tag == "NNS" and bool(named) and not known


def _noun_sides(context: Context, match: Match, actors: Sequence[Actor]) -> list[Actor] | None:
    """The sides of "talks", "summit": stated with the noun, else those last spoken of."""
    numbered = bool(ordinal_of(context, match))
    if not numbered and match.token.tag in ("NNS", "NNPS") and _is_usual(context, match):
        return None
    told_of = holding_clause(context, match) is not None
    if told_of and not is_plainly_told(context, match):  # "recalled the conference held in Rio"
        own_words = [*_inside(match, "sides"), *_inside(match, "others")]
        told_of = any(a.party for a in match.view.first_actors(own_words))
    held = is_held(context, match) or told_of or change_of(context, match) is not None
    own = match.view.first_actors(match.tokens("others"))
    codes = {actor.party for actor in actors if actor.party}
    if len(codes) > 1:
        standing = "STANDING" in context.matcher.concepts_of(match.token)
        told = held or numbered or _dated(match) or is_within(context, match)
        told = told or is_purpose(context, match)
        return list(actors) if told or (own and not standing) else None
    within = is_within(context, match) or is_at_phase(context, match)
    if len(codes) == 1 and is_grouping(actors) and within:
        return list(actors)
    again = is_adjunct(context, match) and _dated(match) and _is_plain(context, match)
    told = bool(own) and (_dated(match) or is_within(context, match))
    if not (numbered or held or again or told):
        return None
    if len(codes) == 1 and is_grouping(actors):
        return list(actors)
    if not numbered and _is_only_joined(context, match):
        return None
    return _with_passage(context, match, actors, codes)


def _with_passage(
    context: Context, match: Match, actors: Sequence[Actor], codes: set[str]
) -> list[Actor] | None:
    """The sides of a meeting of which one at most is named, with those of the passage."""
    if _is_with_region(match.view, match.token) or (not codes and _is_theirs(context, match)):
        return None
    of_one = _of_one_grouping(context, match) if not codes else ""
    if of_one:
        return [party_actor(of_one)]
    author = party_actor(context.document.author) if context.document.author else None
    if author is not None and author.kind == "igo" and not codes:
        return [author]  # "The next Summit will be held in": in the organisation's own text
    parties = match.view.parties
    if (codes and not codes <= set(parties)) or (len(parties) < _PAIR and not codes):
        return None
    triple = phrases(context.language, "meeting")["triple_words"]
    told = any(each.lower in triple for each in match.token.all_children("amod", "compound"))
    if len(parties) > _PAIR and not (codes or told) and _names_some(match.view, parties):
        return None  # "both have agreed to meet in Chad": two of three
    sites = venues(context, match, parties) if len(codes) < _PAIR else set()
    rest = [party_actor(code) for code in parties if code not in codes | sites]
    return [*actors, *rest]


def _names_some(view: SentenceView, parties: Sequence[str]) -> bool:
    """Whether a sentence names some of the parties of its passage, but not all."""
    told = (m for m in view.mentions.values() if m.form not in ("reference", "speaker"))
    named = {actor.party for mention in told for actor in mention.actors}
    return bool(named.intersection(parties)) and not named.issuperset(parties)


def _of_one_grouping(context: Context, match: Match) -> str:
    """ "The 31st Extraordinary Summit met": of the one organisation named before, else ''."""
    if match.token.pos != "PROPN" or not ordinal_of(context, match):
        return ""
    named: set[str] = set()
    for view in (match.view, *context.document.neighbours(match.view, before=_BEFORE)):
        mentions = view.mentions.values()
        named |= {a.code for m in mentions for a in m.actors if a.kind == "igo" and a.code}
        named |= {a.country for m in mentions for a in m.actors if a.kind == "organisation"}
    named = {code for code in named if code and code not in states()}
    return named.pop() if len(named) == 1 else ""


def _is_theirs(context: Context, match: Match) -> bool:
    """ "gather for their second summit": of those who are the subject, and are not known."""
    owner = match.token.child("nmod:poss")
    verb = context.grammar.clause_of(match.token)
    subjects = context.grammar.subjects(verb)
    if owner is None or owner.tag != "PRP$" or not subjects:
        return False
    plain = all(each.is_noun and each is not match.token for each in subjects)
    return plain and not any(match.view.actors(each) for each in subjects)


def _is_with_region(view: SentenceView, noun: Token) -> bool:
    """ "the India-Africa Forum Summit": with a region, not with whom else the text speaks of."""
    before = (child for child in noun.children if child.index < noun.index)
    dashes = (each for child in before for each in child.subtree() if each.tag == "HYPH")
    for dash in dashes:
        ends = [view.tokens[i] for i in (dash.index - 1, dash.index + 1)]
        known = [_is_named(view, end) for end in ends]  # of "High-Level" neither
        if any(known) and any(
            e.text[:1].isupper() and not k for e, k in zip(ends, known, strict=True)
        ):
            return True
    return False


def _is_named(view: SentenceView, word: Token) -> bool:
    """Whether a word stands in the name of somebody known."""
    known = view.actors(word)
    return bool(known) or any(
        mention.start <= word.start < mention.end and mention.actors and mention.form == "name"
        for mention in view.mentions.values()
    )


def _is_only_joined(context: Context, match: Match) -> bool:
    """ "addressed a conference", "to be hosted by X": not one of the parties of the passage."""
    verb = match.support
    if verb is None:
        return False
    if verb.lemma in phrases(context.language, "meeting")["joining_verbs"]:
        return True
    hosts = match.view.first_actors(verb.all_children("obl:agent"))
    return any(host.party and host.party not in match.view.parties for host in hosts)


def _is_plain(context: Context, match: Match) -> bool:
    """ "after the talks on Tuesday": those of the text's two parties, told without more words."""
    plain = phrases(context.language, "meeting")["plain_words"]
    words = match.token.all_children("amod", "compound", "acl", "acl:relcl", "nmod")
    named = all(each.lower in plain or each.entity == "DATE" for each in words)
    return bool(match.view.pair) and named


def _is_of_outsiders(context: Context, match: Match) -> bool:
    """ "both companies held talks": not those whom the passage is about."""
    outside = phrases(context.language, "meeting")["outside_nouns"]
    words = match.tokens("sides") + match.tokens("others")
    return any(word.lemma in outside for word in words)


def _is_usual(context: Context, match: Match) -> bool:
    """ "the regular meetings held between the two": several, on no day."""
    cases = phrases(context.language, "meeting")["between_cases"]
    between = any(t.case in cases for t in _inside(match, "others"))
    return between and not match.view.dates and match.token.child("nummod") is None


def is_held(context: Context, match: Match) -> bool:
    """Whether the noun is what its verb holds, opens, attends, or what takes place."""
    verb = match.support
    if verb is None:
        return False
    named = context.matcher.concepts_of(verb)
    noun = held_noun(context, match)
    if noun in context.grammar.patients(verb):
        return bool({"HOLD", "CO_CHAIR"} & named)
    if noun in context.grammar.subjects(verb):
        return bool({"HOLD", "HAPPEN", "SCHEDULE"} & named)
    return False


def is_purpose(context: Context, match: Match) -> bool:
    """ "are to return to Oslo for talks": what those who travel there will do."""
    verb, cases = match.support, phrases(context.language, "meeting")["purpose_cases"]
    if verb is None or held_noun(context, match).case not in cases:
        return False
    return "TRAVEL" in context.matcher.concepts_of(verb)


def is_within(context: Context, match: Match) -> bool:
    """ "agreed at a meeting in X": the noun places the act of its sides in a meeting held there."""
    if not is_adjunct(context, match) and not _is_followed(context, match):
        return False
    if _is_on_day(context, match):
        return True
    inner = [child for child in match.token.children if child.case]
    return any(context.circumstances.place_entry(match.view, each) is not None for each in inner)


def _is_followed(context: Context, match: Match) -> bool:
    """ "the deal follows talks in Lima": the talks came before it."""
    verb, lemmas = match.support, phrases(context.language, "meeting")["following_verbs"]
    return (
        verb is not None
        and verb.lemma in lemmas
        and match.token in context.grammar.patients(verb)
        and not context.grammar.is_passive(verb)
    )


def _is_on_day(context: Context, match: Match) -> bool:
    """ "agreed at a summit on Thursday": a meeting not told of before, on the day of the act."""
    words = phrases(context.language, "meeting")
    determiner = match.token.child("det", "nmod:poss")
    if determiner is None or determiner.lower not in words["new_determiners"]:
        return False
    if determiner.lower in words["indefinite_articles"]:
        return True  # "failed after a two-day summit"
    inner = held_noun(context, match).case in words["inner_cases"]
    return inner and bool(context.circumstances.dates(match.view, match.token))


def _dated(match: Match) -> bool:
    """Whether a date stands in the noun's own phrase."""
    for mention in match.view.dates:
        words = match.view.tokens_of(mention.start, mention.end)
        if words and mention.edtf and any(up is match.token for up in head_of(words).ancestors()):
            return True
    return False


def nearby_holders(
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
        if each.sentence.block != view.sentence.block:
            break
        for mention in each.mentions.values():
            for actor in mention.actors:
                if actor.kind != "person" or actor.party not in parties or actor in found:
                    continue
                if actor.office in offices and offices[actor.office].level == kind:
                    found.append(actor)
    return found if len({actor.party for actor in found}) == len(found) else []
