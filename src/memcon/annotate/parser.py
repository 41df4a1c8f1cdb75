"""Documents → parsed sentences: one parse per text, in batches over documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from memcon.annotate.entries import Entry, blanked, day_at, entries_of, tell_as_past
from memcon.annotate.spacy_english import SpacyEnglish
from memcon.annotate.tree import Sentence, Token
from memcon.model.document import Document
from memcon.settings import Settings


class Backend(Protocol):
    """A parser of one language."""

    def parse(self, texts: Iterable[str], *, batch_size: int) -> Iterator[list[list[Token]]]:
        """For each text, its sentences as lists of tokens with offsets into that text."""


class Parser:
    """Parses documents of one language."""

    def __init__(self, backend: Backend, *, language: str, batch_size: int) -> None:
        self._backend = backend
        self._language = language
        self._batch_size = batch_size

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, list[Sentence]]]:
        """Each document with its sentences, offsets being into the document's text.

        Sections in another language than the parser's have none.
        """
        held: list[tuple[Document, dict[int, list[Entry]]]] = []

        def texts() -> Iterator[str]:
            for doc in documents:
                entries = entries_of(doc)
                held.append((doc, entries))
                for number, block in enumerate(doc.blocks):
                    is_own = doc.language_of(block) == self._language
                    text = _plain(doc.text[block.start : block.end]) if is_own else ""
                    yield blanked(text, entries.get(number, ())).lstrip()
                yield ""  # closes the document

        sentences: list[Sentence] = []
        block = 0
        for parsed in self._backend.parse(texts(), batch_size=self._batch_size):
            doc, entries = held[0]
            if block < len(doc.blocks):
                own = entries.get(block, [])
                sentences += _sentences(doc, block, parsed, own, first=len(sentences))
                block += 1
                continue
            held.pop(0)
            yield doc, sentences
            sentences, block = [], 0


# Parsers are trained on straight quotes: "China’s" would be read as two nouns.
_PLAIN = str.maketrans(
    {"\n": " ", "\t": " ", "\u00a0": " ", "‘": "'", "’": "'", "\u02bc": "'", "“": '"', "”": '"'}
)


def _plain(text: str) -> str:
    """The text as parsers know it, with straight quotes and plain spaces; of the same length."""
    if text.isascii():
        return text.replace("\n", " ").replace("\t", " ")
    return text.translate(_PLAIN)


def _one_line(text: str) -> str:
    """The text of a block with line breaks as spaces: of the same length, so offsets hold."""
    return text.replace("\n", " ").replace("\t", " ")


def _sentences(
    doc: Document,
    block: int,
    parsed: list[list[Token]],
    entries: Sequence[Entry],
    *,
    first: int,
) -> list[Sentence]:
    begin = doc.blocks[block].start
    whole = blanked(doc.text[begin : doc.blocks[block].end], entries)
    offset = begin + len(whole) - len(_plain(whole).lstrip())
    made: list[Sentence] = []
    for tokens in parsed:
        if not tokens:
            continue
        for token in tokens:
            token.start += offset
            token.end += offset
        start, end = tokens[0].start, tokens[-1].end
        entry = day_at(entries, start - begin)
        if entry:
            tell_as_past(tokens)
        made.append(
            Sentence(
                tokens=tokens,
                start=start,
                end=end,
                text=_one_line(doc.text[start:end]),
                block=block,
                kind=doc.blocks[block].kind,
                index=first + len(made),
                entry=entry,
            )
        )
    return made


@lru_cache(maxsize=4)
def _backend(model: str) -> Backend:
    return SpacyEnglish(model)


def parser_for(language: str, settings: Settings) -> Parser | None:
    """The parser of a language, or None where memcon has none."""
    if language != "en":
        return None
    backend = _backend(settings.english_model)
    return Parser(backend, language=language, batch_size=settings.batch_size)
