"""Whom mail does not reach."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from mailgate.domain.reachability import AddressState, Failure


class Addresses(Protocol):
    """Addresses that mail did not reach, until they write to us again."""

    def mark(self, office: str, failure: Failure, now: datetime) -> tuple[AddressState, bool]:
        """Keep that a mail did not reach an address; its state, and whether that is news (marked, or permanent now)."""

    def failing(self, offices: Collection[str]) -> list[AddressState]:
        """Every marked address of these offices."""

    def clear(self, office: str, addresses: Sequence[str]) -> int:
        """End the marks of these addresses; how many there were."""
