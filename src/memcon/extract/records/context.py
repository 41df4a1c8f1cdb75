"""What every record extractor is handed, and the slots that all of them fill alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from memcon.annotate import Token
from memcon.extract.attribution import Attribution
from memcon.extract.candidate import Candidate, Span, parties_of, span_of
from memcon.extract.circumstances import Circumstances
from memcon.extract.clauses import Grammar
from memcon.extract.frames import FrameMatcher, Match
from memcon.extract.modality import Modality, ModalityReader
from memcon.extract.view import DocumentView, SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

# What these are about is often told in the sentence or paragraph, not in the clause.
_ABOUT = ("instrument", "body", "project")


@dataclass(slots=True, eq=False)
class Context:
    """A document view with the tools that read it."""

    document: DocumentView
    grammar: Grammar
    matcher: FrameMatcher
    modality: ModalityReader
    circumstances: Circumstances
    attribution: Attribution
    language: str

    @property
    def sentences(self) -> list[SentenceView]:
        """The sentences that can carry a record: those on sport are left out."""
        return [view for view in self.document.sentences if not view.is_aside]

    def matches(self, record: str) -> Iterator[Match]:
        """All matches of a record type's frames, in text order of the sentences."""
        for view in self.sentences:
            yield from self.matcher.match(view, record)

    # ------------------------------------------------------------------ evidence

    def clause_span(self, token: Token, keep: Iterable[Token] = ()) -> Span:
        """The characters of the clause that a token heads or stands in."""
        clause = self.grammar.clause_of(token)
        return span_of(self.grammar.clause_tokens(clause, keep=keep))

    # ------------------------------------------------------------------ slots

    def candidate(
        self,
        record: str,
        match: Match,
        *,
        actors: Iterable[Actor],
        span: Span,
        news: bool = False,
        sector_fallback: str = "",
        sector_text: str = "",
        **slots: Any,
    ) -> Candidate:
        """A candidate with parties, date, place, sectors, status and speaker filled in."""
        view, actors = match.view, tuple(actors)
        text = sector_text or self.document.quote(*span)
        made = Candidate(
            type=record,
            slots={},
            spans=[span],
            anchor=(match.token.start, match.token.end),
            sentence=view.sentence.index,
            actors=actors,
        )
        for slot, value in slots.items():
            made.fill(slot, value)
        made.fill("parties", parties_of(actors))
        to_come = match.status == "planned" and match.modality is Modality.ASSERTED
        told = Modality.PLANNED if to_come else match.modality  # "is expected in May"
        self.date(made, view, match.token, told, news=news)
        made.fill("place", self.circumstances.place(view, match.token))
        if not made.get("sectors"):
            about = view if record in _ABOUT else None
            sectors = self.circumstances.sectors(text, view=about, fallback=sector_fallback)
            made.fill("sectors", sectors)
        made.fill("status", match.status)
        if match.modality is Modality.ASSERTED and self.is_to_come(made.get("date")):
            made.slots["status"] = match.frame.status.get("planned", match.status)
        self.attribute(made, view, match.governor)
        return made

    def is_to_come(self, value: Any) -> bool:
        """Whether a date lies wholly after the document's day: "the committee meets tomorrow"."""
        anchor = self.document.anchor
        if not value or anchor is None or not edtf.is_valid(value):
            return False
        first = edtf.bounds(value).first
        return first is not None and first > anchor

    def date(
        self,
        made: Candidate,
        view: SentenceView,
        token: Token,
        modality: Modality = Modality.ASSERTED,
        *,
        news: bool = False,
    ) -> None:
        """Fill `date`: the act's own, else, with `news`, that of its passage or dispatch."""
        own = self.circumstances.own_date(view, token, modality)
        news = news or bool(view.sentence.entry)
        if own is None and news and modality is Modality.ASSERTED:
            made.fill("date", self.circumstances.told(view, token))
        else:
            made.fill("date", own)
        if not own:
            made.assumed.add("date")

    def attribute(self, made: Candidate, view: SentenceView, token: Token) -> None:
        """Fill `said_by` with the person, office or organisation that speaks: no bare state."""
        speaker = self.attribution.said_by(view, token)
        if speaker is not None and speaker.kind != "state":
            made.fill("said_by", speaker.to_value())
