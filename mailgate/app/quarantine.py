"""What the helpdesk is mailed about a mail that could not be taken in: what it is, why, and the mail itself."""

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, role_readers
from mailgate.app.ports import Kept
from mailgate.domain.notice import Notice, Paper
from mailgate.domain.wording import moment_in_words
from mailgate.mail.glimpse import glimpse

PAPER = "surel-masuk"
"""The kind of paper that a mail of the inbox is; its format is `eml`, its data the row."""

UNREADABLE = "Isinya bukan surel yang dapat dibaca."
DIED = "Program berhenti setiap kali memprosesnya, misalnya karena kehabisan memori."
DATABASE = "Basis data tidak dapat dipakai pada setiap percobaan."
POLICY = "Aturan atau pengaturan instansi tidak dapat dipakai untuknya."
FAULT = "Isinya memicu kesalahan pada program, yang perlu diperbaiki lebih dahulu."

_REASONS = (
    ("DatabaseError", DATABASE),
    ("PolicyError", POLICY),
    ("its worker died", DIED),
    ("MemoryError", DIED),
    ("isn't in service", POLICY),
)
"""What the technical words of an error contain → the same, for a person."""


def unreadable(kept: Kept, error: str, desk: Desk) -> list[Notice]:
    """A mail whose bytes could not be read is filed as it came; the helpdesk hears of it once."""
    title = "Surel masuk tidak dapat dibaca"
    opening = f"Surel nomor {kept.id} yang masuk ke {desk.office.address} tidak dapat dibaca dan disimpan apa adanya."
    lines = [opening, *_facts(kept, desk), f"Penyebab: {UNREADABLE} Keterangan teknis: {error}", *_ways(kept)]
    return _to_helpdesk(f"inbox/{kept.id}", title, lines, kept, desk)


def stuck(kept: Kept, error: str, desk: Desk) -> list[Notice]:
    """A mail that failed on its last try is quarantined; the helpdesk hears of it once for each time that happens."""
    reason = next((said for word, said in _REASONS if word in error), FAULT)
    lines = [
        f"Surel nomor {kept.id} gagal diproses delapan kali dan kini menunggu tindakan.",
        *_facts(kept, desk),
        f"Penyebab: {reason} Keterangan teknis: {error}",
        *_ways(kept),
        f"Setelah penyebabnya diperbaiki: mailgate inbox retry {kept.id}",
    ]
    return _to_helpdesk(f"stuck/{kept.id}/{desk.now:%Y%m%d%H%M}", "Surel masuk tertahan", lines, kept, desk)


def _facts(kept: Kept, desk: Desk) -> list[str]:
    """The mail in four lines; one that came without a header says so."""
    seen = glimpse(kept.raw)
    size = f"{max(1, round(kept.size / 1000)):,} KB".replace(",", ".")
    return [
        f"Dari: {seen.sender or 'tidak disebutkan'}",
        f"Hal: {seen.subject or 'tanpa perihal'}",
        f"Tanggal: {seen.date or 'tidak disebutkan'}; diterima {moment_in_words(kept.received_at, desk.office)}",
        f"Ukuran: {size}",
    ]


def _ways(kept: Kept) -> list[str]:
    return [
        f"Surel aslinya terlampir; bila tidak, dapat diambil dengan: mailgate inbox show {kept.id} --raw",
        "Surel tersebut tidak perlu diteruskan ke alamat layanan.",
    ]


def _to_helpdesk(key: str, title: str, lines: list[str], kept: Kept, desk: Desk) -> list[Notice]:
    papers = (Paper(PAPER, "eml", f"surel-{kept.id}.eml", {"inbox": kept.id}),)
    return [
        alarm(reader, desk, key=key, title=title, lines=lines, papers=papers)
        for reader in role_readers("helpdesk", desk)
    ]
