"""Who acts, speaks, signs or is bound: states, organisations and persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

ActorKind = Literal["state", "igo", "organisation", "person", "role"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, an intergovernmental organisation, another organisation, or a person.

    `code` is an ISO 3166-1 alpha-3 code or an organisation's acronym (kinds `state` and `igo`);
    `country` is the state or organisation that the others belong to; `role` a person's office as
    the text gives it; `office` the canonical office (`head_of_state`, `head_of_government`,
    `foreign_minister`, `minister`, ...); `sector` the PLOVER sector.
    """

    kind: ActorKind
    code: str = ""
    name: str = ""
    role: str = ""
    country: str = ""
    sector: str = ""
    office: str = ""

    @property
    def party(self) -> str:
        """The code of the state or organisation that it is or belongs to, or ''."""
        return self.code if self.kind in ("state", "igo") else self.country

    @property
    def is_party(self) -> bool:
        """Whether it is itself a state or an intergovernmental organisation."""
        return self.kind in ("state", "igo")

    def to_value(self) -> str | dict[str, Any]:
        """The value in the record format: a code, or an object of name, role and country."""
        if self.is_party:
            return self.code
        if self.kind == "organisation":
            value = {"organisation": self.name}
        elif self.kind == "person":
            value = {"name": self.name, "role": self.role}
        else:
            value = {"role": self.role}
        value["country"] = self.country
        return {key: part for key, part in value.items() if part}
