"""The pack for a meeting as it is read on the way there: one model for every format of a brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.assess.finding import Finding
from memcon.assess.mirror import Mirror
from memcon.assess.open_items import OpenItem
from memcon.assess.pack import Pack, Point, Topic
from memcon.assess.targets import Outcome, Target
from memcon.model.record import Record
from memcon.present.amounts import human_amount
from memcon.present.brief import cycle
from memcon.present.brief.desk import Desk, present
from memcon.present.brief.parts import Brief, Dispute, Group, Plot, Row, Section, Source
from memcon.present.dates import human_date, month_in_words
from memcon.present.findings import percent_words, span_words
from memcon.present.labels import labels
from memcon.present.names import PartyNames
from memcon.present.phrases import sentence_case

_CAPS = {
    "agenda": 14,
    "items": 12,
    "instruments": 8,
    "projects": 10,
    "targets": 8,
    "mirrors": 6,
    "clashes": 6,
    "topics": 8,
    "topic": 3,
    "said": 8,
}


def pack_brief(pack: Pack, sources: Mapping[str, Source], *, names: PartyNames) -> Brief:
    """The pack in words, as a brief; `sources` are the documents that its records cite."""
    parties = pack.series.parties
    desk = cycle.desk_of(pack.records, parties, pack.as_of, sources, names)
    told = _Paper(pack, desk)
    meeting = cycle.numbered(pack.next.ordinal, pack.series.kind, pack.series.name)
    title = cycle.words_of("pack")["title"].format(meeting=meeting, parties=names.list_of(parties))
    return cycle.paper_of(desk, title, standing=told.standing(), sections=told.sections())


@dataclass(frozen=True, slots=True)
class _Paper:
    """Words a pack, part by part."""

    pack: Pack
    desk: Desk

    def standing(self) -> tuple[Row, ...]:
        """What the meeting is, the last one, and how much is open."""
        found = (self._next(), self._last(), self._open(), self._nearest())
        return tuple(row for row in found if row is not None)

    def sections(self) -> list[Section]:
        """All parts, in the order in which they are read."""
        words = cycle.words_of("pack")
        makers = (
            ("agenda", self._agenda),
            ("commitments", self._commitments),
            ("instruments", self._instruments),
            ("projects", self._projects),
            ("targets", self._targets),
            ("figures", self._figures),
            ("positions", self._positions),
            ("said", self._said),
        )
        found = [Section(key, words[key], present(make())) for key, make in makers]
        plots = self._plots()
        return [replace(part, plots=plots) if part.key == "targets" else part for part in found]

    # -------------------------------------------------------------- at a glance

    def _next(self) -> Row:
        upcoming, words = self.pack.next, cycle.words_of("pack")
        when = ""
        if upcoming.record is not None:
            told = self.desk.phrases
            parts = [self.desk.when(upcoming.record), told.place(upcoming.record)]
            when = ", ".join(part for part in parts if part)
        elif upcoming.day is not None:
            when = month_in_words(upcoming.day)
        text = str(words["basis"][upcoming.basis]).format(when=when)
        known = upcoming.record or self.pack.last
        row = self.desk.row(known, "", "") if known else Row((), ())
        return replace(row, cells=(words["next"], text), note="")

    def _last(self) -> Row | None:
        last = self.pack.last
        if last is None:
            return None
        phrases = self.desk.phrases
        parts = [phrases.headline(last), phrases.place(last), self.desk.when(last)]
        text = ", ".join(part for part in parts if part)
        return self.desk.row(last, cycle.words_of("pack")["last"], text)

    def _open(self) -> Row | None:
        pack, words = self.pack, cycle.words_of("pack")
        items = (*pack.commitments, *pack.instruments, *pack.projects)
        if not items:
            return None
        late = [item for item in items if item.state == "overdue"]
        parts = [
            str(words["counts"][name]).format(count=len(found))
            for name, found in (
                ("commitments", pack.commitments),
                ("instruments", pack.instruments),
                ("projects", pack.projects),
                ("late", late),
            )
            if found
        ]
        cites = self.desk.citer.cite(*(item.record for item in items))
        return Row((words["open"], "; ".join(parts)), cites)

    def _nearest(self) -> Row | None:
        day = self.pack.as_of
        ahead = [each for each in self.pack.targets if each[0].due and each[0].due >= day]
        if not ahead:
            return None
        row = self._target(*ahead[0])
        text = ", ".join(part for part in (row.cells[0], row.cells[1], row.cells[5]) if part)
        return replace(row, cells=(labels().brief["target"], text))

    # -------------------------------------------------------------- the agenda

    def _agenda(self) -> list[Group | None]:
        words = cycle.words_of("pack")
        rows = [
            replace(row, cells=(str(number), *row.cells))
            for number, row in enumerate(map(self._point, self.pack.agenda), start=1)
        ]
        heads = cycle.columns("number", "point", "why")
        rule = Row((words["rule"],), ())
        parties = ",".join(self.pack.series.parties)
        hint = f'memcon prepare "{self.pack.series.kind}" --parties {parties} --format json'
        cap = _CAPS["agenda"]
        return [cycle.group("", rows, cap=cap, heads=heads, remark=rule, hint=hint)]

    def _point(self, point: Point) -> Row:
        words = cycle.words_of("pack")["reasons"]
        record = point.records[0]
        what = self._subject(point)
        days = abs((self.pack.as_of - point.day).days) if point.day else 0
        target = self._target_of(record)
        why = str(words[point.reason]).format(
            span=span_words(days),
            due=cycle.due_words(record) or (human_date(str(point.day)) if point.day else ""),
            state=cycle.state_words(target[1].state) if target else "",
        )
        row = self.desk.row(record, what, why)
        return replace(row, cites=self.desk.citer.cite(*point.records), disputes=(), note="")

    def _subject(self, point: Point) -> str:
        """What a point is about, in a line."""
        record, phrases = point.records[0], self.desk.phrases
        if record.type == "position":
            return sentence_case(str(record.get("topic", "")))
        if point.reason == "contradicted" and record.type == "figure":
            return f"{phrases.indicator(record)}, {phrases.date(record)}"
        target = self._target_of(record)
        if target is not None:
            return self._aim(*target)
        if record.type == "project":
            kind = labels().findings["cases"]["project"]
            return f"{kind}: {cycle.task(self.desk, record)[1]}"
        return sentence_case(cycle.task(self.desk, record)[1])

    def _aim(self, target: Target, outcome: Outcome) -> str:
        """A target in words: as it was promised, where no number of the kind was ever counted."""
        promise = next((each for each in target.records if each.type == "commitment"), None)
        if promise is None or outcome.path:
            return cycle.target_words(self.desk, target)
        return sentence_case(cycle.task(self.desk, promise)[1])

    def _target_of(self, record: Record) -> tuple[Target, Outcome] | None:
        """The target that a record states, with what became of it."""
        targets = self.pack.targets
        return next((e for e in targets if record.id in {each.id for each in e[0].records}), None)

    # -------------------------------------------------------------- what is open

    def _commitments(self) -> list[Group | None]:
        """By the body that they fall to, in it by sector."""
        words, heads = cycle.words_of("pack"), cycle.columns("due", "age", "sector", "who", "what")
        homes: dict[str, list[OpenItem]] = {}
        for item in self.pack.commitments:
            homes.setdefault(item.body.id if item.body else "", []).append(item)
        found = []
        for home in sorted(homes, key=lambda each: (not each, each)):
            items = sorted(homes[home], key=lambda each: (not each.due, _sector(each.record)))
            body = items[0].body
            title = self.desk.phrases.headline(body) if body else words["no_body"]
            title = title if home or len(homes) > 1 else ""
            rows = map(self._promise, items)
            hint = self.desk.listing("commitment")
            found.append(cycle.group(title, rows, cap=_CAPS["items"], heads=heads, hint=hint))
        return found

    def _promise(self, item: OpenItem) -> Row:
        who, what = cycle.task(self.desk, item.record)
        due = cycle.due_words(item.record)
        cells = (due, self._age(item), _sector(item.record), who, what)
        return self.desk.row(item.record, *cells)

    def _age(self, item: OpenItem) -> str:
        """How long it has been open, and whether its date has passed."""
        words = cycle.words_of("pack")
        age = cycle.age_words(item.since, self.pack.as_of)
        late = ""
        if item.state == "overdue" and item.due:
            span = span_words((self.pack.as_of - item.due).days)
            late = str(words["late"]).format(span=span)
        return "; ".join(part for part in (age, late) if part)

    def _instruments(self) -> list[Group | None]:
        words = cycle.words_of("pack")
        heads = cycle.columns("due", "age", "state", "what")
        unsigned = [item for item in self.pack.instruments if item.state != "unratified"]
        signed = [item for item in self.pack.instruments if item.state == "unratified"]
        signed.sort(key=lambda item: item.since or self.pack.as_of, reverse=True)
        cap, hint = _CAPS["instruments"], self.desk.listing("instrument")
        return [
            cycle.group(
                words["unsigned"], map(self._thing, unsigned), cap=cap, heads=heads, hint=hint
            ),
            cycle.group(words["unratified"], map(self._signed, signed), cap=cap, hint=hint),
        ]

    def _thing(self, item: OpenItem) -> Row:
        record, phrases = item.record, self.desk.phrases
        due = cycle.due_words(record) or (human_date(f"../{item.due}") if item.due else "")
        cells = (due, self._age(item), phrases.status(record))
        return self.desk.row(record, *cells, phrases.headline(record))

    def _signed(self, item: OpenItem) -> Row:
        return self.desk.row(
            item.record, self.desk.when(item.record), self.desk.phrases.headline(item.record)
        )

    def _projects(self) -> list[Group | None]:
        words = cycle.words_of("pack")
        heads = cycle.columns("due", "age", "state", "what")
        late = [item for item in self.pack.projects if item.state == "overdue"]
        rest = [item for item in self.pack.projects if item.state != "overdue"]
        cap, hint = _CAPS["projects"], self.desk.listing("project")
        return [
            cycle.group(words["behind"], map(self._thing, late), cap=cap, heads=heads, hint=hint),
            cycle.group(words["going_on"], map(self._thing, rest), cap=cap, heads=heads, hint=hint),
        ]

    # -------------------------------------------------------------- numbers

    def _targets(self) -> list[Group | None]:
        heads = cycle.columns("target", "due", "latest", "seen", "needed", "state")
        day = self.pack.as_of
        known = [each for each in self.pack.targets if each[0].due or each[1].path]
        known.sort(key=lambda each: each[0].due is None or each[0].due < day)
        rows = [replace(self._target(*each), note="") for each in known]
        return [cycle.group("", rows, cap=_CAPS["targets"], heads=heads)]

    def _target(self, target: Target, outcome: Outcome) -> Row:
        needed, seen = cycle.growth_words(outcome)
        latest = outcome.path[-1] if outcome.path else None
        record = target.records[0]
        cells = (
            self._aim(target, outcome),
            cycle.due_words(record),
            cycle.value_words(latest, target.unit) if latest else "",
            seen,
            needed,
            cycle.state_words(outcome.state),
        )
        row = self.desk.row(record, *cells)
        used = [r for value in outcome.path for r in value.records]
        return replace(row, cites=self.desk.citer.cite(*target.records, *used))

    def _plots(self) -> tuple[Plot, ...]:
        found = []
        for target, outcome in self.pack.targets[: _CAPS["targets"]]:
            told = [(value.period, value.number, "actual") for value in outcome.path]
            if not told or target.due is None or target.due < self.pack.as_of:
                continue
            told.append((f"{target.due.year}", target.number, "target"))
            title = str(cycle.words_of("pack")["plot"]).format(
                target=cycle.target_words(self.desk, target), year=target.due.year
            )
            found.append(cycle.bars(title, target.unit, told))
        return tuple(plot for plot in found if plot is not None)[:2]

    def _figures(self) -> list[Group | None]:
        words = cycle.words_of("pack")
        heads = cycle.columns("figure", "period", "counts", "gap")
        remark = Row((words["mirror_note"],), ())
        rows = map(self._mirror, self.pack.mirrors)
        clashes = map(self._clash, self.pack.contradictions)
        return [
            cycle.group(words["mirrors"], rows, cap=_CAPS["mirrors"], heads=heads, remark=remark),
            cycle.group(words["clashes"], clashes, cap=_CAPS["clashes"]),
        ]

    def _mirror(self, each: Mirror) -> Row:
        names = self.desk.phrases.names
        counts = "; ".join(
            f"{names.name(code)}: {human_amount({'value': value.number, 'unit': each.unit})}"
            for code, value in each.sides
        )
        code, _, exporter = each.indicator.partition(" ")
        name = self.desk.phrases.indicator_words(code, reporter=exporter)
        records = [record for _, value in each.sides for record in value.records]
        row = self.desk.row(records[0], name, human_date(each.period), counts)
        gap = percent_words(each.gap)
        return replace(row, cells=(*row.cells, gap), cites=self.desk.citer.cite(*records), note="")

    def _clash(self, finding: Finding) -> Row:
        record, slot = self.pack.records[finding.records[0]], finding.slot
        values = tuple(
            (self.desk.phrases.value(slot, side.value), self.desk.citer.documents(side.docs))
            for side in finding.sides
        )
        row = self.desk.row(record, self.desk.phrases.date(record), self._name(record))
        return replace(row, disputes=(Dispute(slot.replace("_", " "), values),), note="")

    def _name(self, record: Record) -> str:
        phrases = self.desk.phrases
        return phrases.indicator(record) if record.type == "figure" else phrases.headline(record)

    # -------------------------------------------------------------- words

    def _positions(self) -> list[Group | None]:
        words, cap = cycle.words_of("pack"), _CAPS["said"]
        topics = self.pack.topics
        held = [each.positions for each in topics if each.state]
        frictions = [self._stance(record) for group in held for record in group]
        found = [cycle.group(words["frictions"], frictions, cap=cap)]
        shared = [e for e in topics if not e.state and len(e.positions) > 1][: _CAPS["topics"]]
        for topic in shared:
            rows = [self._stance(record) for record in topic.positions]
            found.append(cycle.group(_topic(topic), rows, cap=_CAPS["topic"]))
        single = [e.positions[0] for e in topics if not e.state and len(e.positions) == 1]
        title = words["others"] if any(found) else ""
        hint = self.desk.listing("position")
        found.append(cycle.group(title, map(self._stance, single), cap=cap, hint=hint))
        return found

    def _stance(self, record: Record) -> Row:
        return self.desk.row(record, self.desk.when(record), self.desk.phrases.headline(record))

    def _said(self) -> list[Group | None]:
        names = self.desk.phrases.names
        return [
            cycle.group(
                names.name(code),
                map(self._stance, records),
                cap=_CAPS["said"],
                hint=self.desk.listing("position"),
            )
            for code, records in self.pack.said
        ]


def _topic(topic: Topic) -> str:
    return sentence_case(max((str(r.get("topic")) for r in topic.positions), key=len))


def _sector(record: Record) -> str:
    sectors: Sequence[str] = record.get("sectors") or ()
    return str(sectors[0]).replace("_", " ") if sectors else ""
