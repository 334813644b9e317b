"""Leaves and the deputies named for them."""

import sqlalchemy as sa
from alembic import op

from mailgate.adapters.db.types import CleanText, IndexedText, Utc

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table."""
    op.create_table(
        "delegation",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("official", CleanText(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("basis", CleanText(), nullable=False),
        sa.Column("via", IndexedText(), nullable=True),
        sa.Column("proposed_at", Utc(), nullable=False),
        sa.Column("decided_at", Utc(), nullable=True),
        sa.Column("decided_by", CleanText(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=True),
        sa.Column("reason", CleanText(), nullable=True),
        sa.Column("begun_at", Utc(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
    )
    op.create_index("ix_delegation_last_day", "delegation", ["last_day"], unique=False)
