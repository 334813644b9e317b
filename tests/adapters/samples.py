"""Rows and tickets for the tests of the database."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from mailgate.app.ports import Fetched
from mailgate.domain.actor import Actor
from mailgate.domain.event import Event, NoteAdded, Record
from mailgate.domain.notice import Notice
from mailgate.domain.sop import Outcome, Performer, Sop, SopRole, Step
from mailgate.domain.standing import Party
from mailgate.domain.ticket import Ticket

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FOLDER = "layanan/INBOX/1700000000"
KASI = Actor("kasi@kominfo.example", "Kepala Seksi Infrastruktur", seat="kasi", proof="seal, dmarc=pass")

SOP = Sop(
    id="contoh-2026",
    name="Permintaan layanan",
    number="065/1/2026",
    office="contoh",
    steps=(
        Step("1", "Mengirim surat", (Performer("opd"),), outcomes=(Outcome("LANJUT", "2"),)),
        Step("2", "Menelaah surat", (Performer("kasi"),), outcomes=(Outcome("SELESAI", "akhir"),)),
    ),
    roles=(SopRole("opd", "Perangkat Daerah", requester=True), SopRole("kasi", "Kepala Seksi")),
)


def mail(uid: int = 1, raw: bytes = b"Subject: x\r\n\r\nisi\r\n", *, folder: str = FOLDER) -> Fetched:
    return Fetched(uid, f"{folder}/{uid}", raw, len(raw), truncated=False, received_at=NOW)


def notice(key: str = "TRG-2026-000001/1/kasi", ticket: str | None = "TRG-2026-000001") -> Notice:
    return Notice(key, "contoh", "tugas", "kasi@kominfo.example", {"langkah": "2", "hal": ["Wi-Fi mati"]}, ticket)


def ticket(number: str = "TRG-2026-000001", sop: Sop | None = SOP, opened_at: datetime = NOW) -> Ticket:
    party = Party("dinkes@contoh.example", "Dinas Kesehatan", "dinkes", "Kepala Dinas Kesehatan", verified=True)
    return Ticket(number, "contoh", party, "Wi-Fi mati", "Wi-Fi mati di lantai 2", opened_at, sop, step="2")


def records(number_from: int = 1, events: Iterable[Event] = (NoteAdded("Sudah ditelepon"),)) -> list[Record]:
    return [Record(seq, NOW, KASI, event) for seq, event in enumerate(events, number_from)]
