"""The balance of incoming mail: every mail that a mailbox ever gave us is accounted for, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WAITING, STUCK = "menunggu", "tertahan"
"""The fates of mails that nothing was decided of yet: due or waiting for the next try, or given up (quarantined)."""

_TICKETS, _DUPLICATES = "tiket", "duplikat"
_REPLIES = frozenset({"balasan", "balasan laporan", "cuti"})
_FILED = "arsip"
_ON_A_TICKET = frozenset({"tiket", "balasan"})
"""Mails that belong to a ticket, which must then be there."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mails of one folder met the same fate.

    `folder` is `<mailbox>/<folder>/<uidvalidity>`. `fate` is the result's word without its reason (`tiket`, `arsip`),
    or WAITING or STUCK; empty where a mail is done without a result. `on_ticket` is whether its ticket exists.
    """

    office: str
    mailbox: str
    folder: str
    fate: str
    on_ticket: bool
    mails: int

    @property
    def explained(self) -> bool:
        """Whether the ledger knows what became of these mails, and finds the ticket that they should have."""
        if self.fate in _ON_A_TICKET:
            return self.on_ticket
        return self.fate in _REPLIES | {_FILED, _DUPLICATES, WAITING, STUCK}


@dataclass(frozen=True, slots=True)
class Balance:
    """Mails of one folder by what became of them; `seen` is all of them. A ticket in the tray counts as a ticket."""

    office: str
    mailbox: str
    folder: str
    seen: int = 0
    tickets: int = 0
    replies: int = 0
    filed: int = 0
    duplicates: int = 0
    waiting: int = 0
    stuck: int = 0

    @property
    def difference(self) -> int:
        """Mails that were seen and that nothing accounts for: 0 in a sound ledger."""
        parts = (self.tickets, self.replies, self.filed, self.duplicates, self.waiting, self.stuck)
        return self.seen - sum(parts)


def balance_of(tallies: Sequence[Tally]) -> Balance:
    """The sum over the tallies of one folder, or of all folders of an office; ValueError where there is none."""
    if not tallies:
        raise ValueError("a balance needs a tally at least")
    first = tallies[0]

    def sum_of(fates: Iterable[str]) -> int:
        return sum(t.mails for t in tallies if t.explained and t.fate in set(fates))

    return Balance(
        first.office,
        first.mailbox,
        first.folder,
        seen=sum(t.mails for t in tallies),
        tickets=sum_of([_TICKETS]),
        replies=sum_of(_REPLIES),
        filed=sum_of([_FILED]),
        duplicates=sum_of([_DUPLICATES]),
        waiting=sum_of([WAITING]),
        stuck=sum_of([STUCK]),
    )
