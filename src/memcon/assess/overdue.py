"""Promises against outcomes: what was due, what a later record says of it, what is overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from memcon.assess.book import Book, docs_of, once, parties_of
from memcon.assess.finding import Finding, confidence, side
from memcon.assess.series import Series, ordinal_of, series_in
from memcon.assess.targets import judged
from memcon.assess.telling import telling_stems
from memcon.model import compare
from memcon.model.periods import first_day, last_day, limits
from memcon.model.record import TOP_KINDS, Record
from memcon.resolve.generic import generic_stems

_SLACK = timedelta(days=45)  # a meeting so much earlier or later than planned is still that one
_LIKE = 0.6  # of the content words of two titles or names, generic ones counting little
_IMPLIED = 0.55  # how sure a later number makes it that an earlier meeting was held
_FEW = 2  # telling words of an action of which one is enough
_DONE_LIKE = 0.55  # of an action and of what a later record is called
_OPEN: Mapping[str, tuple[str, ...]] = {
    "meeting": ("planned",),
    "visit": ("planned",),
    "instrument": ("planned", "proposed", "under_negotiation"),
    "project": ("planned", "proposed", "under_way"),
    "commitment": ("pending",),
}
_DONE: Mapping[str, tuple[str, ...]] = {
    "meeting": ("held",),
    "visit": ("made",),
    "instrument": ("signed", "in_force"),
    "project": ("completed",),
    "body": ("established", "existing"),
    "commitment": ("met",),
}
_MATERIAL = ("COOPERATE", "AID", "CONCEDE", "RETREAT", "SUPPORT")  # events that can keep a promise
_ALL = 0.8  # of a promise's telling words, from which an act does it
_STEM = 4  # first letters by which forms of a verb are one
_NAMES: Mapping[str, str] = {
    "instrument": "title",
    "project": "name",
    "body": "name",
    "commitment": "action",
    "meeting": "series",
}
_BY_NAME = ("commitment", "instrument", "project")  # told apart by what they are called


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A later record that tells of a promise being kept, and how sure it is that it is that one.

    It is `inferred` where the record only implies it: a later number of the same series was held.
    """

    record: Record
    match: float
    inferred: bool = False


def find_overdue(book: Book) -> list[Finding]:
    """Commitments, meetings, visits, instruments and projects due by the book's day.

    Overdue where their date has passed with no later record of fulfilment; fulfilled, and linked,
    where there is one, whether or not the date has passed.
    """
    outcomes = _numbers_reached(book)
    found = []
    for record_type, statuses in _OPEN.items():
        for record in book.of(record_type, *statuses):
            state, reached = outcomes.get(record.id, ("", None))
            if state == "missed":
                continue  # a target that was missed is a finding of its own
            kept = reached or fulfilment(book, record)
            if kept is not None or (_due(record) or date.max) < book.as_of:
                found.append(_finding(book, record, kept))
    return found


def _numbers_reached(book: Book) -> dict[str, tuple[str, Fulfilment | None]]:
    """The state of each commitment with a number as a target, and the figure that reached it."""
    found: dict[str, tuple[str, Fulfilment | None]] = {}
    for target, outcome in judged(book):
        figure = outcome.deciding[0].records[0] if outcome.deciding else None
        reached = Fulfilment(figure, 1.0) if figure and outcome.state == "met" else None
        found.update({record.id: (outcome.state, reached) for record in target.records})
    return found


def fulfilment(book: Book, promise: Record) -> Fulfilment | None:
    """The record that tells most surely of a promise being kept, or None."""
    linked = _linked(book).get(promise.id)
    if linked is not None:
        return Fulfilment(linked, 1.0)
    check = _CHECKS[promise.type]
    near = [
        Fulfilment(other, match)
        for other in _candidates(book, promise)
        if (match := check(book, promise, other)) > 0
    ]
    near += _deeds(book, promise)
    near += _later_numbers(book, promise)
    return max(near, key=lambda each: (each.match, each.record.id), default=None)


def _deeds(book: Book, promise: Record) -> Iterable[Fulfilment]:
    """Acts that do what was promised, by those who promised it: "lifted the restrictions".

    The words that tell of the act have the promise's verb and nearly all that it is about.
    """
    action = str(promise.get("action") or "") if promise.type == "commitment" else ""
    verb, _, rest = action.partition(" ")
    words, said = telling_stems(rest), book.first_reported(promise)
    if len(words) < _FEW or said is None:
        return
    by = {compare.country_of(each) for each in compare.as_list(promise.get("by"))}
    near = {act.record.id: act for word in words for act in _acts(book).get(word, ())}
    for act in near.values():
        shared = len(words & act.words) / len(words)
        told = act.told is not None and act.told > said
        does = verb.casefold()[:_STEM] in act.verbs and bool(by & act.parties)
        if told and does and shared >= _ALL:
            yield Fulfilment(act.record, round(0.9 * shared, 2))


