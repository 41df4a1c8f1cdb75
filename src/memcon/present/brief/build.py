"""Makes a brief from the records of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from memcon.assess.book import Origin, text_group
from memcon.assess.findings import assess
from memcon.errors import UsageError
from memcon.model.periods import last_day
from memcon.model.record import Record
from memcon.present.brief import report, sections
from memcon.present.brief.desk import Desk
from memcon.present.brief.parts import Brief, Citer, Source
from memcon.present.brief.standing import standing
from memcon.present.labels import labels
from memcon.present.names import PartyNames
from memcon.present.phrases import Phrases

_PAIR = 2


def check_parties(codes: Sequence[str]) -> tuple[str, ...]:
    """The parties, each once.

    Raises UsageError for fewer than two.
    """
    parties = tuple(dict.fromkeys(codes))
    if len(parties) < _PAIR:
        message = "a brief is about two or more parties; name them, e.g. memcon brief BRA ARG"
        raise UsageError(message)
    return parties


def make_brief(
    records: Iterable[Record],
    sources: Mapping[str, Source],
    *,
    parties: tuple[str, ...],
    names: PartyNames,
    today: date,
    since: date | None = None,
    as_of: date | None = None,
    whole: bool = False,
) -> Brief:
    """A brief on the relations of the parties, or (`whole`) a report with nothing left out.

    It is written as of the date of the latest document unless `as_of` says otherwise; `today` is
    used where no document has a date. Records about more or other states than the parties are
    listed apart. With `since`, older records are left out, and undated ones are counted.
    """
    related = [record for record in records if _is_related(record, parties)]
    dated = [record for record in related if _is_recent(record, since)]
    undated = sum(1 for record in related if since and last_day(record) is None)
    own = [record for record in dated if not _others(record, parties)]
    also = [record for record in dated if _others(record, parties)]
    day = as_of or _latest(related, sources) or today
    citer = Citer(sources)
    origins = _origins(sources)
    findings = assess(own, origins, as_of=day, kinds=("target", "overdue", "gap"))
    phrases = Phrases(names, frozenset(parties))
    desk = Desk(own, parties, day, phrases, citer, tuple(findings), whole=whole)
    beside = Desk(also, parties, day, phrases, citer, whole=whole)
    first = standing(desk)
    parts = [make(desk) for make in sections.MAIN]
    parts.append(sections.also(beside))
    if whole:
        parts += report.parts(desk, beside, origins)
    words = labels().brief["report"] if whole else labels().brief
    return Brief(
        title=str(words["title"]).format(parties=names.list_of(parties)),
        as_of=day,
        documents=len({piece.doc for record in dated for piece in record.evidence}),
        records=len(dated),
        undated=undated,
        standing=first,
        sections=tuple(part for part in parts if part.groups),
        sources=citer.listed(),
        since=since,
        contents=whole,
    )


def _origins(sources: Mapping[str, Source]) -> dict[str, Origin]:
    return {
        each.name: Origin(
            each.name,
            each.date,
            each.publisher,
            group=text_group(each.name, each.copies),
        )
        for each in sources.values()
    }


def _is_related(record: Record, parties: tuple[str, ...]) -> bool:
    """Whether a record is about relations among the parties: of a group, about two of them."""
    shared = set(parties) & set(record.get("parties") or ())
    return len(shared) >= min(_PAIR, len(parties))


def _others(record: Record, parties: tuple[str, ...]) -> set[str]:
    return set(record.get("parties") or ()) - set(parties)


def _is_recent(record: Record, since: date | None) -> bool:
    if since is None:
        return True
    day = last_day(record)
    return day is not None and day >= since


def _latest(records: Iterable[Record], sources: Mapping[str, Source]) -> date | None:
    names = {piece.doc for record in records for piece in record.evidence}
    days = [sources[name].date for name in names if name in sources]
    return max((day for day in days if day), default=None)
