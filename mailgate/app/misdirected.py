"""A letter addressed to another office is given back politely, and nothing of it is kept in a ticket or quoted."""

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, office_words, role_readers
from mailgate.domain.letter import Letter
from mailgate.domain.message import Message
from mailgate.domain.notice import Json, Notice


def misdirected(message: Message, letter: Letter | None, desk: Desk) -> list[Notice]:
    """The mail to whoever sent it, and a word to TU, who can still take it up."""
    sender, office = message.sender, desk.office
    key = message.message_id or f"{desk.now:%Y%m%d%H%M%S}"
    addressee = letter.addressee if letter and not letter.confidential else None
    payload: Json = {
        "number": None,
        "hal": "surat untuk instansi lain",
        "office": office_words(office),
        "yth": sender.name or "Bapak/Ibu",
        "sapaan": "Bapak/Ibu",
        "addressee": addressee,
        "answerable": False,
        "history": [],
        "buttons": [],
        "why": f"Bapak/Ibu menerima surel ini karena mengirim surat ke {office.address}.",
    }
    returned = Notice(
        f"{office.code}/salah-alamat/{key}/{sender.email}",
        office.code,
        "salah-alamat",
        sender.email,
        payload,
        in_reply_to=message.message_id,
        references=(message.message_id,) if message.message_id else (),
        auto_replied=True,
    )
    lines = [
        f"Surel dari {sender.email} membawa surat untuk instansi lain; pengirimnya telah kami beri tahu.",
        f"Tidak ada tiket yang dibuka. {TAKE_UP}",
    ]
    return [returned, *_to_tu(key, "Surat untuk instansi lain dikembalikan", lines, desk)]


TAKE_UP = (
    "Surel aslinya tersimpan. Bila surat itu ternyata perlu ditangani, kirim surel baru dengan satu baris, misalnya: "
    "LAPOR a.n. Dinas Kesehatan, surat: jaringan internet terputus"
)
"""How TU makes a ticket of a letter that opened none."""


def copied(message: Message, desk: Desk) -> list[Notice]:
    """A letter that only lists this office under Tembusan informs it; TU decides whether anything follows."""
    lines = [
        f"Surel dari {message.sender.email} membawa surat yang kepada kantor ini hanya sebagai tembusan.",
        f"Tidak ada tiket yang dibuka dan pengirim tidak kami beri balasan. {TAKE_UP}",
    ]
    return _to_tu(message.message_id or f"{desk.now:%Y%m%d%H%M%S}", "Surat tembusan diterima", lines, desk)


def _to_tu(key: str, title: str, lines: list[str], desk: Desk) -> list[Notice]:
    return [alarm(r, desk, key=f"salah-alamat/{key}", title=title, lines=lines) for r in role_readers("tu", desk)]
