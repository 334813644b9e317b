"""The inbox: every mail that any channel ever gave us, as it came, and what became of it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from mailgate.adapters.db.dialect import insert_new_returning, is_postgres
from mailgate.adapters.db.listing import InboxEntry, exhausted, inbox_entries, inbox_entry
from mailgate.adapters.db.schedule import INBOX
from mailgate.adapters.db.tables import inbox, inbox_raw
from mailgate.adapters.db.tallying import folders, tallies
from mailgate.adapters.db.types import Utc
from mailgate.app.ports import Fetched, InboxRow, Kept, Received
from mailgate.domain.balance import Tally

ERROR_LENGTH = 2000
"""Characters of an error that are kept: a sentence and the start of what caused it."""


# Built once: putting a statement together costs more than running it.
_ROW = bindparam("row_id", type_=BigInteger)
_NOW = bindparam("now", type_=Utc)
_THIS, _UNDONE = inbox.c.id == _ROW, inbox.c.done_at.is_(None)
_KNOWN = select(inbox.c.uid).where(inbox.c.folder == bindparam("key"), inbox.c.uid >= bindparam("lowest"))
_CLAIMABLE = (
    select(inbox, inbox_raw.c.raw)
    .join(inbox_raw, inbox_raw.c.inbox_id == inbox.c.id)
    .where(inbox.c.id.in_(bindparam("row_ids", expanding=True)), _UNDONE, inbox.c.next_attempt_at <= _NOW)
    .order_by(inbox.c.id)
    .with_for_update(of=inbox, skip_locked=True)
)
_UNHEARD = select(inbox.c.id).where(
    inbox.c.id.in_(bindparam("row_ids", expanding=True)),
    _UNDONE,
    inbox.c.next_attempt_at <= _NOW,
    inbox.c.attempts > 0,
    inbox.c.error.is_(None),
)
_UNFINISHED = select(inbox.c.attempts).where(_THIS, _UNDONE).with_for_update()
_OWNER = select(inbox.c.id).where(
    inbox.c.message_id == bindparam("message_id"),
    inbox.c.body_sha256 == bindparam("body_sha256"),
    inbox.c.office == bindparam("office"),
)
_DUE = (
    select(inbox.c.id)
    .where(_UNDONE, inbox.c.next_attempt_at <= _NOW)
    .order_by(inbox.c.next_attempt_at, inbox.c.id)
    .limit(bindparam("limit"))
)
_CHANGE = update(inbox).where(_THIS)
_CLAIM = _CHANGE.values(attempts=bindparam("tries"), next_attempt_at=bindparam("again"))


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
        new = self._db.execute(insert_new_returning(self._db, inbox, inbox.c.id, inbox.c.source), rows).all()
        if new:
            self._db.execute(inbox_raw.insert(), [{"inbox_id": id_, "raw": raws[source]} for id_, source in new])
        return sorted(id_ for id_, _ in new)

    def known_uids(self, folder_key: str, lowest: int) -> Collection[int]:
        """UIDs ≥ `lowest` already stored for `<mailbox>/<folder>/<uidvalidity>`."""
        return frozenset(self._db.scalars(_KNOWN, {"key": folder_key, "lowest": lowest}))

    def unheard(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Those due rows whose last try ended without a word: its worker died, perhaps of that very mail."""
        return sorted(self._db.scalars(_UNHEARD, {"row_ids": row_ids, "now": now}))

    def claim(self, row_ids: Sequence[int], now: datetime) -> list[InboxRow]:
        """Take those of the rows that are due, neither done nor stuck: counts the attempt, schedules the next one.

        MailgateError where every try of one ended without a result or an error: its worker died of that mail each time.
        """
        rows = self._db.execute(_CLAIMABLE, {"row_ids": row_ids, "now": now}).all()
        for row in rows:
            if row.attempts >= INBOX.tries:
                raise exhausted("inbox", row.id, row.attempts)
        if rows:
            self._db.execute(_CLAIM, [INBOX.claimed(row.id, row.attempts, now) for row in rows])
        return [_as_claimed(row, now) for row in rows]

    def lock(self, row_id: int) -> bool:
        """Inside the deciding transaction: lock the row; False if another worker has finished it."""
        return self._db.scalar(_UNFINISHED, {"row_id": row_id}) is not None

    def repeats(self, row_id: int, office: str, message_id: str, body_sha256: str) -> bool:
        """Whether another row of this office holds the same Message-ID and body; if not, this row now owns the pair."""
        pair = {"message_id": message_id, "body_sha256": body_sha256}
        owner = self._db.scalar(_OWNER, {"office": office, **pair})
        if owner is not None:
            return bool(owner != row_id)
        return not self._own(row_id, pair)

    def finish(self, row_id: int, result: str, ticket: str | None, now: datetime) -> None:
        """Done: `result` is `tiket`, `balasan`, `duplikat` or `arsip: <reason>`."""
        self._set(row_id, done_at=now, next_attempt_at=None, result=result, ticket=ticket, error=None)

    def fail(self, row_id: int, error: str, now: datetime) -> bool:
        """Keep the error; True when that was the last try and the row is stuck now."""
        attempts = self._db.scalar(_UNFINISHED, {"row_id": row_id})
        if attempts is None:
            return False
        again = INBOX.after_failure(attempts, now)
        self._set(row_id, error=error[:ERROR_LENGTH], next_attempt_at=again)
        return again is None

    def wait(self, row_id: int, until: datetime) -> None:
        """Due again at that moment, without counting this look at it as a try."""
        self._db.execute(_CHANGE.values(attempts=inbox.c.attempts - 1, next_attempt_at=until), {"row_id": row_id})

    def wake(self, row_id: int, now: datetime) -> bool:
        """Make a row due at once that has tries before it; False where it is done or stuck."""
        waiting = (_UNDONE, inbox.c.next_attempt_at.is_not(None))
        return self._db.execute(_CHANGE.where(*waiting).values(next_attempt_at=now), {"row_id": row_id}).rowcount == 1

    def ticket(self, row_id: int) -> str | None:
        """The ticket that the mail opened or belongs to, or None."""
        return self._db.scalar(select(inbox.c.ticket).where(inbox.c.id == row_id))

    def office_of(self, row_id: int) -> str:
        """The code of the office whose mailbox took the mail in."""
        return str(self._db.scalar(select(inbox.c.office).where(inbox.c.id == row_id)))

    def about(self, ticket: str) -> Iterator[Received]:
        """Every mail that a ticket came from or that answered it, oldest first, one at a time."""
        query = select(inbox.c.id, inbox.c.received_at).where(inbox.c.ticket == ticket).order_by(inbox.c.id)
        for row in self._db.execute(query).all():
            raw = self.raw(row.id)
            if raw is not None:
                yield Received(raw, row.received_at)

    def release(self, now: datetime) -> None:
        """Make rows due whose claim nobody lives to finish: only where no other process works on this database."""
        claimed = (_UNDONE, inbox.c.attempts > 0, inbox.c.error.is_(None), inbox.c.next_attempt_at > now)
        self._db.execute(update(inbox).where(*claimed).values(next_attempt_at=now))

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again, the longest due first."""
        return list(self._db.scalars(_DUE, {"now": now, "limit": limit}))

    def tallies(self, office: str | None = None) -> Iterator[list[Tally]]:
        """What became of all mails, or of an office's, folder by folder: a query for each, by the index."""
        return (tallies(self._db, folder) for folder, of in folders(self._db) if office in (None, of))

    def entries(self, now: datetime, *, state: str | None = None, limit: int = 50) -> list[InboxEntry]:
        """The latest rows, newest first, or those in one state: `due`, `waiting`, `stuck` or `done`."""
        return inbox_entries(self._db, now, state, limit)

    def entry(self, row_id: int, now: datetime) -> InboxEntry | None:
        """One row."""
        return inbox_entry(self._db, row_id, now)

    def raw(self, row_id: int) -> bytes | None:
        """The bytes of one mail as they came."""
        return self._db.scalar(select(inbox_raw.c.raw).where(inbox_raw.c.inbox_id == row_id))

    def kept(self, row_id: int) -> Kept | None:
        """One mail as it is kept, whatever became of it."""
        query = select(inbox.c.size, inbox.c.received_at, inbox_raw.c.raw).join(inbox_raw).where(inbox.c.id == row_id)
        row = self._db.execute(query).one_or_none()
        return None if row is None else Kept(row_id, row.raw, row.size, row.received_at)

    def retry(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Make undone rows due now, with all their tries before them; ids of those that were undone."""
        query = select(inbox.c.id).where(inbox.c.id.in_(row_ids), _UNDONE).with_for_update()
        ids = sorted(self._db.scalars(query))
        for row_id in ids:
            self._set(row_id, attempts=0, next_attempt_at=now)
        return ids

    def _own(self, row_id: int, pair: dict[str, str]) -> bool:
        if not is_postgres(self._db):  # the only writer: nobody can have come in between
            self._set(row_id, **pair)
            return True
        try:
            with self._db.begin_nested():
                self._set(row_id, **pair)
        except IntegrityError:  # another worker, on the other copy, came first
            return False
        return True

    def _set(self, row_id: int, **values: object) -> None:
        self._db.execute(_CHANGE, {"row_id": row_id, **values})


def _as_claimed(row: Row[Any], now: datetime) -> InboxRow:
    return InboxRow(
        id=row.id,
        office=row.office,
        mailbox=row.mailbox,
        source=row.source,
        raw=row.raw,
        received_at=row.received_at,
        truncated=row.truncated,
        attempts=row.attempts + 1,
        until=INBOX.after_claim(row.attempts + 1, now),
    )


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
