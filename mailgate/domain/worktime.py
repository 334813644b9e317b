"""Working time of an office: due moments on working days, working hours, or the wall clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailgate.domain.errors import MailgateError
from mailgate.domain.sop import Budget, Clock

# A calendar without one working day in ten years is a mistake, not a long holiday; the search must end.
_HORIZON = timedelta(days=3653)

Spans = tuple[tuple[datetime, datetime], ...]
"""The working spans of a day as aware moments in UTC, where differences are true durations whatever the zone does."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The working spans of a day, in order, local time: [(07.30, 12.00), (13.00, 16.00)]; empty is a day off."""

    spans: tuple[tuple[time, time], ...]


_DAY_OFF = Hours(())


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, inclusive, that keep other hours (Ramadan). `week` is Monday to Sunday."""

    first: date
    last: date
    week: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Perpres 21/2023 as an office keeps it: a week, periods that differ, and days off with their names.

    `week` holds seven `Hours`, Monday first. `days_off` maps a local date to the holiday's name.
    `covered` lists the years whose holidays are known.
    """

    zone: ZoneInfo
    week: tuple[Hours, ...]
    periods: tuple[Period, ...] = ()
    days_off: Mapping[date, str] = field(default_factory=dict)
    covered: frozenset[int] = frozenset()
    # Spans by local day, worked out once: thousands of tickets fall due on the same few days.
    _known: dict[date, Spans] = field(default_factory=dict, init=False, repr=False, compare=False)

    def hours(self, day: date) -> Hours:
        """The working spans of that local day; no spans on a weekend or day off."""
        if day in self.days_off:
            return _DAY_OFF
        for period in self.periods:
            if period.first <= day <= period.last:
                return period.week[day.weekday()]
        return self.week[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        """Whether any work is done on that local day."""
        return bool(self._spans_of(day))

    def is_open(self, moment: datetime) -> bool:
        """Whether that aware moment lies in working time; closing time itself no longer does."""
        return any(opens <= moment < closes for opens, closes in self._spans_of(self._local_day(moment)))

    def opening(self, moment: datetime) -> datetime:
        """That aware moment if it lies in working time, else the next opening; aware, UTC."""
        opens, _ = next(self._spans_from(moment))
        return opens

    def due(self, start: datetime, budget: Budget) -> datetime:
        """The moment (aware, UTC) at which `budget`, begun at the aware moment `start`, is used up.

        Working days: the day of receipt isn't counted; n days end at closing time of the n-th working day
        after it; a receipt outside working time counts from the next opening. Working hours: only time inside
        the spans counts. 24x7: wall clock. MailgateError where the calendar has no working day for ten years.
        """
        if budget.clock is Clock.ALWAYS:
            return start.astimezone(UTC) + budget.duration
        if budget.clock is Clock.WORKING_DAYS:
            return self._close_of_day(self._local_day(self.opening(start)), budget.days)
        left = budget.duration
        for opens, closes in self._spans_from(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise AssertionError("the spans of a calendar go on, or raise")

    def back(self, due: datetime, budget: Budget) -> datetime:
        """The latest moment (aware, UTC) from which that much is left until `due`.

        Working days: the opening of the n-th working day before that of `due`.
        """
        if budget.clock is Clock.ALWAYS:
            return due.astimezone(UTC) - budget.duration
        end, left, days = due.astimezone(UTC), budget.duration, budget.days
        for day in self._days_from(self._local_day(due), step=-1):
            spans = self._spans_of(day)
            if budget.clock is Clock.WORKING_DAYS:
                if days == 0 and spans:
                    return spans[0][0]
                days -= bool(spans)
                continue
            for opens, closes in reversed(spans):
                worked = max(min(closes, end) - opens, timedelta())
                if left <= worked:
                    return min(closes, end) - left
                left -= worked
        raise AssertionError("the days of a calendar go on, or raise")

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two aware moments; nothing where `end` comes first."""
        total = timedelta()
        day, last = self._local_day(start), self._local_day(end)
        while day <= last:
            for opens, closes in self._spans_of(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return total

    def _local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _spans_of(self, day: date) -> Spans:
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = tuple(
                (
                    datetime.combine(day, opens, self.zone).astimezone(UTC),
                    datetime.combine(day, closes, self.zone).astimezone(UTC),
                )
                for opens, closes in self.hours(day).spans
            )
        return known

    def _days_from(self, day: date, step: int = 1) -> Iterator[date]:
        """That day and those after it (before it, for step -1); MailgateError at the horizon."""
        for count in range(_HORIZON.days):
            yield day + timedelta(days=step * count)
        raise MailgateError(
            "Kalender kantor tidak memuat satu pun hari kerja; periksa jam dan hari libur di kalender.yaml"
        )

    def _spans_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The spans that end after `start`, the first of them cut to it."""
        begin = start.astimezone(UTC)
        for day in self._days_from(self._local_day(start)):
            for opens, closes in self._spans_of(day):
                if closes > begin:
                    yield max(opens, begin), closes

    def _close_of_day(self, receipt: date, days: int) -> datetime:
        """Closing time of the n-th working day after the local day of receipt; of that very day for 0."""
        left = days + 1
        for day in self._days_from(receipt):
            left -= self.is_working_day(day)
            if left == 0:
                return self._spans_of(day)[-1][1]
        raise AssertionError("the days of a calendar go on, or raise")
