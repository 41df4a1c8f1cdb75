"""Where each document's text stands in its original: pages and boxes, paragraphs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; documents read before have none."""
    op.add_column("documents", sa.Column("anchors", sa.Text, nullable=False, server_default=""))
