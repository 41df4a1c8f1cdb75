"""Events as pairs of who acts and at whom it is directed, as event data have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.export.text import one_line
from memcon.model.record import Record


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an act: a state or organisation by code, with its sectors and words."""

    code: str
    sectors: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def sector(self) -> str:
        """The first sector, or ''."""
        return self.sectors[0] if self.sectors else ""

    @property
    def text(self) -> str:
        """The words of the text, or ''."""
        return "; ".join(self.texts)


NOBODY = Side("")


@dataclass(frozen=True, slots=True)
class Act:
    """One direction of an event; a mutual one has both."""

    actor: Side
    recipient: Side
    is_mutual: bool = False


def acts(record: Record) -> Iterator[Act]:
    """The directed pairs of an event: each actor with each recipient.

    A mutual act, which has several sides and no recipient, gives each ordered pair of sides; one
    side alone stands without a recipient.
    """
    actors, recipients = _sides(record.get("actors")), _sides(record.get("recipients"))
    if recipients:
        for actor in actors or (NOBODY,):
            for recipient in recipients:
                yield Act(actor, recipient)
    elif len(actors) > 1:
        for actor in actors:
            for other in actors:
                if actor is not other:
                    yield Act(actor, other, is_mutual=True)
    else:
        for actor in actors:
            yield Act(actor, NOBODY)


def _sides(value: Any) -> Sequence[Side]:
    """The sides that a list of actors names; those of one state are one side."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for place, item in enumerate(value or ()):
        entry = item if isinstance(item, Mapping) else {"country": item}
        code, text = one_line(str(entry.get("country", ""))), one_line(str(entry.get("text", "")))
        sectors, texts = found.setdefault(code or f"\0{text or place}", ([], []))
        sector = one_line(str(entry.get("sector", "")))
        sectors += [sector] if sector and sector not in sectors else []
        texts += [text] if text and text not in texts else []
    return [
        Side("" if key.startswith("\0") else key, tuple(sectors), tuple(texts))
        for key, (sectors, texts) in found.items()
    ]
