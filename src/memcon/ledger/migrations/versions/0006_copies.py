"""Signatures of documents' texts, by which copies of one text are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; they are filled when records are computed anew after an upgrade."""
    op.create_table(
        "signatures",
        sa.Column("document_id", sa.Integer, _of_document(), primary_key=True),
        sa.Column("method", sa.String(60), nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("witness", sa.Text, nullable=False),
    )
    op.create_table(
        "bands",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("document_id", sa.Integer, _of_document(), primary_key=True),
    )
    op.create_index("bands_document", "bands", ["document_id"])
    op.create_table(
        "copies",
        sa.Column("a", sa.Integer, _of_document(), primary_key=True),
        sa.Column("b", sa.Integer, _of_document(), primary_key=True),
    )
    op.create_index("copies_b", "copies", ["b"])


def _of_document() -> sa.ForeignKey:
    return sa.ForeignKey("documents.id", ondelete="CASCADE")
