"""When, where and about what: the circumstances of an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.clauses import Grammar
from memcon.extract.dates import DateMention, resolve_relative, shift_future, shift_past
from memcon.extract.dating import HAPPENING, Dating
from memcon.extract.gazetteer import Entry
from memcon.extract.lexicon import word_sets
from memcon.extract.modality import Modality, modality_reader
from memcon.extract.sectors import SectorReader
from memcon.extract.siting import Siting
from memcon.extract.view import DocumentView, SentenceView
from memcon.model import edtf

_NAMED = ("name", "adjective", "capital", "person", "nominal")  # no "they", no "the minister"
_SUBJECTS = ("nsubj", "nsubj:pass")
_BELOW_PLAN = ("xcomp", "acl", "advcl")  # how an act hangs on the word that plans it
_TO_COME = (Modality.PLANNED, Modality.PROPOSED)
_BEFORE = ("perfect", "pluperfect")  # tenses of what was done before what is told
_ASIDE = ("acl", "acl:relcl")  # clauses that say which thing is meant
_RECENT = 31  # days
_LEAD = 1  # sentences in which a dispatch tells the day of its news
_FRESH = 3  # days before a dispatch of which it brings news
_NEWS = 6  # sentences, those of the heading included, in which a dispatch tells its news
_SCENE = ("day", "month", "interval")  # how exactly a date is given that places what follows
_GOES_ON = ("conj", "ccomp", "parataxis", "xcomp")  # how what is told hangs on what is told
_PARTICIPLES = ("VBN", "VBD")  # the parser takes "set" for either
_SIDES = 2  # of a statement: its author and whom it deals with


class Circumstances(Dating):
    """Dates, places and sectors of predicates of one document."""

    def __init__(self, document: DocumentView, grammar: Grammar, language: str = "en") -> None:
        super().__init__(grammar, language)
        words = word_sets(language, "circumstances")
        self._document = document
        self._language = language
        self._news: str | None = None  # the day of a dispatch's news, once asked for
        self._foreseeing = words["foreseeing_verbs"]
        self._foreseen_cases = words["foreseen_cases"]
        self._ahead_cases = words["ahead_cases"]
        self._undating = words["undating_adverbs"]
        self._resting = words["resting_cases"]
        self._known = words["known_by"]
        self._sites = Siting(grammar, language)
        self._sectors = SectorReader(document, language)

    # ------------------------------------------------------------------ when

    def when(
        self,
        view: SentenceView,
        token: Token,
        modality: Modality = Modality.ASSERTED,
        *,
        news: bool = False,
    ) -> str:
        """The EDTF date of an act: its own, else that of its passage.

        With `news`, an asserted act that neither dates has the day of a document that reports news.
        """
        own = self.own_date(view, token, modality)
        if own is not None:
            return own
        return self.told(view, token) if news and modality is Modality.ASSERTED else ""

    def own_date(
        self, view: SentenceView, token: Token, modality: Modality = Modality.ASSERTED
    ) -> str | None:
        """The EDTF date of an act in its own clause, "" where its year is unsure; else None."""
        to_come = modality in _TO_COME
        for mention in self.dates(view, token):
            verb = self._grammar.clause_of(token)
            if to_come and self._is_of_deciding(view, mention, verb):
                continue  # "agreed on Monday to meet"
            # captions have "greets X on Thursday" for what is past: only without an object
            present = self._grammar.is_present(verb) and verb.child("obj") is None
            if (
                present
                and verb.child("attr", "cop") is not None
                and self._document.anchor is not None
            ):
                value = _nearest(mention, self._document.anchor)  # "the visit (4 May) is the first"
            else:
                value = self.value(view, mention, Modality.PLANNED if present else modality)
            if value or mention.unsure:
                return self._finer(view, token, value, modality)
        return None

    def _finer(self, view: SentenceView, token: Token, value: str, modality: Modality) -> str:
        """A date told beside it that lies within: "this year's summit, to be held in May"."""
        if not value or not edtf.is_valid(value) or edtf.precision(value) != "year":
            return value
        outer, own = edtf.bounds(value), self._grammar.clause_of(token)
        below = token if token.is_noun else None
        here = [
            each.mention
            for each in self._dated(view)
            if each.clause is own or (below is not None and each.clause.head is below)
        ]
        for mention in self.dates(view, token):
            told = self.value(view, mention, modality) if mention in here else ""
            if told and told != value and outer.contains(edtf.bounds(told)):
                return told
        return value

    def told(self, view: SentenceView, token: Token) -> str:
        """The EDTF day of an undated act told as news: that of its passage, else of the document.

        Empty where the document reports no news. In a chronology it is that of the entry.
        """
        if view.sentence.entry:
            return "" if self._is_earlier(token) else view.sentence.entry
        scene, goes_on = self._scene(view, token)
        anchor = self._document.anchor
        if self._is_saying_now(view, token):
            scene = ""
        act = self._grammar.clause_of(token)
        if self.is_at_other_time(view, act):
            return ""
        timed = any(up.rel == "advcl" and self._is_timing(up) for up in (act, *act.ancestors()))
        if timed and not scene:
            return ""  # "it said so after Peru had left"
        if scene and not goes_on:
            return ""  # after what others did on a day of its own
        tense = self._grammar.tense(act)
        if tense in _BEFORE and (scene or tense == "pluperfect" or self._is_late(view)):
            return ""  # "has since sent", "had refused": who knows when
        if self._document.is_over and tense != "present":
            return scene  # a read-out of a visit that was over
        if not scene and tense != "present" and self._is_by_others(view, token):
            return ""  # "the League, which condemned the raid", in a state's own statement
        if scene or anchor is None or not self._document.is_news:
            return scene
        return self._news_day(anchor)

    def is_at_other_time(self, view: SentenceView, act: Token) -> bool:
        """Whether an act is not told as the news, nor as of the day told before.

        "Later he imposed sanctions", "under the accord, signed in 1984, they agreed to".
        """
        while act.rel == "xcomp" and act.head is not None and act.head.is_verb:
            act = act.head
        if self._grammar.tense(act) == "present":
            return False
        if any(c.rel == "advmod" and c.lower in self._undating for c in act.children):
            return True
        if act.tag == "VBN" and act.rel == "acl" and act.child(*_SUBJECTS, "aux") is None:
            thing = act.head
            known = thing is not None and any(c.lower in self._known for c in thing.children)
            words = [t for t in view.tokens if t.end <= act.start]
            return known and bool(words) and words[-1].text == ","  # "the truce, signed in Lima"
        rests = [
            c for c in act.all_children("obl") if c.case in self._resting and c.start < act.start
        ]
        inside = {t.index for each in rests for t in each.subtree()}
        return any(
            self.is_old(mention.edtf)
            for mention in view.dates
            if mention.edtf and mention.role == "point"
            if any(t.index in inside for t in view.tokens_of(mention.start, mention.end))
        )

    def _news_day(self, anchor: date) -> str:
        """The day of a dispatch's news: that of its first sentence, where it tells a fresh one."""
        if self._news is None:
            lead = [v for v in self._document.sentences if v.sentence.kind != "heading"][:_LEAD]
            fresh = (
                mention.edtf
                for view in lead
                for mention in view.dates
                if self._is_fresh(mention, anchor) and self._is_main(view, mention)
            )
            self._news = next(fresh, anchor.isoformat())
        return self._news

    @staticmethod
    def _is_fresh(mention: DateMention, anchor: date) -> bool:
        """Whether a day is one of those just before a dispatch, or its own."""
        if mention.role not in HAPPENING or mention.precision != "day":
            return False
        day = edtf.bounds(mention.edtf).first if mention.edtf else None
        return day is not None and 0 <= (anchor - day).days <= _FRESH

    def _is_earlier(self, token: Token) -> bool:
        """Whether an act is told as one before others: "had met", "the pact signed with Peru"."""
        act = self._grammar.clause_of(token)
        if self._grammar.tense(act) in _BEFORE:
            return True
        return any(up.rel in _ASIDE and up.is_verb for up in (act, *act.ancestors()))

    def _is_by_others(self, view: SentenceView, token: Token) -> bool:
        """Whether those act whom somebody's own statement is not about."""
        document = self._document
        if not document.author:
            return False
        verb = self._grammar.clause_of(token)
        doing = {a.party for each in self._grammar.agents(verb) for a in view.actors(each)} - {""}
        own = {document.author, *document.principals[:_SIDES], *view.parties}
        return bool(doing) and not doing & own

    def is_elsewhere(self, view: SentenceView, token: Token) -> bool:
        """Whether what is told as past did not happen where and when a statement was made."""
        return self._document.is_over or self._is_by_others(view, token)

    def _is_saying_now(self, view: SentenceView, token: Token) -> bool:
        """Whether the author of a statement, or one of its speakers, speaks: "I condemn that"."""
        verb = self._grammar.clause_of(token)
        doing = [view.mention(each) for each in self._grammar.agents(verb)]
        own = bool(doing) and all(each is not None and each.form == "speaker" for each in doing)
        return own and bool(self._document.author) and self._grammar.tense(verb) == "present"

    def _is_late(self, view: SentenceView) -> bool:
        """Whether a sentence stands where a dispatch tells of what went before."""
        return view.sentence.index >= _NEWS

    def _is_of_deciding(self, view: SentenceView, mention: DateMention, verb: Token) -> bool:
        """Whether a date stands before an act to come, with the verb that says so."""
        words = view.tokens_of(mention.start, mention.end)
        if not words or mention.start > verb.start:
            return False
        head = head_of(words)
        upper = self._grammar.clause_of(head)
        return upper is not verb and self._governs(upper, verb)

    def is_old(self, day: str) -> bool:
        """Whether a day lies more than a month before that of the document."""
        anchor = self._document.anchor
        return bool(day) and anchor is not None and _distance(day, anchor) > _RECENT

    def scene(self, view: SentenceView, token: Token) -> str:
        """The last date told in the same paragraph before an act of the same actors."""
        scene, goes_on = self._scene(view, token)
        return scene if goes_on else ""

    def _scene(self, view: SentenceView, token: Token) -> tuple[str, bool]:
        """The last date told in the same paragraph before an act, and whether that goes on."""
        block = view.sentence.block
        for other in (view, *self._document.neighbours(view, before=6)):
            if other.sentence.block != block:
                return "", False
            told = [
                m
                for m in other.dates
                if m.role in HAPPENING and (other is not view or m.end <= token.start)
            ]
            if told:
                fits = self._is_scene(other, told[-1]) and self._is_main(other, told[-1])
                goes_on = self._goes_on(view, token, other, told[-1])
                return (told[-1].edtf, goes_on) if fits else ("", False)
        return "", False

    def _goes_on(
        self, view: SentenceView, token: Token, before: SentenceView, mention: DateMention
    ) -> bool:
        """Whether somebody acts who acted on a date told before: no other state by name."""
        act = self._grammar.clause_of(token)
        if before is view:
            return not any(
                up.rel == "advcl" and self._is_timing(up) for up in (act, *act.ancestors())
            )
        named = [view.mention(t) for t in self._grammar.agents(act)]
        doing = {a.party for m in named if m and m.form in _NAMED for a in m.actors} - {""}
        if not doing:
            return True
        verb = self._grammar.clause_of(head_of(before.tokens_of(mention.start, mention.end)))
        told = before.mentions_in(verb.subtree())
        others = {actor.party for each in told for actor in each.actors} - {""}
        return not others or bool(doing & others)

    def _is_main(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a date is that of a main clause, told as done: no remark, no plan."""
        words = view.tokens_of(mention.start, mention.end)
        if not words:
            return False
        head = head_of(words)
        if words[0].index > 1 and (self._nested(head) or self._dates_thing(head, mention)):
            return False
        verb = self._grammar.clause_of(head)
        if modality_reader(self._language).read(verb) is not Modality.ASSERTED:
            return False
        if verb.tag == "VBN" and any(c.tag == "VBD" for c in verb.all_children("aux")):
            return False  # "had met in May": before what is told
        node: Token | None = verb
        while node is not None and node.head is not None:
            if node.rel not in _GOES_ON:
                return False
            node = node.head
        return True

    @staticmethod
    def _dates_thing(head: Token, mention: DateMention) -> bool:
        """Whether a month is that of a thing spoken of: "discussed the summit in May"."""
        return mention.precision == "month" and head.head is not None and head.head.is_noun

    def _is_scene(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a date can be that of what is told after it: a day or month, not to come.

        The period of a number, a year and a plan's date are none.
        """
        anchor = self._document.anchor
        if mention.role != "point" or not mention.edtf or mention.precision not in _SCENE:
            return False
        first = edtf.bounds(mention.edtf).first
        if anchor is not None and first is not None and first > anchor:
            return False
        counted = bool(view.amounts or view.changes)  # "stood at 3 billion at the end of 2023"
        return not counted or (mention.precision == "day" and not mention.portion)

    def value(self, view: SentenceView, mention: DateMention, modality: Modality) -> str:
        """A date mention as EDTF, moved to the future for what is to come."""
        if mention.unsure:
            mention = replace(mention, edtf=mention.unsure if modality in _TO_COME else "")
        if mention.relative and not mention.edtf:
            context = self._context_date(view, mention)
            return resolve_relative(mention, context).edtf if context else ""
        anchor = self._document.anchor
        if anchor is None:
            return mention.edtf
        if self._is_foreseen(view, mention):
            return self._foreseen(view, mention, anchor)
        planned = modality in _TO_COME or self._is_ahead(view, mention)
        if planned or self._is_of_plan(view, mention):
            if mention.anchor == "context" and mention.precision in ("day", "month"):
                mention = replace(mention, month_only=True)  # its year is only that of another date
            return shift_future(mention, anchor).edtf
        return shift_past(mention, anchor).edtf

    def _foreseen(self, view: SentenceView, mention: DateMention, anchor: date) -> str:
        """The day of a plan: what "is due in May" lies ahead, what "was" may lie either way."""
        verb = self._grammar.clause_of(head_of(view.tokens_of(mention.start, mention.end)))
        ahead = shift_future(mention, anchor).edtf
        if verb.rel != "acl" and self._grammar.is_present(verb):
            return ahead
        return _nearest(mention, anchor)

    def _is_ahead(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a day of the week is one to come: "called a strike for Sunday"."""
        if mention.weekday is None:
            return False
        words = view.tokens_of(mention.start, mention.end)
        return bool(words) and head_of(words).case in self._ahead_cases

    def _is_of_plan(self, view: SentenceView, mention: DateMention) -> bool:
        """ "intends to sign it at the summit in May": a month without a year that lies ahead."""
        words = view.tokens_of(mention.start, mention.end) if mention.month_only else ()
        if not words:
            return False
        verb = self._grammar.clause_of(head_of(words))
        if not verb.is_verb or verb.tag in _PARTICIPLES or verb.rel not in _BELOW_PLAN:
            return False
        return modality_reader(self._language).read(verb) is Modality.PLANNED

    def _is_foreseen(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a date without a year is that of a plan: "a visit scheduled for 20 May"."""
        words = view.tokens_of(mention.start, mention.end) if mention.month_only else ()
        if not words:
            return False
        head = head_of(words)
        verb = head.head
        if verb is None or verb.tag not in _PARTICIPLES or verb.lemma not in self._foreseeing:
            return False
        return head.case in self._foreseen_cases

    def _context_date(self, view: SentenceView, mention: DateMention) -> str:
        """The last full date before a "the same day"."""
        before = [m for m in view.dates if m.end <= mention.start and m.edtf and m.role == "point"]
        if before:
            return before[-1].edtf
        if view.sentence.entry:
            return view.sentence.entry
        for other in self._document.neighbours(view, before=3):
            dated = [m for m in other.dates if m.edtf and m.role == "point"]
            if dated:
                return dated[-1].edtf
        return ""

    def due(self, view: SentenceView, token: Token) -> str:
        """By when something is to be done: "by 2024", else a date of the future in the clause."""
        for mention in self.dates(view, token, roles=("due",)):
            if mention.edtf:
                return mention.edtf
        inside = {t.index for t in token.subtree()}
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if mention.role == "due" and words and words[0].index in inside and mention.edtf:
                return mention.edtf
        return ""

    # ------------------------------------------------------------------ where, and about what

    def place(self, view: SentenceView, token: Token) -> dict[str, Any]:
        """The place within a country that a phrase or its clause names, or {}."""
        return self._sites.place(view, token)

    def place_entry(self, view: SentenceView, token: Token) -> Entry | None:
        """The reading of a token as a place within a country."""
        return self._sites.place_entry(view, token)

    def place_value(self, view: SentenceView, token: Token) -> dict[str, Any]:
        """The `place` value for a token that names a place."""
        return self._sites.place_value(view, token)

    def sectors(
        self, text: str, *, view: SentenceView | None = None, fallback: str = ""
    ) -> list[str]:
        """The sectors that a passage speaks of, by their words, the most spoken of first.

        Where it names none, and its sentence is given, the one most spoken of in the sentence, or
        in the paragraph up to there.
        """
        return self._sectors.read(text, view=view, fallback=fallback)


def _nearest(mention: DateMention, anchor: date) -> str:
    """A day without a year as the one that is nearest to another day."""
    ways = (shift_past(mention, anchor).edtf, shift_future(mention, anchor).edtf)
    return min(ways, key=lambda value: _distance(value, anchor))


def _distance(value: str, day: date) -> int:
    """How many days lie between a date and a day."""
    limits = edtf.bounds(value)
    ends = [each for each in (limits.first, limits.last) if each is not None]
    return min((abs((each - day).days) for each in ends), default=0)
