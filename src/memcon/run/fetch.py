"""Statistics fetched from their publishers, when a person asks for it: politely, one by one.

Answers are kept as they come, joined where they come in parts, so that the file that is imported is
the publisher's own. Layouts: UN Comtrade API v1, World Bank Indicators API v2, IMF SDMX 2.1 API.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from memcon.errors import InputError, UsageError
from memcon.settings import Settings
from memcon.statistics.knowledge import knowledge, letters_of, numeric_code, series_of
from memcon.version import __version__

SOURCES = ("comtrade", "worldbank", "imf")
WORLD = "world"
_TRIES = 4
_LONGEST_WAIT = 120.0  # seconds that are waited when a server asks for it
_PAUSE = 1.0  # seconds between two requests
_BUSY = frozenset({429, 502, 503, 504})
_REFUSED = frozenset({401, 403})
_NO_CONTENT = 204
_TOLD = 300  # characters of an error that are shown


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: parties by code (a partner may be `world`), years, codes of a source.

    `codes` are commodity codes of the HS for UN Comtrade, else indicators; without any, all goods
    or the usual ones are asked for. `frequency` is `A`, `Q` or `M`.
    """

    source: str
    reporters: tuple[str, ...]
    partners: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    codes: tuple[str, ...] = ()
    frequency: str = "A"

    @property
    def file_name(self) -> str:
        """A name for the answer."""
        sides = ["+".join(self.reporters), "+".join(self.partners)]
        parts = [self.source, *filter(None, sides), f"{self.first}-{self.last}"]
        parts += ["+".join(self.codes)] if self.codes else []
        parts += [self.frequency] if self.frequency != "A" else []
        return f"{'-'.join(parts)}.{'csv' if self.source == 'imf' else 'json'}"


