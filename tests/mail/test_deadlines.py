"""Indonesian days and hours, said on Friday 20 November 2026 at 09.00 WITA."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.deadlines import find_due, find_span

ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


MARKED: list[tuple[str, date | datetime | None]] = [
    ("paling lambat Jumat", date(2026, 11, 27)),
    ("paling lambat Jum'at ini", date(2026, 11, 20)),
    ("paling lambat hari Jum’at", date(2026, 11, 27)),
    ("paling lama besok", date(2026, 11, 21)),
    ("selesaikan hari ini", date(2026, 11, 20)),
    ("mohon ditindaklanjuti hari ini", date(2026, 11, 20)),
    ("tenggat 3/12", date(2026, 12, 3)),
    ("batas waktu: 3 Desember", date(2026, 12, 3)),
    ("batas 03-12-2026", date(2026, 12, 3)),
    ("paling lambat 3.12.2026", date(2026, 12, 3)),
    ("paling lambat 3 Des 2026", date(2026, 12, 3)),
    ("paling lambat 2026-12-03", date(2026, 12, 3)),
    ("s.d. 30/11", date(2026, 11, 30)),
    ("s/d 30/11", date(2026, 11, 30)),
    ("sampai dengan 30 Nopember", date(2026, 11, 30)),
    ("sebelum Senin", date(2026, 11, 23)),
    ("sebelum Ahad", date(2026, 11, 22)),
    ("paling lambat lusa", date(2026, 11, 22)),
    ("paling lambat 3 hari", date(2026, 11, 23)),
    ("paling lambat tgl 25", date(2026, 11, 25)),
    ("paling lambat tgl 5", date(2026, 12, 5)),
    ("paling lambat 3/11", date(2027, 11, 3)),
    ("paling lambat Senin, 23 November 2026", date(2026, 11, 23)),
    ("paling lambat besok jam 10", at(21, 10)),
    ("paling lambat pukul 14.30", at(20, 14, 30)),
    ("paling lambat jam 8", datetime(2026, 11, 21, 8, 0, tzinfo=ZONE)),
    ("paling lambat jam 2", at(20, 14)),
    ("paling lambat 31/2", None),
    ("rapat 3 Desember di Setda", None),
    ("switch 24 port lantai 2", None),
    ("segera", None),
    ("besok", date(2026, 11, 21)),
]


@pytest.mark.parametrize(("text", "due"), MARKED)
def test_a_day_counts_where_it_is_said_to_be_the_limit(text: str, due: date | datetime | None) -> None:
    assert find_due(text, NOW) == due


BARE: list[tuple[str, date | datetime | None]] = [
    ("besok jam 10", at(21, 10)),
    ("jam 10 saja", at(20, 10)),
    ("Selasa jam 2 siang", at(24, 14)),
    ("Senin tanggal 23 jam 09.00 WITA", at(23, 9)),
    ("besok pagi", date(2026, 11, 21)),
    ("minggu depan", date(2026, 11, 27)),
    ("hari minggu", date(2026, 11, 22)),
    ("akhir bulan", date(2026, 11, 30)),
    ("bulan depan", date(2026, 12, 1)),
    ("2 minggu", date(2026, 12, 4)),
    ("3 jam lagi", at(20, 12)),
    ("menunggu sparepart", None),
]


@pytest.mark.parametrize(("text", "due"), BARE)
def test_where_a_moment_is_expected_any_day_or_hour_counts(text: str, due: date | datetime | None) -> None:
    assert find_due(text, NOW, bare=True) == due


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("cuti tgl 23-27", date(2026, 11, 23), date(2026, 11, 27)),
        ("cuti 23/11 s.d. 27/11", date(2026, 11, 23), date(2026, 11, 27)),
        ("cuti 23 s.d. 27 November 2026", date(2026, 11, 23), date(2026, 11, 27)),
        ("cuti 30 November sampai 2 Desember", date(2026, 11, 30), date(2026, 12, 2)),
        ("cuti s.d. 27 November", date(2026, 11, 20), date(2026, 11, 27)),
    ],
)
def test_an_absence_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert find_span(text, NOW) == (first, last)


def test_an_absence_without_days_has_no_span() -> None:
    assert find_span("saya cuti", NOW) is None


@given(st.text(alphabet="0123456789/-.: jampukultglsdseninbesokdesember", max_size=60))
def test_no_text_is_too_strange_for_a_date(text: str) -> None:
    find_due(f"paling lambat {text}", NOW)
    find_due(text, NOW, bare=True)
    find_span(text, NOW)
