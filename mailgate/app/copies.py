"""Who hears of a command because it was given for a post that he shares: the principal of an agent, a deputy."""

from mailgate.app.frame import Desk, Reader
from mailgate.domain.agency import principal_undoes_until
from mailgate.domain.event import Record
from mailgate.domain.roster import Tenure
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import moment_in_words


def sharers(record: Record, ticket: Ticket, desk: Desk) -> list[tuple[Reader, str | None]]:
    """Whom an agent wrote for, with the moment until which he may take it back; and the deputies, where the official
    gives a command himself during his leave.
    """
    roster, day = ticket.roster(desk.office), desk.day.date()
    seat = next((seat for seat in roster.seats if seat.code == record.by.seat), None)
    if seat is None or seat.team:
        return []
    giver = [holder for held, holder in roster.acting(record.by.email, day) if held.code == seat.code]
    reached = roster.writes_to(seat, day)
    if not giver or any(holder in roster.in_office(seat, day) for holder in giver):
        return []
    yth = {Tenure.PLT: f"Plt. {seat.title}", Tenure.PLH: f"Plh. {seat.title}"}
    until = None
    if seat.has_agent(record.by.email) and ticket.undo and ticket.undo.by == record.by.email:
        until = moment_in_words(principal_undoes_until(ticket.undo.at, desk.office.calendar), desk.office)
    return [(Reader(h.email, yth.get(h.tenure, seat.title), h.greeting, seat.code), until) for h in reached]
