"""The date of a letter: in its dateline above Hal, behind a label, or in the words of a berita acara."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mailgate.surat.dates import dates_in, first_date, lacks_day
from mailgate.surat.layout import Row, Run
from mailgate.surat.repair import month
from mailgate.surat.spelling import starts_with
from mailgate.surat.trust import CLEAN, Found, trust

# `Sumbawa Besar, 3 November 2026`: what stands before the date is a place or nothing.
_PLACE = re.compile(r"(?:^|\s)(?:[A-Z][\w'.-]{1,20}\s?){1,4}[,.;]?\s*$|^\W*$|^\W*[Tt]anggal\W*$")
_IN_WORDS = re.compile(r"tanggal ([a-z ]{3,30}?) bulan ([a-z]{3,10}),? tahun ([a-z ]{6,50})", re.IGNORECASE)
_DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`settled`: the head has a dateline, even one whose day was to be written by hand (then `date` is None)."""

    date: Found[date] | None
    settled: bool


def date_in_head(rows: Sequence[Row]) -> Dateline:
    """The first dateline among the rows of a head."""
    hole = False
    for row in rows:
        for index in range(len(row.runs)):
            text = " ".join(run.text for run in row.runs[index:])
            found = _dateline(text)
            if found is not None:
                words = [word for run in row.runs[index:] for word in run.words if _belongs(word.text)]
                return Dateline(found.times(min(CLEAN, trust(words[-3:]))), settled=True)
            hole = hole or (lacks_day(text) and len(text.split()) <= 8)
    return Dateline(None, settled=hole)


def date_below(rows: Sequence[Row]) -> Found[date] | None:
    """The dateline over a signature (`Ditetapkan di …, pada tanggal …`), where the head has none."""
    for row in rows:
        for run in row.runs:
            found = _dateline(run.text) if len(run.words) <= 8 and "," in run.text else None
            if found is not None and run.x > row.joined().char * 30:
                return found.times(min(0.93, trust(run.words)))
    return None


def date_of_run(run: Run | None) -> Found[date] | None:
    """The date behind a label."""
    found = first_date(run.text) if run else None
    return found.times(min(CLEAN, trust(run.words))) if run and found else None


def date_in_record(rows: Sequence[Row]) -> Found[date] | None:
    """The date of a berita acara: `Pada hari ini, Selasa tanggal tiga bulan November … (03-11-2026)`."""
    for index, row in enumerate(rows):
        if not starts_with(row.text, "Pada hari ini"):
            continue
        block = rows[index : index + 4]
        text = " ".join(line.text for line in block)
        figures, words = first_date(text), _in_words(text)
        found = figures or words
        if found is None:
            return None
        agree = figures is not None and words is not None and figures.value == words.value
        named = _DAYS[found.value.weekday()] in text.casefold().replace("'", "")
        sure = CLEAN if agree else min(trust(word for line in block for word in line.words), 0.97)
        return found.times(sure if agree or named else sure * 0.8)
    return None


def _dateline(text: str) -> Found[date] | None:
    for start, found in dates_in(text):
        if _PLACE.search(text[:start][-60:]):
            return found
    return None


def _belongs(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


_UNITS = {
    name: value
    for value, name in enumerate("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split())
}


def _in_words(text: str) -> Found[date] | None:
    match = _IN_WORDS.search(text)
    if match is None:
        return None
    day, named, year = _value(match[1]), month(match[2]), _value(match[3])
    try:
        return Found(date(year, named[0], day), 0.95) if named else None
    except ValueError:
        return None


def _value(words: str) -> int:
    """Terbilang below ten thousand: `dua ribu dua puluh enam` is 2026; words that are no numbers end it."""
    total, last = 0, 0
    for word in words.casefold().split():
        if word in _UNITS:
            last = _UNITS[word]
        elif word == "belas":
            last += 10
        elif word in ("puluh", "ratus", "ribu"):
            total, last = total + last * {"puluh": 10, "ratus": 100, "ribu": 1000}[word], 0
        else:
            break
    return total + last
