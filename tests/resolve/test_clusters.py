from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.model.citation import Citation
from memcon.model.record import Record
from memcon.resolve.blocking import keys
from memcon.resolve.clusters import COMPANION, Key, Pair, cluster, group, key_of, links
from memcon.resolve.matchers import LINK, link

PARTIES = ["BRA", "IND"]
LULA = {"name": "Luiz Inácio Lula da Silva", "role": "President", "country": "BRA"}
MODI = {"name": "Narendra Modi", "role": "Prime Minister", "country": "IND"}


def make(doc: str, kind: str, words: str = "words", /, **slots: Any) -> Record:
    identity = f"{kind}-{doc}-{abs(hash((words, repr(sorted(slots.items()))))):x}"
    cite = Citation(doc, 0, len(words), words)
    return Record(identity, kind, {"parties": PARTIES, **slots}, (cite,))


def ids(*records: Record) -> set[frozenset[str]]:
    return {frozenset(one.id for one in each.records) for each in cluster(records)}


SUMMIT = {"kind": "heads_of_government", "date": "2023-09-10", "participants": [LULA, MODI]}
VISIT = {"visitor": MODI, "host": "BRA", "date": "2024-11-17/2024-11-19", "status": "made"}
PACT = {"title": "social security agreement", "kind": "agreement", "date": "2020-01-25"}
TRADE = {
    "indicator": "trade.total",
    "date": "2022",
    "nature": "actual",
    "amount": {"value": 15.2e9, "unit": "USD"},
}
PLEDGE = {
    "by": ["IND"],
    "action": "open a consulate in Manaus",
    "due": "../2026",
    "date": "2024-11-18",
}
STANCE = {
    "holder": "BRA",
    "stance": "supports",
    "topic": "a permanent seat for India on the Security Council",
    "date": "2024-11-18",
}
EVENT = {
    "event_type": "CONSULT",
    "actors": [{"country": "BRA"}, {"country": "IND"}],
    "cameo": "040",
    "date": "2023-09-10",
}
TALKS = "met on the margins of the summit in Delhi"

ONE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("meeting", SUMMIT, {**SUMMIT, "date": "2023-09", "participants": [{"name": "Lula"}, MODI]}),
    ("meeting", {**SUMMIT, "ordinal": 9}, {**SUMMIT, "ordinal": 9, "date": "2023"}),
    ("visit", VISIT, {**VISIT, "date": "2024-11", "visitor": {"name": "Modi", "country": "IND"}}),
    ("body", {"name": "Joint Defence Committee"}, {"name": "joint committee on defence"}),
    ("instrument", PACT, {**PACT, "date": "2020-01", "title": "agreement on social security"}),
    ("project", {"name": "Bahia ethanol refinery"}, {"name": "ethanol refinery in Bahia"}),
    ("commitment", PLEDGE, {**PLEDGE, "action": "open an Indian consulate in Manaus"}),
    ("figure", TRADE, {**TRADE, "amount": {"value": 15e9, "unit": "USD"}}),
    ("position", STANCE, {**STANCE, "topic": "a permanent Security Council seat for India"}),
    ("event", EVENT, EVENT),
    ("meeting", SUMMIT, {**SUMMIT, "date": "2023-09-11"}),
    ("instrument", PACT, {**PACT, "kind": "treaty", "date": "2020-01-26"}),
    ("position", STANCE, {**STANCE, "date": "2026-01"}),
]
TWO: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("meeting", {**SUMMIT, "ordinal": 9}, {**SUMMIT, "ordinal": 10}),
    ("meeting", SUMMIT, {**SUMMIT, "date": "2021-09-10"}),
    (
        "meeting",
        SUMMIT,
        {**SUMMIT, "participants": [{"name": "Mauro Vieira"}], "kind": "ministerial"},
    ),
    ("meeting", {**SUMMIT, "status": "cancelled"}, {**SUMMIT, "date": "2023-09-12"}),
    ("meeting", SUMMIT, {**SUMMIT, "parties": ["BRA", "ZAF"]}),
    ("visit", VISIT, {**VISIT, "date": "2019-11-13"}),
    ("visit", VISIT, {**VISIT, "visitor": {"name": "S. Jaishankar", "country": "IND"}}),
    ("visit", VISIT, {**VISIT, "host": "GUY"}),
    ("body", {"name": "Joint Defence Committee"}, {"name": "Joint Commission on Agriculture"}),
    ("instrument", PACT, {**PACT, "date": "2016-10"}),
    ("instrument", PACT, {**PACT, "title": "air services agreement"}),
    ("project", {"name": "unit 3 of the plant"}, {"name": "unit 4 of the plant"}),
    ("commitment", PLEDGE, {**PLEDGE, "by": ["BRA"]}),
    ("commitment", PLEDGE, {**PLEDGE, "action": "double its purchases of soya oil"}),
    ("figure", TRADE, {**TRADE, "date": "2022-01/2022-06"}),
    ("figure", TRADE, {**TRADE, "nature": "target"}),
    ("figure", TRADE, {**TRADE, "indicator": "trade.exports"}),
    ("position", STANCE, {**STANCE, "stance": "opposes"}),
    ("position", STANCE, {**STANCE, "topic": "tariffs on sugar"}),
    ("event", EVENT, {**EVENT, "event_type": "AGREE"}),
    ("event", EVENT, {**EVENT, "date": "2023-10-10"}),
]


