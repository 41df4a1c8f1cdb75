"""Users, passwords, tokens and the audit log, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from memcon.errors import AccessError, LedgerError, UsageError
from memcon.ledger import schema as s
from memcon.ledger.connect import writing
from memcon.ledger.decide import Who
from memcon.ledger.store import Store
from memcon.ledger.users import Users
from memcon.model.document import Document
from memcon.model.record import Record

PASSWORD = "correct horse battery"


@pytest.fixture
def users(store: Store) -> Users:
    store.actor = "root"
    store.users.add("ana", role="admin", password=PASSWORD, labels=["restricted"])
    store.users.add("ben", role="reader")
    return store.users


def test_a_user_has_a_role_and_labels_and_no_password_to_be_seen(users: Users) -> None:
    ana, ben = users.all()
    assert (ana.name, ana.role, ana.labels, ana.has_password) == (
        "ana",
        "admin",
        ("restricted",),
        True,
    )
    assert (ben.role, ben.labels, ben.has_password) == ("reader", (), False)
    assert PASSWORD not in str(ana.to_json())
    users.set_role("ben", "analyst")
    users.set_labels("ben", ["b", "a"])
    assert (users.get("ben").role, users.get("ben").labels) == ("analyst", ("a", "b"))


def test_passwords_are_hashed_with_argon2(users: Users, store: Store) -> None:
    with writing(store.engine) as connection:
        kept = connection.execute(s.users.select().where(s.users.c.name == "ana")).one()
    assert kept.password.startswith("$argon2id$")
    access = users.access(users.log_in("ana", PASSWORD))
    assert (access.user.name, access.scopes) == ("ana", {"read", "feed", "write", "admin"})


@pytest.mark.parametrize(
    ("name", "password"), [("ana", "wrong"), ("nobody", PASSWORD), ("ben", ""), ("ben", "x" * 20)]
)
def test_who_is_not_let_in_is_not_told_why(users: Users, name: str, password: str) -> None:
    with pytest.raises(AccessError, match="no such name and password"):
        users.log_in(name, password)


def test_a_new_password_ends_the_sessions(users: Users) -> None:
    session = users.log_in("ana", PASSWORD)
    users.set_password("ana", "another good password")
    with pytest.raises(AccessError):
        users.access(session)
    with pytest.raises(AccessError):
        users.log_in("ana", PASSWORD)
    assert users.access(users.log_in("ana", "another good password")).user.name == "ana"


def test_a_token_has_its_scopes_expires_and_is_revoked(users: Users, store: Store) -> None:
    token = users.create_token("ana", name="nightly", scopes=["read", "write"], days=3)
    assert users.access(token).scopes == {"read", "write"}
    secret = token.split("_", 2)[2]  # which may have "_" itself
    with writing(store.engine) as connection:
        assert secret not in str(connection.execute(s.tokens.select()).all())
    with pytest.raises(AccessError):
        users.access(token, now=datetime.now(UTC) + timedelta(days=4))
    with pytest.raises(AccessError, match="needs admin"):
        users.access(token).check("admin")
    (kept,) = users.tokens("ana")
    assert (kept.name, kept.kind, kept.scopes) == ("nightly", "api", ("read", "write"))
    users.revoke(kept.id)
    with pytest.raises(AccessError, match="not good"):
        users.access(token)
    users.set_role("ben", "analyst")
    other = users.create_token("ben", scopes=["write"])
    users.set_role("ben", "reader")
    assert users.access(other).scopes == set()  # a token gives no more than the role does
    users.disable("ben")
    with pytest.raises(AccessError):
        users.access(other)


@pytest.mark.parametrize("token", ["", "x", "memcon_", "memcon_1_2", "memcon_abc_" + "x" * 40])
def test_what_is_no_token_lets_nobody_in(users: Users, token: str) -> None:
    with pytest.raises(AccessError, match="not good"):
        users.access(token)


def test_the_last_admin_stays_one(users: Users) -> None:
    with pytest.raises(LedgerError, match="last admin"):
        users.set_role("ana", "reader")
    with pytest.raises(LedgerError, match="last admin"):
        users.disable("ana")
    users.set_role("ben", "admin")
    users.disable("ana")
    with pytest.raises(AccessError):
        users.log_in("ana", PASSWORD)
    users.disable("ana", disabled=False)
    assert users.log_in("ana", PASSWORD)


def test_another_provider_knows_a_user_by_a_subject_of_its_own(users: Users) -> None:
    users.add("eva", issuer="https://id.example", external_subject="0815")
    found = users.external("https://id.example", "0815")
    assert found is not None
    assert found.name == "eva"
    assert users.external("https://other.example", "0815") is None


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda u: u.add("ana"), LedgerError, "there is a user"),
        (lambda u: u.add(" "), UsageError, "not a name"),
        (lambda u: u.add("eva", role="boss"), UsageError, "reader, analyst, admin"),
        (lambda u: u.add("eva", password="short"), UsageError, "too short"),
        (lambda u: u.get("eva"), LedgerError, "no user"),
        (lambda u: u.create_token("ben", scopes=["write"]), LedgerError, "has no scope write"),
        (lambda u: u.create_token("ben", scopes=["all"]), UsageError, "scope all"),
        (lambda u: u.create_token("ben", days=0), UsageError, "one day or more"),
        (lambda u: u.revoke("x"), LedgerError, "no token"),
    ],
)
def test_what_makes_no_sense_is_refused(
    users: Users, call: Callable[[Users], Any], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        call(users)


# ---------------------------------------------------------------------- the audit log


def test_every_change_is_in_the_log(
    store: Store, doc: Callable[..., Document], rec: Callable[..., Record]
) -> None:
    store.actor = "root"
    document = doc("a.txt", "They met in Lima.")
    met = rec(document, "meeting", "met in Lima", parties=["CHL", "PER"], kind="ministerial")
    store.add_document(document, [met], fingerprint="1")
    store.add_document(document, [met], fingerprint="1")  # changes nothing
    store.label(["a.txt"], ["restricted"])
    store.decisions.judge("accept", met.id, Who("Ana"))
    store.users.add("ben")
    store.users.disable("ben")
    store.remove("a.txt")
    told = [(entry.by, entry.action, entry.subject) for entry in store.audit()]
    assert told == [
        ("root", "document", "a.txt"),
        ("root", "label", "a.txt"),
        ("root", "accept", met.id),
        ("root", "user add", "ben"),
        ("root", "user disable", "ben"),
        ("root", "remove", "a.txt"),
    ]
    assert store.audit()[2].details["by"] == "Ana"
    assert [entry.action for entry in store.audit(subject="a.txt", limit=2)] == ["label", "remove"]
    assert store.check() == []


@pytest.mark.parametrize("change", ["UPDATE audit SET \"by\" = 'nobody'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_the_log(users: Users, store: Store, change: str) -> None:
    assert users.all()
    with pytest.raises(LedgerError, match="only added to"), writing(store.engine) as connection:
        connection.execute(text(change))
    assert len(store.audit()) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE audit SET \"by\" = 'nobody' WHERE id = 1", "entry 1 is not what its hash says"),
        ("DELETE FROM audit WHERE id = 1", "entries 1 to 1 are missing"),
        ("DELETE FROM audit WHERE id = 2", "ends at entry 1, where entry 2 was written"),
    ],
)
def test_who_gets_round_that_is_found_out(
    users: Users, store: Store, change: str, told: str
) -> None:
    assert users.all()
    with writing(store.engine) as connection:
        if store.engine.dialect.name == "sqlite":
            for name in ("audit_no_update", "audit_no_delete"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_kept"))
        connection.execute(text(change))
    assert any(told in line for line in store.check())


def test_a_users_row_that_is_gone_takes_its_tokens(users: Users, store: Store) -> None:
    users.create_token("ben")
    with writing(store.engine) as connection:
        connection.execute(s.users.delete().where(s.users.c.name == "ben"))
        connection.execute(update(s.users).values(role="admin"))
        assert connection.execute(s.tokens.select()).all() == []
