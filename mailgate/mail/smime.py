"""Whether a mail carries a signature of its writer (S/MIME, RFC 8551; OpenPGP, RFC 3156): noted, not verified."""

from mailgate.domain.message import Message

_BY_TYPE = {
    "application/pkcs7-signature": "S/MIME",
    "application/x-pkcs7-signature": "S/MIME",
    "application/pkcs7-mime": "S/MIME",
    "application/x-pkcs7-mime": "S/MIME",
    "application/pgp-signature": "OpenPGP",
}
_INLINE_PGP = "-----BEGIN PGP SIGNED MESSAGE-----"


def signature_note(message: Message) -> str | None:
    """`S/MIME signature present, not verified`, or None where there is none."""
    outer = (message.header("Content-Type") or "").lower()
    types = [message.content_type, *(attachment.content_type for attachment in message.attachments)]
    kinds = [kind for type_, kind in _BY_TYPE.items() if type_ in types or type_ in outer]
    if not kinds and _INLINE_PGP in message.text[:2_000]:
        kinds = ["OpenPGP"]
    return f"{kinds[0]} signature present, not verified" if kinds else None
