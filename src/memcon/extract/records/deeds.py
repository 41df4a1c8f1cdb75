"""What is to be done, by when, and how much of it: the slots of a deed that is undertaken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.amounts import AmountMention
from memcon.extract.clauses import trim
from memcon.extract.dates import DateMention, resolve_relative, shift_future
from memcon.extract.lexicon import discourse_words, phrases
from memcon.extract.records.context import Context
from memcon.extract.records.gapping import gapped_subjects
from memcon.extract.records.promises import (
    Promise,
    actors_of,
    commitment_words,
    is_infinitive,
)
from memcon.extract.view import SentenceView
from memcon.model import edtf

_DUE_ROLES = ("point", "until", "duration", "since")
_BRACKETS = ("(", ")")
_YEARS = ("year",)
_OF_YEAR = ("nummod", "appos", "nmod")
_OTHER_CLAUSES = ("parataxis", "advcl")
_SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb (or noun) of what is undertaken, with the words that belong to it."""

    head: Token
    words: tuple[Token, ...]  # its phrase in text order: objects and adverbials
    subject: tuple[Token, ...]  # the phrase of a subject that is itself acted on
    dates: tuple[DateMention, ...]
    amounts: tuple[AmountMention, ...]
    cadence: str = ""
    adverbials: tuple[Token, ...] = ()  # of the word of promising, where the deed is a noun
    end: int | None = None  # where a clause without its verb begins ("..., Chad 25")


