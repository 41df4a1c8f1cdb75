"""Figures: numbers about the relationship, with indicator, period, reporter and nature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.amounts import AmountMention, ChangeMention
from memcon.extract.candidate import Candidate, parties_of
from memcon.extract.clauses import main_words
from memcon.extract.lexicon import concepts, load_yaml, phrases
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_FAR = 7  # steps in the tree beyond which a word does not say what a number is about
_CLAUSE_STEP = 2  # what crossing a clause costs
_UNIT_BONUS = 10
_DIRECTED = ("trade.exports", "trade.imports", "aid", "loans", "investment", "tourism", "education", "arms")


@dataclass(frozen=True, slots=True)
class _Named:
    """An indicator with the word that names it."""

    indicator: str
    token: Token | None
    cost: float


class _Indicators:
    """Finds what a number is about."""

    def __init__(self, language: str) -> None:
        data = load_yaml(f"lang/{language}/indicators.yml")
        self._concepts = concepts(language, "indicators")
        self._units = {
            unit: name for name, entry in data.items() for unit in entry.get("unit", ())
        }

    def of(self, view: SentenceView, head: Token, unit: str) -> _Named | None:
        """The indicator whose word stands nearest to a number in the tree, or that its unit names."""
        found: list[_Named] = []
        for hit in self._concepts.find(view.tokens):
            cost = _distance(hit.token, head)
            if cost is not None and cost <= _FAR:
                found.append(_Named(hit.concept, hit.token, cost - 0.5 * len(hit.words)))
        best = min(found, key=lambda named: named.cost, default=None)
        named_unit = self._units.get(unit)
        if named_unit is not None and (best is None or not best.indicator.startswith(named_unit)):
            return _Named(named_unit, best.token if best else None, -_UNIT_BONUS)
        return best


def _distance(a: Token, b: Token) -> float | None:
    """Steps between two words in the tree; clause boundaries count more."""
    up_a = [a, *a.ancestors()]
    up_b = [b, *b.ancestors()]
    common = next((token for token in up_a if token in up_b), None)
    if common is None:
        return None
    path = up_a[: up_a.index(common)] + up_b[: up_b.index(common)]
    cost = float(len(path))
    for token in path:
        if token.rel in ("ccomp", "advcl", "parataxis", "acl:relcl") or (
            token.rel == "conj" and token.is_verb
        ):
            cost += _CLAUSE_STEP
    return cost


def extract(context: Context) -> list[Candidate]:
    """The figures of a document: amounts and changes that an indicator is named for."""
    finder = _Indicators(context.language)
    made: list[Candidate] = []
    last: _Named | None = None
    for view in context.document.sentences:
        used: set[int] = set()
        for amount in view.amounts:
            candidate, named = _from_amount(context, view, amount, finder, last, used)
            last = named or last
            if candidate is not None:
                made.append(candidate)
        for change in view.changes:
            if id(change) not in used:
                candidate = _from_change(context, view, change, finder)
                if candidate is not None:
                    made.append(candidate)
    return made


def _from_amount(
    context: Context,
    view: SentenceView,
    amount: AmountMention,
    finder: _Indicators,
    last: _Named | None,
    used: set[int],
) -> tuple[Candidate | None, _Named | None]:
    tokens = view.tokens_of(amount.start, amount.end)
    if not tokens or getattr(amount, "conversion_of", None) is not None:
        return None, None
    if any(c.start < amount.end and amount.start < c.end for c in view.changes):
        return None, None
    head = head_of(tokens)
    named = finder.of(view, head, amount.unit)
    if named is None and last is not None and _refers_back(context, view, head):
        named = replace(last, token=None)
    if named is None or _part_of_instrument(context, view, head):
        return None, None
    if amount.unit == "percent" and not named.indicator.endswith("share"):
        named = replace(named, indicator=f"{named.indicator}.share")
    change = _change_of(context, view, head, used)
    made = _figure(context, view, head, named, amount=amount.to_value(), change=change)
    return made, named


def _refers_back(context: Context, view: SentenceView, head: Token) -> bool:
    """Whether a number's clause has a pronoun for what it is about: "It reached 5 billion"."""
    subjects = context.grammar.subjects(context.grammar.clause_of(head))
    pronouns = {"PRON"}
    objects = context.grammar.clause_of(head).all_children("obj")
    return any(token.pos in pronouns for token in [*subjects, *objects])


