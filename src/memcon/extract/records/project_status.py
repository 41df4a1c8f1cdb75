"""How far a project has come: proposed, planned, under way, completed, cancelled."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.extract.lexicon import discourse_words, word_sets
from memcon.extract.modality import Modality
from memcon.extract.records.binding import Binding
from memcon.extract.records.context import Context
from memcon.extract.records.treatment import (
    Finding,
    Treatment,
    TreatmentReader,
    is_past,
    is_progressive,
)
from memcon.extract.view import SentenceView

# The prepositions that make a thing the object of a verb of a concept (in undertaking_cases.yml).
_CASES = {
    "HOLD": "hold_cases",
    "FINANCE": "finance_cases",
    "AGREE": "agree_cases",
    "DISCUSS": "agree_cases",
    "CANCEL": "leave_cases",
    "BUILD": "work_cases",
    "START": "work_cases",
    "DESIGNATE": "as_cases",
}
_TALKS = frozenset({"NEGOTIATE", "DISCUSS", "PROPOSE", "WANT"})
_BACKED = ("FINANCE", "WANT", "AWAIT", "AGREE", "PLAN", "PROPOSE", "DISCUSS")
_UNTOLD = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.DENIED)
_NONE = "none"  # the text says that it is not so
_RANK = ("proposed", "planned", "under_way", "completed", "cancelled")
_TO_COME = (Modality.PLANNED, Modality.POSTPONED)
_DONE, _EITHER, _SUBJECT, _ACTING = "done", "either", "subject", "acting"

# What a verb makes of a project of which it is said: concept, where the project stands to the verb,
# status where it is so, status where it is to come.
_OF_ANY = (
    ("CANCEL", _DONE, "cancelled", ""),
    ("IS_COMPLETE", _EITHER, "completed", "under_way"),
    ("IS_UNDER_WAY", _EITHER, "under_way", "planned"),
    ("PROPOSE", _DONE, "proposed", "proposed"),
    ("DISCUSS", _DONE, "proposed", "proposed"),
    ("NEGOTIATE", _DONE, "proposed", "proposed"),
    ("REVIVE", _DONE, "planned", "planned"),
)
_OF_OCCASION = (
    ("START", _EITHER, "under_way", "planned"),
    ("OPEN", _EITHER, "under_way", "planned"),
    ("END_OF_EVENT", _EITHER, "completed", "under_way"),
    ("LAST", _SUBJECT, "under_way", "planned"),
    ("HAPPEN", _SUBJECT, "completed", "planned"),
    ("HOLD", _DONE, "completed", "planned"),
    ("DESIGNATE", _EITHER, "planned", "planned"),
)
_OF_COURSE = (
    ("BUILD", _DONE, "completed", "planned"),
    ("START", _EITHER, "under_way", "planned"),
    ("FINISH", _EITHER, "completed", "under_way"),
    ("OPEN", _EITHER, "completed", "planned"),
    ("LINK", _SUBJECT, "completed", "planned"),
    ("SERVE", _ACTING, "", "planned"),
    ("PLAN", _DONE, "planned", "planned"),
    ("FINANCE", _DONE, "under_way", "planned"),
    ("AGREE", _DONE, "planned", "planned"),
    ("DELAY", _DONE, "planned", "planned"),
)
_OFF = "cancelled"
_OF_NOUN = (
    ("FINISH", "completed"),
    ("OPEN", "completed"),
    ("BUILD", "under_way"),
    ("START", "under_way"),
    ("DESIGN", "under_way"),
    ("CANCEL", _OFF),
    ("PLAN", "planned"),
)
_Rules = Sequence[tuple[str, str, str, str]]


class ProjectStatus:
    """Reads the status of projects off what is done to them."""

    def __init__(self, context: Context, read: TreatmentReader, binding: Binding) -> None:
        self._context = context
        self._read = read
        self._binding = binding
        cases = word_sets(context.language, "undertaking_cases")
        self._objects = {concept: cases[key] for concept, key in _CASES.items()}
        self._subjects = cases["subject_cases"]
        self._disputed = cases["doubt_cases"]
        self._aims = cases["aim_cases"] - cases["whole_cases"]
        self._funds = cases["fund_nouns"]
        self._intending = cases["intending_verbs"]
        self._ends = cases["start_cases"] | cases["end_cases"]
        self._beside = cases["start_cases"] | cases["end_cases"] | cases["place_only_cases"]
        self._wished_for = cases["wished_for_words"]
        self._definite = discourse_words(context.language).definite_articles
        self._interests, self._judging = cases["interest_nouns"], cases["judging_verbs"]
        self._stages, self._stage_words = cases["stage_nouns"], cases["stage_words"]

    def find(self, view: SentenceView, token: Token, deeds: Sequence[Treatment]) -> Finding | None:
        """The furthest that the text says it has come; None where it says nothing of it."""
        found: Finding | None = None
        for deed in deeds:
            modality = self._read.modality(deed)
            status = self._status(view, token, deed, modality)
            if status == _NONE:
                return None
            if not status:
                continue
            # "work on the road was halted": the verb says more than the noun it is said of
            deeper = found is not None and found.deed is not None and found.deed.word in deed.via
            if found is None or deeper or _RANK.index(status) > _RANK.index(found.status):
                found = Finding(status, deed, modality)
        return found

    def is_instrument(self, view: SentenceView, token: Token) -> bool:
        """Whether a noun names an agreement (plans and programmes do not, here)."""
        named = self._read.named(view, token)
        if named & {"NEEDS_SIGNING", "GENERIC_PROJECT"}:
            return False
        return any(name.startswith("KIND_") for name in named)

    def is_settled_between(self, view: SentenceView, word: Token) -> bool:
        """Whether a word is an accord or talks: it takes two to have them."""
        return self.is_instrument(view, word) or "NEGOTIATE" in self._read.named(view, word)

    # ------------------------------------------------------------------ one deed

    def _status(self, view: SentenceView, token: Token, deed: Treatment, modality: Modality) -> str:
        """The status that one deed gives, or `_NONE`."""
        if deed.role == "modifier":
            return "" if token.case in self._ends else self._of_modifier(deed)
        if not deed.is_verb:
            return self._of_noun(view, token, deed, modality)
        if any(self.is_instrument(view, noun) for noun in deed.via):
            return ""  # it is the accord that is signed or scrapped, not the thing
        if any(noun.is_noun and self._read.named(view, noun) & _TALKS for noun in deed.via):
            return ""  # it is the talks that have begun
        if deed.via and token.case in self._beside:
            return ""  # "offers a route from the mines": it is the route that is offered
        judged = deed.word.lemma in self._judging and deed.word.tag == "VBN"
        if judged and deed.word.child("xcomp") is not None:
            return ""  # "considered to be the best"
        if self._is_at_stage(deed):
            return "proposed"
        if modality is Modality.HYPOTHETICAL and self._is_foreseen(token, deed):
            return "proposed"
        asserted = Modality.ASSERTED if modality in _UNTOLD else modality
        status = self._of_verb(view, token, deed, asserted)
        return _NONE if status and modality in _UNTOLD else status

    def _is_at_stage(self, deed: Treatment) -> bool:
        """ "the pipeline is at the study stage", "is on the drawing board"."""
        if deed.role != "subject":
            return False
        return any(
            child.lemma in self._stages
            and any(word.lemma in self._stage_words for word in child.children)
            for child in deed.word.all_children("obl", "nmod", "attr")
        )

    def _is_foreseen(self, token: Token, deed: Treatment) -> bool:
        """ "the Lima Interconnector would carry 2,000 megawatts": a scheme, not built."""
        acts = deed.role == "subject" and deed.names("SERVE", "LINK", "VALUE")
        determiner = token.child("det")
        pointed = determiner is not None and determiner.lower in self._definite
        return acts and (_is_named(token) or not pointed)

    @staticmethod
    def _of_modifier(deed: Treatment) -> str:
        if deed.names("PROPOSE"):
            return "proposed"
        if deed.names("IS_UNDER_WAY"):
            return "under_way"
        return "planned" if deed.names("PLAN") else ""

    def _of_noun(
        self, view: SentenceView, token: Token, deed: Treatment, modality: Modality
    ) -> str:
        """ "construction of the road", "an accord on the road", "a proposal for a road"."""
        natural = "NEEDS_BUILDING" in self._read.named(view, token)
        built = deed.names("BUILD", "DESIGN")
        disputed = deed.word.case in self._disputed  # "a row over the construction of the dam"
        if disputed or (natural and not built) or (built and self._is_of_body(deed.word, token)):
            return ""  # "the field", "the work of the commission on the canal"
        about = deed.role in self._subjects
        wanted = about and deed.names("NEGOTIATE", "WANT", "DISCUSS")
        held = deed.word.lemma in self._interests and self._is_there(token)
        if (deed.names("PROPOSE") and not held) or (wanted and not self._is_there(token)):
            return "proposed"
        if self.is_instrument(view, deed.word):
            if self._read.named(view, deed.word) & {"RIGHTS", "KIND_TREATY", "NEEDS_JOINT"}:
                return ""  # the thing is there, or it is none that is built
            plural = token.tag == "NNS"
            linked = (about or deed.role == "compound") and not plural
            return self._of_instrument(view, deed.word) if linked else ""
        if modality in (Modality.PLANNED, Modality.PROPOSED):
            started = deed.names("BUILD", "START", "OPEN", "FINISH")
            return str(modality.value) if started else ""
        if modality in _UNTOLD:
            return ""
        if any(child.lemma in self._wished_for for child in deed.word.children):
            return "planned"  # "the early opening of the post"
        backed = self._is_backed(view, deed.word) or self._is_agreed(view, deed.word)
        if deed.names("BUILD") and backed:
            return "planned"
        talks = any(self._read.named(view, noun) & set(_TALKS) for noun in deed.via)
        found = (s for concept, s in _OF_NOUN if deed.names(concept))
        return next((s for s in found if not talks or s != _OFF), "")  # "suspension of talks on"

    def _is_there(self, token: Token) -> bool:
        """ "talks on the Panama Canal": what has a name may be there already."""
        determiner = token.child("det")
        definite = determiner is not None and determiner.lower in self._definite
        return definite and token.text[:1].isupper()

    def _is_of_body(self, work: Token, token: Token) -> bool:
        """Whether it is a body's work that is told of."""
        return any(
            child.index < token.index and "BODY" in self._context.matcher.concepts_of(child)
            for child in work.all_children("nmod", "nmod:poss")
        )

    def _is_agreed(self, view: SentenceView, word: Token) -> bool:
        """ "the accord covers the building of", "funds for the construction of": to be built."""
        if word.case in self._aims and word.head is not None:
            raised = [word.head, *word.head.all_children("obj")]  # "raise funds for building it"
            named = {name for each in raised for name in self._read.named(view, each)}
            paid = any(each.lemma in self._funds for each in raised if each.is_noun)
            if paid or named & {"MONEY", "FINANCE"}:
                return True
        for up in word.ancestors():
            if up.is_noun and self.is_instrument(view, up):
                return True
            if up.is_verb:
                subjects = self._context.grammar.subjects(up)
                covers = "COVER" in self._read.named(view, up)
                return covers and any(self.is_instrument(view, each) for each in subjects)
        return False

    def _is_backed(self, view: SentenceView, word: Token) -> bool:
        """ "supports the extension of the line": it is wanted, not under way."""
        head = word.head
        if head is None or not head.is_verb or word.rel not in ("obj", "obl", "iobj"):
            return False
        return not self._read.named(view, head).isdisjoint(_BACKED)

    def _of_instrument(self, view: SentenceView, word: Token) -> str:
        """What an agreement on it makes of it: planned, where there is one."""
        for deed in self._read.at(view, word):
            wanted = deed.names("WANT", "PROPOSE", "DISCUSS", "NEGOTIATE")
            untold = (Modality.PROPOSED, *_UNTOLD)
            if wanted or (deed.is_verb and self._read.modality(deed) in untold):
                return "proposed"
            if deed.names("REVIEW"):
                return ""  # what becomes of the loan is open
        return "planned"

    # ------------------------------------------------------------------ a verb

    def _of_verb(
        self, view: SentenceView, token: Token, deed: Treatment, modality: Modality
    ) -> str:
        status = self._by_verb(view, token, deed, modality)
        return "planned" if status == "under_way" and self._is_to_come(deed) else status

    def _by_verb(
        self, view: SentenceView, token: Token, deed: Treatment, modality: Modality
    ) -> str:
        named = self._read.named(view, token)
        status = self._by_rules(_OF_ANY, deed, modality)
        if status:
            return status
        if self._in_agreement(view, deed.word):
            return "planned"
        if named & {"MADE_TOGETHER", "NEEDS_BUILDING"} and not deed.names("BUILD", "DESIGN"):
            return ""
        if "GENERIC_PROJECT" in named and deed.names("OPEN") and modality is Modality.ASSERTED:
            return "under_way"
        if "OCCASION" in named or token.pos in ("PROPN", "NUM"):
            status = self._by_rules(_OF_OCCASION, deed, modality)
            if status == "completed" and deed.names("HOLD"):
                lasts = self._binding.is_recurrent(view, deed.word) or is_progressive(deed.word)
                return "under_way" if lasts else status
            if status:
                return status
        if deed.word.rel == "acl" and deed.names("FINANCE"):
            return ""  # "the plant, financed by Japan": whether it is built is not said
        if deed.names("SERVE") and not _is_named(token):
            return ""  # "a line to carry gas": what is said of any
        running = "completed" if self._is_running(deed, modality) else ""
        status = running or self._by_rules(_OF_COURSE, deed, modality)
        finished = status == "completed" and not running
        return self._unfinished(view, deed, status) if finished else status

    def _is_to_come(self, deed: Treatment) -> bool:
        """ "signed it to launch the project", "is planned to be finished in May": only intended."""
        verb = deed.word
        if verb.tag != "VB" and not any(c.tag == "VB" for c in verb.all_children("aux:pass")):
            return False
        if deed.names("FINISH", "IS_COMPLETE"):
            return verb.head is not None and verb.head.lemma in self._intending
        aim = verb.rel == "acl:relcl" and any(child.tag == "TO" for child in verb.children)
        return (aim or verb.rel in ("advcl", "acl", "conj")) and deed.role == "patient"

    @staticmethod
    def _is_running(deed: Treatment, modality: Modality) -> bool:
        """ "the Lima-Quito pipeline carries gas": it is there."""
        told = modality is Modality.ASSERTED and deed.role == "subject"
        return told and deed.names("SERVE") and deed.word.tag in ("VBZ", "VBP", "VBD")

    def _by_rules(self, rules: _Rules, deed: Treatment, modality: Modality) -> str:
        """The status by the first rule whose concept the verb names in the right place."""
        plain = deed.role in ("patient", "attr", "owner")
        subject = deed.role == "subject"
        for concept, where, status, to_come in rules:
            done = plain or deed.role in self._objects.get(concept, ())
            acts = subject and not deed.is_acting
            if concept == "LINK":  # "a corridor joining two ports" may be there only on paper
                acts = subject and (deed.word.tag != "VBG" or is_progressive(deed.word))
            fits = {_DONE: done, _EITHER: done or acts, _SUBJECT: acts, _ACTING: subject}
            if not deed.names(concept) or not fits[where]:
                continue
            if modality in (Modality.PROPOSED, Modality.REQUESTED):
                return "proposed"
            if status == "completed" and is_progressive(deed.word):
                return "under_way"
            return to_come if modality in _TO_COME else status
        return ""

    def _unfinished(self, view: SentenceView, deed: Treatment, status: str) -> str:
        """ "is building", "to build", a finished design: not completed yet."""
        verb = deed.word
        infinitive = verb.tag != "VBG" and any(child.tag == "TO" for child in verb.children)
        if deed.names("BUILD"):
            begun = verb.head is not None and "START" in self._read.named(view, verb.head)
            if infinitive:
                return "under_way" if begun and verb.rel == "xcomp" else "planned"
            over = is_past(verb) and not is_progressive(verb) and not deed.via
            return status if over or deed.names("OPEN", "FINISH") else "under_way"
        if deed.names("LINK"):
            return status
        return "under_way" if is_progressive(verb) or self._is_design(view, deed) else status

    def _is_design(self, view: SentenceView, deed: Treatment) -> bool:
        """A finished design is not a finished thing."""
        return any(
            "DESIGN" in self._read.named(view, word)
            for noun in deed.via
            for word in (noun, *noun.all_children("compound"))
        )

    def _in_agreement(self, view: SentenceView, verb: Token) -> bool:
        """ "an agreement on building a road": what is agreed is planned."""
        node = verb
        while node.rel in ("conj", "xcomp") and node.head is not None:
            node = node.head
        if node.rel != "acl" or node.tag == "VBN" or node.head is None:
            return False
        return self.is_instrument(view, node.head)


def _is_named(token: Token) -> bool:
    """Whether a name stands before a noun: "the Trans-Afghan railway"."""
    before = (child for child in token.children if 0 < child.index < token.index)
    return any(child.text[:1].isupper() for child in before)
