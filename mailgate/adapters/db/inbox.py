"""The inbox: every mail that any channel ever gave us, as it came, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update
from sqlalchemy.exc import IntegrityError

from mailgate.adapters.db.dialect import insert_new
from mailgate.adapters.db.listing import InboxEntry, exhausted, inbox_entries, inbox_entry, is_due
from mailgate.adapters.db.schedule import INBOX
from mailgate.adapters.db.tables import inbox, inbox_raw
from mailgate.app.ports import Fetched, InboxRow

ERROR_LENGTH = 2000
"""Characters of an error that are kept: a sentence and the start of what caused it."""


class SqlInbox:
    """mailgate.app.ports.Inbox, and what the command line lists and retries."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, office: str, mailbox: str, mails: Sequence[Fetched], now: datetime) -> list[int]:
        """Store mails not stored before (unique `source`); ids of the new rows, due at once."""
        if not mails:
            return []
        raws = {mail.source: mail.raw for mail in reversed(mails)}
        rows = [_as_row(office, mailbox, mail, now) for mail in mails]
        statement = insert_new(self._db, inbox).returning(inbox.c.id, inbox.c.source)
        new = self._db.execute(statement, rows).all()
        if new:
            self._db.execute(inbox_raw.insert(), [{"inbox_id": id_, "raw": raws[source]} for id_, source in new])
        return sorted(id_ for id_, _ in new)

    def known_uids(self, folder_key: str, lowest: int) -> Collection[int]:
        """UIDs ≥ `lowest` already stored for `<mailbox>/<folder>/<uidvalidity>`."""
        query = select(inbox.c.uid).where(inbox.c.folder == folder_key, inbox.c.uid >= lowest)
        return frozenset(self._db.scalars(query))

    def claim(self, row_id: int, now: datetime) -> InboxRow | None:
        """Take a due row: counts the attempt and schedules the next one; None if it is done, stuck or not due.

        MailgateError where every try ended without a result or an error: its worker died of this mail each time.
        """
        query = (
            select(inbox, inbox_raw.c.raw)
            .join(inbox_raw, inbox_raw.c.inbox_id == inbox.c.id)
            .where(inbox.c.id == row_id, is_due(inbox, now))
            .with_for_update(of=inbox, skip_locked=True)
        )
        row = self._db.execute(query).one_or_none()
        if row is None:
            return None
        if row.attempts >= INBOX.tries:
            raise exhausted("inbox", row_id, row.attempts)
        attempts = row.attempts + 1
        self._set(inbox.c.id == row_id, attempts=attempts, next_attempt_at=INBOX.after_claim(attempts, now))
        return InboxRow(
            id=row.id,
            office=row.office,
            mailbox=row.mailbox,
            source=row.source,
            raw=row.raw,
            received_at=row.received_at,
            truncated=row.truncated,
            attempts=attempts,
        )

    def lock(self, row_id: int) -> bool:
        """Inside the deciding transaction: lock the row; False if another worker has finished it."""
        query = select(inbox.c.id).where(inbox.c.id == row_id, inbox.c.done_at.is_(None)).with_for_update()
        return self._db.scalar(query) is not None

    def repeats(self, row_id: int, office: str, message_id: str, body_sha256: str) -> bool:
        """Whether another row of this office holds the same Message-ID and body; if not, this row now owns the pair."""
        same = (inbox.c.office == office, inbox.c.message_id == message_id, inbox.c.body_sha256 == body_sha256)
        owner = self._db.scalar(select(inbox.c.id).where(*same))
        if owner is not None:
            return bool(owner != row_id)
        try:
            with self._db.begin_nested():
                self._set(inbox.c.id == row_id, message_id=message_id, body_sha256=body_sha256)
        except IntegrityError:  # another worker, on the other copy, came first
            return True
        return False

    def finish(self, row_id: int, result: str, ticket: str | None, now: datetime) -> None:
        """Done: `result` is `tiket`, `balasan`, `duplikat` or `arsip: <reason>`."""
        self._set(inbox.c.id == row_id, done_at=now, next_attempt_at=None, result=result, ticket=ticket, error=None)

    def fail(self, row_id: int, error: str, now: datetime) -> bool:
        """Keep the error; True when that was the last try and the row is stuck now."""
        undone = (inbox.c.id == row_id, inbox.c.done_at.is_(None))
        attempts = self._db.scalar(select(inbox.c.attempts).where(*undone).with_for_update())
        if attempts is None:
            return False
        again = INBOX.after_failure(attempts, now)
        self._set(*undone, error=error[:ERROR_LENGTH], next_attempt_at=again)
        return again is None

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again, the longest due first."""
        query = select(inbox.c.id).where(is_due(inbox, now)).order_by(inbox.c.next_attempt_at, inbox.c.id).limit(limit)
        return list(self._db.scalars(query))

    def entries(self, now: datetime, *, state: str | None = None, limit: int = 50) -> list[InboxEntry]:
        """The latest rows, newest first, or those in one state: `due`, `waiting`, `stuck` or `done`."""
        return inbox_entries(self._db, now, state, limit)

    def entry(self, row_id: int, now: datetime) -> InboxEntry | None:
        """One row."""
        return inbox_entry(self._db, row_id, now)

    def raw(self, row_id: int) -> bytes | None:
        """The bytes of one mail as they came."""
        return self._db.scalar(select(inbox_raw.c.raw).where(inbox_raw.c.inbox_id == row_id))

    def retry(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Make undone rows due now, with all their tries before them; ids of those that were undone."""
        wanted = (inbox.c.id.in_(row_ids), inbox.c.done_at.is_(None))
        ids = sorted(self._db.scalars(select(inbox.c.id).where(*wanted).with_for_update()))
        self._set(inbox.c.id.in_(ids), attempts=0, next_attempt_at=now)
        return ids

    def _set(self, *where: ColumnElement[bool], **values: object) -> None:
        self._db.execute(update(inbox).where(*where).values(**values))


def _as_row(office: str, mailbox: str, mail: Fetched, now: datetime) -> dict[str, object]:
    return {
        "office": office,
        "mailbox": mailbox,
        "source": mail.source,
        "folder": mail.source.rpartition("/")[0],
        "uid": mail.uid,
        "size": mail.size,
        "truncated": mail.truncated,
        "received_at": mail.received_at,
        "added_at": now,
        "attempts": 0,
        "next_attempt_at": now,
    }
