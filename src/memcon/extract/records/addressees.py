"""Toward whom a stance is turned."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from memcon.annotate import Token
from memcon.extract.actors import is_state
from memcon.extract.frames import Match
from memcon.extract.mentions import Mention
from memcon.extract.records.topics import Topic, is_clausal
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_ACTING = (
    "nmod:poss",
    "amod",
    "compound",
    "nsubj",
    "obl:agent",
    "obj",
)  # of whose doing a topic is
_THROUGH = ("through", "via", "across", "over", "into", "before", "as", "than")
_JOINING = ("with",)
_SHARING = ("with", "from", "of")  # cases of those with whom, or of whom, something is asked
_HOSTILE = ("criticises", "opposes", "concerned")
_AGAINST = ("against", "on", "upon")
_ASKED = ("", "on", "upon", "to")
_HYPHENS = ("-", "–")
_HAVING = frozenset({"have"})
_WHERE = ("in", "at", "from")  # cases of a place, no addressee


def addressees(match: Match, head: Token) -> list[Actor]:
    """With whom something is raised, wherever the parser has hung him."""
    cases = match.frame.args.get("target", ())
    within = [t for t in head.subtree() if t.case in cases and _is_of(t, head)]
    return match.view.first_actors([*match.tokens("target"), *within])


def _is_of(token: Token, noun: Token) -> bool:
    """ "the return of the bay from X", not "sanctions imposed on X", "a halt of supplies to X"."""
    if is_clausal(noun):
        # "to open talks with X", not "to build a line to X" nor "that Y put off its drill with X"
        return token.case in _JOINING and noun.child("nsubj") is None
    if token.head is noun or token.case in _SHARING:
        return not any(
            up.is_verb for up in itertools.takewhile(lambda up: up is not noun, token.ancestors())
        )
    return False


def toward_of(match: Match, topic: Topic, holders: Sequence[Actor], venues: Collection[str]) -> str:
    """The one state or organisation to which words of the passage turn a stance.

    `venues` are the nouns that are named after where they were held or signed: "the Minsk accord".
    """
    own = {holder.party for holder in holders}
    denied = match.frame.values.get("stance") == "denies"
    if denied and is_own_doing(match.view, topic, holders):
        return ""  # "denied that it had sent troops to the Congo"
    addressed = addressees(match, topic.head)
    if match.tokens("target") and not any(a.party not in ("", *own) for a in addressed):
        return ""  # "urged it to": somebody, but who
    targets = list(dict.fromkeys(a.party for a in addressed if a.party not in ("", *own)))
    states = [code for code in targets if is_state(code)]
    if targets:
        return (states or targets)[0] if len(states or targets) == 1 else ""
    near, states = _doer(match.view, topic, own), []
    if not near:
        hostile = str(match.frame.values.get("stance")) in _HOSTILE
        mentions = [m for m in match.view.mentions_in(topic.words) if not _is_venue(m, venues)]
        near, states = _named(match.view, topic, own, mentions, _AGAINST if hostile else ())
    if near:
        return near[0] if len(near) == 1 else ""
    return states[0] if len(states) == 1 else ""


def asks_another(match: Match, topic: Topic) -> bool:
    """Whether somebody is asked or told who is no party: "calls upon the world to", "on voters"."""
    if match.tokens("target"):
        return True
    asked = match.governor.all_children("obj", "iobj", "obl")
    return any(
        word.is_noun and word.case in _ASKED and word not in topic.words and word is not topic.head
        for word in asked
    )


def is_own_doing(view: SentenceView, topic: Topic, holders: Sequence[Actor]) -> bool:
    """ "both recalled envoys after Chad's president named X": one's own deed is no grievance."""
    doers = view.first_actors(topic.head.all_children("nsubj"))
    own = {holder.party for holder in holders}
    return any(doer.party in own for doer in doers if doer.party)


def _doer(view: SentenceView, topic: Topic, own: Collection[str]) -> list[str]:
    """ "demanded that X return the islands to Y": X is addressed."""
    subject = topic.head.child("nsubj") if is_clausal(topic.head) else None
    if subject is None or subject not in topic.words:
        return []
    mention = view.mention(subject)
    if mention is None or mention.form in ("speaker", "reference"):
        return []
    found = dict.fromkeys(a.party for a in view.first_actors([subject]) if a.party)
    return [party for party in found if party not in own]


def _named(
    view: SentenceView,
    topic: Topic,
    own: Collection[str],
    mentions: Sequence[Mention],
    against: Collection[str],
) -> tuple[list[str], list[str]]:
    """Of the parties in a topic those close to its head, and all states.

    Those that one of the prepositions `against` brings in suffer what is spoken of.
    """
    near, states, owners = [], [], []
    pronoun = topic.head.child("nmod:poss")
    if pronoun is not None and pronoun.pos == "PRON" and pronoun in topic.words:
        whose = [a.party for a in view.actors(pronoun) if a.party and a.party not in own]
        if len(whose) == 1:
            return whose, whose  # "supports its bid for the Council of the IMO"
    for mention in mentions:
        if _is_beside(mention, topic, against):
            continue
        close = topic.head in (mention.head, mention.head.head)
        close = close and (mention.head.case not in _THROUGH)  # "send its cattle through Mali"
        close = close and mention.head.rel != "nsubj:pass"  # "urged that Chad be informed"
        together = view.actors(mention.head) if close else mention.actors
        for actor in together:  # "a truce between Mali and Chad": both
            if not actor.party or actor.party in own:
                continue
            if close and actor.party not in near:
                near.append(actor.party)
                if mention.head.rel in ("nmod:poss", "amod", "compound"):
                    owners.append(actor.party)
            acting = _first(mention.head).rel in _ACTING or mention.head.case == "by"
            acting = acting and not _only_has(mention.head) and not _is_within(mention.head, topic)
            if acting and actor.kind == "state" and actor.party not in states:
                states.append(actor.party)
    return owners if len(owners) == 1 else near, states


def _is_venue(mention: Mention, venues: Collection[str]) -> bool:
    """ "the Baku-Tbilisi railway", "the Minsk accords": a name that is made of a place's."""
    noun = mention.head.head
    if mention.form != "capital" or mention.head.rel != "compound" or noun is None:
        return False
    joined = (c.text in _HYPHENS for c in (*mention.head.children, *noun.children))
    return noun.lemma in venues or any(joined)


def _is_beside(mention: Mention, topic: Topic, against: Collection[str]) -> bool:
    """Whether a party is only spoken of: by a pronoun, as a place, as who suffers."""
    head = mention.head
    if head is topic.head:
        return False
    if mention.form in ("speaker", "reference") or head.case in against:
        return True  # "condemned the raid on X"
    return mention.form in ("capital", "name") and head.case in _WHERE


def _is_within(token: Token, topic: Topic) -> bool:
    """ "without hurting X's trade": a party in a clause of its own that somebody else acts in."""
    above = itertools.takewhile(lambda up: up is not topic.head, token.ancestors())
    verb = next((up for up in above if up.is_verb), None)
    subject = token.rel in ("nsubj", "obl:agent") and token.head is verb
    return verb is not None and token.case != "by" and not subject


def _first(token: Token) -> Token:
    """The first of a list: of "Cuban and Haitian migrants" whose they are is told by both."""
    while token.rel == "conj" and token.head is not None:
        token = token.head
    return token


def _only_has(token: Token) -> bool:
    """ "the same rights that Chad has": Chad does nothing."""
    verb = token.head
    return verb is not None and verb.rel == "acl:relcl" and verb.lemma in _HAVING
