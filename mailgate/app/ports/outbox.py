"""Notices on their way out, and what was sent."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mailgate.domain.notice import Json, Notice, Weight


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A notice to deliver, with the Message-ID fixed when it was stored; `attempts` counts this try.

    From `until` on another worker may claim it, unless it is done or given back by then.
    """

    id: int
    notice: Notice
    message_id: str
    created_at: datetime
    attempts: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail about a ticket, with its subject and plain part as sent; both None where SMTP has not taken it yet."""

    notice: Notice
    message_id: str
    sent_at: datetime | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Addressed:
    """To whom a mail of ours went, about what, and which mail that was; `created_at` is the moment of its decision."""

    office: str
    recipient: str
    ticket: str | None
    template: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer that counts towards the limits (app/limits.py)."""

    at: datetime
    weight: Weight


class Outbox(Protocol):
    """Notices on their way out."""

    def add(self, notices: Sequence[Notice], now: datetime) -> list[int]:
        """Store notices whose key is new, each with its Message-ID; ids of the new rows."""

    def unheard(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Those due rows whose last try ended without a word: its worker died, perhaps of that very mail."""

    def claim(self, row_ids: Sequence[int], now: datetime) -> list[OutboxRow]:
        """Take those of the rows that are due, not sent, held or stuck: counts the attempt, schedules the next one."""

    def give_back(self, rows: Sequence[OutboxRow], now: datetime) -> None:
        """Make claimed rows due again that were not tried: this claim of them does not count as a try."""

    def sent(self, rows: Sequence[tuple[int, str]], now: datetime) -> None:
        """SMTP took these: (row id, subject and plain part as sent)."""

    def fail(self, row_id: int, error: str, *, permanent: bool, now: datetime, away: bool = False) -> bool:
        """Keep the error; True when there will be no further try. With the server `away`, no mail is ever given up."""

    def untried(self, ids: Sequence[int]) -> list[tuple[int, Notice]]:
        """Those of these rows that nobody has tried to send yet, oldest first; locked where the database can."""

    def folded(self, ids: Sequence[int], into: str, now: datetime) -> None:
        """These rows go out within the mail of that key; they count as done and are not sent themselves."""

    def waiting(self, office: str, recipient: str, templates: Collection[str]) -> list[OutboxRow]:
        """What is to go to that address by these templates and has not gone, oldest first; locked, after waiting."""

    def superseded(self, ids: Sequence[int], now: datetime) -> None:
        """These rows have nothing more to say; they count as done and are not sent."""

    def count_on(self, ids: Sequence[int], attempts: int) -> None:
        """These rows stand for others that were tried so often."""

    def withdraw(self, keys: Sequence[str], now: datetime) -> None:
        """As `superseded`, for those rows under these keys that have not gone."""

    def hasten(self, office: str, now: datetime) -> None:
        """An office's mails that wait for their next try are tried soon: none is due later than one in somebody's hands
        could still be.
        """

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again."""

    def ticket_of(self, message_ids: Sequence[str]) -> str | None:
        """The ticket that one of these Message-IDs was sent about, the first that is known."""

    def addressed(self, message_ids: Sequence[str]) -> Addressed | None:
        """The mail of ours that one of these Message-IDs names, the first that is known."""

    def latest_to(self, recipient: str, office: str, since: datetime) -> Addressed | None:
        """The latest mail to that address since then, looked for among the latest of all."""

    def answers_to(self, recipient: str, since: datetime, limit: int) -> list[Counted]:
        """The latest counted answers to this address since then, newest first, by their keys alone."""

    def said_to(self, recipient: str, since: datetime, limit: int) -> list[tuple[datetime, str]]:
        """As `answers_to`: when each was stored, and what the mail said that it answers."""

    def answers_about(self, ticket: str, since: datetime) -> int:
        """How many counted answers were stored about this ticket since then."""

    def payload_about(self, about: str, recipient: str) -> Json | None:
        """What the latest mail about that (a ticket, a report) to that address was given, or None."""

    def sent_texts(self, ticket: str, limit: int = 20) -> list[str]:
        """The plain parts of the latest mails sent about a ticket, newest first."""

    def about(self, ticket: str) -> Iterator[Sent]:
        """Every mail about a ticket, sent or not, oldest first."""
