"""Reference: what "the two sides", "he" and "the premier" stand for, sentence by sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from memcon.annotate import Token
from memcon.extract.actors import is_state, organisation_codes, party_actor
from memcon.extract.aliases import Aliases
from memcon.extract.antecedents import (
    doing,
    is_of_nation,
    is_of_things,
    is_somebody,
    objects,
    objects_above,
    objects_before,
    owned_by_antecedent,
    subject_above,
    telling,
    told_by_speaker,
)
from memcon.extract.collective import convened, governing
from memcon.extract.genders import genders
from memcon.extract.incumbents import Incumbents
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.mentions import Form, Mention, is_scene
from memcon.extract.offices import Title
from memcon.extract.pointing import GENERAL, Pointing
from memcon.extract.recency import Recent
from memcon.extract.register import Register
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_MEMORY = 24  # parties and persons remembered, the latest last
_SUBJECTS = ("nsubj", "nsubj:pass")
_PAIR = 2
_OBJECTS = ("obj", "iobj", "obl")
_ENTERPRISE = ("BUS", "MNC", "")  # sectors of companies and of organisations of no known sector
_REFLEXIVE = "self"
_PLURALS = ("NNS", "NNPS")
_FRESH = 6  # sentences for which a plural subject is meant by "they"
_DUAL_POS = ("NUM", "NOUN", "DET", "ADJ")
_DUAL_RELATIONS = (*_SUBJECTS, "obl", "nmod", "nmod:poss", "obj")


class Setting(NamedTuple):
    """Where a text comes from, and with whom it deals."""

    home: str = ""  # the state of the dateline
    principals: tuple[str, ...] = ()  # whom it names most, the most named first


class Discourse:
    """Reads a document's sentences in order and resolves what refers back."""

    def __init__(
        self,
        words: DiscourseWords,
        register: Register,
        circle: Sequence[str],
        *,
        body: str = "",
        author: str = "",
        setting: Setting | None = None,
        declarers: Sequence[str] = (),
        own_nouns: Collection[str] = (),
    ) -> None:
        self._words = words
        self._nouns = Pointing(words)
        self._register = register
        self._body = body  # the organisation that a text without a circle is about, or ""
        self._declarers = tuple(declarers)  # the states that say "We", or none
        self._setting = setting or Setting()
        self._author = author  # the party whose own statement it is, or ""
        self._own_nouns = frozenset(own_nouns)  # what an organisation calls itself
        self._is_of_body = author in organisation_codes()  # an organisation's statement
        self._circle = tuple(circle)  # the two or three parties that the text is about, or none
        self._parties: list[Actor] = []  # states and organisations with codes, the latest last
        self._persons: list[Actor] = []
        self._organisations: list[Actor] = []
        self._subject: Actor | None = None  # the last singular subject that is a person
        self._thing: Actor | None = None  # the last singular subject that is none
        self._thing_at = 0  # the number of the sentence of that subject
        self._plural: tuple[Actor, ...] = ()
        self._others_at = -_PAIR  # the sentence whose subject is people of a state
        self._plural_at = -_FRESH  # the number of the sentence of that subject
        self._plural_block = -1  # and its paragraph
        self._aliases = Aliases()
        self._recent = Recent(words)
        self._incumbents = Incumbents(register, "" if self._is_of_body else author)
        self._own_people = words.speaker_pronouns | words.addressed
        self._own_states = words.state_nouns | words.government_nouns
        self._referring = self._own_people.union(
            words.relative_pronouns,
            words.personal_pronouns,
            words.plural_pronouns,
            words.bare_duals,
            words.thing_pronouns,
            self._own_nouns,
        )
        self._pointing = self._own_states.union(  # nouns that may refer to somebody
            words.party_nouns,
            words.person_nouns,
            words.igo_nouns,
            words.organisation_nouns,
            words.own_organs,
            words.gathering_nouns,
            self._own_nouns,
        )
        # the last several of a kind of office, where they are of one organisation or of many states
        self._staff: dict[str, tuple[Actor, ...]] = {}
        self._named: set[str] = set()  # the parties that the paragraph has named so far
        self._named_before: set[str] = set()  # those that the paragraph before named
        self._block = -1
        self._convened: Actor | None = None  # the organisation whose gathering last declared

    def read(self, view: SentenceView) -> None:
        """Resolve the references of the next sentence and remember whom it speaks of."""
        if view.sentence.kind == "heading":
            self._subject = self._thing = None  # another section speaks of others
            self._plural = ()
            self._recent.clear()
            self._named.clear()
            if not self._circle:
                self._parties.clear()
        if view.sentence.block != self._block:
            self._block = view.sentence.block
            self._named_before, self._named = self._named, set()
        for token in view.tokens:
            mention = view.mentions.get(token.index)
            if mention is None:
                if token.lower not in self._referring and token.lemma not in self._pointing:
                    continue
                mention = self._reference(view, token)
            elif mention.form == "person":
                mention = self._person(view, mention)
            elif mention.form == "title":
                mention = self._office(view, token, mention)
            elif mention.form == "nominal":
                mention = self._nominal(view, token, mention)
            if mention is not None:
                mention = self._aliases.read(view, token, mention)
                view.mentions[token.index] = mention
                self._note(mention)
                if mention.form == "title":
                    self._note_staff(view, token, mention)
        self._note_subject(view)
        self._recent.note(view)
        view.parties = self._context(view)

    def _context(self, view: SentenceView) -> tuple[str, ...]:
        """The parties that a passage is about: the document's circle, or the two that it names."""
        others = self._named - set(self._circle)
        if self._circle and not any(is_state(code) for code in others):
            return self._circle
        return self._named_together(view)

    def _named_together(self, view: SentenceView) -> tuple[str, ...]:
        """The two parties that a sentence names as such, where it names just two."""
        codes: dict[str, bool] = {}  # whether it is more than the place of something
        for mention in view.mentions.values():
            for actor in mention.actors if mention.form != "speaker" else ():
                if actor.party:
                    scene = is_scene(mention, self._words)
                    codes[actor.party] = codes.get(actor.party, False) or not scene
        return tuple(codes) if len(codes) == _PAIR and all(codes.values()) else ()

    def _person(self, view: SentenceView, mention: Mention) -> Mention:
        """Persons as known by now; "the kingdom's minister" serves the kingdom spoken of."""
        known: dict[str, Actor] = {}
        for run in view.marked.names:
            person = run.person
            if person is None or person.name in known:
                continue
            if not person.country and run.owner >= 0:
                owners = [a for a in view.actors(view.tokens[run.owner]) if a.party]
                person.country = owners[0].party if owners else ""
            first = run.beside if run.beside is not None else run
            if not person.office and first.counterpart:
                person.office = self._office_before(view, first.start)
            known[person.name] = person.actor()
            self._incumbents.meet(known[person.name])
            if run.title is not None:  # "Minister Rees", who is the Minister for Trade
                called = replace(known[person.name], role=run.role, office=run.title.office)
                self._incumbents.meet(called)
        return mention.resolved([known.get(actor.name, actor) for actor in mention.actors])

    def _office_before(self, view: SentenceView, end: int) -> str:
        """The office of the person before "his counterpart"."""
        told = [a for i, m in sorted(view.mentions.items()) if i < end for a in m.actors]
        told = [actor for actor in told if actor.office] or [self._subject or Actor("person")]
        return told[-1].office

    # ------------------------------------------------------------------ memory

    def _note(self, mention: Mention) -> None:
        for actor in mention.actors:
            if actor.kind == "person":
                self._push(self._persons, actor)
            elif actor.kind == "organisation":
                self._push(self._organisations, actor)
            if actor.party and mention.form not in ("speaker", "reference"):
                self._named.add(actor.party)
            if actor.party:
                party = actor if actor.is_party else party_actor(actor.party)
                self._push(self._parties, party)

    def _note_staff(self, view: SentenceView, token: Token, mention: Mention) -> None:
        """Remember the last several of one office, if they are of one organisation, or many."""
        title = view.marked.titles[token.index]
        if title is not None and title.plural and mention.actors[0].country:
            together = self._are_of_one(view, token) or len(mention.actors) > _PAIR
            self._staff[self._kind_of(title.office)] = mention.actors if together else ()

    def _kind_of(self, office: str) -> str:
        """What several are called as well: foreign ministers are "the ministers"."""
        for kind in ("minister", "leader"):
            if office == kind or office in self._words.person_nouns[kind]:
                return kind
        return office

    def _staff_meant(self, office: str) -> list[Actor]:
        """Those whom "the ministers" goes on with."""
        return list(self._staff.get(self._kind_of(office), ()))

    @staticmethod
    def _push(memory: list[Actor], actor: Actor) -> None:
        for index, known in enumerate(memory):
            same = known.code == actor.code if actor.is_party else known.name == actor.name
            if known.kind == actor.kind and same:
                memory.pop(index)
                break
        memory.append(actor)
        del memory[:-_MEMORY]

    def _note_subject(self, view: SentenceView) -> None:
        subjects = [token for token in view.tokens if token.rel in _SUBJECTS]
        told = told_by_speaker(view, subjects)
        if told is not None:
            self._subject = told  # "I have talked to Mr Banda. He is coming"
            self._push(self._persons, told)
        if any(is_of_nation(view, token) for token in subjects):
            self._others_at = view.sentence.index
        # the main clause's subject is what the next sentence goes on with
        for token in sorted(subjects, key=lambda t: t.head is not None and t.head.head is None):
            actors = view.actors(token)
            if len(actors) > 1:
                self._set_plural(view, actors)
                if token.head is not None and token.head.head is None:
                    self._thing = None  # "Both set up a board. It will meet": not one of them
            elif actors and (actors[0].kind == "person" or self._is_one(view, token, actors[0])):
                self._subject = actors[0]
            elif actors:
                self._thing, self._thing_at = actors[0], view.sentence.index
                own = actors[0].code and actors[0].code == self._author and token.tag in _PLURALS
                own = own or token.lower in self._words.plural_pronouns
                if own or self._are_of_one(view, token):
                    self._set_plural(view, actors[:1])  # "Leaders met. They agreed"
            elif token.is_noun and token.head is not None and token.head.head is None:
                self._thing = None  # "it" will be what this noun stands for: no actor

    def _set_plural(self, view: SentenceView, actors: Sequence[Actor]) -> None:
        self._plural, self._plural_at = tuple(actors), view.sentence.index
        self._plural_block = view.sentence.block

    def _is_one(self, view: SentenceView, token: Token, actor: Actor) -> bool:
        """Whether an office without a name is somebody: "the envoy said", "Minister will go"."""
        title = view.marked.titles[token.index]
        single = title is not None and not title.plural and token.tag in ("NN", "NNP")
        pointed = self._nouns.is_definite(token) or token.text[:1].isupper() or actor.country
        return actor.kind == "role" and single and bool(pointed)

    # ------------------------------------------------------------------ references

    def _reference(self, view: SentenceView, token: Token) -> Mention | None:
        word = token.lower
        words = self._words
        if token.pos in ("PRON", "DET") or token.tag == "PRP$":
            return self._pronoun(view, token, word)
        if not token.is_noun and word not in words.bare_duals:
            return None
        if self._is_said_of_own(token):
            return Mention(token.start, token.end, token, (), "speaker")
        number = self._nouns.number(token)
        several = token.is_noun and (number or self._nouns.is_plural_definite(token))
        if several and token.lemma in words.party_nouns:
            return self._parties_meant(view, token, number)
        if several and not self._nouns.is_new(token):
            offices = words.person_nouns.get(token.lemma)
            if offices is not None:
                return self._made(token, self._last_persons(view, offices, number, token))
        whole = self._whole(view, token)
        if whole is not None:
            return self._made(token, [whole])
        bare = word in words.bare_duals and not self._counts_things(token)
        if bare and token.pos in _DUAL_POS and token.rel in _DUAL_RELATIONS:
            return self._made(token, self._pair(view, token, words.bare_duals[word]))
        named = token.tag == "NN" or self._is_own_name(token)
        if token.is_noun and named and (self._nouns.is_definite(token) or self._speaks_bare(token)):
            return self._thing_noun(token)
        return None

    def _whole(self, view: SentenceView, token: Token) -> Actor | None:
        """The organisation of "the summit", the state of "the government"."""
        code = self._author if self._is_of_body else self._body
        about = [actor for actor in self._parties if actor.kind == "igo"]
        if code:
            about = [party_actor(code)]
        elif self._circle:
            staff = {a.country for each in self._staff.values() for a in each}
            about = [a for a in about if a == self._convened or staff == {a.code}]
        found = convened(view, token, self._words, about)
        self._convened = found or self._convened
        return found or governing(view, token, self._words, self._parties)

    @staticmethod
    def _counts_things(token: Token) -> bool:
        """Whether a number is one of things: "two of its crossings"."""
        return any(c.is_noun and c.case == "of" for c in token.children)

    def _parties_meant(self, view: SentenceView, token: Token, number: int) -> Mention | None:
        """Whom "the two countries" or "both sides" stand for."""
        named = view.marked.entries[token.index] or self._nouns.has_owner(view, token, placed=False)
        new = token.lemma in self._words.counted_nouns and self._nouns.is_new(token)
        if named or new or self._nouns.is_narrowed(token):
            return None  # "two countries", "the six Gulf states"
        parties = self._spoken_of(view, token, number or _PAIR)
        return self._made(token, parties, start=self._nouns.start(token))

    def _speaks_bare(self, token: Token) -> bool:
        """Whether an author calls itself so without an article: "Summit noted with concern"."""
        is_subject = token.rel in _SUBJECTS or token.head is None
        marked = token.child("det", "nmod:poss", "nummod") is not None
        return is_subject and not marked and self._is_own_name(token)

    def _is_said_of_own(self, token: Token) -> bool:
        """Whether somebody says so of his own or the other's state: "my country", "your side"."""
        if token.tag != "NN" or token.lemma not in self._own_states:
            return False
        owner = token.child("nmod:poss")
        return owner is not None and owner.lower in self._own_people

    def _spoken_of(self, view: SentenceView, token: Token, number: int) -> list[Actor]:
        """The parties that "both countries" are: those just spoken of, else the text's own.

        "President Banda met President Moi, and the two countries ...". A statement of a party, and
        "the two sides", go by whom the text is about.
        """
        circle = len(self._circle) == number
        mutual = token.lemma in self._words.mutual_nouns
        here = self._recent.here(view, token, number)
        if here or (circle and (mutual or self._author)):
            return [party_actor(code) for code in here or self._circle]
        near = self._recent.lately(view, token, number, strict=circle)
        own = self._setting.principals[:number]
        if near and self._recent.returns_to(near, view, own):
            return [party_actor(code) for code in own]
        if near or (circle and self._recent.turns_from(self._circle)):
            return [party_actor(code) for code in near]
        return self._last_parties(number, igos=mutual)

    def _pronoun(self, view: SentenceView, token: Token, word: str) -> Mention | None:
        words = self._words
        if word in words.relative_pronouns:
            owned = token.rel == "nmod:poss"
            return self._made(token, owned_by_antecedent(view, token)) if owned else None
        if word in self._own_people:
            return Mention(token.start, token.end, token, (), "speaker")
        if word in words.personal_pronouns:
            person = self._antecedent(view, token)
            return self._made(token, [person] if person else [])
        if word in words.plural_pronouns and token.is_implied:
            return self._made(token, self._declaring())
        if word in words.plural_pronouns:
            return self._made(token, self._they(view, token))
        if word in words.bare_duals and token.rel in (*_SUBJECTS, "obl", "nmod", "obj"):
            return self._made(token, self._pair(view, token, words.bare_duals[word]))
        if word in words.thing_pronouns:
            thing = self._thing_before(view, token)
            return self._made(token, [thing] if thing else [])
        return None

    def _thing_before(self, view: SentenceView, token: Token) -> Actor | None:
        """What "it" stands for: a subject before it, but not that of its own verb."""
        apart = token.rel in _OBJECTS and not token.text.lower().endswith(_REFLEXIVE)
        verb = token.head if apart else None
        while verb is not None and verb.rel == "conj" and verb.child(*_SUBJECTS) is None:
            verb = verb.head  # "Norway shut the border and opened it again"
        own = verb.child(*_SUBJECTS) if verb is not None else None
        doing = view.actors(own) if own is not None else []
        subjects = [
            m
            for i, m in sorted(view.mentions.items())
            if i < token.index
            and len(m.actors) == 1
            and (m.head.rel in _SUBJECTS or view.tokens[0].is_implied)
            and m.actors[0].kind != "person"
            and not m.actors[0].office
            and m.actors[0] not in doing
        ]
        before = [m.actors[0] for m in subjects if len(m.head.conjuncts()) == 1]
        if not before and token.rel == "nmod:poss":
            before = objects_before(view, token)
        elif not before and token.rel in _SUBJECTS:
            before = objects_above(view, token)
        if subjects and not before:
            return None  # "Chile and Peru ratified the treaty and its protocol"
        old = apart and view.sentence.index - self._thing_at > 1
        thing = before[-1] if before else None if old else self._thing
        return thing if thing not in doing else None

    def _declaring(self) -> list[Actor]:
        """Who speaks where a declaration drops its subject: the author, else those it is about."""
        if self._declarers:
            return [party_actor(code) for code in self._declarers]
        several = self._circle and not self._is_of_body
        code = "" if several else self._author or self._body
        return [party_actor(each) for each in ([code] if code else self._circle)]

    def _plural_here(self, view: SentenceView, token: Token) -> list[Actor]:
        """The plural subject before a "their" in the same sentence."""
        for other in reversed(view.tokens[: token.index]):
            if other.rel in _SUBJECTS:
                actors = view.actors(other)
                if len(actors) > 1 or self._are_of_one(view, other):
                    return actors
        return []

    @staticmethod
    def _are_of_one(view: SentenceView, token: Token) -> bool:
        """Whether several with an office are of one party: "ASEAN ministers renewed their call"."""
        title = view.marked.titles[token.index]
        actors = view.actors(token)
        owners = token.all_children("nmod", "nmod:poss")
        listed = any(len(each.conjuncts()) > 1 for each in (token, *owners))
        office = title is not None and title.plural and not listed
        return office and len(actors) == 1 and actors[0].party in organisation_codes()

    def _antecedent(self, view: SentenceView, token: Token) -> Actor | None:
        """The person that "he" or "her" means: a subject before it here, else the last subject."""
        here = [
            mention.actors[0]
            for index, mention in sorted(view.mentions.items())
            if index < token.index
            and len(mention.actors) == 1
            and mention.actors[0].kind in ("person", "role")
            and mention.form != "reference"
            and (mention.actors[0].kind == "person" or mention.head.tag != "NNS")
            and self._can_be(token, mention.actors[0])
        ]
        subjects = [
            mention.actors[0]
            for index, mention in sorted(view.mentions.items())
            if index < token.index
            and len(mention.actors) == 1
            and is_somebody(mention)
            and mention.head.rel in _SUBJECTS
            and self._can_be(token, mention.actors[0])
        ]
        barred = doing(view, token)
        told = telling(view, token)
        if told is not None and told.name not in barred:
            return told
        subjects = [actor for actor in subjects if actor.name not in barred]
        here = [actor for actor in here if actor.name not in barred]
        if subjects:
            above = subject_above(view, token)
            return above if above in subjects else subjects[-1]
        if here and token.rel == "nmod:poss":
            return here[-1]
        ahead = self._subject_ahead(view, token)
        if ahead is not None and self._can_be(token, ahead):
            return ahead
        before = [*self._persons, *([self._subject] if self._subject is not None else [])]
        fitting = (each for each in reversed(before) if each.name not in barred)
        return next((each for each in fitting if self._can_be(token, each)), None)

    def _subject_ahead(self, view: SentenceView, token: Token) -> Actor | None:
        """Whose "his" is before its sentence names him: "During his stay the king met X".

        So of a participle that opens the sentence: "Speaking after his stay, the king praised X".
        """
        noun = token.head if token.rel == "nmod:poss" else None
        verb = noun.head if noun is not None and noun.rel in ("obl", "obj") else None
        if verb is not None and noun is not None and noun.rel == "obj" and verb.rel != "advcl":
            return None
        if verb is not None and verb.rel == "advcl" and verb.tag == "VBG":
            verb = verb.head if verb.child("mark", *_SUBJECTS) is None else None
        subject = verb.child("nsubj") if verb is not None else None
        mention = view.mention(subject) if subject is not None else None
        if mention is None or subject is None or subject.index < token.index:
            return None
        one = len(mention.actors) == 1 and is_somebody(mention)
        return mention.actors[0] if one else None

    def _can_be(self, pronoun: Token, actor: Actor) -> bool:
        """Whether "he" or "she" can stand for somebody, as far as his or her gender is known."""
        told = self._register.gender(actor.name, actor.role)
        return told in ("", genders().pronouns.get(pronoun.lower, told))

    def _thing_noun(self, token: Token) -> Mention | None:
        """ "the bloc", "the kingdom", "the company": the last of its kind."""
        words = self._words
        if token.rel in ("compound", "amod") or token.child("amod", "compound", "nmod") is not None:
            return None
        if self._is_own_name(token):
            return self._made(token, [party_actor(self._author)])
        memory: list[Actor] = []
        if token.lemma in words.igo_nouns:
            memory = [actor for actor in self._parties if actor.kind == "igo"]
        elif token.lemma in words.state_nouns:
            memory = [actor for actor in self._parties if actor.kind == "state"]
        elif token.lemma in words.organisation_nouns:
            memory = self._companies(token)
        return self._made(token, memory[-1:])

    def _companies(self, token: Token) -> list[Actor]:
        """The organisations that "the bank" or "the company" can be, the likeliest last.

        One that bears the word ("World Bank"), else those that no other word classes.
        """
        word = token.lemma.casefold()
        bodies = [actor for actor in self._parties if actor.kind == "igo"]
        called = [a for a in (*self._organisations, *bodies) if word in a.name.casefold().split()]
        classes = self._words.ministry_nouns | self._words.organisation_nouns
        return called or [
            actor
            for actor in self._organisations
            if actor.sector in _ENTERPRISE and actor.name.casefold().split()[-1] not in classes
        ]

    def _is_own_name(self, token: Token) -> bool:
        """Whether an author calls itself so: "the Kingdom", "the Summit", written large."""
        if not self._author or not token.text[:1].isupper():
            return False
        if self._is_of_body:
            return token.lemma in self._own_nouns or token.lower in self._own_nouns
        return token.lemma in self._words.state_nouns or token.lemma in self._words.own_organs

    def _office(self, view: SentenceView, token: Token, mention: Mention) -> Mention:
        """An office without a name: its holder as the document names him."""
        actor = mention.actors[0]
        title = view.marked.titles[token.index]
        if title is not None and (title.plural or self._nouns.number(token)):
            return self._offices_meant(view, token, mention, title)
        if not actor.country and (served := self._served(view, token)):
            return mention.resolved([_with_country(actor, served)])
        if title is None or not self._nouns.is_definite_or_bare(token):
            return mention
        self._incumbents.meet(actor)
        owned = self._nouns.has_owner(view, token)
        # "the Prime Minister", "Prime Minister will visit"
        pointed = self._nouns.is_definite(token) or token.text[:1].isupper()
        if pointed and not owned and self._incumbents.is_own(actor):
            actor = _with_country(actor, self._author)
        bare = token.text[:1].isupper() and token.child("det", "nmod:poss") is None
        if bare and not owned and not self._author and token.rel in _SUBJECTS:
            # "Prime Minister said"
            actor = _with_country(actor, actor.country or self._setting.home)
        holder = self._incumbents.holder(
            actor,
            self._offices(token, title),
            named=self._persons,
            subject=self._subject,
            told_of=self._recent.last(),
            barred={a.party for child in objects(token) for a in view.actors(child)},
        )
        return mention.resolved([holder.actor() if holder is not None and actor.office else actor])

    def _offices_meant(
        self, view: SentenceView, token: Token, mention: Mention, title: Title
    ) -> Mention:
        """Several with an office, without names: "the two presidents"."""
        actor, number = mention.actors[0], self._nouns.number(token)
        owned = token.child("nmod:poss") is not None  # "both countries' trade ministers"
        if not number and not owned and self._nouns.is_anybodys(view, token, title):
            return mention
        offices = self._offices(token, title)
        whose = [a.party for a in view.actors(token.child("nmod:poss")) if a.party]
        heads = self._words.person_nouns["leader"]
        if len(whose) > 1 and actor.office not in heads:
            return mention.resolved([_with_country(actor, code) for code in whose])
        if actor.country or self._nouns.has_owner(view, token) or self._nouns.is_of_others(token):
            return mention
        if self._is_of_body and not number:
            return mention.resolved([party_actor(self._author)])  # "Heads of Government agreed"
        staff = self._staff_meant(actor.office) if not number else []
        persons = [
            replace(each, role=actor.role) if each.kind == "role" else each
            for each in staff or self._last_persons(view, offices, number, token)
        ]
        return mention.resolved(persons) if persons else mention

    def _served(self, view: SentenceView, token: Token) -> str:
        """The state of the person whose spokesman or envoy somebody is."""
        whose = token.child("nmod:poss", "nmod") or self._named_after(view, token)
        if whose is None or (whose.rel == "nmod" and whose.case not in self._words.owning_cases):
            return ""
        actors = view.actors(whose, coordinated=False)
        return next((a.country for a in actors if a.kind == "person"), "")

    def _said_of_own(self, view: SentenceView, token: Token) -> str:
        """Whose "the government" is in the mouth of somebody who serves a state: his."""
        known = self._nouns.is_definite(token) and token.lemma.lower() in self._words.own_organs
        if not known or self._nouns.has_owner(view, token):
            return ""
        for verb in token.ancestors():
            teller = verb.child(*_SUBJECTS) if verb.child("ccomp") is not None else None
            if teller is not None and teller is not token and teller.index < token.index:
                actors = view.actors(teller, coordinated=False)
                told = [a for a in actors if a.kind in ("person", "role") and a.sector == "GOV"]
                return told[0].country if len(told) == 1 else ""
        return ""

    def _named_after(self, view: SentenceView, token: Token) -> Token | None:
        """Whose name a government bears: "the Reagan administration"."""
        if token.lemma.lower() not in self._words.government_nouns:
            return None
        named = (view.mention(child) for child in token.all_children("compound"))
        return next((m.head for m in named if m is not None and m.form == "person"), None)

    def _offices(self, token: Token, title: Title) -> tuple[str, ...]:
        if title.office not in GENERAL:
            return (title.office,)
        return self._words.person_nouns.get(token.lemma, (title.office,))

    def _nominal(self, view: SentenceView, token: Token, mention: Mention) -> Mention:
        """ "the government", "its navy": the party is the one spoken of."""
        actor = mention.actors[0]
        if actor.country or actor.kind not in ("role", "organisation"):
            return mention
        if self._nouns.number(token) and token.lemma in self._words.person_nouns:
            offices = self._words.person_nouns[token.lemma]
            persons = self._last_persons(view, offices, self._nouns.number(token), token)
            return self._made(token, persons, start=self._nouns.start(token)) or mention
        known = self._thing_noun(token) if self._nouns.is_definite(token) else None
        whole = self._whole(view, token) if known is None else None
        if known is not None or whole is not None:
            return known or mention.resolved([whole] if whole is not None else [])
        of_state = bool(self._author) and not self._is_of_body
        own = of_state and token.lemma in self._words.own_organs
        if own and self._nouns.is_definite(token) and not self._nouns.has_owner(view, token):
            return mention.resolved([_with_country(actor, self._author)])
        ruling = token.lemma.lower() in self._words.government_nouns
        if ruling and (served := self._served(view, token)):
            return mention.resolved([party_actor(served)])  # "the regime of Rojas"
        speaking = self._said_of_own(view, token) if ruling else ""
        if speaking:
            return mention.resolved([party_actor(speaking)])
        owner = token.child("nmod:poss")
        if owner is not None:
            owned = [a for a in view.actors(owner) if a.party]
            if not owned and owner.text.lower() in self._words.thing_pronouns and self._thing:
                owned = [self._thing]
            if owned:
                return mention.resolved([_with_country(actor, owned[0].party)])
        if self._nouns.number(token) and not self._nouns.is_new(token):
            parties = [p for p in self._pair(view, token, self._nouns.number(token)) if p.party]
            return (
                mention.resolved([_with_country(actor, p.party) for p in parties])
                if parties
                else mention
            )
        return mention

    # ------------------------------------------------------------------ who was last

    def _pair(self, view: SentenceView, token: Token, number: int) -> list[Actor]:
        near = self._recent.lately(view, token, number, strict=len(self._circle) == number)
        told = number != _PAIR or token.rel not in _SUBJECTS
        met = [] if told else self._recent.met_in(view.sentence.block)
        if met and not self._recent.here(view, token, number):
            return met  # "The Minister spoke to the Secretary. Both agreed"
        several = {actor.party for actor in self._plural}
        if len(self._plural) == number and (not near or several == set(near)):
            return list(self._plural)
        return [party_actor(code) for code in near] or self._last_parties(number)

    def _they(self, view: SentenceView, token: Token) -> list[Actor]:
        """Whom "they" means: the last plural subject or two who met, else the text's own two."""
        if token.case in self._words.between_cases:  # "talks between them"
            return self._plural_here(view, token) or self._spoken_of(view, token, _PAIR)
        if token.rel not in _SUBJECTS and is_of_things(view, token):
            return []
        here = self._plural_here(view, token) or self._recent.met(view, token)
        if here:
            return here
        if self._others_at == view.sentence.index - 1:
            return []  # "Polish hauliers block the road. They demand permits"
        age = view.sentence.index - self._plural_at
        if age > 1 and (met := self._recent.met_before()):
            return met
        elsewhere = self._plural_block != view.sentence.block
        if elsewhere and (met := self._recent.met_in(view.sentence.block)):
            return met  # "The Minister met her colleague. He agreed to help. They signed ..."
        if self._plural and age <= _FRESH:
            return list(self._plural)
        if self._body:
            return [party_actor(self._body)]
        return self._last_parties(_PAIR) if len(self._circle) == _PAIR else []

    def _last_parties(self, number: int, *, igos: bool = True) -> list[Actor]:
        """The parties of the circle, else those that this or two paragraphs name, if so many.

        Organisations count only with `igos`: "both countries" are none.
        """
        for codes in (self._circle, self._named, self._named | self._named_before):
            states = igos or not organisation_codes().intersection(codes)
            if len(codes) == number and states:
                ordered = codes if codes is self._circle else sorted(codes)
                return [party_actor(code) for code in ordered]
        return []

    def _last_persons(
        self, view: SentenceView, offices: Sequence[str], number: int, token: Token
    ) -> list[Actor]:
        """The persons with such an office just spoken of; else the offices as such.

        "Trade between Peru and Chile rose. The two presidents ...": theirs.
        """
        role = " ".join(t.text for t in token.subtree() if t.rel == "compound" and t.head is token)
        role = f"{role} {token.text}".strip()
        if self._body and not number:
            return [self._unnamed(self._body, offices, role)]
        going_on = self._going_on(view, token, offices)
        if going_on and number in (0, len(going_on)):
            return going_on
        most = number or max(_PAIR, len(self._circle))
        for size in (number,) if number else range(most, _PAIR - 1, -1):
            together = self._recent.holders(view, token, size, offices)
            if self._author and offices and len(self._circle) == size:
                own = {actor.party for actor in together or ()} == set(self._circle)
                together = together if own else [party_actor(code) for code in self._circle]
            if together is None and number:
                several = self._circle if len(self._circle) == number and offices else ()
                return [self._holder(code, offices, role) for code in several]
            if together:
                return [
                    self._holder(each.code, offices, role) if each.is_party else each
                    for each in together
                ]
        fitting = self._last_holders(offices, most)
        if fitting:
            return fitting
        if not offices and view.marked.titles[token.index] is None:
            return []  # "both men": persons, or nobody that the text tells
        if self._body:
            parties = [party_actor(self._body)]
        elif number:
            parties = self._last_parties(most)
        else:  # "the diplomats": those of the text's own, not of whom a paragraph names
            parties = [party_actor(code) for code in self._circle]
        return [self._unnamed(party.code, offices, role) for party in parties]

    def _going_on(self, view: SentenceView, token: Token, offices: Sequence[str]) -> list[Actor]:
        """The persons that were the subject of the sentence before, if a text goes on with them.

        "They discussed the war of Peru with Chile. The leaders also ...": those who discussed it.
        """
        before = view.sentence.index - self._plural_at == 1
        if not before or token.rel not in _SUBJECTS or not self._nouns.is_definite(token):
            return []
        general = not offices or offices == self._words.person_nouns["leader"]
        fitting = (
            actor.kind in ("person", "role") and (general or actor.office in offices)
            for actor in self._plural
        )
        return list(self._plural) if all(fitting) else []

    def _last_holders(self, offices: Sequence[str], number: int) -> list[Actor]:
        """The last persons with such an office, of different parties."""
        fitting: list[Actor] = []
        for actor in reversed(self._persons):
            if offices and actor.office not in offices:
                continue
            if actor.party and any(actor.party == other.party for other in fitting):
                continue
            fitting.append(actor)
            if len(fitting) == number:
                return fitting[::-1]
        return []

    def _holder(self, code: str, offices: Sequence[str], role: str) -> Actor:
        """Who holds such an office of a party, as far as the text has named him."""
        for actor in reversed(self._persons):
            if actor.party == code and actor.office in offices and len(offices) <= _PAIR:
                return actor
        return self._unnamed(code, offices, role)

    @staticmethod
    def _unnamed(code: str, offices: Sequence[str], role: str) -> Actor:
        office = offices[0] if offices else ""
        return Actor("role", role=role, country=code, sector="GOV", office=office)

    @staticmethod
    def _made(token: Token, actors: Sequence[Actor], *, start: int = -1) -> Mention | None:
        if not actors:
            return None
        form: Form = "reference"
        return Mention(start if start >= 0 else token.start, token.end, token, tuple(actors), form)


def _with_country(actor: Actor, country: str) -> Actor:
    return Actor(
        actor.kind,
        name=actor.name,
        role=actor.role,
        country=country,
        sector=actor.sector,
        office=actor.office,
    )
