"""How far titles written large reach: by their capitals, and as items of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memcon.annotate import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SMALL = ("ADP", "CCONJ", "DET", "PART")  # words within a title that are written small
_REMARKS = ("VBN", "VBG", "WDT", "WP")  # what opens a remark after a comma
_CLOSING = frozenset({";", ":", "–", "—", "."})
_MOST_SMALL = 3  # of them in a row
_LONGEST = 60  # words of an item
_ABBREVIATED = 4  # words up to a closing bracket: "(Embrapa)"


def item_end(tokens: Sequence[Token], low: int, high: int, ends: Callable[[int], bool]) -> int:
    """Where the title ends that is an item of a list, or `high` where the words are no such item.

    An item is a sentence without a finite verb that opens with the title. `ends` says whether
    another title begins at a position.
    """
    if not _opens(tokens, low) or any(token.tag in _FINITE for token in tokens):
        return high
    end = high
    while end < len(tokens) and end - low < _LONGEST:
        if tokens[end].text in _CLOSING or _is_remark(tokens, end) or ends(end):
            break
        end += 1
    return end


def _opens(tokens: Sequence[Token], low: int) -> bool:
    """Whether nothing but a number, a letter or a mark stands before: "(a) Agreement on"."""
    before = tokens[:low]
    plain = all(len(t.text) == 1 or t.pos in ("PUNCT", "NUM", "X", "DET") for t in before)
    return plain and tokens[low].text[:1].isupper()


def _is_remark(tokens: Sequence[Token], index: int) -> bool:
    """Whether a comma opens a remark on the title, or a bracket one that is no abbreviation."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if tokens[index].text == "(":
        return following is not None and not following.text[:1].isupper()
    if tokens[index].text != "," or following is None:
        return False
    return following.tag in _REMARKS and following.text[:1].islower()


def capital_end(tokens: Sequence[Token], high: int, stops: Callable[[Token], bool]) -> int:
    """Where a title's capitals end that go on behind `high`.

    Small words count where a capital follows them; an abbreviation in brackets is passed over.
    `stops` says of a word that it belongs to the sentence: a day, a state, a person.
    """
    end = high
    while end < len(tokens):
        step = _after_small(tokens, _after_bracket(tokens, end))
        if step >= len(tokens):
            break
        token = tokens[step]
        if not token.text[:1].isupper() or token.pos == "PUNCT" or stops(token):
            break
        end = step + 1
        while end + 1 < len(tokens) and tokens[end].text == "-":
            if tokens[end - 1].end != tokens[end].start:
                break
            end += 2  # "Start-ups"
    return end


def _after_small(tokens: Sequence[Token], start: int) -> int:
    """The position behind the small words that begin at one."""
    index = start
    while index < len(tokens) and index - start < _MOST_SMALL and tokens[index].pos in _SMALL:
        if tokens[index].text[:1].isupper():
            break
        index += 1
    return index


def _after_bracket(tokens: Sequence[Token], start: int) -> int:
    """The position behind an abbreviation in brackets that something goes on after."""
    if start >= len(tokens) or tokens[start].text not in ("(", ")"):
        return start
    inside = start if tokens[start].text == ")" else start + 1
    for index in range(inside, min(start + 1 + _ABBREVIATED, len(tokens) - 1)):
        if tokens[index].text == ")":
            return index + 1 if tokens[index + 1].pos in _SMALL else start
        if not tokens[index].text[:1].isupper():
            break
    return start
