"""An automatic reply of whoever holds a task: TU hears of it, once a person and week; nothing else happens."""

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, role_readers
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice
from mailgate.domain.roster import Holder, Seat
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import clipped

SAID_LIMIT = 200
"""Characters of the automatic reply that TU reads."""


def away(message: Message, ticket: Ticket, desk: Desk) -> list[Notice]:
    """Word to TU that a task lies with somebody whose mailbox answers by itself; nothing where it does not."""
    post = _held_by(message.sender.email, ticket, desk)
    if post is None:
        return []
    seat, holder = post
    year, week, _ = desk.day.isocalendar()
    lines = [
        f"{holder.name} ({seat.title}) membalas otomatis atas surel tugas {ticket.number}.",
        f"Isi balasan: {clipped(message.text, SAID_LIMIT) or clipped(message.subject, SAID_LIMIT)}",
        "Kewenangan tidak berubah. Bila pejabat pengganti diperlukan, mohon yang bersangkutan mengirim surel ke",
        f"{desk.office.address}, misalnya: CUTI s.d. 27/11, Plh. Sekretaris; atau bagian delegasi peran.yaml diisi.",
    ]
    title = f"{seat.title} membalas otomatis; apakah Plh. perlu ditunjuk?"
    readers = [reader for reader in role_readers("tu", desk) if reader.email != holder.email]
    return [alarm(r, desk, key=f"otomatis/{holder.email}/{year}-{week}", title=title, lines=lines) for r in readers]


def _held_by(email: str, ticket: Ticket, desk: Desk) -> tuple[Seat, Holder] | None:
    """The post in which that address is mailed for the step as it stands; a team goes on without one of its people."""
    roster, day = ticket.roster(desk.office), desk.day.date()
    held = {assignment.seat: assignment.person for assignment in ticket.holders}
    for seat, holder in roster.acting(email, day):
        if seat.code not in held or holder not in roster.writes_to(seat, day):
            continue
        if not seat.team or held[seat.code] == holder.code:
            return seat, holder
    return None
