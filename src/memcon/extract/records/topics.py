"""Topics of positions: which words a stance is about, and where they are cut."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.extract.clauses import trim
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView

_SUBJECTS = ("nsubj", "nsubj:pass")
_CLAUSAL = ("ccomp", "xcomp", "csubj", "acl")
_LONGEST = 40  # words of a topic
_PAIR = 2  # marks that enclose a text
_ASIDE = ("appos", "parataxis", "advcl")
_LOOSE = ("advcl", "parataxis", "acl:relcl", "acl")
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "attr", "root", "conj")
_JOINING = ("-", "–")
_MARKS = (",", "—", ";", "(")
_QUOTES = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"'}
_EMPTY = frozenset({"PRON", "DET", "PUNCT", "ADP", "PART", "AUX", "CCONJ", "SCONJ", "ADV"})
_NAMING = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What a stance is about: the head of the words, and the words."""

    head: Token
    words: tuple[Token, ...]
    text: str


class Topics:
    """Finds the topics of the stances of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._special: Mapping[str, Callable[[Match], Iterator[Token]]] = {
            "clause": self._clauses,
            "itself": self._itself,
            "phrased": self._phrased,
            "time": self._occasions,
            "before": self._clause_before,
            "noted": self._noted,
            "judged": self._judged,
        }
        words = phrases(context.language, "position")
        self._thing = dict.fromkeys(words["thing_pronouns"], False)
        self._thing |= dict.fromkeys(words["things_pronouns"], True)
        self._claims = frozenset(words["claim_nouns"])
        self._conditions = frozenset(words["conditions"])
        self._any = frozenset(words["any_words"])
        self._plans = frozenset(words["plan_nouns"])
        self._demanding = frozenset(words["demanding"])
        self._on = frozenset(words["demanded_cases"])
        self._wanting = frozenset(words["wanting"])
        self._states = frozenset(words["wanted_states"])
        self._empty = frozenset(words["empty_topics"])
        self._none = frozenset(words["none_words"])
        self._calls = frozenset(words["calling_verbs"])
        self._verdicts = frozenset(words["verdict_cases"])

    def heads(self, match: Match, *places: str) -> Iterator[Token]:
        """The candidates for a topic in these places of a match, in that order."""
        token, support = match.token, match.support
        for place in places:
            if place in self._special:
                yield from self._special[place](match)
                continue
            yield from self._context.matcher.select(token, None, (place,))
            yield from _gerunds(token, place)
            if support is not None and not token.is_verb:
                yield from self._of_support(match, support, place)
        if not token.is_verb or "patient" in match.frame.args.get("target", ()):
            yield from self._further(match, places)

    def _further(self, match: Match, places: Sequence[str]) -> Iterator[Token]:
        """What the parser has hung on a neighbour: "summoned the envoy over X"."""
        for child in match.governor.subtree():
            if child.index <= match.token.index or child.case not in places:
                continue
            path = itertools.takewhile(lambda up: up is not match.governor, child.ancestors())
            between = list(path)
            judged = any(up.case in self._verdicts for up in between)  # "as a driver of growth"
            above = child.head
            judged = judged or (child.tag == "NNP" and above is not None and above.tag == "NNP")
            if not judged and not any(up.is_verb for up in between):
                yield child

    def _of_support(self, match: Match, support: Token, place: str) -> Iterator[Token]:
        """ "lodged a protest with X over Y": what hangs on the verb instead of its noun."""
        for head in (*self._context.grammar.obliques(support, place), *_gerunds(support, place)):
            if head.index > match.token.index:
                yield head

    def _phrased(self, match: Match) -> Iterator[Token]:
        """ "spoke highly of the deal": what follows the preposition of a verb of several words."""
        for hit in self._context.matcher.hits(match.view):
            own = hit.token is match.token and hit.concept == match.frame.concept
            last = hit.words[-1]
            if own and last is not hit.token and last.rel == "case" and last.head is not None:
                yield last.head

    @staticmethod
    def _judged(match: Match) -> Iterator[Token]:
        """ "called the filling illegal": the noun that the parser hangs on the verdict."""
        for child in match.token.all_children("xcomp", "ccomp"):
            yield from child.all_children("nsubj", "compound", "nmod")

    @staticmethod
    def _itself(match: Match) -> Iterator[Token]:
        """The clause of the word itself: "will close its market in return"."""
        yield match.governor

    @staticmethod
    def _occasions(match: Match) -> Iterator[Token]:
        """ "sent a protest when X did Y": the clause that tells the occasion."""
        for child in match.governor.all_children("advcl"):
            if child.child("mark", "advmod") is not None and child.child("nsubj", "nsubj:pass"):
                yield child

    @staticmethod
    def _noted(match: Match) -> Iterator[Token]:
        """ "noted with concern that X", "learnt with regret of X": what was noted."""
        token, support = match.token, match.support
        if support is None or token.rel != "obl":
            return
        clauses = token.all_children("acl") + support.all_children("ccomp")
        yield from (c for c in clauses if c.index > token.index and is_clausal(c) and not c.case)
        yield from (c for c in support.all_children("obj") if c.is_noun)

    @staticmethod
    def _clause_before(match: Match) -> Iterator[Token]:
        """ "X did Y, and Z protested": the clause to which the word's own is added."""
        verb = match.governor
        added = verb.rel == "conj" and verb.child("nsubj", "nsubj:pass") is not None
        if added and verb.head is not None and verb.head.is_verb:
            yield verb.head

    def _clauses(self, match: Match) -> Iterator[Token]:
        token, found = match.token, False
        for child in token.children:
            governed = child.rel in _CLAUSAL and child.index > token.index
            if child.rel == "acl" and (child.case or match.frame.pos != "noun"):
                governed = False
            if child.rel == "advcl" and (_wished(child) or _is_asked_of(match, child)):
                governed = True
            if governed and child.tag == "VBG" and token.lemma in self._calls:
                governed = False  # "called the king affirming his support"
            if governed and is_clausal(child) and not _is_purpose(match, child):
                found = True
                yield child
                if match.frame.values.get("obligation"):  # "said A was B, but that C should"
                    yield from (c for c in child.all_children("conj") if c.child(*_SUBJECTS))
        if match.frame.values.get("obligation"):  # hung too high: "said A, but that B should"
            yield from (c for c in token.all_children("conj") if c.child("mark"))
        if found or match.frame.pos == "noun" or token.child("xcomp") is not None:
            return
        # a quotation before its verb: "We want more time", he said
        for child in token.children:
            if child.rel == "ccomp" and child.index < token.index and child.is_verb:
                yield child

    def topic(
        self, view: SentenceView, head: Token, trigger: Token, *, without: Sequence[str] = ()
    ) -> Topic | None:
        """The topic with this head; None where what is left names nothing.

        Modifiers that one of the prepositions `without` brings in are not part of it.
        """
        if head is trigger and head.is_verb:
            return self._deed(view, head)
        head = self._antecedent(head, trigger) or _signed_by(view, head, trigger) or head
        if head.pos == "PRON" and view.mention(head) is None:
            return None
        if any(m.start <= head.start < m.end for m in view.dates) or _is_loose(head, trigger):
            return None
        if _is_subjectless(head):
            return None
        within = _object_before(view, head, trigger)
        if within is not None:
            words = _run(within, [*self._phrase(view, within), *self._kept(view, head, head)])
            head = within
        else:
            words = self._clause(view, head) if is_clausal(head) else self._phrase(view, head)
        cut = [child for child in head.subtree() if without and child.case in without]
        cut += [clause for clause in head.all_children("acl:relcl") if _holds(clause, trigger)]
        left_out = {token for child in cut for token in child.subtree()}
        words = [word for word in words if word not in left_out]
        before = head.index < trigger.index
        words = [word for word in words if (word.index < trigger.index) is before]
        words = [word for word in words if word is not trigger]
        if words and words[0].lower in self._none and words[0].head is head:
            words = words[1:]  # "would accept no reopening": opposes reopening
        words = self._with_state(view, _edges(words, head), trigger)
        words = self._with_rest(view, head, words, trigger)[:_LONGEST]
        if not words or _is_bare(view, head, words) or self._is_empty(words):
            return None
        text = self._named(view, words, trigger) if not _is_parted(words) else _parts(view, words)
        return Topic(head, tuple(words), _unquoted(" ".join(text.split()))) if text else None

    def _with_rest(
        self, view: SentenceView, head: Token, words: list[Token], trigger: Token
    ) -> list[Token]:
        """ "demands a lease on the islands", "opposes the idea of X to cut aid": hung too high."""
        if is_clausal(head) or head.rel != "obj" or head.head is not trigger or not words:
            return words
        follow = words[-1].index + 1
        for child in trigger.children:
            if child.index < follow or child.subtree()[0].index != follow:
                continue
            planned = head.lemma in self._plans and any(c.tag == "TO" for c in child.children)
            claim = head.lemma in self._claims and child.rel == "obl" and child.case == "to"
            lease = trigger.lemma in self._demanding and child.rel == "obl"
            lease = lease and child.case in self._on and not self._is_date(view, child)
            if lease or claim or (planned and child.rel in ("advcl", "xcomp")):
                below = sorted(self._kept(view, child, child), key=lambda t: t.index)
                return _run(words[-1], [*words, *below])
        return words

    def _is_empty(self, words: Sequence[Token]) -> bool:
        """ "would like a share": of what?"""
        said = [t for t in words if t.pos != "DET" and t.tag != "PRP$"]
        if words[0].lower in self._any:
            return False  # "denied any role"
        return len(said) == 1 and said[0].lemma in self._empty

    def _with_state(self, view: SentenceView, words: list[Token], trigger: Token) -> list[Token]:
        """ "wants the ferry back in service": the state in which a thing is wanted."""
        if trigger.lemma not in self._wanting or not words or words[-1].index < trigger.index:
            return words
        last = words[-1].index + 1
        if last >= len(view.tokens) or view.tokens[last].lower not in self._states:
            return words
        added = [t for t in view.tokens[last].subtree() if t.index >= last]
        follows = (c for c in trigger.children if c.index > last and c.rel == "obl" and c.case)
        near = next(follows, None)
        if near is not None and near.first.index == added[-1].index + 1:
            added += near.subtree()
        return _run(view.tokens[last], [*words, *added])

    def _deed(self, view: SentenceView, verb: Token) -> Topic | None:
        """What somebody will not, or threatens to, do: the verb with what follows it."""
        kept = sorted(self._kept(view, verb, verb), key=lambda t: t.index)
        after = [t for t in kept if t.index >= verb.index]
        words = _run(verb, _edges(after, verb))[:_LONGEST]
        if len(words) == 1 or any(t.lower in self._none for t in words):
            return None  # "will pay no more salaries"
        rest = " ".join(view.text(words[1].start, words[-1].end).split())
        return Topic(verb, tuple(words), _unquoted(f"{verb.lemma} {rest}"))

    def _named(self, view: SentenceView, words: Sequence[Token], trigger: Token) -> str:
        """The text of words, with the name of the thing that an "it" among them stands for.

        '' where that cannot be told.
        """
        start, end = words[0].start, words[-1].end
        inside = set(words)
        for word in words:
            person = _person(view, word)
            if word.rel == "obj" and person:
                return view.text(start, word.start) + person + view.text(word.end, end)
            plural = self._thing.get(word.text.lower())
            heavy = word.rel in ("nsubj", "nsubj:pass", "obj") and word.head in inside
            if not heavy or word.tag != "PRP" or _is_known(view, word):
                continue
            if plural is None:
                if word.rel == "obj":
                    return ""  # "to welcome you"
                continue
            if _is_subject_inside(word, inside):
                continue
            noun = self._thing_before(view, trigger, plural=plural)
            if not noun:
                return ""
            return view.text(start, word.start) + noun + view.text(word.end, end)
        return view.text(start, end)

    def _thing_before(self, view: SentenceView, trigger: Token, *, plural: bool) -> str:
        """The subject of the clause or sentence before, where it is a thing of that number."""
        clause = trigger.head if trigger.rel in ("conj", "parataxis", "ccomp") else None
        for child in trigger.all_children("ccomp", "parataxis"):
            clause = child if child.is_verb and child.index < trigger.index else clause
        previous = next(iter(self._context.document.neighbours(view, before=1)), None)
        where = view
        if clause is None or not clause.is_verb or clause.index > trigger.index:
            if previous is None or previous.sentence.block != view.sentence.block:
                return ""
            where, clause = previous, next((t for t in previous.tokens if t.head is None), None)
        subjects = self._context.grammar.subjects(clause) if clause is not None else []
        if len(subjects) != 1 or not subjects[0].is_noun or where.actors(subjects[0]):
            return ""
        noun = subjects[0]
        if (noun.tag in ("NNS", "NNPS")) is not plural or noun.child("conj") is not None:
            return ""
        kept = _edges(self._phrase(where, noun), noun)
        return where.text(kept[0].start, kept[-1].end)

    def _antecedent(self, head: Token, trigger: Token) -> Token | None:
        """What a relative pronoun, or "it" in a sentence with a clause before, stands for."""
        if head.pos not in ("PRON", "DET"):
            return None
        if head.tag == "WP":
            return None
        if head.tag == "WDT":
            verb = trigger
            while verb.head is not None and verb.rel not in ("acl:relcl", "advcl"):
                verb = verb.head
            return verb.head if verb.rel in ("acl:relcl", "advcl") else None
        for above in (trigger, *trigger.ancestors()):
            for clause in above.all_children("advcl"):
                subject = self._last_subject(clause)
                if subject is not None and clause.index < trigger.index:
                    return subject
        return None

    @staticmethod
    def _last_subject(clause: Token) -> Token | None:
        """The subject of the deepest clause below: "when X said that Y was over", Y."""
        found = None
        node: Token | None = clause
        while node is not None:
            subject = node.child("nsubj", "nsubj:pass")
            found = subject if subject is not None and subject.is_noun else found
            node = node.child("ccomp")
        return found

    # ------------------------------------------------------------------ which words

    def _phrase(self, view: SentenceView, head: Token) -> list[Token]:
        """A noun phrase with its modifiers and restrictive clauses, without asides and dates."""
        words = _run(head, list(self._kept(view, head, head)))
        marks = [word.index for word in words if word.rel == "case" and word.head is head]
        opening = max((index for index in marks if index < head.index), default=-1)
        return [word for word in words if word.index > opening]

    def _kept(self, view: SentenceView, node: Token, head: Token) -> Iterator[Token]:
        yield node
        for child in node.children:
            if child.index > node.index and self._is_aside(view, node, child, head):
                continue
            yield from self._kept(view, child, head)

    def _is_aside(self, view: SentenceView, node: Token, child: Token, head: Token) -> bool:
        if child.case in self._verdicts and node is head and not is_clausal(head):
            return True
        if child.rel == "conj" and child.is_noun and self._is_other_stance(child):
            return True  # "support for X and concern over Y"
        if child.rel == "parataxis" or (child.rel == "appos" and _after_comma(view, child)):
            return True
        if child.rel in _LOOSE and _after_comma(view, child):
            return True
        if child.rel == "advcl" and not child.case and child.child("mark") is not None:
            return not (_wished(child) or self._is_condition(child))
        if child.rel == "advcl" and node is head and _asks(child.first):
            return True  # "urged it to yield when he was there"
        if child.rel == "conj" and child.is_verb and child.child(*_SUBJECTS):
            if node is head and self._must(head) and not self._must(child):
                return True  # "X must be punished and I am glad that"
            return node is not head or head.rel not in ("ccomp", "xcomp")
        return self._is_date(view, child) and not _in_clause(child, head)

    def _is_other_stance(self, noun: Token) -> bool:
        """Whether a noun that is joined tells another stance: "support for X and concern over"."""
        return "CONCERNED" in self._context.matcher.concepts_of(noun)

    def _must(self, verb: Token) -> bool:
        of = self._context.matcher.concepts_of
        return any("OBLIGATION" in of(child) for child in verb.all_children("aux"))

    def _is_condition(self, clause: Token) -> bool:
        """ "would cut supplies if nothing was paid": without it the topic says too much."""
        return any(c.lemma in self._conditions for c in clause.all_children("mark"))

    @staticmethod
    def _is_date(view: SentenceView, token: Token) -> bool:
        return token.rel in ("nmod", "obl", "obl:unmarked", "nummod") and any(
            m.start <= token.start < m.end and m.role in ("point", "duration") for m in view.dates
        )

    def _clause(self, view: SentenceView, head: Token) -> list[Token]:
        """A clause with its subject, without what introduces it and what only surrounds it."""
        words = sorted(self._kept(view, head, head), key=lambda t: t.index)
        words = self._with_subject(head, words)
        while words and (_opens(words[0]) or _asks(words[0])):
            if words[0].rel == "aux" and words[0].tag != "TO":
                break
            if words[0].rel == "case" and words[0].head is not head:
                break  # "by 2024 we must": the whole phrase or none of it
            words.pop(0)
        return words if _is_parted(words) else _run(head, words)

    @staticmethod
    def _with_subject(head: Token, words: list[Token]) -> list[Token]:
        """The run around the head with that of its subject, where a remark stands between."""
        subject = head.child("nsubj", "nsubj:pass")
        run = _run(head, words)
        if subject is None or subject in run or subject not in words or not run:
            return words
        left = [t for t in _run(subject, words) if t.index < run[0].index and t.pos != "PUNCT"]
        return [*left, *(t for t in run if t.index > head.index or t.pos != "PUNCT")]


