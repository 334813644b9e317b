"""A neighbour of the gateway (a mailbox, a way out, the database) that stays away."""

from dataclasses import dataclass
from datetime import datetime

MAILBOX, WAY_OUT, DATABASE = "imap", "smtp", "database"
"""The kinds of neighbours; the database is one that every office has in common."""


def mailbox_neighbour(mailbox: str) -> str:
    """How a mailbox is called among the neighbours: `imap:<mailbox>`."""
    return f"{MAILBOX}:{mailbox}"


def way_out_neighbour(office: str) -> str:
    """How an office's SMTP server is called among the neighbours: `smtp:<office>`."""
    return f"{WAY_OUT}:{office}"


@dataclass(frozen=True, slots=True)
class Outage:
    """One neighbour away without a break `since` then; seen so at `last_at` for the last time (aware, UTC).

    `error` is what it was last told by, in English. Not `told`: it may be away, as a mailbox that was not looked into
    yet since the gateway was started; nobody hears of that.
    """

    neighbour: str
    office: str
    since: datetime
    last_at: datetime
    error: str
    told: bool = True

    @property
    def kind(self) -> str:
        """MAILBOX, WAY_OUT or DATABASE."""
        return self.neighbour.partition(":")[0]
