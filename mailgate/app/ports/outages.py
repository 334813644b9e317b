"""Which neighbours are away, as every process may know."""

from datetime import datetime
from typing import Protocol

from mailgate.domain.outage import Outage


class Outages(Protocol):
    """Neighbours that stay away, one row for each; the same for all processes, and after a restart."""

    def begin(self, outage: Outage) -> bool:
        """Keep that a neighbour is away. True where that is news; else its last moment and error are renewed.

        That it may be away, untold, is no news where it is known to be.
        """

    def end(self, neighbour: str, now: datetime) -> Outage | None:
        """It is back; the outage that this ended, or None where there was none."""

    def seen_since(self, moment: datetime) -> list[Outage]:
        """Outages that were seen, or ended, at that moment or later."""

    def standing(self) -> list[Outage]:
        """Those that were told and have not ended, the longest first."""


class AwayNotes(Protocol):
    """Outages remembered on this machine, for when there is no database to remember them."""

    def put(self, outage: Outage) -> bool:
        """Remember it; False where this neighbour's is remembered already."""

    def take(self, neighbour: str) -> Outage | None:
        """Forget this neighbour's; what was remembered."""