def is_clausal(token: Token) -> bool:
    """Whether a word heads a clause."""
    return token.is_verb or token.child("nsubj", "nsubj:pass", "cop", "aux") is not None


def _wished(clause: Token) -> bool:
    """ "asked for the rules to be reviewed": a clause whose subject a preposition brings in."""
    mark = clause.child("mark")
    infinitive = any(child.tag == "TO" for child in clause.children)
    return infinitive and mark is not None and clause.child("nsubj", "nsubj:pass") is not None


def _is_asked_of(match: Match, clause: Token) -> bool:
    """ "called on Peru to open the border": the infinitive behind the addressee."""
    if clause.child("aux") is None or clause.child("nsubj", "nsubj:pass") is not None:
        return False
    asked = (t for t in match.tokens("target") if t.case and t.head is match.token)
    infinitive = any(child.tag == "TO" for child in clause.children)
    return infinitive and any(match.token.index < t.index < clause.index for t in asked)


def _gerunds(token: Token, place: str) -> Iterator[Token]:
    for child in token.children:
        if child.rel in ("advcl", "acl") and child.case == place:
            yield child


def _opens(token: Token) -> bool:
    """Whether a word only brings a clause in; "that", misread as its subject, too."""
    misread = token.pos == "SCONJ" and token.rel == "nsubj"
    return misread or token.rel in ("mark", "punct", "cc", "aux", "case")


