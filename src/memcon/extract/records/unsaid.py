"""Whom a thing binds where neither its phrase nor its verbs say so: those of its passage."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.annotate import Token
from memcon.extract.actors import is_state
from memcon.extract.lexicon import discourse_words, word_sets
from memcon.extract.mentions import Mention
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView

_PAIR = 2  # parties of a bilateral passage


class UnsaidParties:
    """Finds the parties of one document's undertakings that a passage leaves unsaid."""

    def __init__(self, context: Context, *, sited: bool = True) -> None:
        """`sited` says that a state may have a share in a thing by its place alone."""
        self._context = context
        self._sited = sited
        cases = word_sets(context.language, "undertaking_cases")
        self._with = cases["with_cases"]
        self._place_only = cases["place_only_cases"]
        self._witness = cases["witness_cases"]
        self._there = cases["elsewhere_adverbs"]
        self._hosts = cases["host_organisations"]
        self._sites = discourse_words(context.language).place_nouns
        self._told: set[str] = set()  # the parties that the text names as more than places
        self._passages: dict[int, set[str]] = {}  # the parties that each paragraph names
        self._acting: dict[int, set[str]] = {}  # those of them that are not only places there

    def nearby(
        self, view: SentenceView, token: Token, known: set[str], *, clause: bool = True
    ) -> list[str]:
        """The other states of the clause, else of the passage, where no more than two are named.

        Without `clause` its clause alone tells none: a communiqué names many that do not issue it.
        """
        grammar = self._context.grammar
        words = {
            t.index for t in grammar.clause_tokens(grammar.clause_of(token), keep=[token])
        } or {token.index}
        here = [
            mention
            for index, mention in sorted(view.mentions.items())
            if index in words and not self._is_bystander(mention, token)
        ]
        named = known | _states(here)
        if len(named) > len(known) and not clause:
            return sorted(named - known) if self._is_about(view, named) else []
        if len(named) > len(known):
            return sorted(named - known) if len(named) == _PAIR else []
        principals = set(self._context.document.principals)
        if known and known < principals and len(principals) == _PAIR:
            return [code for code in principals - known if self._may_act(view, token, code)]
        for wider in self._wider(view, token):
            if len(known | wider) == _PAIR:
                return sorted(wider - known) if self._is_about(view, known | wider) else []
        if any(child.lemma in self._there for child in grammar.clause_of(token).children):
            return []  # "opened an embassy there"
        if known and (told := self._told_before(view)) and len(known | told) == _PAIR:
            return sorted(told - known)
        for other in self._context.document.neighbours(view, before=1):
            if other.sentence.block == view.sentence.block:
                told_of = (m for m in other.mentions.values() if m.form != "reference")
                named |= _states(m for m in told_of if not self._is_scene(m))
        both = len(named) == _PAIR and self._is_about(view, named)
        return sorted(named - known) if both else []

    def _told_before(self, view: SentenceView) -> set[str]:
        """Who acts in the sentence before: "Peru went on. A pact with Chile was signed"."""
        for other in self._context.document.neighbours(view, before=1):
            if other.sentence.block == view.sentence.block:
                subjects = self._context.grammar.subjects(other.sentence.root)
                told = {a.party for each in subjects for a in other.actors(each)}
                return {code for code in told if is_state(code)}
        return set()

    def _wider(self, view: SentenceView, token: Token) -> Iterable[set[str]]:
        """The states of the rest of the sentence, which comes before the sentence before it."""
        before = [m for index, m in view.mentions.items() if index < token.index]
        told = (m for m in before if m.head.case not in self._with and not self._is_scene(m))
        yield _states(told)
        both = [m for m in view.mentions.values() if m.form == "reference" and len(m.actors) > 1]
        yield _states(both)  # "the road is ready, the two sides said"

    def of_passage(self, view: SentenceView, token: Token, known: set[str]) -> list[str]:
        """The two parties that a passage is about, where those known are among them."""
        pair = set(view.pair)
        if not known <= pair or not self._is_about(view, pair):
            return []
        if not all(self._may_act(view, token, code) for code in pair - known):
            return []
        away = self._elsewhere(view, token)
        return [code for code in view.pair if code not in away]

    def _is_about(self, view: SentenceView, pair: set[str]) -> bool:
        """Whether a passage names these two alone, or is of a text about them and a sentence is."""
        circle = set(self._context.document.circle)
        if circle and not pair <= circle:
            return False
        own = self._named(view) <= pair and pair == circle
        if own or len(pair) != _PAIR:
            return own
        block = view.sentence.block
        if block not in self._passages:
            told = [v for v in self._context.document.sentences if v.sentence.block == block]
            self._passages[block] = {code for each in told for code in self._named(each)}
            self._acting[block] = {code for each in told for code in self._not_as_places(each)}
        acting = pair if self._sited else self._acting[block]
        return self._passages[block] <= pair <= acting

    def _named(self, view: SentenceView) -> set[str]:
        """The parties that a sentence names, its pronouns and the like left out."""
        told = (m for m in view.mentions.values() if m.form != "reference")
        codes = {a.party or a.country for m in told for a in m.actors} - {""}
        return {code for code in codes if not self._is_host(code)}

    def _may_act(self, view: SentenceView, token: Token, code: str) -> bool:
        """Whether the text names a party as more than a place, and not for the roof it gives."""
        if self._is_host(code):
            return False
        inside = (m for m in view.mentions_in(token.subtree()) if not self._is_at_site(m))
        if self._sited or code in _states(inside):
            return True
        if not self._told:
            views = self._context.document.sentences
            self._told = {each for view in views for each in self._not_as_places(view)}
        return code in self._told

    def _is_scene(self, mention: Mention) -> bool:
        """Whether a state is named only for where something is: "in Fiji", "in Fiji's capital"."""
        placed = mention.head.case in self._place_only and mention.form in ("name", "capital")
        return placed or self._is_at_site(mention)

    def _is_at_site(self, mention: Mention) -> bool:
        """ "released in the Fijian capital, Suva": at a place that is called after a state."""
        for site in (mention.head, mention.head.head):
            if site is not None and site.lemma in self._sites:
                return site.case in self._place_only
        return False

    def _is_host(self, code: str) -> bool:
        """Whether it is an organisation that brings others together or pays for what they do."""
        return code.lower() in self._hosts

    def _not_as_places(self, view: SentenceView) -> set[str]:
        """The parties that a sentence names otherwise than to say where something is done."""
        told = [m for m in view.mentions.values() if not self._is_scene(m)]
        return {a.party or a.country for m in told for a in m.actors}

    def _elsewhere(self, view: SentenceView, token: Token) -> set[str]:
        """The states of a sentence that belong to other things in it.

        They are the partners of what is told before ("a treaty with X, and one with Y"), and those
        named further on, in clauses of their own, that are not what the document is mostly about.
        """
        grammar = self._context.grammar
        own = {t.index for t in grammar.clause_tokens(grammar.clause_of(token), keep=[token])}
        later = [
            mention
            for index, mention in view.mentions.items()
            if index > token.index and index not in own and mention.form != "reference"
        ]
        before = [m for index, m in view.mentions.items() if index <= token.index]
        joined = [m for m in before if m.head.case in self._with and m.head.head is not token]
        new = _states(later) - _states(before) - set(self._context.document.principals)
        return _states(joined) | new

    def _is_bystander(self, mention: Mention, token: Token) -> bool:
        """Whether a state is named only as a place, in a name, or in a remark on another thing."""
        head = mention.head
        if mention.form == "capital" and head.head is token:
            return True
        if any(up.case in self._witness for up in (head, *head.ancestors())):
            return True
        if self._is_scene(mention):
            return True
        for up in [head, *head.ancestors()]:
            if up.rel == "acl:relcl" and token not in up.ancestors():
                return token not in up.subtree()
        return False


def _states(mentions: Iterable[Mention]) -> set[str]:
    """The states that these stand for."""
    return {a.party for m in mentions for a in m.actors if is_state(a.party)}
