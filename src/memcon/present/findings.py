"""Findings in words: one sentence each, with the sources on every side."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.assess.finding import KINDS, Finding, Side
from memcon.errors import UsageError
from memcon.model.record import Record
from memcon.present.amounts import human_amount, plain_number
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.names import join
from memcon.present.phrases import Phrases, ordinal, sentence_case, series_words

FORMATS = ("table", "md", "csv", "json", "jsonl")
SHOWN = 20  # of a kind, where no limit is given
_COLUMNS = (
    "id",
    "kind",
    "state",
    "rule",
    "parties",
    "confidence",
    "text",
    "records",
    "documents",
)
_MONTH_DAYS = 30.4
_YEAR = range(330, 401)  # days between meetings that are called yearly
_MONTH = len("2020-09")  # a day computed by a cadence is shown as its month
_QUOTE = 160  # characters of a quotation in a table


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What words findings: how to look records up, the phrases for them, how to name documents."""

    record: Callable[[str], Record]
    phrases: Phrases
    cited: Callable[[str], str] = str

    def line(self, finding: Finding) -> str:
        """A finding as a sentence."""
        return _LINES[finding.rule.partition(".")[0]](self, finding)

    def what(self, side: Side) -> str:
        """What the record of a side is about."""
        return self.phrases.headline(self.record(side.record))

    def values(self, finding: Finding) -> str:
        """The values of a contradiction with their documents, "a (x.txt) or b (y.txt)"."""
        told = [
            f"{self._value(finding, side)} ({self._told_by(side)})"
            for side in finding.sides
            if side.role == "value"
        ]
        return f" {labels().findings['or']} ".join(told)

    def _told_by(self, side: Side) -> str:
        names = list(dict.fromkeys(self.cited(doc) for doc in side.docs))
        return ("; " if any("," in name for name in names) else ", ").join(names)

    def _value(self, finding: Finding, side: Side) -> str:
        if finding.rule == "contradiction.number":
            return human_date(str(side.value["date"]))
        if finding.rule == "contradiction.date":
            return ordinal(int(side.value["ordinal"]))
        if finding.rule == "contradiction.order":
            return f"{ordinal(int(side.value['ordinal']))}: {human_date(str(side.value['date']))}"
        return self.phrases.value(finding.slot, side.value)

    # -------------------------------------------------------------- by kind

    def contradiction(self, finding: Finding) -> str:
        """Both values with their sources."""
        first = self.record(finding.sides[0].record)
        number = finding.sides[0].value
        return str(labels().findings[finding.rule]).format(
            what=self.phrases.indicator(first)
            if first.type == "figure"
            else self.what(finding.sides[0]),
            slot=finding.slot.replace("_", " "),
            values=self.values(finding),
            period=self.phrases.date(first),
            series=self._series(finding),
            number=ordinal(int(number["ordinal"]))
            if isinstance(number, dict) and "ordinal" in number
            else "",
        )

    def target(self, finding: Finding) -> str:
        """What was aimed at, its state, and the numbers that say so."""
        words, told = labels().findings, finding.details
        amount = {"value": told["target"], "unit": told["unit"]}
        code = str(told.get("indicator", ""))
        name = self.phrases.indicator_words(code, unit=str(told["unit"])) if code else ""
        if not name:
            name = self.what(finding.sides[0])
        what = f"{name}: {human_amount(amount)}" if code else name
        dated = self.record(finding.sides[0].record)
        due = dated.get("date") if dated.type == "figure" else dated.get("due")
        return str(words["target.outcome"]).format(
            what=what,
            due=human_date(str(due)) if due else labels().dates["undated"],
            state=words["states"][finding.state],
            why=self._why(finding),
        )

    def _why(self, finding: Finding) -> str:
        words, told = labels().findings, finding.details
        shown = [side for side in finding.sides if side.role in ("outcome", "observed")]
        last = max(shown, key=lambda side: str(side.value["period"]), default=None)
        decisive = next((side for side in shown if side.role == "outcome"), last)
        unit = str(told["unit"])
        text = str(words["reasons"][str(told["reason"])]).format(
            value=_observed(decisive, unit),
            period=human_date(str(decisive.value["period"])) if decisive else "",
            values=", ".join(_observed(side, unit) for side in shown if side.role == "outcome"),
            growth=_growth(told),
            projected=human_amount({"value": _rounded(told.get("projected", 0)), "unit": unit}),
        )
        if "reached_later" in told:
            text += str(words["reached_later"]).format(period=human_date(told["reached_later"]))
        return text

    def overdue(self, finding: Finding) -> str:
        """What was due and when, or how it was done."""
        words, told = labels().findings, finding.details
        promise = self.record(finding.sides[0].record)
        what = self.phrases.promise(promise)
        slot = "due" if promise.type == "commitment" else "date"
        due = human_date(str(promise.get(slot))) if promise.get(slot) else ""
        if finding.state == "overdue":
            ago = str(words["ago"]).format(span=span_words(int(told["days_overdue"])))
            return str(words["overdue.overdue"]).format(what=what, due=due, ago=ago)
        late = (
            str(words["late"]).format(span=span_words(told["days_late"]))
            if "days_late" in told
            else ""
        )
        outcome = next(side for side in finding.sides if side.role == "outcome")
        form = "overdue.inferred" if told.get("inferred") else "overdue.fulfilled"
        dated = str(words["due_on"]).format(due=due) if due else ""
        return str(words[form]).format(
            what=f"{what}{dated}", outcome=self._dated(self.record(outcome.record)), late=late
        )

    def gap(self, finding: Finding) -> str:
        """The numbers that are missing, or when the next meeting is due."""
        words, told = labels().findings, finding.details
        if finding.rule == "gap.next":
            last = finding.sides[0].value
            number = told.get("number")
            return str(words["gap.next"]).format(
                series=self._series(finding),
                number=ordinal(int(number)) if number else words["next_one"],
                state=words["states"][finding.state],
                due=human_date(str(told["next_due"])[:_MONTH]),
                cadence=cadence_words(int(told["cadence_days"])),
                last=human_date(str(last.get("date", ""))),
            )
        ends = [side.value for side in finding.sides if side.role == "meeting"]
        perhaps = [side.value for side in finding.sides if side.role == "perhaps"]
        dates = ", ".join(human_date(str(value["date"])) for value in perhaps if "date" in value)
        return str(words["gap.numbers"]).format(
            series=self._series(finding),
            numbers=join([ordinal(n) for n in told["missing"]]),
            before=_numbered(ends[0]),
            after=_numbered(ends[1]),
            perhaps=str(words["perhaps"]).format(dates=dates) if dates else "",
        )

    def change(self, finding: Finding) -> str:
        """What is new."""
        words, told = labels().findings, finding.details
        last = self.record(finding.sides[-1].record)
        stances = [str(side.value or "") for side in finding.sides]
        before, now = (
            labels().status(str(told[name])) if told.get(name) else stances[place]
            for name, place in (("before", 0), ("now", -1))
        )
        return str(words[finding.rule]).format(
            type=words["cases"][last.type],
            what=self._dated(last),
            slot=finding.slot.replace("_", " "),
            values=self.values(finding),
            before=before,
            now=now,
            holder=self.phrases.names.name(str(told.get("holder", ""))),
            topic=str(told.get("topic", "")),
        )

    def _dated(self, record: Record) -> str:
        parts = [self.phrases.headline(record), self.phrases.date(record)]
        return ", ".join(part for part in parts if part)

    def position(self, finding: Finding) -> str:
        """Who holds what: of one record its own words, of several each holder with the stance."""
        records = [self.record(side.record) for side in finding.sides]
        if len(records) == 1:
            return self._dated(records[0])
        holders = []
        for record in records:
            text, day = self.phrases.headline(record), self.phrases.date(record)
            holders.append(f"{text} ({day})" if day else text)
        return str(labels().findings[finding.rule]).format(
            topic=sentence_case(str(finding.details.get("topic", ""))), holders="; ".join(holders)
        )

    def single_witness(self, finding: Finding) -> str:
        """The fact and who alone tells of it."""
        words, told = labels().findings, finding.details
        return str(words[finding.rule]).format(
            what=self._dated(self.record(finding.sides[0].record)),
            publishers=join(told.get("publishers", [])) or words["no_publisher"],
            country=self.phrases.names.name(str(told.get("country", ""))),
        )

    def _series(self, finding: Finding) -> str:
        """A series by its level or name, with the parties where they are not the reader's own."""
        told = finding.details
        text = series_words(str(told.get("level", "other")), str(told.get("series", "")))
        if set(finding.parties) <= self.phrases.home:
            return text
        return f"{text} ({join([self.phrases.names.name(code) for code in finding.parties])})"


