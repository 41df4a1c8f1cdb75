"""What holds for every answer and every request: headers, sizes, and how often one may try."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from threading import Lock

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from memcon.errors import AccessError, InputError
from memcon.web.config import Config

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "private, no-store",
}
SECURE_FOR = "max-age=31536000"  # seconds that a browser keeps to https, once it came that way
UPLOAD_PATHS = ("/ingest", "/api/v1/ingest")  # where large requests may go


class TooLargeError(InputError):
    """A request has more bytes than are taken there."""


class TooOftenError(AccessError):
    """Somebody tried too often; `seconds` is how long to wait."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class Guard:
    """Middleware: sets the headers that an answer has not set itself, and limits requests' sizes.

    A route that needs another policy (a page of a document in a frame) sets the header itself.
    """

    def __init__(self, app: ASGIApp, *, config: Config) -> None:
        self._app = app
        self._config = config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("strict-transport-security", SECURE_FOR)
            await send(message)

        limit = self._limit(scope["path"])
        await self._app(scope, _limited(receive, Headers(scope=scope), limit), sent)

    def _limit(self, path: str) -> int:
        is_upload = path.startswith(UPLOAD_PATHS)
        return self._config.largest_upload if is_upload else self._config.largest_request


def _limited(receive: Receive, headers: Headers, limit: int) -> Receive:
    """The request's parts, until they are too many."""
    announced = headers.get("content-length", "")
    count = 0

    async def received() -> Message:
        nonlocal count
        if announced.isdigit() and int(announced) > limit:
            raise _too_large(limit)
        message = await receive()
        count += len(message.get("body", b""))
        if count > limit:
            raise _too_large(limit)
        return message

    return received


def _too_large(limit: int) -> TooLargeError:
    message = f"too large: {limit // 1_000_000} MB are taken at once; send less, or in parts"
    return TooLargeError(message)


class Throttle:
    """Counts tries of a name within a time, and refuses when they were too many.

    Kept in memory: a server that is started again begins anew.
    """

    def __init__(self, *, tries: int, seconds: int, names: int = 10_000) -> None:
        self._tries = tries
        self._seconds = seconds
        self._names = names
        self._seen: dict[str, deque[float]] = {}
        self._lock = Lock()

    def check(self, name: str) -> None:
        """Raise TooOftenError where the name was noted too often."""
        with self._lock:
            wait = self._wait(name)
        if wait > 0:
            message = f"too many tries; wait {wait} seconds and try again"
            raise TooOftenError(message, wait)

    def note(self, name: str) -> None:
        """Count one try."""
        with self._lock:
            if len(self._seen) >= self._names:
                self._forget()
            self._seen.setdefault(name, deque(maxlen=self._tries)).append(time.monotonic())

    def clear(self, name: str) -> None:
        """Forget the tries of a name."""
        with self._lock:
            self._seen.pop(name, None)

    def _wait(self, name: str) -> int:
        times = self._seen.get(name)
        if not times or len(times) < self._tries:
            return 0
        return max(0, int(times[0] + self._seconds - time.monotonic()) + 1)

    def _forget(self) -> None:
        """Drop the names whose time is over, or else the oldest."""
        old = [name for name, times in self._seen.items() if not times or self._wait(name) == 0]
        for name in old or list(self._seen)[: self._names // 10]:
            self._seen.pop(name, None)


class Logins:
    """Wrong passwords in a quarter of an hour: how many are borne, and of whom.

    Of one name from one address, of one name from all addresses, and from one address for all
    names.
    """

    _QUARTER = 15 * 60  # seconds

    def __init__(self) -> None:
        self._of_both = Throttle(tries=5, seconds=self._QUARTER)
        self._of_name = Throttle(tries=20, seconds=self._QUARTER)
        self._of_address = Throttle(tries=30, seconds=self._QUARTER)

    def check(self, name: str, address: str) -> None:
        """Raise TooOftenError where there were too many."""
        for throttle, key in self._keys(name, address):
            throttle.check(key)

    def failed(self, name: str, address: str) -> None:
        """Count a wrong password."""
        for throttle, key in self._keys(name, address):
            throttle.note(key)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the wrong ones of a name from an address."""
        throttle, key = self._keys(name, address)[0]
        throttle.clear(key)

    def _keys(self, name: str, address: str) -> tuple[tuple[Throttle, str], ...]:
        plain = name.casefold()[:100]
        both = f"{plain}\0{address}"
        return (self._of_both, both), (self._of_name, plain), (self._of_address, address)
