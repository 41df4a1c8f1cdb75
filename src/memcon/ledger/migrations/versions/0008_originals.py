"""Originals: the bytes that documents were read from, when and from where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; documents read before have no original until they are read again."""
    document = sa.ForeignKey("documents.id", ondelete="CASCADE")
    op.create_table(
        "originals",
        sa.Column("document_id", sa.Integer, document, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("read_at", sa.String(40), nullable=False),
        sa.Column("read_from", sa.Text, nullable=False),
    )
    op.create_index("originals_sha256", "originals", ["sha256"])
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