@pytest.mark.parametrize(("kind", "left", "right"), ONE)
def test_the_same_thing_in_two_documents_is_one(
    kind: str, left: dict[str, Any], right: dict[str, Any]
) -> None:
    a, b = make("a", kind, TALKS, **left), make("b", kind, TALKS, **right)
    assert keys(a) & keys(b)
    assert ids(a, b) == {frozenset((a.id, b.id))}


@pytest.mark.parametrize(("kind", "left", "right"), TWO)
def test_different_things_stay_apart(
    kind: str, left: dict[str, Any], right: dict[str, Any]
) -> None:
    a, b = make("a", kind, TALKS, **left), make("b", kind, TALKS, **right)
    assert ids(a, b) == {frozenset((a.id,)), frozenset((b.id,))}


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("toured the shipyards of Niterói", "was shown the shipyards of Niterói", True),
        ("toured the shipyards of Niterói", "came for the carnival", False),
        ("paid a visit in the summer", "paid a visit in the summer", False),
    ],
)
def test_visits_without_a_date_are_one_only_by_telling_words(
    left: str, right: str, *, one: bool
) -> None:
    undated = {"visitor": MODI, "host": "BRA", "status": "made"}
    a, b = make("a", "visit", left, **undated), make("b", "visit", right, **undated)
    assert (len(ids(a, b)) == 1) is one


def test_what_is_told_in_the_words_of_what_is_linked_is_likelier_to_be_one() -> None:
    visit = {"visitor": MODI, "host": "BRA", "date": "2024-11-18"}
    event = {
        "event_type": "CONSULT",
        "mode": "visit",
        "actors": [{"country": "IND"}],
        "recipients": [{"country": "BRA"}],
        "cameo": "042",
        "date": "2024-11",
    }
    one = "he landed at the old airport", "a guest came in the rain"
    visits = [make(doc, "visit", words, **visit) for doc, words in zip("ab", one, strict=True)]
    events = [make(doc, "event", words, **event) for doc, words in zip("ab", one, strict=True)]
    alone = link(*events)
    assert alone is not None
    assert alone.score < LINK
    made = {each.a.type: each for each in links([*visits, *events])}
    assert set(made) == {"visit", "event"}
    assert made["event"].score == pytest.approx(alone.score + COMPANION)
    assert made["event"].features["companion"] == COMPANION
    elsewhere = make("b", "event", "", **event)
    assert elsewhere.evidence[0].start == elsewhere.evidence[0].end
    assert [each.a.type for each in links([*visits, events[0], elsewhere])] == ["visit"]


def test_two_records_of_one_document_are_never_one() -> None:
    a, b = make("a", "meeting", "first", **SUMMIT), make("a", "meeting", "second", **SUMMIT)
    assert link(a, b) is None
    assert len(ids(a, b)) == 2


def test_nor_are_they_brought_together_by_a_third() -> None:
    a, b = make("a", "meeting", "met in Delhi", **SUMMIT), make("a", "meeting", "met", **SUMMIT)
    c = make("b", "meeting", "they met in Delhi", **SUMMIT)
    assert all(len(each) < 3 for each in ids(a, b, c))


def test_a_choice_between_equals_is_left_to_a_person() -> None:
    a, b = make("a", "event", "talks", **EVENT), make("a", "event", "talks ", **EVENT)
    c = make("b", "event", "talks", **EVENT)
    assert len(ids(a, b, c)) == 3


def test_one_id_in_two_documents_is_one_record() -> None:
    a = make("a", "body", name="Joint Committee")
    b = Record(a.id, "body", {"parties": PARTIES, "name": "Committee"}, (Citation("b", 0, 1, "C"),))
    assert [len(each.records) for each in cluster([a, b])] == [2]


def test_a_link_says_what_it_is_made_of() -> None:
    a, b = make("a", "meeting", TALKS, **SUMMIT), make("b", "meeting", TALKS, **SUMMIT)
    (joined,) = cluster([a, b])
    (made,) = joined.links
    assert made.score >= LINK
    assert made.score == pytest.approx(sum(made.features.values()))
    assert {"start", "parties", "date", "participants", "evidence"} <= set(made.features)
    assert 0.5 < made.probability < 1


