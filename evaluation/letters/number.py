"""Numbers and dates of letters, in the shapes that offices write them."""

from datetime import date, timedelta
from random import Random

ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
OLD_MONTHS = {"November": "Nopember", "Februari": "Pebruari"}
CLASSES = ("500.12", "005", "555", "800", "400.7.1", "500.12.3", "060", "489", "027", "000.9.3", "100.2.2")


def dated(rng: Random) -> date:
    """A day of 2025 or 2026."""
    return date(2025, 1, 2) + timedelta(days=rng.randrange(690))


def date_text(rng: Random, day: date) -> str:
    """The day as a letter prints it; old spellings of months now and then, digits seldom."""
    month = MONTHS[day.month - 1]
    if rng.random() < 0.3:
        month = OLD_MONTHS.get(month, month)
    if rng.random() < 0.04:
        return f"{day:%d-%m-%Y}"
    return f"{day.day:02d} {month} {day.year}" if rng.random() < 0.25 else f"{day.day} {month} {day.year}"


def number(rng: Random, day: date, code: str) -> str:
    """A number as TU gives it, always with a slash; blanks within it as they are typed."""
    kind, running = rng.choice(CLASSES), rng.randint(1, 2999)
    unit, year = f"406.{rng.randint(1, 60):03d}", day.year
    shapes = (
        f"{kind}/{running}/{code}/{ROMAN[day.month - 1]}/{year}",
        f"{kind}/{running:03d}/{unit}/{year}",
        f"B/{running:03d}/{kind}/{year}",
        f"B-{running}/{code}/{kind}/{day.month:02d}/{year}",
        f"{kind}/{running}/{ROMAN[day.month - 1]}/{year}",
        f"{kind}/ {running:03d} /{unit}/{year}",
        f"{running}/{code}-{rng.choice(('UMPEG', 'TU', 'SEKRT'))}/{ROMAN[day.month - 1]}/{year}",
        f"{kind} / {running} / {code} / {year}",
        f"P/{running}/{kind}/{code}/{day.month:02d}/{year}",
    )
    return rng.choice(shapes)


def open_number(rng: Random, day: date) -> str:
    """A number whose middle TU never filled in: the letter has none."""
    return f"{rng.choice(CLASSES)}/          /406.{rng.randint(1, 60):03d}/{day.year}"
