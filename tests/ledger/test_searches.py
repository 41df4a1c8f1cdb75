"""Searches under a name: kept for each person, found again as they were."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.errors import LedgerError, MemconError, MissingError, UsageError
from memcon.ledger import searches
from memcon.ledger.reading import RecordQuery
from memcon.ledger.store import Store
from memcon.model.record import TYPES

QUERY = RecordQuery(types=("meeting",), parties=("CHN", "RUS"), since=date(2015, 1, 1), text="gas")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
QUERIES = st.builds(
    RecordQuery,
    types=st.lists(st.sampled_from(TYPES), unique=True).map(tuple),
    parties=st.lists(st.sampled_from(["CHN", "RUS", "ASEAN"]), unique=True).map(tuple),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    sector=st.sampled_from(["", "trade"]),
    series=WORDS,
    source=WORDS,
    text=WORDS,
    rejected=st.booleans(),
)


@pytest.fixture(autouse=True)
def actor(store: Store) -> None:
    store.actor = "ana"


def test_a_search_is_found_by_name_and_by_id(store: Store) -> None:
    kept = store.searches.save("  Far   East ", QUERY)
    assert kept.name == "Far East"
    assert store.searches.get("Far East") == store.searches.get(kept.id) == kept
    assert kept.query == QUERY
    assert store.searches.all() == [kept]


@given(query=QUERIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_a_query_comes_back_as_it_was(store: Store, query: RecordQuery) -> None:
    assert store.searches.save("one", query).query == query


def test_one_of_the_same_name_is_replaced_and_keeps_its_feed(store: Store) -> None:
    first = store.searches.save("Far East", QUERY)
    second = store.searches.save("Far East", RecordQuery(sector="trade"))
    assert second.id == first.id
    assert [each.query.sector for each in store.searches.all()] == ["trade"]


def test_nobody_sees_those_of_others(store: Store) -> None:
    kept = store.searches.save("Far East", QUERY)
    store.actor = "eve"
    assert store.searches.all() == []
    for way in (store.searches.get, store.searches.remove):
        with pytest.raises(MissingError, match="none is kept"):
            way(kept.id)
    store.actor = "ana"
    assert store.searches.all() == [kept]


def test_what_is_removed_is_gone(store: Store) -> None:
    kept = store.searches.save("Far East", QUERY)
    assert store.searches.remove("Far East") == kept
    with pytest.raises(MissingError):
        store.searches.get(kept.id)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b"])
def test_a_name_that_is_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match="not a name"):
        store.searches.save(name, QUERY)


def test_there_is_a_most(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "MOST", 1)
    store.searches.save("one", QUERY)
    store.searches.save("one", QUERY)
    with pytest.raises(LedgerError, match="remove one first"):
        store.searches.save("two", QUERY)


def test_a_missing_one_is_told_with_those_there_are(store: Store) -> None:
    store.searches.save("Far East", QUERY)
    with pytest.raises(MemconError, match="there are Far East"):
        store.searches.get("Near East")
