"""Made-up reports of made-up events, with the truth of what is one: for measuring resolution.

Reports of one event differ in words, names, dates, amounts and in what they leave out; some are
copies of another. Beside every event there are others that look like it: the same pair another
year, the next ordinal, a similar title, another amount. The same seed gives the same reports.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.record import Record, record_id

WORDS = Path(__file__).with_name("reports.yml")
KINDS = {  # and how often, of 100 events
    "meeting": 18,
    "visit": 12,
    "body": 6,
    "instrument": 16,
    "project": 10,
    "commitment": 12,
    "figure": 12,
    "position": 5,
    "event": 9,
}
FIRST, LAST = 2000, 2024
PAIRS = 80
COPIES = 0.12  # of reports
ASIDES = 0.3  # of reports tell of an earlier event as well
Slots = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as it was: its type, the two states, its day and what else is true of it."""

    number: int
    kind: str
    pair: tuple[str, str]
    day: date
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A document with the records that are in it, and the event that each record is of."""

    document: Document
    records: tuple[Record, ...]
    truth: Mapping[str, int]  # by record id


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The names and templates of `reports.yml`."""
    loaded: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded


def reports(count: int, happenings: int, *, seed: int = 1) -> list[Report]:
    """So many reports of so many events, in the order of their days of publication."""
    rng = random.Random(seed)  # noqa: S311 - the same on every run
    known = _happenings(happenings, rng)
    told = [known[number % happenings] for number in range(happenings)]
    told += rng.choices(known, [rng.expovariate(1) for _ in known], k=count - happenings)
    told.sort(key=lambda each: (each.day, each.number))
    made: list[Report] = []
    by_happening: dict[int, list[Report]] = {}
    for number, each in enumerate(told):
        before = by_happening.setdefault(each.number, [])
        if before and rng.random() < COPIES:
            report = _copy(rng.choice(before), number, rng)
        else:
            report = _report(each, number, known, rng)
        before.append(report)
        made.append(report)
    return sorted(made, key=lambda each: (each.document.date or date.min, each.document.name))


# ---------------------------------------------------------------------- what happened


def _happenings(count: int, rng: random.Random) -> list[Happening]:
    pairs = list(combinations(sorted(words()["states"]), 2))
    rng.shuffle(pairs)
    made: list[Happening] = []
    taken: set[str] = set()
    while len(made) < count:
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        pair = rng.choice(pairs[:PAIRS])
        if rng.random() < 0.5:
            pair = (pair[1], pair[0])
        day = date(FIRST, 1, 1) + timedelta(rng.randrange((LAST - FIRST + 1) * 365))
        facts, key = _FACTS[kind](pair, day, rng)
        # What no report could tell apart is one event: two meetings of the same persons in a month.
        if key not in taken:
            taken.add(key)
            made.append(Happening(len(made), kind, pair, day, facts))
    return made


def _holder(state: str, office: str, year: int) -> Slots:
    """Who held an office in a year; for five years at a time."""
    rng = random.Random(f"{state} {office} {year // 5}")  # noqa: S311 - the same on every run
    name = f"{rng.choice(words()['first_names'])} {rng.choice(words()['surnames'])}"
    return {"name": name, "role": words()["offices"][office], "country": state}


def _both(pair: tuple[str, str]) -> str:
    return "+".join(sorted(pair))


def _meeting(pair: tuple[str, str], day: date, rng: random.Random) -> tuple[Slots, str]:
    kind = rng.choice(list(words()["offices"]))
    facts: Slots = {"kind": kind, "town": rng.choice(words()["towns"])}
    facts["participants"] = [_holder(state, kind, day.year) for state in sorted(pair)]
    if rng.random() < 0.5:
        series = rng.choice(words()["series"])
        facts |= {"series": series, "ordinal": day.year - 1990, "kind": "other"}
        del facts["participants"]
        return facts, f"{_both(pair)} {series} {day.year}"
    return facts, f"{_both(pair)} {kind} {day.year} {day.month}"


