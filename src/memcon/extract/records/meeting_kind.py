"""The level of a meeting, and the larger event that it was held beside."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.extract.clauses import main_words, trim
from memcon.extract.frames import Match
from memcon.extract.gazetteer import states
from memcon.extract.lexicon import phrases
from memcon.extract.offices import load_offices
from memcon.extract.records.context import Context
from memcon.extract.records.meeting_guests import attended
from memcon.extract.records.meeting_sides import count_parties, is_grouping, sitting_before
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_UNCLEAR = ("leader", "chairperson")  # of a state or of a government: the persons tell
_LEVELS = ("heads_of_state", "heads_of_government", "ministerial", "senior_officials")
_LEADERS = _LEVELS[:2]
_OF_BODY = ("nmod", "compound", "nsubj", "nsubj:pass", "nmod:poss")
_APART = ("LEG", "JUD", "OPP", "REB", "BUS", "REL")  # sectors outside a government
_MANY = 3  # parties from which a meeting of leaders is multilateral


def kind_of(context: Context, match: Match, actors: Sequence[Actor], *, hosted: bool) -> str:
    """The level of a meeting: as its phrase says, else by the offices of those who meet."""
    offices = load_offices()
    titles = match.view.marked.titles
    inside = _own_words(match.token) if match.frame.pos == "noun" else []
    stated = [
        title.level
        for token in inside
        if (title := titles[token.index]) is not None and title.office not in _UNCLEAR
        if not _is_of_person(match.view, token)  # a minister's talks with a premier have no level
    ]
    if any(t is not None and t.office in _UNCLEAR for t in (titles[w.index] for w in inside)):
        stated = []  # "between the two leaders and representatives of both"
    many = count_parties(actors) >= _MANY
    if not stated and attended(context, match):
        return "multilateral"
    if many and _is_of_leaders(match, actors):
        return "multilateral"
    held = [a for a in actors if not _is_of_organisation(a)]
    known = [a.office for a in held if a.office in offices and a.office not in _UNCLEAR]
    levels = [] if _is_uneven(held) else [offices[office].level for office in known]
    for ranked in (stated, levels):
        kinds = {level for level in ranked if level in _LEVELS}
        if kinds and many and kinds <= set(_LEADERS):
            return "multilateral"
        if len(kinds) == 1:
            return kinds.pop()
        if kinds == {"ministerial", "senior_officials"}:
            return "ministerial"
    if _is_commission(context, match):
        of_ministers = {token.lower for token in inside} & set(
            phrases(context.language, "meeting")["minister_words"]
        )
        return "ministerial" if of_ministers else "commission"
    below = match.token.children if match.frame.pos == "noun" else ()
    for child in below:
        for level in _LEVELS:
            if f"OF_{level.upper()}" in context.matcher.concepts_of(child):
                return level  # "the Fourth Presidential Meeting"
    return _by_words(context, match, actors, hosted=hosted)


def _is_uneven(actors: Sequence[Actor]) -> bool:
    """ "The king met the speaker": one side alone has a level."""
    offices = load_offices()
    held = [(a.party or a.country, offices[a.office]) for a in actors if a.office in offices]
    ranked = {party for party, office in held if office.level in _LEVELS}
    return len(ranked) == 1 and any(
        party not in ranked and office.level not in _LEVELS and office.sector in _APART
        for party, office in held
    )


def _is_of_organisation(actor: Actor) -> bool:
    """ "the president of OPEC": the head of an organisation is none of a state."""
    office = load_offices().get(actor.office)
    one = actor.kind == "person" or not actor.role.endswith("s")  # "heads of state" are of states
    leads = office is not None and office.level in _LEADERS
    return leads and one and bool(actor.party) and actor.party not in states()


def _own_words(noun: Token) -> list[Token]:
    """The words of a noun's phrase without another meeting told with it: "and the ministers'"."""
    others = [
        word
        for child in noun.subtree()
        if child.rel == "conj" and child.lemma == noun.lemma
        for word in child.subtree()
    ]
    apart = {word.index for word in others}
    return [word for word in noun.subtree() if word.index not in apart]


