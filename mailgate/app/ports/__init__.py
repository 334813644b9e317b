"""What the use cases need from the world: protocols that list only what is called, and the rows that cross them."""

from mailgate.app.ports.addresses import Addresses
from mailgate.app.ports.channel import Channel, Fetched
from mailgate.app.ports.delegations import Delegation, Delegations
from mailgate.app.ports.inbox import Inbox, InboxRow, Kept, Received
from mailgate.app.ports.machinery import Clock, LetterReader, Press, Queue, Rendered, Renderer, Transport
from mailgate.app.ports.outages import AwayNotes, Outages
from mailgate.app.ports.outbox import Addressed, Counted, Outbox, OutboxRow, Sent
from mailgate.app.ports.readings import Progress, ReadingRow, Readings, ToRead, Trace
from mailgate.app.ports.tickets import ChainState, Tickets
from mailgate.app.ports.work import UnitOfWork

__all__ = [
    "Addressed",
    "Addresses",
    "AwayNotes",
    "ChainState",
    "Channel",
    "Clock",
    "Counted",
    "Delegation",
    "Delegations",
    "Fetched",
    "Inbox",
    "InboxRow",
    "Kept",
    "LetterReader",
    "Outages",
    "Outbox",
    "OutboxRow",
    "Press",
    "Progress",
    "Queue",
    "ReadingRow",
    "Readings",
    "Received",
    "Rendered",
    "Renderer",
    "Sent",
    "Tickets",
    "ToRead",
    "Trace",
    "Transport",
    "UnitOfWork",
]
