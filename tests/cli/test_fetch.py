"""`memcon fetch`: its options, and that nothing is asked when they are wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("eurostat", "--reporter", "KEN", "--years", "2020"), "SOURCE eurostat: no such value"),
        (("comtrade", "--reporter", "KEN", "--years", "soon"), "--years soon: not years"),
        (("comtrade", "--reporter", "Ruritania", "--years", "2020"), "Ruritania"),
        (("comtrade", "--reporter", "KEN", "--years", "2020", "--frequency", "W"), "--frequency W"),
        (("comtrade", "--years", "2020"), "--reporter"),
    ],
)
def test_wrong_use_is_said(memcon: Command, arguments: tuple[str, ...], message: str) -> None:
    answer = memcon("fetch", *arguments)
    assert answer.code == 2
    assert len(answer.messages) == 1
    assert message in answer.messages[0]


def test_no_answer_is_one_line_and_exits_with_1(
    memcon: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEMCON_COMTRADE_URL", "http://127.0.0.1:9")
    answer = memcon("fetch", "comtrade", "--reporter", "KEN", "--partner", "UGA", "--years", "2020")
    assert answer.code == 1
    assert len(answer.messages) == 1
    assert "127.0.0.1:9: no answer" in answer.messages[0]
