"""An absence is read where it is the one concern of a mail; a confirmation is read as strictly as a command."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mailgate.domain.roster import Holder, Roster, Seat
from mailgate.mail.absence import read_absence, read_decision
from mailgate.mail.seal import plus_address, seals_in

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Makassar"))
ROSTER = Roster(
    (
        Seat("kadis", "Kepala Dinas", (Holder("rahma", "Rahma", ("kadis@uji.example",)),), aliases=("kadis",)),
        Seat("sekdin", "Sekretaris Dinas", (Holder("yusuf", "Yusuf", ("s@uji.example",)),), aliases=("sekdin",)),
        Seat("kabid", "Kepala Bidang Aplikasi", (Holder("lina", "Lina", ("k@uji.example",), "Ibu"),)),
    )
)


def day(number: int) -> date:
    return date(2026, 11, number)


@pytest.mark.parametrize(
    ("text", "first", "last", "deputy", "kind"),
    [
        ("CUTI s.d. 27/11, Plh. Kabid Aplikasi", 20, 27, "kabid", "cuti"),
        ("Saya cuti tgl 23-27, Plh Bu Lina", 23, 27, "kabid", "cuti"),
        ("DL 24-26/11, Plh. sekdin, SP 800/123/2026", 24, 26, "sekdin", "dinas luar"),
        ("Selamat pagi,\n\ndinas luar 23-25 Nov, Plh. Pak Yusuf\n\nTerima kasih", 23, 25, "sekdin", "dinas luar"),
        ("CUTI 23/11 s.d. 27/11", 23, 27, None, "cuti"),
    ],
)
def test_days_deputy_and_kind_are_read(text: str, first: int, last: int, deputy: str | None, kind: str) -> None:
    found = read_absence(text, "Pemberitahuan", ROSTER, NOW)
    assert found is not None
    assert (found.first, found.last, found.deputy, found.kind) == (day(first), day(last), deputy, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Saya tidak jadi cuti s.d. 27/11",
        "Apakah saya boleh cuti s.d. 27/11?",
        "Aplikasi cuti pegawai tidak dapat dibuka sejak kemarin",
        "Internet putus. Petugas kami sedang cuti sampai 27/11",
        "> CUTI s.d. 27/11, Plh. Sekdin",
    ],
)
def test_other_talk_of_leave_announces_nothing(text: str) -> None:
    assert read_absence(text, "Gangguan", ROSTER, NOW) is None


def test_the_subject_alone_announces_where_the_body_is_empty() -> None:
    found = read_absence("", "CUTI s.d. 27/11, Plh. Sekdin", ROSTER, NOW)
    assert found is not None
    assert found.deputy == "sekdin"
    assert read_absence("", "Re: CUTI s.d. 27/11, Plh. Sekdin", ROSTER, NOW) is None


@pytest.mark.parametrize(
    ("text", "confirmed"),
    [
        ("YA", True),
        ("ya, terima kasih", True),
        ("YA s.d. 28/11", True),
        ("YA, Plh. Sekdin", True),
        ("TIDAK: belum ada surat perintah", False),
        ("TIDAK", None),
        ("ya nanti saya cek", None),
        ("YA kalau Sekda sudah setuju", None),
        ("Ya?", None),
        ("SETUJU", None),
        ("", None),
    ],
)
def test_only_a_plain_answer_decides(text: str, confirmed: bool | None) -> None:
    assert read_decision(text, ROSTER, NOW).confirmed is confirmed


def test_a_corrected_deputy_leaves_the_days_open() -> None:
    corrected = read_decision("YA, Plh. Sekdin", ROSTER, NOW).corrected
    assert corrected is not None
    assert (corrected.first, corrected.last, corrected.deputy) == (None, None, "sekdin")


def test_the_seal_of_a_leave_comes_back_by_a_plus_address() -> None:
    address = plus_address("layanan@uji.example", "a" * 16, "CUTI-12")
    found = list(seals_in([], [address], "", "uji.example"))
    assert [(each.ticket, each.seal) for each in found] == [("CUTI-12", "a" * 16)]
