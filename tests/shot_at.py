"""What the tests of faults share: the environment of a program that is shot at or cut off."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

import crash

Started = Callable[..., "subprocess.Popen[str]"]
Mounted = Callable[..., "subprocess.CompletedProcess[str]"]


def environ(place: crash.Range, url: str, **settings: object) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("MEMCON_")}
    given = {f"MEMCON_{name.upper()}": str(value) for name, value in settings.items()}
    cache = str(place.folder / "cache")
    return {**own, "MEMCON_DB": url, "MEMCON_CACHE_DIR": cache, "PYTHONUNBUFFERED": "1", **given}
