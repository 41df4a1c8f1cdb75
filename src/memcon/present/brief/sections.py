"""The sections of a brief, one function each, in the order in which a desk officer reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from memcon.assess.series import missing_numbers, numbered_series, rises, runs
from memcon.model.periods import last_day
from memcon.model.record import TOP_KINDS, Record
from memcon.present.brief.desk import Desk, present
from memcon.present.brief.figures import aim_of, figures, lone_targets
from memcon.present.brief.parts import Group, Row, Section
from memcon.present.brief.standing import FRICTIONS, PENDING, is_past
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.phrases import ordinal, sentence_case, series_name

_MATERIAL_CONFLICT = 4
_CAPS = {  # lines of each part: a brief has one or two pages
    "series": 8,
    "meetings": 6,
    "visits": 5,
    "signed": 9,
    "pending": 6,
    "bodies": 8,
    "ahead": 8,
    "past": 5,
    "loose": 5,
    "closed": 5,
    "projects": 8,
    "holder": 4,
    "events": 4,
    "also": 4,
}
_MOST_HOLDERS = 4


def meetings(desk: Desk) -> Section:
    """Numbered series as tables, newest first; then the other meetings, then visits."""
    words = labels().brief
    found = desk.of("meeting")
    numbered = sorted(filter(_is_series, numbered_series(found)), key=_series_rank)
    told = {record.id for records in numbered for record in records}
    others = [r for r in found if r.id not in told and not desk.is_kept(r)]
    groups: list[Group | None] = [_series(desk, records) for records in numbered]
    title = words["other_meetings"] if numbered else words["meetings"]
    ranked = sorted(others, key=lambda r: (r.get("status") != "planned", *desk.age(r)))
    make = _line_maker(desk, status=("planned", "cancelled"))
    groups.append(desk.group(title, ranked, make, cap=_CAPS["meetings"]))
    visits = desk.of("visit")
    groups.append(desk.group(words["visits"], visits, make, cap=_CAPS["visits"]))
    return Section("meetings", words["meetings"], present(groups))


def instruments(desk: Desk) -> Section:
    """What is signed, what is pending, what has ended."""
    words = labels().brief
    plain = _line_maker(desk, status=("in_force",))
    stated = _line_maker(desk, status=PENDING)
    signed = desk.of("instrument", "signed", "in_force")
    pending = desk.of("instrument", *PENDING)
    ended = desk.of("instrument", "terminated")
    groups = (
        desk.group(words["signed"], signed, plain, cap=_CAPS["signed"]),
        desk.group(words["unsigned"], pending, stated, cap=_CAPS["pending"]),
        desk.group(words["ended"], ended, plain, cap=_CAPS["pending"]),
    )
    return Section("instruments", words["instruments"], present(groups))


def bodies(desk: Desk) -> Section:
    """Standing bodies between the parties, the newly founded first."""
    order = ("established", "planned", "existing", "dissolved")
    found = sorted(desk.of("body"), key=lambda record: _place(order, record.get("status")))
    make = _line_maker(desk, status=order, undated=False)
    group = desk.group("", found, make, cap=_CAPS["bodies"])
    return Section("bodies", labels().brief["bodies"], present([group]))


def commitments(desk: Desk) -> Section:
    """Commitments by due date, with targets that nobody is on record as promising."""
    words = labels().brief
    columns = tuple(words["columns"][name] for name in ("due", "who", "what", "state"))
    unsettled = [record for record in desk.of("commitment", "pending") if not desk.is_kept(record)]
    pending = [*unsettled, *lone_targets(desk)]
    pending.sort(key=lambda record: (_due(record) or date.max, *desk.age(record)))
    ahead = [record for record in pending if (day := _due(record)) and day >= desk.as_of]
    past = [record for record in pending if (day := _due(record)) and day < desk.as_of]
    loose = [record for record in pending if not _due(record)]
    kept = [record for record in desk.of("commitment", "pending") if desk.is_kept(record)]
    closed = [*kept, *desk.of("commitment", "met", "missed", "dropped")]
    make = _promise(desk)
    groups = (
        desk.group(words["ahead"], ahead, make, cap=_CAPS["ahead"], columns=columns),
        desk.group(words["past"], past[::-1], make, cap=_CAPS["past"], columns=columns),
        desk.group(words["loose"], loose, make, cap=_CAPS["loose"], columns=columns),
        desk.group(words["closed"], closed, make, cap=_CAPS["closed"], columns=columns),
    )
    return Section("commitments", words["commitments"], present(groups))


def projects(desk: Desk) -> Section:
    """Joint undertakings, those under way first."""
    order = ("under_way", "planned", "proposed", "completed", "cancelled")
    found = sorted(desk.of("project"), key=lambda record: _place(order, record.get("status")))
    make = _line_maker(desk, status=order, undated=False)
    group = desk.group("", found, make, cap=_CAPS["projects"])
    return Section("projects", labels().brief["projects"], present([group]))


def positions(desk: Desk) -> Section:
    """Positions by who holds them, frictions first; then what went beyond words."""
    words = labels().brief
    holders: dict[tuple[str, ...], list[Record]] = {}
    for record in desk.of("position"):
        holders.setdefault(_sides(record.get("holder")), []).append(record)
    groups: list[Group | None] = []
    sides = sorted(holders, key=lambda codes: _side_rank(codes, desk.parties))
    for side in sides if desk.whole else sides[:_MOST_HOLDERS]:
        ranked = sorted(holders[side], key=lambda record: record.get("stance") not in FRICTIONS)
        title = desk.phrases.names.list_of(side) or words["others"]
        groups.append(desk.group(title, ranked, _stance(desk, side), cap=_CAPS["holder"]))
    conflicts = [record for record in desk.of("event") if _is_conflict(record)]
    make = _line_maker(desk)
    groups.append(desk.group(words["conflicts"], conflicts, make, cap=_CAPS["events"]))
    return Section("positions", words["positions"], present(groups))


def also(desk: Desk) -> Section:
    """Records that bind or concern further states beside the parties."""
    records = [record for record in desk.records if record.type != "event"]
    newest = sorted(records, key=desk.age)
    make = _line_maker(desk, status=("planned", "proposed", "cancelled", "under_negotiation"))
    group = desk.group("", newest, make, cap=_CAPS["also"], listed="record")
    return Section("also", labels().brief["also"], present([group]))


MAIN: Sequence[Callable[[Desk], Section]] = (
    meetings,
    instruments,
    bodies,
    commitments,
    figures,
    projects,
    positions,
)


def _line_maker(
    desk: Desk, *, status: tuple[str, ...] = (), undated: bool = True
) -> Callable[[Record], Row]:
    """Makes list lines: date, what, where, and the status where it is one worth telling."""

    def make(record: Record) -> Row:
        parts = [desk.phrases.headline(record), desk.phrases.place(record)]
        text = ", ".join(part for part in parts if part)
        if record.get("status") in status:
            text = f"{text} – {_outcome(desk, record)}"
        when = desk.when(record) if undated or record.get("date") else ""
        return desk.row(record, when, text)

    return make


def _promise(desk: Desk) -> Callable[[Record], Row]:
    def make(record: Record) -> Row:
        if record.type == "figure":
            return _target(desk, record)
        due = record.get("due")
        what = str(record.get("action", ""))
        aim = aim_of(desk, record)
        if aim and not _is_told(what, aim):
            what = f"{what} ({aim})"
        when = human_date(due) if isinstance(due, str) else ""
        who = desk.phrases.who(record.get("by"))
        return desk.row(record, when, who, what, _state(desk, record))

    return make


def _target(desk: Desk, record: Record) -> Row:
    when = record.get("date")
    due = human_date(when if "/" in when else f"../{when}") if isinstance(when, str) else ""
    what = f"{desk.phrases.indicator(record)}: {desk.phrases.amount(record)}"
    holder = desk.phrases.names.list_of(record.get("parties") or ())
    course = _course(desk, record)
    return desk.row(record, due, holder, what, course, note=labels().natures["target"])


def _course(desk: Desk, record: Record) -> str:
    """What the figures say of a number aimed at; nothing where they do not tell."""
    found = desk.verdict(record, "target")
    if found is None or found.state == "unknown":
        return ""
    return str(labels().findings["states"][found.state])


def _outcome(desk: Desk, record: Record) -> str:
    """The status; of a plan whose day has passed, that its outcome is not on record."""
    meets = record.type in ("meeting", "visit")
    if meets and record.get("status") == "planned" and is_past(record, desk.as_of):
        return str(labels().brief["unknown_outcome"])
    return desk.phrases.status(record)


def _state(desk: Desk, record: Record) -> str:
    words = desk.phrases.status(record)
    if record.get("status") == "pending":
        kept = labels().findings["states"]["fulfilled"] if desk.is_kept(record) else ""
        return _course(desk, record) or str(kept)
    changes = [entry for entry in record.history if entry.get("date")]
    when = human_date(str(changes[-1]["date"])) if changes and words else ""
    return ", ".join(part for part in (words, when) if part)


def _is_told(text: str, aim: str) -> bool:
    """Whether a promise tells its number and what it counts."""
    name, _, amount = aim.rpartition(": ")
    numbers = [word for word in amount.split() if word[0].isdigit()]
    return name.casefold() in text.casefold() and all(number in text for number in numbers)


def _due(record: Record) -> date | None:
    """The last day for a commitment, or the period that a target is set for."""
    return last_day(record, "date" if record.type == "figure" else "due")


def _is_series(records: Sequence[Record]) -> bool:
    """Whether numbered meetings make a table: several of them, or top meetings."""
    return len(records) > 1 or records[0].get("kind") in TOP_KINDS


def _series_rank(records: Sequence[Record]) -> tuple[int, int, str]:
    """Top meetings first, then commissions and ministers, then the longer series."""
    place = min(
        _place((*TOP_KINDS, "commission", "ministerial"), record.get("kind")) for record in records
    )
    return place, -len(records), records[0].id


def _series(desk: Desk, records: Sequence[Record]) -> Group | None:
    words = labels().brief
    names = words["columns"]
    columns = tuple(names[name] for name in ("number", "date", "place", "who"))
    ranked = sorted(records, key=lambda record: (-int(record.get("ordinal")), *desk.age(record)))

    def make(record: Record) -> Row:
        people = desk.phrases.who(record.get("participants", []))
        told = _outcome(desk, record) if record.get("status") != "held" else ""
        cells = (
            ordinal(int(record.get("ordinal"))),
            desk.when(record),
            desk.phrases.place(record),
            people,
        )
        return desk.row(record, *cells, note=told)

    title = _series_title(ranked)
    group = desk.group(title, ranked, make, cap=_CAPS["series"], columns=columns)
    if group is None:
        return None
    return Group(
        group.title, group.rows, group.columns, group.more, group.hint, _missing(desk, ranked)
    )


def _series_title(records: Sequence[Record]) -> str:
    """The series' name: of top meetings by kind, else the fullest that documents give."""
    words = labels().meetings
    kinds = [str(record.get("kind", "other")) for record in records]
    top = [kind for kind in kinds if kind in TOP_KINDS]
    if top:
        return words[top[0]]["series"]
    names = {series_name(str(record.get("series", ""))) for record in records}
    name = max(names, key=lambda each: (len(each), each))
    return sentence_case(name) or words.get(kinds[0], words["other"])["series"]


