"""Positions: a named holder's stance on a topic."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import organisation_codes, party_actor
from memcon.extract.attribution import is_apart
from memcon.extract.candidate import Candidate, one_or_list, values_of
from memcon.extract.dates import DateMention
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.occasions import is_duty, is_question
from memcon.extract.records.parties import with_counterparts
from memcon.extract.records.topics import Topic, Topics, is_clausal
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_STATE_CODE = 3  # letters of a state's code
_JUDGED = {"JUDGED_BAD": "criticises", "JUDGED_WORRYING": "concerned", "JUDGED_GOOD": "praises"}
_MOST_SECTORS = 2
_ACTING = (
    "nmod:poss",
    "amod",
    "compound",
    "nsubj",
    "obl:agent",
    "obj",
)  # of whose doing a topic is
_SEVERAL = ("NNS", "NNPS", "PRP", "DT")  # "the leaders", "they", "both"
_THROUGH = ("through", "via", "across", "over", "into", "before", "as", "than")
_HAVING = frozenset({"have"})
_WHERE = ("in", "at", "from")  # cases of a place, no addressee
_NEAR = 7  # days that a dispatch may be dated before what it tells


def extract(context: Context) -> list[Candidate]:
    """The stances that a document reports, with holder and topic."""
    return _Positions(context).all()


class _Positions:
    """The positions of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._topics = Topics(context)
        self._words = phrases(context.language, "position")
        self._adopted = _adoption_date(context)

    def all(self) -> list[Candidate]:
        made = []
        for view in self._context.sentences:
            here: list[Candidate] = []
            for match in _ordered(self._context.matcher.match(view, "position")):
                candidate = self._position(match)
                if candidate is not None and not _told(here, candidate):
                    here.append(candidate)
            made += here
        return made

    # ------------------------------------------------------------------ one position

    def _position(self, match: Match) -> Candidate | None:
        stance = self._stance(match)
        holders, source = self._holders(match)
        if not stance or not holders:
            return None
        topic = self._topic(match)
        if topic is not None and self._is_something_else(match, topic):
            return None
        if topic is None or self._is_about_other(match.view, topic, holders):
            return None
        if match.frame.concept == "SUMMONS" and _is_own_doing(match.view, topic, holders):
            return None
        if match.frame.values.get("judgement"):
            stance, topic = self._judged(match, topic)
            if topic is None:
                return None
        toward = self._toward(match, topic, holders)
        known = [*holders, *([party_actor(toward)] if toward else [])]
        involved = self._involved(match, known)
        made = self._context.candidate(
            "position",
            match,
            actors=involved,
            span=self._context.clause_span(match.governor, keep=[match.token, *topic.words]),
            date=self._date(match, topic),
            sectors=self._sectors(match),
            holder=one_or_list(values_of(holders)),
            stance=stance,
            topic=topic.text,
            toward=toward,
            said_by=source.to_value() if source is not None else None,
        )
        return self._cleaned(made, holders, match, topic)

    def _is_something_else(self, match: Match, topic: Topic) -> bool:
        """Whether a verb of a stance tells none: "defend ourselves", "was denied access"."""
        words = phrases(self._context.language, "position")
        if any(token.lower in words["reflexives"] for token in match.tokens("topic")):
            return True
        if match.frame.concept == "DENIES" and match.frame.pos == "verb":
            return topic.head.lemma in words["withheld"]
        if not match.frame.values.get("wishful"):
            return False
        states = match.token.lemma in words["stating"] and _is_finite(topic.head)
        return states or _is_done(topic.head)  # "claimed to have shot down": nothing is wished for

    def _involved(self, match: Match, known: Sequence[Actor]) -> list[Actor]:
        """The parties of a stance: not who is named only in a clause about its holder."""
        found = with_counterparts(self._context, match.view, known)
        aside = [
            word
            for holder in match.tokens("holder")
            for clause in holder.all_children("acl:relcl")
            for word in clause.subtree()
        ]
        left = {a.party for m in match.view.mentions_in(aside) for a in m.actors}
        about = self._context.document.principals[:2]
        left -= {actor.party for actor in known} | set(about)
        return [actor for actor in found if actor.party not in left]

    def _cleaned(
        self, made: Candidate, holders: Sequence[Actor], match: Match, topic: Topic
    ) -> Candidate:
        """The candidate without slots that positions do not have, or that say nothing new."""
        made.slots.pop("status", None)
        made.slots.pop("place", None)
        if not self._date(match, topic):
            made.slots.pop("date", None)
        said = made.get("said_by")
        if said is not None and any(_is_same(said, holder) for holder in holders):
            made.slots.pop("said_by")
        return made

    # ------------------------------------------------------------------ is it one, and which

    def _stance(self, match: Match) -> str:
        """The stance of a match; '' where it is none."""
        values, turned = match.frame.values, match.status == "negated"
        status = match.status
        if match.frame.pos == "noun" and "itself" in match.frame.args.get("topic", ()):
            read = self._context.modality.read(match.governor)  # the deed's, not the noun's
            status = match.frame.status.get(read.value, "")
        if not status or is_question(match) or is_duty(self._context, match):
            return ""
        if match.modality.value == "hypothetical" and not self._is_wish(match):
            return ""
        if self._is_unreal(match) or (values.get("willing") and not self._is_willing(match)):
            return ""
        needed = values.get("needs")
        if needed and not self._has(match, needed):
            return ""
        return str(values["negated"] if turned else values["stance"])

    def _is_willing(self, match: Match) -> bool:
        """ "will not sign"; of "did not sign" nobody knows why."""
        helpers = match.governor.all_children("aux")
        return any(c.tag == "MD" and c.lemma in self._words["willing"] for c in helpers)

    def _is_unreal(self, match: Match) -> bool:
        """Whether a word only looks like a stance: "finished with", "does not seek", a threat."""
        words = phrases(self._context.language, "position")
        token, values = match.token, match.frame.values
        if values.get("participle") and not token.all_children("aux", "aux:pass", "cop"):
            return True
        if match.status == "negated" and token.lemma in words["not_opposing"]:
            return True
        if any(below.lemma in words["announcing"] for below in token.all_children("xcomp")):
            return True  # "I regret to tell the House that": how something is told
        if token.lemma in words["mandating_verbs"] and self._is_entrusted(match):
            return True
        if match.frame.concept == "TELLS" and self._is_own_office(match):
            return True
        if token.lemma in words["ordering_verbs"] and self._is_told_person(match):
            return True
        if token.case in words["aside_cases"] or self._is_exchange(match):
            return True
        audience = any(self._is_audience(match.view, each) for each in token.all_children("obj"))
        if audience or self._asks(match.governor) or self._is_thought(match.governor):
            return True
        above = match.governor.head
        threatened = above is not None and "WARNS" in self._context.matcher.concepts_of(above)
        return bool(threatened and match.governor.rel == "xcomp")

    @staticmethod
    def _is_audience(view: SentenceView, token: Token) -> bool:
        """ "I ask you all to rise": those who listen, and no party."""
        mention = view.mention(token)
        return mention is not None and mention.form == "speaker" and not mention.actors

    def _is_thought(self, verb: Token) -> bool:
        """ "is thought to favour", "is expected to oppose": what others suppose of him."""
        above = verb.head if verb.rel in ("xcomp", "ccomp") else None
        if above is None:
            return False
        infinitive = any(child.tag == "TO" for child in verb.children)
        if infinitive and above.lemma in self._words["expecting_verbs"]:
            # "expects Poland to support it"
            return verb.child("nsubj") is not None or above.child("obj") is not None
        passive = self._context.grammar.is_passive(above)
        return above.lemma in self._words["supposing"] and passive

    def _is_exchange(self, match: Match) -> bool:
        """ "in return for relief": what is got, no threat."""
        words, token = phrases(self._context.language, "position"), match.token
        following = match.view.tokens[token.index + 1 : token.index + 2]
        if token.lemma not in words["exchange_nouns"]:
            return False
        return any(word.text.lower() in words["exchange_cases"] for word in following)

    @staticmethod
    def _is_told_person(match: Match) -> bool:
        """ "ordered the first secretary of the embassy to leave": an act, no demand on a state."""
        told = match.actors("target")
        return bool(told) and all(actor.kind in ("person", "role") for actor in told)

    @staticmethod
    def _is_own_office(match: Match) -> bool:
        """ "ordered its ministries to": nobody else is told."""
        own = {actor.party for actor in match.actors("holder") if actor.party}
        return any(actor.party in own for actor in match.actors("target"))

    @staticmethod
    def _is_entrusted(match: Match) -> bool:
        """ "charged its ministries with drafting": nobody else's, so no accusation."""
        own = {actor.party for actor in match.actors("holder") if actor.party}
        return not any(a.party and a.party not in own for a in match.actors("target"))

    def _is_about_other(self, view: SentenceView, topic: Topic, holders: Sequence[Actor]) -> bool:
        """Whether the "it" that a topic begins with is not the holder: nobody knows what."""
        things = phrases(self._context.language, "position")["thing_pronouns"]
        subject = topic.head.child("nsubj", "nsubj:pass")
        if subject is None or subject.text.lower() not in things or subject not in topic.words:
            return False
        if topic.text.lower().split()[0] != subject.text.lower():
            return False  # its name has been put in
        own = {holder.party for holder in holders}
        known = view.actors(subject)
        return bool(known) and not any(actor.party in own for actor in known)

    def _is_wish(self, match: Match) -> bool:
        """ "would welcome": a wish politely put, not a case that is only supposed."""
        if not match.frame.values.get("wishful"):
            return False
        of = self._context.matcher.concepts_of
        polite = any("WISHFUL" in of(c) for c in match.governor.all_children("aux"))
        polite = polite and match.governor.tag != "VBN"  # "would have preferred": it is too late
        return polite and match.governor.child("advcl") is None

    def _has(self, match: Match, concept: str) -> bool:
        """Whether the support verb, or the object of a verb, is of a concept; owners do, too."""
        of = self._context.matcher.concepts_of
        if match.frame.pos == "verb":
            return any(concept in of(token) for token in match.tokens("target"))
        if match.token.case in self._words["manner_cases"]:
            return match.support is not None and match.support.lemma in self._words["noting"]
        if match.frame.values.get("owned") and match.token.child("nmod:poss") is not None:
            return True
        if match.support is None:
            return False
        return concept in of(match.support)

    # ------------------------------------------------------------------ whose

    def _holders(self, match: Match) -> tuple[list[Actor], Actor | None]:
        """Whose stance it is, and who states it for them, where a person or ministry does."""
        values = match.frame.values
        agents: list[Actor] = []
        owners: list[Actor] = []
        for token in self._holding(match):
            found = [a for a in match.view.actors(token) if a.party or a.kind != "role"]
            if token.rel in ("nmod:poss", "amod", "compound") and token.head is match.token:
                owners += [actor for actor in found if actor not in owners]
            else:
                agents += [actor for actor in found if actor not in agents]
            if values.get("spoken") and not _is_speaker(match.view, token):
                return [], None
        if values.get("only") == "state" and not all(a.is_party for a in agents):
            return [], None
        if not agents:
            return [a for a in owners if a.is_party or a.kind == "person"], None
        states = [actor for actor in owners if actor.is_party]
        if states and all(a.kind in ("person", "role") for a in agents):
            return states, agents[0]
        if len(agents) == 1 and _speaks_for_state(agents[0]):
            return [party_actor(agents[0].country)], agents[0]
        return self._represented(match, agents), None

    def _represented(self, match: Match, agents: list[Actor]) -> list[Actor]:
        """The states, for officials who speak together or in a joint text: "both leaders"."""
        codes = list(dict.fromkeys(a.country for a in agents if a.kind in ("person", "role")))
        if not all(codes) or len(codes) < len(agents):
            return agents
        together = len(codes) > 1 and any(t.tag in _SEVERAL for t in self._holding(match))
        stated = self._adopted or (together and self._context.document.author)
        return [party_actor(code) for code in codes] if stated else agents

    def _holding(self, match: Match) -> list[Token]:
        """The words that name the holder; of "summoned X to protest" who summons, not who is."""
        above, trigger = match.governor.head, match.token
        if above is None or match.governor.rel not in ("xcomp", "advcl") or not above.is_verb:
            told = match.tokens("holder")
            return [token for token in told if not is_apart(match.view, token, trigger)]
        summons = "SUMMONS" in self._context.matcher.concepts_of(above)
        return self._context.grammar.agents(above) if summons else match.tokens("holder")

    # ------------------------------------------------------------------ about what

    def _topic(self, match: Match) -> Topic | None:
        """What a stance is about, in the first place of the frame that names a matter."""
        values = match.frame.values
        of = self._context.matcher.concepts_of
        for head in self._topics.heads(match, *match.frame.args["topic"]):
            if is_clausal(head) and self._asks(head):
                return None
            if self._is_passed_over(match, head):
                continue
            if values.get("avoid") in of(head) or self._is_met(match, head):
                return None
            if values.get("addressed") and (_is_level(match) or not self._addressees(match, head)):
                continue
            without = match.frame.args["target"] if values.get("addressed") else ()
            topic = self._topics.topic(match.view, head, match.token, without=without)
            if topic is not None:
                return self._promoted(match, topic)
        return None

    def _is_passed_over(self, match: Match, head: Token) -> bool:
        """Whether a word is no topic of this frame, so that the next place is to be tried."""
        values = match.frame.values
        if self._is_no_matter(match, head) or self._is_dismissed(match, head):
            return True
        if values.get("obligation") and not self._obliges(head):
            return True
        if values.get("mandate") and is_clausal(head) and not _is_mandate(head):
            return True
        wanted = values.get("only_about")
        return bool(wanted) and wanted not in self._context.matcher.concepts_of(head)

    def _is_dismissed(self, match: Match, head: Token) -> bool:
        """ "rejected the claim": a denial, not the opposition that the verb tells of else."""
        of = self._context.matcher.concepts_of
        dismissed = "ALLEGATION" in of(head) and "DISMISSES" in of(match.token)
        return dismissed and match.frame.values.get("only_about") != "ALLEGATION"

    def _is_no_matter(self, match: Match, head: Token) -> bool:
        """An addressee; "a note of protest"; "on the sidelines he will call on X", a visit."""
        if head in match.tokens("target") and match.view.actors(head):
            return True
        if head.lemma in self._words["own_words"] and _is_own(match, head):
            return True
        if head.head is match.token and match.frame.concept in self._context.matcher.concepts_of(
            head
        ):
            return True
        return match.token.lemma == "call" and head.case in self._words["calling_cases"]

    def _asks(self, clause: Token) -> bool:
        """ "asked whether it would": a question, no wish."""
        marks = phrases(self._context.language, "speech")["question_marks"]
        return any(child.rel == "mark" and child.lemma in marks for child in clause.children)

    def _promoted(self, match: Match, topic: Topic) -> Topic:
        """ "backs X in joining Y": where the object is only a party, what it is backed in."""
        mention = match.view.mention(topic.head)
        if mention is None or not all(a.is_party for a in mention.actors):
            return topic
        for clause in match.token.all_children("advcl"):
            backed = clause.case in self._words["backing_cases"]
            if clause.tag == "VBG" and backed and clause.index > topic.head.index:
                return self._topics.topic(match.view, clause, match.token) or topic
        return topic

    def _addressees(self, match: Match, head: Token) -> list[Actor]:
        """With whom something is raised, wherever the parser has hung him."""
        within = [t for t in head.subtree() if t.case in match.frame.args.get("target", ())]
        return match.view.first_actors([*match.tokens("target"), *within])

    def _is_met(self, match: Match, head: Token) -> bool:
        """ "welcomed the envoy": the object is a person who is received."""
        if match.frame.values.get("avoid") != "PERSON":
            return False
        return any(actor.kind in ("person", "role") for actor in match.view.actors(head))

    def _obliges(self, clause: Token) -> bool:
        of = self._context.matcher.concepts_of
        if clause.tag == "VBG":
            return False  # "should be crossing soon": what is to be expected
        return any("OBLIGATION" in of(c) for c in clause.children if c.rel == "aux")

    def _judged(self, match: Match, topic: Topic) -> tuple[str, Topic | None]:
        """The stance and the topic of "called X illegal", "said that X was a threat"."""
        if match.frame.concept == "SAYS":
            clause, subject = topic.head, topic.head.child("nsubj", "nsubj:pass")
            judgement = clause.child("xcomp", "attr")
            if subject is None or judgement is None or not subject.is_noun:
                return "", None
            stance = self._judgement(judgement)
            told = self._topics.topic(match.view, subject, match.token) if stance else None
            return stance, told
        for child in match.token.children:
            if child.rel in ("xcomp", "ccomp") or (child.rel in ("obl", "advcl") and child.case):
                stance = self._judgement(child)
                if stance and child.index > topic.head.index:
                    return stance, topic
        return "", None

    def _judgement(self, token: Token) -> str:
        of = self._context.matcher.concepts_of
        words = [token, *token.all_children("amod", "conj")]
        lessened = any(c.lemma in self._words["lessening"] for c in token.all_children("advmod"))
        if lessened or token.child("advmod:neg") is not None:
            return ""  # "was less encouraging"
        for concept, stance in _JUDGED.items():
            if any(concept in of(word) for word in words):
                return stance
        return ""

    # ------------------------------------------------------------------ toward whom

    def _toward(self, match: Match, topic: Topic, holders: Sequence[Actor]) -> str:
        """The one state or organisation to which words of the passage turn a stance."""
        own = {holder.party for holder in holders}
        denied = match.frame.values.get("stance") == "denies"
        if denied and _is_own_doing(match.view, topic, holders):
            return ""  # "denied that it had sent troops to the Congo"
        addressed = self._addressees(match, topic.head)
        if match.tokens("target") and not any(a.party not in ("", *own) for a in addressed):
            return ""  # "urged it to": somebody, but who
        targets = list(dict.fromkeys(a.party for a in addressed if a.party not in ("", *own)))
        states = [code for code in targets if len(code) == _STATE_CODE]
        if targets:
            return (states or targets)[0] if len(states or targets) == 1 else ""
        near, states = _named(match.view, topic, own)
        if near:
            return near[0] if len(near) == 1 else ""
        return states[0] if len(states) == 1 else ""

    # ------------------------------------------------------------------ when, about what

    def _date(self, match: Match, topic: Topic) -> str:
        """The day of the occasion: told with the stance, else that of the text it stands in."""
        view, circumstances = match.view, self._context.circumstances
        inside = {word.index for word in topic.words}
        own = [
            mention
            for mention in circumstances.dates(view, match.governor, roles=("point",))
            if self._is_past(mention) and self._is_own(match, mention)
        ]
        for mention in own:
            words = view.tokens_of(mention.start, mention.end)
            if self._is_of_topic(match, topic, mention):
                continue
            if words and head_of(words).index not in inside:
                value = circumstances.value(view, mention, match.modality)
                if value and not self._context.is_to_come(value):
                    return value
        if self._adopted:
            return self._adopted
        document, finite = self._context.document, _finite(match.governor)
        if finite.rel == "acl:relcl":
            return self._of_day(view, finite)
        if _is_perfect(finite) or finite.rel == "advcl":
            return ""
        spoken = match.view.speaker is not None and _is_present(finite)
        told = bool(own or document.document.place or spoken)
        if told and not _is_present(finite):
            told = not circumstances.is_elsewhere(view, match.governor)
        if told and document.is_news and document.anchor is not None:
            return document.anchor.isoformat()
        if circumstances.dates(view, match.governor):
            return ""  # what the clause tells is a time to come, or another act's
        if _is_present(finite) and not self._is_diary(view):
            return ""
        return circumstances.when(view, match.governor, news=True)

    def _of_day(self, view: SentenceView, clause: Token) -> str:
        """The day that a clause says more of: "was put off on 3 May, when Peru objected"."""
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if words and clause.head in words:
                return self._context.circumstances.value(view, mention, Modality.ASSERTED)
        return ""

    def _is_of_topic(self, match: Match, topic: Topic, mention: DateMention) -> bool:
        """ "welcomed the signing of the treaty last month": when it was signed, not welcomed."""
        words = match.view.tokens_of(mention.start, mention.end)
        after = match.token.index < topic.head.index and mention.start > topic.head.start
        if mention.precision != "day" and self._is_of_statement() and words:
            act = self._context.grammar.clause_of(head_of(words))
            if mention.start > act.start:
                return True  # a statement has a day: "welcomed the elections in March"
        below = bool(words) and topic.head in head_of(words).ancestors()
        if after and is_clausal(topic.head) and (below or mention.start > topic.words[-1].end):
            return True  # "noted with regret that X had left, on 3 May"
        dated = topic.head.lemma in phrases(self._context.language, "position")["dated_topics"]
        return dated and match.token.index < topic.head.index and mention.start > topic.head.start

    def _is_of_statement(self) -> bool:
        """Whether the text is somebody's statement, or a joint one: what it says has its day."""
        return bool(self._adopted or self._context.document.author)

    def _is_own(self, match: Match, mention: DateMention) -> bool:
        """Whether a date is not that of another act, to which the stance is only added."""
        words = match.view.tokens_of(mention.start, mention.end)
        act = self._context.grammar.clause_of(head_of(words)) if words else match.governor
        node = match.governor
        while node is not act and node.head is not None:
            if node.rel == "conj" and node.child("nsubj", "nsubj:pass") is not None:
                return False
            node = node.head
        return True

    def _is_past(self, mention: DateMention) -> bool:
        """Whether a date can be that of a stance: what is to come is part of what is wanted."""
        anchor = self._context.document.anchor
        if anchor is None or not mention.edtf or not edtf.is_valid(mention.edtf):
            return True
        last = edtf.bounds(mention.edtf).last
        ahead = (last - anchor).days if last is not None else _NEAR + 1
        return ahead <= (_NEAR if mention.precision == "day" else 0)

    def _is_diary(self, view: SentenceView) -> bool:
        """Whether the passage opens with its date: an entry of a chronicle."""
        first = view
        for other in self._context.document.neighbours(view, before=8):
            if other.sentence.block != view.sentence.block:
                break
            first = other
        return any(mention.start == first.sentence.start for mention in first.dates)

    def _sectors(self, match: Match) -> list[str]:
        """What the sentence speaks of: a topic alone is often too short to tell."""
        text, start = match.view.sentence.text, match.view.sentence.start
        at = match.governor.start - start
        begin = text.rfind(";", 0, at) + 1
        end = text.find(";", at)
        part = text[begin : end if end > 0 else len(text)]
        circumstances = self._context.circumstances
        found = circumstances.sectors(part) or circumstances.sectors(text, fallback="diplomacy")
        return found[:_MOST_SECTORS]


