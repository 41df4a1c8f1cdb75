"""What became of a promise, and in what text it stands: statuses, stock-takings, joint texts."""

from __future__ import annotations

from memcon.annotate import Token
from memcon.extract.candidate import Span, span_of
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.promises import Promise, commitment_words
from memcon.extract.view import SentenceView
from memcon.model import edtf

_AIMS = ("acl", "acl:relcl", "advcl")  # relations of an infinitive that tells what something is for
_SHORT = 8  # words of a sentence that only says whether it was done
_BEFORE = 6  # sentences of a passage within which its date was told


class Outcomes:
    """Reads off the text around a promise whether it was kept."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = commitment_words(context.language)
        self._headings = {
            **dict.fromkeys(self._words["headings_met"], "met"),
            **dict.fromkeys(self._words["headings_missed"], "missed"),
            **dict.fromkeys(self._words["headings_dropped"], "dropped"),
        }
        title = context.document.document.title.casefold()
        self._is_own = any(name in title for name in self._words["own_titles"])
        self.is_joint = any(name in title for name in self._words["joint_titles"])

    # ------------------------------------------------------------------ the text

    def joint_date(self) -> str:
        """The day of a text in which the parties themselves speak; '' of any other text."""
        context = self._context
        if not self.is_joint:
            day = context.document.anchor
            return day.isoformat() if self._is_own and day else ""
        for view in reversed(context.document.sentences):
            for verb in view.tokens:
                if not verb.is_verb or verb.lemma not in self._words["conclude_verbs"]:
                    continue
                things = context.grammar.patients(verb)
                if any(t.lemma in self._words["joint_heads"] for t in things):
                    dates = context.circumstances.dates(view, verb, roles=("point",))
                    if dates and dates[0].edtf:
                        return dates[0].edtf
        anchor = context.document.anchor
        return anchor.isoformat() if anchor else ""

    def news_date(self, view: SentenceView, found: Promise) -> str:
        """The day of the passage, or of a text that reports news, for a promise without its own."""
        scene = self._context.circumstances.scene(view, found.governor)
        if scene and edtf.precision(scene) == "day":
            return scene
        document = self._context.document
        if document.anchor is None or not document.is_news:
            return ""
        if document.is_over and found.governor.tag in ("VBD", "VBN"):
            return ""  # promised on a visit that was over
        circumstances = self._context.circumstances
        if circumstances.is_at_other_time(view, self._context.grammar.clause_of(found.governor)):
            return ""
        return circumstances.news_day()

    # ------------------------------------------------------------------ the promise

    def of(self, view: SentenceView, found: Promise) -> tuple[str, list[Span]]:
        """The status that the document itself states, and the evidence of it."""
        if found.is_told:
            return "met", []
        if found.is_missed:
            return "missed", []
        own = self._of_governor(found.governor)
        if own:
            return own, []
        after = self._of_next(view, found.governor)
        if after is not None:
            return after
        return self._of_heading(view), []

    def _of_governor(self, governor: Token) -> str:
        """ "kept its pledge to", "the target was missed", "agreed to lend but failed to"."""
        node = governor
        for _ in range(3):
            if node.head is None or node.is_verb:
                break
            node = node.head
        if node is governor or not node.is_verb:
            return ""
        return self._outcome(node)

    def _outcome(self, verb: Token) -> str:
        modality = self._context.modality.read(verb)
        lemma = verb.lemma
        if modality is Modality.NEGATED and lemma in self._words["met"]:
            return "missed"
        if modality not in (Modality.ASSERTED, Modality.CANCELLED):
            return ""
        if verb.tag == "VB" and verb.rel in _AIMS:
            return ""  # "steps to reach the target": what they are for
        for status in ("met", "missed", "dropped"):
            if lemma in self._words[status]:
                return status
        particle = verb.child("compound:prt")
        if particle is not None and f"{lemma} {particle.lemma}" in self._words["giving_up"]:
            return "dropped"
        return ""

    def _of_next(self, view: SentenceView, governor: Token) -> tuple[str, list[Span]] | None:
        """ "It did not.": a short sentence after the promise, or a clause joined to it."""
        around = [*governor.all_children("conj", "parataxis")]
        if governor.rel in ("ccomp", "parataxis", "conj") and governor.head is not None:
            around.append(governor.head)
        for child in around:
            if self._is_ellipsis(child):
                negated = self._context.modality.read(child) is Modality.NEGATED
                return ("missed" if negated else "met"), []
        sentences = self._context.document.sentences
        position = view.sentence.index + 1
        if position >= len(sentences):
            return None
        following = sentences[position]
        words = [t for t in following.tokens if t.pos != "PUNCT"]
        if following.sentence.block != view.sentence.block or len(words) > _SHORT:
            return None
        root = following.sentence.root
        if root.lemma in self._words["ellipsis"] and self._has_pronoun(root):
            negated = any(c.rel == "advmod:neg" for c in root.children)
            return ("missed" if negated else "met"), [span_of(following.tokens)]
        subject = root.child("nsubj", "nsubj:pass")
        if subject is not None and subject.lemma in self._words["deadlines"]:
            lapsed = root.lemma in self._words["lapse"] or any(
                c.lemma in self._words["lapse"] for c in root.children
            )
            if lapsed:
                return "missed", [span_of(following.tokens)]
        return None

    def _is_ellipsis(self, verb: Token) -> bool:
        return verb.lemma in self._words["ellipsis"] and verb.child("obj", "xcomp", "obl") is None

    @staticmethod
    def _has_pronoun(root: Token) -> bool:
        subject = root.child("nsubj", "nsubj:pass")
        return subject is not None and subject.pos == "PRON"

    def _of_heading(self, view: SentenceView) -> str:
        """The status that the heading of a stock-taking gives to what stands below it."""
        sentences = self._context.document.sentences
        for index in range(view.sentence.index - 1, -1, -1):
            text = sentences[index].sentence.text.strip(" :-*#.\n").casefold()
            if sentences[index].sentence.kind == "heading" or text in self._headings:
                return self._headings.get(text, "pending")
        return "pending"
