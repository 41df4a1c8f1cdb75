"""Which stance a word of stance tells, if any."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.extract.records.no_stance import NoStance
from memcon.extract.records.occasions import is_duty, is_question
from memcon.extract.records.topics import Topic, is_clausal
from memcon.extract.view import SentenceView
from memcon.model.party import Actor


class Stances:
    """Reads the stances of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = phrases(context.language, "position")
        self._no_stance = NoStance(self._words)

    def of(self, match: Match) -> str:
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
        token, values = match.token, match.frame.values
        if values.get("participle") and not token.all_children("aux", "aux:pass", "cop"):
            return True
        helpers = [c.lemma for c in match.governor.all_children("aux")]
        might = any(lemma in self._words["might_words"] for lemma in helpers)
        if match.status == "negated" and (might or token.lemma in self._words["not_opposing"]):
            return True
        if any(below.lemma in self._words["announcing"] for below in token.all_children("xcomp")):
            return True  # "I regret to tell the House that": how something is told
        if self._is_order(match):
            return True
        if token.case in self._words["aside_cases"] or self._is_exchange(match):
            return True
        if self._is_hearsay(match.governor) or self._is_not_own(match):
            return True
        if self._is_done_to_others(match):
            return True
        audience = any(self._is_audience(match.view, each) for each in token.all_children("obj"))
        if (
            audience
            or asks(self._context.language, match.governor)
            or self._is_thought(match.governor)
        ):
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
        if above.lemma in self._words["hoping_verbs"] and verb.child("nsubj", "nsubj:pass"):
            return verb.rel == "ccomp"  # "hopes that Poland will support it"
        if infinitive and above.lemma in self._words["expecting_verbs"]:
            # "expects Poland to support it"
            return verb.child("nsubj") is not None or above.child("obj") is not None
        passive = self._context.grammar.is_passive(above)
        return above.lemma in self._words["supposing"] and passive

    def _is_order(self, match: Match) -> bool:
        """Whether those told are one's own, or a person."""
        if match.token.lemma in self._words["mandating_verbs"] and self._is_entrusted(match):
            return True
        if match.frame.concept == "TELLS" and self._is_own_office(match):
            return True
        return match.token.lemma in self._words["ordering_verbs"] and self._is_told_person(match)

    def _is_hearsay(self, verb: Token) -> bool:
        """ "there was speculation that he sought", "reportedly wants": nobody stands for it."""
        if any(c.lemma in self._words["hearsay_adverbs"] for c in verb.all_children("advmod")):
            return True
        above = verb.head if verb.rel in ("ccomp", "acl", "xcomp", "acl:relcl") else None
        if above is None:
            return False
        told = [above, *above.all_children("nsubj", "nsubj:pass", "attr", "obj")]
        told += [noun for noun in above.all_children("obl") if noun.index == verb.first.index - 1]
        return any(noun.is_noun and noun.lemma in self._words["hearsay_nouns"] for noun in told)

    def _is_not_own(self, match: Match) -> bool:
        """ "it is for Chad to recognise", "stop supporting", "sent men to support": no stance."""
        verb, above = match.governor, match.governor.head
        infinitive = any(child.tag == "TO" for child in verb.children)
        if infinitive and verb.child("nsubj") is not None and verb.child("mark") is not None:
            return True
        if verb.lemma in self._words["doing"] and (infinitive or verb.tag == "VBG"):
            return verb.child("aux", "nsubj") is None or infinitive  # "how to pursue talks"
        if above is None or self._is_charged(match):
            return above is not None
        if verb.tag == "VBG" and verb.rel in ("xcomp", "ccomp", "obj", "advcl"):
            return above.lemma in self._words["ceasing"]
        if not infinitive or verb.rel not in ("advcl", "acl"):
            return False
        if match.frame.concept == "TRIES" and verb is match.token:
            return True
        if match.frame.concept != "SUPPORTS" or match.token is not verb:
            return False
        return above.is_verb or not {"COMMIT", "SEEKS"} & self._context.matcher.concepts_of(above)

    def _is_charged(self, match: Match) -> bool:
        """ "accused Chad of arming Mali and of wanting its oil": what it is accused of."""
        node = match.governor
        while node.tag == "VBG" and node.head is not None and node.head.tag == "VBG":
            node = node.head
        if node.tag != "VBG" or node.rel != "advcl" or node.head is None or not node.case:
            return False
        return "ACCUSES" in self._context.matcher.concepts_of(node.head)

    def _is_done_to_others(self, match: Match) -> bool:
        """ "encouraged the sides to": no state of mind of who encouraged them."""
        token, places = match.token, match.frame.args.get("holder", ())
        stirring = match.frame.pos == "verb" and "agent" in places and "patient" in places
        return stirring and not self._context.grammar.is_passive(token) and bool(token.child("obj"))

    def _is_exchange(self, match: Match) -> bool:
        """ "in return for relief": what is got, no threat."""
        token = match.token
        following = match.view.tokens[token.index + 1 : token.index + 2]
        if token.lemma not in self._words["exchange_nouns"]:
            return False
        return any(word.text.lower() in self._words["exchange_cases"] for word in following)

    @staticmethod
    def _is_told_person(match: Match) -> bool:
        """ "ordered the first secretary of the embassy to leave": an act, no demand on a state."""
        told = match.actors("target")
        return bool(told) and all(actor.kind in ("person", "role") for actor in told)

    @staticmethod
    def _is_own_office(match: Match) -> bool:
        """ "ordered its ministries to": nobody else is told."""
        own = {actor.party or actor.country for actor in match.actors("holder")} - {""}
        return any((actor.party or actor.country) in own for actor in match.actors("target"))

    @staticmethod
    def _is_entrusted(match: Match) -> bool:
        """ "charged its ministries with drafting": nobody else's, so no accusation."""
        own = {actor.party for actor in match.actors("holder") if actor.party}
        return not any(a.party and a.party not in own for a in match.actors("target"))

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
        cause = match.token.rel == "obl" and match.token.child("nmod:poss") is None
        if cause and match.token.index < match.support.index:
            return False  # "due to disagreement over licences, both put an end to"
        return concept in of(match.support)

    def is_something_else(self, match: Match, topic: Topic) -> bool:
        """Whether a verb of a stance tells none: "defend ourselves", "was denied access"."""
        if self._no_stance.is_none(match, topic):
            return True
        if any(token.lower in self._words["reflexives"] for token in match.tokens("topic")):
            return True
        if match.frame.concept == "DENIES" and match.frame.pos == "verb":
            return topic.head.lemma in self._words["withheld"]
        if match.frame.concept == "SUPPORTIVE" and topic.head.tag == "VBG":
            return True  # "is committed to building a bridge": a promise
        beside = match.view.actors(topic.head) if match.frame.concept == "STANDS" else ()
        if any(actor.kind in ("person", "role") for actor in beside):
            return True  # "stood by the minister": where he stood
        if match.frame.concept == "SUMMONS" and topic.head.lemma in self._words["called_home"]:
            return True  # "recalled its envoy for consultations"
        recognising = match.token.lemma in self._words["recognising"]
        if recognising and match.frame.concept == "SUPPORTS" and match.status != "negated":
            known = match.view.mention(topic.head) is not None
            return not known and topic.head.lemma not in self._words["recognised"]
        stating = match.token.lemma in self._words["stating"] and is_clausal(topic.head)
        if stating and _is_told(topic.head) and not match.frame.values.get("obligation"):
            return True  # "argued that its share was too small"
        wishful = bool(match.frame.values.get("wishful"))
        return wishful and _is_done(topic.head)  # "claimed to have won": nothing is wished for

    def is_about_other(self, view: SentenceView, topic: Topic, holders: Sequence[Actor]) -> bool:
        """Whether the "it" that a topic begins with is not the holder: nobody knows what."""
        things = self._words["thing_pronouns"]
        subject = topic.head.child("nsubj", "nsubj:pass")
        if subject is None or subject.text.lower() not in things or subject not in topic.words:
            return False
        if topic.text.lower().split()[0] != subject.text.lower():
            return False  # its name has been put in
        own = {holder.party for holder in holders}
        known = view.actors(subject)
        return bool(known) and not any(actor.party in own for actor in known)


def _is_told(clause: Token) -> bool:
    """Whether a clause tells how things are or would be: no infinitive, no bare subjunctive."""
    helpers = [child for child in clause.children if child.rel in ("aux", "aux:pass", "cop")]
    first = next((c for c in helpers), clause)
    finite = first.tag in ("VBD", "VBZ", "VBP", "MD")
    return finite and clause.child("nsubj", "nsubj:pass") is not None


def _is_done(clause: Token) -> bool:
    """Whether an infinitive tells of what has been done: "to have won"."""
    helpers = clause.all_children("aux") if clause.tag == "VBN" else []
    return any(each.lemma == "have" and each.tag == "VB" for each in helpers)


def asks(language: str, clause: Token) -> bool:
    """ "asked whether it would": a question, no wish."""
    marks = phrases(language, "speech")["question_marks"]
    return any(child.rel == "mark" and child.lemma in marks for child in clause.children)
