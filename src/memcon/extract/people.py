"""Persons as a sentence presents them: names, offices, and the state or body they serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from memcon.annotate import Sentence, Token
from memcon.extract.gazetteer import Entry
from memcon.extract.genders import genders
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.offices import Title, load_offices
from memcon.extract.ranks import before_rank, retired
from memcon.model.party import Actor

_ENOUGH = 2  # tokens: a name and a comma
_SHOUTED = 4  # letters in capitals that make no abbreviation
_WINDOW = 9  # tokens looked through for the office of a name
_BREAKS = ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ")
STYLES = ("monarch", "royal", "crown_prince")  # part of many names: an office told after counts
_NAME_POS = frozenset({"PROPN", "NOUN", "ADJ", "X", "VERB", "ADV", "INTJ"})
_ROLE_POS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


@dataclass(slots=True)
class Marked:
    """A sentence with what the gazetteers found at each token."""

    sentence: Sentence
    entries: list[tuple[Entry, ...]]  # by token index; empty where there is none
    hit_start: list[int]  # token index where the hit that covers it starts, or -1
    titles: list[Title | None]  # the office title that covers a token
    title_end: dict[int, int]  # start token of a title → end token (exclusive)
    names: list[NameRun] = field(default_factory=list)
    dated: frozenset[int] = frozenset()  # indices of the tokens of dates
    # persons of the user's dictionaries, by token index
    listed: dict[int, Entry] = field(default_factory=dict)
    known_states: tuple[str, ...] | None = None  # once asked for

    @property
    def states(self) -> tuple[str, ...]:
        """The codes of the states that the sentence names, in text order, word by word."""
        if self.known_states is None:
            read = [entries[0] for entries in self.entries if entries]
            self.known_states = tuple([entry.code for entry in read if entry.kind == "state"])
        return self.known_states


@dataclass(slots=True)
class NameRun:
    """A stretch of tokens that reads as a person's name, with the office found beside it."""

    start: int  # token index
    end: int  # exclusive
    text: str
    role: str = ""
    title: Title | None = None
    country: str = ""
    titled: bool = False  # an office, an honorific or a counterpart word stands with it
    counterpart: bool = False
    entity: bool = False  # the parser's entity recogniser took it for a person
    role_start: int = -1  # token index where the office before the name begins
    owner: int = -1  # token index of a noun whose office it is: "the kingdom's foreign minister"
    gender: str = ""  # as an honorific tells it
    styled: str = ""  # one word with the honorific before it: "Sheikh Hasina"
    listed: Entry | None = None  # what the user's dictionary says of the name
    former: bool = False  # the office is one that was held: "former president X"
    beside: NameRun | None = None  # the name before it with which it shares a title in the plural
    person: Person | None = None


@dataclass(slots=True)
class Person:
    """One person of a document, as fully as the document tells."""

    name: str
    role: str = ""
    office: str = ""
    level: str = ""
    country: str = ""
    sector: str = "GOV"
    gender: str = ""
    listed: Entry | None = None  # what the user's dictionary says of the name
    owned: bool = False  # an office of somebody named before: "its foreign minister"
    former: bool = False  # no longer in the office that is named
    forms: set[str] = field(default_factory=set)

    def actor(self) -> Actor:
        """The person as an actor."""
        return Actor(
            kind="person",
            name=self.name,
            role=self.role,
            country=self.country,
            sector=self.sector,
            office="" if self.former else self.office,
        )


