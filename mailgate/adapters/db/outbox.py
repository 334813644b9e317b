"""The outbox: notices on their way out, each stored in the transaction that decided it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, bindparam, func, select, update

from mailgate.adapters.db.codec import dump_notice, load_notice
from mailgate.adapters.db.dialect import insert_new_returning, is_postgres, json_text
from mailgate.adapters.db.inbox import ERROR_LENGTH
from mailgate.adapters.db.listing import OutboxEntry, exhausted, outbox_entries, outbox_entry
from mailgate.adapters.db.schedule import LONGEST_REACHED, OUTBOX
from mailgate.adapters.db.tables import outbox
from mailgate.adapters.db.types import Utc, indexable
from mailgate.app.ports import Addressed, Counted, OutboxRow, Sent
from mailgate.domain.notice import COUNTED, Json, Notice, counted_from, counted_until, weight_in

LOOKED_UP = 100
"""Message-IDs of one mail that are looked up; honest threads have a few dozen, hostile ones thousands."""


LATEST = 5_000
"""The latest mails among which one to a given address is looked for: some days of a large office."""

SUPERSEDED = "superseded: it had nothing more to say"
AFRESH = "told afresh, in place of what waited too long"

# Built once: putting a statement together costs more than running it.
_ROW = bindparam("row_id", type_=BigInteger)
_NOW = bindparam("now", type_=Utc)
_THIS, _UNSENT, _FREE = outbox.c.id == _ROW, outbox.c.done_at.is_(None), outbox.c.held_at.is_(None)
_CLAIMABLE = (
    select(outbox)
    .where(outbox.c.id.in_(bindparam("row_ids", expanding=True)), _UNSENT, _FREE, outbox.c.next_attempt_at <= _NOW)
    .order_by(outbox.c.id)
    .with_for_update(skip_locked=True)
)
_UNHEARD = select(outbox.c.id).where(
    outbox.c.id.in_(bindparam("row_ids", expanding=True)),
    _UNSENT,
    _FREE,
    outbox.c.next_attempt_at <= _NOW,
    outbox.c.attempts > 0,
    outbox.c.error.is_(None),
)
_UNFINISHED = select(outbox.c.attempts).where(_THIS, _UNSENT).with_for_update()
_DUE = (
    select(outbox.c.id)
    .where(_UNSENT, _FREE, outbox.c.next_attempt_at <= _NOW)
    .order_by(outbox.c.next_attempt_at, outbox.c.id)
    .limit(bindparam("limit"))
)
_ABOUT = select(outbox.c.message_id, outbox.c.ticket).where(
    outbox.c.message_id.in_(bindparam("keys", expanding=True)), outbox.c.ticket.is_not(None)
)
_OF_MAIL = select(
    outbox.c.message_id,
    outbox.c.office,
    outbox.c.recipient,
    outbox.c.ticket,
    outbox.c.template,
    outbox.c.created_at,
)
_NAMED = _OF_MAIL.where(outbox.c.message_id.in_(bindparam("keys", expanding=True)))
_LATEST = (
    _OF_MAIL.where(
        # Bounces that name no mail are rare: a stretch of the table is read for them, rather than an index kept.
        outbox.c.id > select(func.max(outbox.c.id) - LATEST).scalar_subquery(),
        outbox.c.recipient == bindparam("recipient"),
        outbox.c.office == bindparam("office"),
        outbox.c.created_at >= bindparam("since", type_=Utc),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)


def _answers(*columns: ColumnElement[Any]) -> Select[Any]:
    """Counted answers to one address, newest first; its keys lie together in the index."""
    keys = outbox.c.key.between(bindparam("first"), bindparam("last"))
    young = outbox.c.created_at >= bindparam("since", type_=Utc)
    query = select(outbox.c.created_at, *columns).where(keys, outbox.c.recipient == bindparam("recipient"), young)
    return query.order_by(outbox.c.key.desc()).limit(bindparam("limit"))


_ANSWERS = _answers(outbox.c.key)
_SAID = {postgres: _answers(json_text(outbox.c.notice, "said", postgres=postgres)) for postgres in (False, True)}
_OF_TICKET = outbox.c.ticket == bindparam("of_ticket")
_SENT_TEXTS = (
    select(outbox.c.sent_text)
    .where(_OF_TICKET, outbox.c.sent_text.is_not(None))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("limit"))
)
_ANSWERS_ABOUT = (
    select(func.count())
    .select_from(outbox)
    .where(_OF_TICKET, outbox.c.key.startswith(COUNTED), outbox.c.created_at >= bindparam("since", type_=Utc))
)
_CHANGE = update(outbox).where(_THIS)
_CLAIM = _CHANGE.values(attempts=bindparam("tries"), next_attempt_at=bindparam("again"))
_GIVE_BACK = _CHANGE.where(_UNSENT, outbox.c.next_attempt_at == bindparam("until", type_=Utc)).values(
    attempts=outbox.c.attempts - 1, next_attempt_at=_NOW
)
_SENT = _CHANGE.values(done_at=_NOW, next_attempt_at=None, sent_text=bindparam("text"), error=None)


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
        return sorted(self._db.scalars(insert_new_returning(self._db, outbox, outbox.c.id), rows))

    def unheard(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Those due rows whose last try ended without a word: its worker died, perhaps of that very mail."""
        return sorted(self._db.scalars(_UNHEARD, {"row_ids": row_ids, "now": now}))

    def claim(self, row_ids: Sequence[int], now: datetime) -> list[OutboxRow]:
        """Take those of the rows that are due, not sent, held or stuck: counts the attempt, schedules the next one.

        MailgateError where every try of one ended without a result or an error: its worker died of that mail each time.
        """
        rows = self._db.execute(_CLAIMABLE, {"row_ids": row_ids, "now": now}).all()
        for row in rows:
            if row.attempts >= OUTBOX.tries:
                raise exhausted("outbox", row.id, row.attempts)
        if rows:
            self._db.execute(_CLAIM, [OUTBOX.claimed(row.id, row.attempts, now) for row in rows])
        return [_as_row_out(row, row.attempts + 1, OUTBOX.after_claim(row.attempts + 1, now)) for row in rows]

    def give_back(self, rows: Sequence[OutboxRow], now: datetime) -> None:
        """Make claimed rows due again that were not tried: this claim of them does not count as a try."""
        if rows:
            self._db.execute(_GIVE_BACK, [{"row_id": row.id, "until": row.until, "now": now} for row in rows])

    def sent(self, rows: Sequence[tuple[int, str]], now: datetime) -> None:
        """SMTP took these: (row id, subject and plain part as sent)."""
        if rows:
            self._db.execute(_SENT, [{"row_id": row_id, "text": text, "now": now} for row_id, text in rows])

    def fail(self, row_id: int, error: str, *, permanent: bool, now: datetime, away: bool = False) -> bool:
        """Keep the error; True when there will be no further try. With the server `away`, no mail is ever given up."""
        attempts = self._db.scalar(_UNFINISHED, {"row_id": row_id})
        if attempts is None:
            return False
        counted = min(attempts, LONGEST_REACHED) if away else attempts
        again = None if permanent else OUTBOX.after_failure(counted, now)
        self._set(row_id, error=error[:ERROR_LENGTH], next_attempt_at=again, attempts=counted)
        return again is None

    def release(self, now: datetime) -> None:
        """Make rows due whose claim nobody lives to finish: only where no other process works on this database."""
        claimed = (_UNSENT, outbox.c.attempts > 0, outbox.c.error.is_(None), outbox.c.next_attempt_at > now)
        self._db.execute(update(outbox).where(*claimed).values(next_attempt_at=now))

    def untried(self, ids: Sequence[int]) -> list[tuple[int, Notice]]:
        """Those of these rows that nobody has tried to send yet, oldest first; locked where the database can."""
        query = select(outbox.c.id, outbox.c.notice).where(outbox.c.id.in_(ids), _UNSENT, _FREE, outbox.c.attempts == 0)
        rows = self._db.execute(query.order_by(outbox.c.id).with_for_update(skip_locked=True))
        return [(row.id, load_notice(row.notice)) for row in rows]

    def folded(self, ids: Sequence[int], into: str, now: datetime) -> None:
        """These rows go out within the mail of that key; they count as done and are not sent themselves."""
        self._end(ids, f"sent within {into}", now)

    def waiting(self, office: str, recipient: str, templates: Collection[str]) -> list[OutboxRow]:
        """What is to go to that address by these templates and has not gone, oldest first; locked, after waiting."""
        query = select(outbox).where(outbox.c.office == office, outbox.c.recipient == recipient, _UNSENT, _FREE)
        query = query.where(outbox.c.template.in_(templates), outbox.c.next_attempt_at.is_not(None))
        rows = self._db.execute(query.order_by(outbox.c.id).with_for_update())
        return [_as_row_out(row, row.attempts, row.next_attempt_at) for row in rows]

    def superseded(self, ids: Sequence[int], now: datetime) -> None:
        """These rows have nothing more to say; they count as done and are not sent."""
        self._end(ids, SUPERSEDED, now)

    def count_on(self, ids: Sequence[int], attempts: int) -> None:
        """These rows stand for others that were tried so often."""
        for row_id in ids if attempts else ():
            self._set(row_id, attempts=attempts, error=AFRESH)

    def withdraw(self, keys: Sequence[str], now: datetime) -> None:
        """As `superseded`, for those rows under these keys that have not gone."""
        found = self._db.scalars(select(outbox.c.id).where(outbox.c.key.in_([indexable(k) for k in keys]), _UNSENT))
        self.superseded(sorted(found), now)

    def hasten(self, office: str, now: datetime) -> None:
        """An office's mails that wait for their next try are tried soon: none is due later than one in somebody's hands
        could still be.
        """
        soon = now + OUTBOX.lease
        late = select(outbox.c.id).where(outbox.c.office == office, _UNSENT, _FREE, outbox.c.next_attempt_at > soon)
        # Passing over what is locked, it waits for nobody, so that no worker who marks mails as sent can be its victim.
        free = late.with_for_update(skip_locked=True)
        self._db.execute(update(outbox).where(outbox.c.id.in_(free)).values(next_attempt_at=soon))

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again, the longest due first."""
        return list(self._db.scalars(_DUE, {"now": now, "limit": limit}))

    def ticket_of(self, message_ids: Sequence[str]) -> str | None:
        """The ticket that one of these Message-IDs was sent about, the first that is known."""
        keys = [indexable(text) for text in message_ids[:LOOKED_UP]]
        if not keys:
            return None
        found = {row.message_id: row.ticket for row in self._db.execute(_ABOUT, {"keys": keys})}
        return next((found[key] for key in keys if key in found), None)

    def addressed(self, message_ids: Sequence[str]) -> Addressed | None:
        """The mail of ours that one of these Message-IDs names, the first that is known."""
        keys = [indexable(text) for text in message_ids[:LOOKED_UP]]
        found = {row.message_id: row for row in self._db.execute(_NAMED, {"keys": keys})} if keys else {}
        row = next((found[key] for key in keys if key in found), None)
        return None if row is None else Addressed(row.office, row.recipient, row.ticket, row.template, row.created_at)

    def latest_to(self, recipient: str, office: str, since: datetime) -> Addressed | None:
        """The latest mail to that address since then, looked for among the latest of all."""
        row = self._db.execute(_LATEST, {"recipient": recipient, "office": office, "since": since}).first()
        return None if row is None else Addressed(row.office, row.recipient, row.ticket, row.template, row.created_at)

    def answers_to(self, recipient: str, since: datetime, limit: int) -> list[Counted]:
        """The latest counted answers to this address since then, newest first, by the index of keys alone."""
        rows = self._db.execute(_ANSWERS, _counted(recipient, since, limit))
        return [Counted(row.created_at, weight_in(row.key, recipient)) for row in rows]

    def said_to(self, recipient: str, since: datetime, limit: int) -> list[tuple[datetime, str]]:
        """As `answers_to`: when each was stored, and what the mail said that it answers."""
        rows = self._db.execute(_SAID[is_postgres(self._db)], _counted(recipient, since, limit))
        return [(at, said or "") for at, said in rows]

    def answers_about(self, ticket: str, since: datetime) -> int:
        """How many counted answers were stored about this ticket since then."""
        return self._db.scalar(_ANSWERS_ABOUT, {"of_ticket": ticket, "since": since}) or 0

    def payload_about(self, about: str, recipient: str) -> Json | None:
        """What the latest mail about that (a ticket, a report) to that address was given, or None."""
        query = select(outbox.c.notice).where(outbox.c.ticket == about, outbox.c.recipient == recipient)
        found = self._db.scalar(query.order_by(outbox.c.id.desc()).limit(1))
        return None if found is None else dict(load_notice(found).payload)

    def sent_texts(self, ticket: str, limit: int = 20) -> list[str]:
        """The plain parts of the latest mails sent about a ticket, newest first."""
        return list(self._db.scalars(_SENT_TEXTS, {"of_ticket": ticket, "limit": limit}))

    def about(self, ticket: str) -> Iterator[Sent]:
        """Every mail about a ticket, sent or not, oldest first."""
        columns = (outbox.c.notice, outbox.c.message_id, outbox.c.done_at, outbox.c.sent_text)
        for row in self._db.execute(select(*columns).where(outbox.c.ticket == ticket).order_by(outbox.c.id)):
            yield Sent(load_notice(row.notice), row.message_id, row.done_at, row.sent_text)

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
        for row_id in ids:
            self._set(row_id, attempts=0, next_attempt_at=now, held_at=None)
        return ids

    def hold(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Keep unsent rows back until `retry`; ids of those that were unsent."""
        ids = self._unsent(row_ids)
        for row_id in ids:
            self._set(row_id, held_at=now)
        return ids

    def _unsent(self, row_ids: Sequence[int]) -> list[int]:
        query = select(outbox.c.id).where(outbox.c.id.in_(row_ids), _UNSENT).with_for_update()
        return sorted(self._db.scalars(query))

    def _end(self, ids: Sequence[int], why: str, now: datetime) -> None:
        for row_id in ids:
            self._set(row_id, done_at=now, next_attempt_at=None, error=why)

    def _set(self, row_id: int, **values: object) -> None:
        self._db.execute(_CHANGE, {"row_id": row_id, **values})


def _counted(recipient: str, since: datetime, limit: int) -> dict[str, object]:
    first, last = counted_from(recipient, since), counted_until(recipient)
    return {"recipient": recipient, "first": first, "last": last, "since": since, "limit": limit}


def _as_row_out(row: Row[Any], attempts: int, until: datetime) -> OutboxRow:
    return OutboxRow(row.id, load_notice(row.notice), row.message_id, row.created_at, attempts, until)


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
