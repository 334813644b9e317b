"""A letter of Sifat Rahasia: its words stay out of every mail, and only the head of the office and TU hear of it."""

from collections.abc import Iterator
from dataclasses import replace

from mailgate.app.frame import Desk, Reader, readers_of, role_readers
from mailgate.app.request import Request
from mailgate.domain.actor import Assignment
from mailgate.domain.office import Office
from mailgate.domain.roster import OFFICE_ROLES, Seat
from mailgate.domain.rule import TRAY_SORT
from mailgate.domain.ticket import Ticket

SUBJECT = "surat bersifat rahasia"
"""What stands in place of the Hal wherever one is shown."""

NAMELESS = "berkas bersifat rahasia"
"""What history calls the files; their bytes and names are in the mail as it came."""

REASON = "Surat bersifat rahasia: isinya tidak ditampilkan"


def hidden(request: Request, office: Office) -> Request:
    """The request without its words. Rules may still route it, but only to a step that the head of the office holds;
    else TU says where it goes.
    """
    routing = replace(request.routing, reasons=(REASON,))
    if routing.sop and not _held_by_the_head(routing.sop, office):
        proposed = f"Usulan aturan: SOP {routing.sop}"
        routing = replace(routing, sop=None, tray=TRAY_SORT, reasons=(REASON, proposed))
    return replace(request, subject=SUBJECT, text="", routing=routing)


def hide(ticket: Ticket) -> None:
    """The letter turned out to be confidential only now: from here on, the ticket shows nothing of it."""
    ticket.confidential, ticket.subject, ticket.summary, ticket.documents = True, SUBJECT, "", []


def _held_by_the_head(sop_id: str, office: Office) -> bool:
    active = office.sop(sop_id)
    return active is not None and set(active.sop.step(active.sop.entry).acting) <= {s.role for s in heads(office)}


def heads(office: Office) -> list[Seat]:
    """The posts with nobody above them, the office's own tray aside: its head."""
    return [seat for seat in office.roster.seats if seat.superior is None and seat.role not in OFFICE_ROLES]


def first_told(ticket: Ticket, desk: Desk) -> Iterator[Reader]:
    """Who hears that a confidential letter came: the head of the office, and TU, who has the letter."""
    yield from readers_of(tuple(Assignment(seat.code) for seat in heads(desk.office)), ticket, desk)
    yield from role_readers("tu", desk)
