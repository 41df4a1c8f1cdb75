"""Parquet: every row of a table is a document (needs the extra `formats`)."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.errors import InputError
from memcon.read.fields import columns_for
from memcon.read.formats.base import Original, Part
from memcon.read.formats.entries import draft_of_row

_ROWS = 256  # read at a time


def read(original: Original) -> Iterator[Part]:
    """The rows of a table as documents. Raises InputError where no column holds a text."""
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    import pyarrow.parquet as pq  # noqa: PLC0415

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    number = 0
    try:
        with original.open() as file:
            table = pq.ParquetFile(file)
            names = [field.name for field in table.schema_arrow]
            fields = columns_for(names, original.fields, name=original.name)
            used = {name.split(".")[0] for wanted in fields.names.values() for name in wanted}
            wanted = [name for name in names if name in used]
            for batch in table.iter_batches(_ROWS, columns=wanted, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield draft_of_row(row, fields, number=number)
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        message = f"{original.name}: not a sound Parquet file ({reason}); write it again"
        raise InputError(message) from error
