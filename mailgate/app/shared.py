"""Mailboxes that several people read: what is hard to undo needs the writer's name (domain notes 3.5)."""

import re
from collections.abc import Sequence

from mailgate.app.frame import Desk
from mailgate.domain.command import Command
from mailgate.domain.ticket import Ticket
from mailgate.domain.verb import Risk, verb

NAME_WANTED = (
    "Alamat ini kotak surat bersama; mohon mengulang perintah disertai satu baris nama penulisnya, misalnya: "
    "Nama: Budi Santoso"
)
_NAME = re.compile(r"(?mi)^[ \t]*nama[ \t]*[:=][ \t]*[^\W\d_]")


def nameless(commands: Sequence[Command], email: str, text: str, ticket: Ticket, desk: Desk) -> bool:
    """Whether a grave command comes from a shared mailbox without a line that says who wrote it."""
    if not any(verb(command.verb).risk is Risk.GRAVE for command in commands):
        return False
    acting = ticket.roster(desk.office).acting(email, desk.day.date())
    return any(holder.shared for _, holder in acting) and _NAME.search(text) is None
