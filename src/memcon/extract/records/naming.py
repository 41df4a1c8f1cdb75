"""Names of things as the text gives them, without what only surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from memcon.annotate import Token
from memcon.extract.clauses import main_words
from memcon.extract.lexicon import concepts, phrases
from memcon.extract.records.context import Context
from memcon.extract.records.title_runs import capital_end, item_end
from memcon.extract.view import SentenceView

_DROPPED_FRONT = frozenset({"DET", "PUNCT", "CCONJ", "PRON", "ADV"})
_DROPPED_END = frozenset({"PUNCT", "CCONJ", "ADP", "DET", "SCONJ", "PART"})
_PREMODIFIERS = frozenset(
    {"amod", "compound", "nmod:poss", "nummod", "nmod", "poss", "punct", "advmod", "det"}
)
_SIDE_REMARKS = frozenset({"acl:relcl", "appos", "parataxis", "advcl", "punct"})
_OPEN_QUOTES, _CLOSE_QUOTES = "“‘\"'", "”’\"'"
_MARKUP = frozenset({"|", "*", "**", "***", "_", "__", "#", "##", "`", "•", ">", "·"})
_DASHES = frozenset({"-", "–", "—", "\u2010", "\u2011"})
_JOINERS = _DASHES | frozenset({",", "/", "&", ".", "'", "’", '"', "“", "”", "‘", "(", ")"})
_SPAN = re.compile(r"\d{4}/\d{4}")
_FINITE = ("VBD", "VBZ", "VBP")
_LONGEST = 36  # words
_COMPARED = 2  # words: "many as"
_PAIRED = 3  # words: "in the" at an end
_NEAR_END = 6  # words within which the head of "to the northern border" stands
_TIMES = ("DATE", "TIME")  # the parser's kinds of expressions of time: "for months"
_SITES = ("GPE", "LOC", "FAC", "PERSON")  # its kinds of places and persons
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its words in the text, and the phrase that brings in its subject, if it has one."""

    text: str
    start: int  # characters, in the document
    end: int
    topic: Token | None = None


@dataclass(frozen=True, slots=True)
class NameStyle:
    """How far a name reaches to the right of its head."""

    sites: bool = False  # a place after the head belongs to it ("consulate in Basra")
    purposes: bool = False  # so does an infinitive ("contract to build")
    clauses: bool = False  # a bare head takes the clause after it ("contract signed by")
    acts: bool = False  # a town after "in" is where something was done, not where it is
    titles: bool = False  # capitals go on, as do items of a list, to their end


def name_of(
    context: Context,
    view: SentenceView,
    token: Token,
    *,
    style: NameStyle | None = None,
    verb: Token | None = None,
    without: Token | None = None,
) -> Name:
    """The name that a noun heads: without article, amount and date, with its subject.

    `verb` is the verb that the noun hangs on: parsers hang the subject of a title there, too.
    `without` is a word before the noun that is not part of its name, nor is what stands before it.
    """
    return _Namer(context, view, style or NameStyle(), verb, without).name(token)


@lru_cache(maxsize=4)
def _cases(language: str) -> dict[str, frozenset[str]]:
    found = phrases(language, "undertaking_cases")
    return {key: frozenset(words) for key, words in found.items()}


