"""Documents → records: reads, extracts, merges within the document and numbers."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module

from memcon.annotate import Sentence, parser_for
from memcon.extract.candidate import Candidate, balance_quotes, is_sound
from memcon.extract.circumstances import Circumstances
from memcon.extract.coreference import merge_candidates
from memcon.extract.events.records import derived_events
from memcon.extract.frames import FrameMatcher
from memcon.extract.linking import link_candidates
from memcon.extract.modality import modality_reader
from memcon.extract.parts import as_parts, join_parts
from memcon.extract.reading import DocumentReader
from memcon.extract.records.context import Context
from memcon.extract.view import DocumentView
from memcon.model.citation import Citation
from memcon.model.document import Document
from memcon.model.record import TYPES, Record, record_id
from memcon.settings import Settings

_OCCASIONS = ("meeting", "visit")
_COLLECTED = 20_000  # objects made since the last collection that bring about the next

RecordExtractor = Callable[[Context], list[Candidate]]


def record_extractors() -> dict[str, RecordExtractor]:
    """The extractor of each record type, in the order of the record format."""
    return {name: import_module(f"memcon.extract.records.{name}").extract for name in TYPES}


class Extractor:
    """Extracts the records of documents in one language."""

    def __init__(self, settings: Settings | None = None, language: str = "en") -> None:
        self._settings = settings or Settings()
        self._language = language
        self._parser = parser_for(language, self._settings)
        self._reader = DocumentReader(language, self._settings.lexicon_dir)
        self._matcher = FrameMatcher(self._reader.grammar, language)
        self._extractors = record_extractors()
        _settle()

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        """Each document with its records; texts are parsed in batches over documents."""
        if self._parser is None:
            yield from ((doc, []) for doc in documents)
            return
        for doc, sentences in self._parser.parse(documents):
            yield doc, self.records(doc, sentences)

    def records(self, document: Document, sentences: Sequence[Sentence]) -> list[Record]:
        """The records of a parsed document."""
        return self.read_and_extract(document, sentences)[1]

    def read_and_extract(
        self, document: Document, sentences: Sequence[Sentence]
    ) -> tuple[list[DocumentView], list[Record]]:
        """The view of a parsed document, of a digest those of its items, and its records."""
        parts = list(as_parts(document, sentences))
        views = [self._reader.read(part, own) for part, own in parts]
        found = [self._candidates(view) for view in views]
        merged = found[0] if len(found) == 1 else join_parts(found)
        merged = [candidate for candidate in merged if is_sound(candidate)]
        for candidate in merged:
            balance_quotes(candidate)
        link_candidates(merged)
        return views, number(document, merged)

    def _candidates(self, view: DocumentView) -> list[Candidate]:
        """What one document, or one item of a digest, reports."""
        context = self.context(view)
        found: list[Candidate] = []
        for extract in self._extractors.values():
            found += extract(context)
        for each in found if view.is_news else ():
            told = str(each.get("date") or "") if "date" not in each.assumed else ""
            each.is_old = each.type in _OCCASIONS and context.circumstances.is_old(told)
        merged = merge_candidates(found)
        implied = derived_events(merged, view.quote, self._language)
        return merge_candidates([*merged, *implied])

    def context(self, view: DocumentView) -> Context:
        """The view of a document with the tools that read it."""
        return Context(
            document=view,
            grammar=self._reader.grammar,
            matcher=self._matcher,
            modality=modality_reader(self._language),
            circumstances=Circumstances(view, self._reader.grammar, self._language),
            attribution=self._reader.attribution,
            language=self._language,
        )


@lru_cache(maxsize=1)
def _settle() -> None:
    """Leave the parser's model and the lexicons, loaded by now, out of garbage collections.

    They stay for the life of the process; looking through them each time is a tenth of the time
    that extraction takes. What is made for one document is let go with it: looking through it
    twenty times on the way is another twentieth.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(max(_COLLECTED, gc.get_threshold()[0]), *gc.get_threshold()[1:])


def number(document: Document, candidates: Sequence[Candidate]) -> list[Record]:
    """Candidates as records: ids from the document's identity and the record's anchor words."""
    idents = _idents(document, candidates)
    records = []
    for candidate in candidates:
        evidence = tuple(
            Citation(document.name, low, high, document.text[low:high])
            for low, high in sorted(set(candidate.spans))
        )
        links = tuple(
            {"rel": rel, "id": idents[id(other)]}
            for rel, other in candidate.links
            if id(other) in idents
        )
        ident = idents[id(candidate)]
        slots = dict(candidate.slots)
        records.append(Record(ident, candidate.type, slots, evidence, links=links))
    return records


def _idents(document: Document, candidates: Sequence[Candidate]) -> dict[int, str]:
    """The id of each candidate, by its identity as an object."""
    identity = document.text_hash
    found: dict[int, str] = {}
    used: set[str] = set()
    for candidate in candidates:
        start, end = candidate.spans[0]
        anchor = document.text[candidate.anchor[0] : candidate.anchor[1]]
        words = f"{anchor} {document.text[start:end]} {_naming(candidate)}"
        ident, copy = record_id(candidate.type, identity, words), 1
        while ident in used:
            copy += 1
            ident = record_id(candidate.type, identity, f"{words} {copy}")
        used.add(ident)
        found[id(candidate)] = ident
    return found


def _naming(candidate: Candidate) -> str:
    """The slots that tell records of one passage apart."""
    names = ("name", "title", "action", "topic", "indicator", "event_type", "ordinal")
    parts = [str(candidate.slots[slot]) for slot in names if slot in candidate.slots]
    others = ("visitor", "amount", "change", "holder", "actors")
    parts += [str(candidate.slots[slot]) for slot in others if slot in candidate.slots]
    return " ".join(parts)
