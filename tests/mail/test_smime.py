"""Signatures of the writer are noted; nothing here believes them."""

import pytest

from mailgate.mail.parse import parse
from mailgate.mail.smime import signature_note

HEAD = "From: kadis@dinas.example\nTo: layanan@dinas.example\nSubject: Re\nMIME-Version: 1.0\n"


def multipart(protocol: str, part: str) -> str:
    return (
        f'{HEAD}Content-Type: multipart/signed; protocol="{protocol}"; boundary=b\n\n'
        f"--b\nContent-Type: text/plain\n\nSETUJU\n--b\nContent-Type: {part}\n\nxxxx\n--b--\n"
    )


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (multipart("application/pkcs7-signature", "application/pkcs7-signature; name=smime.p7s"), "S/MIME"),
        (multipart("application/pgp-signature", "application/pgp-signature; name=s.asc"), "OpenPGP"),
        (f"{HEAD}Content-Type: text/plain\n\n-----BEGIN PGP SIGNED MESSAGE-----\n\nSETUJU\n", "OpenPGP"),
    ],
)
def test_a_signed_mail_is_noted(raw: str, kind: str) -> None:
    assert signature_note(parse(raw.encode())) == f"{kind} signature present, not verified"


def test_an_unsigned_mail_is_not() -> None:
    assert signature_note(parse(f"{HEAD}Content-Type: text/plain\n\nSETUJU\n".encode())) is None
