"""Which dates of a sentence belong to which of its acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.clauses import Grammar
from memcon.extract.dates import DateMention
from memcon.extract.lexicon import word_sets
from memcon.extract.view import SentenceView

_ARGUMENTS = ("obj", "iobj", "nsubj", "nsubj:pass", "attr")  # of another thing: its date
_INSIDE_NOUN = ("nmod:poss", "compound", "amod", "nummod")
_AUXILIARIES = ("aux", "aux:pass", "cop")
_CARRYING = ("xcomp", "conj", "ccomp")  # how an act may hang on the word that a date is for
_GOVERNED = ("xcomp", "ccomp", "conj", "advcl", "acl")  # ... that has its date from above
_NAMES = ("GPE", "PERSON")  # the parser's kinds of names that have no day
HAPPENING = ("point", "until", "duration")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date of a sentence with what it hangs on."""

    mention: DateMention
    head: Token
    clause: Token  # the verb of its clause
    above: frozenset[int]  # the indices of its head and of all above that
    nested: bool  # it is the date of a noun, or deep in the phrase of one
    leads: bool  # the sentence begins with it


class Dating:
    """The dates of the acts of one document's sentences."""

    def __init__(self, grammar: Grammar, language: str) -> None:
        words = word_sets(language, "circumstances")
        self._grammar = grammar
        self._owned_cases = words["owned_date_cases"]
        self._temporal_cases = words["temporal_cases"]
        self._place_adverbs = words["place_adverbs"]
        self._judging = words["judging_verbs"]
        self._occurring = words["occurring"]
        self._participant_cases = words["participant_cases"]
        self._leading = words["leading_verbs"]
        self._occasions = words["occasion_nouns"]
        self._occasion_cases = words["occasion_cases"]
        self._when = words["when_adverbs"]
        self._former = words["former_adjectives"]
        self._eves = words["eves"]
        self._putting_out = words["putting_out"]
        self._day_cases = words["day_cases"]

    def dates(
        self, view: SentenceView, token: Token, *, roles: Sequence[str] = HAPPENING
    ) -> list[DateMention]:
        """The dates of an act, those in its own phrase first, then those of its clause."""
        dates = [each for each in self._dated(view) if each.mention.role in roles]
        if not dates:
            return []
        own, clause, above = [], [], []
        governor = self._grammar.clause_of(token)
        holds = self._grammar.is_present(governor)  # "agreed in May, because trade is free"
        holds = holds or self.is_former(token)
        chain = {token.index, governor.index, self._grammar.arranged(governor).index}
        for each in dates:
            if token.index in each.above:
                # "condemned the attacks of 3 May"; "On 3 May Joe Doe met": the parser joins the two
                deep = token.is_verb and not each.leads and each.nested
                if not deep and self._nearest_clause(each.head, token):
                    own.append(each.mention)
            elif each.nested:
                continue
            elif each.clause.index in chain:
                if not self._is_of_judged(each, token):
                    clause.append(each.mention)
            elif (
                not holds
                and self._lends(each.clause, governor)
                and not self._is_parted(view, each.mention, governor)
            ):
                above.append(each.mention)
        beside = [] if own or clause else self._beside(dates, token, governor)
        for told in (own, clause, beside, above):
            if told and any(mention.edtf or mention.relative for mention in told):
                return told
        return own or clause or above  # "a three-day visit": how long

    def _dated(self, view: SentenceView) -> list[_Dated]:
        """The dates of a sentence with what they hang on; looked up once for all acts."""
        if view.dated is None:
            view.dated = []
            for mention in view.dates:
                words = view.tokens_of(mention.start, mention.end)
                if words:
                    head = head_of(words)
                    above = frozenset([head.index, *(up.index for up in head.ancestors())])
                    clause, nested = self._grammar.clause_of(head), self._nested(head)
                    leads = words[0].index <= 1
                    view.dated.append(_Dated(mention, head, clause, above, nested, leads))
        return view.dated

    def _beside(self, dates: Sequence[_Dated], token: Token, governor: Token) -> list[DateMention]:
        """The date before "in May, when he went there", or that of "talks with X held on 3 May".

        Each is that of the words beside it, however the parser has joined them.
        """
        adverb = governor.child("advmod")
        if adverb is not None and adverb.lower in self._when and adverb.index < governor.index:
            near = (adverb.start - 2, adverb.start - 1)  # the comma is two characters wide
            return [d.mention for d in dates if d.mention.end in near]
        if not token.is_noun or token.lemma not in self._occasions:
            return []
        return [
            each.mention
            for each in dates
            if each.clause.lemma in self._occurring and each.clause.tag in ("VBN", "VBD")
            if each.clause.start > token.start and each.clause.child("nsubj", "aux") is None
            if each.clause.head is not None and each.clause.head in token.ancestors()
        ]

    def _nearest_clause(self, head: Token, token: Token) -> bool:
        """Whether no other act lies between a date and the word that it is to date."""
        other = False
        for up in head.ancestors():
            if up is token:
                return True
            if up.case in self._temporal_cases and up.is_noun:
                return False  # "the first since the visit of 3 May": the date is the visit's
            if up.rel == "acl:relcl" and up.head is token and other:
                return False  # "a pact which replaces the one of 2012"
            other = other or up.rel in _ARGUMENTS
            if up.rel == "acl" and up.tag == "VBN" and up.lemma in self._leading:
                continue  # "talks with a team led by X on 3 May": the day of the talks
            if (
                up.rel == "acl"
                and up.tag == "VBN"
                and up.lemma in self._putting_out
                and token.is_verb
            ):
                thing = up.head  # "denied it in a letter sent on 3 May"
                if thing is not None and thing.head is token and thing.case in self._occasion_cases:
                    return True
            if up.rel == "conj" and up.is_verb and token.is_verb and up.child(*_AUXILIARIES):
                return False  # "was seeking peace and was due to host talks in May"
            own = self._is_own_relative(up, token) or (up.head is token and up.rel == "acl")
            own = own or self._is_occurring(up, token)
            finite = up.child("nsubj", "nsubj:pass") is not None
            if up.is_verb and not own and (finite or up.rel not in _CARRYING):
                return False  # "favours a conference, to begin in May"
        return False

    def _is_of_judged(self, dated: _Dated, token: Token) -> bool:
        """ "apologised for the raid in March 2008": raided then, of which the verb judges now."""
        if token.lemma not in self._judging or dated.leads or dated.mention.precision == "day":
            return False
        things = [c for c in token.children if c.rel in ("obj", "obl") and c.is_noun]
        return any(c.index < dated.head.index and c.index > token.index for c in things)

    def _is_occurring(self, verb: Token, noun: Token) -> bool:
        """ "a meeting of ministers that took place in May": the meeting took place."""
        thing = verb.head
        if verb.rel != "acl:relcl" or thing is None or verb.lemma not in self._occurring:
            return False
        return thing.rel == "nmod" and thing.head is noun and thing.case in self._participant_cases

    @staticmethod
    def _is_own_relative(verb: Token, noun: Token) -> bool:
        """Whether a verb tells of a noun itself: "the summit, which was held in May"."""
        return verb.rel == "acl:relcl" and verb.head is noun

    def _nested(self, head: Token) -> bool:
        """Whether a date is that of a noun, or lies deep in its phrase ("results of the visit")."""
        nouns = []
        for up in head.ancestors():
            if up.is_verb:
                break
            nouns += [up] if up.is_noun else []
        if nouns and nouns[0].entity in _NAMES and head.case in self._day_cases:
            return False  # "met the presidents of Peru and Chile on Monday"
        if len(nouns) != 1:
            return bool(nouns)
        before = head.rel == "nmod" and not head.case and nouns[0].rel == "obl"
        if not (before or head.case in self._owned_cases or head.rel in _INSIDE_NOUN):
            return False
        scene = nouns[0].lemma in self._occasions and nouns[0].case in self._occasion_cases
        return not (scene and nouns[0].rel == "obl")  # "at Monday's session they agreed"

    def _is_where(self, verb: Token) -> bool:
        """Whether a relative clause tells what was done there: "was in Lima, where he met"."""
        return verb.rel == "acl:relcl" and any(
            child.rel == "advmod" and child.lemma in self._place_adverbs for child in verb.children
        )

    def _governs(self, upper: Token, lower: Token) -> bool:
        """ "agreed on Monday to open": the upper verb's date serves the lower one."""
        node: Token | None = lower
        while node is not None and (node.rel in _GOVERNED or self._is_where(node)):
            if node.rel == "conj" and node.child("nsubj", "nsubj:pass") is not None:
                return False
            if node.rel == "advcl" and self._is_timing(node):
                return False  # "said on Tuesday, after touring Peru"
            node = node.head
            if node is upper:
                return True
        return False

    def _lends(self, upper: Token, lower: Token) -> bool:
        """Whether the date of an upper clause serves a lower one: not what "had been done" then."""
        earlier = self._grammar.tense(lower) == "pluperfect" != self._grammar.tense(upper)
        return not earlier and self._governs(upper, lower)

    def is_former(self, token: Token) -> bool:
        """Whether an occasion is one of another time: "a recent visit", "the eve of the talks"."""
        if token.head is not None and token.head.lemma in self._eves:
            return True
        return token.is_noun and any(
            c.rel == "amod" and c.lower in self._former for c in token.children
        )

    def _is_parted(self, view: SentenceView, mention: DateMention, lower: Token) -> bool:
        """ "closed the line in 2011, cut off gas a year later and warned": not in 2011."""
        if lower.rel != "conj" or lower.head is None or mention.end > lower.start:
            return False
        between = [m for m in view.dates if mention.end <= m.start and m.end <= lower.start]
        for other in between if lower.head.start < mention.start else ():
            words = view.tokens_of(other.start, other.end)
            verb = self._grammar.clause_of(head_of(words)) if words else None
            if verb is not None and verb is not lower.head and verb.head is lower.head:
                return other.role in HAPPENING and verb.rel == "conj"
        return False

    def _is_timing(self, verb: Token) -> bool:
        """Whether a clause tells when something else was: "after touring", "since it left"."""
        marks = {child.lemma for child in verb.children if child.rel in ("mark", "case")}
        return bool(self._temporal_cases & ({verb.case} | marks))
