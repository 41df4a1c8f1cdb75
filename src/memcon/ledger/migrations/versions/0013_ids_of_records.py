"""The ids of records as readers see them in a column of its own, so that an index finds them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ORDER = "CREATE INDEX records_order ON records (type, coalesce(first, last, '9999'), record_id)"
# What an audience sees in the place of a record was stored behind 32 characters and a stroke.
FILL = (
    "UPDATE records SET record_id = "
    "CASE audience WHEN '' THEN stored_id ELSE substr(stored_id, 34) END"
)


def upgrade() -> None:
    """Keep the unique id under another name, and index the publishers of documents."""
    op.drop_index("records_order", "records")
    op.drop_index("records_cause", "records")
    op.alter_column("records", "record_id", new_column_name="stored_id")
    op.add_column("records", sa.Column("record_id", sa.Text, nullable=False, server_default=""))
    op.execute(sa.text(FILL))
    op.execute(sa.text(ORDER))
    op.create_index("records_cause", "records", ["cause", sa.text("weight DESC"), "record_id"])
    op.create_index("records_record_id", "records", ["record_id"])
    op.create_index("documents_publisher", "documents", ["publisher"])
