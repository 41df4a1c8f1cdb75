"""Installs the Debian packages that tests need and that are missing: Chromium, LibreOffice, Pango.

python scripts/system_packages.py

Where they cannot be installed, says which tests will be skipped; under continuous integration (with
CI set) that is an error.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Needed:
    """A program or library, the Debian packages that bring it, and what needs it."""

    name: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]
    tests: str


def _has_headers(name: str) -> bool:
    """Whether a library can be compiled against."""
    config = shutil.which("pkg-config")
    if config is None:
        return False
    return subprocess.run([config, "--exists", name], check=False).returncode == 0


NEEDED = (
    Needed(
        "Chromium",
        ("chromium", "fonts-noto-cjk", "fonts-dejavu-core"),
        lambda: bool(shutil.which("chromium")),
        "the pages are not looked at in a browser",
    ),
    Needed(
        "LibreOffice",
        ("libreoffice-writer-nogui", "fonts-dejavu-core"),
        lambda: bool(shutil.which("soffice") or shutil.which("libreoffice")),
        "files that LibreOffice writes are not read back",
    ),
    Needed(
        "Pango",
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"),
        lambda: bool(ctypes.util.find_library("pango-1.0")),
        "printed pages are not read back",
    ),
    Needed(
        "Java",
        ("default-jre-headless",),
        lambda: bool(shutil.which("java")),
        "the pages are not checked to be valid HTML",
    ),
    Needed(
        "ICU",
        ("libicu-dev", "pkg-config", "g++"),
        lambda: _has_headers("icu-uc"),
        "entities are not read back by FollowTheMoney, whose PyICU is compiled with it",
    ),
)


def main() -> int:
    """Install what is missing; 1 where that must not fail and has."""
    missing = [one for one in NEEDED if not one.is_there()]
    if missing:
        install([package for one in missing for package in one.packages])
    still = [one for one in missing if not one.is_there()]
    for one in still:
        packages = " ".join(one.packages)
        print(f"{one.name} is missing: {one.tests} (apt-get install {packages})", file=sys.stderr)
    return 1 if still and os.environ.get("CI") else 0


def install(packages: list[str]) -> None:
    """Install packages with apt-get, where that is there and allowed."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    print(f"Installing {' '.join(packages)} for the tests ...", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run([apt, "-qq", *arguments], env=environment, check=False, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