def _visit(pair: tuple[str, str], day: date, rng: random.Random) -> tuple[Slots, str]:
    visitor = _holder(pair[0], rng.choice(list(words()["offices"])), day.year)
    facts = {"visitor": visitor, "town": rng.choice(words()["towns"])}
    return facts, f"{visitor['name']} {pair[1]} {day.year} {day.month // 4}"


def _body(pair: tuple[str, str], _: date, rng: random.Random) -> tuple[Slots, str]:
    subject = rng.choice(list(words()["subjects"]))
    sort = rng.choice(("committee", "commission"))
    return {"sort": sort, "subject": subject}, f"{_both(pair)} {sort} {subject}"


def _instrument(pair: tuple[str, str], day: date, rng: random.Random) -> tuple[Slots, str]:
    subject = rng.choice(list(words()["subjects"]))
    facts = {"subject": subject, "town": rng.choice(words()["towns"])}
    return facts, f"{_both(pair)} {subject} {day.year // 3}"


def _project(pair: tuple[str, str], _: date, rng: random.Random) -> tuple[Slots, str]:
    facts = {
        "work": rng.choice(list(words()["works"])),
        "town": rng.choice(words()["towns"]),
        "amount": rng.randrange(20, 3000) * 1_000_000,
    }
    return facts, f"{_both(pair)} {facts['work']} {facts['town']}"


def _commitment(pair: tuple[str, str], day: date, rng: random.Random) -> tuple[Slots, str]:
    deed = rng.choice(list(words()["deeds"]))
    facts = {
        "deed": deed,
        "n": rng.randrange(12, 990) * 10,
        "due": day.year + rng.randrange(1, 6),
    }
    return facts, f"{pair[0]} {pair[1]} {deed} {day.year}"


def _figure(pair: tuple[str, str], day: date, rng: random.Random) -> tuple[Slots, str]:
    indicator = rng.choice(("trade.total", "trade.exports"))
    period = rng.choice((f"{day.year}", f"{day.year}", f"{day.year}-01/{day.year}-06"))
    facts = {
        "indicator": indicator,
        "period": period,
        "amount": rng.randrange(1000, 90_000) * 1_000_000,
    }
    parties = "+".join(pair) if indicator == "trade.exports" else _both(pair)
    return facts, f"{parties} {indicator} {period}"


def _position(pair: tuple[str, str], _: date, rng: random.Random) -> tuple[Slots, str]:
    stance = rng.choice(list(words()["stances"]))
    topic = rng.choice(words()["topics"])
    return {"stance": stance, "topic": topic}, f"{pair[0]} {pair[1]} {stance} {topic}"


def _event(pair: tuple[str, str], day: date, rng: random.Random) -> tuple[Slots, str]:
    act, code, mode, told = rng.choice(words()["acts"])
    about = rng.choice(words()["faults" if "{fault}" in told else "goods"])
    facts = {"act": act, "cameo": code, "mode": mode, "told": told, "about": about}
    return facts, f"{pair[0]} {pair[1]} {act} {day.year} {day.month // 3}"


_FACTS: Mapping[str, Callable[[tuple[str, str], date, random.Random], tuple[Slots, str]]] = {
    "meeting": _meeting,
    "visit": _visit,
    "body": _body,
    "instrument": _instrument,
    "project": _project,
    "commitment": _commitment,
    "figure": _figure,
    "position": _position,
    "event": _event,
}

# ---------------------------------------------------------------------- what is reported of it


