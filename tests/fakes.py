"""Fakes at the ports: a queue that only remembers, a transport that keeps what it was given, a clock that is set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from mailgate.domain.message import Message
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office
from mailgate.mail.parse import parse

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

    def receive(self, inbox_ids: Sequence[int]) -> None:
        self.to_receive += inbox_ids

    def deliver(self, outbox_ids: Sequence[int]) -> None:
        self.to_deliver += outbox_ids


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
