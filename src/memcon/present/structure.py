"""The structure of a relationship in words: a tree of formats by level, with dates and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from memcon.assess.leaders import CHAIRS, Leader
from memcon.assess.levels import LEADERS, LEVELS
from memcon.assess.series import runs
from memcon.assess.sessions import Sessions
from memcon.assess.structure import Change, Format, Structure
from memcon.model import compare
from memcon.model.record import Record
from memcon.present.amounts import plain_number
from memcon.present.brief.parts import Citer
from memcon.present.dates import day_in_words, human_date, month_in_words
from memcon.present.findings import cadence_words
from memcon.present.labels import labels
from memcon.present.names import join
from memcon.present.outline import Line, Node, Outline, Part
from memcon.present.phrases import Phrases, ordinal, sentence_case, series_name


@dataclass(frozen=True, slots=True)
class StructureWords:
    """What words a structure: how to look records up, the phrases for them, and the sources."""

    record: Callable[[str], Record]
    phrases: Phrases
    citer: Citer

    def outline(self, found: Structure) -> Outline:
        """The structure as a page."""
        words = labels().structure
        parts = [part for level in LEVELS if (part := self._level(found, level)).nodes]
        parts += self._groupings(found)
        docs = {cite.doc for each in found.all() for cite in each.evidence}
        docs |= {doc for each in found.groupings for doc in each.docs}
        lead = str(words["lead"]).format(
            day=day_in_words(found.as_of),
            formats=_counted("formats", len(found.all())),
            documents=_counted("documents", len(docs)),
        )
        title = str(words["title"]).format(parties=self.phrases.names.list_of(found.parties))
        return Outline(title, lead, tuple(parts), self.citer.listed())

    def name(self, one: Format) -> str:
        """What a format is called."""
        words = labels().structure
        if one.level in LEADERS or not (one.bodies or len(compare.stems(one.name)) > 1):
            return str(words["meetings"][one.level])
        name = sentence_case(series_name(one.name))
        number = str(words["number"]).format(number=ordinal(one.number)) if one.number else ""
        return f"{name} ({number})" if number else name

    def change(self, one: Change) -> str:
        """A change with its date."""
        words = labels().structure["changes"]
        what = str(words[one.what])
        if one.what == "first_meeting" and one.value:
            what = str(words["numbered"]).format(number=ordinal(int(one.value)))
        if one.what == "leader":
            party = self.phrases.names.name(str(one.value.get("country", "")))
            what = what.format(party=party, who=one.value.get("name"))
        form = words["reported" if one.is_reported else "dated"]
        shown = human_date(one.date) if one.date else labels().dates["undated"]
        return str(form).format(date=shown, what=what)

    # ------------------------------------------------------------------ parts

    def _level(self, found: Structure, level: str) -> Part:
        nodes = tuple(self._node(each) for each in found.at(level))
        return Part(level, str(labels().structure["levels"][level]), nodes)

    def _groupings(self, found: Structure) -> list[Part]:
        words = labels().structure
        parts = []
        for membership, key in (("listed", "groupings"), ("unlisted", "unlisted")):
            lines = tuple(
                Line(
                    self._grouping(each.code, each.since, each.until),
                    "",
                    self.citer.words(each.evidence),
                )
                for each in found.groupings
                if each.membership == membership
            )
            if lines:
                parts.append(Part(key, str(words[key]), lines=lines))
        return parts

    def _grouping(self, code: str, since: int | None, until: int | None) -> str:
        words = labels().structure
        years = [
            str(words[key]).format(**{name: year})
            for key, name, year in (("membership", "since", since), ("until", "until", until))
            if year
        ]
        name = self.phrases.names.name(code)
        return f"{name} ({', '.join(years)})" if years else name

    def _node(self, one: Format) -> Node:
        return Node(
            self.name(one),
            self._note(one),
            self.citer.words(one.evidence),
            tuple(self._lines(one)),
            tuple(self._node(child) for child in one.children),
            one.id,
        )

    def _note(self, one: Format) -> str:
        """The status of a body with its date, or the day on which it was first told."""
        words = labels().structure
        if not one.status:
            return ""
        if one.since and one.status in words["since"]:
            return str(words["since"][one.status]).format(date=human_date(one.since))
        status = labels().status(one.status)
        if one.reported is None:
            return status
        return str(words["reported"]).format(status=status, day=day_in_words(one.reported))

    def _lines(self, one: Format) -> Iterable[Line]:
        words = labels().structure["facts"]
        for key, text in self._facts(one):
            if text:
                yield Line(text, str(words[key]))

    def _facts(self, one: Format) -> Iterable[tuple[str, str]]:
        name = one.name.casefold()
        yield "remit", "; ".join(one.remit)
        yield "sectors", ", ".join(each.replace("_", " ") for each in one.sectors)
        place = str((one.place or {}).get("name", ""))
        yield "place", "" if place.casefold() in name else place
        is_led = one.level in LEADERS or any(each.how == CHAIRS for each in one.leaders)
        yield "leaders" if is_led else "took_part", self._leaders(one.leaders)
        yield "founded", join([self._what(each) for each in one.founded_by])
        yield "cadence", self._cadence(one)
        if one.sessions is not None:
            yield "meetings", _sessions(one.sessions)
            yield "stated", _stated(one.sessions)
        if len(one.changes) > 1 or any(each.what == "leader" for each in one.changes):
            yield "changes", "; ".join(self.change(each) for each in one.changes)

    def _what(self, record_id: str) -> str:
        record = self.record(record_id)
        day = self.phrases.date(record)
        headline = self.phrases.headline(record)
        return f"{headline}, {day} ({record.id})" if day else f"{headline} ({record.id})"

    def _leaders(self, leaders: Sequence[Leader]) -> str:
        words = labels().structure
        sides = []
        for party in dict.fromkeys(each.party for each in leaders):
            told = [
                str(words["leader"]).format(
                    who=each.who["name"],
                    when=_span(each.first, each.last) or words["undated_leader"],
                    how=words["chairs"] if each.how == CHAIRS else "",
                )
                for each in leaders
                if each.party == party
            ]
            name = self.phrases.names.name(party)
            sides.append(f"{name}: {', '.join(told)}" if name else ", ".join(told))
        return "; ".join(sides)

    def _cadence(self, one: Format) -> str:
        words = labels().structure["cadence"]
        if one.cadence:
            return str(words["stated"]).format(word=one.cadence)
        if one.cadence_days is None:
            return ""
        return str(words["days"]).format(span=cadence_words(one.cadence_days), how=words["dates"])


def _sessions(told: Sessions) -> str:
    words = labels().structure
    counts = ("held", "inferred", "untold", "ahead", "undated")
    parts = [_counted(name, n) for name in counts if (n := getattr(told, name))]
    if told.numbers:
        parts.append(str(words["numbers"]).format(numbers=_runs(told.numbers)))
    if told.missing:
        parts.append(str(words["missing"]).format(numbers=_runs(told.missing)))
    if told.first != told.last:
        parts.append(str(words["first"]).format(day=human_date(told.first)))
    if told.last:
        parts.append(str(words["last"]).format(day=human_date(told.last)))
    if told.next_planned:
        parts.append(str(words["next_planned"]).format(day=human_date(told.next_planned)))
    elif told.next_due:
        key = "overdue" if told.is_overdue else "next_due"
        parts.append(str(words[key]).format(day=month_in_words(told.next_due)))
    return "; ".join(parts)


def _stated(told: Sessions) -> str:
    words = labels().structure
    return "; ".join(
        str(words["stated"]).format(
            n=plain_number(number), period=human_date(period) or labels().dates["undated"]
        )
        for period, number, _ in told.stated
    )


def _counted(key: str, number: int) -> str:
    forms = labels().structure[key]
    return str(forms["one" if number == 1 else "other"]).format(n=number)


def _runs(numbers: Iterable[int]) -> str:
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs(numbers)
    )


def _span(first: date | None, last: date | None) -> str:
    """The years from one day to another, or the day where they are one."""
    if first is None or last is None:
        return day_in_words(first or last) if first or last else ""  # type: ignore[arg-type]
    if first.year == last.year:
        return str(first.year)
    return f"{first.year}–{last.year}"
