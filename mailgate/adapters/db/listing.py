"""Rows as the command line shows them, with the state that is derived from the retry clock."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, and_, select

from mailgate.adapters.db.tables import inbox, outbox, ticket
from mailgate.domain.errors import MailgateError


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """A row of the inbox without its bytes. `state` is `due`, `waiting` (for its next try), `stuck` or `done`."""

    id: int
    state: str
    office: str
    mailbox: str
    source: str
    size: int
    truncated: bool
    received_at: datetime
    attempts: int
    next_attempt_at: datetime | None
    done_at: datetime | None
    result: str | None
    ticket: str | None
    message_id: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A row of the outbox. `state` is `due`, `waiting` (for its next try), `stuck`, `held` or `done`."""

    id: int
    state: str
    office: str
    ticket: str | None
    recipient: str
    template: str
    key: str
    message_id: str
    created_at: datetime
    attempts: int
    next_attempt_at: datetime | None
    done_at: datetime | None
    held_at: datetime | None
    error: str | None
    sent_text: str | None


@dataclass(frozen=True, slots=True)
class TicketEntry:
    """A ticket's line in a list."""

    number: str
    office: str
    sop_id: str | None
    step: str | None
    tray: str | None
    subject: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


def exhausted(box: str, row_id: int, attempts: int) -> MailgateError:
    """What claiming a row raises whose tries are used up although none reported a failure."""
    return MailgateError(
        f"{box} row {row_id} was tried {attempts} times and its worker died each time; "
        f"look at it with `mailgate {box} show {row_id}`, then `mailgate {box} retry {row_id}`"
    )


def inbox_entries(connection: Connection, now: datetime, state: str | None, limit: int) -> list[InboxEntry]:
    """The latest rows of the inbox, or those in one state."""
    query = _in_state(select(inbox), inbox, state, now).order_by(inbox.c.id.desc()).limit(limit)
    return [_inbox_entry(row, now) for row in connection.execute(query)]


def inbox_entry(connection: Connection, row_id: int, now: datetime) -> InboxEntry | None:
    """One row of the inbox."""
    row = connection.execute(select(inbox).where(inbox.c.id == row_id)).one_or_none()
    return None if row is None else _inbox_entry(row, now)


def outbox_entries(
    connection: Connection, now: datetime, state: str | None, number: str | None, limit: int
) -> list[OutboxEntry]:
    """The latest rows of the outbox, those about one ticket, or those in one state."""
    query = _in_state(select(outbox), outbox, state, now)
    if number is not None:
        query = query.where(outbox.c.ticket == number)
    return [_outbox_entry(row, now) for row in connection.execute(query.order_by(outbox.c.id.desc()).limit(limit))]


def outbox_entry(connection: Connection, row_id: int, now: datetime) -> OutboxEntry | None:
    """One row of the outbox."""
    row = connection.execute(select(outbox).where(outbox.c.id == row_id)).one_or_none()
    return None if row is None else _outbox_entry(row, now)


def ticket_entries(
    connection: Connection, *, office: str | None, only_open: bool | None, limit: int
) -> list[TicketEntry]:
    """Tickets, newest first. `only_open` False lists the closed ones, None both."""
    query = select(ticket)
    if office is not None:
        query = query.where(ticket.c.office == office)
    if only_open is not None:
        query = query.where(ticket.c.closed_at.is_(None) if only_open else ticket.c.closed_at.is_not(None))
    rows = connection.execute(query.order_by(ticket.c.opened_at.desc(), ticket.c.number.desc()).limit(limit))
    return [TicketEntry(**_columns(TicketEntry, row)) for row in rows]


def _in_state(query: Select[Any], table: Table, state: str | None, now: datetime) -> Select[Any]:
    if state is None:
        return query
    undone, next_at = table.c.done_at.is_(None), table.c.next_attempt_at
    states = {
        "due": and_(undone, next_at <= now),
        "waiting": and_(undone, next_at > now),
        "stuck": and_(undone, next_at.is_(None)),
        "done": table.c.done_at.is_not(None),
    }
    if table is outbox:
        free = outbox.c.held_at.is_(None)
        states = {name: where if name == "done" else and_(where, free) for name, where in states.items()}
        states["held"] = and_(undone, outbox.c.held_at.is_not(None))
    if state not in states:
        raise MailgateError(f"no state {state!r}; there are {', '.join(states)}")
    return query.where(states[state])


def _state(row: Row[Any], now: datetime, held_at: datetime | None = None) -> str:
    if row.done_at is not None:
        return "done"
    if held_at is not None:
        return "held"
    if row.next_attempt_at is None:
        return "stuck"
    return "due" if row.next_attempt_at <= now else "waiting"


def _inbox_entry(row: Row[Any], now: datetime) -> InboxEntry:
    return InboxEntry(state=_state(row, now), **_columns(InboxEntry, row))


def _outbox_entry(row: Row[Any], now: datetime) -> OutboxEntry:
    return OutboxEntry(state=_state(row, now, row.held_at), **_columns(OutboxEntry, row))


def _columns(entry: type[InboxEntry | OutboxEntry | TicketEntry], row: Row[Any]) -> dict[str, Any]:
    named = row._mapping
    return {field.name: named[field.name] for field in fields(entry) if field.name in named}
