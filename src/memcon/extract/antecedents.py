"""Who acts, tells and is told of in the clauses around a pronoun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.annotate import Token
from memcon.extract.mentions import Mention
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_SUBJECTS = ("nsubj", "nsubj:pass")
_OBJECTS = ("obj", "iobj", "obl")
_PLURALS = ("NNS", "NNPS")
_REFLEXIVE = "self"


def is_of_nation(view: SentenceView, token: Token) -> bool:
    """Whether the main clause is about people or things of a state: "Polish hauliers block"."""
    main = token.head is not None and token.head.head is None
    if not main or token.tag != "NNS" or view.actors(token):
        return False
    owned = token.all_children("amod", "compound")
    return any(e.kind == "state" for c in owned for e in view.marked.entries[c.index])


def told_by_speaker(view: SentenceView, subjects: Sequence[Token]) -> Actor | None:
    """The one person of whom a sentence in the first person tells."""
    mentions = [view.mention(token) for token in subjects]
    if not mentions or any(m is None or m.form != "speaker" for m in mentions):
        return None
    named = {a.name: a for m in view.mentions.values() for a in m.actors if a.name}
    persons = [actor for actor in named.values() if actor.kind == "person"]
    return persons[0] if len(persons) == 1 else None


def objects_before(view: SentenceView, token: Token) -> list[Actor]:
    """ "He condemned the regime for its raids": where a person acts, the object owns."""
    verb = next((up for up in token.ancestors() if up.is_verb), None)
    objects = verb.all_children("obj", "iobj") if verb is not None else []
    mentions = [view.mention(each) for each in objects if each.index < token.index]
    return [
        m.actors[0]
        for m in mentions
        if m is not None and len(m.actors) == 1 and m.actors[0].kind in ("state", "igo")
    ]


def objects_above(view: SentenceView, token: Token) -> list[Actor]:
    """ "Chile and Peru accused Fiji of hiding what it holds": the object of the verb above acts."""
    for verb in token.ancestors():
        objects = verb.all_children("obj", "iobj") if verb.is_verb else []
        mentions = [view.mention(each) for each in objects if each.index < token.index]
        found = [
            m.actors[0]
            for m in mentions
            if m is not None and len(m.actors) == 1 and m.actors[0].kind in ("state", "igo")
        ]
        if found:
            return found
    return []


def telling(view: SentenceView, token: Token) -> Actor | None:
    """Of "the minister, who said that he had gone" the minister."""
    for verb in token.ancestors():
        own = verb.child(*_SUBJECTS) if verb.rel == "acl:relcl" else None
        if own is not None and own.tag == "WP" and verb.head is not None:
            if not any(up.rel in ("ccomp", "xcomp") for up in between(token, verb)):
                return None
            actors = view.actors(verb.head, coordinated=False)
            named = [actor for actor in actors if actor.kind == "person"]
            return named[0] if len(named) == 1 else None
    return None


def doing(view: SentenceView, token: Token) -> set[str]:
    """The names of those who do something to or with a "him": "Vega held talks with him"."""
    if token.rel not in (*_OBJECTS, "nmod") or token.text.lower().endswith(_REFLEXIVE):
        return set()
    node = token.head
    while node is not None and not node.is_verb and node.rel in (*_OBJECTS, "nmod"):
        node = node.head
    own = node.child(*_SUBJECTS) if node is not None else None
    return {actor.name for actor in view.actors(own)} - {""} if own is not None else set()


def subject_above(view: SentenceView, token: Token) -> Actor | None:
    """Who a "he" of a further clause goes on with: "Doe said that Roe left, and he warned"."""
    verb = token.head if token.rel in _SUBJECTS else None
    first = verb.head if verb is not None and verb.rel == "conj" else None
    subject = first.child(*_SUBJECTS) if first is not None else None
    actors = view.actors(subject) if subject is not None else []
    return actors[0] if len(actors) == 1 else None


def is_of_things(view: SentenceView, token: Token) -> bool:
    """Whether things are meant: "he sent battalions and then withdrew them"."""
    for other in reversed(view.tokens[: token.index]):
        if other.is_noun and other.tag in _PLURALS:
            return other.rel not in _SUBJECTS and not any(
                actor.party for actor in view.actors(other)
            )
    return False


def owned_by_antecedent(view: SentenceView, token: Token) -> list[Actor]:
    """ "the group, whose leaders meet": the group."""
    for above in token.ancestors():
        if above.rel == "acl:relcl" and above.head is not None:
            return view.actors(above.head, coordinated=False)
    return []


def is_somebody(mention: Mention) -> bool:
    """Whether a mention is one person: by name, or by an office of a state."""
    actor = mention.actors[0]
    office = actor.kind == "role" and mention.form == "title" and bool(actor.country)
    return actor.kind == "person" or (office and mention.head.tag in ("NN", "NNP"))


def between(lower: Token, upper: Token) -> Iterator[Token]:
    """The words that a word hangs on, up to another."""
    for node in lower.ancestors():
        if node is upper:
            return
        yield node


def objects(subject: Token) -> list[Token]:
    """Whom or what the verb of a subject is directed at."""
    if subject.rel not in _SUBJECTS or subject.head is None:
        return []
    return subject.head.all_children("obj", "iobj")
