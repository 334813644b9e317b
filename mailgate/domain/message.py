"""A mail as mailgate sees it: frozen, decoded, with every part named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of RFC 5322: `email` is lower-cased, `name` the decoded display name (never trusted)."""

    email: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The part after the last `@`, lower-cased; empty where there is none."""
        return self.email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One non-text part. `name` is safe to show (no path, no control characters), never a path to write to."""

    name: str
    content_type: str
    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Decoded size in bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """Hex digest of the decoded bytes."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Message:
    """A parsed mail.

    Message-IDs stand without angle brackets. `headers` keeps every header of the top level in order (topmost first),
    names as written, values unfolded, RFC 2047 decoded and without control characters. `text` is the plain text body
    (all inline text/plain parts joined), or the text of the HTML where there is no plain part; `html` the HTML as it
    came. `date` is aware or None; it is the sender's claim. `return_path` is None when the header is absent, "" for
    the null path `<>`. `defects` names, in English, whatever was broken, replaced or left out.
    """

    sender: Address
    subject: str
    text: str
    message_id: str | None = None
    html: str | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    return_path: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "text/plain"
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The topmost header of that name (any case), or None."""
        return next(self.all_headers(name), None)

    def all_headers(self, name: str) -> Iterator[str]:
        """All headers of that name, topmost first."""
        wanted = name.lower()
        return (value for key, value in self.headers if key.lower() == wanted)

    @property
    def recipients(self) -> tuple[str, ...]:
        """To, Cc and Delivered-To, lower-cased, in that order."""
        return tuple(a.email for a in self.to + self.cc) + self.delivered_to


class Kind(StrEnum):
    """What a mail is, decided before anything is made of it (the `kind` of `explain --json`)."""

    REQUEST = "request"
    REPLY = "reply"
    AUTO = "auto"
    BOUNCE = "bounce"
    LIST = "list"
    OWN = "own"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Classification:
    """The kind of a mail and `why`: the sign that decided it, as an English phrase naming the header or word."""

    kind: Kind
    why: str
