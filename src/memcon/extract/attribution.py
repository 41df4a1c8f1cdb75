"""Who says it: direct and indirect speech, "according to", quotations that run over sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from memcon.annotate import Token
from memcon.extract.actors import party_actor
from memcon.extract.clauses import Grammar
from memcon.extract.lexicon import discourse_words, word_sets
from memcon.extract.mentions import Mention
from memcon.extract.offices import load_titles
from memcon.extract.view import DocumentView, SentenceView
from memcon.extract.voices import Voices, labels_of, of_office
from memcon.model.party import Actor

_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'
_MARKS = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")
_LONGEST_SOURCE = 9  # words
_INTERVIEW_SHARE = 0.3  # of a text's paragraphs are quoted without a verb of saying: an interview
_TRANSCRIPT = 2  # labelled paragraphs that make one
_WE = ("we", "us")
_CONTENT = ("ccomp", "parataxis", "xcomp", "dep")


class Attribution:
    """Finds the speaker of a statement."""

    def __init__(self, grammar: Grammar, language: str = "en") -> None:
        self._grammar = grammar
        self._speech = word_sets(language, "speech")
        self._words = discourse_words(language)
        self._titles = load_titles(language)
        self._voices = Voices(self._words, self._titles)

    # ------------------------------------------------------------------ within a sentence

    def said_by(self, view: SentenceView, token: Token) -> Actor | None:
        """Who is quoted or reported as saying what this token heads; None where the text does."""
        node = token
        while node.head is not None:
            head = node.head
            told = node.rel in _CONTENT and self.is_saying(head) and node.is_verb
            told = told and not any(c.tag == "TO" and c.rel == "aux" for c in node.children)
            if told and not is_apart(view, head, token):
                speaker = self.speaker(view, head)
                if speaker is not None:
                    return speaker
            node = head
        aside = self._aside(view, token)
        if aside is not None:
            return aside
        source = self._source(view, token) or self._closing(view, token)
        return source if source is not None else view.speaker

    def is_saying(self, verb: Token) -> bool:
        """Whether a verb reports speech."""
        return verb.is_verb and verb.lemma in self._speech["say"]

    def _aside(self, view: SentenceView, token: Token) -> Actor | None:
        """ "..., officials said": a verb of saying that hangs on the clause it reports."""
        if "parataxis" not in view.sentence.rels:
            return None
        for clause in (token, *token.ancestors()):
            for child in clause.children:
                saying = child.rel == "parataxis" and self.is_saying(child)
                apart = saying and is_apart(view, child, token)
                if saying and not apart and token not in child.subtree():
                    return self.speaker(view, child)
        return None

    def _closing(self, view: SentenceView, token: Token) -> Actor | None:
        """ "..., Chilean customs data show.": a source at the end, taken for a noun."""
        last = next((t for t in reversed(view.tokens) if t.pos != "PUNCT"), None)
        if last is None or last.lemma not in self._speech["say"] or last.is_verb:
            return None
        end = last.index
        start = next((t.index for t in reversed(view.tokens[:end]) if t.text == ","), -1)
        phrase = view.tokens[start + 1 : end]
        if start <= token.index or not 0 < len(phrase) <= _LONGEST_SOURCE:
            return None
        for noun in reversed(phrase):
            if noun.is_noun:
                return self._named(view, noun) or self._owner_among(view, phrase)
        return None

    def _owner_among(self, view: SentenceView, phrase: Sequence[Token]) -> Actor | None:
        """Whose data they are, by the words alone: "Chilean customs"."""
        actors = [a for t in phrase for a in view.actors(t, coordinated=False)]
        country = next((a.party for a in actors if a.kind == "state"), "")
        for token in phrase:
            if {token.lemma, token.text.lower()} & self._words.ministry_nouns:
                return Actor("organisation", name=token.text, country=country)
        return next((a for a in actors if a.kind != "state"), None)

    def _source(self, view: SentenceView, token: Token) -> Actor | None:
        """ "according to X" on the same clause or above it."""
        if self._words.source_cases.isdisjoint(view.sentence.cases):
            return None
        chain = {token.index, *(above.index for above in token.ancestors())}
        for other in view.tokens:
            sourced = other.case in self._words.source_cases and other.head is not None
            sourced = sourced and not _opens_with_name(view, other)  # "and Per Moller"
            if sourced and other.head is not None and not is_apart(view, other, token):
                top = self._grammar.clause_of(other.head)
                if other.head.index in chain or top.index in chain:
                    return self._named(view, other)
        return None

    def speaker(self, view: SentenceView, verb: Token) -> Actor | None:
        """The subject of a verb of saying."""
        subjects = self._grammar.agents(verb)
        if not subjects:
            return None
        return self._named(view, subjects[0])

    def _named(self, view: SentenceView, token: Token) -> Actor | None:
        actors = view.actors(token, coordinated=False)
        if len({actor.party for actor in actors if actor.party}) > 1:
            return None  # several say so together: nobody's word for it
        if token.lemma in self._speech["source_nouns"] and not (
            actors and actors[0].kind in ("person", "igo")
        ):
            owner = self._owner(view, token)
            if owner is not None:
                return owner
        if actors:
            return actors[0]
        if token.lemma in self._speech["anonymous"]:
            modifiers = [c.text for c in token.children if c.rel in ("compound", "amod")]
            return Actor("role", role=" ".join([*modifiers, token.text]))
        return None

    def _owner(self, view: SentenceView, token: Token) -> Actor | None:
        """Of "Chinese customs data" the customs, of "figures from the bureau" the bureau."""
        for child in token.children:
            if child.rel in ("nmod:poss", "nmod", "compound", "amod"):
                actors = [a for a in view.actors(child) if a.kind != "state"]
                if actors:
                    return actors[0]
        for child in token.children:
            words = {child.lemma, child.text.lower()}
            if child.rel in ("compound", "nmod:poss") and words & self._words.ministry_nouns:
                country = next(
                    (a.party for c in token.children for a in view.actors(c) if a.party), ""
                )
                return Actor("organisation", name=child.text, country=country)
        return None

    # ------------------------------------------------------------------ over sentences

    def spread(self, document: DocumentView) -> None:
        """Give every sentence inside a longer quotation its speaker, and "we" its meaning."""
        labelled = self._labelled(document)
        inside = self._quoted(document)
        explicit = [self._explicit(view) for view in document.sentences]
        interviewee = self._interviewee(document, inside, explicit)
        announced: Actor | None = None  # "The spokesman said:", and then a quotation
        for number, view in enumerate(document.sentences):
            view.speaker = labelled.get(view.sentence.block)
            announced = announced if inside[number] else None
            if view.speaker is None and inside[number] and explicit[number] is None:
                near = self._nearby(document, explicit, number)
                view.speaker = announced or near or interviewee
            elif inside[number] and announced is not None:
                view.speaker = view.speaker or announced
            if not inside[number] and view.sentence.text.rstrip().endswith(":"):
                announced = _served(explicit[number], document.author)
        voices = self._voices.of(document, labelled)
        states = {actor.party for actor in labelled.values()} - {""}
        self._set_pair(document, states or {document.author, document.guest} - {""})
        for number, view in enumerate(document.sentences):
            told = labelled.get(view.sentence.block)
            others = states - {told.party} if told is not None and told.party else set()
            self._resolve_addressed(view, others.pop() if len(others) == 1 else "")
            spoken = view.speaker or explicit[number] or voices.get(view.sentence.block)
            self._resolve_speaker_pronouns(view, spoken, document.declarers)

    def _labelled(self, document: DocumentView) -> dict[int, Actor]:
        """The speakers of a transcript: paragraphs that open with a person's name and a colon.

        Where there are several, what follows without a label is by the one who spoke last.
        """
        labels = labels_of(document.document)
        found: dict[int, Actor] = {}
        for number, label in labels.items():
            registered = document.register.labelled
            person = registered(label) or registered(label.partition(",")[0])  # "Ruiz, Aide"
            person = person or of_office(document.register, self._titles, label)
            if person is not None:
                found[number] = person.actor()
        if len(found) < _TRANSCRIPT:
            return found
        speaker: Actor | None = None
        for number, block in enumerate(document.document.blocks):
            if number in found:
                speaker = found[number]
            elif block.kind == "heading" or _is_name(labels.get(number, "")):
                speaker = None  # somebody else asks
            elif speaker is not None:
                found[number] = speaker
        return found

    def _quoted(self, document: DocumentView) -> list[bool]:
        """Whether each sentence begins inside a quotation, or with one."""
        flags, block, is_open = [], -1, False
        announced = False  # "The spokesman said:", and a quotation of several paragraphs
        for view in document.sentences:
            text, begins = view.sentence.text, view.sentence.block != block
            if begins:
                block, is_open = view.sentence.block, is_open and announced
            opens = text[:1] in _OPENING or text[:1] == _STRAIGHT
            flags.append(is_open or opens)
            if not flags[-1]:
                announced = text.rstrip().endswith(":")
            is_open = is_open and not (begins and opens)  # each paragraph may open anew
            for character in _MARKS.findall(text):
                if character in _OPENING:
                    is_open = True
                elif character in _CLOSING:
                    is_open = False
                elif character == _STRAIGHT:
                    is_open = not is_open
        return flags

    def _explicit(self, view: SentenceView) -> Actor | None:
        for token in view.sentence.verbs:
            if self.is_saying(token) and (token.head is None or token.rel in ("parataxis", "conj")):
                speaker = self.speaker(view, token)
                if speaker is not None and speaker.kind in ("person", "role", "organisation"):
                    return speaker
        return None

    @staticmethod
    def _nearby(
        document: DocumentView, explicit: Sequence[Actor | None], number: int
    ) -> Actor | None:
        block = document.sentences[number].sentence.block
        order = [*range(number - 1, -1, -1), *range(number + 1, len(explicit))]
        for other in order:
            speaker: Actor | None = explicit[other]
            if document.sentences[other].sentence.block == block and speaker is not None:
                return speaker
        return None

    def _interviewee(
        self, document: DocumentView, inside: Sequence[bool], explicit: Sequence[Actor | None]
    ) -> Actor | None:
        blocks = {view.sentence.block for view in document.sentences}
        told = {
            view.sentence.block
            for number, view in enumerate(document.sentences)
            if explicit[number] is not None
        }
        quoted = {
            view.sentence.block
            for number, view in enumerate(document.sentences)
            if inside[number] and view.sentence.block not in told
        }
        if len(quoted) < max(3, _INTERVIEW_SHARE * len(blocks)):
            return None
        named = Counter(a.name for a in explicit if a is not None and a.kind == "person")
        persons = document.register.persons
        if named:
            name = named.most_common(1)[0][0]
            return next((p.actor() for p in persons if p.name == name), None)
        titled = [person for person in persons if person.office]
        return titled[0].actor() if titled else None

    def _resolve_addressed(self, view: SentenceView, other: str) -> None:
        """Give "your country" its meaning: the state addressed, `other`, or none where it is ''."""
        for index, mention in view.mentions.items():
            if mention.form == "speaker" and self._is_addressed(mention.head):
                known = other and mention.head.is_noun  # "thank you": nothing is told of anybody
                view.mentions[index] = mention.resolved([party_actor(other)] if known else [])

    def _resolve_speaker_pronouns(
        self, view: SentenceView, speaker: Actor | None, declarers: Sequence[str]
    ) -> None:
        """Give "we" and "my country" their meaning."""
        for index, mention in view.mentions.items():
            if mention.form != "speaker" or self._is_addressed(mention.head):
                continue
            who = self.said_by(view, self._grammar.clause_of(mention.head)) or speaker
            singular = mention.head.text.lower() in self._words.singular_speakers
            if who is None and declarers and not singular:
                view.mentions[index] = mention.resolved([party_actor(code) for code in declarers])
            if who is None:
                continue
            if self._is_of_several(mention.head):
                pair = view.pair if who.party in view.pair else ()
                view.mentions[index] = mention.resolved([party_actor(code) for code in pair])
                continue  # "our countries"
            actors = [who if singular or not who.party else party_actor(who.party)]
            if mention.head.text.lower() in _WE and who.party:
                actors += [a for a in self._met(view, mention) if a.party != who.party]
            view.mentions[index] = mention.resolved(actors)
            self._resolve_owned(view, mention.head, who.party)

    def _resolve_owned(self, view: SentenceView, owner: Token, code: str) -> None:
        """Give "our ambassador in Seoul", "my minister" and "our embassy" their state."""
        noun = owner.head
        owned = view.mention(noun) if noun is not None and owner.rel == "nmod:poss" else None
        if noun is None or owned is None or not code or noun.tag not in ("NN", "NNP"):
            return
        if owned.form != "title" and noun.lemma not in self._words.own_organs:
            return
        if any(a.country or a.party or a.kind == "person" for a in owned.actors):
            return
        own = [replace(actor, country=code) for actor in owned.actors]
        view.mentions[noun.index] = owned.resolved(own)

    def _set_pair(self, document: DocumentView, speakers: set[str]) -> None:
        """Take the two states whose speakers a text has, or host and guest, for those who act.

        So where "we" have met, signed or agreed, and no others are named.
        """
        if len(speakers) != _TRANSCRIPT:
            return
        for view in document.sentences:
            told = [m for m in view.mentions.values() if m.form != "speaker"]
            named = {actor.party for mention in told for actor in mention.actors} - {""}
            if len(view.parties) != _TRANSCRIPT and named <= speakers and self._acts_jointly(view):
                view.parties = tuple(sorted(speakers))

    def _acts_jointly(self, view: SentenceView) -> bool:
        """ "We have signed", "we had talks": what takes two."""
        return any(
            token.rel == "nsubj"
            and token.text.lower() in _WE
            and token.head is not None
            and token.head.lemma in self._words.joint_verbs
            for token in view.tokens
        )

    def _is_of_several(self, head: Token) -> bool:
        """Whether a "we" is that of several states: "our countries", "our two peoples"."""
        owned = head.head if head.rel == "nmod:poss" else None
        return (
            owned is not None
            and owned.tag in ("NNS", "NNPS")
            and owned.lemma in self._words.party_nouns - self._words.allied_nouns
        )

    def _is_addressed(self, head: Token) -> bool:
        owner = head.child("nmod:poss") if head.is_noun else None
        return (owner or head).text.lower() in self._words.addressed

    def _met(self, view: SentenceView, pronoun: Mention) -> list[Actor]:
        """Of "I met President Banda, and we agreed" the one who was met, as a party."""
        for token in view.tokens[: pronoun.head.index]:
            verb = token.head
            told = token.text.lower() in self._words.singular_speakers and token.rel == "nsubj"
            if not told or verb is None or verb not in pronoun.head.ancestors():
                continue
            if self.is_saying(verb):
                continue  # "I told her that we": only one's own
            partners = [*verb.all_children("obj"), *self._grammar.obliques(verb, "with")]
            persons = [a for each in partners for a in view.actors(each) if a.kind == "person"]
            parties = {person.party for person in persons} - {""}
            return [party_actor(code) for code in sorted(parties)]
        return []


def _served(speaker: Actor | None, author: str) -> Actor | None:
    """A spokesman without a state as his ministry's, in its own statement."""
    if speaker is None or speaker.party or not author or speaker.kind != "role":
        return speaker
    return replace(speaker, country=author)


def _opens_with_name(view: SentenceView, token: Token) -> bool:
    """Whether what stands before a noun is written as a name is, inside a sentence."""
    before = view.tokens[token.index - 1] if token.index > 1 else token
    return before is not token and before.text.istitle() and before.text.lower() == token.case


def _is_name(label: str) -> bool:
    """Whether a label may be somebody's: "QUESTION", "Ana Ruiz, Andina"."""
    words = label.split()
    return bool(words) and all(word[:1].isupper() for word in words)


def is_apart(view: SentenceView, one: Token, other: Token) -> bool:
    """Whether a semicolon divides two words that no quotation holds together."""
    low, high = sorted((one.index, other.index))
    if ";" not in view.sentence.text:
        return False
    for token in view.tokens[low:high]:
        if token.text == ";":
            before = "".join(each.text for each in view.tokens[: token.index])
            opened = sum(map(before.count, _OPENING)) - sum(map(before.count, _CLOSING))
            if before.count(_STRAIGHT) % 2 == 0 and opened <= 0:
                return True
    return False
