"""What is to be read, and what is known of it beforehand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from memcon.errors import InputError
from memcon.files import readable
from memcon.read.decode import read_bytes
from memcon.read.fields import FieldMap
from memcon.read.formats import BY_NAME, BY_SUFFIX, TEXTS
from memcon.read.formats.base import Limits, Original
from memcon.read.formats.sniff import sniff
from memcon.read.metadata import Metadata
from memcon.read.reader import Given

SMALL = 300_000  # bytes of a plain text that needs no process of its own
FEW_LINES = 10_000  # in it


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read, and what is known of it."""

    path: Path
    name: str  # in the ledger
    date: date | None = None
    metadata: Metadata | None = None  # its row of metadata.csv
    fields: FieldMap | None = None  # which columns of a table mean what
    data: bytes | None = None  # instead of what stands at the path
    content_type: str = ""  # what the server called it
    address: str = ""  # where it was fetched
    hint: Metadata | None = None  # what a feed says, which counts where the document says nothing

    def original(self, limits: Limits) -> Original:
        """The file as a format's reader takes it: at once, or by its path where it is too big.

        What was read cannot change any more.
        """
        data = self.data
        if data is None and self.path.stat().st_size <= limits.max_bytes:
            data = read_bytes(self.path)
        path = self.path if data is None else None
        return Original(
            self.address or str(self.path),
            self.path.name,
            data or b"",
            path,
            limits=limits,
            fields=self.fields,
            content_type=self.content_type,
            address=self.address,
        )

    def given(self) -> Given:
        """What is known of its documents."""
        told = (
            ("watch list" if self.address else "metadata.csv", self.metadata or Metadata()),
            ("given", Metadata(date=self.date)),
        )
        last = (("feed", self.hint),) if self.hint is not None else ()
        return Given(self.name, told, last, fallback_title=readable(self.path.stem))


def is_small_text(request: Request) -> bool:
    """Whether a request is for a plain text so small that nothing can go wrong with it."""
    form = BY_SUFFIX.get(request.path.suffix.lower())
    is_told = request.data is not None and request.content_type == BY_NAME["text"].media_type
    if not is_told and (form is None or form.name not in TEXTS):
        return False
    if request.data is None and request.path.stat().st_size > SMALL:
        return False
    with suppress(InputError, OSError):
        original = request.original(Limits())
        is_small = len(original.data) <= SMALL and original.data.count(b"\n") <= FEW_LINES
        return is_small and sniff(original).name in TEXTS
    return False
