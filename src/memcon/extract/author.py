"""Whose own text a document is: the state or organisation that speaks in a statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from memcon.annotate import Token
from memcon.extract.gazetteer import Gazetteer
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.view import SentenceView
from memcon.model.document import Document

_TELLING = ("VBN", "VBG", "VBD", "VBP", "VBZ")
_OPENING = 5  # sentences in which leaders say "We" first
_LEAD = 3  # sentences in which an author names itself
_SUBJECTS = ("nsubj", "nsubj:pass")
_PARTY = ("state", "igo")
_SEATS = ("capital", "seat")  # forms of names that only stand for a state


class AuthorFinder:
    """Finds the party that a document is a statement of."""

    def __init__(self, words: DiscourseWords, gazetteer: Gazetteer) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._organs = _any_of(words.issuing_nouns)
        self._accredited = re.compile(rf"\s(?:{'|'.join(sorted(words.accrediting_cases))})\s.*")
        cases = "|".join(sorted(words.author_cases))
        nouns = _any_of(words.statement_nouns).pattern
        self._statement = re.compile(rf"(?:{nouns})[^,;:]*?\b(?:{cases})\s", re.IGNORECASE)

    def issuer(self, document: Document) -> str:
        """The code of the one party that puts a document out, by its publisher or title; or ''.

        "Ministry of Foreign Affairs of Oman", "Statement by the government of Fiji".
        """
        title = self._after_statement(document.title)
        publisher = self._organ_of(document.publisher)
        if publisher and self._is_of_others(title, publisher):
            return self._organ_of(title)
        return publisher or self._organ_of(title)

    def _is_of_others(self, title: str, publisher: str) -> bool:
        """ "Communique of the Presidents of the League", put out by a member's ministry."""
        hits = [hit.entries[0] for hit in self._gazetteer.scan(title)] if title else []
        igos = [entry.code for entry in hits if entry.kind == "igo"]
        return bool(igos) and publisher not in {entry.country or entry.code for entry in hits}

    def _after_statement(self, title: str) -> str:
        found = self._statement.search(title)
        return title[found.end() :] if found is not None else ""

    def _organ_of(self, text: str) -> str:
        """The one party in the name of an organ of a party; '' where it names two or none."""
        text = self._accredited.sub("", text)  # "Permanent Mission of Fiji to the United Nations"
        if not text or self._organs.search(text) is None:
            return ""
        hits = [hit.entries[0] for hit in self._gazetteer.scan(text)]
        told = [entry for entry in hits if entry.kind in (*_PARTY, "group")]
        named = [entry for entry in told if entry.form not in _SEATS]
        # "Federal Foreign Office, Germany": not Whitehall
        codes = list(dict.fromkeys(e.country or e.code for e in named or told))
        return codes[0] if len(codes) == 1 else ""

    def own_nouns(self, document: Document) -> frozenset[str]:
        """What an organisation may call itself in its text: "the Council", or as its title says."""
        titled = {word.strip(",.:;()").lower() for word in document.title.split()}
        return self._words.own_nouns | (self._words.titled_nouns & titled)

    def self_named(self, views: Sequence[SentenceView]) -> str:
        """The code of the one party that a text names as its author where it opens; or ''.

        "The foreign ministry of Fiji condemns ...", "We, the heads of state of the League, ...".
        """
        told = [view for view in views if view.sentence.kind != "heading"]
        for view in told[:_LEAD]:
            for subject in view.tokens:
                verb = subject.head
                if subject.rel not in _SUBJECTS or verb is None or verb.rel != "root":
                    continue
                code = self._we(view, subject) or self._organ(view, subject, verb)
                if code:
                    return code
        return ""

    def declarers(self, views: Sequence[SentenceView]) -> tuple[str, ...]:
        """The codes of the states whose leaders open a text with "We"; none for one or no state.

        "We, the Presidents of Peru, Chile and Bolivia, gathered in Lima, ...".
        """
        for view in views[:_OPENING]:  # a line that ends with a comma looks like a heading
            words = [token.text.lower() for token in view.tokens[:2]]
            if words[-1:] != [","] or words[0] not in self._words.speaker_pronouns:
                continue
            told = (t.index for t in view.tokens if t.tag in _TELLING)
            until = next(told, len(view.tokens))
            named = view.mentions_in(view.tokens[:until])
            codes = dict.fromkeys(a.party for m in named for a in m.actors if a.kind != "igo")
            return tuple(code for code in codes if code) if len(codes) > 1 else ()
        return ()

    def _we(self, view: SentenceView, subject: Token) -> str:
        """Of "We, the heads of state of the Arab League, ..." the league."""
        if subject.text.lower() not in self._words.speaker_pronouns:
            return ""
        named = (m for token in subject.subtree() if (m := view.mention(token)) is not None)
        codes = {a.party for mention in named for a in mention.actors if a.kind == "igo"}
        return codes.pop() if len(codes) == 1 else ""

    def _organ(self, view: SentenceView, subject: Token, verb: Token) -> str:
        """Of "The foreign ministry of Fiji condemns ..." Fiji."""
        declares = verb.tag in ("VBZ", "VBP") and verb.lemma in self._words.performatives
        words = view.text(subject.subtree()[0].start, subject.end).lower()
        if not declares or self._organs.search(words) is None:
            return ""
        codes = {actor.party for actor in view.actors(subject)} - {""}
        below = (m for token in subject.subtree() if (m := view.mention(token)) is not None)
        codes = codes or {actor.party for mention in below for actor in mention.actors} - {""}
        return codes.pop() if len(codes) == 1 else ""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some words, in the singular."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b", re.IGNORECASE)
