"""Parsed sentences → a document view: parties, persons, references, dates, amounts, speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from memcon.annotate import Sentence, Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import organisation_codes
from memcon.extract.amounts import (
    AmountMention,
    ChangeMention,
    OrdinalMention,
    find_amounts,
    find_changes,
    find_ordinals,
)
from memcon.extract.asides import Asides
from memcon.extract.attribution import Attribution
from memcon.extract.author import AuthorFinder
from memcon.extract.circle import principals_of
from memcon.extract.clauses import Grammar
from memcon.extract.dates import DateMention, find_dates
from memcon.extract.discourse import Discourse, Setting
from memcon.extract.gazetteer import Hit, agent_sectors, load_gazetteer, user_agents
from memcon.extract.lexicon import discourse_words
from memcon.extract.lookback import is_over
from memcon.extract.mentions import MentionFinder, mark
from memcon.extract.offices import load_holders, load_titles
from memcon.extract.people import Marked, NameFinder, Person
from memcon.extract.quantities.currency import currencies
from memcon.extract.register import Register
from memcon.extract.view import DocumentView, SentenceView
from memcon.extract.voices import Teller, Tellers, labels_of
from memcon.model import edtf
from memcon.model.document import RANGE, Document

_M = TypeVar("_M", DateMention, AmountMention, ChangeMention, OrdinalMention)
_LEADING = 2  # states named most of all: a text is about these
_SITED = ("state", "place")  # kinds of names that tell where a paragraph is
_IN_PASSING = ("acl", "acl:relcl", "compound", "nummod", "amod", "nmod:poss")
_LARGE = 1e6  # from which a number without a unit is a sum of the money spoken of


class DocumentReader:
    """Builds the view of a document that the extractors work on.

    `folder` is that of the user's lexicon.
    """

    def __init__(self, language: str = "en", folder: Path | None = None) -> None:
        self._language = language
        self._words = discourse_words(language)
        self._gazetteer = load_gazetteer(language, folder)
        self._holders = load_holders(folder)
        self._titles = load_titles(language)
        self._agents: Mapping[str, str] = agent_sectors(language)
        self._user_agents = user_agents(folder)
        self._names = NameFinder(self._words)
        self._authors = AuthorFinder(self._words, self._gazetteer)
        self._tellers = Tellers(self._words, self._titles, self._gazetteer)
        self._asides = Asides(language)
        self.grammar = Grammar(language)
        self.attribution = Attribution(self.grammar, language)

    def read(self, document: Document, sentences: Sequence[Sentence]) -> DocumentView:
        """The view of a parsed document."""
        marked = [
            mark(each, self._gazetteer, self._titles, context=document.text, on=document.date)
            for each in sentences
        ]
        dates = self._dates(document, marked, self._home(document))
        for each, found in zip(marked, dates, strict=True):
            each.dated = frozenset(
                t.index for m in found for t in each.sentence.between(m.start, m.end)
            )
        home = self._home(document)
        issuer = self._authors.issuer(document)
        told = self._tellers.of(document.title)
        register, teller = self._persons(marked, document, home, issuer, told)
        finder = MentionFinder(self._words, self._agents, self._user_agents)
        views = []
        for each, found in zip(marked, dates, strict=True):
            view = SentenceView(each.sentence, each, dates=found)
            view.mentions = {m.head.index: m for m in finder.find(each)}
            views.append(view)
        titled = self._of_title(document, register)
        told_of_one = len(titled) == 1 and not issuer and not self._titles.find(document.title)
        principals, circle = principals_of(views, titled, self._words, is_of_one=told_of_one)
        author = issuer or self._authors.self_named(views)
        declarers = self._authors.declarers(views)
        if teller is not None and not author:
            author = teller.country
        spoken = teller.actor() if teller is not None and teller.country else None
        if told is not None and teller is None:
            spoken = told.unnamed(author or home)
        document_view = DocumentView(
            document, views, register, principals, home, author, declarers, spoken
        )
        document_view.circle = principals[:circle]
        document_view.guest = _guest(titled, author)
        if len(titled) == 1 and set(principals[:1]) == titled:
            document_view.subject = principals[0]
        body = principals[0] if not circle and principals[:1] else ""
        discourse = Discourse(
            self._words,
            register,
            principals[:circle],
            body=body if body in organisation_codes() else "",
            author=author,
            setting=Setting(home, principals),
            declarers=declarers,
            own_nouns=self._authors.own_nouns(document),
        )
        for view in views:
            discourse.read(view)
        self._values(document_view)
        for view in views:
            sport = self._asides.is_sport(view.sentence, view.dates)
            view.is_aside = sport or self._asides.is_question(view.sentence)
        document_view.is_over = is_over(document_view, self.grammar, self._words)
        self.attribution.spread(document_view)
        return document_view

    def _of_title(self, document: Document, register: Register) -> frozenset[str]:
        """The states and organisations that a title names, and those whose officials it names."""
        hits = self._gazetteer.scan(document.title, on=document.date) if document.title else ()
        named = {hit.entries[0].code for hit in hits if hit.entries[0].kind in ("state", "igo")}
        for word in document.title.split():
            person = register.lookup(word.strip(",.:;'’")) if word[:1].isupper() else None
            if person is not None and person.country:
                named.add(person.country)
        return frozenset(named - {""})

    def _home(self, document: Document) -> str:
        """The state that the dateline's place lies in."""
        for hit in self._scan_place(document):
            for entry in hit.entries:
                if entry.country or entry.kind == "state":
                    return entry.country or entry.code
        return ""

    def _scan_place(self, document: Document) -> Sequence[Hit]:
        return self._gazetteer.scan(document.place, on=document.date) if document.place else ()

    def _persons(
        self,
        marked: Sequence[Marked],
        document: Document,
        home: str,
        issuer: str,
        told_of: Teller | None,
    ) -> tuple[Register, Person | None]:
        """The persons of the document, and the one whose speech it is.

        Those named first by surname are found at second sight.
        """
        register = Register(self._holders, document.date)
        for each in marked:
            each.names = self._names.find(each)
            for run in each.names:
                run.person = register.add(run)
        for each in marked:
            for run in each.names:
                if run.person is None:
                    run.person = register.recall(run)
            each.names = [run for run in each.names if run.person is not None]
        teller = register.enter(*told_of) if told_of is not None else None
        told = (register.labelled(label) for label in labels_of(document).values())
        speakers = [person for person in told if person is not None]
        elsewhere = _named_elsewhere(marked, home)
        own = issuer if not home and issuer not in organisation_codes() else ""
        register.complete(
            home,
            speakers=speakers,
            author=issuer,
            elsewhere=elsewhere,
            other=_other_state(marked, home),
        )
        if own:
            register.own(_acting(marked), own)
            register.host(_met_there(marked, own))
        if teller is not None and teller.office:
            teller.country = teller.country or issuer or home
        return register, teller

    def _dates(
        self, document: Document, marked: Sequence[Marked], home: str
    ) -> list[list[DateMention]]:
        """The dates of every sentence; they are read by paragraph, which settles their years."""
        sentences = [each.sentence for each in marked]
        found: list[list[DateMention]] = [[] for _ in sentences]
        for start, text, inside in _paragraphs(document, sentences):
            named = [code for number in inside for code in marked[number].states]
            entry = sentences[inside[0]].entry
            if entry:
                dates = self._entry_dates(text, document, home, named, entry)
                _share(_moved(dates, start), sentences, inside, found)
                continue
            dates = self._sure_dates(text, document, home, named)
            if any(each.anchor == "context" and not each.relative for each in dates):
                inner = [sentences[number] for number in inside]
                asides = _asides(inner, _moved(dates, start), start)
                dates = self._sure_dates(text, document, home, named, asides=asides)
            _share(_moved(dates, start), sentences, inside, found)
        return found

    def _entry_dates(
        self, text: str, document: Document, home: str, named: Sequence[str], entry: str
    ) -> list[DateMention]:
        """The dates of a chronology's entry: they count from its own, in whose year they are."""
        last = edtf.bounds(entry).last or document.date
        return find_dates(
            text,
            anchor=last if document.date is None else min(last or document.date, document.date),
            language=self._language,
            context_year=int(entry[:4]),
            country=home,
            named=named,
        )

    def _sure_dates(
        self,
        text: str,
        document: Document,
        home: str,
        named: Sequence[str],
        *,
        asides: Collection[int] = (),
    ) -> list[DateMention]:
        """The dates of a text; of one about several days those that stay the same."""
        day = document.date

        def read(anchor: date | None) -> list[DateMention]:
            return find_dates(
                text,
                anchor=anchor,
                language=self._language,
                country=home,
                named=named,
                asides=asides,
            )

        found = read(day)
        if day is None or document.sources.get("date") != RANGE:
            return found
        other = read(day - timedelta(days=1))
        return [each for each in found if each in other]

    def _values(self, view: DocumentView) -> None:
        """Amounts, changes and ordinals of every sentence, with document offsets."""
        sentences = [each.sentence for each in view.sentences]
        amounts: list[list[AmountMention]] = [[] for _ in sentences]
        changes: list[list[ChangeMention]] = [[] for _ in sentences]
        payer = view.author or view.home  # whose dollars they are
        currency = ""  # of the last sum: "... to 70 billion dollars. The target is 100 billion."
        for start, text, inside in _paragraphs(view.document, sentences):
            taken = [
                (m.start - start, m.end - start)
                for number in inside
                for m in view.sentences[number].dates
            ]
            found = find_amounts(text, language=self._language, country=payer, exclude=taken)
            found = [_priced(a, currency) for a in found if a.unit not in self._words.party_nouns]
            currency = next((a.unit for a in reversed(found) if a.kind == "money"), currency)
            changed = find_changes(text, amounts=found, language=self._language)
            _share(_moved(found, start), sentences, inside, amounts)
            _share(_moved(changed, start), sentences, inside, changes)
        for each, own, told in zip(view.sentences, amounts, changes, strict=True):
            each.amounts = [_local(view, each, amount) for amount in own]
            each.changes = told
            ordinals = find_ordinals(each.sentence.text, language=self._language)
            each.ordinals = _moved(ordinals, each.sentence.start)