# --------------------------------------------------------------------------- small questions


def _ordered(matches: Iterable[Match]) -> list[Match]:
    """Matches in text order; of one word, the frame that asks for most comes first."""
    return sorted(matches, key=lambda m: (m.token.index, -len(m.frame.require)))


def _told(known: Sequence[Candidate], candidate: Candidate) -> bool:
    """Whether a sentence has already given this position by another of its words."""
    return any(
        each.get("holder") == candidate.get("holder")
        and (each.get("topic") == candidate.get("topic") or each.anchor == candidate.anchor)
        for each in known
    )


def _is_finite(clause: Token) -> bool:
    """Whether a clause tells how things are or were: no infinitive, no "should"."""
    helpers = [child for child in clause.children if child.rel in ("aux", "aux:pass", "cop")]
    first = next((c for c in helpers), clause)
    return first.tag in ("VBD", "VBZ", "VBP") and clause.child("nsubj", "nsubj:pass") is not None


def _is_done(clause: Token) -> bool:
    """Whether an infinitive tells of what has been done: "to have won"."""
    helpers = clause.all_children("aux") if clause.tag == "VBN" else []
    return any(each.lemma == "have" and each.tag == "VB" for each in helpers)


def _is_mandate(clause: Token) -> bool:
    """ "asked X to leave", "urged that X leave": a clause that says what is to be done."""
    if any(child.tag == "TO" for child in clause.children):
        return True
    helpers = clause.all_children("aux", "aux:pass")
    if any(helper.tag == "MD" for helper in helpers):
        return False
    plain = clause.tag == "VB" and not helpers  # "did not come" is no mandate
    return plain or any(helper.tag == "VB" for helper in helpers)


