"""What an office file's properties say of it, as far as that is to be trusted."""

from __future__ import annotations

from typing import Any

from memcon.read.formats.package import local
from memcon.read.headers import language_code
from memcon.read.metadata import Metadata

_TOP = 3_000  # characters of the text in which its title stands
_SHORTEST = 8  # characters of a title


def properties(root: Any, *, text: str) -> Metadata:
    """The title, author and language in a file's properties.

    A title counts where the text begins with it: others are left from templates. An author counts
    where it looks like a person's name, not an account's. The days of making and saving are no days
    of publication.
    """
    values: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        name = local(element)
        if name in {"title", "creator", "initial-creator", "language"} and element.text:
            values.setdefault(name, " ".join(element.text.split()))
    return known(
        title=values.get("title", ""),
        author=values.get("initial-creator") or values.get("creator", ""),
        language=values.get("language", ""),
        text=text,
    )


def known(*, title: str, author: str, language: str, text: str) -> Metadata:
    """Metadata from what a file calls its title, author and language."""
    top = " ".join(text[:_TOP].split()).lower()
    is_shown = len(title) >= _SHORTEST and title.lower() in top
    words = author.split()
    is_name = len(words) > 1 and all(word[0].isupper() or len(word) <= 3 for word in words)  # noqa: PLR2004 (de, von, al-)
    return Metadata(
        title=title if is_shown else "",
        author=author if is_name else "",
        language=language_code(language),
    )
