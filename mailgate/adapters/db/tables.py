"""The tables. Due, stuck and done are derived from `next_attempt_at` and `done_at`; there is no status column."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from mailgate.adapters.db.types import CleanText, IndexedText, Utc

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the primary key is an INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", Text, nullable=False),
    Column("mailbox", Text, nullable=False),
    Column("source", IndexedText, nullable=False, unique=True),
    Column("folder", IndexedText, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("truncated", Boolean, nullable=False),
    Column("received_at", Utc, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt_at", Utc),
    Column("done_at", Utc),
    Column("error", CleanText),
    Column("result", CleanText),
    Column("ticket", Text),
    Column("message_id", IndexedText),
    Column("body_sha256", Text),
    # Message-ID first, so that the same index finds a reply's ticket.
    UniqueConstraint("message_id", "body_sha256", "office"),
)
Index("ix_inbox_folder_uid", inbox.c.folder, inbox.c.uid)
Index("ix_inbox_ticket", inbox.c.ticket)
Index(
    "ix_inbox_undone",
    inbox.c.next_attempt_at,
    sqlite_where=inbox.c.done_at.is_(None),
    postgresql_where=inbox.c.done_at.is_(None),
)

# Apart from the ledger: SQLite rewrites a whole row with every change of one column.
inbox_raw = Table(
    "inbox_raw",
    metadata,
    Column("inbox_id", Id, ForeignKey("inbox.id"), primary_key=True, autoincrement=False),
    Column("raw", LargeBinary, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", IndexedText, nullable=False, unique=True),
    Column("office", Text, nullable=False),
    Column("ticket", Text),
    Column("recipient", CleanText, nullable=False),
    Column("template", Text, nullable=False),
    Column("message_id", IndexedText, nullable=False, unique=True),
    Column("created_at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt_at", Utc),
    Column("done_at", Utc),
    Column("held_at", Utc),
    Column("error", CleanText),
    # The whole Notice as JSON; the columns above are copies to look it up by.
    Column("notice", Text, nullable=False),
    Column("sent_text", CleanText),
)
Index("ix_outbox_ticket_id", outbox.c.ticket, outbox.c.id)
Index(
    "ix_outbox_undone",
    outbox.c.next_attempt_at,
    sqlite_where=outbox.c.done_at.is_(None),
    postgresql_where=outbox.c.done_at.is_(None),
)

sop_copy = Table(
    "sop_copy",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("sop", Text, nullable=False),
)

ticket = Table(
    "ticket",
    metadata,
    Column("number", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("sop_id", Text),
    Column("sop_hash", Text, ForeignKey("sop_copy.hash")),
    Column("step", Text),
    Column("tray", Text),
    Column("subject", CleanText, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("due_at", Utc),
    Column("closed_at", Utc),
    Column("wakes_at", Utc),
    Column("version", Integer, nullable=False),
    # The hash of the history's latest link, so that a history cut short is noticed too.
    Column("head", Text, nullable=False),
    # The whole Ticket without its SOP as JSON; the columns above are copies to look it up by.
    Column("state", Text, nullable=False),
)
_open = ticket.c.closed_at.is_(None)
Index("ix_ticket_office_opened_at", ticket.c.office, ticket.c.opened_at)
Index("ix_ticket_office_closed_at", ticket.c.office, ticket.c.closed_at)
Index("ix_ticket_open", ticket.c.office, ticket.c.opened_at, sqlite_where=_open, postgresql_where=_open)
Index("ix_ticket_wakes_at", ticket.c.wakes_at, sqlite_where=_open, postgresql_where=_open)

# Append-only; the first migration adds triggers that refuse UPDATE and DELETE.
history = Table(
    "history",
    metadata,
    Column("ticket", Text, ForeignKey("ticket.number"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("ticket", "seq"),
)

counter = Table(
    "counter",
    metadata,
    Column("office", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("value", Integer, nullable=False),
    PrimaryKeyConstraint("office", "year"),
)

# What an official announced, what TU decided of it, and whether its first and last day have been acted upon.
delegation = Table(
    "delegation",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", Text, nullable=False),
    Column("seat", Text, nullable=False),
    Column("official", CleanText, nullable=False),
    Column("deputy", Text),
    Column("kind", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("basis", CleanText, nullable=False),
    Column("via", IndexedText),
    Column("proposed_at", Utc, nullable=False),
    Column("decided_at", Utc),
    Column("decided_by", CleanText),
    Column("confirmed", Boolean),
    Column("reason", CleanText),
    Column("begun_at", Utc),
    Column("ended_at", Utc),
)
Index("ix_delegation_last_day", delegation.c.last_day)

# One file of a mail that may be a letter: read in its own time, then told to the mail or the ticket that waits for it.
letter_reading = Table(
    "letter_reading",
    metadata,
    Column("id", Id, primary_key=True),
    Column("inbox_id", Id, ForeignKey("inbox.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("office", Text, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt_at", Utc),
    # An engine was missing at the last look: nobody waits for this file any more.
    Column("waits", Boolean, nullable=False, default=False),
    Column("done_at", Utc),
    Column("error", CleanText),
    # The ReadFile as JSON, null until it was read; the columns below are copies to compare letters by.
    Column("reading", Text),
    Column("number", CleanText),
    Column("sender", CleanText),
    Column("image_hash", Text),
    UniqueConstraint("inbox_id", "position"),
)
Index("ix_letter_reading_office_sha256", letter_reading.c.office, letter_reading.c.sha256)
Index("ix_letter_reading_office_added_at", letter_reading.c.office, letter_reading.c.added_at)
Index(
    "ix_letter_reading_undone",
    letter_reading.c.next_attempt_at,
    sqlite_where=letter_reading.c.done_at.is_(None),
    postgresql_where=letter_reading.c.done_at.is_(None),
)

# One row for each address that a mail of ours did not reach; `post` is the seat it belongs to, none for a requester's.
address_state = Table(
    "address_state",
    metadata,
    Column("office", Text, nullable=False),
    Column("address", IndexedText, nullable=False),
    Column("since", Utc, nullable=False),
    Column("last_at", Utc, nullable=False),
    Column("permanent", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("status", Text),
    Column("reason", CleanText, nullable=False),
    Column("post", Text),
    PrimaryKeyConstraint("office", "address"),
)

# One row for each neighbour that ever stayed away (`imap:<mailbox>`, `smtp:<office>`); over when it has ended.
outages = Table(
    "outages",
    metadata,
    Column("neighbour", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("since", Utc, nullable=False),
    Column("last_at", Utc, nullable=False),
    Column("error", CleanText, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("ended_at", Utc),
)
