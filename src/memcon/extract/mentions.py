"""Mentions: which words of a sentence stand for which states, organisations and persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from memcon.annotate import Sentence, Token
from memcon.annotate.mending import before_noun
from memcon.annotate.tree import head_of
from memcon.extract.actors import party_actor
from memcon.extract.gazetteer import Entry, Gazetteer
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.offices import Title, TitleIndex
from memcon.extract.people import STYLES, Marked, NameRun
from memcon.model.party import Actor

_ORGANS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})  # sectors of organs of a state
_SHORT_NAME = 2  # words of a name that has no "of"
_WHERE = ("in", "at")  # cases of a place

Form = Literal[
    "name",  # a state or organisation by name
    "adjective",  # a demonym adjective
    "capital",  # a capital or seat standing for the government, or for the place
    "person",  # a person by name
    "title",  # an office without a name
    "nominal",  # a common noun with a party ("Chinese officials")
    "reference",  # "the two sides", "both countries", "they", "it"
    "speaker",  # "we", "our", "I" inside a quotation
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for one or more actors; `head` is their syntactic head."""

    start: int  # characters, in the document
    end: int
    head: Token
    actors: tuple[Actor, ...]
    form: Form
    entry: Entry | None = None

    def resolved(self, actors: Iterable[Actor]) -> Mention:
        """The same words standing for these actors."""
        return Mention(self.start, self.end, self.head, tuple(actors), self.form, self.entry)


def is_scene(mention: Mention, words: DiscourseWords) -> bool:
    """Whether a state is only named for a place: "talks in Moscow", "near Chile's border"."""
    head = mention.head
    place = head.head
    if mention.form == "capital" and head.rel == "compound" and place is not None:
        return place.lemma.lower() in words.sited_nouns  # "the Minsk accord"
    if place is not None and mention.form in ("adjective", "name") and head.rel != "conj":
        owning = head.rel in ("amod", "compound", "nmod:poss")
        if owning and place.lemma in words.place_nouns:
            return place.case in words.scene_cases
    first = head.head if head.rel == "conj" and head.head is not None else head
    return mention.form == "capital" and (head.case or first.case) in words.scene_cases


def is_at_gathering(mention: Mention, words: DiscourseWords) -> bool:
    """Whether a name only tells where others met or signed: "agreed at talks held in Chad"."""
    if mention.head.case not in words.scene_cases:
        return False
    for up in mention.head.ancestors():
        if up.is_verb and up.rel != "acl":
            return False
        if up.is_noun:
            return up.lemma.lower() in words.sited_nouns
    return False


def mark(
    sentence: Sentence,
    gazetteer: Gazetteer,
    titles: TitleIndex,
    *,
    context: str = "",
    on: date | None = None,
) -> Marked:
    """A sentence with the hits of the gazetteers laid over its tokens.

    `context` is the text around it, `on` the document's day: both tell names with several readings
    apart ("Korea", "Congo"; a Moscow of 1975).
    """
    size = len(sentence.tokens)
    marked = Marked(sentence, [()] * size, [-1] * size, [None] * size, {})
    _mark_titles(marked, titles)
    for hit in gazetteer.scan(sentence.text, context=context, on=on):
        tokens = sentence.between(hit.start + sentence.start, hit.end + sentence.start)
        if hit.entries[0].source and _is_person(marked, tokens, hit.entries[0], gazetteer):
            marked.listed.update((token.index, hit.entries[0]) for token in tokens)
            continue
        if len(tokens) > _SHORT_NAME:
            before_noun(tokens)
        for token in tokens:
            if len(tokens) > 1 and hit.entries[0].form == "capital":
                marked.titles[token.index] = None  # "Nur-Sultan" is no sultan
                marked.title_end.pop(token.index, None)
            marked.entries[token.index] = hit.entries
            marked.hit_start[token.index] = tokens[0].index
    return marked


