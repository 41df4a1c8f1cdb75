"""Writing what a command found as a page or a paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.options import check_binary, write, write_bytes

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.assess.compare import Comparison
    from memcon.assess.meeting_file import MeetingFile
    from memcon.assess.structure import Structure

FoundFormat = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="text, md, html, json, pdf or docx.")
]


def check_found_format(fmt: str, output: Path | None) -> None:
    """Raise UsageError for a format that is none, or a paper on its way to a terminal."""
    from memcon.present.cooperation import PAPERS, check_format

    check_format(fmt, also=PAPERS)
    check_binary(fmt, output, among=PAPERS)


def write_found(
    ledger: Ledger, found: Structure | MeetingFile | Comparison, fmt: str, output: Path | None
) -> None:
    """Write a structure, a meeting's file or a comparison, to stdout or to a file."""
    from memcon.present.cooperation import PAPERS

    if fmt in PAPERS:
        write_bytes(ledger.paper(ledger.make_page(found), fmt), output)
    else:
        write(ledger.show(found, fmt), output)
