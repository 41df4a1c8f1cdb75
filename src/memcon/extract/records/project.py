"""Projects: joint undertakings in the physical or organisational world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from memcon.annotate import Token
from memcon.extract.actors import is_state
from memcon.extract.candidate import Candidate, span_of
from memcon.extract.frames import Frame, Match, frames_by_concept
from memcon.extract.lexicon import discourse_words, word_sets
from memcon.extract.modality import Modality
from memcon.extract.records.binding import Binding
from memcon.extract.records.context import Context
from memcon.extract.records.costs import CostReader
from memcon.extract.records.naming import Name, NameStyle, is_markup, is_proper, name_of
from memcon.extract.records.project_status import ProjectStatus
from memcon.extract.records.treatment import Finding, Treatment, TreatmentReader
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_STYLE = NameStyle(sites=True)
_WITH_PURPOSE = NameStyle(sites=True, purposes=True)
_TWO = 2  # parties that have a share in it
_TURNS = ("START", "OPEN", "FINISH", "HOLD", "END_OF_EVENT")  # what a dispatch reports as news


def extract(context: Context) -> list[Candidate]:
    """The projects that a document says are proposed, planned, under way or done."""
    return list(_Projects(context).all())


class _Projects:
    """Extracts the projects of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._read = TreatmentReader(context)
        self._binding = Binding(context, self._read)
        self._status = ProjectStatus(context, self._read, self._binding)
        self._costs = CostReader(context, self._read)
        cases = word_sets(context.language, "undertaking_cases")
        self._topics, self._whole = cases["topic_cases"], cases["whole_cases"]
        self._sites = cases["place_only_cases"]
        self._code_links = cases["code_links"]
        self._weapons, self._laying = cases["laid_weapons"], cases["laying_verbs"]
        self._pointing = cases["pointing_words"]
        self._terms = cases["money_terms"]
        self._there, self._ideas = cases["present_words"], cases["idea_words"]
        self._definite = discourse_words(context.language).definite_articles
        self._shared: set[str] = set()  # heads of what both parties were named with

    def all(self) -> Iterator[Candidate]:
        """Every project of the document."""
        for view in self._context.sentences:
            seen = set()
            for match in self._context.matcher.match(view, "project"):
                seen.add(self._head(view, match.token).index)
                found = self._of(match)
                if found is not None:
                    self._costs.tell(found, view, self._head(view, match.token))
                    yield found
            self._costs.take(view)
            for match in self._code_names(view, seen):
                found = self._of(match, coded=True)
                if found is not None:
                    yield found

    def _code_names(self, view: SentenceView, seen: set[int]) -> Iterator[Match]:
        """What forces hold under a name alone: "the two navies held Sea Breeze 2016"."""
        for verb in view.sentence.verbs:
            if "HOLD" not in self._read.named(view, verb):
                continue
            agents = self._context.grammar.agents(verb)
            if not any("FORCES" in self._read.named(view, agent) for agent in agents):
                continue
            for thing in self._context.grammar.patients(verb):
                named = thing.pos in ("PROPN", "NUM") and view.mention(thing) is None
                if named and thing.index not in seen:
                    yield Match(_frame(), view, thing, verb, self._context.modality.read(verb))

    def _of(self, match: Match, *, coded: bool = False) -> Candidate | None:
        view, token = match.view, self._head(match.view, match.token)
        if not self._is_project(view, token):
            return None
        deeds = self._read.at(view, token)
        finding = self._status.find(view, token, deeds)
        if finding is None:
            return None
        if finding.modality is Modality.REQUESTED and _is_vague(token):
            return None
        acting = [d for d in deeds if d.role != "modifier" and (d.concepts or d.is_verb)]
        actors = self._actors(view, token, acting)
        if len({a.party for a in actors if a.party}) < _TWO:
            return None
        if not self._is_shared(view, token, finding):
            return None
        name = _code_name(view, token) if coded else self._name(view, token, finding)
        if self._is_pointing(view, token, name):
            return None
        return self._candidate(match, token, finding, actors, name)

    def _is_pointing(self, view: SentenceView, token: Token, name: Name) -> bool:
        """ "the line", "that scheme": it only takes up what was named before."""
        generic = "GENERIC_PROJECT" in self._read.named(view, token)
        if generic and " " not in name.text and token.text.islower():
            return True  # "the base, a project announced in May"
        plain = self._read.named(view, token) & {"GENERIC_PROJECT", "PLAIN_PROJECT"}
        determiner = token.child("det", "nmod:poss")
        if determiner is not None and determiner.lower in self._pointing:
            return " " not in name.text  # "this exercise"
        definite = determiner is not None and determiner.text.lower() in self._definite
        return bool(plain) and definite and " " not in name.text

    def _name(self, view: SentenceView, token: Token, finding: Finding) -> Name:
        deed = finding.deed
        verb = deed.word if deed is not None and deed.is_verb and deed.role == "patient" else None
        title = self._part(view, token, finding) or self._title(view, token)
        generic = "GENERIC_PROJECT" in self._read.named(view, token)
        style = _WITH_PURPOSE if generic else _STYLE
        style = replace(style, acts=self._is_of_accord(view, deed))
        return self._with_code(
            view, token, name_of(self._context, view, title, style=style, verb=verb)
        )

    def _is_of_accord(self, view: SentenceView, deed: Treatment | None) -> bool:
        """Whether an accord on it was signed: in "an accord on a plant in Cairo" perhaps there."""
        return deed is not None and not deed.is_verb and self._status.is_instrument(view, deed.word)

    def _part(self, view: SentenceView, token: Token, finding: Finding) -> Token | None:
        """The noun that says which part of it, or what is altered on it: "the widening of"."""
        deed = finding.deed
        if deed is None:
            return None
        above = [*deed.via, deed.word] if not deed.is_verb else list(deed.via)
        node = token
        for noun in above:
            if node.case not in self._whole or node.head is not noun:
                return None
            if self._read.named(view, noun) & {"PART", "ALTER"}:
                return noun
            node = noun
        return None

    def _title(self, view: SentenceView, token: Token) -> Token:
        """Of "Sea Breeze, the naval exercise" and "Inga, a dam being built" the name."""
        head = token.head
        named = head is not None and head.pos == "PROPN" and token.rel == "appos"
        if not named or head is None or token.pos != "NOUN":
            return token
        plain = not any(actor.party for actor in view.actors(head, coordinated=False))
        return head if plain or "OCCASION" in self._read.named(view, token) else token

    def _with_code(self, view: SentenceView, token: Token, name: Name) -> Name:
        """With the code name after it: "exercise Fraterno"."""
        end = token.index + 1
        if "OCCASION" not in self._read.named(view, token) or name.end != token.end:
            return name
        end = self._end_of_code(view, end)
        stop = view.tokens[end - 1].end
        return Name(" ".join(view.text(name.start, stop).split()), name.start, stop, name.topic)

    def _actors(self, view: SentenceView, token: Token, deeds: Sequence[Treatment]) -> list[Actor]:
        """Whose it is; a bank that pays for it only where nobody else is told."""
        building = [deed for deed in deeds if not deed.names("FINANCE")]
        actors = self._binding.actors(view, token, building)
        if len(building) < len(deeds) and len({a.party for a in actors if a.party}) < _TWO:
            return self._binding.actors(view, token, deeds)
        return actors

    def _end_of_code(self, view: SentenceView, end: int) -> int:
        """Where a code name ends: "Golden Dhow", "Guardians of the Nile", not a state's name."""
        tokens, begin = view.tokens, end
        while end < len(tokens):
            token = tokens[end]
            if token.pos == "PROPN" or (token.is_noun and token.text[:1].isupper()):
                mention = view.mention(token)
                if mention is not None and any(actor.party for actor in mention.actors):
                    break
                end += 1
                continue
            link = [token.text.lower(), *(t.text.lower() for t in tokens[end + 1 : end + 2])]
            step = 2 if link[0] in self._code_links and link[-1] in self._definite else 1
            inner = tokens[end + step : end + step + 1]
            if end == begin or link[0] not in self._code_links or not inner:
                break
            if not inner[0].text[:1].isupper():
                break
            end += step + 1
        return end

    def _head(self, view: SentenceView, token: Token) -> Token:
        """The noun that stands for it: of "exercise Fraterno" the name."""
        head = token.head
        if token.rel != "compound" or head is None or head.pos != "PROPN":
            return token
        before = head.index == token.index + 1
        return head if before and "OCCASION" in self._read.named(view, token) else token

    def _candidate(
        self,
        match: Match,
        token: Token,
        finding: Finding,
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
        if not self._is_of_accord(view, finding.deed):
            made.fill("place", self._site(view, token))
        if not made.get("amount"):
            made.fill("amount", self._costs.value(view, token, finding.deed))
        made.slots["status"] = finding.status
        return made

    def _when(self, view: SentenceView, token: Token, finding: Finding) -> str:
        """When it was begun or done; of what recurs, since when."""
        deed = finding.deed
        if finding.status not in ("under_way", "completed"):
            return ""
        if deed is not None and deed.is_verb and finding.status == "under_way":
            for mention in self._context.circumstances.dates(view, deed.word, roles=("since",)):
                return mention.edtf
        turning = (
            deed is not None
            and deed.names(*_TURNS)
            and not self._binding.is_recurrent(view, deed.word)
        )
        if deed is not None and deed.names("SERVE"):
            return ""  # "carried 3,000 barrels last month": it was there before
        when = self._binding.when(view, token, deed, finding.modality, news=turning)
        lasting = finding.status == "under_way" and when.startswith("..")  # "runs until May"
        return "" if lasting else when

    # ------------------------------------------------------------------ is it one?

    def _is_shared(self, view: SentenceView, token: Token, finding: Finding) -> bool:
        """Whether the other party has a hand in it: what a state does at home is its own affair.

        Its sentence or the one before names both parties, its clause names none, there is an accord
        or a side of it, or it was told of together with both before.
        """
        deed = finding.deed
        above = [*deed.via, deed.word] if deed is not None else []
        if any(self._status.is_settled_between(view, word) for word in above):
            return True
        clause = self._context.grammar.clause_of(above[-1] if above else token)
        words = {t.index: t for t in (*clause.subtree(), *token.subtree())}.values()
        states = self._states(view, words)
        wider = states | self._states(view, view.tokens)
        for other in self._context.document.neighbours(view, before=1):
            if other.sentence.block == view.sentence.block:
                wider |= self._states(other, other.tokens)
        if not states or len(wider) > 1:
            self._shared.add(token.lemma)
            return True
        if any("SHARE" in self._read.named(view, each) for each in words):
            return True
        agents = self._context.grammar.agents(deed.word) if deed and deed.is_verb else []
        doers = {a.party or a.country for agent in agents for a in view.actors(agent)}
        if states.isdisjoint(doers):
            return True  # nobody is said to do it at home
        joint = any("JOINT" in self._read.named(view, child) for child in token.children)
        determiner = token.child("det", "nmod:poss")
        known = determiner is not None and token.lemma in self._shared
        return joint or known

    def _is_project(self, view: SentenceView, token: Token) -> bool:
        """Whether a noun that may name a project does: parts and plain years do not."""
        named = self._read.named(view, token)
        head = token.head
        near = [t.lemma for t in view.tokens[max(token.index - 2, 0) : token.index + 1]]
        terms = {" ".join(near[-2:]), "".join(near)}  # "the civil service", "on the side-lines"
        other = not terms.isdisjoint(self._terms)
        if other or self._read.is_denied(token) or named & {"MONEY", "RIGHTS"}:
            return False
        if token.lemma in self._weapons and any(
            up.lemma in self._laying for up in token.ancestors() if up.is_verb
        ):
            return False  # "has laid mines along the border"
        if token.rel == "appos" and head is not None and self._is_told_there(head):
            return False  # "the plant, a joint venture with Chad"
        if "YEAR" in named and not self._is_themed(view, token):
            return False
        if token.rel == "compound" and head is not None:
            above = self._read.named(view, head)
            linked = self._status.is_instrument(view, head) or "BUILD" in above
            row = any(is_markup(t) for t in view.tokens[token.index : head.index])
            linked = linked and "KIND_PROGRAMME" not in above and not row
            linked = linked and f"{token.lemma} {head.lemma}" not in self._terms  # "a bridge loan"
            first = token.index == 0 or view.tokens[token.index - 1].head not in (head, token)
            return linked and not first and not {"PART"} & above and "GENERIC_PROJECT" not in named
        if "GENERIC_PROJECT" in named and token.tag == "NNS" and not is_proper(token):
            return False
        if "PART" in named and any(child.rel == "nmod" for child in token.children):
            return False
        if self._is_known_of(token, named) or self._is_of_ideas(token, named):
            return False
        owner = token.child("nmod:poss")
        return not (owner is not None and owner.tag == "WP$")

    def _is_known_of(self, token: Token, named: frozenset[str]) -> bool:
        """ "the rail crossings", "existing lines", "its network": what is there, not which."""
        if "OCCASION" in named or ("PLAIN_PROJECT" not in named and token.tag != "NNS"):
            return False
        before = (w for w in token.subtree() if w.index <= token.index and w.pos != "DET")
        if any(word.text[:1].isupper() for word in before):
            return False
        determiner = token.child("det", "nmod:poss")
        its = determiner is not None and determiner.tag == "PRP$"
        the = determiner is not None and determiner.lower in self._definite and token.tag == "NNS"
        there = any(child.lemma in self._there for child in token.all_children("amod"))
        return there or ((its or the) and token.child("nummod", "nmod", "acl", "amod") is None)

    def _is_of_ideas(self, token: Token, named: frozenset[str]) -> bool:
        """ "a peace initiative", "the reform plan": nothing that is built or held."""
        before = (c for c in token.children if c.index < token.index)
        return "GENERIC_PROJECT" in named and any(c.lemma in self._ideas for c in before)

    def _is_told_there(self, head: Token) -> bool:
        """Whether the noun that another one explains is a project by itself."""
        return head.pos == "NOUN" and "PROJECT" in self._context.matcher.concepts_of(head)

    def _states(self, view: SentenceView, words: Iterable[Token]) -> set[str]:
        """The states whose names, people, organisations or places are among these words."""
        found = set()
        for word in words:
            mention = view.mention(word)
            for actor in mention.actors if mention is not None else ():
                found.add(actor.party or actor.country)
            entry = self._context.circumstances.place_entry(view, word)
            if entry is not None:
                found.add(entry.country or entry.code)
        return {code for code in found if is_state(code)}

    def _is_themed(self, view: SentenceView, token: Token) -> bool:
        """ "the Year of Culture", "Oman's Tourism Year", "a cross year of tourism"."""
        if any(m.start <= token.start < m.end for m in view.dates):
            return False
        themed = any(
            "THEME" in self._read.named(view, each)
            for child in token.children
            if child.rel in ("compound", "amod") or child.case in self._topics
            for each in child.subtree()
        )
        return themed or (token.text[:1].isupper() and token.index > 0 and is_proper(token))

    # ------------------------------------------------------------------ slots

    def _site(self, view: SentenceView, token: Token) -> dict[str, str]:
        """The place that its own phrase gives it."""
        for child in token.children:
            if child.rel == "nmod" and child.case in self._sites:
                value = self._context.circumstances.place_value(view, child)
                if value:
                    return value
        return {}

    def _span(self, match: Match, finding: Finding) -> tuple[int, int]:
        deed = finding.deed
        if deed is not None and deed.is_verb and deed.word.rel not in ("acl", "acl:relcl"):
            return self._context.clause_span(deed.word, keep=[match.token])
        if deed is not None and not deed.is_verb and deed.role != "modifier":
            return span_of(deed.word.subtree())
        if match.support is not None:
            return self._context.clause_span(match.support, keep=[match.token])
        return span_of(match.token.subtree())


def _is_vague(token: Token) -> bool:
    """Whether a plural says neither how many nor which: "to build warehouses"."""
    told = token.child("nummod", "det", "nmod:poss", "amod")
    return token.tag == "NNS" and told is None


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
        frame
        for frames in frames_by_concept().values()
        for frame in frames
        if frame.record == "project"
    )
