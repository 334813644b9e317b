"""Reports whose hour has come: stored once for each reader, whichever process asks first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mailgate.app import digest as weekly
from mailgate.app import monthly
from mailgate.app.world import World
from mailgate.domain.notice import Notice
from mailgate.domain.office import Office
from mailgate.domain.period import Month, Period, Week


def send_reports(world: World, done: set[tuple[str, str]]) -> None:
    """Store the reports of every office whose hour has come; `done` spares the work within one process."""
    for office in world.policy().offices.values():
        for period in due_reports(office, world.clock()):
            if (office.code, str(period)) not in done:
                store_reports(period, office, world)
                done.add((office.code, str(period)))


def due_reports(office: Office, now: datetime) -> list[Period]:
    """The week and the month that ended before `now`, where their reports should go out now."""
    day = now.astimezone(ZoneInfo(office.zone)).date()
    week, month = Week.before(day), Month.before(day)
    return [*([week] if weekly.is_due(office, now) else []), *([month] if monthly.is_due(office, now) else [])]


def store_reports(period: Period, office: Office, world: World) -> tuple[list[Notice], list[int]]:
    """Write the reports and enqueue those that no reader had before: all of them, and the ids of the new rows.

    Counted in a transaction that only reads: thousands of tickets would hold up every writer for seconds.
    """
    notices = reports_of(period, office, world)
    with world.unit_of_work() as uow:
        ids = uow.outbox.add(notices, world.clock())
        uow.commit()
    world.queue.deliver(ids)
    return notices, ids


def reports_of(period: Period, office: Office, world: World) -> list[Notice]:
    """The reports of a span, one for each reader; nothing is stored."""
    with world.looking() as uow:
        if isinstance(period, Week):
            return weekly.digest(period, office, world, uow)
        return monthly.monthly(period, office, world, uow)
