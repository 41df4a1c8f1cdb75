"""What day an act has that is told without one: that of its passage, or of the news."""

from __future__ import annotations

from datetime import date

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.clauses import EARLIER, Grammar
from memcon.extract.dates import DateMention
from memcon.extract.dating import HAPPENING, Dating
from memcon.extract.lexicon import word_sets
from memcon.extract.modality import Modality, modality_reader
from memcon.extract.view import DocumentView, SentenceView
from memcon.model import edtf

_NAMED = ("name", "adjective", "capital", "person", "nominal")  # no "they", no "the minister"
_SUBJECTS = ("nsubj", "nsubj:pass")
_ASIDE = ("acl", "acl:relcl")  # clauses that say which thing is meant
_RECENT = 31  # days
_LEAD = 3  # sentences in which a dispatch tells the day of its news
_FRESH = 3  # days before a dispatch of which it brings news
_WEEK = 7  # days: some news has none but "this week"
_WEEKS = ((0, 6), (5, 6))  # first and last weekday of a week and a weekend
_NEWS = 6  # sentences, those of the heading included, in which a dispatch tells its news
_TIMES = ("DATE", "TIME")  # the parser's kinds of expressions of time
_ADDED = ("conj", "xcomp", "advcl")  # how an act without a tense hangs on one that has it
_SCENE = ("day", "month", "interval")  # how exactly a date is given that places what follows
_GOES_ON = ("conj", "ccomp", "parataxis", "xcomp")  # how what is told hangs on what is told
_SIDES = 2  # of a statement: its author and whom it deals with


