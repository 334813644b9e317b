"""Where mail comes from."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail as a channel has it.

    `source` is unique: `<mailbox>/<folder>/<uidvalidity>/<uid>`. `raw` are the RFC 5322 bytes as they came; of an
    oversized mail (`truncated`) headers and text only. `size` is the size on the server in bytes, `received_at` the
    server's receipt (INTERNALDATE), aware UTC.
    """

    uid: int
    source: str
    raw: bytes
    size: int
    truncated: bool
    received_at: datetime


class Channel(Protocol):
    """Where mail comes from. Every failure is a ChannelError; the poller backs off and calls again."""

    name: str

    def fetch(self, known: Callable[[str, int], Collection[int]]) -> Iterator[list[Fetched]]:
        """Batches of at most 50 mails that are not `known(folder_key, lowest_uid)`; bytes are peeked, nothing is
        flagged.
        """

    def acknowledge(self, sources: Sequence[str]) -> None:
        """Move or flag these mails on the server; called only after they were committed."""

    def wait(self, timeout: float) -> bool:
        """Block until something may be new (IDLE) or `timeout` seconds passed; True when something may be new."""

    def close(self) -> None:
        """Let the connection go; safe to call from another thread, then `wait` returns soon."""
