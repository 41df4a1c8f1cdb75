"""How states work together, shown: structures, meetings' files and comparisons in every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from memcon.assess.compare import Comparison
from memcon.assess.meeting_file import MeetingFile
from memcon.assess.structure import Structure
from memcon.errors import UsageError
from memcon.model.record import Record
from memcon.present.brief.parts import Citer, Source
from memcon.present.comparison import comparison_outline
from memcon.present.meeting_file import FileWords
from memcon.present.names import PartyNames
from memcon.present.outline import FORMATS as PAGES
from memcon.present.outline import Outline, render_outline
from memcon.present.phrases import Phrases
from memcon.present.structure import StructureWords

Cooperation = Structure | MeetingFile | Comparison
FORMATS = (*PAGES, "json")
PAPERS = ("docx", "pdf")


def check_format(fmt: str, *, also: Sequence[str] = ()) -> None:
    """Raise UsageError for a format that is none of `FORMATS` and of `also`."""
    known = (*FORMATS, *also)
    if fmt not in known:
        message = f"--format {fmt}: no such format; there are {', '.join(known)}"
        raise UsageError(message)


def render_cooperation(
    found: Cooperation,
    fmt: str,
    *,
    record: Callable[[str], Record],
    sources: Mapping[str, Source],
    names: PartyNames,
    version: str,
) -> str:
    """A structure, a meeting's file or a comparison in a format of `FORMATS`.

    `record` looks up what is linked to it. Raises UsageError for another format.
    """
    check_format(fmt)
    if fmt == "json":
        return json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n"
    page = outline_of(found, record=record, sources=sources, names=names)
    return render_outline(page, fmt, version=version)


def outline_of(
    found: Cooperation,
    *,
    record: Callable[[str], Record],
    sources: Mapping[str, Source],
    names: PartyNames,
) -> Outline:
    """A structure, a meeting's file or a comparison as a page."""
    citer = Citer(sources)
    if isinstance(found, Comparison):
        return comparison_outline(found, names, citer)
    if isinstance(found, Structure):
        phrases = Phrases(names, frozenset(found.parties))
        return StructureWords(record, phrases, citer).outline(found)
    home = frozenset(str(each) for each in found.meeting.get("parties") or ())
    return FileWords(Phrases(names, home), citer).outline(found)