def _asks(token: Token) -> bool:
    """ "when", "why": the word that opens a clause of time."""
    return token.tag == "WRB" and token.rel == "advmod"


def _in_clause(token: Token, head: Token) -> bool:
    """Whether a verb lies between a word and the head: the date of a clause inside the topic."""
    for above in token.ancestors():
        if above is head:
            return head.is_verb and head.rel in ("ccomp", "xcomp", "advcl")
        if above.is_verb:
            return True
    return False


def _after_comma(view: SentenceView, clause: Token) -> bool:
    """Whether a mark sets a phrase off; a hyphen without spaces only joins two words."""
    first = clause.first.index
    if first == 0:
        return False
    mark = view.tokens[first - 1]
    if mark.text in _JOINING:
        return first > 1 and view.tokens[first - 2].end < mark.start
    return mark.text in _MARKS


def _run(head: Token, words: Sequence[Token]) -> list[Token]:
    """The stretch of words around the head that nothing left out interrupts."""
    indices = {word.index for word in words}
    low = high = head.index
    while low - 1 in indices:
        low -= 1
    while high + 1 in indices:
        high += 1
    return sorted((w for w in words if low <= w.index <= high), key=lambda w: w.index)


def _parts(view: SentenceView, words: Sequence[Token]) -> str:
    """The text on both sides of a remark."""
    cut = next(n for n in range(1, len(words)) if words[n].index > words[n - 1].index + 1)
    left, right = words[:cut], words[cut:]
    return f"{view.text(left[0].start, left[-1].end)} {view.text(right[0].start, right[-1].end)}"