class DeedReader:
    """Reads deeds off their trees."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = commitment_words(context.language)
        self._says = frozenset(phrases(context.language, "speech")["say"])
        self._sources = discourse_words(context.language).source_cases
        pairs = (pair.split() for pair in self._words["causatives"])
        self._causatives: dict[str, str] = {pair[0]: pair[1] for pair in pairs}

    def read(self, view: SentenceView, found: Promise) -> Deed:
        """The deed of an undertaking."""
        head = found.deed
        words = self._phrase(head, is_told=found.is_told or found.is_missed)
        gapped = [token.index for token in gapped_subjects(view) if token.index > head.index]
        end = gapped[0] if gapped else None
        if gapped:  # "pledged 900 soldiers to Haiti, Chad 25": the rest is another's
            words = trim([token for token in words if token.index < gapped[0]])
        subject = self._patient(view, head) if head.is_verb else ()
        reach = [*words, *subject, *self._strays(found, words)]
        inside = {token.index for token in reach}
        about = {
            below.index
            for token in subject
            if token.rel in ("acl:relcl", "acl")
            for below in token.subtree()
        }
        dates = []
        cadence = ""
        for mention in view.dates:
            tokens = view.tokens_of(mention.start, mention.end)
            if not tokens or head_of(tokens).index not in inside:
                continue
            top = head_of(tokens)
            if self._times_other(top, head) or _in_participle(top, head):
                continue  # "during the visit of the minister in August"
            if _names_noun(top) and top.head is not head:
                continue  # "the victims of the March 11 earthquake"
            if top.index in about:
                continue  # "debts that matured before 2000": not when they are paid
            if self._is_no_deadline(mention, top, head):
                continue
            if _in_remark(view, top, head) and not mention.cadence:
                continue  # "raise trade, which reached 2 billion in 2023"
            if self._is_of_promise(found, mention, top):
                continue  # "pledged 3 billion to Chad in June"
            if mention.cadence and top.rel in ("obl:unmarked", "advmod", "obl"):
                cadence = mention.cadence
            elif mention.role == "due" or (mention.role in _DUE_ROLES and top.index > head.index):
                dates.append(mention)
        amounts = [
            amount
            for amount in view.amounts
            if amount.kind != "number" and amount.conversion_of is None
            if (tokens := view.tokens_of(amount.start, amount.end))
            and head_of(tokens).index in inside
            and not _in_aside(head_of(tokens), head)
            and not any(self._is_beside(token) for token in (head_of(tokens), tokens[0]))
            and not _counts_doers(view, amount, head_of(tokens))
        ]
        return Deed(
            head,
            tuple(words),
            tuple(subject),
            tuple(dates),
            tuple(amounts),
            cadence,
            () if head.is_verb else tuple(self._adverbials(view, found)),
            end,
        )

    def _is_no_deadline(self, mention: DateMention, top: Token, head: Token) -> bool:
        """ "extend it beyond the end of June", "make use of the accord in force since May"."""
        if mention.role == "since" and top.head is not head:
            return True
        return top.case in self._words["beyond_cases"]

    def _is_beside(self, token: Token) -> bool:
        """ "in addition to the 41 million given", "of the cost, put at": not what is promised."""
        for up in (token, *token.ancestors()):
            if up.is_verb and up.rel != "acl":
                return False
            if up is not token and up.lemma in self._words["beside_nouns"]:
                return True
        return False

    def _is_of_promise(self, found: Promise, mention: DateMention, top: Token) -> bool:
        """Whether a date tells when a noun was promised, not when it is due."""
        verb, anchor = found.governor, self._context.document.anchor
        today = anchor is not None and mention.edtf == anchor.isoformat()
        if today and mention.role == "point" and verb is not found.deed:
            return True  # "agreed to end the war at talks here today"
        if found.deed.is_verb or verb.tag not in ("VBD", "VBN") or mention.role != "point":
            return False
        first = edtf.bounds(mention.edtf).first if mention.edtf else None
        ahead = anchor is not None and first is not None and first > anchor
        return top.head is verb and not ahead

    def _times_other(self, top: Token, head: Token) -> bool:
        """Whether a date is that of an occasion that the deed is only placed by."""
        nouns = 0
        for up in top.ancestors():
            if up is head or up.is_verb:
                return False
            nouns += up.is_noun
            occasion = up.is_noun and up.case in self._words["occasion_cases"]
            if occasion or (nouns > 1 and head.is_verb):
                return True
        return False

    def _phrase(self, head: Token, *, is_told: bool = False) -> list[Token]:
        """The words of a deed's phrase, clauses of others and coordinated deeds left out.

        Of a deed `is_told` the clause that reminds of the promise, too: "as planned".
        """
        found, stack = [head], list(head.children)
        while stack:
            child = stack.pop()
            if head.is_verb and child.rel == "conj" and child.is_verb and child.head is head:
                continue
            if child.rel in _SUBJECTS and child.head is head:
                continue
            own = child.rel in _OTHER_CLAUSES and child.child(*_SUBJECTS) is not None
            if (own and not self._is_limit(child)) or (is_told and child.rel in _OTHER_CLAUSES):
                continue
            if child.head is head and self._is_source(child):
                continue
            if child.rel == "conj" and child.is_verb and child.child("nsubj") is not None:
                continue  # "stop the raids and Peru undertaking to leave": another's
            found.append(child)
            stack.extend(child.children)
        return sorted(found, key=lambda token: token.index)

    def _is_limit(self, clause: Token) -> bool:
        """ "stay away unless the others come", "leave it for others to do": part of the deed."""
        return is_infinitive(clause) or any(
            c.lemma in self._words["limit_marks"] for c in clause.all_children("mark")
        )

    def _is_source(self, child: Token) -> bool:
        """ ", adding that it would pay", ", as its ministry states": how it is told."""
        if child.rel == "advcl" and child.tag == "VBG":
            return self._context.attribution.is_saying(child)
        return (
            child.rel == "obl"
            and child.case in self._words["as_mark"]
            and child.lemma in self._says
        )

    def _strays(self, found: Promise, words: Sequence[Token]) -> list[Token]:
        """Adverbials that the parser hung on the word of promising though they follow the deed."""
        if found.governor is found.deed:
            return []
        if not found.governor.is_verb:
            return self._around_noun(found)
        last = words[-1].index if found.governor.rel != "acl:relcl" else found.governor.index
        return [
            below
            for child in found.governor.children
            if child.index > last and child.rel in ("obl", "obl:unmarked", "nmod", "advmod")
            for below in child.subtree()
        ]

    @staticmethod
    def _around_noun(found: Promise) -> list[Token]:
        """ "the target of 5 billion set for 2030": what clauses and the verb add to the noun."""
        noun = found.governor
        hosts = [noun, *noun.all_children("acl", "acl:relcl")]
        if noun.head is not None and noun.head.is_verb:
            hosts.append(noun.head)
        return [
            below
            for host in hosts
            for child in host.children
            if child.index > noun.index and child.rel in ("obl", "obl:unmarked", "nmod")
            for below in child.subtree()
        ]

    def _adverbials(self, view: SentenceView, found: Promise) -> list[Token]:
        """What follows the noun: "pledged 5 million to Chad for wells"."""
        if not found.governor.is_verb:
            return []
        relative = found.governor.rel == "acl:relcl"
        return [
            child
            for child in found.governor.children
            if child.rel in ("obl", "iobj") and child.case and child is not found.deed
            if not any(m.start <= child.start < m.end for m in view.dates)
            if child.index > (found.governor if relative else found.deed).index
        ]

    def _patient(self, view: SentenceView, head: Token) -> list[Token]:
        """The subject's words, where the subject is what the deed is done to."""
        passive = self._context.grammar.is_passive(head)
        own = head.child("nsubj", "nsubj:pass")
        if own is None and passive and head.rel == "xcomp":  # "debts are to be written off"
            own = next(iter(self._context.grammar.subjects(head)), None)
        if own is None or own.pos == "PRON":
            return []
        becoming = head.lemma in self._words["inchoative"] and head.child("obj", "xcomp") is None
        if not passive and (not becoming or actors_of(view, [own])):
            return []
        return self._phrase(own)

    # ------------------------------------------------------------------ slots

    def action(self, view: SentenceView, deed: Deed) -> str:
        """The deed as a verb phrase in the base form, without its date."""
        if not deed.head.is_verb:
            return self._of_noun(view, deed)
        dropped = self._dropped(view, deed)
        verb = deed.head.lemma
        parts = []
        if deed.subject:
            verb = self._causatives.get(verb, verb)
            particle = deed.head.child("compound:prt")
            if particle is not None:
                dropped.add(particle.index)
                verb = f"{verb} {particle.text}"
            parts.append(_uncapitalised(view, trim(list(deed.subject))))
        after = [t for t in deed.words if t.index > deed.head.index and t.index not in dropped]
        if any(token.pos not in ("PUNCT", "CCONJ") for token in after):
            parts.append(_joined(view, _until_gap(deed.head, trim(after), dropped)))
        negated = [t.text for t in deed.words if t.rel == "advmod:neg" and t.head is deed.head]
        return " ".join([*negated[:1], verb, *(_closed(part) for part in parts if part)])

    def _of_noun(self, view: SentenceView, deed: Deed) -> str:
        """A deed of which only the thing or the amount is named."""
        dropped = self._dropped(view, deed)
        relative = {
            below.index
            for child in deed.head.children
            if child.rel in ("acl:relcl", "acl")
            for below in child.subtree()
        }
        case = deed.head.child("case")
        words = [t for t in deed.words if t.index not in dropped | relative and t is not case]
        if len(words) > 1 and words[0].tag == "DT" and deed.amounts:
            words = words[1:]  # "the 20 million that were pledged"
        parts = [_uncapitalised(view, trim(words))]
        for adverbial in deed.adverbials:
            own = [t for t in adverbial.subtree() if deed.end is None or t.index < deed.end]
            inside = [t for t in own if t.index not in dropped]
            if inside:
                parts.append(_joined(view, trim(inside)))
        return " ".join([self._verb_for(deed), *(_closed(part) for part in parts if part)])

    def _verb_for(self, deed: Deed) -> str:
        """What is done with a thing of which only the name is given."""
        head = deed.head
        kinds = {amount.kind for amount in deed.amounts}
        if head.rel == "nsubj":
            return next(iter(self._words["action_due"]))
        key = "action_money" if "money" in kinds else "action_thing"
        concepts = self._context.matcher.concepts_of(head)
        if {"MEETING", "OCCASION"} & concepts and not kinds:
            key = "action_gathering"
        if head.head is not None and "TARGET" in self._context.matcher.concepts_of(head.head):
            key = "action_target"
        return next(iter(self._words[key]))

    def _dropped(self, view: SentenceView, deed: Deed) -> set[int]:
        """The words of the date by which it is to be done, its preposition and agent included."""
        dropped = set()
        for mention in deed.dates:
            if mention.role not in ("due", "point"):
                continue
            tokens = view.tokens_of(mention.start, mention.end)
            top = head_of(tokens)
            above = top.head
            dated = above is not None and above.rel == "acl" and above.tag in ("VBN", "VBD")
            if dated and above is not deed.head:
                continue  # "the accord dated 17 February"
            dropped |= {t.index for t in tokens}
            dropped |= {t.index for t in top.children if t.rel in ("case", "det", "punct")}
            dropped |= _named_year(top)
        for word in deed.words:
            comma = _remark_comma(view, word) if word is not deed.head else None
            if comma is not None:  # "raise trade, which stood at 2 billion, to 3 billion"
                inside = {t.index for t in word.subtree()}
                closing = view.tokens[max(inside) + 1 : max(inside) + 2]
                dropped |= {comma.index, *inside, *(t.index for t in closing if t.text == ",")}
        for child in deed.head.children:
            source = child.case in self._sources
            if source or child.rel == "obl:agent" or child.rel.startswith("aux"):
                dropped |= {t.index for t in child.subtree()}
        return dropped | self._lone_marks(deed, dropped)

    @staticmethod
    def _lone_marks(deed: Deed, dropped: set[int]) -> set[int]:
        """The marks of a deed's clause but commas between words that stay."""
        kept = {t.index for t in deed.words if t.index not in dropped and t.rel != "punct"}
        return {
            t.index
            for t in deed.head.all_children("punct")
            if t.text not in _BRACKETS and (t.text != "," or not {t.index - 1, t.index + 1} <= kept)
        }

    def due(self, deed: Deed, *, promised: str, told: bool = False) -> str:
        """By when it is to be done, or when: a date that lies after the promise; no "until 2030".

        Of a deed `told` as done a day that is no deadline is when it was done.
        """
        dates = [m for m in deed.dates if m.role != "until" and (not told or m.role == "due")]
        ranked = sorted(dates, key=lambda m: (m.role != "due", m.start))
        for mention in ranked:
            value = self._due_value(mention, promised)
            if value:
                return value
        return ""

    def _due_value(self, mention: DateMention, promised: str) -> str:
        anchor = self._context.document.anchor
        if mention.relative and promised:
            mention = resolve_relative(mention, promised)
        if mention.role == "due" or anchor is None:
            return mention.edtf
        value = shift_future(mention, anchor).edtf
        if not value or mention.role == "duration" or value == promised:
            return ""
        start = edtf.bounds(promised).first if promised else anchor
        last = edtf.bounds(value).last or edtf.bounds(value).first
        if start is not None and last is not None and last < start:
            return ""
        return value.removesuffix("/..")