def _mark_titles(marked: Marked, titles: TitleIndex) -> None:
    sentence = marked.sentence
    for start, end, title in titles.find(sentence.text):
        tokens = sentence.between(start + sentence.start, end + sentence.start)
        if not tokens or any(token.pos in ("VERB", "AUX", "ADP") for token in tokens[-1:]):
            continue
        before = tokens[0].index - 1
        if title.office == "monarch" and before >= 0 and not _is_styled(marked, before):
            continue  # "Foreign Minister Amir Khan"
        before -= before > 0 and sentence.tokens[before].text == ","
        if title.country and before >= 0 and marked.titles[before] is not None:
            continue  # "Foreign Minister Shah Karim" bears the name of one state's office
        if title.country and len(tokens) == 1 and _ends_name(sentence, tokens[0]):
            continue  # "Dr. Rajiv Shah"
        if len(tokens) == 1 and title.office in STYLES and _is_hyphened(sentence, tokens[0]):
            continue  # "Hossein Amir-Abdollahian"
        for token in tokens:
            marked.titles[token.index] = title
        marked.title_end[tokens[0].index] = tokens[-1].index + 1


def _ends_name(sentence: Sentence, token: Token) -> bool:
    """Whether a capitalised word stands behind another of its phrase, and before none."""
    tokens, index = sentence.tokens, token.index
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    named = before is not None and before.pos == "PROPN" and before.text[:1].isupper()
    return named and token.text[:1].isupper() and not (after and after.text[:1].isupper())


def _is_styled(marked: Marked, index: int) -> bool:
    """Whether no office stands there but a style, as in "His Majesty King"."""
    title = marked.titles[index]
    return title is None or title.office in STYLES


def _is_hyphened(sentence: Sentence, token: Token) -> bool:
    """Whether a capitalised word is joined to another by a hyphen."""
    start, end = token.start - sentence.start, token.end - sentence.start
    text = sentence.text
    after = text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper()
    before = start > 1 and text[start - 1] == "-" and text[start - 2].isalpha()
    return text[start].isupper() and (after or before)


def _is_person(marked: Marked, tokens: Sequence[Token], entry: Entry, gazetteer: Gazetteer) -> bool:
    """Whether a name of the user's dictionary, which lists all kinds of actors, is a person's."""
    if not tokens or (entry.kind != "group" and len(tokens) == 1):
        return False
    first = tokens[0].index
    if first and marked.titles[first - 1] is not None:
        return True
    if len(tokens) > 1 and gazetteer.is_given_name(tokens[0].text):
        return True
    return any(token.entity == "PERSON" for token in tokens)


def actor_of(entry: Entry, words: str) -> Actor:
    """The actor that an entry of the gazetteer stands for; organisations keep the text's words."""
    if entry.kind in ("state", "igo"):
        return _named_party(entry.kind, entry.code, entry.name)
    return Actor("organisation", name=words, country=entry.country, sector=entry.sector)


@lru_cache(maxsize=4096)
def _named_party(kind: Literal["state", "igo"], code: str, name: str) -> Actor:
    return Actor(kind, code=code, name=name, sector="GOV" if kind == "state" else "IGO")


def reading(entries: Sequence[Entry], *forms: str) -> Entry | None:
    """The first reading that is a party (and of one of these forms, where given)."""
    for entry in entries:
        if entry.kind in ("place", "not_party"):
            continue
        if not forms or entry.form in forms:
            return entry
    return None


