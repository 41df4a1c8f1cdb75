"""Users of a ledger on a server: roles, passwords, labels, and tokens of programs and sessions.

Passwords are hashed with argon2id (argon2-cffi, with the parameters of RFC 9106 that it keeps up
to date). A token is shown once; only a SHA-256 of its secret, which is random, is stored.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from memcon.errors import AccessError, LedgerError, MissingError, UsageError
from memcon.ledger import audit
from memcon.ledger import labels as access
from memcon.ledger import schema as s
from memcon.ledger.connect import reading, writing
from memcon.ledger.rows import dumps

ROLES = ("reader", "analyst", "admin")  # each may what those before it may
FEED = "feed"  # of tokens that stand in the addresses of feeds
SCOPES = ("read", "write", "admin", FEED)
_OF_ROLE: Mapping[str, tuple[str, ...]] = {
    "reader": ("read", FEED),
    "analyst": ("read", "write", FEED),
    "admin": SCOPES,
}
SHORTEST = 12  # characters of a password
SESSION = timedelta(hours=12)
PREFIX = "memcon"
LONGEST = 100  # characters of a name


@dataclass(frozen=True, slots=True)
class User:
    """A user: what they may do (`role`), and which restricted documents they see (`labels`)."""

    name: str
    role: str
    labels: tuple[str, ...] = ()
    disabled: bool = False
    created_at: str = ""
    has_password: bool = False
    issuer: str = ""
    external_subject: str = ""

    def to_json(self) -> dict[str, Any]:
        """The user as JSON, without anything secret."""
        line = {name: getattr(self, name) for name in User.__slots__}
        line["labels"] = list(self.labels)
        return {name: value for name, value in line.items() if value not in ("", [])}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a program (`api`) or a browser's session, without its secret."""

    id: str
    user: str
    kind: str
    name: str
    scopes: tuple[str, ...]
    created_at: str
    expires_at: str
    revoked_at: str = ""

    def to_json(self) -> dict[str, Any]:
        """The token as JSON."""
        line = {name: getattr(self, name) for name in Token.__slots__}
        line["scopes"] = list(self.scopes)
        return {name: value for name, value in line.items() if value != ""}


@dataclass(frozen=True, slots=True)
class Access:
    """Who came in, and what they may do: the scopes of their role and of their token."""

    user: User
    scopes: frozenset[str]
    token: str = ""

    def check(self, scope: str) -> None:
        """Raise AccessError where something may not be done."""
        if scope not in self.scopes:
            message = f"{self.user.name}: a {self.user.role} may not do that here (needs {scope})"
            raise AccessError(message)


