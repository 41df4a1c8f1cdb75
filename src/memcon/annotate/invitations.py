""" "At the invitation of A, B paid a visit": who came, where the parser takes B for A."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from memcon.annotate.tree import Token

_ARTICLES = ("DT", "PRP$")
_PARTICIPLES = ("VBN", "VBG")
_WORD = "invitation"
_FIRST = 2  # words before it: "At the"
_PERSON = "PERSON"
_JOINING = ("punct", "cc")


def guest(tokens: Sequence[Token], token: Token) -> list[Token]:
    """The heads of the phrases that name a guest, the first the subject; empty where none is found.

    `token` is the word "invitation" of the opening "At the invitation of ...,". Offices and names
    alternate, parted by commas: "the President of A, Joe Doe, the President of B, Ana Ruiz, paid".
    """
    verb = token.head
    if token.lemma != _WORD or token.index > _FIRST or verb is None or not verb.is_verb:
        return []
    parts = _parts(tokens, token.index + 1, verb)
    if len(parts) < 2:  # noqa: PLR2004 (who invites, and who comes)
        return []
    own = parts[_start(parts) :]
    heads = [_head(part) for part in own]
    told = verb.child("nsubj", "nsubj:pass")
    if told is not None and told.index >= own[0][0].index:
        return []  # as it is
    return [head for head in heads if head is not None]


def _parts(tokens: Sequence[Token], start: int, verb: Token) -> list[list[Token]]:
    """The words from there to the verb of the clause, parted at commas, up to a participle.

    Of "the Minister of Peru, accompanied by Joe Doe, visited" the first part.
    """
    parts: list[list[Token]] = [[]]
    for token in tokens[start : verb.index]:
        if token.text in (",", ";"):
            parts.append([])
        else:
            parts[-1].append(token)
    kept = takewhile(lambda part: not part or part[0].tag not in _PARTICIPLES, parts)
    return [part for part in kept if any(each.is_noun for each in part)]


def _start(parts: Sequence[Sequence[Token]]) -> int:
    """The part that the guest begins with."""
    last = len(parts) - 1
    if _is_name(parts[last]):
        return last - 1 if last > 1 and _is_office(parts[last - 1]) else last
    of_host = last == 2 and _is_office(parts[0])  # noqa: PLR2004 ("the King of A, Joe, B came")
    return last - 1 if last > 1 and _is_name(parts[last - 1]) and not of_host else last


def _is_name(part: Sequence[Token]) -> bool:
    """Whether a part is a bare name, without an office: "H.E. Dr. Joe Doe"."""
    plain = all(each.pos in ("PROPN", "PUNCT") or each.tag == "PRP$" for each in part)
    return plain and part[-1].entity == _PERSON and not any(each.case for each in part)


def _is_office(part: Sequence[Token]) -> bool:
    """Whether a part names an office and nobody: "the Minister of Trade of Peru"."""
    named = any(each.entity == _PERSON for each in part)
    return not named and (part[0].tag in _ARTICLES or any(each.case for each in part))


def _head(part: Sequence[Token]) -> Token | None:
    """The word of a part that the others hang on."""
    inside = {each.index for each in part}
    for token in part:
        outside = token.head is None or token.head.index not in inside
        if outside and token.is_noun and token.rel not in _JOINING:
            return token
    return None