def _missing(desk: Desk, records: Sequence[Record]) -> Row | None:
    """The numbers between the first and the last on record that no document tells of."""
    gaps = missing_numbers(records)
    if not gaps or not rises(records):
        return None
    text = ", ".join(ordinal(run[0]) if len(run) == 1 else _run(run) for run in runs(gaps))
    return Row((labels().brief["missing"].format(numbers=text),), desk.citer.cite(*records))


def _run(run: Sequence[int]) -> str:
    return f"{ordinal(run[0])}–{ordinal(run[-1])}"


def _sides(holder: object) -> tuple[str, ...]:
    """The states or organisations whose position it is."""
    items = holder if isinstance(holder, list) else [holder]
    codes = {str(item.get("country", "")) for item in items if isinstance(item, Mapping)}
    codes |= {item for item in items if isinstance(item, str)}
    return tuple(sorted(codes - {""}))


def _side_rank(side: tuple[str, ...], parties: tuple[str, ...]) -> tuple[bool, int, list[int]]:
    """The parties one by one, then what they hold jointly, then others."""
    return not set(side) & set(parties), len(side), [_place(parties, code) for code in side]


def _stance(desk: Desk, side: tuple[str, ...]) -> Callable[[Record], Row]:
    def make(record: Record) -> Row:
        holder = record.get("holder")
        stance = desk.phrases.stance(record)
        is_side = isinstance(holder, str) or (
            isinstance(holder, list) and sorted(map(str, holder)) == list(side)
        )
        text = sentence_case(stance) if is_side else f"{desk.introduce(holder)} {stance}"
        return desk.row(record, desk.when(record), text)

    return make


def _is_conflict(record: Record) -> bool:
    return bool(record.get("quad_class") == _MATERIAL_CONFLICT)


def _place(order: Sequence[str], value: object) -> int:
    return order.index(str(value)) if value in order else len(order)
