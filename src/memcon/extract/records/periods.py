"""The period that a number covers."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.amounts import AmountMention
from memcon.extract.dates import DateMention
from memcon.extract.lexicon import word_sets
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.indicators import Named
from memcon.extract.view import SentenceView
from memcon.model import edtf

_ROLES = ("point", "duration", "until", "since")
_BACK = 6  # words between "than" and the date: "than in the same period of"
_TARGET_ROLES = ("due", "point", "until", "since")


class PeriodReader:
    """Finds periods of numbers; remembers that of a passage for numbers without one."""

    def __init__(self, context: Context) -> None:
        self._context = context
        words = word_sets(context.language, "figures")
        self._against = words["against_cases"]
        self._basis_cases = words["basis_cases"]
        self._promising = words["aiming"] | words["announcing"]
        self._deals = words["deal_verbs"]
        self._later = words["later_adverbs"]
        self._each = words["respective"]
        self._covering = words["covering_cases"]
        self._block = self._sentence = -1
        self._told = ""
        self._of: set[str] = set()  # whom the sentence with it names

    def read(
        self,
        view: SentenceView,
        head: Token,
        named: Named,
        amount: AmountMention | None,
        nature: str,
        *,
        former: Sequence[AmountMention] = (),
    ) -> str:
        """The period of a number; for a target the date by which it is to be reached.

        A date right behind one of the `former` numbers is that number's.
        """
        own = self._respective(view, amount) or self._in_brackets(view, amount)
        if own is not None:
            return self._context.circumstances.value(view, own, Modality.ASSERTED)
        is_target = nature in ("target", "forecast")
        roles = _TARGET_ROLES if is_target else _ROLES
        found = self._context.circumstances.dates(view, head, roles=roles)
        told = found
        if named.token is not None and (not found or not self._is_below(view, found[0], head)):
            timed = (m for m in view.dates if m.role in roles)
            found = [m for m in timed if self._is_below(view, m, named.token)] or found
        found = self._without_basis(view, found)
        theirs = [m for other in former for m in self._behind(view, other)]
        found = [m for m in found if m not in theirs]
        if not found and named.token is not None:
            found = [m for m in view.dates if m.role in roles]
            found = [m for m in found if self._is_below(view, m, named.token)]
        found = [m for m in found if not self._is_of_saying(view, m, head)]
        found = [m for m in found if not self._is_of_first(view, m, head)]
        found = [m for m in found if not self._is_of_deal(view, m, head)]
        if is_target:
            found = [m for m in found if not self._is_of_promise(view, m, head)]
        if is_target and self._is_later(view, head):
            found = [m for m in found if m.start > head.start]
        ordered = self._finest_first(view, self._nearest(view, found, amount), amount, told)
        ordered.sort(key=lambda m: m.role != "due") if is_target else None
        for mention in ordered:
            modality = self._modality(view, mention) if is_target else Modality.ASSERTED
            value = self._context.circumstances.value(view, mention, modality)
            if value:
                if not is_target:
                    self._remember(view, value)
                return value.removeprefix("../").removesuffix("/..") if is_target else value
        by_then = "" if is_target else self._by_then(view, head)
        if by_then:
            return by_then
        if is_target or self._context.grammar.is_present(self._context.grammar.clause_of(head)):
            return ""  # "the share stands at 11 per cent": now, not when the last number was told
        return self._remembered(view)

    def _respective(self, view: SentenceView, amount: AmountMention | None) -> DateMention | None:
        """The date of a number in "4 and 5 million in 2018 and 2019, respectively"."""
        if amount is None or not any(t.lower in self._each for t in view.tokens):
            return None
        numbers = [a for a in view.amounts if a.unit == amount.unit]
        dates = [m for m in view.dates if m.role == "point" and m.start > numbers[-1].end]
        number = next((n for n, a in enumerate(numbers) if a.start == amount.start), -1)
        return dates[number] if number >= 0 and len(numbers) == len(dates) > 1 else None

    @staticmethod
    def _in_brackets(view: SentenceView, amount: AmountMention | None) -> DateMention | None:
        """The date of a number in "most came in 2013 ($4 million)"."""
        if amount is None:
            return None
        before = [t for t in view.tokens if t.end <= amount.start]
        if not before or before[-1].text != "(":
            return None
        return next((m for m in view.dates if m.end == before[-2].end and m.edtf), None)

    def _finest_first(
        self,
        view: SentenceView,
        found: list[DateMention],
        amount: AmountMention | None,
        told: list[DateMention],
    ) -> list[DateMention]:
        """With a date within the first one before it: "this year, in January to September"."""
        if amount is None or not found or not found[0].edtf:
            return found
        outer = edtf.bounds(found[0].edtf)
        own = told if len(view.amounts) == 1 else self._behind(view, amount)
        inner = [
            m
            for m in (*found[1:], *told)
            if m in own and m.edtf and outer != edtf.bounds(m.edtf)
            if outer.contains(edtf.bounds(m.edtf))
        ]
        return [*inner, *(m for m in found if m not in inner)]

    def _by_then(self, view: SentenceView, head: Token) -> str:
        """ "By 2015, 124 firms employed 55,000": the number of 2015, where that is past."""
        anchor = self._context.document.anchor
        for mention in self._context.circumstances.dates(view, head, roles=("due",)):
            if mention.start != view.sentence.start or mention.portion:
                continue
            value = mention.edtf.removeprefix("../")
            last = edtf.bounds(value).last if value else None
            if last is not None and anchor is not None and last < anchor:
                self._remember(view, value)
                return value
        return ""

    def behind(self, view: SentenceView, amount: AmountMention) -> str:
        """A date right behind a number: "up from 14 billion in 2020"."""
        for mention in self._behind(view, amount):
            return self._context.circumstances.value(view, mention, Modality.ASSERTED)
        return ""

    def _is_of_saying(self, view: SentenceView, mention: DateMention, head: Token) -> bool:
        """ "approved a loan of 4 million, its director said on Monday": not approved then."""
        tokens = view.tokens_of(mention.start, mention.end)
        upper = self._context.grammar.clause_of(head_of(tokens)) if tokens else None
        own = self._context.grammar.clause_of(head)
        if upper is None or upper is own or mention.precision != "day":
            return False
        return upper.is_verb and self._context.attribution.is_saying(upper)

    def _is_of_deal(self, view: SentenceView, mention: DateMention, head: Token) -> bool:
        """ "an instalment of the loan ratified in 2016, worth 5 million": ratified then."""
        tokens = view.tokens_of(mention.start, mention.end)
        verb = self._context.grammar.clause_of(head_of(tokens)) if tokens else None
        if verb is None or verb.rel != "acl" or verb.lemma not in self._deals:
            return False
        return verb is not self._context.grammar.clause_of(head)

    def _is_of_first(self, view: SentenceView, mention: DateMention, head: Token) -> bool:
        """ "has backed it since 2013 but put up 2 million": since then it has only been backed."""
        tokens = view.tokens_of(mention.start, mention.end)
        own = self._context.grammar.clause_of(head)
        while own.rel == "xcomp" and own.head is not None:
            own = own.head
        if mention.role != "since" or not tokens or own.rel != "conj":
            return False
        upper = self._context.grammar.clause_of(head_of(tokens))
        return upper is own.head and mention.start < own.start

    def _is_of_promise(self, view: SentenceView, mention: DateMention, head: Token) -> bool:
        """ "promised in 2016 to invest", "to lift its ban by April and give 5 million"."""
        tokens = view.tokens_of(mention.start, mention.end)
        own = self._context.grammar.clause_of(head)
        top = head_of(tokens) if tokens else own
        upper = self._context.grammar.clause_of(top)
        if not upper.is_verb or own not in upper.subtree():
            return False
        if top.case in self._covering:
            return False  # "was set at 30 billion for 2015"
        if upper is own and (own.lemma not in self._promising or top.head is not own):
            return False
        if own.rel == "conj" and own.head is upper:
            return upper.start < mention.start < own.start
        anchor = self._context.document.anchor
        if mention.role != "point" or anchor is None or not mention.edtf:
            return False
        last = edtf.bounds(self._context.circumstances.value(view, mention, Modality.ASSERTED)).last
        told = upper is own or mention.end <= own.start
        return told and last is not None and last < anchor

    def _modality(self, view: SentenceView, mention: DateMention) -> Modality:
        """Whether a month without a year lies ahead: "will double from October"."""
        tokens = view.tokens_of(mention.start, mention.end)
        verb = self._context.grammar.clause_of(head_of(tokens)) if tokens else None
        if verb is None or not verb.is_verb or not mention.month_only:
            return Modality.ASSERTED
        told = self._context.modality.read(verb)
        return told if told is Modality.PLANNED else Modality.ASSERTED

    @staticmethod
    def _behind(view: SentenceView, amount: AmountMention) -> list[DateMention]:
        found = []
        for mention in view.dates:
            between = [t for t in view.tokens if amount.end <= t.start < mention.start]
            near = mention.start >= amount.end and all(t.pos in ("ADP", "DET") for t in between)
            if near and mention.role in _ROLES:
                found.append(mention)
        return found

    @staticmethod
    def _words_before(view: SentenceView, first: int) -> set[str]:
        """The words before a date, no number between."""
        words: set[str] = set()
        for token in reversed(view.tokens[max(0, first - _BACK) : first]):
            if any(a.start <= token.start < a.end for a in view.amounts):
                break
            words.add(token.lower)
        return words

    def _is_later(self, view: SentenceView, head: Token) -> bool:
        """ "to 2 billion by 2030, and then to 5 billion": the second has no date."""
        first = head.first.index
        return any(t.lower in self._later for t in view.tokens[max(0, first - 2) : first])

    @staticmethod
    def _is_below(view: SentenceView, mention: DateMention, token: Token) -> bool:
        tokens = view.tokens_of(mention.start, mention.end)
        if not tokens:
            return False
        head = head_of(tokens)
        return head.head is token or (
            head.head is not None and head.head.head is token and not head.head.is_verb
        )

    def _without_basis(self, view: SentenceView, found: list[DateMention]) -> list[DateMention]:
        """Dates but those that a change is measured against ("fell in May from a year earlier")."""
        kept, certain = [], False
        for mention in found:
            tokens = view.tokens_of(mention.start, mention.end)
            cases = {head_of(tokens).case, *(t.text.lower() for t in tokens[:1])}
            if tokens[0].index > 0:
                cases.add(view.tokens[tokens[0].index - 1].text.lower())
            first = tokens[0].index
            before = self._words_before(view, first)
            if self._against & (before | {head_of(tokens).case, tokens[0].text.lower()}):
                certain = True
                continue
            if mention.relative and cases & self._basis_cases and view.changes:
                certain = True  # "fell 9 per cent from a year earlier"
                continue
            around = [c for c in view.changes if c.start < mention.start < c.end]
            if not (around and cases & self._basis_cases):
                kept.append(mention)
            elif mention.precision == "year" and any(c.basis == "yoy" for c in around):
                certain = True  # "a 5 per cent increase on 2022"
        return kept if kept or certain else found

    @staticmethod
    def _nearest(
        view: SentenceView, found: list[DateMention], amount: AmountMention | None
    ) -> list[DateMention]:
        """With several numbers and dates in a clause, the date next to the number first."""
        if amount is None or len(found) < 2 or len(view.amounts) < 2:  # noqa: PLR2004 (several)
            return list(found)
        later = [a.start for a in view.amounts if a.start > amount.end]
        limit = min(later, default=view.sentence.end)
        after = [m for m in found if amount.end <= m.start < limit]
        before = [m for m in reversed(found) if m.end <= amount.start]
        return [*after, *before] or [m for m in found if m.role != "due"]

    def _remember(self, view: SentenceView, value: str) -> None:
        if view.sentence.index == self._sentence:
            return  # the first of a sentence, not what it is measured against
        self._sentence = view.sentence.index
        self._block, self._told = view.sentence.block, value
        self._of = _parties(view)

    def _remembered(self, view: SentenceView) -> str:
        """The period of the number before in the paragraph, where the sentence names none."""
        own = (m for m in view.dates if m.role in _ROLES and not m.relative)
        if view.sentence.entry:
            return view.sentence.entry
        if view.sentence.block != self._block or any(own):
            return ""
        here = _parties(view)
        apart = bool(here and self._of) and not here & self._of
        if view.sentence.index != self._sentence and apart:
            return ""  # "Germany gave Chad 3 million", after what Peru sold in 2018
        return self._told


def _parties(view: SentenceView) -> set[str]:
    """The parties that a sentence names."""
    return {a.party for m in view.mentions.values() for a in m.actors if a.party}
