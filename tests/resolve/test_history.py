"""Lifelines: what several documents tell of one instrument, project, body, promise or meeting."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.model.citation import Citation
from memcon.model.record import Record
from memcon.resolve.clusters import cluster
from memcon.resolve.history import history
from memcon.resolve.merge import merge_records

Told = tuple[str, str, dict[str, Any]]  # the document's day, its words, what they say


def records(kind: str, same: dict[str, Any], *told: Told) -> list[Record]:
    """A record of each document; documents are called by their day."""
    return [
        Record(
            f"{kind}-{number}",
            kind,
            {**same, **slots},
            (Citation(f"{day} {number}", 0, len(words), words),),
        )
        for number, (day, words, slots) in enumerate(told)
    ]


def published(given: list[Record]) -> dict[str, date | None]:
    docs = {record.evidence[0].doc for record in given}
    return {doc: date.fromisoformat(doc[:10]) if doc[0].isdigit() else None for doc in docs}


def lifeline(given: list[Record]) -> list[tuple[str, str | None]]:
    """The steps of the one record that all are."""
    (joined,) = cluster(given)
    merged = merge_records(joined.records, published=published(given))
    assert merged.get("status") == merged.history[-1]["status"]
    for step in merged.history:
        assert step["evidence"]
        assert all(cite["quote"] for cite in step["evidence"])
    return [(step["status"], step.get("date")) for step in merged.history]


ROAD = {
    "parties": ["ETH", "KEN"],
    "kind": "agreement",
    "sectors": ["transport"],
}
TUNNEL = {"parties": ["ARG", "CHL"], "name": "Agua Negra tunnel", "sectors": ["transport"]}
HOTLINE = {"parties": ["IND", "PAK"], "name": "hotline of the coastguards", "kind": "other"}
WHEAT = {"parties": ["EGY", "UKR"], "by": ["UKR"], "sectors": ["agriculture"]}
TALKS = {"parties": ["JPN", "MNG"], "series": "strategic dialogue", "ordinal": 7}

LIFELINES = {
    "an agreement proposed, negotiated, signed and in force": (
        records(
            "instrument",
            ROAD,
            (
                "2014-03-02",
                "Kenya has proposed an agreement on cross-border road freight with Ethiopia",
                {"title": "agreement on cross-border road freight", "status": "proposed"},
            ),
            (
                "2015-06-10",
                "Nairobi and Addis Ababa are negotiating the cross-border road freight agreement",
                {
                    "title": "cross-border road freight agreement",
                    "status": "under_negotiation",
                    "date": "2015",
                },
            ),
            (
                "2016-11-21",
                "The road freight agreement was signed in Moyale on Sunday",
                {
                    "title": "road freight agreement",
                    "status": "signed",
                    "date": "2016-11-20",
                },
            ),
            (
                "2018-01-15",
                "The agreement on cross-border road freight of 2016 is in force since this month",
                {
                    "title": "agreement on cross-border road freight",
                    "status": "in_force",
                    "date": "2016",
                },
            ),
        ),
        [
            ("proposed", "2014-03-02"),
            ("under_negotiation", "2015-06-10"),
            ("signed", "2016-11-20"),
            ("in_force", "2018-01-15"),
        ],
    ),
    "a tunnel planned, under way and completed, told by a look back too": (
        records(
            "project",
            TUNNEL,
            (
                "2024-05-02",
                "Work on the Agua Negra tunnel, which began in 2019, is finished",
                {"status": "completed", "date": "2024"},
            ),
            (
                "2016-02-01",
                "Chile and Argentina plan to dig the Agua Negra tunnel by 2018",
                {"status": "planned", "date": "2018"},
            ),
            (
                "2020-07-09",
                "Digging of the Agua Negra tunnel has been going on since October 2019",
                {"status": "under_way", "date": "2019-10"},
            ),
        ),
        [("planned", "2016-02-01"), ("under_way", "2019-10"), ("completed", "2024")],
    ),
    "a body planned, established and at work": (
        records(
            "body",
            HOTLINE,
            (
                "2005-10-04",
                "the two sides are to open a hotline of the coastguards",
                {"status": "planned"},
            ),
            (
                "2005-12-03",
                "a hotline of the coastguards was opened on 1 December",
                {"status": "established", "date": "2005-12-01"},
            ),
            (
                "2011-02-14",
                "the coastguards spoke over their hotline, set up in 2005",
                {"status": "existing", "date": "2005"},
            ),
        ),
        [("planned", "2005-10-04"), ("established", "2005-12-01"), ("existing", "2011-02-14")],
    ),
    "a promise met, under the date of the promise": (
        records(
            "commitment",
            WHEAT,
            (
                "2019-04-01",
                "Ukraine will ship 500,000 tonnes of wheat to Egypt by the end of June",
                {
                    "action": "ship 500,000 tonnes of wheat to Egypt",
                    "due": "../2019-06",
                    "date": "2019-03-31",
                    "status": "pending",
                },
            ),
            (
                "2019-06-20",
                "Ukraine has shipped the 500,000 tonnes of wheat that it owed Egypt by June",
                {
                    "action": "ship 500,000 tonnes of wheat",
                    "due": "../2019-06",
                    "date": "2019-03-31",
                    "status": "met",
                },
            ),
        ),
        [("pending", "2019-03-31"), ("met", "2019-06-20")],
    ),
    "a meeting planned, put back without a word, and held": (
        records(
            "meeting",
            TALKS,
            (
                "2022-01-10",
                "Japan and Mongolia will hold the 7th strategic dialogue in February",
                {"status": "planned", "date": "2022-02"},
            ),
            (
                "2022-06-03",
                "Mongolia and Japan held the 7th round of their strategic dialogue on Thursday",
                {"status": "held", "date": "2022-06-02"},
            ),
        ),
        [("planned", "2022-01-10"), ("held", "2022-06-02")],
    ),
    "a late paper that still calls it planned undoes nothing": (
        records(
            "project",
            TUNNEL,
            ("2021-03-01", "the Agua Negra tunnel, long planned", {"status": "planned"}),
            (
                "2020-07-09",
                "digging of the Agua Negra tunnel began",
                {"status": "under_way", "date": "2020-07-08"},
            ),
        ),
        [("planned", None), ("under_way", "2020-07-08")],
    ),
    "what was called off can be taken up again": (
        records(
            "project",
            TUNNEL,
            ("2016-01-01", "the Agua Negra tunnel is planned", {"status": "planned"}),
            ("2018-01-01", "the Agua Negra tunnel was called off", {"status": "cancelled"}),
            ("2022-01-01", "the Agua Negra tunnel is planned once more", {"status": "planned"}),
        ),
        [("planned", "2016-01-01"), ("cancelled", "2018-01-01"), ("planned", "2022-01-01")],
    ),
    "a year covers the steps of that year": (
        records(
            "project",
            TUNNEL,
            (
                "2021-01-10",
                "the shelters at the Agua Negra tunnel were finished in 2020",
                {"status": "completed", "date": "2020"},
            ),
            (
                "2020-07-09",
                "building the shelters at the Agua Negra tunnel began",
                {"status": "under_way", "date": "2020-07-08"},
            ),
        ),
        [("under_way", "2020-07-08"), ("completed", "2020")],
    ),
}


@pytest.mark.parametrize("name", LIFELINES)
def test_stages_told_months_or_years_apart_are_one_record(name: str) -> None:
    given, steps = LIFELINES[name]
    assert lifeline(given) == steps


@given(
    name=st.sampled_from(sorted(LIFELINES)),
    shuffler=st.randoms(use_true_random=False),
)
def test_a_lifeline_is_the_same_in_any_order(name: str, shuffler: random.Random) -> None:
    told, steps = LIFELINES[name]
    shuffled = list(told)
    shuffler.shuffle(shuffled)
    assert lifeline(shuffled) == steps


APART = {
    "another agreement of the same years": records(
        "instrument",
        ROAD,
        (
            "2015-06-10",
            "a road freight agreement is planned",
            {"status": "planned", "title": "road freight agreement", "date": "2016"},
        ),
        (
            "2017-06-10",
            "they signed a fisheries agreement",
            {"status": "signed", "title": "fisheries agreement", "date": "2017-06-09"},
        ),
    ),
    "another round of the same dialogue": records(
        "meeting",
        {**TALKS, "ordinal": None},
        (
            "2022-01-10",
            "the strategic dialogue is to be held in February",
            {"status": "planned", "date": "2022-02"},
        ),
        (
            "2023-02-20",
            "the strategic dialogue was held on Friday",
            {"status": "held", "date": "2023-02-17"},
        ),
    ),
    "what happened before it was planned": records(
        "instrument",
        ROAD,
        (
            "2015-06-10",
            "the road freight agreement was signed",
            {"status": "signed", "title": "road freight agreement", "date": "2015-06-09"},
        ),
        (
            "2017-06-10",
            "a road freight agreement is to be signed",
            {"status": "planned", "title": "road freight agreement", "date": "2018"},
        ),
    ),
    "another series with the same number": records(
        "meeting",
        {"parties": ["JPN", "MNG"], "ordinal": 7},
        (
            "2022-02-10",
            "the 7th strategic dialogue was held",
            {"series": "strategic dialogue", "date": "2022-02-09"},
        ),
        (
            "2022-03-01",
            "the 7th joint committee on mining met",
            {"series": "joint committee on mining", "date": "2022-02"},
        ),
    ),
}


@pytest.mark.parametrize("name", APART)
def test_what_is_no_lifeline_stays_apart(name: str) -> None:
    assert len(cluster(APART[name])) == 2


def test_the_bare_number_of_a_regular_meeting_joins_the_full_report() -> None:
    given = records(
        "meeting",
        {"parties": ["JPN", "MNG"], "ordinal": 21},
        ("2016-11-16", "at the 21st regular meeting", {"series": "regular meeting"}),
        (
            "2016-11-08",
            "the 21st regular meeting of heads of government was held in Sapporo",
            {
                "series": "regular meeting of heads of government",
                "kind": "heads_of_government",
                "date": "2016-11-07",
                "status": "held",
            },
        ),
        ("2017-02-01", "the 21st regular meeting said so", {"date": "2016"}),
        ("2017-02-01", "a 21st meeting, last year", {}),
    )
    (joined,) = cluster(given)
    merged = merge_records(joined.records, published=published(given))
    assert merged.get("date") == "2016-11-07"
    assert merged.get("series") == "regular meeting of heads of government"


def test_one_status_has_no_history() -> None:
    given = records("project", TUNNEL, *(("2020-01-01", "dug", {"status": "under_way"}),) * 2)
    assert history(given, published(given)) == ()


def test_without_days_of_publication_steps_follow_what_can_come_first() -> None:
    given = [
        Record(
            "project-a", "project", {**TUNNEL, "status": "completed"}, (Citation("u", 0, 1, "x"),)
        ),
        Record(
            "project-b", "project", {**TUNNEL, "status": "planned"}, (Citation("v", 0, 1, "x"),)
        ),
    ]
    found = history(given, {"u": None, "v": None})
    assert [(step["status"], step.get("date")) for step in found] == [
        ("planned", None),
        ("completed", None),
    ]
