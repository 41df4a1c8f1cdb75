"""The rules of a language's `dates.yml`, compiled, and how they are applied to a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from memcon.errors import DataError
from memcon.extract.quantities.knowledge import (
    alternatives,
    compile_pattern,
    expand,
    load,
    section,
)
from memcon.extract.quantities.numbers import NumberWords, number_words
from memcon.extract.quantities.skeleton import LETTERS, Skeleton, windows
from memcon.extract.temporal.operations import OPERATIONS, Captured, Context, Operation
from memcon.extract.temporal.reading import Reading

_KINDS = "DMYIQSWLRNC"
_PLACE = {kind: chr(0xE000 + index) for index, kind in enumerate(_KINDS)}
_SLOT = re.compile(r"<([a-z]):([A-Z]+)>")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_WORD_START = re.compile(r"(?<![\w$€£¥#])(?<!\d[.,:/])(?:(?P<letters>[^\W\d_]+)|\d+)")
_CALENDAR = frozenset("DMYIQ")
_SYNTAX = re.compile(r"\\[a-zA-Z]|\(\?P[<=]\w+|\(\?-?i:")  # letters of a pattern that are no text
_IN_BRACKETS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")  # signs that group nothing
_FIGURES = re.compile(r"\\d|(?<![{,])[0-9]")
_NEXT = re.compile(r"\s*(?P<letters>[^\W\d_]*)")
_OTHER = "?"  # stands for a following word that no atom has
_MOST_PAIRS = 20_000  # of words, for which the atoms are kept, and of what phrases stand beside
_WINDOW = 60  # characters looked at on either side of a word that a date may have
_PASSES = 3  # how often joined readings may be joined again
_NUMERIC = frozenset({"day", "year", "monthnumber", "ordinal"})
_SHORTER = ("", "_short", "_plural", "_word")


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and the characters that it is made from."""

    start: int
    end: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Rule:
    """One atom or phrase."""

    id: str
    pattern: re.Pattern[str]
    operation: Operation
    args: Mapping[str, Any]
    priority: int
    weak: bool
    is_role: bool
    span: str
    words: frozenset[str]  # all words of the pattern: the rule can begin and go on with no other
    figures: bool  # whether the pattern has any: only then can it begin with one
    kinds: frozenset[str]  # the readings that a phrase takes up
    bare: bool  # a phrase that may stand without a word before or after a reading
    leads: bool  # a phrase that begins with a reading

    def matches(self, skeleton: Skeleton) -> Iterator[re.Match[str]]:
        """Where a phrase stands in a text with readings in it."""
        if not self.leads:
            yield from self.pattern.finditer(skeleton.text)
            return
        end = 0
        for place in skeleton.places:
            match = self.pattern.match(skeleton.text, place) if place >= end else None
            if match is not None:
                end = match.end()
                yield match

    def stands_alone(self, word: str) -> bool:
        """Whether it matches a word or figure with nothing after it."""
        return any(self.pattern.match(text) for text in (word, f"{word} "))


@dataclass(frozen=True, slots=True)
class _Laid:
    """Readings laid over a text, with what phrases ask of them first."""

    found: list[Found]
    skeleton: Skeleton
    kinds: frozenset[str]  # of the readings
    near: frozenset[str]  # the words beside them


def _laid(text: str, start: int, end: int, found: list[Found]) -> _Laid:
    marks = [_PLACE[item.reading.kind] for item in found]
    skeleton = Skeleton(text, start, end, found, marks)
    kinds = frozenset(item.reading.kind for item in found)
    return _Laid(found, skeleton, kinds, frozenset(skeleton.words_beside()))


