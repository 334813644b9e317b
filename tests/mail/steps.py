"""Rosters and step edges like those of the five SOPs, built by hand: the frames in which replies are read."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from mailgate.domain.command import Command, Question, Reading
from mailgate.domain.roster import Holder, Roster, Seat
from mailgate.domain.sop import Outcome
from mailgate.domain.task import Task

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
"""A Friday morning in Sumbawa."""

ANYONE = ("CATATAN", "STATUS", "BANTUAN")
WORKER = (*ANYONE, "TUNDA", "ESKALASI")


def person(code: str, name: str, *aliases: str) -> Holder:
    return Holder(code, name, (f"{code}@contoh.example",), aliases=aliases)


KADIS = Seat(
    "kadis", "Kepala Dinas Kominfo", (person("hasan", "Drs. H. Hasan, M.Si."),), aliases=("Kadis", "Kepala Dinas")
)
SEKDIN = Seat("sekdin", "Sekretaris Dinas", (person("lestari", "Lestari, S.Sos."),), superior="kadis")
HELPDESK = Seat("helpdesk", "Helpdesk", (person("dian", "Dian"), person("eko", "Eko")), team=True)
TU = Seat("tu", "Tata Usaha", (person("wati", "Wati"),), aliases=("TU",))
OFFICE = (HELPDESK, TU, Seat("pengelola", "Pengelola Mailgate", (person("fajar", "Fajar"),)), SEKDIN, KADIS)

SUMBAWA = Roster(
    (
        *OFFICE,
        Seat("kabid", "Kepala Bidang TI", (person("rahmat", "Rahmat Hidayat, S.T."),), aliases=("Kabid TI",)),
        Seat("kasi", "Kepala Seksi Aplikasi & E-Government", (person("rina", "Rina"),), aliases=("Kasi E-Gov",)),
        Seat(
            "tim",
            "Tim Jaringan Kominfo",
            (person("budi", "Budi"), person("andi", "Andi"), person("agus", "Agus"), person("made", "I Made Surya")),
            aliases=("Tim Jaringan", "Staf Jaringan"),
            team=True,
        ),
    )
)
TRENGGALEK_2019 = Roster(
    (
        *OFFICE,
        Seat("kabid", "Kabid Infrastruktur dan Aplikasi TIK", (person("rahmat", "Rahmat"),)),
        Seat("kasi_infra", "Kasi Layanan Infrastruktur TIK", (person("sari", "Sari"),), services=("jaringan",)),
        Seat(
            "kasi_aplikasi",
            "Kasi Pengembangan dan Pengelolaan Aplikasi TIK",
            (person("joko", "Joko"),),
            services=("aplikasi",),
        ),
    )
)
TRENGGALEK_2023 = Roster(
    (
        *OFFICE[:-1],
        Seat("kadin", "Kadin Kominfo", (person("hasan", "Hasan"),)),
        Seat(
            "kabid",
            "Kepala Bidang Infrastruktur TIK",
            (person("rahmat", "Rahmat"),),
            unit="infrastruktur",
            services=("jaringan",),
        ),
        Seat(
            "kabid",
            "Kepala Bidang Aplikasi Informatika",
            (person("tuti", "Tuti"),),
            unit="aplikasi",
            services=("aplikasi",),
        ),
        Seat("pejabat", "Pejabat Fungsional/Pelaksana", (person("budi", "Budi"), person("citra", "Citra")), team=True),
    )
)
BEKASI = Roster(
    (
        *OFFICE,
        Seat("kabid", "Kepala Bidang TIK", (person("rahmat", "Rahmat"),)),
        Seat("kasi", "Kepala Seksi Infrastruktur Jaringan TIK dan Telekomunikasi", (person("rina", "Rina"),)),
        Seat("admin", "Administrator Sistem Jaringan", (person("galih", "Galih"),)),
        Seat("pelaksana", "Pelaksana", (person("budi", "Budi"), person("andi", "Andi")), team=True),
    )
)
SUMBAR = Roster(
    (
        *OFFICE,
        Seat("koordinator", "Koordinator Helpdesk", (person("nina", "Nina"),)),
        Seat("kabid", "Kabid Aptika", (person("rahmat", "Rahmat"),)),
        Seat("tim", "Tim Teknis", (person("budi", "Budi"), person("andi", "Andi")), team=True),
    )
)

BACK = Outcome("KEMBALIKAN", "1", reason=True, extra=True)


def step(
    roster: Roster,
    *outcomes: Outcome,
    general: tuple[str, ...] = ANYONE,
    attachments: int = 0,
    asked: Question | None = None,
    service: str | None = None,
    requester: bool = False,
    rating: bool = False,
    aliases: Mapping[str, str] | None = None,
) -> Task:
    """The frame of a reply at a step with these edges."""
    return Task(
        outcomes,
        general,
        roster,
        NOW,
        attachments=attachments,
        asked=asked,
        service=service,
        requester=requester,
        rating=rating,
        aliases=aliases or {},
    )


def edge(
    verb: str,
    to: str = "9",
    *,
    targets: tuple[str, ...] = (),
    reason: bool = False,
    attachment: bool = False,
    report: bool = False,
) -> Outcome:
    """An edge of the graph."""
    return Outcome(verb, to, targets=targets, reason=reason, attachment=attachment, report=report)


SW2 = step(SUMBAWA, edge("DISPOSISI", "3", targets=("kabid",)), BACK, edge("TOLAK", "akhir", reason=True))
SW3 = step(
    SUMBAWA,
    edge("DISPOSISI", "4", targets=("kasi",)),
    edge("VERIFIKASI", "3"),
    BACK,
    general=(*WORKER, "PRIORITAS", "ALIHKAN"),
)
SW4 = step(SUMBAWA, edge("TUGASKAN", "5", targets=("tim",)), general=WORKER)
SW5 = step(SUMBAWA, edge("PROSES", "6"), general=WORKER)
SW6 = step(SUMBAWA, edge("BERHASIL", "11"), edge("SELESAI", "11"), edge("TIDAK BERHASIL", "7"), general=WORKER)
SW7 = step(SUMBAWA, edge("SUDAH DITINJAU", "8"), edge("KOORDINASI", "7"), general=WORKER)
SW8 = step(SUMBAWA, edge("RUSAK", "9"), edge("TIDAK RUSAK", "11"), general=WORKER)
SW9_OPD = step(SUMBAWA, edge("KIRIM BA", "10", attachment=True), general=(*ANYONE, "BATAL"), requester=True)
SW9_KASI = step(SUMBAWA, edge("TANPA PENGGANTIAN", "12", reason=True), general=WORKER)
SW10 = step(SUMBAWA, edge("TERPASANG", "11"), general=WORKER)
SW11 = step(SUMBAWA, edge("UJI BERHASIL", "12"), edge("UJI GAGAL", "5"), general=WORKER)
SW12 = step(SUMBAWA, edge("LAPOR", "12b", report=True), general=WORKER)
SW13 = step(SUMBAWA, edge("TERUSKAN", "14"), BACK, general=WORKER)
SW14_KADIS = step(SUMBAWA, edge("MENGETAHUI", "akhir"), BACK)
SW14_TEAM = step(SUMBAWA, edge("BA", "14"), general=WORKER)
T19_2 = step(TRENGGALEK_2019, edge("DISPOSISI", "3", targets=("kabid",)), BACK, edge("TOLAK", "akhir", reason=True))
T19_3 = step(TRENGGALEK_2019, edge("TERIMA", "4"), general=(*WORKER, "PRIORITAS"))
T19_4 = step(
    TRENGGALEK_2019,
    edge("PRIORITAS", "4"),
    edge("DISPOSISI", "5", targets=("kasi_infra", "kasi_aplikasi")),
    general=WORKER,
)
T19_7 = step(TRENGGALEK_2019, edge("SELESAI", "8", report=True), general=WORKER)
T19_9 = step(TRENGGALEK_2019, edge("TUTUP", "akhir"), general=WORKER)
T23_2 = step(TRENGGALEK_2023, edge("TUNJUK", "3", targets=("kabid",)), edge("TERIMA", "2"), BACK)
T23_3 = step(
    TRENGGALEK_2023,
    edge("SESUAI", "4"),
    edge("DISPOSISI", "4", targets=("pejabat",)),
    edge("TIDAK SESUAI", "7", reason=True),
    BACK,
    general=WORKER,
)
T23_4 = step(
    TRENGGALEK_2023, edge("SELESAI", "5"), edge("LAPOR", "5", report=True), edge("PROSES", "4"), general=WORKER
)
T23_6 = step(TRENGGALEK_2023, edge("SETUJU", "7"), BACK)
T23_7 = step(TRENGGALEK_2023, edge("TUTUP", "akhir"))
BK2 = step(
    BEKASI, edge("ARAHAN", "3", targets=("admin",)), edge("KOORDINASI", "3", targets=("admin",)), BACK, general=WORKER
)
BK4 = step(BEKASI, edge("SELESAI", "5"), edge("LAPOR", "5", report=True), edge("PROSES", "4"), general=WORKER)
BK7 = step(BEKASI, edge("KONFIRMASI", "akhir"), edge("SELESAI", "akhir"), BACK)
SB2 = step(SUMBAR, edge("YA", "3"), edge("TIDAK", "akhir", reason=True), general=(*ANYONE, "ALIHKAN"))
SB3B = step(SUMBAR, edge("TERUSKAN", "4a"), BACK, general=WORKER)
SB4B = step(SUMBAR, edge("TUGASKAN", "5", targets=("tim",)), general=WORKER)
SB8 = step(SUMBAR, edge("TERIMA", "akhir"))
WORK = step(SUMBAWA, edge("SELESAI", "8"), edge("PROSES", "7"), edge("LAPOR", "8", report=True), general=WORKER)
SURVEY = step(SUMBAWA, general=(*ANYONE, "NILAI", "BELUM SELESAI", "BUKA KEMBALI"), requester=True, rating=True)
ASKER = step(SUMBAWA, general=(*ANYONE, "BATAL"), requester=True)
SUPERIOR = step(SUMBAWA, general=(*ANYONE, "DISPOSISI", "KEMBALIKAN", "PRIORITAS"))


def gist(reading: Reading) -> str:
    """Outcome and commands in short: `run DISPOSISI>kabid,kasi cc sekdin`, `ask TUTUP`, `note`."""
    commands = " + ".join(_short(command) for command in reading.commands)
    return f"{reading.outcome.value} {commands}".strip()


def brief(reading: Reading) -> str:
    """As `gist`, with the notes: `run DISPOSISI>kabid: segera`."""
    commands = " + ".join(f"{_short(c)}: {c.note}" if c.note else _short(c) for c in reading.commands)
    return f"{reading.outcome.value} {commands}".strip()


def _short(command: Command) -> str:
    targets = f">{','.join(command.targets)}" if command.targets else ""
    argument = f" {command.argument}" if command.argument else ""
    return f"{command.verb}{argument}{targets}{' cc ' + ','.join(command.cc) if command.cc else ''}"