def _report(each: Happening, number: int, known: list[Happening], rng: random.Random) -> Report:
    published = each.day + timedelta(rng.choice((0, 1, 1, 1, 2, 3, 7, 30, 400)))
    told = [(each, *_told(each, published, rng))]
    if rng.random() < ASIDES:
        aside = rng.choice(known)
        if aside.day < each.day and aside.number != each.number:
            told.append((aside, *_told(aside, published, rng)))
    sentences = [_filler(rng), *(sentence for _, sentence, _ in told)]
    sentences += [_filler(rng) for _ in range(rng.randrange(2, 5))]
    title = f"{words()['states'][each.pair[0]][0]} and {words()['states'][each.pair[1]][0]}"
    text = " ".join(sentences)
    facts = [(one.kind, one.number, sentence, slots) for one, sentence, slots in told]
    return _made(f"r{number:05}.txt", title, text, published, facts, rng)


def _made(
    name: str,
    title: str,
    text: str,
    published: date,
    facts: list[tuple[str, int, str, Slots]],
    rng: random.Random,
) -> Report:
    document = Document(
        name,
        text,
        (Block(0, len(text)),),
        title=title,
        publisher=rng.choice(words()["publishers"]),
        date=published,
    )
    records, truth = [], {}
    for kind, number, sentence, slots in facts:
        start = text.find(sentence)
        if start < 0:  # a copy has lost it with its end
            continue
        quote = Citation(name, start, start + len(sentence), sentence)
        ident = record_id(kind, document.text_hash, f"{number} {sentence}")
        records.append(Record(ident, kind, slots, (quote,)))
        truth[ident] = number
    return Report(document, tuple(records), truth)


def _copy(original: Report, number: int, rng: random.Random) -> Report:
    """The same text in another paper: with a line before it, or without its end."""
    text = original.document.text
    first, _, rest = text.partition(". ")
    if rng.random() < 0.5:
        text = f"{first}. {rest.rpartition('. ')[0]}."
    else:
        text = f"From the desk of {rng.choice(words()['surnames'])}. {text}"
    facts = [
        (record.type, original.truth[record.id], record.evidence[0].quote, dict(record.slots))
        for record in original.records
    ]
    day = (original.document.date or date.min) + timedelta(rng.randrange(3))
    title = f"{original.document.title}: reprint"
    return _made(f"r{number:05}.txt", title, text, day, facts, rng)


def _filler(rng: random.Random) -> str:
    return str(rng.choice(words()["fillers"])).format(
        town=rng.choice(words()["towns"]),
        surname=rng.choice(words()["surnames"]),
        publisher=rng.choice(words()["publishers"]),
        n=rng.randrange(2, 10_000),
    )


def _told(each: Happening, published: date, rng: random.Random) -> tuple[str, Slots]:
    """A sentence on an event, and the slots that it fills."""
    a, b = (words()["states"][state] for state in each.pair)
    if each.kind not in ("visit", "commitment", "position", "event") and rng.random() < 0.5:
        a, b = b, a
    when, edtf = _when(each.day, rng)
    terms: Slots = {"a": a[0], "b": b[0], "a_adj": a[1], "b_adj": b[1], "when": when}
    slots: Slots = {"parties": sorted(each.pair)}
    if edtf:
        slots["date"] = edtf
    template = _TOLD[each.kind](each, terms, slots, published, rng)
    sentence = template.format(**terms)
    if "{when}" not in template and each.kind != "figure":
        slots.pop("date", None)
    return f"{sentence[0].upper()}{sentence[1:]}.", slots


def _when(day: date, rng: random.Random) -> tuple[str, str]:
    """A day as a report gives it: exactly, less so, not at all, or wrongly."""
    drawn = rng.random()
    if drawn >= 0.92:
        day += timedelta(rng.choice((-1, 1, 1)) if drawn < 0.97 else rng.choice((-3, 2, 4)))
    if 0.62 <= drawn < 0.72:
        return f" in {day:%B %Y}", f"{day:%Y-%m}"
    if 0.72 <= drawn < 0.79:
        return f" in {day.year}", f"{day.year}"
    if 0.79 <= drawn < 0.92:
        return "", ""
    return f" on {day.day} {day:%B %Y}", day.isoformat()


