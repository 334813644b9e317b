"""What must hold when all is quiet again, counted from the database, from the load and from the sink."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from mailgate.adapters.db.uow import Database
from mailgate.app.balancing import balances
from mailgate.domain.event import CommandCarriedOut, Record, StepEntered, TicketOpened
from tests.chaos.gateways import Kill
from tests.chaos.sink import Accepted

ALL = 1_000_000
"""Rows: all of them."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """A mail that came though it should not have: `before` is the one that it repeats, None where nobody decided it."""

    mail: Accepted
    before: Accepted | None = None
    kills: tuple[Kill, ...] = ()
    """Between the two."""

    def __str__(self) -> str:
        what = f"{self.mail.template} to {self.mail.recipient}, <{self.mail.message_id}>, by {self.mail.process}"
        if self.before is None:
            return f"{what}: not in the outbox"
        other = "" if self.before.message_id == self.mail.message_id else f"<{self.before.message_id}>, "
        killed = ", ".join(f"{kill.process} after {kill.at - self.before.at:.1f} s" for kill in self.kills) or "nobody"
        after = self.mail.at - self.before.at
        return f"{what}: {after:.1f} s after {other}by {self.before.process}; killed in between: {killed}"


@dataclass(frozen=True, slots=True)
class Found:
    """Faults and their numbers; all 0 but `copies`, which an SMTP server that accepted before a kill may have got."""

    lost: int = 0
    """Requests without a ticket, answers not carried out, mails that were never sent."""
    tickets_doubled: int = 0
    steps_doubled: int = 0
    copies: int = 0
    """Second copies of a mail under the same Message-ID, where the process that sent the first was dead by then."""
    mails_doubled: tuple[Doubled, ...] = ()
    """Second copies without that excuse: another Message-ID, or sent by one that lived on."""
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
    kills: Sequence[Kill],
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
    copies, doubled = repeated(accepted, kills, {row.message_id for row in rows})
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


def repeated(accepted: Sequence[Accepted], kills: Sequence[Kill], known: set[str]) -> tuple[int, tuple[Doubled, ...]]:
    """How many copies have the excuse that whoever sent the one before was dead by then; those that have none.

    Such a process may have died before the sink took its mail, whose last bytes were on their way.
    """
    died = {kill.process: kill.at for kill in kills}
    last: dict[str, Accepted] = {}
    said: dict[tuple[str, str, str], Accepted] = {}
    copies, doubled = 0, list[Doubled]()
    for mail in accepted:
        same = said.setdefault((mail.recipient, mail.message.subject, mail.message.text), mail)
        before = last.get(mail.message_id, same)
        if mail.message_id in last and died.get(before.process, mail.at) < mail.at:
            copies += 1
        elif before is not mail:
            doubled.append(Doubled(mail, before, tuple(kill for kill in kills if before.at <= kill.at <= mail.at)))
        elif mail.message_id not in known:
            doubled.append(Doubled(mail))
        last[mail.message_id] = mail
    return copies, tuple(doubled)


def _ids(accepted: Iterable[Accepted]) -> Counter[str]:
    return Counter(mail.message_id for mail in accepted)
