"""A skeleton's positions lead back to the text."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from memcon.extract.quantities.skeleton import Skeleton, windows

MARK = "\ue000"


@dataclass(frozen=True)
class Item:
    start: int
    end: int


@st.composite
def texts_with_items(draw: st.DrawFn) -> tuple[str, list[Item]]:
    text = draw(st.text(alphabet="abc ", min_size=1, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [Item(start, end) for start, end in pairs]


@given(texts_with_items())
def test_every_position_leads_back(case: tuple[str, list[Item]]) -> None:
    text, items = case
    skeleton = Skeleton(text, 0, len(text), items, [MARK] * len(items))
    assert skeleton.text.count(MARK) == len(items)
    for place, letter in enumerate(skeleton.text):
        offset = skeleton.offset(place)
        if letter == MARK:
            item = items[skeleton.index(place)]
            assert (offset, skeleton.offset(place + 1)) == (item.start, item.end)
        else:
            assert text[offset] == letter
    assert skeleton.offset(len(skeleton.text)) == len(text)


def test_windows_end_at_white_space_and_merge() -> None:
    text = "one two three four five six seven"
    around = windows(text, [(4, 7), (8, 13)], start=0, end=len(text), before=2, after=2)
    assert [text[low:high] for low, high in around] == ["one two three four"]


def test_windows_far_apart_stay_apart() -> None:
    text = "one two three four five six seven"
    around = windows(text, [(0, 3), (28, 33)], start=0, end=len(text), before=2, after=2)
    assert [text[low:high] for low, high in around] == ["one two", "six seven"]