class _Namer:
    """Builds one name."""

    def __init__(
        self,
        context: Context,
        view: SentenceView,
        style: NameStyle,
        verb: Token | None,
        without: Token | None = None,
    ) -> None:
        self._context = context
        self._view = view
        self._style = style
        self._verb = verb
        self._without = without
        self._cases = _cases(context.language)
        self._words = concepts(context.language, "undertakings")
        self._tokens = view.tokens

    def name(self, token: Token) -> Name:
        low = self._front(token)
        bare = all(each.pos == "NUM" for each in self._tokens[low : token.index])
        high, topic = self._after_number(token), None
        tail = self._tail(token) if bare and self._style.purposes else None
        if tail is not None:
            return self._joined(token, tail)
        while high < len(self._tokens):
            if self._tokens[high].text in _CLOSE_QUOTES and self._is_quoted(low, high):
                high += 1
                continue
            listed = self._tokens[high].text == "," and token.tag in ("NNS", "NNPS")
            ahead = self._part_at(high + 1, low) if listed else None
            if ahead is not None and ahead.case in self._cases["subject_cases"]:
                high += 1  # "three pacts, on space and farming"
            part = self._part_at(high, low)
            after = self._after_short(high)
            beyond = self._part_at(after, low) if after > high else None
            told = beyond is not None and beyond.case in self._cases["subject_cases"]
            if told and beyond is not None and self._belongs(beyond, bare=False):
                part, high = beyond, after
            if part is None or not self._belongs(part, bare=bare and topic is None):
                part = self._other_end(high)
            if part is None:
                break
            end = self._before_twin(token, high, self._before_break(high, self._end_of(part, high)))
            if end <= high or self._is_stump(part, high, end):
                break
            reach = self._before_place(part, high, end)
            if reach - low > _LONGEST and high > token.index:
                break  # cut before what brings it in, not in its middle
            topic, high = topic or self._topic_of(part), reach
        high = self._listed_end(low, self._titled_end(low, high))
        high = min(high, low + _LONGEST)
        if self._style.titles and self._tokens[low].text[:1].isupper():
            high = self._before_subject(low, self._run_on(low, high))
        low, high = self._trimmed(low, high, token)
        words = self._tokens[low:high]
        start, stop = words[0].start, words[-1].end
        return Name(" ".join(self._view.text(start, stop).split()), start, stop, topic)

    def _after_short(self, high: int) -> int:
        """The position behind the same in short: "Memorandum of Understanding (MoU) on"."""
        first = high - 1 if self._tokens[high - 1].text == "(" else high
        words = self._tokens[first : first + _PAIRED]
        around = [words[0].text, words[-1].text] if len(words) == _PAIRED else []
        return first + _PAIRED if around == ["(", ")"] and words[1].text[:1].isupper() else high

    def _run_on(self, low: int, high: int) -> int:
        """Where a title written large ends, whatever the parser makes of its words."""
        while self._tokens[high - 1].text == "(":
            high -= 1
        item = item_end(self._tokens, low, high, self._is_other_title)
        if item > high or not self._tokens[high - 1].text[:1].isupper():
            return item
        return capital_end(self._tokens, high, self._is_of_sentence)

    def _before_subject(self, low: int, high: int) -> int:
        """Where a title ends if who is joined to it acts: "on Trade, and President Ruiz left"."""
        joint = next((i for i in range(high - 1, low, -1) if self._tokens[i].pos == "CCONJ"), high)
        following = self._tokens[high] if high < len(self._tokens) else None
        if following is None or joint == high or following.text[:1] in ",.;":
            return high
        entries, titles = self._view.marked.entries, self._view.marked.titles
        named = {i for run in self._view.marked.names for i in range(run.start, run.end)}
        somebody = all(
            entries[i] or titles[i] is not None or i in named or self._tokens[i].pos == "DET"
            for i in range(joint + 1, high)
        )
        goes_on = following.tag in (*_FINITE, "MD") or following.pos in ("PROPN", "AUX")
        return joint if somebody and goes_on else high

    def _is_other_title(self, index: int) -> bool:
        """Whether another title is joined there: "and Memorandum on the River"."""
        token = self._tokens[index]
        following = self._tokens[index + 1 : index + 3]
        return token.pos == "CCONJ" and any(self._kinds(each) for each in following)

    def _is_of_sentence(self, token: Token) -> bool:
        """Whether a capital is no title's: a state, a person, a day, another instrument."""
        mention = self._view.mention(token)
        person = mention is not None and mention.form == "person"
        if person and token.entity == "PERSON":
            return True
        named = bool(self._view.marked.entries[token.index]) or (mention is not None and not person)
        title = self._view.marked.titles[token.index] is not None
        named = named or self._is_site(token)  # "the Declaration at the Peace House"
        return named or title or self._is_amount_or_date(token) or self._kinds(token)

    def _is_site(self, token: Token) -> bool:
        """Whether a word is part of the name of a place where something is done."""
        top = token.head if token.rel == "compound" and token.head is not None else token
        return top.entity in _SITES and top.case in self._cases["act_cases"]

    def _titled_end(self, low: int, high: int) -> int:
        """ "Protocol on Trade in Services": capitals go on after a preposition."""
        capital = self._tokens[low].text[:1].isupper() and self._tokens[high - 1].text[:1].isupper()
        while capital and high + 1 < len(self._tokens) and self._tokens[high].pos == "ADP":
            word = self._tokens[high + 1]
            named = self._view.marked.entries[word.index]
            if self._tokens[high].lower not in self._cases["title_cases"]:
                break  # "a Partnership during President Ruiz's visit"
            sited = word.entity in _SITES and word.tag == "NNP"
            if sited or any(actor.party for actor in self._view.actors(word)):
                break  # "the Agreement in Puerto Montt"
            if word.tag not in ("NN", "NNS", "NNP", "NNPS") or named or self._is_date(word):
                break
            if not word.text[:1].isupper() or self._is_dated(word) or self._is_somebody(word):
                break
            high += 2
            while high < len(self._tokens) and self._tokens[high].head is word:
                if not self._tokens[high].text[:1].isupper():
                    break
                high += 1
        return high

    def _is_somebody(self, word: Token) -> bool:
        """ "the Joint Commission with Foreign Minister Ruiz": a person's phrase begins there."""
        top = word.head if word.rel == "compound" and word.head is not None else word
        phrase = range(word.index, top.index + 1)
        titled = any(self._view.marked.titles[index] is not None for index in phrase)
        return titled or any(run.start in phrase for run in self._view.marked.names)

    def _after_number(self, token: Token) -> int:
        """Where a name goes on behind its noun: of "Highway 68" behind the number."""
        end = token.index + 1
        for following in self._tokens[end : end + 1]:
            own = following.head is token and token.text[:1].isupper()
            if following.pos == "NUM" and own and not self._is_date(following):
                return end + 1
        return end

    def _listed_end(self, low: int, high: int) -> int:
        """ "Treaty of Friendship, Commerce and Navigation": capitals go on over a list's commas."""
        words = self._tokens[low:high]
        if not words[0].text[:1].isupper() or not any(word.pos == "ADP" for word in words):
            return high
        end, last = high, False
        while end + 1 < len(self._tokens) and not last:
            token = self._tokens[end]
            step = end + 1
            last = token.pos == "CCONJ"
            if not last and token.text != ",":
                return high
            if not last and self._tokens[step].pos == "CCONJ":
                step, last = step + 1, True
            end = step
            while end < len(self._tokens) and self._is_title_word(self._tokens[end]):
                end += 1
            if end == step:
                return high
        return end if last else high

    def _is_title_word(self, token: Token) -> bool:
        """A capitalised noun or adjective that names no state, place or day."""
        named = self._view.marked.entries[token.index] or self._view.mention(token) is not None
        plain = token.pos in ("PROPN", "NOUN", "ADJ") and token.text[:1].isupper()
        return plain and not named and not self._is_date(token)

    def _before_break(self, high: int, end: int) -> int:
        """Where a name ends if a semicolon parts what follows from it."""
        return next((i for i in range(high, end) if self._tokens[i].text == ";"), end)

    def _before_twin(self, token: Token, high: int, end: int) -> int:
        """Where a name ends if another of its kind is joined: "a port in Lagos and a port in"."""
        for index in range(high, end):
            twin = self._tokens[index]
            if twin.rel != "conj":
                continue
            if twin.lemma in self._cases["again_words"]:
                return max(high, _first(twin))
            alike = twin.lemma == token.lemma or (self._kinds(twin) and self._kinds(token))
            if alike or self._is_new_instrument(token, twin):
                return max(high, _first(twin))
        return end

    def _is_new_instrument(self, token: Token, twin: Token) -> bool:
        """ "a protocol on the river and an exchange of letters": with an article of its own."""
        named = self._context.matcher.concepts_of
        if "INSTRUMENT" not in named(token) or twin.child("det") is None:
            return False
        return "INSTRUMENT" in named(twin) or bool(self._kinds_at(twin))

    def _kinds_at(self, token: Token) -> bool:
        """Whether terms of several words name a kind of instrument at a word."""
        return any(
            hit.token is token and hit.concept.startswith("KIND_")
            for hit in self._words.find(self._tokens)
        )

    def _kinds(self, token: Token) -> bool:
        """Whether a word names a kind of instrument: "a roadmap for industry and contracts"."""
        return any(concept.startswith("KIND_") for concept in self._words.of(token))

    def _is_stump(self, part: Token, high: int, end: int) -> bool:
        """Whether of a clause no more is left than its verb: "an agreement concluded (on)"."""
        if part.rel in ("acl", "acl:relcl") and part.index >= end:
            return True  # "a declaration under which two boats will (be handed over)"
        if part.rel == "acl" and part.tag == "VBN":
            return all(token.pos in ("ADP", "ADV") for token in self._tokens[high + 1 : end])
        other = part.child("conj")
        apart = end < len(self._tokens) and self._tokens[end].text == ","
        if (
            part.case in self._cases["binding_cases"]
            and (other is None or other.index >= end)
            and apart
        ):
            return True  # "the agreement between Peru, as lender, and Chile"
        subject = part.child("nsubj", "nsubj:pass")
        if part.tag == "VBG" and part.index + 1 == end and part.rel == "acl":
            return True  # "a statement pledging (that they will fight)"
        relative = part.rel == "acl:relcl" and subject is not None and subject.tag in ("WDT", "WP")
        while end - 1 > part.index and self._tokens[end - 1].pos in _DROPPED_END:
            end -= 1  # "a treaty that ends a (200-year-old dispute)"
        return relative and self._tokens[end - 1] is part

    def _topic_of(self, part: Token) -> Token | None:
        """What a constituent says that the thing is about; of "of understanding on X" the X."""
        if "COMPLETION" not in self._words.of(part):
            return part
        for child in part.children:
            listing = child.tag == "VBG" and "COVER" in self._words.of(child)
            subject = child.case in self._cases["subject_cases"]
            if child.index > part.index and (listing or subject):
                return child
        return None

    def _tail(self, token: Token) -> Token | None:
        """The subject of a bare title that something else parts from it.

        "signed a contract with a Swiss firm to build", "accords were signed to ship".
        """
        following = self._part_at(token.index + 1, token.index)
        partner = following is None or following.case in self._cases["binding_cases"]
        if not partner and following is not None and self._belongs(following, bare=False):
            return None
        verb = self._verb
        inner = verb is not None and verb.rel == "acl:relcl" and token in verb.ancestors()
        row = token
        while row.rel == "conj" and row.head is not None:
            row = row.head
        inner = inner or row.head is not verb  # "met after the signing of an accord to thank"
        heads = [token, *([verb] if verb is not None and not inner else [])]
        for head in heads:
            for child in head.children:
                if child.index <= token.index + 1 or child.rel == "acl:relcl":
                    continue
                infinitive = child.tag == "VB" and any(c.tag == "TO" for c in child.children)
                infinitive = infinitive and child.rel != "conj"  # "is to bind them and to expire"
                strict = child.case in self._cases["subject_cases"] and child.rel in ("obl", "nmod")
                strict = strict and child.lemma not in self._cases["idiom_nouns"]
                strict = strict and not self._only_points(child)
                if (infinitive or strict) and not self._is_amount_or_date(child):
                    return child
        return None

    def _joined(self, token: Token, tail: Token) -> Name:
        """A bare title with its subject from further on."""
        first = _first(tail)
        end = self._end_of(tail, first)
        _, end = self._trimmed(first, max(end, first + 1), tail)
        words = self._tokens[first:end]
        text = f"{token.text} {self._view.text(words[0].start, words[-1].end)}"
        return Name(" ".join(text.split()), token.start, words[-1].end, tail)

    # ------------------------------------------------------------------ to the left

    def _front(self, token: Token) -> int:
        """The first word of the phrase, what only introduces it left out."""
        inside = self._premodifiers(token)
        low = token.index
        if self._without is not None:
            return min(self._without.index + 1, low)
        while low > 0 and (
            (low - 1 in inside and not is_markup(self._tokens[low - 1]))
            or (self._tokens[low - 1].text in _JOINERS and low - 2 in inside)
            or self._is_glued(low)
            or (self._tokens[low - 1].text in _OPEN_QUOTES and low < token.index)
        ):
            low = self._begin_of_hit(low - 1)
        for index in range(token.index - 1, low - 1, -1):  # nothing before the last amount or date
            if self._is_amount_or_date(self._tokens[index]):
                low = self._after_amount(index, token)
                break
        while low < token.index:
            if self._is_filler(self._tokens[low]) or self._is_year_at(low):
                low += 1
            elif self._tokens[low + 1].lower in self._cases["comparing_words"]:
                low += _COMPARED  # "as many as ten documents": the number and what it counts
            else:
                break
        return min(low, token.index)

    def _begin_of_hit(self, low: int) -> int:
        """The first word of a state's name of several words: of "Lanka" the "Sri"."""
        starts = self._view.marked.hit_start
        while low > 0 and starts[low] >= 0 and starts[low - 1] == starts[low]:
            low -= 1
        return low

    def _is_glued(self, low: int) -> bool:
        """Whether a dash ties the word before to the name: "Lima–Callao railway"."""
        dash = low if self._tokens[low].text in _DASHES else low - 1
        if dash < 1 or dash + 1 >= len(self._tokens):
            return False
        before, between, after = self._tokens[dash - 1 : dash + 2]
        close = before.end == between.start and between.end == after.start
        return between.text in _DASHES and close and before.pos in ("PROPN", "NOUN")

    def _is_year_at(self, index: int) -> bool:
        """Whether a year stands in front of plural years: "2014 and 2015 years of exchange"."""
        token = self._tokens[index]
        return token.pos == "NUM" and _YEAR.fullmatch(token.text) is not None

    def _premodifiers(self, token: Token) -> set[int]:
        inside: set[int] = set()
        owners = [token]
        if token.rel == "compound" and token.head is not None:
            owners.append(token.head)
        for owner in owners:
            for child in owner.children:
                if self._is_owner(child, token):
                    continue
                if child.index < token.index and child.rel in _PREMODIFIERS and not child.case:
                    inside |= {each.index for each in child.subtree() if each.index < token.index}
        return inside

    @staticmethod
    def _is_owner(child: Token, token: Token) -> bool:
        """ "the two countries' trade pact": whose it is, where it is no proper name."""
        return (
            child.rel == "nmod:poss"
            and not (token.text[:1].isupper() and child.text[:1].isupper())
            and any(each.tag == "POS" for each in child.children)
        )

    def _after_amount(self, index: int, token: Token) -> int:
        low = index + 1
        while low < token.index and self._tokens[low].pos in ("PUNCT", "SYM", "NUM"):
            low += 1
        glued = index < low < token.index and self._tokens[low - 1].text in _DASHES
        if glued and self._tokens[low - 1].end == self._tokens[low].start:
            low += 1  # "a 480-metre-long bridge"
        return low

    def _is_date(self, token: Token) -> bool:
        return is_year(token) or any(
            m.start <= token.start < m.end and m.role == "point" for m in self._view.dates
        )

    def _is_dated(self, token: Token) -> bool:
        """Whether a word begins a time by which or since when: "by July 2031"."""
        return any(m.start <= token.start < m.end for m in self._view.dates if m.role != "point")

    def _is_amount_or_date(self, token: Token) -> bool:
        if self._is_date(token):
            return True
        return any(
            m.start <= token.start < m.end and m.kind in ("money", "measure")
            for m in self._view.amounts
        )

    def _is_filler(self, token: Token) -> bool:
        after = self._tokens[token.index + 1]
        glued = token.pos == "DET" and after.text in _DASHES and token.end == after.start
        if token.text in _OPEN_QUOTES or glued:  # "a no-war pact"
            return False
        return (
            token.pos in _DROPPED_FRONT
            or self._is_praise(token)
            or (token.pos in ("ADJ", "VERB") and "FILLER" in self._words.of(token))
        )

    @staticmethod
    def _is_praise(token: Token) -> bool:
        """ "the largest line of credit": a rank is no part of a name, but that of a proper one."""
        return token.tag == "JJS" and token.text.islower()

    def _is_quoted(self, low: int, high: int) -> bool:
        return any(token.text in _OPEN_QUOTES for token in self._tokens[low:high])

    # ------------------------------------------------------------------ to the right

    def _part_at(self, high: int, low: int) -> Token | None:
        """The constituent that begins at a word and hangs on the name or on its verb."""
        if high >= len(self._tokens) or self._tokens[high].pos == "PUNCT":
            return None
        node = self._tokens[high]
        while node.head is not None and node.head.index >= high and _first(node.head) == high:
            node = node.head
        if node.head is None or _first(node) != high:
            return None
        inside = low <= node.head.index < high
        listing = node.tag == "VBG" and "COVER" in self._words.of(node)
        subject = listing or node.case in self._cases["subject_cases"]
        above = node.head is self._verb or subject
        return node if inside or above else None

    def _other_end(self, high: int) -> Token | None:
        """The "to Lima" of "road from Quito to Lima" where the parser hangs it on the verb."""
        begun = self._tokens[high - 1].case in self._cases["start_cases"]
        for token in self._tokens[high : high + _NEAR_END]:
            if begun and token.case in self._cases["end_cases"] and _first(token) == high:
                return token
        return None

    def _belongs(self, part: Token, *, bare: bool) -> bool:
        if self._only_points(part) and not self._is_span_of_years(part):
            return False
        if part.case in self._cases["part_cases"] and part.case not in self._cases["partner_cases"]:
            return False  # "the road, including a bridge"
        if any(m.start <= part.start < m.end for m in self._view.dates):
            return self._style.purposes and self._is_span_of_years(part)
        if self._is_amount_or_date(part) and not (bare and part.case):
            return False
        if part.rel == "acl" and part.tag == "VBN" and len(part.subtree()) == 1:
            return False  # "nine documents signed"
        if any(child.tag == "TO" for child in part.children) and part.tag == "VB":
            binding = "IN_FORCE" in self._words.of(part) or part.child("obl") is not None
            return self._style.purposes and not (binding and self._is_to_bind(part))
        if part.case:
            return self._case_belongs(part, bare=bare)
        if part.rel == "acl":
            telling = part.lemma in self._cases["telling_verbs"]  # "a communique saying that"
            said = part.tag == "VBG" and self._style.purposes and not telling
            return said or (bare and self._style.clauses)
        return part.rel == "acl:relcl" and bare and self._style.clauses

    def _is_to_bind(self, verb: Token) -> bool:
        """ "for the agreements to come into force": no part of their titles."""
        hits = self._words.find(self._tokens[verb.index : verb.index + _PAIRED + 1])
        return any(hit.token is verb and hit.concept in ("IN_FORCE", "BINDS") for hit in hits)

    def _only_points(self, part: Token) -> bool:
        """ "an agreement on it", "a pact on such loans": it says nothing by itself."""
        such = (c for c in part.children if c.rel in ("amod", "det", "det:predet"))
        lasting = part.entity in _TIMES and part.is_noun  # "extended a contract for 15 years"
        return (
            part.pos == "PRON"
            or lasting
            or any("POINTING" in self._words.of(child) for child in such)
        )

    def _is_span_of_years(self, part: Token) -> bool:
        """Whether a date is the years that a plan is for: "for 2031-2035"."""
        return any(
            m.start <= part.start < m.end and _SPAN.fullmatch(m.edtf or "")
            for m in self._view.dates
        )

    def _case_belongs(self, part: Token, *, bare: bool) -> bool:
        case = part.case
        if part.lemma in self._cases["idiom_nouns"]:
            return False  # "signed the memorandum on behalf of"
        if part.rel not in ("nmod", "obl", "acl", "advcl"):
            return False
        if case in self._cases["subject_cases"]:
            return True
        if part.head is self._verb:
            return self._style.sites and bare and case in self._cases["site_cases"]
        if case in self._cases["binding_cases"]:
            return bare
        if case in self._cases["site_cases"]:
            acts = self._style.acts or not self._style.sites
            there = self._is_occasion(part) or (acts and self._is_place(part))
            if case in self._cases["act_cases"] and there:
                return False  # "signed the accord in Lima", "at the summit"
            return self._style.sites or bare or not part.is_noun
        return case in self._cases["topic_cases"]

    def _end_of(self, part: Token, high: int) -> int:
        """Where a constituent ends: before a date, an aside or a clause with its own subject."""
        inside = {token.index for token in _plain(part)}
        end = high
        while end < len(self._tokens):
            token = self._tokens[end]
            if is_markup(token) or (
                part.case not in self._cases["period_cases"] and self._is_date(token)
            ):
                break
            if token is not part and (self._is_dated(token) or self._opens_parts(token)):
                break
            if token is not part and token.pos != "AUX" and "VALUE" in self._words.of(token):
                break
            between = token.pos == "PUNCT" and end + 1 in inside and token.text not in ";:()–—"
            if end not in inside and not between:
                break
            end += 1
        return end

    def _opens_parts(self, token: Token) -> bool:
        """The "including" of "the road, including a bridge"."""
        case = token.head.case if token.rel == "case" and token.head is not None else ""
        return case in self._cases["part_cases"] and case not in self._cases["partner_cases"]

    def _before_place(self, part: Token, high: int, end: int) -> int:
        """Where a subject ends if a place closes it: "a treaty on the river in Asunción"."""
        for index in range(end - 1, high, -1):
            token = self._tokens[index]
            if token.case in self._cases["act_cases"] and token is not part:
                sited = self._style.sites and not self._style.acts
                place = not sited and self._is_place(token)
                if any(t.is_verb and t.rel != "amod" for t in self._tokens[high:index]):
                    place = False
                first = _first(token)
                cut = (place or self._is_occasion(token)) and first > high
                return first if cut else end
            loose = (
                token.pos in ("ADP", "DET") and index > end - _PAIRED
            )  # "at the summit in (May)"
            if token.pos != "PROPN" and not loose:
                return end
        return end

    def _is_occasion(self, word: Token) -> bool:
        """Whether a word names what something is done at: "at the summit"."""
        return word.lemma in self._cases["occasion_nouns"]

    def _is_place(self, token: Token) -> bool:
        """Whether a word names a town or another place within a state."""
        here = token.child("det")
        if here is not None and here.lower in self._cases["here_words"] and token.is_noun:
            return True  # "in this island capital"
        return any(
            entry.kind == "place" or entry.form == "capital"
            for entry in self._view.marked.entries[token.index]
        )

    def _trimmed(self, low: int, high: int, token: Token) -> tuple[int, int]:
        while high - 1 > token.index:
            last = self._tokens[high - 1]
            if last.text in _CLOSE_QUOTES and self._is_quoted(low, high - 1):
                break
            above = last.head if last.rel == "advmod" and last.head is not None else last
            loose = last.pos == "ADV" and above.rel == "cc"
            if last.pos not in _DROPPED_END and not loose:  # "the north, as well (as)"
                break
            high -= 1
        if high - 1 == token.index and not self._is_quoted(token.index, high):
            quoted = self._tokens[low].text in _OPEN_QUOTES
            closed = any(t.text in _CLOSE_QUOTES for t in self._tokens[low + 1 : high])
            if quoted and not closed and low < token.index:
                low += 1
                while low < token.index and self._is_filler(self._tokens[low]):
                    low += 1
        return low, high


