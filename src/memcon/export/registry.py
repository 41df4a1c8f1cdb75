"""The formats that there are, from `formats.yml`, and writing one of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Any, BinaryIO, cast

import yaml

from memcon.errors import UsageError
from memcon.export.base import Format, Material, Report, Writer

_FILE = "export/formats.yml"
ZEROS = ("span", "own", "none")


@lru_cache(maxsize=1)
def formats() -> Mapping[str, Format]:
    """The formats by name, in the order in which they are listed."""
    text = files("memcon").joinpath(_FILE).read_text(encoding="utf-8")
    return {name: _format(name, entry) for name, entry in yaml.safe_load(text).items()}


def _format(name: str, entry: Mapping[str, Any]) -> Format:
    lists = {key: tuple(entry.get(key, ())) for key in ("types", "needs")}
    module = entry.get("module", name.replace("-", "_"))
    return Format(name=name, **{**entry, **lists, "module": f"memcon.export.{module}"})


def format_named(name: str) -> Format:
    """The format of a name. Raises UsageError, with the nearest one, where there is none."""
    found = formats().get(name.casefold())
    if found is not None:
        return found
    from rapidfuzz import process  # noqa: PLC0415 (only for the suggestion)

    near = process.extract(name.casefold(), list(formats()), limit=1, score_cutoff=60)
    hint = f"did you mean {near[0][0]}? " if near else ""
    message = f"--format {name}: no such format; {hint}there are {', '.join(formats())}"
    raise UsageError(message)


def write(material: Material, name: str, file: BinaryIO) -> Report:
    """Write the material in a format to a file of bytes, which need not be seekable.

    Raises UsageError for a format that is none, or that needs a package which is not installed.
    """
    found = format_named(name)
    found.check()
    if material.selection.zeros not in ZEROS:
        message = f"--zeros {material.selection.zeros}: no such way; there are {', '.join(ZEROS)}"
        raise UsageError(message)
    writer = cast("Writer", import_module(found.module).write)
    return writer(material, file)
