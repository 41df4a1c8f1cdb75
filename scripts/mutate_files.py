"""Reads thousands of damaged files of every format and says what became of them.

python scripts/mutate_files.py [--files N] [--minutes N] [--seed N] [--keep FOLDER]

Each file is a small sound one with some of its bytes changed, left out, repeated or taken from
another one; of packages (DOCX, ODT, EPUB, ZIP) often a part inside. A file may be read or refused
with one line; anything else (an exception, a document that is not sound, more than ten seconds,
more than a gigabyte) is a failure: exit code 1, and the file is kept.
"""

from __future__ import annotations

import argparse
import importlib
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memcon.errors import InputError
from memcon.model.document import Document
from memcon.model.place import locate
from memcon.read import Request, read_all
from memcon.settings import Settings

SECONDS = 10.0  # without a document or an answer
BROKEN_DOWN = ("broke down", "takes too long", "too much memory")  # the reader had to be restarted
TESTS = Path(__file__).parent.parent / "tests"
TOKENS = (
    b"<!DOCTYPE a [<!ENTITY b 'cc'>]>", b"&b;", b"&#0;", b"&#xD800;", b"<w:p>", b"</w:p>",
    b"<![CDATA[", b"{\\rtf1", b"\\bin99999 ", b"{\\*", b"}}}}", b"endobj", b"stream\n",
    b"<< /Kids [1 0 R] >>", b"/Length 0", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
    b"\xe2\x80\xae", b"\xe2\x80\x8d", b"\xf4\x90\x80\x80", b"\nFrom a b\n", b'"""',
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"[[[[", b"{{{{", b"-1", b"1e999",
    b"99999999999999999999", b"<table><tr><td>", b"<div>" * 300, b"WARC/1.0\r\n",
)  # fmt: skip
NUMBER = re.compile(rb"\d{1,6}")

Mutation = Callable[[bytes, random.Random, list[bytes]], bytes]


