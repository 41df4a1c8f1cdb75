"""Commitments: what a party says that it will do, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import party_actor
from memcon.extract.amounts import AmountMention
from memcon.extract.candidate import Candidate, Span, values_of
from memcon.extract.clauses import main_words
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.deeds import Deed, DeedReader
from memcon.extract.records.indicators import indicator_finder, sector_of
from memcon.extract.records.no_commitment import NoCommitment
from memcon.extract.records.outcomes import Outcomes
from memcon.extract.records.parties import with_counterparts
from memcon.extract.records.promises import (
    Promise,
    PromiseFinder,
    actors_of,
    commitment_words,
)
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_BACK = 3  # sentences within which a pronoun points back to what is counted
_CAPACITY = "energy.capacity"
_SUBJECTS = ("nsubj", "nsubj:pass")
_OTHER_RECORDS = frozenset({"INSTRUMENT", "BODY", "MEETING", "VISIT"})
_LOANS = "loans"
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "ELI"})


def extract(context: Context) -> list[Candidate]:
    """The promises, plans and agreed actions of a document."""
    return _Extraction(context).run()


class _Extraction:
    """The commitments of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = commitment_words(context.language)
        self._finder = PromiseFinder(context)
        self._deeds = DeedReader(context)
        self._outcomes = Outcomes(context)
        self._none = NoCommitment(context)
        self._joint_date = self._outcomes.joint_date()

    def run(self) -> list[Candidate]:
        """All of them, in text order."""
        made: list[Candidate] = []
        for view in self._context.sentences:
            if view.sentence.kind == "heading":
                continue
            seen: set[int] = set()
            for found in self._finder.find(view):
                if found.deed.index in seen:
                    continue
                candidate = self._commitment(view, found)
                if candidate is not None:
                    seen.add(found.deed.index)
                    made.append(candidate)
        return made

    def _commitment(self, view: SentenceView, found: Promise) -> Candidate | None:
        deed = self._deeds.read(view, found)
        if not self._is_checkable(view, found, deed) or self._is_imposed(found):
            return None
        speaker = self._context.attribution.said_by(view, found.governor)
        by = self._promisers(view, found, deed, speaker)
        if not by or self._none.is_foreseen(view, found, by, speaker):
            return None
        action = self._named(view, deed, self._deeds.action(view, deed))
        if len(action.split()) <= 1 + any(t.rel == "advmod:neg" for t in deed.head.children):
            return None  # "the summit that Switzerland will host"
        span = self._context.clause_span(found.governor, keep=[found.deed])
        involved = with_counterparts(self._context, view, by, clause=found.deed)
        made = Candidate(
            type="commitment",
            slots={},
            spans=[span],
            anchor=(found.deed.start, found.deed.end),
            sentence=view.sentence.index,
            actors=tuple(involved),
        )
        date = self._date(view, found, deed)
        made.fill("parties", sorted({a.party for a in involved if a.party}))
        made.fill("date", date)
        target = self._target(view, deed)
        if target and not any(a.party and a.kind != "organisation" for a in by):
            target = {k: v for k, v in target.items() if v not in self._words["given_indicator"]}
        made.fill("sectors", self._sectors(view, span, target))
        status, proof = self._outcomes.of(view, found)
        made.fill("status", status)
        made.spans += proof
        if speaker is not None and not (speaker.is_party and party_actor(speaker.code) in by):
            made.fill("said_by", speaker.to_value())
        made.fill("by", values_of(by))
        made.fill("action", action)
        made.fill("due", self._deeds.due(deed, promised=date, told=found.is_told))
        made.fill("target", target)
        return made

    def _is_imposed(self, found: Promise) -> bool:
        """ "23 diplomats were ordered to leave": nobody's promise."""
        grammar, verb = self._context.grammar, found.governor
        ordered = verb.lemma in self._words["imposing"] and grammar.is_passive(verb)
        return ordered and not grammar.agents(verb)

    def _named(self, view: SentenceView, deed: Deed, action: str) -> str:
        """The action with the thing named where it is a pronoun for that of the same deed before.

        "was unable to complete the road; it undertakes to complete it".
        """
        thing = deed.head.child("obj")
        if thing is None or thing.pos != "PRON" or thing.lemma not in self._words["thing_pronouns"]:
            return action
        for other in (view, *self._context.document.neighbours(view, before=1)):
            for verb in other.tokens:
                own = verb.child("obj") if verb.lemma == deed.head.lemma else None
                if own is None or own.pos == "PRON" or (other is view and verb is deed.head):
                    continue
                words = main_words(own)
                name = other.text(words[0].start, words[-1].end)
                return action.replace(f" {thing.text}", f" {name}", 1)
        return action

    def _sectors(self, view: SentenceView, span: Span, target: dict[str, Any] | None) -> list[str]:
        """The sectors that its words name, else that of what is counted, else of the passage."""
        named = self._context.circumstances.sectors(view.text(*span))
        counted = sector_of(self._context.language, (target or {}).get("indicator", ""))
        if named or counted:
            return named if not counted or counted in named else [*named, counted]
        return self._context.circumstances.sectors(view.text(*span), view=view, passage=True)

    # ------------------------------------------------------------------ what counts

    def _is_checkable(self, view: SentenceView, found: Promise, deed: Deed) -> bool:
        """Whether something is named that can later be checked, and no other record has it all."""
        if found.is_told or found.is_missed:
            idle = self._words["no_deed"] | self._words["vague"]
            return found.is_missed or deed.head.lemma not in idle
        if (
            self._is_state(view, deed)
            or self._is_gift_unnamed(view, deed)
            or self._is_without_object(found, deed)
            or self._none.is_none(view, found, deed)
        ):
            return False  # "promised Chad a loan, to be repaid by 2030": nobody's deed
        if not deed.head.is_verb:
            return self._is_checkable_noun(view, found, deed)
        lemma = deed.head.lemma
        deadline = any(m.role == "due" for m in deed.dates)
        if lemma in self._words["possessing"] and found.governor is not found.deed:
            return deadline or self._is_readiness(deed)
        if lemma in self._words["no_deed"] or self._is_body(deed):
            return False
        meant = any(self._is_goal(view, deed, amount) for amount in deed.amounts)
        if found.governor.lemma in self._words["proposing"]:
            return deadline and meant
        if self._is_opening(found, deed):
            return False
        left = found.governor is not found.deed and self._none.is_left_undone(deed)
        if self._is_gathering(view, deed):
            return bool(deed.cadence) or deadline or left
        told = meant or bool(deed.cadence) or deadline or left
        return told or self._is_specific(view, found, deed)

    @staticmethod
    def _is_without_object(found: Promise, deed: Deed) -> bool:
        """ "the summit that Chad will host", "a visit whose date will be told": only a remark."""
        if any(token.tag == "WP$" for token in deed.subject):
            return True
        if found.governor is not found.deed or deed.head.rel != "acl:relcl":
            return False
        subject = deed.head.child(*_SUBJECTS)
        thing = deed.head.child("obj")
        own = subject is not None and subject.tag not in ("WDT", "WP") and not deed.subject
        taken = own and deed.head.child("obl:agent") is None
        return taken and (thing.index < deed.head.index if thing else not deed.amounts)

    @staticmethod
    def _is_gift_unnamed(view: SentenceView, deed: Deed) -> bool:
        """ "will lend Moldova": of what is to be given only the taker is told."""
        things = deed.head.all_children("obj", "iobj")
        mentions = [view.mention(thing) for thing in things]
        takers = [m for m in mentions if m is not None and m.form == "name"]
        rest = (c.rel in ("xcomp", "ccomp", "obl") or c.case for c in deed.head.children)
        return bool(takers) and len(takers) == len(things) and not (deed.amounts or any(rest))

    def _is_readiness(self, deed: Deed) -> bool:
        """ "are to have the text ready"."""
        return any(
            child.rel in ("xcomp", "ccomp", "amod") and child.lemma in self._words["readiness"]
            for child in deed.head.children
        )

    def _is_specific(self, view: SentenceView, found: Promise, deed: Deed) -> bool:
        """Whether a deed without number or deadline is one that could be seen to be done."""
        head, lemma = deed.head, deed.head.lemma
        becoming = lemma in self._words["inchoative"]
        becoming = becoming and head.child("obj", "xcomp") is None
        if deed.dates and head.child("obj", "xcomp", *_SUBJECTS, "obl"):
            return not becoming or bool(deed.subject)
        if found.is_soft:
            return False
        if found.is_under_way:
            return head.child("obj") is not None
        if becoming and deed.subject and head.child("advcl", "obl") is not None:
            return True
        if self._is_regular(deed) or self._is_carried_out_somewhere(view, deed):
            return True
        if lemma in self._words["vague"] | self._words["conclude_verbs"]:
            return self._is_held_so(head)
        if becoming and not deed.subject and head.child("obj") is None:
            return False
        thing = self._thing(deed)
        if thing is not None and thing.tag == "VBG":  # "stop arming the rebels"
            thing = thing.child("obj", "obl") or thing
        if thing is not None and thing.lemma in self._words["light_nouns"]:
            inner = thing.child("nmod")  # "the use of local currencies"
            thing = inner if inner and inner.child("amod", "compound", "nmod") else thing
        if thing is None or thing.pos == "PRON":
            return False
        return thing.lemma not in self._words["vague_nouns"]

    def _is_held_so(self, head: Token) -> bool:
        """ "keep the crossing open"."""
        if head.lemma not in self._words["keeping"] or head.child("obj") is None:
            return False
        return any(c.pos == "ADJ" and c.index > head.index for c in head.all_children("xcomp"))

    def _is_regular(self, deed: Deed) -> bool:
        """ "exchange data on tariffs on a regular basis": about something, again and again."""
        bases = self._words["regular_bases"]
        is_on_something = any(
            word.case in self._words["about_cases"] and word.lemma not in bases
            for word in deed.words
        )
        return is_on_something and any(
            word.lemma in bases
            and any(below.lemma in self._words["regular"] for below in word.children)
            for word in deed.words
        )

    def _is_carried_out_somewhere(self, view: SentenceView, deed: Deed) -> bool:
        """ "implement investment projects in Siberia": undertakings at a place that is named."""
        thing = self._thing(deed)
        if thing is None or deed.head.lemma not in self._words["carrying_out"]:
            return False
        if "PROJECT" not in self._context.matcher.concepts_of(thing):
            return False
        return any(
            word.case in self._words["place_cases"] and self._is_somebody(view, word)
            for word in deed.words
        )

    @staticmethod
    def _is_state(view: SentenceView, deed: Deed) -> bool:
        """Whether what is acted on is a party itself."""
        if len(deed.subject) != 1:
            return False
        mention = view.mention(deed.subject[0])
        return mention is not None and mention.form == "name"

    def _is_loan(self, view: SentenceView, deed: Deed) -> bool:
        """Whether it is a loan or credit line: what is agreed of these is an instrument."""
        finder = indicator_finder(self._context.language)
        heads = [(a, head_of(view.tokens_of(a.start, a.end))) for a in deed.amounts]
        return any(finder.name_of(view, head, a).startswith(_LOANS) for a, head in heads)

    def _is_checkable_noun(self, view: SentenceView, found: Promise, deed: Deed) -> bool:
        named = self._context.matcher.concepts_of(deed.head)
        if found.deed.head is found.governor and found.deed.rel == "nsubj":  # "was due by March"
            return bool(deed.dates) and not {"MEETING", "VISIT"} & named
        if {"MEETING", "VISIT"} & named:
            return False  # "will undertake a visit"
        pledged = found.governor.lemma in self._words["pledging"]
        if not pledged and (_OTHER_RECORDS & named or self._is_loan(view, deed)):
            return False
        if deed.head.lemma in self._words["vague_nouns"]:
            return bool(deed.amounts)
        return bool(deed.amounts or deed.dates)

    def _is_body(self, deed: Deed) -> bool:
        """A body to be set up is a record of its own."""
        matcher = self._context.matcher
        if deed.head.lemma not in self._words["set_up_verbs"]:
            return False
        things = [self._thing(deed), *deed.head.all_children("obj"), *deed.subject]
        if any(t is not None and t.lemma in self._words["openable"] for t in things):
            return False
        return any(t is not None and "BODY" in matcher.concepts_of(t) for t in things)

    def _is_opening(self, found: Promise, deed: Deed) -> bool:
        """ "talks would open in May": nobody's promise, where nobody agreed to it."""
        subject = deed.head.child(*_SUBJECTS)
        if (
            found.governor is not found.deed
            or subject is None
            or deed.head.child("obj") is not None
        ):
            return False
        if deed.head.lemma not in self._words["opening"]:
            return False
        return self._is_held(subject)

    def _is_held(self, noun: Token) -> bool:
        """Whether a noun is something that is held: a meeting, a ceremony."""
        named = self._context.matcher.concepts_of(noun)
        return noun.lemma in self._words["gatherings"] or "MEETING" in named

    def _is_gathering(self, view: SentenceView, deed: Deed) -> bool:
        """Planned meetings and visits are records of their own."""
        if deed.head.lemma not in self._words["gather_verbs"]:
            return self._is_call(view, deed)
        if deed.head.lemma in (*self._words["attending"], *self._words["chairing"]):
            return True
        own = deed.head.child("obj")
        if own is not None and own.lemma in self._words["places"] and own.child("det") is None:
            subject = deed.head.child("nsubj")  # "the summit will take place in May"
            return subject is not None and self._is_held(subject)
        thing = self._thing(deed)
        if own is None and thing is not None and thing.tag == "VBG":
            return False  # "stop arming the rebels"
        if thing is not None and thing.lemma in self._words["several_nouns"]:
            thing = thing.child("nmod") or thing  # "a series of meetings"
        if thing is None or (deed.head.lemma in self._words["moving"] and own is None):
            return not deed.subject or self._is_official(view, deed)
        met = self._is_somebody(view, thing) or any(a.office for a in view.actors(thing))
        if deed.head.lemma in self._words["moving"] and met:
            return not self._is_force(view, deed)
        if thing.pos == "PRON" and deed.head.lemma in self._words["convening"]:
            return True
        next_one = {c.lower for c in thing.children} & self._words["next_words"]
        if next_one and thing.is_noun and deed.head.lemma in self._words["convening"]:
            return True  # "will host the next SOM"
        return thing.lemma in self._words["gatherings"] or bool(
            {"MEETING", "VISIT", "SUMMIT"} & self._context.matcher.concepts_of(thing)
        )

    @staticmethod
    def _is_force(view: SentenceView, deed: Deed) -> bool:
        """ "its troops will leave Peru": no visit."""
        subjects = deed.head.all_children(*_SUBJECTS)
        return any(actor.sector == "MIL" for actor in view.first_actors(subjects))

    @staticmethod
    def _is_official(view: SentenceView, deed: Deed) -> bool:
        """ "the minister will leave for Ankara": a journey; "the troops will leave" is none."""
        actors = view.first_actors(deed.subject)
        return any(each.kind == "person" or each.office for each in actors)

    def _is_call(self, view: SentenceView, deed: Deed) -> bool:
        """ "will call on Chad's foreign minister": a meeting."""
        words = self._words["calling"]
        called = self._context.grammar.obliques(deed.head, *self._words["about_cases"])
        asked = deed.head.child("xcomp") is not None  # "will call on its members to contribute"
        return deed.head.lemma in words and any(asked or self._is_somebody(view, t) for t in called)

    @staticmethod
    def _is_somebody(view: SentenceView, token: Token) -> bool:
        return view.mention(token) is not None or any(
            entry.kind in ("state", "place") for entry in view.marked.entries[token.index]
        )

    def _thing(self, deed: Deed) -> Token | None:
        """What the deed is done to."""
        if deed.subject:
            own = {t.index for t in deed.subject}
            tops = (t for t in deed.subject if t.head is None or t.head.index not in own)
            return next(tops, None)
        return deed.head.child("obj") or deed.head.child("obl", "ccomp", "xcomp")

    # ------------------------------------------------------------------ who

    def _promisers(
        self, view: SentenceView, found: Promise, deed: Deed, speaker: Actor | None
    ) -> list[Actor]:
        """Who is bound: the states that officials speak for, organisations, other persons."""
        by = self._spoken_for(found.actors)
        if by:
            return by
        owner = found.governor.child("nsubj") if found.governor.is_verb else None
        if owner is not None and (owners := self._owners(view, owner)) and not deed.subject:
            return owners
        if found.governor is found.deed and not deed.subject:
            return []
        heads = (found.deed, found.governor)
        owners = [a for t in deed.subject for a in self._owners(view, t) if t.head in heads]
        if owners:
            return owners
        speakers = self._speakers(view, found, speaker) if speaker is not None else []
        spoken = [actor for actor in self._spoken_for(speakers) if actor.is_party]
        told = deed.dates or deed.amounts or self._context.grammar.is_passive(deed.head)
        if deed.subject and not told:
            spoken = []  # "the war would end, the minister said": he alone does not end it
        return spoken or self._jointly(view, found)

    def _speakers(self, view: SentenceView, found: Promise, speaker: Actor) -> list[Actor]:
        """Those who say so, where several do: "Chad and Mali announced"."""
        saying = self._saying(found.governor)
        actors = actors_of(view, self._context.grammar.agents(saying)) if saying else []
        return actors if speaker in actors else [speaker]

    def _jointly(self, view: SentenceView, found: Promise) -> list[Actor]:
        """The parties of a joint text, or of a clause that says "it was agreed"."""
        subject = found.governor.child("nsubj", "nsubj:pass")
        if found.deed is subject:  # "the report was due": whoever the text is about
            return [party_actor(code) for code in view.pair]
        expletive = subject is not None and subject.lemma in self._words["joint_expletives"]
        shared = not found.governor.is_verb and found.governor.lemma in self._words["shared_nouns"]
        if self._outcomes.is_joint or expletive or shared:
            return [party_actor(code) for code in view.pair]
        return []

    def _owners(self, view: SentenceView, noun: Token | None) -> list[Actor]:
        """Whose a thing is: "a vessel of the Chilean Navy", "Peru's parliament"."""
        if noun is None:
            return []
        for child in noun.children:
            possessive = child.rel in ("nmod:poss", "amod", "compound")
            if possessive or (child.rel == "nmod" and child.case in self._words["owner_cases"]):
                owners = [a for each in child.conjuncts() for a in view.actors(each)]
                found = self._spoken_for(owners) or self._owners(view, child)
                if found:
                    return [actor for actor in found if actor.party]
        return []

    @staticmethod
    def _spoken_for(actors: Sequence[Actor]) -> list[Actor]:
        """Officials and ministries as the states that they speak for."""
        found: list[Actor] = []
        for actor in actors:
            official = actor.office or actor.sector in _OFFICIAL
            if actor.is_party or (actor.country and official):
                spoken = party_actor(actor.party)
            elif actor.kind == "role" and not actor.country:
                continue
            else:
                spoken = actor
            if spoken not in found:
                found.append(spoken)
        return found

    # ------------------------------------------------------------------ when, how much

    def _date(self, view: SentenceView, found: Promise, deed: Deed) -> str:
        """When it was promised: the date of the word of promising or saying, else of the text."""
        saying = self._saying(found.governor)
        for token in (found.governor if found.governor is not found.deed else None, saying):
            if token is None:
                continue
            for mention in view.dates:
                tokens = view.tokens_of(mention.start, mention.end)
                if mention in deed.dates or mention.role != "point" or not tokens:
                    continue
                top = head_of(tokens)
                own = self._context.grammar.clause_of(top) is token
                if own and (top.index < found.deed.index or token is saying):
                    return self._context.circumstances.value(view, mention, Modality.ASSERTED)
        agreed = view.sentence.entry or self._agreed_then(view, found, deed)
        if agreed:
            return agreed
        if self._joint_date:
            return self._joint_date
        if found.governor.is_verb and not found.is_told and not found.is_missed:
            return self._outcomes.news_date(view, found)
        return ""

    def _agreed_then(self, view: SentenceView, found: Promise, deed: Deed) -> str:
        """ "agreed to build the dam in 1977", told long after: the year is that of agreeing."""
        anchor = self._context.document.anchor
        if found.governor is found.deed or found.governor.tag not in ("VBD", "VBN"):
            return ""
        for mention in deed.dates:
            if mention.role != "point" or mention.month_only or anchor is None or not mention.edtf:
                continue
            last = edtf.bounds(mention.edtf).last
            top = head_of(view.tokens_of(mention.start, mention.end))
            if self._context.grammar.clause_of(top) is not found.deed:
                continue
            if last is not None and last < anchor:
                return self._context.circumstances.value(view, mention, Modality.ASSERTED)
        return ""

    def _saying(self, token: Token) -> Token | None:
        """The verb of saying that reports a clause."""
        for above in token.ancestors():
            if self._context.attribution.is_saying(above):
                return above
        return next((c for c in token.children if c.rel == "parataxis" and c.is_verb), None)

    def _target(self, view: SentenceView, deed: Deed) -> dict[str, Any] | None:
        """The amount to be reached or given, and what it counts."""
        meant = [amount for amount in deed.amounts if self._is_goal(view, deed, amount)]
        ranked = sorted(meant, key=lambda amount: self._rank(view, amount))
        if not ranked:
            return None
        value = ranked[0].to_value()
        head = head_of(view.tokens_of(ranked[0].start, ranked[0].end))
        named = self._indicator(view, deed, head, ranked[0])
        sized = self._is_size(view, deed, ranked[0]) and not named.startswith(_CAPACITY)
        if named and value["unit"] != "percent" and not sized:
            value["indicator"] = named
        return value

    def _is_goal(self, view: SentenceView, deed: Deed, amount: AmountMention) -> bool:
        """Whether an amount is to be reached or given: not of "based on four pillars"."""
        head = head_of(view.tokens_of(amount.start, amount.end))
        if amount.unit == "percent" and deed.head.lemma in self._words["dropped"]:
            return False  # "drop its 6 percent tariff"
        if amount.kind == "measure" and self._is_size(view, deed, amount):
            return self._indicator(view, deed, head, amount).startswith(_CAPACITY)
        if amount.kind != "count" or amount.per:
            return True
        if head in deed.subject:  # not of "any dispute between the two states"
            return head.head not in deed.subject
        part = head.head if head.rel == "nmod" and head.case in self._words["owner_cases"] else head
        node = part if part is not None else head
        return node.head is deed.head or node is deed.head

    @staticmethod
    def _is_size(view: SentenceView, deed: Deed, amount: AmountMention) -> bool:
        """ "build a 480-kilometre pipe, one metre wide": how large it is, nothing to be reached."""
        words = view.tokens_of(amount.start, amount.end)
        thing = words[-1].head if words else None
        if amount.kind != "measure" or thing is None:
            return False
        if thing.pos == "ADJ" or not thing.is_noun:
            return thing.pos in ("ADJ", "ADV")  # "590 miles north of Lima"
        return thing.index > words[-1].index and thing is not deed.head

    def _indicator(self, view: SentenceView, deed: Deed, head: Token, amount: AmountMention) -> str:
        """What an amount counts; where the deed has a pronoun for it, what was last spoken of."""
        finder = indicator_finder(self._context.language)
        named = finder.name_of(view, head, amount)
        aims = any("TARGET" in self._context.matcher.concepts_of(t) for t in view.tokens)
        back = any(t.text.lower() in self._words["thing_pronouns"] for t in deed.words)
        if not named and amount.kind == "money" and not deed.head.is_verb and not aims:
            return next(iter(self._words["given_indicator"]))
        if named or amount.kind != "money" or not (aims or back):
            return named
        for other in self._context.document.neighbours(view, before=_BACK):
            spoken = finder.spoken_of(other)
            if spoken:
                return spoken
        return ""

    def _rank(self, view: SentenceView, amount: AmountMention) -> tuple[bool, bool, bool, int]:
        tokens = view.tokens_of(amount.start, amount.end)
        case = head_of(tokens).case
        before = view.tokens[tokens[0].index - 1].text.lower() if tokens[0].index else ""
        if before in self._words["goal_cases"]:  # "from 90 to 150 tonnes": both hang on "from"
            case = before
        return (
            bool({case, before} & self._words["start_cases"]),
            case not in self._words["goal_cases"],
            amount.kind != "money",
            amount.start,
        )
