"""Commitments: what a party says that it will do, and by when."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.extract.candidate import Candidate, values_of
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.naming import verb_phrase
from memcon.extract.records.parties import with_counterparts
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_NOT_SO = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.DENIED, Modality.CANCELLED)
_LIGHT = frozenset({"MEET", "MEETING", "VISIT", "TRAVEL"})


def extract(context: Context) -> list[Candidate]:
    """The promises, plans and agreed actions of a document."""
    made: list[Candidate] = []
    seen: set[tuple[int, int]] = set()
    for view in context.document.sentences:
        for verb, actors, governor in _undertakings(context, view):
            if (view.sentence.index, verb.index) in seen:
                continue
            seen.add((view.sentence.index, verb.index))
            candidate = _commitment(context, view, verb, actors, governor)
            if candidate is not None:
                made.append(candidate)
    return made


def _undertakings(
    context: Context, view: SentenceView
) -> list[tuple[Token, list[Actor], Token]]:
    """The verbs of what is undertaken, with who undertakes it and the word that says so."""
    found = []
    for match in context.matcher.match(view, "commitment"):
        if match.modality in _NOT_SO:
            continue
        for verb in _promised(match.token):
            found.append((verb, match.actors("by"), match.token))
    for token in view.tokens:
        if not token.is_verb or token.rel not in ("root", "conj", "ccomp", "parataxis"):
            continue
        if context.modality.read(token) is Modality.PLANNED and _has_future(context, token):
            actors = view.first_actors(context.grammar.agents(token))
            found.append((token, actors, token))
    return found


def _has_future(context: Context, verb: Token) -> bool:
    return any(child.rel in ("aux", "aux:pass") and child.tag == "MD" for child in verb.children)


def _promised(token: Token) -> list[Token]:
    """The verbs that a word of promising governs, coordinated ones included."""
    found = []
    for child in token.children:
        if child.rel in ("xcomp", "ccomp", "acl") and child.is_verb:
            found += [child, *[c for c in child.all_children("conj") if c.is_verb]]
    return found


def _commitment(
    context: Context, view: SentenceView, verb: Token, actors: Sequence[Actor], governor: Token
) -> Candidate | None:
    if _LIGHT & context.matcher.concepts_of(verb):
        return None
    parties = [a for a in actors if a.party or a.kind == "organisation"]
    if not parties or not _checkable(view, verb):
        return None
    span = context.clause_span(governor, keep=[verb])
    involved = with_counterparts(context, view, parties, clause=verb)
    made = Candidate(
        type="commitment",
        slots={},
        spans=[span],
        anchor=(verb.start, verb.end),
        sentence=view.sentence.index,
        actors=tuple(involved),
    )
    made.fill("parties", sorted({a.party for a in involved if a.party}))
    date = context.circumstances.when(view, governor, news=True) if governor is not verb else ""
    made.fill("date", date)
    made.fill("sectors", context.circumstances.sectors(context.document.quote(*span)))
    made.fill("status", "pending")
    context.attribute(made, view, governor)
    made.fill("by", values_of(parties))
    made.fill("action", verb_phrase(view, verb))
    made.fill("due", context.circumstances.due(view, verb))
    made.fill("target", _target(view, verb))
    return made


def _checkable(view: SentenceView, verb: Token) -> bool:
    """Whether something is named that can later be checked: an object, number, date or place."""
    if verb.child("obj", "obl", "nsubj:pass", "xcomp") is None:
        return False
    low, high = verb.start, max(t.end for t in verb.subtree())
    numbers = [*view.amounts, *[m for m in view.dates if m.role in ("due", "point")]]
    numbered = any(low <= m.start < high for m in numbers)
    named = any(low <= m.start < high for m in view.mentions.values() if m.form != "reference")
    return numbered or named


def _target(view: SentenceView, verb: Token) -> dict[str, object] | None:
    low, high = verb.start, max(t.end for t in verb.subtree())
    for amount in view.amounts:
        if low <= amount.start < high:
            return amount.to_value()
    return None
