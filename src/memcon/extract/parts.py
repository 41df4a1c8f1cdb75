"""The items of a digest, each read by itself: own day, own persons, own parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.annotate import Sentence
from memcon.extract.candidate import Candidate
from memcon.extract.coreference import merge_candidates
from memcon.model.document import Document
from memcon.read.sections import as_documents, as_of_dateline, sections_of

_APART = 1_000_000  # between the sentences of two items: none is near to one of another item


def as_parts(
    document: Document, sentences: Sequence[Sentence]
) -> Iterator[tuple[Document, Sequence[Sentence]]]:
    """The parts of a digest over the same text with their sentences; else the document itself.

    Each counts from its own day, a dispatch from that of its dateline.
    """
    sections = sections_of(document)
    if not sections:
        yield as_of_dateline(document), sentences
    for section, part in zip(sections, as_documents(document, sections), strict=True):
        own = [each for each in sentences if section.first <= each.block < section.last]
        first = own[0].index if own else 0
        yield (
            part,
            [replace(s, block=s.block - section.first, index=s.index - first) for s in own],
        )


def join_parts(parts: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """What several items report, with mentions of one thing merged over items.

    The day of an item is that of what it reports as news, so reports of two days stay two.
    """
    for number, candidates in enumerate(parts):
        for candidate in candidates:
            candidate.assumed.discard("date")
            candidate.sentence += number * _APART
    return merge_candidates([each for candidates in parts for each in candidates])