def flip(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Some bits changed."""
    found = bytearray(data)
    for _times in range(chance.choice((1, 3, 20))):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A stretch left out."""
    start, end = span(data, chance)
    return data[:start] + data[end:]


def truncate(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """The end left out."""
    return data[: chance.randrange(len(data))]


def repeat(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A stretch many times over."""
    start, end = span(data, chance)
    times = chance.choice((2, 50, 1_000))
    return data[:end] + data[start:end][:2_000] * times + data[end:]


def splice(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A stretch of another file put in."""
    other = chance.choice(others)
    start, end = span(other, chance)
    place = chance.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def insert(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Words of some format put in."""
    for _times in range(chance.choice((1, 2, 10))):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(TOKENS) + data[place:]
    return data


def renumber(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A number made another one."""
    places = list(NUMBER.finditer(data))
    if not places:
        return data
    place = chance.choice(places)
    number = chance.choice((b"0", b"-1", b"1", b"4294967296", b"99999999999", b"2147483647"))
    return data[: place.start()] + number + data[place.end() :]


def span(data: bytes, chance: random.Random) -> tuple[int, int]:
    """The ends of a stretch."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 8, 64, 1_000)))


MUTATIONS: tuple[Mutation, ...] = (flip, cut, truncate, repeat, splice, insert, renumber)


def mutated(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A file damaged in one to three ways, inside where it is a package."""
    if data.startswith(b"PK") and chance.random() < 0.6:  # noqa: PLR2004 (more often inside)
        with suppress(zipfile.BadZipFile):
            return repacked(data, chance, others)
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(MUTATIONS)(data, chance, others) or b" "
    return data


def repacked(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A package with one part of it damaged."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen and part:
                part = chance.choice(MUTATIONS)(part, chance, others)
            new.writestr(name, part)
    return buffer.getvalue()


@dataclass(slots=True)
class Tally:
    """What became of the files."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    slowest: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    failures: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The tally as a Markdown table."""
        yield "| format | files | read | refused | reader restarted | longest wait (s) |"
        yield "| --- | ---: | ---: | ---: | ---: | ---: |"
        for kind, counts in sorted(self.outcomes.items()):
            numbers = [counts.total(), counts["read"], counts["refused"], counts["restarted"]]
            cells = " | ".join(map(str, numbers))
            yield f"| {kind} | {cells} | {self.slowest[kind]:.2f} |"


def run(
    files: int,
    seed: int,
    keep: Path,
    *,
    minutes: float = 600,
    settings: Settings | None = None,
) -> Tally:
    """Read so many damaged files; what became of them."""
    chance = random.Random(seed)  # noqa: S311 (not for secrets)
    samples: dict[str, bytes] = importlib.import_module("samples").samples()
    names, others = sorted(samples), list(samples.values())
    tally = Tally()
    keep.mkdir(parents=True, exist_ok=True)
    for number in counted(files, minutes):
        name = names[number % len(names)]
        path = keep / f"{number}-{name}"
        path.write_bytes(mutated(samples[name], chance, others))
        outcome, fault, seconds = read_one(path, settings or Settings())
        if seconds > SECONDS:  # a busy machine, or the file? The second time tells
            outcome, fault, seconds = read_one(path, settings or Settings())
        kind = name.partition(".")[2]
        tally.outcomes[kind][outcome] += 1
        tally.slowest[kind] = max(tally.slowest[kind], seconds)
        if seconds > SECONDS:
            fault = f"no answer for {seconds:.1f} s"
        if fault:
            tally.failures.append(f"{path}: {fault}")
        else:
            path.unlink()
    return tally


def counted(files: int, minutes: float) -> Iterator[int]:
    """The numbers of the files, for so many minutes at most."""
    until = time.monotonic() + 60 * minutes
    for number in range(files):
        if time.monotonic() > until:
            return
        yield number


def read_one(path: Path, settings: Settings) -> tuple[str, str, float]:
    """What became of a file, what is wrong with that ("" for nothing), the longest wait in it."""
    outcome, fault, longest = "refused", "", 0.0
    messages = []
    start = time.monotonic()
    try:
        for item in read_all(Request(path, path.name), settings=settings):
            longest, start = max(longest, time.monotonic() - start), time.monotonic()
            if isinstance(item, Document):
                outcome = "read"
                check(item)
            else:
                messages.append(item.message)
    except InputError as error:
        messages.append(str(error))
    except Exception as error:  # noqa: BLE001 (any other is what is looked for)
        outcome, fault = "failed", f"{type(error).__name__}: {error}"
    longest = max(longest, time.monotonic() - start)
    if any("\n" in message for message in messages):
        fault = f"more than one line: {messages}"
    if any("internal error" in message for message in messages):
        outcome, fault = "failed", str(messages)
    if any(sign in message for message in messages for sign in BROKEN_DOWN):
        outcome = "restarted"
    return outcome, fault, longest


def check(document: Document) -> None:
    """Raise AssertionError where a document is not sound."""
    text = document.text
    for told in (text, document.name, document.title, document.author, document.url):
        told.encode("utf-8")
    last = 0
    for block in document.blocks:
        assert last <= block.start <= block.end <= len(text), block  # noqa: S101
        last = block.end
    last = 0
    for anchor in document.anchors:
        assert last <= anchor.start < anchor.end <= len(text), anchor  # noqa: S101
        last = anchor.end
        assert len(anchor.edges) in {0, anchor.end - anchor.start + 1}, anchor  # noqa: S101
    locate(document, 0, len(text))


def memory() -> int:
    """The most memory that a reader took, in megabytes; 0 where that is not known."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> int:
    """Run, print, 1 where there were failures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="stop after so many")
    parser.add_argument("--keep", type=Path, help="where files that failed are kept")
    options: Any = parser.parse_args()
    keep = options.keep or Path(tempfile.mkdtemp(prefix="mutated-"))
    start = time.monotonic()
    tally = run(options.files, options.seed, keep, minutes=options.minutes)
    print("\n".join(tally.lines()))
    importlib.import_module("memcon.read.isolated").close_workers()
    total = sum(counts.total() for counts in tally.outcomes.values())
    print(f"{total} files in {time.monotonic() - start:.0f} s; most memory {memory()} MB")
    for failure in tally.failures:
        print(failure, file=sys.stderr)
    print(f"{len(tally.failures)} failures")
    return 1 if tally.failures else 0


sys.path.insert(0, str(TESTS))
if __name__ == "__main__":
    sys.exit(main())
