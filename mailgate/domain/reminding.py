"""When a ticket's people are reminded, by the office's policy, and when time next has something to do with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.event import Event, Overdue, Reminded
from mailgate.domain.office import Office
from mailgate.domain.reminder_policy import Stages
from mailgate.domain.roster import Seat
from mailgate.domain.sop import Budget, Clock
from mailgate.domain.ticket import Ticket

LONG_AGO = timedelta(days=7)
"""A reminder that could not go out for that long is only noted: the weekly report lists what is overdue."""


class Stage(StrEnum):
    """What a visit may be reminded of, once each."""

    BEFORE = "sebelum"
    DUE = "saat"
    SUPERIOR = "atasan"
    REQUESTER = "pemohon"


@dataclass(frozen=True, slots=True)
class Planned:
    """A stage, its moment, and from when on its mail may go out (in working time, in no quiet hour); aware, UTC."""

    stage: Stage
    at: datetime
    sends_at: datetime


def next_moment(ticket: Ticket, office: Office, now: datetime) -> datetime | None:
    """When time next has something to do: a pause ends, a step passes by itself, somebody is reminded; None: never."""
    if not ticket.is_open:
        return None
    moments = [planned.sends_at for planned in plan(ticket, office, now)]
    if ticket.pause and ticket.pause.until:
        moments.append(ticket.pause.until)
    if ticket.passes_at and not ticket.pause:
        moments.append(ticket.passes_at)
    return min(moments, default=None)


def plan(ticket: Ticket, office: Office, now: datetime) -> list[Planned]:
    """The stages of this visit that are still to come; none while TUNDA lasts, in the tray, or closed."""
    if ticket.step is None or not ticket.visits or not ticket.is_open:
        return []
    if ticket.pause and not ticket.pause.for_requester:
        return []
    stages = list(_for_requester(ticket, office))
    if not ticket.pause:
        stages += _for_holders(ticket, office)
    calm, calendar = office.reminders.calm, office.calendar
    return [
        Planned(stage, at, at if at_night else calm(max(at, now), calendar))
        for stage, at, at_night in stages
        if stage not in ticket.reminded
    ]


def remind(ticket: Ticket, office: Office, now: datetime) -> list[Event]:
    """Take the stages whose moment has come: of those for one reader only the latest is told, and none from long ago.

    Whatever was missed is noted as skipped, so that nothing is said twice or too late.
    """
    ripe = [planned for planned in plan(ticket, office, now) if planned.sends_at <= now]
    told = {planned.stage for planned in ripe if now - planned.at <= LONG_AGO}
    if Stage.DUE in told or (ticket.due_at and ticket.due_at < now):
        told.discard(Stage.BEFORE)
    ticket.reminded += tuple(planned.stage for planned in ripe)
    events = [_event(planned.stage, ticket, office, told=planned.stage in told) for planned in ripe]
    if told - {Stage.REQUESTER}:
        ticket.moved = None
    return events


def awaited(ticket: Ticket) -> tuple[Assignment, ...]:
    """The office's own people whose word the step waits for: not who only helps, nor who has acknowledged already."""
    return tuple(
        a
        for a in ticket.holders
        if not a.assists and a.seat != REQUESTER_SEAT and a.seat.partition(":")[0] not in ticket.acknowledged
    )


def awaits_requester(ticket: Ticket) -> bool:
    """Whether the step waits for a word of the requester."""
    role = ticket.sop.requester_role if ticket.sop else ""
    holds = any(a.seat == REQUESTER_SEAT and not a.assists for a in ticket.holders)
    return holds and role not in ticket.acknowledged


def goes_at_night(ticket: Ticket, people: tuple[Assignment, ...], office: Office) -> bool:
    """Whether these people may be written to at any hour about the present step."""
    count = ticket.pace.count
    return count is not None and count.budget.clock is Clock.ALWAYS and not _heads(people, ticket, office)


def superiors(ticket: Ticket, office: Office) -> tuple[Assignment, ...]:
    """The posts above those that the step waits for; the head of the office has none."""
    roster = ticket.roster(office)
    codes = (seat.superior for a in awaited(ticket) for seat in roster.seats_of(a.seat))
    above = (seat.code for code in dict.fromkeys(codes) if code for seat in roster.seats_of(code))
    return tuple(Assignment(code) for code in dict.fromkeys(above))


# What follows gives (stage, moment, whether the night is no hindrance).
def _for_requester(ticket: Ticket, office: Office) -> Iterator[tuple[Stage, datetime, bool]]:
    """A requester who is waited for is reminded once; who has acknowledged, or need not answer, never."""
    after = office.reminders.requester_after
    if after and awaits_requester(ticket):
        yield Stage.REQUESTER, office.calendar.due(ticket.visits[-1].entered_at, after), False


def _for_holders(ticket: Ticket, office: Office) -> Iterator[tuple[Stage, datetime, bool]]:
    count, due, held = ticket.pace.count, ticket.due_at, awaited(ticket)
    if count is None or due is None or not held:
        return
    stages = office.reminders.urgent if count.budget.clock is Clock.ALWAYS else office.reminders.usual
    entered = ticket.visits[-1].entered_at
    turn = _turn(due, entered, stages, office)
    at_night = goes_at_night(ticket, held, office)
    if stages.before and (before := office.calendar.back(due, stages.before)) > max(count.since, entered):
        yield Stage.BEFORE, before, at_night
    if turn is None:
        return
    if stages.at_due:
        yield Stage.DUE, turn, at_night
    above = superiors(ticket, office)
    if stages.superior_after and above:
        after = office.calendar.due(turn, stages.superior_after)
        yield Stage.SUPERIOR, after, goes_at_night(ticket, above, office)


def _turn(due: datetime, entered: datetime, stages: Stages, office: Office) -> datetime | None:
    """When the step is overdue for its holder: who gets a step that is late already is given time first."""
    if entered < due:
        return due
    grace: Budget | None = stages.superior_after or stages.before
    return office.calendar.due(entered, grace) if grace else None


def _heads(assignments: tuple[Assignment, ...], ticket: Ticket, office: Office) -> bool:
    """Whether the head of the office is among them: he is never woken, not even for an emergency."""
    roster = ticket.roster(office)
    seats: list[Seat] = [seat for a in assignments for seat in roster.seats_of(a.seat)]
    return any(
        seat.superior is None and any(roster.is_superior(seat, other) for other in roster.seats) for seat in seats
    )


def _event(stage: Stage, ticket: Ticket, office: Office, *, told: bool) -> Event:
    if not told:
        return Reminded(stage, ticket.visit, (), ticket.due_at, skipped=True)
    held = tuple(a.code for a in awaited(ticket))
    if stage is Stage.SUPERIOR:
        above = tuple(a.code for a in superiors(ticket, office))
        return Overdue(ticket.visit, above, held, ticket.due_at, ticket.moved)
    if stage is Stage.REQUESTER:
        return Reminded(stage, ticket.visit, (REQUESTER_SEAT,), None)
    return Reminded(stage, ticket.visit, held, ticket.due_at, moved=ticket.moved)
