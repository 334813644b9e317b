"""Files that may be letters, and what was read of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mailgate.domain.read_file import ReadFile


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file of an inbox mail that may be a letter, at its place among the mail's attachments."""

    position: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A claimed file: `raw` is the whole mail as it came, `read` what was read of it already, or None."""

    id: int
    inbox_id: int
    office: str
    position: int
    name: str
    sha256: str
    raw: bytes
    received_at: datetime
    attempts: int
    read: ReadFile | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What letters are compared by: of which open ticket, and when it came."""

    ticket: str
    sha256: str
    image_hash: str | None
    number: str | None
    sender: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the files of one mail are: `read` in their order, those `pending` (and worth waiting for), since when.

    A file that waits for a missing engine is among `read`, with its `waits`; nobody waits for it.
    """

    read: tuple[ReadFile, ...] = ()
    pending: tuple[ReadFile, ...] = ()
    since: datetime | None = None

    @property
    def files(self) -> tuple[ReadFile, ...]:
        """Everything as it is known now."""
        return self.read + self.pending


class Readings(Protocol):
    """Files that may be letters: to be read, read, told to their ticket."""

    def add(self, inbox_id: int, office: str, files: Sequence[ToRead], now: datetime) -> list[int]:
        """Store the files of a mail not stored before; what this office has had read before is read already. Ids of
        the new rows.
        """

    def progress(self, inbox_id: int) -> Progress:
        """How far the files of a mail are."""

    def claim(self, row_id: int, now: datetime) -> ReadingRow | None:
        """Take a due row: counts the attempt and schedules the next one; None if it is done or not due."""

    def keep(self, row_id: int, read: ReadFile, error: str | None = None) -> None:
        """What was read of the file; it is due until it is told."""

    def postpone(self, row_id: int, why: str, now: datetime) -> None:
        """An engine is missing: look again much later, without counting this as a try."""

    def untold(self, inbox_id: int) -> tuple[ReadFile, ...]:
        """What was read of a mail and has not reached its ticket; asked while the mail's row is locked or done."""

    def told(self, inbox_id: int, now: datetime) -> None:
        """Everything read of that mail has reached its ticket, or there is none. Confidential text goes."""

    def fail(self, row_id: int, error: str, note: str, now: datetime) -> int | None:
        """Keep the error. Where that was the last try, `note` is all that was read; the id of the file's mail then."""

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again."""

    def recent(self, office: str, since: datetime) -> list[Trace]:
        """The files of that office's open tickets that came since then, newest first."""
