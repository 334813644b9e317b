"""The one place where mail-parser (untyped) is called: addresses, date, body texts and defects of a mail.

It is given a copy of the mail that it can read in full: each header repaired and within bounds, the attachments
taken out. Left alone it drops raw 8-bit bytes, leaves ISO-2022 text undecoded, turns parts without a name into text,
needs 151 ms for 5,000 recipients, and raises on a multipart without its boundary.
"""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageDefect
from email.message import Message as MimeMessage

from mailparser import MailParser

from mailgate.domain.message import Address
from mailgate.mail.charset import clean_line
from mailgate.mail.parts import Body

# It logs what it could not decode, and a log never holds what people wrote.
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)

# Beyond this a header nests comments to break parsers, which recurse or backtrack over them.
_MAX_PARENTHESES = 20
_PARENTHESES = re.compile(r"[()]")
# A superset of what most mail declares, and what mail-parser decodes as it should be.
_CHARSETS = {
    None: "utf-8",
    "us-ascii": "utf-8",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
}


@dataclass(frozen=True, slots=True)
class View:
    """What mail-parser read. `plain` and `html` are None where its texts can't be trusted to be those of the bodies."""

    addresses: Mapping[str, tuple[Address, ...]]
    date: datetime | None
    plain: Sequence[str] | None
    html: Sequence[str] | None
    defects: tuple[str, ...]


def view(headers: Iterable[tuple[str, str]], bodies: Sequence[Body], defects: Sequence[MessageDefect]) -> View:
    """Reads address headers and date (`headers`: repaired, encoded words still in place) and the bodies."""
    copy = MimeMessage()
    for name, value in headers:
        copy[name] = _without_nesting(value)
    copy["Content-Type"] = 'multipart/mixed; boundary="-"'
    copy.set_payload([_body_copy(body) for body in bodies])
    copy.epilogue = ""
    copy.defects = list(defects)
    mail = MailParser(copy)
    trusted = "CharsetDecodeDefect" not in mail.defects_categories and all(_plain_charset(body) for body in bodies)
    return View(
        addresses={name: _addresses(getattr(mail, name)) for name in ("from_", "to", "cc", "reply_to")},
        date=_aware(mail.date),
        plain=_all_of("plain", mail.text_plain, bodies) if trusted else None,
        html=_all_of("html", mail.text_html, bodies) if trusted else None,
        defects=tuple(dict.fromkeys(_flat(mail.defects))),
    )


def _without_nesting(value: str) -> str:
    return _PARENTHESES.sub(" ", value) if value.count("(") > _MAX_PARENTHESES else value


def _body_copy(body: Body) -> MimeMessage:
    copy = MimeMessage()
    copy["Content-Type"] = f'text/{body.subtype}; charset="{_plain_charset(body) or "utf-8"}"'
    copy.set_payload(body.data.decode("ascii", "surrogateescape"))
    return copy


def _plain_charset(body: Body) -> str | None:
    return _CHARSETS.get(body.charset.lower() if body.charset else None)


def _all_of(subtype: str, texts: Sequence[str], bodies: Sequence[Body]) -> Sequence[str] | None:
    """mail-parser skips empty bodies: then its list no longer says which text is whose."""
    return texts if len(texts) == sum(body.subtype == subtype for body in bodies) else None


def _addresses(pairs: Iterable[tuple[str, str]]) -> tuple[Address, ...]:
    """Mailboxes with an `@`; where there are none, what was written, so that a reader sees it."""
    found = [Address(clean_line(email).replace(" ", "").lower(), clean_line(name)) for name, email in pairs]
    return tuple(address for address in found if "@" in address.email) or tuple(found)


def _aware(date: datetime | None) -> datetime | None:
    return date.replace(tzinfo=UTC) if date is not None and date.tzinfo is None else date


def _flat(defects: Iterable[Mapping[str, Sequence[str]]]) -> Iterable[str]:
    for defect in defects:
        for sentences in defect.values():
            for sentence in sentences:
                yield clean_line(sentence)[:300]
