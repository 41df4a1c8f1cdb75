"""What a number is about: the indicator whose words stand nearest to it, or that its unit names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from memcon.annotate import Token
from memcon.extract.amounts import AmountMention
from memcon.extract.lexicon import ConceptHit, Concepts, concepts, load_yaml
from memcon.extract.records.tallies import is_of_other
from memcon.extract.view import SentenceView

_FAR = 7  # steps in the tree beyond which a word does not say what a number is about
_CLAUSE_STEP = 2  # what crossing a clause costs
_UNIT_BONUS = 10
_NEAR = 2
_CROWD = 100  # fewer people of a nation than this are no figure
_TRADE, _WATER = "trade.", "water."
_CAPACITY = "energy.capacity"
_VISITS, _JOURNEYS = "diplomacy.visits", "tourism.visits"
_SECTORS = ("trade", "investment", "energy", "transport", "education", "migration")
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj")
_THINGS = frozenset(
    {"energy.gas", "energy.oil", "energy.coal", "energy.electricity", "water.allocation"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator with the word that names it."""

    indicator: str
    token: Token | None
    cost: float
    is_weak: bool = False  # by a word that names it only where nothing else does
    is_people: bool = False  # by what many of a nation did: the number's noun says whose they are


class IndicatorFinder:
    """Finds what a number is about, in one language."""

    def __init__(self, language: str) -> None:
        path = f"lang/{language}/indicators.yml"
        data = load_yaml(path)
        self._strong = concepts(language, "indicators")
        self._weak = _of_key(data, "weak", path)
        self._giving = _of_key(data, "giving", path)
        self._people = _of_key(data, "people", path)
        self._carriers = _of_key(data, "carrier", path)
        self._traded = {u: name for name, entry in data.items() for u in entry.get("traded", ())}
        self._supplying = {v for entry in data.values() for v in entry.get("supplying", ())}
        self._displaced = _of_key(data, "displaced", path)
        self._done_to = {v for entry in data.values() for v in entry.get("done_to", ())}
        self._remitters = {
            name: (frozenset(entry["remitters"]), frozenset(entry["remitting"]))
            for name, entry in data.items()
            if "remitters" in entry
        }
        self._any_people = frozenset(n for n, entry in data.items() if entry.get("any_people"))
        self._times = {
            verb: (name, unit)
            for name, entry in data.items()
            for verb, unit in entry.get("times", {}).items()
        }
        self._heads = frozenset(name for name, entry in data.items() if entry.get("heads"))
        self._sums = frozenset(name for name, entry in data.items() if entry.get("sums"))
        self._rates: dict[str, tuple[str, ...]] = {}
        for name, entry in data.items():
            for unit in entry.get("rate", ()):
                self._rates[unit] = (*self._rates.get(unit, ()), name)
        self._units = {u: name for name, entry in data.items() for u in entry.get("unit", ())}
        self._only_units = {
            u: name for name, entry in data.items() for u in entry.get("only_unit", ())
        }

        self._shared: dict[str, tuple[str, ...]] = {}
        for name, entry in data.items():
            for unit in entry.get("shared", ()):
                self._shared[unit] = (*self._shared.get(unit, ()), name)
        self._fought = {
            name: {
                **dict.fromkeys(entry["fought"], ""),
                **dict.fromkeys(entry.get("lost", ()), str(entry.get("lost_as", ""))),
            }
            for name, entry in data.items()
            if "fought" in entry
        }
        given = ((name, entry.get("delivering")) for name, entry in data.items())
        self._delivering = {name: frozenset(words) for name, words in given if words}
        self._civil = {
            unit: frozenset(entry["civil_words"])
            for entry in data.values()
            for unit in entry.get("civil", ())
        }
        self._known_units = frozenset((*self._units, *self._shared, *self._traded))
        self._kinds = {
            name: {"units": entry["unit"], "kinds": entry["kinds"], "plain": entry.get("plain", ())}
            for name, entry in data.items()
            if "kinds" in entry
        }

    def of(self, view: SentenceView, head: Token, amount: AmountMention | None) -> Named | None:
        """The indicator of an amount (or, without one, of a change) with this head."""
        hits = self._hits(view, amount)
        if len(view.amounts) > 1:
            hits = [hit for hit in hits if not is_of_other(view, hit.token, head, amount)]
        best = self._nearest(hits, head, amount)
        if amount is None:
            return best
        sent = self._remitted(head) if amount.kind == "money" else ""
        if sent:
            return Named(sent, None, 0)
        if amount.unit == "percent" and best is not None and best.indicator.startswith(_TRADE):
            below = [h for h in hits if h.concept in _THINGS and head in h.token.ancestors()]
            best = self._nearest(below, head, amount) or best
        if amount.unit in self._known_units or _last_word(amount.unit) in self._units:
            return self._of_unit(view, best, head, amount)
        if amount.kind == "count":
            counted = best if best is not None and best.token is head else None
            return counted or self._of_only_unit(best, amount) or self._of_rate(view, head, amount)
        if best is not None:
            return self._own_gift(view, head, amount, best) or best
        return self._of_only_unit(best, amount) or self._of_weak(view, head, amount)

    def _remitted(self, head: Token) -> str:
        """The indicator of money that migrants send, with none of its words: "sent 5 million"."""
        top = head
        while top.rel in ("nummod", "compound", "conj") and top.head is not None:
            top = top.head  # "$4 million home", "4 million in May and 5 in June"
        verb = top.head if top.rel in _ARGUMENTS else top
        if verb is None or not verb.is_verb:
            return ""
        for name, (senders, sending) in self._remitters.items():
            subject = verb.child("nsubj")
            if verb.lemma in sending and subject is not None and subject.lemma in senders:
                return str(name)
        return ""

    def _own_gift(
        self, view: SentenceView, head: Token, amount: AmountMention, best: Named
    ) -> Named | None:
        """ "will fund scholarships and provide 2 million for a school": no scholarships."""
        verb = head.head
        if amount.kind != "money" or verb is None or head.rel != "obj" or best.token is None:
            return None
        if best.token in verb.subtree() or verb.rel != "conj" or best.token in verb.ancestors():
            return None
        hits = (hit for hit in self._weak.find(view.tokens) if hit.token is verb)
        weak = next((Named(hit.concept, verb, _NEAR, is_weak=True) for hit in hits), None)
        return self._given(view, head) or weak

    def _hits(self, view: SentenceView, amount: AmountMention | None) -> list[ConceptHit]:
        """The words of a sentence that may name what an amount or a change is about."""
        hits = [h for h in self._strong.find(view.tokens) if not _is_in_name(h.token)]
        if amount is None:
            return [h for h in hits if h.concept not in self._heads or not h.token.is_verb]
        if amount.kind == "money":
            told = [h for h in hits if not h.concept.startswith(_WATER)]
            return [h for h in told if h.concept not in self._heads and not self._is_part(h, hits)]
        if amount.kind in ("measure", "count"):  # "lend 40 tonnes of rice": no loan
            return [h for h in hits if h.concept not in self._sums]
        return hits

    @staticmethod
    def _is_part(hit: ConceptHit, hits: Sequence[ConceptHit]) -> bool:
        """Whether a word only tells what sort of thing another noun is: "a gas pipeline"."""
        above = hit.token.head
        if hit.concept not in _THINGS or hit.token.rel != "compound" or above is None:
            return False
        return not any(above in other.words for other in hits)

    def _of_unit(
        self, view: SentenceView, best: Named | None, head: Token, amount: AmountMention
    ) -> Named | None:
        """The indicator that a unit names by itself or together with the words beside it."""
        own = self._units.get(amount.unit) or self._units.get(_last_word(amount.unit))
        if own == _VISITS and (amount.value or 0) >= _CROWD:
            own = _JOURNEYS  # "209,000 visits by residents of Peru"
        civil = self._civil.get(_last_word(amount.unit), frozenset())
        if any(child.lemma in civil for child in head.children):
            return None  # "30 agricultural advisers"
        fate = self._fate(head, self._fought.get(own or "", {}))
        handed = self._delivering.get(own or "")
        if fate is None and handed and not any(t.lemma in handed for t in view.tokens):
            fate = ""  # "sent three warships to the strait": nobody gets them
        if fate is not None:
            return Named(fate, None, 0) if fate else None
        if own is not None:
            if best is not None and best.indicator.startswith(own):
                return best
            return Named(own, best.token if best else None, -_UNIT_BONUS)
        shared = self._shared.get(amount.unit)
        if shared is not None:
            if best is not None and best.indicator == _CAPACITY and best.cost <= _NEAR + 1:
                return best  # "with a capacity of 12 billion cubic metres a year"
            return best if best is not None and best.indicator in shared else None
        traded = self._traded.get(amount.unit, "")
        if traded and best is not None and not best.indicator.startswith((_TRADE, "energy")):
            best = None  # "cut the 70 megawatts, and suspended aid": no aid of megawatts
        if traded and best is None and self._is_supplied(head):
            return Named(traded, None, 0)
        if best is not None and best.indicator.startswith(_TRADE):
            return replace(best, indicator=traded)
        return best or self._of_only_unit(best, amount)

    @staticmethod
    def _fate(head: Token, verbs: Mapping[str, str]) -> str | None:
        """The indicator of arms that are fought with: '' of "four shells landed", of those lost."""
        top = head
        while top.rel in ("nmod", "conj", "compound") and top.head and top.head.is_noun:
            top = top.head
        if top.rel not in (*_ARGUMENTS, "obl") or top.head is None:
            return None
        return verbs.get(top.head.lemma)

    def _is_supplied(self, head: Token) -> bool:
        """ "the 70 megawatts that Chad supplied": power, not what a plant can make."""
        verbs = [*head.all_children("acl:relcl", "acl"), *([head.head] if head.head else [])]
        return any(verb.lemma in self._supplying for verb in verbs)

    def _of_only_unit(self, best: Named | None, amount: AmountMention) -> Named | None:
        """The indicator of a unit that names it where no word of another one stands by."""
        if best is not None and best.cost <= _NEAR:
            return None
        only = self._only_units.get(amount.unit)
        return Named(only, None, 0) if only is not None else None

    def _of_weak(self, view: SentenceView, head: Token, amount: AmountMention) -> Named | None:
        """The indicator of words that name it only where nothing else does."""
        if amount.unit == "percent" or _is_of_thing(head):
            return None  # "provides a fifth of the power", "financed the 6 billion railway"
        weak = self._nearest(self._weak.find(view.tokens), head, amount)
        given = self._given(view, head) if amount.kind == "money" else None
        if given is not None and given.token is not None:
            inside = weak is not None and weak.token in given.token.subtree()
            return replace(weak, is_weak=True) if weak is not None and inside else given
        return replace(weak, is_weak=True) if weak is not None else None

    def _of_rate(self, view: SentenceView, head: Token, amount: AmountMention) -> Named | None:
        """What runs "four times a week": the carrier that stands nearest."""
        names = self._rates.get(amount.unit, ()) if amount.per else ()
        hits = [hit for hit in self._carriers.find(view.tokens) if hit.concept in names]
        named = self._nearest(hits, head, None)
        return replace(named, token=None) if named is not None else None

    def _given(self, view: SentenceView, head: Token) -> Named | None:
        """What a sum is that is the object of a verb of giving: "put 5 million into"."""
        verb = head.head
        if verb is None or head.rel not in ("obj", "nsubj:pass"):
            return None
        for hit in self._giving.find(view.tokens):
            if hit.token is verb or (verb in hit.words and hit.token.head is verb):
                return Named(hit.concept, verb, _NEAR, is_weak=True)
        return None

    def of_people(
        self, view: SentenceView, head: Token, amount: AmountMention, persons: frozenset[str]
    ) -> Named | None:
        """What many people of a nation did: visit, study or settle somewhere."""
        size = amount.value if amount.value is not None else amount.low
        if amount.kind != "count" or size is None:
            return None
        national = any(e.kind == "state" for e in view.marked.entries[head.index])
        if not national and amount.unit not in persons and amount.unit not in self._units:
            return None
        top = head
        while top.rel == "nmod" and top.head is not None and top.head.is_noun:
            top = top.head  # "a total of 4,000 Danes"
        verb = top.head
        if verb is None or not (top.rel in _ARGUMENTS or _is_misread(top, verb) or is_gapped(top)):
            return None
        if top.rel == "nsubj" and verb.lemma in self._done_to and verb.child("obj") is not None:
            return None  # "two bombers killed 21"
        for hit in self._people.find(view.tokens):
            if hit.token is not verb:
                continue
            if hit.concept in self._any_people or (national and size >= _CROWD):
                return Named(hit.concept, verb, 0, is_people=national)
        for hit in self._displaced.find(view.tokens) if amount.unit in persons else ():
            if hit.token is verb and size >= _CROWD:
                return Named(hit.concept, verb, 0)
        return None

    def of_times(self, head: Token, amount: AmountMention) -> tuple[str, str]:
        """What was done "five times", and what one time is called; '' where nothing known."""
        verb = head.head
        if verb is None or not verb.is_verb or amount.per or amount.unit not in self._rates:
            return "", ""
        return self._times.get(verb.lemma, ("", ""))

    def topic(self, view: SentenceView) -> Named | None:
        """What a sentence without a number is about: the indicator that its subject names."""
        for hit in self._strong.find(view.tokens):
            above = hit.token.head
            subject = hit.token.rel in ("nsubj", "nsubj:pass")
            if subject and above is not None and above.head is None:
                return Named(hit.concept, None, 0)
        return None

    def spoken_of(self, view: SentenceView) -> str:
        """The last indicator of sums of money that a sentence names, or ''."""
        hits = [h for h in self._strong.find(view.tokens) if h.concept not in self._heads]
        last = max(hits, key=lambda hit: hit.token.start, default=None)
        return last.concept if last is not None else ""

    def of_shared_unit(self, view: SentenceView, amount: AmountMention) -> Named | None:
        """What a unit of several things ("cubic metre") measures: what was last spoken of."""
        shared = self._shared.get(amount.unit, ())
        hits = [hit for hit in self._strong.find(view.tokens) if hit.concept in shared]
        before = [hit for hit in hits if hit.token.start < amount.start] or hits
        if not before:
            return None
        last = max(before, key=lambda hit: hit.token.start)
        return Named(last.concept, None, 0)

    def of_counted(self, noun: Token) -> Named | None:
        """What the persons or things that a noun names are counted as."""
        own = self._units.get(noun.lemma) or self._only_units.get(noun.lemma)
        return Named(own, noun, 0) if own is not None else None

    @property
    def counted(self) -> frozenset[str]:
        """The nouns of persons and things that are counted."""
        return frozenset((*self._units, *self._only_units))

    def with_kind(self, indicator: str, unit: str) -> str:
        """An indicator of deliveries or personnel with the kind that a unit is."""
        entry = self._kinds.get(indicator)
        last = _last_word(unit)
        if entry is None or not (unit in entry["units"] or last in entry["units"]):
            return indicator
        for kind, units in entry["kinds"].items():
            if unit in units or last in units:
                return f"{indicator}.{kind}"
        if last in entry["plain"]:
            return indicator
        return f"{indicator}.{last}"

    @staticmethod
    def _nearest(
        hits: Iterable[ConceptHit], head: Token, amount: AmountMention | None
    ) -> Named | None:
        found = []
        for hit in hits:
            cost = distance(hit.token, head)
            if cost is None or cost > _FAR or _acts_apart(hit.token, head):
                continue
            cost -= 0.5 * len(hit.words)
            if amount is not None and amount.kind == "money" and hit.concept in _THINGS:
                cost += _CLAUSE_STEP  # money pays for things: it measures the trade in them
            found.append(Named(hit.concept, hit.token, cost))
        return min(found, key=lambda named: named.cost, default=None)

    def name_of(self, view: SentenceView, head: Token, amount: AmountMention) -> str:
        """The indicator of an amount, or ''."""
        named = self.of(view, head, amount)
        return named.indicator if named else ""


