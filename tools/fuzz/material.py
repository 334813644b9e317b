"""The mails that are broken: the offices' own examples, the corpus of replies, public corpora, and built ones."""

from base64 import b64encode
from collections.abc import Iterator
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from struct import pack

from evaluation.bench import mail_of
from evaluation.corpus import load
from mailgate.mail.tnef import SIGNATURE

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
EVERY = 6
"""Every sixth case of the corpus of replies: building one takes longer than reading it."""

LARGEST = 200_000
"""Bytes of a public mail that is taken: larger ones cost time and show nothing new."""

_HEAD = "From: Dinas Kesehatan <dinkes@sumbawa.example>\r\nTo: layanan@sumbawa.example\r\nMIME-Version: 1.0\r\n"


@cache
def material() -> tuple[bytes, ...]:
    """All of it; without the public corpora where they don't stand beside the project."""
    return tuple(dict.fromkeys([*_examples(), *_replies(), *_public(), *_built()]))


def _examples() -> Iterator[bytes]:
    for path in sorted((ROOT / "rules").glob("*/contoh/*.eml")):
        yield path.read_bytes()


def _replies() -> Iterator[bytes]:
    for case in load()[::EVERY]:
        yield mail_of(case)


def _public() -> Iterator[bytes]:
    for path in sorted(CORPORA.rglob("*")):
        if path.suffix in (".eml", ".msg", ".txt") and path.stat().st_size <= LARGEST:
            yield path.read_bytes()


def _built() -> Iterator[bytes]:
    yield _letter("Permohonan Zoom", [("surat.pdf", b"%PDF-1.4\n" + b"x" * 3_000), ("foto (1).jpeg", b"\xff\xd8\xff")])
    yield _nested(5)
    yield _nested(40)
    yield _flood()
    yield _tnef()
    yield _headed(b"Subject: uu\r\n\r\nbegin 644 surat.doc\r\n#0V%T\r\n`\r\nend\r\nMohon bantuan\r\n")
    yield _headed(b"Subject: b64\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64encode(b"Internet mati " * 90)[:-3])
    yield _headed(b"Content-Type: text/plain; charset=utf-16\r\n\r\n" + "Jaringan putus".encode("utf-16"))
    yield _headed(b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B%F%9%H\x1b(B internet")
    yield _headed(b"Content-Type: text/html\r\n\r\n" + b"<div>" * 400 + b"Jaringan putus" + b"</blockquote>" * 400)
    yield _bounce()
    yield _absence()


def _headed(rest: bytes) -> bytes:
    return _HEAD.encode() + rest


def _letter(subject: str, files: list[tuple[str, bytes]]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Kecamatan Satu <kec.satu@sumbawa.example>", "layanan@sumbawa.example"
    mail["Subject"], mail["Message-ID"] = subject, "<surat-1@sumbawa.example>"
    mail.set_content("Yth. Kepala Dinas\n\nMohon fasilitasi Zoom pada 3 Desember 2026 pukul 09.00.\n\nTerima kasih.\n")
    mail.add_alternative("<p>Mohon fasilitasi <b>Zoom</b> pada 3 Desember 2026 pukul 09.00.</p>", subtype="html")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def _nested(depth: int) -> bytes:
    mail = b"Subject: dalam\r\nFrom: a@sumbawa.example\r\n\r\nMohon bantuan internet.\r\n"
    for level in range(depth):
        kind = b"message/rfc822" if level % 2 else b"multipart/mixed; boundary=b%d" % level
        body = mail if level % 2 else b"--b%d\r\n%s\r\n--b%d--\r\n" % (level, mail, level)
        mail = b"From: a@sumbawa.example\r\nContent-Type: " + kind + b"\r\n\r\n" + body
    return mail


def _flood() -> bytes:
    received = "".join(f"Received: from mx{n}.example by mx{n + 1}.example; Fri, 20 Nov 2026\r\n" for n in range(300))
    people = ", ".join(f"Pegawai {n} <p{n}@sumbawa.example>" for n in range(900))
    return f"{received}{_HEAD}Cc: {people}\r\nReferences: {' <a@b>' * 900}\r\n\r\nInternet mati.\r\n".encode()


def _tnef() -> bytes:
    def attribute(level: int, name: int, value: bytes) -> bytes:
        return pack("<BHHI", level, name, 0, len(value)) + value + pack("<H", sum(value) & 0xFFFF)

    rows = attribute(2, 0x9002, b"") + attribute(2, 0x8010, b"SURAT~1.PDF\0") + attribute(2, 0x800F, b"%PDF-1.4")
    data = SIGNATURE + b"\x01\x00" + attribute(1, 0x9007, pack("<II", 1252, 0)) + rows
    return _headed(b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n" + data)


def _bounce() -> bytes:
    return _headed(
        b"Subject: Undelivered Mail\r\nReturn-Path: <>\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"
        b"--r\r\n\r\nThe mail could not be delivered.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; kadis@sumbawa.example\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n--r--\r\n"
    )


def _absence() -> bytes:
    return _headed(
        b"Subject: Otomatis: cuti\r\nAuto-Submitted: auto-replied\r\n\r\nSaya cuti s.d. 27/11, Plh Bu Rina.\r\n"
    )
