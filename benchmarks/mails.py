"""The mails of an office's day as bytes: requests of about 3 KB, and answers above what they answer."""

import random
from base64 import encodebytes
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.utils import make_msgid

from benchmarks.gateway import AUTHSERV
from benchmarks.letters import pdf_letter
from benchmarks.sink import Taken
from mailgate.mail.parse import parse

OFFICE = "layanan@sumbawa.example"
ASKER = "staf{:07}@dinkes.sumbawa.example"
"""Who asks: another each time, for no address is answered without end (app/limits.py)."""

OFFICIALS = {
    "kadis@sumbawa.example": "DISPOSISI Kabid TI: mohon ditindaklanjuti",
    "kabid@sumbawa.example": "DISPOSISI Kasi Aplikasi",
    "kasi@sumbawa.example": "TUGASKAN Budi",
}
"""The first three officials of a ticket in the order of their steps, and what each answers to the mail of his task."""

EVERY = 5
"""Of so many requests one carries a file."""

SENTENCE = "Jaringan internet di kantor kami putus sejak pagi, tidak bisa konek. Mohon bantuan penanganan.\r\n"

Made = Callable[[int], bytes]


def requests(first: int, count: int, *, files: Made | None = None) -> list[bytes]:
    """Requests of different people in different words, numbered from `first`, every fifth with a file."""
    return [
        request(
            number, files(number) if files and number % EVERY == 0 else b"", "pdf" if files is pdf_letter else "xlsx"
        )
        for number in range(first, first + count)
    ]


def request(number: int, file: bytes = b"", suffix: str = "pdf") -> bytes:
    """A request of about 3 KB, with that file."""
    room = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    text = f"Ruang {room}, lantai {room[::-1]}x, gedung {room}y.\r\n{SENTENCE * 27}"
    sender = ASKER.format(number)
    head = (
        f"From: Dinas Kesehatan <{sender}>\r\nTo: {OFFICE}\r\nSubject: Gangguan jaringan internet {number}\r\n"
        f"Message-ID: {make_msgid(domain='dinkes.sumbawa.example')}\r\nDate: Fri, 20 Nov 2026 09:12:00 +0800\r\n"
        "MIME-Version: 1.0\r\n"
    )
    plain = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}"
    return _stamped(sender, (head + (_with_file(plain, file, suffix) if file else plain)).encode())


def _with_file(plain: str, file: bytes, suffix: str) -> str:
    encoded = encodebytes(file).decode().replace("\n", "\r\n")
    return (
        'Content-Type: multipart/mixed; boundary="batas"\r\n\r\n'
        f"--batas\r\n{plain}\r\n--batas\r\nContent-Type: application/octet-stream\r\n"
        f'Content-Disposition: attachment; filename="berkas.{suffix}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{encoded}--batas--\r\n"
    )


def reply(to: Taken, text: str) -> bytes:
    """What the reader of that mail answers, above the whole mail quoted."""
    original = parse(to.raw)
    quoted = "\n".join(f"> {line}" for line in original.text.splitlines())
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = to.recipient, OFFICE, f"Re: {original.subject}"
    mail["Message-ID"] = make_msgid(domain="sumbawa.example")
    mail["In-Reply-To"] = mail["References"] = f"<{original.message_id}>"
    mail.set_content(f"{text}\n\nPada Jum, 20 Nov 2026 pukul 09.12 Layanan TIK <{OFFICE}> menulis:\n\n{quoted}\n")
    return _stamped(to.recipient, mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def remarks(taken: Sequence[Taken], words: random.Random) -> list[bytes]:
    """What requesters remark in answer to their receipts, each in other words."""
    rooms = ("pendaftaran", "farmasi", "rekam medis", "loket", "bendahara", "kepegawaian", "laboratorium", "gudang")
    return [
        reply(
            mail, f"CATATAN: gangguan juga di ruang {' dan '.join(words.sample(rooms, 3))} lantai {words.randint(1, 9)}"
        )
        for mail in taken
    ]


def _stamped(sender: str, raw: bytes) -> bytes:
    """As the office's own mail server vouches for it."""
    return f"Authentication-Results: {AUTHSERV}; auth=pass smtp.auth={sender}; spf=none\r\n".encode() + raw
