"""What the first lines of a mail say of it, for bytes on which everything else has failed."""

import re
from dataclasses import dataclass

from mailgate.mail.charset import decode_header

LOOKED_AT = 65_536
"""Bytes of a mail in which its headers are looked for."""

LONGEST = 200
"""Characters of a header that are shown."""

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The headers of a mail as a person reads them, cut short; empty where there are none."""

    sender: str
    subject: str
    date: str


def glimpse(raw: bytes) -> Glimpse:
    """From, Subject and Date of bytes that need be no mail; it looks at the beginning alone, and never raises."""
    head = _END_OF_HEADERS.split(raw[:LOOKED_AT], maxsplit=1)[0]
    text = _FOLD.sub(" ", head.decode("utf-8", "surrogateescape"))
    return Glimpse(_header("from", text), _header("subject", text), _header("date", text))


def _header(name: str, text: str) -> str:
    for line in text.splitlines():
        if line[: len(name) + 1].lower() == f"{name}:":
            shown = decode_header(line[len(name) + 1 : len(name) + 1 + 10 * LONGEST]).strip()
            return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
    return ""
