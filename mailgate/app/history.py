"""What a ticket remembers of a mail: its files, and the short lines of history that mails show."""

from collections.abc import Sequence
from datetime import datetime

from mailgate.domain.actor import Actor
from mailgate.domain.event import Event, FileRecord
from mailgate.domain.message import Message
from mailgate.domain.narrative import tell
from mailgate.domain.office import Office
from mailgate.domain.reminding import next_moment
from mailgate.domain.ticket import Ticket

RECENT = 5
"""Lines of history a mail shows."""


def files_of(message: Message) -> tuple[FileRecord, ...]:
    """What history keeps of the attachments."""
    return tuple(FileRecord(a.name, a.size, a.sha256) for a in message.attachments)


def remember(ticket: Ticket, events: Sequence[Event], by: Actor, office: Office, now: datetime) -> None:
    """Add the events' lines to the short history that mails show, and see when time next has something to do."""
    lines = [(now, line) for event in events if (line := tell(event, by, office, ticket.roster(office)))]
    ticket.recent = (ticket.recent + lines)[-RECENT:]
    ticket.wakes_at = next_moment(ticket, office, now)
