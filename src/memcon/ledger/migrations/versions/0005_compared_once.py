"""Documents' records remember whether they were compared, so that each pair is compared once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take none as compared: all records are computed anew after an upgrade."""
    op.add_column(
        "mentions",
        sa.Column("compared", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("mentions_compared", "mentions", ["compared"])
