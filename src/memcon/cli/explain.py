"""`memcon explain`: why a sentence gave what it gave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.options import Day, Json, full_day, settings_for, write, write_json
from memcon.errors import InputError

if TYPE_CHECKING:
    from memcon.extract.explain import Explanation

Subject = Annotated[
    str, typer.Argument(metavar="FILE|TEXT", help="A file, or a sentence in quotation marks.")
]


def explain(subject: Subject, *, date: Day = None, as_json: Json = False) -> None:
    """Explain what is found in a text, and why.

    For each sentence: the parties, dates and amounts found, the syntax, the frames that matched or
    nearly did, and the records that came of it.
    """
    day = full_day(date, option="--date")
    from memcon.extract.explain import explain as explained
    from memcon.read import read_path, read_text

    settings = settings_for(None)
    path = Path(subject)
    is_file = len(subject) < 4096 and path.is_file()  # noqa: PLR2004 (longest path)
    if is_file:
        document = read_path(path, settings=settings, date=day)
    elif " " not in subject.strip():
        message = f"{subject}: no such file, and no sentence"
        raise InputError(message)
    else:
        document = read_text(subject, date=day)
    for explanation in explained(document, settings):
        if as_json:
            write_json(explanation.to_json())
        else:
            write("\n".join(_lines(explanation)))


def _lines(explanation: Explanation) -> Iterator[str]:
    yield " ".join(explanation.text.split())
    for label, values in (
        ("parties", explanation.parties),
        ("dates", explanation.dates),
        ("amounts", explanation.amounts),
        ("speaker", (explanation.speaker,)),
        ("syntax", (explanation.syntax,)),
        ("matched", explanation.matched),
        ("nearly", explanation.nearly),
    ):
        shown = [value for value in values if value]
        if shown:
            yield f"  {label}: {'; '.join(shown)}"
    for record in explanation.records:
        slots = ", ".join(f"{slot}={value}" for slot, value in record.slots.items())
        yield f"  → {record.type}: {slots}"
    yield ""
