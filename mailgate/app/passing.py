"""What time alone does to tickets: pauses that end, steps that pass by themselves, and the weekly reports."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mailgate.app.digest import Week, digest, is_due
from mailgate.app.history import remember
from mailgate.app.notices import notices_for
from mailgate.app.world import World
from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.event import Event
from mailgate.domain.office import Office
from mailgate.domain.ticket import Ticket

BATCH = 100
"""Tickets a tick looks at; the next tick, seconds later, takes the next."""


def pass_time(world: World) -> int:
    """Carry out what has come due by time; each ticket in its own transaction. Returns how many were changed."""
    with world.unit_of_work() as uow:
        numbers = uow.tickets.due_to_pass(world.clock(), BATCH)
    return sum(_pass_one(number, world) for number in numbers)


def _pass_one(number: str, world: World) -> bool:
    with world.unit_of_work() as uow:
        ticket = uow.tickets.get(number)
        office = world.policy().offices.get(ticket.office)
        if office is None:  # taken out of service; its tickets stand still and hold up nobody else's
            return False
        now = world.clock()
        events = _what_time_does(ticket, office, now)
        if not events:
            return False
        records = ticket.record(events, THE_GATEWAY, now)
        remember(ticket, events, THE_GATEWAY, office, now)
        uow.tickets.save(ticket, records)
        ids = uow.outbox.add(notices_for(records, ticket, world.desk(office)), now)
        uow.commit()
    world.queue.deliver(ids)
    return True


def _what_time_does(ticket: Ticket, office: Office, now: datetime) -> list[Event]:
    pause = ticket.pause
    if pause and pause.until and pause.until <= now:
        return ticket.resume(office, now, "tenggat penundaan telah tiba")
    if ticket.passes_at and ticket.passes_at <= now and not pause:
        return ticket.pass_by_time(office, now)
    return []


def report_weeks(world: World, done: set[tuple[str, str]]) -> None:
    """Store last week's reports of every office whose hour has come; `done` spares the work within one process."""
    for office in world.policy().offices.values():
        now = world.clock()
        week = Week.before(now.astimezone(ZoneInfo(office.zone)).date())
        if (office.code, str(week)) in done or not is_due(office, now):
            continue
        with world.unit_of_work() as uow:
            ids = uow.outbox.add(digest(week, office, world, uow), now)
            uow.commit()
        world.queue.deliver(ids)
        done.add((office.code, str(week)))
