"""Who undertakes what: the constructions by which a text says that something is promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases, word_sets
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_NOT_SO = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.DENIED, Modality.REQUESTED)
_FINITE = ("root", "conj", "ccomp", "parataxis")
_CONTENT = ("xcomp", "ccomp", "acl", "advcl")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


def commitment_words(language: str) -> Mapping[str, frozenset[str]]:
    """The word lists of `lang/<code>/commitments.yml`."""
    return word_sets(language, "commitments")


@dataclass(slots=True)
class Promise:
    """Something undertaken: its verb (or noun), the word that says so, and who undertakes it."""

    deed: Token
    governor: Token  # the word of promising; the deed itself in "will build"
    actors: list[Actor] = field(default_factory=list)
    is_soft: bool = False  # a plan or an aim: less than a promise
    is_under_way: bool = False  # told in the present progressive
    is_told: bool = False  # told as done, with a reminder that it had been promised
    is_missed: bool = False  # told as not done by its day, or not as had been promised


class PromiseFinder:
    """Finds the undertakings of the sentences of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = commitment_words(context.language)
        self._questions = phrases(context.language, "speech")["question_marks"]

    def find(self, view: SentenceView) -> Iterator[Promise]:
        """The undertakings of a sentence, those with a word of promising first."""
        for match in self._context.matcher.match(view, "commitment"):
            if not self._is_so(match):
                continue
            yield from self._promised(match)
        for verb in view.sentence.verbs:
            yield from self._future(view, verb)
            yield from self._under_way(view, verb)
            yield from self._bound(view, verb)
            yield from self._due(view, verb)
            yield from self._as_promised(view, verb)
            yield from self._not_done(view, verb)

    # ------------------------------------------------------------------ words of promising

    def _is_so(self, match: Match) -> bool:
        """Whether something was promised; "has not kept its pledge" tells so, too."""
        support = match.support
        if support is not None and support.lemma in self._words["unsettled"]:
            return False  # "discussed a plan", "turned down an offer"
        if self._is_designed(match) or self._is_old_order(match):
            return False
        helpers = match.governor.all_children("aux")
        if any("OBLIGATION" in self._context.matcher.concepts_of(each) for each in helpers):
            return False  # "must first pledge to"
        if not match.token.is_verb and self._is_of_occasion(match.token):
            return False
        if match.modality is Modality.NEGATED and support is not None:
            return support.lemma in self._words["met"]
        return match.modality not in _NOT_SO and bool(match.status)

    def _is_designed(self, match: Match) -> bool:
        """ "a channel planned to take large ships": what a thing is made for."""
        token = match.token
        soft = token.rel == "acl" and token.tag == "VBN" and token.lemma in self._words["soft"]
        return soft and token.child("obl:agent") is None

    @staticmethod
    def _is_old_order(match: Match) -> bool:
        """ "had only mandated it to convene talks": an order that others are held to since."""
        obliged = match.frame.id == "commitment.obliged"
        return obliged and any(c.rel == "aux" and c.tag == "VBD" for c in match.token.children)

    def _promised(self, match: Match) -> Iterator[Promise]:
        if self._is_anothers(match):
            return
        token, actors = match.token, match.actors("by") or self._setters(match)
        actors = self._deciding(match) or actors
        if match.frame.id == "commitment.obliged" and self._is_of_another(match, actors):
            return  # "ordered Chad to leave": a demand
        voiced = match.support is not None and match.support.lemma in self._words["voicing"]
        soft = token.lemma in self._words["soft"] or (voiced and not token.is_verb)
        sum_named = token.is_verb and any(
            amount_at(match.view, child) for child in token.all_children("obj")
        )  # "promised Chad 5 million to dig wells": the infinitive tells what for
        deeds = [] if sum_named else list(self._deeds(match.view, token))
        for deed in deeds:
            if deed.rel == "acl" and not actors and not is_infinitive(deed):
                continue  # "pledges that it would" of nobody named
            own = self._own_subject(match.view, deed) if deed.rel == "ccomp" else []
            yield Promise(deed, token, own or actors, soft and not own)
        if not deeds and match.frame.id != "commitment.obliged":
            for noun in self._nominal(match):
                yield Promise(noun, token, actors, soft)

    def _deciding(self, match: Match) -> list[Actor]:
        """ "welcomed the decision of Fiji to pay": Fiji alone has decided."""
        if match.token.is_verb:
            return []
        owners = [c for c in match.token.all_children("nmod:poss") if c.tag != "PRP$"]
        owners += self._context.grammar.obliques(match.token, *self._words["owner_cases"])
        return [a for a in match.view.first_actors(owners) if a.party]

    def _is_anothers(self, match: Match) -> bool:
        """ "praised the body's decision to send": of somebody who is not known."""
        owner = None if match.token.is_verb else match.token.child("nmod:poss")
        if owner is None or owner.tag == "PRP$" or match.view.first_actors([owner]):
            return False
        return not any(m.start <= owner.start < m.end for m in match.view.dates)

    def _is_of_another(self, match: Match, actors: Sequence[Actor]) -> bool:
        """Whether somebody is told to do something by those of another party."""
        above = match.view.first_actors(self._context.grammar.agents(match.token))
        own = {actor.party for actor in actors if actor.party}
        if not own and above and all(actor.kind == "igo" for actor in above):
            return False  # "ASEAN directs the Secretariat to report": its own
        return any(actor.party and actor.party not in own for actor in above)

    def _setters(self, match: Match) -> list[Actor]:
        """ "the target that the two presidents set", "the goal set by both governments"."""
        if match.token.is_verb:
            return []
        clauses = match.token.all_children("acl:relcl", "acl")
        agents = [t for clause in clauses for t in self._context.grammar.agents(clause)]
        return actors_of(match.view, [t for t in agents if t is not match.token])

    def _deeds(self, view: SentenceView, token: Token) -> Iterator[Token]:
        """The verbs that a word of promising governs, coordinated ones included."""
        found = False
        for child in token.children:
            content = child.rel in _CONTENT and child.is_verb and self._is_content(token, child)
            if content and not self._is_of_other(view, token, child):
                found = True
                yield from with_conjuncts(child)
        if token.is_verb:  # "decided to exchange data; open a laboratory": bare infinitives
            for below in self._strayed(token) if not found else ():
                yield from with_conjuncts(below)
            for child in token.all_children("conj"):
                if child.tag == "VB" and child.is_verb and child.child("aux", *_SUBJECTS) is None:
                    yield from with_conjuncts(child)

    def _is_of_other(self, view: SentenceView, token: Token, child: Token) -> bool:
        """ "plans for two pipelines to carry oil": the infinitive tells what those are for."""
        if token.is_verb or not is_infinitive(child):
            return False
        return any(
            other.rel == "nmod" and other.index < child.index and view.mention(other) is None
            for other in token.children
            if other.case in self._words["amount_cases"]
        )

    @staticmethod
    def _strayed(token: Token) -> Iterator[Token]:
        """ "undertook in a statement to speed up": infinitives hung on an adverbial."""
        for child in token.all_children("obl"):
            for below in child.all_children("acl"):
                if below.is_verb and is_infinitive(below):
                    yield below

    def _is_asked(self, clause: Token) -> bool:
        """ "declined to say when it would", "deciding whether to": left open."""
        if clause.rel in ("ccomp", "xcomp", "advcl") and clause.first.tag == "WRB":
            return True
        marked = (c for c in clause.children if c.rel == "mark")
        return any(c.lemma in self._questions for c in marked)

    def _is_occasion(self, noun: Token) -> bool:
        named = self._context.matcher.concepts_of(noun)
        return noun.pos == "NOUN" and bool({"MEETING", "VISIT", "SUMMIT"} & named)

    def _is_content(self, token: Token, child: Token) -> bool:
        if child.lemma in self._words["asking"] or self._is_asked(child):
            return False
        if is_infinitive(child):
            return child.rel != "advcl" or token.child("obj", "ccomp", "xcomp") is None
        if child.tag == "VBG" and child.rel == "xcomp" and token.lemma in self._words["proposing"]:
            return True
        if child.tag == "VBG":
            cases = {child.case, *(c.lemma for c in child.children if c.rel in ("mark", "case"))}
            return bool(cases & self._words["gerund_cases"])
        of_noun = child.rel == "acl" and child.child("mark") is not None and not token.is_verb
        if child.rel != "ccomp" and not of_noun:
            return False
        return self._context.modality.read(child) is Modality.PLANNED or is_subjunctive(child)

    def _own_subject(self, view: SentenceView, deed: Token) -> list[Actor]:
        subjects = deed.all_children("nsubj")
        return view.first_actors(subjects)

    def _nominal(self, match: Match) -> Iterator[Token]:
        """What is promised, where it is a noun: "pledged 40 million", "a target of 2 billion"."""
        token, view = match.token, match.view
        if not token.is_verb:
            yield from self._amounts_of(view, token)
            return
        if token.lemma in self._words["settling"]:
            return  # "resolved the dispute"
        grammar = self._context.grammar
        if token.rel == "acl:relcl" and any(
            child.rel == "obl" and child.tag in ("WDT", "WP") for child in token.children
        ):
            return  # "the waters on which both had agreed"
        things = [n for n in grammar.patients(token) if n.is_noun or amount_at(view, n)]
        given = [n for n in token.all_children("obj") if n.is_noun and n.index > token.index]
        if given and grammar.is_passive(token):
            things = given if token.child("obl:agent") else []  # "was promised two ships by Peru"
        yield from things
        for noun in () if things else grammar.obliques(token, *self._words["noun_cases"]):
            if noun.is_noun and view.mention(noun) is None:
                yield noun

    def _amounts_of(self, view: SentenceView, noun: Token) -> Iterator[Token]:
        """The amount right after a noun and its preposition, whatever the parser makes of it."""
        start = noun.index + 2
        if start >= len(view.tokens):
            return
        if view.tokens[start - 1].text.lower() not in self._words["amount_cases"]:
            return
        first = view.tokens[start].start
        for amount in view.amounts:
            if abs(amount.start - first) <= 1 or amount.start <= first < amount.end:
                yield head_of(view.tokens_of(amount.start, amount.end))
                return

    # ------------------------------------------------------------------ futures

    def _future(self, view: SentenceView, token: Token) -> Iterator[Promise]:
        """ "will build", and "would build" where it is reported."""
        if not has_modal(token) or not self._is_statement(token) or self._is_asked(token):
            return
        of = self._context.matcher.concepts_of
        if any("OBLIGATION" in of(each) for each in token.all_children("aux")):
            return  # "the budget should allocate"
        if not self._is_planned(view, token) or self._is_guess(token):
            return
        agents = self._context.grammar.agents(token)
        if any(self._is_occasion(agent) for agent in agents):
            return  # "the Madrid meeting will give them a start"
        if token.lemma in self._words["receivers"]:
            agents = self._context.grammar.obliques(token, *self._words["giver_cases"])
            if not agents:
                return
        actors = actors_of(view, agents)
        for deed in with_conjuncts(token):
            yield Promise(deed, token, actors)

    def _is_planned(self, view: SentenceView, token: Token) -> bool:
        """ "will build"; "would build by May" in a text that reports what was agreed."""
        if any(c.rel == "aux" and c.lemma in self._words["perfect"] for c in token.children):
            return False  # "would have built"
        modality = self._context.modality.read(token)
        if modality is not Modality.HYPOTHETICAL or token.rel not in ("root", "conj"):
            ending = modality is Modality.ASSERTED  # "will withdraw", no cancelled act
            ahead = ending and self._context.modality.is_ahead(token, token)
            return ahead or modality is Modality.PLANNED
        reported = any(
            c.tag == "MD" and c.text.lower() in self._words["reporting_modals"]
            for c in token.children
        )
        inside = {below.index for below in token.subtree()}
        if not reported or any(c.rel in ("advcl", "advmod:neg") for c in token.children):
            return False
        return any(
            mention.role in ("due", "point", "since")
            and (tokens := view.tokens_of(mention.start, mention.end))
            and head_of(tokens).index in inside
            and head_of(tokens).index > token.index
            for mention in view.dates
        )

    def _under_way(self, view: SentenceView, token: Token) -> Iterator[Promise]:
        """ "is withdrawing its troops by May", "is going to lift its ban"."""
        if token.tag != "VBG" or token.rel not in _FINITE:
            return
        auxiliaries = [c for c in token.children if c.rel == "aux"]
        present = any(
            c.lemma in self._words["copulas"] and c.tag in ("VBP", "VBZ") for c in auxiliaries
        )
        if not present or self._context.modality.read(token) in _NOT_SO or self._is_guess(token):
            return
        actors = actors_of(view, self._context.grammar.agents(token))
        if token.lemma in self._words["going"]:
            for child in token.all_children("xcomp"):
                if child.is_verb and is_infinitive(child):
                    for deed in with_conjuncts(child):
                        yield Promise(deed, token, actors)
        elif token.lemma in self._words["decisive"] and token.child("obj") is not None:
            yield Promise(token, token, actors, is_under_way=True)

    def _is_statement(self, token: Token) -> bool:
        """Whether a clause states something by itself: "under which X will", "while X will"."""
        if token.rel in _FINITE:
            return True
        subject = token.child("nsubj", "nsubj:pass")
        if subject is None or subject.tag in ("WDT", "WP"):
            return False
        if token.rel == "acl:relcl":
            return True
        marks = {child.lemma for child in token.all_children("mark")}
        return token.rel == "advcl" and bool(marks & self._words["contrast_marks"])

    def _is_guess(self, token: Token) -> bool:
        """ "will probably", "fears that it will", "it will, analysts predict"."""
        above = token.head if token.rel in _CONTENT else None
        told = () if above is None else (above, *above.all_children("xcomp", "attr"))
        if any(each is not token and each.lemma in self._words["guessing"] for each in told):
            return True  # "it is likely that it will"
        return any(
            (c.rel == "advmod" and c.lemma in self._words["guesses"])
            or (c.rel == "parataxis" and c.lemma in self._words["guessing"])
            for c in token.children
        )

    def _bound(self, view: SentenceView, token: Token) -> Iterator[Promise]:
        """ "is to deliver", "was due to open"."""
        governor = token if token.lemma in self._words["copulas"] else None
        if governor is None and token.lemma in self._words["bound"]:
            governor = token if self._context.grammar.is_passive(token) else None
        if governor is None or governor.rel not in (*_FINITE, "acl:relcl"):
            return
        if self._context.modality.read(governor) in _NOT_SO or self._is_loosely(governor):
            return
        for child in list(governor.children):
            if child.rel != "xcomp":
                continue
            infinitives = [child] if child.is_verb and is_infinitive(child) else []
            if child.lemma in self._words["bound"]:
                infinitives = [c for c in child.children if c.is_verb and is_infinitive(c)]
            for infinitive in infinitives:
                passive = self._context.grammar.is_passive(infinitive)
                if infinitive.lemma in self._words["receivers"] and not passive:
                    continue  # "is to receive": somebody else gives
                if any(
                    c.rel == "aux" and c.lemma in self._words["perfect"]
                    for c in infinitive.children
                ):
                    continue  # "was to have been signed": it was not
                subjects = self._context.grammar.subjects(governor)
                aim = next((t for t in subjects if self._is_aim(t)), None)
                owners = aim.all_children("nmod:poss") if aim is not None else subjects
                if aim is None and self._context.grammar.is_passive(infinitive):
                    owners = infinitive.all_children("obl:agent")
                actors = actors_of(view, owners)
                for deed in with_conjuncts(infinitive):
                    yield Promise(deed, aim or governor, actors)

    def _is_loosely(self, verb: Token) -> bool:
        """ "one way would be to stop the aid", "was welcome to buy": nobody is bound."""
        if any(
            child.pos == "ADJ"
            and child.rel in ("xcomp", "attr")
            and child.lemma not in self._words["bound"]
            for child in verb.children
        ):
            return True
        subjects = self._context.grammar.subjects(verb)
        if any(s.lemma in self._words["purposes"] or self._is_of_occasion(s) for s in subjects):
            return True  # "his mission was to calm them"
        modal = verb.lemma in self._words["copulas"] and has_modal(verb)
        return modal and not any(self._is_aim(subject) for subject in subjects)

    def _is_of_occasion(self, noun: Token) -> bool:
        """ "the aim of the visit": what was to be done there."""
        of = self._context.matcher.concepts_of
        return any({"MEETING", "VISIT"} & of(inner) for inner in noun.all_children("nmod"))

    def _is_aim(self, token: Token) -> bool:
        """ "the goal is to raise"."""
        if self._is_of_occasion(token):
            return False
        return bool({"COMMIT", "TARGET"} & self._context.matcher.concepts_of(token))

    def _due(self, view: SentenceView, token: Token) -> Iterator[Promise]:
        """ "The report was due by March": a thing with a deadline."""
        if token.lemma not in self._words["copulas"] or token.rel not in _FINITE:
            return
        due = any(
            child.lemma in self._words["due_words"] and not any(map(is_infinitive, child.children))
            for child in token.all_children("xcomp", "attr")
        )
        subject = token.child("nsubj")
        if due and subject is not None and subject.is_noun and view.mention(subject) is None:
            yield Promise(subject, token)

    # ------------------------------------------------------------------ kept promises

    def _as_promised(self, view: SentenceView, token: Token) -> Iterator[Promise]:
        """ "has delivered the rice, as it said it would", "opened it, fulfilling a promise"."""
        if token.lemma in self._words["failing"]:
            return  # "refuses to leave, as promised"
        for child in token.all_children("advcl"):
            fulfils = child.tag == "VBG" and self._fulfils(child)
            if not fulfils and not self._is_reminder(child):
                continue
            done = self._context.modality.read(token) is Modality.ASSERTED
            if done and (fulfils or child.tag != "VBG"):
                actors = view.first_actors(self._context.grammar.agents(token))
                yield Promise(token, token, actors, is_told=True)

    def _fulfils(self, verb: Token) -> bool:
        """ "fulfilling a promise"."""
        named = {c for o in verb.all_children("obj") for c in self._context.matcher.concepts_of(o)}
        return verb.lemma in self._words["met"] and "COMMIT" in named

    def _is_reminder(self, clause: Token) -> bool:
        """ "as promised", "as it had said it would"."""
        marked = any(c.lemma in self._words["as_mark"] for c in clause.children)
        return marked and clause.lemma in self._words["as_promised"]

    def _not_done(self, view: SentenceView, token: Token) -> Iterator[Promise]:
        """ "failed to open the post by May", "was unable to complete the road as planned"."""
        head = token.head
        if head is None or token.rel != "xcomp" or head.lemma not in self._words["failing"]:
            return
        above = head.head if head.rel != "conj" else None
        clauses = (token, head, *([above] if above is not None else ()))
        reminded = any(self._is_reminder(c) for each in clauses for c in each.all_children("advcl"))
        inside = {t.index for t in token.subtree()}
        due = any(
            t.index in inside
            for mention in view.dates
            if mention.role == "due"
            for t in view.tokens_of(mention.start, mention.end)
        )
        if (reminded or due) and is_infinitive(token):
            actors = view.first_actors(self._context.grammar.subjects(token))
            yield Promise(token, token, actors, is_missed=True)


