"""What a server is told once, at its start."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from memcon.settings import MEGABYTE, Settings


@dataclass(frozen=True, slots=True)
class Config:
    """How the application serves a ledger.

    `is_local`: it listens on this machine alone, so that without users whoever asks from it may do
    everything. `key` signs the tokens of forms and is another one at each start. `largest_upload`
    is in bytes, of one request.
    """

    settings: Settings
    is_local: bool = True
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    largest_upload: int = 200 * MEGABYTE
    largest_request: int = 2 * MEGABYTE  # of all other requests
