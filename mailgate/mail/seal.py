"""The seal: proof that a reply answers a mail that we sent to that reader about that step.

An HMAC-SHA256 (RFC 2104) over ticket, scope and recipient, cut to 80 bits in base32: short enough for a subject,
too long to guess by mail. It travels in the Message-ID, in a plus-address, and in the subject of a `mailto:` button.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

TICKET_SCOPE = 0
"""The scope of a seal that is good for the whole ticket (the requester's); other scopes are the number of a visit."""

LEAVE_PREFIX = "CUTI-"
"""Begins the key of a proposed leave, which seals name as they name a ticket."""

REPORT_PREFIX = "LAPORAN-"
"""Begins the key of a weekly report, `LAPORAN-2026-47`, which seals name as they name a ticket."""

REMINDER_PREFIX = "PENGINGAT-"
"""Begins the key of a list of reminders, `PENGINGAT-4711`, which seals name as they name a ticket."""

_SEAL = "[a-z2-7]{16}"
_NUMBER = r"[A-Z]{2,8}-\d{4}-\d{6}"
# What a seal may be about besides a ticket: a leave that waits for its confirmation, a weekly report, or reminders.
_ABOUT = rf"(?:{_NUMBER}|{LEAVE_PREFIX}\d{{1,9}}|{REPORT_PREFIX}\d{{4}}-\d{{2}}|{REMINDER_PREFIX}\d{{1,12}})"
_IN_MESSAGE_ID = re.compile(rf"<?({_SEAL}|x)\.({_ABOUT}|x)\.[0-9a-f]+@([^>\s]+)>?")
_IN_ADDRESS = re.compile(rf"\+({_SEAL})\.({_ABOUT.lower()})@")
_IN_SUBJECT = re.compile(rf"\[({_ABOUT}) ({_SEAL})\]")
_NUMBER_IN_SUBJECT = re.compile(rf"\[({_NUMBER})[\] ]")


@dataclass(frozen=True, slots=True)
class Found:
    """A seal as it came back: the ticket it speaks of, the seal's text, and where it was found (English)."""

    ticket: str
    seal: str
    where: str


def seal(key: bytes, ticket: str, scope: int, recipient: str) -> str:
    """The 16 characters that prove `recipient` was sent a mail about that visit of that ticket."""
    text = f"{ticket}\n{scope}\n{recipient.lower()}".encode()
    return b32encode(hmac.digest(key, text, sha256)[:10]).decode().lower()


def message_id(seal_text: str | None, ticket: str | None, key: str, domain: str) -> str:
    """The Message-ID of a notice with that unique `key`, without angle brackets; the same for every try."""
    return f"{seal_text or 'x'}.{ticket or 'x'}.{sha256(key.encode()).hexdigest()[:16]}@{domain}"


def is_own_message_id(text: str, domain: str) -> bool:
    """Whether a Message-ID has the form that this gateway gives out."""
    match = _IN_MESSAGE_ID.fullmatch(text.strip())
    return match is not None and match.group(3).lower() == domain.lower()


def seals_in(message_ids: Iterable[str], recipients: Iterable[str], subject: str, domain: str) -> Iterator[Found]:
    """Every seal of ours that a mail carries: references first, then plus-addresses, then the subject."""
    for text in message_ids:
        match = _IN_MESSAGE_ID.fullmatch(text.strip())
        if match and match.group(3).lower() == domain.lower() and match.group(1) != "x":
            yield Found(match.group(2), match.group(1), "In-Reply-To or References")
    for address in recipients:
        match = _IN_ADDRESS.search(address.lower())
        if match:
            yield Found(match.group(2).upper(), match.group(1), "plus-address")
    for number, text in _IN_SUBJECT.findall(subject):
        yield Found(number, text, "subject")


def number_in(subject: str) -> str | None:
    """A ticket number in square brackets in a subject: enough for a remark, never for a command."""
    match = _NUMBER_IN_SUBJECT.search(subject)
    return match.group(1) if match else None


def plus_address(address: str, seal_text: str, ticket: str) -> str:
    """`layanan+<seal>.<ticket>@…` for servers that deliver plus-addresses (RFC 5233)."""
    local, _, domain = address.partition("@")
    return f"{local}+{seal_text}.{ticket.lower()}@{domain}"
