"""The cycle of a series of meetings as programs run it: prepare the next, follow up, plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from memcon.errors import UsageError
from memcon.run.days import as_day, today
from memcon.run.origins import origins_of, sources_of

if TYPE_CHECKING:
    from memcon.assess.book import Book
    from memcon.assess.follow_up import FollowUp
    from memcon.assess.pack import Pack
    from memcon.assess.plan import Plan
    from memcon.assess.series import Series
    from memcon.ledger.store import Store
    from memcon.model.record import Record
    from memcon.present.brief import Brief
    from memcon.present.brief.parts import Source


class Cycle:
    """The part of `Ledger` that goes with a series of meetings from one to the next."""

    _store: Store

    def named_series(self, name: str, *, parties: Sequence[str] = ()) -> Series:
        """The series of meetings that a name tells: its own, its level, or the code of that.

        `parties`: only series of at least these, by code or name. Raises UsageError where none, or
        more than one, is meant; it names those there are.
        """
        from memcon.ledger.reading import RecordQuery
        from memcon.present.names import party_names

        codes = tuple(party_names().code(party) for party in parties)
        meetings = self._store.records(RecordQuery(types=("meeting",), parties=codes))
        return _chosen(list(meetings), name)

    def series_of(self, *parties: str) -> list[Series]:
        """The series of meetings of exactly these parties, by code or name, the longest first."""
        from memcon.assess.named import all_series
        from memcon.ledger.reading import RecordQuery
        from memcon.present.names import party_names

        codes = tuple(sorted({party_names().code(party) for party in parties}))
        meetings = self._store.records(RecordQuery(types=("meeting",), parties=codes))
        found = [each for each in all_series(meetings) if tuple(sorted(each.parties)) == codes]
        return sorted(found, key=lambda each: (-len(each.meetings), each.kind, each.name))

    def prepare(
        self,
        series: str,
        ordinal: int | None = None,
        *,
        parties: Sequence[str] = (),
        side: str = "",
        as_of: date | str | None = None,
    ) -> Pack:
        """The pack for the next meeting of a series, or for that of a number as it was prepared.

        `series` and `parties` are as for `named_series`. `side` is the party whose delegation it is
        for: then only what the others have said is in it. `as_of`: the day from which dates have
        passed, without one that of the latest document; for a meeting of the past the day before.

        Raises UsageError for a series, number, party or day that is none.
        """
        from memcon.assess.known import known_by
        from memcon.assess.named import meeting_numbered
        from memcon.assess.pack import Upcoming, next_of, prepare
        from memcon.model.periods import first_day
        from memcon.present.names import party_names

        found = self.named_series(series, parties=parties)
        code = party_names().code(side) if side else ""
        if code and code not in found.parties:
            message = f"{side}: no party of the series; there are {', '.join(found.parties)}"
            raise UsageError(message)
        day = as_day(as_of)
        book = self._book(found.parties, day)
        if ordinal is None:
            return prepare(book, found, upcoming=next_of(book, found), side=code)
        upcoming = next_of(book, found)
        if upcoming.ordinal == ordinal:
            return prepare(book, found, upcoming=upcoming, side=code)
        meeting = meeting_numbered(found, ordinal, label=_label)
        begun = first_day(meeting)
        before = known_by(book, day or (begun - timedelta(days=1) if begun else book.as_of))
        basis = "held" if meeting.get("status") == "held" else "planned"
        then = Upcoming(ordinal, basis, begun, meeting)
        known = _chosen(before.of("meeting"), series)
        return prepare(before, known, upcoming=then, side=code)

    def follow_up(
        self,
        series: str,
        ordinal: int,
        *,
        parties: Sequence[str] = (),
        as_of: date | str | None = None,
    ) -> FollowUp:
        """What became of what was open before a meeting, what is new since it, and who has to act.

        `series` and `parties` are as for `named_series`; `as_of`: the day up to which it is told,
        without one that of the latest document. What an analyst decided counts whenever it was.
        Raises UsageError for a series, number, party or day that is none.
        """
        from memcon.assess.follow_up import follow_up
        from memcon.assess.named import meeting_numbered

        found = self.named_series(series, parties=parties)
        meeting = meeting_numbered(found, ordinal, label=_label)
        day = as_day(as_of)
        book = self._book(found.parties, day)
        return follow_up(book, found, meeting)

    def make_follow_up(self, found: FollowUp) -> Brief:
        """A follow-up in words, before it becomes Markdown or HTML."""
        from memcon.present.brief.follow_up import follow_up_brief
        from memcon.present.names import party_names

        return follow_up_brief(found, self._cited(found.records.values()), names=party_names())

    def actions(self, found: FollowUp, format: str = "csv") -> str:  # noqa: A002 (as in `brief`)
        """The action list of a follow-up as csv, or ics: what has a date, for a calendar.

        Raises UsageError for another format.
        """
        from memcon.present.actions import actions_csv, actions_ics
        from memcon.present.names import party_names

        if format == "csv":
            return actions_csv(found, names=party_names())
        if format == "ics":
            sources = self._cited(found.records.values())
            return actions_ics(found, sources=sources, names=party_names())
        message = f"{format}: no such format of an action list; there are csv and ics"
        raise UsageError(message)

    def make_pack(self, pack: Pack) -> Brief:
        """A pack in words, before it becomes Markdown or HTML."""
        from memcon.present.brief.pack import pack_brief
        from memcon.present.names import party_names

        return pack_brief(pack, self._cited(pack.records.values()), names=party_names())

    def plan(
        self,
        *parties: str,
        horizon: str = "5y",
        growth: Sequence[float] = (),
        as_of: date | str | None = None,
    ) -> Plan:
        """Everything dated ahead between some parties, and where their targets are heading.

        `horizon`: so many years ahead, `5y`, `10y`, `15y`. `growth`: rates to try, as fractions a
        year. `as_of`: the day from which it looks ahead, without one that of the latest document.
        A trend with an interval needs `memcon[plan]`; without it growth is carried on.

        Raises UsageError for parties, a horizon or a day that is none.
        """
        from memcon.assess.plan import horizon_years, plan
        from memcon.present.brief import check_parties
        from memcon.present.names import party_names

        codes = check_parties([party_names().code(party) for party in parties])
        years = horizon_years(horizon)
        book = self._book(codes, as_day(as_of))
        return plan(book, parties=codes, years=years, growth=growth)

    def make_plan(self, found: Plan) -> Brief:
        """A plan in words, before it becomes Markdown or HTML."""
        from memcon.present.brief.plan import plan_brief
        from memcon.present.names import party_names

        return plan_brief(found, self._cited(found.records.values()), names=party_names())

    @staticmethod
    def render(paper: Brief, fmt: str = "md") -> str:
        """A brief or a paper of a cycle in a format. Raises UsageError for one that is none."""
        from memcon.present.brief import render
        from memcon.version import __version__

        return render(paper, fmt, version=__version__)

    # ------------------------------------------------------------------ parts

    def _cited(self, records: Iterable[Record]) -> dict[str, Source]:
        """The documents that records cite."""
        cited = {cite.doc for record in records for cite in record.evidence}
        return sources_of(self._store.documents(names=cited))

    def _book(self, parties: tuple[str, ...], as_of: date | None) -> Book:
        """The records of exactly these parties, as of a day, else that of the latest document."""
        from memcon.assess.book import Book as Records
        from memcon.assess.book import parties_of
        from memcon.ledger.reading import RecordQuery

        found = self._store.records(RecordQuery(parties=parties))
        records = [record for record in found if parties_of(record) == tuple(sorted(parties))]
        cited = {cite.doc for record in records for cite in record.evidence}
        origins = origins_of(self._store.documents(names=cited))
        days = [origin.date for origin in origins.values() if origin.date is not None]
        return Records(records, origins, as_of or max(days, default=today()))


def _chosen(meetings: Sequence[Record], name: str) -> Series:
    from memcon.assess.named import all_series, series_named

    return series_named(all_series(meetings), name, label=_label)


def _label(series: Series) -> str:
    from memcon.present.phrases import series_words

    return series_words(series.kind, series.name)
