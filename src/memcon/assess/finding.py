"""A finding: what a rule concludes from records, with the evidence on every side of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from memcon.errors import DataError, UsageError
from memcon.files import from_yaml
from memcon.model.citation import Citation
from memcon.model.record import Record

KINDS = (
    "contradiction",
    "target",
    "overdue",
    "gap",
    "change",
    "friction",
    "convergence",
    "single_witness",
)
_RULES = "assess/rules.yml"
_MISREAD = 0.4  # how often one independent witness alone is taken to mislead


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its id: the kind of finding that it makes, what it says, how far it is trusted."""

    id: str
    kind: str
    states: tuple[str, ...]
    says: str
    strength: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding: a record, or one value of it, with the documents that give it."""

    role: str  # value, target, observed, promise, outcome, meeting, holder, record, before
    record: str
    value: Any = None
    docs: tuple[str, ...] = ()
    evidence: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The side as JSON; what is empty is left out."""
        line = {
            "role": self.role,
            "record": self.record,
            "value": self.value,
            "docs": list(self.docs),
            "evidence": [cite.to_json() for cite in self.evidence],
        }
        return {key: value for key, value in line.items() if value not in (None, [])}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule concludes as of a day.

    `state` is one of the rule's states, `details` what was computed, by name: shares and growth
    rates as fractions (0.07 for 7 percent a year), amounts in their unit. `confidence` runs from 0
    to 1: the rule's strength, less for every side with few independent witnesses and for an
    uncertain match. It orders findings; it is no measured probability.
    """

    rule: str
    state: str
    parties: tuple[str, ...]
    sides: tuple[Side, ...]
    as_of: date
    confidence: float
    slot: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """One of `KINDS`."""
        return rules()[self.rule].kind

    @property
    def id(self) -> str:
        """The kind with a short hash of rule, slot and records: the same from day to day."""
        subject = sorted({side.record for side in self.sides if side.role in _SUBJECTS})
        anchor = "\0".join((self.rule, self.slot, *(subject or sorted(self.parties))))
        return f"{self.kind}-{hashlib.sha256(anchor.encode()).hexdigest()[:12]}"

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of all records that it touches, the one that it is about first."""
        return tuple(dict.fromkeys(side.record for side in self.sides))

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON, without the words that are made from it."""
        line: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "rule": self.rule,
            "state": self.state,
            "parties": list(self.parties),
            "as_of": self.as_of.isoformat(),
            "confidence": self.confidence,
        }
        if self.slot:
            line["slot"] = self.slot
        if self.details:
            line["details"] = dict(self.details)
        line["sides"] = [side.to_json() for side in self.sides]
        return line


# Sides that name the finding; observed figures, outcomes and the like come and go.
_SUBJECTS = frozenset({"value", "target", "promise", "meeting", "holder", "record"})


def side(role: str, record: Record, value: Any = None, docs: Iterable[str] = ()) -> Side:
    """A side that rests on a record; with `docs`, on what those documents say of it."""
    wanted = tuple(sorted(set(docs)))
    cites = tuple(cite for cite in record.evidence if not wanted or cite.doc in wanted)
    return Side(
        role,
        record.id,
        value,
        wanted or tuple(dict.fromkeys(cite.doc for cite in record.evidence)),
        cites,
    )


def confidence(rule: str, witnesses: Sequence[int], *, match: float = 1.0) -> float:
    """How far a finding is trusted, from 0 to 1, to two digits.

    `witnesses` are the numbers of independent witnesses on each side, `match` how sure it is that
    the sides belong together.
    """
    trust = rules()[rule].strength * match
    for number in witnesses:
        trust *= 1 - _MISREAD ** max(number, 1)
    return round(trust, 2)


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """The rules by id, from `assess/rules.yml`.

    Raises DataError naming the rule at fault.
    """
    text = files("memcon").joinpath(_RULES).read_text(encoding="utf-8")
    found: dict[str, Rule] = {}
    for name, entry in from_yaml(text).items():
        try:
            found[name] = Rule(
                name, entry["kind"], tuple(entry["states"]), entry["says"], entry["strength"]
            )
        except (KeyError, TypeError) as error:
            message = f"{_RULES}: {name}: needs kind, states, says and strength"
            raise DataError(message) from error
        if found[name].kind not in KINDS:
            message = f"{_RULES}: {name}: kind {found[name].kind}: there are {', '.join(KINDS)}"
            raise DataError(message)
    return found


def check_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds of findings that are named, in the order of `KINDS`; all where none is.

    Plurals and hyphens are understood. Raises UsageError for one that is not known.
    """
    wanted: set[str] = set()
    for text in kinds:
        name = text.casefold().replace("-", "_").strip()
        known = {form: kind for kind in KINDS for form in (kind, f"{kind}s", f"{kind}es")}
        if name not in known:
            message = f"{text}: no such kind of finding; there are {', '.join(KINDS)}"
            raise UsageError(message)
        wanted.add(known[name])
    return tuple(kind for kind in KINDS if not wanted or kind in wanted)
