"""Moments, names and lists as Indonesian officials write them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailgate.domain.office import Office
from mailgate.domain.sop import Budget, Clock

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def date_in_words(day: date) -> str:
    """`24 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """`Selasa, 24 November 2026`."""
    return f"{DAYS[day.weekday()]}, {date_in_words(day)}"


def moment_in_words(moment: datetime, office: Office) -> str:
    """`Selasa, 24 November 2026 pukul 16.00 WITA`, in the office's zone."""
    local = moment.astimezone(ZoneInfo(office.zone))
    return f"{day_in_words(local.date())} pukul {local:%H.%M} {office.zone_label}"


def short_moment(moment: datetime, office: Office) -> str:
    """`24/11 16.00`, for histories."""
    local = moment.astimezone(ZoneInfo(office.zone))
    return f"{local.day}/{local.month} {local:%H.%M}"


def span_in_words(span: timedelta) -> str:
    """`45 menit`, `2 jam 5 menit`, `3 hari`; empty below a minute. From two days on, whole days."""
    minutes = int(span.total_seconds()) // 60
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} hari"
    hours, minutes = divmod(minutes, 60)
    return " ".join([f"{hours} jam"] * bool(hours) + [f"{minutes} menit"] * bool(minutes))


def budget_in_words(budget: Budget) -> str:
    """`1 hari kerja`, `4 jam kerja`, `3 menit`."""
    if budget.clock is Clock.WORKING_DAYS:
        return f"{budget.days} hari kerja"
    return span_in_words(budget.duration) + (" kerja" if budget.clock is Clock.WORKING_HOURS else "")


def overdue_in_words(due: datetime, now: datetime, clock: Clock, office: Office) -> str:
    """How long a due moment has been over on its own clock: `3 jam kerja`, `2 hari kerja`, `12 menit`; or empty."""
    if clock is Clock.ALWAYS:
        return span_in_words(now - due)
    worked = office.calendar.working_time(due, now)
    day = due.astimezone(office.calendar.zone).date()
    whole = office.calendar.working_time(due, now + timedelta(days=1)) - worked
    if worked < max(whole, timedelta(hours=4)):
        return f"{words} kerja" if (words := span_in_words(worked)) else ""
    last = now.astimezone(office.calendar.zone).date()
    days = sum(office.calendar.is_working_day(day + timedelta(days=n)) for n in range(1, (last - day).days + 1))
    return f"{days} hari kerja"


def listed(words: tuple[str, ...] | list[str]) -> str:
    """`A`, `A dan B`, `A, B, dan C`."""
    if len(words) <= 2:
        return " dan ".join(words)
    return ", ".join(words[:-1]) + f", dan {words[-1]}"


def clipped(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"
