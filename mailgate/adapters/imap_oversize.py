"""An oversized mail without its attachments: headers and text fetched, the original left on the server."""

import email
from collections.abc import Iterator, Sequence
from email import policy
from typing import Any

from imapclient import IMAPClient

# Nobody writes a megabyte; what is longer is a log pasted into the mail, and its head will do.
MAX_TEXT_BYTES = 1_000_000


def headers_and_text(client: IMAPClient, uid: int) -> bytes:
    """The mail's header as it came and its inline text parts, as one mail; b"" if it is gone. Nothing is flagged."""
    answer = client.fetch([uid], ["BODYSTRUCTURE", "BODY.PEEK[HEADER]"]).get(uid, {})
    header: bytes = answer.get(b"BODY[HEADER]") or b""
    structure = answer.get(b"BODYSTRUCTURE")
    if not header or structure is None:
        return header
    if not structure.is_multipart:
        return header + (_part(client, uid, "1") if _is_text(structure) else b"")
    boundary = email.message_from_bytes(header, policy=policy.compat32).get_boundary()
    if boundary is None:
        return header
    mark = b"--" + boundary.encode("ascii", "replace")
    parts = [_mime_part(client, uid, section) for section in _text_sections(structure)]
    return header + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def _text_sections(structure: Sequence[Any], above: str = "") -> Iterator[str]:
    """IMAP section numbers (`1`, `2.1`) of the inline text/plain and text/html parts of a multipart."""
    for number, part in enumerate(structure[0], start=1):
        section = f"{above}{number}"
        if part.is_multipart:
            yield from _text_sections(part, f"{section}.")
        elif _is_text(part):
            yield section


def _is_text(part: Sequence[Any]) -> bool:
    # RFC 9051 §7.5.2: a text part is type, subtype, params, id, description, encoding, size, lines, then the
    # extensions MD5 and disposition, which a server may leave out.
    if part[0].lower() != b"text" or part[1].lower() not in {b"plain", b"html"}:
        return False
    disposition = part[9] if len(part) > 9 else None
    kind = disposition[0] if isinstance(disposition, tuple) else disposition  # pymap gives the header's text
    return not (isinstance(kind, bytes) and kind.lower().startswith(b"attachment"))


def _mime_part(client: IMAPClient, uid: int, section: str) -> bytes:
    answer = client.fetch([uid], [f"BODY.PEEK[{section}.MIME]"]).get(uid, {})
    mime: bytes = answer.get(f"BODY[{section}.MIME]".encode()) or b"\r\n"
    return mime + _part(client, uid, section)


def _part(client: IMAPClient, uid: int, section: str) -> bytes:
    answer = client.fetch([uid], [f"BODY.PEEK[{section}]<0.{MAX_TEXT_BYTES}>"]).get(uid, {})
    body: bytes = answer.get(f"BODY[{section}]<0>".encode()) or b""
    if len(body) < MAX_TEXT_BYTES:
        return body
    return body[: body.rfind(b"\n") + 1] or body  # half a base64 line could not be decoded