def _part_of_instrument(context: Context, view: SentenceView, head: Token) -> bool:
    """ "a 3 billion dollar contract": the amount belongs to the instrument."""
    for token in (head, *list(head.ancestors())[:2]):
        if token.is_verb:
            return False
        if {"INSTRUMENT", "CONTRACT"} & context.matcher.concepts_of(token):
            return True
    return False


def _change_of(
    context: Context, view: SentenceView, head: Token, used: set[int]
) -> dict[str, Any] | None:
    """The change told in the same clause as an amount."""
    clause = context.grammar.clause_of(head)
    for change in view.changes:
        tokens = view.tokens_of(change.start, change.end)
        if not tokens or id(change) in used:
            continue
        own = context.grammar.clause_of(head_of(tokens))
        if own is clause or own in clause.children or clause in own.children:
            used.add(id(change))
            return _change_value(change)
    return None


def _change_value(change: ChangeMention) -> dict[str, Any]:
    value = {"value": change.value, "unit": change.unit}
    if change.basis:
        value["basis"] = change.basis
    return value


def _from_change(
    context: Context, view: SentenceView, change: ChangeMention, finder: _Indicators
) -> Candidate | None:
    tokens = view.tokens_of(change.start, change.end)
    if not tokens:
        return None
    head = head_of(tokens)
    named = finder.of(view, head, "")
    if named is None:
        return None
    return _figure(context, view, head, named, amount=None, change=_change_value(change))


def _figure(
    context: Context,
    view: SentenceView,
    head: Token,
    named: _Named,
    *,
    amount: dict[str, Any] | None,
    change: dict[str, Any] | None,
) -> Candidate | None:
    clause = context.grammar.clause_of(head)
    modality = context.modality.read(clause) if clause.is_verb else Modality.ASSERTED
    if modality in (Modality.HYPOTHETICAL, Modality.NEGATED, Modality.DENIED):
        return None
    nature = _nature(context, view, head, clause, modality)
    reporter, counterpart = _direction(context, view, named, clause)
    actors = _actors(context, view, clause, head, reporter, counterpart)
    if not actors:
        return None
    indicator = _with_goods(context, view, named)
    span = context.clause_span(clause, keep=[head])
    made = Candidate(
        type="figure",
        slots={},
        spans=[span],
        anchor=(head.start, head.end),
        sentence=view.sentence.index,
        actors=tuple(actors),
    )
    made.fill("parties", parties_of(actors))
    made.fill("date", _period(context, view, head, nature))
    text = view.text(*span) if span[1] <= view.sentence.end else context.document.quote(*span)
    made.fill("sectors", _sectors(context, indicator, text))
    made.fill("indicator", indicator)
    made.fill("amount", amount)
    made.fill("change", change)
    if indicator.startswith(_DIRECTED):
        made.fill("reporter", reporter)
        made.fill("counterpart", counterpart)
    made.fill("nature", nature)
    context.attribute(made, view, clause)
    return made


def _sectors(context: Context, indicator: str, text: str) -> list[str]:
    first = {"tourism": "tourism", "arms": "defence", "military": "defence", "loans": "finance",
             "aid": "finance", "debt": "finance", "diplomacy": "diplomacy"}
    head = indicator.split(".", maxsplit=1)[0]
    found = context.circumstances.sectors(text)
    own = head if head in ("trade", "investment", "energy", "transport", "education", "migration") else first.get(head, "")
    return [own, *[s for s in found if s != own]][:3] if own else found


