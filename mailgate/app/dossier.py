"""Everything that the database holds of one ticket, gathered for its dossier."""

from collections.abc import Iterator
from datetime import datetime

from mailgate.app.deliver import sent_parts
from mailgate.app.papers.case import case_of
from mailgate.app.papers.dossier import Correspondence, dossier
from mailgate.app.papers.kinds import DOSSIER
from mailgate.app.ports import Received, Sent, UnitOfWork
from mailgate.domain.errors import UnreadableMail
from mailgate.domain.event import FileRecord
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office
from mailgate.domain.ticket import Ticket
from mailgate.mail.parse import parse
from mailgate.mail.reply import new_text


def dossier_of(ticket: Ticket, office: Office, uow: UnitOfWork, now: datetime) -> Paper:
    """The dossier of a ticket as it stands inside this transaction."""
    case = case_of(ticket, uow.tickets.history(ticket.number), office, now)
    mails = sorted(correspondence(ticket.number, office, uow), key=lambda mail: mail.at or now)
    data = dossier(case, mails, uow.tickets.chain_of(ticket.number))
    return Paper(DOSSIER, "pdf", f"{DOSSIER}-{ticket.number}.pdf", data)


def correspondence(number: str, office: Office, uow: UnitOfWork) -> Iterator[Correspondence]:
    """Every mail in and out about a ticket; one raw mail at a time is held in memory."""
    for received in uow.inbox.about(number):
        yield _came(received)
    for sent in uow.outbox.about(number):
        yield _went(sent, office)


def _came(mail: Received) -> Correspondence:
    try:
        message = parse(mail.raw)
    except UnreadableMail as error:
        return Correspondence(True, mail.received_at, "", "", (), "(surel tidak dapat dibaca)", str(error))
    written = new_text(message).strip()
    return Correspondence(
        incoming=True,
        at=mail.received_at,
        message_id=message.message_id or "",
        sender=message.sender.email,
        recipients=tuple(a.email for a in (*message.to, *message.cc)),
        subject=message.subject,
        text=written or message.text,
        quotes=bool(written) and len(written) < len(message.text.strip()),
        files=tuple(FileRecord(a.name, a.size, a.sha256) for a in message.attachments),
    )


def _went(mail: Sent, office: Office) -> Correspondence:
    subject, text = sent_parts(mail.text or "")
    return Correspondence(
        incoming=False,
        at=mail.sent_at,
        message_id=mail.message_id,
        sender=office.address,
        recipients=(mail.notice.recipient,),
        subject=subject,
        text=text or "(belum terkirim)",
        papers=tuple(paper.name for paper in mail.notice.papers if not paper.inline),
    )
