"""Indexes by which a page of a large ledger's records is found without looking at the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INDEX = "CREATE INDEX records_order ON records (type, coalesce(first, last, '9999'), record_id)"


def upgrade() -> None:
    """Index records in their order, and facets with the records that they are of."""
    op.drop_index("records_type", "records")
    op.execute(sa.text(INDEX))
    op.drop_index("facets_value", "facets")
    op.create_index("facets_record", "facets", ["facet", "value", "record"])
