"""Doubtful pairs are kept among the links, to be read from the likeliest down."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the links by score; the pairs themselves are found when records are computed anew."""
    op.create_index("links_score", "links", ["score"])
