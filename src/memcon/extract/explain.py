"""Why a sentence gave what it gave: parties, dates, amounts, frames that matched or nearly did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from memcon.annotate import Sentence, Token, parser_for
from memcon.extract.amounts import AmountMention, ChangeMention
from memcon.extract.dates import DateMention
from memcon.extract.document import Extractor
from memcon.extract.events.coder import CodedEvent, EventCoder, sides
from memcon.extract.frames import FRAMED, Trial
from memcon.extract.mentions import Mention
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model.document import Document
from memcon.model.party import Actor
from memcon.model.record import Record
from memcon.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a document, `text[start:end]`, what they were read as, and how or why."""

    words: str
    start: int
    end: int
    value: str
    note: str = ""

    def __str__(self) -> str:
        """The finding on one line."""
        line = f"“{' '.join(self.words.split())}” = {self.value}"
        return f"{line} [{self.note}]" if self.note else line


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence and what was found in it. `records` are those with evidence in the sentence.

    `matched` and `nearly` are the frames whose concept the sentence names: those that fit, and
    those that do not with what they miss. `events` are what the event coder makes of the sentence,
    with the entry of its lexicon.
    """

    text: str
    start: int
    parties: tuple[Finding, ...]
    dates: tuple[Finding, ...]
    amounts: tuple[Finding, ...]
    speaker: str
    syntax: str
    matched: tuple[Finding, ...]
    nearly: tuple[Finding, ...]
    events: tuple[Finding, ...]
    records: tuple[Record, ...]

    def to_json(self) -> dict[str, Any]:
        """The explanation as a JSON object."""
        return {
            "text": self.text,
            "start": self.start,
            "parties": [asdict(each) for each in self.parties],
            "dates": [asdict(each) for each in self.dates],
            "amounts": [asdict(each) for each in self.amounts],
            "speaker": self.speaker,
            "syntax": self.syntax,
            "matched": [asdict(each) for each in self.matched],
            "nearly": [asdict(each) for each in self.nearly],
            "events": [asdict(each) for each in self.events],
            "records": [record.to_json() for record in self.records],
        }


def explain(document: Document, settings: Settings | None = None) -> Iterator[Explanation]:
    """An explanation of each sentence of a document, in order; nothing for other languages."""
    settings = settings or Settings()
    parsers = ((code, parser_for(code, settings)) for code in document.languages)
    language, parser = next(((code, found) for code, found in parsers if found), ("", None))
    if parser is None:
        return
    extractor = Extractor(settings, language)
    coder = EventCoder(language)
    for doc, sentences in parser.parse([document]):
        views, records = extractor.read_and_extract(doc, sentences)
        for view in views:
            context = extractor.context(view)
            for each in view.sentences:
                yield _explanation(context, each, coder.code(each), _within(records, each.sentence))


def _explanation(
    context: Context, view: SentenceView, events: Iterable[CodedEvent], records: Iterable[Record]
) -> Explanation:
    trials = [trial for record in FRAMED for trial in context.matcher.trials(view, record)]
    mentions = sorted(view.mentions.values(), key=lambda mention: mention.start)
    return Explanation(
        text=view.sentence.text,
        start=view.sentence.start,
        parties=tuple(_party(view, mention) for mention in mentions),
        dates=tuple(_date(view, mention) for mention in view.dates),
        amounts=(
            *(_amount(view, mention) for mention in view.amounts),
            *(_change(view, mention) for mention in view.changes),
        ),
        speaker=_speaker(context, view, trials),
        syntax=" ".join(map(_syntax, view.tokens)),
        matched=tuple(_matched(trial) for trial in trials if trial.match is not None),
        nearly=tuple(
            _finding(trial.token, trial.frame.id, trial.missing)
            for trial in trials
            if trial.match is None
        ),
        events=tuple(_event(view, event) for event in events),
        records=tuple(records),
    )


def _speaker(context: Context, view: SentenceView, trials: Iterable[Trial]) -> str:
    """Who is quoted, or whom the sentence names as the source of what a frame matched."""
    told = [trial.match.governor for trial in trials if trial.match is not None]
    named = (context.attribution.said_by(view, token) for token in told)
    speaker = view.speaker or next((each for each in named if each is not None), None)
    return _shown([speaker]) if speaker is not None else ""


def _within(records: Sequence[Record], sentence: Sentence) -> Iterator[Record]:
    """The records with evidence in a sentence."""
    for record in records:
        if any(c.start < sentence.end and sentence.start < c.end for c in record.evidence):
            yield record


def _finding(token: Token, value: str, note: str) -> Finding:
    return Finding(token.text, token.start, token.end, value, note)


def _party(view: SentenceView, mention: Mention) -> Finding:
    words = view.text(mention.start, mention.end)
    entry = mention.entry or view.marked.listed.get(mention.head.index)
    note = f"{mention.form}; {entry.source}" if entry and entry.source else mention.form
    return Finding(words, mention.start, mention.end, _shown(mention.actors), note)


def _shown(actors: Iterable[Actor]) -> str:
    """Actors in words: "CHL", "Ana Ruiz, foreign minister, CHL"; "?" for none."""
    shown = []
    for actor in actors:
        if actor.is_party:
            shown.append(actor.code)
            continue
        parts = [actor.name, actor.role, actor.country, f"({actor.sector})" if actor.sector else ""]
        shown.append(", ".join(part for part in parts if part).replace(", (", " ("))
    return "; ".join(shown) or "?"


def _date(view: SentenceView, mention: DateMention) -> Finding:
    value = mention.edtf or mention.relative or mention.cadence or mention.length
    return Finding(
        view.text(mention.start, mention.end), mention.start, mention.end, value, mention.role
    )


def _amount(view: SentenceView, amount: AmountMention) -> Finding:
    words = view.text(amount.start, amount.end)
    plain = amount.to_value()
    numbers = [plain[name] for name in ("value", "low", "high") if name in plain]
    span = "–".join(f"{number:,}".replace(",", " ") for number in numbers)
    rate = f"per {amount.per}" if amount.per else ""
    value = " ".join(part for part in (amount.qualifier, span, amount.unit, rate) if part)
    return Finding(words, amount.start, amount.end, value, amount.kind)


def _change(view: SentenceView, change: ChangeMention) -> Finding:
    words = view.text(change.start, change.end)
    return Finding(
        words, change.start, change.end, f"{change.value:+g} {change.unit}", change.basis
    )


def _syntax(token: Token) -> str:
    case = f"[{token.case}]" if token.case else ""
    return f"{token.text}/{token.rel}{case}"


def _matched(trial: Trial) -> Finding:
    match = trial.match
    if match is None:
        return _finding(trial.token, trial.frame.id, trial.missing)
    roles = ", ".join(
        f"{role}={'/'.join(token.text for token in tokens)}"
        for role, tokens in match.roles.items()
        if tokens
    )
    note = "; ".join(part for part in (match.modality.value, roles) if part)
    return _finding(trial.token, trial.frame.id, note)


def _event(view: SentenceView, event: CodedEvent) -> Finding:
    """An event with its codes, its sides, and the entry of the lexicon that its trigger is of."""
    actors, recipients = (", ".join(codes) or "?" for codes in sides(event))
    mode = f" {event.mode}" if event.mode else ""
    value = f"{event.event_type}{mode} {event.cameo}, {actors} → {recipients}"
    note = ""
    if event.reading is not None:
        operators = "".join(f"{kind} " for kind, _ in event.reading.links)
        note = f"{operators}{event.reading.act.id} at “{event.reading.trigger.text}”"
    return Finding(view.text(event.start, event.end), event.start, event.end, value, note)
