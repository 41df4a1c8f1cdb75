"""Mentions of one thing in one document become one record with several pieces of evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz import fuzz

from memcon.errors import RecordError
from memcon.extract.candidate import Candidate
from memcon.model import edtf
from memcon.model.record import TYPES

_ALIKE = 80  # token-set similarity, 0 to 100, from which two names are one
_CLOSE = 1e-9
_SIGNED = "057"  # the CAMEO code
_NEAR = 2  # sentences within which two mentions without dates are of one meeting


def merge_candidates(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of a document with mentions of one thing merged, in text order."""
    merged: list[Candidate] = []
    for record in TYPES:
        own = [c for c in candidates if c.type == record]
        own.sort(key=lambda c: (c.spans[0], c.anchor))
        if record == "event":
            _tell_signings_apart(own, merged)
        once = _merged(own, _SAME[record])
        # what the first pass has learnt of one mention may join two others
        merged += _merged(once, _SAME[record])
    return sorted(merged, key=lambda c: (c.spans[0][0], TYPES.index(c.type), c.anchor))


def _merged(
    candidates: Sequence[Candidate], same: Callable[[Candidate, Candidate], bool]
) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in candidates:
        known = next((k for k in kept if same(k, candidate)), None)
        if known is None:
            kept.append(candidate)
        else:
            absorb(known, candidate)
    return kept


def absorb(known: Candidate, other: Candidate) -> None:
    """Take the evidence of another mention, and what it says more fully."""
    known.spans += [span for span in other.spans if span not in known.spans]
    known.spans = _without_contained(known.spans)
    if _has_come_further(known, other):
        known.slots["status"] = other.slots["status"]
        if other.get("date"):
            known.slots["date"] = other.slots["date"]
    _settle_source(known, other)
    known.links += [link for link in other.links if link not in known.links]
    known.pointers += [each for each in other.pointers if each not in known.pointers]
    for slot, value in other.slots.items():
        own = known.slots.get(slot)
        if own in (None, "", [], {}) and slot != "said_by":
            known.slots[slot] = value
            if slot == "date" and "date" not in other.assumed:
                known.assumed.discard("date")
                known.is_old = other.is_old
        elif slot == "date" and "date" in known.assumed and "date" not in other.assumed:
            known.slots[slot] = value
            known.is_old = other.is_old
            known.assumed.discard("date")
        elif slot == "date" and _more_exact(str(value), str(own)):
            if not (known.type == "visit" and "/" in str(own)):  # all days, not the one of an act
                known.slots[slot] = value
        elif slot in ("participants", "parties", "sectors", "signatories") and isinstance(
            own, list
        ):
            known.slots[slot] = _united(slot, own, value)
        elif _says_more(slot, own, value):
            known.slots[slot] = value


def _settle_source(known: Candidate, other: Candidate) -> None:
    """Name nobody as the source of what the document itself asserts in one of two passages."""
    if not (known.get("said_by") and other.get("said_by")):
        known.slots.pop("said_by", None)


def _says_more(slot: str, own: Any, other: Any) -> bool:
    """Whether another mention names the thing, the place or the kind more fully."""
    if slot in ("series", "name", "title"):
        return len(str(other)) > len(str(own))
    if slot == "place":
        return "name" not in own and "name" in other
    return slot == "kind" and bool(own == "other")


def _united(slot: str, own: list[Any], other: list[Any]) -> list[Any]:
    if slot == "parties":
        return sorted({*own, *other})
    names = [_label(value) for value in own]
    return own + [value for value in other if _label(value) not in names]


