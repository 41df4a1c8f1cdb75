"""From the cells of a row to an observation: parties, period and value checked in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from memcon.errors import InputError
from memcon.statistics.files import Payload
from memcon.statistics.knowledge import Areas, Series, areas
from memcon.statistics.numbers import number, value_of
from memcon.statistics.observation import Dataset, Observation, Passed, Selection, Table
from memcon.statistics.periods import period as edtf_period

NO_VALUE = "without a value"
NO_PARTY = "of areas that are no state or organisation that memcon knows"


@dataclass(frozen=True, slots=True)
class Cells:
    """A row's cells by the names that memcon gives the columns."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell of a column; '' where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as its file has it: what an observation is made of, with nothing checked yet.

    `reporter` and `counterpart` are codes and last the name of the two sides; `power` is the power
    of ten that the value is written in.
    """

    row: int
    indicator: str
    unit: str
    series: str
    period: str
    value: str
    reporter: tuple[str, ...]
    counterpart: tuple[str, ...] = ()
    power: int = 0
    decimal: str = "."
    frequency: str = ""
    nature: str = "actual"
    is_estimate: bool = False
    what: str = ""
    sectors: tuple[str, ...] = ()


@dataclass(slots=True)
class Builder:
    """Gathers the observations of one file, and what is passed over.

    `indicators` are codes that a mapping file adds to those that memcon knows.
    """

    payload: Payload
    areas: Areas = field(default_factory=areas)
    selection: Selection = field(default_factory=Selection)
    indicators: Mapping[str, Series] = field(default_factory=dict)
    passed: Passed = field(default_factory=Passed)
    notes: list[str] = field(default_factory=list)
    _found: dict[str, Observation] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """Make an observation of a row, or count why it is passed over.

        Raises InputError where a value is no number, a period none, or two rows give one
        observation different values.
        """
        amount = self._amount(draft)
        if amount is None:
            self.passed.add(NO_VALUE)
            return
        sides = self._sides(draft.reporter, draft.counterpart)
        if sides is None:
            return
        try:
            date = edtf_period(draft.period, frequency=draft.frequency)
        except ValueError as error:
            raise self.payload.fault(draft.row, f"{error}") from error
        derived = ".".join(part for part in (*sides, draft.indicator, draft.unit) if part)
        self._keep(
            Observation(
                row=draft.row,
                series=draft.series or derived,
                period=draft.period,
                date=date,
                indicator=draft.indicator,
                value=value_of(amount, draft.power),
                unit=draft.unit,
                reporter=sides[0],
                counterpart=sides[1],
                nature=draft.nature,
                is_estimate=draft.is_estimate,
                what=draft.what,
                reporter_name=_name(draft.reporter),
                counterpart_name=self._shown(draft.counterpart),
                sectors=draft.sectors,
            )
        )

    def table(self, dataset: Dataset) -> Table:
        """All that was gathered, sorted. Raises InputError where that is nothing."""
        if not self._found:
            why = f"rows passed over: {self.passed}" if self.passed.counts else "it has no rows"
            message = f"{self.payload.label}: nothing to import: {why}"
            raise InputError(message)
        ordered = sorted(
            self._found.values(),
            key=lambda each: (each.indicator, each.reporter, each.counterpart, each.date, each.key),
        )
        return Table(dataset, ordered, self.passed, self.notes)

    def _amount(self, draft: Draft) -> Decimal | None:
        try:
            return number(draft.value, decimal=draft.decimal)
        except ValueError as error:
            message = f"{error}; correct the cell, or leave it empty where there is no value"
            raise self.payload.fault(draft.row, message) from error

    def _sides(
        self, reporter: tuple[str, ...], counterpart: tuple[str, ...]
    ) -> tuple[str, str] | None:
        areas = self.areas
        one = "" if areas.is_world(*reporter) else areas.party(*reporter)
        if not one:
            self.passed.add(NO_PARTY, _name(reporter))
            return None
        if not any(counterpart) or areas.is_world(*counterpart):
            return one, ""
        other = areas.party(*counterpart)
        if not other:
            self.passed.add(NO_PARTY, _name(counterpart))
            return None
        if other == one:
            self.passed.add("of a party with itself", one)
            return None
        return one, other

    def _shown(self, side: tuple[str, ...]) -> str:
        """What the counterpart is called; the world by name also where the source has a code."""
        name = _name(side)
        is_code = name in side[:1] or name.isdigit()
        return self.areas.world_name if is_code and self.areas.is_world(*side) else name

    def _keep(self, observation: Observation) -> None:
        why = self.selection.reason(observation)
        if why:
            self.passed.add(why)
            return
        known = self._found.setdefault(observation.key, observation)
        if known is observation:
            return
        if (known.value, known.nature) != (observation.value, observation.nature):
            message = (
                f"another value for {observation.key} than in row {known.row}; "
                "keep one of them, or tell the rows apart"
            )
            raise self.payload.fault(observation.row, message)
        self.passed.add("that say the same twice")


def _name(side: tuple[str, ...]) -> str:
    """What a side is called: its name, else the last code that it has."""
    return next((part for part in reversed(side) if part), "")
