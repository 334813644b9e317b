"""A letter that was read after its mail was decided reaches the ticket, which may be routed once more by it."""

from collections.abc import Sequence

from mailgate.app.confidential import hide
from mailgate.app.history import remember
from mailgate.app.intake import understood
from mailgate.app.notices import notices_for
from mailgate.app.ports import UnitOfWork
from mailgate.app.request import BODY_LIMIT, Request
from mailgate.app.resent import seen_before
from mailgate.app.world import World
from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.documents import seen
from mailgate.domain.event import Event, LetterRead
from mailgate.domain.letter import LetterKind
from mailgate.domain.notice import Notice
from mailgate.domain.office import Office
from mailgate.domain.read_file import PRECEDENCE, ReadFile, bare, main_letter
from mailgate.domain.rule import TRAY_SORT
from mailgate.domain.ticket import Ticket
from mailgate.mail.parse import parse
from mailgate.surat.addressed import Addressed


def letter_came(inbox_id: int, files: Sequence[ReadFile], world: World, uow: UnitOfWork) -> list[Notice]:
    """Record what was read of a mail's files on the ticket of that mail, and what follows; nothing without a ticket."""
    number, raw = uow.inbox.ticket(inbox_id), uow.inbox.raw(inbox_id)
    if number is None or raw is None:
        return []
    ticket = uow.tickets.get(number)
    office = world.policy().offices.get(ticket.office)
    if office is None:
        return []
    message, now = parse(raw), world.clock()
    request = understood(message, office, files, world.authserv_ids.get(office.code))
    before = seen_before(request, office, uow, now, but=number)
    opening = ticket.thread[:1] == [message.message_id]
    events: list[Event] = [
        LetterRead(file.without_text(), late=True, same=before.ticket if before else "", opening=opening)
        for file in files
    ]
    _keep(ticket, files)
    if opening and ticket.is_open and _untouched(ticket):
        events += _routed_again(ticket, request, office, world)
    records = ticket.record(events, THE_GATEWAY, now)
    remember(ticket, events, THE_GATEWAY, office, now)
    uow.tickets.save(ticket, records)
    return notices_for(records, ticket, world.desk(office))


def _keep(ticket: Ticket, files: Sequence[ReadFile]) -> None:
    """The ticket's letter is the weightiest that came, the first of its kind; a confidential one hides the ticket."""
    ticket.papers += [seen(letter) for file in files for letter in file.letters]
    letter, present = main_letter(files), ticket.letter
    if letter and (present is None or _weight(letter.kind) < _weight(present.kind)):
        ticket.letter = bare(letter)
    if any(file.confidential for file in files):
        hide(ticket)
        ticket.letter = bare(next(letter for file in files for letter in file.letters if letter.confidential))


def _weight(kind: LetterKind) -> int:
    return PRECEDENCE.index(kind)


def _untouched(ticket: Ticket) -> bool:
    """Whether the ticket still lies in the tray as it came, without a human's hand on it."""
    return ticket.tray == TRAY_SORT and not ticket.visits


def _routed_again(ticket: Ticket, request: Request, office: Office, world: World) -> list[Event]:
    """With the letter's facts: its Hal and its sender, and the SOP where the rules now know one.

    What turns out to be no request stays in the tray: a person is looking at it already.
    """
    routing = request.routing
    ticket.subject, ticket.requester = request.subject, request.party
    if not ticket.confidential:
        ticket.summary = request.text[:BODY_LIMIT]
    ticket.priority = ticket.priority or routing.priority
    ticket.kind, ticket.service = ticket.kind or routing.proposal.kind, ticket.service or routing.proposal.service
    active = office.sop(routing.sop) if routing.sop and request.concern is Addressed.US else None
    return ticket.begin(active.sop, office, world.clock()) if active else []
