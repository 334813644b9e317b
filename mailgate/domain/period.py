"""The spans of time that reports are about: a week of ISO 8601, a calendar month; local days of the office."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A calendar week of ISO 8601, Monday to Sunday local time: `2026-W47`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week in which that day lies."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def before(cls, day: date) -> "Week":
        """The week that ended before the week of that day."""
        return cls.of(day - timedelta(days=7))

    @classmethod
    def parse(cls, text: str) -> "Week":
        """`2026-W47`; ValueError for anything else."""
        year, _, number = text.partition("-W")
        date.fromisocalendar(int(year), int(number), 1)
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    @property
    def first(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return date.fromisocalendar(self.year, self.number, 7)

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """[start, end) as aware moments."""
        return _span(self.first, self.last, zone)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, local time: `2026-11`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month in which that day lies."""
        return cls(day.year, day.month)

    @classmethod
    def before(cls, day: date) -> "Month":
        """The month that ended before the month of that day."""
        return cls.of(day.replace(day=1) - timedelta(days=1))

    @classmethod
    def parse(cls, text: str) -> "Month":
        """`2026-11`; ValueError for anything else."""
        year, _, number = text.partition("-")
        first = date(int(year), int(number), 1)
        return cls(first.year, first.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        after = date(self.year + self.number // 12, self.number % 12 + 1, 1)
        return after - timedelta(days=1)

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """[start, end) as aware moments."""
        return _span(self.first, self.last, zone)


Period = Week | Month
"""What a report may be about."""


def run_up(period: Period, count: int) -> list[Period]:
    """The last `count` weeks or months up to that one, the oldest first."""
    found = [period]
    while len(found) < count:
        found.append(found[-1].before(found[-1].first))
    return found[::-1]


def _span(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    start = datetime.combine(first, time(), ZoneInfo(zone))
    return start, datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
