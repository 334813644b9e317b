"""Indonesian words for a day and an hour, read as dates relative to now (day before month, local time)."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari pebruari feb peb", "maret mar", "april apr", "mei", "juni jun", "juli jul",
            "agustus agt agu ags", "september sept sep", "oktober okt", "november nopember nov nop", "desember des",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
_NEAR = {
    "hari ini": 0, "pagi ini": 0, "siang ini": 0, "sore ini": 0, "malam ini": 0, "nanti sore": 0, "nanti siang": 0,
    "nanti malam": 0, "besok": 1, "esok": 1, "bsk": 1, "lusa": 2,
}  # fmt: skip
_PERIODS = (
    "minggu depan",
    "pekan depan",
    "minggu ini",
    "pekan ini",
    "akhir minggu",
    "akhir pekan",
    "akhir bulan",
    "bulan depan",
)

_DAY = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?P<near>{'|'.join(_NEAR)})"
    rf"|(?P<period>{'|'.join(_PERIODS)})"
    r"|(?P<count>\d{1,3}) (?P<unit>hari|minggu|pekan|jam)(?: kerja)?(?P<ahead> lagi| ke ?depan)?"
    rf"|(?:(?:hari )?(?:{'|'.join(_WEEKDAYS)}),? )?(?:tgl\.? |tanggal )?(?:"
    r"(?P<d1>\d{1,2}) ?[/-] ?(?P<m1>\d{1,2})(?: ?[/-] ?(?P<y1>\d{4}|\d{2}))?(?![\d/])"
    r"|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})"
    rf"|(?P<d3>\d{{1,2}}) (?P<m3>{'|'.join(_MONTHS)})\b\.?(?: (?P<y3>\d{{4}}))?)"
    rf"|(?:(?:hari )?(?:{'|'.join(_WEEKDAYS)}),? )?(?:tgl\.? |tanggal )(?P<d4>\d{{1,2}})(?![\d/.:])"
    rf"|(?:hari )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b(?P<which> depan| ini)?"
)
_TIME = (
    r"(?:jam|pukul|pkl\.?) ?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?: ?(?:wib|wita|wit))?"
    r"(?: (?P<part>pagi|siang|sore|malam|dini hari))?"
)
_LIMIT = (
    r"(?:paling (?:lambat|lama|telat)|selambat(?:[- ]?lambat)?nya|tenggat|batas(?: waktu(?:nya)?)?|deadline|sebelum|"
    r"s\.? ?/?d\b\.?|sampai(?: dengan)?|hingga|target(?:nya)?)"
)
_URGENT = (
    r"(?:selesaikan|diselesaikan|selesai|tuntaskan|dituntaskan|segera|kerjakan|dikerjakan|tangani|ditangani|"
    r"ditindaklanjuti|tl|tindak ?lanjut(?:i)?|cek|dicek|periksa|diperiksa|laporkan|dilaporkan)"
)
_PART = r"(?: (?:pagi|siang|sore|malam))?"
_MOMENT = re.compile(rf"(?<!\w)(?:(?:{_DAY})(?!\w){_PART}(?:,? {_TIME})?|{_TIME.replace('?P<', '?P<t_')})")
_MARKED = re.compile(rf"(?<!\w)(?:{_LIMIT}[ :]*|{_URGENT} )(?=\w)")
_LED = re.compile(r"(?:pada |hari |di )?")
_SPAN = re.compile(
    r"(?<!\w)(?:tgl\.? |tanggal )?(?P<d1>\d{1,2})(?:[ /-](?P<m1>\d{1,2}|" + "|".join(_MONTHS) + r"))??"
    r" ?(?:-|–|sampai(?: dengan)?|s\.? ?/?d\.?|hingga) ?(?:tgl\.? |tanggal )?"
    r"(?P<d2>\d{1,2})(?:[ /-](?P<m2>\d{1,2}|" + "|".join(_MONTHS) + r"))?(?:[ /-](?P<y2>\d{4}))?(?!\w)"
)
_APOSTROPHES = re.compile(r"['’ʼ`]")
_SPACES = re.compile(r"\s+")


def find_due(text: str, now: datetime, *, bare: bool = False) -> date | datetime | None:
    """The deadline that a text names after words like "paling lambat", "sebelum", "s.d.", or "selesaikan … hari ini".

    With `bare` any day or hour counts (TUNDA, KOORDINASI and UBAH are about one). A day yields a date, an hour an aware
    datetime in the zone of `now`. A day that has passed rolls on to the next month or year.
    """
    plain = _plain(text)
    for mark in _MARKED.finditer(plain):
        led = _LED.match(plain, mark.end())
        match = _MOMENT.match(plain, mark.end()) or (_MOMENT.match(plain, led.end()) if led else None)
        if match is not None and (value := _value(match, now)) is not None:
            return value
    whole = _MOMENT.fullmatch(plain.strip(" .,;:"))
    if whole is not None and (value := _value(whole, now)) is not None:
        return value
    return _first(plain, now) if bare else None


def find_span(text: str, now: datetime) -> tuple[date, date] | None:
    """The first and last day of an absence: "23-27", "23/11 s.d. 27/11", "s.d. 27 November" (from today)."""
    plain = _plain(text)
    for match in _SPAN.finditer(plain):
        month = _month(match["m2"])
        last = _calendar_day(int(match["d2"]), month, match["y2"], now.date())
        if last is None:
            continue
        first_month = _month(match["m1"]) or last.month
        first = _safe_date(last.year, first_month, int(match["d1"]))
        if first is not None and first <= last:
            return first, last
    due = find_due(text, now, bare=True)
    if due is None:
        return None
    last = due.date() if isinstance(due, datetime) else due
    return now.date(), last


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).lower()))


def _first(plain: str, now: datetime) -> date | datetime | None:
    for match in _MOMENT.finditer(plain):
        if (value := _value(match, now)) is not None:
            return value
    return None


def _value(match: re.Match[str], now: datetime) -> date | datetime | None:
    if match["count"] and match["unit"] == "jam":
        return (now + timedelta(hours=int(match["count"]))).replace(second=0, microsecond=0)
    clock = _clock(match)
    if match["t_hour"]:
        return None if clock is None else _next(clock, now)
    day = _day(match, now.date())
    if day is None:
        return None
    return day if clock is None else datetime.combine(day, clock, now.tzinfo)


def _next(clock: time, now: datetime) -> datetime:
    moment = datetime.combine(now.date(), clock, now.tzinfo)
    return moment if moment > now else moment + timedelta(days=1)


def _clock(match: re.Match[str]) -> time | None:
    """The hour; "jam 2" is two in the afternoon, as offices speak, "02.00" and "jam 2 pagi" are not."""
    written = match["hour"] or match["t_hour"]
    if written is None:
        return None
    part = match["part"] or match["t_part"]
    hour, minute = int(written), int(match["minute"] or match["t_minute"] or 0)
    if (part in ("sore", "siang", "malam") and hour < 12) or (part is None and hour < 6 and len(written) == 1):
        hour = hour if part == "siang" and hour in (10, 11) else hour + 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(match: re.Match[str], today: date) -> date | None:
    readers: tuple[tuple[str | None, Callable[[], date | None]], ...] = (
        (match["iso"], lambda: _iso(match["iso"])),
        (match["near"], lambda: today + timedelta(days=_NEAR[match["near"]])),
        (match["period"], lambda: _period(match["period"], today)),
        (match["count"], lambda: today + timedelta(days=int(match["count"]) * (1 if match["unit"] == "hari" else 7))),
        (match["d1"], lambda: _calendar_day(int(match["d1"]), int(match["m1"]), match["y1"], today)),
        (match["d2"], lambda: _calendar_day(int(match["d2"]), int(match["m2"]), match["y2"], today)),
        (match["d3"], lambda: _calendar_day(int(match["d3"]), _MONTHS[match["m3"]], match["y3"], today)),
        (match["d4"], lambda: _calendar_day(int(match["d4"]), None, None, today)),
        (match["weekday"], lambda: _weekday(match["weekday"], match["which"] or "", today)),
    )
    return next((read() for written, read in readers if written), None)


def _iso(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _weekday(name: str, which: str, today: date) -> date:
    """The next such day; the same weekday means next week's, unless "ini" is said."""
    days = (_WEEKDAYS[name] - today.weekday()) % 7
    if days == 0 and "ini" not in which:
        days = 7
    return today + timedelta(days=days)


def _period(name: str, today: date) -> date:
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    if name in ("minggu depan", "pekan depan"):
        return today + timedelta(days=7)
    if name == "bulan depan":
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    if name == "akhir bulan":
        return (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return friday


def _month(written: str | None) -> int | None:
    if written is None:
        return None
    return _MONTHS.get(written) or (int(written) if written.isdigit() else None)


def _calendar_day(day: int, month: int | None, year: str | None, today: date) -> date | None:
    """That day; without a year (or month) the next one that has not passed."""
    if year is not None:
        return _safe_date(int(year) + (2000 if len(year) == 2 else 0), month or today.month, day)
    if month is not None:
        found = _safe_date(today.year, month, day)
        return found if found is not None and found >= today else _safe_date(today.year + 1, month, day)
    first = today.replace(day=1)
    for _ in range(3):  # February may lack the day, the month after has it
        found = _safe_date(first.year, first.month, day)
        if found is not None and found >= today:
            return found
        first = (first + timedelta(days=32)).replace(day=1)
    return None


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
