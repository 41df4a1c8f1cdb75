#!/usr/bin/env python3
"""Train the judge of topics of the event coder (2 minutes on 2 cores, most of them parsing).

    python training/events/train_topics.py [--folds 5]

Reads `topics/*.txt`, the skeletons, `sentences.tsv` and the examples of the event lexicon, and
writes `src/memcon/lang/en/models/event_topics.npz`. With `--folds` it first prints how many
sentences of skeletons left out of training it tells apart.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent.parent / "src"))

from generate import NAMES, Filler, sentences  # noqa: E402
from vectors import record  # noqa: E402

from memcon.annotate.spacy_english import SpacyEnglish  # noqa: E402
from memcon.extract.events.topics import topic_features  # noqa: E402
from memcon.settings import Settings  # noqa: E402

PACKAGE = HERE.parent.parent / "src/memcon"
MODEL = PACKAGE / "lang/en/models/event_topics.npz"
DRAWS = 16  # sentences of a skeleton of topics
VARIANTS = 3  # ... and of one of events
STRENGTH = 1.0  # inverse of the regularisation
Row = tuple[str, bool, str]  # text, whether it is apart from politics, where it comes from


def lines(name: str) -> Iterator[tuple[str, str]]:
    """The skeletons of a file of topics, each with its place."""
    text = (HERE / "topics" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield line.strip(), f"{name}:{number}"


def examples() -> Iterator[Row]:
    """All training sentences with their labels."""
    slots = yaml.safe_load((HERE / "slots.yml").read_text(encoding="utf-8"))
    names = yaml.safe_load(NAMES.read_text(encoding="utf-8"))["states"]
    filler = Filler(slots, names, random.Random(5))  # noqa: S311 (no secrets)
    for name, apart in (("apart.txt", True), ("political.txt", False)):
        for line, where in lines(name):
            for text in dict.fromkeys(filler.fill(line)[0] for _ in range(DRAWS)):
                yield text, apart, where
    acts = (PACKAGE / "lang/en/events/acts.yml").read_text(encoding="utf-8")
    for act in yaml.safe_load(acts):
        for key, apart in (("examples", False), ("near_misses", True)):
            for text in act.get(key, ()):
                yield text, apart, act["id"]
    for row in sentences(VARIANTS, seed=3):
        yield row["text"], row["event"] == "NONE", row["skeleton"]
    with (HERE / "sentences.tsv").open(encoding="utf-8") as handle:
        for each in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield each["text"], each["event"] == "NONE", each["text"]


def matrix() -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Features, labels and origins of all training sentences."""
    rows = list(examples())
    features = topic_features("en")
    parser = SpacyEnglish(Settings().english_model)
    parsed = parser.parse([text for text, _, _ in rows], batch_size=128)
    made = [features.of(max(each, key=len)) for each in parsed]
    return np.array(made), np.array([apart for _, apart, _ in rows]), [w for _, _, w in rows]


def cross_validate(made: np.ndarray, truth: np.ndarray, origins: list[str], folds: int) -> float:
    """The share of sentences of unseen skeletons that are told apart rightly."""
    names = sorted(set(origins))
    np.random.default_rng(7).shuffle(names)
    fold_of = {name: number % folds for number, name in enumerate(names)}
    fold = np.array([fold_of[origin] for origin in origins])
    right = 0
    for number in range(folds):
        model = fit(made[fold != number], truth[fold != number])
        right += int((model.predict(made[fold == number]) == truth[fold == number]).sum())
    return right / len(truth)


def fit(made: np.ndarray, truth: np.ndarray) -> LogisticRegression:
    """The trained regression."""
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(made, truth)


def main() -> None:
    """Train and write the model."""
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    cli.add_argument("--folds", type=int, default=0)
    options = cli.parse_args()
    made, truth, origins = matrix()
    sys.stdout.write(f"{len(truth)} sentences, {int(truth.sum())} of them apart\n")
    if options.folds:
        share = cross_validate(made, truth, origins, options.folds)
        sys.stdout.write(f"accuracy on unseen skeletons: {share:.3f}\n")
    model = fit(made, truth)
    np.savez_compressed(
        MODEL,
        weights=model.coef_[0].astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    record("event_topics", MODEL)


if __name__ == "__main__":
    main()
