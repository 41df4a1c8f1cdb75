"""Dates in a text as EDTF values, with the role that the words give them.

`find_dates` is a pure function of the text, the anchor day and the language's `dates.yml`. An
expression that only an earlier one can settle ("the next day", "three weeks later") comes back
with a `relative` marker and no value; `resolve_relative` settles it once the caller knows the other
date. The past is the default for "on Tuesday" and "in March"; `shift_future` moves such a mention
forward where the sentence speaks of what is to come, `shift_past` back where it speaks of what is
done.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from memcon.extract.quantities.knowledge import load
from memcon.extract.temporal.grammar import Found, date_grammar
from memcon.extract.temporal.mention import DateMention
from memcon.extract.temporal.moving import resolve_relative, shift_future, shift_past
from memcon.extract.temporal.operations import Context
from memcon.extract.temporal.reading import Partial
from memcon.extract.temporal.settling import Settler, said_after

__all__ = ["DateMention", "find_dates", "resolve_relative", "shift_future", "shift_past"]

_SENTENCE = re.compile(
    r"(?:[^\W\d_]{3,}|\b(?!vs)[a-z]{2}|[\d%)])[.!?][\"”]? (?=[A-Z])"
)  # the end of one
_OPENING = 12  # characters of a sentence before the date that opens it
_NEAR = 400  # characters within which an earlier full date gives a later one its year
_COUNTED = re.compile(r"[$€£¥%]|\d[.,]\d|\bper ?cent\b|\b(?:mi|bi|tri)llion\b")


def find_dates(
    text: str,
    *,
    anchor: date | None,
    language: str = "en",
    context_year: int | None = None,
    country: str = "",
    named: Sequence[str] = (),
    asides: Collection[int] = (),
) -> list[DateMention]:
    """The dates of a text in order, each with its EDTF value and role.

    `anchor` is the day that "last week" is counted from; `context_year` the year of days and
    months that do not say theirs; `country` (ISO 3166-1 alpha-3) decides on fiscal years and on
    the order of day and month in figures. Where its fiscal year is not known the first of the
    states `named` in the text decides; where that of none of them is, no month is made up.
    `asides` are the offsets of dates told in passing ("the pact signed on 3 May 2011"), which give
    the dates of later sentences no year.
    """
    context = _context(anchor, country, named)
    mentions: list[DateMention] = []
    for paragraph in date_grammar(language).find(text, context):
        said: Partial | None = None
        said_at = 0
        for found in paragraph:
            near = said if found.start - said_at <= _NEAR else None
            settler = Settler(context, context_year, near)
            if near is not None and context_year is None:
                settler = _settler(text, settler, found, said_at, asides=asides)
            for mention in settler.mentions(found):
                mentions.append(mention)
                later = said_after(found, mention, said)
                if later is not said:
                    said, said_at = later, found.end
    return mentions


def _settler(
    text: str, settler: Settler, found: Found, said_at: int, *, asides: Collection[int]
) -> Settler:
    """How a date after another one that ends at `said_at` gets its year, where it says none.

    A month goes by the date before it in the sentence. In a later sentence it does so too where it
    is later in the year, or where that sentence opens with a year of its own: "In 1998 they fell
    out. In May they met". A year in passing, or that of a number, says nothing of it; and where
    two years are as likely, none is given.
    """
    said = settler.said
    if said is None or said.year is None:
        return settler
    ends = [m.end() for m in _SENTENCE.finditer(text, max(0, said_at - 4), found.start)]
    deep = said.month is None and bool(ends) and found.start - ends[-1] > _OPENING
    part = found.reading.first if not found.reading.first.open else found.reading.last
    if part.year is not None or part.month is None or found.reading.kind not in ("D", "M"):
        return replace(settler, said=None) if deep else settler
    earlier = said.month is not None and part.month < said.month
    following = said.year + earlier
    if not ends:
        return replace(settler, context_year=following) if earlier else settler
    by_anchor = replace(settler, said=None)
    opened = _opening(text, said_at)
    of_number = said.month is None and _COUNTED.search(text, opened, ends[0]) is not None
    if deep or of_number or any(opened <= start < said_at for start in asides):
        return by_anchor
    if said.month is not None and not earlier:
        return settler
    leads = said.month is None and said_at - opened <= _OPENING
    return settler if leads else replace(settler, doubtful_year=following)


def _opening(text: str, position: int) -> int:
    """Where the sentence of a position begins."""
    ends = [match.end() for match in _SENTENCE.finditer(text, 0, position)]
    return ends[-1] if ends else 0


def _context(anchor: date | None, country: str, named: Sequence[str]) -> Context:
    data = load("reference", "fiscal_years.yml")
    known = [state for state in (country, *named) if state in data["states"]]
    fiscal = data["states"][known[0]] if known else data["unknown" if named else "default"]
    return Context(
        anchor=anchor,
        fiscal_start=fiscal["start"],
        fiscal_named_by_start=fiscal["named_by"] == "start",
        month_first=country in data["month_first"],
    )
