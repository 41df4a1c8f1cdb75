"""Whom a text is about: the two or three parties that it names most of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from memcon.annotate import Token
from memcon.extract.actors import organisation_codes
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.view import SentenceView

_SHARE = {2: 0.75, 3: 0.85}  # of all mentions, for a text to be about two or three parties
_TITLED_SHARE = 0.5  # the same where they are those that the title names
_LESSER_SHARE = {2: 0.15, 3: 0.12}  # and the least of them at least this
_BESIDE_TITLE = 0.25  # the same for the second of two of whom the title names only the first
_RANKED = 4
_PAIR = 2
_SUBJECTS = ("nsubj", "nsubj:pass")
_BESIDE = ("obj", "obl")


def principals_of(
    views: Sequence[SentenceView],
    titled: frozenset[str],
    words: DiscourseWords,
    *,
    is_of_one: bool = False,
) -> tuple[tuple[str, ...], int]:
    """The parties that a text is about, the most named first, and how many of them are its circle.

    The circle is the two or three parties that have most of all mentions, or two that the title
    names (`titled`) and that have half of them; 0 where there is none. An organisation is of it
    only where the text tells of something that it does together with one of the others: what
    ASEAN has to say of Myanmar makes no two sides of them. A text whose title says that it
    `is_of_one` names a second more often, where that is its other side.
    """
    counts = _counts(views)
    ranked = sorted(counts, key=lambda code: (-counts[code], code not in titled))[:_RANKED]
    total = sum(counts.values())
    for size in (2, 3):
        if len(ranked) < size:
            break
        share = sum(counts[code] for code in ranked[:size])
        least = counts[ranked[size - 1]]
        following = counts[ranked[size]] if len(ranked) > size else 0
        own = titled == frozenset(ranked[:size])
        wanted = _TITLED_SHARE if own else _SHARE[size]
        beside = is_of_one and size == _PAIR and titled < set(ranked[:size])
        lesser = _BESIDE_TITLE if beside else _LESSER_SHARE[size]
        enough = share >= wanted * total and least >= lesser * total
        if enough and (least > following or (own and least == following)):
            return tuple(ranked), size if _are_sides(ranked[:size], views, words) else 0
    return tuple(ranked), 0


def _counts(views: Sequence[SentenceView]) -> Counter[str]:
    """How often each state or organisation is named, headings and first lines counting double."""
    counts: Counter[str] = Counter()
    for number, view in enumerate(views):
        weight = 2 if number == 0 or view.sentence.kind == "heading" else 1
        for mention in view.mentions.values():
            for actor in mention.actors if mention.form != "reference" else ():
                if actor.party:
                    counts[actor.party] += weight
    return counts


def _are_sides(codes: Sequence[str], views: Sequence[SentenceView], words: DiscourseWords) -> bool:
    """Whether the organisations among some parties act together with others of them."""
    for code in organisation_codes().intersection(codes):
        others = frozenset(codes) - {code}
        if not any(_acts_with(code, others, view, words) for view in views):
            return False
    return True


def _acts_with(
    code: str, others: Collection[str], view: SentenceView, words: DiscourseWords
) -> bool:
    """Whether a sentence tells what a party does, or is, together with one of some others."""
    for index, mention in view.mentions.items():
        if not any(actor.party == code for actor in mention.actors):
            continue
        if any(_parties(view, each) & set(others) for each in _partners(view.tokens[index], words)):
            return True
    return False


def _parties(view: SentenceView, token: Token) -> set[str]:
    """The parties that a word or one beside it in its list stands for, or whose it is."""
    return {actor.party for actor in view.actors(token) if actor.party}


def _partners(token: Token, words: DiscourseWords) -> list[Token]:
    """The words that stand for those with whom somebody does something."""
    found = [each for each in token.conjuncts() if each is not token]
    if token.rel == "conj" and token.head is not None:
        found.append(token.head)
    tokens_after = [c for c in token.children if c.rel in ("compound", "amod", "nmod")]
    found += [c for c in tokens_after if c.case in ("", *words.between_cases)]
    if token.rel in ("compound", "amod") and token.head is not None:
        found += [
            c for c in token.head.children if c is not token and c.rel in ("compound", "amod")
        ]
        found += token.head.all_children("nmod")  # "the EU-Fiji summit", "EU talks with Fiji"
    verb = token.head if token.rel in (*_SUBJECTS, *_BESIDE) else None
    if verb is not None and verb.lemma in words.joint_verbs:
        found += [c for c in verb.children if c is not token and c.rel in (*_SUBJECTS, *_BESIDE)]
    return found
