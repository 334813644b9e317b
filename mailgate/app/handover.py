"""Tasks that change hands with a leave, and copies for whoever shares a post with the giver of a command."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from mailgate.app.frame import Desk, Reader, notice
from mailgate.app.leave_mail import deputy_reader, key_of
from mailgate.app.ports import Delegation, UnitOfWork
from mailgate.app.step_notices import task_words
from mailgate.app.world import World
from mailgate.domain.leave import Leave, deputy_of, seats_left, with_deputies
from mailgate.domain.notice import Notice
from mailgate.domain.roster import Seat
from mailgate.domain.ticket import Ticket


def handed_over(row_id: int, leave: Leave, desk: Desk, uow: UnitOfWork) -> list[Notice]:
    """The open tasks of the absent official, mailed to the deputy with fresh seals. `desk` knows the deputy already."""
    found = deputy_of(leave, desk.office.roster)
    if found is None:
        return []
    key = f"{key_of(row_id)}/plh"
    return [
        notice("tugas", reader, ticket, desk, key=key, **task_words(ticket, ticket.current, desk, reader, None))
        for ticket, seat in _tasks(leave, desk, uow)
        for reader in [deputy_reader(seat, found[1])]
    ]


def handed_back(row_id: int, leave: Leave, desk: Desk, uow: UnitOfWork) -> list[Notice]:
    """What still lies with the post after the leave, mailed to the official: he never had those mails."""
    return [
        notice("tugas", reader, ticket, desk, key=f"{key_of(row_id)}/kembali", **words)
        for ticket, seat in _tasks(leave, desk, uow)
        for reader in [Reader(leave.official, seat.title, _greeting(leave, seat), seat.code)]
        for words in [task_words(ticket, ticket.current, desk, reader, None)]
    ]


def turn_days(world: World) -> int:
    """Hand over tasks on the first day of a leave, and back after its last; returns how many leaves that were."""
    now = world.clock()
    with world.unit_of_work() as uow:
        begin = uow.delegations.to_begin((now + timedelta(days=1)).date())  # a day ahead, east of UTC
        end = uow.delegations.to_end((now + timedelta(days=1)).date())
    return sum(_turn(row, world) for row in {row.id: row for row in (*begin, *end)}.values())


def _turn(row: Delegation, world: World) -> bool:
    office = world.policy().offices.get(row.leave.office)
    if office is None:
        return False
    desk = world.desk(office)
    day = desk.day.date()
    with world.unit_of_work() as uow:
        current = uow.delegations.get(row.id, office.code)
        if current is None or current.ended_at is not None:
            return False
        if day > row.leave.last:
            notices = handed_back(row.id, row.leave, desk, uow) if current.begun_at else []
            uow.delegations.ended(row.id, desk.now)
        elif day >= row.leave.first and current.begun_at is None:
            acting = replace(desk, office=with_deputies(office, [row.leave]))
            notices = handed_over(row.id, row.leave, acting, uow)
            uow.delegations.begun(row.id, desk.now)
        else:
            return False
        ids = uow.outbox.add(notices, desk.now)
        uow.commit()
    world.queue.deliver(ids)
    return True


def _tasks(leave: Leave, desk: Desk, uow: UnitOfWork) -> Iterator[tuple[Ticket, Seat]]:
    """Open tickets in the hands of a post that the official left, with that post."""
    for ticket in uow.tickets.open(desk.office.code):
        if ticket.step is None or ticket.tray:
            continue
        held = {assignment.seat for assignment in ticket.holders}
        for seat in seats_left(leave, ticket.roster(desk.office)):
            if seat.code in held:
                yield ticket, seat


def _greeting(leave: Leave, seat: Seat) -> str:
    return next((holder.greeting for holder in seat.holders if leave.official in holder.emails), "Bapak/Ibu")
