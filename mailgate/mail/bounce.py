"""What a bounce says: who was not reached, for good or for now, and which of our mails it was (RFC 3464 and others)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailgate.domain.message import Message
from mailgate.mail.bounce_wording import (
    ALIVE_STATUS,
    ALIVE_WORDS,
    COPY,
    DEAD_STATUS,
    DEAD_WORDS,
    MAILBOX,
    NAMED,
    REPLY_CODE,
    STATUS,
)
from mailgate.mail.charset import decode_text

REPORT_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED_TYPES = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header"})
# A bounce says what it has to say at its beginning; behind it comes the mail that bounced.
_MAX_TEXT = 20_000
_MAX_RECIPIENTS = 50

_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]*([^\n]*(?:\n[ \t]+[^\n]*)*)", re.MULTILINE)
_MESSAGE_ID = re.compile(r"^message-id:\s{0,5}<?([^\s<>]{1,998})", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report. `permanent`: every address named is no good, so that writing to it again is of no use.

    A full mailbox, a policy or a delay is not permanent. `status` is the enhanced code (RFC 3463) of the first
    recipient; `original_message_id`, without angle brackets, names the mail that came back.
    """

    recipients: tuple[str, ...]
    permanent: bool
    status: str | None
    original_message_id: str | None


@dataclass(frozen=True, slots=True)
class _Failure:
    recipient: str
    action: str
    status: str | None
    diagnostic: str


def read_bounce(message: Message) -> Bounce | None:
    """The delivery report in `message`; None where neither a report nor a failed recipient is found."""
    report = "\n\n".join(_reports(message))
    told, copy = _split(message.text)
    failures = list(_failures(report))
    if not failures:
        failures = list(_failures_in_text(message, told))
    original = _original_message_id(message, copy)
    if not failures and not report:
        return None
    return Bounce(
        recipients=tuple(dict.fromkeys(f.recipient for f in failures if f.recipient))[:_MAX_RECIPIENTS],
        permanent=bool(failures) and all(_is_dead(failure, told) for failure in failures),
        status=next((f.status for f in failures if f.status), None),
        original_message_id=original,
    )


def read_refusal(recipient: str, answer: str) -> Bounce:
    """The same for what a server answers to RCPT (`550 5.1.1 no such user`)."""
    found = STATUS.search(answer)
    failure = _Failure(recipient, "failed", found[1] if found else None, answer)
    return Bounce((recipient,), _is_dead(failure, answer), failure.status, None)


def _reports(message: Message) -> Iterator[str]:
    """The text of each delivery-status part, also of one that broken boundaries left in the body."""
    for attachment in message.attachments:
        nested = attachment.content_type in _RETURNED_TYPES and b"Final-Recipient:" in attachment.data[:_MAX_TEXT]
        if nested or attachment.content_type in REPORT_TYPES:
            yield _text(attachment.data)
    if "Final-Recipient:" in message.text:
        yield message.text[:_MAX_TEXT]


def _text(data: bytes) -> str:
    return decode_text(data[:_MAX_TEXT], "utf-8")[0].replace("\r\n", "\n").replace("\r", "\n")


def _failures(report: str) -> Iterator[_Failure]:
    """One for each group of fields that names a recipient (RFC 3464 2.3)."""
    for group in re.split(r"\n[ \t]*\n", report):
        fields = {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(group)}
        recipient = _recipient(fields)
        if recipient or "final-recipient" in fields:
            diagnostic, action = fields.get("diagnostic-code", ""), fields.get("action", "failed").lower()
            yield _Failure(recipient, action, _status(fields.get("status", ""), diagnostic), diagnostic)


def _status(status: str, diagnostic: str) -> str | None:
    """The enhanced code; what the remote server said where our side only says `5.0.0`."""
    found = [match[1] for match in map(STATUS.search, (status, diagnostic)) if match]
    return next((code for code in found if not code.endswith(".0.0")), found[0] if found else None)


def _recipient(fields: dict[str, str]) -> str:
    """`rfc822; <a@b>`: the address that failed, or, where that is a mere host, the one that was written to."""
    written = [fields.get(name, "") for name in ("final-recipient", "original-recipient", "x-actual-recipient")]
    addresses = [value.rpartition(";")[2].strip().strip("<>").lower() for value in written]
    whole = [a for a in addresses if ":" in a or ("@" in a and not a.startswith("@"))]
    return next(iter(whole or filter(None, addresses)), "")


def _failures_in_text(message: Message, told: str) -> Iterator[_Failure]:
    status = STATUS.search(told)
    listed = ",".join(message.all_headers("X-Failed-Recipients"))
    ours = {message.sender.email, *(address.email for address in message.to)}
    found = MAILBOX.findall(listed) or _named_in(told, ours)
    for recipient in dict.fromkeys(address.lower().rstrip(".") for address in found):
        yield _Failure(recipient, "failed", status[1] if status else None, _around(told, recipient))


def _named_in(told: str, ours: Iterable[str]) -> list[str]:
    """The addresses that the most telling of the patterns finds."""
    excluded = set(ours)
    for pattern in NAMED:
        found = [address for address in pattern.findall(told) if address.lower() not in excluded]
        if found:
            return found
    return []


def _around(told: str, recipient: str) -> str:
    """What is said about a recipient: the lines from his address on, up to the next address of another one."""
    start = told.lower().find(recipient)
    return told[max(0, start) : max(0, start) + 600]


def _is_dead(failure: _Failure, told: str) -> bool:
    if failure.action in ("delayed", "delivered", "relayed", "expanded"):
        return False
    said = failure.diagnostic or told[:2_000]
    if failure.status and (not failure.status.startswith("5") or ALIVE_STATUS.match(failure.status)):
        return False
    if failure.status and DEAD_STATUS.match(failure.status) and not ALIVE_WORDS.search(failure.diagnostic):
        return True
    if not failure.status and (code := REPLY_CODE.search(said)) and code[1] == "4":
        return False
    return bool(DEAD_WORDS.search(said)) and not ALIVE_WORDS.search(said)


def _split(text: str) -> tuple[str, str]:
    """What the mail server says, and the copy of the returned mail below it."""
    text = text[:_MAX_TEXT]
    copy = COPY.search(text)
    return (text[: copy.start()], text[copy.start() :]) if copy else (text, "")


def _original_message_id(message: Message, copy: str) -> str | None:
    for attachment in message.attachments:
        if attachment.content_type in _RETURNED_TYPES and (found := _MESSAGE_ID.search(_text(attachment.data))):
            return found[1]
    found = _MESSAGE_ID.search(copy)
    if found:
        return found[1]
    return next(iter(message.in_reply_to + message.references), None)
