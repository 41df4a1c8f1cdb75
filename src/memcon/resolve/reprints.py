"""Near-identical texts: reprints and wire copies, one witness however many papers print them.

Each text is cut into overlapping runs of words, whose MinHash signature (Broder 1997) is stored
with the document. Documents whose signatures share a band are candidates; their texts then decide.
A copy may have another title and byline and lose its end; other numbers make it another report.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from memcon.model.document import Block

RUN = 5  # words in a run
FEWEST = 20  # runs in a text that can be told from others by its words
BANDS, ROWS = 42, 3  # of texts that share half of their runs 99.6 % share a band, of 10 % 4 %
ALIKE = 0.3  # estimated share of runs in common, from which the texts themselves are compared
COPIED = 0.8  # share of the shorter text's runs, and of its numbers, that are in the longer one
SEED = 20160907
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+"
)
_HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text by which it is told from others: its runs of words, and its numbers."""

    runs: frozenset[str]
    numbers: Counter[str]

    @property
    def is_telling(self) -> bool:
        """Whether there are enough words to know a copy by."""
        return len(self.runs) >= FEWEST


def wording(text: str, blocks: Iterable[Block]) -> Wording:
    """The wording of a document's paragraphs; headings and boilerplate have no part in it."""
    told = " ".join(text[block.start : block.end] for block in blocks if block.kind != _HEADING)
    words = _WORD.findall(told.casefold())
    runs = frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return Wording(runs, Counter(word for word in words if word[0].isdigit()))


def signature(found: Wording) -> tuple[int, ...]:
    """The MinHash signature of a wording: numbers of 32 bits, the same on every machine."""
    from rensa import RMinHash  # noqa: PLC0415 - loaded only where documents come in

    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update(sorted(found.runs))
    return tuple(sketch.digest())


@lru_cache(maxsize=1)
def method() -> str:
    """What made a signature: those of another method cannot be compared with it."""
    from rensa import RMinHash  # noqa: PLC0415

    return f"rminhash-{RMinHash.ALGORITHM_VERSION}-{BANDS}x{ROWS}-{RUN}-{SEED}"


def bands(signed: Sequence[int]) -> list[int]:
    """Signed 64-bit keys; documents that share one may be copies of each other."""
    found = []
    for band in range(BANDS):
        rows = signed[band * ROWS : (band + 1) * ROWS]
        digest = hashlib.blake2b(f"{band}|{rows}".encode(), digest_size=8).digest()
        found.append(int.from_bytes(digest, "big", signed=True))
    return found


def estimated(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of all runs of two texts that both have, as their signatures tell it."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def is_copy(a: Wording, b: Wording) -> bool:
    """Whether two texts are one, as told by the words and numbers of the shorter."""
    short, long = sorted((a, b), key=lambda each: len(each.runs))
    if not short.is_telling or len(short.runs & long.runs) < COPIED * len(short.runs):
        return False
    kept = sum((short.numbers & long.numbers).values())
    return kept >= COPIED * sum(short.numbers.values())
