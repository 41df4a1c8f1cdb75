"""A file of statistics in any format, as a table of observations."""

from __future__ import annotations

from memcon.errors import UsageError
from memcon.statistics import comtrade, imf, mapped, worldbank
from memcon.statistics.builder import Builder
from memcon.statistics.detect import FORMATS
from memcon.statistics.files import Payload
from memcon.statistics.knowledge import areas
from memcon.statistics.mapping import Mapping
from memcon.statistics.observation import Selection, Table

_READERS = {"comtrade": comtrade.read, "worldbank": worldbank.read, "imf": imf.read}


def read_table(
    payload: Payload,
    fmt: str,
    *,
    mapping: Mapping | None = None,
    selection: Selection | None = None,
) -> Table:
    """The observations of a file in one of `FORMATS`.

    Raises UsageError for a format that is none or `csv` without a mapping, InputError for a file
    that cannot be used: nothing of it is.
    """
    if fmt not in FORMATS:
        message = f"--format {fmt}: no such format; there are {', '.join(FORMATS)} and jsonl"
        raise UsageError(message)
    builder = Builder(
        payload,
        areas=areas(fmt),
        selection=selection or Selection(),
        indicators=mapping.indicators if mapping else {},
    )
    if fmt != "csv":
        return _READERS[fmt](payload, builder)
    if mapping is None:
        message = (
            f"{payload.label}: a table needs a mapping file that says what its columns mean; "
            "give it with --mapping"
        )
        raise UsageError(message)
    return mapped.read(payload, builder, mapping)