@once
def _acts(book: Book) -> Mapping[str, list[_Act]]:
    """The events that do something, by each telling word of their passages."""
    found: defaultdict[str, list[_Act]] = defaultdict(list)
    for record in book.of("event"):
        if record.get("event_type") not in _MATERIAL or _is_future(book, record):
            continue
        if not record.get("date"):
            continue  # it may only be intended
        text = " ".join(cite.quote for cite in record.evidence)
        actors = (compare.country_of(each) for each in compare.as_list(record.get("actors")))
        verbs = frozenset(word[:_STEM] for word in text.casefold().split())
        told = book.first_reported(record)
        act = _Act(record, frozenset(actors), telling_stems(text), verbs, told)
        for word in act.words:
            found[word].append(act)
    return found


@dataclass(frozen=True, slots=True)
class _Act:
    """An event with what every promise is compared with."""

    record: Record
    parties: frozenset[str]
    words: frozenset[str]
    verbs: frozenset[str]  # the first letters of all its words
    told: date | None


@once
def _linked(book: Book) -> Mapping[str, Record]:
    """The records that are linked as fulfilments, by the promise's id."""
    return {
        link["id"]: record
        for record in reversed(book.records)
        for link in record.links
        if link["rel"] == "fulfils"
    }


def _later_numbers(book: Book, plan: Record) -> list[Fulfilment]:
    """The next meeting held under a higher number of a plan's series, which implies that one."""
    home = _series(book).get(plan.id)
    if plan.type != "meeting" or home is None or not ordinal_of(plan):
        return []
    later = [
        held
        for held in home.numbered
        if ordinal_of(held) > ordinal_of(plan)
        and held.get("status") == "held"
        and not _is_future(book, held)
    ]
    return [Fulfilment(min(later, key=ordinal_of), _IMPLIED, inferred=True)] if later else []


@once
def _series(book: Book) -> Mapping[str, Series]:
    """The series of each numbered meeting, by its id."""
    return {record.id: series for series in series_in(book) for record in series.numbered}


def _finding(book: Book, record: Record, kept: Fulfilment | None) -> Finding:
    rule = f"overdue.{record.type}"
    due = _due(record)
    details: dict[str, object] = {"due": due.isoformat()} if due else {}
    sides = [side("promise", record, record.get("due") or record.get("date"))]
    counts = [book.witnesses(docs_of(record))]
    if kept is None:
        days = (book.as_of - due).days if due else 0
        details["days_overdue"] = days
        state, match = "overdue", 1.0
    else:
        sides.append(side("outcome", kept.record, kept.record.get("date")))
        counts.append(book.witnesses(docs_of(kept.record)))
        done = first_day(kept.record) or book.first_reported(kept.record)
        if kept.inferred:
            details["inferred"] = True
        elif due and done and done > due:
            details["days_late"] = (done - due).days
        state, match = "fulfilled", kept.match
    return Finding(
        rule,
        state,
        parties_of(record),
        tuple(sides),
        book.as_of,
        confidence(rule, counts, match=match),
        details=details,
    )


def _due(record: Record) -> date | None:
    """The last day by which a record's promise is to be kept."""
    if record.type == "commitment":
        return last_day(record, "due")
    found = limits(record)
    return found.last if found else None


# ------------------------------------------------------------------ what counts as kept


def _candidates(book: Book, promise: Record) -> Iterable[Record]:
    """Later records of what was done, of the types that can fulfil a promise.

    What goes by its name has to share a telling word with it.
    """
    types = tuple(_DONE) if promise.type == "commitment" else (promise.type,)
    parties = set(parties_of(promise))
    said = book.first_reported(promise)
    for done in _called_alike(book, promise, types):
        if done.record.id == promise.id or not _may_keep(promise, parties, done):
            continue
        if said and done.told and done.told < said:
            continue
        if not _was_there(book, done.record, said):
            yield done.record


def _called_alike(book: Book, promise: Record, types: Iterable[str]) -> Iterable[_Done]:
    """What was done, of some types; what goes by its name only with a telling word in common."""
    if promise.type not in _BY_NAME:
        return [done for record_type in types for done in _done(book)[record_type]]
    words = telling_stems(str(promise.get(_NAMES[promise.type]) or ""))
    known = _by_word(book)
    alike = (done for name in types for word in words for done in known.get((name, word), ()))
    return {done.record.id: done for done in alike}.values()


def _may_keep(promise: Record, parties: set[str], done: _Done) -> bool:
    """Whether those who did something are those who promised it, or some, or others besides."""
    if parties.isdisjoint(done.parties):
        return False
    is_visit = promise.type == "visit"  # its host says more
    return is_visit or parties <= done.parties or done.parties <= parties


@dataclass(frozen=True, slots=True)
class _Done:
    """A record of what was done, with what every promise is compared with."""

    record: Record
    parties: frozenset[str]
    words: frozenset[str]
    told: date | None


