"""The API: reading, deciding, streaming, who may what, and how it says no."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.app import create_app
from memcon.web.errors import PROBLEM
from web_site import bearer

API = "/api/v1"
OPEN = {"getHealth"}  # what needs no token
WRITES = {
    "removeDocument",
    "ingestFiles",
    "ingestAddresses",
    "listJobs",
    "getJob",
    "cancelJob",
    "acceptRecord",
    "rejectRecord",
    "correctRecord",
    "splitRecord",
    "noteRecord",
    "enterRecord",
    "mergeRecords",
    "sameRecords",
    "notSameRecords",
    "undoDecision",
}
ADMINS = {
    "setLabels",
    "listUsers",
    "addUser",
    "getUser",
    "changeUser",
    "listTokens",
    "createToken",
    "revokeToken",
    "listAudit",
}
READS = {
    "listDocuments",
    "getDocument",
    "getText",
    "getOriginal",
    "locate",
    "getLabels",
    "listStatements",
    "listRecords",
    "getRecord",
    "listStatementsOfRecord",
    "getHistory",
    "listDecisions",
    "streamRecords",
    "streamTable",
    "listFormats",
    "exportRecords",
    "listFindings",
    "listSeries",
    "listFigures",
    "getStructure",
    "getMeetingFile",
    "getPack",
    "getFollowUp",
    "getPlan",
    "compareSystems",
    "getBrief",
    "getReport",
    "listDyads",
    "getDyad",
    "search",
    "getReview",
    "getSample",
    "getQuality",
    "listSearches",
    "saveSearch",
    "getSearch",
    "removeSearch",
    "getMe",
    "getAbout",
}
ROLES = {"reader": READS, "analyst": READS | WRITES, "admin": READS | WRITES | ADMINS}


@pytest.fixture
def get(client: TestClient) -> Callable[..., Any]:
    """Asks for JSON by path and parameters."""

    def ask(path: str, **params: Any) -> Any:
        answer = client.get(f"{API}{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def routes(client: TestClient) -> list[APIRoute]:
    """The operations of the API."""
    mounted = next(each for each in client.app.routes if getattr(each, "path", "") == API)
    found = [each for each in mounted.app.state.routes if isinstance(each, APIRoute)]
    return [each for each in found if each.include_in_schema]


# ---------------------------------------------------------------------- who may what


def test_every_operation_stands_in_the_table(client: TestClient) -> None:
    named = [each.operation_id for each in routes(client)]
    assert sorted(named) == sorted(OPEN | READS | WRITES | ADMINS)


def test_each_role_may_what_the_table_says(guarded: TestClient, ledger: Ledger) -> None:
    tokens = {role: bearer(ledger, role) for role in ROLES}
    for route in routes(guarded):
        if route.operation_id in OPEN:
            continue
        address = API + route.path.replace("{name:path}", "nobody").replace("{", "").replace(
            "}", ""
        )
        for method in route.methods:
            ask = guarded.request
            assert ask(method, address).status_code == 401, route.operation_id
            for role, allowed in ROLES.items():
                status = ask(method, address, headers=tokens[role]).status_code
                assert (status == 403) is (route.operation_id not in allowed), (role, address)
                assert status < 500


@pytest.mark.parametrize("scheme", ["Bearer x", "Bearer memcon_a_b", "Basic YTpi", "Bearer "])
def test_a_bad_token_does_not_let_in(guarded: TestClient, scheme: str) -> None:
    answer = guarded.get(f"{API}/me", headers={"Authorization": scheme})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == PROBLEM


def test_a_token_may_less_than_its_owner(guarded: TestClient, ledger: Ledger) -> None:
    narrow = bearer(ledger, "admin", "read")
    assert guarded.get(f"{API}/records", headers=narrow).status_code == 200
    assert guarded.get(f"{API}/users", headers=narrow).status_code == 403


def test_restricted_documents_are_nowhere(guarded: TestClient, ledger: Ledger) -> None:
    name = next(each.name for each in ledger.documents() if each.records)
    own = {each.subject for each in ledger.statements_of_document(name)}
    ledger.label(name, label="secret")
    reader = bearer(ledger, "reader")
    for path in (f"documents/{name}", f"texts/{name}", f"originals/{name}", f"statements/{name}"):
        answer = guarded.get(f"{API}/{path}", headers=reader)
        assert answer.status_code == 404, path
    lines = guarded.get(f"{API}/tables/records.jsonl", headers=reader).text
    assert f'"doc":"{name}"' not in lines
    found = guarded.get(f"{API}/findings?limit=500", headers=reader).text
    assert name not in found
    alone = [each for each in own if f'"{each}"' not in lines]
    for each in alone:
        assert guarded.get(f"{API}/records/{each}", headers=reader).status_code == 404
    ledger.users.set_labels("reader", ["secret"])
    assert guarded.get(f"{API}/documents/{name}", headers=reader).json()["labels"] == ["secret"]


def test_other_sites_get_nothing_done(client: TestClient) -> None:
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post(f"{API}/users", json={"name": "eve"}, headers=headers)
        assert answer.status_code == 403
    answer = client.get(f"{API}/records", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


# ---------------------------------------------------------------------- reading


def test_pages_give_each_record_once(get: Callable[..., Any], ledger: Ledger) -> None:
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = get("/records", limit=37, after=after)
        seen += [each["id"] for each in page["items"]]
        after = page["next"]
    assert seen == [each.id for each in ledger.records().records]


def test_pages_of_documents_too(get: Callable[..., Any], ledger: Ledger) -> None:
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = get("/documents", limit=3, after=after)
        seen += [each["name"] for each in page["items"]]
        after = page["next"]
    assert seen == [each.name for each in ledger.documents()]


@pytest.mark.parametrize(
    "conditions",
    [
        {"parties": ["BRA"]},
        {"sector": "trade"},
        {"status": "held"},
        {"text": "trade"},
        {"since": "2019-01-01", "until": "2019-12-31"},
    ],
)
def test_conditions_are_those_of_the_list(
    get: Callable[..., Any], ledger: Ledger, conditions: dict[str, Any]
) -> None:
    wanted = ledger.records(**conditions)
    asked = dict(conditions)
    if "parties" in asked:
        asked["party"] = asked.pop("parties")
    found = get("/records", limit=500, **asked)
    assert [each["id"] for each in found["items"]] == [each.id for each in wanted.records][:500]
    assert found["undated"] == wanted.undated


def test_what_has_not_changed_is_not_sent_again(client: TestClient, ledger: Ledger) -> None:
    record = ledger.records().records[0]
    for path in (f"/records/{record.id}", "/records", "/documents", "/about", "/openapi.json"):
        first = client.get(f"{API}{path}")
        again = client.get(f"{API}{path}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path
    ledger.note(record.id, "seen", by="ana")
    old = client.get(f"{API}/records/{record.id}", headers={"If-None-Match": '"x"'})
    assert old.status_code == 200


def test_a_citation_leads_to_the_words(get: Callable[..., Any], ledger: Ledger) -> None:
    cite = ledger.records().records[0].evidence[0]
    text = get(f"/texts/{cite.doc}")["text"]
    assert text[cite.start : cite.end] == cite.quote
    place = get(f"/locations/{cite.doc}", start=cite.start, end=cite.end)
    assert place["words"] == cite.quote
    assert place["line"] >= 1


def test_an_original_is_given_out_as_a_file(client: TestClient, ledger: Ledger) -> None:
    name = ledger.documents()[0].name
    answer = client.get(f"{API}/originals/{name}")
    kept = ledger.original(name)
    assert kept is not None
    assert answer.content == kept.data
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]


def test_tables_have_a_row_for_each_record(client: TestClient, ledger: Ledger) -> None:
    wanted = [each.id for each in ledger.records().records]
    lines = client.get(f"{API}/tables/records.jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted
    rows = list(csv.DictReader(io.StringIO(client.get(f"{API}/tables/records.csv").text)))
    assert [row["id"] for row in rows] == wanted
    amounts = [each for each in ledger.records("figure").records if each.get("amount")]
    row = next(row for row in rows if row["id"] == amounts[0].id)
    assert row["amount.unit"] == amounts[0].get("amount")["unit"]
    flat = [value for row in rows for value in row.values()]
    assert None not in flat


def test_findings_are_those_of_the_ledger(get: Callable[..., Any], ledger: Ledger) -> None:
    wanted = ledger.findings()
    found = get("/findings", limit=500)
    assert [each["id"] for each in found["items"]] == [each.id for each in wanted]
    for kind in {each.kind for each in wanted}:
        own = get("/findings", limit=500, kind=kind)["items"]
        assert {each["kind"] for each in own} == {kind}
    pair = [each.id for each in ledger.findings(parties=["BRA"])]
    assert sorted(each["id"] for each in get("/findings", party="BRA", limit=500)["items"]) == (
        sorted(pair)
    )


def test_findings_follow_the_ledger(get: Callable[..., Any], ledger: Ledger) -> None:
    before = get("/findings", limit=500)["items"]
    name = before[0]["sides"][0]["evidence"][0]["doc"]
    ledger.remove(name)
    wanted = [each.id for each in ledger.findings()]
    while not (found := get("/findings", limit=500))["is_current"]:
        pass
    assert [each["id"] for each in found["items"]] == wanted


def test_views_answer(get: Callable[..., Any], ledger: Ledger) -> None:
    dyads = get("/dyads")["items"]
    pair = "-".join(dyads[0]["parties"])
    assert get(f"/dyads/{pair}")["records"] == dyads[0]["records"]
    assert get(f"/briefs/{pair}")["sections"]
    assert get("/series", party=dyads[0]["parties"])["items"]
    assert all(each["indicator"] for each in get("/figures")["items"])
    assert get("/search", q="minister")["items"]
    assert get("/review")["items"]
    assert len(get("/review/sample", size=3)["items"]) == 3
    assert get("/quality")["items"] == []
    assert get("/about")["counts"] == ledger.counts()
    assert get("/me")["way"] == "local"


@pytest.mark.parametrize("paper", ["briefs", "reports"])
@pytest.mark.parametrize(
    ("form", "kind", "start"),
    [
        ("md", "text/markdown", b"# "),
        ("html", "text/html", b"<!DOCTYPE html>"),
        ("json", "application/json", b'{"title":'),
        ("docx", "application/vnd.openxmlformats-officedocument", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_briefs_and_reports_have_their_formats(
    client: TestClient, paper: str, form: str, kind: str, start: bytes
) -> None:
    if form == "pdf":
        pytest.importorskip("weasyprint")
    answer = client.get(f"{API}/{paper}/KEN,UGA", params={"format": form})
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content.startswith(start)


def test_papers_hold_what_the_ledger_says(client: TestClient, ledger: Ledger) -> None:
    asked = {"since": "2015", "as_of": "2023-12-31", "format": "md"}
    told = {"since": "2015-01-01", "as_of": "2023-12-31"}
    for paper, make in (("briefs", ledger.make_brief), ("reports", ledger.make_report)):
        found = client.get(f"{API}/{paper}/KEN-UGA", params=asked).text
        assert found == ledger.paper(make("KEN", "UGA", **told), "md").decode()


# ---------------------------------------------------------------------- deciding


def test_decisions_are_made_and_undone(client: TestClient, ledger: Ledger) -> None:
    record = next(each for each in ledger.records("meeting").records if each.get("date"))
    path = f"{API}/records/{record.id}"
    body = {"field": "date", "value": "7 November 2016", "reason": "misprint"}
    made = client.post(f"{path}/correct", json=body)
    assert made.status_code == 201, made.text
    assert client.get(path).json()["date"] == "2016-11-07"
    undone = client.post(f"{API}/decisions/{made.json()['id']}/undo", json={})
    assert undone.status_code == 201
    assert client.get(path).json()["date"] == record.get("date")
    assert client.post(f"{path}/notes", json={"text": "seen"}).status_code == 201
    assert client.post(f"{path}/accept", json={}).status_code == 201
    assert client.post(f"{path}/reject", json={"reason": "wrong"}).status_code == 201
    kinds = [each["kind"] for each in client.get(f"{path}/history").json()["items"]]
    assert kinds == ["correct", "undo", "note", "accept", "reject"]
    everything = client.get(f"{API}/decisions", params={"limit": 2}).json()
    assert len(everything["items"]) == 2
    rest = client.get(f"{API}/decisions", params={"after": everything["next"]}).json()
    assert len(rest["items"]) == 3


def test_records_are_merged_told_apart_and_entered(client: TestClient, ledger: Ledger) -> None:
    one, other, third = [each.id for each in ledger.records("visit").records[:3]]
    body = {"records": [one, other], "reason": "the same visit"}
    merged = client.post(f"{API}/decisions/merge", json=body)
    assert merged.status_code == 201, merged.text
    assert client.get(f"{API}/records/{max(one, other)}").json()["id"] == min(one, other)
    apart = {"records": [one, third], "reason": "two visits"}
    assert client.post(f"{API}/decisions/not-same", json=apart).status_code == 201
    split = client.post(f"{API}/records/{one}/split", json={"reason": "two after all"})
    assert split.status_code in (201, 409)  # where both are of one document there is nothing to do
    entry = {
        "type": "meeting",
        "fields": {"parties": ["KEN", "UGA"], "date": "2024-05-16"},
        "note": "The embassy told of talks in Nairobi.",
        "reason": "by telephone",
    }
    made = client.post(f"{API}/records", json=entry)
    assert made.status_code == 201, made.text
    assert client.get(f"{API}/records/{made.json()['subjects'][0]}").json()["type"] == "meeting"


def test_a_decision_on_what_has_changed_is_refused(client: TestClient, ledger: Ledger) -> None:
    record = ledger.records("meeting").records[0]
    path = f"{API}/records/{record.id}"
    etag = client.get(path).headers["etag"]
    assert client.post(f"{path}/accept", json={}, headers={"If-Match": etag}).status_code == 201
    late = client.post(f"{path}/reject", json={"reason": "no"}, headers={"If-Match": etag})
    assert late.status_code == 412
    assert "changed since you looked" in late.json()["detail"]
    assert client.post(f"{path}/accept", json={}, headers={"If-Match": "*"}).status_code == 201


def test_a_decision_is_under_the_users_name(guarded: TestClient, ledger: Ledger) -> None:
    record = ledger.records("meeting").records[0]
    answer = guarded.post(
        f"{API}/records/{record.id}/accept", json={}, headers=bearer(ledger, "analyst")
    )
    assert answer.json()["by"] == "analyst"


# ---------------------------------------------------------------------- people


def test_admins_manage_users_and_tokens(client: TestClient) -> None:
    # The first user of a local ledger is made on its own machine.
    made = client.post(f"{API}/users", json={"name": "root", "role": "admin"})
    assert made.status_code == 201
    assert client.get(f"{API}/users").status_code == 401


def test_tokens_come_and_go(guarded: TestClient, ledger: Ledger) -> None:
    admin = bearer(ledger, "admin")
    body = {"user": "reader", "scopes": ["read"], "days": 1, "name": "dashboard"}
    token = guarded.post(f"{API}/tokens", json=body, headers=admin).json()["token"]
    mine = {"Authorization": f"Bearer {token}"}
    assert guarded.get(f"{API}/me", headers=mine).json()["name"] == "reader"
    listed = guarded.get(f"{API}/tokens", params={"user": "reader"}, headers=admin).json()["items"]
    assert [each["name"] for each in listed] == ["dashboard"]
    assert token not in json.dumps(listed)
    gone = guarded.delete(f"{API}/tokens/{listed[0]['id']}", headers=admin)
    assert (gone.status_code, gone.content) == (204, b"")
    assert guarded.get(f"{API}/me", headers=mine).status_code == 401
    changed = guarded.patch(f"{API}/users/reader", json={"role": "analyst"}, headers=admin)
    assert changed.json()["role"] == "analyst"
    entries = guarded.get(f"{API}/audit", headers=admin).json()["items"]
    assert [each["action"] for each in entries][-3:] == [
        "token create",
        "token revoke",
        "user role",
    ]


# ---------------------------------------------------------------------- saying no


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nothing", None, 404),
        ("GET", "/records/meeting-000000000000", None, 404),
        ("GET", "/records?party=Atlantis", None, 404),
        ("GET", "/records?since=yesterday", None, 422),
        ("GET", "/records?limit=0", None, 422),
        ("GET", "/records?after=x", None, 400),
        ("GET", "/records?after=bm93aGVyZQ", None, 400),
        ("PUT", "/records", None, 405),
        ("GET", "/documents/..%2f..%2fetc%2fpasswd", None, 404),
        ("GET", "/documents/%00", None, 404),
        ("GET", "/texts/", None, 404),
        ("POST", "/users", {"name": "a b"}, 422),
        ("POST", "/users", {"name": "ana", "password": "short"}, 422),
        ("POST", "/users", {"name": "ana", "isAdmin": True}, 422),
        ("POST", "/records/x/accept", ["no"], 422),
        ("POST", "/records/meeting-000000000000/correct", {"field": "date"}, 422),
        ("GET", "/briefs/CHN", None, 400),
        ("POST", "/ingest", None, 400),
        ("POST", "/ingest/addresses", {"addresses": ["file:///etc/passwd"]}, 422),
    ],
)
def test_errors_are_problems(
    client: TestClient, method: str, path: str, body: Any, status: int
) -> None:
    answer = client.request(method, f"{API}{path}", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("since=2015-13", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("sector=steel", "one of trade"),
        ("status=over", "held"),
        ("after=no%20page", "give the `next` of the page before"),
    ],
)
def test_what_does_not_fit_is_told_in_words(client: TestClient, asked: str, says: str) -> None:
    problem = client.get(f"{API}/records?{asked}").json()
    assert says in problem["detail"]
    assert "pattern" not in problem["detail"]


def test_a_refused_method_names_those_that_are_not(client: TestClient) -> None:
    answer = client.put(f"{API}/records", json={})
    assert answer.headers["allow"] == "GET, POST"


def test_a_fault_of_ours_tells_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        message = "secret: /home/ana"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(Ledger, "page", broken)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        answer = client.get(f"{API}/records")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == PROBLEM
    assert "secret" not in answer.text


def test_large_requests_are_refused(client: TestClient) -> None:
    answer = client.post(f"{API}/users", content=b"x" * 3_000_000)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == PROBLEM


def test_too_many_requests_are_refused(settings: Settings) -> None:
    from dataclasses import replace

    with TestClient(create_app(replace(settings, api_rate=4))) as client:
        answers = [client.get(f"{API}/me", headers={"Authorization": "x"}) for _ in range(8)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.fixture
def described(client: TestClient) -> dict[str, Any]:
    """Every operation of the description, by id."""
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    return {each["operationId"]: each for path in paths.values() for each in path.values()}


def test_every_operation_is_described(described: dict[str, Any]) -> None:
    for name, operation in described.items():
        assert operation["summary"], name
        assert operation["description"], name
        assert operation["tags"], name
        answers = operation["responses"]
        wanted = {"400", "422", "429", "500", "503"} | (
            {"401", "403"} - OPEN_ERRORS.get(name, set())
        )
        assert wanted <= set(answers), name
        for status, answer in answers.items():
            assert answer["description"], name
            for media in answer.get("content", {}).values():
                assert "example" in media or "examples" in media, (name, status)
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (name, parameter["name"])
            assert "example" in parameter or "examples" in parameter, (name, parameter["name"])
        if operation.get("requestBody"):
            for media in operation["requestBody"]["content"].values():
                assert "example" in media, name


OPEN_ERRORS = {"getHealth": {"401", "403"}}
