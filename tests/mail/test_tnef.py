"""Outlook's winmail.dat gives up what is in it, and forged ones cost neither time nor an exception."""

from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.parse import parse
from mailgate.mail.tnef import SIGNATURE, decompress_rtf, read_tnef


def attribute(level: int, name: int, value: bytes) -> bytes:
    return pack("<BHHI", level, name, 0, len(value)) + value + pack("<H", sum(value) & 0xFFFF)


def properties(*rows: tuple[int, int, bytes]) -> bytes:
    out = pack("<I", len(rows))
    for kind, name, value in rows:
        out += pack("<HHII", kind, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)
    return out


LETTER = (
    SIGNATURE
    + b"\x01\x00"
    + b"".join(
        (
            attribute(1, 0x9007, pack("<II", 1252, 0)),
            attribute(1, 0x9003, properties((0x1E, 0x1000, b"Mohon bantuan caf\xe9\0"), (0x102, 0x1013, b"<p>x</p>"))),
            attribute(2, 0x9002, b""),
            attribute(2, 0x8010, b"SURAT~1.PDF\0"),
            attribute(2, 0x800F, b"%PDF-1.4"),
            attribute(2, 0x9005, properties((0x1F, 0x3707, "surat permohonan.pdf\0".encode("utf-16-le")))),
        )
    )
)


def mail_with(tnef: bytes) -> bytes:
    head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    return head + b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n" + tnef + b"\r\n--b--\r\n"


def test_body_and_attachments_come_out_and_the_envelope_is_kept() -> None:
    message = parse(mail_with(LETTER))
    assert message.text == "Mohon bantuan café"
    assert [attachment.name for attachment in message.attachments] == ["winmail.dat", "surat permohonan.pdf"]
    assert message.attachments[1].data == b"%PDF-1.4"
    assert "body taken from winmail.dat" in message.defects


def test_compressed_rtf_is_decompressed() -> None:
    # The example of MS-OXRTFCP 3.1.1.
    packed = bytes.fromhex(
        "2d000000 2b000000 4c5a4675 f1c5c7a7 03000a00 72637067 31323542 320af32068656c09 00206277 05b06c64 7d0a800f a0"
    )
    assert decompress_rtf(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"bukan TNEF",
        SIGNATURE,
        SIGNATURE + b"\x01\x00" + attribute(1, 0x9003, b"\xff\xff\xff\xff\x02\x00\x00\x30"),
        SIGNATURE + b"\x01\x00" + attribute(1, 0x9003, pack("<IHHI", 1, 0x1002, 0x3000, 0xFFFFFFFF)),
        SIGNATURE + b"\x01\x00" + attribute(1, 0x9003, pack("<IHHII", 1, 0x1E, 0x1000, 0xFFFFFFFF, 0)),
        SIGNATURE + b"\x01\x00" + pack("<BHHI", 1, 0x800C, 0, 0xFFFFFFFF),
        SIGNATURE + b"\x01\x00" + attribute(2, 0x800F, b"yatim"),
    ],
)
def test_a_forged_envelope_is_named_and_costs_nothing(forged: bytes) -> None:
    tnef = read_tnef(forged)
    assert (tnef.text, tnef.files) == ("", [])


@given(st.integers(0, len(LETTER)), st.binary(max_size=8))
def test_a_broken_envelope_never_raises(position: int, inserted: bytes) -> None:
    read_tnef(LETTER[:position] + inserted + LETTER[position + len(inserted) :])
