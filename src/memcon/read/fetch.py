"""One page of the web, politely: robots.txt obeyed, time and size capped, only public hosts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

import certifi
from protego import Protego
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, ProtocolError, SSLError
from urllib3.util import Timeout, connection

from memcon.errors import FetchError
from memcon.read.fetch_address import Address, parsed, resolve
from memcon.version import __version__

AGENT = "memcon"
USER_AGENT = f"{AGENT}/{__version__} (reads documents on relations between states)"
ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,*/*;q=0.5"
CONNECT_SECONDS = 10
READ_SECONDS = 20  # without a byte
TOTAL_SECONDS = 60  # for one answer
REDIRECTS = 5
MIN_ERROR = 400
CHUNK = 65_536
ROBOTS_BYTES = 500_000  # as much of a robots.txt as search engines read
ROBOTS = "/robots.txt"
MOVED = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED, GONE = 304, frozenset({404, 410})
TOO_MANY, UNAVAILABLE = 429, 503
LOCKED = frozenset({401, 402, 403, 407, 451})
SERVER_ERROR = 500
LONGEST_WAIT = 86_400  # seconds of Retry-After that are believed


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask it later whether a page has changed."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers of a question for a changed page only."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the bytes, what they are called, and where they came from in the end."""

    url: str
    data: bytes = b""
    content_type: str = ""  # media type and charset, as the server says
    validators: Validators = field(default_factory=Validators)
    is_unchanged: bool = False  # since the validators that were asked with


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses one by one; what robots.txt allows is remembered for each host.

    `may_be_local` lets this machine itself be reached, for tests.
    """

    max_bytes: int
    total_seconds: float = TOTAL_SECONDS
    read_seconds: float = READ_SECONDS
    may_be_local: bool = False
    _robots: dict[str, Protego | None] = field(default_factory=dict)  # None: nothing is allowed

    def fetch(self, url: str, *, known: Validators | None = None) -> Fetched:
        """The document at an address; `known` asks for it only if it has changed.

        Raises FetchError with one line that says what was in the way, and, where the server asks
        for patience, for how many seconds.
        """
        address = parsed(url)
        shown = url
        for _ in range(REDIRECTS + 1):
            # Before robots.txt is asked for, so that a refusal names what the user gave.
            resolve(address, may_be_local=self.may_be_local, shown=shown)
            self._ask_robots(address)
            answer = self._get(address, known or Validators(), self.max_bytes)
            if answer.status in MOVED and answer.location:
                address = _moved(address, answer.location)
                shown = f"{url}: moved to {address.url}"
                continue
            return _checked(answer, address)
        message = f"{url}: moved more than {REDIRECTS} times; open it in a browser and give the end"
        raise FetchError(message)

    def delay(self, url: str) -> float:
        """The seconds that robots.txt asks to wait between two pages of a host, else 0."""
        rules = self._robots.get(parsed(url).origin)
        return float(rules.crawl_delay(AGENT) or 0) if rules is not None else 0.0

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that a site's robots.txt names."""
        address = parsed(url)
        self._ask_robots(address)
        rules = self._robots.get(address.origin)
        return list(rules.sitemaps) if rules is not None else []

    def _ask_robots(self, address: Address) -> None:
        if address.origin not in self._robots:
            self._robots[address.origin] = self._rules(address)
        rules = self._robots[address.origin]
        if rules is None:
            message = f"{address.url}: its robots.txt cannot be read now; try again later"
            raise FetchError(message)
        if not rules.can_fetch(address.url, AGENT):
            message = f"{address.url}: robots.txt of {address.host} asks programs to stay away"
            raise FetchError(message)

    def _rules(self, address: Address) -> Protego | None:
        """What a host's robots.txt says (RFC 9309): no file allows all, a broken server nothing."""
        at = parsed(urljoin(address.url, ROBOTS))
        for _ in range(REDIRECTS + 1):
            answer = self._get(at, Validators(), ROBOTS_BYTES, is_cut=True)
            if answer.status in MOVED and answer.location:
                at = _moved(at, answer.location)
                continue
            if answer.status >= SERVER_ERROR or answer.status == TOO_MANY:
                return None
            text = answer.data.decode("utf-8", "replace") if answer.status < MIN_ERROR else ""
            return Protego.parse(text)
        return Protego.parse("")

    def _get(
        self, address: Address, known: Validators, limit: int, *, is_cut: bool = False
    ) -> _Answer:
        number = resolve(address, may_be_local=self.may_be_local)
        headers = {
            "User-Agent": USER_AGENT,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            **known.headers(),
        }
        with _line(address, number, self.read_seconds, self.total_seconds) as line:
            response = line.request(headers)
            data = b"" if response.status in MOVED else _body(response, limit, address, is_cut)
        return _Answer(
            status=response.status,
            data=data,
            location=response.headers.get("Location", ""),
            content_type=response.headers.get("Content-Type", ""),
            validators=Validators(
                response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
            ),
            wait=_wait(response.headers),
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    data: bytes
    location: str
    content_type: str
    validators: Validators
    wait: int | None


def _checked(answer: _Answer, address: Address) -> Fetched:
    """The answer as a document. Raises FetchError where it is none."""
    if answer.status == NOT_MODIFIED:
        return Fetched(address.url, validators=answer.validators, is_unchanged=True)
    reason = _fault(answer)
    if reason:
        message = f"{address.url}: {reason}"
        raise FetchError(message, retry_after=answer.wait)
    if not answer.data.strip():
        message = f"{address.url}: the server sent an empty page; try again later"
        raise FetchError(message)
    return Fetched(address.url, answer.data, answer.content_type, answer.validators)


def _fault(answer: _Answer) -> str:
    status = answer.status
    if status in GONE:
        return f"not there ({status}); check the address"
    if status in {TOO_MANY, UNAVAILABLE}:
        wait = f"in {answer.wait} seconds" if answer.wait is not None else "later"
        return f"the server is busy ({status}); try again {wait}"
    if status in LOCKED:
        return f"the server does not let memcon in ({status}); save the page and give the file"
    if status >= SERVER_ERROR:
        return f"the server failed ({status}); try again later"
    if not 200 <= status < 300:  # noqa: PLR2004 (HTTP)
        return f"the server gave no page ({status}); check the address"
    return ""


def _moved(address: Address, location: str) -> Address:
    try:
        return parsed(urljoin(address.url, location.strip()))
    except FetchError as error:
        message = f"{address.url}: moved to what cannot be fetched: {error}"
        raise FetchError(message) from error
    except ValueError as error:
        place = location.strip()[:200]
        message = f"{address.url}: moved to what is no address of the web ({place}); check it"
        raise FetchError(message) from error


def _wait(headers: Mapping[str, str]) -> int | None:
    """The seconds that a server asks to wait, given as such or as a day."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return min(int(text), LONGEST_WAIT)
    with suppress(TypeError, ValueError):
        due = parsedate_to_datetime(text)
        due = due if due.tzinfo else due.replace(tzinfo=UTC)
        return max(0, min(int((due - datetime.now(UTC)).total_seconds()), LONGEST_WAIT))
    return None


def _body(response: HTTPResponse, limit: int, address: Address, is_cut: bool) -> bytes:  # noqa: FBT001
    """The decoded bytes, no more than `limit`: also of what unpacks to far more than is sent."""
    parts: list[bytes] = []
    size = 0
    while size <= limit:
        chunk = response.read1(CHUNK, decode_content=True)
        if not chunk:
            break
        parts.append(chunk)
        size += len(chunk)
    data = b"".join(parts)
    if size > limit and not is_cut:
        message = (
            f"{address.url}: over the cap of {limit} bytes; save it and split it, or raise the "
            "setting MEMCON_MAX_BYTES"
        )
        raise FetchError(message)
    return data[:limit]


class _Line:
    """A connection to a number that was checked, which is cut when its time is over."""

    def __init__(self, address: Address, number: str, read_seconds: float) -> None:
        self.is_late = False
        self._address = address
        self._socket: Any = None
        timeout = Timeout(connect=CONNECT_SECONDS, read=read_seconds)
        line = self

        def connect(_: HTTPConnection) -> Any:
            made = connection.create_connection((number, address.port), CONNECT_SECONDS)
            line._socket = made.dup()  # the other becomes part of a secure one
            return made

        if address.scheme == "https":
            secure = type("Secure", (HTTPSConnection,), {"_new_conn": connect})
            self._pool: HTTPConnectionPool = HTTPSConnectionPool(
                address.host, address.port, timeout=timeout, ca_certs=certifi.where()
            )
            self._pool.ConnectionCls = secure
        else:
            plain = type("Plain", (HTTPConnection,), {"_new_conn": connect})
            self._pool = HTTPConnectionPool(address.host, address.port, timeout=timeout)
            self._pool.ConnectionCls = plain

    def request(self, headers: Mapping[str, str]) -> HTTPResponse:
        found = self._pool.urlopen(
            "GET",
            self._address.target,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
        )
        assert isinstance(found, HTTPResponse)  # noqa: S101 (what its pool makes)
        return found

    def cut(self) -> None:
        """End it from another thread: whoever waits for a byte waits no more."""
        self.is_late = True
        with suppress(OSError, AttributeError):
            self._socket.shutdown(2)

    def close(self) -> None:
        self._pool.close()
        with suppress(OSError, AttributeError):
            self._socket.close()


@contextmanager
def _line(
    address: Address, number: str, read_seconds: float, total_seconds: float
) -> Iterator[_Line]:
    """A line to an address. Raises FetchError for whatever goes wrong on it."""
    line = _Line(address, number, read_seconds)
    started = time.monotonic()
    timer = threading.Timer(total_seconds, line.cut)
    timer.daemon = True
    timer.start()
    try:
        yield line
        if line.is_late:
            raise FetchError(_late(address, started))
    except DecodeError as error:
        message = f"{address.url}: damaged on the way (its compression is broken); try again later"
        raise FetchError(message) from error
    except SSLError as error:
        if line.is_late:
            raise FetchError(_late(address, started)) from error
        message = f"{address.url}: its certificate is not valid; open it in a browser to see why"
        raise FetchError(message) from error
    except (HTTPError, OSError, ValueError) as error:
        if line.is_late or "timed out" in str(error).lower():
            raise FetchError(_late(address, started)) from error
        ends = (HTTPException, ConnectionResetError)
        if isinstance(error, ProtocolError) and isinstance(error.args[-1], ends):
            message = f"{address.url}: the server broke off its answer; try again later"
            raise FetchError(message) from error
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        message = f"{address.url}: no connection ({reason}); try again later"
        raise FetchError(message) from error
    finally:
        timer.cancel()
        line.close()


def _late(address: Address, started: float) -> str:
    seconds = round(time.monotonic() - started)
    return f"{address.url}: no whole answer within {seconds} seconds; try again later"
