"""Neighbours that are away."""

import sqlalchemy as sa
from alembic import op

from mailgate.adapters.db.types import CleanText, Utc

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """One table."""
    op.create_table(
        "outages",
        sa.Column("neighbour", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("since", Utc(), nullable=False),
        sa.Column("last_at", Utc(), nullable=False),
        sa.Column("error", CleanText(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("neighbour", name="pk_outages"),
    )