class MentionFinder:
    """Finds the mentions of a sentence that need no memory of the text before.

    `agents` and `users` are nouns for kinds of actors with their sectors, memcon's and the user's.
    """

    def __init__(
        self, words: DiscourseWords, agents: Mapping[str, str], users: Mapping[str, str]
    ) -> None:
        self._words = words
        self._agents = agents
        self._users = users
        self._longest = max((len(term.split()) for term in users), default=0)

    def find(self, marked: Marked) -> list[Mention]:
        """Names, adjectives, persons, titles and nominals, by text order of their heads."""
        found: dict[int, Mention] = {}
        taken: set[int] = set()
        for run in marked.names:
            self._person(marked, run, found, taken)
        self._parties(marked, found, taken)
        self._organisations(marked, found, taken)
        self._nominals(marked, found, taken)
        return [found[index] for index in sorted(found)]

    def _person(
        self, marked: Marked, run: NameRun, found: dict[int, Mention], taken: set[int]
    ) -> None:
        if run.person is None:
            return
        tokens = marked.sentence.tokens
        begin = run.role_start if 0 <= run.role_start < run.start else run.start
        between = tokens[begin : run.start]
        whole = tokens[run.start : run.end]
        taken.update(token.index for token in whole)
        head = head_of(whole)
        thing = head.head if head.rel == "compound" else None
        if thing is not None and thing.lemma in self._words.named_things and not run.role:
            return
        actor = run.person.actor()
        found[head.index] = Mention(whole[0].start, whole[-1].end, head, (actor,), "person")
        if run.counterpart or any(token.text == "," for token in between):
            # "his counterpart NAME": the office heads the phrase, the name is its apposition
            noun = head_of([t for t in between if t.text != ","] or between)
            found[noun.index] = Mention(noun.start, whole[-1].end, noun, (actor,), "person")
        taken.update(token.index for token in between)
        self._first_office(marked, run, found, actor)
        phrase = [*between, *whole]
        inside = {token.index for token in phrase}
        for top in phrase:  # more than one, where the parse is broken
            outside = top.head is None or top.head.index not in inside
            if outside and top is not head and top.is_noun:
                start = _phrase(top)[0] if run.counterpart else phrase[0].start
                found[top.index] = Mention(start, whole[-1].end, top, (actor,), "person")
        self._join(marked, run, found)

    def _first_office(
        self, marked: Marked, run: NameRun, found: dict[int, Mention], actor: Actor
    ) -> None:
        """Let the first of two offices be the person's: "Vice President and Foreign Minister X"."""
        tokens, join = marked.sentence.tokens, run.role_start - 1
        if run.title is None or run.title.plural or join < 1 or tokens[join].pos != "CCONJ":
            return
        last = tokens[join - 1]
        first = marked.titles[last.index]
        if first is None or first.plural or not last.text[:1].isupper():
            return
        begin, _ = _phrase(last)
        if last.child("det") is None and last.child("nmod:poss") is None:
            found.setdefault(last.index, Mention(begin, last.end, last, (actor,), "person"))

    def _join(self, marked: Marked, run: NameRun, found: dict[int, Mention]) -> None:
        """Let "the ministers" of "the ministers, X and Y" stand for both."""
        first = run.beside.person if run.beside is not None else None
        if first is None or run.person is None:
            return
        tokens = marked.sentence.tokens
        for index, mention in found.items():
            titled = marked.titles[index] is not None and mention.form == "person"
            titled = titled or tokens[index].lemma in self._words.counterparts
            if titled and any(actor.name == first.name for actor in mention.actors):
                found[index] = mention.resolved([*mention.actors, run.person.actor()])

    def _parties(self, marked: Marked, found: dict[int, Mention], taken: set[int]) -> None:
        tokens, starts = marked.sentence.tokens, marked.hit_start
        end = 0
        for index, start in enumerate(starts):
            if start < 0 or index < end or index in taken:
                continue
            end = index + 1
            while end < len(starts) and starts[end] == start:
                end += 1
            entry = reading(marked.entries[index])
            firm = entry is not None and entry.kind == "organisation"
            while firm and end < len(starts) and tokens[end].text in self._words.company_forms:
                end += 1  # "Daimler AG"
            span = tokens[index:end]
            if entry is not None and not self._is_seat_of_body(tokens, end):
                head = head_of(span)
                form = _form(entry, head)
                words = _bare(marked, span)
                actors = tuple(actor_of(each, words) for each in _meant(entry, marked, index))
                owner = self._owner_of(marked, head, entry)
                if entry.form == "seat" and (other := self._state_before(marked, head)):
                    actors = (party_actor(other),)  # "Kenya's Foreign Office"
                if owner:
                    actors = tuple(replace(actor, country=owner) for actor in actors)
                mention = Mention(span[0].start, span[-1].end, head, actors, form, entry)
                found.setdefault(head.index, mention)
                taken.update(range(index, end))

    def _is_seat_of_body(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether a name only tells where a body that is no state's sits: "Lima-based"."""
        if end + 1 >= len(tokens) or tokens[end + 1].lower not in self._words.seat_participles:
            return False
        joined = tokens[end].text == "-" and tokens[end].start == tokens[end - 1].end
        return joined and any(
            up.lemma in self._words.seated_nouns for up in tokens[end - 1].ancestors()
        )

    def _owner_of(self, marked: Marked, head: Token, entry: Entry) -> str:
        """Whose an organ is by the words beside its name: "Chile's Joint Chiefs of Staff"."""
        if entry.kind != "organisation":
            return ""
        before = self._state_before(marked, head) if entry.sector in _ORGANS else ""
        return before or self._state_after(marked, head)

    def _state_before(self, marked: Marked, head: Token) -> str:
        """The state that owns what stands after it: "Fiji's Foreign Office", "Fijian X"."""
        for child in head.children:
            owning = child.rel in ("nmod:poss", "amod", "compound") and child.index < head.index
            owning = owning and marked.hit_start[child.index] != marked.hit_start[head.index]
            state = reading(marked.entries[child.index]) if owning else None
            if state is not None and state.kind == "state" and state.form != "capital":
                return state.code
        return ""

    def _state_after(self, marked: Marked, head: Token) -> str:
        """ "the KGB of Belarus": the state that owns an organisation of its name."""
        for child in head.all_children("nmod"):
            entry = reading(marked.entries[child.index])
            if child.case in self._words.whole_cases and entry is not None:
                return entry.code if entry.kind == "state" and entry.form == "name" else ""
        return ""

    def _organisations(self, marked: Marked, found: dict[int, Mention], taken: set[int]) -> None:
        """Organisations that only the parser knows."""
        if marked.sentence.text.isupper():
            return
        tokens = marked.sentence.tokens
        end = 0
        for index, token in enumerate(tokens):
            if token.entity != "ORG" or index < end or index in taken:
                continue
            end = index + 1
            while end < len(tokens) and tokens[end].entity == "ORG" and end not in taken:
                end += 1
            opens = index == 0 and tokens[0].lower in self._words.opening_adverbs
            span = tokens[index + opens : end]  # "Meanwhile Shell hopes to"
            if not span or head_of(span).lemma in self._words.paper_nouns:
                continue  # "the UN Convention on the Law of the Sea"
            head = head_of(span)
            if self._is_government(marked, head):
                continue  # "the UK Government"
            if head.index not in found and head.is_noun and marked.titles[head.index] is None:
                country = self.modifier_country(marked, head)
                name = self._company_name(marked, head) or _bare(marked, span)
                actor = Actor("organisation", name=name, country=country)
                found[head.index] = Mention(span[0].start, span[-1].end, head, (actor,), "nominal")

    def _is_government(self, marked: Marked, head: Token) -> bool:
        """Whether a name is a state's government, which is the state."""
        if head.lemma.lower() not in self._words.government_nouns:
            return False
        return bool(self.modifier_country(marked, head))

    def _nominals(self, marked: Marked, found: dict[int, Mention], taken: set[int]) -> None:
        """Offices without names and common nouns that belong to a party."""
        for token in marked.sentence.tokens:
            if not token.is_noun or token.index in found or token.index in taken:
                continue
            title = marked.titles[token.index]
            if token.rel in ("compound", "amod") and token.head is not None and title is None:
                continue
            if self._is_fixed(token):
                continue
            country = self.modifier_country(marked, token)
            if not country and token.lemma in self._words.party_nouns:
                continue  # "the two countries": a reference, resolved with memory
            actor = self._nominal_actor(marked, token, title, country)
            if actor is not None:
                actors = [actor]
                for other in self._further_countries(marked, token, country):
                    further = self._nominal_actor(marked, token, title, other)
                    actors += [further] if further is not None else []
                form: Form = "title" if title is not None else "nominal"
                begin, end = _phrase(token)
                found[token.index] = Mention(begin, end, token, tuple(actors), form)

    def _is_fixed(self, token: Token) -> bool:
        """ "the treaty in force": a phrase, no armed force."""
        if f"{token.case} {token.lower}" not in self._words.fixed_phrases:
            return False
        return all(child.rel == "case" for child in token.children)

    def _further_countries(self, marked: Marked, token: Token, country: str) -> list[str]:
        """Of "the presidents of Peru and Ecuador" those after the first."""
        title = marked.titles[token.index]
        plural = token.tag in ("NNS", "NNPS") or (title is not None and title.plural)
        if not country or not plural:
            return []
        codes = []
        owners = [*token.children]
        for child in token.all_children("nmod"):  # "the Ministers of Trade of Peru and Ecuador"
            owners += (
                child.all_children("nmod") if reading(marked.entries[child.index]) is None else []
            )
        for child in owners:
            codes += [e.code for e in marked.entries[child.index] if e.form == "together"]
            for other in child.all_children("conj"):
                entry = reading(marked.entries[other.index])
                if entry is not None and entry.kind in ("state", "igo"):
                    codes += [each.code for each in _meant(entry, marked, other.index)]
        return [code for code in dict.fromkeys(codes) if code != country]

    def _nominal_actor(
        self, marked: Marked, token: Token, title: Title | None, country: str
    ) -> Actor | None:
        lemma = token.lemma
        role = self._role_text(marked, token)
        told = lemma in self._words.government_nouns and title is None
        special = lemma in self._words.ministry_nouns and " " in role  # "industry federation"
        if country and told and not special:
            return party_actor(country)
        if country and {lemma, token.text.lower()} & self._words.ministry_nouns and title is None:
            sector = self._agents.get(lemma, "GOV")
            name = self._company_name(marked, token) or role
            return Actor("organisation", name=name, country=country, sector=sector)
        if title is not None:
            if not _heads_title(marked, token):
                return None
            return Actor(
                "role",
                role=role + self._rest_of(marked, token, title),
                country=country or title.country,
                sector=title.sector or "GOV",
                office=title.office,
            )
        sector = self._agent_sector(marked, token)
        if sector and token.lemma in self._words.called_nouns:
            for child in token.all_children("compound"):  # "the official Tass news agency"
                named = reading(marked.entries[child.index])
                if named is not None and named.kind == "organisation":
                    return actor_of(named, child.text)
        if sector:
            return Actor("role", role=role, country=country, sector=sector)
        return None

    def _company_name(self, marked: Marked, token: Token) -> str:
        """ "Brazilian Oil Corporation": a firm's name has the state in it; '' of a ministry."""
        if token.pos != "PROPN" or token.lemma not in self._words.organisation_nouns:
            return ""
        first = token.index
        tokens = marked.sentence.tokens
        while (
            first
            and tokens[first - 1].text[:1].isupper()
            and token in tokens[first - 1].ancestors()
        ):
            first -= 1
        named = first < token.index and bool(marked.entries[first])
        start = marked.sentence.start
        return (
            marked.sentence.text[tokens[first].start - start : token.end - start] if named else ""
        )

    @staticmethod
    def _rest_of(marked: Marked, token: Token, title: Title) -> str:
        """What a title has after its head: "of state" of "heads of state"."""
        last = token.index
        while last + 1 < len(marked.titles) and marked.titles[last + 1] is title:
            last += 1
        offset = marked.sentence.start
        tokens = marked.sentence.tokens
        return marked.sentence.text[token.end - offset : tokens[last].end - offset]

    def _agent_sector(self, marked: Marked, token: Token) -> str:
        """The sector of a kind of actor: the user's word for it, of the most words, else ours."""
        tokens = marked.sentence.tokens
        for size in range(min(self._longest, token.index + 1), 0, -1):
            before = [other.text.lower() for other in tokens[token.index + 1 - size : token.index]]
            for last in (token.lemma, token.text.lower()):
                if sector := self._users.get(" ".join([*before, last])):
                    return sector
        alone = self._agents.get(token.lemma) or self._agents.get(token.text.lower(), "")
        return alone and self._agents.get(self._with_word_before(marked, token), alone)

    @staticmethod
    def _with_word_before(marked: Marked, token: Token) -> str:
        """A noun with what specifies it: "aid agency", whatever else agencies are."""
        if not token.index:
            return ""
        return f"{marked.sentence.tokens[token.index - 1].lower} {token.lemma}"

    def modifier_country(self, marked: Marked, token: Token) -> str:
        """The state or organisation that a noun belongs to: "Chilean X", "X of Chile"."""
        for child in token.children:
            if child.rel not in ("amod", "compound", "nmod:poss", "nmod", "appos", "poss"):
                continue
            before = not child.case and child.index < token.index  # "the US special envoy"
            if child.rel == "nmod" and not before and child.case not in self._words.owning_cases:
                continue
            if child.case in self._words.remit_cases and token.lemma in self._words.sent_nouns:
                continue  # "the special envoy for Chad" is somebody else's
            entry = reading(marked.entries[child.index])
            placed = child.case in _WHERE and token.lemma not in self._words.ministry_nouns
            if entry is not None and placed and entry.form in ("capital", "seat"):
                continue  # "the rebels' envoy in Cairo" does not serve Egypt
            if entry is not None and entry.form == "capital" and self._is_called_after(child):
                continue  # "the Berlin Council in March" met there
            if entry is not None and entry.kind in ("state", "igo", "group"):
                sender = self._sender(marked, token, child)
                return (sender or entry).code or entry.country
            if entry is not None and child.rel == "nmod:poss" and entry.country:
                return entry.country
            deeper = self._inherited(marked, child)
            if deeper:
                return deeper
        return ""

    def _sender(self, marked: Marked, token: Token, child: Token) -> Entry | None:
        """ "the UN Yemen envoy": of two names before somebody sent the first is who sends."""
        if token.lemma not in self._words.sent_nouns or child.index > token.index:
            return None
        before = reading(marked.entries[child.index - 1]) if child.index else None
        return before if before is not None and before.kind in ("state", "igo") else None

    def _is_called_after(self, child: Token) -> bool:
        """Whether a gathering has its name from where it met: "the Lisbon Summit"."""
        noun = child.head
        large = noun is not None and child.rel == "compound" and noun.text[:1].isupper()
        return noun is not None and large and noun.lemma.lower() in self._words.own_nouns

    def _inherited(self, marked: Marked, child: Token) -> str:
        """ "the Chinese foreign ministry's spokesman": the ministry's state is the spokesman's."""
        if child.rel not in ("nmod:poss", "nmod", "compound") or not child.is_noun:
            return ""
        for below in child.children:
            if below.rel in ("amod", "compound", "nmod:poss", "nmod"):
                entry = reading(marked.entries[below.index])
                if entry is not None and entry.kind in ("state", "igo", "group"):
                    return entry.code or entry.country
        return ""

    def _role_text(self, marked: Marked, token: Token) -> str:
        """The noun with its own modifiers, the party's name left out."""
        words = []
        for other in marked.sentence.tokens[max(0, token.index - 5) : token.index]:
            above = other.head
            if above is None or other.rel not in ("compound", "amod", "nmod"):
                continue
            # of "Minister Ola Rees's spokesman" the spokesman
            inside = above.head is token and above.rel != "nmod:poss"
            if above is not token and not inside:
                continue
            if marked.entries[other.index] and reading(marked.entries[other.index]) is not None:
                continue
            if other.index in marked.dated:
                continue
            if other.lower not in self._words.honorifics:
                words.append(other.text)
        return " ".join([*words, token.text])


def _heads_title(marked: Marked, token: Token) -> bool:
    """Whether a token is the head of the title that covers it: "heads" of "heads of state"."""
    first = last = token.index
    while first > 0 and marked.titles[first - 1] is not None and first not in marked.title_end:
        first -= 1
    while last + 1 < len(marked.titles) and marked.titles[last + 1] is not None:
        if last + 1 in marked.title_end:
            break
        last += 1
    return head_of(marked.sentence.tokens[first : last + 1]) is token


def _meant(entry: Entry, marked: Marked, index: int) -> Sequence[Entry]:
    """The entries that a name stands for: one, but of "the two Koreas" both."""
    return marked.entries[index] if entry.form == "together" else (entry,)


def _form(entry: Entry, head: Token) -> Form:
    if entry.form in ("adjective", "prefix"):
        return "adjective" if head.rel in ("amod", "compound", "nmod") else "name"
    if entry.form in ("capital", "seat"):
        return "capital"
    return "name"


def _bare(marked: Marked, span: Sequence[Token]) -> str:
    """The words of a name without article and possessive ending."""
    kept = list(span)
    while len(kept) > 1 and kept[0].pos in ("DET", "CCONJ"):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].rel == "case":
        kept.pop()
    offset = marked.sentence.start
    return marked.sentence.text[kept[0].start - offset : kept[-1].end - offset]


def _phrase(token: Token) -> tuple[int, int]:
    """The offsets of a noun with what stands before it in its phrase."""
    start = token.start
    for child in token.children:
        if child.index < token.index and child.rel in ("amod", "compound", "nmod:poss", "det"):
            start = min(start, child.start)
    return start, token.end
