"""Due moments on the three clocks of the SOPs (Perpres 21/2023)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.errors import MailgateError
from mailgate.domain.sop import Budget, Clock
from mailgate.domain.worktime import Hours, Period, WorkCalendar

WITA = ZoneInfo("Asia/Makassar")

_LONG = Hours(((time(7, 30), time(12)), (time(13), time(16))))
_FRIDAY = Hours(((time(7, 30), time(11, 30)), (time(13), time(16, 30))))
_FAST = Hours(((time(8), time(12)), (time(12, 30), time(15))))
_FAST_FRIDAY = Hours(((time(8), time(11, 30)), (time(12, 30), time(15, 30))))
_OFF = Hours(())

CALENDAR = WorkCalendar(
    zone=WITA,
    week=(_LONG, _LONG, _LONG, _LONG, _FRIDAY, _OFF, _OFF),
    periods=(Period(date(2026, 2, 19), date(2026, 3, 20), (_FAST, _FAST, _FAST, _FAST, _FAST_FRIDAY, _OFF, _OFF)),),
    days_off={date(2026, 12, 24): "Cuti Bersama Hari Raya Natal", date(2026, 12, 25): "Hari Raya Natal"},
)


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def days(count: int) -> Budget:
    return Budget(Clock.WORKING_DAYS, days=count)


def work(**length: int) -> Budget:
    return Budget(Clock.WORKING_HOURS, duration=timedelta(**length))


@pytest.mark.parametrize(
    ("received", "count", "due"),
    [
        ("2026-11-23 09:12", 1, "2026-11-24 16:00"),  # Monday morning: Tuesday at closing
        ("2026-11-23 06:00", 1, "2026-11-24 16:00"),  # before opening counts as Monday
        ("2026-11-23 12:30", 1, "2026-11-24 16:00"),  # in the rest
        ("2026-11-23 16:00", 1, "2026-11-25 16:00"),  # at closing time the day is over: received on Tuesday
        ("2026-11-21 10:00", 1, "2026-11-24 16:00"),  # Saturday: received on Monday
        ("2026-11-19 10:00", 1, "2026-11-20 16:30"),  # Friday closes later
        ("2026-11-20 10:00", 2, "2026-11-24 16:00"),  # over the weekend
        ("2026-12-23 10:00", 1, "2026-12-28 16:00"),  # over cuti bersama, Christmas and the weekend
        ("2026-03-19 10:00", 1, "2026-03-20 15:30"),  # Friday in Ramadan
    ],
)
def test_working_days_end_at_closing_time_and_leave_out_the_day_of_receipt(received: str, count: int, due: str) -> None:
    assert CALENDAR.due(wita(received), days(count)) == wita(due)


@pytest.mark.parametrize(
    ("received", "minutes", "due"),
    [
        ("2026-11-23 09:00", 15, "2026-11-23 09:15"),
        ("2026-11-23 11:55", 15, "2026-11-23 13:10"),  # the rest doesn't count
        ("2026-11-23 11:45", 15, "2026-11-23 12:00"),  # used up at the very end of a span
        ("2026-11-23 15:55", 15, "2026-11-24 07:40"),  # a report of 15.55 is not late that night
        ("2026-11-20 16:20", 60, "2026-11-23 08:20"),  # over the weekend
        ("2026-11-21 10:00", 60, "2026-11-23 08:30"),
        ("2026-11-23 07:30", 450, "2026-11-23 16:00"),  # 7.5 hours are a day
        ("2026-11-23 07:30", 2250, "2026-11-27 16:30"),  # 37.5 hours are a week
    ],
)
def test_working_hours_count_only_inside_the_spans(received: str, minutes: int, due: str) -> None:
    assert CALENDAR.due(wita(received), work(minutes=minutes)) == wita(due)


def test_the_wall_clock_runs_through_nights_and_holidays() -> None:
    due = CALENDAR.due(wita("2026-12-24 23:50"), Budget(Clock.ALWAYS, duration=timedelta(hours=4)))

    assert due == wita("2026-12-25 03:50")


def test_due_moments_are_utc() -> None:
    assert CALENDAR.due(wita("2026-11-23 09:00"), work(minutes=1)).tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "working"),
    [("2026-11-23", True), ("2026-11-21", False), ("2026-12-24", False), ("2026-02-19", True)],
)
def test_weekends_and_days_off_are_no_working_days(day: str, working: bool) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("moment", "is_open", "opening"),
    [
        ("2026-11-23 09:00", True, "2026-11-23 09:00"),
        ("2026-11-23 12:00", False, "2026-11-23 13:00"),
        ("2026-11-23 16:00", False, "2026-11-24 07:30"),
        ("2026-12-24 10:00", False, "2026-12-28 07:30"),
    ],
)
def test_the_next_opening_is_the_moment_itself_in_working_time(moment: str, is_open: bool, opening: str) -> None:
    assert CALENDAR.is_open(wita(moment)) is is_open
    assert CALENDAR.opening(wita(moment)) == wita(opening)


def test_ramadan_has_its_own_hours() -> None:
    assert CALENDAR.hours(date(2026, 3, 2)) == _FAST
    assert CALENDAR.working_time(wita("2026-03-02 00:00"), wita("2026-03-09 00:00")) == timedelta(hours=32, minutes=30)


def test_a_calendar_without_a_working_day_is_refused_instead_of_searched_for_ever() -> None:
    closed = WorkCalendar(WITA, (_OFF,) * 7)

    with pytest.raises(MailgateError, match="hari kerja"):
        closed.due(wita("2026-11-23 09:00"), days(1))


def test_between_a_moment_and_an_earlier_one_lies_no_working_time() -> None:
    assert CALENDAR.working_time(wita("2026-11-23 10:00"), wita("2026-11-23 09:00")) == timedelta()


seconds = st.integers(0, 2 * 365 * 24 * 3600)
moments = seconds.map(lambda second: wita("2026-01-01 00:00") + timedelta(seconds=second))
spans = st.timedeltas(timedelta(seconds=1), timedelta(hours=60))


def in_working_time_or_at_its_end(moment: datetime) -> bool:
    return CALENDAR.is_open(moment) or CALENDAR.is_open(moment - timedelta(microseconds=1))


@given(moments, spans)
def test_working_hours_are_never_due_outside_working_time(start: datetime, span: timedelta) -> None:
    assert in_working_time_or_at_its_end(CALENDAR.due(start, Budget(Clock.WORKING_HOURS, duration=span)))


@given(moments, st.integers(1, 20))
def test_working_days_are_always_due_at_a_closing_time(start: datetime, count: int) -> None:
    due = CALENDAR.due(start, days(count)).astimezone(WITA)

    assert due.time() == CALENDAR.hours(due.date()).spans[-1][1]


@given(moments, spans, spans)
def test_working_hours_add_up(start: datetime, first: timedelta, second: timedelta) -> None:
    step_by_step = CALENDAR.due(
        CALENDAR.due(start, Budget(Clock.WORKING_HOURS, duration=first)),
        Budget(Clock.WORKING_HOURS, duration=second),
    )

    assert step_by_step == CALENDAR.due(start, Budget(Clock.WORKING_HOURS, duration=first + second))


@given(moments, spans)
def test_the_working_time_until_the_due_moment_is_the_budget(start: datetime, span: timedelta) -> None:
    assert CALENDAR.working_time(start, CALENDAR.due(start, Budget(Clock.WORKING_HOURS, duration=span))) == span


budgets = st.one_of(
    st.integers(1, 10).map(days),
    spans.map(lambda span: Budget(Clock.WORKING_HOURS, duration=span)),
    spans.map(lambda span: Budget(Clock.ALWAYS, duration=span)),
)


@given(moments, st.timedeltas(timedelta(), timedelta(days=10)), budgets)
def test_who_begins_later_is_never_due_earlier(start: datetime, delay: timedelta, budget: Budget) -> None:
    assert CALENDAR.due(start, budget) <= CALENDAR.due(start + delay, budget)


@given(moments, budgets)
def test_nothing_is_due_before_it_begins(start: datetime, budget: Budget) -> None:
    assert CALENDAR.due(start, budget) > start
