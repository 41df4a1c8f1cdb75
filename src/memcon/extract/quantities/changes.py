"""Finds rises and falls: a change word with an amount, and what it is measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from memcon.extract.quantities.knowledge import (
    alternatives,
    compile_pattern,
    expand,
    load,
    section,
)
from memcon.extract.quantities.mention import AmountMention, ChangeMention, number
from memcon.extract.quantities.numbers import number_words
from memcon.extract.quantities.skeleton import LETTERS, Skeleton, windows

_PERCENT, _MONEY, _FRACTION = _MARKS = ("\ue010", "\ue011", "\ue012")
_SLOTS = {
    "P": f"(?P<amount>{_PERCENT})",
    "M": f"(?P<amount>{_MONEY})",
    "A": f"(?P<amount>[{_PERCENT}{_MONEY}{_FRACTION}])",
    "F": f"(?P<amount>[{_PERCENT}{_FRACTION}])",
}
_SLOT = re.compile(r"<([PMFA])>")
_CLAUSE_END = re.compile(r"[.;!?](?=\s|$|[”\"’])|\n")
_BEFORE, _AFTER = 110, 60  # characters around an amount that may tell a change
_REACH = 90  # characters after a change within which its basis is told
_CHANGE_UNITS = frozenset({"percent", "percentage_points"})
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"


@dataclass(frozen=True, slots=True)
class _Part:
    """An amount or fraction that a change may be told by."""

    start: int
    end: int
    value: float
    unit: str
    mark: str
    yearly: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    sign: int
    pattern: re.Pattern[str]
    marks: frozenset[str]  # the kinds of amount that it may be told by
    words: frozenset[str]  # those of which one must stand beside the amount


class ChangeGrammar:
    """The change grammar of one language, from its `changes.yml`."""

    def __init__(self, language: str) -> None:
        name = f"lang/{language}/changes.yml"
        data: Mapping[str, Any] = load("lang", language, "changes.yml")
        self._numbers = number_words(language)
        words = {
            key: alternatives(value)
            for key, value in data.items()
            if isinstance(value, list) and key != "rules"
        }
        words["word"] = r"[^\W_][\w’'\-]*"
        listed = {key: " ".join(map(str, data.get(key, ()))) for key in words}
        self._rules = [_rule(entry, words, listed, name) for entry in section(data, "rules", name)]
        self._own = {key: tuple(map(str.casefold, data[key])) for key in ("folds", "times")}
        self._multiples: Mapping[str, float] = section(data, "multiples", name)
        not_after = words["not_multiples"]
        self._multiple = re.compile(
            rf"(?<![\w-])(?P<word>{alternatives(self._multiples)})(?![\w-])(?!\s{not_after}(?!\w))",
            re.IGNORECASE,
        )
        small = alternatives([*self._numbers.units, *self._numbers.tens])
        self._fold = re.compile(
            rf"(?<![\w-])(?P<n>\d+(?:\.\d+)?|{small})[\s-]?{words['folds']}(?!\w)", re.IGNORECASE
        )
        self._times = re.compile(
            rf"(?<![\w-])(?P<n>\d+(?:\.\d+)?|{small})\s{words['times']}\s{words['more']}(?!\w)",
            re.IGNORECASE,
        )
        bottom = alternatives(self._numbers.fractions)
        ones = alternatives([*self._numbers.ones, *self._numbers.units])
        self._fraction = re.compile(
            rf"(?<![\w-])(?:(?P<top>{ones})[\s-](?P<bottom>{bottom}s?)|(?P<half>half))(?![\w-])",
            re.IGNORECASE,
        )
        self._bases = {
            form.casefold(): basis
            for basis, forms in section(data, "basis", name).items()
            for form in forms
        }
        self._basis = re.compile(rf"(?<!\w)(?P<w>{alternatives(self._bases)})(?!\w)", re.IGNORECASE)
        self._since_only = frozenset(section(data, "since_only", name))
        self._since = re.compile(
            rf"(?<!\w)(?P<w>{words['since']})\s(?:\w+\s)?{_YEAR}", re.IGNORECASE
        )
        figures = rf"(?P<n>\d+|{small}|{ones})"
        units = "(?P<unit>" + alternatives(_time_units(language)) + ")"
        self._over = re.compile(
            rf"(?<!\w){words['over']}\s{figures}[\s-]{units}(?!\w)", re.IGNORECASE
        )

    def find(self, text: str, amounts: Sequence[AmountMention]) -> list[ChangeMention]:
        """The changes of a text, in order."""
        parts = self._parts(text, amounts)
        found = sorted(
            [*self._told(text, parts), *self._in_words(text)], key=lambda m: (m.start, -m.end)
        )
        kept: list[ChangeMention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept

    def _parts(self, text: str, amounts: Sequence[AmountMention]) -> list[_Part]:
        parts = []
        for amount in amounts:
            value = amount.value if amount.value is not None else amount.high
            if value is None or (amount.unit not in _CHANGE_UNITS and amount.kind != "money"):
                continue
            if amount.fraction:
                continue  # "a tenth of the crop" is a share; "up a tenth" is read below
            mark = _PERCENT if amount.unit in _CHANGE_UNITS else _MONEY
            yearly = amount.unit == "percent" and amount.per == "year"
            parts.append(
                _Part(amount.start, amount.end, value, amount.unit, mark, yearly, amount.signed)
            )
        for match in self._fraction.finditer(text):
            if any(p.start < match.end() and match.start() < p.end for p in parts):
                continue
            share = self._numbers.share(match["top"] or "", match["bottom"] or match["half"])
            parts.append(_Part(match.start(), match.end(), share, "percent", _FRACTION))
        return sorted(parts, key=lambda part: part.start)

    def _told(self, text: str, parts: Sequence[_Part]) -> Iterator[ChangeMention]:
        """Changes told by an amount."""
        for part in parts:
            if part.signed:
                yield self._change(text, part.value, part, (part.start, part.end))
        spans = [(part.start, part.end) for part in parts]
        stretches = windows(text, spans, start=0, end=len(text), before=_BEFORE, after=_AFTER)
        for low, high in stretches:
            near = [part for part in parts if low <= part.start < high]
            skeleton = Skeleton(text, low, high, near, [part.mark for part in near])
            marks = {part.mark for part in near}
            beside = skeleton.words_beside()
            for rule in self._rules:
                if marks.isdisjoint(rule.marks) or beside.isdisjoint(rule.words):
                    continue
                for match in rule.pattern.finditer(skeleton.text):
                    part = near[skeleton.index(match.start("amount"))]
                    start, end = skeleton.offset(match.start()), skeleton.offset(match.end())
                    yield self._change(text, rule.sign * part.value, part, (start, end))

    def _change(self, text: str, value: float, part: _Part, span: tuple[int, int]) -> ChangeMention:
        basis, end = self._basis_after(text, span[1])
        basis = basis or ("yoy" if part.yearly else "")
        return ChangeMention(span[0], end, number(value), part.unit, basis)

    def _in_words(self, text: str) -> Iterator[ChangeMention]:
        """Changes that a word tells by itself."""
        for match in self._multiple.finditer(text):
            basis, end = self._basis_after(text, match.end())
            value = self._multiples[match["word"].casefold()]
            yield ChangeMention(match.start(), end, value, "percent", basis)
        lowered = text.casefold()
        for pattern, key in ((self._fold, "folds"), (self._times, "times")):
            if not any(word in lowered for word in self._own[key]):
                continue
            for match in pattern.finditer(text):
                read = self._numbers.read(match["n"])
                if read is None or read[0] <= 1:
                    continue
                basis, end = self._basis_after(text, match.end())
                yield ChangeMention(
                    match.start(), end, number(100 * (read[0] - 1)), "percent", basis
                )

    def _basis_after(self, text: str, end: int) -> tuple[str, int]:
        """What a change is measured against, and where the words that say so end."""
        stop = _clause_end(text, end, min(len(text), end + _REACH))
        nearest: list[tuple[int, int, str]] = []
        told = self._basis.search(text, end, stop)
        if told:
            basis = self._bases[" ".join(told["w"].casefold().split())]
            nearest.append((told.start(), told.end(), basis))
        since = self._since.search(text, end, stop)
        if since:
            word = " ".join(since["w"].casefold().split())
            name = f"since {since['year']}" if word in self._since_only else "yoy"
            nearest.append((since.start(), since.end(), name))
        over = self._over.search(text, end, stop)
        if over:
            read = self._numbers.read(over["n"])
            count = read[0] if read else 1
            unit = over["unit"].casefold()
            nearest.append((over.start(), over.end(), f"over {count:g} {unit}"))
        if not nearest:
            return "", end
        first = min(nearest)
        return first[2], first[1]


def _rule(
    entry: Mapping[str, Any], words: Mapping[str, str], listed: Mapping[str, str], name: str
) -> _Rule:
    """A rule of the file; `words` are patterns for its lists of words, `listed` the words."""
    where = f"{name}: rule {entry['id']!r}"
    plain = _SLOT.sub(" ", expand(entry["pattern"], listed, where=where))
    slots = [_SLOTS[slot] for slot in _SLOT.findall(entry["pattern"])]
    raw = _SLOT.sub(lambda match: _SLOTS[match[1]], expand(entry["pattern"], words, where=where))
    return _Rule(
        entry["id"],
        int(entry["sign"]),
        compile_pattern(rf"(?<!\w){raw}", where=name),
        marks=frozenset(mark for slot in slots for mark in _MARKS if mark in slot),
        words=frozenset(LETTERS.findall(plain.casefold())),
    )


def _clause_end(text: str, start: int, stop: int) -> int:
    """The end of the clause: a full stop, semicolon or line break ends what belongs to a change."""
    found = _CLAUSE_END.search(text, start, stop)
    return found.start() if found else stop


def _time_units(language: str) -> Mapping[str, Any]:
    values = load("lang", language, "dates.yml")["values"]
    return {**values["unit"], **values["unit_plural"]}


@lru_cache(maxsize=8)
def change_grammar(language: str = "en") -> ChangeGrammar:
    """The change grammar of a language, compiled once."""
    return ChangeGrammar(language)
