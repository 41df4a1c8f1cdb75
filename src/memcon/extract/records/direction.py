"""Whose number it is, and towards whom: reporter and counterpart of a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.extract.records.context import Context
from memcon.extract.records.indicators import Named, is_gapped
from memcon.extract.records.tellers import is_spoken_of, tellers
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_EXPORTS, _IMPORTS = "trade.exports", "trade.imports"
_WAYS = ((_EXPORTS, _IMPORTS), (_IMPORTS, _EXPORTS))
_OWNERS = ("nmod:poss", "amod", "compound")


@dataclass(frozen=True, slots=True)
class Direction:
    """The sides of a figure: codes, '' where the text does not tell."""

    reporter: str = ""
    counterpart: str = ""
    is_directed: bool = False
    source: Actor | None = None  # who gives the number: "customs recorded sales of 5 million"


class DirectionReader:
    """Reads the direction of figures off nouns ("Peru's sales to Chile") and verbs ("sent us")."""

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self._context = context
        self._words = words
        self._told: dict[str, tuple[int, tuple[str, str]]] = {}

    def read(self, view: SentenceView, head: Token, named: Named, clause: Token) -> Direction:
        """Reporter and counterpart of a number, where its indicator has a direction."""
        source = self._counter(view, clause)
        if not named.indicator.startswith(tuple(self._words["directed"])):
            return Direction(source=source)
        giver, receiver = self._sides(view, head, named, clause, counted=source is not None)
        receiving = named.indicator.startswith((*self._words["receiving"], "trade.imports"))
        reporter, counterpart = (receiver, giver) if receiving else (giver, receiver)
        doers = self._doers(view, self._verb(named, clause))
        if len(doers) < 2 or doers & {reporter, counterpart}:  # noqa: PLR2004 (several)
            reporter, counterpart = self._completed(view, named, clause, reporter, counterpart)
        return Direction(reporter, counterpart, is_directed=True, source=source)

    def told(self, view: SentenceView, named: Named, head: Token) -> Direction | None:
        """The direction of the same number just before: "sold 5 million, rising to 8 million"."""
        if view.mentions_in(head.subtree()):
            return None  # "5 million to Peru and 3 million to Chile"
        block, sides = self._told.get(named.indicator.split(".share")[0], (-1, ("", "")))
        if block != view.sentence.block or not any(sides):
            return None
        return Direction(*sides, is_directed=True)

    @staticmethod
    def _verb(named: Named, clause: Token) -> Token:
        """The verb whose doers give or take: the one that names the number, else the clause's."""
        verb = named.token
        if verb is None or not verb.is_verb:
            return clause
        aside = verb.rel == "acl:relcl" and any(c.tag == "WDT" for c in verb.all_children("obl"))
        return clause if aside else verb  # "a fund of 4 million, to which Peru will contribute"

    def _doers(self, view: SentenceView, verb: Token) -> set[str]:
        """Who acts: of "Peru and Chile have pledged 3 million" neither is the giver."""
        agents = self._context.grammar.agents(verb) if verb.is_verb else []
        return {actor.party for actor in view.first_actors(agents) if actor.party}

    def _counter(self, view: SentenceView, clause: Token) -> Actor | None:
        """The body or persons by whose count it is."""
        if not clause.is_verb or clause.lemma not in self._words["counters"]:
            return None
        agents = view.first_actors(self._context.grammar.agents(clause))
        return next((a for a in agents if not a.is_party), None)

    def _sides(
        self, view: SentenceView, head: Token, named: Named, clause: Token, *, counted: bool
    ) -> tuple[str, str]:
        """Who gives and who receives."""
        if named.is_people:
            return self._of_people(view, head, clause)
        taker = self._taker(view, named, head)
        if taker is not None:
            return taker
        nouns = [t for t in (head, named.token) if t is not None and not t.is_verb]
        nouns = self._demonstrative(clause) or nouns
        verb = self._verb(named, clause)
        owners = [c for noun in nouns for c in noun.children if c.rel in _OWNERS]
        given = [c for c in owners if self._is_given(c, clause)]
        owner = self._first(view, [c for c in owners if c not in given])
        target = self._first(view, [*given, *self._placed(nouns, "counterpart_cases")])
        if owner == target and any(c.pos == "PRON" for c in owners):
            owner = ""  # "thanked Peru for its gift to Chad": it is not Chad's
        placed = self._placed(nouns, "source_cases")
        if any(t.tag == "PRP" for t in placed) and not owner:
            known = self._twin(named.indicator)  # "exports to Chad; imports from it"
            if known[0] == view.sentence.block:
                reporter, other = known[1]
                return (other, reporter) if named.indicator.startswith(_IMPORTS) else known[1]
        source = self._first(view, [*placed, *self._made(nouns)])
        agent, takes = "", False
        if clause.is_verb and clause.lemma in self._words["thanking"] and not owner:
            owner = self._first(view, self._context.grammar.patients(clause))
        if verb.is_verb:
            alone = not counted and len(self._doers(view, verb)) == 1
            agent = self._first(view, self._context.grammar.agents(verb)) if alone else ""
            takes = verb.lemma in self._words["takers"]
            for_goods = named.indicator.startswith(("energy", "trade", "arms"))
            takes = takes or (for_goods and verb.lemma in self._words["payers"])
            near = [*verb.all_children("iobj"), *self._placed([verb], "counterpart_cases")]
            target = target or self._first(view, near)
            source = source or self._first(view, self._placed([verb], "source_cases"))
        if named.indicator.startswith("trade.imports"):
            into = self._first(view, self._placed(nouns, "end_words"))
            receiver = owner or into or (agent if takes or agent != source else "")
            return source if source != receiver else "", receiver
        if takes:
            return source or (owner if owner != agent else ""), agent or target
        gives = verb.is_verb and verb.lemma in self._words["givers"]
        giver = owner or (agent if gives and agent else source or agent)
        return giver, target if target != giver else ""

    def _demonstrative(self, clause: Token) -> list[Token]:
        """The "that" of "that from China climbed to 9 million": another one of the same kind."""
        subjects = self._context.grammar.subjects(clause) if clause.is_verb else []
        return [t for t in subjects if t.pos in ("PRON", "DET") and t.child("nmod") is not None]

    def _taker(self, view: SentenceView, named: Named, head: Token) -> tuple[str, str] | None:
        """ "Peru's purchases of Chilean copper"; "Peru withdrew 50 soldiers from Chad"."""
        if named.indicator.startswith("military.personnel"):
            own = self._first(view, [c for c in head.children if c.rel in _OWNERS])
            clause = self._context.grammar.clause_of(head)
            agents = self._context.grammar.agents(clause) if clause.is_verb else []
            giver = own or self._first(view, agents)
            placed = self._placed([clause, head], "counterpart_cases")
            placed += self._placed([clause, head], "source_cases")
            others = (self._first(view, [token]) for token in placed)
            return giver, next((code for code in others if code and code != giver), "")
        noun = named.token
        while noun is not None and noun.lemma not in self._words["taker_nouns"]:
            noun = noun.head if noun.rel == "nmod" else None
        if noun is None or (noun is named.token and named.indicator.startswith("trade.")):
            return None
        receiver = self._first(view, [c for c in noun.children if c.rel in _OWNERS])
        if not receiver or named.token is None:
            return None
        below = [c for c in named.token.children if c.rel in _OWNERS]
        sources = self._placed([noun, named.token], "source_cases")
        made = [*below, *self._made([noun]), *sources]
        codes = (self._first(view, [token]) for token in made)
        return next((code for code in codes if code and code != receiver), ""), receiver

    def _is_given(self, token: Token, clause: Token) -> bool:
        """Whether a name before a noun is whom the verb gives it to: "lent Chad 3 million"."""
        return token.rel == "compound" and clause.lemma in self._words["givers"]

    def _of_people(self, view: SentenceView, head: Token, verb: Token) -> tuple[str, str]:
        """Of "30,000 Danes visited Peru" the home of those counted, and where they went."""
        home = self._first(view, [head])
        placed = self._placed([head if is_gapped(head) else verb], "destination_cases")
        reached = [token for token in verb.all_children("obj") if token is not head]
        target = self._first(view, [*placed, *reached])
        if not target and verb.lemma in self._words["takers"]:
            agents = [t for t in self._context.grammar.agents(verb) if t is not head]
            target = self._first(view, agents)
        return home, target if target != home else ""

    def _made(self, nouns: Iterable[Token]) -> list[Token]:
        """Whose the goods are that a number counts: "tonnes of Peruvian copper"."""
        return [
            below
            for noun in nouns
            for child in noun.all_children("nmod")
            if child.case in self._words["source_cases"]
            for below in child.children
            if below.rel in _OWNERS
        ]

    def _is_elsewhere(self, view: SentenceView, code: str, clause: Token) -> bool:
        """Whether a party that the text is not about is named in another clause alone."""
        if code in self._context.document.principals[:2] or code not in _codes(view, view.tokens):
            return False
        node: Token | None = clause
        while node is not None:
            if code in _codes(view, self._context.grammar.clause_tokens(node)):
                return False
            parallel = node.rel in ("conj", "parataxis") and node.child("nsubj", "nsubj:pass")
            node = None if parallel or node.head is None else node.head
        return True

    def _completed(
        self, view: SentenceView, named: Named, clause: Token, reporter: str, counterpart: str
    ) -> tuple[str, str]:
        """With the other party of the passage, or as told of the number before in the paragraph."""
        family = named.indicator.split(".share")[0]
        if reporter == counterpart:
            counterpart = ""
        known = reporter or counterpart
        if not known:
            block, told = self._told.get(family) or self._twin(family)
            here = {a.party for m in view.mentions.values() for a in m.actors if a.party}
            if not here <= set(told):
                return "", ""  # the sentence speaks of others
            return told if block == view.sentence.block else ("", "")
        beside = _beside(view)
        others = [c for c in view.pair if c != known and not (beside and {c, known} & beside)]
        telling = self.tellers(view, named, clause)
        others = [
            c
            for c in others
            if c not in telling
            and is_spoken_of(self._context.document, view, c, named.indicator)
            and (reporter or c not in self._receivers(view))
        ]
        if self._is_to_others(view, named, clause):
            return reporter, counterpart
        subject = self._context.document.subject
        if not others and subject and subject != known and not self._doers(view, clause):
            others = [subject]
        if len(others) == 1 and not self._is_elsewhere(view, others[0], clause):
            reporter, counterpart = reporter or others[0], counterpart or others[0]
        self._told[family] = view.sentence.block, (reporter, counterpart)
        return reporter, counterpart

    def tellers(self, view: SentenceView, named: Named, clause: Token) -> set[str]:
        """The parties that are named beside a number only as telling something."""
        return tellers(
            view,
            clause,
            named.indicator,
            attribution=self._context.attribution,
            counting=self._words["counters"],
        )

    def _receivers(self, view: SentenceView) -> set[str]:
        """Those to whom something goes: of "9 million to Chad and 3 to Peru" none is the giver."""
        to_them = [t for t in view.tokens if t.case in self._words["end_words"] and t.is_noun]
        sums = [a for a in view.amounts if a.kind == "money"]
        return {self._first(view, [t]) for t in to_them} if len(sums) > 1 else set()

    def _is_to_others(self, view: SentenceView, named: Named, clause: Token) -> bool:
        """ "thousands of Danes fled to the neighbouring countries": not to the other party."""
        if not named.indicator.startswith("migration.") or not clause.is_verb:
            return False
        went = [t for t in self._placed([clause], "destination_cases") if t.case in ("to", "into")]
        return any(t.is_noun and not self._first(view, [t]) for t in went)

    def _twin(self, family: str) -> tuple[int, tuple[str, str]]:
        """The sides of the other way: of "imports" those told of the exports just before."""
        for one, other in _WAYS:
            if family.startswith(one):
                known = (told for name, told in self._told.items() if name.startswith(other))
                return max(known, default=(-1, ("", "")))
        return -1, ("", "")

    def _placed(self, tokens: Iterable[Token], key: str) -> list[Token]:
        cases = self._words[key]
        return [t for token in tokens for t in self._context.grammar.obliques(token, *cases)]

    @staticmethod
    def _first(view: SentenceView, tokens: Iterable[Token]) -> str:
        for token in tokens:
            for actor in view.actors(token):
                if actor.party:
                    return actor.party
            for entry in view.marked.entries[token.index]:
                if entry.kind == "place" and entry.country:
                    return entry.country
        return ""


def _codes(view: SentenceView, tokens: Sequence[Token]) -> set[str]:
    """The parties that are named among some words."""
    return {a.party for m in view.mentions_in(tokens) for a in m.actors if a.party}


def _beside(view: SentenceView) -> set[str]:
    """The parties of "investment from Chad fell, that from Peru rose" told by a "that"."""
    return {
        actor.party
        for mention in view.mentions.values()
        if mention.head.head is not None and mention.head.head.tag == "DT" and mention.head.case
        for actor in mention.actors
        if actor.party
    }