def _by_words(context: Context, match: Match, actors: Sequence[Actor], *, hosted: bool) -> str:
    """The level of a meeting of which no office is told."""
    of = context.matcher.concepts_of
    many, grouping = count_parties(actors) >= _MANY, is_grouping(actors)
    if "SUMMIT" in of(match.token):
        return "multilateral" if many or hosted or grouping else "heads_of_state"
    if hosted or (many and grouping):
        return "multilateral"
    sides = match.tokens("sides", "others")
    rounds = "NEGOTIATION_ROUND" in of(match.token)
    experts = rounds or any("EXPERTS" in of(token) for token in sides)
    named = any(actor.kind == "person" for actor in actors)
    return "senior_officials" if experts and not named else "other"


def _is_of_person(view: SentenceView, token: Token) -> bool:
    """Whether a title stands with the name of its holder."""
    row = [token]
    while row[-1].rel == "compound" and row[-1].head is not None:
        row.append(row[-1].head)
    near = (view.mention(each) for each in row)
    return any(mention is not None and mention.form == "person" for mention in near)


def _is_of_leaders(match: Match, actors: Sequence[Actor]) -> bool:
    """ "the leaders of Peru, Chile and Cuba": of states or of governments is all the same."""
    heads = [*match.tokens("sides", "others"), *(t for t in match.token.subtree() if t.is_noun)]
    titles = (match.view.marked.titles[token.index] for token in heads)
    return any(t is not None and t.office in _UNCLEAR for t in titles) or any(
        actor.office in _UNCLEAR for actor in actors
    )


def _is_commission(context: Context, match: Match) -> bool:
    """Whether it is a standing commission or committee that meets."""
    before = sitting_before(context, match)
    if before is not None and "COMMISSION" in context.matcher.concepts_of(before):
        return True
    words = match.token.subtree() if match.frame.pos == "noun" else match.tokens("sides")
    if match.frame.pos == "noun" and match.support is not None:
        words = [*words, *match.tokens("sides")]  # "the commission held its second session"
    for token in words:
        mention = match.view.mention(token)
        igo = mention is not None and any(actor.kind == "igo" for actor in mention.actors)
        if "COMMISSION" in context.matcher.concepts_of(token) and not igo:
            return token in match.tokens("sides") or token.rel in _OF_BODY
    return False


def occasion_of(context: Context, match: Match, start: int = 0, end: int = 0) -> str:
    """The larger event beside which a meeting was held: "on the sidelines of X".

    Looked for between two offsets of the document, where given.
    """
    for token in match.view.tokens:
        if end and not start <= token.start < end:
            continue
        if "BESIDE" not in context.matcher.concepts_of(token):
            continue
        inside = [c for c in token.children if c.rel == "nmod"]
        if token.rel == "case" and token.head is not None:
            inside = [token.head]
        for child in inside:
            if match.frame.pos == "noun" and match.token in child.subtree():
                continue  # "on the sidelines of the summit": that is the summit itself
            if match.view.actors(child) and match.view.marked.titles[child.first.index]:
                continue  # "alongside President Ruiz": somebody, no event
            words = main_words(child)
            while len(words) > 1 and words[0].pos in ("DET", "ADP"):
                words.pop(0)
            words = trim(_before_place(context, match.view, words))
            if len(words) == 1 and words[0].text.islower():
                continue  # "on the sidelines of this meeting": of which?
            return match.view.text(words[0].start, words[-1].end)
    return ""


def _before_place(context: Context, view: SentenceView, words: list[Token]) -> list[Token]:
    """A phrase without the place at its end: "the APEC summit in Bali"."""
    for place in words[1:]:
        first = place.first
        if not place.case or first not in words[1:] or first.rel != "case":
            continue
        if context.circumstances.place_entry(view, place) is not None:
            return words[: words.index(first)]
    return words
