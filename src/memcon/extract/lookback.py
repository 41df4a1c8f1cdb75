"""Whether a text looks back: a read-out of a visit that was over when it was put out."""

from __future__ import annotations

from datetime import date, timedelta

from memcon.annotate.tree import head_of
from memcon.extract.clauses import Grammar
from memcon.extract.dates import DateMention
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.view import DocumentView, SentenceView
from memcon.model import edtf

_LEAD = 4  # sentences in which a text says what it tells of
_NEAR = 16  # days before the text's own within which that lies
_PAST = ("VBD", "VBN")


def is_over(document: DocumentView, grammar: Grammar, words: DiscourseWords) -> bool:
    """Whether a text opens with what was over when it was put out.

    That is what happened on several days before its own, or, in somebody's own statement, on one.
    What such a text tells without a day did not happen on the day of the text.
    """
    anchor = document.anchor
    if anchor is None:
        return False
    told = [view for view in document.sentences if view.sentence.kind != "heading"][:_LEAD]
    own = bool(document.author or document.teller)
    before = own and any(_is_back(view, words) for view in told)
    if before:
        return True
    for view in told:
        for mention in view.dates:
            days = _days(mention)
            if days is None or days[1] >= anchor or not _is_told(view, mention, grammar, words):
                if days is not None and days[0] <= anchor <= days[1]:
                    return False
                continue
            several = days[0] < days[1]
            recent = anchor - days[1] <= timedelta(days=_NEAR)
            before = before or (recent and (several or own))
    return before


def _is_back(view: SentenceView, words: DiscourseWords) -> bool:
    """Whether a visit is told as over: "returned today from a visit", "concluded his visit"."""
    for noun in view.tokens:
        verb = noun.head
        if noun.lemma not in words.trip_nouns or verb is None or verb.tag not in _PAST:
            continue
        ended = noun.rel == "obj" or noun.case in words.leaving_cases
        if ended and verb.lemma in words.closing_verbs and verb.rel in ("root", "conj"):
            return True
    return False


def _days(mention: DateMention) -> tuple[date, date] | None:
    """The first and the last day of a date told by days; None of any other."""
    if mention.role not in ("point", "duration", "until") or not mention.edtf:
        return None
    if mention.precision not in ("day", "interval"):
        return None
    limits = edtf.bounds(mention.edtf)
    if limits.first is None or limits.last is None:
        return None
    return limits.first, limits.last


def _is_told(
    view: SentenceView, mention: DateMention, grammar: Grammar, discourse: DiscourseWords
) -> bool:
    """Whether a date is that of a deed of the main clause, told as done."""
    words = view.tokens_of(mention.start, mention.end)
    if not words:
        return False
    head = head_of(words)
    verb = grammar.clause_of(head)
    if any(up.lemma in discourse.trip_nouns for up in head.ancestors()):
        return True  # "a statement about my visit to Chad last week"
    return verb.rel in ("root", "conj", "xcomp") and verb.tag in _PAST
