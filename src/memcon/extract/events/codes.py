"""PLOVER types and CAMEO codes: what a code means, and which one an undone act takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from memcon.errors import DataError
from memcon.extract.lexicon import load_yaml

_FOLDER = "reference/plover"
DERIVATIONS = ("intended", "demanded", "appealed", "refused", "threatened", "stopped")


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 event types; `intended` is what it becomes when it is only announced."""

    id: str
    quad_class: int
    cameo: str
    intended: str
    domestic: bool
    bilateral: bool
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code with the PLOVER type, mode and contexts that it stands for."""

    code: str
    name: str
    event_type: str
    mode: str
    contexts: tuple[str, ...]
    goldstein: float


@dataclass(frozen=True, slots=True)
class Codebook:
    """All types and codes, and the codes that are derived from others."""

    types: Mapping[str, EventType]
    codes: Mapping[str, Code]
    derived: Mapping[str, Mapping[str, str]]

    def derive(self, base: str, how: str) -> str:
        """The code of an act that is intended, demanded, refused ...; '' if there is none.

        A code without a row of its own takes that of its parent.
        """
        code = base
        while len(code) > 1:
            row = self.derived.get(code)
            if row is not None:
                return row[how]
            code = code[:-1]
        return ""

    def type_of(self, cameo: str) -> EventType:
        """The event type of a code."""
        return self.types[self.codes[cameo].event_type]


def _rows(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of a table of the folder, each with where it stands."""
    path = f"{_FOLDER}/{name}"
    lines = files("memcon").joinpath(path).read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            message = f"{path}:{number}: {len(cells)} columns where the header has {len(header)}"
            raise DataError(message)
        yield f"{path}:{number}", dict(zip(header, cells, strict=True))


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """The codebook of PLOVER and CAMEO.

    Raises DataError where a table names a type, mode or code that does not exist.
    """
    types = {
        entry["id"]: EventType(
            id=entry["id"],
            quad_class=entry["quad_class"],
            cameo=entry["cameo"],
            intended=entry["intended"],
            domestic=entry["domestic"],
            bilateral=entry["bilateral"],
            modes=tuple(entry["modes"]),
        )
        for entry in load_yaml(f"{_FOLDER}/types.yml")["types"]
    }
    codes = {}
    for where, row in _rows("cameo.tsv"):
        kind = types.get(row["event_type"])
        if kind is None or (row["mode"] and row["mode"] not in kind.modes):
            message = f"{where}: {row['event_type']} {row['mode']}: no such type or mode"
            raise DataError(message)
        contexts = tuple(part for part in row["contexts"].split(";") if part)
        codes[row["code"]] = Code(
            row["code"], row["name"], kind.id, row["mode"], contexts, float(row["goldstein"])
        )
    derived = {}
    for where, row in _rows("derived.tsv"):
        for code in row.values():
            if code and code not in codes:
                message = f"{where}: {code}: not in cameo.tsv"
                raise DataError(message)
        derived[row["base"]] = {how: row[how] for how in DERIVATIONS}
    return Codebook(types, codes, derived)