_LINES: Mapping[str, Callable[[FindingWords, Finding], str]] = {
    "contradiction": FindingWords.contradiction,
    "target": FindingWords.target,
    "overdue": FindingWords.overdue,
    "gap": FindingWords.gap,
    "change": FindingWords.change,
    "friction": FindingWords.position,
    "convergence": FindingWords.position,
    "single_witness": FindingWords.single_witness,
}


def _observed(side: Side | None, unit: str) -> str:
    """An observed number in words, with how it was derived."""
    if side is None:
        return ""
    told = side.value
    if not told.get("derived") and isinstance(told.get("amount"), dict):
        return human_amount(told["amount"])
    how = [str(labels().findings["derived"][name]) for name in told.get("derived", ())]
    return f"{human_amount({'value': _rounded(told['number']), 'unit': unit})} ({', '.join(how)})"


def _rounded(number: float) -> float:
    """A computed number to four significant digits."""
    return float(f"{number:.4g}")


def _growth(told: Mapping[str, Any]) -> str:
    words, text = labels().findings, ""
    if "growth_needed" in told:
        text += str(words["needed"]).format(needed=percent_words(told["growth_needed"]))
    if "growth_seen" in told:
        first, last = (str(told.get(name, "")) for name in ("growth_from", "growth_to"))
        shown = f"{human_date(first)}–{human_date(last)}" if first else words["stated_change"]
        text += str(words["seen"]).format(seen=percent_words(told["growth_seen"]), basis=shown)
    return text


