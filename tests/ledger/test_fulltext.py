from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.ledger import fulltext
from memcon.ledger.fulltext import Term, fts5, parse, pieces, snippet
from memcon.ledger.store import Store
from memcon.model.document import Document

Doc = Callable[..., Document]


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("rail bridge", (Term(("rail",)), Term(("bridge",)))),
        ('"rail bridge"', (Term(("rail", "bridge")),)),
        ("rail*", (Term(("rail",), prefix=True),)),
        ("rail -road", (Term(("rail",)), Term(("road",), excluded=True))),
        ('rail -"road bridge"', (Term(("rail",)), Term(("road", "bridge"), excluded=True))),
        ("Su-35", (Term(("Su", "35")),)),
        ("-road", ()),
        ('"" * - ( ) : ^ NEAR', (Term(("NEAR",)),)),
        ('"unclosed phrase', (Term(("unclosed", "phrase")),)),
        ("", ()),
    ],
)
def test_queries_are_read(query: str, terms: tuple[Term, ...]) -> None:
    assert parse(query) == terms


def test_words_that_are_operators_are_quoted() -> None:
    assert fts5(parse("a AND b -OR")) == '("a" AND "AND" AND "b") NOT ("OR")'


@pytest.fixture
def filled(store: Store, doc: Doc) -> Store:
    store.add_document(doc("a.txt", "A rail bridge over the Mekong was opened."), [])
    store.add_document(doc("b.txt", "The road bridge near Łódź needs repair.", title="Bridge"), [])
    return store


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("bridge", ["b.txt", "a.txt"]),  # words of a title count more
        ("bridge mekong", ["a.txt"]),
        ('"rail bridge"', ["a.txt"]),
        ('"bridge rail"', []),
        ("bridge -rail", ["b.txt"]),
        ("rep*", ["b.txt"]),
        ("rep", []),
        ("BRIDGE", ["b.txt", "a.txt"]),
        ("-bridge", []),
        ("lodz", []),  # the stroke is no accent
        ("ŁÓDŹ", ["b.txt"]),
        ("Łodz", ["b.txt"]),
        ('"bridge the road"', []),  # a title does not go on in the text
        ('"near lod*"', []),
        ("near lód* -mekong", []),
        ("near łod*", ["b.txt"]),
    ],
)
def test_documents_are_found(filled: Store, query: str, names: list[str]) -> None:
    assert [hit.name for hit in filled.search(query)] == names


def test_hits_show_the_words(filled: Store) -> None:
    (hit,) = filled.search("mekong")
    assert "[Mekong]" in hit.snippet
    assert hit.kind == "document"


def test_replaced_and_removed_documents_are_not_found(filled: Store, doc: Doc) -> None:
    filled.add_document(doc("a.txt", "A tunnel instead."), [])
    filled.remove("b.txt")
    assert filled.search("bridge") == []
    assert [hit.name for hit in filled.search("tunnel")] == ["a.txt"]


def test_the_better_match_comes_first(store: Store, doc: Doc) -> None:
    filler = "Nothing of the kind was said on that day by anybody. " * 20
    texts = {
        "often.txt": "Gas, and again gas: gas prices, gas pipelines and gas storage.",
        "once.txt": f"{filler} The gas was mentioned. {filler}",
        "title.txt": f"{filler} The gas was mentioned. {filler}",
    }
    for name, text in texts.items():
        store.add_document(doc(name, text, title="Gas" if name == "title.txt" else "Talks"), [])
    assert [hit.name for hit in store.search("gas")][-1] == "once.txt"
    scores = [hit.score for hit in store.search("gas")]
    assert scores == sorted(scores, reverse=True)


def test_long_texts_are_found_to_their_end(store: Store, doc: Doc) -> None:
    """PostgreSQL's own limits (16,383 places, 256 of one word) are not those of the search."""
    words = "the ship and the harbour " * 9_000
    store.add_document(doc("long.txt", f"A Mekong bridge. {words}the very last lighthouse."), [])
    for query in ("lighthouse", "mekong lighthouse", '"the very last"', '"harbour the very"'):
        (hit,) = store.search(query)
        assert hit.name == "long.txt"
    assert "[lighthouse]" in store.search("lighthouse")[0].snippet
    for query in ('"last very"', "mekong -lighthouse", '"lighthouse mekong"'):
        assert store.search(query) == []


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("A rail bridge.", "bridge", "A rail [bridge]."),
        ("A rail  bridge\nopened.", '"rail bridge"', "A [rail bridge] opened."),
        ("Łódź, łódź", "łodz", "[Łódź], [łódź]"),
        ("Repaired and reopened", "re*", "[Re]paired and [re]opened"),
        ("Nothing here.", "title", "Nothing here."),
        ("", "word", ""),
        ("One two. " * 20 + "A bridge" + " and so on" * 20, "bridge", "…[bridge]…"),
        ("rail " + "x " * 300 + "bridge by rail", "rail bridge", "…[bridge] by [rail]"),
    ],
)
def test_snippets_show_where_the_words_are(text: str, query: str, shown: str) -> None:
    made = snippet(text, parse(query))
    parts = shown.split("…")
    assert made == shown if len(parts) == 1 else all(part in made for part in parts)
    assert made.startswith("…") == shown.startswith("…")
    assert len(made.split()) <= 30


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(alphabet=st.sampled_from("ab \"*-():^{}+'\\\x00é中 AND OR NOT NEAR"), max_size=24)
)
def test_no_query_is_an_error(filled: Store, query: str) -> None:
    filled.search(query)


@pytest.mark.parametrize(
    ("words", "query", "told"),
    [
        ("the [Gas] line", "gas", [("the ", False), ("Gas", True), (" line", False)]),
        (
            "see [note 3] on [gas]",
            "gas",
            [("see ", False), ("[note 3]", False), (" on ", False), ("gas", True)],
        ),
        ("[gas]oline", "gas*", [("gas", True), ("oline", False)]),
        ("nothing", "", [("nothing", False)]),
    ],
)
def test_a_snippet_comes_apart_where_hits_begin(
    words: str, query: str, told: list[tuple[str, bool]]
) -> None:
    assert pieces(words, query) == told


def test_of_a_word_that_is_everywhere_the_latest_hits_are_ranked(
    store: Store, doc: Doc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "RANKED", {"document": 2, "record": 2})
    for name in ("c.txt", "a.txt", "b.txt"):
        store.add_document(doc(name, f"The bridge of {name} was opened."), [])
    assert {hit.name for hit in store.search("bridge")} == {"a.txt", "b.txt"}
    assert [hit.name for hit in store.search("bridge", limit=1)] == ["a.txt"]
    assert [hit.name for hit in store.search("c bridge")] == ["c.txt"]