def is_markup(token: Token) -> bool:
    """Whether a token is no word but a sign of Markdown: a table's bar, stars of emphasis."""
    return token.text in _MARKUP


def is_year(token: Token) -> bool:
    """Whether a word before a noun is the year of the thing: "the 1994 treaty"."""
    in_phrase = token.rel in ("nummod", "compound", "nmod", "amod") and not token.case
    return in_phrase and _YEAR.fullmatch(token.text) is not None


def _first(token: Token) -> int:
    return token.first.index


def _plain(token: Token) -> Iterator[Token]:
    """A constituent without relative clauses, appositions and clauses joined to it."""
    yield token
    for child in token.children:
        before = token.head is not None and child.index < token.head.index  # "Peru - Chile pact"
        if (
            child.rel in _SIDE_REMARKS
            and child.rel != "punct"
            and not (child.rel == "appos" and before)
        ):
            continue
        if child.rel == "acl" and child.tag in _FINITE:
            continue  # "that the two signed in May"
        if child.rel == "conj" and child.is_verb and child.child("nsubj", "nsubj:pass") is not None:
            continue
        yield from _plain(child)


# ---------------------------------------------------------------------- phrases


def drop_dates(view: SentenceView, words: list[Token], head: Token) -> list[Token]:
    """A phrase cut where a date that follows its head begins."""
    for position, token in enumerate(words):
        if token.index <= head.index:
            continue
        if any(m.start <= token.start < m.end for m in view.dates):
            cut = position
            while cut > 1 and words[cut - 1].rel == "case":
                cut -= 1
            return words[:cut]
    return words


def is_proper(token: Token) -> bool:
    """Whether a noun phrase reads as a proper name: its head or a neighbour is capitalised."""
    words = [t for t in main_words(token) if t.index <= token.index and t.is_noun]
    capital = [t for t in words if t.text[:1].isupper() and t.index > 0]
    return bool(capital) and (token.text[:1].isupper() or (len(words) > 1 and len(capital) > 1))
