"""Bodies: standing institutions between the parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.annotate import Token
from memcon.extract.actors import is_state, party_actor
from memcon.extract.amounts import OrdinalMention
from memcon.extract.candidate import Candidate, span_of, values_of
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases, word_sets
from memcon.extract.modality import Modality
from memcon.extract.records.binding import Binding
from memcon.extract.records.context import Context
from memcon.extract.records.instrument_titles import InstrumentTitles
from memcon.extract.records.naming import Name, NameStyle, is_proper, name_of
from memcon.extract.records.no_meeting import is_told_of
from memcon.extract.records.occasions import persons_after
from memcon.extract.records.treatment import (
    Finding,
    Treatment,
    TreatmentReader,
    is_progressive,
)
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_UNTOLD = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.DENIED, Modality.CANCELLED)
_NONE = "none"  # the text says that there is no such body
_FOUNDED = frozenset({"patient", "subject", "owner", "attr", "modifier"})
_INTENDED = frozenset({"patient", "modifier"})
_STYLE = NameStyle()
_AT_A_PLACE = NameStyle(sites=True)  # a post or a centre is called after where it stands
_TWO = 2  # parties of a body
_FORMAT = "consultation format"  # the record format's word for dialogues and regular talks


def extract(context: Context) -> list[Candidate]:
    """The bodies that a document says are set up, planned, at work or dissolved."""
    return list(_Bodies(context).all())


class _Bodies:
    """Extracts the bodies of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._read = TreatmentReader(context)
        self._binding = Binding(context, self._read)
        self._titles = InstrumentTitles(context, self._read)
        cases = phrases(context.language, "undertaking_cases")
        self._whole = frozenset(cases["whole_cases"])
        self._aims = frozenset(cases["aim_cases"])
        self._talk = frozenset(cases["talk_cases"])
        self._subjects = frozenset(cases["remit_cases"])
        self._pointing = frozenset(cases["pointing_words"])
        self._under = frozenset(cases["under_cases"])
        self._with = frozenset(cases["partner_cases"])
        self._agents = frozenset(cases["agent_cases"])
        self._prefixes = frozenset(cases["kind_prefixes"])
        self._charge = frozenset(cases["charge_words"])
        self._vague = frozenset(cases["vague_counts"])
        self._premises = frozenset(cases["premises_nouns"])
        self._next = word_sets(context.language, "meeting")["next_words"]

    def all(self) -> Iterator[Candidate]:
        """Every body of the document."""
        for match in self._context.matches("body"):
            found = self._of(match, match.token)
            if found is None:
                continue
            yield from self._each(found, match.view, match.token)
            for other in self._left_out(match):
                again = self._of(match, other, noun=match.token)
                if again is not None:
                    yield again

    def _of(self, match: Match, token: Token, *, noun: Token | None = None) -> Candidate | None:
        view = match.view
        mention = view.mention(token)
        known = mention is not None and mention.entry is not None and mention.entry.kind == "igo"
        if token.rel == "compound" or known or self._read.is_denied(token):
            return None
        if any(child.lemma in self._vague for child in token.all_children("amod")):
            return None  # "many mechanisms": which?
        deeds = self._read.at(view, token)
        finding = self._finding(view, token, deeds)
        unnamed = self._is(view, token, "BY_NAME") and not is_proper(token)
        unnamed = unnamed and not self._is_group(view, token)
        if finding is None or (unnamed and not self._is_founded(finding)):
            return None
        if finding.status == "established" and self._points_back(token):
            return None
        actors = self._actors(view, token, noun or token, deeds)
        named = len({a.party for a in actors if a.party})
        if not named or (named < _TWO and not self._is_with_region(view, token, finding)):
            return None
        return self._candidate(match, token, noun or token, finding, actors)

    def _each(self, made: Candidate, view: SentenceView, token: Token) -> list[Candidate]:
        """Of "sub-commissions on energy and on tourism" one for each subject."""
        name = name_of(self._context, view, token, style=_STYLE)
        titles = self._titles.all(view, token, name)
        if len(titles) < _TWO:
            return [made]
        found = []
        for title, about in titles:
            one = replace(made, slots={**made.slots, "name": title, "remit": about})
            one.slots["sectors"] = self._context.circumstances.sectors(about) or ["diplomacy"]
            at = self._context.document.document.text.find(about, token.start)
            one.anchor = (at, at + len(about)) if at >= 0 else made.anchor
            found.append(one)
        return found

    def _candidate(
        self,
        match: Match,
        token: Token,
        noun: Token,
        finding: Finding,
        actors: Sequence[Actor],
    ) -> Candidate:
        context, view = self._context, match.view
        verb = finding.deed.word if finding.deed is not None and finding.deed.is_verb else None
        sited = not self._is(view, noun, "SITS_ANYWHERE")
        style = _AT_A_PLACE if sited else _STYLE
        name = name_of(context, view, token, style=style, verb=verb)
        text = name.text
        if noun is not token:  # "a Turkish consulate in Basra and an Iraqi one in Gaziantep"
            low, high = token.start - name.start, token.end - name.start
            text = f"{text[:low]}{noun.lemma}{text[high:]}"
        number = _ordinal(view, token)
        session = number is not None and self._is_numbered_session(token, finding)
        if number is not None and session and number.start == name.start:
            text = text[number.end - number.start :].lstrip()
        cadence = self._cadence(view, token, finding)
        chairs = self._chairs(view, token)
        span = self._span(match, token, finding)
        made = context.candidate(
            "body",
            match,
            actors=actors,
            span=span,
            sector_text=self._sector_text(text, span) if not chairs else text,
            sector_fallback="diplomacy",
            name=text,
            kind=self._kind(view, noun),
            cadence=cadence,
            ordinal=0 if number is None or session else number.value,
            chairs=values_of(chairs),
            remit=self._remit(view, token, name.topic),
        )
        if noun is not token:
            made.anchor = (token.start, token.end)
        for slot in ("date", "place"):
            made.slots.pop(slot, None)
        if self._is_founded(finding):
            news = finding.status == "established"
            when = self._binding.when(view, token, finding.deed, finding.modality, news=news)
            made.fill("date", when)
        if sited:
            made.fill("place", self._place(view, token, noun))
        if self._is_framework(view, token):  # its name tells no sector: what it is spoken of with
            tells = self._context.circumstances.sectors(
                text, view=view, passage=True, fallback="diplomacy"
            )
            made.slots["sectors"] = tells
        made.pointers = list(self._pointers(view, token))
        status = self._settled(finding.status, str(made.get("date") or ""))
        passing = finding.deed is not None and finding.deed.is_own_clause and not made.get("date")
        if status == "established" and passing:
            status = "existing"  # "The commission, set up by X, has met": it need not be new
        made.slots["status"] = status
        return made

    def _is_numbered_session(self, token: Token, finding: Finding) -> bool:
        """ "the 15th Joint Commission sat": the number is its session's; not of "a third" one."""
        one_of = self._is_indefinite(token) or token.child("nmod:poss") is not None
        return finding.status == "existing" and not (one_of or self._is_founded(finding))

    @staticmethod
    def _is_founded(finding: Finding) -> bool:
        """Whether it is told to be set up or closed: only then a date is the body's."""
        return finding.deed is not None and finding.deed.names("SET_UP", "DISSOLVE")

    @staticmethod
    def _is_with_region(view: SentenceView, token: Token, finding: Finding) -> bool:
        """Whether what is founded is between a party and a region: "the Japan-Pacific Fund"."""
        if finding.deed is None or not finding.deed.names("FOUND") or not is_proper(token):
            return False
        first = min(child.index for child in token.subtree() if child.index <= token.index)
        words = view.tokens[first : token.index]
        return any(word.tag == "HYPH" for word in words)

    def _points_back(self, token: Token) -> bool:
        """ "this new commission": one that was told of before."""
        determiner = token.child("det")
        return determiner is not None and determiner.text.lower() in self._pointing

    def _settled(self, status: str, when: str) -> str:
        """Established means newly: what was founded long ago exists."""
        anchor = self._context.document.anchor
        year = when.rsplit("/", maxsplit=1)[-1][:4]
        if status == "established" and anchor is not None and year.isdigit():
            return "existing" if int(year) < anchor.year - 1 else status
        return status

    def _sector_text(self, name: str, span: tuple[int, int]) -> str:
        """The words that tell the sectors: the name, else the clause."""
        tells = self._context.circumstances.sectors(name)
        return name if tells else self._context.document.quote(*span)

    def _left_out(self, match: Match) -> list[Token]:
        """The "one" of "a Turkish consulate in Basra and an Iraqi one in Gaziantep"."""
        return [
            other
            for other in match.token.all_children("conj")
            if other.tag in ("CD", "NN", "PRP") and "ONE" in self._read.named(match.view, other)
        ]

    # ------------------------------------------------------------------ status

    def _finding(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment]
    ) -> Finding | None:
        weak = self._is(view, token, "WEAK_BODY")
        if view.sentence.kind == "heading" and self._is(view, token, "GATHERING"):
            return None  # "JOINT PRESS CONFERENCE"
        if self._is_framework(view, token):
            return Finding("existing")
        at_work: Finding | None = None
        for deed in deeds:
            modality = self._read.modality(deed)
            status = self._status(view, token, deed, modality)
            if status == _NONE:
                return None
            found = Finding(status, deed, modality)
            if status and status != "existing":
                return found  # "a panel, headed by X, was set up": that says more
            at_work = at_work or (found if status else None)
        if at_work is not None:
            return at_work
        if _ordinal(view, token) is None and any(self._cadences(view, token, deeds)):
            if self._is_place_of_act(view, token):
                return None  # "said at its weekly meeting"
            return Finding("existing")  # "the first meeting" is none that goes on
        if self._is_called_joint(view, token):
            talks = self._is(view, token, "FORMAT_BODY") and token.tag == "NNS"
            standing = not (weak or talks) or is_proper(token)  # "held bilateral consultations"
            verb = self._context.grammar.clause_of(token)
            to_come = self._context.modality.read(verb) is Modality.PLANNED
            if standing and to_come and token.child("det") and self._is_indefinite(token):
                return Finding("planned", modality=Modality.PLANNED)  # "A commission will study"
        else:
            standing = not weak and self._is_shared(view, token) and is_proper(token)
        return Finding("existing") if standing else None

    def _is_place_of_act(self, view: SentenceView, token: Token) -> bool:
        """ "at a weekly meeting the ministry said": a gathering that only places an act."""
        gathers = self._is(view, token, "GATHERING") and not is_proper(token)
        return gathers and bool(token.case) and not is_told_of(view, token)

    def _is_framework(self, view: SentenceView, token: Token) -> bool:
        """Whether work is done within a format that has a name: "in the Alps-Adriatic format"."""
        if not self._is(view, token, "FRAMEWORK") or token.case not in self._under:
            return False
        named = [t for t in token.subtree() if t.index < token.index and t.tag.startswith("NNP")]
        return bool(named) and not any(view.actors(child) for child in token.children)

    def _is_called_joint(self, view: SentenceView, token: Token) -> bool:
        return any("JOINT" in self._read.named(view, child) for child in token.children)

    def _is_shared(self, view: SentenceView, token: Token) -> bool:
        """Whether its own phrase says that it belongs to two: "joint", "Kenya-Uganda"."""
        before = [t for c in token.children if c.index < token.index for t in c.subtree()]
        words = [*token.children, *before]  # "Saudi-Iraqi": one hangs on the other
        own = {a.party for word in words for a in view.actors(word) if is_state(a.party)}
        return len(own) > 1 or self._is_called_joint(view, token)

    def _status(self, view: SentenceView, token: Token, deed: Treatment, modality: Modality) -> str:
        """The status that one deed gives; `_NONE` where it says that there is no such body."""
        told = modality not in _UNTOLD
        acting = deed.is_acting and not deed.names("REMIT") and not self._sits(view, deed.word)
        housed = any(noun.lemma in self._premises for noun in (deed.word, *deed.via))
        if acting or housed:
            return ""  # "the board suspended the sales", "plans for the embassy's building"
        gathers = self._is(view, token, "GATHERING")
        if gathers and not deed.names("FOUND"):
            return ""  # "the 18th meeting is planned", "closed their meeting"
        founded = deed.names("SET_UP") and deed.role in _FOUNDED | self._whole
        if founded and not self._is_session(view, token, deed):
            if not told:
                return _NONE
            done = modality is Modality.ASSERTED and not is_progressive(deed.word)
            return "established" if done else "planned"
        if deed.names("DISSOLVE") and deed.role in _FOUNDED:
            return "dissolved" if modality is Modality.ASSERTED else ""
        if self._is_intended(view, token, deed):
            return "planned" if told else ""
        if self._is_under_discussion(view, deed):
            return "planned" if told else _NONE
        if not told or not self._is_at_work(view, token, deed):
            return ""
        to_come = modality is Modality.PLANNED and not self._has_sat(view, token, deed)
        return "planned" if to_come else "existing"

    def _is_intended(self, view: SentenceView, token: Token, deed: Treatment) -> bool:
        """Whether it is only proposed, planned or agreed on."""
        intended = deed.names("PROPOSE", "PLAN", "AGREE") and not self._is_programme(view, deed)
        if self._is_only_talk(view, token, deed) or not self._is_founding(view, token, deed):
            return False
        return intended and deed.role in _INTENDED | self._aims

    def _is_founding(self, view: SentenceView, token: Token, deed: Treatment) -> bool:
        """Whether what is planned is the body itself, and no meeting or decision of it."""
        own = not deed.is_verb and deed.role in self._whole and not self._is_indefinite(token)
        if own and not deed.names("SET_UP", "FOUND"):
            return False  # "decisions of the council"
        between = (self._read.named(view, noun) for noun in deed.via)
        return all(named & {"SET_UP", "FOUND", "PROPOSE", "PLAN"} for named in between)

    def _is_only_talk(self, view: SentenceView, token: Token, deed: Treatment) -> bool:
        """ "called for an inclusive dialogue": that somebody talks, in no format of two states."""
        talk = self._is(view, token, "FORMAT_BODY") and deed.names("PROPOSE", "PLAN")
        bare = token.child("det", "amod", "compound", "nummod", "nmod:poss") is None
        if talk and bare and token.tag == "NN" and not is_proper(token):
            return True  # "their commitment to dialogue with Chad"
        talk = talk and deed.names("PROPOSE")
        if not talk or is_proper(token) or self._is_shared(view, token):
            return False
        told = token.all_children("compound", "nmod")
        return not any(c.rel == "compound" or c.case in self._with for c in told)

    def _is_programme(self, view: SentenceView, deed: Treatment) -> bool:
        """ "a plan of action for the alliance" founds nothing."""
        return not deed.is_verb and any(
            "COMPLETION" in self._read.named(view, child) for child in deed.word.children
        )

    def _is_group(self, view: SentenceView, token: Token) -> bool:
        """Whether its kind has two words: "working group", "task force"."""
        own = token.all_children("compound", "amod")
        return any("COMPOUND_BODY" in self._read.named(view, child) for child in own)

    def _sits(self, view: SentenceView, verb: Token) -> bool:
        """ "held its third meeting", "met": what a standing body does."""
        named = self._context.matcher.concepts_of(verb)
        held = verb.all_children("obj")
        sat = "HOLD" in named and any("SESSION" in self._read.named(view, e) for e in held)
        return verb.is_verb and (sat or ("MEET" in named and not held))

    def _owner_of(self, view: SentenceView, token: Token) -> Token | None:
        """The body that has another as a part: of "the commission has a working group"."""
        for deed in self._read.at(view, token):
            if deed.is_verb and deed.role == "patient" and deed.names("HAS_PART"):
                for subject in self._context.grammar.subjects(deed.word):
                    if "BODY" in self._context.matcher.concepts_of(subject):
                        return subject
        return None

    def _is_under_discussion(self, view: SentenceView, deed: Treatment) -> bool:
        """ "a commission is under discussion"."""
        return deed.role == "subject" and any(
            child.case in self._talk and "DISCUSS" in self._read.named(view, child)
            for child in deed.word.children
        )

    def _is_at_work(self, view: SentenceView, token: Token, deed: Treatment) -> bool:
        """Whether it is told to be led, to do its work or to sit."""
        if deed.names("SESSION") and deed.role in {"owner"} | self._whole:
            return is_proper(token) and not self._is(view, token, "WEAK_BODY")
        led = deed.names("CHAIR", "WORK_AS_BODY") and deed.role == "patient"
        works = deed.names("REMIT") and deed.role == "subject"
        if deed.role == "subject" and self._sits(view, deed.word):
            standing = is_proper(token) and not self._is(view, token, "WEAK_BODY")
            return standing or self._is_shared(view, token) or self._is_group(view, token)
        if deed.names("HAS_PART") and deed.role == "patient":
            return self._owner_of(view, token) is not None
        return deed.is_verb and (led or works) and self._is_shared(view, token)

    def _has_sat(self, view: SentenceView, token: Token, deed: Treatment) -> bool:
        """ "will hold its sixth session", "the commission will meet": it is there already."""
        numbered = any(mention.value > 1 for mention in view.ordinals)
        if deed.names("SESSION"):
            following = any(child.lemma in self._next for child in deed.word.children)
            first = any(mention.value == 1 for mention in view.ordinals)
            known = not self._is_indefinite(token) and not first
            return numbered or following or known  # "the next round of the Security Dialogue"
        return self._sits(view, deed.word) and (numbered or not self._is_indefinite(token))

    @staticmethod
    def _is_indefinite(token: Token) -> bool:
        determiner = token.child("det")
        return determiner is None or determiner.text.lower() in ("a", "an")

    def _is_session(self, view: SentenceView, token: Token, deed: Treatment) -> bool:
        """ "the dialogue opened on Monday" is a meeting: only what can be founded is set up so."""
        plain = not deed.names("FOUND")
        return plain and self._is(view, token, "FORMAT_BODY") and deed.names("OPEN", "START")

    # ------------------------------------------------------------------ parties

    def _actors(
        self, view: SentenceView, token: Token, noun: Token, deeds: Sequence[Treatment]
    ) -> list[Actor]:
        acting = [d for d in deeds if d.role != "modifier" and (d.concepts or d.is_verb)]
        actors = self._binding.actors(view, token, acting)
        site = self._site(view, token)
        owners = [a for c in token.children for a in view.actors(c) if is_state(a.party)]
        if self._is(view, noun, "DIPLOMATIC_POST"):
            place = self._context.circumstances.place(view, token)
            site = site or str(place.get("country", ""))
            owners += [a for a in actors if is_state(a.party)]
        else:
            return actors
        owner = next((a.party for a in owners if a.party != site), "")
        if not owner or not site:
            return actors
        kept = [a for a in actors if a.party in (owner, site)]
        missing = {owner, site} - {a.party for a in kept}
        return [*kept, *(party_actor(code) for code in sorted(missing))]

    def _site(self, view: SentenceView, token: Token) -> str:
        """The state in which a post stands: of "consulate in Basra" Iraq."""
        for child in token.children:
            if child.rel in ("nmod", "obl") and child.case:
                entry = self._context.circumstances.place_entry(view, child)
                if entry is not None and (entry.country or entry.code):
                    return entry.country or entry.code
        return ""

    # ------------------------------------------------------------------ slots

    def _is(self, view: SentenceView, token: Token, concept: str) -> bool:
        return concept in self._read.named(view, token)

    def _kind(self, view: SentenceView, token: Token) -> str:
        if self._is(view, token, "FORMAT_BODY"):
            return _FORMAT
        words = [token]
        for child in token.all_children("compound", "amod"):
            if child.index == token.index - 1 and self._is(view, child, "DIPLOMATIC_POST"):
                return child.lemma  # "a Consulate General"
            if child.index == token.index - 1 and self._is(view, child, "COMPOUND_BODY"):
                words.insert(0, child)
        after = view.tokens[token.index - 1] if token.index else token
        if token.pos == "ADJ" and self._is(view, after, "DIPLOMATIC_POST"):
            words.insert(0, after)  # "consulate general"
        kind = " ".join([*(word.text.lower() for word in words[:-1]), words[-1].lemma])
        before = view.tokens[max(0, words[0].index - 2) : words[0].index]
        glued = len(before) == _TWO and before[1].tag == "HYPH" and before[0].head is words[0]
        prefix = glued and before[0].text.lower() in self._prefixes
        return f"{before[0].text.lower()}-{kind}" if prefix else kind

    def _place(self, view: SentenceView, token: Token, noun: Token) -> dict[str, str]:
        """Where it stands (a post), never where its founding was agreed."""
        for child in token.children:
            if child.rel in ("nmod", "obl") and child.case:
                value = self._context.circumstances.place_value(view, child)
                if value:
                    return value
        if self._is(view, noun, "DIPLOMATIC_POST"):
            return self._context.circumstances.place(view, token)
        return {}

    def _chairs(self, view: SentenceView, token: Token) -> list[Actor]:
        for deed in self._read.at(view, token):
            if deed.is_verb and deed.names("CHAIR") and deed.role == "patient":
                agents = self._context.grammar.agents(deed.word)
                found = [a for agent in agents for a in view.actors(agent) if a.kind == "person"]
                if found and self._context.grammar.is_passive(deed.word):
                    found += [a for a in persons_after(view, deed.word) if a not in found]
                return found
        return []

    def _remit(self, view: SentenceView, token: Token, topic: Token | None) -> str:
        """What it is for: the phrase after "on" or "for", or what it is said to deal with."""
        deeds = self._read.at(view, token)
        verbs = [d.word for d in deeds if d.is_verb and d.role == "subject"]
        for above in [token, *(d.word for d in deeds if d.is_verb and d.role == "patient")]:
            verbs += [c for c in above.children if c.tag == "VB" and c.index > token.index]
        for verb in verbs:
            if "REMIT" in self._read.named(view, verb):
                for child in [*verb.all_children("obj"), *verb.all_children("obl")]:
                    if child.index > verb.index:
                        return self._matter(view, child)
        if topic is None or not topic.is_noun or view.actors(topic):
            return ""
        if topic.case not in self._subjects or _is_sum(view, topic):
            return ""
        if self._context.circumstances.place_entry(view, topic) is not None:
            return ""
        return self._with_joined(view, topic).text

    def _with_joined(self, view: SentenceView, noun: Token) -> Name:
        """A noun's phrase with those joined to it: "foreign affairs and defence"."""
        name = name_of(self._context, view, noun, style=_STYLE)
        for other in noun.conjuncts()[1:]:
            more = name_of(self._context, view, other, style=_STYLE)
            if other.is_noun and other.case in ("", noun.case) and more.start > name.end:
                text = " ".join(view.text(name.start, more.end).split())
                name = Name(text, name.start, more.end, name.topic)
        return name

    def _matter(self, view: SentenceView, noun: Token) -> str:
        """The phrase of what a body deals with; of "in charge of trade" the trade."""
        name = self._with_joined(view, noun)
        inner = noun.child("nmod") if noun.lemma in self._charge else None
        if inner is None:
            return name.text
        words = [token for token in inner.subtree() if token.rel != "case"]
        return name.text[words[0].start - name.start :]

    def _pointers(
        self, view: SentenceView, token: Token
    ) -> Iterator[tuple[str, str, tuple[int, int]]]:
        """The words for what it is part of ("of the commission"), and for what founded it.

        A consulate is part of no body, whatever the programme is within which it is opened.
        """
        is_post = self._is(view, token, "DIPLOMATIC_POST")
        for child in token.all_children("nmod", "nmod:poss"):
            if not is_post and (
                child.rel == "nmod:poss" or child.case in self._whole | self._under
            ):
                yield self._pointer("part_of", child)
        owner = self._owner_of(view, token)
        if owner is not None:
            yield self._pointer("part_of", owner)
        for deed in self._read.at(view, token):
            if not (deed.is_verb and deed.names("SET_UP") and deed.role in _FOUNDED):
                continue
            for child in deed.word.all_children("obl", "obl:agent", "nmod"):
                if child.case in self._agents | self._under:
                    for word in (child, *child.all_children("nmod")):
                        if not is_post:
                            yield self._pointer("part_of", word)
                        yield self._pointer("founded_by", word)

    @staticmethod
    def _pointer(rel: str, token: Token) -> tuple[str, str, tuple[int, int]]:
        """The relation, the phrase that it leads to, and where its head stands."""
        words = [
            t.text for t in token.subtree() if t.rel not in ("det", "case") or t.head is not token
        ]
        return rel, " ".join(words), (token.start, token.end)

    def _cadences(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment]
    ) -> Iterator[str]:
        verbs = [d.word for d in deeds if d.is_verb]
        near = {id(token), *(id(verb) for verb in verbs)}
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if not mention.cadence or not words:
                continue
            heads = [words[0], *words[0].ancestors()]
            if any(id(head) in near for head in heads[:3]):
                yield mention.cadence

    def _cadence(self, view: SentenceView, token: Token, finding: Finding) -> str:
        deeds = [finding.deed] if finding.deed is not None else []
        return next(self._cadences(view, token, [*deeds, *self._read.at(view, token)]), "")

    def _span(self, match: Match, token: Token, finding: Finding) -> tuple[int, int]:
        deed = finding.deed
        verb = deed.word if deed is not None and deed.is_verb else match.support
        if verb is not None and verb.rel not in ("acl", "acl:relcl"):
            return self._context.clause_span(verb, keep=[token])
        if deed is not None and not deed.is_verb and deed.role != "modifier":
            return span_of(deed.word.subtree())
        return span_of(token.subtree())


def _ordinal(view: SentenceView, token: Token) -> OrdinalMention | None:
    """The number that stands before a noun, if there is one."""
    for mention in view.ordinals:
        words = view.tokens_of(mention.start, mention.end)
        if words and words[0].head is token and words[0].index < token.index:
            return mention
    return None


def _is_sum(view: SentenceView, topic: Token) -> bool:
    """ "a fund of 3 million dollars a year": how large, not what for."""
    return any(a.kind == "money" and a.start <= topic.start < a.end for a in view.amounts)
