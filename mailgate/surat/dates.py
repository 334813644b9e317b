"""Dates as letters write them: 3 November 2026, 03-11-2026, with the month names of the old spelling."""

import re
from collections.abc import Iterator
from datetime import date

from mailgate.surat.repair import digits, month
from mailgate.surat.trust import Found

_YEARS = range(1990, 2100)
# A day, a name, a year: the blanks may be lost. Look-alikes of digits are let in and put right afterwards.
_NAMED = re.compile(
    r"(?<![\w/])([0-9OoIl|SsBZ]{1,2})[ .,-]{0,3}([A-Za-z][A-Za-z01|!5]{2,9})[ .,-]{0,3}([0-9OoIl|SsBZ]{4})(?![\w/])"
)
_FIGURES = re.compile(r"(?<![\w/.-])(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4})(?![\w/])")
_ISO = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w/])")
_MONTH_YEAR = re.compile(r"([A-Za-z][A-Za-z01|!5]{2,9})[ .,]{0,3}((?:19|20)\d\d)\b")


def dates_in(text: str) -> Iterator[tuple[int, Found[date]]]:
    """The dates of a line in order with where each begins; 03-11-2026 is the third of November."""
    found = [*_named(text), *_in_figures(text)]
    yield from sorted(found, key=lambda pair: pair[0])


def first_date(text: str) -> Found[date] | None:
    """The first date of a line, or None."""
    return next((found for _, found in dates_in(text)), None)


def lacks_day(text: str) -> bool:
    """Whether a month and its year stand there without a day: the hole to be filled in by hand."""
    return first_date(text) is None and any(month(name) is not None for name, _ in _MONTH_YEAR.findall(text))


def _named(text: str) -> Iterator[tuple[int, Found[date]]]:
    for match in _NAMED.finditer(text):
        day, year, named = digits(match[1]), digits(match[3]), month(match[2])
        if day is None or year is None or named is None:
            continue
        repaired = (day != match[1]) + (year != match[3])
        sure = 0.9**repaired * (0.9 if named[1] else 1.0)
        made = _day(int(year), named[0], int(day))
        if made is not None:
            yield match.start(), Found(made, sure)


def _in_figures(text: str) -> Iterator[tuple[int, Found[date]]]:
    for match in _FIGURES.finditer(text):
        made = _day(int(match[4]), int(match[3]), int(match[1]))
        if made is not None:
            yield match.start(), Found(made, 1.0)
    for match in _ISO.finditer(text):
        made = _day(int(match[1]), int(match[2]), int(match[3]))
        if made is not None:
            yield match.start(), Found(made, 1.0)


def _day(year: int, month_: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month_, day)
    except ValueError:
        return None
