"""Offices that are told before a rank: "Chief of the General Staff (Army) General NAME"."""

from __future__ import annotations

from memcon.annotate import Sentence, Token
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.offices import Title

_SHORTEST = 2  # words before a bracket that closes
_FAR = 9  # words from an office to the rank after it
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "CCONJ"})


def before_rank(
    sentence: Sentence, titles: list[Title | None], rank: int, words: DiscourseWords
) -> tuple[int, int] | None:
    """Where the title of an office ends, and where the office ends, that stands before a rank.

    `rank` is the index of the rank's first token. What the office is of may stand between, and
    its initials in brackets. None where no office stands there.
    """
    tokens = sentence.tokens
    end = rank
    apart = bool(end) and tokens[end - 1].text == ","
    if end and tokens[end - 1].text == ")":
        end = _opening(tokens, end - 1)
        if end < 0:
            return None
    end -= apart  # "the Minister of Defence of Peru, General NAME"
    index = end - 1
    while index > 0 and titles[index] is None and _is_inside(tokens[index], words):
        index -= 1
    if index < 0 or end - index > _FAR or titles[index] is None:
        return None
    if apart and (index == end - 1 or _is_plural(titles[index])):
        return None
    after = tokens[index + 1].text.lower()
    if index < end - 1 and after not in words.whole_cases | words.accrediting_cases:
        return None
    return (index, end) if index < rank - 1 else None


def retired(tokens: list[Token], last: int, words: DiscourseWords) -> int:
    """Where the bracket of "General (Retd) NAME" opens that ends at a token, else -1."""
    if tokens[last].text != ")" or last < _SHORTEST:
        return -1
    if tokens[last - 1].lower not in words.retired_marks:
        return -1
    return _opening(tokens, last)


def _opening(tokens: list[Token], last: int) -> int:
    """The index of the bracket that is closed at a token, or -1."""
    for index in range(last - 1, max(-1, last - _FAR), -1):
        if tokens[index].text == "(":
            return index
    return -1


def _is_inside(token: Token, words: DiscourseWords) -> bool:
    cases = words.whole_cases | words.accrediting_cases
    return token.pos in _INSIDE or token.text == "-" or token.text.lower() in cases


def _is_plural(title: Title | None) -> bool:
    return title is not None and title.plural
