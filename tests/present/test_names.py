from __future__ import annotations

import pytest

from memcon.errors import UsageError
from memcon.present.names import join, party_names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Peru", "PER"),
        ("peru", "PER"),
        ("PER", "PER"),
        ("per", "PER"),
        ("PE", "PER"),
        (" the Netherlands ", "NLD"),
        ("the European Union", "EU"),
        ("nato", "NATO"),
        ("People’s Republic of China", "CHN"),
    ],
)
def test_parties_go_by_code_or_name(text: str, code: str) -> None:
    assert party_names().code(text) == code


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("Argentinia", "Argentina (ARG)"), ("Kenia", "Kenya (KEN)"), ("qqqq", "ISO 3166 code")],
)
def test_an_unknown_party_gets_suggestions(text: str, suggestion: str) -> None:
    with pytest.raises(UsageError) as caught:
        party_names().code(text)
    assert text in str(caught.value)
    assert suggestion in str(caught.value)


def test_a_code_without_a_name_is_shown_as_it_is() -> None:
    assert party_names().name("XYZ") == "XYZ"


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_read_as_in_a_sentence(items: list[str], words: str) -> None:
    assert join(items) == words
