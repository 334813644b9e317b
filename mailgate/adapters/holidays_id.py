"""National holidays and cuti bersama of Indonesia, from the `holidays` package (no network)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from holidays.countries.indonesia import ID


@dataclass(frozen=True, slots=True)
class NationalDaysOff:
    """Days off by local date with their Indonesian names; `covered` are the years whose cuti bersama are known too."""

    days: Mapping[date, str]
    covered: frozenset[int]


def days_off(years: Iterable[int]) -> NationalDaysOff:
    """Everything the package knows of these years; a year before its joint decree (SKB) has no cuti bersama."""
    return _days_off(tuple(sorted(set(years))))


@lru_cache(maxsize=8)
def _days_off(years: tuple[int, ...]) -> NationalDaysOff:
    # "public" alone lacks cuti bersama, "government" is cuti bersama alone (domain notes 4.9).
    every = ID(years=years, categories=("public", "government"), language="id")
    joint_leave = ID(years=years, categories=("government",), language="id")
    return NationalDaysOff(dict(every.items()), frozenset(day.year for day in joint_leave))
