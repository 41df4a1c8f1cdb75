"""What the tests of exports share: a small record of two made-up neighbours, and hostile ones."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from factory import record
from memcon.export import Material, Report, Selection, cut_quotes, write
from memcon.ledger.rows import StoredDocument
from memcon.model.check import record_format
from memcon.model.record import TYPES, Record, slots_of

NOTE, WIRE = "note.txt", "wire/2020-03-05.txt"
RUIZ = {"name": "Ana Ruiz", "role": "Foreign Minister", "country": "CHL"}
HEBREW = {"name": "דוד לוי", "role": "שר החוץ", "country": "ISR"}
USD = {"value": 3.1e9, "unit": "USD", "qualifier": "over"}
# Every form of date that the record format has.
DATES = (
    *("2016-11-07", "2016-11", "2013", "2016-11-07/2016-11-13", "2015-01/2015-08", "2013/2017"),
    *("../2024", "../2024-05-01", "2010/..", "2012~", "2016-11?", "2016-11%", "199X", "20XX"),
    *("2015-21", "2015-33", "2015-40", "[2015,2017..2018]", "2016-11-XX", "2010/", "/2011"),
)
# What must not get out of a file: formulas, controls, markup, templates, separators, odd scripts.
HOSTILE = (
    *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r\n=HYPERLINK(1)"),
    *("a\x00b", "a\x0bb\x1f", "\ud800", "\ufffe", "a\u2028b", "two\nlines\r\nthree"),
    *("<script>alert(1)</script>", "]]>", "&amp;", '"quoted"', "a;b,c\td", "{{7*7}}", "\\input{x}"),
    *(
        "דוד לוי",
        "محمد علي",
        "\u202egnp.exe",
        "李强",
        "Žižek",
        "e\u0301",
        " ",
        "%$#_{}~^\\",
    ),
    "x" * 40_000,
)


def document(name: str = NOTE, **known: Any) -> StoredDocument:
    """A document as the ledger knows it."""
    return StoredDocument(
        **{
            "name": name,
            "version": 1,
            "current": True,
            "title": "A note on the border",
            "publisher": "Lima Courier",
            "date": date(2020, 3, 4),
            "language": "en",
            "author": "",
            "url": "https://example.org/note?a=1&b=2",
            "place": "",
            "media_type": "text/plain",
            "sha256": "ab" * 32,
            "text_hash": "cd" * 32,
            "fingerprint": "",
            "sources": {},
            "characters": 400,
            "records": 3,
            **known,
        }
    )


DOCUMENTS = (
    document(),
    document(WIRE, title="Talks & trade {1}", publisher="Wire_Service", url="", date=None),
)


def sample() -> tuple[Record, ...]:
    """A record or two of each type, with what exports have to care about."""
    meeting = record(
        "meeting",
        date="2019-05-06",
        place={"name": "Lima", "country": "PER"},
        kind="ministerial",
        status="held",
        participants=[RUIZ, {"role": "officials", "country": "PER"}],
        sectors=["trade", "energy"],
        stated={
            "date": [{"value": "2019-05-06", "docs": [NOTE]}, {"value": "2019", "docs": [WIRE]}]
        },
    )
    coming = record("meeting", date="2021-03", status="planned", kind="commission", ordinal=4)
    return (
        meeting,
        coming,
        record("visit", date="2020-06-01/2020-06-03", visitor=HEBREW, host="PER", status="planned"),
        record("body", name="Border Committee", status="existing", chairs=[RUIZ], cadence="yearly"),
        record("instrument", date="2019", title="protocol on milk", kind="protocol", amount=USD),
        record(
            "instrument", date="2020-01-07", title="sale of a ship", kind="contract", amount=USD
        ),
        record("project", name="Tacna line", status="under_way", links=[_part_of(meeting)]),
        record("commitment", by=["CHL"], action="open a crossing", due="../2027", status="pending"),
        record("figure", indicator="trade.total", amount=USD, date="2018", nature="actual"),
        record(
            "figure",
            indicator="trade.total",
            amount={"low": 4e9, "high": 5e9, "unit": "USD"},
            date="2025",
            nature="target",
        ),
        record("position", holder=["CHL", RUIZ], stance="supports", topic="the crossing", doc=WIRE),
        record("event", date="2020-02-03", **EVENT, actors=[MINISTER], recipients=[PERU]),
        record("event", date="2020-02", **EVENT, actors=[MINISTER, PERU], doc=WIRE),
        record(
            "event", date="2020", **EVENT, actors=[MINISTER], recipients=[PERU], quote="that year"
        ),
    )


MINISTER = {"country": "CHL", "sector": "GOV", "text": "the minister"}
PERU = {"country": "PER", "text": "Lima"}
EVENT: Mapping[str, Any] = {
    "event_type": "CONSULT",
    "mode": "visit",
    "cameo": "042",
    "quad_class": 1,
    "goldstein": 1.9,
    "place": {"name": "Arica", "country": "CHL"},
}


def _part_of(other: Record) -> dict[str, str]:
    return {"rel": "part_of", "id": other.id}


def material(
    records: Sequence[Record],
    documents: Sequence[StoredDocument] = DOCUMENTS,
    *,
    quote_length: int | None = None,
    **selection: Any,
) -> Material:
    """Records and documents to be exported."""

    def some(*types: str) -> Iterator[Record]:
        found = (each for each in records if not types or each.type in types)
        return cut_quotes(found, quote_length)

    known = {each.name: each for each in documents}
    chosen = replace(Selection(as_of=date(2020, 7, 1), version="1"), **selection)
    return Material(some, lambda: known, chosen)


def exported(
    fmt: str, records: Sequence[Record] | None = None, **options: Any
) -> tuple[bytes, Report]:
    """What a format makes of records, of the sample without any."""
    file = io.BytesIO()
    given = material(sample() if records is None else records, **options)
    report = write(given, fmt, file)
    return file.getvalue(), report


# ---------------------------------------------------------------------- any records

_TEXT = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=30)
_CODE = st.sampled_from(["CHL", "PER", "ISR", "EU", "SUN", "XKX"])
_NUMBER = st.floats(-1e15, 1e15) | st.integers(-(10**18), 10**18)
_AMOUNT = st.fixed_dictionaries(
    {"value": _NUMBER, "unit": st.sampled_from(["USD", "percent", "jet"])}
) | st.fixed_dictionaries({"low": _NUMBER, "high": _NUMBER, "unit": _TEXT})
_WHO = _CODE | st.fixed_dictionaries({"name": _TEXT}, optional={"role": _TEXT, "country": _CODE})
_ACTOR = st.fixed_dictionaries(
    {"country": _CODE}, optional={"sector": st.sampled_from(["GOV", "MIL"]), "text": _TEXT}
)
_VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "text": _TEXT,
    "code": _CODE,
    "codes": st.lists(_CODE, min_size=1, max_size=3, unique=True),
    "date": st.sampled_from(DATES),
    "place": st.fixed_dictionaries(
        {"name": st.sampled_from(["Lima", "Arica"]) | _TEXT}, optional={"country": _CODE}
    ),
    "who": _WHO,
    "people": st.lists(_WHO, min_size=1, max_size=3),
    "actors": st.lists(_ACTOR, min_size=1, max_size=3),
    "number": st.integers(1, 4),
    "decimal": st.floats(-10, 10),
    "amount": _AMOUNT,
    "change": st.fixed_dictionaries({"value": _NUMBER, "unit": st.just("percent")}),
    "indicator": st.sampled_from(["trade.total", "arms.deliveries.jet"]),
}


def _slot(record_type: str, slot: str) -> st.SearchStrategy[Any]:
    kind = record_format().kind(slot)
    if kind in ("word", "words"):
        words = record_format().allowed(record_type, slot) or ("word", "other")
        one = st.sampled_from(words)
        return st.lists(one, min_size=1, max_size=3, unique=True) if kind == "words" else one
    return _VALUES[kind]


@st.composite
def any_records(draw: st.DrawFn, kinds: Sequence[str] = TYPES) -> Record:
    """A record of some type with any of its slots filled, hostile text in them and its quotes."""
    kind = draw(st.sampled_from(list(kinds)))
    names = draw(st.sets(st.sampled_from(slots_of(kind)))) | {"parties"}
    slots = {name: draw(_slot(kind, name)) for name in sorted(names)}
    made = record(kind, doc=draw(st.sampled_from([NOTE, WIRE, "=x.txt"])), **slots)
    return replace(made, evidence=tuple(replace(cite, quote=draw(_TEXT)) for cite in made.evidence))


def record_lists(kinds: Sequence[str] = TYPES) -> st.SearchStrategy[list[Record]]:
    """Some records of different ids."""
    return st.lists(any_records(kinds), max_size=5, unique_by=lambda each: each.id)
