"""spaCy's English pipelines → our trees: CLEAR labels become UD, prepositions become cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from sys import intern
from typing import TYPE_CHECKING, Any

import yaml

from memcon.annotate.implied import as_declared
from memcon.annotate.mending import mend
from memcon.annotate.tree import Token
from memcon.errors import DataError

if TYPE_CHECKING:
    from spacy.tokens import Doc

# ClearNLP label → UD relation, where they differ and no structure changes.
RELATIONS = {
    "ROOT": "root",
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj",
    "auxpass": "aux:pass",
    "dative": "iobj",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "npadvmod": "obl:unmarked",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "neg": "advmod:neg",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "intj": "discourse",
    "meta": "discourse",
    "predet": "det",
    "preconj": "cc",
}
_OBJECTS = frozenset({"pobj", "pcomp"})
_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
_MOVED = _OBJECTS | _PREPOSITIONAL | {"conj"}
_COLUMNS: list[int | str] = ["ORTH", "LEMMA", "POS", "TAG", "ENT_TYPE", "DEP", "HEAD", "IDX"]
_HALF = 2**63  # spaCy's columns are unsigned: what is above stands for a negative number
_NO_START = 2 * _HALF - 1  # -1: no sentence begins there
_NOMINAL_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class SpacyEnglish:
    """The parser: a spaCy pipeline with tagger, parser, lemmatizer and entity recogniser."""

    def __init__(self, model: str) -> None:
        """Load the pipeline.

        Raises DataError when it is not installed.
        """
        import spacy  # noqa: PLC0415 (2 s: only when something is parsed)

        try:
            self._nlp = spacy.load(model)
        except (OSError, ImportError) as error:
            message = (
                f"language model {model}: not installed; "
                f"run `pip install {model.replace('_', '-')}` or unset MEMCON_ENGLISH_MODEL"
            )
            raise DataError(message) from error
        tokenizer: Any = self._nlp.tokenizer
        for word in _whole_words():
            for form in (word, word.capitalize(), word.title()):
                tokenizer.add_special_case(form, [{"ORTH": form}])
        self._verbs: dict[str, str] = _data("lemmas.yml")["verb"]

    def parse(self, texts: Iterable[str], *, batch_size: int) -> Iterator[list[list[Token]]]:
        """For each text, its sentences as lists of tokens with offsets into that text."""
        made = (
            (_bounded(self._nlp.make_doc(text)), lead) for text, lead in map(as_declared, texts)
        )
        for doc, lead in self._nlp.pipe(made, as_tuples=True, batch_size=batch_size):
            columns = _columns(doc)
            yield [
                _tokens([column[span.start : span.end] for column in columns], self._verbs, lead)
                for span in doc.sents
            ]


def _bounded(doc: Doc) -> Doc:
    """The document with no sentence to begin after a word, an abbreviation or a comma.

    The parser, which finds the sentences, otherwise breaks one at names that it does not know.
    """
    starts: Any = doc.to_array("SENT_START")
    for number, token in enumerate(doc[:-1], 1):
        last = token.text[-1]
        if last.isalnum() or last == "," or token.lower_ in _short_words():
            starts[number] = _NO_START
    return doc.from_array("SENT_START", starts) if len(doc) else doc


def _columns(doc: Doc) -> list[list[Any]]:
    """The columns of a parsed text, with labels and words as strings: faster than by token.

    The strings are those of the program and the lexicons, where they are the same: comparing and
    looking them up, which extraction does some twenty times a word, is then cheaper.
    """
    table = doc.to_array(_COLUMNS).T.tolist()
    *labels, steps, starts = table
    strings = doc.vocab.strings
    known = {number: intern(strings[number]) for number in set().union(*labels)}
    named = [[known[number] for number in column] for column in labels]
    heads = [step if step < _HALF else step - 2 * _HALF for step in steps]
    return [*named, heads, starts]


def _whole_words() -> list[str]:
    """The words with a hyphen or a dot that are one token."""
    return [str(word) for word in _data("whole_words.yml")["words"]]


@lru_cache(maxsize=1)
def _short_words() -> frozenset[str]:
    """The abbreviations among them."""
    return frozenset(word for word in _whole_words() if word.endswith("."))


def _data(name: str) -> Any:
    """A data file of the language."""
    return yaml.safe_load(files("memcon").joinpath("lang/en", name).read_text(encoding="utf-8"))


def _tokens(columns: Sequence[Sequence[Any]], verbs: Mapping[str, str], lead: int) -> list[Token]:
    """The tokens of one sentence, with heads, cases and children set.

    `verbs` has the base forms of verb forms that the lemmatizer gets wrong; `lead` is how many
    characters before the text are not in it: a word there has no width.
    """
    made: list[Token] = []
    whole: list[Token | None] = []  # with a gap for each white space
    for text, lemma, pos, tag, entity, dep, _, start in zip(*columns, strict=True):
        if text.isspace():
            whole.append(None)
            continue
        own = Token(
            index=len(made),
            text=text,
            lemma=intern((lemma or text).lower()),
            pos=pos,
            tag=tag,
            start=max(start - lead, 0),
            end=max(start + len(text) - lead, 0),
            entity=entity,
            rel=dep,
        )
        if pos == "VERB":
            own.lemma = verbs.get(own.lower, own.lemma)
        made.append(own)
        whole.append(own)
    for number, (word, step) in enumerate(zip(whole, columns[-2], strict=True)):
        head = whole[number + step] if step else None
        if word is not None and head is not None:
            word.head = head
            head.children.append(word)
    placed = [_placed(own) for own in made]
    for own, (own.rel, own.head, own.case) in zip(made, placed, strict=True):
        own.children = []
    _break_cycles(made)
    for own in made:
        if own.head is not None:
            own.head.children.append(own)
            if own.tag == "TO" and own.head.tag == "JJ" and own.rel == "aux":
                own.head.pos, own.head.tag = "VERB", "VB"  # "to open", taken for an adjective
    mend(made)
    return made


def _placed(token: Token) -> tuple[str, Token | None, str]:
    """Relation, head and case of a token that stands in the parser's tree."""
    dep, head = token.rel, token.head
    if head is None:
        return "root", None, ""
    if dep not in _MOVED:
        return RELATIONS.get(dep, dep), head, ""
    if dep in _OBJECTS:
        return _lifted(token, head)
    if dep in _PREPOSITIONAL and (below := _object_of(token)) is not None:
        return "case", below, ""
    case = ""
    if dep == "conj":
        first = token
        while first.rel == "conj" and first.head is not None:
            first = first.head
        case = _case_of(first) if first.rel in _OBJECTS else ""
        head = first
    return RELATIONS.get(dep, dep), head, case


