"""A file of any format to its Documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from memcon.errors import InputError
from memcon.model.document import Document
from memcon.read.decode import sized
from memcon.read.headers import raise_problem
from memcon.read.isolated import read_here, read_isolated
from memcon.read.metadata import Metadata
from memcon.read.reader import Fault
from memcon.read.request import Request, is_small_text
from memcon.settings import Settings


def read_all(request: Request, *, settings: Settings) -> Iterator[Document | Fault]:
    """The documents in a file of any format, and what of it cannot be read.

    Its row of metadata.csv outranks `date`, and both the file itself; in a file that holds several
    documents `date` counts for those that have none of their own.

    Raises InputError with one line naming the file and what to do where nothing of it can be read.
    """
    if request.metadata is not None:
        raise_problem(request.metadata)
    if request.data is None:
        sized(request.path)
    read = read_here if is_small_text(request) else read_isolated
    yield from read(request, settings)


def read_path(
    path: Path,
    *,
    settings: Settings,
    date: dt.date | None = None,
    metadata: Metadata | None = None,
    name: str | None = None,
) -> Document:
    """The Document in a file; `metadata` (a row of metadata.csv) outranks `date`, both the file.

    Raises InputError with one line naming the file and what to do, also where the file holds
    several documents.
    """
    request = Request(path, name=name or path.name, date=date, metadata=metadata)
    found: Document | None = None
    for item in read_all(request, settings=settings):
        if isinstance(item, Fault):
            raise InputError(item.message)
        if found is not None:
            message = f"{path}: holds several documents; read it with `memcon read` or `ingest`"
            raise InputError(message)
        found = item
    if found is None:
        message = f"{path}: holds no document that memcon reads"
        raise InputError(message)
    return found
