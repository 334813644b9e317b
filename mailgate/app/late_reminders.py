"""Reminders that waited too long for SMTP: what is still true is told afresh, once; the rest is dropped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from mailgate.app.folding import LIST, fold
from mailgate.app.frame import Desk, readers_of
from mailgate.app.ports import OutboxRow, UnitOfWork
from mailgate.app.reminder_mails import REMINDER, REPORT, write
from mailgate.app.world import World
from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.notice import Notice
from mailgate.domain.reminding import awaited, awaits_requester, goes_at_night, superiors
from mailgate.domain.ticket import Ticket

TEMPLATES = (REMINDER, REPORT, LIST)

LATE = timedelta(hours=4)
"""Half a working day: by then a step may be done, and a day that was near may be past."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a waiting mail was to say: about which visit of a ticket; `report` is to the superior of who holds it."""

    number: str
    visit: int
    report: bool = False
    to_requester: bool = False
    moved: str | None = None


def is_stale(row: OutboxRow, world: World) -> bool:
    """Whether it is a reminder that nobody should get as it was written: too old, or tried before and untrue by now."""
    if row.notice.template not in TEMPLATES:
        return False
    return _is_late(row, world.clock()) or (row.attempts > 1 and not _is_true(row.notice, world))


def _is_late(row: OutboxRow, now: datetime) -> bool:
    return now - row.created_at >= LATE


def _is_true(notice: Notice, world: World) -> bool:
    desk = world.desk(world.office(notice.office))
    with world.looking() as uow:
        return all(_people(said, uow.tickets.get(said.number), desk) for said in _said(notice))


def tell_afresh(row: OutboxRow, world: World) -> None:
    """Drop this stale reminder and all late ones to its reader; what they still have to say is said once, anew.

    In working hours, but for what may be said at night. Who comes second finds the first's work done. The tries go on
    being counted, so that a reader whose mailbox takes nothing is given up in the end.
    """
    now, recipient = world.clock(), row.notice.recipient
    desk = world.desk(world.office(row.notice.office))
    calm = desk.office.reminders.calm(now, desk.office.calendar)
    with world.unit_of_work() as uow:
        waiting = uow.outbox.waiting(desk.office.code, recipient, TEMPLATES)
        late = [each for each in waiting if each.id == row.id or _is_late(each, now)]
        at_once = uow.outbox.add(list(_fresh(late, desk, uow, at_night=True)), now)
        by_day = uow.outbox.add(list(_fresh(late, replace(desk, now=calm), uow, at_night=False)), calm)
        uow.outbox.superseded([each.id for each in late], now)
        uow.commit()
    ids = [*fold(at_once, world), *fold(by_day, world, calm)]
    with world.unit_of_work() as uow:
        uow.outbox.count_on(ids, max((each.attempts - 1 for each in late), default=0))
        uow.commit()
    world.queue.deliver(ids)


def _fresh(late: list[OutboxRow], desk: Desk, uow: UnitOfWork, *, at_night: bool) -> Iterator[Notice]:
    """Each ticket once: those whose mail may go at night, or the others."""
    key = f"susulan/{late[-1].id}" if late else ""
    for said in _once(said for row in late for said in _said(row.notice)):
        ticket = uow.tickets.get(said.number)
        people, to_requester = _people(said, ticket, desk), said.to_requester
        if at_night is not (not to_requester and goes_at_night(ticket, people, desk.office)):
            continue
        for reader in readers_of(people, ticket, desk):
            if reader.email == late[0].notice.recipient:
                template = REPORT if said.report else REMINDER
                yield write(template, reader, ticket, desk, key=key, moved=said.moved, to_requester=to_requester)


def _said(notice: Notice) -> Iterator[Said]:
    if notice.template == LIST:
        for line in (*notice.payload["attention"], *notice.payload.get("rest", ())):
            yield _of(line, line["number"], report=line["report"])
    elif notice.ticket is not None:
        yield _of(notice.payload, notice.ticket, report=notice.template == REPORT)


def _of(words: Mapping[str, Any], number: str, *, report: bool) -> Said:
    return Said(number, words["visit"], report, words.get("to_requester", False), words.get("moved"))


def _once(said: Iterable[Said]) -> list[Said]:
    """Of each ticket the latest, and rather what waits for the reader than what he is to know of others."""
    latest: dict[str, Said] = {}
    for one in sorted(said, key=lambda one: (one.visit, not one.report)):
        latest[one.number] = one
    return list(latest.values())


def _people(said: Said, ticket: Ticket, desk: Desk) -> tuple[Assignment, ...]:
    """Whom it concerns if it is still true; nobody where the visit is over or work stands still."""
    if not ticket.is_open or ticket.step is None or ticket.visit != said.visit:
        return ()
    if ticket.pause and not (said.to_requester and ticket.pause.for_requester):
        return ()
    if said.to_requester:
        return (Assignment(REQUESTER_SEAT),) if awaits_requester(ticket) else ()
    return superiors(ticket, desk.office) if said.report else awaited(ticket)
