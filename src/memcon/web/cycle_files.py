"""Packs, follow-ups and plans as files, for the pages and for the API; what they are asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from fastapi.responses import Response

from memcon.assess.follow_up import FollowUp
from memcon.assess.pack import Pack
from memcon.assess.plan import Plan
from memcon.errors import UsageError
from memcon.run.days import as_day

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.present.brief import Brief

WRITTEN = ("md", "html", "docx", "pdf")
PAPERS = (*WRITTEN, "json")
ACTIONS = ("csv", "ics")
MEDIA: Mapping[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # for a page made elsewhere
_MOST_RATES = 10
_LARGEST = 10.0  # a thousand percent a year
_FIRST, _LAST = 1000, 2900  # years from which something is looked at
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)

Found = Pack | FollowUp | Plan


def brief_of(ledger: Ledger, found: Found) -> Brief:
    """What was found, in words."""
    if isinstance(found, Pack):
        return ledger.make_pack(found)
    return ledger.make_follow_up(found) if isinstance(found, FollowUp) else ledger.make_plan(found)


def bytes_of(ledger: Ledger, found: Found, fmt: str) -> bytes:
    """What was found as a file of a format of `PAPERS`, a follow-up's actions as of `ACTIONS`.

    Raises UsageError for another format, or one that needs a package which is missing.
    """
    if fmt == "json":
        return json.dumps(found.to_json(), ensure_ascii=False, indent=2).encode()
    if isinstance(found, FollowUp) and fmt in ACTIONS:
        return ledger.actions(found, fmt).encode()
    return ledger.paper(brief_of(ledger, found), fmt)


def file_of(ledger: Ledger, found: Found, fmt: str, *, name: str) -> Response:
    """The same as an answer to be kept as a file."""
    return attached(bytes_of(ledger, found, fmt), fmt, name=name)


def attached(body: bytes, fmt: str, *, name: str) -> Response:
    """The bytes of a file as an answer that browsers keep and do not open."""
    headers = {
        "content-disposition": f'attachment; filename="{name}.{fmt}"',
        "content-security-policy": ALONE,
        "cache-control": "private, no-store",
    }
    return Response(body, headers=headers, media_type=MEDIA[fmt])


def number_of(text: str) -> int | None:
    """The number of a meeting; None for no text. Raises UsageError for what is none."""
    if not text.strip():
        return None
    if not _NUMBER.fullmatch(text.strip()):
        message = f"ordinal {text}: write the number of a meeting, e.g. 24"
        raise UsageError(message)
    return int(text)


def day_of(text: str) -> date | None:
    """A day to look from; None for no text. Raises UsageError for none, or one too far away."""
    day = as_day(text.strip() or None)
    if day and not _FIRST <= day.year <= _LAST:
        message = f"{text}: give a day between the years {_FIRST} and {_LAST}"
        raise UsageError(message)
    return day


def rates_of(text: str) -> list[float]:
    """Rates given in percent a year, as fractions. Raises UsageError for what is none."""
    parts = [part for each in text.split(",") if (part := each.strip().rstrip("%").strip())]
    if len(parts) > _MOST_RATES:
        message = f"growth: {len(parts)} rates; up to {_MOST_RATES} are tried"
        raise UsageError(message)
    found = []
    for part in parts:
        try:
            rate = float(part) / 100
        except ValueError:
            rate = -1.0
        if not -1 < rate < _LARGEST:
            message = f"growth {part}: not a rate; write percents a year, e.g. 5,8"
            raise UsageError(message)
        found.append(rate)
    return found