class NameFinder:
    """Finds names of persons in a sentence and reads the office and country that go with them."""

    def __init__(self, words: DiscourseWords) -> None:
        self._words = words
        self._remits = words.remit_cases | words.whole_cases
        self._initials = frozenset(" ".join(words.honorific_initials).split())

    def find(self, marked: Marked) -> list[NameRun]:
        """The runs of capitalised words that may be names, with what stands beside them."""
        runs = []
        for start, end in self._spans(marked):
            run = self._run(marked, start, end)
            if run is not None:
                runs.append(run)
        for number, (first, second) in enumerate(pairwise(runs), 2):
            self._share_title(marked, first, second, runs[number:])
        for number, run in enumerate(runs):
            if run.counterpart:
                self._share_counterparts(marked, run, runs[number + 1 :])
        return runs

    def _share_counterparts(self, marked: Marked, run: NameRun, later: Sequence[NameRun]) -> None:
        """ "his Lao and Thai counterparts, X and Y": X is of Laos, Y of Thailand."""
        tokens = marked.sentence.tokens
        noun = tokens[run.role_start]
        if noun.tag not in ("NNS", "NNPS"):
            return
        codes = [
            party.country or party.code
            for child in noun.children
            for each in child.conjuncts()
            if each.index < noun.index and (party := _party(marked.entries[each.index]))
        ]
        listed = [run]
        for other in later:
            between = tokens[listed[-1].end : other.start]
            if not all(token.pos in ("CCONJ", "PUNCT") or token.text == "," for token in between):
                break
            listed.append(other)
        if len(codes) != len(listed):
            run.country = ""  # whose each is, is not told
            return
        for each, code in zip(listed, codes, strict=True):
            each.country, each.titled = code, True
            each.beside = run if each is not run else None

    def _share_title(
        self, marked: Marked, first: NameRun, second: NameRun, later: Sequence[NameRun]
    ) -> None:
        """ "Presidents X and Y", "the ministers of trade, X of Peru, Y of Chile and Z of Fiji"."""
        if first.title is None or not first.title.plural or second.role:
            return
        between = marked.sentence.tokens[first.end : second.start]
        tokens = marked.sentence.tokens
        goes_on = any(tokens[run.start - 1].pos == "CCONJ" for run in later)
        linked = any(
            t.pos == "CCONJ" or t.text == ";" or (goes_on and t.text == ",") for t in between
        )
        plain = all(
            token.pos in ("CCONJ", "PUNCT", "DET")
            or token.text.lower() in self._words.owning_cases
            or token.lower in self._words.government_nouns  # "of the Argentine Republic"
            or marked.entries[token.index]
            for token in between
        )
        if linked and plain:
            second.title, second.role, second.titled = first.title, first.role, True
            second.beside = first
            second.country = self._state_set_off(marked, second.end) or second.country
            self._share_states(marked, first, second)
            owner = _party(marked.entries[second.start - 2]) if second.start > 1 else None
            if owner is not None and tokens[second.start - 1].text == "," and not second.country:
                second.country = owner.country or owner.code  # "of Peru, X; Chile, Y"

    def _share_states(self, marked: Marked, first: NameRun, second: NameRun) -> None:
        """ "Presidents X and Y of Peru and Fiji, respectively": X is of Peru, Y of Fiji."""
        tokens, end = marked.sentence.tokens, second.end
        if first.country or end >= len(tokens) or tokens[end].lower not in self._words.whole_cases:
            return
        codes: list[str] = []
        for index in range(end + 1, min(len(tokens), end + _WINDOW)):
            party = _party(marked.entries[index])
            if party is not None:
                codes += [party.code] if party.code not in codes else []
            elif tokens[index].pos not in ("CCONJ", "DET", "PUNCT"):
                break
        if len(codes) == _ENOUGH:
            first.country, second.country = codes

    # ------------------------------------------------------------------ where names may be

    def _spans(self, marked: Marked) -> list[tuple[int, int]]:
        tokens = marked.sentence.tokens
        spans: list[tuple[int, int]] = []
        end = 0
        for position, token in enumerate(tokens):
            if position < end or not token.text[0].isupper():
                continue
            if self._is_name_word(marked, position):
                end = self._extend(marked, position)
                spans.append((position, end))
        return spans

    def _is_name_word(self, marked: Marked, position: int) -> bool:
        token = marked.sentence.tokens[position]
        if not token.text[0].isupper() or position in marked.dated:
            return False
        if not position and token.pos == "ADV" and token.lower in self._words.opening_adverbs:
            return False  # "Meanwhile Ruiz left"
        if not token.text.isalpha() and any(character.isdigit() for character in token.text):
            return False
        known = token.pos in _NAME_POS or self._after_title(marked, position)
        if not known and not self._is_given(marked, position):
            return False
        style = marked.titles[position] is not None
        if style or self._is_honorific(marked.sentence.tokens, position):
            return self._is_surname(marked, position)
        if token.lemma in self._words.ministry_nouns or token.lemma in self._words.party_nouns:
            return False
        if token.text.isupper() and token.text.lower() in self._words.author_cases:
            return False  # "PRESIDENT OF FIJI"
        entries = marked.entries[position]
        return not entries or all(entry.kind == "place" for entry in entries)

    def _is_honorific(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether a word is an honorific, or an initial of one: "Mr", "H. E."."""
        if tokens[position].lower in self._words.honorifics:
            return True
        if tokens[position].text in self._words.honorific_capitals:
            following = tokens[position + 1 : position + _ENOUGH]
            return any(token.text[:1].isupper() for token in following)
        if tokens[position].lower not in self._initials:
            return False
        initials = [token.lower for token in tokens[max(position - 1, 0) : position + _ENOUGH]]
        return any(" ".join(pair) in self._words.honorific_initials for pair in pairwise(initials))

    @staticmethod
    def _is_given(marked: Marked, position: int) -> bool:
        """Whether a preposition is a given name: "Foreign Minister Per Stig Moller"."""
        tokens = marked.sentence.tokens
        if tokens[position].pos != "ADP" or not 0 < position < len(tokens) - 1:
            return False
        before, after = tokens[position - 1], tokens[position + 1]
        running = before.text.islower() or marked.titles[position - 1] is not None
        return running and after.pos == "PROPN" and marked.sentence.kind != "heading"

    def _is_surname(self, marked: Marked, position: int) -> bool:
        """Whether a style ends a name instead of opening one: "Prime Minister John Major met"."""
        tokens = marked.sentence.tokens
        if position < _ENOUGH or tokens[position].text.lower() not in self._words.name_titles:
            return False
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if after is not None and after.text[:1].isupper():
            return False
        titled = marked.titles[position - 2] is not None
        return titled and self._is_name_word(marked, position - 1)

    @staticmethod
    def _after_title(marked: Marked, position: int) -> bool:
        """Whether an office stands right before: then any capitalised word begins a name."""
        return position > 0 and marked.titles[position - 1] is not None

    def _extend(self, marked: Marked, start: int) -> int:
        """The end of a name that starts here: capitalised words, particles, hyphens."""
        tokens = marked.sentence.tokens
        end = start + 1
        while end < len(tokens):
            if self._is_name_word(marked, end) or self._is_suffix(tokens[end]):
                end += 1
                continue
            if self._is_nickname(marked, end):
                end += 4
                continue
            ahead = end
            while ahead < len(tokens) and self._joins(tokens, ahead):
                ahead += 1
            if ahead > end and ahead < len(tokens) and self._follows(marked, ahead):
                end = ahead + 1
                continue
            break
        return end

    def _is_nickname(self, marked: Marked, position: int) -> bool:
        """Whether one word in brackets stands inside a name: "Roelof F. (Pik) Botha"."""
        tokens = marked.sentence.tokens
        if position + 3 >= len(tokens) or tokens[position].text != "(":
            return False
        inside, closed = tokens[position + 1], tokens[position + 2]
        named = self._is_name_word(marked, position + 1) and not inside.text.isupper()
        return closed.text == ")" and named and self._is_name_word(marked, position + 3)

    def _follows(self, marked: Marked, position: int) -> bool:
        token, before = marked.sentence.tokens[position], marked.sentence.tokens[position - 1]
        if self._is_name_word(marked, position):
            return True
        # the second half of a hyphenated given name, as in Korean and Chinese names
        plain = token.text.replace("'", "").replace("’", "")
        return before.text == "-" and before.end == token.start and plain.isalpha()

    def _joins(self, tokens: Sequence[Token], position: int) -> bool:
        token = tokens[position]
        if token.text in ("-", "’", "'"):
            return tokens[position - 1].end == token.start
        return token.text.lower() in self._words.name_particles

    def _is_suffix(self, token: Token) -> bool:
        return token.text.lower() in self._words.name_suffixes

    # ------------------------------------------------------------------ what stands beside them

    def _run(self, marked: Marked, start: int, end: int) -> NameRun | None:
        tokens = marked.sentence.tokens
        while end > start and tokens[end - 1].text in ("-", "’", "'"):
            end -= 1
        last_word = tokens[end - 1].lower
        if last_word in self._words.own_nouns or last_word in self._words.nameless_nouns:
            return None  # "its Ninth Regular Meeting": written like a name, and nobody's
        if self._is_remit_of_office(marked, start, end) or self._is_place(marked, start, end):
            return None  # "the Finance Ministry", "Anbar province"
        while start < end - 1 and tokens[start].lower in self._words.remit_nouns:
            start += 1  # "Security Affairs Ana Ruiz", "Pacific Peoples Ana Ruiz"
        start = self._with_leading_particles(tokens, start)
        first, last = tokens[start], tokens[end - 1]
        offset = marked.sentence.start
        text = marked.sentence.text[first.start - offset : last.end - offset]
        run = NameRun(start, end, _written(text))
        run.entity = any(token.entity == "PERSON" for token in tokens[start:end])
        found = (marked.listed.get(index) for index in range(start, end))
        run.listed = next((entry for entry in found if entry is not None), None)
        self._office_before(marked, run)
        if self._is_of_name_before(marked, run):
            probe = NameRun(run.start, run.end, run.text)
            self._office_after(marked, probe)
            if probe.role:
                run.role, run.title, run.titled = probe.role, probe.title, True
                run.country, run.owner, run.role_start = probe.country, probe.owner, -1
        if not run.role or (run.title is not None and _is_style(run.title)):
            self._office_after(marked, run)
        self._country_beside(marked, run)
        run.former = self._is_former(marked, run)
        return run

    def _is_place(self, marked: Marked, start: int, end: int) -> bool:
        """Whether a word names where something is: "Anbar province", "the village of Prum"."""
        tokens = marked.sentence.tokens
        last, head = tokens[end - 1], tokens[end - 1].head
        if last.rel == "compound" and head is tokens[min(end, len(tokens) - 1)]:
            return (
                head.text.islower()
                and head.lemma in self._words.place_nouns - self._words.party_nouns
            )
        if end > start + 1 or start < _ENOUGH:
            return False
        of = tokens[start - 1].text.lower() in self._words.whole_cases
        return of and tokens[start - 2].lemma in self._words.place_nouns

    def _is_remit_of_office(self, marked: Marked, start: int, end: int) -> bool:
        """Whether nothing but what an office is for is written there, and no name."""
        tokens = marked.sentence.tokens
        if not all(token.lower in self._words.remit_nouns for token in tokens[start:end]):
            return False
        before = start - 1
        styled = before >= 0 and self._is_honorific(tokens, before)
        ministry = end < len(tokens) and tokens[end].lemma.lower() in self._words.ministry_nouns
        called = before >= 0 and (marked.titles[before] is not None or styled)  # "Ambassador Power"
        return ministry or not called

    def _is_former(self, marked: Marked, run: NameRun) -> bool:
        """ "former president X", "his predecessor, X", "the ex-king": in office no more."""
        tokens = marked.sentence.tokens
        first = run.role_start if 0 <= run.role_start < run.start else run.start
        near = tokens[max(0, first - _ENOUGH) : run.start]
        told = (token.lower in self._words.former_words for token in near)
        return any(told) and not any(token.is_verb for token in near)

    def _is_of_name_before(self, marked: Marked, run: NameRun) -> bool:
        """ "A, President of Peru, B, President of Chile": the first office is not B's."""
        tokens = marked.sentence.tokens
        if not run.role or run.role_start < _ENOUGH:
            return False
        nearest = run.start - 1
        if tokens[nearest].text != "," and not self._is_honorific(tokens, nearest):
            return False
        before = run.role_start - 1
        while before > 0 and (tokens[before].pos == "DET" or self._is_honorific(tokens, before)):
            before -= 1
        return before > 0 and tokens[before].text == "," and self._is_name_word(marked, before - 1)

    def _with_leading_particles(self, tokens: Sequence[Token], start: int) -> int:
        """Take in "al-", "el-", "von der" that stand before the first capital."""
        begin = start
        while begin > 0:
            before = tokens[begin - 1]
            hyphen = before.text == "-" and before.end == tokens[begin].start and begin > 1
            particle = before.text in self._words.name_particles
            if not (hyphen or particle):
                break
            begin -= 1
        first = tokens[begin].text.lower()
        return begin if first in self._words.name_particles and len(first) > 1 else start

    def _office_before(self, marked: Marked, run: NameRun) -> None:
        tokens = marked.sentence.tokens
        before = run.start - 1
        if before < 0:
            return
        if " " not in run.text and self._is_honorific(tokens, before):
            run.styled = f"{tokens[before].text} {run.text}"
        while before >= 0 and marked.titles[before] is None:
            opened = retired(tokens, before, self._words)
            if opened > 0 or (before > 0 and tokens[before].text in ("'", "’")):
                before = opened - 1 if opened > 0 else before - 1  # "Dato' Seri"
                continue
            if not self._is_honorific(tokens, before):
                break
            run.titled, run.role_start = True, before
            run.gender = run.gender or genders().honorifics.get(tokens[before].lower, "")
            before -= 1
        if before < 0:
            return
        style = marked.titles[before] if before > 0 else None
        if style is not None and _is_style(style) and self._is_counterpart(tokens, before):
            before -= 1  # "his counterpart Sheikh X"
        beside = before - 1 if tokens[before].text == "," else before
        if beside >= 0 and tokens[beside].lemma in self._words.counterparts:
            run.titled = run.counterpart = True
            run.role_start = beside
            run.country = self._state_before(marked, beside)
            return
        if before >= 0 and marked.titles[before] is not None:
            self._take_title(marked, run, before)
            self._office_before_style(marked, run)
            self._office_before_rank(marked, run, before)
            return
        last = before - 1 if tokens[before].text == "," and before else before
        if not self._title_with_remit(marked, run, last):
            self._title_of_state(marked, run, before)

    def _office_before_style(self, marked: Marked, run: NameRun) -> None:
        """ "the Chilean premier, Sheikh NAME": the office is what he does, the style is not."""
        comma = run.role_start - 1
        if run.title is None or not _is_style(run.title) or comma < 1:
            return
        office = marked.titles[comma - 1]
        if marked.sentence.tokens[comma].text != "," or office is None or _is_style(office):
            return
        probe = NameRun(run.start, run.end, run.text)
        self._take_title(marked, probe, comma - 1)
        if probe.country and not office.plural:
            run.title, run.role, run.country = probe.title, probe.role, probe.country
            run.role_start = probe.role_start

    def _office_before_rank(self, marked: Marked, run: NameRun, last: int) -> None:
        """ "Commander-in-Chief of the Peruvian Army (EP) General NAME": what he commands."""
        title = marked.titles[last]
        if title is None or not _is_style(title):
            return
        rank = max((start for start, end in marked.title_end.items() if end == last + 1), default=0)
        found = before_rank(marked.sentence, marked.titles, rank, self._words)
        if found is None:
            return
        index, end = found
        probe = NameRun(run.start, run.end, run.text)
        self._take_title(marked, probe, index)
        sent = [
            at
            for at in range(index + 1, end)
            if marked.sentence.tokens[at].text.lower() in self._words.accrediting_cases
        ]
        last_owner = sent[0] if sent else end  # "the attaché of Peru to Chile, General NAME"
        owners = [p for each in marked.entries[index + 1 : last_owner] if (p := _party(each))]
        owner = owners[0] if owners else None
        told = "" if sent else run.country
        run.country = probe.country or (owner.country or owner.code if owner else told)
        run.title, run.role, run.role_start = probe.title, probe.role, probe.role_start
        of_state = owner is not None and marked.entries[end - 1][:1] == (owner,)
        if index + 1 < end and not of_state and not sent:
            run.role = f"{probe.role} {_written(_text(marked, index + 1, end))}"

    def _title_with_remit(self, marked: Marked, run: NameRun, last: int) -> bool:
        """ "Director General for Political and Security Affairs NAME": whether it is so, and whose.

        `last` is the index of the last word before the name.
        """
        tokens = marked.sentence.tokens
        index, chamber, owner = last, False, ""
        while index > 0 and marked.titles[index] is None:
            token = tokens[index]
            chamber = chamber or token.lower in self._words.chambers
            party = _party(marked.entries[index])
            owner = party.code if chamber and party and party.kind == "state" else owner
            inside = token.lower in self._words.remit_nouns or bool(owner and party)
            joining = token.pos in ("CCONJ", "DET") or token.text == "-"
            joining = joining or (token.pos == "ADP" and token.text.lower() in self._remits)
            if not inside and not (joining and index < last):
                return False
            index -= 1
        if index == last or marked.titles[index] is None:
            return False
        self._take_title(marked, run, index)
        begin = run.role_start
        while begin < index and (marked.entries[begin] or tokens[begin].tag == "POS"):
            begin += 1  # the state's name is no part of the role
        run.role = _written(_text(marked, begin, last + 1))
        run.country = run.country or owner
        if chamber and run.title is not None and run.title.office == "head_of_state":
            speaker = load_offices()["parliament_speaker"]
            run.title = replace(
                run.title, office=speaker.name, level=speaker.level, sector=speaker.sector
            )
        return True

    def _is_counterpart(self, tokens: Sequence[Token], style: int) -> bool:
        """Whether "counterpart" or its like stands right before a style, or before its comma."""
        before = style - 1 - (style > 1 and tokens[style - 1].text == ",")
        return tokens[before].lemma in self._words.counterparts

    def _take_title(self, marked: Marked, run: NameRun, last: int) -> None:
        """ "[Russian] [trade] minister NAME": read leftwards from the last word of the title."""
        tokens = marked.sentence.tokens
        run.title, run.titled = marked.titles[last], True
        begin = last
        while begin > 0 and marked.titles[begin - 1] is not None:
            begin -= 1
        position, role_start = begin - 1, begin
        while position >= 0 and self._in_title_phrase(marked, position):
            if position in marked.dated:
                break  # "On Friday Foreign Minister NAME"
            entries = marked.entries[position]
            party = _party(entries)
            if party:
                sent = tokens[last].lemma in self._words.sent_nouns  # "the UN Yemen envoy"
                run.country = "" if sent else run.country
                run.country = run.country or party.country or party.code
                if party.kind in ("igo", "organisation"):
                    role_start = position
            elif tokens[position].rel == "nmod:poss":
                run.owner = position
                break
            elif self._is_of_role(tokens[position], tokens[begin]):
                role_start = position if _adjoins(marked, position, role_start) else role_start
            position -= 1
        if not run.country and run.owner < 0:
            run.country = self._state_within(marked, begin)
            run.country = run.country or self._state_of_two(marked, position)
        run.role_start = position + 1
        last = self._last_of_role(marked, run, role_start, last)
        run.role = _written(_text(marked, role_start, last + 1))
        if run.title is not None and run.title.plural:
            head, of, rest = run.role.partition(" of ")  # "Presidents X and Y", "Ministers of X"
            run.role = f"{head.removesuffix('s')}{of}{rest}"

    def _last_of_role(self, marked: Marked, run: NameRun, first: int, last: int) -> int:
        """The last word of an office, without a style or a preposition behind it."""
        tokens = marked.sentence.tokens
        while last > first and last in marked.title_end and self._is_honorific(tokens, last):
            last -= 1  # "Foreign Minister Sheikh NAME"
            if marked.titles[last] is not None and run.title and _is_style(run.title):
                run.title = marked.titles[last]
        while last > first and tokens[last].pos == "ADP":
            last -= 1  # "Director of the Office of His Majesty, NAME"
        return last

    def _is_of_role(self, token: Token, first: Token) -> bool:
        """Whether a word before an office belongs to it: "acting prime minister"."""
        if token.lower in self._words.passing_words:
            return False
        if token.text.islower() and token.pos == "NOUN" and first.text[:1].isupper():
            return token.lower in self._words.remit_nouns  # "the oil Minister", no "meeting"
        return token.pos in _ROLE_POS or token.lower in self._words.acting_words

    @staticmethod
    def _state_within(marked: Marked, begin: int) -> str:
        """Whose an organ in the words of an office is: "State Department spokesman"."""
        party = _party(marked.entries[begin])  # not "Minister for European Union Affairs"
        return (party.country or party.code) if party is not None else ""

    def _state_of_two(self, marked: Marked, position: int) -> str:
        """ "Peru's vice president and foreign minister NAME": the state before the first office."""
        tokens = marked.sentence.tokens
        if position < _ENOUGH or tokens[position].pos != "CCONJ":
            return ""
        before = position - 1
        if marked.titles[before] is None:
            return ""
        while before >= 0 and (marked.titles[before] or self._in_title_phrase(marked, before)):
            party = _party(marked.entries[before])
            if party:
                return party.country or party.code
            before -= 1
        return ""

    def _in_title_phrase(self, marked: Marked, position: int) -> bool:
        token = marked.sentence.tokens[position]
        if marked.entries[position]:
            return True
        if token.text.endswith("/") or (position == 0 and token.text.endswith(".")):
            return False  # "Q. President Banda has ...", "REPORT/ President Banda"
        if token.lower in self._words.acting_words or token.lower in self._words.passing_words:
            return True
        if token.text in ("'s", "’s", "’", "'", "-") or token.tag == "PRP$":
            return True
        if self._is_honorific(marked.sentence.tokens, position):
            return False  # "Hon. Prime Minister"
        return token.pos in _ROLE_POS and token.rel in ("compound", "amod", "nmod", "nmod:poss")

    def _state_before(self, marked: Marked, position: int) -> str:
        for index in range(position - 1, max(-1, position - 4), -1):
            party = _party(marked.entries[index])
            if party:
                return party.country or party.code
        return ""

    def _title_of_state(self, marked: Marked, run: NameRun, before: int) -> None:
        """ "the president of Chile, NAME", "the Israeli foreign minister, NAME,"."""
        tokens = marked.sentence.tokens
        comma = tokens[before].text == ","
        if not comma and self._is_of_body(tokens, run):
            return
        start = before - 1 if comma else before
        country, inside = "", False  # whether a proper name was passed that the office may be of
        sent = False
        for words, index in enumerate(range(start, max(-1, start - _WINDOW), -1)):
            token = tokens[index]
            if marked.titles[index] is not None:
                near = comma or bool(words and country)
                if near and self._can_own(marked, run, index, inside=inside, sent=sent):
                    self._take_distant(marked, run, index, country)
                return
            if country and token.text.lower() in self._words.accrediting_cases:
                country, sent = "", True  # "the ambassador of Peru to Chile NAME"
                continue
            if self._is_apart(marked, index, comma=comma):
                return
            party = _party(marked.entries[index])
            if party and party.form in ("capital", "seat") and _is_where(marked, index):
                continue
            if party and self._is_remit(tokens, index):
                continue
            if party:
                country = party.country or party.code
            elif comma and token.is_noun and not marked.entries[index]:
                if token.pos != "PROPN":
                    return  # another noun comes between: "with the Pope's help, NAME"
                inside = True  # "the Chairman of the National Assembly, NAME"

    def _is_apart(self, marked: Marked, index: int, *, comma: bool) -> bool:
        """Whether an office before this word is not that of a name behind it."""
        token = marked.sentence.tokens[index]
        if token.pos in ("VERB", "AUX", "PUNCT", "CCONJ", "PRON"):
            return True
        placed = token.pos == "ADP" and token.text.lower() not in self._words.owning_cases
        # "met Minister X at the House"
        return placed or (not comma and self._is_other_name(marked, index))

    def _can_own(
        self, marked: Marked, run: NameRun, index: int, *, inside: bool, sent: bool
    ) -> bool:
        """Whether an office can be that of a name after it: `inside` names stand between.

        One to which somebody is `sent` by a state is an ambassador's.
        """
        title, after = marked.titles[index], index + 1
        if sent and title and load_offices()[title.office].level != "senior_officials":
            return False
        begin = index
        while begin > 0 and marked.titles[begin - 1] is title:
            begin -= 1
        ahead = marked.sentence.tokens[begin - 1].text.lower() if begin else ""
        if title and title.office in STYLES and ahead in self._words.whole_cases:
            return False  # "the director of the office of His Majesty, NAME"
        cases = self._words.owning_cases
        owning = after < run.start and marked.sentence.tokens[after].text.lower() in cases
        return owning or not inside

    def _is_of_body(self, tokens: Sequence[Token], run: NameRun) -> bool:
        """ "Chairman of the Council of Ministers", "of the Central Committee": nobody's name."""
        after = tokens[run.end] if run.end < len(tokens) else None
        body = after is not None and after.lemma in self._words.ministry_nouns
        return body or tokens[run.start - 1].text.lower() in self._words.owning_cases

    def _take_distant(self, marked: Marked, run: NameRun, index: int, country: str) -> None:
        """Give a name the office that stands apart before it."""
        run.title, run.titled = marked.titles[index], True
        probe = NameRun(run.start, run.end, run.text)
        self._take_title(marked, probe, index)
        run.role, run.role_start = probe.role, probe.role_start
        run.owner = probe.owner
        run.country = country or probe.country

    def _is_remit(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a name is what an office is for: "the UN envoy for Syria"."""
        before = index - 1
        while before > 0 and tokens[before].pos == "DET":
            before -= 1
        return before >= 0 and tokens[before].text.lower() in self._words.remit_cases

    def _office_after(self, marked: Marked, run: NameRun) -> None:
        """ "NAME, the Chilean foreign minister," and "NAME, president of Chile"."""
        tokens = marked.sentence.tokens
        if run.end >= len(tokens) or tokens[run.end].text not in (",", "(", "–", "-"):
            return
        limit = min(len(tokens), run.end + 1 + _WINDOW)
        country, index = "", run.end + 1
        while index < limit:
            token = tokens[index]
            if marked.titles[index] is not None:
                last = index
                while last + 1 < len(tokens) and marked.titles[last + 1] is not None:
                    last += 1
                if self._leads_on(marked, last + 1):
                    return  # the title belongs to the next name
                if self._is_of_several(marked, run, index):
                    return
                self._read_after(marked, run, last, country)
                return
            party = _party(marked.entries[index])
            if party:
                country = party.country or party.code
            elif token.pos in _BREAKS or self._is_other_name(marked, index):
                return
            index += 1

    def _leads_on(self, marked: Marked, index: int) -> bool:
        """Whether a name follows a title, or a rank and a name behind brackets."""
        tokens = marked.sentence.tokens
        if index >= len(tokens):
            return False
        if tokens[index].text != "(":
            return self._is_name_word(marked, index)
        closed = (
            i for i in range(index, min(index + _WINDOW, len(tokens))) if tokens[i].text == ")"
        )
        after = next(closed, len(tokens)) + 1
        return after < len(tokens) and marked.titles[after] is not None

    @staticmethod
    def _is_of_several(marked: Marked, run: NameRun, index: int) -> bool:
        """Whether a title after one name is that of others: "At Yalta, the three leaders met"."""
        title, tokens = marked.titles[index], marked.sentence.tokens
        listed = run.start > 0 and tokens[run.start - 1].pos == "CCONJ"
        address = index > 0 and tokens[index - 1].tag == "PRP$"  # "X, His Majesty and Y"
        address = address or tokens[index].tag == "PRP$"
        return title is not None and ((title.plural and not listed) or address)

    def _is_other_name(self, marked: Marked, index: int) -> bool:
        """Whether somebody or something else is named there."""
        token = marked.sentence.tokens[index]
        named = self._is_name_word(marked, index) and not marked.entries[index]
        return named and not token.rel.startswith(("compound", "amod"))

    def _read_after(self, marked: Marked, run: NameRun, last: int, country: str) -> None:
        tokens = marked.sentence.tokens
        probe = NameRun(run.start, run.end, run.text)
        self._take_title(marked, probe, last)
        run.title, run.role, run.titled = marked.titles[last], probe.role, True
        run.country = country or probe.country
        run.owner = probe.owner
        index = last + 1
        if index >= len(tokens) or tokens[index].text.lower() not in self._words.owning_cases:
            return
        while not run.country and index < min(len(tokens), last + _WINDOW):
            if tokens[index].pos in ("PUNCT", "VERB", "AUX", "CCONJ", "PRON", "SCONJ"):
                break
            party = _party(marked.entries[index])
            if party:
                run.country = party.country or party.code
            index += 1

    def _country_beside(self, marked: Marked, run: NameRun) -> None:
        """ "China's NAME" and "NAME of Japan"."""
        tokens = marked.sentence.tokens
        if run.title is not None and run.title.plural:
            run.country = self._state_set_off(marked, run.end) or run.country
        if run.country:
            return
        begin = run.role_start if run.role_start >= 0 else run.start
        if begin > 1 and tokens[begin - 1].rel == "case" and tokens[begin - 2].rel == "nmod:poss":
            party = _party(marked.entries[begin - 2])
            if party:
                run.country, run.titled = party.country or party.code, True
        if run.country or run.end + 1 >= len(tokens):
            return
        following = tokens[run.end]
        if following.rel == "case" and following.pos == "ADP":
            place = run.end + 1
            if tokens[place].pos == "DET" and place + 1 < len(tokens):
                place += 1
            after = tokens[place]
            party = _party(marked.entries[place])
            owns = following.text.lower() in self._words.author_cases
            named = party is not None and party.form not in ("capital", "seat")
            if owns and party and named and party.kind == "state" and after.head is not None:
                inside = {token.index for token in tokens[run.start : run.end]}
                if after.rel == "compound":  # "of Saudi Arabia"
                    after = after.head
                if after.rel == "nmod" and after.head is not None and after.head.index in inside:
                    run.country, run.titled = party.code, True

    def _state_set_off(self, marked: Marked, end: int) -> str:
        """ "the Presidents, X, of the Argentine Republic; Y, of Peru": whose each is."""
        tokens = marked.sentence.tokens
        cases = self._words.whole_cases
        if end + 2 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].lower not in cases:
            return ""
        for index in range(end + 2, min(len(tokens), end + _WINDOW)):
            party = _party(marked.entries[index])
            if party is not None or tokens[index].pos in _BREAKS:
                return (party.country or party.code) if party is not None else ""
        return ""


def _written(words: str) -> str:
    """A name or office written in capitals as it is written elsewhere: "BRUINS SLOT"."""
    if not words.isupper() or max(map(len, words.split())) < _SHOUTED:
        return words
    return words.title()


def _is_style(title: Title) -> bool:
    """Whether a title is how somebody is called, not what they do: "King", "Marshal"."""
    return title.office in STYLES or title.sector == "MIL"


def _is_where(marked: Marked, index: int) -> bool:
    """Whether a name is only where somebody is: "the ambassador in Lima", "in New Delhi"."""
    first = marked.hit_start[index]
    return first > 0 and marked.sentence.tokens[first - 1].text.lower() in ("in", "at")


def _party(entries: tuple[Entry, ...]) -> Entry | None:
    """The reading of a hit as a state or an organisation, if it has one."""
    for entry in entries:
        if entry.kind in ("state", "igo", "organisation", "group"):
            return entry
    return None


def _adjoins(marked: Marked, position: int, role_start: int) -> bool:
    """Whether only role words lie between a word and the role read so far."""
    return all(not marked.entries[index] for index in range(position, role_start))


def _text(marked: Marked, start: int, end: int) -> str:
    tokens, offset = marked.sentence.tokens, marked.sentence.start
    return marked.sentence.text[tokens[start].start - offset : tokens[end - 1].end - offset]
