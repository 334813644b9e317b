"""The first schema."""

import sqlalchemy as sa
from alembic import op

from mailgate.adapters.db.types import CleanText, IndexedText, Utc

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNDONE = sa.text("done_at IS NULL")
OPEN = sa.text("closed_at IS NULL")

FORBIDDEN = ("UPDATE", "DELETE")

SQLITE_GUARD = """
CREATE TRIGGER history_no_{verb} BEFORE {verb} ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
"""

POSTGRES_REFUSAL = """
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$
"""

POSTGRES_GUARD = """
CREATE TRIGGER history_no_{verb} BEFORE {verb} ON history
FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()
"""


def upgrade() -> None:
    """Inbox, outbox, tickets with their SOPs, history and counters."""
    _inbox()
    _outbox()
    _tickets()
    _history()
    _guard_history()


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("source", IndexedText(), nullable=False),
        sa.Column("folder", IndexedText(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.Column("received_at", Utc(), nullable=False),
        sa.Column("added_at", Utc(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", Utc(), nullable=True),
        sa.Column("done_at", Utc(), nullable=True),
        sa.Column("error", CleanText(), nullable=True),
        sa.Column("result", CleanText(), nullable=True),
        sa.Column("ticket", sa.Text(), nullable=True),
        sa.Column("message_id", IndexedText(), nullable=True),
        sa.Column("body_sha256", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("message_id", "body_sha256", "office", name="uq_inbox_message_id_body_sha256_office"),
        sa.UniqueConstraint("source", name="uq_inbox_source"),
    )
    op.create_index("ix_inbox_folder_uid", "inbox", ["folder", "uid"], unique=False)
    op.create_index("ix_inbox_ticket", "inbox", ["ticket"], unique=False)
    op.create_index(
        "ix_inbox_undone", "inbox", ["next_attempt_at"], unique=False, sqlite_where=UNDONE, postgresql_where=UNDONE
    )
    op.create_table(
        "inbox_raw",
        sa.Column("inbox_id", ID, autoincrement=False, nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_inbox_raw_inbox_id"),
        sa.PrimaryKeyConstraint("inbox_id", name="pk_inbox_raw"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", IndexedText(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=True),
        sa.Column("recipient", CleanText(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("message_id", IndexedText(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", Utc(), nullable=True),
        sa.Column("done_at", Utc(), nullable=True),
        sa.Column("held_at", Utc(), nullable=True),
        sa.Column("error", CleanText(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("sent_text", CleanText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
    )
    op.create_index("ix_outbox_ticket_id", "outbox", ["ticket", "id"], unique=False)
    op.create_index(
        "ix_outbox_undone", "outbox", ["next_attempt_at"], unique=False, sqlite_where=UNDONE, postgresql_where=UNDONE
    )


def _tickets() -> None:
    op.create_table(
        "sop_copy",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("sop", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_sop_copy"),
    )
    op.create_table(
        "ticket",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("sop_id", sa.Text(), nullable=True),
        sa.Column("sop_hash", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("tray", sa.Text(), nullable=True),
        sa.Column("subject", CleanText(), nullable=False),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.Column("due_at", Utc(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("passes_at", Utc(), nullable=True),
        sa.Column("pause_until", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sop_hash"], ["sop_copy.hash"], name="fk_ticket_sop_hash"),
        sa.PrimaryKeyConstraint("number", name="pk_ticket"),
    )
    op.create_index("ix_ticket_office_closed_at", "ticket", ["office", "closed_at"], unique=False)
    op.create_index("ix_ticket_office_opened_at", "ticket", ["office", "opened_at"], unique=False)
    op.create_index(
        "ix_ticket_open", "ticket", ["office", "opened_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index(
        "ix_ticket_passes_at", "ticket", ["passes_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index(
        "ix_ticket_pause_until", "ticket", ["pause_until"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
    )


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_history_ticket"),
        sa.PrimaryKeyConstraint("ticket", "seq", name="pk_history"),
    )
    op.create_table(
        "counter",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office", "year", name="pk_counter"),
    )


def _guard_history() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:
        op.execute(POSTGRES_REFUSAL)
    for verb in FORBIDDEN:
        op.execute((POSTGRES_GUARD if postgres else SQLITE_GUARD).format(verb=verb))
