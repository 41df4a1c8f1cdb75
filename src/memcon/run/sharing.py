"""A ledger that several people use: who sees what, who may do what, and who did it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from memcon.settings import Settings

if TYPE_CHECKING:
    from memcon.ledger.audit import AuditEntry
    from memcon.ledger.rows import StoredDocument
    from memcon.ledger.searches import Searches
    from memcon.ledger.store import Store
    from memcon.ledger.users import Access, Users


_VISIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class News:
    """What came in since a time ("" for ever): how many documents, and the latest of them."""

    since: str
    count: int
    documents: tuple[StoredDocument, ...]


def _is_over(at: str, now: datetime) -> bool:
    """Whether the visit that began at a time is over."""
    return not at or now - datetime.fromisoformat(at) > _VISIT


class Sharing:
    """The part of `Ledger` that is about its users."""

    _store: Store
    _settings: Settings
    _access: Access | None = None
    _own: Store | None = None  # where a user of a view writes to

    @property
    def actor(self) -> str:
        """Who the log names for what is done now."""
        return self._store.actor

    @property
    def audience(self) -> str:
        """Whose part of the ledger this is: the same for all who hold the same labels."""
        return self._store.audience

    @property
    def changes(self) -> tuple[int, int]:
        """The numbers of the last change to what is on record, and of the last loss."""
        return self._store.changes

    @property
    def users(self) -> Users:
        """Users, their roles, passwords, labels and tokens; for admins."""
        return self._writer("admin").users

    @property
    def searches(self) -> Searches:
        """The searches that the user keeps: `save(name, query)`, `all`, `get`, `remove`."""
        store = self._store if self._access is None or self._own is None else self._own
        return store.searches

    def label(self, *names: str, label: str, remove: bool = False) -> None:
        """Restrict documents to those who hold a label, or (`remove`) no longer.

        To everybody else it is as if these had never been read. Raises LedgerError for one that is
        not there.
        """
        self._writer("admin").label(names, [label], remove=remove)

    def labels(self) -> dict[str, list[str]]:
        """The labels of each document that has any."""
        return self._store.labels()

    def audit(
        self, *, subject: str = "", by: str = "", limit: int | None = None
    ) -> list[AuditEntry]:
        """The latest changes, oldest first: who did what, when; for admins."""
        return self._writer("admin").audit(subject=subject, by=by, limit=limit)

    def view(self, labels: Iterable[str] = ()) -> Self:
        """The ledger as those see it who hold some labels, to be read; close it when done."""
        return self._shown(self._store.view(labels))

    def as_user(self, name: str) -> Self:
        """The ledger as a user sees it, who may do with it what their role allows.

        What they decide is under their name. Raises AccessError for a user who is kept out,
        LedgerError where there is none.
        """
        from memcon.errors import AccessError
        from memcon.ledger.users import Access, scopes_of

        user = self._store.users.get(name)
        if user.disabled:
            message = f"{name}: is kept out"
            raise AccessError(message)
        return self.as_access(Access(user, scopes_of(user.role)))

    def as_access(self, access: Access, *, view: Self | None = None) -> Self:
        """The ledger as somebody sees it who came in with a token: see `users.access`.

        `view` is one that was opened before for the same labels; its connections are then used.
        """
        from memcon.ledger.store import Store

        seen = view._store if view else self._store.view(access.user.labels)
        shown = self._shown(Store(seen.engine, whole=self._store))
        shown._access = access
        shown._own = Store(self._store.engine, originals=self._settings.originals)
        shown._own.actor = access.user.name
        shown._store.actor = access.user.name
        return shown

    def news(self, *, limit: int = 10) -> News:
        """The documents that came in since the visit before this one, the latest first.

        A visit ends when nothing was asked for half an hour. Each user's visits are their own.
        """
        looker, name = self._looker("visit")
        look = looker.look(name)
        visit, before = look.get("visit", {}), look.get("before", {})
        moment = datetime.now(UTC)
        is_new_visit = _is_over(visit.get("at", ""), moment)
        since = visit if is_new_visit else before
        mark, count, found = self._store.came_after(int(since.get("mark", 0)), limit=limit)
        if is_new_visit:
            now = {"mark": str(mark), "at": moment.isoformat(timespec="seconds")}
            looker.remember_look(name, {"visit": now, "before": dict(visit)})
        return News(since.get("at", ""), count, tuple(found))

    def _shown(self, store: Store) -> Self:
        made = type(self).__new__(type(self))
        made._store = store
        made._settings = self._settings
        return made

    def _looker(self, name: str) -> tuple[Store, str]:
        """Where a look is remembered, and under which name: each user has their own."""
        if self._access is None or self._own is None:
            return self._store, name
        return self._own, f"{self._access.user.name}/{name}"

    def _check(self, scope: str) -> None:
        """Raise AccessError for a user who may not do what needs a scope."""
        if self._access is not None:
            self._access.check(scope)

    def _writer(self, scope: str = "write") -> Store:
        """Where changes go. Raises AccessError for a user who may not make them."""
        if self._access is None:
            return self._store
        self._access.check(scope)
        return self._own or self._store