class Users:
    """The users of a ledger; what is changed is written to the audit log."""

    def __init__(self, engine: Engine, *, actor: str = "") -> None:
        self._engine = engine
        self._actor = actor

    # ------------------------------------------------------------------ users

    def add(
        self,
        name: str,
        *,
        role: str = "reader",
        password: str = "",
        labels: Iterable[str] = (),
        issuer: str = "",
        external_subject: str = "",
    ) -> User:
        """Make a user. One without a password comes in by another provider, or a token, only."""
        plain = name.strip()
        if not plain or len(plain) > LONGEST or not plain.isprintable():
            message = f"{name!r}: not a name; give a short one, such as ana"
            raise UsageError(message)
        _check_role(role)
        held = sorted({access.checked_label(each) for each in labels})
        hashed = _hashed(password) if password else ""
        with writing(self._engine) as connection:
            if _row(connection, plain) is not None:
                message = f"{plain}: there is a user of that name"
                raise LedgerError(message)
            values = {
                "name": plain,
                "role": role,
                "password": hashed,
                "issuer": issuer,
                "external_subject": external_subject or None,
                "disabled": False,
                "created_at": _now(),
            }
            made = connection.execute(insert(s.users).values(values)).inserted_primary_key
            _put_labels(connection, int(made[0]) if made else 0, held)
            details = {"role": role, "labels": held}
            audit.log(connection, self._actor, "user add", plain, details)
        return self.get(plain)

    def get(self, name: str) -> User:
        """A user by name. Raises LedgerError where there is none."""
        with reading(self._engine) as connection:
            return _user(connection, _wanted(connection, name))

    def all(self) -> list[User]:
        """All users by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(s.users).order_by(s.users.c.name)).all()
            return [_user(connection, row) for row in rows]

    def exist(self) -> bool:
        """Whether there is any user: without one, nobody has to log in."""
        with reading(self._engine) as connection:
            return connection.execute(select(s.users.c.id).limit(1)).first() is not None

    def external(self, issuer: str, subject: str) -> User | None:
        """The user whom another provider of identities knows, if there is one."""
        on = s.users.c
        with reading(self._engine) as connection:
            query = select(s.users).where(on.issuer == issuer, on.external_subject == subject)
            row = connection.execute(query).first()
            return None if row is None else _user(connection, row)

    def set_role(self, name: str, role: str) -> None:
        """Give a user another role; the last admin keeps theirs."""
        _check_role(role)
        with writing(self._engine) as connection:
            row = _wanted(connection, name)
            if row.role == "admin" and role != "admin":
                _check_other_admin(connection, row)
            self._change(connection, row, "user role", {"role": role}, {"role": role})

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password; their sessions end."""
        hashed = _hashed(password)
        with writing(self._engine) as connection:
            row = _wanted(connection, name)
            self._change(connection, row, "user password", {"password": hashed}, {})
            _revoke(connection, (s.tokens.c.user == row.id) & (s.tokens.c.kind == "session"))

    def set_labels(self, name: str, labels: Iterable[str]) -> None:
        """Let a user see documents of these labels, and no other restricted ones."""
        held = sorted({access.checked_label(each) for each in labels})
        with writing(self._engine) as connection:
            row = _wanted(connection, name)
            _put_labels(connection, row.id, held)
            audit.log(connection, self._actor, "user labels", row.name, {"labels": held})

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Keep a user out, or let them in again; their sessions and tokens are revoked."""
        with writing(self._engine) as connection:
            row = _wanted(connection, name)
            if disabled and row.role == "admin":
                _check_other_admin(connection, row)
            action = "user disable" if disabled else "user enable"
            self._change(connection, row, action, {"disabled": disabled}, {})
            if disabled:
                _revoke(connection, s.tokens.c.user == row.id)

    def _change(
        self,
        connection: Connection,
        row: Row[Any],
        action: str,
        values: Mapping[str, Any],
        told: Mapping[str, Any],
    ) -> None:
        connection.execute(update(s.users).where(s.users.c.id == row.id).values(**values))
        audit.log(connection, self._actor, action, row.name, told)

    # ------------------------------------------------------------------ coming in

    def log_in(self, name: str, password: str) -> str:
        """The token of a new session. Raises AccessError, the same for whatever is wrong."""
        with reading(self._engine) as connection:
            row = _row(connection, name)
        # A name that is not there takes as long as a wrong password.
        known = row.password if row is not None and row.password else _nobody()
        is_right = _verified(known, password) and row is not None and bool(row.password)
        if not is_right or row is None or row.disabled:
            message = "no such name and password; try again, or ask an admin for a new password"
            raise AccessError(message)
        return self._token(row.name, "session", "", _OF_ROLE[row.role], SESSION)

    def log_in_external(self, issuer: str, subject: str, name: str) -> str:
        """The token of a new session of somebody whom another provider of identities vouches for.

        They are the user with that issuer and subject, else the one of that `name` who has neither
        a password nor an issuer. Raises AccessError where there is none, or they are kept out.
        """
        user = self.external(issuer, subject)
        if user is None and name:
            with reading(self._engine) as connection:
                row = _row(connection, name)
                found = _user(connection, row) if row is not None else None
            if found is not None and not found.has_password and not found.issuer:
                user = found
        if user is None or user.disabled:
            message = f"{name or subject}: is no user here; ask an admin to make you one"
            raise AccessError(message)
        return self._token(user.name, "session", "", _OF_ROLE[user.role], SESSION)

    def check_password(self, name: str, password: str) -> None:
        """Raise AccessError where that is not a user's password."""
        with reading(self._engine) as connection:
            row = _wanted(connection, name)
        if not row.password or not _verified(row.password, password):
            message = "that is not your present password"
            raise AccessError(message)

    @property
    def engine(self) -> Engine:
        """The database that they are in."""
        return self._engine

    def create_token(
        self, user: str, *, name: str = "", scopes: Iterable[str] = ("read",), days: int = 90
    ) -> str:
        """A token for a program, told once: what it may do, and for how many days."""
        wanted = tuple(dict.fromkeys(scopes))
        unknown = [each for each in wanted if each not in SCOPES]
        if unknown or not wanted:
            message = f"scope {', '.join(unknown) or '(none)'}: there are {', '.join(SCOPES)}"
            raise UsageError(message)
        if days < 1:
            message = f"{days} days: a token is good for one day or more"
            raise UsageError(message)
        owner = self.get(user)
        too_much = [each for each in wanted if each not in _OF_ROLE[owner.role]]
        if too_much:
            message = f"{owner.name}: a {owner.role} has no scope {too_much[0]} to give"
            raise LedgerError(message)
        return self._token(owner.name, "api", name, wanted, timedelta(days=days))

    def _token(
        self, user: str, kind: str, name: str, scopes: tuple[str, ...], lasts: timedelta
    ) -> str:
        identity, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        with writing(self._engine) as connection:
            row = _wanted(connection, user)
            if row.disabled:
                message = f"{user}: is kept out; let them in first: memcon user disable --undo"
                raise LedgerError(message)
            connection.execute(
                insert(s.tokens).values(
                    id=identity,
                    user=row.id,
                    kind=kind,
                    name=name,
                    secret=_digest(secret),
                    scopes=dumps(list(scopes)),
                    created_at=now.isoformat(timespec="seconds"),
                    expires_at=(now + lasts).isoformat(timespec="seconds"),
                    revoked_at="",
                )
            )
            action = "session" if kind == "session" else "token create"
            details = {"token": identity, "scopes": list(scopes)}
            audit.log(connection, self._actor or row.name, action, row.name, details)
        return f"{PREFIX}_{identity}_{secret}"

    def access(self, token: str, *, now: datetime | None = None) -> Access:
        """Who a token lets in. Raises AccessError, the same for whatever is wrong with it."""
        _, _, rest = token.partition("_")
        identity, _, secret = rest.partition("_")
        with reading(self._engine) as connection:
            query = select(s.tokens).where(s.tokens.c.id == identity)
            row = connection.execute(query).first()
            is_right = row is not None and hmac.compare_digest(row.secret, _digest(secret))
            moment = (now or datetime.now(UTC)).isoformat(timespec="seconds")
            if row is None or not is_right or row.revoked_at or row.expires_at <= moment:
                message = "the token is not good, or no longer; log in, or ask for a new one"
                raise AccessError(message)
            owner = connection.execute(select(s.users).where(s.users.c.id == row.user)).one()
            user = _user(connection, owner)
        if user.disabled:
            message = "the token is not good, or no longer; log in, or ask for a new one"
            raise AccessError(message)
        scopes = frozenset(json.loads(row.scopes)) & frozenset(_OF_ROLE[user.role])
        return Access(user, scopes, row.id)

    def tokens(self, user: str = "") -> list[Token]:
        """The tokens of a user or of all, without their secrets, the latest first."""
        with reading(self._engine) as connection:
            query = select(s.tokens, s.users.c.name.label("owner")).join(
                s.users, s.users.c.id == s.tokens.c.user
            )
            if user:
                query = query.where(s.users.c.name == _wanted(connection, user).name)
            ordered = query.order_by(s.tokens.c.created_at.desc(), s.tokens.c.id)
            return [
                Token(
                    row.id,
                    row.owner,
                    row.kind,
                    row.name,
                    tuple(json.loads(row.scopes)),
                    row.created_at,
                    row.expires_at,
                    row.revoked_at,
                )
                for row in connection.execute(ordered)
            ]

    def revoke(self, token_id: str) -> None:
        """Let a token or session no longer be good. Raises LedgerError where there is none."""
        with writing(self._engine) as connection:
            row = connection.execute(select(s.tokens).where(s.tokens.c.id == token_id)).first()
            if row is None:
                message = f"{token_id}: no token of that id; `memcon token list` has them"
                raise MissingError(message)
            _revoke(connection, s.tokens.c.id == token_id)
            owner = select(s.users.c.name).where(s.users.c.id == row.user)
            name = str(connection.execute(owner).scalar_one())
            audit.log(connection, self._actor, "token revoke", name, {"token": token_id})


