"""What the stance of a frame is about: the first place of the frame that names a matter."""

from __future__ import annotations

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.records.addressees import addressees
from memcon.extract.records.context import Context
from memcon.extract.records.stances import asks
from memcon.extract.records.topics import Topic, Topics, is_clausal

_JUDGED = {
    "JUDGED_BAD": "criticises",
    "JUDGED_WORRYING": "concerned",
    "JUDGED_GOOD": "praises",
    "JUDGED_WEIGHTY": "praises",
}
_SAYING = ("SAYS", "UNDERLINES")


class Matters:
    """Finds what the stances of one document are about."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._topics = Topics(context)
        self._words = phrases(context.language, "position")

    def of(self, match: Match) -> Topic | None:
        """What a stance is about, in the first place of the frame that names a matter."""
        values = match.frame.values
        of = self._context.matcher.concepts_of
        for head in self._topics.heads(match, *match.frame.args["topic"]):
            if is_clausal(head) and asks(self._context.language, head):
                return None
            if self._is_passed_over(match, head):
                continue
            told = values.get("avoid") == "VAGUE_TOPIC" and head.child("acl") is not None
            if (values.get("avoid") in of(head) and not told) or self._is_met(match, head):
                return None
            if values.get("addressed") and (_is_level(match) or not addressees(match, head)):
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
        if values.get("mandate") and is_clausal(head):
            urged = match.token.lemma in self._words["suggesting"] and self._obliges(head)
            if not urged and not _is_mandate(head):
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
        of = self._context.matcher.concepts_of
        own = head.head is match.token and match.frame.concept in of(head)
        if own and head.is_noun:
            return True
        return match.token.lemma == "call" and head.case in self._words["calling_cases"]

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

    def _is_met(self, match: Match, head: Token) -> bool:
        """ "welcomed the envoy", "the delegation": the object is somebody who is received."""
        if match.frame.values.get("avoid") != "PERSON":
            return False
        if head.lemma in self._words["guest_nouns"]:
            return True
        return any(actor.kind in ("person", "role") for actor in match.view.actors(head))

    def _obliges(self, clause: Token) -> bool:
        of = self._context.matcher.concepts_of
        if clause.tag == "VBG":
            return False  # "should be crossing soon": what is to be expected
        subject = clause.child("nsubj", "nsubj:pass")
        helpers = (c for c in clause.children if c.rel == "aux")
        if subject is not None:  # "should Chad fail to pay": a condition
            helpers = (c for c in helpers if c.index > subject.index)
        return any("OBLIGATION" in of(c) for c in helpers)

    def judged(self, match: Match, topic: Topic) -> tuple[str, Topic | None]:
        """The stance and the topic of "called X illegal", "said that X was a threat"."""
        if match.frame.concept in _SAYING:
            clause, subject = topic.head, topic.head.child("nsubj", "nsubj:pass")
            if subject is not None and self._is_wrong(clause):
                return "criticises", topic  # "said the jets had violated its airspace"
            judgement = clause.child("xcomp", "attr")
            if subject is None or judgement is None or not subject.is_noun:
                return "", None
            if any(child.tag == "MD" for child in clause.all_children("aux")):
                return "", None  # "thought the talks would be useful"
            stance = self._judgement(judgement, plain=True)
            if match.frame.concept == "UNDERLINES" and stance != "criticises":
                return "", None  # "noted that the matter was serious"
            told = self._topics.topic(match.view, subject, match.token) if stance else None
            return stance, told
        for child in match.token.children:
            verdict: Token | None = child
            if child.rel == "prep":  # "regards it as absurd"
                verdict = child.child("amod", "advmod")
            elif child.rel not in ("xcomp", "ccomp") and not (
                child.rel in ("obl", "advcl") and child.case
            ):
                continue
            stance = self._judgement(verdict) if verdict is not None else ""
            if stance and child.index > topic.head.index:
                return stance, topic
        return "", None

    def _is_wrong(self, clause: Token) -> bool:
        """Whether a clause tells of a wrong: "violates the treaty", "does not comply with it"."""
        of = self._context.matcher.concepts_of(clause)
        read = self._context.modality.read(clause)
        if "VIOLATES" in of:
            return read is Modality.ASSERTED and clause.child("obj") is not None
        return "COMPLIES" in of and read is Modality.NEGATED and clause.child("obl") is not None

    def _judgement(self, token: Token, *, plain: bool = False) -> str:
        """The stance of a judging word; `plain` where it is only said: "X is important"."""
        of = self._context.matcher.concepts_of
        words = [token, *token.all_children("amod", "conj")]
        lessened = any(c.lemma in self._words["lessening"] for c in token.all_children("advmod"))
        if lessened or token.child("advmod:neg") is not None:
            return ""  # "was less encouraging"
        for concept, stance in _JUDGED.items():
            if plain and concept == "JUDGED_WEIGHTY":
                continue
            if any(concept in of(word) for word in words):
                return stance
        return ""


def _is_mandate(clause: Token) -> bool:
    """ "asked X to leave", "urged that X leave": a clause that says what is to be done."""
    if any(child.tag == "TO" for child in clause.children):
        return True
    helpers = clause.all_children("aux", "aux:pass")
    if any(helper.tag == "MD" for helper in helpers):
        return False
    plain = clause.tag == "VB" and not helpers  # "did not come" is no mandate
    return plain or any(helper.tag == "VB" for helper in helpers)


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
