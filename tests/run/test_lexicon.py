"""Refreshing office-holders, against answers in the SPARQL 1.1 JSON format from a local server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest

from memcon.errors import DataError, InputError, UsageError
from memcon.extract.offices import load_holders
from memcon.run.lexicon import import_dictionaries, load_service, update_holders

TODAY = date(2031, 4, 2)
Binding = dict[str, dict[str, str]]


def binding(person: str, item: str, **values: str) -> Binding:
    """A row of an answer, typed as the service types it."""
    row: Binding = {
        "person": {"type": "uri", "value": f"http://www.wikidata.org/entity/{item}"},
        "personLabel": {"xml:lang": "en", "type": "literal", "value": person},
        "country": {"type": "literal", "value": "ISL"},
        "positionLabel": {"xml:lang": "en", "type": "literal", "value": "minister of Iceland"},
        "start": {"type": "literal", "value": "2028-03-01T00:00:00Z"},
        "startPrecision": {"type": "literal", "value": "11"},
    }
    row |= {name: {"type": "literal", "value": value} for name, value in values.items()}
    return {name: cell for name, cell in row.items() if cell["value"]}


@dataclass
class Service:
    """A query service on this machine, with what it answers and what it was asked."""

    address: str = ""
    status: int = 200
    answer: bytes = b""
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def will_answer(self, *bindings: Binding) -> None:
        result = {"head": {"vars": []}, "results": {"bindings": list(bindings)}}
        self.answer = json.dumps(result).encode()


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            service.asked.append(parse_qs(self.rfile.read(length).decode()))
            self.send_response(service.status)
            self.end_headers()
            self.wfile.write(service.answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    yield service
    server.shutdown()
    server.server_close()
    thread.join()


def update(service: Service, folder: Path, **options: int) -> list[list[str]]:
    """The rows written by an update of one office."""
    updated = update_holders(
        folder,
        today=TODAY,
        endpoint=service.address,
        offices=["foreign_minister"],
        since=options.get("since", 1990),
    )
    lines = updated.path.read_text(encoding="utf-8").splitlines()
    assert updated.tenures == len(lines) - 2
    return [line.split("\t") for line in lines[2:]]


def test_a_tenure_becomes_a_row(service: Service, tmp_path: Path) -> None:
    service.will_answer(
        binding("Birna Jónsdóttir", "Q900", aliases="Birna J.|Birna  Jonsdottir"),
    )
    assert update(service, tmp_path) == [
        [
            "Birna Jónsdóttir",
            "Birna J.|Birna Jonsdottir",
            "ISL",
            "foreign_minister",
            "minister of Iceland",
            "2028-03-01",
            "",
            "Wikidata Q900, 2031-04-02",
            "verified",
        ]
    ]


@pytest.mark.parametrize(
    ("precision", "start"), [("11", "2028-03-01"), ("10", "2028-03"), ("9", "2028")]
)
def test_dates_keep_their_precision(
    service: Service, tmp_path: Path, precision: str, start: str
) -> None:
    service.will_answer(binding("Birna Jónsdóttir", "Q900", startPrecision=precision))
    assert update(service, tmp_path)[0][5] == start


def test_end_of_a_tenure(service: Service, tmp_path: Path) -> None:
    service.will_answer(
        binding("Birna Jónsdóttir", "Q900", end="2029-01-01T00:00:00Z", endPrecision="9"),
    )
    assert update(service, tmp_path)[0][6] == "2029"


@pytest.mark.parametrize(
    "useless",
    [
        binding("Q901", "Q901"),
        binding("", "Q901"),
        binding("Someone", "Q901", startPrecision="8"),
        binding("Someone", "Q901", start=""),
        binding("Someone", "Q901", country=""),
    ],
)
def test_answers_that_carry_no_tenure_are_counted(
    service: Service, tmp_path: Path, useless: Binding
) -> None:
    service.will_answer(useless, binding("Birna Jónsdóttir", "Q900"))
    updated = update_holders(
        tmp_path, today=TODAY, endpoint=service.address, offices=["foreign_minister"]
    )
    assert (updated.tenures, updated.left_out) == (1, 1)


def test_query_names_the_office_and_the_first_year(service: Service, tmp_path: Path) -> None:
    service.will_answer(binding("Birna Jónsdóttir", "Q900"))
    update(service, tmp_path, since=2005)
    (asked,) = service.asked
    query = asked["query"][0]
    assert f"wd:{load_service().offices['foreign_minister']} " in query
    assert "YEAR(?start) >= 2005" in query
    assert "{office}" not in query
    assert "{since}" not in query


def test_every_office_is_asked_for_by_default(service: Service, tmp_path: Path) -> None:
    service.will_answer(binding("Birna Jónsdóttir", "Q900"))
    update_holders(tmp_path, today=TODAY, endpoint=service.address)
    assert len(service.asked) == len(load_service().offices)


def test_rows_take_the_place_of_later_rows_of_ours(service: Service, tmp_path: Path) -> None:
    service.will_answer(binding("Birna Jónsdóttir", "Q900", start="2015-01-01T00:00:00Z"))
    update(service, tmp_path)
    ours, merged = load_holders(), load_holders(tmp_path)
    held = merged.by_office("ISL", "foreign_minister", date(2020, 6, 1))
    assert held is not None
    assert held.person == "Birna Jónsdóttir"
    early = date(2012, 6, 1)
    assert merged.by_office("ISL", "foreign_minister", early) is not None
    assert merged.by_office("ISL", "foreign_minister", early) == ours.by_office(
        "ISL", "foreign_minister", early
    )
    assert len(merged.holders) < len(ours.holders)


@pytest.mark.parametrize("answer", [b"<html>busy</html>", b"{}", b'{"results": {"bindings": [1]}}'])
def test_answer_that_is_no_result_changes_nothing(
    service: Service, tmp_path: Path, answer: bytes
) -> None:
    service.answer = answer
    with pytest.raises(DataError, match="not a SPARQL result in JSON"):
        update(service, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_empty_answer_changes_nothing(service: Service, tmp_path: Path) -> None:
    service.will_answer()
    with pytest.raises(DataError, match="no office-holder in the answer"):
        update(service, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_failing_service_is_named(service: Service, tmp_path: Path) -> None:
    service.status = 503
    with pytest.raises(InputError, match=rf"{service.address}: no answer \(Service Unavailable\)"):
        update(service, tmp_path)


def test_unreachable_service_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"127\.0\.0\.1:1/: no answer"):
        update_holders(tmp_path, today=TODAY, endpoint="http://127.0.0.1:1/")


@pytest.mark.parametrize(
    ("endpoint", "offices", "message"),
    [
        ("file:///etc/passwd", [], "not an address of a query service"),
        ("http://127.0.0.1:1/", ["lamplighter"], "lamplighter: not an office to update"),
    ],
)
def test_wrong_use_is_refused(
    tmp_path: Path, endpoint: str, offices: list[str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        update_holders(tmp_path, today=TODAY, endpoint=endpoint, offices=offices)


def test_dictionaries_are_imported_one_by_one(tmp_path: Path) -> None:
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in paths:
        path.write_text("ICELAND_ [ISL]\n", encoding="utf-8")
    imported = import_dictionaries(paths, tmp_path / "lexicon")
    assert [each.actors for each in imported] == [1, 1]
