"""The outbox: notices on their way out, each stored in the transaction that decided it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from mailgate.adapters.db.codec import dump_notice, load_notice
from mailgate.adapters.db.dialect import insert_new
from mailgate.adapters.db.inbox import ERROR_LENGTH
from mailgate.adapters.db.listing import OutboxEntry, exhausted, is_due, outbox_entries, outbox_entry
from mailgate.adapters.db.schedule import OUTBOX
from mailgate.adapters.db.tables import outbox
from mailgate.adapters.db.types import indexable
from mailgate.app.ports import OutboxRow
from mailgate.domain.notice import Notice

LOOKED_UP = 100
"""Message-IDs of one mail that are looked up; honest threads have a few dozen, hostile ones thousands."""


class SqlOutbox:
    """mailgate.app.ports.Outbox, and what the command line lists, retries and holds."""

    def __init__(self, connection: Connection, message_id_for: Callable[[Notice], str]) -> None:
        self._db = connection
        self._message_id_for = message_id_for

    def add(self, notices: Sequence[Notice], now: datetime) -> list[int]:
        """Store notices whose key is new, each with its Message-ID; ids of the new rows."""
        if not notices:
            return []
        rows = [_as_row(notice, self._message_id_for(notice), now) for notice in notices]
        return sorted(self._db.scalars(insert_new(self._db, outbox).returning(outbox.c.id), rows))

    def claim(self, row_id: int, now: datetime) -> OutboxRow | None:
        """Take a due row: counts the attempt and schedules the next one; None if sent, held, stuck or not due.

        MailgateError where every try ended without a result or an error: its worker died of this mail each time.
        """
        query = (
            select(outbox)
            .where(outbox.c.id == row_id, outbox.c.held_at.is_(None), is_due(outbox, now))
            .with_for_update(skip_locked=True)
        )
        row = self._db.execute(query).one_or_none()
        if row is None:
            return None
        if row.attempts >= OUTBOX.tries:
            raise exhausted("outbox", row_id, row.attempts)
        attempts = row.attempts + 1
        self._set(outbox.c.id == row_id, attempts=attempts, next_attempt_at=OUTBOX.after_claim(attempts, now))
        return OutboxRow(row.id, load_notice(row.notice), row.message_id, row.created_at, attempts)

    def sent(self, row_id: int, text: str, now: datetime) -> None:
        """SMTP took it; `text` is the plain part as sent."""
        self._set(outbox.c.id == row_id, done_at=now, next_attempt_at=None, sent_text=text, error=None)

    def fail(self, row_id: int, error: str, *, permanent: bool, now: datetime) -> bool:
        """Keep the error; True when there will be no further try."""
        undone = (outbox.c.id == row_id, outbox.c.done_at.is_(None))
        attempts = self._db.scalar(select(outbox.c.attempts).where(*undone).with_for_update())
        if attempts is None:
            return False
        again = None if permanent else OUTBOX.after_failure(attempts, now)
        self._set(*undone, error=error[:ERROR_LENGTH], next_attempt_at=again)
        return again is None

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again, the longest due first."""
        query = select(outbox.c.id).where(outbox.c.held_at.is_(None), is_due(outbox, now))
        return list(self._db.scalars(query.order_by(outbox.c.next_attempt_at, outbox.c.id).limit(limit)))

    def ticket_of(self, message_ids: Sequence[str]) -> str | None:
        """The ticket that one of these Message-IDs was sent about, the first that is known."""
        keys = [indexable(text) for text in message_ids[:LOOKED_UP]]
        if not keys:
            return None
        query = select(outbox.c.message_id, outbox.c.ticket)
        query = query.where(outbox.c.message_id.in_(keys), outbox.c.ticket.is_not(None))
        found = {row.message_id: row.ticket for row in self._db.execute(query)}
        return next((found[key] for key in keys if key in found), None)

    def sent_texts(self, ticket: str, limit: int = 20) -> list[str]:
        """The plain parts of the latest mails sent about a ticket, newest first."""
        query = select(outbox.c.sent_text).where(outbox.c.ticket == ticket, outbox.c.sent_text.is_not(None))
        return [text for text in self._db.scalars(query.order_by(outbox.c.id.desc()).limit(limit)) if text is not None]

    def entries(
        self, now: datetime, *, state: str | None = None, ticket: str | None = None, limit: int = 50
    ) -> list[OutboxEntry]:
        """The latest rows, newest first, or those in one state: `due`, `waiting`, `stuck`, `held` or `done`."""
        return outbox_entries(self._db, now, state, ticket, limit)

    def entry(self, row_id: int, now: datetime) -> OutboxEntry | None:
        """One row."""
        return outbox_entry(self._db, row_id, now)

    def retry(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Make unsent rows due now, held ones too, with all their tries before them; ids of those that were unsent."""
        ids = self._unsent(row_ids)
        self._set(outbox.c.id.in_(ids), attempts=0, next_attempt_at=now, held_at=None)
        return ids

    def hold(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Keep unsent rows back until `retry`; ids of those that were unsent."""
        ids = self._unsent(row_ids)
        self._set(outbox.c.id.in_(ids), held_at=now)
        return ids

    def _unsent(self, row_ids: Sequence[int]) -> list[int]:
        wanted = (outbox.c.id.in_(row_ids), outbox.c.done_at.is_(None))
        return sorted(self._db.scalars(select(outbox.c.id).where(*wanted).with_for_update()))

    def _set(self, *where: ColumnElement[bool], **values: object) -> None:
        self._db.execute(update(outbox).where(*where).values(**values))


def _as_row(notice: Notice, message_id: str, now: datetime) -> dict[str, object]:
    return {
        "key": notice.key,
        "office": notice.office,
        "ticket": notice.ticket,
        "recipient": notice.recipient,
        "template": notice.template,
        "message_id": message_id,
        "created_at": now,
        "attempts": 0,
        "next_attempt_at": now,
        "notice": dump_notice(notice),
    }
