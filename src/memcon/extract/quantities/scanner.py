"""Finds amounts: numbers with what the words on either side make of them.

For each number: is it one at all (no year, label, score, clock time), what money, share, measure or
counted thing does it give, how is it hedged, per what; then numbers are joined into ranges and bare
ones take the unit of their neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from memcon.extract.quantities.currency import currencies
from memcon.extract.quantities.knowledge import alternatives, load, section
from memcon.extract.quantities.mention import AmountMention, Qualifier
from memcon.extract.quantities.nouns import Nouns
from memcon.extract.quantities.numbers import number_words

_BEHIND = 48  # characters before a number that may hold its hedge
_SIGN_BEHIND = 8  # characters before a number that may hold its currency
_FEW = 100  # numbers in words up to here are told after "over" as a preposition
_YEARS = range(1500, 2101)
_NEIGHBOUR = 14  # characters between the two numbers of a range
_INHERIT = 500  # characters back to an amount that lends its unit
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*\(?$")
_AFTER_LIST_MARK = re.compile(r"[.)](?!\d)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A number with its unit, before ranges, hedges and neighbours are seen to."""

    start: int  # of the number with its sign
    end: int
    number_start: int
    number_end: int
    value: float
    vague: bool
    scaled: bool  # has a scale word of its own ("5 million")
    unit: str = ""
    kind: str = "number"
    per: str = ""
    counted: str = ""
    in_words: bool = False
    factor: float = 1.0
    fraction: bool = False


