"""Mails as they came, and what became of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mailgate.app.ports.channel import Fetched
from mailgate.domain.balance import Tally


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A raw mail as it came in. `office` is the code of the instansi whose mailbox took it.

    From `until` on another worker may claim it.
    """

    id: int
    office: str
    mailbox: str
    source: str
    raw: bytes
    received_at: datetime
    truncated: bool
    attempts: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A raw mail as it is kept; `size` is that on the server in bytes, more than `raw` has of an oversized mail."""

    id: int
    raw: bytes
    size: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that belongs to a ticket, as it came."""

    raw: bytes
    received_at: datetime


class Inbox(Protocol):
    """Raw mails, the ledger of what every channel ever gave us."""

    def add(self, office: str, mailbox: str, mails: Sequence[Fetched], now: datetime) -> list[int]:
        """Store mails not stored before (unique `source`); ids of the new rows, due at once."""

    def known_uids(self, folder_key: str, lowest: int) -> Collection[int]:
        """UIDs ≥ `lowest` already stored for `<mailbox>/<folder>/<uidvalidity>`."""

    def unheard(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Those due rows whose last try ended without a word: its worker died, perhaps of that very mail."""

    def claim(self, row_ids: Sequence[int], now: datetime) -> list[InboxRow]:
        """Take those of the rows that are due, neither done nor stuck: counts the attempt, schedules the next one."""

    def lock(self, row_id: int) -> bool:
        """Inside the deciding transaction: lock the row; False if another worker has finished it."""

    def repeats(self, row_id: int, office: str, message_id: str, body_sha256: str) -> bool:
        """Whether another row of this office holds the same Message-ID and body; if not, this row now owns the pair."""

    def finish(self, row_id: int, result: str, ticket: str | None, now: datetime) -> None:
        """Done: `result` is `tiket`, `balasan`, `duplikat`, `cuti: <what>` or `arsip: <reason>`."""

    def fail(self, row_id: int, error: str, now: datetime) -> bool:
        """Keep the error; True when that was the last try and the row is stuck now."""

    def wait(self, row_id: int, until: datetime) -> None:
        """Due again at that moment, without counting this look at it as a try."""

    def wake(self, row_id: int, now: datetime) -> bool:
        """Make a row due at once that has tries before it; False where it is done or stuck."""

    def ticket(self, row_id: int) -> str | None:
        """The ticket that the mail opened or belongs to, or None."""

    def raw(self, row_id: int) -> bytes | None:
        """The bytes of a mail as they came."""

    def office_of(self, row_id: int) -> str:
        """The code of the office whose mailbox took the mail in."""

    def kept(self, row_id: int) -> Kept | None:
        """One mail as it is kept, whatever became of it."""

    def about(self, ticket: str) -> Iterator[Received]:
        """Every mail that a ticket came from or that answered it, oldest first, one at a time."""

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again."""

    def tallies(self, office: str | None = None) -> Iterator[list[Tally]]:
        """What became of all mails, or of those in an office's folders, folder by folder."""
