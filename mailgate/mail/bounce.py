"""What a bounce says: who was not reached, for good or for now, and which of our mails it was (RFC 3464 and others)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailgate.domain.message import Message
from mailgate.mail.charset import decode_text

REPORT_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED_TYPES = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header"})
# A bounce says what it has to say at its beginning; behind it comes the mail that bounced.
_MAX_TEXT = 20_000
_MAX_RECIPIENTS = 50

_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]*([^\n]*(?:\n[ \t]+[^\n]*)*)", re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ -]")
_ADDRESS = r"[^\s<>()\[\]\"',;:]{1,64}@[A-Za-z0-9._-]{1,255}"
_MAILBOX = re.compile(_ADDRESS)
_MESSAGE_ID = re.compile(r"^message-id:\s{0,5}<?([^\s<>]{1,998})", re.IGNORECASE | re.MULTILINE)

# Where the copy of the returned mail begins in a bounce without MIME parts (exim, qmail, Gmail, Yahoo, X2, Notes).
_COPY = re.compile(
    r"^(?:-{2,} ?(?:this is a copy of|below this line is a copy|original message|returned message|the header of)"
    r"|=+ ?(?:this is a copy|original)|-{3,} ?(?:unsent|undelivered) message|message header follows"
    r"|(?:return-path|received|x-originating-ip|dkim-signature) ?:|message headers follow|copy of the original message)",
    re.IGNORECASE | re.MULTILINE,
)
# How mail servers name a failed recipient in plain text, most telling first.
_NAMED = (
    re.compile(r"^[ \t]*(?:recipient|rcpt to|final-recipient|target mail address)[ \t]?:[^\n@]{0,60}?<?(" + _ADDRESS + ")", re.I | re.M),
    re.compile(r"^[ \t*'\"]{0,12}<?(" + _ADDRESS + r")>?['\"]?[ \t]*(?:\(|:|on |\.\.\.|$)", re.I | re.M),
    re.compile(r"rcpt to: ?<(" + _ADDRESS + ")>", re.I),
    re.compile(r"(?:recipients?|(?:message|mail) to|delivered to|address(?:es)?|permanent errors|attempts):?[ \t]{1,3}<?(" + _ADDRESS + ")", re.I),
    re.compile(r"\b[45]\d\d(?: [45]\.\d\.\d{1,2})? <(" + _ADDRESS + ")>"),
    re.compile(r"<(" + _ADDRESS + r")>\.\.\. "),
    re.compile(r"^[ \t]*<?(" + _ADDRESS + r")>? ", re.M),
    re.compile(r'"(?:emailAddress|destination)":\[?"(' + _ADDRESS + ")"),  # Amazon SES, as JSON
    re.compile("(" + _ADDRESS + ")"),
)

# The address itself is no good (RFC 3463: 5.1.x bad address, 5.4.4 no route). A full or disabled mailbox (5.2.x: "the
# mailbox exists, but …"), a bad sender (5.1.7, 5.1.8) or a policy (5.7.x) is not the fault of the address.
_DEAD_STATUS = re.compile(r"5\.1\.(?:0|1|2|3|4|6|10)\Z|5\.4\.4\Z")
_ALIVE_STATUS = re.compile(r"5\.2\.\d|5\.1\.[78]\Z|5\.7\.")
_DEAD_WORDS = re.compile(
    r"user ?unknown|unknown (?:user|recipient|address|local part|mailbox)|no such (?:user|recipient|mailbox|address|person|domain)"
    r"|(?:recipient|mailbox|user|account|address|domain|email account)[^\n]{0,60}? (?:does not|doesn't|do not|did not) exist"
    r"|(?:recipient|user|mailbox|address|account|recipientnotfound)[^\n]{0,40}? (?:not found|unknown|is unknown|invalid|is not valid)"
    r"|invalid (?:recipient|mailbox|user|address)|(?:host|domain)(?: name)? (?:unknown|not found)|unrout(?:e)?able|nxdomain"
    r"|recipient name is not recognized|not listed in|no mailbox here|unknown to address|doesn't have an? \S{0,40} ?account"
    r"|unknown host|name or service not known|bad destination|has (?:been )?moved|relaying address unknown"
    r"|does not exist|no mx record|no smtp service|address rejected(?:: access denied|\.?$)|address (?:couldn't be|not) found"
    r"|dns error|tidak (?:ditemukan|dikenal|terdaftar|ada)",
    re.IGNORECASE | re.MULTILINE,
)
_ALIVE_WORDS = re.compile(
    r"quota|mailbox (?:is )?full|full mailbox|over ?quota|insufficient (?:storage|disk)|spam|block(?:ed|list)|blacklist|policy|reputation|relay"
    r"|too (?:large|big)|exceeds? |timed? ?out|try again|temporar|delayed|still being retried|penuh|suspended|rejected due",
    re.IGNORECASE,
)


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


def _reports(message: Message) -> Iterator[str]:
    """The text of each delivery-status part, also of one that broken boundaries left in the body."""
    for attachment in message.attachments:
        if attachment.content_type in REPORT_TYPES:
            yield _text(attachment.data)
        elif attachment.content_type in _RETURNED_TYPES and b"Final-Recipient:" in attachment.data[:_MAX_TEXT]:
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
    found = [match[1] for match in map(_STATUS.search, (status, diagnostic)) if match]
    return next((code for code in found if not code.endswith(".0.0")), found[0] if found else None)


def _recipient(fields: dict[str, str]) -> str:
    """`rfc822; <a@b>`: the address that failed, or, where that is a mere host, the one that was written to."""
    written = [fields.get(name, "") for name in ("final-recipient", "original-recipient", "x-actual-recipient")]
    addresses = [value.rpartition(";")[2].strip().strip("<>").lower() for value in written]
    return next((a for a in addresses if "@" in a and not a.startswith("@") or ":" in a), "") or next(filter(None, addresses), "")


def _failures_in_text(message: Message, told: str) -> Iterator[_Failure]:
    status = _STATUS.search(told)
    listed = ",".join(message.all_headers("X-Failed-Recipients"))
    ours = {message.sender.email, *(address.email for address in message.to)}
    found = _MAILBOX.findall(listed) or _named_in(told, ours)
    for recipient in dict.fromkeys(address.lower().rstrip(".") for address in found):
        yield _Failure(recipient, "failed", status[1] if status else None, _around(told, recipient))


def _named_in(told: str, ours: Iterable[str]) -> list[str]:
    """The addresses that the most telling of the patterns finds."""
    excluded = set(ours)
    for pattern in _NAMED:
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
    if failure.status and (not failure.status.startswith("5") or _ALIVE_STATUS.match(failure.status)):
        return False
    if failure.status and _DEAD_STATUS.match(failure.status) and not _ALIVE_WORDS.search(failure.diagnostic):
        return True
    if not failure.status and (code := _REPLY_CODE.search(said)) and code[1] == "4":
        return False
    return bool(_DEAD_WORDS.search(said)) and not _ALIVE_WORDS.search(said)


def _split(text: str) -> tuple[str, str]:
    """What the mail server says, and the copy of the returned mail below it."""
    text = text[:_MAX_TEXT]
    copy = _COPY.search(text)
    return (text[: copy.start()], text[copy.start() :]) if copy else (text, "")


def _original_message_id(message: Message, copy: str) -> str | None:
    for attachment in message.attachments:
        if attachment.content_type in _RETURNED_TYPES and (found := _MESSAGE_ID.search(_text(attachment.data))):
            return found[1]
    found = _MESSAGE_ID.search(copy)
    if found:
        return found[1]
    return next(iter(message.in_reply_to + message.references), None)