def _without_contained(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that lie in no other one."""
    kept = []
    for span in spans:
        inside = any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in spans)
        if not inside:
            kept.append(span)
    return kept or spans


# ------------------------------------------------------------------ comparing slots


def _label(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("organisation") or value.get("role") or value)
    return str(value)


def _labels(candidate: Candidate, slot: str) -> set[str]:
    value = candidate.get(slot)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return {_label(v).casefold() for v in values}


def _dates_agree(a: Candidate, b: Candidate) -> bool:
    left, right = a.get("date"), b.get("date")
    if not left or not right or "date" in a.assumed | b.assumed:
        return True
    try:
        return edtf.compatible(left, right)
    except RecordError:
        return bool(left == right)


def _is_former(known: Candidate, other: Candidate) -> bool:
    """Whether one of two occasions is told as news, and the other is one of long ago.

    What is told first without a day is the news: "He opened his visit. He was last there in 1990".
    """
    if known.is_old == other.is_old:
        return False
    news = other if known.is_old else known
    if news.get("date") and "date" not in news.assumed:
        return False  # their days tell
    return news is known or bool(news.get("date"))


def _more_exact(new: str, old: str) -> bool:
    """Whether a date says more than another: a day of its month, four days of its week."""
    try:
        ranks = edtf.precision_rank(new), edtf.precision_rank(old)
        spans = "/" in old and "/" in new and new != old
        inside = spans and edtf.bounds(old).contains(edtf.bounds(new))
        finer = ranks[0] > ranks[1] or (ranks[0] == ranks[1] and inside)
        return finer and edtf.compatible(new, old)
    except RecordError:
        return False


def _alike(a: Candidate, b: Candidate, slot: str, floor: int = _ALIKE) -> bool:
    left, right = str(a.get(slot) or ""), str(b.get(slot) or "")
    if not left or not right:
        return False
    return fuzz.token_set_ratio(left.casefold(), right.casefold()) >= floor


def _same_status(a: Candidate, b: Candidate) -> bool:
    return not a.get("status") or not b.get("status") or a.get("status") == b.get("status")


def _places_agree(a: Candidate, b: Candidate) -> bool:
    left, right = a.get("place") or {}, b.get("place") or {}
    if not left or not right:
        return True
    return bool(left.get("name") == right.get("name"))


# ------------------------------------------------------------------ the same record?


def _same_meeting(a: Candidate, b: Candidate) -> bool:
    if a.get("parties") != b.get("parties") or _is_former(a, b):
        return False
    numbers = a.get("ordinal"), b.get("ordinal")
    if (a.get("status") == "cancelled") != (b.get("status") == "cancelled"):
        return False  # of one put off the old day and the new
    if all(numbers):
        kinds = {a.get("kind"), b.get("kind")} - {"other", None}
        return numbers[0] == numbers[1] and len(kinds) <= 1
    if not _dates_agree(a, b) or not _same_status(a, b) or not _places_agree(a, b):
        return False
    left, right = _labels(a, "participants"), _labels(b, "participants")
    same_people = bool(left and right) and (left <= right or right <= left)
    if any(numbers) and a.sentence != b.sentence and not (same_people or _share_date(a, b)):
        return False
    if bool(left) != bool(right) and a.get("kind") != b.get("kind"):
        return _share_date(a, b)
    if any(numbers) and (left or right) and "other" in (a.get("kind"), b.get("kind")):
        return False  # talks beside a numbered meeting, with others than its principals
    if left and right:
        return left <= right or right <= left
    return abs(a.sentence - b.sentence) <= _NEAR or _share_date(a, b)


def _share_date(a: Candidate, b: Candidate) -> bool:
    return bool(a.get("date") and a.get("date") == b.get("date"))


def _of_one_state(a: Any, b: Any) -> bool:
    """Whether two persons, as far as told, serve one state: the foreign ministers of two do not."""
    states = {each["country"] for each in (a, b) if isinstance(each, dict) and each.get("country")}
    return len(states) < 2  # noqa: PLR2004


def _same_visit(a: Candidate, b: Candidate) -> bool:
    same = _labels(a, "visitor") == _labels(b, "visitor") and a.get("host") == b.get("host")
    same = same and _of_one_state(a.get("visitor"), b.get("visitor"))
    return same and _dates_agree(a, b) and _same_status(a, b) and not _is_former(a, b)


def _same_named(a: Candidate, b: Candidate) -> bool:
    """Bodies and projects: the shorter name lies in the longer one, and nothing speaks against it.

    Dates may differ: a thing is planned on one day and opened on another.
    """
    if a.get("ordinal") and b.get("ordinal") and a.get("ordinal") != b.get("ordinal"):
        return False
    left, right = _name_words(a, "name"), _name_words(b, "name")
    if not left or not right or not _places_agree(a, b):
        return False
    return left <= right or right <= left


def _same_instrument(a: Candidate, b: Candidate) -> bool:
    if a.get("kind") != b.get("kind") or not _dates_agree(a, b):
        return False
    if a.get("parties") != b.get("parties"):
        return False
    left, right = _name_words(a, "title"), _name_words(b, "title")
    if not left or not right:
        return False
    if a.sentence == b.sentence and left != right:
        return False  # "from a partnership to a strategic partnership"
    if left <= right or right <= left:
        return True
    return 2 * len(left & right) >= _MOSTLY * (len(left) + len(right))


_NAME_WORD = re.compile(r"[^\W_]+")
_SHORT = 2  # letters: prepositions tell no names apart
_MOSTLY = 0.8  # of the words of two titles are shared: they are one


def _name_words(candidate: Candidate, slot: str) -> frozenset[str]:
    """The words of a name that tell it apart, years and short words left out."""
    words = _NAME_WORD.findall(str(candidate.get(slot) or "").casefold())
    kept = [word for word in words if len(word) > _SHORT and not word.isdigit()]
    return frozenset(word.removesuffix("s") for word in kept or words)


# How far a thing has come: a later stage in the same document is what it has reached.
_STAGES: dict[str, tuple[str, ...]] = {
    "body": ("planned", "existing", "established", "dissolved"),
    "instrument": ("proposed", "planned", "under_negotiation", "signed", "in_force", "terminated"),
    "project": ("proposed", "planned", "under_way", "completed", "cancelled"),
}


def _has_come_further(known: Candidate, other: Candidate) -> bool:
    stages = _STAGES.get(known.type, ())
    old, new = known.get("status"), other.get("status")
    return old in stages and new in stages and stages.index(new) > stages.index(old)


def _same_commitment(a: Candidate, b: Candidate) -> bool:
    left, right = a.get("target"), b.get("target")
    if left and right and left.get("value") != right.get("value"):
        return False
    if a.get("due") and b.get("due") and a.get("due") != b.get("due"):
        return False
    return _labels(a, "by") == _labels(b, "by") and _alike(a, b, "action", 85)


def _same_figure(a: Candidate, b: Candidate) -> bool:
    if a.get("indicator") != b.get("indicator") or a.get("nature") != b.get("nature"):
        return False
    left, right = a.get("amount") or a.get("change"), b.get("amount") or b.get("change")
    if not left or not right or left.get("unit") != right.get("unit"):
        return False
    one, other = left.get("value"), right.get("value")
    if one is None or other is None or abs(one - other) > _CLOSE * abs(one):
        return False
    return _dates_agree(a, b) and a.get("reporter") == b.get("reporter")


def _same_position(a: Candidate, b: Candidate) -> bool:
    return (
        _labels(a, "holder") == _labels(b, "holder")
        and a.get("stance") == b.get("stance")
        and _alike(a, b, "topic", 85)
    )


def _sides(candidate: Candidate, slot: str) -> set[str]:
    return {str(side.get("country") or side.get("text")) for side in candidate.get(slot) or []}


def _tell_signings_apart(events: Sequence[Candidate], known: Sequence[Candidate]) -> None:
    """Note which instrument a signing is of, where its words are those of just one, and its day."""
    instruments = [each for each in known if each.type == "instrument"]
    for event in events:
        if event.get("cameo") != _SIGNED or event.about is not None:
            continue
        told = [each for each in instruments if _share_words(each, event)]
        if len(told) != 1:
            continue
        event.about = told[0]
        day = told[0].get("date")
        if day and (not event.get("date") or "date" in event.assumed):
            event.slots["date"] = day
            event.assumed = (event.assumed - {"date"}) | (told[0].assumed & {"date"})


def _same_event(a: Candidate, b: Candidate) -> bool:
    """Events of equal codes, sides and day; promises without a day only where told in one passage.

    Two plans of a pair of states are two events, and nothing but their words tells them apart.
    """
    if a.get("cameo") != b.get("cameo") or a.get("date") != b.get("date"):
        return False
    if not a.get("date") and a.get("event_type") == "AGREE" and not _share_words(a, b):
        return False
    if a.about is not None and b.about is not None and a.about is not b.about:
        return False
    return (
        a.get("event_type") == b.get("event_type")
        and a.get("mode") == b.get("mode")
        and _sides(a, "actors") == _sides(b, "actors")
        and _sides(a, "recipients") == _sides(b, "recipients")
    )


def _share_words(a: Candidate, b: Candidate) -> bool:
    return any(o[0] < s[1] and s[0] < o[1] for o in a.spans for s in b.spans)


_SAME: dict[str, Callable[[Candidate, Candidate], bool]] = {
    "meeting": _same_meeting,
    "visit": _same_visit,
    "body": _same_named,
    "instrument": _same_instrument,
    "project": _same_named,
    "commitment": _same_commitment,
    "figure": _same_figure,
    "position": _same_position,
    "event": _same_event,
}
