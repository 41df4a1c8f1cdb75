"""Codes → actors: which codes are intergovernmental organisations."""

from __future__ import annotations

from functools import lru_cache

from memcon.extract.lexicon import load_yaml
from memcon.model.party import Actor


@lru_cache(maxsize=1)
def organisation_codes() -> frozenset[str]:
    """The acronyms of all intergovernmental organisations in the reference data."""
    return frozenset(load_yaml("reference/organizations.yml"))


def is_state(code: str) -> bool:
    """Whether a party's code is a state's; an organisation's may have three letters, too."""
    return bool(code) and code not in organisation_codes()


@lru_cache(maxsize=1024)
def party_actor(code: str) -> Actor:
    """The state or organisation with this code."""
    if code in organisation_codes():
        return Actor("igo", code=code, sector="IGO")
    return Actor("state", code=code, sector="GOV")
