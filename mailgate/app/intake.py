"""A request becomes a ticket: who asks, what for, which SOP, and the first mails."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailgate.app.enclosing import enclosed
from mailgate.app.limits import RECEIPT
from mailgate.app.notices import notices_for
from mailgate.app.ports import UnitOfWork
from mailgate.app.world import World
from mailgate.domain.actor import REQUESTER_SEAT, Actor
from mailgate.domain.event import Event, FileRecord, TicketOpened
from mailgate.domain.message import Address, Message
from mailgate.domain.narrative import tell
from mailgate.domain.notice import Notice, Weight
from mailgate.domain.office import Office, Standing
from mailgate.domain.reminding import next_moment
from mailgate.domain.rule import TRAY_NO_REQUEST, TRAY_SORT, Facts, Routing, route
from mailgate.domain.spelling import normalise
from mailgate.domain.standing import Party
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import clipped
from mailgate.mail.forward import original_sender
from mailgate.mail.likeness import said_in
from mailgate.mail.oral import OralReport, oral_report
from mailgate.mail.reply import new_text
from mailgate.mail.subject import bare_subject
from mailgate.mail.verdict import verdict

RECENT = 5
"""Lines of history a mail shows."""

SUBJECT_LENGTH = 80
"""Characters of an oral report that stand for its subject."""

BODY_LIMIT = 20_000
"""Characters of a body that rules read and the ticket quotes from: more is an attachment pasted into the text."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The ticket's number and its first notices, or the reasons why the mail is no request."""

    ticket: str | None
    notices: Sequence[Notice]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the rules see it: who asks, about what, in which words, and where it is routed."""

    party: Party
    subject: str
    text: str
    routing: Routing


def understand(message: Message, office: Office) -> Request:
    """Who asks for what, and which SOP serves it; pure, so that `explain` shows exactly this."""
    sender, subject, text = _asked(message, office)
    party = party_of(sender, message.sender, office)
    facts = facts_of(message, subject, text[:BODY_LIMIT], sender, party, office)
    in_force = [a for a in office.sops if a.standing is Standing.IN_FORCE]
    default = next((a.sop.id for a in in_force if a.default), None)
    routing = route(facts, office.rules, candidates=[a.sop.id for a in in_force], default=default)
    return Request(party, subject or "(tanpa perihal)", text.strip(), routing)


def _asked(message: Message, office: Office) -> tuple[Address, str, str]:
    """Who first asked, about what, in which words; a forwarder's own words stand above the request they bring."""
    own = new_text(message)
    recorder = office.works_tray(message.sender.email)
    oral = oral_report(own) if recorder else None
    if oral is not None and recorder is not None:
        return _orally(oral, message.sender, recorder, office)
    origin = original_sender(message)
    if origin is None or origin.address.email in ("", office.address):
        text = own or message.text
        return message.sender, bare_subject(message.subject) or _first_line(text), text
    text = "\n\n".join(filter(None, (own.strip(), (origin.body or "").strip()))) or message.text
    return origin.address, bare_subject(origin.subject or message.subject) or _first_line(origin.body or own), text


def _orally(oral: OralReport, writer: Address, recorder: str, office: Office) -> tuple[Address, str, str]:
    """A report taken down by the helpdesk is the organisation's own, where the office knows the organisation."""
    organisation = office.requester_named(oral.organisation)
    sender = Address(organisation.emails[0], organisation.name) if organisation and organisation.emails else writer
    return sender, clipped(oral.text, SUBJECT_LENGTH), oral.as_request(recorder)


def party_of(sender: Address, writer: Address, office: Office) -> Party:
    """The requester: a registered organisation by its address or domain; else the bare address, not verified.

    A forwarded request counts as its original sender's; verified only where the forwarder is known to the office. The
    receipt goes to a registered forwarder where the original sender is not registered.
    """
    known = sender == writer or office.requester_of(writer.email) or office.has_person(writer.email)
    organisation = office.requester_of(sender.email)
    if organisation:
        return Party(sender.email, organisation.name, organisation.code, organisation.head, verified=bool(known))
    forwarder = office.requester_of(writer.email)
    if forwarder:
        return Party(writer.email, forwarder.name, forwarder.code, forwarder.head, verified=True)
    return Party(sender.email, sender.name or sender.email, None, "", verified=False)


