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
from collections.abc import Sequence
from datetime import date

from memcon.extract.quantities.knowledge import load
from memcon.extract.temporal.grammar import date_grammar
from memcon.extract.temporal.mention import DateMention
from memcon.extract.temporal.moving import resolve_relative, shift_future, shift_past
from memcon.extract.temporal.operations import Context
from memcon.extract.temporal.reading import Partial
from memcon.extract.temporal.settling import Settler, said_after

__all__ = ["DateMention", "find_dates", "resolve_relative", "shift_future", "shift_past"]

_SENTENCE = re.compile(r"(?:[^\W\d_]{3,}|\d{4})[.!?][\"”]? (?=[A-Z])")  # the end of one
_OPENING = 12  # characters of a sentence before the date that opens it
_NEAR = 400  # characters within which an earlier full date gives a later one its year


def find_dates(
    text: str,
    *,
    anchor: date | None,
    language: str = "en",
    context_year: int | None = None,
    country: str = "",
    named: Sequence[str] = (),
) -> list[DateMention]:
    """The dates of a text in order, each with its EDTF value and role.

    `anchor` is the day that "last week" is counted from; `context_year` the year of days and
    months that do not say theirs; `country` (ISO 3166-1 alpha-3) decides on fiscal years and on
    the order of day and month in figures. Where its fiscal year is not known the first of the
    states `named` in the text decides; where that of none of them is, no month is made up.
    """
    context = _context(anchor, country, named)
    mentions: list[DateMention] = []
    for paragraph in date_grammar(language).find(text, context):
        said: Partial | None = None
        said_at = 0
        for found in paragraph:
            near = said if found.start - said_at <= _NEAR else None
            if near is not None and near.month is None and _is_apart(text, said_at, found.start):
                near = None
            settler = Settler(context, context_year, near)
            for mention in settler.mentions(found):
                mentions.append(mention)
                later = said_after(found, mention, said)
                if later is not said:
                    said, said_at = later, found.end
    return mentions


def _is_apart(text: str, year: int, date: int) -> bool:
    """Whether a bare year that ends at `year` says nothing of a date in another sentence.

    It does where that sentence opens with the date: "In 1998 they fell out. In May ...".
    """
    ends = [match.end() for match in _SENTENCE.finditer(text, max(0, year - 4), date)]
    return bool(ends) and date - ends[-1] > _OPENING


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