def _nature(
    context: Context, view: SentenceView, head: Token, clause: Token, modality: Modality
) -> str:
    words = {key: frozenset(terms) for key, terms in phrases(context.language, "figures").items() if key in ("target", "forecast")}
    around = [head, *list(head.ancestors())[:6], *clause.children]
    lemmas = {token.lemma for token in around}
    due = any(m.role == "due" for m in view.dates)
    if lemmas & words["forecast"] and modality is Modality.PLANNED:
        return "forecast"
    if modality in (Modality.PLANNED, Modality.PROPOSED):
        return "target"
    if lemmas & words["target"] and (due or clause.lemma not in lemmas & {"set"}):
        return "target"
    return "actual"


def _period(context: Context, view: SentenceView, head: Token, nature: str) -> str:
    """The period that a number covers; for a target the date by which it is to be reached."""
    roles = ("due", "point", "until") if nature == "target" else ("point", "duration", "until", "since")
    for mention in context.circumstances.dates(view, head, roles=roles):
        value = context.circumstances.value(view, mention, Modality.ASSERTED)
        if value:
            return _end_of(value) if mention.role == "due" else value
    return ""


def _end_of(value: str) -> str:
    """Of "../2024" the year 2024: a target is for that period."""
    return value.removeprefix("../") if edtf.is_valid(value) else value


def _direction(
    context: Context, view: SentenceView, named: _Named, clause: Token
) -> tuple[str, str]:
    """Whose number it is, and towards whom."""
    cases = phrases(context.language, "figures")
    reporter = counterpart = ""
    if named.token is None:
        return "", ""
    noun = named.token
    owners = [c for c in noun.children if c.rel in ("nmod:poss", "amod", "compound", "nmod") and (not c.case or c.case in cases["source_cases"])]
    holders = [a.party for t in owners for a in view.actors(t) if a.party]
    if noun.is_verb or not holders:
        holders += [a.party for t in context.grammar.agents(clause) for a in view.actors(t) if a.party]
    targets = [
        a.party
        for token in (noun, clause)
        for t in context.grammar.obliques(token, *cases["counterpart_cases"])
        for a in view.actors(t)
        if a.party
    ]
    if holders:
        reporter = holders[0]
    counterpart = next((code for code in targets if code != reporter), "")
    if reporter and not counterpart:
        others = [code for code in view.parties[:2] if code != reporter]
        counterpart = others[0] if len(others) == 1 else ""
    return reporter, counterpart


def _actors(
    context: Context,
    view: SentenceView,
    clause: Token,
    head: Token,
    reporter: str,
    counterpart: str,
) -> list[Actor]:
    """The parties that a number is about: those named with it, else those of the document."""
    codes: list[str] = [code for code in (reporter, counterpart) if code]
    if len(codes) < 2:
        for token in context.grammar.clause_tokens(clause, keep=[head]):
            mention = view.mention(token)
            if mention is None or mention.form == "speaker":
                continue
            codes += [a.party for a in mention.actors if a.party and a.kind != "person"]
    codes = list(dict.fromkeys(codes))
    principals = list(view.parties[:2])
    if len(codes) < 2 and set(codes) <= set(principals):
        codes = principals
    return [Actor("state" if len(code) == 3 else "igo", code=code) for code in codes[:3]]


def _with_goods(context: Context, view: SentenceView, named: _Named) -> str:
    """`trade.exports` with the goods that the words beside it name."""
    if named.indicator not in ("trade.exports", "trade.imports") or named.token is None:
        return named.indicator
    data = load_yaml(f"lang/{context.language}/figures.yml")
    for child in named.token.children:
        if child.rel not in ("amod", "compound", "nmod") or view.mention(child) is not None:
            continue
        if child.rel == "nmod" and child.case not in data["source_cases"]:
            continue
        phrase = " ".join(t.lemma for t in main_words(child) if t.pos in ("NOUN", "ADJ", "PROPN"))
        for goods, terms in data["goods"].items():
            if phrase in terms or child.lemma in terms:
                return f"{named.indicator}.{goods}"
        if child.is_noun and child.lemma not in data["not_goods"] and not view.marked.entries[child.index]:
            return f"{named.indicator}.{child.lemma.replace(' ', '_')}"
    return named.indicator