class AmountScanner:
    """The amount grammar of one language."""

    def __init__(self, language: str) -> None:
        name = f"lang/{language}/units.yml"
        data: Mapping[str, Any] = load("lang", language, "units.yml")

        def part(key: str) -> Any:  # noqa: ANN401 (YAML)
            return section(data, key, name)

        self._numbers = number_words(language)
        self._nouns = Nouns(data, name)
        self._currencies = currencies()
        self._measures = {
            form.casefold(): unit for unit, forms in part("measures").items() for form in forms
        }
        self._marks: Mapping[str, Mapping[str, Any]] = part("marks")
        self._points: Mapping[str, float] = part("points")
        self._per = {words: unit for unit, forms in part("per").items() for words in forms}
        self._hedges = _by_word(part("qualifiers"))
        self._hedges_after = _by_word(part("qualifiers_after"))
        self._not_hedges = frozenset(part("not_qualifiers"))
        self._labels = frozenset(part("labels"))
        self._times = frozenset(part("time_units"))
        self._prepositions = frozenset(part("prepositions"))
        self._implied = {word: unit for unit, words in part("implied").items() for word in words}
        changes = load("lang", language, "changes.yml")
        verbs = alternatives([*changes["rise"], *changes["fall"], *part("not_range_after")])
        self._level_reached = re.compile(rf"(?<!\w){verbs}\s$", re.IGNORECASE)
        self._both = tuple(part("range_both"))
        self._from = tuple(part("from_to"))
        self._compile(part)

    def _compile(self, part: Any) -> None:  # noqa: ANN401 (a lookup)
        numbers = self._numbers
        self._number = re.compile(
            rf"(?:(?<![\w.,:+])(?<![^\W\d]-)|(?<=[A-Za-z])(?=\d))(?:{numbers.figures}|(?<![-\w]){numbers.words})",
            re.IGNORECASE,
        )
        fractions = alternatives(numbers.fractions)
        plural = rf"{fractions}s?"
        small = alternatives(numbers.units)
        ones = alternatives([*numbers.ones])
        self._fraction = re.compile(
            rf"(?<![\w-])(?:(?P<top>{small}|{ones})[\s\-‑](?P<bottom>{plural})|(?P<half>half))"
            rf"(?!\w)(?=\s(?:{alternatives(part('fraction_marks'))})(?!\w))",
            re.IGNORECASE,
        )
        gap = r"[\s\-‑]?"
        self._percent = re.compile(rf"{gap}{alternatives(part('percent'))}(?!\w)", re.IGNORECASE)
        self._point = re.compile(rf"{gap}(?P<w>{alternatives(self._points)})(?!\w)", re.IGNORECASE)
        self._measure = re.compile(
            rf"[\s\-‑]{{1,2}}(?P<w>{alternatives(self._measures)})(?!\w)", re.IGNORECASE
        )
        self._mark = re.compile(rf"[\s\-‑]?(?P<w>{alternatives(self._marks)})(?![\w/])")
        self._per_re = re.compile(rf"[\s\-‑]?(?P<w>{alternatives(self._per)})(?!\w)", re.IGNORECASE)
        fillers = alternatives(part("fillers"))
        hedges = alternatives(self._hedges)
        self._hedge = re.compile(
            rf"(?<!\w)(?P<w>{hedges})(?P<filler>(?:\s{fillers})*)[\s(]*$", re.IGNORECASE
        )
        self._hedge_after = re.compile(
            rf"\s(?P<w>{alternatives(self._hedges_after)})(?!\w)", re.IGNORECASE
        )
        joining = alternatives(part("range_joining"))
        self._joiner = re.compile(
            rf"(?:\s?[-–—]\s?|\s(?P<word>{joining})\s(?:as\s\w+\sas\s)?)", re.IGNORECASE
        )
        opening = alternatives(part("range_opening"))
        self._opening = re.compile(rf"(?<!\w)(?P<w>{opening})\s[^\w\s]{{0,3}}$", re.IGNORECASE)
        times = alternatives(self._times)
        self._time = re.compile(rf"[\s\-‑]{{0,2}}{times}(?!\w)|:\d\d|\s?[ap]\.?m\b", re.IGNORECASE)
        motions = alternatives(part("motions"))
        self._motion = re.compile(rf"(?<!\w){motions}\s$", re.IGNORECASE)
        minus = alternatives(part("minus"))
        self._minus = re.compile(rf"(?:(?<!\w){minus}\s|(?<![\w)])[-−])$", re.IGNORECASE)
        substance = alternatives(part("substance"))
        rates = alternatives(self._per)
        self._rate_beyond = re.compile(
            rf"\s{substance}(?:\s\w+){{1,3}}?\s(?P<w>{rates})(?!\w)", re.IGNORECASE
        )
        numbers_of = alternatives(part("number_of"))
        self._number_of = re.compile(rf"(?<!\w){numbers_of}(?!\w)", re.IGNORECASE)
        implied = alternatives(self._implied)
        self._implied_re = re.compile(rf"(?<!\w)(?P<w>{implied})\s$", re.IGNORECASE)
        those = alternatives(part("of_those"))
        scales = alternatives(numbers.vague_plurals)
        self._of_those = re.compile(rf"\s{those}\s(?P<scale>{scales})(?!\w)", re.IGNORECASE)
        self._conversion = re.compile(
            rf"(?:[^\w(]{{0,2}}\(\W*(?:\w+\s){{0,3}}|\s?{alternatives(part('conversions'))}\s)",
            re.IGNORECASE,
        )
        self._before_word = re.compile(r"(?P<w>[\w.]+(?:\s[Oo]f)?)[\s\-‑]{1,2}$")

    # --- numbers -----------------------------------------------------------------------------

    def find(
        self, text: str, country: str, exclude: Sequence[tuple[int, int]]
    ) -> list[AmountMention]:
        """The amounts of a text, in order."""
        drafts = self._with_shares(text, list(self._drafts(text, country, exclude)), exclude)
        mentions = list(self._joined(text, drafts))
        return self._with_conversions(text, _with_inherited(mentions))

    def _drafts(
        self, text: str, country: str, exclude: Sequence[tuple[int, int]]
    ) -> Iterator[Draft]:
        position = 0
        while match := self._number.search(text, position):
            position = match.end()
            if _overlaps(match.start(), match.end(), exclude):
                position = max(
                    end for start, end in exclude if start < match.end() and match.start() < end
                )
                continue
            draft = self._draft(text, match, country)
            if draft is not None:
                position = max(position, draft.end)
                yield draft

    def _draft(self, text: str, match: re.Match[str], country: str) -> Draft | None:
        start, end = match.span()
        read = self._numbers.read(match.group())
        if read is None:
            return None
        value, vague = read
        in_words = not match.group()[0].isdigit()
        words = match.group().casefold()
        scaled = any(scale in words for scale in self._numbers.scales) or words[-1].isalpha()
        draft = Draft(
            start, end, start, end, value, vague, scaled and not (in_words and value < 100), in_words=in_words  # noqa: PLR2004, E501
        )
        if end < len(text) and text[end].isalpha() and not self._mark.match(text, end):
            # "21st", "36B", "5G"; a currency code or name may stand close ("5USD")
            if not self._currencies.code_after.match(text, end):
                return None
        made = self._money(text, draft, country) or self._share(text, draft)
        if draft.start and text[draft.start - 1].isalpha() and (made is None or made.start == start):
            return None  # "Q3", "COP28": only a currency may stand close before the figures
        if made is None:
            if self._is_no_amount(text, draft):
                return None
            made = (
                self._measured(text, draft)
                or self._of_those_scales(text, draft)
                or self._thing(text, draft)
                or self._implied_thing(text, draft)
            )
        if made is None:
            return draft if self._may_stand_alone(text, draft) else None
        return self._with_rate(text, made)

    def _money(self, text: str, draft: Draft, country: str) -> Draft | None:
        before = text[max(0, draft.start - _SIGN_BEHIND) : draft.start]
        sign = self._currencies.before.search(before)
        code = ""
        start, end = draft.start, draft.end
        if sign:
            plain = self._currencies.is_plain(
                sign["sign"], gap=bool(sign["gap"]), country=country
            )
            if plain or (not sign["gap"] and (draft.scaled or draft.value >= 1000)):  # noqa: PLR2004
                code = self._currencies.signed(sign["sign"], country)
                start -= len(sign.group())
        of = end + 3 if draft.vague and text[end : end + 3] == " of" else end
        after = self._currencies.after.match(text, of) or self._currencies.code_after.match(
            text, end
        )
        if after:
            end = after.end()
            named = after.groupdict().get("name")
            code = code or (self._currencies.named(named, country) if named else after["code"])
        if not code:
            return None
        return replace(draft, start=start, end=end, unit=code, kind="money")

    def _share(self, text: str, draft: Draft) -> Draft | None:
        point = self._point.match(text, draft.end)
        if point:
            factor = self._points[" ".join(point["w"].casefold().split())]
            return replace(
                draft, end=point.end(), unit="percentage_points", kind="share", factor=factor
            )
        percent = self._percent.match(text, draft.end)
        if percent:
            below = self._minus.search(text, max(0, draft.start - 12), draft.start)
            return replace(
                draft,
                start=below.start() if below else draft.start,
                end=percent.end(),
                value=-draft.value if below else draft.value,
                unit="percent",
                kind="share",
            )
        return None

    def _measured(self, text: str, draft: Draft) -> Draft | None:
        mark = self._mark.match(text, draft.end)
        if mark:
            meaning = self._marks[" ".join(mark["w"].split())]
            return replace(
                draft,
                end=mark.end(),
                unit=meaning["unit"],
                kind="measure",
                factor=float(meaning.get("factor", 1)),
                per=meaning.get("per", ""),
                counted=mark["w"],
            )
        measure = self._measure.match(text, draft.end) or self._of_measure(text, draft)
        if measure:
            unit = self._measures[" ".join(measure["w"].casefold().split())]
            return replace(
                draft, end=measure.end(), unit=unit, kind="measure", counted=measure["w"]
            )
        return None

    def _of_measure(self, text: str, draft: Draft) -> re.Match[str] | None:
        """The measure after "millions of"."""
        if not draft.vague or text[draft.end : draft.end + 3] != " of":
            return None
        return self._measure.match(text, draft.end + 3)

    def _thing(self, text: str, draft: Draft) -> Draft | None:
        position = draft.end
        if draft.vague and text[position : position + 3] == " of":
            position += 3
        if text[position : position + 1] in ("-", "‑"):
            return None
        found = self._nouns.counted(text, position)
        if found is None:
            return None
        return replace(
            draft, end=found.end, unit=found.head, kind="count", counted=found.words
        )

    def _of_those_scales(self, text: str, draft: Draft) -> Draft | None:
        """A number of the millions or billions told before ("five of those billions")."""
        match = self._of_those.match(text, draft.end)
        if match is None:
            return None
        value = draft.value * self._numbers.vague_plurals[match["scale"].casefold()]
        return replace(draft, end=match.end(), value=value, scaled=True)

    def _implied_thing(self, text: str, draft: Draft) -> Draft | None:
        """What a bare number counts by the word before it ("killing 12")."""
        before = self._implied_re.search(text, max(0, draft.start - _BEHIND), draft.start)
        if before is None:
            return None
        unit = self._implied[" ".join(before["w"].casefold().split())]
        return replace(draft, unit=unit, kind="count")

    def _with_rate(self, text: str, draft: Draft) -> Draft:
        rate = self._per_re.match(text, draft.end)
        if rate is None and draft.kind in ("measure", "count"):
            beyond = self._rate_beyond.match(text, draft.end)
            if beyond:
                return replace(draft, per=self._per[" ".join(beyond["w"].casefold().split())])
        if rate is None:
            return draft
        per = self._per[" ".join(rate["w"].casefold().split())]
        return replace(draft, end=rate.end(), per=per)

    # --- what is no amount -------------------------------------------------------------------

    def _is_no_amount(self, text: str, draft: Draft) -> bool:
        if self._time.match(text, draft.end):
            return True
        if draft.in_words and draft.value <= 1 and not draft.scaled:
            return True
        if _LIST_MARK.search(text, max(0, draft.start - 20), draft.start):
            if not draft.in_words and _AFTER_LIST_MARK.match(text, draft.end):
                return True
        written = text[draft.start : draft.end]
        if written.isdigit() and int(written) in _YEARS and len(written) == 4:  # noqa: PLR2004
            return True
        return self._is_label(text, draft) or self._is_score(text, draft)

    def _is_label(self, text: str, draft: Draft) -> bool:
        before = self._before_word.search(text, max(0, draft.start - 20), draft.start)
        if before is None or draft.scaled:
            return False
        word = before["w"].casefold()
        return word in self._labels or word.split()[0] in self._labels

    def _is_score(self, text: str, draft: Draft) -> bool:
        """Whether it is one side of a score or a bare pair of numbers ("36-5")."""
        if draft.in_words:
            return False
        after = text[draft.end : draft.end + 2]
        before = text[max(0, draft.start - 2) : draft.start]
        return bool(
            re.match(r"[-–:/]\d", after) and not self._has_unit_beyond(text, draft)
            or (re.search(r"\d[-–:/]$", before) and not draft.scaled)
        )

    def _has_unit_beyond(self, text: str, draft: Draft) -> bool:
        """Whether the number after a dash has a unit, so that both are a range."""
        second = self._number.match(text, draft.end + 1)
        if second is None:
            return False
        beyond = replace(draft, start=second.start(), end=second.end())
        found = self._share(text, beyond) or self._measured(text, beyond)
        return bool(
            found
            or self._currencies.after.match(text, second.end())
            or self._thing(text, beyond)
            or second.group()[-1].isalpha()
        )

    def _may_stand_alone(self, text: str, draft: Draft) -> bool:
        """Whether a number without a unit is kept: a scale word or a range makes it one."""
        if draft.scaled and not draft.vague:
            written = text[draft.start : draft.end]
            return not written[-2:-1].isdigit() or written[-1].isdigit()  # "100m" may be a length
        joiner = self._joiner.match(text, draft.end)
        if joiner and self._number.match(text, self._after_sign(text, joiner.end())):
            return True
        opening = re.search(r"\d(?P<gap>[^\d]{1,14})$", text[max(0, draft.start - 24) : draft.start])
        return bool(opening and self._joiner.fullmatch(opening["gap"]))

    def _after_sign(self, text: str, position: int) -> int:
        while position < len(text) and not text[position].isalnum():
            position += 1
        return position

    # --- shares in words ---------------------------------------------------------------------

    def _with_shares(
        self, text: str, drafts: list[Draft], exclude: Sequence[tuple[int, int]]
    ) -> list[Draft]:
        found = list(drafts)
        for match in self._fraction.finditer(text):
            start, end = match.span()
            if _overlaps(start, end, exclude):
                continue
            if any(draft.start < start < draft.end for draft in found):
                continue  # "five and a half"
            found = [draft for draft in found if draft.end <= start or draft.start >= end]
            value = self.share(match["top"] or "", match["bottom"] or match["half"])
            found.append(
                Draft(
                    start, end, start, end, value, vague=False, scaled=False, unit="percent",
                    kind="share", fraction=True,
                )
            )
        return sorted(found, key=lambda draft: draft.start)

    def share(self, top: str, bottom: str) -> float:
        """A fraction in words as a percentage; a third is 33, no more exact than the words."""
        low = bottom.casefold()
        parts = self._numbers.fractions.get(low) or self._numbers.fractions[low.removesuffix("s")]
        share = 100 * (self._numbers.units.get(top.casefold()) or 1) / parts
        return share if share == round(share, 1) else round(share)

    # --- joining -----------------------------------------------------------------------------

    def _joined(self, text: str, drafts: list[Draft]) -> Iterator[AmountMention]:
        index = 0
        while index < len(drafts):
            draft = drafts[index]
            following = drafts[index + 1] if index + 1 < len(drafts) else None
            pair = self._pair(text, draft, following) if following else None
            if following and pair == "range":
                yield self._range(text, draft, following)
                index += 2
                continue
            if following and pair == "from_to":
                following = drafts[index + 1] = self._numbered(text, following)
                drafts[index] = draft = _lent(draft, following)
            if draft.unit or draft.scaled:
                yield self._single(text, draft)
            index += 1

    def _pair(self, text: str, first: Draft, second: Draft) -> str:
        """How two numbers belong together: `range`, `from_to` or not at all."""
        gap = text[first.end : second.start]
        joiner = self._joiner.fullmatch(gap) if len(gap) <= _NEIGHBOUR else None
        if joiner is None:
            return ""
        if first.unit and second.unit and first.unit != second.unit:
            return ""
        opening = self._opening.search(text, max(0, first.start - 14), first.start)
        opener = opening["w"].casefold() if opening else ""
        word = (joiner["word"] or "").casefold()
        if not word or opener in self._both:
            return "range" if second.unit or first.unit else ""
        if opener in self._from:
            return "from_to"
        if word in self._numbers.joiners:  # "5 and 7 tanks" are two amounts
            return ""
        if first.unit and second.unit and self._level_reached.search(text, 0, first.start):
            return ""  # "fell by $2bn to $5bn": a change and the level reached
        return "range" if not first.unit or first.unit == second.unit else ""

    def _numbered(self, text: str, draft: Draft) -> Draft:
        """The second of two bare numbers with what "the number of" before them counts."""
        if draft.unit:
            return draft
        begin = max(text.rfind(". ", 0, draft.start), text.rfind("\n", 0, draft.start)) + 1
        match = self._number_of.search(text, begin, draft.start)
        found = self._nouns.counted(text, match.end()) if match else None
        if found is None:
            return draft
        return self._with_rate(text, replace(draft, unit=found.head, kind="count", counted=found.words))

    def _range(self, text: str, first: Draft, second: Draft) -> AmountMention:
        first = _lent(first, second)
        second = second if second.unit else replace(second, unit=first.unit, kind=first.kind)
        low, high = first.value * first.factor, second.value * second.factor
        opening = self._opening.search(text, max(0, first.start - 14), first.start)
        opened = opening is not None and opening["w"].casefold() in self._both
        start = opening.start() if opening and opened else first.start
        qualifier, start = self._qualifier(text, start)
        return AmountMention(
            start=start,
            end=second.end,
            value=None,
            unit=second.unit,
            low=min(low, high),
            high=max(low, high),
            qualifier=qualifier,
            per=second.per,
            counted=second.counted if second.kind == "count" else "",
            kind=second.kind,  # type: ignore[arg-type]
        )

    def _single(self, text: str, draft: Draft) -> AmountMention:
        qualifier, start = self._qualifier(text, draft.start)
        if draft.kind == "count" and draft.in_words and qualifier:
            hedge = self._hedge.search(text, max(0, draft.start - _BEHIND), draft.start)
            if hedge and hedge["w"].casefold() in self._prepositions and draft.value < _FEW:
                qualifier, start = "", draft.start
        end = draft.end
        after = self._hedge_after.match(text, draft.end)
        if after and not qualifier:
            qualifier = self._hedges_after[" ".join(after["w"].casefold().split())]
            end = after.end()
        if draft.vague and not qualifier:
            qualifier = "over"
        return AmountMention(
            start=start,
            end=end,
            value=_tidy(draft.value * draft.factor),
            unit=draft.unit,
            qualifier=qualifier,
            per=draft.per,
            counted=draft.counted if draft.kind == "count" else "",
            kind=draft.kind,  # type: ignore[arg-type]
            fraction=draft.fraction,
        )

    def _with_conversions(
        self, text: str, mentions: list[AmountMention]
    ) -> list[AmountMention]:
        """Money in brackets after money in another currency is the same sum once more."""
        done: list[AmountMention] = []
        for index, mention in enumerate(mentions):
            earlier = done[-1] if done else None
            if (
                earlier
                and earlier.kind == mention.kind == "money"
                and earlier.unit != mention.unit
                and self._conversion.fullmatch(text[earlier.end : mention.start])
            ):
                done.append(replace(mention, conversion_of=index - 1))
            else:
                done.append(mention)
        return done

    def _qualifier(self, text: str, start: int) -> tuple[Qualifier, int]:
        """The hedge before an amount and where it begins."""
        found = self._hedge.search(text, max(0, start - _BEHIND), start)
        if found is None:
            return "", start
        word = " ".join(found["w"].casefold().split())
        if word in self._not_hedges:
            return "", start
        if self._hedges[word] == "up_to" and self._motion.search(text, 0, found.start()):
            return "", start
        return self._hedges[word], found.start() if "(" not in found.group() else start


