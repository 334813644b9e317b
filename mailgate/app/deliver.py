"""One notice becomes one mail: claim, render, compose, SMTP, done; SMTP stands outside every transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from mailgate.app.alarms import undeliverable
from mailgate.app.frame import Desk
from mailgate.app.late_reminders import is_stale, tell_afresh
from mailgate.app.ports import OutboxRow, Press, Rendered, Renderer, Transport, UnitOfWork
from mailgate.app.reachability import Unreached, refused
from mailgate.app.world import World
from mailgate.domain.errors import DeliveryError, TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office
from mailgate.mail.compose import Enclosure, Mail, compose
from mailgate.mail.seal import plus_address

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "eml": "application/octet-stream",
}
"""What each format of a paper is called in a mail (IANA).

A mail that could not be taken in is octets, not message/rfc822: nothing on the way is to look into it, take it for
the mail that is forwarded, or recode it (RFC 2046 5.2.1 allows it no base64).
"""

MOST_ENCLOSED = 3_000_000
"""Bytes that go along with one mail: mailboxes of 1 GB are the norm (domain notes 6.2, 7)."""


def claim_outbox(ids: Sequence[int], world: World) -> tuple[list[OutboxRow], list[int]]:
    """Claim due notices in one transaction: a claim costs a commit, and so does a batch of them.

    As with `claim_inbox`, those whose last try ended without a word are given back, to be claimed each alone: one that
    kills its worker would have all that were sent before it sent again, each time.
    """
    now = world.clock()
    with world.unit_of_work() as uow:
        alone = uow.outbox.unheard(ids, now) if len(ids) > 1 else []
        rows = uow.outbox.claim([each for each in ids if each not in alone], now)
        uow.commit()
    return rows, alone


def deliver_row(
    row: OutboxRow, world: World, renderer: Renderer, press: Press, transport_of: Callable[[str], Transport]
) -> str | None:
    """Send a claimed notice: subject and plain part as sent, for `mark_sent`; None where it failed or is stale.

    A failure stays on the row with its reason and the next attempt. `transport_of` gives the way out of an office by
    its code.
    """
    office = world.office(row.notice.office)
    if is_stale(row, world):
        tell_afresh(row, world)
        return None
    try:
        kept, withheld = within_size([_made(paper, press, office) for paper in row.notice.papers])
        words = {"enclosed": [e.name for e in kept if not e.inline], "withheld": [e.name for e in withheld]}
        rendered = renderer.render(replace(row.notice, payload={**row.notice.payload, **words}))
        mail = mail_of(row, rendered, office, plus=office.code in world.plus_addresses)
        _send(row, replace(mail, enclosures=kept), transport_of(office.code))
    except (DeliveryError, TemplateError) as error:
        _failed(row, error, office, world)
        return None
    return as_sent(rendered)


def _send(row: OutboxRow, mail: Mail, transport: Transport) -> None:
    """Hand the mail to SMTP, in plainer forms where the server refuses the first for another reason than its recipient.

    What only answers goes out under the null sender, so that it can't come back (RFC 3834 3.3, RFC 5321 4.5.5); some
    servers let their users send under their own address alone. A mail that could not be taken in may hold what a
    filter refuses; the helpdesk must hear of it all the same.
    """
    senders = ["", mail.sender] if row.notice.acknowledges else [mail.sender]
    suspect = any(paper.format == "eml" for paper in row.notice.papers)
    forms = [(sender, mail) for sender in senders]
    forms += [(mail.sender, replace(mail, enclosures=()))] if suspect and mail.enclosures else []
    for sender, form in forms[:-1]:
        try:
            transport.send(sender, [mail.recipient], compose(form))
            return
        except DeliveryError as error:
            if not error.permanent or (error.to_recipient and sender):  # Postfix judges senders only at RCPT
                raise
    sender, form = forms[-1]
    transport.send(sender, [mail.recipient], compose(form))


def _made(paper: Paper, press: Press, office: Office) -> Enclosure:
    return Enclosure(paper.name, CONTENT_TYPES[paper.format], press.make(paper, office), inline=paper.inline)


def within_size(enclosures: Sequence[Enclosure]) -> tuple[list[Enclosure], list[Enclosure]]:
    """What goes along, and what would make the mail too large; a picture that the HTML shows always goes along."""
    kept: list[Enclosure] = []
    withheld: list[Enclosure] = []
    for enclosure in enclosures:
        fits = enclosure.inline or sum(len(e.data) for e in kept) + len(enclosure.data) <= MOST_ENCLOSED
        (kept if fits else withheld).append(enclosure)
    return kept, withheld


_SUBJECT = "Subjek: "


def as_sent(rendered: Rendered) -> str:
    """What the outbox keeps of a mail: its subject on the first line, then the plain part."""
    return f"{_SUBJECT}{rendered.subject}\n\n{rendered.text}"


def sent_parts(text: str) -> tuple[str, str]:
    """Subject and plain part of what `as_sent` wrote; no subject where a mail was kept without."""
    first, _, rest = text.partition("\n\n")
    return (first.removeprefix(_SUBJECT), rest) if first.startswith(_SUBJECT) else ("", text)


def mail_of(row: OutboxRow, rendered: Rendered, office: Office, *, plus: bool) -> Mail:
    """The mail of an outbox row, the same for every try."""
    notice = row.notice
    sealed = notice.seal is not None and notice.ticket is not None
    reply_to = plus_address(office.address, notice.seal or "", notice.ticket or "") if plus and sealed else None
    return Mail(
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        sender_name=f"Layanan TIK {office.short_name}",
        sender=office.address,
        recipient=notice.recipient,
        message_id=row.message_id,
        date=row.created_at,
        kind=notice.template,
        automatic="auto-replied" if notice.auto_replied else "auto-generated",
        reply_to=reply_to,
        in_reply_to=notice.in_reply_to,
        references=notice.references,
        list_id=f"<laporan.{office.address.replace('@', '.')}>" if notice.template.startswith("laporan-") else None,
    )


def _failed(row: OutboxRow, error: DeliveryError | TemplateError, office: Office, world: World) -> None:
    permanent, away = (error.permanent, error.away) if isinstance(error, DeliveryError) else (False, False)
    with world.unit_of_work() as uow:
        final = uow.outbox.fail(row.id, str(error), permanent=permanent, away=away, now=world.clock())
        told = _told(row, error, world.desk(office), uow) if final else Unreached()
        ids = uow.outbox.add(told.notices, world.clock())
        uow.commit()
    if told.changed:
        world.forget()
    world.queue.deliver(ids)


def _told(row: OutboxRow, error: DeliveryError | TemplateError, desk: Desk, uow: UnitOfWork) -> Unreached:
    """Who hears of a mail that is given up: of a bad address once, of every other reason each time."""
    if isinstance(error, DeliveryError) and error.permanent and error.to_recipient:
        return refused(row, error.to_recipient, desk, uow)
    if row.notice.template == "kelola":
        return Unreached()
    return Unreached(tuple(undeliverable(row, str(error), desk)))
