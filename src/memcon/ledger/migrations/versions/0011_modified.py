"""The day on which each document was last changed, where it says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of documents read before it is not known until they are read anew."""
    column = sa.Column("modified", sa.String(10), nullable=False, server_default="")
    op.add_column("documents", column)
