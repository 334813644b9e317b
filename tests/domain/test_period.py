"""Weeks of ISO 8601 and calendar months as reports name them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mailgate.domain.period import Month, Week, run_up


@pytest.mark.parametrize(
    ("day", "week"),
    [(date(2026, 11, 23), "2026-W47"), (date(2027, 1, 4), "2026-W53"), (date(2026, 1, 5), "2026-W01")],
    ids=["November", "the 53rd week", "the first week begins in the old year"],
)
def test_the_week_before_is_that_of_iso_8601(day: date, week: str) -> None:
    assert str(Week.before(day)) == week
    assert str(Week.parse(week)) == week


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2026, 11, 1), "2026-10"), (date(2027, 1, 31), "2026-12"), (date(2028, 3, 31), "2028-02")],
)
def test_the_month_before_is_found_from_any_day(day: date, month: str) -> None:
    assert str(Month.before(day)) == month
    assert str(Month.parse(month)) == month


@pytest.mark.parametrize("text", ["2026", "2026-W54", "2026-47", "minggu lalu", ""])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kind alone is promised
        Week.parse(text)


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-W11", "2026-11-03", "bulan lalu", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kind alone is promised
        Month.parse(text)


@pytest.mark.parametrize(
    ("month", "last"),
    [("2026-11", date(2026, 11, 30)), ("2026-12", date(2026, 12, 31)), ("2028-02", date(2028, 2, 29))],
)
def test_a_month_ends_on_its_last_day_by_the_offices_clock(month: str, last: date) -> None:
    wita = ZoneInfo("Asia/Makassar")
    period = Month.parse(month)
    assert period.last == last
    start, end = period.span("Asia/Makassar")
    assert start == datetime(period.year, period.number, 1, tzinfo=wita)
    assert (end.astimezone(wita).day, end.astimezone(wita).hour) == (1, 0)


def test_the_run_up_ends_with_the_period_itself() -> None:
    assert [str(w) for w in run_up(Week(2026, 2), 3)] == ["2025-W52", "2026-W01", "2026-W02"]
    assert [str(m) for m in run_up(Month(2026, 1), 3)] == ["2025-11", "2025-12", "2026-01"]
