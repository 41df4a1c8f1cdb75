"""Who was just spoken of: the parties and persons of the sentences before a "both countries"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.extract.actors import is_state, party_actor
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.mentions import Mention, is_scene
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_PAIR = 2
_REACH = 3  # sentences looked back through
_RELATIVE = "acl:relcl"
_PERSONAL = ("person", "role")
_SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, slots=True)
class _Told:
    """Whom a sentence speaks of: those who take part in it, and all whom it names.

    `joint` are the states that act together in it, or that a "both sides" there stood for
    (`is_referred`); `block` is its paragraph.
    """

    taking_part: tuple[Actor, ...]
    named: tuple[Actor, ...]
    block: int
    joint: tuple[str, ...] = ()
    is_referred: bool = False
    placed: tuple[Actor, ...] = ()  # those of the capitals where something is
    listed: bool = False  # the persons that are no subject stand in one list


class Recent:
    """Remembers whom the last sentences of a text speak of."""

    def __init__(self, words: DiscourseWords) -> None:
        self._words = words
        self._told: list[_Told] = []  # the latest last
        self._joined: set[frozenset[str]] = set()  # all groups that have acted together

    def note(self, view: SentenceView) -> None:
        """Remember whom a sentence speaks of."""
        joint, is_referred = self._joint(view, len(view.tokens))
        told = self._read(view, len(view.tokens), tuple(joint), is_referred=is_referred)
        self._joined.add(frozenset(joint))
        self._told.append(told)
        del self._told[:-_REACH]

    def _joint(self, view: SentenceView, end: int) -> tuple[list[str], bool]:
        """The states that act together up to a token, and whether by a "both sides"."""
        found: list[str] = []
        for index, mention in sorted(view.mentions.items()):
            if index >= end:
                break
            head = view.tokens[index]
            if mention.form == "reference" and len(codes := _codes(mention.actors)) > 1:
                return codes, True
            together = head.rel in _SUBJECTS or head.case in self._words.between_cases
            codes = _codes(view.actors(head)) if together else _hyphened(view, index)
            found = codes if len(codes) > 1 else found
        return found, False

    def returns_to(self, codes: Sequence[str], view: SentenceView, own: Sequence[str]) -> bool:
        """Whether a new paragraph rather goes on with `own`, who have acted together before.

        It does where those just told of, `codes`, were only named beside each other.
        """
        told = next((t for t in reversed(self._told) if set(codes) <= set(_codes(t.named))), None)
        if told is None or told.block == view.sentence.block or set(codes) == set(own):
            return False
        return frozenset(codes) not in self._joined and frozenset(own) in self._joined

    def clear(self) -> None:
        """Forget all: another section speaks of others."""
        self._told.clear()

    def here(self, view: SentenceView, before: Token, number: int) -> list[str]:
        """The codes of the `number` states that a sentence has named before a word; else none."""
        codes = _together(self._read(view, before.index), number)
        joint, _ = self._joint(view, before.index) if not codes else ([], False)
        return codes or (joint if len(joint) == number else [])

    def lately(
        self, view: SentenceView, before: Token, number: int, *, strict: bool = False
    ) -> list[str]:
        """The codes of the `number` states that this sentence or one just before it speaks of.

        None where the nearest sentence with so many speaks of more, or one after it of others.
        Where it is `strict`, only those count that take part in what is told.
        """
        nearer: set[str] = set()
        for sentence, told in enumerate(self._back(view, before)):
            if sentence and told.is_referred and len(told.joint) == number:
                return list(told.joint) if nearer.issubset(told.joint) else []
            codes = _together(told, number, strict=strict)
            if sentence and not codes and len(told.joint) == number and not nearer:
                return list(told.joint)  # "Fiji will end the war between Chile and Peru"
            if codes or len(_codes(told.taking_part)) > number:
                return codes if nearer.issubset(codes) else []
            nearer.update(_codes(told.taking_part) if sentence else ())  # "Mali urged both"
        return []

    def holders(
        self, view: SentenceView, before: Token, number: int, offices: Sequence[str]
    ) -> list[Actor] | None:
        """The `number` persons with such an office that are spoken of together.

        Where states are, whose office it is, these; none where neither is told. None where several
        may be meant: more are told of together, or another one after them.
        """
        nearer: list[Actor] = []
        for sentence, told in enumerate(self._back(view, before)):
            found = _persons(told.taking_part, offices)
            codes = _codes(told.taking_part) if offices and len(found) < number else []
            if number > _PAIR and codes and self._are_named(view, before, number, offices):
                continue  # "the three presidents" were named before three states were
            if max(len(found), len(codes)) >= number:
                together = found if len(found) >= number else [party_actor(c) for c in codes]
                parties = {actor.party for actor in together}
                clear = all(actor in together or actor.party in parties for actor in nearer)
                return together if len(together) == number and clear else None
            nearer += found if sentence else []
        return []

    def _are_named(
        self, view: SentenceView, before: Token, number: int, offices: Sequence[str]
    ) -> bool:
        """Whether a sentence just before names so many persons with such an office."""
        told = self._back(view, before)
        return any(len(_persons(each.taking_part, offices)) == number for each in told)

    def met(self, view: SentenceView, before: Token) -> list[Actor]:
        """The persons that a sentence tells of before a word: "X met Y, and they ..."."""
        return _met(self._read(view, before.index))

    def met_before(self) -> list[Actor]:
        """The two persons, or one and a list of others, that the sentence before tells of."""
        return _met(self._told[-1]) if self._told else []

    def met_in(self, block: int) -> list[Actor]:
        """The two persons whom the last sentences of a paragraph speak of, where they are two."""
        told = [actor for each in self._told if each.block == block for actor in each.taking_part]
        told = [actor for actor in told if actor.kind == "person" or actor.office]
        return _met(_Told(tuple(told), (), block))

    def last(self) -> list[str]:
        """The states that take part in what the sentence before tells."""
        return _codes(self._told[-1].taking_part) if self._told else []

    def turns_from(self, codes: Sequence[str]) -> bool:
        """Whether the sentence before tells of other states than these, or of one of them."""
        told = set(self.last())
        return bool(told - set(codes)) and not told.issuperset(codes)

    def _back(self, view: SentenceView, before: Token) -> Iterator[_Told]:
        """What this sentence tells before a word, then the sentences before it."""
        yield self._read(view, before.index)
        yield from reversed(self._told)

    def _read(
        self,
        view: SentenceView,
        end: int,
        joint: tuple[str, ...] = (),
        *,
        is_referred: bool = False,
    ) -> _Told:
        taking_part: list[Actor] = []
        named: list[Actor] = []
        placed: list[Actor] = []
        lists: set[int] = set()
        relative = _RELATIVE in view.sentence.rels
        bystanding = not self._words.bystanding.isdisjoint(view.sentence.terms)
        for index, mention in sorted(view.mentions.items()):
            if index >= end or mention.form == "speaker" or self._is_thing(mention):
                continue
            if relative and _is_aside(mention.head, view, end):
                continue
            if bystanding and self._is_bystander(mention.head):
                continue
            if is_scene(mention, self._words):
                placed += mention.actors
                continue
            named += mention.actors
            if not self._is_topic(mention.head):
                listing = _list_of(mention)
                if listing and not any(actor in taking_part for actor in mention.actors):
                    lists |= listing  # not "Director General Ana Ruiz"
                taking_part += mention.actors
        listed = len(lists) == 1
        return _Told(
            tuple(taking_part),
            tuple(named),
            view.sentence.block,
            joint,
            is_referred,
            listed=listed,
            placed=tuple(placed),
        )

    def _is_thing(self, mention: Mention) -> bool:
        return mention.head.lower in self._words.thing_pronouns

    def _is_bystander(self, head: Token) -> bool:
        """Whether somebody only stands by: "accompanied by X", "in the presence of X"."""
        return any(up.lemma in self._words.bystanding for up in head.ancestors() if up.head)

    def _is_topic(self, head: Token) -> bool:
        """Whether a name is what or where something is: "talks on Syria", "the coup in Chile"."""
        if head.case in self._words.scene_cases:
            return True
        node: Token | None = head
        while node is not None and not node.is_verb:
            if node.case in self._words.topic_cases:
                return True
            node = node.head
        return False


def _is_aside(head: Token, view: SentenceView, end: int) -> bool:
    """Whether a relative clause that is over names somebody; not "in Lima, where he met X"."""
    for up in (head, *head.ancestors()):
        if up.rel == _RELATIVE and all(child.tag != "WRB" for child in up.children):
            return end >= len(view.tokens) or view.tokens[end] not in up.subtree()
    return False


def _together(told: _Told, number: int, *, strict: bool = False) -> list[str]:
    """The states that a sentence speaks of, where they are so many."""
    for group in (told.taking_part, () if strict else told.named):
        codes = _codes(group)
        if len(codes) == number and (
            group is told.taking_part or set(_codes(told.placed)) <= set(codes)
        ):
            return codes
    return []


def _hyphened(view: SentenceView, index: int) -> list[str]:
    """The states of "the Chile-Peru war", told by the token of the first."""
    after = view.tokens[index + 1 : index + 3]
    second = view.mention(after[1]) if len(after) == _PAIR and after[0].text in "-–/" else None
    return _codes([*view.mentions[index].actors, *second.actors]) if second is not None else []


def _codes(actors: Sequence[Actor]) -> list[str]:
    """The states of actors, each once, in text order."""
    codes = dict.fromkeys(actor.party for actor in actors)
    return [code for code in codes if is_state(code)]


def _list_of(mention: Mention) -> set[int]:
    """The index of the first word of the list that somebody stands in who is no subject."""
    head = mention.head
    first = head.head if head.rel == "conj" and head.head is not None else head
    person = any(actor.kind in _PERSONAL for actor in mention.actors)
    inside = first.rel in (*_SUBJECTS, "appos", "compound", "flat")
    return {first.index} if person and not inside else set()


def _met(told: _Told) -> list[Actor]:
    """The persons of a sentence, two or one and a list of others, each of another party."""
    found = _persons(told.taking_part, ())
    apart = len(found) == len({actor.party for actor in found})
    several = len(found) == _PAIR or (len(found) > _PAIR and told.listed)
    return found if apart and several else []


def _persons(actors: Sequence[Actor], offices: Sequence[str]) -> list[Actor]:
    """The persons with one of these offices (any, where none is given), each once."""
    found: dict[tuple[str, str], Actor] = {}
    for actor in actors:
        general = len(offices) > 1  # "leaders" are of several offices, "premiers" of one
        fits = not offices or actor.office in offices or (general and not actor.office)
        if actor.kind in _PERSONAL and actor.party and fits:
            found[actor.name or actor.role, actor.party] = actor
    return list(found.values())
