"""Tickets with their history, their numbers and their copies of SOPs."""

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, bindparam, func, or_, select, update

from mailgate.adapters.db import history as chain
from mailgate.adapters.db.codec import SopCopies, dump_ticket, load_ticket
from mailgate.adapters.db.dialect import insert_new, insert_or_count
from mailgate.adapters.db.listing import TicketEntry, ticket_entries
from mailgate.adapters.db.outbox import LOOKED_UP
from mailgate.adapters.db.tables import counter, history, inbox, sop_copy, ticket
from mailgate.adapters.db.types import indexable
from mailgate.app.ports import ChainState
from mailgate.domain.errors import ConcurrentUpdate, UnknownTicket
from mailgate.domain.event import Record
from mailgate.domain.sop import Sop
from mailgate.domain.ticket import Ticket

# Built once: putting a statement together costs more than running it.
_NUMBER = bindparam("key", type_=Text)
_WHOLE: Select[Any] = select(ticket.c.number, ticket.c.version, ticket.c.head, ticket.c.state, ticket.c.sop_hash)
_FOR_CHANGE = _WHOLE.where(ticket.c.number == _NUMBER).with_for_update(of=ticket)
_HEAD = select(ticket.c.head).where(ticket.c.number == _NUMBER)
_OF_OFFICE = select(ticket.c.number).where(ticket.c.number == _NUMBER, ticket.c.office == bindparam("of_office"))
_CHANGE = update(ticket).where(ticket.c.number == _NUMBER, ticket.c.version == bindparam("read_version"))
_ABOUT = select(inbox.c.message_id, inbox.c.ticket).where(
    inbox.c.message_id.in_(bindparam("keys", expanding=True)), inbox.c.ticket.is_not(None)
)
_SOLVED = '"closing":"selesai"'
"""How `dump_ticket` spells it, always the same; inside a string of the JSON its quotes would stand behind strokes."""


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Thousands of tickets are built and none is garbage; walking them all again and again would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class SqlTickets:
    """mailgate.app.ports.Tickets, and what the command line lists and verifies."""

    def __init__(self, connection: Connection, copies: SopCopies) -> None:
        self._db = connection
        self._copies = copies
        self._heads: dict[str, str] = {}
        self._stored: set[str] = set()

    def next_number(self, office: str, prefix: str, year: int) -> str:
        """`<prefix>-<year>-<6 digits>` from a locked counter."""
        counted = insert_or_count(self._db, counter, counter.c.value)
        value: int = self._db.execute(counted, {"office": office, "year": year}).scalar_one()
        return f"{prefix}-{year}-{value:06d}"

    def add(self, new: Ticket, records: Sequence[Record]) -> None:
        """Store a new ticket and the first links of its history."""
        rows = chain.links(new.number, chain.GENESIS, records)
        head = rows[-1]["hash"] if rows else chain.GENESIS
        self._db.execute(ticket.insert(), {"number": new.number, "version": new.version, **self._columns(new, head)})
        self._append(new.number, head, rows)

    def get(self, number: str) -> Ticket:
        """The ticket, locked for change where the database can; UnknownTicket."""
        row = self._db.execute(_FOR_CHANGE, {"key": number}).one_or_none()
        if row is None:
            raise UnknownTicket(f"There is no ticket {number}")
        return self._load(row)

    def exists(self, number: str, office: str) -> bool:
        """Whether that office has a ticket of that number."""
        return self._db.scalar(_OF_OFFICE, {"key": number, "of_office": office}) is not None

    def save(self, changed: Ticket, records: Sequence[Record]) -> None:
        """Store the changed ticket and append history; ConcurrentUpdate if its version has moved."""
        number = changed.number
        rows = chain.links(number, self._head(number), records)
        head = rows[-1]["hash"] if rows else self._head(number)
        mine = {"key": number, "read_version": changed.version, "version": changed.version + 1}
        stored = self._db.execute(_CHANGE, {**mine, **self._columns(changed, head)})
        if stored.rowcount != 1:
            raise ConcurrentUpdate(f"Ticket {number} was changed by another process; read it again")
        changed.version += 1
        self._append(number, head, rows)

    def by_message(self, message_ids: Sequence[str]) -> str | None:
        """The ticket that one of these incoming Message-IDs belongs to, the first that is known."""
        keys = [indexable(text) for text in message_ids[:LOOKED_UP]]
        if not keys:
            return None
        found = {row.message_id: row.ticket for row in self._db.execute(_ABOUT, {"keys": keys})}
        return next((found[key] for key in keys if key in found), None)

    def history(self, number: str) -> list[Record]:
        """The whole history, oldest first."""
        return chain.read(self._db, number)

    def chain_of(self, number: str) -> ChainState:
        """The hash chain of a ticket's history, recomputed as `audit verify` does; UnknownTicket."""
        fault = self.verify(number)
        links = self._db.scalar(select(func.count()).where(history.c.ticket == number)) or 0
        return ChainState(self._head(number), links, str(fault) if fault else "")

    def waking(self, offices: Collection[str], now: datetime, limit: int) -> list[str]:
        """Open tickets of these offices with which time has something to do, the longest due first."""
        query = select(ticket.c.number).where(ticket.c.closed_at.is_(None), ticket.c.wakes_at <= now)
        # The bare column would lead SQLite to an index by office, and so through all open tickets.
        served = query.where(ticket.c.office.concat("").in_(offices)).order_by(ticket.c.wakes_at)
        return list(self._db.scalars(served.limit(limit)))

    def open_after(self, number: str, limit: int) -> list[Ticket]:
        """Open tickets in the order of their numbers, those after that one: for walking over all of them in parts."""
        query = _WHOLE.where(ticket.c.closed_at.is_(None), ticket.c.number > number).order_by(ticket.c.number)
        return [self._load(row) for row in self._db.execute(query.limit(limit))]

    def of_period(self, office: str, start: datetime, end: datetime) -> list[Ticket]:
        """Tickets opened or closed in [start, end) and all that are open, each once, by the moment of opening."""
        of_it, opened, closed = ticket.c.office == office, ticket.c.opened_at, ticket.c.closed_at
        outside = or_(opened < start, opened >= end)
        # Three queries that don't overlap: an OR over two columns makes SQLite walk through all tickets.
        found = [
            *self._listed(of_it, opened >= start, opened < end),
            *self._listed(of_it, closed >= start, closed < end, outside),
            *self._listed(of_it, closed.is_(None), outside),
        ]
        return sorted(found, key=lambda t: (t.opened_at, t.number))

    def counts(self, office: str, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
        """For each [start, end): how many were opened in it, and how many were closed as `selesai`."""
        of_it, done = ticket.c.office == office, ticket.c.state.contains(_SOLVED, autoescape=True)
        opened, closed = ticket.c.opened_at, ticket.c.closed_at
        return [
            (self._count(of_it, opened >= start, opened < end), self._count(of_it, closed >= start, closed < end, done))
            for start, end in spans
        ]

    def ever_paused(self, office: str, since: datetime) -> list[str]:
        """Tickets that a TUNDA once stopped, of those that are open or were closed since then."""
        paused = select(history.c.ticket).join(ticket, ticket.c.number == history.c.ticket).distinct()
        paused = paused.where(ticket.c.office == office, history.c.event == "WorkPaused")
        found = (paused.where(when) for when in (ticket.c.closed_at.is_(None), ticket.c.closed_at >= since))
        return sorted({number for query in found for number in self._db.scalars(query)})

    def open(self, office: str) -> list[Ticket]:
        """Every open ticket, oldest first."""
        return self._listed(ticket.c.office == office, ticket.c.closed_at.is_(None))

    def entries(
        self, *, office: str | None = None, only_open: bool | None = None, limit: int = 50
    ) -> list[TicketEntry]:
        """Lines for a list, newest first. `only_open` False lists the closed ones, None both."""
        return ticket_entries(self._db, office=office, only_open=only_open, limit=limit)

    def verify(self, number: str) -> chain.BrokenLink | None:
        """The first broken link of a ticket's history, or None; UnknownTicket."""
        return chain.verify(self._db, number)

    def verify_all(self) -> Iterator[tuple[str, chain.BrokenLink | None]]:
        """Every ticket's number with its first broken link, or None."""
        return chain.verify_all(self._db)

    def committed(self) -> None:
        """The SOPs stored by this transaction needn't be stored again."""
        self._copies.stored |= self._stored

    def _count(self, *where: Any) -> int:
        return self._db.scalar(select(func.count()).select_from(ticket).where(*where)) or 0

    def _listed(self, *where: Any) -> list[Ticket]:
        query = _WHOLE.where(*where).order_by(ticket.c.opened_at, ticket.c.number)
        with _collector_at_rest():
            return [self._load(row) for row in self._db.execute(query)]

    def _head(self, number: str) -> str:
        head = self._heads.get(number) or self._db.scalar(_HEAD, {"key": number})
        if head is None:
            raise UnknownTicket(f"There is no ticket {number}")
        return head

    def _append(self, number: str, head: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._db.execute(history.insert(), rows)
        self._heads[number] = head

    def _load(self, row: Row[Any]) -> Ticket:
        self._heads[row.number] = row.head
        return load_ticket(row.state, self._sop(row.sop_hash), row.version)

    def _sop(self, digest: str | None) -> Sop | None:
        if digest is None:
            return None
        if known := self._copies.get(digest):
            return known
        text = select(sop_copy.c.sop).where(sop_copy.c.hash == digest)
        return self._copies.load(digest, self._db.scalars(text).one())

    def _columns(self, from_: Ticket, head: str) -> dict[str, object]:
        return {
            "office": from_.office,
            "sop_id": from_.sop.id if from_.sop else None,
            "sop_hash": self._copy(from_.sop) if from_.sop else None,
            "step": from_.step,
            "tray": from_.tray,
            "subject": from_.subject,
            "opened_at": from_.opened_at,
            "due_at": from_.due_at,
            "closed_at": from_.closed_at,
            "wakes_at": from_.wakes_at,
            "head": head,
            "state": dump_ticket(from_),
        }

    def _copy(self, sop: Sop) -> str:
        digest = self._copies.hash_of(sop)
        if digest not in self._copies.stored and digest not in self._stored:
            self._db.execute(insert_new(self._db, sop_copy), {"hash": digest, "sop": self._copies.dump(sop)})
            self._stored.add(digest)
        return digest
