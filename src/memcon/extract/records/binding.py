"""Whom a thing binds, when and where it came about, what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.actors import is_state, party_actor
from memcon.extract.clauses import EARLIER
from memcon.extract.dates import DateMention
from memcon.extract.lexicon import discourse_words, word_sets
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.naming import is_proper, is_year
from memcon.extract.records.no_figure import is_price
from memcon.extract.records.treatment import Treatment, TreatmentReader, is_past, topic_chain
from memcon.extract.records.unsaid import UnsaidParties
from memcon.extract.view import DocumentView, SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_PREMODIFIERS = ("amod", "compound", "nmod:poss", "nmod", "poss")
_NEAR_DAYS = 8  # a dispatch tells of what happened within about a week
_LEAD = 4  # sentences in which a dispatch says when it happened
_PAIR = 2  # parties of a bilateral passage
# Clauses that share the time of the one above (a subject: a noun misread as a verb).
_JOINED = ("xcomp", "conj", "acl", "advcl", "nsubj", "nsubj:pass")
_PLURAL = ("NNS", "NNPS")
_HAVING = ("VBZ", "VBP", "VBD", "VB")  # auxiliaries of the perfect
_TIMES = ("DATE", "TIME")  # the parser's kinds of expressions of time
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_YEARS = re.compile(r"\d{4}/\d{4}")
_SPANS = frozenset(("", "year", "month", "week", "day", "quarter"))  # what a sum may be for
# What is done somewhere: "signed in Chad" binds nobody there, "opened an office in Chad" does.
_PAPERWORK = ("SIGN", "CONCLUDE", "INITIAL", "RATIFY", "NEGOTIATE", "ISSUE", "AGREE", "EXCHANGE")
_ISSUED = ("KIND_COMMUNIQUE", "NEEDS_JOINT")
_REACH = 3  # sentences back within a paragraph in which the other party may stand


class Binding:
    """Parties, dates and amounts of one document's undertakings."""

    def __init__(self, context: Context, deeds: TreatmentReader, *, sited: bool = True) -> None:
        """`sited` says that the state where a thing is done has a share in it: it stands there."""
        self._context = context
        self._read = deeds
        cases = word_sets(context.language, "undertaking_cases")
        self._partner = cases["partner_cases"]
        self._plural = discourse_words(context.language).plural_pronouns
        self._definite = discourse_words(context.language).definite_articles
        self._sites = discourse_words(context.language).place_nouns
        self._whole = cases["whole_cases"]
        self._with = cases["with_cases"]
        self._perhaps = cases["perhaps_cases"]
        self._by_deed = self._perhaps - (frozenset() if sited else cases["place_only_cases"])
        self._period = cases["period_cases"]
        self._place_only = cases["place_only_cases"]
        self._agent = cases["agent_cases"]
        self._sited = sited
        self._start, self._firms = cases["start_cases"], cases["firm_nouns"]
        self._past = cases["past_cases"]
        self._mediating = cases["mediating_verbs"]
        self._scene = cases["scene_cases"]
        self._during = cases["during_cases"]
        self._vague = cases["vague_adverbs"]
        self._parts = cases["part_cases"]
        self._unsaid = UnsaidParties(context, sited=sited)
        self._fresh = _is_dispatch(context.document)
        self._lead_differs = _tells_other_day(context.document)

    # ------------------------------------------------------------------ parties

    def actors(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], *, needed: int = 2
    ) -> list[Actor]:
        """Those whom a thing binds: named in its phrase, by its verbs, near it, or by the document.

        They may be fewer than `needed`, where no more can be told.
        """
        found: list[Actor] = []
        if self._is_of_organisation(view, token):
            return list(self._of_phrase(view, token, sure=True))  # "the ASEAN Declaration"
        if is_proper(token) and (whose := self._bodies(view, token)):
            _add(found, self._of_phrase(view, token, sure=True))
            _add(found, [actor for actor in whose if actor not in found])
            return found  # "the Committee of Ministers of the EAEU"
        for sure in (True, False):
            _add(found, self._of_phrase(view, token, sure=sure))
            if sure and len(_codes(found)) >= needed and _is_between(token):
                return found
            for deed in deeds:
                if deed.word.lemma not in self._mediating:  # "a deal brokered by X"
                    _add(found, self._of_deed(view, token, deed, sure=sure))
                if deed.is_own_clause and deed.concepts and len(_codes(found)) >= needed:
                    _add(found, self._unsaid_signer(view, deed))
                    return found  # "recalled the pact that Peru and Chile signed"
            if len(_codes(found)) >= needed:
                return found
        return self._with_unsaid(view, token, deeds, found, needed)

    def _with_unsaid(
        self,
        view: SentenceView,
        token: Token,
        deeds: Sequence[Treatment],
        found: list[Actor],
        needed: int,
    ) -> list[Actor]:
        """Those found, with whom the passage leaves unsaid; none where it binds others."""
        kinds = self._read.named(view, token)
        if "TRUCE" in kinds:
            found = [a for a in found if is_state(a.party) or not a.party]
            if found or not _is_between(token):
                return found  # it binds who fights, not who brokers it or is named beside it
        if self._is_others(view, token, deeds, found):
            return []
        if not self._sited and self._is_with_stranger(view, token, deeds):
            return found
        issued = not kinds.isdisjoint(_ISSUED) and not any(d.names("SIGN") for d in deeds)
        issued = issued and token.text.islower()
        other = self._unsaid.nearby(view, token, _codes(found), clause=not issued)
        _complete(found, other, needed)
        past = token.case in self._past  # "after the Camp David accords": anybody's
        if not (past and is_proper(token) and not deeds):
            _complete(found, self._unsaid.of_passage(view, token, _codes(found)), needed)
        return found

    def is_named(self, view: SentenceView, token: Token, deeds: Sequence[Treatment]) -> bool:
        """Whether its phrase, or who signs it and the like, names a party; pronouns name none."""
        words = [
            child
            for child in token.children
            if child.case in self._partner or (child.rel in _PREMODIFIERS and not child.case)
        ]
        for deed in deeds:
            if deed.is_verb and deed.role in ("patient", "subject", "attr"):
                words += self._context.grammar.agents(deed.word)
                words += self._context.grammar.obliques(deed.word, *self._partner)
        heads = (each for word in words if word is not token for each in word.conjuncts())
        mentions = (view.mention(each) for each in heads)
        return any(
            m is not None and m.form != "reference" and any(a.party for a in m.actors)
            for m in mentions
        )

    def _is_with_stranger(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment]
    ) -> bool:
        """Whether the other side is named, but no state is known for it: "with the bank"."""
        cases = self._with | (self._start if "MONEY" in self._read.named(view, token) else set())
        own = [child for child in token.children if child.case in cases]
        for deed in deeds:
            if deed.is_verb and deed.role == "patient":
                own += self._context.grammar.obliques(deed.word, *cases)
        named = (t for t in own if t.pos == "PROPN" or t.lemma in self._firms)
        return any(
            not any(a.party or a.country for a in (*view.actors(t), *self._deeper(view, t)))
            for t in named
        )

    def _is_others(
        self, view: SentenceView, token: Token, deeds: Sequence[Treatment], found: Sequence[Actor]
    ) -> bool:
        """Whether it binds whom nobody names: "Peru hailed the accord", "the Nauru Agreement"."""
        if not found and self._is_only_noted(view, deeds):
            return True
        return is_proper(token) and self._is_called_after(view, token, found)

    @staticmethod
    def _is_called_after(view: SentenceView, token: Token, found: Sequence[Actor]) -> bool:
        """Whether the only state found is one that a name of two words begins with."""
        before = [c for c in token.children if c.rel in _PREMODIFIERS and c.index < token.index]
        names = [c for c in before if c.rel == "compound" and c.pos == "PROPN"]
        state = [a for c in names for a in view.actors(c) if a.kind == "state"]
        return len(names) == 1 and len(_codes(found)) == 1 and found[0] in state

    def _unsaid_signer(self, view: SentenceView, deed: Treatment) -> list[Actor]:
        """Of "the protocol signed with Peru and Chile" who signed with them: the last subject."""
        grammar = self._context.grammar
        if not deed.names("SIGN") or deed.word.tag != "VBN" or grammar.agents(deed.word):
            return []
        if not grammar.obliques(deed.word, *self._with):
            return []
        for other in self._context.document.neighbours(view, before=1):
            if other.sentence.block == view.sentence.block:
                subjects = grammar.subjects(other.sentence.root)
                return [a for each in subjects for a in other.actors(each) if a.party]
        return []

    def _is_only_noted(self, view: SentenceView, deeds: Sequence[Treatment]) -> bool:
        """Whether one party alone welcomes or recalls it, and nobody is said to be bound by it."""
        noting = [d.word for d in deeds if d.is_verb and d.names("WELCOME", "RECALL")]
        agents = [each for verb in noting for each in self._context.grammar.agents(verb)]
        if any(each.tag in _PLURAL or each.text.lower() in self._plural for each in agents):
            return False  # "They welcomed": it is theirs
        return len({a.party for each in agents for a in view.actors(each) if a.party}) == 1

    @staticmethod
    def _is_of_organisation(view: SentenceView, token: Token) -> bool:
        """Whether an intergovernmental organisation stands before a noun, as its owner."""
        own = (
            c
            for c in token.children
            if c.rel in _PREMODIFIERS and not c.case and c.index < token.index
        )
        words = (each for child in own for each in child.subtree())
        return any(a.kind == "igo" and a.party for word in words for a in view.actors(word))

    def _bodies(self, view: SentenceView, token: Token) -> list[Actor]:
        """The organisations that a thing is of, or whose organ it is of."""
        found: list[Actor] = []
        for child in token.all_children("nmod"):
            if child.case in self._whole:
                words = (child, *child.all_children("compound"))
                named = (m for m in view.mentions_in(words) if m.form != "reference")
                found += [a for m in named for a in m.actors if a.kind == "igo" and a.party]
                found += self._bodies(view, child)
        return found

    def makers(self, view: SentenceView, token: Token, deed: Treatment) -> list[Actor]:
        """Those who did a deed by their own hand: its agents, and who stands in its phrases."""
        found: list[Actor] = []
        if not deed.is_verb or not deed.via:
            _add(found, self._of_deed(view, token, deed, sure=True))
        for actor in self._of_phrase(view, token, sure=True):
            own = actor.party or actor.country  # "the LNG contract that X and Y signed"
            _add(found, [actor] if own or len(found) < _PAIR else [])
        return found

    def _of_phrase(self, view: SentenceView, token: Token, *, sure: bool) -> Iterator[Actor]:
        cases = self._partner if sure else self._perhaps
        for child in token.children:
            premodifier = child.rel in _PREMODIFIERS and not child.case
            mention = view.mention(child)
            seat = premodifier and mention is not None and mention.form == "capital"
            if seat and token.text[:1].isupper():
                continue  # "the Lisbon Protocol" does not bind Portugal
            if child.case in self._place_only and mention is not None and mention.form == "capital":
                continue
            if (premodifier and sure) or child.case in cases:
                yield from view.actors(child)
                if premodifier or not view.actors(child):  # also "an ASEAN-Japan committee"
                    yield from self._deeper(view, child)

    def _deeper(self, view: SentenceView, token: Token) -> Iterator[Actor]:
        """ "a joint venture of A and B", "the sale of power to Kenya"."""
        for child in token.children:
            if child.rel in _PREMODIFIERS or child.case in self._partner | self._perhaps:
                yield from view.actors(child)

    def _of_deed(
        self, view: SentenceView, token: Token, deed: Treatment, *, sure: bool
    ) -> Iterator[Actor]:
        if not deed.is_verb:
            if deed.concepts:
                yield from self._of_phrase(view, deed.word, sure=sure)
            return
        grammar = self._context.grammar
        cases = self._partner if sure else self._by_deed
        if sure:
            cases -= frozenset() if grammar.is_passive(deed.word) else self._agent
            agents = [agent for agent in grammar.agents(deed.word) if agent is not token]
            doers = [a for each in agents for a in view.actors(each) or self._deeper(view, each)]
            if len(_codes(doers)) > 1 or not deed.names("WELCOME", "RECALL"):
                yield from doers  # who alone welcomes a pact need not be bound by it
        elif deed.role not in ("patient", "subject"):
            return
        for child in grammar.obliques(deed.word, *cases):
            mention = view.mention(child)
            placed = mention is not None and mention.form == "capital"
            placed = placed or child.lemma in self._sites or deed.names(*_PAPERWORK)
            if child is not token and not (placed and child.case in self._place_only):
                yield from view.actors(child) or self._deeper(view, child)
        if not sure:
            for child in deed.word.all_children("iobj", "obj"):
                if child is not token:
                    yield from view.actors(child)

    # ------------------------------------------------------------------ dates

    def when(
        self,
        view: SentenceView,
        token: Token,
        deed: Treatment | None,
        modality: Modality,
        *,
        news: bool = False,
        whole: bool = False,
        outside: Token | None = None,
    ) -> str:
        """The EDTF date of what was done to a thing; '' where the text gives none.

        Of a thing to which nothing is done only its own phrase gives one; with `whole` its clause.
        With `news`, something told without a date has that of its paragraph, or the dispatch's.
        A date in the clause of the verb `outside` is not meant.
        """
        year = self._year_of(token)
        for word in [token] if deed is None else [deed.word, token]:
            for mention in self._context.circumstances.dates(view, word):
                if deed is None and not whole and not self._is_own(view, mention, token):
                    continue
                if outside is not None and self._is_in_clause(view, mention, outside):
                    continue
                if mention.role == "until" and modality is Modality.ASSERTED:
                    continue  # "has until May to report": no day of what was done
                value = self._value(view, mention, token, word, modality)
                if deed is None and year and not value.startswith(year):
                    continue  # "citing in 1973 the 1941 treaty"
                if mention.unsure and not value:
                    return ""
                told = deed is not None and deed.is_verb and is_past(deed.word)
                if value and not (told and self._is_to_come(value, modality)):
                    return value
        if year:
            return year
        if not news or modality is not Modality.ASSERTED or deed is None:
            return ""
        return self._news_date(view, deed.word)

    def _year_of(self, token: Token) -> str:
        """The year in a thing's own phrase: "the 1948 treaty", "the pact of friendship of 1948"."""
        of = [t for t in topic_chain(token) if t.case in self._whole and _YEAR.fullmatch(t.text)]
        return next((t.text for t in (*filter(is_year, token.children), *of)), "")

    def _news_date(self, view: SentenceView, verb: Token) -> str:
        """The day of what is told as news without a date: its paragraph's, else the dispatch's."""
        anchor = self._context.document.anchor
        if self._context.grammar.tense(verb) in EARLIER:
            return ""  # "On Monday she opened an office. A firm has been given a contract."
        leading = self._leading(view)
        if leading or anchor is None or not self._fresh:
            return leading
        circumstances = self._context.circumstances
        if self._context.document.is_over or self._looks_back(view, anchor):
            return ""
        if circumstances.looks_back(view, verb):
            return ""
        above = self._context.grammar.clause_of(verb.head) if verb.head is not None else verb
        if circumstances.is_timing(verb) or any(
            circumstances.is_at_other_time(view, each) for each in (verb, above)
        ):
            return ""
        if not self._is_news(view, verb):
            return ""
        told = circumstances.day_up_front()
        return told or ("" if self._lead_differs else anchor.isoformat())

    def _looks_back(self, view: SentenceView, anchor: date) -> bool:
        """Whether the paragraph has told before of what was done at some other time."""
        for other in self._context.document.neighbours(view, before=_REACH):
            if other.sentence.block != view.sentence.block:
                break
            points = [m for m in other.dates if m.role == "point" and m.edtf[:4].isdigit()]
            ends = [(m, edtf.bounds(m.edtf).last) for m in points]
            past = [m for m, end in ends if end is not None and end < anchor]
            if past and not _near(anchor, past):
                return is_past(other.sentence.root)
        return False

    def _is_news(self, view: SentenceView, verb: Token) -> bool:
        """Whether a verb tells a fresh fact: a plain past without a time of its own."""
        perfect = any(child.rel == "aux" and child.tag in _HAVING for child in verb.children)
        if not verb.is_verb or verb.tag == "VB" or perfect or view.speaker is not None:
            return False
        if verb.rel in ("acl", "acl:relcl") and verb.head is not None:
            determiner = verb.head.child("det")
            if determiner is None or determiner.lower in self._definite:
                return False  # "the accord reached by the ministers": it is known
        if self._context.attribution.said_by(view, verb) is not None:
            return False
        spans = [m for m in view.dates if _YEARS.fullmatch(m.edtf or "")]  # "a plan for 2031-2035"
        return not any(
            token.entity in _TIMES or token.lemma in self._vague or token.case in self._during
            for token in self._context.grammar.clause_tokens(verb)
            if not any(m.start <= token.start < m.end for m in spans)
        )

    def _is_to_come(self, value: str, modality: Modality) -> bool:
        """Whether a date of something that is told as done lies after the document."""
        anchor = self._context.document.anchor
        if modality is not Modality.ASSERTED or anchor is None or not value[:4].isdigit():
            return False
        first = value.split("/", maxsplit=1)[0].rstrip("~")
        return first > anchor.isoformat()[: len(first)]

    def _is_in_clause(self, view: SentenceView, mention: DateMention, verb: Token) -> bool:
        words = view.tokens_of(mention.start, mention.end)
        return bool(words) and self._context.grammar.clause_of(head_of(words)) is verb

    def _is_own(self, view: SentenceView, mention: DateMention, token: Token) -> bool:
        """Whether a date stands in the phrase of a thing itself."""
        words = view.tokens_of(mention.start, mention.end)
        return bool(words) and token in head_of(words).ancestors()

    def _value(
        self,
        view: SentenceView,
        mention: DateMention,
        token: Token,
        word: Token,
        modality: Modality,
    ) -> str:
        """A date of a word as EDTF; '' where it belongs to something else."""
        if self._is_period(view, mention, token):
            return ""
        head = head_of(view.tokens_of(mention.start, mention.end))
        if self._is_through_noun(view, head, word, token):
            return ""
        clause = self._context.grammar.clause_of(head)
        own = self._context.grammar.clause_of(word)
        if clause is not own and not self._shares(clause, own, token):
            return ""
        over = clause is not own and is_past(clause)  # not "intend to sign in May"
        if over and self._context.modality.read(clause) is Modality.ASSERTED:
            modality = Modality.ASSERTED  # "agreed on Monday to set up": last Monday
        return self._context.circumstances.value(view, mention, modality)

    def _is_through_noun(self, view: SentenceView, head: Token, word: Token, token: Token) -> bool:
        """Whether a date is that of another thing: "signed a pact amending the treaty of 1 May"."""
        for up in head.ancestors():
            if up is word or up is token or up.is_verb:
                return False
            scene = up.case in self._scene
            if up.is_noun and not scene and not view.marked.entries[up.index]:
                return True
        return False

    @staticmethod
    def _shares(clause: Token, own: Token, token: Token) -> bool:
        """Whether the date of one clause is that of another.

        It is in "agreed on Monday to set up" and "met in May and signed", not in "said on Monday
        that it had signed" or "signed a pact, and in May they met".
        """
        node = own
        while node is not clause:
            subject = node.child("nsubj", "nsubj:pass")
            loose = node.rel == "conj" and subject is not None
            if node.head is None or loose or node.rel not in _JOINED:
                break
            node = node.head
        if node is clause:
            return True
        return clause.rel in ("acl", "acl:relcl") and clause.head is token

    def is_dated(self, view: SentenceView, word: Token) -> bool:
        """Whether the clause of a deed itself says when."""
        for mention in self._context.circumstances.dates(view, word):
            words = view.tokens_of(mention.start, mention.end)
            if words and self._context.grammar.clause_of(head_of(words)) is word:
                return True
        return False

    def is_recurrent(self, view: SentenceView, word: Token) -> bool:
        """Whether a deed is told as repeated or as lasting: "every summer", "since 1998"."""
        below = {each.index for each in word.subtree()}
        for mention in view.dates:
            words = view.tokens_of(mention.start, mention.end)
            if words and words[0].index in below and (mention.cadence or mention.role == "since"):
                return True
        return False

    def place(
        self, view: SentenceView, token: Token, *, outside: tuple[int, int]
    ) -> dict[str, Any]:
        """Where a deed was done: a place of its clause that stands outside the thing's name."""
        verb = self._context.grammar.clause_of(token)
        words = [token]
        shared = verb.rel == "conj" and verb.child("nsubj", "nsubj:pass") is None
        if shared and verb.head is not None and verb.head.rel != "acl:relcl":
            words.append(verb.head)
        for word in words:
            value = self._context.circumstances.place(view, word)
            name = str(value.get("name", ""))
            if name and name not in view.text(*outside):
                return value
        return {}

    def _is_period(self, view: SentenceView, mention: DateMention, token: Token) -> bool:
        """ "a plan for 2031-2035": the time that the thing is for."""
        if _YEARS.fullmatch(mention.edtf or ""):
            before = view.tokens_of(token.start, mention.start)
            return token.start < mention.start and bool(before)
        words = view.tokens_of(mention.start, mention.end)
        heads = [*words, *(word.head for word in words if word.rel == "nummod" and word.head)]
        for word in heads:
            head = word.head if word.case in self._period else None
            above = [head, *head.ancestors()] if head is not None and head.is_noun else []
            if token in above:
                return True
        return False

    def _leading(self, view: SentenceView) -> str:
        """The date that opens the paragraph: "3 JUNE. In Oslo ...", "In 1998, they ..."."""
        if view.sentence.entry:
            return view.sentence.entry
        for other in (view, *self._context.document.neighbours(view, before=_REACH + 2)):
            if other.sentence.block != view.sentence.block:
                break
            for mention in other.dates:
                words = other.tokens_of(mention.start, mention.end)
                if words and words[0].index <= 1 and mention.role == "point" and mention.edtf:
                    return mention.edtf
        return ""

    # ------------------------------------------------------------------ amounts

    def amount(
        self, view: SentenceView, token: Token, deed: Treatment | None
    ) -> dict[str, Any] | None:
        """What a thing is worth: an amount in its phrase, or one that the clause gives it."""
        below = {each.index for each in token.subtree()}
        for amount in view.amounts:
            words = view.tokens_of(amount.start, amount.end)
            own = amount.kind == "money" and bool(words) and words[0].index in below
            if own and (is_price(view, words[-1]) or amount.per not in _SPANS):
                continue
            if own and self._same_clause(words[0], token):
                return amount.to_value()
        verb = deed.word if deed is not None and deed.is_verb else token.head
        for amount in view.amounts:
            words = view.tokens_of(amount.start, amount.end)
            if amount.kind != "money" or not words or verb is None:
                continue
            if self._gives_value(view, words[0], verb, token):
                return amount.to_value()
        return None

    def _same_clause(self, word: Token, token: Token) -> bool:
        for up in word.ancestors():
            if up is token:
                return True
            if up.rel == "conj" or up.case in self._parts:
                return False  # "papers, including contracts worth 6 billion"
            if up.is_verb and up.rel == "acl:relcl" and up.child("nsubj", "nsubj:pass"):
                return False
        return False

    def _gives_value(self, view: SentenceView, word: Token, verb: Token, token: Token) -> bool:
        """ "the contract is worth X", "signed a deal, valued at X"."""
        for seen, up in enumerate(word.ancestors(), start=1):
            if up.case in self._parts or (up.rel == "conj" and up.is_noun):
                return False  # "papers were signed, including contracts worth 6 billion"
            if up.is_noun and up.case and "PRICE" in self._read.named(view, up):
                return up.head is verb or up.head is token  # "build it at a cost of X"
            if "VALUE" in self._read.named(view, up):
                if self._is_of_another(view, up, token):
                    return False
                if up.rel in ("amod", "acl") and up.head is not None and up.head is not token:
                    return self._same_clause(up, token)  # else that of the noun beside it
                return up is verb or verb in list(up.ancestors())
            if up is verb and "FINANCE" in self._read.named(view, up):
                return True
            if up is verb or seen > _REACH:
                return False
        return False

    def _is_of_another(self, view: SentenceView, verb: Token, token: Token) -> bool:
        """ "signed a memorandum; the plant would cost 2 million": a clause about another thing."""
        if not verb.is_verb or verb.rel not in ("conj", "parataxis", "ccomp"):
            return False
        subject = verb.child("nsubj", "nsubj:pass")
        if subject is None or not subject.is_noun or subject.lemma == token.lemma:
            return False
        return token not in subject.subtree() and "GENERIC" not in self._read.named(view, subject)