def actors_of(view: SentenceView, tokens: Sequence[Token]) -> list[Actor]:
    """Whom noun phrases stand for; common nouns that only look like organisations left out."""
    return [
        actor
        for token in tokens
        for actor in view.actors(token)
        if actor.kind != "organisation" or actor.country or token.pos != "NOUN"
    ]


def has_modal(verb: Token) -> bool:
    """Whether a verb has a modal auxiliary of its own."""
    return any(child.rel in ("aux", "aux:pass") and child.tag == "MD" for child in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with its particle."""
    return any(child.tag == "TO" and child.rel in ("aux", "mark") for child in verb.children)


def is_subjunctive(verb: Token) -> bool:
    """Whether a verb with a subject stands in the bare form: "that the matter be raised"."""
    if verb.child(*_SUBJECTS) is None or is_infinitive(verb):
        return False
    auxiliaries = verb.all_children("aux", "aux:pass")
    first = auxiliaries[0] if auxiliaries else verb
    return first.tag == "VB" and first.text.lower() == first.lemma


def with_conjuncts(verb: Token) -> Iterator[Token]:
    """A verb and those coordinated with it that share its subject and auxiliaries."""
    yield verb
    for child in verb.all_children("conj"):
        own = child.child(*_SUBJECTS) is not None or has_modal(child)
        if child.is_verb and not own and child.tag in (verb.tag, "VB"):
            yield child


def amount_at(view: SentenceView, token: Token) -> bool:
    """Whether a token belongs to an amount."""
    return any(a.start <= token.start < a.end for a in view.amounts)
