"""When a step is due: its own budget, one shared with other steps, or the priority matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mailgate.domain.office import Office
from mailgate.domain.sop import Budget, Clock, Sop, Step
from mailgate.domain.worktime import WorkCalendar

DEFAULT_PRIORITY = "P3"
"""What counts while nobody has set or proposed a priority: the middle of the matrix (domain notes 4.8)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Shared budgets that have begun: name → due moment; `running` is the one that counts now."""

    due: Mapping[str, datetime] = field(default_factory=dict)
    running: str | None = None


def due_of(
    step: Step, sop: Sop, office: Office, pace: Pace, priority: str | None, since: datetime
) -> tuple[datetime | None, datetime | None, Pace]:
    """The due moment of a step entered at `since`, the moment it passes by itself, and the pace after it.

    A shared budget begins at its first step. Entered in the middle (Sumbawa 11 without a replacement), the budget that
    is running goes on.
    """
    calendar = office.calendar
    passes = calendar.due(since, step.closes_after) if step.closes_after else None
    group = step.time.group or _row_of(step)
    if group is None:
        budget = budget_of(step, sop, office, priority)
        return (calendar.due(since, budget) if budget else None), passes, replace(pace, running=None)
    if group not in pace.due:
        first = next(s.number for s in sop.steps if s is not sop.asking and group in (s.time.group, _row_of(s)))
        if step.number != first and pace.running in pace.due:
            return pace.due[pace.running or ""], passes, pace
        budget = budget_of(step, sop, office, priority)
        if budget is None:
            return None, passes, pace
        pace = Pace({**pace.due, group: calendar.due(since, budget)}, group)
    return pace.due[group], passes, replace(pace, running=group)


def _row_of(step: Step) -> str | None:
    """Two hand-overs in one numbered row share its time: the row's name for `3a` and `3b`, None for `3`."""
    return f"row {step.number[:-1]}" if step.number[-1].isalpha() and step.time.budget else None


def budget_of(step: Step, sop: Sop, office: Office, priority: str | None) -> Budget | None:
    """The length of time that a step's cell, its group or the priority matrix gives."""
    if step.time.budget:
        return step.time.budget
    if step.time.priority:
        return office.priority_times.get(priority or DEFAULT_PRIORITY, {}).get(step.time.priority)
    return next((group.budget for group in sop.groups if group.code == step.time.group), None)


def moved(due: datetime, paused_at: datetime, resumed_at: datetime, calendar: WorkCalendar) -> datetime:
    """A due moment after a pause: what working time was left when the clock stopped is left when it runs again."""
    if due <= paused_at:
        return due
    left = calendar.working_time(paused_at, due)
    if not left:
        return due + (resumed_at - paused_at)
    return calendar.due(resumed_at, Budget(Clock.WORKING_HOURS, duration=left))