def _is_parted(words: Sequence[Token]) -> bool:
    """Whether a remark between commas has been taken out of the words."""
    gaps = [(a, b) for a, b in itertools.pairwise(words) if b.index > a.index + 1]
    return len(gaps) == 1 and gaps[0][0].pos != "PUNCT"


def _edges(words: list[Token], head: Token) -> list[Token]:
    """Words without prepositions and conjunctions at the end, and marks at the beginning."""
    words = trim(words)
    while len(words) > 1 and (words[-1].rel in ("case", "cc", "mark") or words[-1].pos == "PUNCT"):
        words = words[:-1]
    while len(words) > 1 and words[0].rel in ("mark", "cc", "punct", "case"):
        if words[0].rel == "case" and words[0].head is not head:
            break  # "by 2024 we must": the whole phrase or none of it
        words = words[1:]
    return words


def _is_purpose(match: Match, clause: Token) -> bool:
    """ "asked X for a loan to build Y": the loan is asked for, not the building."""
    places = set(match.frame.args["topic"]) - set(match.frame.args.get("target", ()))
    infinitive = any(child.tag == "TO" for child in clause.children)
    between = (
        child
        for child in match.token.all_children("obl")
        if match.token.index < child.index < clause.index and child.case in places
        if not any(m.start <= child.start < m.end for m in match.view.dates)
    )
    return clause.rel in ("xcomp", "advcl") and infinitive and any(between)


