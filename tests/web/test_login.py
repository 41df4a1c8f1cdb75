"""Coming in, going out, and administering users."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.web.access import SESSION_COOKIE
from web_site import PASSWORD

NEW = "another long password"


def form_token(client: TestClient, address: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(address).text)
    assert found, address
    return found.group(1)


def log_in(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> Any:
    fields = {"csrf": form_token(client, "/login"), "name": name, "password": password, **more}
    return client.post("/login", data=fields)


def test_a_right_password_lets_in_until_the_log_out(guarded: TestClient) -> None:
    answer = log_in(guarded, "analyst", next="/records?type=visit")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/records?type=visit"
    cookie = answer.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    session = guarded.cookies[SESSION_COOKIE]
    assert guarded.get("/records").status_code == 200
    assert "analyst" in guarded.get("/").text
    gone = guarded.post("/logout", data={"csrf": form_token(guarded, "/")})
    assert gone.headers["location"] == "/login"
    guarded.cookies[SESSION_COOKIE] = session
    assert guarded.get("/records").status_code == 303, "the session has ended on the server too"


def test_a_wrong_password_is_told_as_an_unknown_name_is(guarded: TestClient) -> None:
    wrong = log_in(guarded, "analyst", "not the password")
    unknown = log_in(guarded, "nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 403
    said = [
        re.search(r'class="fault"[^>]*>([^<]+)', each.text).group(1) for each in (wrong, unknown)
    ]
    assert said[0] == said[1]


def test_passwords_cannot_be_tried_on_and_on(guarded: TestClient) -> None:
    for _ in range(5):
        assert log_in(guarded, "analyst", "not the password").status_code == 403
    answer = log_in(guarded, "analyst")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60 + 1
    assert log_in(guarded, "reader").status_code == 303


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "\t//x", ""],
)
def test_the_login_leads_to_pages_of_this_server_alone(guarded: TestClient, address: str) -> None:
    assert log_in(guarded, "reader", next=address).headers["location"] == "/"


def test_a_form_without_its_token_does_nothing(guarded: TestClient) -> None:
    fields = {"name": "reader", "password": PASSWORD}
    assert guarded.post("/login", data=fields).status_code == 400
    token = form_token(guarded, "/login")
    guarded.cookies.clear()
    assert guarded.post("/login", data={**fields, "csrf": token}).status_code == 400


def test_an_admin_makes_and_keeps_out_users(guarded: TestClient, ledger: Ledger) -> None:
    log_in(guarded, "admin")

    def act(**fields: Any) -> Any:
        return guarded.post("/admin", data={"csrf": form_token(guarded, "/admin"), **fields})

    assert act(action="add", name="zoe", role="analyst", password=NEW).status_code == 303
    assert act(action="labels", user="zoe", labels="cables, eyes").status_code == 303
    assert ledger.users.get("zoe").labels == ("cables", "eyes")
    shown = act(action="token", user="zoe", scope="read", days="3")
    token = re.search(r"memcon_[0-9a-f]+_[\w-]+", shown.text).group(0)
    assert ledger.users.access(token).user.name == "zoe"
    assert token not in guarded.get("/admin").text
    assert act(action="disable", user="zoe").status_code == 303
    assert ledger.users.get("zoe").disabled
    assert act(action="role", user="admin", role="reader").status_code == 409, "the last admin"
    assert act(action="add", name="short", role="reader", password="short").status_code == 400


def test_one_changes_ones_own_password_with_the_present_one(
    guarded: TestClient, ledger: Ledger
) -> None:
    log_in(guarded, "reader")

    def act(**fields: str) -> Any:
        return guarded.post("/account", data={"csrf": form_token(guarded, "/account"), **fields})

    assert act(action="password", old="wrong wrong wrong", password=NEW).status_code == 403
    assert act(action="token", scope="admin").status_code == 409
    others = ledger.users.create_token("admin").split("_")[1]
    assert act(action="revoke", token=others).status_code == 403
    assert act(action="password", old=PASSWORD, password=NEW).status_code == 303
    assert guarded.get("/records").status_code == 303, "sessions have ended"
    assert log_in(guarded, "reader", NEW).status_code == 303
