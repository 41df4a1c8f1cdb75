"""Files: writing them whole, so that nothing is left half-written, their names as text, YAML."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from memcon.errors import InputError


def readable(name: str) -> str:
    """The name of a file as text that can be shown and stored, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def from_yaml(text: str) -> Any:
    """What YAML says. Raises `yaml.YAMLError`.

    Read by LibYAML where PyYAML was built with it, which is ten times as quick: commands that
    answer at once read a few such files.
    """
    import yaml  # noqa: PLC0415 (`memcon --help` needs none)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 (both are safe loaders)


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A text file that stands at `path` once all is written; its folder is made.

    Raises InputError when it cannot be written; then what was there before is still there.
    """
    try:
        if path.exists() and not path.is_file():  # /dev/stdout and the like
            with path.open("w", encoding="utf-8", newline="\n") as file:
                yield file
            return
    except OSError as error:
        raise InputError(_cannot(path, error)) from error
    with _replacing(path) as handle, os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        yield file


@contextmanager
def written_bytes(path: Path) -> Iterator[BinaryIO]:
    """A file of bytes that stands at `path`, and on the disk, once all is written.

    Raises InputError when it cannot be written; then what was there before is still there.
    """
    try:
        if path.exists() and not path.is_file():  # /dev/stdout and the like
            with path.open("wb") as file:
                yield file
            return
    except OSError as error:
        raise InputError(_cannot(path, error)) from error
    with _replacing(path) as handle, os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _replacing(path: Path) -> Iterator[int]:
    """The handle of a new file beside `path`, which takes its place once it is closed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(_cannot(path, error)) from error
    try:
        yield handle
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        raise InputError(_cannot(path, error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def _cannot(path: Path, error: OSError) -> str:
    return f"{path}: cannot be written: {error.strerror or error}"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
