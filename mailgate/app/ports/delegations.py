"""Leaves of officials with their deputies."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from mailgate.domain.leave import Leave


@dataclass(frozen=True, slots=True)
class Delegation:
    """A leave as it is kept: what was announced, and once it is decided, as it was confirmed or why not."""

    id: int
    leave: Leave
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    confirmed: bool | None
    reason: str | None
    begun_at: datetime | None = None
    ended_at: datetime | None = None


class Delegations(Protocol):
    """Leaves of officials with their deputies; only confirmed ones change who may act."""

    def add(self, leave: Leave, via: str | None, now: datetime) -> int:
        """Store a proposal that came by the mail of that Message-ID; its number."""

    def get(self, row_id: int, office: str) -> Delegation | None:
        """That office's delegation of that number, locked for change where the database can."""

    def decide(self, row_id: int, leave: Leave, by: str, now: datetime, *, confirmed: bool, reason: str) -> None:
        """Keep what was decided, with the dates and the deputy as they were confirmed."""

    def not_over(self, day: date) -> list[Leave]:
        """Confirmed leaves whose last day is that day or later."""

    def to_begin(self, day: date) -> list[Delegation]:
        """Confirmed leaves whose first day has come and whose tasks were not handed over yet."""

    def to_end(self, day: date) -> list[Delegation]:
        """Confirmed leaves whose last day is over and whose tasks were not handed back yet."""

    def begun(self, row_id: int, now: datetime) -> None:
        """The tasks were handed to the deputy."""

    def ended(self, row_id: int, now: datetime) -> None:
        """The tasks were handed back to the official."""
