from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from memcon.statistics import Mapping, Payload, Selection, Table, guess, payload_of, read_table

FILES = Path(__file__).parent / "files"
Read = Callable[..., Table]
Write = Callable[..., Payload]


@pytest.fixture(scope="session")
def files() -> Path:
    """The folder of files in the layouts of their publishers."""
    return FILES


@pytest.fixture
def wrote(tmp_path: Path) -> Write:
    """Writes a file and reads it as a payload: `wrote("text", "name.csv")`."""

    def write(text: str | bytes, name: str = "file.csv") -> Payload:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return payload_of(path, max_bytes=1_000_000)

    return write


@pytest.fixture(scope="session")
def table() -> Read:
    """Reads a payload, or a file of the folder, in the format that its content tells."""

    def read(
        source: Payload | str,
        *,
        mapping: Mapping | None = None,
        selection: Selection | None = None,
        fmt: str = "",
    ) -> Table:
        payload = payload_of(FILES / source, max_bytes=10**6) if isinstance(source, str) else source
        found = fmt or guess(payload) or "csv"
        return read_table(payload, found, mapping=mapping, selection=selection)

    return read