def _person(who: Slots, rng: random.Random) -> tuple[str, Slots]:
    """A person in words, and as much of the name and office as these give."""
    surname = who["name"].split(" ", 1)[1]
    adjective = words()["states"][who["country"]][1]
    drawn = rng.random()
    if drawn < 0.6:
        return f"{adjective} {who['role']} {who['name']}", who
    if drawn < 0.8:
        return f"{who['role']} {surname} of {words()['states'][who['country']][0]}", {
            **who,
            "name": surname,
        }
    if drawn < 0.9:
        initial = f"{who['name'][0]}. {surname}"
        return f"{adjective} {who['role']} {initial}", {**who, "name": initial}
    unnamed = {"role": who["role"], "country": who["country"]}
    return f"the {adjective} {who['role'].lower()}", unnamed


def _amount(value: int, rng: random.Random) -> tuple[str, Slots]:
    """A sum of money exactly or rounded, in words and as a slot."""
    drawn = rng.random()
    digits = 4 if drawn < 0.6 else 2
    rounded = float(f"{value:.{digits - 1}e}")
    unit, size = ("billion", 1e9) if value >= 1e9 else ("million", 1e6)
    said = f"{rounded / size:.{max(0, digits - 1)}g}" if digits == 2 else f"{rounded / size:.4g}"
    slot: Slots = {"value": float(said) * size, "unit": "USD"}
    if digits == 2:
        return f"about {said} {unit} dollars", {**slot, "qualifier": "about"}
    return f"{said} {unit} dollars", slot


def _place(each: Happening, template: str, slots: Slots) -> None:
    if "{town}" in template:
        slots["place"] = {"name": each.facts["town"]}


def _told_meeting(each: Happening, terms: Slots, slots: Slots, _: date, rng: random.Random) -> str:
    templates = words()["templates"]["meeting"]
    series = each.facts.get("series")
    template = str(rng.choice(templates[2:] if series else templates[:2]))
    slots |= {"status": "held", "kind": each.facts["kind"]}
    if series:
        ordinal = each.facts["ordinal"]
        terms |= {"series": series, "ordinal": f"{ordinal}th"}
        slots["ordinal"] = ordinal
        if rng.random() < 0.2:
            terms["series"] = "regular meeting"
        slots["series"] = terms["series"]
    else:
        first, second = (_person(who, rng) for who in each.facts["participants"])
        terms |= {"a_person": first[0], "b_person": second[0]}
        slots["participants"] = [first[1], second[1]]
    terms["town"] = each.facts["town"]
    _place(each, template, slots)
    return template


def _told_visit(each: Happening, terms: Slots, slots: Slots, _: date, rng: random.Random) -> str:
    template = str(rng.choice(words()["templates"]["visit"]))
    terms["person"], visitor = _person(each.facts["visitor"], rng)
    terms |= {"host": terms["b"], "town": each.facts["town"]}
    slots |= {"visitor": visitor, "host": each.pair[1], "status": "made"}
    _place(each, template, slots)
    return template


def _told_body(each: Happening, terms: Slots, slots: Slots, _: date, rng: random.Random) -> str:
    sort, subject = each.facts["sort"], each.facts["subject"]
    name = rng.choice((f"joint {sort} on {subject}", f"{sort} on {subject}"))
    terms["name"] = name
    slots |= {"name": name, "kind": sort, "status": "established"}
    slots["sectors"] = [words()["subjects"][subject]]
    return str(rng.choice(words()["templates"]["body"]))


def _told_instrument(
    each: Happening, terms: Slots, slots: Slots, published: date, rng: random.Random
) -> str:
    template = str(rng.choice(words()["templates"]["instrument"]))
    subject = each.facts["subject"]
    title = rng.choice(
        (f"agreement on {subject}", f"accord on {subject}", f"agreement on the {subject}")
    )
    terms |= {"title": title, "town": each.facts["town"]}
    late = published > each.day + timedelta(200)
    slots |= {"title": title, "kind": "agreement", "status": "in_force" if late else "signed"}
    slots["sectors"] = [words()["subjects"][subject]]
    _place(each, template, slots)
    return template


