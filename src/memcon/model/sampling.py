"""Random samples that anyone can draw again, and what they tell of the whole."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

Z95 = 1.959963984540054  # the standard normal deviate of a two-sided interval of 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """A share estimated from `right` among `judged`, with its 95 % interval."""

    right: int
    judged: int

    @property
    def estimate(self) -> float | None:
        """The share found, None where nothing was judged."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """The score interval of Wilson at 95 %; from 0 to 1 where nothing was judged.

        E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal
        of the American Statistical Association 22 (1927), 209-212.
        """
        n = self.judged
        if not n:
            return 0.0, 1.0
        share, square = self.right / n, Z95 * Z95
        middle = (share + square / (2 * n)) / (1 + square / n)
        margin = Z95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
        low = 0.0 if self.right == 0 else max(0.0, middle - margin)
        high = 1.0 if self.right == n else min(1.0, middle + margin)
        return low, high


def lot(seed: str, record_id: str) -> str:
    """A record's lot: the records of the smallest lots are a random sample of all.

    The same records always have the same lots, so that a sample can be drawn again, and made
    larger without drawing anew.
    """
    return hashlib.sha256(f"{seed}\0{record_id}".encode()).hexdigest()
