"""The documents in an original of any format, and in what it holds, one after the other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath

from memcon.errors import InputError
from memcon.files import readable
from memcon.model.document import Document
from memcon.read.formats import Format
from memcon.read.formats.base import (
    BombError,
    Draft,
    Flaw,
    Member,
    Original,
    Part,
    clean_key,
    clean_text,
)
from memcon.read.formats.sniff import sniff
from memcon.read.headers import raise_problem
from memcon.read.metadata import Metadata
from memcon.read.reader import Fault, Given, document_of

Begin = Callable[[int, str], None]
MOST_FAULTS = 20  # told of one original
MOST_BOMBS = 10  # unpacked of one original
Ranked = tuple[tuple[str, Metadata], ...]


@dataclass(slots=True)
class Walk:
    """Reads an original; `begin` is told the number and name of each part before it is read.

    Parts before `first`, and the one numbered `lost`, are passed over: so a walk that broke off
    is taken up again.
    """

    given: Given  # of the whole
    begin: Begin = field(default=lambda _, __: None)
    first: int = 0
    lost: int = -1
    _step: int = 0
    _bombs: int = 0
    _names: set[str] = field(default_factory=set)
    _rows: dict[tuple[str, ...], Metadata] = field(default_factory=dict)  # about members
    _keys: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def run(self, original: Original) -> Iterator[Document | Fault]:
        """Its documents, and what of it cannot be read. Raises InputError where nothing can be.

        Of many faults the first are told, and the number of the others.
        """
        faults, found = 0, False
        for item in self._file(original, (), (), sniff(original)):
            found = True
            faults += isinstance(item, Fault)
            if isinstance(item, Document) or faults <= MOST_FAULTS:
                yield item
        if not found and self.first == 0 and self.lost < 0:
            message = f"{original.name}: nothing in it that memcon reads"
            raise InputError(message)
        if self._bombs > MOST_BOMBS:
            message = f"{original.name}: one bomb after another; the rest of it was not read"
            yield Fault(self.given.name, message)
        if faults > MOST_FAULTS:
            message = f"{original.name}: and {faults - MOST_FAULTS:,} more that cannot be read"
            yield Fault(self.given.name, message)

    def find(self, original: Original, part: str) -> Original | None:
        """The file in an original of which `part` is the name there; the original itself for "".

        None where there is none, or where the part is no file: the body of an e-mail, a row.
        """
        return self._find(original, part, ()) if part else original

    def _find(self, original: Original, part: str, keys: tuple[str, ...]) -> Original | None:
        form = sniff(original)
        _check_depth(original, len(keys))
        if not form.holds_several:
            return None
        for member in _parts(form, original):
            if not isinstance(member, Member):
                continue
            inner = (*keys, self._own_key(keys, member.key))
            path = "/".join(clean_key(key) for key in inner if key)
            if path == part or part.startswith(f"{path}/"):
                own = _within(member, original)
                found = own if path == part else self._find(own, part, inner)
                if found is not None:
                    return found
        return None

    def _file(
        self, original: Original, keys: tuple[str, ...], ranked: Ranked, form: Format
    ) -> Iterator[Document | Fault]:
        for part in _parts(form, original):
            if self._bombs > MOST_BOMBS:
                return  # so was every one of the last ones
            if self._step >= original.limits.max_documents:
                message = (
                    f"{original.name}: over {original.limits.max_documents} documents; split it"
                )
                yield Fault(self._name(keys), message)
                return
            if isinstance(part, Flaw):
                self._bombs += part.is_bomb
                if self._is_due((*keys, part.key)):
                    label = original.name
                    if part.key and not part.is_placed:
                        label = f"{label}: {clean_key(part.key)}"
                    yield Fault(self._name((*keys, part.key)), f"{label}: {part.message}")
            elif isinstance(part, Member):
                yield from self._member(part, original, keys, ranked)
            # A member that is one document was counted with the archive that it is in.
            elif (keys and not form.holds_several) or self._is_due((*keys, part.key)):
                yield self._draft(part, original, keys, ranked, form)

    def _member(
        self, member: Member, original: Original, keys: tuple[str, ...], ranked: Ranked
    ) -> Iterator[Document | Fault]:
        inner = (*keys, self._own_key(keys, member.key))
        own = _within(member, original)
        is_due = self._is_due(inner)
        try:
            if member.row is not None:
                self._rows[inner] = member.row
                raise_problem(member.row)
            form = sniff(own)
            if not is_due and not form.holds_several:
                return
            _check_depth(own, len(inner))
            yield from self._file(own, inner, (*member.ranked, *ranked), form)
        except InputError as error:
            self._bombs += isinstance(error, BombError)
            if is_due:
                yield Fault(self._name(inner), str(error))

    def _is_due(self, keys: tuple[str, ...]) -> bool:
        """Whether the next part is to be read."""
        step, self._step = self._step, self._step + 1
        is_due = step >= self.first and step != self.lost
        if is_due:
            self.begin(step, self._name(keys))
        return is_due

    def _draft(
        self, draft: Draft, original: Original, keys: tuple[str, ...], ranked: Ranked, form: Format
    ) -> Document | Fault:
        name = self._unique(self._name((*keys, draft.key)))
        part = "/".join(clean_key(key) for key in (*keys, draft.key) if key)
        title = "" if draft.key else readable(Path(original.file).stem)
        given = replace(
            self._given(keys, is_part=bool(part), has_key=bool(draft.key)),
            name=name,
            fallback_title=title or self.given.fallback_title,
        )
        told = tuple((source, _clean(one)) for source, one in (*draft.ranked, *ranked))
        draft = replace(draft, text=clean_text(draft.text), ranked=told)
        try:
            document = document_of(draft, given, where=original.name)
        except InputError as error:
            return Fault(name, str(error))
        data = original.bytes() if draft.data is None else draft.data
        return replace(
            document,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=draft.media_type or form.media_type,
            sources={**document.sources, "part": part} if part else document.sources,
        )

    def _given(self, keys: tuple[str, ...], *, is_part: bool, has_key: bool) -> Given:
        """What is known of a document beforehand: the nearest metadata.csv first."""
        given = _of_part(self.given) if is_part else self.given
        for end in range(1, len(keys) + 1):
            row = self._rows.get(keys[:end])
            if row is None:
                continue
            own = Given("", (("metadata.csv", row),))
            own = own if end == len(keys) and not has_key else _of_part(own)
            given = replace(
                given, ranked=(*own.ranked, *given.ranked), last=(*own.last, *given.last)
            )
        return given

    def _name(self, keys: tuple[str, ...]) -> str:
        """What the part is called in the ledger: the whole's name, and its own after it."""
        return "/".join([self.given.name, *(clean_key(key) for key in keys if key)])

    def _own_key(self, keys: tuple[str, ...], key: str) -> str:
        """A member's name among those beside it: the second of one name has a number."""
        if not key:
            return key
        self._keys[*keys, key] += 1
        number = self._keys[*keys, key]
        path = PurePosixPath(clean_key(key))
        return key if number == 1 else str(path.with_name(f"{path.stem}~{number}{path.suffix}"))

    def _unique(self, name: str) -> str:
        path = PurePosixPath(name)
        found, number = name, 1
        while found in self._names:
            number += 1
            found = str(path.with_name(f"{path.stem}~{number}{path.suffix}"))
        self._names.add(found)
        return found


