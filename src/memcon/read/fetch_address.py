"""Which addresses are fetched: public ones of the web, whatever form they are written in.

What counts is the number that a host's name leads to, not the name: `127.1`, `0x7f000001` and a
name that a stranger's server answers with `10.0.0.1` are all the same to it. The number that was
checked is the one that is connected to, so that a second answer cannot differ (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from memcon.errors import FetchError

SCHEMES = {"http": 80, "https": 443}
MAX_CHARS = 4000
NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]")
HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_-]{1,63})*\.?"
)
SAFE = "/:?#[]@!$&'()*+,;=%-._~"
NAT64 = ipaddress.ip_network("64:ff9b::/96")
SITE_LOCAL = ipaddress.ip_network("fec0::/10")
Number = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web taken apart, as it is asked for."""

    url: str
    scheme: str
    host: str
    port: int
    target: str  # path and query

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"


def parsed(url: str) -> Address:
    """The address taken apart. Raises FetchError for what is no address of the web."""
    text = url.strip()
    if not text or len(text) > MAX_CHARS or NOT_IN_ADDRESS.search(text):
        raise FetchError(_said(url, "no address of the web; check it"))
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _ascii(parts.hostname or "")
    except ValueError as error:
        raise FetchError(_said(url, "no address of the web; check it")) from error
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise FetchError(_said(url, f"{scheme or 'no'} scheme; memcon fetches http and https"))
    if parts.username is not None or parts.password is not None:
        message = "holds a user name or password; memcon sends none, take them out"
        raise FetchError(_said(url, message))
    if not _is_host(host):
        raise FetchError(_said(url, "no host in it; check it"))
    path = quote(parts.path or "/", safe=SAFE)
    query = quote(parts.query, safe=SAFE)
    target = f"{path}?{query}" if query else path
    bare = Address("", scheme, host, port or SCHEMES[scheme], target)
    full = urlunsplit((scheme, bare.netloc, path, query, ""))
    return Address(full, scheme, host, bare.port, target)


def resolve(address: Address, *, may_be_local: bool = False, shown: str = "") -> str:
    """The number to connect to. Raises FetchError where one is not public, or there is none.

    `may_be_local` lets this machine itself through, for tests; other private networks never.
    `shown` is what messages call the address, where it was written in another way.
    """
    shown = shown or address.url
    try:
        answers = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(_said(shown, f"no such host: {address.host}")) from error
    numbers = list(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
    for number in numbers:
        found = ipaddress.ip_address(number)
        if not is_public(found) and not (may_be_local and _plain(found).is_loopback):
            reason = f"leads to {found}, which is not on the public internet; not fetched"
            raise FetchError(_said(shown, reason))
    if not numbers:
        raise FetchError(_said(shown, f"no such host: {address.host}"))
    return numbers[0]


def is_public(number: Number) -> bool:
    """Whether a number is one of the public internet, also where it is wrapped in another."""
    inner = _plain(number)
    if inner != number:
        return is_public(inner)
    wraps = isinstance(number, ipaddress.IPv6Address) and number.teredo is not None
    if wraps or number in SITE_LOCAL:
        return False
    return number.is_global and not (
        number.is_multicast or number.is_reserved or number.is_unspecified or number.is_link_local
    )


def _plain(number: Number) -> Number:
    """The IPv4 number in an IPv6 one that only carries it."""
    if isinstance(number, ipaddress.IPv4Address):
        return number
    if number.ipv4_mapped is not None:
        return number.ipv4_mapped
    if number.sixtofour is not None:
        return number.sixtofour
    packed = int(number)
    if number in NAT64 or 1 < packed < 2**32:
        return ipaddress.IPv4Address(packed & 0xFFFFFFFF)
    return number


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    return host.encode("idna").decode("ascii").lower()


def _is_host(host: str) -> bool:
    if ":" not in host:
        return HOST.fullmatch(host) is not None
    try:
        ipaddress.IPv6Address(host.partition("%")[0])
    except ValueError:
        return False
    return "%" not in host


def _said(url: str, reason: str) -> str:
    """One line about an address, without the password that may be in it."""
    shown = re.sub(r"//[^/@\s]*@", "//", url.strip())[:200]
    return f"{shown}: {reason}"
