"""spaCy's English pipelines → our trees: CLEAR labels become UD, prepositions become cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from memcon.annotate.implied import as_declared
from memcon.annotate.mending import mend
from memcon.annotate.tree import Token
from memcon.errors import DataError

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

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
_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
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
            for form in (word, word.capitalize()):
                tokenizer.add_special_case(form, [{"ORTH": form}])
        self._verbs: dict[str, str] = _data("lemmas.yml")["verb"]

    def parse(self, texts: Iterable[str], *, batch_size: int) -> Iterator[list[list[Token]]]:
        """For each text, its sentences as lists of tokens with offsets into that text."""
        made = (
            (_bounded(self._nlp.make_doc(text)), lead) for text, lead in map(as_declared, texts)
        )
        for doc, lead in self._nlp.pipe(made, as_tuples=True, batch_size=batch_size):
            yield [_tokens(span, self._verbs, lead) for span in doc.sents]


def _bounded(doc: Doc) -> Doc:
    """The document with no sentence to begin after a word or a comma: only after other marks.

    The parser, which finds the sentences, otherwise breaks one at names that it does not know.
    """
    for token in doc[:-1]:
        last = token.text[-1]
        if last.isalnum() or last == ",":
            doc[token.i + 1].is_sent_start = False
    return doc


def _whole_words() -> list[str]:
    """The hyphenated words that are one token."""
    return [str(word) for word in _data("whole_words.yml")["words"]]


def _data(name: str) -> Any:
    """A data file of the language."""
    return yaml.safe_load(files("memcon").joinpath("lang/en", name).read_text(encoding="utf-8"))


def _tokens(span: Span, verbs: Mapping[str, str], lead: int) -> list[Token]:
    """The tokens of one sentence, with heads, cases and children set.

    `verbs` has the base forms of verb forms that the lemmatizer gets wrong; `lead` is how many
    characters before the text are not in it: a word there has no width.
    """
    source = [token for token in span if not token.is_space]
    index = {token.i: number for number, token in enumerate(source)}
    made = [
        Token(
            index=number,
            text=token.text,
            lemma=(token.lemma_ or token.text).lower(),
            pos=token.pos_,
            tag=token.tag_,
            start=max(token.idx - lead, 0),
            end=max(token.idx + len(token.text) - lead, 0),
            entity=token.ent_type_,
        )
        for number, token in enumerate(source)
    ]
    for token, own in zip(source, made, strict=True):
        if own.pos == "VERB":
            own.lemma = verbs.get(own.text.lower(), own.lemma)
        _attach(token, own, made, index)
    _break_cycles(made)
    for own in made:
        if own.head is not None:
            own.head.children.append(own)
            if own.tag == "TO" and own.head.tag == "JJ" and own.rel == "aux":
                own.head.pos, own.head.tag = "VERB", "VB"  # "to open", taken for an adjective
    mend(made)
    return made


def _attach(token: Any, own: Token, made: list[Token], index: dict[int, int]) -> None:
    """Set relation, head and case of one token."""
    dep, head = token.dep_, token.head
    if head.i == token.i or head.i not in index:
        own.rel, own.head = "root", None
        return
    own.rel, own.head = RELATIONS.get(dep, dep), made[index[head.i]]
    if dep in ("pobj", "pcomp") and head.i in index:
        _lift_object(token, own, made, index)
    elif dep in _PREPOSITIONAL and (obj := _object_of(token)) is not None and obj.i in index:
        own.rel, own.head = "case", made[index[obj.i]]
    elif dep == "conj":
        first = token
        while first.dep_ == "conj" and first.head.i in index:
            first = first.head
        if first.dep_ in ("pobj", "pcomp"):
            own.case = _case_of(first)
        own.head = made[index[first.i]]


def _object_of(preposition: Any) -> Any:
    """The object of a preposition, that of one that follows it ("out of X") included."""
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp"):
            return child
    for child in preposition.children:
        if child.dep_ == "prep":
            return _object_of(child)
    return None


def _lift_object(token: Any, own: Token, made: list[Token], index: dict[int, int]) -> None:
    """Hang the object of a preposition on what the preposition modifies (UD: obl, nmod, advcl)."""
    preposition = token.head
    top = preposition
    while top.dep_ in ("prep", "agent", "dative") and top.head.dep_ == "prep":
        if _object_of_direct(top.head):
            break
        top = top.head
    own.case = _case_of(token)
    if top.head.i == top.i or top.head.i not in index:
        own.rel, own.head = "root", None
        return
    head = top.head
    if head.dep_ in _PREPOSITIONAL:  # "from the 3rd to the 5th": hang on the first object
        head = _object_of(head) or head
    if head.i == token.i or head.i not in index:
        own.rel, own.head = "root", None
        return
    own.head = made[index[head.i]]
    if token.dep_ == "pcomp" and token.pos_ in ("VERB", "AUX"):
        own.rel = "acl" if head.pos_ in _NOMINAL_HEADS else "advcl"
    elif head.pos_ in _NOMINAL_HEADS:
        own.rel = "nmod"
    else:
        own.rel = "obl:agent" if top.dep_ == "agent" else "obl"


def _object_of_direct(preposition: Any) -> bool:
    return any(child.dep_ in ("pobj", "pcomp") for child in preposition.children)


def _case_of(token: Any) -> str:
    """The prepositions above an object, outermost first: "out_of", "according_to"."""
    words: list[str] = []
    node = token.head
    while node.dep_ in _PREPOSITIONAL or node.pos_ in ("ADP", "SCONJ"):
        words.insert(0, node.lower_)
        if node.head.i == node.i or node.head.dep_ not in _PREPOSITIONAL:
            break
        if _object_of_direct(node.head):
            break
        node = node.head
    return "_".join(words)


def _break_cycles(made: list[Token]) -> None:
    """Make the lifted heads a tree again, whatever the parser gave."""
    for own in made:
        seen = {own.index}
        node = own
        while node.head is not None:
            if node.head.index in seen:
                node.head, node.rel = None, "root"
                break
            seen.add(node.head.index)
            node = node.head
