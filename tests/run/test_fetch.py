"""Fetching against a real server that answers in the layouts that the publishers document."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import memcon
from memcon.errors import InputError, UsageError
from memcon.run.fetch import Query, fetch
from memcon.settings import Settings

FILES = Path(__file__).parent.parent / "statistics" / "files"
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Server:
    """A server with a list of answers, the last of which it goes on giving."""

    url: str = ""
    answers: list[Answer | Callable[[], Answer]] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)

    def will(self, *bodies: object, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for body in bodies:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.answers.append((status, named, data))

    def next(self) -> Answer:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer() if callable(answer) else answer


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self)
            status, headers, body = served.next()
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client did not wait

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield served
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def settings(server: Server) -> Settings:
    return Settings(
        comtrade_url=server.url, worldbank_url=server.url, imf_url=server.url, fetch_seconds=5
    )


def asked(server: Server, number: int = 0) -> tuple[str, dict[str, str]]:
    parts = urlsplit(server.asked[number].path)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def go(query: Query, settings: Settings) -> tuple[str, list[float]]:
    waited: list[float] = []
    return fetch(query, settings, sleep=waited.append), waited


TRADE = Query("comtrade", ("CHN",), ("RUS",), 2022, 2022)
GDP = Query("worldbank", ("KEN", "EU"), (), 2020, 2022, codes=("NY.GDP.MKTP.CD",))
PARTNERS = Query("imf", ("KAZ",), ("CHN", "world", "XKX"), 2020, 2022)
ROWS = json.loads((FILES / "comtrade-api.json").read_text("utf-8"))["data"]


def bank(page: int, pages: int, *years: int) -> list[Any]:
    row = {
        "indicator": {"id": "NY.GDP.MKTP.CD", "value": "GDP (current US$)"},
        "country": {"id": "KE", "value": "Kenya"},
        "countryiso3code": "KEN",
        "unit": "",
        "obs_status": "",
        "decimal": 0,
    }
    rows = [{**row, "date": str(year), "value": year * 10**6} for year in years]
    return [{"page": page, "pages": pages, "per_page": 1000, "lastupdated": "2024-03-28"}, rows]


def test_comtrade_is_asked_by_its_own_numbers(server: Server, settings: Settings) -> None:
    server.will({"elapsedTime": "0.1 secs", "count": 2, "data": ROWS, "error": ""})
    text, waited = go(TRADE, settings)
    path, query = asked(server)
    assert path == "/public/v1/preview/C/A/HS"
    assert (query["reporterCode"], query["partnerCode"]) == ("156", "643")
    assert (query["period"], query["cmdCode"], query["flowCode"]) == ("2022", "TOTAL", "X,M")
    assert json.loads(text)["data"] == ROWS
    assert waited == []
    assert server.asked[0].headers["User-Agent"].startswith("memcon/")


@pytest.mark.parametrize(("party", "number"), [("USA", "842"), ("FRA", "251"), ("EU", "97")])
def test_comtrade_areas_are_wider_than_states(
    server: Server, settings: Settings, party: str, number: str
) -> None:
    server.will({"data": ROWS})
    go(Query("comtrade", (party,), ("world",), 2022, 2022), settings)
    assert asked(server)[1]["reporterCode"] == number
    assert asked(server)[1]["partnerCode"] == "0"


def test_comtrade_takes_a_key_and_twelve_periods_at_a_time(server: Server) -> None:
    server.will({"data": ROWS[:1]}, {"data": ROWS[1:]})
    query = Query("comtrade", ("CHN",), ("RUS",), 2000, 2014, codes=("27", "2709"))
    keyed = Settings(comtrade_url=server.url, comtrade_key="secret", fetch_seconds=5)
    text, waited = go(query, keyed)
    assert len(server.asked) == 2
    assert asked(server)[0] == "/data/v1/get/C/A/HS"
    assert server.asked[0].headers["Ocp-Apim-Subscription-Key"] == "secret"
    assert "secret" not in server.asked[0].path
    assert asked(server)[1]["cmdCode"] == "27,2709"
    assert asked(server, 1)[1]["period"] == "2012,2013,2014"
    assert json.loads(text)["data"] == ROWS
    assert waited == [1.0]  # a pause between requests


def test_months_are_asked_for_by_month(server: Server, settings: Settings) -> None:
    server.will({"data": ROWS})
    go(Query("comtrade", ("CHN",), ("RUS",), 2022, 2022, frequency="M"), settings)
    assert asked(server)[0].endswith("/C/M/HS")
    assert asked(server)[1]["period"].startswith("202201,202202")


def test_an_answer_that_is_cut_is_no_answer(server: Server, settings: Settings) -> None:
    server.will({"data": ROWS[:1] * 500})
    with pytest.raises(InputError, match=r"cut at 500 rows; ask for fewer .* MEMCON_COMTRADE_KEY"):
        go(TRADE, settings)


def test_the_world_bank_is_read_page_by_page(server: Server, settings: Settings) -> None:
    server.will(bank(1, 2, 2022, 2021), bank(2, 2, 2020))
    text, _ = go(GDP, settings)
    assert [asked(server, n)[1]["page"] for n in (0, 1)] == ["1", "2"]
    assert asked(server)[0] == "/country/KEN;EUU/indicator/NY.GDP.MKTP.CD"
    assert asked(server)[1]["date"] == "2020:2022"
    head, rows = json.loads(text)
    assert head["lastupdated"] == "2024-03-28"
    assert [row["date"] for row in rows] == ["2022", "2021", "2020"]


def test_the_imf_is_asked_in_sdmx(server: Server, settings: Settings) -> None:
    csv = (FILES / "imf-imts.csv").read_bytes()
    server.will(csv)
    text, _ = go(PARTNERS, settings)
    path, query = asked(server)
    assert path == "/data/IMF.STA,IMTS/KAZ.XG_FOB_USD+MG_CIF_USD.CHN+G001+KOS.A"
    assert query == {"startPeriod": "2020", "endPeriod": "2022"}
    assert "csv" in server.asked[0].headers["Accept"]
    assert text == csv.decode()


def test_the_outlook_is_another_dataflow_without_partners(
    server: Server, settings: Settings
) -> None:
    server.will((FILES / "imf-weo.csv").read_bytes())
    go(Query("imf", ("KEN",), (), 2023, 2028, codes=("NGDPD",)), settings)
    assert asked(server)[0] == "/data/IMF.RES,WEO/KEN.NGDPD.A"


@pytest.mark.parametrize("header", ["7", "date"])
def test_a_busy_server_is_given_the_time_it_asks_for(
    server: Server, settings: Settings, header: str
) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)
    server.will({}, status=429, Retry_After=later if header == "date" else header)
    server.will({}, status=503)
    server.will({"data": ROWS})
    _, waited = go(TRADE, settings)
    assert len(server.asked) == 3
    assert waited == [pytest.approx(7, abs=1.5), 2.0]


@pytest.mark.parametrize(
    ("status", "headers", "body", "message", "requests"),
    [
        (429, {"Retry_After": "3600"}, {}, r"too busy .*HTTP 429\); try again in 3600 seconds", 1),
        (503, {}, {}, r"too busy for this request \(HTTP 503\)", 4),
        (
            403,
            {},
            {"message": "Out of call volume quota."},
            "HTTP 403: Out of call.*COMTRADE_KEY",
            1,
        ),
        (401, {}, b"no", r"refused the request \(HTTP 401\); check your key", 1),
        (404, {}, {"error": "no such\nthing"}, "HTTP 404: no such thing", 1),
        (500, {}, b"", r"refused the request \(HTTP 500\)", 1),
        (200, {}, b'{"data": [', "broken", 1),
        (200, {}, [1], "no data in the answer", 1),
        (200, {}, {"data": None, "error": "limit exceeded"}, r"no data .*limit exceeded", 1),
        (200, {}, {"data": []}, "nothing for these parties and years", 1),
    ],
)
def test_what_goes_wrong_is_one_line(
    server: Server,
    settings: Settings,
    status: int,
    headers: dict[str, str],
    body: object,
    message: str,
    requests: int,
) -> None:
    server.will(body, status=status, **headers)
    with pytest.raises(InputError, match=message) as caught:
        go(TRADE, settings)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("127.0.0.1:")
    assert len(server.asked) == requests


@pytest.mark.parametrize(
    ("query", "body", "message"),
    [
        (GDP, [{"message": [{"id": "120", "key": "x", "value": "Not valid"}]}], "Not valid"),
        (GDP, [{"page": 1, "pages": 0, "total": 0}, None], "nothing for these"),
        (GDP, {"a": 1}, "no data in the answer"),
        (PARTNERS, b"", "nothing for these"),
        (PARTNERS, b"<html>maintenance</html>", "no SDMX-CSV"),
    ],
)
def test_answers_that_are_none_are_refused(
    server: Server, settings: Settings, query: Query, body: object, message: str
) -> None:
    server.will(body)
    with pytest.raises(InputError, match=message):
        go(query, settings)


def test_a_server_that_does_not_answer_is_left(server: Server) -> None:
    def slow() -> Answer:
        time.sleep(2)
        return 200, {}, b"{}"

    server.answers.append(slow)
    hasty = Settings(comtrade_url=server.url, fetch_seconds=1)
    with pytest.raises(InputError, match=r"no answer within 1 seconds; .*MEMCON_FETCH_SECONDS"):
        go(TRADE, hasty)


def test_a_server_that_is_not_there_is_named() -> None:
    nowhere = Settings(comtrade_url="http://127.0.0.1:9", fetch_seconds=5)
    with pytest.raises(InputError, match=r"127\.0\.0\.1:9: no answer .* try again later"):
        go(TRADE, nowhere)


def test_an_answer_that_is_too_large_is_left(server: Server) -> None:
    server.will(b"x" * 5000)
    small = Settings(comtrade_url=server.url, max_bytes=1000, fetch_seconds=5)
    with pytest.raises(InputError, match="over 1000 bytes; ask for fewer years"):
        go(TRADE, small)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query("eurostat", ("FRA",), (), 2020, 2021), "no source to fetch from"),
        (Query("comtrade", (), ("RUS",), 2020, 2021), "at least one reporter"),
        (Query("comtrade", ("CHN",), (), 2021, 2020), "from the earlier to the later"),
        (Query("comtrade", ("NATO",), (), 2020, 2020), "NATO: UN Comtrade has no number"),
        (Query("comtrade", ("CHN",), (), 2020, 2020, frequency="Q"), "no frequency Q"),
        (Query("worldbank", ("KEN",), ("UGA",), 2020, 2020), "leave --partner out"),
        (Query("worldbank", ("KEN",), (), 2020, 2020, frequency="M"), "leave --frequency out"),
        (Query("imf", ("KEN",), (), 2020, 2020, codes=("X",)), "X: no indicator of the IMF"),
        (Query("imf", ("KEN",), ("UGA",), 2020, 2020, codes=("NGDPD",)), "asked for alone"),
    ],
)
def test_queries_that_cannot_be_answered_are_not_asked(
    server: Server, settings: Settings, query: Query, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        go(query, settings)
    assert server.asked == []


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="MEMCON_IMF_URL=file:///etc: no address"):
        go(PARTNERS, Settings(imf_url="file:///etc"))


def test_what_is_fetched_is_kept_in_a_file_and_imported(
    server: Server, settings: Settings, tmp_path: Path
) -> None:
    server.will(bank(1, 1, 2021, 2022))
    path = tmp_path / "kept.json"
    with memcon.open(tmp_path / "l.db", settings=settings) as ledger:
        result = ledger.fetch_statistics(
            "worldbank", path, reporters=["Kenya"], years=(2021, 2022), codes=["NY.GDP.MKTP.CD"]
        )
        assert (result.outcome, result.added) == ("added", 2)
        assert ledger.documents()[0].is_official
        kept = path.read_bytes()
        server.answers[:] = []
        server.will(b"{broken")
        with pytest.raises(InputError, match="broken"):
            ledger.fetch_statistics("worldbank", path, reporters=["KEN"], years=(2021, 2022))
        assert path.read_bytes() == kept
        assert len(ledger.records("figure").records) == 2
