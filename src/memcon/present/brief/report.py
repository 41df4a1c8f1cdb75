"""What a report has beyond a brief: what follows, a chronology, and the words of the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from memcon.assess.book import Origin
from memcon.assess.finding import Finding
from memcon.assess.findings import assess, order
from memcon.model.periods import first_day
from memcon.model.record import Record
from memcon.present.brief.desk import Desk
from memcon.present.brief.parts import Group, Row, Section
from memcon.present.findings import FindingWords
from memcon.present.labels import labels
from memcon.present.phrases import sentence_case

_KINDS = ("contradiction", "target", "overdue", "gap", "friction", "convergence")


def parts(desk: Desk, beside: Desk, origins: Mapping[str, Origin]) -> list[Section]:
    """The further sections of a report; `beside` has the records that involve others too."""
    records = [*desk.records, *beside.records]
    return [_findings(desk, origins), _chronology(desk, records), _words(desk, records)]


def _findings(desk: Desk, origins: Mapping[str, Origin]) -> Section:
    """What follows from the records, by kind."""
    found = sorted(assess(desk.records, origins, as_of=desk.as_of, kinds=_KINDS), key=order)
    by_id = {record.id: record for record in desk.records}
    words = FindingWords(by_id.__getitem__, desk.phrases)
    groups = [
        Group(
            str(labels().findings["kinds"][kind]),
            tuple(_finding(desk, each, words, by_id) for each in found if each.kind == kind),
        )
        for kind in _KINDS
    ]
    title = labels().brief["report"]["findings"]
    return Section("findings", title, tuple(group for group in groups if group.rows))


def _finding(desk: Desk, finding: Finding, words: FindingWords, by_id: Mapping[str, Record]) -> Row:
    records = [by_id[ident] for ident in finding.records]
    state = str(labels().findings["states"].get(finding.state, ""))
    text = words.line(finding)
    note = state if state and state not in text else ""
    return Row(("", text), desk.citer.cite(*records), note, (), finding.records[0])


def _chronology(desk: Desk, records: Sequence[Record]) -> Section:
    """All that has a date, oldest first; then what has none. Events and figures stand elsewhere."""
    told = [record for record in records if record.type not in ("event", "figure", "position")]
    dated = sorted(
        (record for record in told if first_day(record)),
        key=lambda record: (first_day(record) or date.max, record.id),
    )
    names = labels().brief["columns"]
    columns = (names["date"], names["state"], names["what"])

    def make(record: Record) -> Row:
        what = ", ".join(
            part for part in (desk.phrases.headline(record), desk.phrases.place(record)) if part
        )
        return desk.row(record, desk.phrases.date(record), desk.phrases.status(record), what)

    group = desk.group("", dated, make, cap=len(dated), columns=columns)
    title = labels().brief["report"]["chronology"]
    return Section("chronology", title, (group,) if group else ())


def _words(desk: Desk, records: Sequence[Record]) -> Section:
    """The words that the lines rest on, by source, in the order in which they stand there."""
    found: dict[int, dict[tuple[int, int], tuple[str, str, str]]] = {}
    for record in records:
        for cite in record.evidence:
            number = desk.citer.numbers.get(cite.doc)
            if number is not None and cite.quote:
                headline = desk.phrases.headline(record)
                place = (cite.start, cite.end)
                found.setdefault(number, {}).setdefault(place, (headline, cite.quote, record.id))
    names = dict(desk.citer.listed())
    groups = [
        Group(
            f"[{number}] {names[number].title or names[number].name}",
            tuple(
                Row((sentence_case(headline), f"“{' '.join(quote.split())}”"), (), "", (), ident)
                for _, (headline, quote, ident) in sorted(found[number].items())
            ),
            (labels().brief["columns"]["what"], labels().brief["report"]["words_column"]),
        )
        for number in sorted(found)
    ]
    return Section("words", labels().brief["report"]["words"], tuple(groups))
