"""Who first wrote a forwarded mail, and what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailgate.domain.errors import UnreadableMail
from mailgate.domain.message import Address, Message
from mailgate.mail.headerblock import Field, HeaderBlock, field_of, is_mail_block, read_block
from mailgate.mail.parse import parse
from mailgate.mail.quotation import (
    Separator,
    intro_end,
    is_our_line,
    is_rule,
    may_cut,
    may_introduce,
    separator_of,
    unquoted,
)
from mailgate.mail.reply import readable_lines

# Subject prefixes: Indonesian (Zimbra's Trs, people's Terusan, Diteruskan), English, and those of the clients in de fr
# es it pt nl da no sv fi pl tr cs hu. Our own `[number]` may stand before, a count behind: `Fw[2]: …`.
_FORWARD_PREFIX = re.compile(
    r"\s*(?:\[[^\]\n]{1,60}\]\s*)?(?:fwd?|trs|terusan|diteruskan|wg|tr|rv|i|enc|doorst|vs|vb|vl|pd|ilt|i̇lt|"
    r"redir\.?|videresend|továbbítás)(?:\[\d{1,3}\])?\s?[:：]",
    re.IGNORECASE,
)
_REPLY_PREFIX = re.compile(
    r"\s*(?:\[[^\]\n]{1,60}\]\s*)?(?:re|bls|balas|balasan|aw|sv|antw|odp|r|res|rif|ynt|ha|vá)(?:\[\d{1,3}\])?\s?[:：]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+'=&-]{1,128}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
_NAME_END = re.compile(r"[<\[(]")
_NAME_START = re.compile(r"[\d,:]")
_ORNAMENTS = " \t\"'«»“”„<>()[]*"
_MAIL_TYPES = ("message/rfc822", "message/global")
_MAX_DEPTH = 8  # Sekda → Kadis → Kabid → helpdesk is four; beyond this somebody plays


@dataclass(frozen=True, slots=True)
class Origin:
    """The mail that was forwarded: its writer, subject, own words, and date as the client wrote it (of no known zone).

    `address.email` is empty where the forwarding client named the writer without a mailbox, as Outlook does inside
    an organisation.
    """

    address: Address
    subject: str | None = None
    body: str | None = None
    date: str | None = None


def original_sender(message: Message) -> Origin | None:
    """The mail that `message` forwards, the innermost where it was forwarded more than once; None where there is none.

    Read in this order: a forward written out in the text (separator, header block or intro), a message/rfc822
    attachment. A mail that answers another (`Re:`, or In-Reply-To without `Fwd:`) forwards only what a forward
    separator announces. A block below the first is followed only where that one was itself a forward: its subject says
    so, or it has no words of its own. Else it is the thread the writer had answered.
    """
    return _original(message, _MAX_DEPTH)


def _original(message: Message, depth: int) -> Origin | None:
    found = origin_of(message.text, message.subject, threaded=bool(message.in_reply_to))
    if found is not None:
        return found
    if depth == 0 or is_reply_subject(message.subject):
        return None
    attached = next((part for part in message.attachments if part.content_type in _MAIL_TYPES), None)
    if attached is None:
        return None
    try:
        inner = parse(attached.data)
    except UnreadableMail:
        return None
    return _original(inner, depth - 1) or Origin(inner.sender, inner.subject or None, inner.text, inner.header("Date"))


def origin_of(text: str, subject: str = "", *, threaded: bool = False) -> Origin | None:
    """As `original_sender`, for a plain text and its subject; `threaded`: the mail names one that it answers."""
    lines = [unquoted(line) for line in readable_lines(text)]
    if not may_introduce(lines) and not any(may_cut(line) for line in lines):
        return None
    anything = is_forward_subject(subject) or not (threaded or is_reply_subject(subject))
    head = _next_head(lines, 0, anything=anything)
    for _ in range(_MAX_DEPTH):
        if head is None:
            return None
        inner = _next_head(lines, head.end, anything=True)
        body = "\n".join(lines[head.end : inner.start if inner else len(lines)]).strip()
        passed_on = not body or (head.subject is not None and is_forward_subject(head.subject))
        if inner is None or not passed_on:
            return Origin(head.address, head.subject, body or None, head.date)
        head = inner
    return None


def is_forward_subject(subject: str) -> bool:
    """Whether the subject's first prefix says that the mail is forwarded (`Fwd:`, `Trs:`, `Terusan:`)."""
    return _FORWARD_PREFIX.match(subject) is not None


def is_reply_subject(subject: str) -> bool:
    """Whether the subject's first prefix says that the mail is an answer (`Re:`, Zimbra's `Bls:`)."""
    return _REPLY_PREFIX.match(subject) is not None


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a mail inside a text: lines `start` to `end`."""

    start: int
    end: int
    address: Address
    subject: str | None = None
    date: str | None = None


def _next_head(lines: Sequence[str], start: int, *, anything: bool) -> _Head | None:
    """The first head from `start` on. Unless `anything` is taken, only one announced as a forward, before all else."""
    for i in range(start, len(lines)):
        line = lines[i]
        if not line.strip():
            continue
        if is_our_line(line):
            return None
        separator = separator_of(line)
        if separator is not None or is_rule(line):
            head = _head_below(lines, i)
        else:
            head = _block_head(lines, i, i, announced=False) or _intro_head(lines, i)
        if head is not None:
            return head if anything or separator is Separator.FORWARD else None
        if separator is not None and not anything:
            return None
    return None


def _head_below(lines: Sequence[str], separator: int) -> _Head | None:
    after = next((i for i in range(separator + 1, min(separator + 5, len(lines))) if lines[i].strip()), None)
    return None if after is None else _block_head(lines, separator, after, announced=True)


def _block_head(lines: Sequence[str], start: int, at: int, *, announced: bool) -> _Head | None:
    block = read_block(lines, at) if field_of(lines[at]) is not None else None
    if block is None or Field.FROM not in block.fields:
        return None
    above = [line for line in lines[max(0, at - 12) : at] if line.strip()]
    if not is_mail_block(block, above, announced=announced):
        return None
    return _Head(start, block.end, *_fields(block))


def _fields(block: HeaderBlock) -> tuple[Address, str | None, str | None]:
    address = address_in(block.fields[Field.FROM])
    return address, block.fields.get(Field.SUBJECT) or None, block.fields.get(Field.DATE) or None


def _intro_head(lines: Sequence[str], at: int) -> _Head | None:
    """The head that Outlook for Mac and some phones make of an intro: `Pada … Nama <alamat> menulis:`."""
    end = intro_end(lines, at)
    if end is None:
        return None
    text = " ".join(line.strip() for line in lines[at:end])
    found = _ADDRESS.search(text)
    if found is None:
        return None
    name = _NAME_START.split(text[: found.start()])[-1].split()
    while name and name[0][:1].islower():  # `schrieb "Nama" <a@b>`
        name = name[1:]
    return _Head(at, end, Address(found[0].lower(), " ".join(name).strip(_ORNAMENTS)))


def address_in(value: str) -> Address:
    """The first mailbox of a `Dari:` value as clients write it: `Nama <a@b>`, `Nama [mailto:a@b]`, bare, or a name."""
    found = _ADDRESS.search(value.replace("mailto:", " "))
    email = found[0].lower() if found else ""
    name = _NAME_END.split(value, maxsplit=1)[0].strip(_ORNAMENTS)
    return Address(email, "" if name.lower() == email else name)
