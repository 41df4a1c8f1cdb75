"""Files and folders to the documents in them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.errors import InputError
from memcon.files import readable
from memcon.read.fetch_address import parsed
from memcon.read.fields import SIDECAR, FieldMap, load_map
from memcon.read.formats import reads
from memcon.read.formats.sniff import can_be_document
from memcon.read.metadata import METADATA_FILE, Metadata, load_metadata, unknown_columns

if TYPE_CHECKING:  # it loads what speaks to servers
    from memcon.read.fetch import Fetched

NOT_DOCUMENTS = ("readme",)  # beginnings of file names that folders have beside their documents


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, the name that it has in the ledger, and its row of metadata.csv."""

    path: Path
    name: str
    metadata: Metadata | None = None
    fields: FieldMap | None = None  # which columns of a table mean what
    address: str = ""  # of a page of the web, instead of the path
    fetched: Fetched | None = None  # what was there, where somebody has looked already
    hint: Metadata | None = None  # what counts where the document itself says nothing
    labels: tuple[str, ...] = ()  # that the user gives its documents
    sent: str = ""  # the name under which it was sent to a server, where `path` is a copy


def from_web(
    url: str,
    *,
    metadata: Metadata | None = None,
    hint: Metadata | None = None,
    fetched: Fetched | None = None,
) -> Source:
    """The document at an address, which is fetched when it is read. Raises FetchError for none."""
    at = parsed(url)
    name = at.netloc + at.target.rstrip("/")
    path = Path(at.host + at.target.partition("?")[0].rstrip("/"))
    return Source(path, name, metadata, address=at.url, fetched=fetched, hint=hint)


def _ignore(_: str) -> None:
    """Take a note that nobody asked for."""


def expand(paths: Sequence[Path], *, on_note: Callable[[str], None] = _ignore) -> list[Source]:
    """The documents in files and folders, in order, each once, with names unique among them.

    Folders are walked in order of names; hidden files, README files and kinds of file that memcon
    does not read are passed over. Nothing is raised: what is wrong with a path, or with the
    metadata.csv beside it, is raised when its Source is read. `on_note` is told, once a folder,
    what was passed over.
    """
    found: dict[Path, tuple[Source, Path]] = {}  # by real path, with the path for its name
    for path in paths:
        root = path if path.is_dir() else path.parent
        sources = _in_folder(path, on_note) if path.is_dir() else [_single(path)]
        for source in sources:
            relative = source.path.relative_to(root) if path.is_dir() else path
            found.setdefault(_real(source.path), (source, relative))
    return _with_names(list(found.values()))


def _single(path: Path) -> Source:
    table = path.parent / METADATA_FILE
    if not path.is_file():
        return Source(path, path.name)
    row = None
    if table.is_file():
        try:
            row = load_metadata(table).get(path.name)
        except InputError as error:
            row = Metadata(problem=str(error))
    return _with_fields(Source(path, path.name, row))


def _with_fields(source: Source) -> Source:
    """The source with the mapping of fields that stands beside it."""
    sidecar = source.path.with_name(source.path.name + SIDECAR)
    if not sidecar.is_file():
        return source
    try:
        return replace(source, fields=load_map(sidecar))
    except InputError as error:
        return replace(source, metadata=Metadata(problem=str(error)))


def _in_folder(root: Path, on_note: Callable[[str], None]) -> list[Source]:
    sources: list[Source] = []
    tables: dict[Path, Mapping[str, Metadata]] = {}
    for folder, names in _walk(root):
        table = folder / METADATA_FILE
        if METADATA_FILE in names:
            try:
                tables[folder] = load_metadata(table)
                _note_table(table, tables[folder], on_note)
            except InputError as error:
                problem = Metadata(problem=f"{error}; no file in {folder} was read")
                sources.append(Source(table, METADATA_FILE, problem))
                continue
        passed: Counter[str] = Counter()
        for name in names:
            path = folder / name
            if name == METADATA_FILE or name.lower().startswith(NOT_DOCUMENTS):
                continue
            if name.endswith(SIDECAR):
                continue
            if _leads_out(path, root):
                on_note(f"{path}: a link that leads out of {root}; passed over, name it to read it")
                continue
            if f"{name}{SIDECAR}" not in names and not can_be_document(path):
                passed[path.suffix.lower() or "no suffix"] += 1
                continue
            sources.append(_with_fields(Source(path, name, _row(path, root, tables))))
        if passed:
            kinds = ", ".join(sorted(passed))
            on_note(f"{folder}: {passed.total()} file(s) passed over ({kinds}); {reads()}")
    return sources or [Source(root, root.name)]


def _walk(root: Path) -> Iterator[tuple[Path, list[str]]]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield Path(folder), sorted(name for name in names if not name.startswith("."))


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a file of a folder is a link to one elsewhere, which nobody asked to be read."""
    return path.is_symlink() and not path.resolve().is_relative_to(root.resolve())


def _row(path: Path, root: Path, tables: Mapping[Path, Mapping[str, Metadata]]) -> Metadata | None:
    """The row about a file in the nearest metadata.csv that has one."""
    for folder in path.parents:
        row = tables.get(folder, {}).get(path.relative_to(folder).as_posix())
        if row is not None or folder == root:
            return row
    return None


def _note_table(table: Path, rows: Mapping[str, Metadata], on_note: Callable[[str], None]) -> None:
    missing = [file for file in rows if not (table.parent / file).is_file()]
    if missing:
        on_note(f"{table}: no such file: {', '.join(missing)}; correct the column file")
    unknown = unknown_columns(table)
    if unknown:
        on_note(f"{table}: unknown column(s) passed over: {', '.join(unknown)}")


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _with_names(found: Sequence[tuple[Source, Path]]) -> list[Source]:
    """Each source with its file name, and so much of its path before it as makes it unique."""
    depths = [1] * len(found)
    paths = [relative.parts for _, relative in found]
    while True:
        names = [
            "/".join(part for part in parts[-depth:] if part != os.sep)
            for parts, depth in zip(paths, depths, strict=True)
        ]
        groups: dict[str, list[int]] = defaultdict(list)
        for index, name in enumerate(names):
            groups[name].append(index)
        double = [group for group in groups.values() if len(group) > 1]
        if not double:
            return [replace(s, name=readable(n)) for (s, _), n in zip(found, names, strict=True)]
        for group in double:
            longer = [index for index in group if depths[index] < len(paths[index])]
            for index in longer or group:
                if not longer:  # the relative paths are the same: go on with the whole ones
                    paths[index] = _real(found[index][0].path).parts
                depths[index] += 1
