"""Phrases that the parser hangs too low are hung where they belong."""

from __future__ import annotations

import pytest

from reading import first_view

# sentence, a word, and the word that it hangs on
HEADS = [
    ("The joint panel, set up in 1993, has held nine sessions.", "panel", "held"),
    ("The joint panel, set up in 1993, has held nine sessions.", "set", "panel"),
    ("Prime Ministers Ana Ruiz and Chimed Saikhanbileg sign the accord in Lima.", "accord", "sign"),
    (
        (
            "Peru and Bolivia agreed to raise trade, which came to 2 billion dollars in 2019, "
            "to 3 billion by 2025."
        ),
        "3",
        "raise",
    ),
    ("Ghana will complete the line from Kumasi to Ouagadougou by 2022.", "Ouagadougou", "line"),
    ("Exports came to 2 billion and imports to 3 billion.", "3", "imports"),
    ("Kenya put 2 million in Ugandan banks and Uganda put 3 million.", "Uganda", "put"),
    (
        (
            "Nine papers were signed, including a plan for industry and contracts worth 6 million"
            " dollars."
        ),
        "worth",
        "contracts",
    ),
    (
        "A joint panel of the two states, headed by Ana Ruiz and Jan Kowal, was set up in May.",
        "headed",
        "panel",
    ),
    (
        "Peru's trade minister, Ana Ruiz, and Chile's finance minister, Luis Soto, will report.",
        "finance",
        "minister",
    ),
    ("Peru calls on all sides to sign and thanks Fiji for its help.", "thanks", "calls"),
    (
        "Cairo worries that Chad will complete its dam, and has urged all states to sign.",
        "urged",
        "worries",
    ),
    ("Djibouti buys power from Chad, and the two plan to double this.", "double", "plan"),
    ("Peru proposed a truce; 400 Chileans visited Lima in 2012.", "visited", "proposed"),
    ("The presidents of Peru and Chile noted the report.", "Chile", "Peru"),
    (
        "Peru said that the pact has been extended until May, and appealed to Fiji to sign.",
        "appealed",
        "said",
    ),
    ("Kenya condemned in the clearest words the raid on the port.", "Kenya", "condemned"),
    ("President Lee spoke on Friday by telephone with Chancellor Kern.", "Kern", "spoke"),
    ("On Mali, leaders of the region regret the delay.", "leaders", "regret"),
    ("Agreement on the Use of Tools Employed at Sea;", "Employed", "Agreement"),
    ("Peru restated its objection to the bill and its support for the ban.", "ban", "objection"),
]


@pytest.mark.parametrize(("text", "word", "head"), HEADS)
def test_a_phrase_hangs_where_it_belongs(text: str, word: str, head: str) -> None:
    token = next(token for token in first_view(text).tokens if token.text == word)
    assert head in [above.text for above in token.ancestors()]


def test_two_officials_with_their_names_are_two_subjects() -> None:
    text = next(text for text, word, _ in HEADS if word == "finance")
    view = first_view(text)
    subject = next(token for token in view.tokens if token.rel == "nsubj")
    assert [actor.party for actor in view.actors(subject)] == ["PER", "CHL"]


@pytest.mark.parametrize(
    ("text", "word", "rel", "head"),
    [
        (
            "Fiji met German Premier Ana Ruiz, UK Foreign Secretary Jane Doe, and President Soto.",
            "Doe",
            "conj",
            "Ruiz",
        ),
        (
            "Minister Jon L. Doe is due to meet Fijian Foreign Minister Ana P. Ruiz to settle it.",
            "Ruiz",
            "obj",
            "meet",
        ),
        ("Fiji promised its sailors would leave Peru.", "sailors", "nsubj", "leave"),
        (
            "Ending her stay in Chad, President Ana Ruiz signed it.",
            "Ending",
            "advcl",
            "signed",
        ),
        ("Visiting Foreign Minister Ana Ruiz said that it was late.", "Visiting", "amod", "Ruiz"),
        ("The two ministers met in Lima Tuesday.", "Lima", "obl", "met"),
        ("Touring Chad, Defence Minister Luis Soto spoke of peace.", "Soto", "nsubj", "spoke"),
    ],
)
def test_a_word_is_to_its_head_what_it_must_be(text: str, word: str, rel: str, head: str) -> None:
    token = next(token for token in first_view(text).tokens if token.text == word)
    assert token.head is not None
    assert (token.rel, token.head.text) == (rel, head)


def test_a_tree_stays_a_tree() -> None:
    for text, _, _ in HEADS:
        tokens = first_view(text).tokens
        roots = [token for token in tokens if token.head is None]
        below = {each.index for root in roots for each in root.subtree()}
        assert below == {token.index for token in tokens}