def _of_key(data: Mapping[str, Mapping[str, Any]], key: str, path: str) -> Concepts:
    """The words that indicators have under one key."""
    words = {name: {"any": entry[key]} for name, entry in data.items() if key in entry}
    return Concepts(words, path)


def _is_in_name(token: Token) -> bool:
    """Whether a word is a part of a proper name: "the Export-Import Bank", "Ministry of Trade"."""
    above = token.head
    if token.tag != "NNP" or not token.text[:1].isupper() or token.text.isupper():
        return False
    inside = token.rel == "compound" and above is not None and above.tag == "NNP"
    of_body = token.rel == "nmod" and token.case == "of" and above is not None
    return token.index > 0 and (inside or (of_body and above is not None and above.tag == "NNP"))


def is_gapped(noun: Token) -> bool:
    """Whether a verb is left out: "4,000 Danes live in Chad and 3,000 Chadians in Denmark"."""
    return (
        noun.rel == "conj"
        and noun.head is not None
        and noun.head.is_verb
        and any(child.rel == "nmod" and child.index > noun.index for child in noun.children)
    )


def _is_misread(noun: Token, verb: Token) -> bool:
    """Whether the parser took a verb for a noun: "4,000 Danes work in Chad"."""
    return noun.rel == "compound" and verb.index == noun.index + 1 and noun.tag.endswith("S")


