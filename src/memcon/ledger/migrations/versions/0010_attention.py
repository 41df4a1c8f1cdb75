"""Why a record should be looked at, and indexes by which large ledgers answer at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty: all records are computed anew after an upgrade."""
    op.add_column("records", sa.Column("cause", sa.String(20), nullable=False, server_default=""))
    op.add_column("records", sa.Column("weight", sa.Float, nullable=False, server_default="0"))
    op.create_index("records_cause", "records", ["cause", sa.text("weight DESC"), "record_id"])
    op.create_index("records_counted", "records", ["type", "judgement", "audience"])
