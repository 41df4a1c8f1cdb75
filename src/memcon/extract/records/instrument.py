"""Instruments: what was signed, is being negotiated, is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memcon.annotate import Token
from memcon.extract.actors import is_state, party_actor
from memcon.extract.candidate import Candidate, span_of, values_of
from memcon.extract.coreference import absorb
from memcon.extract.frames import Match
from memcon.extract.lexicon import discourse_words, phrases
from memcon.extract.modality import Modality
from memcon.extract.records.binding import Binding
from memcon.extract.records.context import Context
from memcon.extract.records.instrument_lists import InstrumentLists
from memcon.extract.records.instrument_status import OTHER_DAY, UNTOLD, InstrumentStatus
from memcon.extract.records.instrument_titles import InstrumentTitles
from memcon.extract.records.naming import Name, NameStyle, is_proper, name_of
from memcon.extract.records.treatment import Finding, Treatment, TreatmentReader, topic_chain
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_STYLE = NameStyle(purposes=True, clauses=True, titles=True)
_NEAR = 2  # words between a noun and one that is part of its name
_MEMORY = 8  # sentences after which "the deal" may be another one
_TAKEN_UP = ("SIGN", "INITIAL", "IN_FORCE", "TERMINATE")  # what may become of "it"
_UNDATED = ("under_negotiation", "proposed")  # the date would be that of the talks
_NOT_YET = ("planned", "proposed", "under_negotiation")
_ISSUED = ("communique", "joint_statement")  # made on the day when they say something
_GENERIC_KINDS = ("agreement", "treaty", "contract", "memorandum", "protocol", "other")


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
        self._binding = Binding(context, self._read, sited=False)
        self._status = InstrumentStatus(context, self._read)
        self._made_so_far: list[Candidate] = []
        self._titles = InstrumentTitles(context, self._read)
        self._lists = InstrumentLists(context, self._titles)
        self._assumed: set[int] = set()  # candidates whose date is only the dispatch's day
        self._standing: set[int] = set()  # candidates to which nothing is done
        self._several: set[int] = set()  # candidates told of in the plural
        self._last: tuple[Match, Candidate | None] | None = None
        self._pronouns = discourse_words(context.language).thing_pronouns
        words = phrases(context.language, "undertaking_cases")
        self._consents = frozenset(words["consent_nouns"])
        self._again_words = frozenset(words["again_words"])
        self._whole = frozenset(words["whole_cases"])
        self._about = frozenset(words["subject_cases"])
        self._talked = frozenset(words["talked_of_nouns"])
        self._undone = frozenset(words["undone_cases"])
        self._own_papers = frozenset(words["own_papers"])
        self._listing = frozenset(words["listing_words"])

    def all(self) -> Iterator[Candidate]:
        """Every instrument of the document."""
        for made in list(self._mentioned()):
            if id(made) not in self._standing or not self._is_more_said_of(made):
                yield made

    def _mentioned(self) -> Iterator[Candidate]:
        for view in self._context.sentences:
            yield from self._taken_up(view)
            for match in self._context.matcher.match(view, "instrument"):
                whole = self._whole_of(match)
                yield from self._of(match) if whole is None else self._parts(match, whole)

    def _of(self, match: Match) -> Iterator[Candidate]:
        view, token = match.view, match.token
        kinds = self._read.named(view, token)
        if self._names_none(view, token):
            return
        deeds = self._read.at(view, token)
        finding = self._found(view, token, deeds, kinds)
        if finding is None:
            self._last = (match, None)
            return
        lent = self._recipient(view, token, kinds)
        verb = next((d.word for d in deeds if d.is_verb and d.role != "owner"), None)
        name = name_of(self._context, view, token, style=_STYLE, verb=verb, without=lent)
        actors = self._bound(view, token, deeds, name)
        if not any(a.party for a in actors):
            return
        if not self._is_made_together(view, token, deeds, actors, kinds):
            return
        kind = self._titles.kind(view, token, name)
        if finding.status in _NOT_YET and self._is_vague(view, token, name, finding):
            return
        titles = self._titles.all(view, token, name)
        for title, about in titles:
            made = self._candidate(match, finding, actors, _Title(title, kind, name, about))
            listed = len(titles) > 1 or (name.topic is not None and self._is_one_of_several(view))
            if listed and not self._context.circumstances.sectors(about):
                made.slots.pop("sectors", None)  # the clause tells those of the others
            known = self._again(view, token, name, made)
            self._last = (match, known or made)
            if known is None:
                self._made_so_far.append(made)
                if "SEVERAL" in kinds or self._titles.is_plural(view, token):
                    self._several.add(id(made))
                yield made
        for another in self._others(view, token, kind, name):
            made = self._candidate(match, finding, actors, another)
            made.anchor = (another.name.start, another.name.end)
            if not self._context.circumstances.sectors(another.about):
                made.slots.pop("sectors", None)
            self._made_so_far.append(made)
            yield made

    def _found(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], kinds: frozenset[str]
    ) -> Finding | None:
        """What is told of it: "it was agreed, but not signed" is planned."""
        finding = self._status.find(view, token, deeds, kinds)
        if finding is not None and finding.status == "signed" and self._is_unsigned(view, token):
            return replace(finding, status="planned")
        return finding

    def _whole_of(self, match: Match) -> Candidate | None:
        """The instruments of which a noun names one, where nothing else is told of it."""
        view, token = match.view, match.token
        whole = self._lists.whole(view, token, self._made_so_far, self._several)
        if whole is None or self._names_none(view, token):
            return None
        deeds = self._read.at(view, token)
        finding = self._status.find(view, token, deeds, self._read.named(view, token))
        return whole if finding is None or finding.deed is None else None

    def _parts(self, match: Match, whole: Candidate) -> Iterator[Candidate]:
        """ "The pacts signed include an accord on trade": what was done to all is done to it."""
        view, token = match.view, match.token
        name = name_of(self._context, view, token, style=_STYLE)
        after = view.tokens[token.index + 1 : token.index + 2]
        if after and after[0].rel in ("cc", "punct"):  # "the Road Accord and the Rail Accord"
            name = Name(view.text(name.start, token.end), name.start, token.end, None)
        if token.case in self._whole or (self._is_bare(token, name) and not is_proper(token)):
            return
        kind = self._titles.kind(view, token, name)
        actors = [party_actor(code) for code in whole.get("parties")]
        for title, about in self._titles.all(view, token, name):
            made = self._candidate(
                match, Finding(whole.get("status")), actors, _Title(title, kind, name, about)
            )
            self._standing.discard(id(made))
            if not self._context.circumstances.sectors(about):
                made.slots.pop("sectors", None)  # the clause tells those of the others
            for slot in ("date", "status", "place"):
                made.slots.pop(slot, None)
                made.fill(slot, whole.get(slot))
            if id(whole) in self._assumed:
                self._assumed.add(id(made))
            self._made_so_far.append(made)
            yield made

    def _bound(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], name: Name
    ) -> list[Actor]:
        """Whom it binds."""
        ratifying = self._ratifying(view, token, deeds)
        if ratifying:
            return ratifying
        if not self._binding.is_named(view, token, deeds):
            known = self._known_parties(view, token, name)
            if known:
                return known
        actors = self._binding.actors(view, token, _acting(deeds))
        if "TRUCE" in self._read.named(view, token):
            return [a for a in actors if is_state(a.party) or not a.party]
        return actors

    def _is_made_together(
        self,
        view: SentenceView,
        token: Token,
        deeds: Sequence[Treatment],
        actors: Sequence[Actor],
        kinds: frozenset[str],
    ) -> bool:
        """Whether a statement or communiqué is more than what one side lets it be known."""
        if self._is_own_paper(view, token, deeds, kinds):
            return False
        if "NEEDS_JOINT" in kinds:
            parties = {a.party for a in actors if a.party}
            alone = len(parties) == 1 and all(is_state(code) for code in parties)
            alone = alone and not any(d.names("SIGN", "CONCLUDE") for d in deeds)
            return not alone and self._is_joint(view, token, deeds, actors)
        if "KIND_COMMUNIQUE" not in kinds or self._status.is_joint(view, token):
            return True
        verbs = (deed.word for deed in deeds if deed.is_verb and deed.names("ISSUE"))
        issuers = [a for verb in verbs for a in self._context.grammar.agents(verb)]
        states = {a.party or a.country for each in issuers for a in view.actors(each)} - {""}
        return len(states) != 1 or any(not is_state(code) for code in states)

    def _is_own_paper(
        self,
        view: SentenceView,
        token: Token,
        deeds: Sequence[Treatment],
        kinds: frozenset[str],
    ) -> bool:
        """ "a statement released by the ministry", "drafted a document": one state's own."""
        if "NEEDS_JOINT" not in kinds and token.lemma not in self._own_papers:
            return False
        if self._status.is_joint(view, token) or any(d.names("SIGN", "EXCHANGE") for d in deeds):
            return False
        made = [d for d in deeds if d.is_verb and d.names("ISSUE", "NEGOTIATE") and not d.via]
        makers = [a for deed in made for each in self._makers(deed) for a in view.actors(each)]
        states = {a.party or a.country for a in makers} - {""}
        return len(states) == 1 and all(is_state(code) for code in states)

    def _makers(self, deed: Treatment) -> list[Token]:
        """Those who do a deed; of "released by the Seychelles ministry" its owner, too."""
        agents = self._context.grammar.agents(deed.word)
        owners = (each.all_children("nmod:poss", "compound", "amod") for each in agents)
        return [*agents, *(own for row in owners for own in row)]

    def _ratifying(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment]
    ) -> list[Actor]:
        """The one state that undertakes to ratify: whom else the thing binds is not said."""
        for deed in deeds:
            own = deed.is_verb and deed.names("RATIFY")
            if own and self._read.modality(deed) in (Modality.PLANNED, Modality.REQUESTED):
                makers = self._binding.makers(view, token, deed)
                return makers if len({a.party for a in makers if a.party}) == 1 else []
        return []

    def _others(self, view: SentenceView, token: Token, kind: str, name: Name) -> Iterator[_Title]:
        """ "a memorandum on gas and another on culture": the one whose noun is not said again."""
        said = name.topic.first.start if name.topic is not None else token.end
        noun = view.text(name.start, said).strip()
        for other in view.tokens[token.index + 1 :]:
            if other.lemma not in self._again_words or other.rel != "conj":
                continue
            following = view.tokens[other.index + 1 :]
            topic = next(
                (t for t in following if t.case and t.first.index == other.index + 1), None
            )
            if token in other.ancestors() and topic is not None and self._status.is_about(topic):
                row = [name_of(self._context, view, t, style=_STYLE) for t in topic.conjuncts()]
                about = view.text(following[1].start, max(each.end for each in row))
                yield _Title(f"{noun} {topic.case} {about}", kind, row[0], about)

    def _names_none(self, view: SentenceView, token: Token) -> bool:
        """Whether a noun that may name an instrument does not, or one that is told beside it."""
        if self._is_inner(view, token) or self._read.is_denied(token):
            return True
        if self._is_explained(token):
            return True
        if _is_bracketed(view, token) or token.case in self._undone:
            return True  # "a memorandum of understanding (MOU)", "without a treaty"
        if self._is_consent(token) or self._is_of_consent(token) or self._is_chat(view, token):
            return True
        below = (c for c in token.children if c.rel != "case" and c.index < token.index)
        if any("FOLLOWING" in self._read.named(view, child) for child in below):
            return True
        return self._is_listed_after(view, token)

    def _is_listed_after(self, view: SentenceView, token: Token) -> bool:
        """ "three documents: an accord on trade and a protocol": the list has one record each."""
        after = view.tokens[token.index + 1 : token.index + 2]
        named_next = [t.lower for t in view.tokens[token.index + 1 : token.index + 3]]
        listing = named_next[:1] == [":"] or any(word in self._listing for word in named_next)
        if not after or not listing or not self._titles.is_plural(view, token):
            return False
        named = self._context.matcher.concepts_of
        return any("INSTRUMENT" in named(t) for t in view.tokens[token.index + 2 :] if t.is_noun)

    @staticmethod
    def _is_consent(token: Token) -> bool:
        """ "obtained Soviet agreement to the plan": nothing is concluded."""
        plain = token.tag == "NN" and token.child("det", "nmod:poss", "nummod", "compound") is None
        return plain and any(
            child.case == "to" or (child.rel == "acl" and child.tag == "VB")
            for child in token.children
        )

    def _is_chat(self, view: SentenceView, token: Token) -> bool:
        """ "exchanged notes on the developments in the region": they talked, no paper is meant."""
        if "EXCHANGED" not in self._read.named(view, token):
            return False
        return any(self._status.is_about(t) and t.lemma in self._talked for t in topic_chain(token))

    def _is_of_consent(self, token: Token) -> bool:
        """ "exchanged instruments of ratification": papers about another instrument."""
        return any(
            child.lemma in self._consents for child in token.all_children("nmod", "compound")
        )

    def _is_unsigned(self, view: SentenceView, token: Token) -> bool:
        """ "it was agreed ..., but it was not signed": said of it further on in the sentence."""
        for other in view.tokens[token.index + 1 :]:
            if other.pos == "PRON" and other.text.lower() in self._pronouns:
                for deed in self._read.at(view, other):
                    signed = deed.role == "patient" and deed.names("SIGN")
                    if signed and self._read.modality(deed) in UNTOLD:
                        return True
        return False

    @staticmethod
    def _recipient(view: SentenceView, token: Token, kinds: frozenset[str]) -> Token | None:
        """ "granted Peru loans", where the parser takes the two nouns for one."""
        for child in token.all_children("compound"):
            mention = view.mention(child)
            state = mention is not None and mention.form == "name"
            if "MONEY" in kinds and state and token.child("det", "nmod:poss") is None:
                return child
        return None

    # ------------------------------------------------------------------ said before

    def _taken_up(self, view: SentenceView) -> Iterator[Candidate]:
        """ "The plan was due in May. The ministers signed it in June": what becomes of "it"."""
        if self._last is None or view.sentence.index - self._last[0].view.sentence.index > 1:
            return
        match, known = self._last
        own = [each.token.index for each in self._context.matcher.match(view, "instrument")]
        several = self._titles.is_plural(match.view, match.token)
        for token in view.tokens:
            if token.pos != "PRON" or token.text.lower() not in self._pronouns:
                continue
            if any(index < token.index for index in own) or (several and known is None):
                continue
            kinds = self._read.named(match.view, match.token)
            deeds = [d for d in self._read.at(view, token) if d.names(*_TAKEN_UP, "BINDS")]
            finding = self._status.find(view, token, deeds, kinds) if deeds else None
            if finding is None or finding.deed is None:
                continue
            binds = finding.status == "in_force" and finding.deed.role == "subject"
            if finding.deed.role != "patient" and not (binds and known is not None):
                continue
            name = name_of(self._context, match.view, match.token, style=_STYLE)
            title = _Title(name.text, self._titles.kind(match.view, match.token, name), name, "")
            again = Match(match.frame, view, token, finding.deed.word, finding.modality)
            actors = self._binding.actors(view, token, _acting(deeds))
            made = self._candidate(again, finding, actors, title)
            if known is not None:
                self._add(known, made)
            elif any(actor.party for actor in actors):
                made.spans.insert(0, self._context.clause_span(match.token, keep=[match.token]))
                self._made_so_far.append(made)
                yield made
            return

    def _known_parties(self, view: SentenceView, token: Token, name: Name) -> list[Actor]:
        """Whom "the deal" binds that takes up one named before and names nobody itself."""
        dated = self._status.is_dated(view, token) or is_proper(token)
        if name.topic is not None or dated or self._status.is_new(token):
            return []
        kind = self._titles.kind(view, token, name)
        for other in reversed(self._made_so_far):
            if view.sentence.index - other.sentence > _MEMORY:
                break
            if view.sentence.index > other.sentence and self._may_mean(
                view, token, name, kind, other
            ):
                return [party_actor(code) for code in other.get("parties") or ()]
        return []

    def _may_mean(
        self, view: SentenceView, token: Token, name: Name, kind: str, other: Candidate
    ) -> bool:
        """Whether a noun may take up an instrument: of its kind, with no words but its own."""
        said = {t.lemma for t in view.tokens if name.start <= t.start < token.start}
        generic = "GENERIC" in self._read.named(view, token)
        alike = other.get("kind") == kind or (generic and other.get("kind") in _GENERIC_KINDS)
        return alike and said <= _words(other)

    def _again(
        self, view: SentenceView, token: Token, name: Name, made: Candidate
    ) -> Candidate | None:
        """The instrument that "the deal" takes up, with this mention added to it.

        "The deals" take up all of their kind that were named just before.
        """
        if name.topic is not None or self._status.is_new(token):
            return None
        several = self._titles.is_plural(view, token)
        kind = str(made.get("kind"))
        taken: Candidate | None = None
        for other in reversed(self._made_so_far):
            if view.sentence.index - other.sentence > _MEMORY:
                break
            if view.sentence.index == other.sentence:
                continue  # "an accord amending the accord of 1 May": two
            ours, theirs = set(made.get("parties")), set(other.get("parties"))
            shared = ours <= theirs or theirs <= ours
            meant = shared and self._may_mean(view, token, name, kind, other)
            if meant and self._may_be_of_one_day(other, made):
                self._add(other, made)
                taken = taken or other
                if not several:
                    break
        return taken

    def _may_be_of_one_day(self, known: Candidate, other: Candidate) -> bool:
        left, right = known.get("date"), other.get("date")
        if not left or not right or id(known) in self._assumed or id(other) in self._assumed:
            return True
        return edtf.compatible(left, right)

    def _add(self, known: Candidate, other: Candidate) -> None:
        """Add a mention: a date that the text gives outdoes the day of the dispatch."""
        other.slots.pop("said_by", None)  # who mentions it again is not the source of it
        if id(other) in self._standing:
            other.slots.pop("status", None)  # that it is mentioned says nothing new of it
        if id(known) in self._assumed and id(other) not in self._assumed and other.get("date"):
            known.slots["date"] = other.slots["date"]
            self._assumed.discard(id(known))
        absorb(known, other)

    def _is_more_said_of(self, made: Candidate) -> bool:
        """Whether what is only mentioned here is an instrument of which more is said elsewhere."""
        words = set(str(made.get("title")).casefold().split())
        for other in self._made_so_far:
            if other is made or id(other) in self._standing:
                continue
            if other.sentence == made.sentence:
                continue
            same = other.get("kind") == made.get("kind")
            titled = words <= set(str(other.get("title")).casefold().split())
            if same and titled and set(made.get("parties")) & set(other.get("parties")):
                self._add(other, made)
                return True
        return False

    @staticmethod
    def _is_bare(token: Token, name: Name) -> bool:
        """Whether a title is nothing but its noun."""
        return name.start == token.start and name.topic is None

    def _is_vague(self, view: SentenceView, token: Token, name: Name, finding: Finding) -> bool:
        """An instrument to come of which nothing is said: there is nothing to check."""
        if not self._is_bare(token, name):
            return False
        deed = finding.deed
        if deed is not None and self._binding.is_dated(view, deed.word):
            return False
        return self._binding.amount(view, token, finding.deed) is None

    def _candidate(
        self, match: Match, finding: Finding, actors: Sequence[Actor], title: _Title
    ) -> Candidate:
        context, view, token = self._context, match.view, match.token
        span = self._span(match, finding)
        told = finding.deed is not None or self._status.is_new(token)
        news = finding.status == "signed" and told
        joint = "NEEDS_JOINT" in self._read.named(view, token)
        made = context.candidate(
            "instrument",
            match,
            actors=actors,
            span=span,
            sector_text=self._sector_text(view, title.about, span),
            sector_fallback="diplomacy" if joint else "",
            title=title.text,
            kind=title.kind,
            signatories=values_of(self._signatories(view, token, finding, title.text)),
            amount=self._binding.amount(view, token, finding.deed),
        )
        for slot in ("date", "place"):
            made.slots.pop(slot, None)
        named = (title.name.start, title.name.end)
        elsewhere = finding.deed is not None and finding.deed.names(*OTHER_DAY)
        told_where = finding.deed is not None and not elsewhere
        if finding.status not in _UNDATED and told_where:  # it would be that of the talks
            clause = finding.deed.word if finding.deed and finding.deed.is_own_clause else None
            made.fill("place", self._binding.place(view, clause or token, outside=named))
        deed, modality = finding.deed, finding.modality
        ends = finding.status == "in_force" and deed is not None and deed.names("TERMINATE")
        renewed = deed is not None and deed.names("IN_FORCE", "EXTEND")
        renewed = renewed and self._status.is_dated(view, token)  # "the pact of 1948, renewed in"
        other_day = deed.word if deed and (ends or renewed or deed.names(*OTHER_DAY)) else None
        deed = None if other_day else deed
        whole = joint or title.kind in _ISSUED
        when = self._binding.when(view, token, deed, modality, whole=whole, outside=other_day)
        if not when and news:
            when = self._binding.when(view, token, deed, modality, news=True)
            self._assumed.add(id(made))
        if finding.deed is None:
            self._standing.add(id(made))
        status = self._status.settled(finding, when)
        later = status == "signed" and finding.modality is Modality.PLANNED  # to enter into force
        talks = deed is not None and deed.names("NEGOTIATE")  # the date is theirs
        over = when.startswith("..") and status in ("signed", "in_force")  # "renewed until 2028"
        if status not in _UNDATED and not (later or talks or over):
            made.fill("date", when)
        made.slots["status"] = status
        return made

    # ------------------------------------------------------------------ is it one?

    def _is_inner(self, view: SentenceView, token: Token) -> bool:
        """Whether it is part of another name: the "understanding" of a memorandum."""
        head = token.head
        if token.rel == "compound":
            above = self._read.named(view, head) if head is not None else frozenset()
            return not above & {"NEGOTIATE", "SIGN"}
        if head is None or not head.is_noun or token.rel != "nmod":
            return False
        named = self._context.matcher.concepts_of(head)
        heap = "SEVERAL" in self._read.named(view, head)
        if heap and "INSTRUMENT" in named and token.case in self._whole:
            return True  # "a package of eleven agreements": the package is the record
        if token.case in self._whole and head.text[:1].isupper() and token.text[:1].isupper():
            offices = discourse_words(self._context.language)
            if head.lemma in offices.government_nouns | offices.ministry_nouns:
                return True  # "the Government of National Accord"
        if (
            token.case in self._about
            and {"NEEDS_SIGNING", "PARTNERSHIP"} & self._read.named(view, token)
            and self._is_paper(view, head)
        ):
            return True  # "a memorandum on the roadmap": what it is about
        paper = head.head if {"SET_UP", "FOUND"} & self._read.named(view, head) else None
        if paper is not None and head.case in self._about:
            of = self._context.matcher.concepts_of(paper)
            if "INSTRUMENT" in of or self._is_paper(view, paper):
                return True  # "a memorandum on the establishment of a partnership"
        near = abs(token.index - head.index) <= _NEAR
        kind = any(name.startswith("KIND_") for name in self._read.named(view, head))
        instrument = kind or "INSTRUMENT" in named
        return instrument and near and token.child("det", "nmod:poss") is None

    def _is_explained(self, token: Token) -> bool:
        """ "signed the Lima Pact, a defence treaty": the same by another noun."""
        head = token.head
        if token.rel != "appos" or head is None or token.child("conj") or head.child("conj"):
            return False
        same = is_proper(head) and "INSTRUMENT" in self._context.matcher.concepts_of(head)
        about = any(child.case in self._about for child in token.all_children("nmod"))
        return same and self._status.is_new(token) and not about and not is_proper(token)

    def _is_paper(self, view: SentenceView, token: Token) -> bool:
        """Whether a noun names a kind of instrument."""
        return any(name.startswith("KIND_") for name in self._read.named(view, token))

    def _is_joint(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], actors: Sequence[Actor]
    ) -> bool:
        """A statement is an instrument where two parties make it."""
        if self._status.is_joint(view, token):
            return True
        makers: list[Actor] = []
        several = False  # "the ministers adopted a declaration"
        made = [d for d in deeds if d.is_verb and d.names("ISSUE", "SIGN", "CONCLUDE", "EXCHANGE")]
        for deed in made:
            for agent in self._context.grammar.agents(deed.word):
                makers += view.actors(agent)
                several = several or (agent.tag == "NNS" and deed.names("ISSUE"))
        named = {a.party for a in makers if a.party}
        signed = any(deed.names("SIGN", "CONCLUDE") for deed in made)
        titled = token.text[:1].isupper() and is_proper(token)
        bound = {a.party for a in actors if a.party}
        titled = titled and (len(bound) > 1 or any(not is_state(code) for code in bound))
        return len(named) > 1 or signed or titled or several

    # ------------------------------------------------------------------ slots

    def _sector_text(self, view: SentenceView, title: str, span: tuple[int, int]) -> str:
        """The words that tell the sectors: the title, else the clause, else the sentence."""
        for text in (title, self._context.document.quote(*span)):
            if self._context.circumstances.sectors(text):
                return text
        return view.sentence.text

    def _is_one_of_several(self, view: SentenceView) -> bool:
        """Whether a sentence names several instruments."""
        matches = self._context.matcher.match(view, "instrument")
        named = [m.token for m in matches if not self._names_none(view, m.token)]
        return len(named) > 1

    def _signatories(
        self, view: SentenceView, token: Token, finding: Finding, title: str
    ) -> list[Actor]:
        """Those who signed by name: organisations, and persons where they put their names to it.

        Whoever the title names is whom the instrument is called after ("the Pukpuk treaty").
        """
        deed = finding.deed
        if deed is None or finding.status not in ("signed", "planned", "in_force"):
            return []
        lent = "MONEY" in self._read.named(view, token) and deed.names("GIVE_MONEY")
        made = deed.names("SIGN", "CONCLUDE", "EXCHANGE", "INITIAL") or lent
        if not made:
            return []
        persons = deed.names("SIGN", "INITIAL")
        return [
            a
            for a in self._binding.makers(view, token, deed)
            if self._titles.is_named(a.name)
            and not (a.name in title and (a.kind == "person" or not a.country))
            and (a.kind == "organisation" or (a.kind == "person" and persons))
        ]

    def _span(self, match: Match, finding: Finding) -> tuple[int, int]:
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
        words = match.token.subtree()
        if deed is not None and deed.is_own_clause and deed.word not in words:
            words = [*words, *self._context.grammar.clause_tokens(deed.word)]
        return span_of(words)


def _words(made: Candidate) -> set[str]:
    """The words of a title, without the marks between them."""
    return {word.strip(",;:") for word in str(made.get("title")).casefold().split()}


def _is_bracketed(view: SentenceView, token: Token) -> bool:
    """Whether a word stands alone in brackets: what is before them in short."""
    around = [t.text for t in view.tokens[max(token.index - 1, 0) : token.index + 2]]
    return len(around) == 3 and around[0] in "([" and around[2] in ")]"  # noqa: PLR2004


def _acting(deeds: Sequence[Treatment]) -> list[Treatment]:
    """The deeds that have actors: those named by a concept, and the verb that governs the rest."""
    return [deed for deed in deeds if deed.role != "modifier" and (deed.concepts or deed.is_verb)]
