"""Instruments: what was signed, is being negotiated, is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.candidate import Candidate, span_of, values_of
from memcon.extract.clauses import main_words
from memcon.extract.coreference import absorb
from memcon.extract.frames import Match
from memcon.extract.lexicon import discourse_words, phrases
from memcon.extract.modality import Modality
from memcon.extract.records.binding import Binding
from memcon.extract.records.context import Context
from memcon.extract.records.naming import Name, NameStyle, is_proper, is_year, name_of
from memcon.extract.records.treatment import Treatment, TreatmentReader
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_KINDS = (
    "JOINT_STATEMENT",
    "COMMUNIQUE",
    "MEMORANDUM",
    "PROTOCOL",
    "CONTRACT",
    "TREATY",
    "PROGRAMME",
    "AGREEMENT",
)
_TO_COME = {
    Modality.ASSERTED: "signed",
    Modality.PLANNED: "planned",
    Modality.PROPOSED: "proposed",
    Modality.POSTPONED: "planned",
}
_UNTOLD = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.DENIED, Modality.CANCELLED)
_STYLE = NameStyle(purposes=True, clauses=True)
_FEW = 2  # unnamed documents up to here are not a bundle
_LONGEST_LIST = 40  # entries of a list of documents signed
_MEMORY = 8  # sentences after which "the deal" may be another one
_NOT_YET = ("planned", "proposed", "under_negotiation")
_GENERIC_KINDS = ("agreement", "treaty", "contract", "memorandum", "protocol", "other")


@dataclass(frozen=True, slots=True)
class _Finding:
    """What a text says of an instrument."""

    status: str
    deed: Treatment | None = None
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True)
class _Title:
    """A title with its kind, the name that it was read from, and the words of its subject."""

    text: str
    kind: str
    name: Name
    about: str


def extract(context: Context) -> list[Candidate]:
    """The instruments that a document names with what is done to them."""
    return list(_Instruments(context).all())


class _Instruments:
    """Extracts the instruments of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._read = TreatmentReader(context)
        self._binding = Binding(context, self._read)
        cases = {k: frozenset(v) for k, v in phrases(context.language, "undertaking_cases").items()}
        self._cited = cases["cited_cases"]
        self._under = cases["under_cases"]
        self._objects = cases["object_cases"]
        self._made_so_far: list[Candidate] = []
        self._definite = discourse_words(context.language).definite_articles

    def all(self) -> Iterator[Candidate]:
        """Every instrument of the document."""
        for match in self._context.matches("instrument"):
            yield from self._of(match)

    def _of(self, match: Match) -> Iterator[Candidate]:
        view, token = match.view, match.token
        kinds = self._kinds(view, token)
        if self._is_inner(view, token) or self._read.is_denied(token):
            return
        if any("FOLLOWING" in self._read.named(view, child) for child in token.children):
            return
        deeds = self._read.at(view, token)
        finding = self._finding(view, token, deeds, kinds)
        if finding is None:
            return
        actors = self._binding.actors(view, token, _acting(deeds))
        if not any(a.party for a in actors):
            return
        if "NEEDS_JOINT" in kinds and not self._is_joint(view, token, deeds, actors):
            return
        verb = next((d.word for d in deeds if d.is_verb and d.role != "owner"), None)
        name = name_of(self._context, view, token, style=_STYLE, verb=verb)
        kind = self._kind(view, token, kinds, name)
        if finding.status in _NOT_YET and self._is_vague(view, token, name, finding):
            return
        for title, about in self._titles(view, token, name):
            made = self._candidate(match, finding, actors, _Title(title, kind, name, about))
            if not self._again(view, token, name, made):
                self._made_so_far.append(made)
                yield made

    # ------------------------------------------------------------------ said before

    def _again(self, view: SentenceView, token: Token, name: Name, made: Candidate) -> bool:
        """ "the deal" after a titled one is that one: whether it was taken up there."""
        if name.topic is not None or not self._is_bare(view, token, name):
            return False
        if self._indefinite(token):
            return False
        generic = "GENERIC" in self._kinds(view, token)
        for other in reversed(self._made_so_far):
            near = view.sentence.index - other.sentence <= _MEMORY
            alike = other.get("kind") == made.get("kind") or (
                generic and other.get("kind") in _GENERIC_KINDS
            )
            if near and alike and set(made.get("parties")) & set(other.get("parties")):
                if not _may_be_of_one_day(other, made):
                    continue
                absorb(other, made)
                return True
        return False

    def _is_bare(self, view: SentenceView, token: Token, name: Name) -> bool:
        """Whether a title is nothing but its noun."""
        return name.start == token.start and name.topic is None

    def _is_vague(
        self, view: SentenceView, token: Token, name: Name, finding: _Finding
    ) -> bool:
        """An instrument to come of which nothing is said: there is nothing to check."""
        if not self._is_bare(view, token, name):
            return False
        deed = finding.deed
        if deed is not None and self._binding.is_dated(view, deed.word):
            return False
        return self._binding.amount(view, token, finding.deed) is None

    def _candidate(
        self, match: Match, finding: _Finding, actors: Sequence[Actor], title: _Title
    ) -> Candidate:
        context, view, token = self._context, match.view, match.token
        span = self._span(match, finding)
        signed = finding.status == "signed"
        joint = "NEEDS_JOINT" in self._kinds(view, token)
        made = context.candidate(
            "instrument",
            match,
            actors=actors,
            span=span,
            sector_text=self._sector_text(view, title.about, span),
            sector_fallback="diplomacy" if joint else "",
            title=title.text,
            kind=title.kind,
            signatories=values_of(self._signatories(view, token, finding)),
            amount=self._binding.amount(view, token, finding.deed),
        )
        for slot in ("date", "place"):
            made.slots.pop(slot, None)
        named = (title.name.start, title.name.end)
        made.fill("place", self._binding.place(view, token, outside=named))
        when = self._binding.when(view, token, finding.deed, finding.modality, news=signed)
        status = self._settled(finding, when)
        if (status == finding.status and status not in ("under_negotiation", "proposed")) or status == "planned":
            made.fill("date", when)
        made.slots["status"] = status
        return made

    # ------------------------------------------------------------------ is it one?

    def _is_inner(self, view: SentenceView, token: Token) -> bool:
        """The "understanding" of a memorandum, the "treaty" of a treaty text: part of another name."""
        head = token.head
        if token.rel == "compound":
            above = self._read.named(view, head) if head is not None else frozenset()
            return not above & {"NEGOTIATE", "SIGN"}
        if head is None or not head.is_noun or token.rel != "nmod":
            return False
        named = self._context.matcher.concepts_of(head)
        return "INSTRUMENT" in named and abs(token.index - head.index) <= _FEW and not any(
            child.rel in ("det", "nmod:poss") for child in token.children
        )

    def _is_joint(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], actors: Sequence[Actor]
    ) -> bool:
        """A statement is an instrument where two parties make it."""
        if self._says_joint(view, token):
            return True
        makers: list[Actor] = []
        for deed in deeds:
            if deed.is_verb:
                for agent in self._context.grammar.agents(deed.word):
                    makers += view.actors(agent)
        named = {a.party for a in makers if a.party}
        signed = any(deed.names("SIGN", "CONCLUDE") and deed.is_verb for deed in deeds)
        titled = is_proper(view, token) and len({a.party for a in actors if a.party}) > 1
        return len(named) > 1 or signed or titled

    def _says_joint(self, view: SentenceView, token: Token) -> bool:
        return any("JOINT" in self._read.named(view, child) for child in token.children)

    # ------------------------------------------------------------------ status

    def _finding(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], kinds: frozenset[str]
    ) -> _Finding | None:
        """What the text says was done to it; None where it says nothing that makes it a record."""
        weak: _Finding | None = None
        for deed in deeds:
            if not deed.concepts:
                continue
            modality = self._read.modality(deed)
            status = self._status(view, token, deed, modality, kinds)
            if status == "none":
                return None
            if status and not (deed.via and weak):
                found = _Finding(status, deed, modality)
                if status not in ("proposed", "in_force"):
                    return found
                weak = weak or found
        if weak is not None:
            return weak
        return self._standing(view, token, deeds, kinds)

    def _status(
        self,
        view: SentenceView,
        token: Token,
        deed: Treatment,
        modality: Modality,
        kinds: frozenset[str],
    ) -> str:
        """The status that one deed gives; "none" where it says that there is no such thing."""
        done = deed.role in ("patient", "attr") or deed.role in self._objects
        if not deed.is_verb:
            return self._status_of_noun(view, deed, modality, kinds)
        proper = is_proper(view, token) or token.text[:1].isupper()
        made = self._made(deed, kinds, done=done, proper=proper)
        if not made and "NEEDS_SIGNING" in kinds and not proper:
            return ""
        if made and modality in _UNTOLD:
            return "none"
        if deed.names("TERMINATE") and (done or deed.role == "subject"):
            return "terminated" if modality is Modality.ASSERTED else ""
        if deed.names("NEGOTIATE") and done and "SIGN" not in deed.concepts:
            return {Modality.ASSERTED: "under_negotiation", Modality.PLANNED: "planned"}.get(
                modality, "proposed" if modality is Modality.PROPOSED else ""
            )
        if deed.names("INITIAL") and done:
            return "planned" if modality not in _UNTOLD else ""
        if made:
            return _TO_COME.get(modality, "")
        if deed.names("NEARING") and (done or deed.role in self._objects):
            return "under_negotiation"
        if deed.names("KEEP") and done and "NEEDS_DEED" not in kinds:
            known = self._is_dated(view, token) or is_proper(view, token)
            had = modality is Modality.ASSERTED and deed.role == "patient"
            return "in_force" if known or (had and self._indefinite(token)) else ""
        return self._status_in_force(deed, modality, done=done) or self._status_open(
            view, token, deed, modality, done=done
        )

    @staticmethod
    def _made(deed: Treatment, kinds: frozenset[str], *, done: bool, proper: bool) -> bool:
        """Whether a verb brings such an instrument about."""
        if not done:
            return False
        plain = deed.role in ("patient", "attr")
        if deed.names("SIGN"):
            return True
        if deed.names("EXCHANGE"):
            return plain
        if "MONEY" in kinds and deed.names("GIVE_MONEY"):
            return plain
        if "PARTNERSHIP" in kinds and deed.names("UPGRADE"):
            return True
        if "NEEDS_SIGNING" in kinds:
            titled = "KIND_PROGRAMME" in kinds
            return plain and titled and deed.names("ISSUE", *(["CONCLUDE"] if proper else []))
        if "KIND_PROGRAMME" in kinds:
            adopted = deed.names("ISSUE") and not deed.names("START")
            return plain and (adopted or (proper and deed.names("CONCLUDE")))
        if "NEEDS_JOINT" in kinds or "KIND_TREATY" in kinds:
            return plain and deed.names("ISSUE", "CONCLUDE")
        if deed.names("ISSUE") and not deed.names("CONCLUDE"):
            return plain and bool(kinds & {"KIND_OTHER", "KIND_AGREEMENT", "KIND_MEMORANDUM"})
        return deed.names("CONCLUDE")

    @staticmethod
    def _status_in_force(deed: Treatment, modality: Modality, *, done: bool) -> str:
        if deed.names("IN_FORCE") or (deed.names("EXTEND") and done):
            if modality is Modality.ASSERTED:
                return "in_force"
            return "signed" if modality is Modality.PLANNED else ""
        return ""

    def _status_open(
        self, view: SentenceView, token: Token, deed: Treatment, modality: Modality, *, done: bool
    ) -> str:
        """Proposed, planned, discussed: there is no such instrument yet."""
        if modality in _UNTOLD or deed.role == "modifier":
            return self._modifier(deed) if deed.role == "modifier" else ""
        if deed.names("PROPOSE") and done:
            return "proposed"
        if deed.names("DISCUSS") and done and self._indefinite(token):
            return "proposed"
        if deed.names("PLAN") and deed.role == "patient" and self._indefinite(token):
            return "planned"
        return ""

    @staticmethod
    def _modifier(deed: Treatment) -> str:
        if deed.names("PROPOSE"):
            return "proposed"
        return "planned" if deed.names("PLAN") else ""

    def _status_of_noun(
        self, view: SentenceView, deed: Treatment, modality: Modality, kinds: frozenset[str]
    ) -> str:
        """ "the signing of a memorandum", "talks on a treaty", "a proposal for a pact"."""
        if deed.role == "modifier":
            return self._modifier(deed)
        verb = self._context.matcher.support(deed.word)
        if modality in _UNTOLD:
            return "none" if deed.names("SIGN") else ""
        above = self._read.named(view, verb) if verb is not None else frozenset()
        if above & {"AWAIT", "WANT", "PROPOSE", "DISCUSS"} and modality is Modality.ASSERTED:
            modality = Modality.PLANNED
        if deed.names("NEGOTIATE"):
            over = "FINISH" in above
            planned = modality is Modality.PLANNED or (over and modality is Modality.ASSERTED)
            return "planned" if planned else "under_negotiation"
        if deed.names("SIGN", "CONCLUDE", "ISSUE", "EXCHANGE"):
            return _TO_COME.get(modality, "")
        if deed.names("GIVE_MONEY") and "MONEY" in kinds:
            return _TO_COME.get(modality, "")
        if deed.names("IN_FORCE", "EXTEND"):
            return "in_force" if modality is Modality.ASSERTED else "signed"
        if deed.names("TERMINATE"):
            return "terminated" if modality is Modality.ASSERTED else ""
        if deed.names("PROPOSE", "DISCUSS"):
            return "proposed"
        if deed.names("NEARING"):
            return "under_negotiation"
        return ""

    def _standing(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], kinds: frozenset[str]
    ) -> _Finding | None:
        """An instrument to which nothing is done: dated, titled or relied on, it exists."""
        if token.rel == "compound":
            return None
        if token.head is None and view.sentence.kind != "heading":
            return self._listed(view, token)
        if any(
            self._read.modality(d) in _UNTOLD for d in deeds if d.is_verb and d.role == "patient"
        ):
            return None
        above = [d for d in deeds if d.is_verb and d.via and d.names("SIGN", "CONCLUDE")]
        if any(self._read.modality(deed) is Modality.PLANNED for deed in above):
            return _Finding("planned", above[0], Modality.PLANNED)
        dated = self._is_dated(view, token)
        if "NEEDS_DEED" in kinds:
            if "NEEDS_JOINT" not in kinds:
                return None
            told = self._says_joint(view, token) or is_proper(view, token)
            return _Finding("signed") if told else None
        if "KIND_COMMUNIQUE" in kinds:
            return _Finding("signed")
        if token.case in self._cited and not self._named_parties(view, token):
            return None
        if dated and not (is_proper(view, token) and self._of_organisation(view, token)):
            return _Finding("signed")
        if is_proper(view, token) and not self._of_organisation(view, token):
            return _Finding("in_force")
        known = token.case in self._under or not self._indefinite(token)
        if known and self._named_parties(view, token, two=True):
            return _Finding("in_force")
        return None

    def _listed(self, view: SentenceView, token: Token) -> _Finding | None:
        """An entry of a list of what was signed: a noun phrase under a sentence that says so."""
        if any(child.rel.startswith("nsubj") for child in token.children):
            return None
        for other in self._context.document.neighbours(view, before=_LONGEST_LIST):
            root = other.sentence.root
            if not root.is_verb and other.sentence.kind != "heading":
                continue
            signing = any(
                self._read.named(other, each) & {"SIGN", "ISSUE", "EXCHANGE"}
                for each in other.tokens
            )
            return _Finding("signed") if signing else None
        return None

    @staticmethod
    def _of_organisation(view: SentenceView, token: Token) -> bool:
        """A convention of an organisation is law in general, not between these parties."""
        return any(
            actor.kind == "igo" for child in token.children for actor in view.actors(child)
        )

    def _named_parties(self, view: SentenceView, token: Token, *, two: bool = False) -> bool:
        named = {
            actor.party
            for child in token.children
            if child.rel != "nmod" or child.case not in self._cited
            for actor in view.actors(child)
            if len(actor.party) == 3
        }
        return len(named) > (1 if two else 0)

    def _is_dated(self, view: SentenceView, token: Token) -> bool:
        if any(is_year(child) for child in token.children):
            return True
        below = {each.index for each in token.subtree()}
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if mention.role == "point" and mention.edtf and words:
                head = head_of(words)
                if head.index in below and not any(
                    up.is_verb for up in _between(head, token)
                ):
                    return True
        return False

    def _settled(self, finding: _Finding, when: str) -> str:
        """The status in view of the date: what is still to be signed is planned."""
        anchor = self._context.document.anchor
        if finding.status != "signed" or anchor is None or not when[:4].isdigit():
            return finding.status
        first = when.split("/", maxsplit=1)[0].rstrip("~")
        to_come = first > anchor.isoformat()[: len(first)]
        return "planned" if to_come else finding.status

    def _indefinite(self, token: Token) -> bool:
        """Whether a phrase brings in something new: "a treaty", "possible accords"."""
        determiner = token.child("det", "nmod:poss")
        if determiner is None:
            return token.tag in ("NNS", "NNPS")
        return determiner.rel == "det" and determiner.text.lower() not in self._definite

    # ------------------------------------------------------------------ slots

    def _kinds(self, view: SentenceView, token: Token) -> frozenset[str]:
        return self._read.named(view, token)

    def _kind(
        self, view: SentenceView, token: Token, kinds: frozenset[str], name: Name
    ) -> str:
        """The kind; several unnamed documents together are `other`."""
        kind = next((k.lower() for k in _KINDS if f"KIND_{k}" in kinds), "other")
        if "KIND_OTHER" in kinds and kind == "agreement":
            kind = "other"
        if kind == "agreement" and name.topic is None and self._is_bundle(view, token):
            return "other"
        return kind

    def _is_bundle(self, view: SentenceView, token: Token) -> bool:
        if not self._is_plural(view, token):
            return False
        number = self._number(view, token)
        several = any("SEVERAL" in self._read.named(view, c) for c in token.children)
        head = token.head
        heaped = head is not None and "SEVERAL" in self._read.named(view, head)
        return number > _FEW or several or heaped

    def _is_plural(self, view: SentenceView, token: Token) -> bool:
        return token.tag in ("NNS", "NNPS") or "PLURAL" in self._read.named(view, token)

    @staticmethod
    def _number(view: SentenceView, token: Token) -> int:
        for amount in view.amounts:
            words = view.tokens_of(amount.start, amount.end)
            if words and words[0].head is token and isinstance(amount.value, int):
                return amount.value
        return 0

    def _titles(self, view: SentenceView, token: Token, name: Name) -> list[tuple[str, str]]:
        """The title; of "agreements on energy, trade and culture" one each. With each its words."""
        topic = name.topic
        if topic is None or not topic.is_noun or not self._is_plural(view, token):
            return [(name.text, name.text)]
        row = [each for each in topic.conjuncts() if each.is_noun]
        number = self._number(view, token)
        if len(row) < _FEW or number not in (0, len(row)) or self._heaped(view, token):
            return [(name.text, name.text)]
        base = f"{_singular(token)} {topic.case.replace('_', ' ')}"
        before = [t for t in view.tokens if name.start <= t.start < token.start and t.pos != "NUM"]
        front = " ".join([*(t.text for t in before), ""])
        titles = []
        for each in row:
            words = [t for t in main_words(each) if t.rel != "case"]
            text = " ".join(view.text(words[0].start, words[-1].end).split())
            titles.append((f"{front}{base} {text}", text))
        return titles

    def _heaped(self, view: SentenceView, token: Token) -> bool:
        return any("SEVERAL" in self._read.named(view, c) for c in token.children)

    def _sector_text(self, view: SentenceView, title: str, span: tuple[int, int]) -> str:
        """The words that tell the sectors: the title, else the clause, else the sentence."""
        for text in (title, self._context.document.quote(*span)):
            if self._context.circumstances.sectors(text):
                return text
        return view.sentence.text

    def _signatories(
        self, view: SentenceView, token: Token, finding: _Finding
    ) -> list[Actor]:
        """Those who signed by name: organisations, and persons where they put their names to it."""
        deed = finding.deed
        if deed is None or finding.status not in ("signed", "planned", "in_force"):
            return []
        made = deed.names("SIGN", "CONCLUDE", "EXCHANGE", "INITIAL", "GIVE_MONEY")
        if not made:
            return []
        persons = deed.names("SIGN", "INITIAL")
        return [
            a
            for a in self._binding.makers(view, token, deed)
            if a.kind == "organisation" or (a.kind == "person" and persons)
        ]

    def _span(self, match: Match, finding: _Finding) -> tuple[int, int]:
        deed = finding.deed
        if deed is not None and deed.is_verb and deed.word.rel not in ("acl", "acl:relcl"):
            return self._context.clause_span(deed.word, keep=[match.token])
        if deed is not None and not deed.is_verb and deed.role != "modifier":
            verb = self._context.matcher.support(deed.word)
            if verb is not None:
                return self._context.clause_span(verb, keep=[match.token])
            return span_of(deed.word.subtree())
        if deed is None or deed.role == "modifier":
            support = match.support
            if support is not None:
                return self._context.clause_span(support, keep=[match.token])
        return span_of(match.token.subtree())


def _acting(deeds: Sequence[Treatment]) -> list[Treatment]:
    """The deeds that have actors: those named by a concept, and the verb that governs the rest."""
    return [deed for deed in deeds if deed.role != "modifier" and (deed.concepts or deed.is_verb)]


def _may_be_of_one_day(known: Candidate, other: Candidate) -> bool:
    left, right = known.get("date"), other.get("date")
    return not left or not right or edtf.compatible(left, right)


def _between(word: Token, token: Token) -> Iterator[Token]:
    for up in word.ancestors():
        if up is token:
            return
        yield up


def _singular(token: Token) -> str:
    """The head of a list of titles as the head of one of them."""
    if token.pos == "NOUN" and token.lemma:
        return token.lemma
    return token.text
