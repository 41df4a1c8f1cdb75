"""How well and how fast reports of one event become one record, on generated reports.

Prints B-cubed precision, recall and F1 over all records, F1 by type, and the processor seconds that
storing and resolving a document takes. `--texts` reads the reports end to end instead of taking the
records as they were made. `--against` measures a smaller set too and prints how much longer a
document takes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reports import KINDS, Report, reports

from memcon.ledger.store import Store
from memcon.model.citation import Citation
from memcon.model.record import Record

Item = tuple[
    str, int, str
]  # a record's type, its event, the ledger's record that it became part of


def main() -> int:
    """Print the measurements as one JSON object."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--reports", type=int, default=20_000)
    cli.add_argument("--events", type=int, default=2_000)
    cli.add_argument("--against", type=int, default=0, help="a smaller number of reports")
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--texts", action="store_true", help="extract the records from the texts")
    options = cli.parse_args()
    found = measure(reports(options.reports, options.events, seed=options.seed), read=options.texts)
    if options.against:
        events = options.against * options.events // options.reports
        fewer = measure(reports(options.against, events, seed=options.seed), read=options.texts)
        found["against"] = fewer
        found["times_as_long"] = round(found["s_per_document"] / fewer["s_per_document"], 2)
    print(json.dumps(found, indent=2))
    return 0


def measure(made: Sequence[Report], *, read: bool = False) -> dict[str, object]:
    """Figures on storing some reports in a new ledger."""
    records = _extracted(made) if read else {r.document.name: r.records for r in made}
    truth = {key: value for report in made for key, value in _truth(report, records).items()}
    with (
        tempfile.TemporaryDirectory() as work,
        Store.open(f"sqlite:///{Path(work) / 'reports.db'}") as store,
    ):
        started = time.process_time()
        for report in made:
            store.add_document(report.document, records[report.document.name])
        seconds = time.process_time() - started
        items = list(_items(store.records(), truth))
    by_type = {kind: b_cubed([each for each in items if each[0] == kind])[2] for kind in KINDS}
    precision, recall, f1 = b_cubed(items)
    return {
        "documents": len(made),
        "records": len(items),
        "events": len({number for _, number, _ in items}),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "f1_by_type": {kind: round(value, 3) for kind, value in by_type.items()},
        "s_per_document": round(seconds / len(made), 5),
    }


def b_cubed(items: Sequence[Item]) -> tuple[float, float, float]:
    """Precision, recall and F1 as Bagga and Baldwin (1998) count them: record by record."""
    if not items:
        return 0.0, 0.0, 0.0
    cells = Counter((number, cluster) for _, number, cluster in items)
    right = Counter(number for _, number, _ in items)
    made = Counter(cluster for _, _, cluster in items)
    precision = sum(n * n / made[cluster] for (_, cluster), n in cells.items()) / len(items)
    recall = sum(n * n / right[number] for (number, _), n in cells.items()) / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _items(found: Iterable[Record], truth: Mapping[str, int]) -> Iterable[Item]:
    for record in found:
        for ident in (record.id, *record.same_as):
            if ident in truth:
                yield record.type, truth[ident], record.id


# ---------------------------------------------------------------------- reading end to end


def _extracted(made: Sequence[Report]) -> dict[str, Sequence[Record]]:
    from memcon.api import extractor_for
    from memcon.settings import Settings

    extractor = extractor_for("en", Settings())
    found = extractor.extract_many([report.document for report in made]) if extractor else ()
    return {document.name: records for document, records in found}


def _truth(report: Report, records: Mapping[str, Sequence[Record]]) -> dict[str, int]:
    """The event that each record is of; of records as they were extracted, by their words."""
    found = records[report.document.name]
    if found is report.records:
        return dict(report.truth)
    told: dict[str, int] = {}
    for kind, mine in _by_type(report.records).items():
        for record in _by_type(found).get(kind, ()):
            shared = {each.id: _shared(record.evidence, each.evidence) for each in mine}
            best = max(shared, key=lambda ident: (shared[ident], ident))
            if shared[best]:
                told[record.id] = report.truth[best]
    return told


def _by_type(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.type].append(record)
    return found


def _shared(ours: Iterable[Citation], theirs: Sequence[Citation]) -> int:
    """How many characters two records rest on both."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in ours for b in theirs)


if __name__ == "__main__":
    sys.exit(main())