@dataclass(slots=True)
class Client:
    """Asks servers, waits when they say so, and turns what goes wrong into one line."""

    seconds: float
    max_bytes: int
    sleep: Callable[[float], None] = time.sleep
    _asked: int = field(default=0, init=False)

    def get(self, url: str, headers: Mapping[str, str]) -> bytes:
        """The answer to a request; empty where the server has nothing.

        Raises InputError where there is none to be had, saying what to do.
        """
        if self._asked:
            self.sleep(_PAUSE)
        for left in range(_TRIES - 1, -1, -1):
            self._asked += 1
            wait = self._try(url, headers, is_last=not left)
            if isinstance(wait, bytes):
                return wait
            self.sleep(wait)
        raise AssertionError  # the last try answers or raises

    def _try(self, url: str, headers: Mapping[str, str], *, is_last: bool) -> bytes | float:
        """The answer, or how long to wait before asking again."""
        host = urlsplit(url).netloc
        request = Request(url, headers={**headers, "User-Agent": _agent()})  # noqa: S310 (checked)
        try:
            with urlopen(request, timeout=self.seconds) as response:  # noqa: S310
                body: bytes = response.read(self.max_bytes + 1)
        except HTTPError as error:
            with error:
                return self._refused(error, host, is_last=is_last)
        except TimeoutError as error:
            raise InputError(self._late(host)) from error
        except (URLError, HTTPException, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise InputError(self._late(host)) from error
            message = f"{host}: no answer ({reason}); check the connection and try again later"
            raise InputError(message) from error
        if len(body) > self.max_bytes:
            message = f"{host}: an answer of over {self.max_bytes} bytes; ask for fewer years"
            raise InputError(message)
        return body

    def _late(self, host: str) -> str:
        return (
            f"{host}: no answer within {self.seconds:g} seconds; try again later, ask for fewer "
            "years, or raise MEMCON_FETCH_SECONDS"
        )

    def _refused(self, error: HTTPError, host: str, *, is_last: bool) -> float:
        """How long to wait after an error. Raises InputError where waiting does not help."""
        told = _told(error)
        if error.code in _BUSY:
            wait = _retry_after(error.headers.get("Retry-After"))
            if wait is None:
                wait = 2.0 ** (_TRIES - 1) if is_last else 2.0
            if not is_last and wait <= _LONGEST_WAIT:
                return wait
            hint = f"try again in {wait:.0f} seconds" if wait > 2 else "try again later"  # noqa: PLR2004
            message = f"{host}: too busy for this request (HTTP {error.code}{told}); {hint}"
            raise InputError(message) from error
        hint = "ask for something else"
        if error.code in _REFUSED:
            hint = "check your key (MEMCON_COMTRADE_KEY for UN Comtrade) and what it allows"
        message = f"{host}: refused the request (HTTP {error.code}{told}); {hint}"
        raise InputError(message) from error


def fetch(query: Query, settings: Settings, *, sleep: Callable[[float], None] = time.sleep) -> str:
    """The publisher's answer to a query, as the text of a file to import.

    Raises UsageError for a query that the source cannot answer, InputError where no answer is to
    be had or it is none.
    """
    if query.source not in SOURCES:
        message = f"{query.source}: no source to fetch from; there are {', '.join(SOURCES)}"
        raise UsageError(message)
    if not query.reporters or not query.first or query.last < query.first:
        message = "name at least one reporter, and years from the earlier to the later"
        raise UsageError(message)
    client = Client(settings.fetch_seconds, settings.max_bytes, sleep)
    return _ASK[query.source](query, settings, client)


def _comtrade(query: Query, settings: Settings, client: Client) -> str:
    """Rows of trade by partner, twelve periods at a time as the API has it."""
    data = knowledge("comtrade")["api"]
    base = _base(settings.comtrade_url, "MEMCON_COMTRADE_URL")
    key = settings.comtrade_key
    path = str(data["path_with_key" if key else "path_without_key"])
    if query.frequency not in data["frequencies"]:
        message = f"comtrade has no frequency {query.frequency}; take {data['frequencies']}"
        raise UsageError(message)
    headers = {"Accept": "application/json"}
    headers |= {str(data["key_header"]): key} if key else {}
    rows: list[Any] = []
    for periods in _chunks(list(_periods(query)), int(data["periods"])):
        asked = {
            **data["parameters"],
            "reporterCode": ",".join(_number(party) for party in query.reporters),
            "partnerCode": ",".join(_number(party) for party in query.partners),
            "period": ",".join(periods),
            "cmdCode": ",".join(query.codes) or data["all_goods"],
        }
        known = {name: str(value) for name, value in asked.items() if value != ""}
        url = f"{base}{path.format(frequency=query.frequency)}?{urlencode(known, safe=',')}"
        answer = _json(client.get(url, headers), base)
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
            fault = answer.get("error") or answer.get("message") if isinstance(answer, dict) else ""
            message = (
                f"{_host(base)}: no data in the answer{f' ({fault})' if fault else ''}; try again"
            )
            raise InputError(message)
        rows += answer["data"]
        limit = int(data["rows_with_key" if key else "rows_without_key"])
        if len(answer["data"]) >= limit:
            message = (
                f"{_host(base)}: the answer is cut at {limit} rows; ask for fewer years or "
                "partners, or set MEMCON_COMTRADE_KEY to a key of your own"
            )
            raise InputError(message)
    _some(rows, base)
    return _dumped({"elapsedTime": "", "count": len(rows), "data": rows, "error": ""})


def _worldbank(query: Query, settings: Settings, client: Client) -> str:
    """Observations of indicators, page by page."""
    if query.partners:
        message = "the World Bank's indicators have no partner; leave --partner out"
        raise UsageError(message)
    if query.frequency != "A":
        message = "the World Bank's indicators are asked for by year; leave --frequency out"
        raise UsageError(message)
    base = _base(settings.worldbank_url, "MEMCON_WORLDBANK_URL")
    data = knowledge("worldbank")
    areas = ";".join(letters_of(party, "worldbank") for party in query.reporters)
    head: dict[str, Any] = {}
    rows: list[Any] = []
    for code in query.codes or data["fetched"]:
        page, pages = 1, 1
        while page <= pages:
            asked = {
                "format": "json",
                "date": f"{query.first}:{query.last}",
                "per_page": data["per_page"],
                "page": page,
            }
            url = f"{base}/country/{areas}/indicator/{code}?{urlencode(asked, safe=':')}"
            answer = _json(client.get(url, {"Accept": "application/json"}), base)
            head, some, pages = _page(answer, base)
            rows += some
            page += 1
    _some(rows, base)
    return _dumped([{**head, "page": 1, "pages": 1, "total": len(rows)}, rows])


def _page(answer: Any, base: str) -> tuple[dict[str, Any], list[Any], int]:
    """The head, the rows and the number of pages of an answer of the World Bank."""
    head = answer[0] if isinstance(answer, list) and answer else None
    if isinstance(head, dict) and "message" in head:
        faults = head["message"]
        fault = faults[0].get("value") if isinstance(faults, list) and faults else faults
        message = f"{_host(base)}: answered with an error: {fault}; check the codes"
        raise InputError(message)
    if not isinstance(head, dict) or "pages" not in head or len(answer) < 2:  # noqa: PLR2004
        message = f"{_host(base)}: no data in the answer; try again later"
        raise InputError(message)
    return head, answer[1] or [], int(head["pages"] or 1)


def _imf(query: Query, settings: Settings, client: Client) -> str:
    """Observations in SDMX-CSV, of trade by partner or of the World Economic Outlook."""
    data = knowledge("imf")
    base = _base(settings.imf_url, "MEMCON_IMF_URL")
    known = series_of("imf", {})
    codes = query.codes or tuple(data["fetched"])
    unknown = [code for code in codes if code not in known]
    if unknown:
        message = (
            f"{unknown[0]}: no indicator of the IMF that memcon knows; see `memcon fetch --help`"
        )
        raise UsageError(message)
    is_outlook = [code in data["outlook"] for code in codes]
    if any(is_outlook) and (not all(is_outlook) or query.partners):
        message = "indicators of the World Economic Outlook are asked for alone, without a partner"
        raise UsageError(message)
    parts = [_letters(query.reporters), "+".join(codes), query.frequency]
    if not any(is_outlook):
        parts.insert(2, _letters(query.partners))
    flow = data["flows"]["WEO" if any(is_outlook) else "IMTS"]
    asked = urlencode({"startPeriod": query.first, "endPeriod": query.last})
    url = f"{base}/data/{flow}/{'.'.join(parts)}?{asked}"
    body = client.get(url, {"Accept": str(data["accept"])})
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    if not text.strip():
        _some([], base)
    first = text.lstrip().split("\n", 1)[0]
    if "TIME_PERIOD" not in first or "OBS_VALUE" not in first:
        message = f"{_host(base)}: the answer is no SDMX-CSV ({first[:_TOLD]!r}); try again later"
        raise InputError(message)
    return text


_ASK: Mapping[str, Callable[[Query, Settings, Client], str]] = {
    "comtrade": _comtrade,
    "worldbank": _worldbank,
    "imf": _imf,
}


def _periods(query: Query) -> Iterator[str]:
    for year in range(query.first, query.last + 1):
        if query.frequency == "M":
            yield from (f"{year}{month:02d}" for month in range(1, 13))
        else:
            yield str(year)


def _chunks(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _number(party: str) -> str:
    """The number by which UN Comtrade knows a party. Raises UsageError where it has none."""
    number = "0" if party == WORLD else numeric_code(party)
    if not number:
        message = f"{party}: UN Comtrade has no number for it; ask for another party"
        raise UsageError(message)
    return number


def _letters(parties: Sequence[str]) -> str:
    world = str(knowledge("areas")["world_of"]["imf"])
    return "+".join(world if party == WORLD else letters_of(party, "imf") for party in parties)


def _base(url: str, variable: str) -> str:
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        message = f"{variable}={url}: no address; give one with http or https"
        raise UsageError(message)
    return url.rstrip("/")


def _host(base: str) -> str:
    return urlsplit(base).netloc


def _json(body: bytes, base: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        message = f"{_host(base)}: the answer is broken (not JSON); try again later"
        raise InputError(message) from error


def _some(rows: Sequence[Any], base: str) -> None:
    if not rows:
        message = f"{_host(base)}: nothing for these parties and years; ask for others"
        raise InputError(message)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _agent() -> str:
    return f"memcon/{__version__} (statistics that a person asked for)"


def _told(error: HTTPError) -> str:
    """What the server says is wrong, in a few words."""
    try:
        body = error.read(10_000).decode("utf-8", "replace")
        found = json.loads(body)
    except (ValueError, OSError, HTTPException):
        return ""
    fault = found.get("message") or found.get("error") if isinstance(found, dict) else ""
    return f": {' '.join(str(fault).split())[:_TOLD]}" if fault else ""


def _retry_after(value: str | None) -> float | None:
    """The seconds that a server asks to wait: a number, or until a date; None without either."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
