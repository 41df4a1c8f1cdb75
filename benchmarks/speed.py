"""How fast documents become records: start-up, reading, extraction and storing, apart."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> int:
    """Print the measurements as one JSON object."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("folder", nargs="?", type=Path, default=EXAMPLES)
    cli.add_argument("--copies", type=int, default=5, help="how often each document is read")
    options = cli.parse_args()
    print(json.dumps(measure(options.folder, options.copies), indent=2))
    return 0


def measure(folder: Path, copies: int) -> dict[str, float]:
    """Seconds for each part, words a second, and the memory used at most."""
    started = time.perf_counter()
    from dataclasses import replace

    from memcon.api import Ledger, extractor_for, pipeline
    from memcon.model.document import Document
    from memcon.settings import Settings

    settings = Settings()
    extractor = extractor_for("en", settings)
    loaded = time.perf_counter()
    pipe = pipeline(settings)
    read = [
        item for item in pipe.read(pipe.sources([folder]), day=None) if isinstance(item, Document)
    ]
    documents = [
        replace(item, name=f"{number}-{item.name}") for number in range(copies) for item in read
    ]
    done_reading = time.perf_counter()
    extracted = list(extractor.extract_many(documents)) if extractor else []
    done_extracting = time.perf_counter()
    with tempfile.TemporaryDirectory() as work, Ledger(Path(work) / "speed.db") as ledger:
        ledger.ingest(folder)
        stored = time.perf_counter()
    words = sum(len(item.text.split()) for item in documents)
    return {
        "documents": len(documents),
        "words": words,
        "records": sum(len(records) for _, records in extracted),
        "start_up_s": round(loaded - started, 2),
        "reading_s": round(done_reading - loaded, 2),
        "extracting_s": round(done_extracting - done_reading, 2),
        "words_per_s": round(words / (done_extracting - done_reading)),
        "ingest_of_one_copy_s": round(stored - done_extracting, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    sys.exit(main())
