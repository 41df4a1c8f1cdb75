from __future__ import annotations

import pytest

from memcon.errors import DataError
from memcon.model import compare
from memcon.resolve import generic


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("agreement on fisheries", "fisheries protocol", True),
        ("joint committee on fisheries", "joint committee on aviation", False),
        ("bilateral cooperation agreement", "joint cooperation agreement", True),
    ],
)
def test_words_of_every_title_count_for_little(a: str, b: str, alike: bool) -> None:
    assert (compare.similarity(a, b, generic.generic_stems()) > 0.5) is alike


def test_a_list_that_is_none_is_named() -> None:
    with pytest.raises(DataError, match=r"lang/xx/generic.yml: kinds: not a list"):
        generic._stems("lang/xx/generic.yml", "kinds: {a: b}")
