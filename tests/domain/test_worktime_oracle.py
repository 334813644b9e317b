"""Due moments against an oracle that walks minute by minute through 2026 and into 2027, and the laws they obey."""

from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.adapters.policy_yaml import load_policy
from mailgate.domain.sop import Budget, Clock
from mailgate.domain.worktime import WorkCalendar

ROOT = Path(__file__).parents[2]
MINUTE = timedelta(minutes=1)
FIRST, LAST = date(2025, 12, 15), date(2027, 4, 15)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


@cache
def shipped(zone: str = "Asia/Jakarta") -> WorkCalendar:
    """Sumbawa's hours with Ramadan and cuti bersama, in any zone."""
    office = load_policy(ROOT / "rules", ["sumbawa"], today=date(2026, 11, 20)).offices["sumbawa"]
    return replace(office.calendar, zone=ZoneInfo(zone))


@cache
def worked_minutes(zone: str = "Asia/Jakarta") -> tuple[list[datetime], list[date]]:
    """Every minute of work from FIRST to LAST by its beginning, one after another, and the days that have any."""
    calendar, minutes, days = shipped(zone), [], []
    day = FIRST
    while day <= LAST:
        free = day in calendar.days_off
        week = next((p.week for p in calendar.periods if p.first <= day <= p.last), calendar.week)
        spans = () if free else week[day.weekday()].spans
        for clock in range(24 * 60):
            hour, minute = divmod(clock, 60)
            if any((o.hour, o.minute) <= (hour, minute) < (c.hour, c.minute) for o, c in spans):
                minutes.append(datetime(day.year, day.month, day.day, hour, minute, tzinfo=calendar.zone))
        days += [day] if spans else []
        day += timedelta(days=1)
    return [minute.astimezone(UTC) for minute in minutes], days


def by_minutes(start: datetime, minutes: int, zone: str = "Asia/Jakarta") -> datetime:
    """Tick one minute after another, from the first minute of work at or after `start`."""
    worked, _ = worked_minutes(zone)
    return worked[bisect_left(worked, start.astimezone(UTC)) + minutes - 1] + MINUTE


def by_days(start: datetime, count: int, zone: str = "Asia/Jakarta") -> datetime:
    """The end of the last minute of the n-th working day after that of receipt."""
    worked, days = worked_minutes(zone)
    receipt = worked[bisect_left(worked, start.astimezone(UTC))].astimezone(shipped(zone).zone).date()
    day = days[days.index(receipt) + count]
    after = datetime(day.year, day.month, day.day, tzinfo=shipped(zone).zone) + timedelta(days=1)
    return worked[bisect_left(worked, after.astimezone(UTC)) - 1] + MINUTE


def days(count: int) -> Budget:
    return Budget(Clock.WORKING_DAYS, days=count)


def hours(length: timedelta) -> Budget:
    return Budget(Clock.WORKING_HOURS, duration=length)


BEGIN = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Jakarta"))
starts = st.integers(0, 365 * 24 * 60 - 1).map(lambda minute: BEGIN + minute * MINUTE)
lengths = st.integers(1, 60 * 60).map(lambda minutes: minutes * MINUTE)
clocks = st.one_of(
    st.integers(1, 12).map(days),
    lengths.map(hours),
    lengths.map(lambda length: Budget(Clock.ALWAYS, duration=length)),
)


@given(starts, st.integers(1, 60 * 60))
def test_working_hours_agree_with_counting_minutes(start: datetime, minutes: int) -> None:
    assert shipped().due(start, hours(minutes * MINUTE)) == by_minutes(start, minutes)


@given(starts, st.integers(1, 12))
def test_working_days_agree_with_counting_days(start: datetime, count: int) -> None:
    assert shipped().due(start, days(count)) == by_days(start, count)


@given(starts, st.integers(0, 60 * 24 * 40))
def test_working_time_agrees_with_counting_minutes(start: datetime, minutes: int) -> None:
    worked, _ = worked_minutes()
    end = start + minutes * MINUTE
    counted = bisect_left(worked, end.astimezone(UTC)) - bisect_left(worked, start.astimezone(UTC))
    assert shipped().working_time(start, end) == counted * MINUTE


@given(starts, st.integers(1, 60 * 20))
def test_going_back_from_a_due_moment_finds_where_its_last_stretch_of_work_began(start: datetime, minutes: int) -> None:
    """The latest moment from which that much working time is left."""
    due = shipped().due(start, hours(timedelta(hours=60)))
    moment = shipped().back(due, hours(minutes * MINUTE))
    assert shipped().working_time(moment, due) == minutes * MINUTE
    assert shipped().working_time(moment + MINUTE, due) == (minutes - 1) * MINUTE


@given(starts, lengths)
def test_nothing_on_a_working_clock_is_due_outside_working_time(start: datetime, length: timedelta) -> None:
    due = shipped().due(start, hours(length))
    assert shipped().is_open(due) or shipped().is_open(due - timedelta(microseconds=1))


@given(starts, st.timedeltas(timedelta(), timedelta(days=40)), clocks)
def test_who_begins_later_is_never_due_earlier(start: datetime, later: timedelta, budget: Budget) -> None:
    assert shipped().due(start, budget) <= shipped().due(start + later, budget)


@given(starts, lengths, lengths)
def test_a_longer_budget_is_never_due_earlier(start: datetime, one: timedelta, other: timedelta) -> None:
    short, long = sorted((one, other))
    assert shipped().due(start, hours(short)) <= shipped().due(start, hours(long))


@given(starts, lengths, lengths)
def test_budgets_add_up(start: datetime, one: timedelta, other: timedelta) -> None:
    assert shipped().due(shipped().due(start, hours(one)), hours(other)) == shipped().due(start, hours(one + other))


@given(starts, st.integers(1, 6), st.integers(1, 6))
def test_days_add_up_from_inside_the_day_where_the_first_end(start: datetime, one: int, other: int) -> None:
    inside = shipped().due(start, days(one)) - MINUTE
    assert shipped().due(inside, days(other)) == shipped().due(start, days(one + other))


@given(starts, clocks, st.sampled_from(ZONES))
def test_every_zone_has_the_same_due_moment_on_its_own_wall(start: datetime, budget: Budget, zone: str) -> None:
    there = start.replace(tzinfo=ZoneInfo(zone))
    wall = shipped(zone).due(there, budget).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert wall == shipped().due(start, budget).astimezone(ZoneInfo("Asia/Jakarta")).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("received", "budget", "due"),
    [
        # Nyepi 18 and 19 March 2026, cuti bersama 20, 23 and 24, Idul Fitri 21 and 22.
        ("2026-03-17 14:00", days(1), "2026-03-25 16:00"),
        ("2026-03-17 14:30", hours(timedelta(hours=1)), "2026-03-25 08:00"),
        ("2026-12-23 15:30", hours(timedelta(hours=1)), "2026-12-28 08:00"),  # over Natal and its cuti bersama
        ("2026-12-31 15:00", days(1), "2027-01-04 16:00"),  # over New Year, a Friday
        ("2026-12-30 10:00", days(3), "2027-01-06 16:00"),  # and over Isra Mikraj, 5 January
    ],
)
def test_due_moments_lie_beyond_lebaran_and_the_end_of_the_year(received: str, budget: Budget, due: str) -> None:
    zone = ZoneInfo("Asia/Jakarta")
    start = datetime.fromisoformat(received).replace(tzinfo=zone)
    assert shipped().due(start, budget).astimezone(zone) == datetime.fromisoformat(due).replace(tzinfo=zone)
