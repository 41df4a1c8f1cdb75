"""A meeting's file in words: what was open, what came of it, who took part, what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from memcon.assess.meeting_file import MeetingFile, Output, Voice
from memcon.assess.open_items import OpenItem
from memcon.model.record import Record
from memcon.present.brief.parts import Citer
from memcon.present.dates import day_in_words
from memcon.present.labels import labels
from memcon.present.outline import Line, Node, Outline, Part
from memcon.present.phrases import Phrases

_CAP = 40  # lines of a part


@dataclass(frozen=True, slots=True)
class FileWords:
    """What words a meeting's file: the phrases for records, and the sources."""

    phrases: Phrases
    citer: Citer

    def outline(self, found: MeetingFile) -> Outline:
        """The file as a page."""
        words = labels().meeting_file
        meeting = found.meeting
        parts = (
            self._about(found),
            self._part("took_part", self._people(found)),
            self._part("outputs", [self._output(each) for each in found.outputs]),
            self._part("targets", [self._line(each) for each in found.targets]),
            self._part("figures", [self._line(each) for each in found.figures]),
            self._voices(found.voices),
            self._part("inputs", [self._input(each) for each in found.inputs]),
        )
        when = self.phrases.date(meeting) or labels().dates["undated"]
        place = self.phrases.value("place", meeting.get("place")) if meeting.get("place") else ""
        lead = str(words["lead"]).format(
            when=", ".join(part for part in (when, place) if part),
            status=self.phrases.status(meeting),
            parties=self.phrases.names.list_of(meeting.get("parties") or ()),
        )
        title = self.phrases.headline(meeting)
        kept = tuple(part for part in parts if part.lines or part.nodes)
        return Outline(title[:1].upper() + title[1:], lead, kept, self.citer.listed())

    def _part(self, key: str, lines: Sequence[Line]) -> Part:
        words = labels().meeting_file
        shown = tuple(lines[:_CAP])
        if len(lines) > _CAP:
            shown += (Line(str(words["more"]).format(count=len(lines) - _CAP)),)
        return Part(key, str(words["parts"][key]).format(count=len(lines)), lines=shown)

    def _about(self, found: MeetingFile) -> Part:
        words = labels().meeting_file["neighbours"]
        named = (("before", found.before), ("after", found.after), ("announced", found.announced))
        lines = [self._line(each, str(words[key])) for key, each in named if each is not None]
        own = self.citer.words(found.meeting.evidence)
        lines.insert(0, Line(self.phrases.status(found.meeting), str(words["told"]), own))
        return Part("about", str(labels().meeting_file["parts"]["about"]), lines=tuple(lines))

    def _people(self, found: MeetingFile) -> list[Line]:
        return [
            Line(self.phrases.who(dict(each.who)), "", self.citer.words(each.evidence))
            for each in found.participants
        ]

    def _line(self, record: Record, label: str = "", note: str = "") -> Line:
        parts = [self.phrases.headline(record), self.phrases.date(record)]
        if record.type in ("meeting", "body", "instrument", "project"):
            place = record.get("place") if record.type == "meeting" else None
            parts += [self.phrases.value("place", place) if place else ""]
            parts += [self.phrases.status(record)]
        said = self.phrases.said_by(record)
        parts.append(labels().brief["said_by"].format(who=said) if said else "")
        text = ", ".join(part for part in parts if part)
        text = f"{text} ({note})" if note else text
        return Line(text, label, self.citer.words(record.evidence), record.id)

    def _output(self, each: Output) -> Line:
        words = labels().meeting_file
        kind = str(labels().findings["cases"][each.record.type])
        return self._line(each.record, kind, str(words["rules"][each.rule]))

    def _input(self, each: OpenItem) -> Line:
        words = labels().meeting_file
        kind = str(labels().findings["cases"][each.record.type])
        notes = [str(words["states"][each.state]).format(day=_day(each.due))]
        if each.since:
            notes.append(str(words["since"]).format(day=_day(each.since)))
        return self._line(each.record, kind, "; ".join(notes))

    def _voices(self, voices: Iterable[Voice]) -> Part:
        words = labels().meeting_file
        sides: dict[str, list[Line]] = {}
        for each in voices:
            kind = "" if each.record.type == "position" else each.record.type
            label = str(labels().findings["cases"][kind]) if kind else ""
            sides.setdefault(each.side, []).append(self._line(each.record, label))
        nodes = tuple(
            Node(
                self.phrases.names.name(side) if side else str(words["others"]),
                lines=tuple(lines[:_CAP]),
            )
            for side, lines in sorted(sides.items(), key=lambda item: (not item[0], item[0]))
        )
        return Part("voices", str(words["parts"]["voices"]), nodes)


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""
