"""Who "the minister" is: the holder of an office that a text names without a name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from memcon.extract.people import STYLES, Person
from memcon.extract.register import Register
from memcon.model.party import Actor

_PORTFOLIO = "minister"  # the office of ministers of whatever has none of its own


class Incumbents:
    """Chooses among the persons of a document the one that an office stands for.

    `author` is the state whose own statement the document is, or ''.
    """

    def __init__(self, register: Register, author: str) -> None:
        self._register = register
        self._author = author
        # each office of the text as it is called there: whether it is the author's own
        self._met: dict[tuple[str, str], bool] = {}

    def meet(self, actor: Actor) -> None:
        """Take note of the first mention of an office, with or without a name and state."""
        if actor.office:
            own = bool(self._author) and actor.country in ("", self._author)
            self._met.setdefault(_called(actor), own)

    def is_own(self, actor: Actor) -> bool:
        """Whether an office without a name and state is the author's: "The Minister regrets"."""
        return not actor.country and self._met.get(_called(actor), False)

    def holder(
        self,
        actor: Actor,
        offices: Sequence[str],
        *,
        named: Sequence[Actor],
        subject: Actor | None,
        told_of: Collection[str],
        barred: Collection[str] = (),
    ) -> Person | None:
        """Whom an office stands for; None where the text names nobody, or several as well.

        `named` are the persons named so far, the latest last; `subject` is the one that the text
        goes on with; `told_of` are the states that the sentence before is about, `barred` those
        that somebody of their own is not spoken to for.
        """
        names = [each.name for each in named]
        held = self._register.holding(offices, actor.country) or self._called_in_full(actor)
        if " " in actor.role and actor.office == _PORTFOLIO:  # "the Health Minister"
            held = [each for each in held if each.role.casefold().startswith(actor.role.casefold())]
        seen = [person for person in held if actor.country or person.name in names]
        fitting = [person for person in seen if person.country not in barred] or seen
        states = {person.country for person in fitting}
        if len(states) > 1:
            fitting = self._likely(fitting, actor, subject=subject, told_of=told_of)
        return max(
            fitting,
            key=lambda each: names.index(each.name) if each.name in names else -1,
            default=None,
        )

    def _called_in_full(self, actor: Actor) -> list[Person]:
        """Whose office a shorter title stands for: "the Secretary" for the Secretary of Defence."""
        short = actor.role.casefold()
        return [
            person
            for person in self._register.holding((), actor.country)
            if person.office and person.role.casefold().startswith(f"{short} ")
        ]

    @staticmethod
    def _likely(
        fitting: list[Person], actor: Actor, *, subject: Actor | None, told_of: Collection[str]
    ) -> list[Person]:
        """Of holders of several states those that are called so, or that the text goes on with."""
        called = [each for each in fitting if each.role.casefold() == actor.role.casefold()]
        told_apart = " " in actor.role or actor.office in STYLES
        if len({each.country for each in called}) == 1 and told_apart:
            return called  # "the Foreign Secretary" beside Foreign Ministers, "the King", an Emir
        going_on = [each for each in fitting if subject is not None and each.name == subject.name]
        about = [each for each in fitting if each.country in told_of]
        if going_on and (not told_of or going_on[0].country in told_of):
            return going_on
        return about if len({each.country for each in about}) == 1 else []


def _called(actor: Actor) -> tuple[str, str]:
    """An office as a text calls it: the guest may be "Foreign Minister", the host "Secretary"."""
    return actor.office, actor.role.casefold()
