"""Sentences that tell of no event are left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from memcon.extract.events import EventLine

LIST = Path(__file__).parent.parent.parent / "data/no_events.txt"
MOST = 0.05


def test_few_of_the_no_event_sentences_are_coded(
    code_all: Callable[[Iterable[str]], list[EventLine | None]],
) -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if line.strip() and not line.startswith("#")]
    coded = [text for text, event in zip(texts, code_all(texts), strict=True) if event]
    assert len(coded) / len(texts) < MOST, "\n".join(coded)