def _is_between(token: Token) -> bool:
    """ "the treaty between A and B": it binds nobody else."""
    return any(child.case == "between" for child in token.children)


def _is_dispatch(document: DocumentView) -> bool:
    """Whether a document tells the news of its day: a dateline, or a date near its own up front."""
    anchor = document.anchor
    if anchor is None:
        return False
    if document.document.place:
        return True
    lead = [m for view in document.sentences[:_LEAD] for m in view.dates if m.edtf]
    return not lead or bool(_near(anchor, lead))


def _tells_other_day(document: DocumentView) -> bool:
    """Whether a document opens with what happened on another day than its own."""
    anchor = document.anchor
    if anchor is None:
        return False
    lead = [m for view in document.sentences[:_LEAD] for m in view.dates if m.role == "point"]
    near = _near(anchor, lead)
    return bool(near) and anchor not in near


def _near(anchor: date, mentions: Iterable[DateMention]) -> set[date]:
    """Those of dates that are days close to another; of "on 5 and 6 May" the last."""
    ends = (mention.edtf.rsplit("/", maxsplit=1)[-1] for mention in mentions)
    days = (date.fromisoformat(end) for end in ends if _DAY.fullmatch(end))
    return {day for day in days if abs((anchor - day).days) <= _NEAR_DAYS}


def _add(found: list[Actor], actors: Iterable[Actor]) -> None:
    found += [actor for actor in actors if actor not in found]


def _complete(found: list[Actor], codes: Iterable[str], needed: int) -> None:
    """Add parties until there are enough."""
    for code in codes:
        if len(_codes(found)) >= needed:
            return
        if code not in _codes(found):
            found.append(party_actor(code))


def _codes(actors: Iterable[Actor]) -> set[str]:
    return {actor.party for actor in actors if actor.party}
