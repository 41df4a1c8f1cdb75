"""Kinds and titles of instruments; lists of titles in one phrase."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from memcon.annotate import Token
from memcon.extract.clauses import main_words
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.extract.records.naming import Name
from memcon.extract.records.treatment import TreatmentReader
from memcon.extract.view import SentenceView

_KINDS = (
    "JOINT_STATEMENT",
    "COMMUNIQUE",
    "MEMORANDUM",
    "PROTOCOL",
    "CONTRACT",
    "TREATY",
    "PROGRAMME",
    "AGREEMENT",
)
_FEW = 2  # unnamed documents up to here are not a bundle


class InstrumentTitles:
    """Tells the kind of an instrument and parts the titles of a list."""

    def __init__(self, context: Context, read: TreatmentReader) -> None:
        self._context = context
        self._read = read
        entries = phrases(context.language, "undertaking_cases")
        self._binding = frozenset(entries["binding_cases"])
        self._classes = frozenset(entries["class_nouns"])
        self._linking = frozenset(entries["linking_words"])
        pairs = (entry.split() for entry in entries["singulars"])
        self._singulars = {pair[0]: pair[1] for pair in pairs}

    def _singular(self, token: Token) -> str:
        """The head of a list of titles as the head of one of them."""
        known = self._singulars.get(token.text.lower())
        if known is not None and token.text[-2:-1].isupper():
            return token.text[:-1]  # "MOUs", "MoUs"
        if known is not None:
            return known if token.text.islower() else known.capitalize()
        if token.pos == "NOUN" and token.lemma and token.text.islower():
            return token.lemma
        return token.text.removesuffix("s")

    def is_named(self, organisation: str) -> bool:
        """Whether an organisation is called by a name, not by its class alone: "Governments"."""
        words = organisation.split()
        if not words:
            return False
        last = words[-1].lower()
        stems = {last.removesuffix("s"), last.removesuffix("es"), f"{last[:-3]}y"}
        plain = last in self._classes or not stems.isdisjoint(self._classes)
        several = plain and last not in self._classes
        if len(words) == 1 or (several and organisation.islower()):
            return not plain
        return words[0].lower() not in self._linking

    def kind(self, view: SentenceView, token: Token, name: Name) -> str:
        """The kind; several unnamed documents together are `other`."""
        kinds = self._read.named(view, token)
        kind = next((k.lower() for k in _KINDS if f"KIND_{k}" in kinds), "other")
        if "KIND_OTHER" in kinds and kind == "agreement":
            kind = "other"
        unnamed = name.topic is None or name.topic.is_verb or name.topic.case in self._binding
        if kind == "agreement" and unnamed and self._is_bundle(view, token):
            return "other"
        return kind

    def _is_bundle(self, view: SentenceView, token: Token) -> bool:
        if not self.is_plural(view, token):
            return False
        head = token.head
        heaped = head is not None and "SEVERAL" in self._read.named(view, head)
        return heaped or self._is_heaped(view, token) or _number(view, token) > _FEW

    def is_plural(self, view: SentenceView, token: Token) -> bool:
        """Whether a noun names several instruments."""
        return token.tag in ("NNS", "NNPS") or "PLURAL" in self._read.named(view, token)

    def _is_heaped(self, view: SentenceView, token: Token) -> bool:
        return any("SEVERAL" in self._read.named(view, child) for child in token.children)

    def all(self, view: SentenceView, token: Token, name: Name) -> list[tuple[str, str]]:
        """The title with the words of its subject; of "agreements on A, B and C" one each."""
        topic, number = name.topic, _number(view, token)
        row = self._subjects(view, token, topic)
        counted = number in (0, len(row)) and not self._is_heaped(view, token)
        if topic is None or len(row) < _FEW or not counted:
            return [(name.text, name.text)]
        joiner = topic.case.replace("_", " ") if topic.is_noun else topic.text
        first = topic.first.index
        before = [
            each
            for each in view.tokens
            if name.start <= each.start and each.index < first
            if each.pos != "NUM" and each.text != "," and not _is_bracketed(view, each)
        ]
        front = "".join(
            (self._singular(each) if each is token else each.text)
            + ("" if each.end == after.start else " ")
            for each, after in pairwise([*before, topic])
        ).rstrip()
        titles = []
        for each, following in zip_longest(row, row[1:]):
            end = following.first.index if following is not None else len(view.tokens)
            words = [word for word in main_words(each) if word.rel != "case" and word.index < end]
            while len(words) > 1 and words[-1].pos in ("ADP", "CCONJ", "PUNCT"):
                words.pop()
            text = " ".join(view.text(words[0].start, words[-1].end).split())
            titles.append((f"{front} {joiner} {text}", text))
        return titles

    def _is_paper(self, view: SentenceView, token: Token) -> bool:
        """ "agreements on trade and memoranda on gas": the second is no subject of the first."""
        named = "INSTRUMENT" in self._context.matcher.concepts_of(token)
        return named and any(k.startswith("KIND_") for k in self._read.named(view, token))

    def _subjects(self, view: SentenceView, token: Token, topic: Token | None) -> list[Token]:
        """The subjects of a list of instruments: "on A, B and C", "covering A, B and C"."""
        if topic is None or not self.is_plural(view, token) or topic.case in self._binding:
            return []  # "agreements between X and Y" are not two
        first: Token | None = topic
        if topic.is_verb:
            first = topic.child("obj") if "COVER" in self._read.named(view, topic) else None
        row = first.conjuncts() if first is not None and first.is_noun else []
        papers = [n for n, each in enumerate(row) if self._is_paper(view, each)]
        row = [each for each in row[: papers[0] if papers else None] if each.is_noun]
        return row if len(row) != 1 else [*row, *_repeated(view, topic)]


def _is_bracketed(view: SentenceView, token: Token) -> bool:
    """Whether a word, or the bracket that it is, belongs to an abbreviation: "(MoUs)"."""
    if token.text in ("(", ")"):
        return True
    near = view.tokens[max(token.index - 1, 0) : token.index + 2]
    return [near[0].text, near[-1].text] == ["(", ")"]


def _repeated(view: SentenceView, topic: Token) -> list[Token]:
    """The further subjects of "on A, on B and on C", which the parser hangs here and there."""
    found: list[Token] = []
    end = topic.index + 1
    for token in view.tokens[end:]:
        if token.case != topic.case or not token.is_noun:
            continue
        opening = next((c for c in token.children if c.rel == "case"), None)
        start = opening.index if opening is not None else token.index
        between = view.tokens[end:start]
        joined = all(each.pos in ("PUNCT", "CCONJ", "ADP", "DET") for each in between)
        if start < end or not between or not joined or any(t.text in ";:." for t in between):
            break
        found.append(token)
        end = token.index + 1
    return found


def _number(view: SentenceView, token: Token) -> int:
    for amount in view.amounts:
        words = view.tokens_of(amount.start, amount.end)
        if any(word.head is token for word in words) and amount.value is not None:
            return int(amount.value)
    return 0