def _holds(clause: Token, word: Token) -> bool:
    """Whether a word stands in a clause."""
    return clause is word or any(up is clause for up in word.ancestors())


def _is_subjectless(clause: Token) -> bool:
    """ "a summit that X hopes will bring peace": of a finite clause the subject is missing."""
    subject = clause.child(*_SUBJECTS)
    relative = subject is not None and subject.tag in ("WDT", "WP")
    if clause.rel != "ccomp" or not clause.is_verb or (subject is not None and not relative):
        return False
    finite = next(iter(clause.all_children("aux", "aux:pass")), clause)
    return finite.tag in ("MD", "VBZ", "VBD")


def _is_loose(noun: Token, trigger: Token) -> bool:
    """ "sell to third parties, which X opposes": what "which" stands for cannot be told."""
    if trigger.rel == "acl" and trigger.tag == "VBN" and trigger.head is noun:
        far = trigger.index - noun.index > _PAIR
        return far and any(c.text == "," and c.index < trigger.index for c in noun.children)
    if trigger.rel != "acl:relcl" or trigger.head is not noun or noun.rel in _ARGUMENTS:
        return False
    return any(t.tag == "WDT" and t.index > noun.index + 1 for t in trigger.children)


def _signed_by(view: SentenceView, head: Token, trigger: Token) -> Token | None:
    """ "an accord that they want to sign": of a bare infinitive in a relative clause the noun."""
    named = (t for t in head.subtree() if t.pos in _NAMING)
    dated = (any(m.start <= t.start < m.end for m in view.dates) for t in named)
    bare = is_clausal(head) and all(dated)
    noun = trigger.head
    if not bare or trigger.rel != "acl:relcl" or noun is None or not noun.is_noun:
        return None
    subject = trigger.child("nsubj", "nsubj:pass")
    own = subject is not None and subject.tag not in ("WDT", "WP")
    return noun if own else None


