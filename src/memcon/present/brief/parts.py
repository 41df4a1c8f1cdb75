"""What a brief is made of, before it becomes Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup

from memcon.model.citation import Citation
from memcon.model.record import Record


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is cited: its name in the ledger and what is known about it."""

    name: str
    title: str = ""
    publisher: str = ""
    date: date | None = None
    url: str = ""
    copies: tuple[str, ...] = ()  # documents with the same text: one witness with this


@dataclass(frozen=True, slots=True)
class Cite:
    """One mark behind a line: the number of the source and the words it rests on."""

    number: int
    quote: str = ""
    start: int = field(default=0, compare=False)  # where the words stand in the text; 0 and 0:
    end: int = field(default=0, compare=False)  # the document as a whole


@dataclass(frozen=True, slots=True)
class Dispute:
    """A slot for which documents give unequal values: each value with its sources."""

    slot: str
    values: tuple[tuple[str, tuple[Cite, ...]], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a brief: its cells, what it rests on, and what makes it less than certain."""

    cells: tuple[str, ...]
    cites: tuple[Cite, ...]
    note: str = ""
    disputes: tuple[Dispute, ...] = ()
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading: a list, or a table where `columns` are named."""

    title: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()
    more: int = 0  # lines left out
    hint: str = ""  # the command that lists them
    remark: Row | None = None  # a line about the group as a whole


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a plotted series."""

    period: str
    words: str  # the value with its unit
    label: str  # the number alone
    value: float
    kind: str  # "actual", "part" (of a year), "forecast" or "target"
    low: float | None = None  # the ends of an interval
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """A series of figures to be drawn; `legend` says what kinds of points are, where it has to."""

    title: str
    points: tuple[Point, ...]
    legend: tuple[tuple[str, str], ...] = ()

    def _repr_html_(self) -> str:
        """The plot as notebooks show it: its title and its bars."""
        from memcon.present.brief.plot import draw  # noqa: PLC0415 (it imports this module)

        caption = Markup("<figcaption>{0}</figcaption>").format(self.title)
        return str(Markup("<figure>{0}{1}</figure>").format(caption, draw(self)))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief under its heading."""

    key: str
    title: str
    groups: tuple[Group, ...]
    plots: tuple[Plot, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief says."""

    title: str
    as_of: date
    documents: int
    records: int
    undated: int  # records left out because `since` was given and they have no date
    standing: tuple[Row, ...]
    sections: tuple[Section, ...]
    sources: tuple[tuple[int, Source], ...]
    since: date | None = None
    contents: bool = False  # whether it is long enough for a table of contents

    def _repr_html_(self) -> str:
        """The brief as notebooks show it: its page in a frame, which keeps its style to itself."""
        from memcon.present.brief.render import render  # noqa: PLC0415 (it imports this module)
        from memcon.version import __version__  # noqa: PLC0415

        frame = Markup('<iframe sandbox srcdoc="{0}" width="100%" height="600"></iframe>')
        return str(frame.format(str(render(self, "html", version=__version__))))


@dataclass(slots=True)
class Citer:
    """Hands out the numbers of sources in the order in which they are first cited."""

    sources: Mapping[str, Source]
    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, *records: Record) -> tuple[Cite, ...]:
        """A mark for each document that the records rest on."""
        return self.words(piece for record in records for piece in record.evidence)

    def words(self, evidence: Iterable[Citation]) -> tuple[Cite, ...]:
        """A mark for each document among pieces of evidence, with the first words of each."""
        first: dict[str, Citation] = {}
        for piece in evidence:
            first.setdefault(piece.doc, piece)
        cites = [
            Cite(self.number(doc), piece.quote, piece.start, piece.end)
            for doc, piece in first.items()
        ]
        return tuple(sorted(cites, key=lambda cite: cite.number))

    def documents(self, names: Iterable[str]) -> tuple[Cite, ...]:
        """A mark for each document of a list."""
        return tuple(sorted((Cite(self.number(doc)) for doc in names), key=lambda c: c.number))

    def number(self, doc: str) -> int:
        """The number of a document."""
        return self.numbers.setdefault(doc, len(self.numbers) + 1)

    def listed(self) -> tuple[tuple[int, Source], ...]:
        """The cited sources with their numbers, in order."""
        known = ((n, self.sources.get(doc, Source(doc))) for doc, n in self.numbers.items())
        return tuple((n, replace(each, title=each.title.removesuffix("."))) for n, each in known)
