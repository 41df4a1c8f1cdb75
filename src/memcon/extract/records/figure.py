"""Figures: numbers about the relationship, with indicator, period, reporter and nature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.amounts import AmountMention, ChangeMention
from memcon.extract.candidate import Candidate, parties_of
from memcon.extract.lexicon import load_yaml
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.direction import Direction, DirectionReader
from memcon.extract.records.figure_goods import GoodsReader
from memcon.extract.records.figure_nature import NatureReader
from memcon.extract.records.figure_parties import PartyReader
from memcon.extract.records.indicators import Named, indicator_finder, sector_of
from memcon.extract.records.no_figure import FEW, NoFigure
from memcon.extract.records.no_quantity import NoQuantity
from memcon.extract.records.periods import PeriodReader
from memcon.extract.records.tallies import as_counted
from memcon.extract.view import SentenceView

_MEMORY = 3  # sentences within which a pronoun still points to what was counted
_MILLIONS = 1e6  # from here on a bare number may be one of what was told before
_FAR_BACK = 10  # sentences within which what "cubic metres" are of was said
_CARGO, _CAPACITY = "transport.cargo", "transport.capacity"
_OWNING = ("nmod:poss", "amod", "compound")
_APART = ("conj", "advcl", "parataxis")  # how a clause of another thing hangs on one
_NOT_SO = (Modality.HYPOTHETICAL, Modality.NEGATED, Modality.DENIED)


def _just_before(view: SentenceView, token: Token) -> Sequence[Token]:
    """The word before one: the parser takes the "that" of "that share" for a conjunction."""
    return view.tokens[max(0, token.index - 1) : token.index]


@lru_cache(maxsize=4)
def figure_words(language: str) -> dict[str, frozenset[str]]:
    """The plain word lists of `lang/<code>/figures.yml`."""
    data = load_yaml(f"lang/{language}/figures.yml")
    return {key: frozenset(terms) for key, terms in data.items() if isinstance(terms, list)}


def extract(context: Context) -> list[Candidate]:
    """The figures of a document: amounts and changes that an indicator is named for."""
    return _Extraction(context).run()


@dataclass(slots=True)
class _Last:
    """The indicator last spoken of."""

    named: Named
    sentence: int


class _Extraction:
    """The figures of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._finder = indicator_finder(context.language)
        self._words = figure_words(context.language)
        data = load_yaml(f"lang/{context.language}/figures.yml")
        self._goods = GoodsReader(context, self._words, data["goods"])
        self._parties = PartyReader(context, self._words)
        self._periods = PeriodReader(context)
        self._natures = NatureReader(context, self._words)
        self._refused = NoFigure(context, self._words)
        self._other = NoQuantity(context, self._words)
        self._directions = DirectionReader(context, self._words)
        self._last: _Last | None = None
        self._last_nature, self._last_agent = "", ""
        self._last_sides = Direction()
        self._units: dict[str, AmountMention] = {}  # the last amount of each indicator

    def run(self) -> list[Candidate]:
        """All of them, in text order."""
        made: list[Candidate] = []
        for view in self._context.sentences:
            used: set[int] = set()
            found = [self._from_amount(view, amount, used) for amount in view.amounts]
            found += [
                self._from_change(view, change) for change in view.changes if id(change) not in used
            ]
            made += [candidate for candidate in found if candidate is not None]
        return made

    # ------------------------------------------------------------------ what is counted

    def _from_amount(
        self, view: SentenceView, amount: AmountMention, used: set[int]
    ) -> Candidate | None:
        tokens = view.tokens_of(amount.start, amount.end)
        if not tokens or amount.conversion_of is not None or amount.unit in self._words["lengths"]:
            return None
        priced = self._refused.is_unit_price(view, tokens) or (
            amount.kind == "money" and " " in amount.per  # "per thousand cubic metres"
        )
        inside = (c for c in view.changes if c.start < amount.end and amount.start < c.end)
        if priced or any(c.unit == amount.unit or amount.kind == "number" for c in inside):
            return None  # it is the change; the 3 billion of "triple trade to 3 billion" is not
        head = head_of(tokens)
        last = self._last
        gapped = bool(self._parties.gapped_giver(view, amount)) and last is not None
        if gapped and last is not None and last.sentence == view.sentence.index:
            named: Named | None = replace(last.named, token=None)
        else:
            amount, named = self._counted(head, amount)
            named = named or self._named(view, head, amount)
        if named is None or self._refused.belongs_elsewhere(head, named):
            return None
        amount = self._with_unit(amount, named)
        if self._other.refuses(view, head, named, amount):
            return None
        if self._refused.is_of_other_act(head, named) or self._refused.is_of_participle(
            view, amount, named
        ):
            return None
        if self._refused.is_of_whole(head, named, amount) or self._refused.is_own_affair(
            view, head, named
        ):
            return None
        threatened = self._refused.is_threatened(head) and not self._natures.is_there(head, named)
        priced = self._refused.is_price(amount, named) or self._refused.is_of_work(
            head, amount, named
        )
        if (
            priced
            or threatened
            or self._refused.is_stake(head, named, amount)
            or self._refused.is_count(named)
            or self._refused.points_back(head, amount)
            or self._refused.is_cost_of_project(named)
        ):
            return None
        if not amount.unit and named.indicator.startswith(tuple(self._words["of_units"])):
            return None  # "exports rose to 5 million": of what?
        self._last = _Last(named, view.sentence.index)
        shared = named.indicator not in self._words["in_percent"]
        if amount.unit == "percent" and shared and not named.indicator.endswith("share"):
            named = replace(named, indicator=f"{named.indicator}.share")
        change = self._change_of(view, head, named, used)
        return self._figure(view, head, named, amount=amount, change=change)

    def _counted(self, head: Token, amount: AmountMention) -> tuple[AmountMention, Named | None]:
        """A bare number with what its clause's subject counts, where it counts anything."""
        told = as_counted(
            self._context.grammar,
            head,
            amount,
            units=self._finder.counted,
            reaching=self._words["reaching"] | self._words["numbering"],
            counts=self._words["counts"],
        )
        return (told[0], self._finder.of_counted(told[1])) if told is not None else (amount, None)

    def _named(self, view: SentenceView, head: Token, amount: AmountMention) -> Named | None:
        """What an amount is about: told in its sentence, or before where a pronoun points back."""
        last = self._last
        if last is not None and amount.unit == "percent" and self._is_share_again(view, head):
            return replace(last.named, token=None)
        named = self._finder.of_people(view, head, amount, self._words["persons"])
        done, _ = self._finder.of_times(head, amount)
        if done:
            return Named(done, None, 0)
        named = named or self._finder.of(view, head, amount) or self._same_again(view, amount)
        if named is not None and named.indicator == "aid" and last is not None:
            named = replace(last.named, token=None) if self._is_part(head) else named
        if named is not None or amount.kind == "count":
            return named
        for other in (view, *self._context.document.neighbours(view, before=_FAR_BACK)):
            shared = self._finder.of_shared_unit(other, amount)
            if shared is not None:
                return shared
        topic = self._topic(view, head)
        if topic is not None:
            return topic
        if last is None or view.sentence.index - last.sentence > _MEMORY:
            return None
        told = self._context.document.sentences[last.sentence]
        apart = view.sentence.index - last.sentence > 1
        if apart and told.sentence.block != view.sentence.block:
            return None  # "it" in another paragraph is what that speaks of
        if self._refers_back(head) or amount.inherited or self._natures.is_target(head):
            return replace(last.named, token=None)
        return None

    def _is_share_again(self, view: SentenceView, head: Token) -> bool:
        """ "By 2022 that share had dropped to 21 per cent": of what was told just before."""
        last = self._last
        if last is None or view.sentence.index - last.sentence > 1:
            return False
        subjects = self._context.grammar.subjects(self._context.grammar.clause_of(head))
        return any(
            each.lemma in self._words["share_nouns"]
            and any(t.lower in self._words["thing_pronouns"] for t in _just_before(view, each))
            for each in subjects
        )

    def _is_part(self, head: Token) -> bool:
        """ "The first instalment of 2 million was granted in May": of the loan told before."""
        clause = self._context.grammar.clause_of(head)
        near = [head.head, *self._context.grammar.subjects(clause), *clause.all_children("obj")]
        return any(t is not None and t.lemma in self._words["parts"] for t in near)

    def _same_again(self, view: SentenceView, amount: AmountMention) -> Named | None:
        """ "4,000 Danes visited Peru, against 3,000 in 2010": what was counted in the sentence."""
        last = self._last
        if not amount.inherited or amount.kind != "count" or last is None:
            return None
        return replace(last.named, token=None) if last.sentence == view.sentence.index else None

    def _topic(self, view: SentenceView, head: Token) -> Named | None:
        """What "it" is, where the sentence before speaks of a quantity without a number."""
        near = next(iter(self._context.document.neighbours(view, before=1)), None)
        if near is None or near.sentence.block != view.sentence.block:
            return None
        if not self._refers_back(head, self._words["thing_pronouns"]):
            return None
        topic, last = self._finder.topic(near), self._last
        if last is None or last.sentence < near.sentence.index or topic is None:
            return topic if last is None or last.sentence < near.sentence.index else None
        family = topic.indicator.partition(".")[0]  # "Trade rose, with a surplus of 2 million"
        return topic if last.named.indicator.startswith(f"{family}.") else None

    def _refers_back(self, head: Token, words: frozenset[str] = frozenset()) -> bool:
        """Whether a number's clause has a pronoun for what it is about: "It reached 5 billion"."""
        clause = self._context.grammar.clause_of(head)
        near = [*self._context.grammar.subjects(clause), *clause.all_children("obj")]
        near += [child for token in near for child in token.children if child.rel == "nmod"]
        near += [child for child in head.children if child.rel == "nmod"]
        return any(
            token.pos in ("PRON", "DET") and (not words or token.text.lower() in words)
            for token in near
        )

    def _with_unit(self, amount: AmountMention, named: Named) -> AmountMention:
        """A bare number with the unit in which the same thing was told last."""
        family = named.indicator.split(".share")[0]
        if amount.unit:
            thing = family.startswith(("energy", "water"))
            if amount.kind == ("measure" if thing else "money"):
                self._units[family] = amount
            return amount
        last = self._units.get(family)
        if last is None or (amount.value or 0) < _MILLIONS:
            return amount
        return replace(amount, unit=last.unit, per=amount.per or last.per, inherited=True)

    # ------------------------------------------------------------------ by how much it changed

    def _change_of(
        self, view: SentenceView, head: Token, named: Named, used: set[int]
    ) -> ChangeMention | None:
        """The change told in the same clause as an amount."""
        clause = self._context.grammar.clause_of(head)
        for change in view.changes:
            tokens = view.tokens_of(change.start, change.end)
            if not tokens or id(change) in used:
                continue
            if self._is_remark(head, self._context.grammar.clause_of(head_of(tokens))):
                continue
            own = self._context.grammar.clause_of(head_of(tokens))
            doer = own.child("nsubj", "nsubj:pass")
            other = own.rel in _APART and doer is not None and doer.tag != "WDT"
            thing = own.child("obj") if own is not clause else None
            if thing is not None and thing is not named.token and thing.is_noun:
                counted = any(a.start <= thing.start < a.end for a in view.amounts)
                other = other or not counted
            other = other or (
                clause.rel == "conj" and clause.child("nsubj", "nsubj:pass") is not None
            )
            other = other or self._is_later_turn(view, own, clause)
            joined = (own in clause.children or clause in own.children) and not other
            joined = joined or self._is_said_of_it(own, clause)
            if own is clause or joined:
                used.add(id(change))
                return change
        return None

    def _is_later_turn(self, view: SentenceView, own: Token, clause: Token) -> bool:
        """ "rose to 2 billion in 2018, then fell by 40 per cent in 2020": no change of 2018's."""
        if own.rel != "conj" or own is clause or own.start < clause.start:
            return False
        heads = (view.tokens_of(m.start, m.end) for m in view.dates if m.start > own.start)
        return any(
            self._context.grammar.clause_of(head_of(words)) is own for words in heads if words
        )

    def _is_said_of_it(self, own: Token, clause: Token) -> bool:
        """ "bought 2 million in May, which is 4 per cent less than": said of what was bought."""
        if own.rel != "acl:relcl" or own.lemma not in self._words["equal"] or own.head is None:
            return False
        subject = own.child("nsubj")
        which = subject is not None and subject.tag == "WDT"
        return which and self._context.grammar.clause_of(own.head) is clause

    @staticmethod
    def _is_remark(head: Token, verb: Token) -> bool:
        """ "exports, worth 90 million in 2012, fell by a third last year": two figures."""
        subject = verb.child("nsubj", "nsubj:pass")
        return subject is not None and head is not subject and head in subject.subtree()

    def _from_change(self, view: SentenceView, change: ChangeMention) -> Candidate | None:
        tokens = view.tokens_of(change.start, change.end)
        if not tokens:
            return None
        head = head_of(tokens)
        named = self._finder.of(view, head, None)
        if named is None or named.is_weak or self._is_of_price(head):
            return None
        if self._other.is_of_no_amount(change, view, head):
            return None
        clause = self._context.grammar.clause_of(head)
        if named.token is not None and named.token.is_verb and named.token is not clause:
            return None  # "owes it 4 million and may see supplies cut by half"
        self._last = _Last(named, view.sentence.index)
        return self._figure(view, head, named, amount=None, change=change)

    def _is_of_price(self, head: Token) -> bool:
        """ "the price is cut by a fifth": what falls is no quantity of the relationship."""
        clause = self._context.grammar.clause_of(head)
        things = [*self._context.grammar.subjects(clause), *clause.all_children("obj")]
        return any(thing.lemma in self._words["other_nouns"] for thing in things)

    # ------------------------------------------------------------------ the record

    def _figure(
        self,
        view: SentenceView,
        head: Token,
        named: Named,
        *,
        amount: AmountMention | None,
        change: ChangeMention | None,
    ) -> Candidate | None:
        context = self._context
        clause = context.grammar.clause_of(head)
        modality = context.modality.read(clause) if clause.is_verb else Modality.ASSERTED
        if modality in _NOT_SO:
            return None
        starting = amount is not None and self._is_start(view, amount)
        if self._is_of_others(view, head, named, amount) or self._is_of_thing(view, named, clause):
            return None
        nature = "actual" if starting else self._natures.read(view, head, named, amount, modality)
        if amount is not None and nature == "target" and self._natures.is_aimed(head):
            amount = replace(amount, qualifier="")  # "short of the 2 billion" aimed at
        direction = self._direction(view, head, named, clause, amount)
        if self._parties.gapped_giver(view, amount):
            nature = self._last_nature or nature
        self._last_nature = nature
        telling = self._directions.tellers(view, named, clause)
        actors = self._parties.read(view, clause, head, direction, amount, telling, named.indicator)
        if not actors:
            return None
        span = context.clause_span(clause, keep=[head])
        made = Candidate(
            type="figure",
            slots={},
            spans=[span],
            anchor=(head.start, head.end),
            sentence=view.sentence.index,
            actors=tuple(actors),
        )
        period = self._period(view, head, named, amount, nature)
        indicator = self._indicator(view, named, clause, amount)
        since = nature == "actual" and period.endswith("/..")  # what has come together since then
        if self._is_stock(indicator, named, clause, since=since):
            indicator = "investment.stock"
        made.fill("parties", parties_of(actors))
        made.fill("date", period)
        made.fill("sectors", self._sectors(indicator, context.document.quote(*span)))
        made.fill("indicator", indicator)
        made.fill("amount", self._amount(head, named, amount) if amount else None)
        told = period if nature == "actual" else ""
        made.fill("change", _change_value(change, told) if change else None)
        if direction.is_directed:
            made.fill("reporter", direction.reporter)
            made.fill("counterpart", direction.counterpart)
        made.fill("nature", nature)
        context.attribute(made, view, clause)
        if made.slots.get("said_by") in (direction.reporter, *parties_of(actors)):
            del made.slots["said_by"]  # its own figure, promised or planned
        if "said_by" not in made.slots and direction.source is not None:
            made.fill("said_by", direction.source.to_value())
        return made

    def _direction(
        self,
        view: SentenceView,
        head: Token,
        named: Named,
        clause: Token,
        amount: AmountMention | None,
    ) -> Direction:
        """Whose number it is, and towards whom."""
        other = self._parties.gapped_giver(view, amount)
        if other:  # "Peru will give 15 million, Chile 12 million": Chile's own
            last = self._last_sides
            if self._last_agent and self._last_agent == last.counterpart:
                return Direction(last.reporter, other, is_directed=True)
            kept = last.counterpart if self._last_agent == last.reporter else ""
            return Direction(other, kept, is_directed=True)
        again = amount is not None and amount.inherited and self._is_going_on(named, clause)
        direction = self._directions.told(view, named, head) if again else None
        direction = direction or self._directions.read(view, head, named, clause)
        behind = self._right_behind(view, amount)
        if behind and direction.counterpart and behind != direction.reporter:
            direction = replace(direction, counterpart=behind)
        self._last_sides = self._parties.without_gapped(view, direction)
        agents = self._context.grammar.agents(clause) if clause.is_verb else []
        doers = view.first_actors(agents)
        self._last_agent = next((actor.party for actor in doers if actor.party), "")
        return self._last_sides

    def _right_behind(self, view: SentenceView, amount: AmountMention | None) -> str:
        """Of "4 million to Peru and 3 million to Chile" whom each sum goes to, or ''."""
        if amount is None or len(view.amounts) < 2:  # noqa: PLR2004 (several)
            return ""
        after = [t for t in view.tokens if t.start >= amount.end][:3]
        if not after or after[0].lower not in self._words["end_words"]:
            return ""
        near = (t for t in after[1:] if t.pos != "DET")
        word = next(near, None)
        return "" if word is None else next((a.party for a in view.actors(word) if a.party), "")

    def _is_going_on(self, named: Named, clause: Token) -> bool:
        """ "takes 8 million, rising to 30 million": the same number at another time."""
        return named.token is None or (
            clause.rel == "advcl" and clause.lemma in self._words["reaching"]
        )

    def _indicator(
        self, view: SentenceView, named: Named, clause: Token, amount: AmountMention | None
    ) -> str:
        """What it is called, with the goods or the kind of things that are counted."""
        indicator = self._goods.read(view, named, clause)
        if amount is None:
            return indicator
        indicator = self._finder.with_kind(indicator, amount.unit)
        if indicator.startswith("energy.") and self._is_potential(named, clause):
            return "energy.capacity"
        if indicator == "debt" and self._is_paid_back(named, clause):
            return "debt.repayments"
        if indicator == _CARGO and amount.per and self._is_capacity(view):
            return _CAPACITY
        return indicator

    def _is_of_others(
        self, view: SentenceView, head: Token, named: Named, amount: AmountMention | None
    ) -> bool:
        """Whether it is no number of the two: of a region, of shares, of what a firm does."""
        clause = self._context.grammar.clause_of(head)
        if self._is_of_more(view, named, head, amount):
            return True
        if amount is not None and self._is_of_few(view, named, amount):
            return True
        if (amount is None or amount.unit == "percent") and self._is_of_shares(clause):
            return True
        if named.indicator == "investment.companies" and clause.is_verb:
            return clause.lemma not in self._words["firms_do"] | self._words["counters"]
        return named.indicator == "aid" and self._is_of_firm(view, clause)

    def _is_of_thing(self, view: SentenceView, named: Named, clause: Token) -> bool:
        """ "the resolutions, which set aside 2 billion a year": a paper's sum, not a party's."""
        if clause.rel != "acl:relcl" or not clause.is_verb or named.token is not clause:
            return False
        agents = self._context.grammar.agents(clause)
        told = view.mentions_in(self._context.grammar.clause_tokens(clause))
        named_here = any(a.party for m in told if m.form != "reference" for a in m.actors)
        return bool(agents) and not view.first_actors(agents) and not named_here

    def _is_of_more(
        self, view: SentenceView, named: Named, head: Token, amount: AmountMention | None
    ) -> bool:
        """ "trade in the region as a whole", "total Greek exports": not between the two."""
        if self._is_one_of_two(view, amount):
            return True
        thing = named.token
        if thing is None or thing.is_verb:
            return False
        near = (t for t in (*thing.children, *head.children) if t.rel != "nmod:poss")
        for word in near:
            known = any(a.kind == "igo" for a in view.actors(word))
            if word.lemma in self._words["regions"] and not known:
                return True
        owned = any(c.rel in _OWNING and view.actors(c) for c in thing.children)
        overall = any(c.lemma in self._words["overall"] for c in thing.children)
        if not overall and named.indicator == "trade.total":
            sorts = [*thing.children, *(b for c in thing.children for b in c.all_children("amod"))]
            overall = any(c.lemma in self._words["outward"] for c in sorts)
        shared = (
            amount is not None and amount.unit == "percent"
        )  # "40 per cent of its foreign debt"
        if named.indicator.startswith("debt") and not overall and not shared:
            owned = True
            overall = any(c.lemma in self._words["to_all"] for c in thing.all_children("amod"))
        clause = self._context.grammar.clause_of(thing)
        beside = self._context.grammar.obliques(clause, *self._words["partner_cases"])
        placed = any(
            any(a.party for a in view.actors(c)) for c in (*thing.all_children("nmod"), *beside)
        )
        return owned and overall and not placed

    def _is_one_of_two(self, view: SentenceView, amount: AmountMention | None) -> bool:
        """ "12,000 and 9,000 soldiers": each the number of another."""
        if amount is None:
            return False
        if any(t.lower in self._words["respective"] for t in view.tokens):
            return False  # "4 and 5 million in 2018 and 2019, respectively"
        words = [t for t in view.tokens if t.end <= amount.start][-2:]
        two = len(words) == 2 and words[1].lower == "and" and words[0].pos == "NUM"  # noqa: PLR2004
        return two and not any(m.start <= words[0].start < m.end for m in view.dates)

    def _is_of_few(self, view: SentenceView, named: Named, amount: AmountMention) -> bool:
        """ "two citizens flew home", "short of 4,000 nurses": no number of the relationship."""
        few = named.indicator.startswith("migration.") and 0 < (amount.value or 0) < FEW
        words = [t for t in view.tokens if t.start < amount.end][-7:]
        wanting = any(
            being.lemma == "be" and word.lower in self._words["wanting"]
            for being, word in pairwise(words)
        )
        return (few and amount.kind == "count") or wanting

    def _is_of_shares(self, clause: Token) -> bool:
        """ "shares in X closed 2 per cent lower": a price at the exchange."""
        subjects = self._context.grammar.subjects(clause)
        several = ("NNS", "NNPS")  # "the share of exports" is none
        return any(t.lemma in self._words["securities"] and t.tag in several for t in subjects)

    def _is_of_firm(self, view: SentenceView, clause: Token) -> bool:
        """Whether a firm is told to spend it."""
        agents = view.first_actors(self._context.grammar.agents(clause)) if clause.is_verb else []
        return any(
            a.kind == "organisation" and not a.is_party and a.sector != "GOV" for a in agents
        )

    def _period(
        self,
        view: SentenceView,
        head: Token,
        named: Named,
        amount: AmountMention | None,
        nature: str,
    ) -> str:
        """The period that it covers; of what something was before only one right behind it."""
        if amount is not None and self._is_start(view, amount):
            return self._periods.behind(view, amount)
        if self._natures.is_laid_down(head, named, amount):
            return ""  # the day of the contract is not that of its supplies
        former = [a for a in view.amounts if a is not amount and self._is_start(view, a)]
        return self._periods.read(view, head, named, amount, nature, former=former)

    def _is_stock(self, indicator: str, named: Named, clause: Token, *, since: bool) -> bool:
        """ "the stock of Saudi investment", "investment stood at 2 million"; or `since` a year."""
        if indicator not in ("investment.total", "investment.flow"):
            return False
        if clause.lemma in self._words["standing"]:
            return True
        thing = named.token
        above = thing.head if thing is not None and thing.rel == "nmod" else None
        called = above is not None and above.lemma in self._words["stocks"]
        return indicator == "investment.total" and (since or called)

    def _is_paid_back(self, named: Named, clause: Token) -> bool:
        """ "paid 2 million towards its debts to Chad": no longer owed."""
        verbs = [clause, *clause.all_children("advcl", "xcomp", "acl")]
        paid = any(v.lemma in self._words["repaying"] for v in verbs if v.is_verb)
        paid = paid and self._context.modality.read(clause) is Modality.ASSERTED
        return paid and (named.token is None or not named.token.is_verb)

    def _is_potential(self, named: Named, clause: Token) -> bool:
        """ "brought its export potential to 8 million tonnes": what could be sent, not what was."""
        above = named.token
        while above is not None and above.rel == "compound" and above.head is not None:
            above = above.head
        things = [above] if above is not None else []
        things += clause.all_children("obj", "nsubj") if clause.is_verb else []
        return any(thing.lemma in self._words["potentials"] for thing in things)

    def _is_capacity(self, view: SentenceView) -> bool:
        """Whether freight is what can be handled, not what was carried."""
        return any(token.lemma in self._words["capacity_words"] for token in view.tokens)

    def _amount(self, head: Token, named: Named, amount: AmountMention) -> dict[str, Any]:
        """The amount; a number without a unit counts what its indicator's noun names."""
        value = amount.to_value()
        per = "" if amount.per else self._rate(head, named)
        value = {**value, "per": per} if per else value
        _, unit = self._finder.of_times(head, amount)
        other = next((c for c in head.all_children("conj") if c.tag == "NNS"), None)
        if amount.kind == "count" and other is not None and other.index == head.index + 2:
            unit = f"{head.text} and {other.text}"  # "eight women and children"
        if not unit and not value.get("unit") and named.token is not None and named.token.is_noun:
            unit = named.token.lemma
        return {**value, "unit": unit} if unit else value

    def _rate(self, head: Token, named: Named) -> str:
        """What a quantity of energy is per: "exports 2 million cubic metres on a daily basis"."""
        if not named.indicator.startswith(("energy.", "water.")):
            return ""
        clause = self._context.grammar.clause_of(head)
        near = [*head.all_children("amod"), *clause.all_children("advmod")]
        near += [b for c in clause.all_children("obl") for b in c.all_children("amod")]
        for word, unit in (pair.split() for pair in sorted(self._words["rates"])):
            if any(each.lower == word for each in near):
                return unit
        return ""

    def _is_start(self, view: SentenceView, amount: AmountMention) -> bool:
        """Whether an amount is what something was before: the 30 of "from 30 to 40"."""
        before = [t for t in view.tokens if t.end <= amount.start]
        if before and self._is_compared(before):
            return True
        if not before or before[-1].text.lower() not in self._words["start_words"]:
            return False
        if len(before) > 1 and before[-2].lower in self._words["coming_words"]:
            return True  # "up from 30"
        later = [a for a in view.amounts if a.start >= amount.end]
        if any(a.unit in ("", amount.unit) for a in later):
            return True
        gone = [a for a in view.amounts if a.end <= amount.start and a.unit == amount.unit]
        ends = [t for t in view.tokens if t.end <= gone[-1].start] if gone else []
        return bool(ends) and ends[-1].text.lower() in self._words["end_words"]

    def _is_compared(self, before: Sequence[Token]) -> bool:
        """ "against 30", "compared with 30", told after the number that holds now."""
        last = before[-1]
        if last.lower in self._words["compare_words"]:
            return True
        with_that = last.lower in self._words["compared_cases"] and len(before) > 1
        return with_that and before[-2].lower in self._words["compared"]

    def _sectors(self, indicator: str, text: str) -> list[str]:
        family = indicator.split(".", maxsplit=1)[0]
        if indicator.endswith(".non_oil"):
            return [family]
        own = sector_of(self._context.language, family)
        found = self._context.circumstances.sectors(text)
        return [own, *[s for s in found if s != own]][:3] if own else found


def _change_value(change: ChangeMention, period: str) -> dict[str, Any]:
    """The change; one of percent over a year or a part of one is told against the year before."""
    value = change.to_value()
    if "basis" not in value and change.unit == "percent" and period[:4].isdigit():
        value["basis"] = "yoy"
    return value
