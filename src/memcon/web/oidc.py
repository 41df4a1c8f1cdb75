"""Coming in by another provider of identities (OpenID Connect), where the settings name one.

Code flow with PKCE (RFC 7636), state and nonce. Who comes in has to be a user of the ledger
already, known by the provider's subject, or by the name that it vouches for: an admin says who may
come, the provider only who it is. Authlib (the extra `oidc`) checks the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from memcon.errors import UsageError
from memcon.settings import Settings


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