class _Phrases:
    """Phrases in order, and which of them may stand in a text."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._words = frozenset[str]().union(*(rule.words for rule in self._rules))
        self._known: dict[tuple[frozenset[str], frozenset[str]], tuple[Rule, ...]] = {}

    def beside(self, laid: _Laid) -> tuple[Rule, ...]:
        """Those with a word beside the readings of a text, and of their kinds."""
        key = (laid.near & self._words, laid.kinds)
        rules = self._known.get(key)
        if rules is None:
            if len(self._known) > _MOST_PAIRS:
                self._known.clear()
            near, kinds = key
            rules = self._known[key] = tuple(
                rule
                for rule in self._rules
                if (rule.bare or not near.isdisjoint(rule.words))
                and not kinds.isdisjoint(rule.kinds)
            )
        return rules


def _leads(pattern: str) -> bool:
    """Whether every match of a phrase's pattern begins with its first reading."""
    if _SLOT.match(pattern) is None:
        return False
    depth = 0
    for sign in _IN_BRACKETS.sub("", pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return False
    following = _SLOT.sub("", pattern, count=1)[:1]
    return following not in ("?", "*", "{")


class DateGrammar:
    """The date grammar of one language: finds readings in a text."""

    def __init__(self, language: str) -> None:
        self._name = f"lang/{language}/dates.yml"
        data = load("lang", language, "dates.yml")
        self._numbers: NumberWords = number_words(language)
        self._values: Mapping[str, Mapping[str, Any]] = {
            name: {str(word).casefold(): value for word, value in words.items()}
            for name, words in section(data, "values", self._name).items()
        }
        self._capitalised = frozenset(section(data, "capitalised", self._name))
        self._weak_words = frozenset(section(data, "weak_words", self._name))
        self._single = tuple(self._values["unit"])
        pieces = {name: alternatives(words) for name, words in self._values.items()}
        pieces["number"] = rf"(?:{self._numbers.words}|\d{{1,4}}(?:\.\d)?(?![\d,]))"
        listed = {name: " ".join(words) for name, words in self._values.items()}
        listed["number"] = " ".join(self._numbers.vocabulary)
        common = section(data, "pieces", self._name)
        self._pieces = {**pieces, **common}
        self._listed = {**listed, **common}  # the same as plain lists of words
        self._atoms = self._rules(section(data, "atoms", self._name))
        self._phrases = self._rules(section(data, "phrases", self._name))
        self._joins = _Phrases(rule for rule in self._phrases if not rule.is_role)
        self._roles = _Phrases(rule for rule in self._phrases if rule.is_role)
        self._known = frozenset().union(*(rule.words for rule in self._atoms))
        self._by_words: dict[tuple[str, str], list[Rule]] = {}
        self._trigger = self._triggers(section(data, "triggers", self._name))

    def _rules(self, entries: Iterable[Mapping[str, Any]]) -> list[Rule]:
        return [self._rule(entry) for entry in entries]

    def _rule(self, entry: Mapping[str, Any]) -> Rule:
        where = f"{self._name}: rule {entry.get('id')!r}"
        for key in ("id", "pattern", "value"):
            section(entry, key, where)
        if entry["value"] not in OPERATIONS:
            msg = f"{where}: no operation is called {entry['value']!r}"
            raise DataError(msg)
        spread = expand(entry["pattern"], self._pieces, where=where)
        raw = _SLOT.sub(_placeholder, spread)
        listed = _SYNTAX.sub(" ", expand(entry["pattern"], self._listed, where=where))
        flags = 0 if entry.get("case") else re.IGNORECASE
        is_phrase = bool(_SLOT.search(entry["pattern"]))
        bounded = rf"(?<!\w)(?:{raw})" if is_phrase else raw
        pattern = compile_pattern(bounded, where=where, flags=flags)
        return Rule(
            id=entry["id"],
            pattern=pattern,
            operation=OPERATIONS[entry["value"]],
            args={"single": self._single, **entry.get("args", {})},
            priority=entry.get("priority", 0),
            weak=entry.get("weak", False),
            is_role="role" in entry or entry["value"] == "taken",
            span=entry.get("span", ""),
            words=frozenset(word.casefold() for word in LETTERS.findall(listed)),
            figures=bool(_FIGURES.search(raw)),
            bare=entry.get("bare", False),
            leads=_leads(spread),
            kinds=frozenset("".join(kinds for _, kinds in _SLOT.findall(entry["pattern"]))),
        )

    def _triggers(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """A pattern for the words without which no atom can be found."""
        words: set[str] = set()
        for name, meanings in self._values.items():
            if name.startswith(("month", "weekday", "season", "unit", "deictic", "decade_word")):
                words.update(meanings)
            elif name in ("relative", "cadence"):
                words.update(word.split()[-1] for word in meanings)
        inner = "|".join([alternatives(words), *patterns])
        return re.compile(rf"(?<![^\W\d_])(?:{inner})", re.IGNORECASE)

    def find(self, text: str, context: Context) -> Iterator[list[Found]]:
        """The readings of each paragraph, in order."""
        start = 0
        for gap in [*_PARAGRAPH.finditer(text), None]:
            end = gap.start() if gap else len(text)
            if end > start:
                found = self._paragraph(text, start, end, context)
                if found:
                    yield found
            start = gap.end() if gap else end

    def _paragraph(self, text: str, start: int, end: int, context: Context) -> list[Found]:
        spans = (match.span() for match in self._trigger.finditer(text, start, end))
        around = windows(text, spans, start=start, end=end, before=_WINDOW, after=_WINDOW)
        return [found for window in around for found in self._window(text, *window, context)]

    def _window(self, text: str, start: int, end: int, context: Context) -> list[Found]:
        """The readings around the words that a date may have."""
        atoms = self._find_atoms(text, start, end, context)
        if not atoms:
            return []
        laid = _laid(text, start, end, atoms)
        for _ in range(_PASSES):
            joined = self._apply(self._joins, laid, context)
            if joined is laid.found:
                break
            laid = _laid(text, start, end, joined)
        settled = self._apply(self._roles, laid, context)
        return [found for found in settled if not found.reading.weak]

    def _find_atoms(self, text: str, start: int, end: int, context: Context) -> list[Found]:
        """The longest atom at each word, from left to right."""
        found: list[Found] = []
        position = start
        known = self._known
        while word := _WORD_START.search(text, position, end):
            letters = word["letters"]
            atom = None
            if not letters or letters.casefold() in known:
                atom = self._atom_at(text, word, end, context)
            if atom is None:
                position = word.end()
            else:
                found.append(atom)
                position = atom.end
        return found

    def _rules_at(self, text: str, word: re.Match[str]) -> list[Rule]:
        """The atoms that a word or figure may begin, with what follows it.

        An atom that does not match it alone goes on with one of its own words or with what is no
        word.
        """
        letters = word["letters"]
        first = word[0].casefold()
        following = _NEXT.match(text, word.end())
        second = following["letters"].casefold() if following else ""
        if second and second not in self._known:
            second = _OTHER
        rules = self._by_words.get((word[0], second))
        if rules is None:
            if len(self._by_words) > _MOST_PAIRS:
                self._by_words.clear()
            rules = self._by_words[word[0], second] = [
                rule
                for rule in self._atoms
                if (first in rule.words if letters else rule.figures)
                and (not second or second in rule.words or rule.stands_alone(word[0]))
            ]
        return rules

    def _atom_at(self, text: str, word: re.Match[str], end: int, context: Context) -> Found | None:
        rules = self._rules_at(text, word)
        if not rules:
            return None
        at = word.start()
        # After a hyphen only a calendar date is one ("5 June-7 June"), no length ("T-72 hours").
        loose = at == 0 or text[at - 1] not in "-\u2011"
        matches = []
        for rule in rules:
            match = rule.pattern.match(text, at, end)
            if match and match.end() > at:
                matches.append((match.end(), rule.priority, rule, match))
        if len(matches) > 1:
            matches.sort(key=lambda m: (-m[0], -m[1], m[2].id))
        for length, _, rule, match in matches:
            captured = self._capture(rule, match, {})
            reading = rule.operation(context, captured) if captured else None
            if reading is not None and (loose or reading.kind in _CALENDAR):
                return Found(at, length, reading)
        return None

    def _capture(
        self, rule: Rule, match: re.Match[str], parts: Mapping[str, Reading]
    ) -> Captured | None:
        """What the groups of a match mean; `None` where a name is written without its capital."""
        values: dict[str, Any] = {}
        words: dict[str, str] = {}
        for name, word in match.groupdict().items():
            if word is None or name in parts:
                continue
            stem = name.rstrip("0123456789")
            if stem in self._capitalised and not word[0].isupper():
                return None
            words[name] = word
            values[name] = self._value(stem, word)
        return Captured(values, words, rule.args, parts, rule.weak, self._weak_words)

    def _value(self, stem: str, word: str) -> Any:
        key = " ".join(word.casefold().rstrip(".").split())
        for suffix in _SHORTER:
            meanings = self._values.get(stem + suffix, {})
            if key in meanings:
                return meanings[key]
        if stem in self._values and stem not in _NUMERIC:
            return None
        if stem == "number":
            read = self._numbers.read(word)
            return read[0] if read else None
        digits = re.match(r"\d+", word) if stem in _NUMERIC else None
        return int(digits.group()) if digits else word

    def _apply(self, phrases: _Phrases, laid: _Laid, context: Context) -> list[Found]:
        """The readings after the phrases have taken up what they can, longest phrases first."""
        found, skeleton = laid.found, laid.skeleton
        taken: list[tuple[bool, int, int, int, Found]] = []
        for rule in phrases.beside(laid):
            for match in rule.matches(skeleton):
                made = self._phrase(rule, match, skeleton, found, context)
                if made is not None:
                    first, last = match.span()
                    taken.append((bool(rule.span), first - last, first, last, made))
        if not taken:
            return found
        taken.sort(key=lambda item: item[:4])
        chosen: list[Found] = []
        used: set[int] = set()
        for _, _, first, last, made in taken:
            positions = set(range(first, last))
            if used.isdisjoint(positions):
                used |= positions
                chosen.append(made)
        if not chosen:
            return found
        placed = zip(found, skeleton.places, strict=True)
        rest = [item for item, place in placed if place not in used]
        return sorted([*rest, *chosen], key=lambda item: item.start)

    def _phrase(
        self,
        rule: Rule,
        match: re.Match[str],
        skeleton: Skeleton,
        found: Sequence[Found],
        context: Context,
    ) -> Found | None:
        parts = {
            name: found[skeleton.index(match.start(name))]
            for name, word in match.groupdict().items()
            if word and word in _PLACES
        }
        captured = self._capture(rule, match, {name: item.reading for name, item in parts.items()})
        reading = rule.operation(context, captured) if captured else None
        if reading is None:
            return None
        if rule.span:
            only = parts[rule.span]
            return Found(only.start, only.end, reading)
        return Found(skeleton.offset(match.start()), skeleton.offset(match.end()), reading)


_PLACES = frozenset(_PLACE.values())


def _placeholder(match: re.Match[str]) -> str:
    return f"(?P<{match[1]}>[{''.join(_PLACE[kind] for kind in match[2])}])"


@lru_cache(maxsize=8)
def date_grammar(language: str = "en") -> DateGrammar:
    """The date grammar of a language, compiled once."""
    return DateGrammar(language)
