"""Coming in by another provider of identities (OpenID Connect), where the settings name one.

Code flow with PKCE (RFC 7636), state and nonce. Who comes in has to be a user of the ledger
already, known by the provider's subject, or by the name that it vouches for: an admin says who may
come, the provider only who it is. Authlib (the extra `oidc`) checks the tokens.
"""

from __future__ import annotations

import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from memcon.errors import AccessError, LedgerAwayError, UsageError
from memcon.settings import Settings

_MINUTES_10 = 600.0  # seconds that a login may take
_MOST_BEGUN = 1000
_PATIENCE = 10.0  # seconds
_LARGEST = 1_000_000  # bytes of an answer
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]  # never "none", never a shared secret


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider: its address, who we are to it, and the claim that has the user's name."""

    issuer: str
    client_id: str
    secret: str
    name: str
    claim: str


def provider(settings: Settings) -> Provider | None:
    """The provider that the settings name (`oidc_issuer` and so on); None for none.

    Raises UsageError where it is named by half.
    """
    if not settings.oidc_issuer:
        return None
    if not settings.oidc_client or not settings.oidc_secret:
        message = "MEMCON_OIDC_ISSUER is set: set MEMCON_OIDC_CLIENT and MEMCON_OIDC_SECRET too"
        raise UsageError(message)
    return Provider(
        settings.oidc_issuer,
        settings.oidc_client,
        settings.oidc_secret,
        settings.oidc_name or settings.oidc_issuer.partition("://")[2],
        settings.oidc_claim,
    )


def provider_name(settings: Settings) -> str:
    """What the provider is called on the login page; nothing where there is none."""
    found = provider(settings)
    return found.name if found else ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A login that was begun: what the provider and the browser have to bring back."""

    nonce: str
    verifier: str
    onward: str
    until: float


class Logins:
    """Logins by a provider that were begun and not ended yet, by their state."""

    def __init__(self) -> None:
        self._begun: OrderedDict[str, Begun] = OrderedDict()
        self._lock = Lock()

    def begin(self, known: Provider, back: str, onward: str) -> tuple[str, str]:
        """The address at the provider to go to, and the state of the login."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        with self._lock:
            self._begun[state] = Begun(nonce, verifier, onward, time.monotonic() + _MINUTES_10)
            while len(self._begun) > _MOST_BEGUN:
                self._begun.popitem(last=False)
        asked = {
            "response_type": "code",
            "client_id": known.client_id,
            "redirect_uri": back,
            "scope": "openid email profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        where = _described(known)["authorization_endpoint"]
        return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}", state

    def end(
        self, known: Provider, back: str, *, state: str, code: str
    ) -> tuple[Mapping[str, Any], str]:
        """Who came back, as the provider's claims, and where they wanted to go.

        Raises AccessError for whoever did not begin here, or whose tokens are not good.
        """
        with self._lock:
            begun = self._begun.pop(state, None)
        if begun is None or begun.until < time.monotonic():
            message = "this login was not begun here, or too long ago; begin anew"
            raise AccessError(message)
        described = _described(known)
        answer = _asked(
            "POST",
            described["token_endpoint"],
            fields={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back,
                "client_id": known.client_id,
                "client_secret": known.secret,
                "code_verifier": begun.verifier,
            },
        )
        return _claims(known, described, str(answer.get("id_token", "")), begun.nonce), begun.onward


def _claims(
    known: Provider, described: Mapping[str, Any], token: str, nonce: str
) -> Mapping[str, Any]:
    """The claims of a token that the provider signed for this login."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.jwk import KeySet

    keys = KeySet.import_key_set(_asked("GET", described["jwks_uri"]))  # type: ignore[arg-type]
    try:
        found = jwt.decode(token, keys, algorithms=_ALGORITHMS)
        wanted = {
            "iss": {"essential": True, "value": described["issuer"]},
            "aud": {"essential": True, "value": known.client_id},
            "sub": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        }
        params = {"nonce": nonce, "client_id": known.client_id}
        CodeIDToken(found.claims, found.header, wanted, params).validate(leeway=60)
    except Exception as error:  # of two libraries, with no base in common
        message = f"{known.name}: what it says of you cannot be trusted ({type(error).__name__})"
        raise AccessError(message) from error
    return dict(found.claims)


def _described(known: Provider) -> Mapping[str, Any]:
    """The provider's own description (OpenID Connect Discovery)."""
    found = _asked("GET", f"{known.issuer}/.well-known/openid-configuration")
    wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    if any(not isinstance(found.get(name), str) for name in wanted):
        message = f"{known.name}: does not say where to log in; ask who runs it"
        raise LedgerAwayError(message)
    if found["issuer"].rstrip("/") != known.issuer:
        message = f"{known.name}: says that it is {found['issuer']}; check MEMCON_OIDC_ISSUER"
        raise AccessError(message)
    return found


def _asked(method: str, address: str, *, fields: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the provider answers. Raises LedgerAwayError where it does not."""
    import urllib3

    try:
        answer = urllib3.request(
            method,
            address,
            body=urlencode(fields) if fields else None,
            headers={"Content-Type": "application/x-www-form-urlencoded"} if fields else None,
            redirect=False,
            retries=False,
            timeout=_PATIENCE,
        )
        found = json.loads(answer.data[:_LARGEST])
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        message = f"the provider of identities does not answer ({type(error).__name__}); try again"
        raise LedgerAwayError(message) from error
    if answer.status != HTTPStatus.OK or not isinstance(found, dict):
        message = f"the provider of identities refused (HTTP {answer.status}); begin anew"
        raise AccessError(message)
    return found
