"""A ticket's history: append-only links, each hashed over the one before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from mailgate.adapters.db.codec import dump_actor, dump_event, link_hash, load_actor, load_event
from mailgate.adapters.db.tables import history, ticket
from mailgate.domain.errors import UnknownTicket
from mailgate.domain.event import Record

GENESIS = "0" * 64
"""What the first link of every chain is hashed over, besides its own ticket's number."""

PAGE = 500
"""Tickets whose numbers are read at a time when all chains are verified."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first link of a ticket's history that doesn't hold, and why (English)."""

    ticket: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"{self.ticket}: link {self.seq}: {self.why}"


def links(number: str, head: str, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Rows for `records`, chained to the link whose hash is `head`."""
    rows = []
    for record in records:
        event, data = dump_event(record.event)
        parts = (event, dump_actor(record.by), data)
        digest = link_hash(head, number, record.seq, record.at, parts)
        rows.append({"ticket": number, "seq": record.seq, "at": record.at, "prev_hash": head, "hash": digest})
        rows[-1].update(zip(("event", "actor", "data"), parts, strict=True))
        head = digest
    return rows


def read(connection: Connection, number: str) -> list[Record]:
    """The whole history of a ticket, oldest first."""
    return [
        Record(row.seq, row.at, load_actor(row.actor), load_event(row.event, row.data))
        for row in connection.execute(_ordered(number))
    ]


def verify(connection: Connection, number: str) -> BrokenLink | None:
    """The first link of a ticket's history that was changed, removed or put in; None where all hold; UnknownTicket."""
    head = connection.scalar(select(ticket.c.head).where(ticket.c.number == number))
    if head is None:
        raise UnknownTicket(f"There is no ticket {number}")
    previous, seq = GENESIS, 0
    for row in connection.execute(_ordered(number)):
        seq += 1
        if fault := _fault(row, seq, previous):
            return BrokenLink(number, seq, fault)
        previous = row.hash
    if previous != head:
        return BrokenLink(number, seq + 1, "links are missing at the end, or the ticket's own mark was changed")
    return None


def verify_all(connection: Connection) -> Iterator[tuple[str, BrokenLink | None]]:
    """Every ticket's number with the first broken link of its history, if there is one."""
    last = ""
    while True:
        query = select(ticket.c.number).where(ticket.c.number > last).order_by(ticket.c.number).limit(PAGE)
        numbers = list(connection.scalars(query))
        for number in numbers:
            yield number, verify(connection, number)
        if len(numbers) < PAGE:
            return
        last = numbers[-1]


def _ordered(number: str) -> Any:
    return select(history).where(history.c.ticket == number).order_by(history.c.seq)


def _fault(row: Row[Any], seq: int, previous: str) -> str | None:
    if row.seq != seq:
        return f"it is missing; the next one stored is {row.seq}"
    if row.prev_hash != previous:
        return "it isn't chained to the link before it"
    if row.hash != link_hash(previous, row.ticket, row.seq, row.at, (row.event, row.actor, row.data)):
        return f"its content ({row.event} of {row.at:%Y-%m-%d %H:%M} UTC) was changed"
    return None
