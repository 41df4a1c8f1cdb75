"""What decisions are on, and which records analysts have accepted or rejected."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the decisions by what they are on; let records carry the judgement on them."""
    made = op.create_table(
        "decision_subjects",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column(
            "decision",
            sa.String(64),
            sa.ForeignKey("decisions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("holds", sa.Boolean, nullable=False),
    )
    op.create_index("decision_subjects_decision", "decision_subjects", ["decision"])
    op.add_column(
        "records", sa.Column("judgement", sa.String(10), nullable=False, server_default="")
    )
    # No version before this one made decisions; those that were imported hold from now on.
    rows = op.get_bind().execute(sa.text("SELECT id, subjects FROM decisions")).all()
    named = {(subject, row.id) for row in rows for subject in json.loads(row.subjects)}
    if named:
        op.bulk_insert(
            made,
            [{"subject": subject, "decision": row, "holds": True} for subject, row in named],
        )