def _within(member: Member, original: Original) -> Original:
    """A file in an original as one of its own."""
    return Original(
        name=f"{original.name}: {clean_key(member.key)}" if member.key else original.name,
        file=member.file or PurePosixPath(clean_key(member.key)).name,
        data=member.data,
        limits=original.limits,
        fields=original.fields,
        content_type=member.content_type,
    )


def _clean(metadata: Metadata) -> Metadata:
    """Metadata without signs that are none; each value is one line."""
    values = {one.name: getattr(metadata, one.name) for one in fields(metadata)}
    values = {
        name: " ".join(clean_text(value).split()) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return replace(metadata, **values)


def _of_part(given: Given) -> Given:
    """What is known of a whole as known of its part: its own day and title outrank the whole's."""
    told = tuple(
        (source, replace(metadata, title="", url="", date=None))
        for source, metadata in given.ranked
    )
    days = tuple(
        (source, Metadata(date=metadata.date))
        for source, metadata in given.ranked
        if metadata.date is not None
    )
    return replace(given, ranked=told, last=days)


def _parts(form: Format, original: Original) -> Iterator[Part]:
    """What a format's reader gives. Raises InputError for whatever a library raises over a file."""
    try:
        yield from form.reader()(original)
    except (InputError, MemoryError, GeneratorExit):
        raise
    except RecursionError as error:
        message = f"{original.name}: nested too deeply to be read; save it as plain text"
        raise InputError(message) from error
    except ImportError as error:
        library = (error.name or str(error)).partition(".")[0]
        message = f"{original.name}: {form.title} needs {library}: pip install 'memcon[formats]'"
        raise InputError(message) from error
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        message = f"{original.name}: not a sound {form.title} file ({reason}); save it again"
        raise InputError(message) from error


def _check_depth(original: Original, depth: int) -> None:
    if depth > original.limits.max_depth:
        message = f"{original.name}: archives in archives, {depth} deep; unpack it first"
        raise InputError(message)
