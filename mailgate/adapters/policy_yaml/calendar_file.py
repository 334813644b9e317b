"""kalender.yaml and the national holidays → WorkCalendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from mailgate.adapters.holidays_id import NationalDaysOff
from mailgate.adapters.policy_yaml.fields import parse_clock_time
from mailgate.adapters.policy_yaml.reader import Document, Path_
from mailgate.adapters.policy_yaml.schema import CalendarFile, PeriodEntry
from mailgate.adapters.policy_yaml.validation import suggestion, validated
from mailgate.domain.errors import Fault
from mailgate.domain.worktime import Hours, Period, WorkCalendar

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
# A month of the moon has 29 or 30 days; one more for an office that begins or ends a day apart.
_LONGEST_RAMADAN = 31
_SPELLINGS = {"jum'at": "jumat", "ahad": "minggu"}


@dataclass(frozen=True, slots=True)
class _Weeks:
    """Week tables of one document; faults are added at their place."""

    document: Document
    faults: list[Fault]

    def week(self, table: Mapping[str, list[str]], path: Path_) -> tuple[Hours, ...]:
        """Seven Hours, Monday first; a day that isn't named is off."""
        week = [Hours(())] * 7
        for key, texts in table.items():
            hours = self._hours(texts, (*path, key))
            for index in self._days(key, (*path, key)):
                if week[index].spans:
                    self.fault((*path, key), f"hari {DAYS[index]} disebut dua kali")
                week[index] = hours
        return tuple(week)

    def fault(self, path: Path_, message: str) -> None:
        self.faults.append(self.document.fault(path, message))

    def _days(self, key: str, path: Path_) -> range:
        """`jumat`, or `senin-kamis`."""
        names = [_SPELLINGS.get(name.strip().lower(), name.strip().lower()) for name in key.split("-")]
        for name in names:
            if name not in DAYS:
                self.fault(path, f"'{name}' bukan hari{suggestion(name, list(DAYS))}")
                return range(0)
        first, last = DAYS.index(names[0]), DAYS.index(names[-1])
        if len(names) > 2 or last < first:
            self.fault(path, f"rentang hari '{key}' tidak dikenal; tulis mis. 'senin-kamis' atau 'jumat'")
            return range(0)
        return range(first, last + 1)

    def _hours(self, texts: list[str], path: Path_) -> Hours:
        spans = []
        for index, text in enumerate(texts):
            opens, _, closes = text.partition("-")
            try:
                span = parse_clock_time(opens.strip()), parse_clock_time(closes.strip())
            except ValueError:
                self.fault((*path, index), f"jam '{text}' tidak dikenal; tulis mis. '07.30-12.00'")
                continue
            if span[0] >= span[1]:
                self.fault((*path, index), f"jam tutup mendahului jam buka pada '{text}'")
            spans.append(span)
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            self.fault(path, "jam kerja harus berurutan dan tidak bertumpuk")
        return Hours(tuple(spans))


def read_calendar(
    document: Document, zone: ZoneInfo, national: NationalDaysOff, faults: list[Fault]
) -> WorkCalendar | None:
    """The calendar, or None after adding what is wrong."""
    entry = validated(document, CalendarFile, faults)
    if entry is None:
        return None
    before = len(faults)
    weeks = _Weeks(document, faults)
    week = weeks.week(entry.jam, ("jam",))
    worked = sum(bool(hours.spans) for hours in week)
    if worked != entry.hari_kerja and len(faults) == before:
        weeks.fault(("hari_kerja",), f"hari_kerja {entry.hari_kerja}, tetapi 'jam' memuat {worked} hari")
    periods = tuple(_period(weeks, period, index) for index, period in enumerate(entry.ramadan))
    _check_periods(weeks, periods, week)
    _check_days(weeks, entry, national)
    if len(faults) > before:
        return None
    off = {day: name for day, name in national.days.items() if day not in entry.hapus}
    off |= {own.tanggal: own.nama for own in entry.tambah}
    own_years = {own.tanggal.year for own in entry.tambah if "cuti bersama" in own.nama.casefold()}
    return WorkCalendar(zone, week, periods, off, national.covered | own_years)


def _check_periods(weeks: _Weeks, periods: Sequence[Period], week: Sequence[Hours]) -> None:
    """Holes and overlaps: a working day that a period leaves out would be a day off for weeks."""
    for index, period in enumerate(periods):
        key: Path_ = ("ramadan", index)
        missing = [
            day for day, usual, there in zip(DAYS, week, period.week, strict=True) if usual.spans and not there.spans
        ]
        if missing:
            weeks.fault(key, f"jam {', '.join(missing)} belum diisi, padahal hari kerja")
        if (period.last - period.first).days + 1 > _LONGEST_RAMADAN:
            weeks.fault((*key, "sampai"), f"{period.first} sampai {period.last} lebih panjang daripada satu Ramadan")
        for other in periods[:index]:
            if period.first <= other.last and other.first <= period.last:
                weeks.fault((*key, "mulai"), f"bertumpuk dengan {other.first} sampai {other.last}")


def _check_days(weeks: _Weeks, entry: CalendarFile, national: NationalDaysOff) -> None:
    added = [own.tanggal for own in entry.tambah]
    for index, day in enumerate(entry.hapus):
        if day in added:
            weeks.fault(("hapus", index), f"{day} juga ditulis dalam tambah; pilih salah satu")
        elif day not in national.days and day.year in national.covered:
            weeks.fault(("hapus", index), f"{day} bukan hari libur nasional atau cuti bersama; hapus barisnya")
    for index, day in enumerate(added):
        if day in added[:index]:
            weeks.fault(("tambah", index, "tanggal"), f"{day} ditulis dua kali")


def _period(weeks: _Weeks, entry: PeriodEntry, index: int) -> Period:
    if entry.mulai > entry.sampai:
        weeks.fault(("ramadan", index, "sampai"), f"tanggal sampai ({entry.sampai}) mendahului mulai ({entry.mulai})")
    return Period(entry.mulai, entry.sampai, weeks.week(entry.__pydantic_extra__ or {}, ("ramadan", index)))