@once
def _done(book: Book) -> Mapping[str, list[_Done]]:
    """What was done by the book's day, by type."""
    return {
        record_type: [
            _Done(
                record,
                frozenset(parties_of(record)),
                telling_stems(str(record.get(_NAMES.get(record_type, "")) or "")),
                book.reported(record),
            )
            for record in book.of(record_type, *statuses)
            if not _is_future(book, record)
        ]
        for record_type, statuses in _DONE.items()
    }


@once
def _by_word(book: Book) -> Mapping[tuple[str, str], list[_Done]]:
    """What was done by the book's day, by its type and each telling word of its name."""
    found: dict[tuple[str, str], list[_Done]] = defaultdict(list)
    for record_type, listed in _done(book).items():
        for done in listed:
            for word in done.words:
                found[record_type, word].append(done)
    return found


def _is_future(book: Book, record: Record) -> bool:
    day = first_day(record)
    return day is not None and day > book.as_of


def _was_there(book: Book, record: Record, said: date | None) -> bool:
    """Whether a standing body had been told of when something was promised: its task, not it."""
    if record.type != "body" or not said:
        return False
    told = book.first_reported(record)
    return told is not None and told <= said


def _meeting(book: Book, plan: Record, held: Record) -> float:
    """A meeting under the plan's number, or at its level within its dates or about them."""
    numbers = ordinal_of(plan), ordinal_of(held)
    if all(numbers) and numbers[0] != numbers[1]:
        return 0.0
    if all(numbers) and _series(book).get(plan.id) is _series(book).get(held.id):
        return 0.95
    same_kind = plan.get("kind") == held.get("kind")
    if not same_kind:
        return 0.0
    if not _within(plan, held):
        return 0.0
    return 0.9 if plan.get("kind") in TOP_KINDS or _kind_or_name(plan, held) else 0.6


def _kind_or_name(plan: Record, held: Record) -> bool:
    """Whether two meetings can be of one series: at a top level, or by names that are alike."""
    if plan.get("kind") in TOP_KINDS:
        return True
    names = str(plan.get("series") or ""), str(held.get("series") or "")
    return not all(names) or compare.similarity(*names, generic_stems()) >= _LIKE


def _visit(_book: Book, plan: Record, made: Record) -> float:
    """A visit of the same person, or of one of that state, to the same host in that time."""
    if plan.get("host") != made.get("host"):
        return 0.0
    person = compare.who(plan.get("visitor") or "", made.get("visitor") or "")
    if not person or not _within(plan, made, slack=2 * _SLACK):
        return 0.0
    return 0.95 if person == 1 else 0.5


def _within(plan: Record, done: Record, *, slack: timedelta = _SLACK) -> bool:
    """Whether something done lies in the time planned for it, or about it."""
    first, last = first_day(plan), last_day(plan)
    begun, ended = first_day(done), last_day(done)
    if begun is None or ended is None or first is None or last is None:
        return False
    return first - slack <= ended and begun <= last + slack


def _named(_book: Book, plan: Record, done: Record) -> float:
    """Something of like name, done no earlier than the plan was on record."""
    slot = _NAMES[plan.type]
    names = str(plan.get(slot) or ""), str(done.get(slot) or "")
    if not all(names) or _numbers_differ(*names):
        return 0.0
    alike = compare.similarity(*names, generic_stems())
    kinds = plan.get("kind"), done.get("kind")
    if plan.type == "instrument" and all(kinds) and kinds[0] != kinds[1] and "other" not in kinds:
        alike -= 0.2
    return alike if alike >= _LIKE else 0.0


def _commitment(book: Book, promise: Record, done: Record) -> float:
    """A later record whose name or action says what was promised; a number must be the same."""
    action = str(promise.get("action") or "")
    name = str(done.get(_NAMES.get(done.type, "")) or "")
    alike = _contained(name, action) if action and name else 0.0
    if alike < _DONE_LIKE or _numbers_differ(action, name):
        return 0.0
    if set(docs_of(promise)) >= set(docs_of(done)) and _told_before(book, promise, done):
        return 0.0
    return round(0.9 * alike, 2)


def _told_before(book: Book, promise: Record, done: Record) -> bool:
    """Whether something in the promise's own document was there before the promise."""
    day, said = last_day(done), first_day(promise) or book.first_reported(promise)
    return day is None or said is None or day <= said


def _contained(name: str, action: str) -> float:
    """How much of a name's telling words an action holds, and of the action's the name.

    One word in common is enough only where the name has no other and the action hardly one.
    """
    left, right = telling_stems(name), telling_stems(action)
    common = len(left & right)
    if not common or (common == 1 and (len(left) > 1 or len(right) > _FEW)):
        return 0.0
    return (common / len(left) + common / len(right)) / 2


def _numbers_differ(one: str, other: str) -> bool:
    left, right = _numbers(one), _numbers(other)
    return bool(left and right and not left & right)


@lru_cache(maxsize=100_000)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in compare.stems(text) if word[0].isdigit())


_CHECKS: Mapping[str, Callable[[Book, Record, Record], float]] = {
    "meeting": _meeting,
    "visit": _visit,
    "instrument": _named,
    "project": _named,
    "commitment": _commitment,
}
