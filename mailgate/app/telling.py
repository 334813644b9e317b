"""One record on its way to the people it concerns, with what it is told together with."""

from dataclasses import dataclass

from mailgate.app.frame import Desk, Reader, notice
from mailgate.domain.event import CommandCarriedOut, Record
from mailgate.domain.notice import Notice
from mailgate.domain.ticket import Ticket

SUMMARY_LIMIT = 400
"""Characters of the request that a mail quotes: about five lines on a phone."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One record to tell about: the ticket as it stands after the whole mail, and everything that mail caused."""

    record: Record
    ticket: Ticket
    desk: Desk
    together: tuple[Record, ...]

    @property
    def key(self) -> str:
        """Unique in the ticket: the number of the record."""
        return str(self.record.seq)

    def write(self, template: str, reader: Reader, **more: object) -> Notice:
        """A notice about this record."""
        return notice(template, reader, self.ticket, self.desk, key=self.key, **more)

    @property
    def given(self) -> dict[str, str] | None:
        """The command before this record in the same mail: who gave it, as which verb, with which words."""
        for record in reversed(self.together):
            if record.seq < self.record.seq and isinstance(record.event, CommandCarriedOut) and record.by.seat:
                return {"by": record.by.title, "verb": record.event.command.verb, "note": record.event.command.note}
        return None
