"""What the use cases set going: the broker, readers of letters, templates, printing, SMTP, the clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mailgate.domain.notice import Notice, Paper
from mailgate.domain.office import Office
from mailgate.surat.document import Document


class Queue(Protocol):
    """The workers' broker; disposable, because rows are re-enqueued when due."""

    def receive(self, inbox_ids: Sequence[int]) -> None:
        """Ask a worker to receive these inbox rows."""

    def deliver(self, outbox_ids: Sequence[int]) -> None:
        """Ask a worker to deliver these outbox rows."""

    def read(self, reading_ids: Sequence[int]) -> None:
        """Ask a reader, who is nobody of those above, to read these files."""


class LetterReader(Protocol):
    """Gets words out of files, within limits of its own; never raises for what a file holds."""

    def is_letter_like(self, name: str, content_type: str, data: bytes) -> bool:
        """Whether a file may be a letter at all; cheap, by its kind and size."""

    def read(self, name: str, content_type: str, data: bytes) -> Document:
        """The words, form and signatures of a file, or notes that say why there are none."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's words: subject, complete plain text, HTML."""

    subject: str
    text: str
    html: str


class Renderer(Protocol):
    """Templates."""

    def render(self, notice: Notice) -> Rendered:
        """The words of a notice; TemplateError (a MailgateError) names template, line and what is missing."""


class Press(Protocol):
    """Makes documents."""

    def make(self, paper: Paper, office: Office) -> bytes:
        """The document's bytes, in `paper.format`; TemplateError (a MailgateError) names what is wrong."""


class Transport(Protocol):
    """The way out."""

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        """Hand one mail to SMTP; DeliveryError(permanent=…)."""


Clock = Callable[[], datetime]
"""Now, aware UTC."""
