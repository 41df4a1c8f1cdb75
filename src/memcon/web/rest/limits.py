"""How often the API may be asked: so many requests a minute for each token and each address.

What is not used is saved up to a burst, as in a bucket that fills steadily (a token bucket). It is
kept in memory: each process of a server counts for itself.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from fastapi import Request

from memcon.web.access import SESSION_COOKIE, address_of
from memcon.web.security import TooOftenError

NAMES = 20_000  # that are remembered
ADDRESS_SHARE = 5  # how many tokens' worth one address may ask
SPARE = 0.25  # of a minute's requests at once


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limits:
    """Counts requests by who makes them."""

    def __init__(self, per_minute: int) -> None:
        """`per_minute`: how many one token may make."""
        self._rate = per_minute / 60
        self._most = max(1.0, per_minute * SPARE)
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def check(self, request: Request) -> None:
        """Count a request. Raises TooOftenError where there are too many."""
        self._take(f"address {address_of(request)}", ADDRESS_SHARE)
        given = request.headers.get("authorization") or request.cookies.get(SESSION_COOKIE)
        if given:
            self._take(f"token {hashlib.sha256(given.encode()).hexdigest()[:16]}", 1)

    def _take(self, name: str, share: int) -> None:
        now = time.monotonic()
        rate, most = self._rate * share, self._most * share
        with self._lock:
            bucket = self._buckets.pop(name, None) or _Bucket(most, now)
            self._buckets[name] = bucket
            while len(self._buckets) > NAMES:
                self._buckets.popitem(last=False)
            bucket.left = min(most, bucket.left + (now - bucket.at) * rate)
            bucket.at = now
            is_free = bucket.left >= 1
            if is_free:
                bucket.left -= 1
            wait = 0 if is_free else int((1 - bucket.left) / rate) + 1
        if wait:
            message = f"too many requests; wait {wait} seconds and go on more slowly"
            raise TooOftenError(message, wait)
