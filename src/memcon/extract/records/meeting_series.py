"""Meetings in a series: its name, their numbers, and a number without its noun."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.candidate import Candidate, span_of
from memcon.extract.clauses import main_words, trim
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.naming import drop_dates
from memcon.extract.view import SentenceView

_OF_SERIES = frozenset({"parties", "kind", "series", "sectors"})  # the same for all of a series
_NEAR = 3  # numbers by which meetings of one series may differ
_BACK = 15  # sentences back in which the meeting stands whose number is repeated


def spread_kinds(made: Sequence[Candidate]) -> None:
    """Give a numbered meeting the kind that the document gives others of its series."""
    for each in made:
        if each.get("kind") != "other" or not (each.get("series") or each.get("ordinal")):
            continue
        name = _series_words(each)
        kinds = {
            other.get("kind")
            for other in made
            if other.get("parties") == each.get("parties")
            and other.get("ordinal")
            and other.get("kind") != "other"
            and _is_near(each.get("ordinal"), other.get("ordinal"))
            and _is_part(name, _series_words(other))
        }
        if len(kinds) == 1:
            each.slots["kind"] = kinds.pop()


def _is_part(name: set[str], other: set[str]) -> bool:
    """Whether one name is a shorter form of the other; a bare number may be of any series."""
    return not name or (bool(other) and (name <= other or other <= name))


def _is_near(one: int | None, other: int) -> bool:
    """Whether two numbers may be of one series; the next meeting may have none."""
    return one is None or 0 < abs(other - one) <= _NEAR


def _series_words(made: Candidate) -> set[str]:
    return set(str(made.get("series") or "").lower().split())


def ordinal_of(context: Context, match: Match) -> int:
    """The number of a meeting in its series: "the 21st regular meeting"."""
    words = {token.index for token in main_words(match.token)}
    for mention in match.view.ordinals:
        tokens = match.view.tokens_of(mention.start, mention.end)
        if tokens and tokens[0].index in words and tokens[0].index < match.token.index:
            between = match.view.tokens[tokens[0].index : match.token.index]
            if any(t.rel == "case" and t.head is match.token for t in between):
                continue  # "first at a plenary meeting"
            return 0 if mention.value == 1 and _is_first_since(context, match) else mention.value
    return 0


def _is_first_since(context: Context, match: Match) -> bool:
    """ "their first meeting since the war", "was the first formal one": no number in a series."""
    if match.token.rel == "attr":
        return True
    owner = match.token.child("nmod:poss")
    near = [*match.token.children, *match.governor.children]
    since = set(phrases(context.language, "meeting")["since_cases"])
    if owner is not None and _is_of_one(match, owner):
        return True  # "his first summit with her": his own first
    for mention in match.view.dates if owner is not None else ():
        words = match.view.tokens_of(mention.start, mention.end)
        if mention.length and words and match.token in head_of(words).ancestors():
            return True  # "their first meeting in four years"
    return owner is not None and any(child.case in since for child in near)


def _is_of_one(match: Match, owner: Token) -> bool:
    """Whether "his", "her" stands for one person."""
    actors = match.view.actors(owner)
    return owner.tag == "PRP$" and len(actors) == 1 and actors[0].kind == "person"


def series_of(context: Context, match: Match) -> tuple[str, int]:
    """The series' name as the text gives it, without article and number, and the number."""
    ordinal = ordinal_of(context, match)
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
    kept = _over_dash(match, _before_place(context, match, kept))
    if kept == [match.token]:
        kept = _of_body(context, match) or kept
    if kept == [match.token] and kept[0].text.islower():
        return "", ordinal  # "the fourth round": of what, is not said
    return match.view.text(kept[0].start, kept[-1].end), ordinal


def _over_dash(match: Match, words: list[Token]) -> list[Token]:
    """ "session of the Peru - Chile Commission": to the noun behind a dash between spaces."""
    tokens = match.view.tokens
    following = tokens[words[-1].index + 1 : words[-1].index + 2]
    if not following or following[0].text not in ("-", "–"):
        return words
    for body in match.token.all_children("nmod"):
        if body.index > following[0].index and words[-1] in body.subtree():
            return list(tokens[words[0].index : body.index + 1])
    return words


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
    """A phrase cut before the place of the meeting, or what is told of it: ", held in May"."""
    words_of = phrases(context.language, "meeting")
    sites = words_of["site_cases"]
    told = [c.first for c in match.token.all_children("acl") if c.index > match.token.index]
    ends = [words.index(first) for first in told if first in words]
    words = words[: min(ends)] if ends and min(ends) > 0 else words
    for position, token in enumerate(words[:-1]):
        following = token.head or words[position + 1]
        if token.index <= match.token.index or token.rel != "case":
            continue
        if token.lemma in words_of["under_cases"] and _is_somebody(match, following):
            return words[:position]  # "the fourth round of talks with Minister Sarr"
        placed = following.rel in ("nmod", "obl")
        known = context.circumstances.place_entry(match.view, following) is not None
        own = following.head is match.token and following.pos == "PROPN"
        own = own or following.lemma in words_of["site_nouns"]
        if placed and (known or (own and following.case in sites)):
            return trim(words[:position]) if position else words
    return trim(words)


def numbered_alone(
    context: Context, view: SentenceView, known: Sequence[Candidate]
) -> list[Candidate]:
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
            or any(m.start <= t.start < m.end for t in token.conjuncts() for m in view.dates)
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


def _is_somebody(match: Match, token: Token) -> bool:
    """Whether a phrase is a person's."""
    mention = match.view.mention(token)
    return mention is not None and any(actor.kind == "person" for actor in mention.actors)
