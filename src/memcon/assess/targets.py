"""Targets against outcomes: what was aimed at, what came, and what growth it still takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from memcon.assess import figures as f
from memcon.assess.book import Book, docs_of, once, parties_of
from memcon.assess.figures import FigureSeries, Value
from memcon.assess.finding import Finding, Side, confidence, side
from memcon.model.periods import last_day
from memcon.model.record import Record

RULE = "target.outcome"
_RECENT = 5  # years of the observed path that growth is taken from
_YEAR_DAYS = 365.25
_CLOSE = 0.005  # numbers within half a percent are one number, rounded
_PROJECTED = 0.7  # how far a projection is trusted beside a figure
_DERIVED = 0.9  # and a figure that was summed or converted


@dataclass(frozen=True, slots=True)
class Target:
    """A number aimed at, with every record that states it: figures and commitments alike."""

    parties: tuple[str, ...]
    indicator: str
    number: float
    unit: str
    per: str
    reporter: str
    due: date | None
    falls: bool  # at most this much is the aim
    records: tuple[Record, ...]

    def is_reached_by(self, value: Value) -> bool:
        """Whether a number surely reaches the target."""
        if self.falls:
            return value.high <= self.number * (1 + _CLOSE)
        return value.low >= self.number * (1 - _CLOSE)

    def is_failed_by(self, value: Value) -> bool:
        """Whether a number surely does not reach it."""
        if self.falls:
            return value.low > self.number * (1 + _CLOSE)
        return value.high < self.number * (1 - _CLOSE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a target as of a day.

    `deciding` are the numbers that the state rests on, `path` the observed ones of whole periods.
    `growth_needed` and `growth_seen` are fractions a year, `projected` a number in the unit.
    """

    state: str
    reason: str
    deciding: tuple[Value, ...] = ()
    path: tuple[Value, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


def targets(book: Book) -> list[Target]:
    """The quantified targets on record, each once, by due date."""
    groups: dict[tuple[Any, ...], list[Target]] = defaultdict(list)
    for record in (*book.of("figure"), *book.of("commitment")):
        each = _stated(record)
        if each is not None:
            groups[each.parties, each.number, each.unit, each.per].append(each)
    found = [one for members in groups.values() for one in _joined(members)]
    return sorted(found, key=lambda each: (each.due or date.max, each.parties, each.indicator))


def find_targets(book: Book) -> list[Finding]:
    """A finding for each quantified target: met, missed, on course, off course or unknown."""
    return [_finding(book, target, found) for target, found in judged(book)]


@once  # what was promised is judged by it as well
def judged(book: Book) -> tuple[tuple[Target, Outcome], ...]:
    """Each target with what became of it."""
    lines: dict[str, list[FigureSeries]] = {}
    found = []
    for target in targets(book):
        if target.unit not in lines:
            figures = book.of("figure")
            lines[target.unit] = f.figure_series(figures, currency=target.unit, rates=book.rates)
        found.append((target, outcome(book, target, lines[target.unit])))
    return tuple(found)


def outcome(book: Book, target: Target, lines: Iterable[FigureSeries]) -> Outcome:
    """What became of a target, by the actual figures in line.

    A number for a period up to the due date that reaches the target meets it; one for the due
    period itself that does not misses it. Before that, the growth of the last five years on
    record is carried on to the due date. Where sources differ on whether the due period reached
    it, the outcome is unknown.
    """
    wanted = target.parties, target.indicator, target.unit, target.per
    paths = [
        [_as_told(book, value) for value in line.values if value.last <= book.as_of]
        for line in lines
        if (line.parties, line.indicator, line.unit, line.per) == wanted
        and target.reporter in ("", line.reporter)
    ]
    known = [value for path in paths for value in path]
    promised = min((d for r in target.records if (d := book.first_reported(r))), default=None)
    path = _longest(paths, stock=f.is_stock(target.indicator))
    settled = _settled(target, known, promised, book.as_of)
    if settled is not None:
        return replace(settled, path=tuple(path))
    return _course(target, path, book.as_of)


def _as_told(book: Book, value: Value) -> Value:
    """A number for a time that was not over when it was told is one for a part of that time."""
    if all(book.is_over(record) for record in value.records):
        return value
    return replace(value, kind="part")


def _settled(
    target: Target, known: Sequence[Value], promised: date | None, as_of: date
) -> Outcome | None:
    """Met, missed, or unknown by disagreement; None where no figure decides."""
    stock = f.is_stock(target.indicator)
    counted = [v for v in known if stock or v.kind == "year" or _is_part_enough(target, v)]
    in_time = [
        value
        for value in counted
        if (promised is None or value.last >= promised)
        and (target.due is None or value.first <= target.due)
    ]
    periods: dict[str, list[Value]] = defaultdict(list)
    for value in in_time:
        periods[value.period].append(value)
    for values in periods.values():
        if all(target.is_reached_by(value) for value in values):
            return Outcome("met", "reached", tuple(values))
    due_values = [value for value in in_time if _is_due_period(target, value, stock=stock)]
    reached = [value for value in due_values if target.is_reached_by(value)]
    failed = [value for value in due_values if target.is_failed_by(value)]
    if reached and failed:
        return Outcome("unknown", "sources_differ", (*reached, *failed))
    if failed and target.due is not None and target.due <= as_of:
        return Outcome("missed", "not_reached", tuple(failed), details=_later(target, counted))
    return None


def _is_part_enough(target: Target, value: Value) -> bool:
    """Whether a part of a year alone reaches a target for the year, as flows add up."""
    return value.kind == "part" and not target.falls and target.is_reached_by(value)


def _is_due_period(target: Target, value: Value, *, stock: bool) -> bool:
    if target.due is None:
        return False
    if stock:
        return value.last.year == target.due.year
    return value.kind == "year" and value.first <= target.due <= value.last


def _later(target: Target, counted: Sequence[Value]) -> dict[str, Any]:
    """The first period after the due date that reached the target, if any did."""
    later = [v for v in counted if target.due and v.first > target.due and target.is_reached_by(v)]
    return {"reached_later": min(later, key=lambda v: v.last).period} if later else {}


def _longest(paths: Sequence[Sequence[Value]], *, stock: bool) -> list[Value]:
    """The whole periods of the line that has most of them."""
    whole = [
        f.latest_by_period([v for v in path if v.kind == "year" or (stock and v.kind != "longer")])
        for path in paths
    ]
    return max(whole, key=lambda path: (len(path), path[-1].last if path else date.min), default=[])


def _course(target: Target, path: Sequence[Value], as_of: date) -> Outcome:
    """On or off course where growth can be carried on to a date ahead; else unknown."""
    if not path:
        return Outcome("unknown", "no_figure")
    latest = path[-1]
    if target.due is None:
        return Outcome("unknown", "no_due_date", path=tuple(path))
    years = (target.due - latest.last).days / _YEAR_DAYS
    details: dict[str, Any] = {"latest": latest.number, "latest_period": latest.period}
    if years > 0 and latest.number > 0 and target.number > 0:
        details["growth_needed"] = round((target.number / latest.number) ** (1 / years) - 1, 4)
    seen = _growth_seen(path)
    if seen is not None:
        basis = {"growth_from": seen.since, "growth_to": seen.until} if seen.since else {}
        details |= {"growth_seen": round(seen.rate, 4), **basis}
    if target.due < as_of:
        return Outcome("unknown", "no_figure_for_due_period", (), tuple(path), details)
    if seen is None or years <= 0:
        return Outcome("unknown", "no_growth_on_record", (), tuple(path), details)
    projected = latest.number * (1 + seen.rate) ** years
    details["projected"] = round(projected, 2)
    reached = projected <= target.number if target.falls else projected >= target.number
    state = "on_course" if reached else "off_course"
    return Outcome(state, "projected", (latest,), tuple(path), details)


@dataclass(frozen=True, slots=True)
class _Growth:
    """Mean growth a year as a fraction, between two periods; as a document states it without."""

    rate: float
    since: str = ""
    until: str = ""


def _growth_seen(path: Sequence[Value]) -> _Growth | None:
    """Mean growth over the last years on record, else the change that a document states."""
    latest = path[-1]
    recent = [v for v in path if (latest.last - v.last).days <= _RECENT * _YEAR_DAYS + 1]
    if len(recent) == 1:  # nothing so recent: the last one before
        recent = list(path[-2:])
    if len(recent) > 1:
        rate = f.growth(recent[0], latest)
        if rate is not None:
            return _Growth(rate, recent[0].period, latest.period)
    for record in latest.records:
        change = record.get("change")
        if isinstance(change, Mapping) and change.get("basis") == "yoy":
            return _Growth(float(change.get("value", 0)) / 100)
    return None


# ------------------------------------------------------------------ findings


def _finding(book: Book, target: Target, found: Outcome) -> Finding:
    sides = [side("target", record, _aim(record)) for record in target.records]
    sides += [each for value in found.deciding for each in _observed(value, "outcome")]
    rest = [value for value in found.path if value not in found.deciding]
    sides += [each for value in rest for each in _observed(value, "observed")]
    counts = [book.witnesses(docs_of(*target.records))]
    if found.deciding:
        counts.append(book.witnesses(docs_of(*(r for v in found.deciding for r in v.records))))
    match = _PROJECTED if found.reason == "projected" else 1.0
    match *= _DERIVED if any(value.derived for value in found.deciding) else 1.0
    details = {
        "indicator": target.indicator,
        "target": target.number,
        "unit": target.unit,
        "due": target.due.isoformat() if target.due else "",
        "reason": found.reason,
        **found.details,
    }
    return Finding(
        RULE,
        found.state,
        target.parties,
        tuple(sides),
        book.as_of,
        confidence(RULE, counts, match=match),
        details={key: value for key, value in details.items() if value != ""},
    )


def _aim(record: Record) -> Any:
    return record.get("amount") if record.type == "figure" else record.get("target")


def _observed(value: Value, role: str) -> Iterable[Side]:
    told: dict[str, Any] = {"period": value.period, "number": value.number}
    if value.derived:
        told["derived"] = list(value.derived)
    if value.rate_sources:
        told["rates"] = list(value.rate_sources)
    for record in value.records:
        yield side(role, record, {**told, "amount": record.get("amount")})


# ------------------------------------------------------------------ what is aimed at


def _stated(record: Record) -> Target | None:
    """The target that a record states, or None where it states no number."""
    if record.type == "figure" and record.get("nature") != "target":
        return None
    amount = _aim(record)
    ends = f.span(amount) if isinstance(amount, Mapping) else None
    if ends is None:
        return None
    indicator = str(record.get("indicator") or amount.get("indicator") or "")
    falls = amount.get("qualifier") in ("under", "up_to") or f.is_to_fall(indicator)
    number = amount.get("high" if falls else "low", amount.get("value"))
    return Target(
        parties=parties_of(record),
        indicator=indicator,
        number=float(number),
        unit=str(amount.get("unit", "")),
        per=str(amount.get("per", "")),
        reporter=str(record.get("reporter", "")),
        due=last_day(record, "date" if record.type == "figure" else "due"),
        falls=falls,
        records=(record,),
    )


def _joined(members: Sequence[Target]) -> list[Target]:
    """Statements of one number as targets: one for each indicator, reporter and year.

    A statement that is silent on one of them joins where only one is named.
    """
    indicators = {each.indicator for each in members} - {""}
    reporters = {each.reporter for each in members} - {""}
    years = {each.due.year for each in members if each.due}
    groups: dict[tuple[str, str, int], list[Target]] = defaultdict(list)
    for each in members:
        key = (
            each.indicator or _only(indicators) or "",
            each.reporter or _only(reporters) or "",
            each.due.year if each.due else _only(years) or 0,
        )
        groups[key].append(each)
    return [_union(key, group) for key, group in groups.items()]


def _only(values: set[Any]) -> Any:
    return next(iter(values)) if len(values) == 1 else None


def _union(key: tuple[str, str, int], group: Sequence[Target]) -> Target:
    return replace(
        group[0],
        indicator=key[0],
        reporter=key[1],
        due=max((each.due for each in group if each.due), default=None),
        falls=any(each.falls for each in group),
        records=tuple(record for each in group for record in each.records),
    )