def facts_of(message: Message, subject: str, text: str, sender: Address, party: Party, office: Office) -> Facts:
    """What the rules may look at."""
    names = " ".join(a.name for a in message.attachments)
    return Facts(
        texts={"subjek": normalise(subject), "isi": normalise(text), "nama_berkas": normalise(names)},
        sender=sender,
        organisation=party.code,
        addressed=_is_addressed(message, office.address),
        attachments=len(message.attachments),
    )


def _is_addressed(message: Message, address: str) -> bool:
    """Whether the office itself is asked: in To, or by an alias or Bcc; not where it only stands in Cc."""
    return address in {a.email for a in message.to} or address not in {a.email for a in message.cc}


def open_ticket(
    message: Message,
    office: Office,
    world: World,
    uow: UnitOfWork,
    *,
    received_at: datetime,
    truncated: bool = False,
) -> Opened:
    """Open a ticket for a request, inside the caller's transaction; no ticket where it is none.

    `truncated` is true where the mail was too large and its attachments stayed on the server.
    """
    request = understand(message, office)
    if request.routing.tray == TRAY_NO_REQUEST:
        return Opened(None, (), request.routing.reasons)
    if not _vouched(message, world.authserv_ids.get(office.code)):
        request = replace(request, party=replace(request.party, verified=False))
    if not request.party.verified:
        request = replace(request, routing=_put_before_the_helpdesk(request.routing))
    now = world.clock()
    year = now.astimezone(ZoneInfo(office.zone)).year
    ticket = Ticket(
        number=uow.tickets.next_number(office.code, office.prefix, year),
        office=office.code,
        requester=request.party,
        subject=request.subject,
        summary=request.text[:BODY_LIMIT],
        opened_at=received_at,
        tray=request.routing.tray,
        priority=request.routing.priority,
        kind=request.routing.proposal.kind,
        service=request.routing.proposal.service,
        documents=[a.name for a in message.attachments],
        thread=[message.message_id] if message.message_id else [],
    )
    events: list[Event] = [_opened(message, request, truncated=truncated)]
    active = office.sop(request.routing.sop) if request.routing.sop else None
    if active:
        events += ticket.begin(active.sop, office, now)
    asker = Actor(request.party.email, request.party.name, request.party.name, REQUESTER_SEAT, via=message.message_id)
    records = ticket.record(events, asker, now)
    remember(ticket, events, asker, office, now)
    uow.tickets.add(ticket, records)
    desk = world.desk(office)
    told = notices_for(records, ticket, desk)
    said = said_in(request.text, message.subject, files=[file.sha256 for file in files_of(message)])
    told = [n.weighing(Weight.COURTESY, said) if n.template == RECEIPT else n for n in told]
    notices = enclosed(told, records, ticket, desk, uow)
    return Opened(ticket.number, notices, request.routing.reasons)


def _vouched(message: Message, authserv_id: str | None) -> bool:
    """Whether nothing our mail server says speaks against the From; where it says nothing, the address must do."""
    judged = verdict(message, authserv_id=authserv_id)
    return judged.sufficient or not (judged.denied or judged.results)


def files_of(message: Message) -> tuple[FileRecord, ...]:
    """What history keeps of the attachments."""
    return tuple(FileRecord(a.name, a.size, a.sha256) for a in message.attachments)


def remember(ticket: Ticket, events: Sequence[Event], by: Actor, office: Office, now: datetime) -> None:
    """Add the events' lines to the short history that mails show, and see when time next has something to do."""
    lines = [(now, line) for event in events if (line := tell(event, by, office, ticket.roster(office)))]
    ticket.recent = (ticket.recent + lines)[-RECENT:]
    ticket.wakes_at = next_moment(ticket, office, now)


def _put_before_the_helpdesk(routing: Routing) -> Routing:
    """A request of nobody the office knows waits in the tray; what the rules found stays as their proposal."""
    proposed = f"; usulan aturan: SOP {routing.sop}" if routing.sop else ""
    reasons = (f"Pengirim belum terverifikasi{proposed}", *routing.reasons)
    return replace(routing, sop=None, tray=TRAY_SORT, reasons=reasons)


def _opened(message: Message, request: Request, *, truncated: bool) -> TicketOpened:
    routing = request.routing
    return TicketOpened(
        subject=request.subject,
        summary=request.text[:BODY_LIMIT],
        organisation=request.party.name,
        verified=request.party.verified,
        sop=routing.sop,
        tray=routing.tray,
        score=routing.score,
        reasons=routing.reasons,
        review=routing.review,
        priority=routing.priority,
        files=files_of(message),
        truncated=truncated,
    )


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
