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
class Count:
    """A budget that has begun at `since` (aware): its due moment follows from the calendar, whenever that changes."""

    since: datetime
    budget: Budget

    def due(self, calendar: WorkCalendar) -> datetime:
        """When it is used up; aware, UTC."""
        return calendar.due(self.since, self.budget)

    def after_pause(self, paused_at: datetime, resumed_at: datetime, calendar: WorkCalendar) -> "Count":
        """The count once the clock runs again: what was left when it stopped is left then.

        Days are counted on as the working time they still held. What was used up before the pause stays as it was.
        """
        due = self.due(calendar)
        if due <= paused_at:
            return self
        if self.budget.clock is Clock.ALWAYS:
            return Count(resumed_at, Budget(Clock.ALWAYS, duration=due - paused_at))
        left = calendar.working_time(max(paused_at, self.since), due)
        return Count(resumed_at, Budget(Clock.WORKING_HOURS, duration=left))


@dataclass(frozen=True, slots=True)
class Pace:
    """What is counted for a ticket.

    `shared` are the budgets of several steps that have begun, by name, and `running` the one that counts now; without
    one the step's `own` does. `passing` is the term after which the step passes by itself.
    """

    shared: Mapping[str, Count] = field(default_factory=dict)
    running: str | None = None
    own: Count | None = None
    passing: Count | None = None

    @property
    def count(self) -> Count | None:
        """What the due moment of the step comes from; None where it has none."""
        return self.shared.get(self.running) if self.running else self.own

    def due(self, calendar: WorkCalendar) -> datetime | None:
        """When the step is due."""
        return self.count.due(calendar) if self.count else None

    def passes(self, calendar: WorkCalendar) -> datetime | None:
        """When the step passes by itself."""
        return self.passing.due(calendar) if self.passing else None

    def after_pause(self, paused_at: datetime, resumed_at: datetime, calendar: WorkCalendar) -> "Pace":
        """Every count moved on by as long as the clock stood still."""

        def moved(count: Count) -> Count:
            return count.after_pause(paused_at, resumed_at, calendar)

        return replace(
            self,
            shared={name: moved(count) for name, count in self.shared.items()},
            own=moved(self.own) if self.own else None,
            passing=moved(self.passing) if self.passing else None,
        )


def paced(step: Step, sop: Sop, office: Office, pace: Pace, priority: str | None, since: datetime) -> Pace:
    """The pace of a step entered at `since`, after the pace of the step before.

    A shared budget begins at its first step. Entered in the middle (Sumbawa 11 without a replacement), the budget that
    is running goes on.
    """
    passing = Count(since, step.closes_after) if step.closes_after else None
    budget = budget_of(step, sop, office, priority)
    begun = Count(since, budget) if budget else None
    group = step.time.group or _row_of(step)
    if group is None:
        return replace(pace, running=None, own=begun, passing=passing)
    if group in pace.shared:
        return replace(pace, running=group, own=None, passing=passing)
    first = next(s.number for s in sop.steps if s is not sop.asking and group in (s.time.group, _row_of(s)))
    if step.number != first and pace.running in pace.shared:
        return replace(pace, own=None, passing=passing)
    if begun is None:
        return replace(pace, running=None, own=None, passing=passing)
    return Pace({**pace.shared, group: begun}, group, None, passing)


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
