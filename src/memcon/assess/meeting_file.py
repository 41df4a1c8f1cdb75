"""A meeting's file: what was open before it, what came of it, who took part, what each side said.

What came of a meeting is what is linked to it, by a document's words or by hand; else what its
reports tell beside it. Every output names the rule by which it was taken, `RULES` in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from memcon.assess.book import Book, docs_of, parties_of
from memcon.assess.known import known_by
from memcon.assess.levels import level_of
from memcon.assess.open_items import OpenItem, open_items
from memcon.assess.plain import plain
from memcon.assess.series import Series, by_date, ordinal_of, series_of
from memcon.model import compare
from memcon.model.citation import Citation
from memcon.model.periods import first_day, last_day
from memcon.model.record import Record

RULES = ("linked", "words", "paragraph", "day", "report")
_NEWS = timedelta(days=14)  # after a meeting: what appears by then reports on it
_DAY = timedelta(days=1)  # reports date what a meeting agreed by a day more or less
_OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "instrument": ("signed", "in_force", "planned", "under_negotiation", "proposed"),
    "commitment": ("pending", "met", "missed", "dropped"),
    "body": ("established", "planned", "existing", "dissolved"),
    "project": ("proposed", "planned", "under_way", "completed"),
}
_AGREED: Mapping[str, tuple[str, ...]] = {  # what a report's words alone make an output
    "instrument": ("signed",),
    "commitment": ("pending",),
    "body": ("established", "planned"),
}
_LINKS = ("produced_by", "founded_by", "during")

Paragraphs = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Output:
    """Something that came of a meeting, and the rule of `RULES` by which it was taken for that."""

    record: Record
    rule: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What was said on the occasion for one side; `side` is "" for everybody else."""

    side: str
    record: Record


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part, with the passages that tell so."""

    who: Mapping[str, Any]
    evidence: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """All that is on record of one meeting.

    `before` and `after` are its neighbours in its series, `inputs` what was open between the
    parties on the day before, `outputs` what came of it, `figures` and `targets` those stated in
    its reports, `participants` who took part, `voices` what was said, `docs` what tells of it.
    `announced` is the next meeting as reports of this one tell it, or None.
    """

    meeting: Record
    level: str
    number: int | None = None
    before: Record | None = None
    after: Record | None = None
    announced: Record | None = None
    inputs: tuple[OpenItem, ...] = ()
    outputs: tuple[Output, ...] = ()
    figures: tuple[Record, ...] = ()
    targets: tuple[Record, ...] = ()
    participants: tuple[Participant, ...] = ()
    voices: tuple[Voice, ...] = ()
    docs: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record that the file names, the meeting first."""
        named = [self.meeting, self.before, self.after, self.announced]
        named += [each.record for each in self.inputs]
        named += [each.record for each in self.outputs]
        named += [each.record for each in self.voices]
        named += [*self.figures, *self.targets]
        return tuple({each.id: each for each in named if each is not None}.values())

    def to_json(self) -> dict[str, Any]:
        """The file as JSON: records by their ids, and each of them once under `records`."""
        records = {each.id: each.to_json() for each in self.records}
        return {**plain(self), "records": records}


def meeting_file(book: Book, meeting: Record, *, paragraphs: Paragraphs) -> MeetingFile:
    """The file of a meeting, from the records of exactly its parties.

    `paragraphs` has the first and last character of each paragraph of the documents that tell of
    it.
    """
    series = _series(book, meeting)
    members = [each for each in series.meetings if each.get("status") != "cancelled"]
    before, after = _neighbours(members, meeting)
    scene = _Scene(book, meeting, paragraphs)
    outputs = tuple(scene.outputs())
    taken = {each.record.id for each in outputs}
    stated = [each for each in scene.told("figure") if each.id not in taken]
    start = first_day(meeting) or book.first_reported(meeting)
    known = known_by(book, start - _DAY) if start else None
    return MeetingFile(
        meeting,
        level_of([meeting]),
        ordinal_of(meeting) or None,
        before,
        after,
        scene.announced(members),
        open_items(known) if known else (),
        outputs,
        tuple(each for each in stated if each.get("nature") != "target"),
        tuple(each for each in stated if each.get("nature") == "target"),
        tuple(_people(meeting, scene.visits)),
        tuple(scene.voices()),
        tuple(sorted(scene.reports | set(docs_of(meeting)))),
    )


def _series(book: Book, meeting: Record) -> Series:
    """The series that a meeting is of; it alone where there is none."""
    for each in series_of(book.of("meeting")):
        if any(one.id == meeting.id for one in each.meetings):
            return each
    return Series(str(meeting.get("kind", "other")), "", parties_of(meeting), (), (meeting,))


