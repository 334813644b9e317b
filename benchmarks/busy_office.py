"""An office with as many tickets as wanted, each walked through its SOP by the domain itself, on a simulated clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from mailgate.app.ports import UnitOfWork
from mailgate.domain.actor import REQUESTER_SEAT, THE_GATEWAY, Actor
from mailgate.domain.command import Command
from mailgate.domain.event import Event, Rated, TicketOpened
from mailgate.domain.office import Office, Standing
from mailgate.domain.sop import Outcome, Sop
from mailgate.domain.standing import Party
from mailgate.domain.ticket import Ticket

SUBJECTS = (
    "Jaringan internet di ruang pelayanan putus sejak pagi",
    "Aplikasi perizinan tidak dapat dibuka",
    "Mohon reset kata sandi akun surel dinas",
    "Server antrean mati, layanan loket terhenti",
    '=HYPERLINK("http://contoh.example";"Klik")',
)
MOVES = 40
"""Commands after which a walk gives up: the longest SOP takes fifteen."""

REASON = "menunggu pengadaan suku cadang"


def fill(uow: UnitOfWork, office: Office, start: datetime, count: int, now: datetime, *, seed: int = 1) -> None:
    """Store `count` tickets that came evenly over the seven days from `start`; those still open at `now` stay so."""
    chance = Random(f"{seed} {start}")
    sops = [active.sop for active in office.sops if active.standing is not Standing.DRAFT]
    for index in range(count):
        at = start + timedelta(days=7) * (index / count)
        if at < now:
            _store(uow, office, chance.choice(sops), at, now, chance)


def _store(uow: UnitOfWork, office: Office, sop: Sop, at: datetime, now: datetime, chance: Random) -> None:
    asker = chance.choice(office.requesters)
    party = Party(asker.emails[0] if asker.emails else "", asker.name, asker.code, asker.head, verified=True)
    number = uow.tickets.next_number(office.code, office.prefix, at.year)
    ticket = Ticket(number, office.code, party, chance.choice(SUBJECTS), "Mohon bantuan.", at, kind="gangguan")
    ticket.service, ticket.priority = "jaringan", chance.choice(("P1", "P2", "P3", "P3", "P4"))
    opened = TicketOpened(ticket.subject, "", asker.name, True, sop.id, None, 12, (), False, ticket.priority)
    records = ticket.record([opened, *ticket.begin(sop, office, at)], THE_GATEWAY, at)
    for moment, by, events in _walk(ticket, office, at, now, chance):
        records += ticket.record(events, by, moment)
    ticket.undo = None
    uow.tickets.add(ticket, records)


def _walk(
    ticket: Ticket, office: Office, at: datetime, now: datetime, chance: Random
) -> Iterator[tuple[datetime, Actor, list[Event]]]:
    """Command after command, each some hours after the one before, until the end of the SOP or of the time."""
    slowness = chance.choice((0.4, 1.0, 1.0, 6.0))
    for _ in range(MOVES):
        at += timedelta(hours=chance.uniform(0.2, 4) * slowness)
        if at >= now:
            return
        if not ticket.is_open:
            break
        if chance.random() < 0.01 and not ticket.pause:
            yield at, THE_GATEWAY, ticket.hold(REASON, at + timedelta(days=3), at)
            at += timedelta(days=3)
            if at >= now:
                return
            yield at, THE_GATEWAY, ticket.resume(office, at, "suku cadang telah tiba")
        outcome, by = _onward(ticket, chance)
        targets = tuple(chance.choice(office.roster.for_sop(ticket.sop.id if ticket.sop else None).seats_of(role)).code
                        for role in outcome.targets[:1])  # fmt: skip
        yield at, by, ticket.take(outcome, Command(outcome.verb, targets, note="selesai ditangani"), by, office, at)
    if ticket.closing == "selesai" and chance.random() < 0.5:
        ticket.rating = chance.choice((4, 4, 3, 3, 2, 1))
        yield at, THE_GATEWAY, [Rated(ticket.rating, "")]


def _onward(ticket: Ticket, chance: Random) -> tuple[Outcome, Actor]:
    """An edge that leads on, given by a role that may give it."""
    step = ticket.current
    edges = [o for o in step.outcomes if not o.extra and o.to != step.number] or list(step.outcomes)
    missing = [role for role in step.acknowledged_by if role not in ticket.acknowledged]
    outcome = edges[0] if chance.random() < 0.9 else chance.choice(edges)
    roles = missing or list(outcome.by or step.acting)
    seat = REQUESTER_SEAT if ticket.sop and roles[0] == ticket.sop.requester_role else roles[0]
    return outcome, replace(THE_GATEWAY, email="petugas@contoh.example", title="Petugas", seat=seat)
