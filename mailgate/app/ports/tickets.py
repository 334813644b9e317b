"""Tickets with their history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mailgate.domain.event import Record
from mailgate.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class ChainState:
    """A ticket's hash chain, recomputed: its latest hash (hex), its links, and what is wrong (English) or nothing."""

    head: str
    links: int
    broken: str = ""


class Tickets(Protocol):
    """Tickets with their history."""

    def next_number(self, office: str, prefix: str, year: int) -> str:
        """`<prefix>-<year>-<6 digits>` from a locked counter."""

    def add(self, ticket: Ticket, records: Sequence[Record]) -> None:
        """Store a new ticket and the first links of its history."""

    def get(self, number: str) -> Ticket:
        """The ticket, locked for change where the database can; UnknownTicket."""

    def exists(self, number: str, office: str) -> bool:
        """Whether that office has a ticket of that number."""

    def save(self, ticket: Ticket, records: Sequence[Record]) -> None:
        """Store the changed ticket and append history; ConcurrentUpdate if its version has moved."""

    def by_message(self, message_ids: Sequence[str]) -> str | None:
        """The ticket that one of these incoming Message-IDs belongs to."""

    def history(self, number: str) -> list[Record]:
        """The whole history, oldest first."""

    def chain_of(self, number: str) -> ChainState:
        """The hash chain of a ticket's history, recomputed as `audit verify` does; UnknownTicket."""

    def waking(self, offices: Collection[str], now: datetime, limit: int) -> list[str]:
        """Open tickets of these offices with which time has something to do, the longest due first."""

    def open_after(self, number: str, limit: int) -> list[Ticket]:
        """Open tickets in the order of their numbers, those after that one: for walking over all of them in parts."""

    def of_period(self, office: str, start: datetime, end: datetime) -> list[Ticket]:
        """Tickets opened or closed in [start, end) and all that are open, each once, by the moment of opening."""

    def counts(self, office: str, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
        """For each [start, end): how many were opened in it, and how many were closed as `selesai`."""

    def ever_paused(self, office: str, since: datetime) -> list[str]:
        """Tickets that a TUNDA once stopped, of those that are open or were closed since then."""

    def open(self, office: str) -> list[Ticket]:
        """Every open ticket, oldest first."""
