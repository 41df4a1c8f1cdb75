"""The parser's trees: offsets into the document, prepositions as cases, coordination flat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.annotate import Sentence, parser_for
from memcon.annotate.spacy_english import SpacyEnglish
from memcon.errors import DataError
from memcon.read import read_text
from memcon.settings import Settings


def parse(text: str) -> list[Sentence]:
    parser = parser_for("en", Settings())
    assert parser is not None
    return next(iter(parser.parse([read_text(text, date=date(2020, 6, 15))])))[1]


def word(sentence: Sentence, text: str) -> object:
    return next(token for token in sentence.tokens if token.text == text)


@pytest.mark.parametrize(
    ("text", "noun", "rel", "case", "head"),
    [
        ("The minister flew to Lima.", "Lima", "obl", "to", "flew"),
        ("They signed a treaty with Peru.", "Peru", "nmod", "with", "treaty"),
        ("The deal was signed by Chile.", "Chile", "obl:agent", "by", "signed"),
        ("Trade grew, according to customs.", "customs", "obl", "according_to", "grew"),
    ],
)
def test_a_preposition_becomes_the_case_of_its_object(
    text: str, noun: str, rel: str, case: str, head: str
) -> None:
    token = word(parse(text)[0], noun)
    assert (token.rel, token.case, token.head.text) == (rel, case, head)


def test_all_conjuncts_hang_on_the_first() -> None:
    sentence = parse("Chile, Peru and Bolivia signed the treaty.")[0]
    assert [t.text for t in word(sentence, "Chile").conjuncts()] == ["Chile", "Peru", "Bolivia"]


def test_a_hyphenated_verb_is_one_word() -> None:
    sentence = parse("He will co-chair the sixth meeting on Tuesday.")[0]
    assert word(sentence, "co-chair").is_verb


def test_passive_subject_has_its_own_relation() -> None:
    sentence = parse("The agreement was signed in Oslo.")[0]
    assert word(sentence, "agreement").rel == "nsubj:pass"


def test_offsets_are_those_of_the_document() -> None:
    text = "First paragraph here.\n\nThe second one\nruns over two lines."
    for sentence in parse(text):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_any_text_gives_trees_without_cycles(text: str) -> None:
    if not text.strip():
        return
    for sentence in parse(text):
        for token in sentence.tokens:
            assert len(list(token.ancestors())) < len(sentence.tokens)


def test_a_language_without_a_parser_has_none() -> None:
    assert parser_for("tlh", Settings()) is None


def test_a_model_that_is_not_installed_is_one_clear_line() -> None:
    with pytest.raises(DataError, match="en_no_such_model: not installed; run"):
        SpacyEnglish("en_no_such_model")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Oslo will lend Suva 12 Mi 17 helicopters and 3 tugs. Both agreed.", 2),
        ("They met in Suva, Fiji. 24 accords were signed.", 2),
        ("“We agree.” He left. (Both did.) All went home", 4),
    ],
)
def test_no_sentence_begins_after_a_word_or_a_comma(text: str, sentences: int) -> None:
    parser = SpacyEnglish(Settings().english_model)
    (found,) = parser.parse([text], batch_size=1)
    assert len(found) == sentences


def test_sections_in_another_language_have_no_sentences() -> None:
    parser = parser_for("en", Settings())
    assert parser is not None
    text = "They met in Lima.\n\nIls se sont quittés à Quito.\n\nThey wrote from Lima."
    document = read_text(text, date=date(2020, 6, 15))
    first, second, third = document.blocks
    mixed = replace(document, blocks=(first, replace(second, language="fr"), third))
    (found,) = parser.parse([mixed])
    assert [sentence.block for sentence in found[1]] == [0, 2]
