"""Projects: joint undertakings in the physical or organisational world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.extract.candidate import Candidate, span_of
from memcon.extract.frames import Frame, Match, frames_by_concept
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.records.binding import Binding
from memcon.extract.records.context import Context
from memcon.extract.records.naming import Name, NameStyle, is_proper, name_of
from memcon.extract.records.treatment import Treatment, TreatmentReader, is_past, is_progressive
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_UNTOLD = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.DENIED)
_STYLE = NameStyle(sites=True)
_RANK = ("proposed", "planned", "under_way", "completed", "cancelled")


@dataclass(frozen=True, slots=True)
class _Finding:
    """What a text says of a project."""

    status: str
    deed: Treatment | None = None
    modality: Modality = Modality.ASSERTED


def extract(context: Context) -> list[Candidate]:
    """The projects that a document says are proposed, planned, under way or done."""
    return list(_Projects(context).all())


class _Projects:
    """Extracts the projects of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._read = TreatmentReader(context)
        self._binding = Binding(context, self._read)
        cases = {k: frozenset(v) for k, v in phrases(context.language, "undertaking_cases").items()}
        self._objects = cases["object_cases"]
        self._subjects = cases["subject_cases"]

    def all(self) -> Iterator[Candidate]:
        """Every project of the document."""
        for view in self._context.document.sentences:
            seen = set()
            for match in self._context.matcher.match(view, "project"):
                seen.add(self._head(view, match.token).index)
                found = self._of(match)
                if found is not None:
                    yield found
            for match in self._code_names(view, seen):
                found = self._of(match, coded=True)
                if found is not None:
                    yield found

    def _code_names(self, view: SentenceView, seen: set[int]) -> Iterator[Match]:
        """What forces hold under a name alone: "the two navies held Sea Breeze 2016"."""
        for verb in view.tokens:
            if not verb.is_verb or "HOLD" not in self._read.named(view, verb):
                continue
            agents = self._context.grammar.agents(verb)
            if not any("FORCES" in self._read.named(view, agent) for agent in agents):
                continue
            for thing in self._context.grammar.patients(verb):
                if thing.pos in ("PROPN", "NUM") and thing.index not in seen:
                    if view.mention(thing) is None:
                        modality = self._context.modality.read(verb)
                        yield Match(_frame(), view, thing, verb, modality)

    def _of(self, match: Match, *, coded: bool = False) -> Candidate | None:
        view, token = match.view, self._head(match.view, match.token)
        if not self._is_project(view, token):
            return None
        deeds = self._read.at(view, token)
        finding = self._finding(view, token, deeds)
        if finding is None:
            return None
        acting = [d for d in deeds if d.role != "modifier" and (d.concepts or d.is_verb)]
        actors = self._binding.actors(view, token, acting)
        if not self._is_joint(view, token, acting, actors):
            return None
        deed = finding.deed
        verb = deed.word if deed is not None and deed.is_verb and deed.role == "patient" else None
        if coded:
            return self._candidate(match, token, finding, actors, _code_name(view, token))
        called = self._title(view, token)
        name = self._named(view, token, name_of(self._context, view, called, style=_STYLE, verb=verb))
        return self._candidate(match, token, finding, actors, name)

    def _title(self, view: SentenceView, token: Token) -> Token:
        """Of "Sea Breeze, the naval exercise" the name."""
        head = token.head
        if token.rel == "appos" and token.pos == "NOUN" and head is not None:
            if head.pos == "PROPN" and "OCCASION" in self._read.named(view, token):
                return head
        return token

    def _named(self, view: SentenceView, token: Token, name: Name) -> Name:
        """With the code name after it: "exercise Fraterno"."""
        end = token.index + 1
        if "OCCASION" not in self._read.named(view, token) or name.end != token.end:
            return name
        while end < len(view.tokens) and view.tokens[end].pos == "PROPN":
            if view.mention(view.tokens[end]) is not None:
                break
            end += 1
        stop = view.tokens[end - 1].end
        return Name(" ".join(view.text(name.start, stop).split()), name.start, stop, name.topic)

    def _head(self, view: SentenceView, token: Token) -> Token:
        """The noun that stands for it: of "exercise Fraterno" the name."""
        head = token.head
        if token.rel == "compound" and head is not None and head.pos == "PROPN":
            if "OCCASION" in self._read.named(view, token) and head.index == token.index + 1:
                return head
        return token

    def _candidate(
        self,
        match: Match,
        token: Token,
        finding: _Finding,
        actors: Sequence[Actor],
        name: Name,
    ) -> Candidate:
        view = match.view
        made = self._context.candidate(
            "project",
            match,
            actors=actors,
            span=self._span(match, finding),
            name=name.text,
            amount=self._binding.amount(view, token, finding.deed),
        )
        for slot in ("date", "place"):
            made.slots.pop(slot, None)
        made.fill("date", self._when(view, token, finding))
        made.fill("place", self._site(view, token))
        made.slots["status"] = finding.status
        return made

    def _when(self, view: SentenceView, token: Token, finding: _Finding) -> str:
        """When it was begun or done; of what recurs, since when."""
        deed = finding.deed
        if finding.status not in ("under_way", "completed"):
            return ""
        if deed is not None and deed.is_verb and finding.status == "under_way":
            for mention in self._context.circumstances.dates(view, deed.word, roles=("since",)):
                return mention.edtf
        turning = deed is not None and deed.names("START", "OPEN", "FINISH", "HOLD", "END_OF_EVENT")
        return self._binding.when(view, token, deed, finding.modality, news=turning)

    # ------------------------------------------------------------------ is it one?

    def _is_project(self, view: SentenceView, token: Token) -> bool:
        """Whether a noun that may name a project does: parts and plain years do not."""
        named = self._read.named(view, token)
        head = token.head
        if self._read.is_denied(token):
            return False
        if "YEAR" in named and not self._is_themed(view, token):
            return False
        if token.rel == "compound" and head is not None:
            above = self._read.named(view, head)
            linked = self._is_instrument(view, head) or "BUILD" in above
            first = token.index == 0 or view.tokens[token.index - 1].head not in (head, token)
            return linked and not first and not {"PART"} & above and "GENERIC_PROJECT" not in named
        if "GENERIC_PROJECT" in named and token.tag == "NNS" and not is_proper(view, token):
            return False
        if "PART" in named and any(child.rel == "nmod" for child in token.children):
            return False
        owner = token.child("nmod:poss")
        return not (owner is not None and owner.tag == "WP$")

    def _is_themed(self, view: SentenceView, token: Token) -> bool:
        """ "the Year of Culture", "China's Tourism Year", "a cross year of tourism"."""
        if any(m.start <= token.start < m.end for m in view.dates):
            return False
        themed = any(
            "THEME" in self._read.named(view, each)
            for child in token.children
            if child.rel in ("compound", "amod") or child.case == "of"
            for each in child.subtree()
        )
        return themed or (token.text[:1].isupper() and token.index > 0 and is_proper(view, token))

    def _is_instrument(self, view: SentenceView, token: Token) -> bool:
        named = self._read.named(view, token)
        if named & {"NEEDS_SIGNING", "GENERIC_PROJECT"}:
            return False
        return any(name.startswith("KIND_") for name in named)

    def _is_joint(
        self, view: SentenceView, token: Token, acting: Sequence[Treatment], actors: Sequence[Actor]
    ) -> bool:
        """Whether two parties have a share in it."""
        return len({a.party for a in actors if a.party}) > 1

    # ------------------------------------------------------------------ status

    def _finding(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment]
    ) -> _Finding | None:
        """The furthest that the text says it has come."""
        found: _Finding | None = None
        for deed in deeds:
            modality = self._read.modality(deed)
            status = self._status(view, token, deed, modality)
            if status == "none":
                return None
            if not status:
                continue
            deeper = found is not None and deed.via and found.deed in _nouns(deed, deeds)
            if found is None or deeper or _RANK.index(status) > _RANK.index(found.status):
                found = _Finding(status, deed, modality)
        return found

    def _status(self, view: SentenceView, token: Token, deed: Treatment, modality: Modality) -> str:
        """The status that one deed gives; "none" where it is not so."""
        if deed.role == "modifier":
            return self._of_modifier(deed)
        if not deed.is_verb:
            return self._of_noun(view, token, deed, modality)
        done = deed.role in ("patient", "attr", "owner") or deed.role in self._objects
        status = self._of_verb(view, token, deed, modality, done=done)
        if status and modality in _UNTOLD:
            return "none"
        return status

    @staticmethod
    def _of_modifier(deed: Treatment) -> str:
        if deed.names("PROPOSE"):
            return "proposed"
        if deed.names("IS_UNDER_WAY"):
            return "under_way"
        return "planned" if deed.names("PLAN") else ""

    def _of_noun(self, view: SentenceView, token: Token, deed: Treatment, modality: Modality) -> str:
        """ "construction of the road", "an accord on the road", "a proposal for a road"."""
        if deed.names("PROPOSE"):
            return "proposed"
        if self._is_instrument(view, deed.word):
            about = deed.role in self._subjects or deed.role == "compound"
            single = token.tag in ("NN", "NNP") or is_proper(view, token)
            return self._of_instrument(view, deed.word) if about and single else ""
        if deed.names("NEGOTIATE", "WANT", "DISCUSS") and deed.role in self._subjects:
            return "proposed"
        if modality in (Modality.PLANNED, Modality.PROPOSED):
            started = deed.names("BUILD", "START", "OPEN", "FINISH")
            return str(modality.value) if started else ""
        if modality in _UNTOLD:
            return ""
        if deed.names("FINISH", "OPEN") and not deed.names("OPERATE"):
            return "completed"
        if deed.names("BUILD", "START", "DESIGN"):
            return "under_way"
        if deed.names("CANCEL"):
            return "cancelled"
        return "planned" if deed.names("PLAN") else ""

    def _of_instrument(self, view: SentenceView, word: Token) -> str:
        """What an agreement on it makes of it: planned, where there is one."""
        for deed in self._read.at(view, word):
            if deed.names("WANT", "PROPOSE", "DISCUSS", "NEGOTIATE"):
                return "proposed"
            if deed.is_verb and self._read.modality(deed) in (Modality.PROPOSED, *_UNTOLD):
                return "proposed"
        return "planned"

    def _of_verb(
        self,
        view: SentenceView,
        token: Token,
        deed: Treatment,
        modality: Modality,
        *,
        done: bool,
    ) -> str:
        verb = deed.word
        occasion = "OCCASION" in self._read.named(view, token) or token.pos in ("PROPN", "NUM")
        if any(self._is_instrument(view, noun) for noun in deed.via):
            return ""  # it is the accord that is signed or scrapped, not the thing
        to_come = modality in (Modality.PLANNED, Modality.POSTPONED)
        proposed = modality is Modality.PROPOSED
        if deed.names("CANCEL") and done:
            return "cancelled" if modality in (Modality.ASSERTED, Modality.CANCELLED) else ""
        if deed.names("IS_COMPLETE"):
            return "under_way" if to_come else "completed"
        if deed.names("IS_UNDER_WAY"):
            return "planned" if to_come else "under_way"
        if deed.names("PROPOSE", "DISCUSS") and done:
            return "proposed"
        if self._in_agreement(view, verb):
            return "planned"
        if "MADE_TOGETHER" in self._read.named(view, token) and not deed.names("BUILD", "DESIGN"):
            return ""
        if deed.names("PLAN") and done and not deed.names("BUILD"):
            return "planned"
        if occasion:
            status = self._of_occasion(view, deed, modality, done=done)
            if status:
                return status
        if proposed:
            return "proposed" if deed.names("BUILD", "START", "HOLD", "OPEN") else ""
        if deed.names("BUILD") and done:
            if to_come:
                return "planned"
            if verb.tag == "VB" and any(child.tag == "TO" for child in verb.children):
                return "planned"
            going = is_progressive(verb) or not is_past(verb)
            return "under_way" if going or deed.via else "completed"
        return self._of_course(view, deed, to_come=to_come, done=done)

    def _of_course(self, view: SentenceView, deed: Treatment, *, to_come: bool, done: bool) -> str:
        """Begun, finished, opened, paid for."""
        either = done or deed.role == "subject"
        if deed.names("START") and either:
            return "planned" if to_come else "under_way"
        if deed.names("FINISH") and either:
            if to_come or is_progressive(deed.word):
                return "under_way"
            return "under_way" if self._is_design(view, deed) else "completed"
        if deed.names("OPEN") and either and deed.role in ("patient", "subject", "owner"):
            return "planned" if to_come else "completed"
        if deed.names("LINK") and deed.role == "subject":
            return "planned" if to_come else "completed"
        if deed.names("FINANCE", "AGREE", "DELAY") and done:
            return "planned" if to_come or not deed.names("FINANCE") else "under_way"
        return ""

    def _is_design(self, view: SentenceView, deed: Treatment) -> bool:
        """A finished design is not a finished thing."""
        return any(
            "DESIGN" in self._read.named(view, word)
            for noun in deed.via
            for word in (noun, *noun.all_children("compound"))
        )

    def _of_occasion(self, view: SentenceView, deed: Treatment, modality: Modality, *, done: bool) -> str:
        """Exercises, patrols and themed years: held, going on, over."""
        to_come = modality in (Modality.PLANNED, Modality.POSTPONED)
        either = done or deed.role == "subject"
        if modality is Modality.PROPOSED:
            return "proposed" if deed.names("HOLD", "START") else ""
        if deed.names("START", "OPEN") and either:
            return "planned" if to_come else "under_way"
        if deed.names("END_OF_EVENT") and either:
            return "under_way" if to_come else "completed"
        if deed.names("HAPPEN") and deed.role == "subject":
            return "planned" if to_come else "completed"
        if deed.names("DESIGNATE") and not deed.names("HOLD"):
            return "planned"
        if deed.names("HOLD") and done:
            if to_come:
                return "planned"
            lasting = self._binding.is_recurrent(view, deed.word)
            going = lasting or is_progressive(deed.word)
            return "under_way" if going else "completed"
        return ""

    def _in_agreement(self, view: SentenceView, verb: Token) -> bool:
        """ "an agreement on building a road": what is agreed is planned."""
        node = verb
        while node.rel in ("conj", "xcomp") and node.head is not None:
            node = node.head
        return node.rel == "acl" and node.tag != "VBN" and (
            node.head is not None and self._is_instrument(view, node.head)
        )

    # ------------------------------------------------------------------ slots

    def _site(self, view: SentenceView, token: Token) -> dict[str, str]:
        """The place that its own phrase gives it."""
        for child in token.children:
            if child.rel == "nmod" and child.case:
                value = self._context.circumstances.place_value(view, child)
                if value:
                    return value
        return {}

    def _span(self, match: Match, finding: _Finding) -> tuple[int, int]:
        deed = finding.deed
        if deed is not None and deed.is_verb and deed.word.rel not in ("acl", "acl:relcl"):
            return self._context.clause_span(deed.word, keep=[match.token])
        if deed is not None and not deed.is_verb and deed.role != "modifier":
            return span_of(deed.word.subtree())
        if match.support is not None:
            return self._context.clause_span(match.support, keep=[match.token])
        return span_of(match.token.subtree())


def _code_name(view: SentenceView, token: Token) -> Name:
    """The run of names and numbers around a word: "Sea Breeze 2016"."""
    low = high = token.index
    while low > 0 and view.tokens[low - 1].pos in ("PROPN", "NUM"):
        low -= 1
    while high + 1 < len(view.tokens) and view.tokens[high + 1].pos in ("PROPN", "NUM"):
        high += 1
    start, end = view.tokens[low].start, view.tokens[high].end
    return Name(" ".join(view.text(start, end).split()), start, end)


def _frame() -> Frame:
    """The frame of the type: a code name has no trigger word of its own."""
    return next(
        frame for frames in frames_by_concept().values() for frame in frames
        if frame.record == "project"
    )


def _nouns(deed: Treatment, deeds: Sequence[Treatment]) -> list[Treatment]:
    """The deeds at the nouns between a thing and a deed above them."""
    return [other for other in deeds if other.word in deed.via]
