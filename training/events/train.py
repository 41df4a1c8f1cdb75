#!/usr/bin/env python3
"""Train the clause classifier of the event coder (2 minutes on 2 cores, most of them parsing).

    python training/events/train.py [--variants 6] [--folds 5]

Reads this folder's skeletons and `sentences.tsv`, parses the sentences as memcon does, and writes
`src/memcon/lang/en/models/event_clauses.npz`. With `--folds` it first prints the accuracy on
skeletons left out of training (all sentences of a skeleton are in one fold).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent.parent / "src"))

from generate import sentences  # noqa: E402
from vectors import record  # noqa: E402

from memcon.annotate import Token  # noqa: E402
from memcon.annotate.spacy_english import SpacyEnglish  # noqa: E402
from memcon.extract.events.classifier import (  # noqa: E402
    ClauseFeatures,
    load_vectors,
    main_clauses,
)
from memcon.extract.events.lexicon import event_lexicon  # noqa: E402
from memcon.settings import Settings  # noqa: E402

MODEL = HERE.parent.parent / "src/memcon/lang/en/models/event_clauses.npz"
STRENGTH = 1.0  # inverse of the regularisation


def examples(variants: int) -> Iterator[dict[str, Any]]:
    """All training sentences with their labels."""
    yield from sentences(variants, seed=7)
    path = HERE / "sentences.tsv"
    with path.open(encoding="utf-8") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows, 2):
            yield {**row, "trigger": -1, "skeleton": f"{path.name}:{number}"}


def clause(parsed: list[list[Token]], trigger: int) -> Token | None:
    """The verb of the clause that tells of the event: of the main ones, that of the marked word."""
    tokens = max(parsed, key=len)
    verbs = main_clauses(tokens, event_lexicon())
    word = next((t for t in tokens if t.start <= trigger < t.end), None)
    holding = [v for v in verbs if word is not None and (word is v or word in v.subtree())]
    chosen = holding or verbs
    return chosen[-1] if holding else next(iter(chosen), None)


def matrix(variants: int) -> tuple[np.ndarray, list[str], list[str]]:
    """Features, labels and skeletons of all training sentences that have a main clause."""
    rows = list(examples(variants))
    maker = ClauseFeatures(load_vectors("en"), event_lexicon())
    parser = SpacyEnglish(Settings().english_model)
    features, labels, groups = [], [], []
    parsed = parser.parse([row["text"] for row in rows], batch_size=128)
    for row, tokens in zip(rows, parsed, strict=True):
        verb = clause(tokens, int(row["trigger"]))
        if verb is not None:
            features.append(maker.of(verb))
            labels.append(row["event"])
            groups.append(row["skeleton"])
    return np.array(features), labels, groups


def fit(features: np.ndarray, labels: list[str]) -> LogisticRegression:
    """The trained regression."""
    return LogisticRegression(C=STRENGTH, max_iter=500).fit(features, labels)


def cross_validate(features: np.ndarray, labels: list[str], groups: list[str], folds: int) -> float:
    """The share of sentences of unseen skeletons that get their type."""
    names = sorted(set(groups))
    np.random.default_rng(7).shuffle(names)
    fold_of = {name: number % folds for number, name in enumerate(names)}
    fold = np.array([fold_of[group] for group in groups])
    truth = np.array(labels)
    right = 0
    for number in range(folds):
        model = fit(features[fold != number], list(truth[fold != number]))
        right += int((model.predict(features[fold == number]) == truth[fold == number]).sum())
    return right / len(truth)


def main() -> None:
    """Train and write the model."""
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    cli.add_argument("--variants", type=int, default=6)
    cli.add_argument("--folds", type=int, default=0)
    options = cli.parse_args()
    features, labels, groups = matrix(options.variants)
    sys.stdout.write(f"{len(labels)} sentences of {len(set(groups))} skeletons\n")
    if options.folds:
        share = cross_validate(features, labels, groups, options.folds)
        sys.stdout.write(f"accuracy on unseen skeletons: {share:.3f}\n")
    model = fit(features, labels)
    classes = np.frombuffer("\n".join(model.classes_).encode(), dtype=np.uint8)
    np.savez_compressed(
        MODEL,
        classes=classes,
        weights=model.coef_.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    record("event_clauses", MODEL)


if __name__ == "__main__":
    main()
