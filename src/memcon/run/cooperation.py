"""The machinery of cooperation as programs ask for it: structure, meetings' files, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from memcon.errors import UsageError
from memcon.run.days import as_day, today
from memcon.run.origins import origins_of, sources_of
from memcon.settings import Settings

if TYPE_CHECKING:
    from memcon.assess.book import Book, Origin
    from memcon.assess.compare import Comparison
    from memcon.assess.meeting_file import MeetingFile
    from memcon.assess.structure import Structure
    from memcon.ledger.store import Store
    from memcon.model.citation import Citation
    from memcon.present.brief import Brief
    from memcon.present.outline import Outline

_PAIR = 2
_LONGEST = 200  # characters at either side of a name
_ENDS = (". ", ".” ", "? ", "! ", "\n")


class Cooperation:
    """The part of `Ledger` that shows how states work together."""

    _store: Store
    _settings: Settings

    def structure(self, *parties: str, as_of: date | str | None = None) -> Structure:
        """How two or more parties meet and work together: their formats by level, with dates.

        `parties` by code or name. It is as of the day of the latest document that tells of them,
        unless `as_of` says otherwise: what came later is then left out.

        Raises UsageError for parties that are not known, or fewer than two.
        """
        from memcon.assess.structure import structure_of

        codes = self._codes(parties)
        book = self._cooperating(codes, as_of)
        docs = sorted({cite.doc for record in book.records for cite in record.evidence})
        known = [doc for doc in docs if (day := book.origin(doc).date) is None or day <= book.as_of]
        return structure_of(book, codes, named=self._named(known))

    def meeting_file(self, record_id: str) -> MeetingFile:
        """All that is on record of one meeting: what was open, what came of it, who said what.

        Raises LedgerError where there is no record of that id, UsageError where it is no meeting.
        """
        from memcon.assess.book import Book, docs_of, parties_of
        from memcon.assess.meeting_file import meeting_file, paragraphs_of
        from memcon.ledger.reading import RecordQuery

        meeting = self._store.get(record_id)
        if meeting.type != "meeting":
            message = f"{record_id}: a {meeting.type}, not a meeting"
            raise UsageError(message)
        own = parties_of(meeting)
        found = self._store.records(RecordQuery(parties=own))
        records = [record for record in found if parties_of(record) == own]
        origins = origins_of(self._store.documents(names=docs_of(*records)))
        book = Book(records, origins, _latest(origins.values()))
        texts = {doc: self._store.document(doc) for doc in docs_of(meeting)}
        blocks = {doc: paragraphs_of(text.blocks) for doc, text in texts.items()}
        return meeting_file(book, meeting, paragraphs=blocks)

    def compare(
        self,
        *groups: str | Sequence[str],
        since: date | str | None = None,
        as_of: date | str | None = None,
    ) -> Comparison:
        """The systems of several pairs or groups side by side, each with the same measures.

        A group is a text like `RUS-CHN`, or its parties, by code or name. They are taken over the
        years from that of each group's first document on, or from `since`, to `as_of`, without one
        the day of the latest document. Raises UsageError for parties that are not known, fewer than
        two of them, or no group.
        """
        from memcon.assess.book import Book, docs_of, parties_of
        from memcon.assess.compare import Comparison as Compared
        from memcon.assess.compare import system_of
        from memcon.assess.known import known_by
        from memcon.ledger.reading import RecordQuery

        if not groups:
            message = "nothing to compare; name pairs, e.g. RUS-CHN IND-JPN"
            raise UsageError(message)
        books: list[tuple[tuple[str, ...], Book]] = []
        for codes in dict.fromkeys(self._codes(_parties(group)) for group in groups):
            found = self._store.records(RecordQuery(parties=codes))
            records = [each for each in found if parties_of(each) == tuple(sorted(codes))]
            origins = origins_of(self._store.documents(names=docs_of(*records)))
            books.append((codes, Book(records, origins, date.min)))
        all_origins = [each for _, book in books for each in book.origins.values()]
        day, start = as_day(as_of) or _latest(all_origins), as_day(since)
        systems = [system_of(known_by(book, day), codes, since=start) for codes, book in books]
        return Compared(day, tuple(systems))

    def show(
        self,
        found: Structure | MeetingFile | Comparison,
        format: str = "text",  # noqa: A002 (the word for it, as on the command line)
    ) -> str:
        """What `structure`, `meeting_file` or `compare` found, as text, Markdown, JSON or HTML.

        Raises UsageError for a format that is none.
        """
        from memcon.present.cooperation import render_cooperation
        from memcon.present.names import party_names
        from memcon.version import __version__

        return render_cooperation(
            found,
            format,
            record=self._store.get,
            sources=sources_of(self._store.documents()),
            names=party_names(),
            version=__version__,
        )

    def make_page(self, found: Structure | MeetingFile | Comparison) -> Brief:
        """What `structure`, `meeting_file` or `compare` found, as a brief for `paper`."""
        from memcon.assess.meeting_file import MeetingFile as File
        from memcon.present.outline import outline_paper

        page = self.outline(found)
        days = [source.date for _, source in page.sources if source.date]
        day = max(days, default=today()) if isinstance(found, File) else found.as_of
        return outline_paper(page, as_of=day)

    def outline(self, found: Structure | MeetingFile | Comparison) -> Outline:
        """What `structure`, `meeting_file` or `compare` found, as headings and lines with sources.

        Each mark of a line has the place of its words, for whoever shows it in a way of their own.
        """
        from memcon.present.cooperation import outline_of
        from memcon.present.names import party_names

        made = outline_of(found, record=self._store.get, sources={}, names=party_names())
        cited = sources_of(self._store.documents(names={each.name for _, each in made.sources}))
        listed = tuple((number, cited.get(each.name, each)) for number, each in made.sources)
        return replace(made, sources=listed)

    def _codes(self, parties: Sequence[str]) -> tuple[str, ...]:
        from memcon.present.names import party_names

        names = party_names()
        codes = tuple(dict.fromkeys(names.code(party) for party in parties))
        if len(codes) < _PAIR:
            message = "cooperation takes two or more parties; name them, e.g. BRA ARG"
            raise UsageError(message)
        return codes

    def _cooperating(self, codes: Sequence[str], as_of: date | str | None) -> Book:
        """The records about at least these parties, as of a day."""
        from memcon.assess.book import Book
        from memcon.ledger.reading import RecordQuery

        records = list(self._store.records(RecordQuery(parties=tuple(codes))))
        cited = {cite.doc for record in records for cite in record.evidence}
        origins = origins_of(self._store.documents(names=cited))
        return Book(records, origins, as_day(as_of) or _latest(origins.values()))

    def _named(self, docs: Iterable[str]) -> dict[str, list[Citation]]:
        """The intergovernmental organisations that documents name, each once a document."""
        from memcon.extract.gazetteer import load_gazetteer
        from memcon.model.citation import Citation

        gazetteer = load_gazetteer("en", self._settings.lexicon_dir)
        found: dict[str, list[Citation]] = {}
        for doc in docs:
            text = self._store.document(doc).text
            for hit in gazetteer.scan(text):
                entry = hit.entries[0]
                if len(hit.entries) > 1 or entry.kind != "igo" or not entry.code:
                    continue
                known = found.setdefault(entry.code, [])
                if not any(cite.doc == doc for cite in known):
                    start, end = _sentence(text, hit.start, hit.end)
                    known.append(Citation(doc, start, end, text[start:end]))
        return found


def _latest(origins: Iterable[Origin]) -> date:
    """The day of the latest document; today where none has a day."""
    days = [each.date for each in origins if each.date]
    return max(days, default=today())


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around words, as far as its end is near."""
    lows = [place + len(mark) for mark in _ENDS if (place := text.rfind(mark, 0, start)) >= 0]
    low = max(lows, default=0)
    highs = [place for mark in _ENDS if (place := text.find(mark, end)) >= 0]
    high = min(highs, default=len(text))
    if high < len(text) and text[high] != "\n":
        high += 1
    low, high = max(low, start - _LONGEST), min(high, end + _LONGEST)
    return low, high


def _parties(group: str | Sequence[str]) -> Sequence[str]:
    """The parties of a group: of "Guinea-Bissau-Senegal" those two that there are."""
    if not isinstance(group, str):
        return group
    from memcon.present.names import party_names

    parts = group.split("-")
    found: list[str] = []
    while parts:
        for size in range(len(parts), 0, -1):
            name = "-".join(parts[:size])
            if size == 1 or party_names().codes.get(name.casefold()):
                found.append(name)
                parts = parts[size:]
                break
    return found
