"""Documents compared with what they were read from: each original is read once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from memcon.errors import MemconError
from memcon.ledger.rows import StoredDocument
from memcon.ledger.store import Store
from memcon.read import Fault, read_all
from memcon.run.deciding import NOTE
from memcon.run.fingerprint import fingerprint
from memcon.run.reextract import is_rendered, request_for
from memcon.settings import Settings

_WHOLE = ("text/plain", "text/markdown")  # whose text is the file's own: the ledger compares these


@dataclass(slots=True)
class Rereading:
    """What came of it: documents whose text is not what their original says, and which may differ.

    `notes` are on documents that this memcon cannot compare: those that another one read, which
    reads otherwise, and files that cannot be read again as they were then.
    """

    compared: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def reread(store: Store, settings: Settings) -> Rereading:
    """Read the originals of all documents once more, and compare their texts.

    Plain texts are left out, as `Store.check` compares these, and what memcon rendered itself:
    tables, statistics and notes.
    """
    found = Rereading()
    mark = fingerprint(settings)
    for documents in _by_original(store.documents()).values():
        texts = _texts(store, documents[0], settings, found)
        for each in documents if texts is not None else ():
            _compare(store, each, texts or {}, found, is_same=each.fingerprint == mark)
    return found


def _by_original(documents: Iterable[StoredDocument]) -> Mapping[str, list[StoredDocument]]:
    """The documents that can be compared, by the file that they were in."""
    found: dict[str, list[StoredDocument]] = defaultdict(list)
    for each in documents:
        is_plain = each.media_type in _WHOLE and "part" not in each.sources
        if not is_plain and each.media_type != NOTE and not is_rendered(each.fingerprint):
            part = each.sources.get("part", "")
            whole = each.name.removesuffix(f"/{part}") if part else each.name
            found[whole].append(each)
    return found


def _texts(
    store: Store, first: StoredDocument, settings: Settings, found: Rereading
) -> Mapping[str, str] | None:
    """The texts that an original gives, by the part; None where it gives none."""
    try:
        kept = store.original(first.name)
        if kept is None:
            return None
        request = replace(request_for(store.document(first.name), kept))
        return dict(_read(read_all(request, settings=settings)))
    except MemconError as error:
        if "original is missing" not in str(error):  # that is told by `Store.check`
            found.notes.append(f"{first.name}: its original cannot be read again ({error})")
        return None


def _read(items: Iterable[object]) -> Iterator[tuple[str, str]]:
    for item in items:
        if not isinstance(item, Fault):
            yield item.sources.get("part", ""), item.text  # type: ignore[attr-defined]


def _compare(
    store: Store,
    document: StoredDocument,
    texts: Mapping[str, str],
    found: Rereading,
    *,
    is_same: bool,
) -> None:
    part = document.sources.get("part", "")
    found.compared += 1
    if texts.get(part) == store.text(document.name):
        return
    if not is_same:
        found.notes.append(
            f"{document.name}: read by another memcon version, and otherwise; "
            f"`memcon reextract {document.name}` reads it anew"
        )
    elif part not in texts:
        found.notes.append(f"{document.name}: not found in its original as it is read now")
    else:
        found.problems.append(f"{document.name}: its text is not what its original says")
