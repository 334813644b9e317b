"""What a ticket's history says of its time: when the clock stood still and why, and which steps went past mutu baku."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from mailgate.domain.event import (
    CommandUndone,
    Event,
    Prioritised,
    Record,
    SopChosen,
    StepEntered,
    TicketClosed,
    TicketReopened,
    WorkPaused,
    WorkResumed,
)


@dataclass(frozen=True, slots=True)
class Halt:
    """The clock stood still from `since` to `until` (None while it does); aware UTC."""

    since: datetime
    until: datetime | None
    reason: str
    for_requester: bool


@dataclass(frozen=True, slots=True)
class Overrun:
    """A step that was left at `left_at`, after `due_at`; both aware UTC."""

    step: str
    due_at: datetime
    left_at: datetime


@dataclass(slots=True)
class Retrospect:
    """What was found; `reopened` are the reasons given for taking the work up again."""

    halts: list[Halt] = field(default_factory=list)
    overruns: list[Overrun] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Clock:
    """The step that runs, its due moment, and the halt that began last."""

    step: str = ""
    due_at: datetime | None = None
    halt: Halt | None = None


def look_back(records: Iterable[Record], pausing: Collection[str] = ()) -> Retrospect:
    """Walk through a history, oldest first. `pausing` are the steps of its SOP on which the clock stands still.

    A step that was left during a halt, or that BATAL brought back, is not counted as past its time: its due moment had
    moved by then, and history does not say where to.
    """
    found, clock = Retrospect(), _Clock()
    for record in records:
        _step_on(record.event, record.at, clock, found, pausing)
    if clock.halt:
        found.halts.append(clock.halt)
    return found


def _step_on(event: Event, at: datetime, clock: _Clock, found: Retrospect, pausing: Collection[str]) -> None:
    match event:
        case StepEntered(step=step, due_at=due, note=note, waits_for_requester=waits):
            _leave(clock, at, found)
            clock.step, clock.due_at = step, due
            if waits or step in pausing:
                clock.halt = Halt(at, None, note, for_requester=True)
        case WorkPaused(reason=reason):
            clock.halt = Halt(at, None, reason, for_requester=False)
        case WorkResumed(due_at=due):
            _end_halt(clock, at, found)
            clock.due_at = due
        case Prioritised(due_at=due) if due is not None:
            clock.due_at = due
        case CommandUndone(step=step):
            _end_halt(clock, at, found)
            clock.step, clock.due_at = step, None
        case TicketClosed() | SopChosen():
            _leave(clock, at, found)
        case TicketReopened(note=note):
            found.reopened.append(note)
        case _:
            pass


def _leave(clock: _Clock, at: datetime, found: Retrospect) -> None:
    if clock.due_at and at > clock.due_at and not clock.halt:
        found.overruns.append(Overrun(clock.step, clock.due_at, at))
    _end_halt(clock, at, found)
    clock.due_at = None


def _end_halt(clock: _Clock, at: datetime, found: Retrospect) -> None:
    if clock.halt:
        found.halts.append(Halt(clock.halt.since, at, clock.halt.reason, clock.halt.for_requester))
        clock.halt = None
