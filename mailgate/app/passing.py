"""What time alone does to tickets: pauses that end, steps that pass by themselves, and reminders."""

from datetime import datetime, timedelta

from mailgate.app.enclosing import enclosed
from mailgate.app.folding import fold
from mailgate.app.history import remember
from mailgate.app.notices import notices_for
from mailgate.app.world import World
from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.event import Event
from mailgate.domain.office import Office
from mailgate.domain.outage import MAILBOX
from mailgate.domain.reminding import remind
from mailgate.domain.ticket import Ticket

BATCH = 500
"""Tickets a tick looks at; the next tick, seconds later, takes the next."""

CATCHING_UP = timedelta(minutes=15)
"""Longer than a poller waits between its tries, and enough for what had piled up in a mailbox to be read."""


def pass_time(world: World) -> int:
    """Carry out what has come due by time; each ticket in its own transaction. Returns how many were changed.

    What several tickets make us write to one person is put together into one mail. Time stands still for an office
    whose mailbox is away or was not looked into yet, and until what lay there is read: an answer may have come in time.
    """
    now = world.clock()
    with world.unit_of_work() as uow:
        unread = {o.office for o in uow.outages.seen_since(now - CATCHING_UP) if o.kind == MAILBOX}
        offices = [code for code in world.policy().offices if code not in unread]
        numbers = uow.tickets.waking(offices, now, BATCH)
    stored = [_pass_one(number, world) for number in numbers]
    world.queue.deliver(fold([row for ids in stored for row in ids or ()], world))
    return sum(ids is not None for ids in stored)


def _pass_one(number: str, world: World) -> list[int] | None:
    """The mails that this stored; None where only the moment to look again was put right."""
    with world.unit_of_work() as uow:
        ticket = uow.tickets.get(number)
        office = world.policy().offices.get(ticket.office)
        if office is None:  # taken out of service this very moment
            return None
        now = world.clock()
        events = _what_time_does(ticket, office, now)
        records = ticket.record(events, THE_GATEWAY, now)
        remember(ticket, events, THE_GATEWAY, office, now)
        uow.tickets.save(ticket, records)
        desk = world.desk(office)
        notices = enclosed(notices_for(records, ticket, desk), records, ticket, desk, uow)
        ids = uow.outbox.add(notices, now)
        uow.commit()
    return ids if events else None


def _what_time_does(ticket: Ticket, office: Office, now: datetime) -> list[Event]:
    pause = ticket.pause
    if not ticket.is_open:
        return []
    if pause and pause.until and pause.until <= now:
        return ticket.resume(office, pause.until, "tenggat penundaan telah tiba")
    if ticket.passes_at and ticket.passes_at <= now and not pause and (events := ticket.pass_by_time(office, now)):
        return events
    return remind(ticket, office, now)
