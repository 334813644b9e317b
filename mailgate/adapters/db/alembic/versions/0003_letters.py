"""Letters that came with mails: what is still to be read, and what was read."""

import sqlalchemy as sa
from alembic import op

from mailgate.adapters.db.types import CleanText, Utc

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table."""
    op.create_table(
        "letter_reading",
        sa.Column("id", ID, nullable=False),
        sa.Column("inbox_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("added_at", Utc(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", Utc(), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("done_at", Utc(), nullable=True),
        sa.Column("error", CleanText(), nullable=True),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("number", CleanText(), nullable=True),
        sa.Column("sender", CleanText(), nullable=True),
        sa.Column("image_hash", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_letter_reading_inbox_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_reading"),
        sa.UniqueConstraint("inbox_id", "position", name="uq_letter_reading_inbox_id_position"),
    )
    op.create_index("ix_letter_reading_office_sha256", "letter_reading", ["office", "sha256"], unique=False)
    op.create_index("ix_letter_reading_office_added_at", "letter_reading", ["office", "added_at"], unique=False)
    undone = sa.text("done_at IS NULL")
    op.create_index(
        "ix_letter_reading_undone",
        "letter_reading",
        ["next_attempt_at"],
        unique=False,
        sqlite_where=undone,
        postgresql_where=undone,
    )
