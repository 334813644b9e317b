"""What must hold when all is quiet again, counted from the database, from the load and from the sink."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from mailgate.adapters.db.uow import Database
from mailgate.app.balancing import balances
from mailgate.domain.event import CommandCarriedOut, Record, StepEntered, TicketOpened
from tests.chaos.sink import Accepted

ALL = 1_000_000
"""Rows: all of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """Faults and their numbers; all 0 but `copies`, which an SMTP server that accepted before a kill may have got."""

    lost: int = 0
    """Requests without a ticket, answers not carried out, mails that were never sent."""
    tickets_doubled: int = 0
    steps_doubled: int = 0
    copies: int = 0
    """Second copies of a mail under the same Message-ID, with a kill between the two."""
    mails_doubled: int = 0
    """Second copies without that excuse: another Message-ID, or no kill."""
    unbalanced: int = 0
    broken: int = 0
    """Tickets whose history does not hold: the hash chain, or visits out of order."""

    @property
    def sound(self) -> bool:
        """Whether every promise held."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name != "copies")


def examine(
    database: Database,
    *,
    requests: Iterable[str],
    replies: Iterable[str],
    accepted: Sequence[Accepted],
    killed_at: Sequence[float],
) -> Found:
    """Compare what was sent in and what came out with what the database says."""
    with database.reading() as uow:
        numbers = [entry.number for entry in uow.tickets.entries(limit=ALL)]
        histories = {number: uow.tickets.history(number) for number in numbers}
        broken = {number for number, link in uow.tickets.verify_all() if link is not None}
        unbalanced = sum(balance.difference for balance in balances(uow))
        rows = uow.outbox.entries(datetime.now(UTC), limit=ALL)
    sent = {row.message_id for row in rows if row.done_at is None or row.error is None}  # not those sent within others
    opened, carried_out = openings(histories), commands(histories)
    copies, doubled = repeated(accepted, killed_at, {row.message_id for row in rows})
    return Found(
        lost=missing(requests, opened) + missing(replies, carried_out) + missing(sent, _ids(accepted)),
        tickets_doubled=twice(opened),
        steps_doubled=twice(carried_out),
        copies=copies,
        mails_doubled=doubled,
        unbalanced=unbalanced,
        broken=len(broken | {number for number, records in histories.items() if not in_order(records)}),
    )


def openings(histories: Mapping[str, Sequence[Record]]) -> Counter[str]:
    """How many tickets each mail opened, by its Message-ID."""
    return Counter(
        r.by.via or "" for records in histories.values() for r in records if isinstance(r.event, TicketOpened)
    )


def commands(histories: Mapping[str, Sequence[Record]]) -> Counter[str]:
    """How many commands each mail had carried out, by its Message-ID; those of the gateway itself left out."""
    return Counter(
        r.by.via
        for records in histories.values()
        for r in records
        if isinstance(r.event, CommandCarriedOut) and not r.event.automatic and r.by.via
    )


def in_order(records: Sequence[Record]) -> bool:
    """Whether each entry of a step is the next visit."""
    visits = [record.event.visit for record in records if isinstance(record.event, StepEntered)]
    return visits == list(range(1, len(visits) + 1))


def missing(expected: Iterable[str], found: Mapping[str, int]) -> int:
    """How many are not there."""
    return sum(1 for each in expected if each not in found)


def twice(found: Mapping[str, int]) -> int:
    """How many are there too often."""
    return sum(count - 1 for count in found.values())


def repeated(accepted: Sequence[Accepted], killed_at: Sequence[float], known: set[str]) -> tuple[int, int]:
    """Copies of a mail with a kill between the two, and copies that nothing excuses."""
    first: dict[str, float] = {}
    said: dict[tuple[str, str, str], str] = {}
    copies = doubled = 0
    for mail in accepted:
        words = (mail.recipient, mail.message.subject, mail.message.text)
        if mail.message_id in first:
            excused = any(first[mail.message_id] <= at <= mail.at for at in killed_at)
            copies, doubled = copies + excused, doubled + (not excused)
        elif mail.message_id not in known or said.setdefault(words, mail.message_id) != mail.message_id:
            doubled += 1
        first[mail.message_id] = mail.at
    return copies, doubled


def _ids(accepted: Iterable[Accepted]) -> Counter[str]:
    return Counter(mail.message_id for mail in accepted)
