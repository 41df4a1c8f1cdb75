"""What became of a meeting, in words: item by item, and who has to act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from memcon.assess.follow_up import OUTCOMES, Action, Followed, FollowUp
from memcon.assess.series import ordinal_of
from memcon.model import compare
from memcon.model.record import Record
from memcon.present.amounts import human_amount
from memcon.present.brief import cycle
from memcon.present.brief.desk import Desk, present
from memcon.present.brief.parts import Brief, Group, Row, Section, Source
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.names import PartyNames
from memcon.present.phrases import Phrases, sentence_case

_CAP = 20


def follow_up_brief(found: FollowUp, sources: Mapping[str, Source], *, names: PartyNames) -> Brief:
    """The follow-up in words, as a brief; `sources` are the documents that its records cite."""
    parties = found.series.parties
    desk = cycle.desk_of(found.records, parties, found.as_of, sources, names)
    told = _Paper(found, desk)
    standing = told.standing()
    sections = [told.outcomes(), told.new(), told.actions()]
    number = ordinal_of(found.meeting)
    meeting = cycle.numbered(number, found.series.kind, found.series.name)
    words = cycle.words_of("follow_up")
    title = words["title"].format(meeting=meeting, parties=names.list_of(parties))
    return cycle.paper_of(desk, title, standing=standing, sections=sections)


def responsible(phrases: Phrases, action: Action) -> str:
    """Who has to act: the body that it falls to, else those who promised it."""
    if action.body is not None:
        return sentence_case(str(action.body.get("name", "")))
    named = compare.as_list(action.record.get("by"))
    if all(isinstance(each, str) for each in named):
        return phrases.names.list_of(sorted(named or action.record.get("parties") or ()))
    return phrases.who(named)


@dataclass(frozen=True, slots=True)
class _Paper:
    """Words a follow-up, part by part."""

    found: FollowUp
    desk: Desk

    def standing(self) -> tuple[Row, ...]:
        """Which meeting it is, how many items had which outcome, how much there is to do."""
        words, meeting = cycle.words_of("follow_up"), self.found.meeting
        phrases = self.desk.phrases
        told = [phrases.headline(meeting), phrases.place(meeting), self.desk.when(meeting)]
        rows = [self.desk.row(meeting, words["meeting"], ", ".join(part for part in told if part))]
        counts = [
            str(words["count"]).format(count=len(items), outcome=words["short"][outcome])
            for outcome in OUTCOMES
            if (items := self._of(outcome))
        ]
        if counts:
            cites = self.desk.citer.cite(*(each.record for each in self.found.items))
            rows.append(Row((words["before"], "; ".join(counts)), cites))
        if self.found.new:
            new = str(words["new_count"]).format(count=len(self.found.new))
            rows.append(Row((words["new"], new), self.desk.citer.cite(*self.found.new)))
        return tuple(rows)

    def outcomes(self) -> Section:
        """A group for each outcome, those that were settled first."""
        words = cycle.words_of("follow_up")
        groups = [
            cycle.group(
                words["outcomes"][outcome],
                map(self._followed, self._of(outcome)),
                cap=_CAP,
                heads=cycle.columns("due", "who", "what", "told"),
                hint=self.desk.listing("commitment"),
            )
            for outcome in OUTCOMES
        ]
        return Section("outcomes", words["section"], present(groups))

    def new(self) -> Section:
        """What the meeting brought."""
        words = cycle.words_of("follow_up")
        heads = cycle.columns("due", "who", "what")
        rows = map(self._promised, self.found.new)
        hint = self.desk.listing("commitment")
        group = cycle.group("", rows, cap=_CAP, heads=heads, hint=hint)
        return Section("new", words["new"], present([group]))

    def actions(self) -> Section:
        """What has to be done, by who has to act."""
        words = cycle.words_of("follow_up")
        heads = cycle.columns("due", "what", "state")
        groups: list[Group | None] = []
        ordered = sorted(self.found.actions, key=self._actor)
        for name, actions in groupby(ordered, key=self._actor):
            rows = map(self._action, actions)
            hint = self.desk.listing("commitment")
            groups.append(cycle.group(name, rows, cap=_CAP, heads=heads, hint=hint))
        return Section("actions", words["actions"], present(groups))

    def _of(self, outcome: str) -> list[Followed]:
        return [each for each in self.found.items if each.outcome == outcome]

    def _actor(self, action: Action) -> str:
        return responsible(self.desk.phrases, action)

    def _followed(self, each: Followed) -> Row:
        """The thing, and what tells of its outcome; the sources before and since the meeting."""
        record = each.item.record
        who, what = self._task(record)
        due = cycle.due_words(record) if each.item.due else ""
        row = self.desk.row(record, due, who, what, self._told(each))
        return replace(row, cites=self.desk.citer.cite(each.record, *each.by), note="")

    def _task(self, record: Record) -> tuple[str, str]:
        if record.type == "figure":
            parties = self.desk.phrases.names.list_of(record.get("parties") or ())
            return parties, self.desk.phrases.headline(record)
        return cycle.task(self.desk, record)

    def _told(self, each: Followed) -> str:
        """What tells of it: the change, the record, the analyst; or that nothing does."""
        unit = str((each.record.get("target") or each.record.get("amount") or {}).get("unit", ""))
        parts = [self._change(name, *pair, unit=unit) for name, pair in each.details.items()]
        parts += [self._witness(record) for record in each.by]
        parts += [self._decision(decision) for decision in each.decisions]
        if not parts:
            words = cycle.words_of("follow_up")["told"]
            days = [day for doc in each.docs if (day := self.desk.citer.sources[doc].date)]
            when = human_date(min(days).isoformat()) if days else ""
            parts = [str(words[each.outcome]).format(when=when).strip()]
        return "; ".join(parts)

    def _change(self, name: str, old: str, new: str, *, unit: str) -> str:
        words = cycle.words_of("follow_up")["changes"]
        if name == "due":
            shown = [human_date(each) for each in (old, new)]
        elif name == "status":
            shown = [labels().status(each) for each in (old, new)]
        else:
            shown = [human_amount({"value": float(each), "unit": unit}) for each in (old, new)]
        return str(words[name]).format(before=shown[0], after=shown[1])

    def _witness(self, record: Record) -> str:
        """The record that tells of it, with its status and date."""
        phrases = self.desk.phrases
        text = phrases.headline(record)
        when = phrases.date(record) or self.desk.when(record)
        status = phrases.status(record) if record.type in ("instrument", "project") else ""
        return ", ".join(part for part in (text, status, when) if part)

    def _decision(self, decision: Mapping[str, Any]) -> str:
        words = cycle.words_of("follow_up")
        said = str(decision.get("text") or decision.get("reason") or "")
        return str(words["by_hand"]).format(
            by=decision.get("by", ""), on=human_date(str(decision.get("at", ""))[:10]), said=said
        )

    def _promised(self, record: Record) -> Row:
        return self.desk.row(record, cycle.due_words(record), *cycle.task(self.desk, record))

    def _action(self, action: Action) -> Row:
        words = cycle.words_of("follow_up")
        record = action.record
        state = words["states"][action.state]
        origin = words["from_meeting"] if action.is_new else ""
        told = "; ".join(part for part in (state, origin) if part)
        due = cycle.due_words(record) if action.due else ""
        row = self.desk.row(record, due, sentence_case(cycle.task(self.desk, record)[1]), told)
        return replace(row, note="")
