"""`make bench-waktu`: due moments of 10,000 tickets, and a tick over 50,000 open ones on SQLite; medians of five."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.table import row
from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database
from mailgate.adapters.policy_yaml import load_policy
from mailgate.app.handover import turn_days
from mailgate.app.history import remember
from mailgate.app.passing import BATCH, pass_time
from mailgate.app.recounting import CHANGES, SLICE, Recount, recount
from mailgate.app.relay import Asked, relay
from mailgate.app.world import World
from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.notice import Notice
from mailgate.domain.office import Office
from mailgate.domain.policy import Policy
from mailgate.domain.sop import Budget, Clock
from mailgate.domain.standing import Party
from mailgate.domain.ticket import Ticket
from mailgate.domain.worktime import WorkCalendar
from mailgate.mail.seal import message_id, seal

RULES = Path(__file__).parents[1] / "rules"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
"""Monday, 23 November 2026, 12.30 WIB: what is opened now is due later."""
DUE_MOMENTS, OPEN, ROUNDS = 10_000, 50_000, 5
BUDGETS = (
    Budget(Clock.WORKING_DAYS, days=1),
    Budget(Clock.WORKING_DAYS, days=3),
    Budget(Clock.WORKING_HOURS, duration=timedelta(minutes=15)),
    Budget(Clock.WORKING_HOURS, duration=timedelta(hours=4)),
    Budget(Clock.ALWAYS, duration=timedelta(minutes=3)),
)


class Sink:
    """A broker that drops what it is given: the mails stay in the outbox."""

    def receive(self, inbox_ids: object) -> None:
        """Nothing."""

    def deliver(self, outbox_ids: object) -> None:
        """Nothing."""

    def read(self, reading_ids: object) -> None:
        """Nothing."""


def timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def due_moments(calendar: WorkCalendar) -> float:
    """Seconds for the due moments of tickets spread over a year, by a calendar that remembers nothing yet."""
    fresh = replace(calendar)
    starts = [BEGIN + timedelta(minutes=52 * n) for n in range(DUE_MOMENTS)]
    return timed(lambda: [fresh.due(start, BUDGETS[n % len(BUDGETS)]) for n, start in enumerate(starts)])


def fill(database: Database, office: Office, count: int, opened_at: datetime, first: int = 0) -> None:
    """Open tickets on the first step of the office's default SOP, with the history that their opening gives."""
    sop = office.sops[0].sop
    party = Party("dinkes@sumbawa.example", "Dinas Kesehatan", "dinkes", "Kepala Dinas Kesehatan", verified=True)
    with database.unit_of_work() as uow:
        for n in range(first, first + count):
            number = f"{office.prefix}-2026-{n:06}"
            ticket = Ticket(number, office.code, party, "Internet putus", "Internet putus sejak pagi. " * 20, opened_at)
            events = ticket.begin(sop, office, opened_at)
            remember(ticket, events, THE_GATEWAY, office, opened_at)
            uow.tickets.add(ticket, ticket.record(events, THE_GATEWAY, opened_at))
        uow.commit()


def world_on(database: Database, policy: Policy, clock: Callable[[], datetime]) -> World:
    return World(
        unit_of_work=database.unit_of_work,
        queue=Sink(),
        clock=clock,
        policy=lambda: policy,
        sealer=partial(seal, b"a key for the benchmark alone"),
        authserv_ids={},
    )


def tick(database: Database, world: World) -> None:
    """What `mailgate tick` does each time, without the rule files and the weekly report."""
    relay(database.reading, world.queue, world.clock(), Asked())
    pass_time(world)
    turn_days(world)


def id_for(notice: Notice) -> str:
    return message_id(notice.seal, notice.ticket, notice.key, f"{notice.office}.example")


def ticks(folder: Path) -> None:
    policy = load_policy(RULES, ["sumbawa"], today=date(2026, 11, 20))
    office = policy.offices["sumbawa"]
    database = Database(f"sqlite:///{folder / 'bench.db'}", id_for)
    upgrade_engine(database.engine)
    fill(database, office, OPEN, NOW)
    world = world_on(database, policy, lambda: NOW + timedelta(minutes=1))
    idle = [timed(lambda: tick(database, world)) for _ in range(ROUNDS)]
    row(f"a tick over {OPEN:,} open tickets, nothing due", f"{median(idle) * 1000:.1f} ms", "goal < 2 s")
    busy = []
    for n in range(ROUNDS):
        fill(database, office, BATCH, NOW - timedelta(days=5), OPEN + n * BATCH)
        busy.append(timed(lambda: tick(database, world)))
    row(f"a tick in which {BATCH} of them are to be reminded", f"{median(busy):.2f} s", "goal < 2 s")
    same, moved = Recount(), Recount()
    looked = [timed(lambda: recount(world, same, "rules")) for _ in range(ROUNDS)]
    row(f"  looking over {SLICE} of them, nothing changed", f"{median(looked) * 1000:.0f} ms", "goal < 2 s")
    later = world_on(database, _with_day_off(policy), world.clock)
    recounted = [timed(lambda: recount(later, moved, "other rules")) for _ in range(ROUNDS)]
    row(f"  {CHANGES} due moments moved by a holiday", f"{median(recounted):.2f} s", "goal < 2 s")
    database.close()


def _with_day_off(policy: Policy) -> Policy:
    office = policy.offices["sumbawa"]
    days_off = {**office.calendar.days_off, date(2026, 11, 24): "Cuti Bersama tambahan"}
    return Policy({"sumbawa": replace(office, calendar=replace(office.calendar, days_off=days_off))})


def main() -> None:
    print(f"mailgate bench-waktu, Python {sys.version.split()[0]}, {Path('/proc/loadavg').read_text().split()[0]} load")
    calendar = load_policy(RULES, ["bekasi"], today=date(2026, 11, 20)).offices["bekasi"].calendar
    times = [due_moments(calendar) for _ in range(ROUNDS)]
    row(f"due moments of {DUE_MOMENTS:,} tickets on all three clocks", f"{median(times) * 1000:.0f} ms", "goal < 1 s")
    with TemporaryDirectory(prefix="mailgate-bench-") as folder:
        ticks(Path(folder))


if __name__ == "__main__":
    main()
