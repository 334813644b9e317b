"""Numbers and days in words, as Berita Acara spell them out: "dua ribu dua puluh enam"."""

from datetime import date

from mailgate.domain.wording import DAYS, MONTHS

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh"))
_SHORT = ("ribu", "ratus", "puluh")
"""Scales before which `satu` becomes `se`: seribu, seratus, sepuluh; but satu juta."""

MOST = 999_999_999_999
"""The largest number that is spelled out."""


def in_words(number: int) -> str:
    """`2026` → `dua ribu dua puluh enam`; ValueError below nought and above MOST."""
    if not 0 <= number <= MOST:
        raise ValueError(f"{number} is not between 0 and {MOST}")
    if number < 10:
        return _UNITS[number]
    if 10 < number < 20:
        return "sebelas" if number == 11 else f"{_UNITS[number - 10]} belas"
    size, scale = next((size, scale) for size, scale in _SCALES if number >= size)
    count, rest = divmod(number, size)
    head = f"se{scale}" if count == 1 and scale in _SHORT else f"{in_words(count)} {scale}"
    return f"{head} {in_words(rest)}" if rest else head


def counted(number: int, unit: str) -> str:
    """`1 (satu) berkas`, as letters count what goes along."""
    return f"{number} ({in_words(number)}) {unit}"


def day_spelled_out(day: date) -> str:
    """`Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026)`."""
    return (
        f"{DAYS[day.weekday()]} tanggal {in_words(day.day)} bulan {MONTHS[day.month - 1]} "
        f"tahun {in_words(day.year)} ({day:%d-%m-%Y})"
    )