def percent_words(fraction: float) -> str:
    """A fraction as a percentage: "12.2 %"."""
    return human_amount({"value": round(100 * fraction, 1), "unit": "percent"})


def _numbered(value: Mapping[str, Any]) -> str:
    date = f" ({human_date(str(value['date']))})" if value.get("date") else ""
    return f"{ordinal(int(value['ordinal']))}{date}"


def span_words(days: int) -> str:
    """A number of days in words: days, from two months on months, from two years on years."""
    words = labels().findings["spans"]
    for name, length in (("years", 365.25), ("months", _MONTH_DAYS)):
        if days >= 2 * length:
            return str(words[name]).format(count=int(days / length))
    return str(words["day" if days == 1 else "days"]).format(count=days)


def cadence_words(days: int) -> str:
    """A time from meeting to meeting: "year", "6 months"."""
    words = labels().findings["cadence"]
    if days in _YEAR:
        return str(words["year"])
    if days < 2 * _MONTH_DAYS:
        return str(words["days"]).format(days=days)
    return str(words["months"]).format(months=round(days / _MONTH_DAYS))


# ------------------------------------------------------------------ formats


def check_format(fmt: str) -> None:
    """Raise UsageError for a format that is none."""
    if fmt not in FORMATS:
        message = f"--format {fmt}: no such format; there are {', '.join(FORMATS)}"
        raise UsageError(message)


def render(
    findings: Sequence[Finding],
    fmt: str,
    *,
    words: FindingWords,
    limit: int = SHOWN,
    options: str = "",
) -> str:
    """Findings in a format of `FORMATS`; the readable ones show `limit` of a kind, 0 for all.

    `options` are those of the command, to be named where findings are left out. Raises UsageError
    for a format that is none.
    """
    check_format(fmt)
    if fmt == "json":
        return json.dumps([as_json(each, words) for each in findings], ensure_ascii=False, indent=2)
    if fmt == "jsonl":
        lines = [json.dumps(as_json(each, words), ensure_ascii=False) for each in findings]
        return "".join(f"{line}\n" for line in lines)
    if fmt == "csv":
        return _csv(findings, words)
    return _readable(findings, words, limit=limit, options=options, quotes=fmt == "md")


def as_json(finding: Finding, words: FindingWords) -> dict[str, Any]:
    """A finding as JSON, with its sentence as `text`."""
    return {**finding.to_json(), "text": words.line(finding)}


def _csv(findings: Sequence[Finding], words: FindingWords) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = (
        "id",
        "kind",
        "state",
        "rule",
        "parties",
        "confidence",
        "text",
        "records",
        "documents",
    )
    writer.writerow(columns)
    for each in findings:
        docs = sorted({doc for side in each.sides for doc in side.docs})
        row = [each.id, each.kind, each.state, each.rule, " ".join(each.parties), each.confidence]
        writer.writerow([*row, words.line(each), " ".join(each.records), "; ".join(docs)])
    return out.getvalue()


def _readable(
    findings: Sequence[Finding], words: FindingWords, *, limit: int, options: str, quotes: bool
) -> str:
    told = labels().findings
    parts: list[str] = []
    for kind in KINDS:
        own = [each for each in findings if each.kind == kind]
        if not own:
            continue
        title = f"{told['kinds'][kind]} ({len(own)})"
        parts.append(f"## {title}\n" if quotes else title)
        shown = own[:limit] if limit else own
        for each in shown:
            parts += _entry(each, words, quotes=quotes)
        if len(own) > len(shown):
            left = str(told["more"]).format(
                count=len(own) - len(shown), kind=kind, options=f"{options} --limit 0"
            )
            parts.append(f"- {left}" if quotes else f"  … {left}")
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n" if parts else f"{told['none']}\n"


def _entry(finding: Finding, words: FindingWords, *, quotes: bool) -> list[str]:
    sure = str(labels().findings["confidence"]).format(value=plain_number(finding.confidence))
    if not quotes:
        docs = sorted({doc for side in finding.sides for doc in side.docs})
        return [f"  {words.line(finding)}", f"      {sure}; {', '.join(docs)}"]
    lines = [f"- {_escaped(words.line(finding))} ({sure})"]
    seen: set[tuple[str, int]] = set()
    for side in finding.sides:
        for cite in side.evidence:
            if (cite.doc, cite.start) not in seen:
                seen.add((cite.doc, cite.start))
                lines.append(f"  - {_escaped(cite.doc)}: “{_escaped(_short(cite.quote))}”")
    return lines


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else f"{flat[: _QUOTE - 1].rpartition(' ')[0]}…"


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)
