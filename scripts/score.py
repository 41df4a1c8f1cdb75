"""Measure memcon against the gold records and event sentences in ../shared, and hold the floors.

    python scripts/score.py            print the tables; exit 1 where a figure is below gate.json
    python scripts/score.py --raise    also write floors up to what is measured now

The folder is MEMCON_SHARED, else `shared` beside the repository; where there is none, nothing is
measured and the script says so. Floors only rise: `--raise` never lowers one.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GATE = ROOT / "gate.json"
SHOWN = ROOT / "src/memcon/reference/scores.json"  # the same, for the page that tells of them
SETS = ("seeds", "dev")
MARGIN = 0.01  # a floor stays this far below what was measured: another machine may round
HEADLINES = {
    "records": (
        "overall.ledger_score",
        "overall.f1",
        "overall.slot_accuracy",
        "evidence.validity",
        "events.f1",
        *(
            f"types.{name}.ledger_score"
            for name in (
                "meeting",
                "visit",
                "body",
                "instrument",
                "project",
                "commitment",
                "figure",
                "position",
                "event",
            )
        ),
    ),
    "plover": ("type16.f1", "type16.strict", "quad.f1"),
}


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder with corpora, gold and scorers."""

    shared: Path

    @property
    def record_scorer(self) -> list[str]:
        """The command that scores records, with the gold folders."""
        gold = [str(self.shared / "corpus" / "gold" / name) for name in SETS]
        return [str(self.shared / "bench" / "score_records.py"), *gold]

    @property
    def texts(self) -> list[str]:
        """The options that name the folders of texts."""
        folders = [str(self.shared / "corpus" / name) for name in SETS]
        return [part for folder in folders for part in ("--texts", folder)]

    @property
    def plover(self) -> Path:
        """The folder with event sentences and their scorer."""
        return self.shared / "bench" / "plover"


def find_shared() -> Path | None:
    """The folder with what is measured against, if there is one."""
    named = os.environ.get("MEMCON_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "bench" / "score_records.py").is_file() else None


def measure(bench: Bench, work: Path, *, show: bool) -> dict[str, Any]:
    """The reports of both scorers as JSON; with `show` their tables are printed too."""
    records, events = _predict(bench, work)
    gold = str(bench.plover / "dev_gold.json")
    record_call = [*bench.record_scorer, str(records), *bench.texts]
    event_call = [str(bench.plover / "score.py"), gold, str(events)]
    if show:
        print(_python([*record_call, "--by-doc"]))
        print(_python(event_call))
    return {
        "records": json.loads(_python([*record_call, "--json"])),
        "plover": json.loads(_python([*event_call, "--json"])),
    }


def below(reports: Mapping[str, Any], floors: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Each figure that is below its floor, in words; one that is not reported is below."""
    for part, wanted in floors.items():
        for name, floor in wanted.items():
            value = figure(reports.get(part, {}), name)
            if value is None or value < floor:
                yield f"{part}: {name} is {value}, its floor {floor}"


def raised(
    reports: Mapping[str, Any], floors: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """The floors, each at the higher of what it was and a little under what is measured."""
    new: dict[str, dict[str, float]] = {}
    for part, names in HEADLINES.items():
        known = dict(floors.get(part, {}))
        for name in names:
            value = figure(reports[part], name)
            if value is not None:
                exact = value if value == 1 else math.floor((value - MARGIN) * 1000) / 1000
                known[name] = max(known.get(name, 0.0), exact, 0.0)
        new[part] = known
    return new


def figure(report: Any, name: str) -> float | None:
    """The number at a dotted name of a report."""
    for part in name.split("."):
        if not isinstance(report, Mapping) or part not in report:
            return None
        report = report[part]
    is_number = isinstance(report, int | float) and not isinstance(report, bool)
    return float(report) if is_number else None


def load_floors(path: Path = GATE) -> dict[str, dict[str, float]]:
    """The floors that gate.json sets."""
    floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return floors


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 where every floor holds or nothing can be measured, else 1."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("--raise", action="store_true", dest="lift", help="write higher floors")
    options = cli.parse_args(arguments)
    shared = find_shared()
    if shared is None:
        print("nothing measured: no ../shared here, and MEMCON_SHARED names none")
        return 0
    with tempfile.TemporaryDirectory() as work:
        reports = measure(Bench(shared), Path(work), show=True)
    floors = load_floors() if GATE.exists() else {}
    missed = list(below(reports, floors))
    for line in missed:
        print(f"below its floor: {line}")
    if not missed:
        print(f"all {sum(map(len, floors.values()))} floors hold")
    if options.lift:
        text = json.dumps(raised(reports, floors), indent=2) + "\n"
        GATE.write_text(text, encoding="utf-8")
        SHOWN.write_text(text, encoding="utf-8")
        print(f"floors written to {GATE.name}")
    return 1 if missed else 0


def _predict(bench: Bench, work: Path) -> tuple[Path, Path]:
    """What memcon makes of the corpora: an export of a ledger, and coded sentences."""
    ledger, records, events = work / "score.db", work / "records.jsonl", work / "events.jsonl"
    sentences = work / "sentences.jsonl"
    folders = [str(bench.shared / "corpus" / name) for name in SETS]
    _memcon("ingest", *folders, "--db", str(ledger))
    _memcon("export", "--db", str(ledger), "--output", str(records))
    lines = _python([str(bench.plover / "to_input.py"), str(bench.plover / "dev_gold.json")])
    sentences.write_text(lines, encoding="utf-8")
    _memcon("code", str(sentences), "--output", str(events))
    return records, events


def _memcon(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "memcon", *arguments], check=False, cwd=ROOT)
    if done.returncode:
        sys.exit(f"not measured: memcon {arguments[0]} failed, see above")


def _python(call: Sequence[str]) -> str:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *call], check=True, capture_output=True, text=True, env=environment
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
