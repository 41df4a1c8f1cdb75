"""What sources contradict each other on: values of one record, figures of one period, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from memcon.assess.book import Book, docs_of, parties_of
from memcon.assess.finding import Finding, confidence, side
from memcon.assess.series import Series, ordinal_of, series_in
from memcon.model import compare
from memcon.model.record import Record
from memcon.resolve.contradictions import Contradiction, contradictions
from memcon.resolve.values import compatible


def find_contradictions(book: Book) -> list[Finding]:
    """All that sources contradict each other on, in one record or between records."""
    found = [
        told(book, record, each, rule=_rule(each))
        for record in book.records
        for each in contradictions(record)
    ]
    found += _between_figures(book)
    return [*found, *(each for one in series_in(book) for each in _of_series(book, one))]


def told(book: Book, record: Record, each: Contradiction, *, rule: str) -> Finding:
    """A finding, by a rule, on what documents contradict each other on in a record."""
    return Finding(
        rule,
        "contradicted",
        parties_of(record),
        tuple(side("value", record, value, docs) for value, docs in each.values),
        book.as_of,
        confidence(rule, [book.witnesses(docs) for _, docs in each.values]),
        slot=each.slot,
    )


def _rule(each: Contradiction) -> str:
    is_on_persons = each.slot == "participants"
    return "contradiction.participants" if is_on_persons else "contradiction.value"


# ------------------------------------------------------------------ between records


def _between_figures(book: Book) -> Iterable[Finding]:
    """Actual figures of one indicator and period that no rounding brings together."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in book.of("figure"):
        amount = record.get("amount")
        is_actual = record.get("nature") == "actual" and book.is_over(record)
        if isinstance(amount, dict) and record.get("date") and is_actual:
            same = [parties_of(record), record.get("indicator"), record.get("date")]
            same += [record.get("reporter"), record.get("counterpart")]
            same += [amount.get("unit"), amount.get("per")]
            groups[compare.canonical(same)].append(record)
    rule = "contradiction.figure"
    for _, records in sorted(groups.items()):
        for one, other in combinations(records, 2):
            if compatible("amount", one.get("amount"), other.get("amount")):
                continue
            if set(docs_of(one)) & set(docs_of(other)):
                continue  # one document that gives both counts two things
            yield Finding(
                rule,
                "contradicted",
                parties_of(one),
                (side("value", one, one.get("amount")), side("value", other, other.get("amount"))),
                book.as_of,
                confidence(rule, [book.witnesses(docs_of(each)) for each in (one, other)]),
                slot="amount",
            )


def _of_series(book: Book, series: Series) -> Iterable[Finding]:
    for each in series.conflicts():
        yield Finding(
            each.rule,
            "contradicted",
            series.parties,
            tuple(
                side("value", record, {"ordinal": ordinal_of(record), "date": record.get("date")})
                for record in each.meetings
            ),
            book.as_of,
            confidence(each.rule, [book.witnesses(docs_of(record)) for record in each.meetings]),
            slot="ordinal",
            details={"series": series.name, "level": series.kind},
        )
