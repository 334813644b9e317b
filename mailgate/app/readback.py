"""A command said back in its full form, so that its giver sees what was understood."""

from mailgate.app.frame import Desk
from mailgate.domain.command import Command
from mailgate.domain.narrative import title_of
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import listed


def read_back(command: Command, ticket: Ticket, desk: Desk) -> str:
    """A command in its full form, as it was understood: `DISPOSISI Kepala Bidang TI: mohon ditindaklanjuti`."""
    roster = ticket.roster(desk.office)
    targets = listed([title_of(code, roster) for code in command.targets])
    words = " ".join(filter(None, (command.verb, targets or command.argument)))
    if command.cc:
        words += f" (tembusan {listed([title_of(code, roster) for code in command.cc])})"
    return f"{words}: {command.note}" if command.note else words
