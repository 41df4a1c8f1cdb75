"""Words of wanting and refusing that tell no stance: courtesies, pursuits, one's own career."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from memcon.annotate import Token
from memcon.extract.frames import Match
from memcon.extract.records.topics import Topic, is_clausal

_SEEKS = "seeks"


class NoStance:
    """Says of a word of stance with its topic that it tells none.

    `words` are the word lists of `lang/<code>/position.yml`.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = words

    def is_none(self, match: Match, topic: Topic) -> bool:
        """Whether what is sought, refused or backed is no matter on which to take sides."""
        return (
            self._is_instead(match.governor)
            or self._is_courtesy(match, topic.head)
            or self._is_deed(match, topic.head)
            or self._is_career(match, topic.head)
            or self._is_there(match, topic)
            or self._is_mutual(match, topic.head)
            or self._is_naming(match, topic.head)
            or self._is_handed(match, topic.head)
        )

    def _is_instead(self, verb: Token) -> bool:
        """ "rather than accepting", "instead of backing": just what is not done."""
        return verb.case in self._words["instead_cases"] and verb.tag == "VBG"

    def _is_courtesy(self, match: Match, head: Token) -> bool:
        """ "would like to extend my wishes", "do not want to make an announcement"."""
        if not is_clausal(head) or match.token.lemma not in self._words["wanting"]:
            return False
        said = head.all_children("obj", "dobj")
        polite = any(noun.lemma in self._words["courtesies"] for noun in said)
        return polite and head.lemma in self._words["courtesy_verbs"]

    def _is_deed(self, match: Match, head: Token) -> bool:
        """ "claimed a victory", "was pursuing the raiders": told as done, not wanted."""
        lemma = match.token.lemma
        if is_clausal(head) or not match.token.is_verb:
            return False
        if lemma in self._words["claiming"]:
            place = match.view.mention(head) is not None or head.tag == "NNP"
            return not place and head.lemma not in self._words["claimed"]
        return lemma in self._words["doing"] and head.lemma in self._words["chased"]

    def _is_career(self, match: Match, head: Token) -> bool:
        """ "seeks a second term": of no concern to other states."""
        sought = match.frame.values.get("stance") == _SEEKS
        return sought and head.lemma in self._words["careers"]

    @staticmethod
    def _is_there(match: Match, topic: Topic) -> bool:
        """ "share interests in Europe": where they have them, not what they want."""
        sought = match.frame.pos == "noun"
        named = all(t.tag in ("NNP", "NNPS", "CC", "DT", ",") for t in topic.words)
        return sought and topic.head.case == "in" and named

    def _is_mutual(self, match: Match, head: Token) -> bool:
        """ "support each other": no third thing is backed."""
        before = match.view.tokens[head.index - 1].lower if head.index else ""
        return match.token.is_verb and f"{before} {head.lower}" in self._words["mutual_words"]

    def _is_naming(self, match: Match, head: Token) -> bool:
        """ "called the plan a cover for theft": what it is called."""
        token, sought = match.token, match.frame.values.get("stance") == _SEEKS
        named = token.lemma in self._words["calling_verbs"] and token.child("obj") is not None
        return sought and named and token.is_verb and head.case == "for"

    def _is_handed(self, match: Match, head: Token) -> bool:
        """ "will submit a draft", "failed to yield a result": nothing is given in to."""
        return match.token.lemma in self._words["yielding"] and head.rel == "obj"
