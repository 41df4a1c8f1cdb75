"""What the readers of archives share: which names in them are passed over."""

from __future__ import annotations

from pathlib import PurePosixPath

from memcon.read.formats import BY_SUFFIX

_NOT_DOCUMENTS = ("readme", "__macosx")


def is_passed_over(name: str) -> bool:
    """Whether a file in an archive is no document by its name: hidden, or of a kind not read."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or any(part.startswith(".") and part not in {".", ".."} for part in parts):
        return True
    if any(part.lower().startswith(_NOT_DOCUMENTS) for part in parts):
        return True
    return PurePosixPath(parts[-1]).suffix.lower() not in BY_SUFFIX
