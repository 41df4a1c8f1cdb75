from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.ledger.fulltext import Term, fts5, parse
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


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(alphabet=st.sampled_from("ab \"*-():^{}+'\\\x00é中 AND OR NOT NEAR"), max_size=24)
)
def test_no_query_is_an_error(filled: Store, query: str) -> None:
    filled.search(query)