def _met_there(marked: Sequence[Marked], own: str) -> dict[str, str]:
    """The state of each place that a statement tells of, by the persons first named there.

    "In Dakar she met Minister Sarr": where a paragraph names but one state beside the author.
    """
    blocks: dict[int, set[str]] = {}
    for each in marked:
        told = (entry for entries in each.entries for entry in entries[:1])
        codes = {e.code if e.kind == "state" else e.country for e in told if e.kind in _SITED}
        blocks.setdefault(each.sentence.block, set()).update(codes - {own, ""})
    met: dict[str, str] = {}
    for each in marked:
        states = blocks[each.sentence.block]
        for run in each.names:
            if run.person is not None:
                met.setdefault(run.person.name, next(iter(states)) if len(states) == 1 else "")
    return {name: code for name, code in met.items() if code}


def _guest(titled: Collection[str], author: str) -> str:
    """The one other state that the title of somebody's own text names."""
    others = [code for code in titled if code != author]
    igos = organisation_codes()
    alone = len(others) == 1 and author and author not in igos and others[0] not in igos
    return others[0] if alone else ""


def _acting(marked: Sequence[Marked]) -> frozenset[str]:
    """The persons with offices whom a text first names as those who do something."""
    met: dict[str, bool] = {}
    for each in marked:
        for run in each.names:
            head = head_of(each.sentence.tokens[run.start : run.end])
            acts = head.rel == "nsubj" and run.title is not None and not run.counterpart
            if run.person is not None:
                met.setdefault(run.person.name, acts)
    return frozenset(name for name, acts in met.items() if acts)


