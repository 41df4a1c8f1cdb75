"""What stands in the menu: the pages that there are, for whom they are."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.routing import Match

from memcon.web.access import Visit

# Address, and the scope that a visitor needs. The words are `base.nav.<name>`.
_ENTRIES: tuple[tuple[str, str, str], ...] = (
    ("home", "/", "read"),
    ("records", "/records", "read"),
    ("searches", "/searches", "read"),
    ("pairs", "/dyad", "read"),
    ("cooperation", "/cooperation", "read"),
    ("documents", "/documents", "read"),
    ("findings", "/findings", "read"),
    ("network", "/network", "read"),
    ("map", "/map", "read"),
    ("compare", "/compare", "read"),
    ("sources", "/sources", "read"),
    ("review", "/review", "write"),
    ("export", "/export", "read"),
    ("codebook", "/codebook", "read"),
    ("admin", "/admin", "admin"),
    ("about", "/about", "read"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu; `is_here`: it leads to the page that is shown, or one below it."""

    name: str
    address: str
    is_here: bool


def navigation(request: Request, visit: Visit | None) -> list[Entry]:
    """The entries that a visitor may use."""
    if visit is None:
        return []
    path = request.url.path
    return [
        Entry(name, address, path == address or (address != "/" and path.startswith(f"{address}/")))
        for name, address, scope in _ENTRIES
        if visit.may(scope) and address in _known(request)
    ]


def _known(request: Request) -> frozenset[str]:
    """The addresses of menus that the application answers."""
    kept: frozenset[str] | None = getattr(request.app.state, "menu", None)
    if kept is None:
        kept = frozenset(address for _, address, _ in _ENTRIES if _is_routed(request, address))
        request.app.state.menu = kept
    return kept


def _is_routed(request: Request, address: str) -> bool:
    scope = {"type": "http", "method": "GET", "path": address, "root_path": "", "headers": []}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)