def _neighbours(members: Sequence[Record], meeting: Record) -> tuple[Record | None, Record | None]:
    """The meetings before and after one: by number where it has one, else by date."""
    number = ordinal_of(meeting)
    if number:
        lower = [each for each in members if 0 < ordinal_of(each) < number]
        higher = [each for each in members if ordinal_of(each) > number]
        return max(lower, key=ordinal_of, default=None), min(higher, key=ordinal_of, default=None)
    ordered = sorted(members, key=by_date)
    place = next(n for n, each in enumerate(ordered) if each.id == meeting.id)
    return (
        ordered[place - 1] if place else None,
        ordered[place + 1] if place + 1 < len(ordered) else None,
    )


def _people(meeting: Record, visits: Iterable[Record]) -> list[Participant]:
    """Who took part: as reports of the meeting name them, and the visitor on whose visit it was."""
    found: list[Participant] = []
    told = [(who, meeting) for who in compare.as_list(meeting.get("participants"))]
    told += [(visit.get("visitor"), visit) for visit in visits]
    for who, record in told:
        if isinstance(who, Mapping) and not any(_is_same(who, one.who) for one in found):
            found.append(Participant(who, _naming(who, record)))
    return found


def _naming(who: Mapping[str, Any], record: Record) -> tuple[Citation, ...]:
    """The passages that name a person; else those of documents that do; else all there are."""
    last = str(who.get("name") or who.get("role") or "").split()[-1:]
    named = tuple(cite for cite in record.evidence if last and last[0] in cite.quote)
    docs = {
        doc
        for each in record.stated.get("participants", ())
        if any(one == who for one in compare.as_list(each["value"]))
        for doc in each["docs"]
    }
    return named or tuple(c for c in record.evidence if c.doc in docs) or record.evidence


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return compare.who(dict(one), dict(other)) == 1.0