def _other_state(marked: Sequence[Marked], home: str) -> str:
    """The state that a text on its home and one other names most besides, or ''."""
    counts = Counter(code for each in marked for code in each.states)
    ranked = [code for code, _ in counts.most_common(_LEADING)]
    return next((c for c in ranked if c != home), "") if home in ranked else ""


def _named_elsewhere(marked: Sequence[Marked], home: str) -> frozenset[str]:
    """The persons first named where a text that is not about its home speaks of other states."""
    told = [tuple(dict.fromkeys(each.states)) for each in marked]  # in text order: ties too
    counts = Counter(code for states in told for code in states)
    if home in dict(counts.most_common(_LEADING)):
        return frozenset()
    met: dict[str, bool] = {}
    near: tuple[str, ...] = ()
    for number, (each, here) in enumerate(zip(marked, told, strict=True)):
        new = number == 0 or marked[number - 1].sentence.block != each.sentence.block
        near = here if new or here else near
        for run in each.names:
            if run.person is not None:
                met.setdefault(run.person.name, bool(near) and home not in near)
    return frozenset(name for name, elsewhere in met.items() if elsewhere)


def _paragraphs(
    document: Document, sentences: Sequence[Sentence]
) -> Iterator[tuple[int, str, range]]:
    """Start and text of each paragraph, on one line, with the numbers of its sentences."""
    first = 0
    while first < len(sentences):
        last = first
        while last + 1 < len(sentences) and sentences[last + 1].block == sentences[first].block:
            last += 1
        start, end = sentences[first].start, sentences[last].end
        yield start, document.text[start:end].replace("\n", " "), range(first, last + 1)
        first = last + 1


