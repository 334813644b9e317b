"""A score that comes too early or a second time: its giver hears why it isn't taken, instead of a bare no."""

from dataclasses import replace

from mailgate.app.frame import Desk
from mailgate.app.reply import Reply
from mailgate.domain.ticket import Ticket
from mailgate.mail.read import read

VERB = "NILAI"


def rating_refused(reply: Reply, ticket: Ticket, desk: Desk) -> str | None:
    """The sentence for a requester who rates although NILAI is not his to give now; None for everything else.

    Before a solution only the word itself counts: a bare `4` may speak of anything. After a first score it is one more.
    """
    capacity = reply.capacity
    if not capacity.requester or VERB in capacity.general or ticket.asked.get(capacity.actor.email):
        return None
    rated = ticket.rating is not None
    if not rated and not reply.text.strip().upper().startswith(VERB):
        return None
    task = capacity.task(ticket, desk.office, desk.now, len(reply.files))
    as_if = read(reply.text, replace(task, general=(*task.general, VERB), rating=True))
    if [command.verb for command in as_if.commands] != [VERB]:
        return None
    if rated:
        return f"Permohonan ini sudah dinilai {ticket.rating} dari 4. Penilaian diberikan satu kali; terima kasih."
    return "Penilaian baru dapat diberikan setelah penyelesaiannya kami sampaikan."