@settings(deadline=None)
@given(shuffler=st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(shuffler: random.Random) -> None:
    records = [
        make(f"{doc}{number % 2}", kind, TALKS, **slots)
        for number, (kind, left, right) in enumerate((*ONE, *TWO))
        for doc, slots in (("a", left), ("b", right))
    ]
    expected = cluster(records)
    shuffler.shuffle(records)
    assert cluster(records) == expected


def test_cost_grows_with_the_matches() -> None:
    months = [f"{year}-{month:02}" for year in range(1950, 2020) for month in range(1, 13)]
    records = [make(f"d{n}", "meeting", f"talks {n}", date=day) for n, day in enumerate(months)]
    pairs: set[tuple[int, int]] = set()
    blocks: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        for key in keys(record):
            for other in blocks.setdefault(key, []):
                pairs.add((other, number))
            blocks[key].append(number)
    assert len(pairs) < 15 * len(records)


# ---------------------------------------------------------------------- what an analyst has decided


def pairs(*given: tuple[Record, Record]) -> frozenset[Pair]:
    return frozenset((key_of(one), key_of(other)) for one, other in given)


def decided(
    records: list[Record],
    *,
    together: frozenset[Pair] = frozenset(),
    apart: frozenset[Pair] = frozenset(),
) -> set[frozenset[Key]]:
    made = group(records, links(records), together=together, apart=apart)
    return {frozenset(key_of(one) for one in each.records) for each in made}


def sets(*groups: tuple[Record, ...]) -> set[frozenset[Key]]:
    return {frozenset(key_of(one) for one in each) for each in groups}


EARLIER = {**SUMMIT, "date": "2021-06-01"}


def test_what_an_analyst_merged_is_one_with_all_that_is_linked_to_either_side() -> None:
    a, b = (make(doc, "meeting", TALKS, **SUMMIT) for doc in "ab")
    # Another day, and a second record of a document that is there already.
    c, d = (make(doc, "meeting", TALKS, **EARLIER) for doc in "bc")
    assert decided([a, b, c, d]) == sets((a, b), (c, d))
    assert decided([a, b, c, d], together=pairs((d, a))) == sets((a, b, c, d))


def test_two_records_of_one_document_can_be_merged_and_are_no_rivals_then() -> None:
    a, b = make("a", "event", "talks", **EVENT), make("a", "event", "talks ", **EVENT)
    c = make("b", "event", "talks", **EVENT)
    assert decided([a, b, c], together=pairs((a, b))) == sets((a, b, c))


def test_what_is_not_the_same_stays_apart_also_through_a_third() -> None:
    a, b, c = (make(doc, "meeting", TALKS, **SUMMIT) for doc in "abc")
    assert decided([a, b, c]) == sets((a, b, c))
    found = decided([a, b, c], apart=pairs((a, c)))
    assert len(found) == 2
    assert not any({key_of(a), key_of(c)} <= each for each in found)


def test_what_is_not_the_same_is_no_rival() -> None:
    a, b = make("a", "event", "talks", **EVENT), make("a", "event", "talks ", **EVENT)
    c = make("b", "event", "talks", **EVENT)
    assert decided([a, b, c], apart=pairs((c, a))) == sets((a,), (b, c))


def test_pairs_of_records_that_are_gone_are_passed_over() -> None:
    a, b = (make(doc, "meeting", TALKS, **SUMMIT) for doc in "ab")
    gone = make("z", "meeting", TALKS, **SUMMIT)
    assert decided([a, b], together=pairs((a, gone)), apart=pairs((gone, b))) == sets((a, b))


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_decisions_hold_in_any_order_of_records(data: st.DataObject) -> None:
    records = [
        make(f"{doc}{number % 3}", kind, TALKS, **slots)
        for number, (kind, left, right) in enumerate((*ONE[:2], *TWO[:5]))
        for doc, slots in (("a", left), ("b", right))
    ]
    pair = st.tuples(*[st.sampled_from(records)] * 2).filter(lambda two: two[0].id != two[1].id)
    together = pairs(*data.draw(st.lists(pair, max_size=3)))
    apart = pairs(*data.draw(st.lists(pair, max_size=3)))
    found = decided(records, together=together, apart=apart)
    home = {key: each for each in found for key in each}
    assert all(home[one] != home[other] for one, other in apart)
    if not apart:
        assert all(home[one] == home[other] for one, other in together)
    shuffled = data.draw(st.permutations(records))
    turned = frozenset((other, one) for one, other in together)
    assert decided(shuffled, together=turned, apart=apart) == found


def test_bodies_whose_names_carry_other_numbers_are_never_one() -> None:
    names = ("Working Group 3 on fisheries", "Working Group 4 on fisheries")
    pair = [make(f"{n}.txt", "body", name, name=name) for n, name in enumerate(names)]
    assert link(*pair) is None
    same = [make(f"{n}.txt", "body", names[0], name=names[0]) for n in range(2)]
    assert link(*same) is not None
