"""Whom a record binds or is about, where its own words do not name two parties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from memcon.annotate import Token
from memcon.extract.actors import party_actor
from memcon.extract.lexicon import discourse_words, word_sets
from memcon.extract.mentions import Mention, is_at_gathering
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_PAIR = 2
_NAMED = ("name", "capital", "person")


def with_counterparts(
    context: Context, view: SentenceView, actors: Iterable[Actor], *, clause: Token | None = None
) -> list[Actor]:
    """The actors, and where they are of one party only, the other party of clause or document."""
    found = list(actors)
    codes = list(dict.fromkeys(a.party for a in found if a.party))
    if len(codes) >= _PAIR:
        return found
    for mention in _named_in(context, view, clause):
        for actor in mention.actors:
            if actor.party and actor.party not in codes:
                codes.append(actor.party)
                found.append(party_actor(actor.party))
    codes = list(dict.fromkeys(codes))
    author = context.document.author
    if not codes and author and (own := party_actor(author)).kind == "igo":
        return [*found, own]  # "the Commission is to report": the organisation's own
    around = set(view.pair)
    known = codes or around == set(context.document.principals[:_PAIR])
    if len(codes) < _PAIR and known and set(codes) <= around and not _names_others(view, around):
        others = [code for code in view.pair if code not in codes]
        found += [
            party_actor(code)
            for code in others
            if _is_known(context, view, code) and not _is_only_ground(context, view, code)
        ]
    return found


def _named_in(context: Context, view: SentenceView, clause: Token | None) -> Iterator[Mention]:
    """Those of a clause who may take part in what it tells."""
    words, past = discourse_words(context.language), _cases(context)["past_cases"]
    for token in context.grammar.clause_tokens(clause) if clause is not None else ():
        mention = view.mention(token)
        if mention is None or mention.form == "speaker" or is_at_gathering(mention, words):
            continue
        if _is_ground(context, token) or _is_under(token, past):
            continue
        if token.rel == "compound" and mention.form in ("capital", "seat"):
            continue  # "under the Rabat resolutions"
        kinds = {actor.kind for actor in mention.actors[:1]}
        if token.rel == "compound" and not kinds <= {"state", "igo"}:
            continue  # "doses of the Pfizer vaccine"
        yield mention


def _is_only_ground(context: Context, view: SentenceView, code: str) -> bool:
    """Whether a sentence names a party only for that by which something is done."""
    named = [
        mention.head
        for mention in view.mentions.values()
        if any(actor.party == code for actor in mention.actors)
    ]
    return bool(named) and all(_is_ground(context, head) for head in named)


def _is_ground(context: Context, token: Token) -> bool:
    """ "in line with a ruling of the Court": that by which something is done."""
    cases = _cases(context)
    return _is_under(token, cases["ground_cases"], cases["ground_nouns"])


def _cases(context: Context) -> Mapping[str, frozenset[str]]:
    return word_sets(context.language, "undertaking_cases")


def _is_under(token: Token, cases: Collection[str], nouns: Collection[str] = frozenset()) -> bool:
    """Whether a word stands in a phrase with one of these prepositions, or with such a noun."""
    for up in (token, *token.ancestors()):
        if up.is_verb:
            return False
        if up.case in cases or up.lemma in nouns:
            return True
    return False


def _is_known(context: Context, view: SentenceView, code: str) -> bool:
    """Whether a party is named up to a sentence, or by the title.

    "China opposes sanctions" need not be about Russia, of which a later answer speaks.
    """
    document = context.document
    if document.subject in ("", code):
        return True
    return any(
        actor.party == code
        for each in (view, *document.neighbours(view, before=len(document.sentences)))
        for mention in each.mentions.values()
        for actor in mention.actors
    )


def _names_others(view: SentenceView, around: set[str]) -> bool:
    """Whether a sentence deals with others than the two, of whom it names no more than one."""
    named = {
        actor.party
        for mention in view.mentions.values()
        if mention.form in _NAMED
        for actor in mention.actors
        if actor.party
    }
    return bool(named - around) and not named >= around
