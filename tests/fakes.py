"""Fakes at the ports: a queue that only remembers, a transport that keeps what it was given, a clock that is set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from mailgate.domain.letter import Engine
from mailgate.domain.message import Message
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office
from mailgate.mail.parse import parse
from mailgate.surat.document import Document, Page, Word

FRIDAY = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
"""Friday, 20 November 2026, 09.30 WITA and 08.30 WIB: inside working hours in every sample office."""


@dataclass
class SetClock:
    """Now, until it is moved."""

    now: datetime = FRIDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class RememberingQueue:
    """What would have been enqueued."""

    to_receive: list[int] = field(default_factory=list)
    to_deliver: list[int] = field(default_factory=list)
    to_read: list[int] = field(default_factory=list)

    def receive(self, inbox_ids: Sequence[int]) -> None:
        self.to_receive += inbox_ids

    def deliver(self, outbox_ids: Sequence[int]) -> None:
        self.to_deliver += outbox_ids

    def read(self, reading_ids: Sequence[int]) -> None:
        self.to_read += reading_ids


@dataclass
class KeepingTransport:
    """Every mail that was handed to SMTP, parsed, with the envelope's recipient; beside it its sender and bytes."""

    sent: list[tuple[str, Message]] = field(default_factory=list)
    handed: list[tuple[str, bytes]] = field(default_factory=list)

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        self.handed += [(envelope_from, data) for _ in recipients]
        self.sent += [(recipient, parse(data)) for recipient in recipients]


@dataclass
class KeepingPress:
    """Every paper that was asked for; what it makes of it is a few bytes that name it."""

    made: list[Paper] = field(default_factory=list)

    def make(self, paper: Paper, office: Office) -> bytes:
        self.made.append(paper)
        return f"%PDF-1.4 {paper.kind} {office.code}".encode()


CHARACTER, LINE, EDGE = 5.5, 14.0, 60.0
"""Points: what a letter of a 10-point type takes, so that columns of text stand where columns of words would."""


def page_of(text: str, *, sureness: float = 1.0, engine: Engine = Engine.TEXT) -> Page:
    """A page whose words stand as they do in a text of fixed width."""
    words = []
    for row, line in enumerate(text.splitlines()):
        place = 0
        for word in line.split():
            place = line.index(word, place)
            x, y = EDGE + place * CHARACTER, EDGE + row * LINE
            words.append(Word(word, x, y, len(word) * CHARACTER, 10.0, sureness))
            place += len(word)
    return Page(tuple(words), 595.0, 842.0, engine)


@dataclass
class TextReader:
    """A reader of "files" that are their own text; what is in `found` is read so instead, by its bytes."""

    found: dict[bytes, Document] = field(default_factory=dict)
    read_bytes: list[bytes] = field(default_factory=list)
    fault: Exception | None = None
    engine_missing: bool = False

    def is_letter_like(self, name: str, content_type: str, data: bytes) -> bool:
        return not name.endswith(".ics")

    def read(self, name: str, content_type: str, data: bytes) -> Document:
        self.read_bytes.append(data)
        if self.fault is not None:
            raise self.fault
        if self.engine_missing:
            return Document(total_pages=1, notes=("tesseract-ocr belum terpasang.",), waits=True)
        if data in self.found:
            return self.found[data]
        pages = tuple(page_of(part) for part in data.decode().split("\f") if part.strip())
        return Document(pages, len(pages), image_hash=None)
