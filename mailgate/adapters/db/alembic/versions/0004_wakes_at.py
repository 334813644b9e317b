"""One moment at which time next has something to do with a ticket, instead of one for each kind of thing."""

import sqlalchemy as sa
from alembic import op

from mailgate.adapters.db.types import Utc

revision = "0004"
down_revision = "0003"

OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """Open tickets wake at once: the first tick sees when each has something to do next."""
    op.drop_index("ix_ticket_passes_at", table_name="ticket")
    op.drop_index("ix_ticket_pause_until", table_name="ticket")
    op.drop_column("ticket", "passes_at")
    op.drop_column("ticket", "pause_until")
    op.add_column("ticket", sa.Column("wakes_at", Utc(), nullable=True))
    op.execute("UPDATE ticket SET wakes_at = opened_at WHERE closed_at IS NULL")
    op.create_index(
        "ix_ticket_wakes_at", "ticket", ["wakes_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
    )