class Telling(Dating):
    """The days of those acts of one document that are told without one."""

    def __init__(self, document: DocumentView, grammar: Grammar, language: str = "en") -> None:
        super().__init__(grammar, language)
        words = word_sets(language, "circumstances")
        self._document = document
        self._language = language
        self._news: str | None = None  # the day of a dispatch's news, once asked for
        self._undating = words["undating_adverbs"]
        self._resting = words["resting_cases"]
        self._known = words["known_by"]
        self._vague = words["vague_times"]
        self._times = words["times"]
        self._next = words["next_adverbs"]
        self._ago = words["ago"]
        self._journeys = words["journeys"]
        self._stretches = words["stretches"]
        self._stretch_cases = words["stretch_cases"]
        self._confessing = words["confessing"]
        self._going_on = words["going_on"]
        self._owning_up = words["owning_up"]

    def told(self, view: SentenceView, token: Token) -> str:
        """The EDTF day of an undated act told as news: that of its passage, else of the document.

        Empty where the document reports no news. In a chronology it is that of the entry.
        """
        if view.sentence.entry:
            return "" if self._is_earlier(token) else view.sentence.entry
        scene, goes_on = self._scene(view, token)
        if not scene and self.looks_back(view, token):
            return ""
        if self._is_saying_now(view, token):
            scene = ""
        act = self._grammar.clause_of(token)
        if self.is_at_other_time(view, act) or self.is_former(token):
            return ""
        if self.is_timing(act) and not scene:
            return ""  # "it said so after Peru had left"
        if scene and not goes_on:
            return ""  # after what others did on a day of its own
        tense = self._tense(act)
        if tense in EARLIER and (scene or tense == "pluperfect" or self._is_past_lead(view, act)):
            return ""  # "has since sent", "had refused": who knows when
        if self._document.is_over and tense != "present":
            return scene  # a read-out of a visit that was over
        if not scene and tense != "present" and self._is_by_others(view, token):
            return ""  # "the League, which condemned the raid", in a state's own statement
        return scene or self.news_day()

    def is_at_other_time(self, view: SentenceView, act: Token) -> bool:
        """Whether an act is not told as the news, nor as of the day told before.

        "Later he imposed sanctions", "under the accord, signed in 1984, they agreed to".
        """
        if act.tag == "VBG" and act.head is not None and act.head.lemma in self._owning_up:
            return True  # "admitted shelling the town"
        if self._is_told_before(act):
            return True
        while act.rel == "xcomp" or (act.rel == "conj" and act.tag == "VB"):
            if act.head is None or not act.head.is_verb:
                break
            act = act.head  # "trained them to enter and ambush"
        if any(self._is_vague(child) for child in act.children):
            return True
        if self._grammar.tense(act) == "present":
            return False
        if self._is_undated(act) or self._is_of_journey(act) or self._is_ago(view, act):
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

    def _is_undated(self, act: Token) -> bool:
        """Whether its own words, or those of the verb that it is added to, leave a time open.

        "Later he left", "came to terms weeks ago", "initially set a term and began to fine them".
        """
        verbs = [act]
        if act.rel == "conj" and act.child(*_SUBJECTS) is None and act.head is not None:
            verbs.append(act.head)
        for verb in verbs:
            for child in verb.children:
                if child.rel == "advmod" and child.lower in self._undating:
                    return not (child.lower in self._next and _is_set_off(child, verb))
                if verb is not act and self._is_vague(child):
                    return True
        return False

    def _is_told_before(self, act: Token) -> bool:
        """ "had told them: We may go", "admitted that it had fired": before what is told."""
        above = act.head if act.rel == "ccomp" else None
        if above is None or not above.is_verb:
            return False
        past = self._grammar.tense(act) != "present"
        return (past and above.lemma in self._confessing) or (
            self._grammar.tense(above) == "pluperfect"
        )

    def _is_below_old(self, view: SentenceView, act: Token, anchor: date) -> bool:
        """ "Last year Peru freed ten and Chile released six": long ago, too."""
        if act.rel not in ("conj", "advcl"):
            return False
        above = [up for up in act.ancestors() if up.is_verb]
        return any(
            each.mention.end <= act.start
            and each.clause in above
            and each.mention.role == "point"
            and each.mention.edtf != ""
            and not each.nested
            and distance(each.mention.edtf, anchor) > _FRESH
            for each in self._dated(view)
        )

    def _is_ago(self, view: SentenceView, act: Token) -> bool:
        """ "came to an agreement to resume relations weeks ago": came weeks ago."""
        for word in view.tokens[act.index + 1 :]:
            if word.lower in self._ago and word.head is not None and word.head.tag == "VB":
                dated = any(m.start < word.end <= m.end for m in view.dates)
                return not dated and act in word.ancestors()
        return False

    def _is_of_journey(self, act: Token) -> bool:
        """ "said after his visit that the two had held talks": held on it, not when he said so."""
        saying = act.head if act.rel == "ccomp" else None
        return saying is not None and any(
            word.lemma in self._journeys and word.case in self._temporal_cases
            for word in saying.subtree()
            if word.index < act.index and word.is_noun
        )

    def _is_vague(self, phrase: Token) -> bool:
        """Whether a phrase tells of some while ago, or of several times."""
        if phrase.rel == "obl" and phrase.lemma in self._occasions and self.is_former(phrase):
            return True  # "during a recent visit"
        if phrase.lemma in self._stretches and phrase.case in self._stretch_cases:
            return True  # "during his campaign"
        if phrase.lower in self._vague and phrase.rel == "advmod":
            return True  # "weeks ago"
        times = phrase.entity in _TIMES or phrase.lemma in self._times
        return times and (
            phrase.lower in self._vague
            or any(c.lower in self._vague for c in phrase.children)
            or (phrase.lemma in self._times and phrase.child("nummod") is not None)
        )

    def news_day(self) -> str:
        """The EDTF day of what a document tells as news, "" where it reports none.

        It is that which the document tells up front, where that lies just before its own.
        """
        anchor = self._document.anchor
        if anchor is None or not self._document.is_news:
            return ""
        return self.day_up_front() or anchor.isoformat()

    def day_up_front(self) -> str:
        """The fresh day that a dispatch tells first, or in a sentence that goes on with that."""
        if self._news is None:
            self._news = self._up_front()
        return self._news

    def _up_front(self) -> str:
        anchor = self._document.anchor
        lead = [v for v in self._document.sentences if v.sentence.kind != "heading"][:_LEAD]
        if anchor is None:
            return ""
        for view in lead:
            for mention in view.dates:
                if self._is_ahead_of(view, mention):
                    continue  # "called a strike for Sunday"
                if self._is_fresh(mention, anchor) and self._is_main(view, mention):
                    if view is lead[0]:
                        return mention.edtf
                    own = any(m.edtf == anchor.isoformat() for v in lead for m in v.dates)
                    goes_on = not own and self._is_of_lead(view, mention, lead[0])
                    return mention.edtf if goes_on else ""
        return self._told_later(anchor)

    def _told_later(self, anchor: date) -> str:
        """The one fresh day of the week that a dispatch tells at all, where its lead tells none."""
        if self._document.author:
            return ""
        told = [
            (view, mention)
            for view in self._document.sentences
            if view.sentence.kind != "heading" and view.speaker is None
            for mention in view.dates
            if mention.weekday is not None and mention.precision == "day"
            if self._is_fresh(mention, anchor)
            if not self._is_ahead_of(view, mention)
        ]
        if len({mention.edtf for _, mention in told}) != 1:
            return ""
        sure = any(self._is_main(v, m) or self._is_of_occasion(v, m) for v, m in told)
        return told[0][1].edtf if sure else ""

    def _is_of_occasion(self, view: SentenceView, mention: DateMention) -> bool:
        """ "Monday's meeting", "the talks on Monday": known to be the news."""
        thing = head_of(view.tokens_of(mention.start, mention.end)).head
        return thing is not None and thing.is_noun and thing.lemma in self._occasions

    def _is_ahead_of(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a date is what something is called or planned for."""
        words = view.tokens_of(mention.start, mention.end)
        return any(word.case in self._owned_cases for word in words)

    def _is_of_lead(self, view: SentenceView, mention: DateMention, lead: SentenceView) -> bool:
        """Whether a later sentence dates what the first one tells: its actors, or "the talks"."""
        verb = self._grammar.clause_of(head_of(view.tokens_of(mention.start, mention.end)))
        subjects = self._grammar.subjects(verb)
        doing = {a.party for each in subjects for a in view.actors(each)} - {""}
        if doing:
            return bool(doing & _parties(lead))
        referring = any(
            m.form == "reference" for s in subjects for m in view.mentions_in(s.subtree())
        )
        return referring or any(c.lower in self._known for each in subjects for c in each.children)

    @staticmethod
    def _is_fresh(mention: DateMention, anchor: date) -> bool:
        """Whether a day is one of those just before a dispatch, or its own."""
        if mention.role not in HAPPENING or not mention.edtf:
            return False
        limits = edtf.bounds(mention.edtf)
        if limits.first is None or limits.last is None or limits.first > anchor:
            return False
        if mention.precision == "day":
            return (anchor - limits.first).days <= _FRESH
        whole = (limits.first.weekday(), limits.last.weekday()) in _WEEKS
        return whole and (limits.last - limits.first).days < _WEEK >= (anchor - limits.last).days

    def _is_earlier(self, token: Token) -> bool:
        """Whether an act is told as one before others: "had met", "the pact signed with Peru"."""
        act = self._grammar.clause_of(token)
        if self._grammar.tense(act) in EARLIER:
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

    def _tense(self, act: Token) -> str:
        """The tense of an act, that of the verb which it is added to where it has none itself."""
        while act.rel in _ADDED and act.head is not None and act.head.is_verb:
            if act.child(*_SUBJECTS, "aux", "aux:pass", "cop") is not None:
                break
            act = act.head
        return self._grammar.tense(act)

    def is_timing(self, act: Token) -> bool:
        """Whether an act only times another one, or lies in a clause that does."""
        return any(up.rel == "advcl" and self._is_timing(up) for up in (act, *act.ancestors()))

    def _is_past_lead(self, view: SentenceView, act: Token) -> bool:
        """Whether what has been done is told where a dispatch tells of what went before.

        So it is far down, in a clause about something else, and after a sentence that dates the
        news.
        """
        if view.sentence.index >= _NEWS or act.rel in ("advcl", "acl:relcl"):
            return True
        lead = next((v for v in self._document.sentences if v.sentence.kind != "heading"), view)
        return view is not lead and bool(self.day_up_front())

    def is_old(self, day: str) -> bool:
        """Whether a day lies more than a month before that of the document."""
        anchor = self._document.anchor
        return bool(day) and anchor is not None and distance(day, anchor) > _RECENT

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

    def looks_back(self, view: SentenceView, token: Token) -> bool:
        """Whether the last date told before, in the same paragraph, is that of a deed of long ago.

        What is told next as past belongs there, too, whenever that was.
        """
        if self._grammar.tense(self._grammar.clause_of(token)) == "present":
            return False
        anchor = self._document.anchor
        if anchor is None:
            return False
        act = self._grammar.clause_of(token)
        if self._is_below_old(view, act, anchor):
            return True
        for n, other in enumerate(self._document.neighbours(view, before=2)):
            if other.sentence.block != view.sentence.block and (n or not self._points(act)):
                return False
            points = [m for m in other.dates if m.role == "point" and m.edtf]
            if points:
                back = [m for m in points if distance(m.edtf, anchor) > _FRESH]
                return any(self._is_past_main(other, m) for m in back)
        return False

    def _points(self, act: Token) -> bool:
        """Whether an act goes on with what was told: "it also", "on the sidelines of the visit"."""
        if any(c.rel == "advmod" and c.lower in self._going_on for c in act.children):
            return True
        return any(
            word.lemma in self._occasions and any(c.lower in self._known for c in word.children)
            for word in act.subtree()
        )

    def _is_past_main(self, view: SentenceView, mention: DateMention) -> bool:
        """Whether a date is that of the main clause of a sentence in the past, or before it."""
        words = view.tokens_of(mention.start, mention.end)
        head = head_of(words) if words else None
        if head is None or (words[0].index > 1 and not (head.head and head.head.is_verb)):
            return False
        verb = self._grammar.clause_of(head)
        if verb.rel not in ("root", "conj") or self._grammar.tense(verb) == "present":
            return False
        if view.amounts or view.changes or verb.tag not in ("VBD", "VBN"):
            return False
        return modality_reader(self._language).read(verb) is Modality.ASSERTED

    def _goes_on(
        self, view: SentenceView, token: Token, before: SentenceView, mention: DateMention
    ) -> bool:
        """Whether somebody acts who acted on a date told before: no other state by name."""
        act = self._grammar.clause_of(token)
        if before is view:
            return not self.is_timing(act)
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


def _is_set_off(adverb: Token, verb: Token) -> bool:
    """Whether an adverb opens the sentence and a comma follows: "Later, he met X"."""
    return adverb.index == 0 and any(c.text == "," and c.index == 1 for c in verb.children)


def _parties(view: SentenceView) -> set[str]:
    """The parties that a sentence names."""
    return {a.party for m in view.mentions.values() for a in m.actors} - {""}


def distance(value: str, day: date) -> int:
    """How many days lie between a date and a day."""
    limits = edtf.bounds(value)
    ends = [each for each in (limits.first, limits.last) if each is not None]
    return min((abs((each - day).days) for each in ends), default=0)
