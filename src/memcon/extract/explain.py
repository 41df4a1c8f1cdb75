"""Why a sentence gave what it gave: parties, dates, amounts, frames that matched or nearly did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.annotate import parser_for
from memcon.extract.document import Extractor
from memcon.extract.frames import FRAMED, Trial
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.settings import Settings


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence and what was found in it. `records` are those with evidence in the sentence."""

    text: str
    start: int
    parties: tuple[str, ...]
    dates: tuple[str, ...]
    amounts: tuple[str, ...]
    speaker: str
    syntax: str
    matched: tuple[str, ...]
    nearly: tuple[str, ...]
    records: tuple[Record, ...]

    def to_json(self) -> dict[str, Any]:
        """The explanation as a JSON object."""
        return {
            "text": self.text,
            "start": self.start,
            "parties": list(self.parties),
            "dates": list(self.dates),
            "amounts": list(self.amounts),
            "speaker": self.speaker,
            "syntax": self.syntax,
            "matched": list(self.matched),
            "nearly": list(self.nearly),
            "records": [record.to_json() for record in self.records],
        }


def explain(document: Document, settings: Settings | None = None) -> Iterator[Explanation]:
    """An explanation of each sentence of a document, in order; nothing for other languages."""
    settings = settings or Settings()
    parser = parser_for(document.language, settings)
    if parser is None:
        return
    extractor = Extractor(settings, document.language)
    for doc, sentences in parser.parse([document]):
        view, records = extractor.read_and_extract(doc, sentences)
        context = extractor.context(view)
        for each in view.sentences:
            yield _explanation(context, each, records)


def _explanation(
    context: Context, view: SentenceView, records: Sequence[Record]
) -> Explanation:
    sentence = view.sentence
    trials = [trial for record in FRAMED for trial in context.matcher.trials(view, record)]
    return Explanation(
        text=sentence.text,
        start=sentence.start,
        parties=tuple(
            f"{view.text(m.start, m.end)!r} = "
            + (", ".join(str(actor.to_value()) for actor in m.actors) or "?")
            + f" [{m.form}]"
            for m in sorted(view.mentions.values(), key=lambda m: m.start)
        ),
        dates=tuple(
            f"{view.text(m.start, m.end)!r} = {m.edtf or m.relative or m.cadence or m.length} "
            f"[{m.role}]"
            for m in view.dates
        ),
        amounts=tuple(
            f"{view.text(a.start, a.end)!r} = {a.to_value()}" for a in view.amounts
        )
        + tuple(
            f"{view.text(c.start, c.end)!r} = {c.value:+g} {c.unit} {c.basis}".rstrip()
            for c in view.changes
        ),
        speaker=str(view.speaker.to_value()) if view.speaker is not None else "",
        syntax=" ".join(
            f"{t.text}/{t.rel}" + (f"[{t.case}]" if t.case else "") for t in sentence.tokens
        ),
        matched=tuple(_matched(trial) for trial in trials if trial.match is not None),
        nearly=tuple(
            f"{trial.frame.id} at {trial.token.text!r}: {trial.missing}"
            for trial in trials
            if trial.match is None
        ),
        records=tuple(
            record
            for record in records
            if any(
                cite.start < sentence.end and sentence.start < cite.end
                for cite in record.evidence
            )
        ),
    )


def _matched(trial: Trial) -> str:
    match = trial.match
    if match is None:
        return ""
    roles = ", ".join(
        f"{role}={'/'.join(token.text for token in tokens)}"
        for role, tokens in match.roles.items()
        if tokens
    )
    return f"{trial.frame.id} at {trial.token.text!r} ({match.modality}; {roles})"
