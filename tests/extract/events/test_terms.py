"""Terms of the event lexicon: their syntax, and what they match."""

from __future__ import annotations

import pytest

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.events.terms import Frame, NounSet, TermMatcher, parse_term


def noun(lemma: str, *before: str, of: Token | None = None) -> Token:
    """A noun with words before it and, if told, a phrase with "of" after it."""
    token = Token(9, lemma, lemma, "NOUN", "NN", 90, 90 + len(lemma))
    for number, word in enumerate(before):
        token.children.append(
            Token(number, word, word, "NOUN", "NN", number, number + 1, rel="compound")
        )
    if of is not None:
        of.case, of.rel = "of", "nmod"
        token.children.append(of)
    return token


def frame(verb: Token, *objects: Token, obliques: tuple[Token, ...] = ()) -> Frame:
    """A verb with objects and obliques."""
    return Frame(verb, (), objects, obliques, (), False, False, lambda _: frozenset({"crowd"}))


def verb(lemma: str, *particles: str) -> Token:
    """A verb with its particles."""
    token = Token(5, lemma, lemma, "VERB", "VBD", 50, 55)
    for word in particles:
        token.children.append(Token(6, word, word, "ADP", "RP", 60, 63, rel="compound:prt"))
    return token


@pytest.mark.parametrize(
    ("members", "token", "found"),
    [
        (["strike"], noun("strike"), True),
        (["hunger strike"], noun("strike", "hunger"), True),
        (["hunger strike"], noun("strike", "general"), False),
        (["state of emergency"], noun("state", of=noun("emergency")), True),
        (["state of emergency"], noun("state", of=noun("affair")), False),
        (["refugee"], noun("thousand", of=noun("refugee")), True),
        (["refugee"], noun("camp", of=noun("refugee")), False),
    ],
)
def test_noun_set_names_phrases_by_their_heads(
    members: list[str], token: Token, found: bool
) -> None:
    assert NounSet(members, frozenset({"thousand"})).matches(token) is found


@pytest.mark.parametrize(
    ("text", "subject", "matches"),
    [
        ("lift @curb", frame(verb("lift"), noun("ban")), True),
        ("lift @curb", frame(verb("lift"), noun("veil")), False),
        ("lift =veil|mask", frame(verb("lift"), noun("mask")), True),
        ("call off", frame(verb("call", "off")), True),
        ("call off", frame(verb("call")), False),
        ("march ^crowd", frame(verb("march")), True),
        ("march ^force", frame(verb("march")), False),
        ("sink !obj", frame(verb("sink")), True),
        ("sink !obj", frame(verb("sink"), noun("ship")), False),
        ("hold >inf", frame(verb("hold")), False),
    ],
)
def test_term_matches_when_all_its_conditions_hold(
    text: str, subject: Frame, matches: bool
) -> None:
    matcher = TermMatcher({"curb": NounSet(["ban", "curfew"])})
    terms = [("one", parse_term(text, "test"))]
    assert list(matcher.fitting(terms, subject)) == ["one"] * matches


def test_oblique_condition_looks_at_preposition_and_noun() -> None:
    strike = noun("strike")
    strike.case = "on"
    terms = [("strike", parse_term("go +on=strike", "test"))]
    assert list(TermMatcher({}).fitting(terms, frame(verb("go"), obliques=(strike,))))
    strike.case = "about"
    assert not list(TermMatcher({}).fitting(terms, frame(verb("go"), obliques=(strike,))))


def test_set_joined_of_others_knows_the_members_of_all() -> None:
    joined = NounSet.joined([NounSet(["ban", "flight ban"]), NounSet(["ban of arms", "curfew"])])
    assert joined.phrases == {"ban", "flight ban", "curfew"}
    assert [joined.matches(noun(word)) for word in ("ban", "curfew", "law")] == [True, True, False]


def test_more_conditions_weigh_more() -> None:
    weights = [parse_term(text, "test").weight for text in ("cut", "cut off", "cut off =aid")]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)


@pytest.mark.parametrize("text", ["@curb", "lift @", "lift ?", "go +"])
def test_malformed_term_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(DataError, match=r"acts\.yml: ease"):
        parse_term(text, "acts.yml: ease")
