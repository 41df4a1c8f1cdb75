"""Predicates and their arguments: who does what to whom, read off the dependency tree."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from memcon.annotate import Token
from memcon.extract.lexicon import DiscourseWords, discourse_words, word_sets

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_CLAUSES = ("ccomp", "advcl", "acl:relcl", "parataxis", "csubj")
_OBLIQUES = ("obl", "nmod", "obl:agent", "iobj")
_PLURALS = ("NNS", "NNPS")
_INDEX = attrgetter("index")
EARLIER = ("perfect", "pluperfect")  # tenses of what was done before what is told
_MAX_CONTROL = 6  # steps up a chain of infinitives in search of its subject


class Grammar:
    """Arguments of verbs and event nouns; knows the closed word classes of one language."""

    def __init__(self, language: str = "en") -> None:
        self._words: DiscourseWords = discourse_words(language)
        self._foreseeing = word_sets(language, "circumstances")["foreseeing_verbs"]

    # ------------------------------------------------------------------ verbs

    def is_passive(self, verb: Token) -> bool:
        """Whether a verb is passive ("was signed", "the deal signed by")."""
        if verb.child("aux:pass", "nsubj:pass") is not None:
            return True
        if verb.rel == "conj" and verb.head is not None and verb.tag == "VBN":
            return verb.child("aux", "nsubj") is None and self.is_passive(verb.head)
        if verb.rel == "advcl" and verb.tag == "VBN":  # "accused of murder, he ..."
            return verb.child("aux", "nsubj", "obj") is None
        return verb.rel == "acl" and verb.tag == "VBN"

    def is_present(self, verb: Token) -> bool:
        """Whether a clause stands in the simple present: with a day it tells of what is to come."""
        auxiliaries = verb.all_children("aux", "aux:pass")
        finite = auxiliaries[0] if auxiliaries else verb
        perfect = any(child.tag in ("VBD", "MD") for child in auxiliaries) or (
            verb.tag == "VBN" and not verb.all_children("aux:pass")
        )
        return finite.tag in ("VBZ", "VBP") and not perfect

    @staticmethod
    def tense(verb: Token) -> str:
        """`present`, `perfect` ("has met"), `pluperfect` ("had met") or "" for any other."""
        auxiliaries = verb.all_children("aux", "aux:pass")
        have = next((aux for aux in auxiliaries if aux.lemma == "have"), None)
        if have is not None and verb.tag in ("VBN", "VBD") and auxiliaries[0] is have:
            return "pluperfect" if have.tag == "VBD" else "perfect"
        finite = auxiliaries[0] if auxiliaries else verb
        return "present" if finite.tag in ("VBZ", "VBP") else ""

    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """The grammatical subject, found through coordination, control and relative clauses."""
        own = verb.child(*_SUBJECTS)
        if own is not None:
            if own.lemma in self._words.relative_pronouns and own.pos in ("PRON", "DET", "SCONJ"):
                antecedent = self._antecedent(verb)
                if antecedent is not None:
                    return [self._all_of(antecedent, verb)]
            return [own]
        head = verb.head
        if head is None or depth > _MAX_CONTROL:
            return []
        if verb.rel == "conj":
            return self.subjects(head, depth + 1)
        if verb.rel == "acl":
            return self._subject_of_modifier(verb, head, depth)
        if verb.rel in ("xcomp", "advcl", "ccomp", "attr", "parataxis"):
            if verb.rel == "xcomp" and (obj := head.child("obj", "iobj")) is not None:
                return [obj]
            if (blamed := self._blamed(verb, head)) is not None:
                return [blamed]
            return self.subjects(head, depth + 1) if head.is_verb or head.pos == "ADJ" else []
        return []

    def _blamed(self, verb: Token, head: Token) -> Token | None:
        """Who did what somebody is thanked or accused for: "thanked Peru for hosting it"."""
        first = verb.child("aux") or verb
        if verb.rel != "advcl" or first.tag != "VBG" or verb.index < head.index:
            return None
        if head.lemma in self._words.blaming_verbs and verb.case:
            return head.child("nsubj:pass") or head.child("obj")
        object_ = head.child("obj") if verb.case in self._words.remit_cases else None
        return object_ if object_ is not None and object_.pos in ("PROPN", "PRON") else None

    def _antecedent(self, verb: Token) -> Token | None:
        node: Token | None = verb
        while node is not None and node.rel in ("conj", "xcomp", "ccomp"):
            node = node.head
        return node.head if node is not None and node.rel in ("acl:relcl", "acl") else None

    @staticmethod
    def _all_of(antecedent: Token, verb: Token) -> Token:
        """Of "X and Y, who are attending" both, by their first: one of them `is`."""
        first = antecedent.head
        if antecedent.rel != "conj" or first is None or antecedent.tag in _PLURALS:
            return antecedent
        several = (verb.child("aux", "aux:pass") or verb).tag == "VBP"
        return first if several and first.tag not in _PLURALS and first.is_noun else antecedent

    def _subject_of_modifier(self, verb: Token, head: Token, depth: int) -> list[Token]:
        """Of "plan to build" the planner, of "deal signed" the deal."""
        if verb.tag in ("VB", "VBP") or any(child.tag == "TO" for child in verb.children):
            owner = head.child("nmod:poss") or self._named_owner(head)
            if owner is not None:
                return [owner]
            governor = head.head
            if governor is not None and governor.is_verb:
                return self.subjects(governor, depth + 1)
            return []
        return [head]

    @staticmethod
    def _named_owner(noun: Token) -> Token | None:
        """Of "the decision of Fiji" Fiji, of "the decision of Fiji's junta" the junta."""
        for owner in noun.all_children("nmod"):
            words = (owner, *owner.all_children("nmod:poss"))
            if owner.case == "of" and any(word.pos == "PROPN" for word in words):
                return owner
        return None

    def agents(self, verb: Token) -> list[Token]:
        """Who acts: the subject of an active verb, the by-phrase of a passive one."""
        if verb.agents is None:
            passive = self.is_passive(verb)
            own = verb.all_children("obl:agent") if passive else self.subjects(verb)
            verb.agents = tuple(own)
        return list(verb.agents)

    def patients(self, verb: Token) -> list[Token]:
        """Who or what is acted on: the object, or the subject of a passive verb."""
        if verb.patients is None:
            verb.patients = tuple(self._patients(verb))
        return list(verb.patients)

    def _patients(self, verb: Token) -> list[Token]:
        if self.is_passive(verb):
            return self.subjects(verb)
        own = [child for child in verb.children if child.rel in ("obj", "iobj")]
        if own:
            relative = own[0].lemma in self._words.relative_pronouns and (
                own[0].pos == "PRON" or own[0].tag == "IN"
            )
            antecedent = self._antecedent(verb) if relative else None
            return [antecedent] if antecedent is not None else own
        if verb.rel == "acl:relcl" and verb.head is not None and verb.child(*_SUBJECTS) is not None:
            subject = verb.child(*_SUBJECTS)
            if subject is not None and subject.lemma not in self._words.relative_pronouns:
                return [verb.head]  # "the notes it exchanged"
        return self._shared_antecedent(verb)

    def _shared_antecedent(self, verb: Token) -> list[Token]:
        """ "a clause that Peru wants and Chile rejects": the clause is rejected, too."""
        first, own = verb.head, verb.child(*_SUBJECTS)
        if verb.rel != "conj" or first is None or first.rel != "acl:relcl" or own is None:
            return []
        subject = first.child(*_SUBJECTS)
        if subject is None or subject.lemma in self._words.relative_pronouns:
            return []
        closed = verb.child("obl", "ccomp", "xcomp") is not None
        return [first.head] if first.head is not None and not closed else []

    def obliques(self, token: Token, *cases: str) -> list[Token]:
        """The prepositional arguments of a verb or noun (with one of these cases, where given)."""
        found = []
        for child in token.children:  # asked some hundred times a page: no comprehension
            case = child.case
            if case and child.rel in _OBLIQUES and (not cases or case in cases):
                found.append(child)
        return found

    def arranged(self, verb: Token) -> Token:
        """The verb itself of what is arranged: "is to be held", "is planned to take place"."""
        below = verb.child("xcomp")
        if below is None or below.index < verb.index:
            return verb
        if verb.pos == "AUX" and below.lemma in self._foreseeing:
            below = below.child("xcomp") or below  # "is due to open"
        elif verb.pos != "AUX":
            planned = verb.lemma in self._foreseeing and verb.child("aux:pass") is not None
            below = below if planned else verb
        if not below.is_verb:
            return verb
        return below if any(c.tag == "TO" for c in below.all_children("aux")) else verb

    # ------------------------------------------------------------------ nouns

    # ------------------------------------------------------------------ spans

    def clause_of(self, token: Token) -> Token:
        """The verb of the clause that a token stands in; the topmost token where there is none."""
        node = token
        while not node.is_verb and node.head is not None:
            node = node.head
        return node

    def clause_tokens(self, head: Token, *, keep: Iterable[Token] = ()) -> list[Token]:
        """The words of one clause: clauses that hang on it with subjects of their own are left out.

        Those of `keep` stay, with all that lies between.
        """
        kept = frozenset(token.index for token in keep)
        if head.clauses is None:
            head.clauses = {}
        known = head.clauses.get(kept)
        if known is None:
            found = self._walk(head, kept)
            found.sort(key=_INDEX)
            known = head.clauses[kept] = trim(found)
        return list(known)

    def _walk(self, head: Token, kept: frozenset[int]) -> list[Token]:
        found = [head]
        stack = [head]
        while stack:
            for child in stack.pop().children:
                if not self._is_other_clause(child):
                    found.append(child)
                    stack.append(child)
                elif kept and any(token.index in kept for token in child.subtree()):
                    found += child.subtree()
        return found

    def _is_other_clause(self, child: Token) -> bool:
        if child.rel in _CLAUSES and child.rel != "acl:relcl":
            return child.child(*_SUBJECTS) is not None
        return child.rel == "conj" and child.is_verb


def trim(tokens: list[Token]) -> list[Token]:
    """Words without the punctuation and conjunctions at either end."""
    begin, end = 0, len(tokens)
    while begin < end and (tokens[begin].pos in ("PUNCT", "CCONJ") or tokens[begin].rel == "mark"):
        begin += 1
    while end > begin and tokens[end - 1].pos in ("PUNCT", "CCONJ"):
        end -= 1
    return tokens[begin:end] or tokens


def _is_after_dash(name: Token) -> bool:
    """ "the Peru-New Zealand forum": the second name of two that a dash joins."""
    before = name.first.index - 1
    words = name.head.subtree() if name.head is not None else ()
    return any(each.tag == "HYPH" and each.index == before for each in words)


def main_words(token: Token) -> list[Token]:
    """A noun phrase without relative clauses, appositions and its own conjuncts, contiguous.

    Coordination inside it stays: "meeting of the Chilean and Peruvian governments".
    """
    found = [token]
    stack = list(token.children)
    while stack:
        child = stack.pop()
        joined = child.rel == "appos" and _is_after_dash(child)
        if child.rel in ("acl:relcl", "appos", "parataxis", "advcl") and not joined:
            continue
        hyphen = child.tag == "HYPH" and child.index < token.index  # "Extra-Ordinary Summit"
        if child.rel in ("conj", "cc", "punct") and child.head is token and not hyphen:
            continue
        found.append(child)
        stack.extend(child.children)
    indices = {each.index for each in found}
    low = high = token.index
    while low - 1 in indices:
        low -= 1
    while high + 1 in indices:
        high += 1
    return sorted([each for each in found if low <= each.index <= high], key=_INDEX)
