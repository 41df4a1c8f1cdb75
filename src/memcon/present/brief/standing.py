"""Where things stand: a few computed lines at the head of a brief, each with its sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from memcon.assess.series import ONE_OCCASION
from memcon.model.periods import covered_days, first_day, last_day
from memcon.model.record import TOP_KINDS, Record
from memcon.present.amounts import human_amount
from memcon.present.brief.desk import Desk
from memcon.present.brief.figures import aim_of, is_trade, nearest_target, period_of
from memcon.present.brief.parts import Cite, Row
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.phrases import ordinal, series_words

FRICTIONS = ("opposes", "concerned", "criticises", "denies", "warns")
PENDING = ("under_negotiation", "planned", "proposed")
_YEAR = 365
_MONTH = len("2020-09")  # a day computed by a cadence is shown as its month


def standing(desk: Desk) -> tuple[Row, ...]:
    """The lines, each of a label and its text; what is not on record has no line."""
    makers: tuple[Callable[[Desk], Row | None], ...] = (
        _last_top_meeting,
        _last_meeting,
        _next_due,
        _trade,
        _target,
        _commitments,
        _pending,
        _friction,
    )
    return tuple(row for row in (make(desk) for make in makers) if row is not None)


def is_past(record: Record, as_of: date, slot: str = "date") -> bool:
    """Whether the date of a record lies wholly before a day."""
    day = last_day(record, slot)
    return day is not None and day < as_of


def _line(label: str, row: Row) -> Row:
    return replace(row, cells=(labels().brief[label], *row.cells))


def _told(desk: Desk, record: Record) -> Row:
    """A meeting or visit in one cell: what, where, when."""
    parts = [desk.phrases.headline(record), desk.phrases.place(record), desk.phrases.date(record)]
    return desk.row(record, ", ".join(part for part in parts if part))


def _last_top_meeting(desk: Desk) -> Row | None:
    top = [record for record in _done(desk, "meeting", "held") if record.get("kind") in TOP_KINDS]
    if not top:
        return None
    latest = last_day(top[0]) or date.min
    recent = [r for r in top if latest - (last_day(r) or date.min) <= ONE_OCCASION]
    chosen = max(recent, key=lambda record: int(record.get("ordinal") or 0))
    return _line("last_top_meeting", _told(desk, chosen))


def _last_meeting(desk: Desk) -> Row | None:
    """The last meeting at any lower level, or visit, where it is later than that at the top."""
    done = sorted(
        [*_done(desk, "meeting", "held"), *_done(desk, "visit", "made")],
        key=lambda record: (-(last_day(record) or date.min).toordinal(), record.id),
    )
    top = [record for record in done if record.get("kind") in TOP_KINDS]
    if top:
        since = last_day(top[0]) or date.max
        done = [record for record in done if (first_day(record) or date.min) > since]
    if not done:
        return None
    label = "last_meeting" if done[0].type == "meeting" else "last_visit"
    return _line(label, _told(desk, done[0]))


def _done(desk: Desk, record_type: str, status: str) -> list[Record]:
    """What has taken place by the day of the brief, newest first."""
    return [r for r in desk.of(record_type, status) if (d := first_day(r)) and d <= desk.as_of]


def _next_due(desk: Desk) -> Row | None:
    meetings = desk.of("meeting")
    planned = [record for record in meetings if record.get("status") == "planned"]
    open_plans = [record for record in planned if not desk.is_kept(record)]
    due = [*open_plans, *desk.of("visit", "planned")]
    ahead = [record for record in due if not is_past(record, desk.as_of)]
    dated = [record for record in ahead if last_day(record)]
    if not dated:
        return _due_by_cadence(desk)
    first = min(dated, key=lambda record: (last_day(record) or date.max, record.id))
    return _line("next_due", _told(desk, first))


def _due_by_cadence(desk: Desk) -> Row | None:
    """The next meeting of the highest numbered series, by its cadence."""
    due = [finding for finding in desk.findings if finding.rule == "gap.next"]
    due.sort(key=lambda each: (each.details["level"] not in TOP_KINDS, each.details["next_due"]))
    if not due:
        return None
    told, last = due[0].details, due[0].sides[0].record
    latest = next(record for record in desk.records if record.id == last)
    words = labels().findings
    number = ordinal(int(told["number"])) if "number" in told else str(words["next_one"])
    text = str(words["by_cadence"]).format(
        number=number,
        series=series_words(str(told["level"]), str(told["series"])),
        due=human_date(str(told["next_due"])[:_MONTH]),
        state=words["cadence_states"][due[0].state],
    )
    return _line("next_due", desk.row(latest, text))


def _trade(desk: Desk) -> Row | None:
    actual = [r for r in desk.of("figure") if is_trade(r) and r.get("nature", "actual") == "actual"]
    known = [
        record
        for record in actual
        if isinstance(record.get("amount"), Mapping)
        and (day := last_day(record))
        and day <= desk.as_of  # a period that is not over has no actual figure
    ]
    if not known:
        return None
    latest = known[0]
    used = [latest]
    text = _amount_in_period(latest)
    if (covered_days(latest) or 0) < _YEAR:
        years = [record for record in known if (covered_days(record) or 0) >= _YEAR]
        used += years[:1]
        text = "; ".join([text, *(_amount_in_period(record) for record in years[:1])])
    row = desk.row(latest, text)
    return _line("trade", replace(row, cites=desk.citer.cite(*used)))


def _amount_in_period(record: Record) -> str:
    words = labels().brief["last_year"]
    return str(words.format(amount=period_of(record)[1], period=period_of(record)[0]))


def _target(desk: Desk) -> Row | None:
    found = nearest_target(desk)
    if found is None:
        return None
    record, amount, due = found
    if record.type == "figure":
        what = f"{desk.phrases.indicator(record)}: {human_amount(amount)}"
    else:
        what = aim_of(desk, record)
        what = what if ":" in what else str(record.get("action", ""))
    words = labels().dates
    when = human_date(due) if due.startswith("../") else words["due"].format(date=human_date(due))
    return _line("target", desk.row(record, f"{what}, {when}"))


def _commitments(desk: Desk) -> Row | None:
    pending = desk.of("commitment", "pending")
    if not pending:
        return None
    words = labels().brief
    past = [record for record in pending if is_past(record, desk.as_of, "due")]
    ahead = [r for r in pending if not is_past(r, desk.as_of, "due") and last_day(r, "due")]
    parts = [words["open_count"].format(count=len(pending))]
    if past:
        parts.append(words["past_count"].format(count=len(past)))
    if ahead:
        nearest = min(ahead, key=lambda record: (last_day(record, "due") or date.max, record.id))
        parts.append(words["next_by"].format(what=desk.phrases.headline(nearest)))
    return Row((words["open_commitments"], "; ".join(parts)), _merged(desk, pending))


def _pending(desk: Desk) -> Row | None:
    waiting = desk.of("instrument", *PENDING)
    return _counted(desk, "pending", waiting)


def _friction(desk: Desk) -> Row | None:
    found = [record for record in desk.of("position") if record.get("stance") in FRICTIONS]
    if not found:
        return None
    latest = found[0]
    when = desk.when(latest)
    text = desk.phrases.headline(latest)
    return _line("friction", desk.row(latest, f"{text} ({when})" if when else text))


def _counted(desk: Desk, label: str, records: Sequence[Record]) -> Row | None:
    if not records:
        return None
    words = labels().brief
    what = desk.phrases.headline(records[0])
    form = words["among"] if len(records) > 1 else words["only"]
    return Row((words[label], form.format(count=len(records), what=what)), _merged(desk, records))


def _merged(desk: Desk, records: Sequence[Record]) -> tuple[Cite, ...]:
    return desk.citer.cite(*records)