def scopes_of(role: str) -> frozenset[str]:
    """What users of a role may do."""
    return frozenset(_OF_ROLE[role])


def _check_role(role: str) -> None:
    if role not in ROLES:
        message = f"role {role}: there are {', '.join(ROLES)}"
        raise UsageError(message)


def _check_other_admin(connection: Connection, row: Row[Any]) -> None:
    on = s.users.c
    query = select(on.id).where(on.role == "admin", on.id != row.id, ~on.disabled)
    if connection.execute(query).first() is None:
        message = f"{row.name}: the last admin; make another one first"
        raise LedgerError(message)


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(s.users).where(s.users.c.name == name.strip())).first()


def _wanted(connection: Connection, name: str) -> Row[Any]:
    row = _row(connection, name)
    if row is None:
        message = f"{name}: no user of that name; `memcon user list` has them"
        raise MissingError(message)
    return row


def _user(connection: Connection, row: Row[Any]) -> User:
    held = select(s.user_labels.c.label).where(s.user_labels.c.user == row.id)
    labels = connection.execute(held.order_by(s.user_labels.c.label)).scalars().all()
    return User(
        row.name,
        row.role,
        tuple(labels),
        bool(row.disabled),
        row.created_at,
        bool(row.password),
        row.issuer,
        row.external_subject or "",
    )


def _put_labels(connection: Connection, user: int, labels: Iterable[str]) -> None:
    connection.execute(delete(s.user_labels).where(s.user_labels.c.user == user))
    rows = [{"user": user, "label": label} for label in labels]
    if rows:
        connection.execute(insert(s.user_labels), rows)


def _revoke(connection: Connection, which: Any) -> None:
    is_good = s.tokens.c.revoked_at == ""
    connection.execute(update(s.tokens).where(which, is_good).values(revoked_at=_now()))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _hashed(password: str) -> str:
    if len(password) < SHORTEST:
        message = f"the password is too short; use {SHORTEST} characters or more"
        raise UsageError(message)
    from argon2 import PasswordHasher  # noqa: PLC0415 (only where passwords are used)

    return PasswordHasher().hash(password)


def _nobody() -> str:
    """A hash that no password has, to compare with where there is no user."""
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher().hash(secrets.token_urlsafe(16))


def _verified(hashed: str, password: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415

    try:
        return PasswordHasher().verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False