def _told_project(each: Happening, terms: Slots, slots: Slots, _: date, rng: random.Random) -> str:
    template = str(rng.choice(words()["templates"]["project"]))
    work, town = each.facts["work"], each.facts["town"]
    name = rng.choice((f"{work} at {town}", f"{town} {work}", f"new {work} in {town}"))
    told, amount = _amount(each.facts["amount"], rng)
    terms |= {"name": name, "amount": told}
    slots |= {"name": name, "status": "under_way", "sectors": [words()["works"][work]]}
    if "{amount}" in template:
        slots["amount"] = amount
    return template


def _told_commitment(
    each: Happening, terms: Slots, slots: Slots, published: date, rng: random.Random
) -> str:
    action = each.facts["deed"].format(n=f"{each.facts['n']:,}", b=terms["b"])
    due = each.facts["due"]
    terms |= {"action": action, "due": rng.choice((f"the end of {due}", f"{due}"))}
    met = published > each.day + timedelta(200)
    target = {"value": each.facts["n"], "unit": words()["deeds"][each.facts["deed"]]}
    slots |= {"by": [each.pair[0]], "action": action, "due": f"../{due}", "target": target}
    slots["status"] = "met" if met else "pending"
    return str(rng.choice(words()["templates"]["commitment"]))


def _told_figure(each: Happening, terms: Slots, slots: Slots, _: date, rng: random.Random) -> str:
    templates = words()["templates"]["figure"]
    indicator, period = each.facts["indicator"], each.facts["period"]
    template = str(templates[0] if indicator == "trade.total" else rng.choice(templates[1:]))
    if indicator == "trade.exports":
        a, b = (words()["states"][state] for state in each.pair)
        terms |= {"a": a[0], "a_adj": a[1], "b": b[0]}
        slots |= {"reporter": each.pair[0], "counterpart": each.pair[1]}
    terms["period"] = f"the first half of {period[:4]}" if "/" in period else period
    terms["amount"], slots["amount"] = _amount(each.facts["amount"], rng)
    slots |= {"indicator": indicator, "nature": "actual", "date": period, "sectors": ["trade"]}
    return template


def _told_position(each: Happening, terms: Slots, slots: Slots, _: date, rng: random.Random) -> str:
    template = str(rng.choice(words()["templates"]["position"]))
    stance = each.facts["stance"]
    topic = each.facts["topic"].format(b=terms["b"])
    terms |= {"topic": topic, "verb": rng.choice(words()["stances"][stance])}
    slots |= {"holder": each.pair[0], "stance": stance, "topic": topic}
    return template


def _told_event(each: Happening, terms: Slots, slots: Slots, _: date, rng: random.Random) -> str:
    told = str(each.facts["told"]).replace("{fault}", "{about}").replace("{good}", "{about}")
    terms["words"] = told.format(a=terms["a"], b=terms["b"], about=each.facts["about"])
    slots |= {
        "event_type": each.facts["act"],
        "actors": [{"country": each.pair[0]}],
        "recipients": [{"country": each.pair[1]}],
        "cameo": each.facts["cameo"],
    }
    if each.facts["mode"]:
        slots["mode"] = each.facts["mode"]
    return str(rng.choice(words()["templates"]["event"]))


_TOLD: Mapping[str, Callable[[Happening, Slots, Slots, date, random.Random], str]] = {
    "meeting": _told_meeting,
    "visit": _told_visit,
    "body": _told_body,
    "instrument": _told_instrument,
    "project": _told_project,
    "commitment": _told_commitment,
    "figure": _told_figure,
    "position": _told_position,
    "event": _told_event,
}
