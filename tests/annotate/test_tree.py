"""What a sentence tells of its words at one look."""

from __future__ import annotations

from memcon.annotate import Sentence, Token


def word(index: int, text: str, pos: str, rel: str, case: str = "") -> Token:
    return Token(index, text, text, pos, "", index, index + 1, rel=rel, case=case)


def sentence() -> Sentence:
    tokens = [
        word(0, "Peru", "PROPN", "nsubj"),
        word(1, "has", "AUX", "aux"),
        word(2, "voted", "VERB", "root"),
        word(3, "Lima", "PROPN", "obl", case="in"),
    ]
    return Sentence(tokens, 0, 4, "Peru has voted in Lima", 0)


def test_sentence_knows_its_verbs_and_no_auxiliaries() -> None:
    assert [token.text for token in sentence().verbs] == ["voted"]


def test_sentence_knows_relations_and_prepositions_of_its_words() -> None:
    told = sentence()
    assert told.rels == {"nsubj", "aux", "root", "obl"}
    assert told.cases == {"", "in"}


def test_what_a_sentence_knows_is_looked_up_once() -> None:
    told = sentence()
    assert told.verbs is told.verbs
    assert told.cases is told.cases
