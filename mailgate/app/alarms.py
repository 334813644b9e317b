"""What the office's own people must know of the gateway: vacant posts, mails given up, faults in rule files."""

from mailgate.app.frame import Desk, Reader, office_words, role_readers
from mailgate.app.ports import OutboxRow
from mailgate.domain.notice import Notice, Paper


def alarm(
    reader: Reader,
    desk: Desk,
    *,
    key: str,
    title: str,
    lines: list[str],
    papers: tuple[Paper, ...] = (),
    asks: bool = True,
) -> Notice:
    """A `kelola` mail: not about a ticket, not answerable; `asks` where something is to be done."""
    payload = {
        "number": None,
        "hal": title,
        "office": office_words(desk.office),
        "yth": reader.yth,
        "sapaan": reader.sapaan,
        "title": title,
        "lines": lines,
        "asks": asks,
        "answerable": False,
        "history": [],
        "buttons": [],
        "why": f"Bapak/Ibu menerima surel ini sebagai {reader.yth}.",
    }
    code = desk.office.code
    return Notice(f"{code}/{key}/kelola/{reader.email}", code, "kelola", reader.email, payload, papers=papers)


def vacant(title: str, seat: str, number: str, desk: Desk) -> list[Notice]:
    """Nobody holds a post that has a task now: its superior gets the task, the pengelola hears of it once a week."""
    year, week, _ = desk.day.isocalendar()
    lines = [
        f"{title} belum mempunyai pemegang, sedangkan permohonan {number} menunggu tindak lanjutnya.",
        "Surel tugasnya kami sampaikan kepada atasannya. Mohon mengisi pemegangnya dalam peran.yaml.",
    ]
    key = f"kosong/{seat}/{year}-{week}"
    readers = role_readers("pengelola", desk)
    return [alarm(r, desk, key=key, title=f"{title} belum mempunyai pemegang", lines=lines) for r in readers]


def engine_missing(desk: Desk) -> list[Notice]:
    """Letters wait for an engine that is not installed: the pengelola hears of it once a day."""
    lines = [
        "Surat yang masuk sebagai pindaian atau foto belum dapat dibaca: perangkat lunak pembacanya belum lengkap.",
        "Permohonan tetap dibuka dan diproses; suratnya dibaca kemudian, segera setelah pembacanya terpasang.",
        "Untuk melihat paket yang kurang: mailgate doctor",
    ]
    key = f"pembaca/{desk.day:%Y%m%d}"
    title = "Pembaca surat belum lengkap"
    return [alarm(r, desk, key=key, title=title, lines=lines) for r in role_readers("pengelola", desk)]


def policy_broken(faults: list[str], digest: str, desk: Desk) -> list[Notice]:
    """Rule files were changed into something faulty: the last good policy stays in force, the pengelola is
    told once.
    """
    lines = ["Gateway tetap berjalan dengan aturan terakhir yang benar. Yang perlu diperbaiki:", *faults]
    title = "Berkas aturan memuat kesalahan"
    return [alarm(r, desk, key=f"policy/{digest}", title=title, lines=lines) for r in role_readers("pengelola", desk)]


def undeliverable(row: OutboxRow, error: str, desk: Desk) -> list[Notice]:
    """A mail of ours will not be tried again: the helpdesk hears of it once, by another address than the one that
    fails.
    """
    notice = row.notice
    lines = [
        f"Surel {notice.template} tentang {notice.ticket or 'gateway'} kepada {notice.recipient} tidak terkirim.",
        f"Jawaban server: {error}",
        f"Setelah alamatnya diperbaiki: mailgate outbox retry {row.id}",
    ]
    title = f"Surel {notice.ticket or ''} tidak terkirim".replace("  ", " ")
    readers = [r for r in role_readers("helpdesk", desk) if r.email != notice.recipient]
    return [alarm(r, desk, key=f"outbox/{row.id}/{desk.now:%Y%m%d%H%M}", title=title, lines=lines) for r in readers]