def _object_of(preposition: Token) -> Token | None:
    """The object of a preposition, that of one that follows it ("out of X") included."""
    for child in preposition.children:
        if child.rel in _OBJECTS:
            return child
    for child in preposition.children:
        if child.rel == "prep":
            return _object_of(child)
    return None


def _lifted(token: Token, top: Token) -> tuple[str, Token | None, str]:
    """An object of a preposition hung on what that modifies (UD: obl, nmod, advcl)."""
    while top.rel in _PREPOSITIONAL and top.head is not None and top.head.rel == "prep":
        if _has_object(top.head):
            break
        top = top.head
    case = _case_of(token)
    head = top.head
    if head is not None and head.rel in _PREPOSITIONAL:
        head = _object_of(head) or head  # "from the 3rd to the 5th": hang on the first object
    if head is None or head is token:
        return "root", None, case
    if token.rel == "pcomp" and token.pos in ("VERB", "AUX"):
        rel = "acl" if head.pos in _NOMINAL_HEADS else "advcl"
    elif head.pos in _NOMINAL_HEADS:
        rel = "nmod"
    else:
        rel = "obl:agent" if top.rel == "agent" else "obl"
    return rel, head, case


def _has_object(preposition: Token) -> bool:
    return any(child.rel in _OBJECTS for child in preposition.children)


def _case_of(token: Token) -> str:
    """The prepositions above an object, outermost first: "out_of", "according_to"."""
    words: list[str] = []
    node = token.head
    while node is not None and (node.rel in _PREPOSITIONAL or node.pos in ("ADP", "SCONJ")):
        words.insert(0, node.lower)
        above = node.head
        if above is None or above.rel not in _PREPOSITIONAL or _has_object(above):
            break
        node = above
    return "_".join(words)


def _break_cycles(made: list[Token]) -> None:
    """Make the lifted heads a tree again, whatever the parser gave."""
    sound: set[int] = set()  # words from which the way up is known to end
    for own in made:
        if own.index in sound:
            continue
        seen = {own.index}
        node = own
        while node.head is not None and node.index not in sound:
            if node.head.index in seen:
                node.head, node.rel = None, "root"
                break
            seen.add(node.head.index)
            node = node.head
        sound |= seen