def _speaks_for_state(actor: Actor) -> bool:
    """Whether an organisation is a ministry or another organ of a state."""
    official = actor.kind == "organisation" and actor.sector == "GOV"
    return official and len(actor.country) == _STATE_CODE


def _is_speaker(view: SentenceView, token: Token) -> bool:
    mention = view.mention(token)
    return mention is not None and mention.form == "speaker"


def _finite(verb: Token) -> Token:
    """The verb that an infinitive hangs on and that carries its tense."""
    while verb.rel == "xcomp" and verb.head is not None and verb.head.is_verb:
        verb = verb.head
    return verb


def _is_perfect(verb: Token) -> bool:
    """ "has refused", "had found": when, it does not say."""
    added = verb.rel == "conj" and verb.child("nsubj", "nsubj:pass", "aux") is None
    if added and verb.head is not None and verb.head.is_verb:
        return _is_perfect(verb.head)
    return verb.tag == "VBN" and verb.child("aux") is not None and verb.child("aux:pass") is None


def _is_present(verb: Token) -> bool:
    """Whether a verb tells of what holds now."""
    plain = verb.tag == "VB" and verb.child("nsubj") is not None
    if verb.tag in ("VBZ", "VBP") or (plain and verb.child("aux") is None):
        return True
    return any(child.tag in ("VBZ", "VBP") for child in verb.all_children("aux"))


