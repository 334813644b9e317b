"""One transaction over everything that is stored."""

from contextlib import AbstractContextManager
from typing import Protocol

from mailgate.app.ports.addresses import Addresses
from mailgate.app.ports.delegations import Delegations
from mailgate.app.ports.inbox import Inbox
from mailgate.app.ports.outages import Outages
from mailgate.app.ports.outbox import Outbox
from mailgate.app.ports.readings import Readings
from mailgate.app.ports.tickets import Tickets


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One transaction. Leaving the block without `commit` rolls back."""

    @property
    def inbox(self) -> Inbox:
        """What came in."""

    @property
    def outbox(self) -> Outbox:
        """What goes out."""

    @property
    def tickets(self) -> Tickets:
        """What is being worked on."""

    @property
    def delegations(self) -> Delegations:
        """Who acts for whom."""

    @property
    def readings(self) -> Readings:
        """What is read of letters."""

    @property
    def addresses(self) -> Addresses:
        """Whom mail does not reach."""

    @property
    def outages(self) -> Outages:
        """Which neighbours are away."""

    def commit(self) -> None:
        """Make it durable."""
