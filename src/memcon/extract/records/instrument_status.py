"""How far an instrument has come: proposed, negotiated, signed, in force, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import is_state
from memcon.extract.lexicon import discourse_words, word_sets
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.naming import is_proper, is_year
from memcon.extract.records.treatment import Finding, Treatment, TreatmentReader
from memcon.extract.view import SentenceView

UNTOLD = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.DENIED, Modality.CANCELLED)
_NONE = "none"  # the text says that there is no such instrument

Statuses = Mapping[Modality, str]

_MADE: Statuses = {
    Modality.ASSERTED: "signed",
    Modality.PLANNED: "planned",
    Modality.PROPOSED: "proposed",
    Modality.REQUESTED: "proposed",
    Modality.POSTPONED: "planned",
}
_ENDED: Statuses = {Modality.ASSERTED: "terminated"}
_NEGOTIATED: Statuses = {
    Modality.ASSERTED: "under_negotiation",
    Modality.PLANNED: "planned",
    Modality.PROPOSED: "proposed",
}
_RUNNING: Statuses = {Modality.ASSERTED: "in_force", Modality.PLANNED: "signed"}
_ALWAYS = (Modality.ASSERTED, Modality.PLANNED, Modality.PROPOSED, Modality.POSTPONED)
_RATIFIED: Statuses = dict.fromkeys(_ALWAYS, "signed")  # by one side: it need not bind yet
OTHER_DAY = ("BINDS", "RATIFY", "INITIAL", "KEEP")  # what is done on another day than the signing

# What a verb does to its object, and whether it does the same to its subject.
_VERBS: tuple[tuple[str, bool, Statuses], ...] = (
    ("TERMINATE", True, _ENDED),
    ("NEGOTIATE", False, _NEGOTIATED),
    ("INITIAL", False, dict.fromkeys(_ALWAYS, "planned")),
    ("NEARING", False, dict.fromkeys(_ALWAYS, "under_negotiation")),
    ("IN_FORCE", True, _RUNNING),
    ("BINDS", True, _RUNNING),
    ("RATIFY", False, _RATIFIED),
    ("EXTEND", False, dict.fromkeys(_ALWAYS, "in_force")),
    ("PROPOSE", False, dict.fromkeys(_ALWAYS, "proposed")),
)
# What a noun above it says of it.
_NOUNS: tuple[tuple[str, Statuses], ...] = (
    ("NEGOTIATE", {**_NEGOTIATED, Modality.PROPOSED: "under_negotiation"}),
    ("SIGN", _MADE),
    ("CONCLUDE", _MADE),
    ("ISSUE", _MADE),
    ("EXCHANGE", _MADE),
    ("IN_FORCE", _RUNNING),
    ("BINDS", _RUNNING),
    ("RATIFY", _RATIFIED),
    ("EXTEND", _RUNNING),
    ("TERMINATE", _ENDED),
    ("PROPOSE", dict.fromkeys(_ALWAYS, "proposed")),
    ("DISCUSS", dict.fromkeys(_ALWAYS, "proposed")),
    ("NEARING", dict.fromkeys(_ALWAYS, "under_negotiation")),
)
_PRESENT = ("VBZ", "VBP")
_WISHED = ("AWAIT", "WANT", "PROPOSE", "DISCUSS")
_LONGEST_LIST = 40  # entries of a list of documents signed


class InstrumentStatus:
    """Reads the status of instruments off what is done to them."""

    def __init__(self, context: Context, read: TreatmentReader) -> None:
        self._context = context
        self._read = read
        cases = word_sets(context.language, "undertaking_cases")
        self._cited = cases["cited_cases"]
        self._under = cases["under_cases"]
        self._subjects = cases["subject_cases"]
        self._objects = cases["object_cases"]
        self._in = cases["act_cases"]
        self._ranks = cases["rank_words"]
        self._tentative = cases["tentative_nouns"]
        self._mass = cases["mass_nouns"]
        self._wished_for = cases["wished_for_words"]
        self._towards, self._conditional = cases["toward_cases"], cases["conditional_words"]
        self._drafts = cases["draft_words"]
        self._doubtful = cases["doubtful_words"]
        self._rumours = cases["rumour_nouns"]
        self._definite = discourse_words(context.language).definite_articles

    def find(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], kinds: frozenset[str]
    ) -> Finding | None:
        """What the text says was done to it; None where it says nothing that makes it a record."""
        weak: Finding | None = None
        if "MONEY" in kinds and token.case in self._under and token.text[:1].isupper():
            return None  # "under the Extended Credit Facility": a kind of loan
        for deed in deeds:
            rank = deed.role == "modifier" and "PARTNERSHIP" in kinds  # "a future partnership"
            if not deed.concepts or deed.is_acting or rank:
                continue
            modality = self._read.modality(deed)
            if "MONEY" in kinds and self._is_habit(token, deed):
                continue
            status = self._status(view, token, deed, modality, kinds)
            if status == _NONE:
                return None
            if status == "terminated" and deed.role == "subject" and deed.word.tag in _PRESENT:
                status = "in_force"  # "which lapses in 2031"
            if status == "signed" and not deed.names("SIGN") and self._is_draft(token):
                status = "under_negotiation"  # "finalised the draft treaty"
            if status and not (deed.via and weak):
                found = Finding(status, deed, modality)
                later = "MONEY" in kinds and deed.is_own_clause and status == "planned"
                if status not in ("proposed", "in_force") and not later:  # "to be paid in May"
                    return self._bound(found, deeds)
                weak = weak or found
        return weak or self._standing(view, token, deeds, kinds)

    def _is_draft(self, token: Token) -> bool:
        """Whether it is only the draft of an instrument."""
        return any(c.lemma in self._drafts for c in token.all_children("compound", "amod"))

    def _is_habit(self, token: Token, deed: Treatment) -> bool:
        """ "China provides various grants": every now and then, and none in particular."""
        present = deed.word.tag in ("VBZ", "VBP") and deed.word.child("aux") is None
        return present and token.tag == "NNS" and deed.names("GIVE_MONEY")

    def _bound(self, found: Finding, deeds: Sequence[Treatment]) -> Finding:
        """ "signed in 2022, took effect last May": in force, with the day of the signing."""
        if found.status != "signed" or found.modality is not Modality.ASSERTED:
            return found
        own = found.deed is not None and found.deed.is_own_clause
        for deed in deeds if own else ():
            ended = deed.names("TERMINATE") and deed.role == "patient" and not deed.is_own_clause
            if ended and self._read.modality(deed) is Modality.ASSERTED:
                return Finding("terminated", deed)  # "abrogated the treaty signed in 1974"
        binds = (d for d in deeds if d.names("BINDS") and d.role == "subject" and d.is_verb)
        if any(self._read.modality(deed) is Modality.ASSERTED for deed in binds):
            return replace(found, status="in_force")
        return found

    def settled(self, finding: Finding, when: str) -> str:
        """The status in view of the date: what is still to be signed is planned."""
        anchor = self._context.document.anchor
        asserted = finding.status == "signed" and finding.modality is Modality.ASSERTED
        if not asserted or anchor is None or not when[:4].isdigit():
            return finding.status
        first = when.split("/", maxsplit=1)[0].rstrip("~")
        to_come = first > anchor.isoformat()[: len(first)]
        return "planned" if to_come else finding.status

    def is_about(self, token: Token) -> bool:
        """Whether a noun stands where the subject of an instrument does: "on culture"."""
        return token.case in self._subjects

    def is_joint(self, view: SentenceView, token: Token) -> bool:
        """Whether its phrase calls it joint."""
        return any("JOINT" in self._read.named(view, child) for child in token.children)

    def is_new(self, token: Token) -> bool:
        """Whether a phrase brings in something new: "a treaty", "possible accords"."""
        determiner = token.child("det", "nmod:poss")
        if determiner is None:
            return token.tag in ("NNS", "NNPS")
        return determiner.rel == "det" and determiner.text.lower() not in self._definite

    # ------------------------------------------------------------------ by what is done to it

    def _status(
        self,
        view: SentenceView,
        token: Token,
        deed: Treatment,
        modality: Modality,
        kinds: frozenset[str],
    ) -> str:
        """The status that one deed gives, or `_NONE`."""
        if deed.role == "modifier":
            return self._of_modifier(deed)
        if not deed.is_verb:
            talked = deed.names("DISCUSS") and not deed.names("NEGOTIATE", "SIGN")
            known = talked and not self.is_new(token)  # "a discussion of the treaty"
            return "" if known else self._of_noun(view, deed, modality, kinds)
        done = deed.role in ("patient", "attr") or deed.role in self._objects
        proper = is_proper(token) or token.text[:1].isupper()
        if not deed.names("SIGN") and self._is_no_paper(token, deed, kinds, proper=proper):
            return ""
        if done and _makes(deed, kinds, proper=proper):
            if modality is Modality.ASSERTED and self._is_tentative(deed.word):
                return "planned"
            return _NONE if modality in UNTOLD else _MADE.get(modality, "")
        if "NEEDS_SIGNING" in kinds and not proper:
            return ""
        ranked = "PARTNERSHIP" in kinds and not proper
        for concept, as_subject, statuses in _VERBS:
            if ranked and concept == "BINDS":
                continue  # "reaffirmed their enduring partnership": how they stand
            if concept == "PROPOSE" and deed.role in self._in:
                continue  # "in the statement they proposed": something else
            if concept == "EXTEND" and ("MONEY" in kinds or deed.role != "patient"):
                continue
            if deed.names(concept) and (done or (as_subject and deed.role == "subject")):
                return statuses.get(_of_binding(deed, concept, modality), "")
        return self._of_new(view, token, deed, modality, kinds) if done else ""

    def _is_accord_of_minds(self, token: Token) -> bool:
        """ "reached agreement on how to go on": no paper, without an article or another word."""
        bare = token.child("det", "amod", "compound", "nmod:poss", "nummod") is None
        summed = any(t.tag == "CD" for t in token.subtree())  # "credit of 5 million"
        return token.tag == "NN" and token.lemma in self._mass and bare and not summed

    def _is_no_paper(
        self, token: Token, deed: Treatment, kinds: frozenset[str], *, proper: bool
    ) -> bool:
        """Whether it is consent that is reached, or a partnership is how they stand."""
        if "PARTNERSHIP" in kinds:
            had = token.child("nmod:poss") is not None and deed.role == "patient"
            return not proper and (had or not self._is_rank(token))  # "raised their partnership"
        return deed.role == "patient" and self._is_accord_of_minds(token)

    def _is_rank(self, token: Token) -> bool:
        """ "a strategic partnership": relations are raised to it."""
        return any(child.lemma in self._ranks for child in token.children)

    def _is_tentative(self, verb: Token) -> bool:
        """ "agreed in principle": nothing is concluded yet."""
        return any(child.lemma in self._tentative for child in verb.children)

    def _of_new(
        self,
        view: SentenceView,
        token: Token,
        deed: Treatment,
        modality: Modality,
        kinds: frozenset[str],
    ) -> str:
        """Kept, discussed, planned: which of them depends on whether it is known already."""
        plain = deed.role == "patient"
        if deed.names("KEEP") and modality in (Modality.PLANNED, Modality.PROPOSED):
            return "planned" if plain and deed.names("HAVE") else ""
        if deed.names("KEEP") and "NEEDS_DEED" not in kinds:
            known = self.is_dated(view, token) or is_proper(token)
            finite = modality is Modality.ASSERTED and deed.word.tag != "VB"
            has_one = finite and plain and self.is_new(token)
            return "in_force" if known or has_one else ""
        if modality in UNTOLD or not self.is_new(token):
            return ""
        if deed.names("DISCUSS"):
            return "proposed"
        return "planned" if deed.names("PLAN") and plain else ""

    @staticmethod
    def _of_modifier(deed: Treatment) -> str:
        if deed.names("PROPOSE"):
            return "proposed"
        return "planned" if deed.names("PLAN") else ""

    def _of_noun(
        self, view: SentenceView, deed: Treatment, modality: Modality, kinds: frozenset[str]
    ) -> str:
        """ "the signing of a memorandum", "talks on a treaty", "a proposal for a pact"."""
        if modality in UNTOLD:
            return _NONE if deed.names("SIGN") else ""
        verb = self._context.matcher.support(deed.word)
        above = self._read.named(view, verb) if verb is not None else frozenset()
        if deed.names("SIGN") and "NEGOTIATE" in above:
            return "under_negotiation"  # "are negotiating the signing of agreements"
        come = deed.names("BINDS", "SIGN", "CONCLUDE", "EXCHANGE", "ISSUE")
        if come and modality is Modality.ASSERTED and deed.word.case in self._towards:
            return "under_negotiation"  # "progress towards the conclusion of a treaty"
        early = come and (self._is_early(deed.word) or self._is_conditional(verb))
        if early and modality is Modality.ASSERTED:
            modality = Modality.PLANNED
        welcomed = come and "WELCOME" in above
        if not (above.isdisjoint(_WISHED) or welcomed) and modality is Modality.ASSERTED:
            modality = Modality.PLANNED
        if deed.names("NEGOTIATE") and "FINISH" in above and modality is Modality.ASSERTED:
            return "planned"  # the talks are over, the signing is to come
        if deed.names("GIVE_MONEY") and "MONEY" in kinds:
            return _MADE.get(modality, "")
        for concept, statuses in _NOUNS:
            if deed.names(concept):
                doubtful = concept == "TERMINATE" and self._is_doubtful(deed.word)
                return "in_force" if doubtful else statuses.get(modality, "")
        return ""

    def _is_doubtful(self, noun: Token) -> bool:
        """ "rumours of an impending abrogation": it has not ended."""
        below = noun.all_children("amod", "compound")
        if any(child.lower in self._doubtful for child in below):
            return True
        return noun.head is not None and noun.head.lemma in self._rumours

    def _is_conditional(self, verb: Token | None) -> bool:
        """ "the signing is conditional on a vote": it has not come about."""
        if verb is None or verb.tag not in _PRESENT:
            return False
        told = verb.all_children("attr", "xcomp", "acomp")
        return any(each.lemma in self._conditional for each in told)

    def _is_early(self, noun: Token) -> bool:
        """ "the early signing": it is wished for, and has not come about."""
        return any(child.lemma in self._wished_for for child in noun.children)

    # ------------------------------------------------------------------ by what it is

    def _standing(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], kinds: frozenset[str]
    ) -> Finding | None:
        """An instrument to which nothing is done: dated, titled or relied on, it exists."""
        if token.rel == "compound":
            return None
        if "PARTNERSHIP" in kinds and not self.is_dated(view, token):
            return None  # "a pillar of their strategic partnership": how they stand
        if view.sentence.kind == "heading":
            return None  # a document's own title
        if token.head is None:
            return self._listed(view, token)
        verbs = [deed for deed in deeds if deed.is_verb]
        if any(self._read.modality(d) in UNTOLD for d in verbs if d.role == "patient"):
            return None
        for deed in verbs:
            to_come = self._read.modality(deed) is Modality.PLANNED
            if to_come and deed.via and deed.names("SIGN", "CONCLUDE"):
                return Finding("planned", deed, Modality.PLANNED)
        status = self._status_by_name(view, token, kinds)
        if not status and self._parties_named(view, token) > 1 and "NEEDS_DEED" not in kinds:
            told = [d for d in verbs if d.role == "subject" and not d.names(*_WISHED)]
            if any(self._read.modality(d) is Modality.ASSERTED for d in told):
                status = "in_force"
        return Finding(status) if status else None

    def _status_by_name(self, view: SentenceView, token: Token, kinds: frozenset[str]) -> str:
        proper = is_proper(token)
        if "KIND_COMMUNIQUE" in kinds:
            return "signed"
        summed = self.is_dated(view, token) or any(t.tag == "CD" for t in token.subtree())
        if "MONEY" in kinds and not summed:
            return ""  # "under the Extended Credit Facility": a kind of loan
        if "NEEDS_JOINT" in kinds:
            return "signed" if self.is_joint(view, token) or proper else ""
        if "NEEDS_SIGNING" in kinds or ("NEEDS_DEED" in kinds and not proper):
            dated = self.is_dated(view, token) and "NEEDS_SIGNING" not in kinds
            return "signed" if dated else ""
        named = self._parties_named(view, token)
        if (token.case in self._cited and not named) or (proper and _is_law(view, token)):
            return ""
        if not named and self._is_of_duties(view, token) and not self.is_dated(view, token):
            return ""  # "their commitments under the Paris Agreement": anybody's
        if self.is_dated(view, token):
            return "signed"
        known = token.case in self._under or not self.is_new(token)
        if not known or not (proper or named > 1):
            return ""
        papers = {"KIND_MEMORANDUM", "KIND_PROTOCOL", "KIND_CONTRACT"}
        return "signed" if kinds & papers else "in_force"

    def _is_of_duties(self, view: SentenceView, token: Token) -> bool:
        """Whether what somebody has to do under it is told: "meets its obligations under"."""
        if token.head is None or token.case not in self._under:
            return False
        words = [token.head, *token.head.all_children("obj")]
        return any("PARTICIPATION" in self._read.named(view, each) for each in words)

    def _listed(self, view: SentenceView, token: Token) -> Finding | None:
        """An entry of a list of what was signed: a noun phrase under a sentence that says so."""
        if any(child.rel.startswith("nsubj") for child in token.children):
            return None
        for other in self._context.document.neighbours(view, before=_LONGEST_LIST):
            if not other.sentence.root.is_verb and other.sentence.kind != "heading":
                continue
            signing = any(
                self._read.named(other, each) & {"SIGN", "ISSUE", "EXCHANGE"}
                for each in other.tokens
            )
            return Finding("signed") if signing else None
        return None

    def _parties_named(self, view: SentenceView, token: Token) -> int:
        """How many states its own phrase names as its parties."""
        named = {
            actor.party
            for child in token.children
            if child.rel != "nmod" or child.case not in self._cited
            for actor in view.actors(child)
            if is_state(actor.party)
        }
        return len(named)

    @staticmethod
    def is_dated(view: SentenceView, token: Token) -> bool:
        """Whether its own phrase gives its date, no verb between them."""
        if any(is_year(child) for child in token.children):
            return True
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if mention.role != "point" or not mention.edtf or not words:
                continue
            for up in head_of(words).ancestors():
                if up is token:
                    return True
                if up.is_verb:
                    break
        return False


def _of_binding(deed: Treatment, concept: str, modality: Modality) -> Modality:
    """ "enables the treaty to come into force": it has not yet."""
    to_come = deed.word.tag == "VB" and concept == "IN_FORCE"
    return Modality.PLANNED if to_come and modality is Modality.ASSERTED else modality


def _makes(deed: Treatment, kinds: frozenset[str], *, proper: bool) -> bool:
    """Whether a verb of which it is the object brings such an instrument about."""
    plain = deed.role in ("patient", "attr")
    if deed.names("SIGN"):
        return True
    if deed.names("EXCHANGE"):
        return plain
    if "MONEY" in kinds and deed.names("GIVE_MONEY") and plain:
        return True
    if "PARTNERSHIP" in kinds and deed.names("UPGRADE"):
        return True
    if "KIND_PROGRAMME" in kinds:
        adopted = deed.names("ADOPT")
        return plain and (adopted or (proper and deed.names("CONCLUDE")))
    if "NEEDS_SIGNING" in kinds:
        return False
    if kinds & {"NEEDS_JOINT", "KIND_TREATY"}:
        return plain and deed.names("ISSUE", "CONCLUDE")
    if deed.names("ISSUE") and not deed.names("CONCLUDE"):
        return plain and bool(kinds & {"KIND_OTHER", "KIND_AGREEMENT", "KIND_MEMORANDUM"})
    return deed.names("CONCLUDE")


def _is_law(view: SentenceView, token: Token) -> bool:
    """A convention of an organisation is law in general, not between these parties."""
    return any(actor.kind == "igo" for child in token.children for actor in view.actors(child))
