"""The formats that memcon reads, one module each.

A module has one function, `read(original)`, which gives the documents in it: drafts (text,
structure, places, metadata), or members (files in it, read in their turn).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from memcon.read.formats.base import Read

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: how it is called, told and read."""

    name: str  # of its module
    title: str  # as messages call it
    media_type: str
    suffixes: tuple[str, ...]
    holds_several: bool = False  # documents
    is_streamed: bool = False  # read piece by piece, so that its size has no cap
    module: str = ""  # where it is not the name

    def reader(self) -> Read:
        """The function that reads it; its libraries are loaded with its module."""
        module = import_module(f"memcon.read.formats.{self.module or self.name}")
        read: Read = module.read
        return read


FORMATS: tuple[Format, ...] = (
    Format("text", "plain text", "text/plain", (".txt", ".text")),
    Format("markdown", "Markdown", "text/markdown", (".md", ".markdown"), module="text"),
    Format("page", "HTML", "text/html", (".html", ".htm", ".xhtml")),
    Format("zip", "ZIP", "application/zip", (".zip",), holds_several=True, is_streamed=True),
)
BY_NAME = {form.name: form for form in FORMATS}
BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
TEXTS = ("text", "markdown")


def reads() -> str:
    """What memcon reads, for messages."""
    titles = [form.title for form in FORMATS]
    return f"memcon reads {', '.join(titles[:-1])} and {titles[-1]}"
