"""Periods as statistical files write them, as EDTF.

The forms of SDMX (`2018`, `2018-S1`, `2018-Q3`, `2018-M03`), of the World Bank (`2018Q3`,
`2018M03`, `2018 [YR2018]`), of UN Comtrade (`201803`) and of ISO 8601.
"""

from __future__ import annotations

import re

from memcon.errors import RecordError
from memcon.model import edtf

_YEAR = re.compile(r"(\d{4})(?:-?A1?)?(?: \[YR\d{4}\])?(?:\.0)?")
_PART = re.compile(r"(\d{4})[- ]?([SHTQM])(\d{1,2})(?: \[[^\]]*\])?", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-?(\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00(?::00)?Z?)?")
_LENGTHS = {"S": 6, "H": 6, "T": 4, "Q": 3, "M": 1}
_MONTHS = 12
_COARSE = {"A": 4, "Y": 4, "M": 7}  # of a day that stands for a period, the characters that count


def period(text: str, *, frequency: str = "") -> str:
    """The EDTF value of a period: `2018`, `2018-03`, or an interval of months.

    `frequency` (`A`, `Q`, `M`) tells what a period means that is written as its first day. Raises
    ValueError where it is no period.
    """
    shown = " ".join(text.split())
    day = _DAY.fullmatch(shown)
    if day:
        return _from_day(day, frequency.upper()[:1])
    year = _YEAR.fullmatch(shown)
    if year:
        return _valid(year[1], text)
    part = _PART.fullmatch(shown)
    if part:
        length = _LENGTHS[part[2].upper()]
        return _months(int(part[1]), (int(part[3]) - 1) * length + 1, length, text)
    month = _MONTH.fullmatch(shown)
    if month and 1 <= int(month[2]) <= _MONTHS:
        return _months(int(month[1]), int(month[2]), 1, text)
    return _valid(shown, text)


def _from_day(day: re.Match[str], frequency: str) -> str:
    written = f"{day[1]}-{day[2]}-{day[3]}"
    _valid(written, written)
    if frequency == "Q":
        first = (int(day[2]) - 1) // 3 * 3 + 1
        return _months(int(day[1]), first, 3, written)
    return written[: _COARSE.get(frequency, len(written))]


def _months(year: int, first: int, length: int, text: str) -> str:
    if not 1 <= first <= _MONTHS - length + 1:
        message = f"{text!r} is no period"
        raise ValueError(message)
    last = first + length - 1
    return _valid(edtf.interval(f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}"), text)


def _valid(value: str, text: str) -> str:
    try:
        limits = edtf.bounds(value)
    except RecordError as error:
        message = f"{text!r} is no period; write it like 2018, 2018-03, 2018Q3 or 2018-01/2018-08"
        raise ValueError(message) from error
    if not limits.is_closed:
        message = f"{text!r} has no end; a figure covers a period that has both"
        raise ValueError(message)
    return value
