"""After rule files have changed: due moments are counted again on the calendar as it is now, and reminders planned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mailgate.app.alarms import alarm
from mailgate.app.frame import role_readers
from mailgate.app.history import remember
from mailgate.app.notices import notices_for
from mailgate.app.reachability import forget_departed
from mailgate.app.world import World
from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.office import Office
from mailgate.domain.reminding import next_moment
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import day_in_words, listed
from mailgate.domain.worktime import WorkCalendar

SLICE, CHANGES = 500, 100
"""Open tickets that a call looks at, and changes at most; the next call, seconds later, takes the next."""

NAMED = 3
"""Changed days that a reason names."""

ANNOUNCED_BY = 11
"""The month by which the joint decree on next year's cuti bersama usually is out; before it nothing is amiss."""


@dataclass(slots=True)
class Recount:
    """How far this process is with looking over all open tickets; begins at its start and after every change.

    `state` tells the rule files apart, and the months: what is amiss with a coming year shows with time.
    `calendars` are those last seen, by office.
    """

    state: tuple[str, int, int] = ("", 0, 0)
    after: str | None = None
    calendars: dict[str, WorkCalendar] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)


def recount(world: World, so_far: Recount, rules: str) -> int:
    """Take the next part of the open tickets; returns how many due moments moved. Safe to begin again at any time.

    Each changed ticket has its own transaction; nobody is mailed, the next reminder explains it.
    """
    offices, now = world.policy().offices, world.clock()
    if (state := (rules, now.year, now.month)) != so_far.state:
        _begin(so_far, offices)
        warn_of_missing_days(world)
        forget_departed(world)
        so_far.state = state
    if so_far.after is None:
        return 0
    with world.unit_of_work() as uow:
        part = uow.tickets.open_after(so_far.after, SLICE)
    served = [ticket for ticket in part if ticket.office in offices]
    changed = [ticket.number for ticket in served if _differs(ticket, world)][:CHANGES]
    so_far.after = part[-1].number if len(part) == SLICE else None
    if len(changed) == CHANGES:
        so_far.after = changed[-1]
    return sum(_recount_one(number, so_far, world) for number in changed)


def _begin(so_far: Recount, offices: Mapping[str, Office]) -> None:
    for code, office in offices.items():
        known = so_far.calendars.get(code)
        so_far.reasons[code] = change_of(known, office.calendar) if known else UNNAMED
        so_far.calendars[code] = office.calendar
    so_far.after = ""


UNNAMED = "penyesuaian kalender kerja"


def change_of(before: WorkCalendar, after: WorkCalendar) -> str:
    """What is different, in the words of a reason: days added or taken away, else the hours."""
    added = {day: name for day, name in after.days_off.items() if day not in before.days_off}
    gone = {day: name for day, name in before.days_off.items() if day not in after.days_off}
    said = [f"hari libur ditambahkan: {_named(added)}"] * bool(added)
    said += [f"hari libur dihapus: {_named(gone)}"] * bool(gone)
    return "; ".join(said) or UNNAMED


def _named(days: Mapping[date, str]) -> str:
    words = [f"{day_in_words(day)} ({days[day]})" for day in sorted(days)]
    return listed(words[:NAMED]) + (f", dan {len(words) - NAMED} hari lain" if len(words) > NAMED else "")


def _differs(ticket: Ticket, world: World) -> bool:
    """Whether the calendar or the policy of reminders now gives another moment than is stored."""
    office, twin, now = world.policy().offices[ticket.office], ticket.copy(), world.clock()
    if twin.recount(office, ""):
        return True
    stored, planned = ticket.wakes_at, next_moment(twin, office, now)
    return stored != planned and not (stored and planned and max(stored, planned) <= now)


def _recount_one(number: str, so_far: Recount, world: World) -> bool:
    with world.unit_of_work() as uow:
        ticket = uow.tickets.get(number)
        office, now = world.policy().offices[ticket.office], world.clock()
        events = ticket.recount(office, so_far.reasons.get(ticket.office, UNNAMED))
        records = ticket.record(events, THE_GATEWAY, now)
        remember(ticket, events, THE_GATEWAY, office, now)
        uow.tickets.save(ticket, records)
        ids = uow.outbox.add(notices_for(records, ticket, world.desk(office)), now)
        uow.commit()
    world.queue.deliver(ids)
    return bool(events)


def warn_of_missing_days(world: World) -> None:
    """Tell each pengelola once of a year whose cuti bersama nobody has entered yet: due moments may come too early."""
    with world.unit_of_work() as uow:
        ids: list[int] = []
        for office in world.policy().offices.values():
            desk = world.desk(office)
            today = desk.day.date()
            years = [today.year, today.year + 1] if today.month >= ANNOUNCED_BY else [today.year]
            for year in years:
                if year not in office.calendar.covered:
                    title = f"Cuti bersama {year} belum tercatat"
                    readers = role_readers("pengelola", desk)
                    ids += uow.outbox.add(
                        [alarm(r, desk, key=f"cuti-bersama/{year}", title=title, lines=_advice(year)) for r in readers],
                        desk.now,
                    )
        uow.commit()
    world.queue.deliver(ids)


def _advice(year: int) -> list[str]:
    return [
        f"Kalender kerja belum memuat cuti bersama tahun {year}, sehingga batas waktu SOP dapat jatuh terlalu awal.",
        "Setelah SKB terbit, mohon memperbarui mailgate atau mengisi bagian tambah dalam kalender.yaml, misalnya:",
        f'{{tanggal: "{year}-12-24", nama: Cuti Bersama Natal}}',
        "Batas waktu tiket yang sedang berjalan akan disesuaikan dengan sendirinya.",
    ]
