"""A mail of ours as bytes: text and HTML, threading, and the marks of automatic mail (RFC 5322, 3834, 2919)."""

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from hashlib import sha256

SUPPRESS = "DR, RN, NRN, AutoReply"
"""Not `All`: bounces and out-of-office notices are wanted (domain notes 5.1)."""

# A Message-ID that every server carries: ASCII (else the mail needs SMTPUTF8), and within one line of 998 bytes.
_REFERABLE = re.compile(r"[!-;=?-~]{1,900}")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes along. With `inline`, the HTML shows it under `cid:<name>`; names are plain ASCII file names."""

    name: str
    content_type: str
    data: bytes = field(repr=False)
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to compose. Addresses are bare, Message-IDs without brackets.

    `kind` (the template's name) stands in X-Mailgate; `automatic` is auto-replied or auto-generated (RFC 3834).
    """

    subject: str
    text: str
    html: str
    sender_name: str
    sender: str
    recipient: str
    message_id: str
    date: datetime
    automatic: str = "auto-generated"
    reply_to: str | None = None
    in_reply_to: str | None = None
    references: Sequence[str] = ()
    list_id: str | None = None
    kind: str = "mail"
    enclosures: Sequence[Enclosure] = ()


def compose(mail: Mail) -> bytes:
    """The mail as it goes to SMTP: text and HTML as alternatives, quoted-printable, CRLF line ends.

    No header can be injected. Pictures that the HTML shows stand beside it (multipart/related, RFC 2387), other files
    after both (multipart/mixed).
    Written out by hand: every value below is ours by now, and the email package takes fifty times as long.
    """
    seed = sha256(mail.message_id.encode()).hexdigest()[:24]
    body = _multipart("alternative", seed, [_part("plain", mail.text), _part("html", mail.html)])
    shown = [_file(e) for e in mail.enclosures if e.inline]
    sent_along = [_file(e) for e in mail.enclosures if not e.inline]
    if shown:
        body = _multipart("related", seed, [body, *shown])
    if sent_along:
        body = _multipart("mixed", seed, [body, *sent_along])
    head = [f"{name}: {value}" for name, value in _headers(mail)]
    return "\r\n".join([*head, *body, ""]).encode()


def _multipart(subtype: str, seed: str, parts: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a multipart from its Content-Type on; `seed` makes the boundary, with the subtype's first mail."""
    boundary = f"=_{subtype[0]}{seed}"
    inner = [line for part in parts for line in (f"--{boundary}", *part)]
    return [f'Content-Type: multipart/{subtype}; boundary="{boundary}"', "", *inner, f"--{boundary}--"]


def _headers(mail: Mail) -> list[tuple[str, str]]:
    rows: list[tuple[str, str | None]] = [
        ("Date", format_datetime(mail.date)),
        ("From", formataddr((_line(mail.sender_name), mail.sender))),
        ("To", _line(mail.recipient)),
        ("Subject", _subject(_line(mail.subject))),
        ("Message-ID", f"<{mail.message_id}>"),
        ("In-Reply-To", _bracketed([mail.in_reply_to or ""])),
        ("References", _bracketed(mail.references)),
        ("Reply-To", mail.reply_to),
        ("Auto-Submitted", mail.automatic),
        ("X-Auto-Response-Suppress", SUPPRESS),
        ("X-Mailgate", mail.kind),
        ("List-Id", mail.list_id),
        ("MIME-Version", "1.0"),
    ]
    return [(name, value) for name, value in rows if value is not None]


def _subject(text: str) -> str:
    if text.isascii():
        return text
    return Header(text, "utf-8", header_name="Subject").encode(maxlinelen=76, linesep="\r\n")


def _bracketed(message_ids: Sequence[str]) -> str | None:
    """The Message-IDs, one a line; None where none can be written. They are a stranger's words: see `_REFERABLE`."""
    written = [f"<{bare}>" for bare in (one.strip("<>") for one in message_ids) if _REFERABLE.fullmatch(bare)]
    return "\r\n ".join(written) or None


def _line(text: str) -> str:
    return " ".join(text.split())


def _part(subtype: str, text: str) -> list[str]:
    encoded = b2a_qp(text.encode(), istext=True).decode("ascii")
    head = [f'Content-Type: text/{subtype}; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable", ""]
    return head + encoded.splitlines()


def _file(enclosure: Enclosure) -> list[str]:
    name = _line(enclosure.name).replace('"', "")
    disposition = "inline" if enclosure.inline else "attachment"
    head = [
        f'Content-Type: {enclosure.content_type}; name="{name}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: {disposition}; filename="{name}"',
        *([f"Content-ID: <{name}>"] if enclosure.inline else []),
        "",
    ]
    return head + encodebytes(enclosure.data).decode("ascii").splitlines()