def _in_aside(token: Token, head: Token) -> bool:
    """Whether a word stands in a relative clause about a thing: "the accord by which it was to"."""
    for up in token.ancestors():
        if up is head:
            return False
        if up.rel == "acl:relcl":
            return True
    return False


def _counts_doers(view: SentenceView, amount: AmountMention, head: Token) -> bool:
    """ "signed by the three heads of state", "chaired by the two ministers": not how much of it."""
    if amount.kind != "count":
        return False
    official = view.marked.titles[head.index] is not None
    return official and any(c.rel == "det" and c.tag == "DT" for c in head.children)


def _in_remark(view: SentenceView, token: Token, head: Token) -> bool:
    """Whether a word stands in a remark between commas: ", which stood at 2 billion,"."""
    return any(_remark_comma(view, up) for up in _between(token, head))


def _between(token: Token, head: Token) -> list[Token]:
    """A word and those above it, up to a verb."""
    above = [token]
    for up in token.ancestors():
        if up is head:
            return above
        above.append(up)
    return []


def _named_year(top: Token) -> set[int]:
    """Of "the academic year 2019" the words that say which year is meant, whatever hangs on it."""
    above = top.head
    year = above if above is not None and above.lemma in _YEARS and top.rel in _OF_YEAR else top
    if year.lemma not in _YEARS:
        return set()
    own = [child for child in year.children if child.rel in ("case", "det", "amod", "compound")]
    return {year.index, *(each.index for each in own)}