def _by_word(groups: Mapping[str, Sequence[str]]) -> dict[str, Qualifier]:
    return {word.casefold(): name for name, words in groups.items() for word in words}  # type: ignore[misc]


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low < end and start < high for low, high in spans)


def _lent(first: Draft, second: Draft) -> Draft:
    """The first number with the unit and, where it has none and is smaller, the scale of the second."""
    value = first.value
    if second.scaled and not first.scaled and value < second.value:
        value *= _scale(second.value)
    if first.unit:
        return replace(first, value=value)
    return replace(
        first,
        value=value,
        unit=second.unit,
        kind=second.kind,
        per=second.per,
        counted=second.counted,
        factor=second.factor,
    )


def _scale(value: float) -> float:
    for scale in (1e12, 1e9, 1e6, 1e3):
        if value >= scale:
            return scale
    return 1.0


def _with_inherited(mentions: list[AmountMention]) -> list[AmountMention]:
    """Bare scaled numbers with the unit of the amount before them."""
    done: list[AmountMention] = []
    for mention in mentions:
        if not mention.unit:
            lender = next(
                (
                    earlier
                    for earlier in reversed(done)
                    if earlier.kind in ("money", "measure")
                    and mention.start - earlier.end <= _INHERIT
                    and (earlier.value or earlier.high or 0) >= 1e5  # noqa: PLR2004
                ),
                None,
            )
            if lender:
                mention = replace(  # noqa: PLW2901 (the mention, completed)
                    mention, unit=lender.unit, kind=lender.kind, inherited=True
                )
        done.append(mention)
    return done


@lru_cache(maxsize=8)
def amount_scanner(language: str = "en") -> AmountScanner:
    """The amount grammar of a language, compiled once."""
    return AmountScanner(language)