def _is_of_thing(head: Token) -> bool:
    """ "the 6 billion dollar railway": a sum that a noun has before it is what that costs."""
    thing = head.head
    before = head.rel in ("compound", "nummod", "amod") and thing is not None and thing.is_noun
    return before and thing is not None and thing.index > head.index


def _last_word(unit: str) -> str:
    return unit.rpartition(" ")[2]


def _acts_apart(verb: Token, head: Token) -> bool:
    """ "built roads worth 5 billion, yet they are owed a third": a verb with its own subject."""
    if not verb.is_verb:
        return False
    if verb.rel == "acl:relcl" and verb.head is head:  # "26 million, of which the bank lends 18"
        asides = verb.all_children("obl", "nmod") + [
            below for child in verb.all_children("obj") for below in child.all_children("nmod")
        ]
        return any(word.tag == "WDT" for word in asides) and verb.child("obj") is not None
    if verb.rel not in ("conj", "parataxis", "advcl"):
        return False
    return verb.child(*_ARGUMENTS[:2]) is not None and verb not in (head, *head.ancestors())


def distance(a: Token, b: Token) -> float | None:
    """Steps between two words in the tree; clause boundaries count more."""
    up_a = [a, *a.ancestors()]
    up_b = [b, *b.ancestors()]
    common = next((token for token in up_a if token in up_b), None)
    if common is None:
        return None
    path = up_a[: up_a.index(common)] + up_b[: up_b.index(common)]
    cost = float(len(path))
    for token in path:
        if token.rel in ("ccomp", "advcl", "parataxis", "acl:relcl") or (
            token.rel == "conj" and (token.is_verb or token is not a)
        ):
            cost += _CLAUSE_STEP
    return cost


def sector_of(language: str, indicator: str) -> str:
    """The sector that an indicator belongs to, or ''."""
    family = indicator.split(".", maxsplit=1)[0]
    return family if family in _SECTORS else _sector_names(language).get(family, "")


@lru_cache(maxsize=4)
def _sector_names(language: str) -> dict[str, str]:
    pairs = load_yaml(f"lang/{language}/figures.yml")["sector_of"]
    return dict(pair.split() for pair in pairs)


@lru_cache(maxsize=4)
def indicator_finder(language: str) -> IndicatorFinder:
    """The finder of a language."""
    return IndicatorFinder(language)