def _remark_comma(view: SentenceView, clause: Token) -> Token | None:
    """The comma that opens a relative clause which only tells how things are or were."""
    if clause.rel != "acl:relcl" or any(child.tag == "MD" for child in clause.children):
        return None
    first = clause.first.index
    before = view.tokens[first - 1] if first else None
    return before if before is not None and before.text == "," else None


def _in_participle(token: Token, head: Token) -> bool:
    """Whether a date is that of a participle: "import it under an accord signed on Monday"."""
    for up in token.ancestors():
        if up is head:
            return False
        if up.is_verb:
            infinitive = any(child.tag == "TO" for child in up.children)
            return up.tag == "VBN" and (up.rel == "acl" or (up.rel == "acl:relcl" and infinitive))
    return False


def _names_noun(top: Token) -> bool:
    """Whether a date stands before a noun as part of its name."""
    before = top.rel in ("compound", "amod", "nmod:poss", "nummod")
    before = before or (top.rel == "nmod" and not top.case)
    return before and top.head is not None and top.head.is_noun and top.index < top.head.index


def _uncapitalised(view: SentenceView, words: Sequence[Token]) -> str:
    """Words of which the first no longer begins the sentence."""
    text = _joined(view, words)
    first = words[0]
    if first.index > 0 or first.pos == "PROPN" or first.text.isupper():
        return text
    return text[:1].lower() + text[1:]


def _closed(text: str) -> str:
    """A text with the closing bracket that was cut from its end."""
    opening, closing = _BRACKETS
    return text + closing if text.count(opening) > text.count(closing) else text


def _joined(view: SentenceView, words: Iterable[Token]) -> str:
    """Words as the text has them, with gaps where some are left out."""
    pieces: list[str] = []
    run: list[Token] = []
    for token in words:
        if run and token.index != run[-1].index + 1:
            pieces.append(view.text(run[0].start, run[-1].end))
            run = []
        run.append(token)
    if run:
        pieces.append(view.text(run[0].start, run[-1].end))
    return " ".join(" ".join(pieces).split())


def _until_gap(head: Token, words: Sequence[Token], dropped: set[int]) -> list[Token]:
    """Words up to the first that do not belong to the phrase, dropped ones passed over."""
    kept: list[Token] = []
    expected = head.index + 1
    for token in words:
        if any(index not in dropped for index in range(expected, token.index)):
            break
        kept.append(token)
        expected = token.index + 1
    return trim(kept) if kept else []
