from __future__ import annotations

from datetime import date

import pytest

from books import AS_OF, aim, meeting, promise, trade
from memcon.assess.finding import KINDS, check_kinds, rules
from memcon.assess.findings import assess
from memcon.errors import UsageError

RECORDS = [
    meeting("2018-05-02", 4),
    meeting("2020-05-03", 6),
    aim("../2023", 20),
    trade("2023", 21, doc="later.txt"),
    promise("open a border post", due="../2022"),
]


def test_findings_come_by_kind_each_with_a_rule_evidence_and_confidence() -> None:
    found = assess(RECORDS, {}, as_of=AS_OF)
    order = [KINDS.index(each.kind) for each in found]
    assert order == sorted(order)
    for each in found:
        assert each.state in rules()[each.rule].states
        assert all(side.evidence for side in each.sides)
        assert 0 < each.confidence <= 1


def test_ids_stay_from_day_to_day() -> None:
    earlier, later = (
        {each.id for each in assess(RECORDS, {}, as_of=day, kinds=["gap", "target"])}
        for day in (AS_OF, date(2030, 1, 1))
    )
    assert earlier == later


def test_only_the_kinds_asked_for_are_looked_for() -> None:
    assert {each.kind for each in assess(RECORDS, {}, as_of=AS_OF, kinds=["gap"])} == {"gap"}


def test_records_of_other_parties_are_not_compared() -> None:
    other = trade("2023", 21, parties=["BOL", "PER"])
    found = assess([RECORDS[2], other], {}, as_of=AS_OF, kinds=["target"])
    assert [each.state for each in found] == ["unknown"]


@pytest.mark.parametrize(
    ("named", "kinds"),
    [
        (["targets"], ("target",)),
        (["single-witness", "gap"], ("gap", "single_witness")),
        ([], KINDS),
    ],
)
def test_kinds_are_named_in_the_plural_too(named: list[str], kinds: tuple[str, ...]) -> None:
    assert check_kinds(named) == kinds


def test_a_kind_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="no such kind of finding; there are contradiction"):
        check_kinds(["rumour"])


def test_every_rule_says_what_it_finds() -> None:
    assert {rule.kind for rule in rules().values()} == set(KINDS)
    for rule in rules().values():
        assert rule.says.endswith(".")
        assert 0 < rule.strength <= 1
