"""When a stance was taken: the day of its occasion."""

from __future__ import annotations

import itertools

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import organisation_codes
from memcon.extract.dates import DateMention
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.topics import Topic, is_clausal
from memcon.extract.view import SentenceView
from memcon.model import edtf

_NEAR = 7  # days that a dispatch may be dated before what it tells


class StanceDates:
    """Dates the stances of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = phrases(context.language, "position")
        self._adopted = _adoption_date(context)

    @property
    def is_joint(self) -> bool:
        """Whether the text is one that several parties have adopted on a day that is known."""
        return bool(self._adopted)

    def of(self, match: Match, topic: Topic) -> str:
        """The day of the occasion: told with the stance, else that of the text it stands in."""
        view, circumstances = match.view, self._context.circumstances
        inside = {word.index for word in topic.words}
        own = [
            mention
            for mention in circumstances.dates(view, match.governor, roles=("point",))
            if self._is_past(mention) and self._is_own(match, mention)
        ]
        for mention in own:
            words = view.tokens_of(mention.start, mention.end)
            if self._is_of_topic(match, topic, mention):
                continue
            if words and head_of(words).index not in inside:
                value = circumstances.value(view, mention, match.modality)
                if value and not self._context.is_to_come(value):
                    return value
        return self._adopted or self._of_passage(match, told=bool(own))

    def _of_passage(self, match: Match, *, told: bool) -> str:
        """The day of a stance that its own clause does not tell: that of the text around it.

        `told` says that the clause has a past day, be it of something else.
        """
        view, circumstances = match.view, self._context.circumstances
        document, finite = self._context.document, _finite(match.governor)
        if finite.rel == "acl:relcl":
            return self._of_day(view, finite)
        loose = _is_perfect(finite) or finite.rel == "advcl"
        if loose or circumstances.is_at_other_time(view, finite):
            return ""
        if circumstances.looks_back(view, finite):
            return circumstances.scene(view, match.governor)
        spoken = match.view.speaker is not None and _is_present(finite)
        told = bool(told or document.document.place or spoken)
        if told and not _is_present(finite):
            told = not circumstances.is_elsewhere(view, match.governor)
        if told and document.is_news and document.anchor is not None:
            speaks = document.author and _is_present(finite)  # "We condemn": now
            return document.anchor.isoformat() if speaks else circumstances.news_day()
        if circumstances.dates(view, match.governor):
            return ""  # what the clause tells is a time to come, or another act's
        if _is_present(finite) and not self._is_diary(view):
            return ""
        return circumstances.when(view, match.governor, news=True)

    def _of_day(self, view: SentenceView, clause: Token) -> str:
        """The day that a clause says more of: "was put off on 3 May, when Peru objected"."""
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if words and clause.head in words:
                return self._context.circumstances.value(view, mention, Modality.ASSERTED)
        return ""

    def _is_of_topic(self, match: Match, topic: Topic, mention: DateMention) -> bool:
        """ "welcomed the signing of the treaty last month": when it was signed, not welcomed."""
        words = match.view.tokens_of(mention.start, mention.end)
        after = match.token.index < topic.head.index and mention.start > topic.head.start
        if mention.precision != "day" and self._is_of_statement() and words:
            act = self._context.grammar.clause_of(head_of(words))
            if mention.start > act.start:
                return True  # a statement has a day: "welcomed the elections in March"
        below = bool(words) and topic.head in head_of(words).ancestors()
        if after and is_clausal(topic.head) and (below or mention.start > topic.words[-1].end):
            return True  # "noted with regret that X had left, on 3 May"
        dated = topic.head.lemma in self._words["dated_topics"]
        dated = dated and mention.weekday is None  # "endorsed the outcome on Friday"
        return dated and match.token.index < topic.head.index and mention.start > topic.head.start

    def _is_of_statement(self) -> bool:
        """Whether the text is somebody's statement, or a joint one: what it says has its day."""
        return bool(self._adopted or self._context.document.author)

    def _is_own(self, match: Match, mention: DateMention) -> bool:
        """Whether a date is not that of another act, to which the stance is only added."""
        words = match.view.tokens_of(mention.start, mention.end)
        act = self._context.grammar.clause_of(head_of(words)) if words else match.governor
        if act is not match.governor and match.governor in act.ancestors():
            chain = itertools.takewhile(lambda up: up is not match.governor, act.ancestors())
            return not any(each.rel == "conj" for each in (act, *chain))  # "and is to meet in May"
        node = match.governor
        while node is not act and node.head is not None:
            if node.rel == "conj" and node.child("nsubj", "nsubj:pass") is not None:
                return False
            node = node.head
        return True

    def _is_past(self, mention: DateMention) -> bool:
        """Whether a date can be that of a stance: what is to come is part of what is wanted."""
        anchor = self._context.document.anchor
        if anchor is None or not mention.edtf or not edtf.is_valid(mention.edtf):
            return True
        last = edtf.bounds(mention.edtf).last
        ahead = (last - anchor).days if last is not None else _NEAR + 1
        return ahead <= (_NEAR if mention.precision == "day" else 0)

    def _is_diary(self, view: SentenceView) -> bool:
        """Whether the passage opens with its date: an entry of a chronicle."""
        first = view
        for other in self._context.document.neighbours(view, before=8):
            if other.sentence.block != view.sentence.block:
                break
            first = other
        return any(mention.start == first.sentence.start for mention in first.dates)


def _finite(verb: Token) -> Token:
    """The verb that an infinitive hangs on and that carries its tense."""
    while verb.rel == "xcomp" and verb.head is not None and verb.head.is_verb:
        verb = verb.head
    return verb


def _is_perfect(verb: Token) -> bool:
    """ "has refused", "had found": when, it does not say."""
    added = verb.rel == "conj" and verb.child("nsubj", "nsubj:pass", "aux") is None
    if added and verb.head is not None and verb.head.is_verb:
        return _is_perfect(verb.head)
    return verb.tag == "VBN" and verb.child("aux") is not None and verb.child("aux:pass") is None


def _is_present(verb: Token) -> bool:
    """Whether a verb tells of what holds now."""
    plain = verb.tag == "VB" and verb.child("nsubj") is not None
    if verb.tag in ("VBZ", "VBP") or (plain and verb.child("aux") is None):
        return True
    return any(child.tag in ("VBZ", "VBP") for child in verb.all_children("aux"))


def _adoption_date(context: Context) -> str:
    """The day on which a joint statement or communiqué was adopted: that of all its positions."""
    document = context.document
    words = phrases(context.language, "position")
    titled = document.document.title.lower()
    joint = any(title in titled for title in words["joint_titles"])
    if document.author in organisation_codes():  # "Communiqué of the Council", "Conclusions"
        joint = joint or any(noun in titled for noun in words["declaring_nouns"])
    for view in document.sentences[::-1]:
        for token in view.tokens:
            if token.lemma not in words["joint_nouns"] or not token.is_noun:
                continue
            own = any(child.text.lower() in words["self_words"] for child in token.children)
            verb = context.matcher.support(token) if own or joint else None
            if verb is None or verb.lemma not in words["adoption_verbs"]:
                continue
            for mention in context.circumstances.dates(view, verb):
                if mention.edtf:
                    return mention.edtf
    return document.anchor.isoformat() if joint and document.anchor is not None else ""
