"""Letters that came with mails: each file is read once, whoever sends it again, and told to its ticket once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, bindparam, select, update

from mailgate.adapters.db.codec import dump_read_file, load_read_file
from mailgate.adapters.db.dialect import insert_new_returning
from mailgate.adapters.db.inbox import ERROR_LENGTH
from mailgate.adapters.db.schedule import ENGINE_DELAY, READING
from mailgate.adapters.db.tables import inbox, inbox_raw, letter_reading, ticket
from mailgate.adapters.db.types import Utc
from mailgate.app.ports import Progress, ReadingRow, ToRead, Trace
from mailgate.domain.errors import MailgateError
from mailgate.domain.read_file import ReadFile, main_letter

_ROW = bindparam("row_id", type_=BigInteger)
_MAIL = bindparam("mail_id", type_=BigInteger)
_NOW = bindparam("now", type_=Utc)
_THIS, _UNDONE = letter_reading.c.id == _ROW, letter_reading.c.done_at.is_(None)
_CLAIMABLE = (
    select(letter_reading, inbox_raw.c.raw, inbox.c.received_at)
    .join(inbox_raw, inbox_raw.c.inbox_id == letter_reading.c.inbox_id)
    .join(inbox, inbox.c.id == letter_reading.c.inbox_id)
    .where(_THIS, _UNDONE, letter_reading.c.next_attempt_at <= _NOW)
    .with_for_update(of=letter_reading, skip_locked=True)
)
_OF_MAIL = select(letter_reading).where(letter_reading.c.inbox_id == _MAIL).order_by(letter_reading.c.position)
_UNFINISHED = select(letter_reading).where(_THIS, _UNDONE).with_for_update()
_ASKED_BEFORE = (
    select(letter_reading.c.reading)
    .where(
        letter_reading.c.office == bindparam("office"),
        letter_reading.c.sha256 == bindparam("digest"),
        letter_reading.c.reading.is_not(None),
        letter_reading.c.error.is_(None),
    )
    .order_by(letter_reading.c.id.desc())
    .limit(1)
)
_DUE = (
    select(letter_reading.c.id)
    .where(_UNDONE, letter_reading.c.next_attempt_at <= _NOW)
    .order_by(letter_reading.c.next_attempt_at, letter_reading.c.id)
    .limit(bindparam("limit"))
)
_RECENT = (
    select(
        inbox.c.ticket,
        letter_reading.c.sha256,
        letter_reading.c.image_hash,
        letter_reading.c.number,
        letter_reading.c.sender,
    )
    .join(inbox, inbox.c.id == letter_reading.c.inbox_id)
    .join(ticket, ticket.c.number == inbox.c.ticket)
    .where(
        letter_reading.c.office == bindparam("office"),
        letter_reading.c.added_at >= bindparam("since", type_=Utc),
        ticket.c.closed_at.is_(None),
    )
    .order_by(letter_reading.c.id.desc())
)
_CHANGE = update(letter_reading).where(_THIS)


class SqlReadings:
    """mailgate.app.ports.Readings."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, inbox_id: int, office: str, files: Sequence[ToRead], now: datetime) -> list[int]:
        """Store the files of a mail not stored before; what this office has had read before is read already. Ids of
        the new rows.
        """
        if not files:
            return []
        rows = [self._as_row(inbox_id, office, file, now) for file in files]
        return sorted(self._db.scalars(insert_new_returning(self._db, letter_reading, letter_reading.c.id), rows))

    def progress(self, inbox_id: int) -> Progress:
        """How far the files of a mail are."""
        rows = self._db.execute(_OF_MAIL, {"mail_id": inbox_id}).all()
        read = tuple(file for row in rows if (file := _known(row)) is not None)
        pending = tuple(ReadFile(row.name, row.sha256, waits=True) for row in rows if _known(row) is None)
        return Progress(read, pending, min((row.added_at for row in rows), default=None))

    def claim(self, row_id: int, now: datetime) -> ReadingRow | None:
        """Take a due row: counts the attempt and schedules the next one; None if it is done or not due.

        MailgateError where every try ended without a result or an error: its reader died of this file each time.
        """
        row = self._db.execute(_CLAIMABLE, {"row_id": row_id, "now": now}).one_or_none()
        if row is None:
            return None
        if row.attempts >= READING.tries and row.reading is None:
            raise MailgateError(f"file {row.name!r} was tried {row.attempts} times and its reader died each time")
        attempts = row.attempts + 1
        self._set(row_id, attempts=attempts, next_attempt_at=READING.after_claim(attempts, now))
        return ReadingRow(
            id=row.id,
            inbox_id=row.inbox_id,
            office=row.office,
            position=row.position,
            name=row.name,
            sha256=row.sha256,
            raw=row.raw,
            received_at=row.received_at,
            attempts=attempts,
            read=load_read_file(row.reading) if row.reading else None,
        )

    def keep(self, row_id: int, read: ReadFile, error: str | None = None) -> None:
        """What was read of the file; it is due until it is told."""
        self._set(row_id, error=error and error[:ERROR_LENGTH], waits=False, **_columns(read))

    def postpone(self, row_id: int, why: str, now: datetime) -> None:
        """An engine is missing: look again much later, without counting this as a try."""
        self._set(row_id, attempts=1, waits=True, error=why[:ERROR_LENGTH], next_attempt_at=now + ENGINE_DELAY)

    def untold(self, inbox_id: int) -> tuple[ReadFile, ...]:
        """What was read of a mail and has not reached its ticket; asked while the mail's row is locked or done."""
        return tuple(load_read_file(row.reading) for row in self._untold(inbox_id))

    def told(self, inbox_id: int, now: datetime) -> None:
        """Everything read of that mail has reached its ticket, or there is none. Confidential text goes."""
        for row in self._untold(inbox_id):
            read = load_read_file(row.reading)
            kept = _columns(read.without_text()) if read.confidential else {}
            self._set(row.id, done_at=now, next_attempt_at=None, **kept)

    def _untold(self, inbox_id: int) -> list[Row[Any]]:
        rows = self._db.execute(_OF_MAIL.where(_UNDONE, letter_reading.c.reading.is_not(None)), {"mail_id": inbox_id})
        return list(rows)

    def fail(self, row_id: int, error: str, note: str, now: datetime) -> int | None:
        """Keep the error. Where that was the last try, `note` is all that was read; the id of the file's mail then."""
        row = self._db.execute(_UNFINISHED, {"row_id": row_id}).one_or_none()
        if row is None:
            return None
        again = READING.after_failure(row.attempts, now)
        if again is not None:
            self._set(row_id, error=error[:ERROR_LENGTH], next_attempt_at=again)
            return None
        self.keep(row_id, ReadFile(row.name, row.sha256, notes=(note,)), error)
        return int(row.inbox_id)

    def release(self, now: datetime) -> None:
        """Make rows due whose claim nobody lives to finish: only where no other process works on this database."""
        claimed = (_UNDONE, letter_reading.c.attempts > 0, letter_reading.c.error.is_(None))
        later = letter_reading.c.next_attempt_at > now
        self._db.execute(update(letter_reading).where(*claimed, later).values(next_attempt_at=now))

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again, the longest due first."""
        return list(self._db.scalars(_DUE, {"now": now, "limit": limit}))

    def recent(self, office: str, since: datetime) -> list[Trace]:
        """The files of that office's open tickets that came since then, newest first."""
        found = self._db.execute(_RECENT, {"office": office, "since": since})
        return [Trace(row.ticket, row.sha256, row.image_hash, row.number, row.sender) for row in found]

    def _as_row(self, inbox_id: int, office: str, file: ToRead, now: datetime) -> dict[str, object]:
        known = self._db.scalar(_ASKED_BEFORE, {"office": office, "digest": file.sha256})
        read = replace(load_read_file(known), name=file.name) if known else None
        empty: dict[str, object] = dict.fromkeys(("reading", "number", "sender", "image_hash"))
        return {
            "inbox_id": inbox_id,
            "position": file.position,
            "office": office,
            "name": file.name,
            "sha256": file.sha256,
            "added_at": now,
            "attempts": 0,
            "next_attempt_at": now,
            "waits": False,
            **(_columns(read) if read else empty),
        }

    def _set(self, row_id: int, **values: object) -> None:
        self._db.execute(_CHANGE.values(values), {"row_id": row_id})


def _columns(read: ReadFile) -> dict[str, object]:
    letter = main_letter((read,))
    return {
        "reading": dump_read_file(read),
        "number": letter.number if letter else None,
        "sender": letter.sender if letter else None,
        "image_hash": read.image_hash,
    }


def _known(row: Row[Any]) -> ReadFile | None:
    """What is known of a file now; None where it is still to be read and worth waiting for."""
    if row.reading is not None:
        return load_read_file(row.reading)
    return ReadFile(row.name, row.sha256, waits=True) if row.waits else None
