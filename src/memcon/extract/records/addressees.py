"""Toward whom a stance is turned."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from memcon.annotate import Token
from memcon.extract.frames import Match
from memcon.extract.records.topics import Topic
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_STATE_CODE = 3  # letters of a state's code
_ACTING = (
    "nmod:poss",
    "amod",
    "compound",
    "nsubj",
    "obl:agent",
    "obj",
)  # of whose doing a topic is
_THROUGH = ("through", "via", "across", "over", "into", "before", "as", "than")
_HAVING = frozenset({"have"})
_WHERE = ("in", "at", "from")  # cases of a place, no addressee


def addressees(match: Match, head: Token) -> list[Actor]:
    """With whom something is raised, wherever the parser has hung him."""
    within = [t for t in head.subtree() if t.case in match.frame.args.get("target", ())]
    return match.view.first_actors([*match.tokens("target"), *within])


def toward_of(match: Match, topic: Topic, holders: Sequence[Actor]) -> str:
    """The one state or organisation to which words of the passage turn a stance."""
    own = {holder.party for holder in holders}
    denied = match.frame.values.get("stance") == "denies"
    if denied and is_own_doing(match.view, topic, holders):
        return ""  # "denied that it had sent troops to the Congo"
    addressed = addressees(match, topic.head)
    if match.tokens("target") and not any(a.party not in ("", *own) for a in addressed):
        return ""  # "urged it to": somebody, but who
    targets = list(dict.fromkeys(a.party for a in addressed if a.party not in ("", *own)))
    states = [code for code in targets if len(code) == _STATE_CODE]
    if targets:
        return (states or targets)[0] if len(states or targets) == 1 else ""
    near, states = _named(match.view, topic, own)
    if near:
        return near[0] if len(near) == 1 else ""
    return states[0] if len(states) == 1 else ""


def is_own_doing(view: SentenceView, topic: Topic, holders: Sequence[Actor]) -> bool:
    """ "both recalled envoys after Chad's president named X": one's own deed is no grievance."""
    doers = view.first_actors(topic.head.all_children("nsubj"))
    own = {holder.party for holder in holders}
    return any(doer.party in own for doer in doers if doer.party)


def _named(view: SentenceView, topic: Topic, own: Collection[str]) -> tuple[list[str], list[str]]:
    """Of the parties in a topic those close to its head, and all states."""
    near, states, owners = [], [], []
    pronoun = topic.head.child("nmod:poss")
    if pronoun is not None and pronoun.pos == "PRON" and pronoun in topic.words:
        whose = [a.party for a in view.actors(pronoun) if a.party and a.party not in own]
        if len(whose) == 1:
            return whose, whose  # "supports its bid for the Council of the IMO"
    for mention in view.mentions_in(topic.words):
        if mention.form in ("speaker", "reference") and mention.head is not topic.head:
            continue
        if mention.form in ("capital", "name") and mention.head.case in _WHERE:
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
            acting = mention.head.rel in _ACTING or mention.head.case == "by"
            acting = acting and not _only_has(mention.head)
            if acting and actor.kind == "state" and actor.party not in states:
                states.append(actor.party)
    return owners if len(owners) == 1 else near, states


def _only_has(token: Token) -> bool:
    """ "the same rights that Chad has": Chad does nothing."""
    verb = token.head
    return verb is not None and verb.rel == "acl:relcl" and verb.lemma in _HAVING
