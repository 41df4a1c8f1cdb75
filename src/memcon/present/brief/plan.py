"""A plan in words: what is dated ahead, and where targets are heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from memcon.assess.plan import Ahead, Heading, Plan
from memcon.assess.projection import LEVEL, Projected, Projection
from memcon.present.amounts import human_amount
from memcon.present.brief import cycle
from memcon.present.brief.desk import Desk, present
from memcon.present.brief.parts import Brief, Group, Plot, Point, Row, Section, Source
from memcon.present.dates import human_date, month_in_words
from memcon.present.findings import percent_words
from memcon.present.labels import labels
from memcon.present.names import PartyNames
from memcon.present.phrases import sentence_case

_CAP = 40
_DIGITS = 3  # that a projected number is shown with


def plan_brief(found: Plan, sources: Mapping[str, Source], *, names: PartyNames) -> Brief:
    """The plan in words, as a brief; `sources` are the documents that its records cite."""
    desk = cycle.desk_of(found.records, found.parties, found.as_of, sources, names)
    told = _Paper(found, desk)
    known = [each for each in found.headings if each.outcome.path]
    groups = [list(group) for _, group in groupby(sorted(known, key=_line), key=_line)]
    lines = [told.line(group, number) for number, group in enumerate(groups, 1)]
    sections = [told.ahead(), *lines]
    words = cycle.words_of("plan")
    title = words["title"].format(parties=names.list_of(found.parties), until=found.until.year)
    return cycle.paper_of(desk, title, standing=told.standing(), sections=sections)


@dataclass(frozen=True, slots=True)
class _Paper:
    """Words a plan, part by part."""

    found: Plan
    desk: Desk

    def standing(self) -> tuple[Row, ...]:
        """Each target with what it takes."""
        rows = []
        for each in self.found.headings:
            needed, seen = cycle.growth_words(each.outcome)
            words = cycle.words_of("plan")
            parts = [cycle.state_words(each.outcome.state)]
            parts += [str(words["needs"]).format(needed=needed)] if needed else []
            parts += [str(words["seen"]).format(seen=seen)] if seen else []
            row = self._row(each, f"{cycle.target_words(self.desk, each.target)}, {_due(each)}")
            rows.append(replace(row, cells=(*row.cells, "; ".join(parts))))
        return tuple(rows)

    def _row(self, each: Heading, *cells: str) -> Row:
        used = [record for value in each.outcome.path for record in value.records]
        cites = self.desk.citer.cite(*each.target.records, *used)
        return replace(self.desk.row(each.target.records[0], *cells), cites=cites, note="")

    # -------------------------------------------------------------- dates

    def ahead(self) -> Section:
        """Everything dated ahead, by date."""
        words = cycle.words_of("plan")
        heads = cycle.columns("when", "kind", "who", "what")
        rows = map(self._ahead, self.found.ahead)
        hint = f"memcon plan {' '.join(self.found.parties)} --format json"
        group = cycle.group("", rows, cap=_CAP, heads=heads, hint=hint)
        return Section("ahead", words["ahead"], present([group]))

    def _ahead(self, each: Ahead) -> Row:
        words = cycle.words_of("plan")
        record = each.record
        if each.series is not None:
            what = cycle.numbered(each.ordinal, each.series.kind, each.series.name)
            month = month_in_words(each.day)
            who = self.desk.phrases.names.list_of(each.series.parties)
            row = self.desk.row(record, month, words["expected"], who, sentence_case(what))
            return replace(row, note="", disputes=())
        kind = str(labels().findings["cases"][record.type])
        who, what = cycle.task(self.desk, record)
        if record.get("nature") == "target":
            kind = sentence_case(labels().natures["target"])
            what = f"{self.desk.phrases.indicator(record)}: {self.desk.phrases.amount(record)}"
        return self.desk.row(record, cycle.due_words(record), kind, who, sentence_case(what))

    # -------------------------------------------------------------- targets

    def line(self, group: Sequence[Heading], number: int) -> Section:
        """One indicator: its targets, observed, projected, and what other growth would bring."""
        words = cycle.words_of("plan")
        first = group[0]
        longest = max(group, key=lambda each: len(each.projection.points))
        groups: list[Group | None] = [
            self._targets(group),
            cycle.group(
                words["observed"],
                self._observed(first),
                cap=_CAP,
                heads=cycle.columns("year", "value"),
            ),
            self._projected(longest),
            self._tried(group),
        ]
        plot = self._plot(group)
        title = cycle.target_words(self.desk, first.target).partition(":")[0]
        return Section(f"line-{number}", title, present(groups), (plot,) if plot else ())

    def _targets(self, group: Sequence[Heading]) -> Group | None:
        heads = cycle.columns("target", "due", "needed", "seen", "state")
        rows = []
        for each in group:
            growth = cycle.growth_words(each.outcome)
            name = cycle.target_words(self.desk, each.target)
            state = cycle.state_words(each.outcome.state)
            rows.append(self._row(each, name, _due(each), *growth, state))
        return cycle.group(cycle.words_of("plan")["targets"], rows, cap=_CAP, heads=heads)

    def _observed(self, each: Heading) -> list[Row]:
        rows = []
        for value in each.outcome.path:
            amount = human_amount({"value": value.number, "unit": each.target.unit})
            row = self.desk.row(value.records[0], human_date(value.period), amount)
            rows.append(replace(row, cites=self.desk.citer.cite(*value.records), note=""))
        return rows

    def _projected(self, each: Heading) -> Group | None:
        words = cycle.words_of("plan")
        rows = []
        for point in each.projection.points:
            interval = ""
            if point.low is not None and point.high is not None:
                ends = {"low": _short(point.low), "high": _short(point.high)}
                interval = human_amount({**ends, "unit": each.target.unit})
            number = human_amount({"value": _short(point.number), "unit": each.target.unit})
            rows.append(self._row(each, str(point.year), number, interval))
        remark = Row((method_words(each.projection),), ())
        if not rows:
            row = self._row(each, words["none"])
            return Group(words["projection"], (row,), cycle.columns("value"), remark=remark)
        heads = cycle.columns("year", "value", "interval")
        title = words["projection"]
        return cycle.group(title, rows, cap=_CAP, heads=heads, remark=remark)

    def _tried(self, group: Sequence[Heading]) -> Group | None:
        words = cycle.words_of("plan")
        rows = []
        for each in group:
            for tried in each.what_if:
                number = human_amount({"value": _short(tried.number), "unit": each.target.unit})
                reached = str(tried.reached) if tried.reached else words["never"]
                cells = (percent_words(tried.rate), _due(each), number, reached)
                rows.append(self._row(each, *cells))
        heads = cycle.columns("growth", "due", "then", "reached")
        return cycle.group(words["what_if"], rows, cap=_CAP, heads=heads)

    def _plot(self, group: Sequence[Heading]) -> Plot | None:
        """Observed numbers, and for each year with a target the projection and the target."""
        first = group[0]
        told = [(value.period, value.number, "actual") for value in first.outcome.path]
        ends: dict[str, Projected] = {}
        for each in sorted(group, key=lambda one: one.target.due or date.max):
            year = each.target.due.year if each.target.due else 0
            at = next((point for point in each.projection.points if point.year == year), None)
            if at is not None and str(year) not in ends:
                ends[str(year)] = at
                told.append((str(year), at.number, "forecast"))
            told.append((str(year), each.target.number, "target"))
        name = cycle.target_words(self.desk, first.target).partition(":")[0]
        plot = cycle.bars(name, first.target.unit, told)
        if plot is None:
            return None
        points = tuple(_with_interval(point, ends) for point in plot.points)
        return replace(plot, points=points, legend=_legend(points))


def _legend(points: Sequence[Point]) -> tuple[tuple[str, str], ...]:
    """What the kinds of points are."""
    words: Mapping[str, str] = cycle.words_of("plan")["legend"]
    told = {point.kind: words[point.kind] for point in points}
    if any(point.low is not None for point in points):
        told["forecast"] = words["interval"].format(level=percent_words(LEVEL))
    return tuple(told.items())


def _with_interval(point: Point, ends: Mapping[str, Projected]) -> Point:
    at = ends.get(point.period) if point.kind == "forecast" else None
    return replace(point, low=at.low, high=at.high) if at else point


def _line(each: Heading) -> tuple[str, str, str, str]:
    """What targets of one line of figures have in common."""
    target = each.target
    return target.indicator, target.unit, target.per, target.reporter


def method_words(made: Projection) -> str:
    """How a projection was made and how it would have done, in a sentence or two."""
    words = cycle.words_of("plan")
    rate = percent_words(made.rate) if made.rate is not None else ""
    text = str(words["methods"][made.method]).format(
        first=made.first, last=made.last, rate=rate, level=percent_words(LEVEL)
    )
    parts = [text] if text else []
    if made.reason:
        parts.append(str(words["reasons"][made.reason]))
    tested = made.back_test
    if tested is not None:
        parts.append(
            str(words["back_test"]).format(
                forecasts=tested.forecasts,
                error=percent_words(tested.error),
                naive=percent_words(tested.naive),
                covered=tested.covered,
            )
        )
    return " ".join(parts)


def _due(each: Heading) -> str:
    """By when the target is due, as its record has it."""
    return cycle.due_words(each.target.records[0])


def _short(number: float) -> float:
    """A number with as many digits as a projection deserves."""
    return float(f"{number:.{_DIGITS}g}")
