"""When an office reminds (`pengingat` in instansi.yaml): before due, at due, the superior after, when not."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from mailgate.domain.sop import Budget, Clock
from mailgate.domain.worktime import WorkCalendar


def _hours(count: int) -> Budget:
    return Budget(Clock.WORKING_HOURS, duration=timedelta(hours=count))


@dataclass(frozen=True, slots=True)
class Stages:
    """How long `before` the due moment the holder is reminded, whether `at_due`, and how long after it the superior
    hears of it; None: not at all.
    """

    before: Budget | None
    at_due: bool
    superior_after: Budget | None


USUAL = Stages(_hours(2), at_due=True, superior_after=_hours(4))
"""Two hours leave time to act on the same day; half a day after is late enough not to run to the superior at once."""

URGENT = Stages(None, at_due=True, superior_after=Budget(Clock.ALWAYS, duration=timedelta(minutes=7)))
"""For steps on the wall clock: the performer at 3 minutes, the superior at 10 (domain notes 1.5)."""


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """`usual` for steps on a working clock, `urgent` for those on the wall clock.

    `requester_after`: when a requester who is waited for is reminded, once. `quiet`: local times between which nobody
    is reminded; only who works on a step that is counted 24x7 is.
    """

    usual: Stages = USUAL
    urgent: Stages = URGENT
    requester_after: Budget | None = Budget(Clock.WORKING_DAYS, days=2)  # noqa: RUF009 - frozen
    quiet: tuple[time, time] | None = (time(20), time(6))

    def is_quiet_at(self, local: time) -> bool:
        """Whether nobody is reminded at that local time of day."""
        if self.quiet is None:
            return False
        begins, ends = self.quiet
        return begins <= local < ends if begins < ends else local >= begins or local < ends

    def calm(self, moment: datetime, calendar: WorkCalendar) -> datetime:
        """The first moment from that one on that is working time and not quiet; aware, UTC.

        Where quiet hours leave no working time (`check` refuses that), the opening of the day itself.
        """
        opening = found = calendar.opening(moment)
        for _ in range(_TRIES):
            local = found.astimezone(calendar.zone)
            if not self.is_quiet_at(local.time()):
                return found
            assert self.quiet is not None  # noqa: S101 - else nothing is quiet
            end = local.replace(hour=self.quiet[1].hour, minute=self.quiet[1].minute, second=0, microsecond=0)
            found = calendar.opening(end if end > local else end + timedelta(days=1))
        return opening


# Each try ends a quiet span or a day; a week that is quiet whenever somebody works is a mistake of instansi.yaml.
_TRIES = 16
