"""Users, their tokens and labels; labels of documents, and records as their readers see them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_REFUSED = "the audit log is only added to"


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("external_subject", sa.Text),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.UniqueConstraint("issuer", "external_subject", name="users_external"),
    )
    op.create_table(
        "user_labels",
        sa.Column("user", sa.Integer, _of("users"), primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("user", sa.Integer, _of("users"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("expires_at", sa.String(40), nullable=False),
        sa.Column("revoked_at", sa.String(40), nullable=False),
    )
    op.create_index("tokens_user", "tokens", ["user"])


def _of(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete="CASCADE")


def _labels() -> None:
    op.create_table(
        "document_labels",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
    )
    op.create_table(
        "decision_labels",
        sa.Column("decision", sa.String(64), _of("decisions"), primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
    )
    op.create_table(
        "audiences",
        sa.Column("audience", sa.String(64), primary_key=True),
        sa.Column("labels", sa.Text, nullable=False),
    )
    audience = ("audience", sa.String(64))
    op.create_table(
        "veils",
        sa.Column(*audience, primary_key=True),
        sa.Column("record", sa.Integer, _of("records"), primary_key=True),
    )
    op.create_table(
        "veiled_mentions",
        sa.Column(*audience, primary_key=True),
        sa.Column("mention", sa.Integer, _of("mentions"), primary_key=True),
        sa.Column("record", sa.Integer, _of("records"), nullable=False),
    )
    op.create_index("veils_record", "veils", ["record"])
    op.create_index("veiled_mentions_mention", "veiled_mentions", ["mention"])
    op.create_index("veiled_mentions_record", "veiled_mentions", ["record"])
    op.add_column("records", sa.Column(*audience, nullable=False, server_default=""))
    some = sa.text("audience <> ''")
    op.create_index(
        "records_audience", "records", ["audience"], sqlite_where=some, postgresql_where=some
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION memcon_audit_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION memcon_audit_kept()"
    )
    op.execute(
        "CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION memcon_audit_kept()"
    )


def upgrade() -> None:
    """Create the tables."""
    _users()
    _labels()
    _audit()