def _object_before(view: SentenceView, head: Token, trigger: Token) -> Token | None:
    """ "seeks ways to curb X's ambition to lead": the object, where its clause was hung higher."""
    if head.rel not in ("xcomp", "advcl") or head.head is not trigger:
        return None
    for child in trigger.all_children("obj"):
        person = view.marked.titles[child.index] is not None or view.actors(child)
        if trigger.index < child.index < head.index and child.is_noun and not person:
            return child
    return None


def _is_bare(view: SentenceView, head: Token, words: Sequence[Token]) -> bool:
    """Whether words name no matter: pronouns, a verb alone, an amount alone."""
    said = [word for word in words if word.pos not in _EMPTY]
    if not said:
        return True
    if is_clausal(head):
        said += [word for word in words if word.rel == "obj" and _person(view, word)]
        if head.child("aux") is not None and any(_is_quality(word, head) for word in words):
            return False  # "urged it to be more flexible"
        things = (word for word in words if word.rel in ("obj", "nsubj") and word.tag == "PRP")
        spoken = any(_is_addressed(view, word) for word in things)
        return spoken or not any(word.pos in _NAMING or word.tag == "PRP" for word in said)
    counted = [
        each for each in view.amounts if any(each.start <= word.start < each.end for word in said)
    ]
    amount = any(all(each.start <= word.start < each.end for word in said) for each in counted)
    return amount or all(word.pos in ("NUM", "SYM") for word in said)


