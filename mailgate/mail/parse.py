"""Raw bytes → Message. Total: whatever is a mail at all is parsed, and what was broken in it is named."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mailgate.domain.errors import UnreadableMail
from mailgate.domain.message import Address, Message
from mailgate.mail.charset import clean_body, clean_line, decode_header, decode_names, decode_text, repair
from mailgate.mail.mailparser_view import View, view
from mailgate.mail.markup import html_to_text, within_limits
from mailgate.mail.parts import Body, Parts, sort_parts
from mailgate.mail.tree import MAX_FIELD, MAX_HEADER_BYTES, Part, read_tree
from mailgate.mail.uuencode import take_out

DOUBTFUL_SENDER = "From can't be relied on"
"""How the defect begins of a mail with several From headers, several mailboxes in From, or an ambiguous one."""

# Without any of these, bytes that look like a header are a text or a program with a colon in it.
_MAIL_HEADERS = frozenset(
    "from sender to cc subject date message-id received return-path reply-to delivered-to mime-version content-type "
    "x-mailer x-priority resent-from".split()
)
_READ_BY_MAIL_PARSER = {"from": "From", "to": "To", "cc": "Cc", "reply-to": "Reply-To", "date": "Date"}
_DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to")
_MAILBOX = re.compile(r"[\w.+'=&-]{1,64}@[\w.-]{1,255}")
_IN_ANGLES = re.compile(r"<([^<>]{1,998})>")
# References of a thread that ran for years; only the last few and the first decide anything.
_MAX_REFERENCES = 200
_MAX_DEFECTS = 60
# No letter has so many lines; a text attachment of a log may, but no thousand empty ones on end.
_MANY_LINES, _GAP = 200_000, 1_024


def parse(raw: bytes, *, max_header_bytes: int = MAX_HEADER_BYTES) -> Message:
    """The mail in `raw` (RFC 5322 and MIME, line ends of any kind).

    Message-IDs are kept without their angle brackets. Raises UnreadableMail for bytes that are no mail at all, and
    nothing else.
    """
    shortened = _without_vast_gaps(raw)
    root, defects = read_tree(shortened, max_header_bytes)
    if len(shortened) < len(raw):
        defects = [*defects, f"{len(raw) - len(shortened)} bytes of empty lines were left out"]
    names = {name.lower() for name, _ in root.raw_items()}
    if not names & _MAIL_HEADERS:
        raise UnreadableMail("no header line of a mail was found")
    parts = sort_parts(root)
    mail = view(
        _address_headers(root, defects), parts.bodies, [defect for part in root.walk() for defect in part.defects]
    )
    _decode_bodies(parts, mail)
    headers = tuple((clean_line(name), decode_header(str(value))) for name, value in root.raw_items())
    return _message(root, headers, parts, mail, defects)


def _without_vast_gaps(raw: bytes) -> bytes:
    """The mail with runs of a thousand empty lines made one: Python's parser takes lines singly, a million for
    0.2 s.
    """
    if raw.count(b"\n") < _MANY_LINES:
        return raw
    return raw.replace(b"\r\n" * _GAP, b"\r\n").replace(b"\n" * _GAP, b"\n")


def _message(root: Part, headers: tuple[tuple[str, str], ...], parts: Parts, mail: View, defects: list[str]) -> Message:
    sender, doubts = _sender(headers, mail)
    defects = [*doubts, *defects, *parts.defects, *mail.defects]
    first: dict[str, str] = {}
    for name, value in headers:
        first.setdefault(name.lower(), value)
    text, files = take_out(_text(parts.bodies))
    html = "\n".join(body.text for body in parts.bodies if body.subtype == "html" and body.text.strip())
    bounded = within_limits(html)
    if len(bounded) < len(html):
        defects.append(f"HTML of {len(html)} characters cut to {len(bounded)}")
    return Message(
        sender=sender,
        subject=first.get("subject", ""),
        text=text,
        message_id=next(iter(_ids(first.get("message-id", ""))), None),
        html=bounded or None,
        reply_to=mail.addresses["reply_to"],
        to=mail.addresses["to"],
        cc=mail.addresses["cc"],
        delivered_to=_delivered_to(headers),
        return_path=_return_path(first.get("return-path")),
        in_reply_to=_ids(first.get("in-reply-to", "")),
        references=_ids(first.get("references", ""))[-_MAX_REFERENCES:],
        date=mail.date,
        attachments=(*parts.attachments, *files),
        headers=headers,
        content_type=root.declared_type,
        defects=tuple(dict.fromkeys(defects))[:_MAX_DEFECTS],
    )


def _address_headers(root: Part, defects: list[str]) -> Iterator[tuple[str, str]]:
    """What mail-parser reads, each header once: the first From and Date, all To, Cc and Reply-To joined."""
    found: dict[str, list[str]] = {}
    for name, value in root.raw_items():
        if name.lower() in _READ_BY_MAIL_PARSER:
            found.setdefault(name.lower(), []).append(decode_names(repair(str(value))))
    for key, values in found.items():
        joined = values[0] if key in ("from", "date") else ", ".join(values)
        if len(joined) > MAX_FIELD:
            defects.append(f"{len(values)} {_READ_BY_MAIL_PARSER[key]} headers cut to {MAX_FIELD} characters")
        yield _READ_BY_MAIL_PARSER[key], joined[:MAX_FIELD]


def _sender(headers: Sequence[tuple[str, str]], mail: View) -> tuple[Address, list[str]]:
    """The first mailbox of the first From, and what is wrong with it."""
    written = [value for name, value in headers if name.lower() == "from"]
    found = [address for address in mail.addresses["from_"] if "@" in address.email]
    if len(written) == 1 and len(found) == 1:
        return found[0], []
    if found:
        count = f"{len(written)} From headers" if len(written) > 1 else f"{len(found)} mailboxes in it"
        return found[0], [f"{DOUBTFUL_SENDER}: {count}, the first is kept"]
    if not written:
        return Address(""), [f"{DOUBTFUL_SENDER}: there is none"]
    alike = _MAILBOX.findall(written[0][:1_000])
    return Address(alike[0].lower() if len(alike) == 1 else "", written[0][:200]), [f"{DOUBTFUL_SENDER}: not a mailbox"]


def _decode_bodies(parts: Parts, mail: View) -> None:
    """Gives each body its text: mail-parser's, or, where that can't be trusted, by our own charset rules."""
    ready = {"plain": mail.plain, "html": mail.html}
    turns = {subtype: iter(texts) for subtype, texts in ready.items() if texts is not None}
    for body in parts.bodies:
        if body.subtype in turns:
            text = next(turns[body.subtype])
        else:
            text, defect = decode_text(body.data, body.charset)
            if defect:
                parts.defects.append(defect)
        if "\x00" in text:
            parts.defects.append("NUL characters removed from the body")
        body.text = clean_body(text)


def _text(bodies: Sequence[Body]) -> str:
    """The plain text; of a multipart/alternative or a mail without plain text, the text of its HTML.

    HTML beside a plain text that already said it (some senders write mixed for alternative) is not repeated.
    """
    units: list[str] = []
    for number, body in enumerate(bodies):
        rivals = (
            [other for other in bodies if other.alternative == body.alternative]
            if body.alternative
            else bodies[:number]
        )
        if body.subtype == "html" and any(other.subtype == "plain" and other.text.strip() for other in rivals):
            continue
        text = html_to_text(body.text) if body.subtype == "html" else body.text
        if text.strip():
            units.append(text.strip("\n"))
    return "\n".join(units)


def _ids(value: str) -> tuple[str, ...]:
    """Message-IDs without angle brackets; folding within them undone, a missing bracket forgiven."""
    found = (
        _IN_ANGLES.findall(value) or [word.strip("<>,;") for word in value.split() if "@" in word] or value.split()[:1]
    )
    return tuple(dict.fromkeys(text for text in ("".join(one.split()) for one in found) if text))


def _return_path(value: str | None) -> str | None:
    if value is None:
        return None
    found = re.search(r"<([^<>]*)>", value)
    return (found[1] if found else value).strip().lower()


def _delivered_to(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    found = (value.strip().strip("<>").lower() for name, value in headers if name.lower() in _DELIVERED_TO)
    return tuple(dict.fromkeys(address for address in found if address))
