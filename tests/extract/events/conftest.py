"""What the tests of the event coder share: a coder that is loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from memcon.extract.events import CodeInput, EventLine, code_sentences

Code = Callable[[Iterable[str]], list[EventLine | None]]


@pytest.fixture(scope="session")
def code_all() -> Code:
    """Codes texts: the likeliest event of each, or None."""

    def call(texts: Iterable[str]) -> list[EventLine | None]:
        rows = (CodeInput(str(number), text) for number, text in enumerate(texts))
        return [next(iter(found.events), None) for found in code_sentences(rows)]

    return call


@pytest.fixture(scope="session")
def code(code_all: Code) -> Callable[[str], EventLine | None]:
    """Codes one text."""
    return lambda text: code_all([text])[0]
