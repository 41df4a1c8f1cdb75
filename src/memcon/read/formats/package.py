"""Office packages: files of XML in a ZIP archive, read without following anything out of them."""

from __future__ import annotations

import zipfile
import zlib
from types import TracebackType
from typing import Any, Self

from lxml import etree  # type: ignore[import-untyped]

from memcon.errors import InputError
from memcon.read.formats.base import Original, Unpacking

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class Package:
    """The parts of an office file."""

    def __init__(self, original: Original) -> None:
        self._original = original
        self._unpacking = Unpacking(original)
        try:
            self._archive = zipfile.ZipFile(original.open())
        except _DAMAGED as error:
            message = f"{original.name}: not a whole file ({error}); save it again"
            raise InputError(message) from error
        self.names = frozenset(self._archive.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def bytes(self, part: str) -> bytes:
        """What a part holds. Raises InputError where it is missing or damaged."""
        try:
            entry = self._archive.getinfo(part)
            if entry.flag_bits & 1:
                message = f"{self._original.name}: needs a password; save it without one"
                raise InputError(message)
            with self._archive.open(entry) as file:
                return self._unpacking.read(file, packed=entry.compress_size)
        except KeyError as error:
            message = f"{self._original.name}: has no {part}; save it again"
            raise InputError(message) from error
        except (*_DAMAGED, RuntimeError) as error:
            message = f"{self._original.name}: damaged at {part} ({error}); save it again"
            raise InputError(message) from error

    def xml(self, part: str) -> Any:
        """The root element of a part; None where there is no such part."""
        if part not in self.names:
            return None
        return parse_xml(self.bytes(part), name=f"{self._original.name}: {part}")


def parse_xml(data: bytes, *, name: str) -> Any:
    """The root element of some XML: no entity is expanded, nothing is fetched.

    Raises InputError for what is no XML, or declares entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        message = f"{name}: not sound XML ({reason}); save the file again"
        raise InputError(message) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        message = f"{name}: declares entities of its own, which is not safe to read; save it anew"
        raise InputError(message)
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The attribute of that name, whatever its namespace; "" where there is none."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Any, *names: str) -> Any:
    """The first descendant along a path of names, from child to child; None without one."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element
