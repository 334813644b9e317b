"""What the pengelola is told of a neighbour that stays away, and when it is back."""

from collections.abc import Iterable, Iterator

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, Reader, role_readers
from mailgate.domain.notice import Notice
from mailgate.domain.outage import DATABASE, MAILBOX, WAY_OUT, Outage
from mailgate.domain.wording import clipped, moment_in_words

ERROR_LIMIT = 300
"""Characters of the technical words that are told."""

AGAIN = "Percobaan diulang dengan sendirinya; gateway tidak perlu dijalankan ulang. Untuk menguji: mailgate doctor"
NOTHING_TO_DO = "Tidak ada yang perlu dilakukan."

MAILBOX_AWAY = """\
Kotak surat {address} tidak dapat dibaca sejak {since}.
Keterangan teknis: {error}
Surel yang masuk tidak hilang: tersimpan di server surat dan diproses menurut urutannya setelah kotak surat terbaca.
Selama itu pengingat ditahan dan tidak ada langkah yang berlalu karena waktu: jawaban pejabat mungkin belum terbaca.
Mohon memeriksa server surat, kata sandi, folder, hak tulis, dan kuotanya."""

WAY_OUT_AWAY = """\
Server surat keluar tidak menerima surel apa pun dari {name} sejak {since}.
Keterangan teknis: {error}
Permohonan tetap diterima dan keputusan tetap dicatat, tetapi tanda terima dan surel tugas belum sampai.
Surel yang tertahan tidak hilang dan dikirim setelah server menerima kembali, kecuali pengingat yang tidak berlaku lagi.
Untuk melihat yang tertahan: mailgate outbox list --state waiting
Mohon memeriksa server surat keluar, kata sandi, dan jaringannya.
Hal yang mendesak mohon disampaikan kepada pejabatnya dengan cara lain."""

DATABASE_AWAY = """\
Gateway tidak dapat memakai basis datanya sejak {since}.
Keterangan teknis: {error}
Surel yang masuk tidak hilang: tersimpan di server surat dan diproses setelah basis data dapat dipakai kembali.
Selama itu tidak ada surel lain yang dikirim.
Mohon memeriksa basis data, ruang penyimpanan, dan jaringannya."""

MAILBOX_BACK = """\
Kotak surat {address} tidak dapat dibaca sejak {since} hingga {now}.
Surel yang menunggu sedang diproses menurut urutannya; sesudah itu pengingat berjalan seperti biasa."""

WAY_OUT_BACK = """\
Server surat keluar tidak menerima surel apa pun sejak {since} hingga {now}.
Surel yang tertahan dikirim dalam beberapa menit; pengingat yang tidak berlaku lagi tidak ikut dikirim."""

DATABASE_BACK = """\
Basis data tidak dapat dipakai sejak {since} hingga {now}.
Surel yang menunggu di server surat sedang diproses."""

KINDS = {
    MAILBOX: ("Kotak surat layanan", MAILBOX_AWAY, MAILBOX_BACK),
    WAY_OUT: ("Server surat keluar", WAY_OUT_AWAY, WAY_OUT_BACK),
    DATABASE: ("Basis data layanan", DATABASE_AWAY, DATABASE_BACK),
}
"""Kind of neighbour → what it is called, and what is told of it when it is away and when it is back."""


def away_notices(outage: Outage, desk: Desk, others: Iterable[str]) -> list[Notice]:
    """One mail to each pengelola, and to each of the `others` (addresses from the settings), once for each outage."""
    name, away, _ = KINDS[outage.kind]
    lines = [*_lines(away, outage, desk), AGAIN]
    return [
        alarm(reader, desk, key=_key(outage, "putus"), title=f"{name} tidak dapat dipakai", lines=lines)
        for reader in _readers(desk, others)
    ]


def back_notices(outage: Outage, desk: Desk, others: Iterable[str]) -> list[Notice]:
    """To the same that it is back, since now; nothing is left to do."""
    name, _, back = KINDS[outage.kind]
    lines = [*_lines(back, outage, desk), NOTHING_TO_DO]
    return [
        alarm(reader, desk, key=_key(outage, "pulih"), title=f"{name} sudah pulih", lines=lines, asks=False)
        for reader in _readers(desk, others)
    ]


def _lines(text: str, outage: Outage, desk: Desk) -> list[str]:
    words = {
        "address": desk.office.address,
        "name": desk.office.short_name,
        "since": moment_in_words(outage.since, desk.office),
        "now": moment_in_words(desk.now, desk.office),
        "error": clipped(outage.error, ERROR_LIMIT),
    }
    return [line.format(**words) for line in text.splitlines()]


def _key(outage: Outage, what: str) -> str:
    return f"gangguan/{outage.neighbour}/{outage.since:%Y%m%d%H%M%S}/{what}"


def _readers(desk: Desk, others: Iterable[str]) -> Iterator[Reader]:
    seen: set[str] = set()
    more = (Reader(email, "Pengelola", "Bapak/Ibu") for email in others)
    for reader in (*role_readers("pengelola", desk), *more):
        if reader.email not in seen:
            seen.add(reader.email)
            yield reader