def _is_quality(word: Token, head: Token) -> bool:
    """What somebody is to be: of "be more flexible" the adjective."""
    return word.pos == "ADJ" and word.rel == "xcomp" and word.head is head


def _is_addressed(view: SentenceView, pronoun: Token) -> bool:
    """ "to welcome you": somebody who is spoken to, and not one of the speaker's own."""
    mention = view.mention(pronoun)
    return pronoun.rel == "obj" and mention is not None and mention.form == "speaker"


def _is_subject_inside(word: Token, inside: Collection[Token]) -> bool:
    """Whether an "it" stands for a noun of the topic itself, before it."""
    return any(t in inside and t.is_noun and t.index < word.index for t in inside)


def _person(view: SentenceView, pronoun: Token) -> str:
    """The name of the one person that a pronoun was found to stand for, or ''."""
    mention = view.mention(pronoun)
    if pronoun.tag != "PRP" or mention is None or mention.form == "speaker":
        return ""
    actors = mention.actors
    return actors[0].name if len(actors) == 1 and actors[0].kind == "person" else ""


def _is_known(view: SentenceView, pronoun: Token) -> bool:
    """Whether it was found for whom a pronoun stands."""
    mention = view.mention(pronoun)
    return mention is not None and bool(mention.actors)


def _unquoted(text: str) -> str:
    """The text without quotation marks that have lost their partner or enclose it all."""
    text = text.strip()
    for opening, closing in _QUOTES.items():
        inner = text[len(opening) : -len(closing)]
        whole = text.startswith(opening) and text.endswith(closing) and len(text) > _PAIR
        if whole and opening not in inner and closing not in inner:
            return inner.strip()
    same = [mark for mark, other in _QUOTES.items() if mark == other and text.count(mark) % 2]
    lone = [
        mark
        for opening, closing in (("“", "”"), ("«", "»"))
        if text.count(opening) != text.count(closing)
        for mark in (opening, closing)
    ]
    for mark in (*same, *lone):
        text = text.replace(mark, "")
    return text.strip(" '‘")