def _asides(
    sentences: Sequence[Sentence], dates: Sequence[DateMention], start: int
) -> frozenset[int]:
    """Where, from `start` on, the dates stand that are only told of a thing in passing."""
    found = set()
    for sentence in sentences:
        for each in dates:
            words = sentence.between(each.start, each.end)
            if words and _is_aside(head_of(words)):
                found.add(each.start - start)
    return frozenset(found)


def _is_aside(head: Token) -> bool:
    """Whether a date is that of a noun or of a clause that says which: "a pact signed in 2011"."""
    return any(up.rel in _IN_PASSING for up in (head, *head.ancestors()))


def _share(
    mentions: Sequence[_M],
    sentences: Sequence[Sentence],
    inside: range,
    found: Sequence[list[_M]],
) -> None:
    """Give each mention of a paragraph to the sentence that it begins in."""
    for mention in mentions:
        for number in inside:
            if sentences[number].start <= mention.start < sentences[number].end:
                found[number].append(mention)
                break


def _priced(amount: AmountMention, currency: str) -> AmountMention:
    """A bare large number as a sum in the currency of the sum told before it."""
    if amount.unit or not currency or (amount.value or amount.high or 0) < _LARGE:
        return amount
    return replace(amount, unit=currency, kind="money", inherited=True)


def _local(document: DocumentView, view: SentenceView, amount: AmountMention) -> AmountMention:
    """A sum in "francs" or "pesos" in those of the state that its sentence names."""
    if amount.kind != "money":
        return amount
    last = view.text(amount.start, amount.end).rsplit(maxsplit=1)[-1]
    if not last.isalpha():
        return amount
    mentions = sorted(view.mentions.values(), key=lambda mention: mention.start)
    states = [actor.party for m in mentions for actor in m.actors if actor.party]  # who pays first
    if currencies().is_world_wide(last):  # "Barrick of Canada will pay 9 million dollars to Chile"
        own = {document.author, document.home, *document.principals[:_LEADING]}
        states = [state for state in states if state in own]
    year = document.anchor.year if document.anchor is not None else None
    code = currencies().local(last, states, year)
    return replace(amount, unit=code) if code else amount


def _moved(mentions: Sequence[_M], offset: int) -> list[_M]:
    """Mentions of a sentence with offsets into the document."""
    found: list[_M] = []
    for mention in mentions:
        kind: Any = type(mention)
        _, _, *others = _values_of(kind)(mention)
        found.append(kind(mention.start + offset, mention.end + offset, *others))
    return found


@lru_cache(maxsize=8)
def _values_of(kind: Any) -> Callable[[object], tuple[Any, ...]]:
    """What reads all fields of a mention, start and end first; `replace` asks for each by name."""
    return attrgetter(*(each.name for each in fields(kind)))
