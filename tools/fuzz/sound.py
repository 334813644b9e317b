"""What must hold of every mail that goes out, whatever the mail that came in had in it."""

import email
from email.message import Message
from html.parser import HTMLParser

from tools.fuzz.hostile import CALCULATED

HEADERS = frozenset(
    "date from to subject message-id in-reply-to references reply-to auto-submitted x-auto-response-suppress "
    "x-mailgate list-id mime-version content-type content-transfer-encoding".split()
)
"""The headers that mailgate writes; each stands once."""

LONGEST_LINE = 998
"""Bytes of a line (RFC 5322, 2.1.1)."""

_ACTIVE = frozenset("script iframe object embed form input svg math base link video audio applet".split())
_SCHEMES = ("mailto:", "tel:", "https://wa.me/")


class Unsound(AssertionError):
    """A mail of ours that a stranger's words have bent."""


def check_sent(data: bytes, recipient: str) -> None:
    """Raises Unsound for a mail with foreign headers, active HTML, or words that a template took for its own."""
    if b"\r" in (bare := data.replace(b"\r\n", b"")) or b"\n" in bare:
        raise Unsound("a line end of its own")
    if (longest := max(map(len, data.split(b"\r\n")))) > LONGEST_LINE:
        raise Unsound(f"a line of {longest} bytes")
    mail = email.message_from_bytes(data)
    _check_head(data.partition(b"\r\n\r\n")[0], mail, recipient)
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if part.get_content_maintype() != "text" or not isinstance(content, bytes):
            continue
        text = content.decode("utf-8")
        if CALCULATED in text:
            raise Unsound("a template calculated what a mail told it to")
        if part.get_content_subtype() == "html":
            _Watcher().feed(text)


def _check_head(head: bytes, mail: Message, recipient: str) -> None:
    names = [name.lower() for name in mail]
    if strange := [name for name in names if name not in HEADERS or names.count(name) > 1]:
        raise Unsound(f"headers of nobody: {strange}")
    if control := [byte for byte in head if byte < 32 and byte not in b"\r\n\t"]:
        raise Unsound(f"control characters in the head: {control}")
    if recipient.isascii() and not head.isascii():
        raise Unsound("a head that only some servers take (SMTPUTF8)")
    if f"\r\nTo: {recipient}\r\n".encode() not in head:
        raise Unsound(f"To is {mail['To']!r}, not {recipient!r}")
    if mail.defects:
        raise Unsound(f"defects: {mail.defects}")


class _Watcher(HTMLParser):
    """Raises Unsound at the first element that does something."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE:
            raise Unsound(f"<{tag}> in the HTML")
        for name, value in attrs:
            if name.startswith("on"):
                raise Unsound(f"{name}= in the HTML")
            if name in ("href", "action") and not (value or "").startswith(_SCHEMES):
                raise Unsound(f"{name}={value!r} in the HTML")
            if name in ("src", "background", "srcset") and not (value or "").startswith("cid:"):
                raise Unsound(f"{name}={value!r} in the HTML")