class _Scene:
    """A meeting with its passages, its reports, and what stands in them."""

    def __init__(self, book: Book, meeting: Record, paragraphs: Paragraphs) -> None:
        self._book = book
        self._meeting = meeting
        self._paragraphs = paragraphs
        visits = {link["id"] for link in meeting.links if link["rel"] == "during"}
        self.visits = [each for each in book.of("visit") if each.id in visits]
        self._passages = [cite for each in (meeting, *self.visits) for cite in each.evidence]
        self._first = first_day(meeting)
        self._last = last_day(meeting)
        self.reports = {doc for doc in docs_of(meeting) if self._is_report(doc)}
        self._others = [
            each
            for each in book.of("meeting", "held")
            if each.id != meeting.id and set(docs_of(each)) & self.reports and last_day(each)
        ]

    def _is_report(self, doc: str) -> bool:
        """Whether a document appeared with the meeting or within days of it."""
        day = self._book.origin(doc).date
        if self._meeting.get("status") == "planned" or day is None or self._last is None:
            return False
        first = self._first or self._last
        return first <= day <= self._last + _NEWS

    # ------------------------------------------------------------------ outputs

    def outputs(self) -> Iterator[Output]:
        """What came of the meeting, in the order of types and dates, with the rule for each.

        Beside what is linked to it, as documents of these weeks tell it: a body that was set up
        later was planned then.
        """
        then = known_by(self._book, self._last + _NEWS) if self._last else self._book
        for record_type, statuses in _OUTPUTS.items():
            linked = [each for each in self._book.of(record_type) if self._is_linked(each)]
            yield from (Output(each, "linked") for each in linked)
            taken = {each.id for each in linked}
            for record in then.of(record_type, *statuses):
                rule = "" if record.id in taken else self._rule(record)
                if rule:
                    yield Output(record, rule)

    def _is_linked(self, record: Record) -> bool:
        own = {link["rel"] for link in record.links if link["id"] == self._meeting.id}
        return bool(own & set(_LINKS))

    def _rule(self, record: Record) -> str:
        if self._meeting.get("status") != "held" or not self._fits(record):
            return ""
        if any(link["rel"] == "produced_by" for link in record.links):
            return ""  # another meeting's
        if self._is_beside(record, whole=False):
            return "words"
        agreed = record.get("status") in _AGREED.get(record.type, ()) or self._is_told(record)
        if agreed and self._is_beside(record, whole=True):
            return "paragraph"
        if agreed and record.get("date") and self._is_of_the_day(record):
            return "day"
        return "report" if agreed and self._is_nearest(record) else ""

    def _is_told(self, record: Record) -> bool:
        """Whether somebody who was there, or spoke for a party, told of what is planned."""
        who = record.get("said_by")
        planned = record.type == "instrument" and record.get("status") == "planned"
        return planned and isinstance(who, Mapping) and who.get("country") in self._parties

    @property
    def _parties(self) -> tuple[str, ...]:
        return parties_of(self._meeting)

    def _fits(self, record: Record) -> bool:
        """Whether it can have come of the meeting: not told before, nor of another time."""
        told, first, last = self._book.first_reported(record), self._first, self._last
        if first is None or last is None:
            return bool(set(docs_of(record)) & set(docs_of(self._meeting)))
        if told is not None and told < first:
            return False
        day, until = first_day(record), last_day(record)
        if day is None or until is None or record.type == "project":
            return True
        if record.get("status") == "planned":
            return True  # its date is that of the plan
        return day <= last + _NEWS and until >= first - _DAY and not self._is_longer(record)

    def _is_longer(self, record: Record) -> bool:
        """Whether a date covers far more than the meeting's days: a year tells nothing."""
        day, until = first_day(record), last_day(record)
        return bool(day and until and until - day > _NEWS)

    def _is_of_the_day(self, record: Record) -> bool:
        day, until = first_day(record), last_day(record)
        if not (day and until and self._first and self._last and docs_of(record)):
            return False
        if self._is_longer(record) or not set(docs_of(record)) & set(docs_of(self._meeting)):
            return False
        return day >= self._first - _DAY and until <= self._last + _DAY

    def _is_beside(self, record: Record, *, whole: bool) -> bool:
        """Whether words of a record overlap those of the meeting, or (`whole`) its paragraph."""
        for cite in record.evidence:
            for passage in self._passages:
                if cite.doc != passage.doc:
                    continue
                low, high = passage.start, passage.end
                if whole:
                    low, high = self._paragraph(cite.doc, low, high)
                if cite.start < high and low < cite.end:
                    return True
        return False

    def _paragraph(self, doc: str, low: int, high: int) -> tuple[int, int]:
        inside = [each for each in self._paragraphs.get(doc, ()) if each[0] <= low < each[1]]
        return (inside[0][0], max(high, inside[0][1])) if inside else (low, high)

    def _is_nearest(self, record: Record) -> bool:
        """Whether a report of the meeting tells of it, and of no other meeting right before it."""
        for cite in record.evidence:
            if cite.doc not in self.reports:
                continue
            own = self._before(self._passages, cite.doc, cite.start)
            others = [piece for each in self._others for piece in each.evidence]
            other = self._before(others, cite.doc, cite.start)
            if own >= other:
                return True
        return False

    @staticmethod
    def _before(pieces: Iterable[Any], doc: str, start: int) -> int:
        """Where the last of some pieces before a place begins; -1 where none does."""
        return max((p.start for p in pieces if p.doc == doc and p.start <= start), default=-1)

    # ------------------------------------------------------------------ beside them

    def told(self, record_type: str) -> list[Record]:
        """What reports of the meeting tell, of a type, where no other meeting stands nearer."""
        found = [each for each in self._book.of(record_type) if self._is_nearest(each)]
        return [each for each in found if self._is_new(each)]

    def _is_new(self, record: Record) -> bool:
        told = self._book.first_reported(record)
        return told is None or self._first is None or told >= self._first

    def voices(self) -> Iterator[Voice]:
        """What was said on the occasion, by side: positions, and what somebody is quoted for."""
        for record_type in ("position", "commitment", "instrument", "body", "project", "figure"):
            for record in self.told(record_type):
                who = record.get("holder") if record_type == "position" else record.get("said_by")
                for side in dict.fromkeys(self._side(one) for one in compare.as_list(who)):
                    if side or record_type == "position":
                        yield Voice(side, record)

    def _side(self, who: Any) -> str:
        code = compare.country_of(who)
        return code if code in self._parties else ""

    def announced(self, members: Iterable[Record]) -> Record | None:
        """The next meeting of the series as documents of this time tell it."""
        ahead = [
            each
            for each in members
            if set(docs_of(each)) & self.reports
            and self._last
            and (day := last_day(each))
            and day > self._last
            and each.id != self._meeting.id
        ]
        return min(ahead, key=by_date, default=None)


def paragraphs_of(blocks: Iterable[Any]) -> tuple[tuple[int, int], ...]:
    """The first character of each paragraph and the one after its last."""
    return tuple((block.start, block.end) for block in blocks)
