"""A request becomes a ticket, with its letters and the first mails; a letter that came before joins its ticket."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailgate.app.confidential import NAMELESS, hidden
from mailgate.app.enclosing import enclosed
from mailgate.app.history import files_of, remember
from mailgate.app.limits import RECEIPT
from mailgate.app.misdirected import copied, misdirected
from mailgate.app.notices import notices_for
from mailgate.app.ports import UnitOfWork
from mailgate.app.request import BODY_LIMIT, Request, understand
from mailgate.app.resent import joined, seen_before
from mailgate.app.world import World
from mailgate.domain.actor import REQUESTER_SEAT, Actor
from mailgate.domain.documents import Seen, seen
from mailgate.domain.event import Event, LetterRead, TicketOpened
from mailgate.domain.letter import LetterKind
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice, Weight
from mailgate.domain.office import Office
from mailgate.domain.read_file import ReadFile, bare
from mailgate.domain.rule import TRAY_NO_REQUEST, TRAY_SORT, Routing
from mailgate.domain.ticket import Ticket
from mailgate.mail.likeness import said_in
from mailgate.mail.verdict import verdict
from mailgate.surat.addressed import Addressed
from mailgate.surat.form import form_in_text

FORM_LABELS = 3
"""Labels of the form from which a mail's text counts as the form: `Lokasi: …` alone is how people write anyway."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The ticket's number and its first notices, or the reasons why the mail is no request.

    `result` is the ledger's word for what became of the mail.
    """

    ticket: str | None
    notices: Sequence[Notice]
    reasons: tuple[str, ...]
    result: str = "tiket"


def open_ticket(
    message: Message,
    office: Office,
    world: World,
    uow: UnitOfWork,
    *,
    received_at: datetime,
    truncated: bool = False,
    files: Sequence[ReadFile] = (),
) -> Opened:
    """Open a ticket for a request, inside the caller's transaction; no ticket where it is none.

    `truncated` is true where the mail was too large and its attachments stayed on the server; `files` are what was
    read of the attachments.
    """
    now, desk = world.clock(), world.desk(office)
    request = understood(message, office, files, world.authserv_ids.get(office.code))
    if request.concern is Addressed.OTHERS:
        return Opened(None, misdirected(message, request.letter, desk), (), "arsip: surat untuk instansi lain")
    if request.concern is Addressed.COPY:
        return Opened(None, copied(message, desk), (), "arsip: surat tembusan")
    if request.routing.tray == TRAY_NO_REQUEST:
        reasons = request.routing.reasons
        return Opened(None, (), reasons, f"arsip: bukan permintaan ({'; '.join(reasons)})")
    before = seen_before(request, office, uow, now)
    if before is not None and request.party.verified:
        return Opened(before.ticket, joined(before, message, files_of(message), desk, uow), (), "balasan")
    ticket = _ticket(message, request, received_at, _next_number(office, uow, now))
    events: list[Event] = [_opened(message, request, truncated=truncated, same=before.ticket if before else "")]
    events += [LetterRead(file.without_text()) for file in files if not file.waits]
    active = office.sop(request.routing.sop) if request.routing.sop else None
    if active:
        events += ticket.begin(active.sop, office, now)
    party = request.party
    asker = Actor(party.email, party.name, party.name, REQUESTER_SEAT, via=message.message_id)
    records = ticket.record(events, asker, now)
    remember(ticket, events, asker, office, now)
    uow.tickets.add(ticket, records)
    told = notices_for(records, ticket, desk)
    said = said_in(request.text, message.subject, files=[file.sha256 for file in files_of(message)])
    told = [n.weighing(Weight.COURTESY, said) if n.template == RECEIPT else n for n in told]
    notices = enclosed(told, records, ticket, desk, uow)
    return Opened(ticket.number, notices, request.routing.reasons)


def understood(message: Message, office: Office, files: Sequence[ReadFile], authserv_id: str | None) -> Request:
    """The request with what is proven of its sender, and with what a confidential letter hides."""
    request = understand(message, office, files)
    if not _vouched(message, authserv_id):
        asker = replace(request.asker, party=replace(request.party, verified=False))
        request = replace(request, asker=asker)
    if request.confidential:
        request = hidden(request, office)
    if not request.party.verified and request.routing.tray != TRAY_NO_REQUEST:
        request = replace(request, routing=_put_before_the_helpdesk(request.routing))
    return request


def _next_number(office: Office, uow: UnitOfWork, now: datetime) -> str:
    return uow.tickets.next_number(office.code, office.prefix, now.astimezone(ZoneInfo(office.zone)).year)


def _ticket(message: Message, request: Request, received_at: datetime, number: str) -> Ticket:
    routing = request.routing
    return Ticket(
        number=number,
        office=request.office,
        requester=request.party,
        subject=request.subject,
        summary=request.text[:BODY_LIMIT],
        opened_at=received_at,
        tray=routing.tray,
        priority=routing.priority,
        kind=routing.proposal.kind,
        service=routing.proposal.service,
        documents=[] if request.confidential else [a.name for a in message.attachments],
        thread=[message.message_id] if message.message_id else [],
        letter=bare(request.letter) if request.letter else None,
        papers=papers_of(request),
        confidential=request.confidential,
    )


def papers_of(request: Request) -> list[Seen]:
    """The documents that came with a request: its letters, and a form that was filled in inside the mail itself."""
    papers = [seen(letter) for file in request.files for letter in file.letters]
    if len(form_in_text(request.text)) >= FORM_LABELS:
        papers.append(Seen(LetterKind.REQUEST_FORM))
    return papers


def _vouched(message: Message, authserv_id: str | None) -> bool:
    """Whether nothing our mail server says speaks against the From; where it says nothing, the address must do."""
    judged = verdict(message, authserv_id=authserv_id)
    return judged.sufficient or not (judged.denied or judged.results)


def _put_before_the_helpdesk(routing: Routing) -> Routing:
    """A request of nobody the office knows waits in the tray; what the rules found stays as their proposal."""
    proposed = f"; usulan aturan: SOP {routing.sop}" if routing.sop else ""
    reasons = (f"Pengirim belum terverifikasi{proposed}", *routing.reasons)
    return replace(routing, sop=None, tray=TRAY_SORT, reasons=reasons)


def _opened(message: Message, request: Request, *, truncated: bool, same: str) -> TicketOpened:
    routing, files = request.routing, files_of(message)
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
        files=tuple(replace(file, name=NAMELESS) for file in files) if request.confidential else files,
        truncated=truncated,
        also=request.asker.also or "",
        same=same,
        unread=tuple(file.name for file in request.files if file.waits),
    )
