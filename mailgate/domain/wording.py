"""Moments, names and lists as Indonesian officials write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailgate.domain.office import Office

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


def listed(words: tuple[str, ...] | list[str]) -> str:
    """`A`, `A dan B`, `A, B, dan C`."""
    if len(words) <= 2:
        return " dan ".join(words)
    return ", ".join(words[:-1]) + f", dan {words[-1]}"


def clipped(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"