def _is_same(said: Any, holder: Actor) -> bool:
    """Whether the source of a statement is its holder."""
    value = holder.to_value()
    if isinstance(said, dict) and isinstance(value, dict):
        return said.get("name") == value.get("name") if "name" in value else said == value
    return bool(said == value)


def _adoption_date(context: Context) -> str:
    """The day on which a joint statement or communiqué was adopted: that of all its positions."""
    document = context.document
    words = phrases(context.language, "position")
    titled = document.document.title.lower()
    joint = any(title in titled for title in words["joint_titles"])
    if document.author in organisation_codes():  # "Communiqué of the Council", "Conclusions"
        joint = joint or any(noun in titled for noun in words["declaring_nouns"])
    for view in document.sentences[::-1]:
        for token in view.tokens:
            if token.lemma not in words["joint_nouns"] or not token.is_noun:
                continue
            own = any(child.text.lower() in words["self_words"] for child in token.children)
            verb = context.matcher.support(token) if own or joint else None
            if verb is None or verb.lemma not in words["adoption_verbs"]:
                continue
            for mention in context.circumstances.dates(view, verb):
                if mention.edtf:
                    return mention.edtf
    return document.anchor.isoformat() if joint and document.anchor is not None else ""


def _named(view: SentenceView, topic: Topic, own: Collection[str]) -> tuple[list[str], list[str]]:
    """Of the parties in a topic those close to its head, and all states."""
    near, states, owners = [], [], []
    pronoun = topic.head.child("nmod:poss")
    if pronoun is not None and pronoun.pos == "PRON" and pronoun in topic.words:
        whose = [a.party for a in view.actors(pronoun) if a.party and a.party not in own]
        if len(whose) == 1:
            return whose, whose  # "supports its bid for the Council of the IMO"
    for mention in view.mentions_in(topic.words):
        if mention.form in ("speaker", "reference") and mention.head is not topic.head:
            continue
        if mention.form in ("capital", "name") and mention.head.case in _WHERE:
            continue
        close = topic.head in (mention.head, mention.head.head)
        close = close and (mention.head.case not in _THROUGH)  # "send its cattle through Mali"
        close = close and mention.head.rel != "nsubj:pass"  # "urged that Chad be informed"
        together = view.actors(mention.head) if close else mention.actors
        for actor in together:  # "a truce between Mali and Chad": both
            if not actor.party or actor.party in own:
                continue
            if close and actor.party not in near:
                near.append(actor.party)
                if mention.head.rel in ("nmod:poss", "amod", "compound"):
                    owners.append(actor.party)
            acting = mention.head.rel in _ACTING or mention.head.case == "by"
            acting = acting and not _only_has(mention.head)
            if acting and actor.kind == "state" and actor.party not in states:
                states.append(actor.party)
    return owners if len(owners) == 1 else near, states


def _is_own(match: Match, noun: Token) -> bool:
    """ "stands by its promise": the holder's own."""
    owner = noun.child("nmod:poss")
    if owner is None:
        return False
    own = {actor.party for actor in match.actors("holder") if actor.party}
    return bool(own & {actor.party for actor in match.view.actors(owner)})


def _is_level(match: Match) -> bool:
    """ "raise sales to Chad from 4 to 5 million": what is raised is a level, no matter."""
    told = (match.view.tokens_of(a.start, a.end) for a in match.view.amounts)
    heads = (head_of(words) for words in told if words)
    return any(head.head is match.token and head.case for head in heads)


def _is_own_doing(view: SentenceView, topic: Topic, holders: Sequence[Actor]) -> bool:
    """ "both recalled envoys after Chad's president named X": one's own deed is no grievance."""
    doers = view.first_actors(topic.head.all_children("nsubj"))
    own = {holder.party for holder in holders}
    return any(doer.party in own for doer in doers if doer.party)


def _only_has(token: Token) -> bool:
    """ "the same rights that Chad has": Chad does nothing."""
    verb = token.head
    return verb is not None and verb.rel == "acl:relcl" and verb.lemma in _HAVING
