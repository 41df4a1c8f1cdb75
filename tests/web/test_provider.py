"""Logging in by another provider of identities: a real one on this machine, with its keys."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.access import SESSION_COOKIE
from memcon.web.app import create_app

jwt = pytest.importorskip("joserfc.jwt")


@dataclass
class Issuer:
    """A provider: what it says of who logs in, and what it was asked."""

    base: str = ""
    key: Any = None
    signs_with: Any = None
    claims: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    challenge: str = ""
    nonce: str = ""

    def token(self) -> str:
        now = int(time.time())
        base = {"iss": self.base, "aud": "desk", "sub": "u-17", "iat": now, "exp": now + 300}
        claims = {**base, "nonce": self.nonce, "email": "ana", **self.claims}
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signs_with or self.key)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    from joserfc.jwk import RSAKey

    made = Issuer(key=RSAKey.generate_key(2048, {"kid": "one"}))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/jwks":
                self._send({"keys": [made.key.as_dict(private=False)]})
                return
            self._send(
                {
                    "issuer": made.base,
                    "authorization_endpoint": f"{made.base}/authorize",
                    "token_endpoint": f"{made.base}/token",
                    "jwks_uri": f"{made.base}/jwks",
                }
            )

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            made.asked = parse_qs(self.rfile.read(length).decode())
            verifier = made.asked["code_verifier"][0].encode()
            digest = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).decode()
            if digest.rstrip("=") != made.challenge or made.asked["code"] != ["right"]:
                self._send({"error": "invalid_grant"}, 400)
                return
            self._send({"id_token": made.token(), "token_type": "Bearer"})

        def _send(self, value: Any, status: int = 200) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(settings: Settings, issuer: Issuer) -> Iterator[TestClient]:
    with Ledger(settings=settings) as ledger:
        ledger.users.add("ana", role="analyst")
        ledger.users.add("root", role="admin", password="a long enough password")
    known = replace(
        settings, oidc_issuer=issuer.base, oidc_client="desk", oidc_secret="s", oidc_name="Ministry"
    )
    with TestClient(create_app(known), follow_redirects=False) as client:
        yield client


def begin(client: TestClient, issuer: Issuer) -> str:
    """Go to the provider; the state that it would send back."""
    answer = client.get("/login/provider?next=/records")
    assert answer.status_code == 303
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    issuer.challenge, issuer.nonce = asked["code_challenge"][0], asked["nonce"][0]
    return asked["state"][0]


def test_who_is_vouched_for_comes_in(desk: TestClient, issuer: Issuer) -> None:
    assert "Ministry" in desk.get("/login").text
    state = begin(desk, issuer)
    answer = desk.get(f"/login/back?code=right&state={state}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/records"
    assert SESSION_COOKIE in desk.cookies
    assert desk.get("/review").status_code in (200, 503)
    assert issuer.asked["client_secret"] == ["s"]
    again = desk.get(f"/login/back?code=right&state={state}")
    assert again.status_code == 403, "a state is good once"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"email": "nobody"},
        {"email_verified": False},
        {"email": "root"},  # has a password: the provider cannot speak for them
    ],
)
def test_who_is_not_stays_out(desk: TestClient, issuer: Issuer, claims: dict[str, Any]) -> None:
    issuer.claims = claims
    answer = desk.get(f"/login/back?code=right&state={begin(desk, issuer)}")
    assert answer.status_code == 403
    assert SESSION_COOKIE not in desk.cookies


def test_another_key_is_not_trusted(desk: TestClient, issuer: Issuer) -> None:
    from joserfc.jwk import RSAKey

    issuer.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    answer = desk.get(f"/login/back?code=right&state={begin(desk, issuer)}")
    assert answer.status_code == 403


def test_a_login_begun_elsewhere_is_not_ended_here(desk: TestClient, issuer: Issuer) -> None:
    state = begin(desk, issuer)
    desk.cookies.clear()
    assert desk.get(f"/login/back?code=right&state={state}").status_code == 403
    state = begin(desk, issuer)
    assert desk.get(f"/login/back?code=wrong&state={state}").status_code == 403


def test_a_provider_that_is_away_is_told(settings: Settings) -> None:
    with Ledger(settings=settings) as ledger:
        ledger.users.add("root", role="admin", password="a long enough password")
    known = replace(settings, oidc_issuer="http://127.0.0.1:9", oidc_client="desk", oidc_secret="s")
    with TestClient(create_app(known), follow_redirects=False) as client:
        answer = client.get("/login/provider")
        assert answer.status_code == 503
        assert "does not answer" in answer.text
