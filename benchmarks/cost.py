"""What memcon costs beside its parser: processor time of trees and of extraction, and the ratio."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

from memcon.annotate import parser_for
from memcon.api import pipeline
from memcon.extract.document import Extractor
from memcon.model.document import Document
from memcon.settings import Settings

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> int:
    """Print the measurements as one JSON object."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("folder", nargs="?", type=Path, default=EXAMPLES)
    cli.add_argument("--rounds", type=int, default=5, help="how often everything is measured")
    options = cli.parse_args()
    print(json.dumps(measure(options.folder, options.rounds), indent=2))
    return 0


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Medians over the rounds, in seconds, and the cost of memcon as a share of the parser's.

    The parser's own time is that of spaCy on the same paragraphs; the trees are what parsing with
    memcon takes beyond it: their difference is small, and noisy on a busy machine.
    """
    settings = Settings()
    pipe = pipeline(settings)
    read = pipe.read(pipe.sources([folder]), day=None)
    documents = [each for each in read if isinstance(each, Document)]
    texts = [
        each.text[block.start : block.end]
        for each in documents
        for block in each.blocks
        if each.language_of(block) == "en"
    ]
    model = spacy.load(settings.english_model)
    parser, extractor = parser_for("en", settings), Extractor(settings)
    if parser is None or not texts:
        sys.exit(f"{folder}: no document in English")
    times: dict[str, list[float]] = {"parser": [], "trees": [], "extraction": []}
    tokens = 0
    for number in range(rounds + 1):
        own, docs = _timed(lambda: list(model.pipe(texts, batch_size=settings.batch_size)))
        whole, parsed = _timed(lambda: list(parser.parse(documents)))
        beside, _ = _timed(lambda pairs=parsed: [extractor.records(*pair) for pair in pairs])
        tokens = sum(map(len, docs))
        if number:  # the first round warms up
            for name, value in zip(times, (own, whole - own, beside), strict=True):
                times[name].append(value)
    found = {name: statistics.median(values) for name, values in times.items()}
    return {
        "documents": len(documents),
        "tokens": tokens,
        **{f"{name}_s": round(value, 2) for name, value in found.items()},
        "extraction_to_parser": round(found["extraction"] / found["parser"], 3),
        "all_to_parser": round((found["trees"] + found["extraction"]) / found["parser"], 3),
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The processor time that something takes, and what it gives."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


if __name__ == "__main__":
    sys.exit(main())
