"""What the papers of a cycle of meetings (pack, follow-up, plan) have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from memcon.assess.figures import Value
from memcon.assess.open_items import due_slot
from memcon.assess.targets import Outcome, Target
from memcon.model.record import TOP_KINDS, Record
from memcon.present.amounts import human_amount, plain_number, scale_of
from memcon.present.brief.desk import Desk, filled
from memcon.present.brief.parts import Brief, Citer, Group, Plot, Point, Row, Section, Source
from memcon.present.dates import human_date, short_date
from memcon.present.findings import percent_words, span_words
from memcon.present.labels import labels
from memcon.present.names import PartyNames
from memcon.present.phrases import Phrases, ordinal, sentence_case, series_name, series_words

DIGITS = 4  # of a number in a plot


def desk_of(
    records: Mapping[str, Record],
    parties: tuple[str, ...],
    as_of: date,
    sources: Mapping[str, Source],
    names: PartyNames,
) -> Desk:
    """What a paper is made from: its records, and `sources`, the documents that they cite."""
    phrases = Phrases(names, frozenset(parties))
    return Desk(list(records.values()), parties, as_of, phrases, Citer(sources))


def paper_of(
    desk: Desk, title: str, *, standing: tuple[Row, ...], sections: Iterable[Section]
) -> Brief:
    """A paper with the sections that have lines; its sources are those that its lines cite."""
    return Brief(
        title=title,
        as_of=desk.as_of,
        documents=len({piece.doc for record in desk.records for piece in record.evidence}),
        records=len(desk.records),
        undated=0,
        standing=standing,
        sections=tuple(part for part in sections if part.groups),
        sources=desk.citer.listed(),
    )


def words_of(paper: str) -> Mapping[str, Any]:
    """The headings and phrases of a paper, from `labels.yml`."""
    found: Mapping[str, Any] = labels().cycle[paper]
    return found


def columns(*names: str) -> tuple[str, ...]:
    """Column headings by name."""
    known: Mapping[str, str] = labels().cycle["columns"]
    return tuple(known[name] for name in names)


def numbered(number: int, kind: str, name: str) -> str:
    """A meeting of a series in words: "the 25th regular meeting of heads of government"."""
    words = labels().meetings.get(kind, labels().meetings["other"])
    if not number:
        return str(labels().cycle["unnumbered"]).format(series=series_words(kind, name))
    own = words["numbered"] if kind in TOP_KINDS else series_name(name) or words["numbered"]
    return str(labels().cycle["numbered"]).format(number=ordinal(number), series=own)


def task(desk: Desk, record: Record) -> tuple[str, str]:
    """Who is to do what: the parties or persons bound, and the deed."""
    if record.type == "commitment":
        who = desk.phrases.who(record.get("by"))
        return who, sentence_case(str(record.get("action", "")))
    return desk.phrases.names.list_of(record.get("parties") or ()), desk.phrases.headline(record)


def due_words(record: Record) -> str:
    """By when something is to be done, as the text gives it; '' where it does not."""
    value = record.get(due_slot(record))
    return human_date(value) if isinstance(value, str) else ""


def age_words(since: date | None, as_of: date) -> str:
    """How old something is: "2 years"; '' where nothing tells."""
    return span_words(max(0, (as_of - since).days)) if since else ""


def target_words(desk: Desk, target: Target) -> str:
    """A target in words: "Trade: 200 bn USD"."""
    per = {"per": target.per} if target.per else {}
    amount = human_amount({"value": target.number, "unit": target.unit, **per})
    if not target.indicator:
        return f"{task(desk, target.records[0])[1]} ({amount})"
    name = desk.phrases.indicator_words(
        target.indicator, reporter=target.reporter, unit=target.unit
    )
    return f"{name}: {amount}"


def growth_words(outcome: Outcome) -> tuple[str, str]:
    """The growth a year that a target still needs and that was seen; '' for what is not known."""
    needed, seen = outcome.details.get("growth_needed"), outcome.details.get("growth_seen")
    return (
        percent_words(needed) if needed is not None else "",
        percent_words(seen) if seen is not None else "",
    )


def state_words(state: str) -> str:
    """The state of a finding in words."""
    return str(labels().findings["states"].get(state, state))


def value_words(value: Value, unit: str) -> str:
    """An observed number with its period: "107 bn USD in 2018"."""
    amount = {"value": value.number, "unit": unit}
    form = labels().brief["last_year"]
    return str(form).format(amount=human_amount(amount), period=human_date(value.period))


def bars(title: str, unit: str, told: Sequence[tuple[str, float, str]]) -> Plot | None:
    """A plot of (EDTF period, number, kind) in one unit; None for fewer than two numbers."""
    if len(told) < 2:  # noqa: PLR2004
        return None
    scale, name = scale_of(max(abs(number) for _, number, _ in told), unit)
    points = tuple(
        Point(
            short_date(period),
            human_amount({"value": number, "unit": unit}),
            plain_number(float(f"{number / scale:.{DIGITS}g}")),
            number,
            kind,
        )
        for period, number, kind in told
    )
    shown = str(labels().units.get(unit, unit))
    return Plot(f"{title}, {' '.join(part for part in (name, shown) if part)}", points)


def group(
    title: str,
    rows: Iterable[Row],
    *,
    cap: int,
    heads: tuple[str, ...] = (),
    remark: Row | None = None,
    hint: str = "",
) -> Group | None:
    """Rows under a heading, None without any.

    Beyond `cap` they are counted, and `hint` is the command that lists them.
    """
    made = tuple(rows)
    if not made:
        return None
    heads, shown = filled(heads, made[:cap])
    return Group(title, shown, heads, max(0, len(made) - cap), hint, remark)
