"""Addresses that mail did not reach."""

import sqlalchemy as sa
from alembic import op

from mailgate.adapters.db.types import CleanText, IndexedText, Utc

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One table."""
    op.create_table(
        "address_state",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("address", IndexedText(), nullable=False),
        sa.Column("since", Utc(), nullable=False),
        sa.Column("last_at", Utc(), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("reason", CleanText(), nullable=False),
        sa.Column("post", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("office", "address", name="pk_address_state"),
    )
