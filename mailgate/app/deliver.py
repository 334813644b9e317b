"""One notice becomes one mail: claim, render, compose, SMTP, done; SMTP stands outside every transaction."""

from collections.abc import Callable

from mailgate.app.alarms import undeliverable
from mailgate.app.ports import OutboxRow, Rendered, Renderer, Transport
from mailgate.app.world import World
from mailgate.domain.errors import DeliveryError, TemplateError
from mailgate.domain.office import Office
from mailgate.mail.compose import Letter, compose
from mailgate.mail.seal import plus_address


def deliver(outbox_id: int, world: World, renderer: Renderer, transport_of: Callable[[str], Transport]) -> None:
    """Send the notice if it is due; a failure stays on the row with its reason and the next attempt.

    `transport_of` gives the way out of an office by its code.
    """
    with world.unit_of_work() as uow:
        row = uow.outbox.claim(outbox_id, world.clock())
        uow.commit()
    if row is None:
        return
    office = world.office(row.notice.office)
    try:
        rendered = renderer.render(row.notice)
        data = compose(letter_of(row, rendered, office, plus=office.code in world.plus_addresses))
        transport_of(office.code).send(office.address, [row.notice.recipient], data)
    except (DeliveryError, TemplateError) as error:
        _failed(row, error, office, world)
        return
    with world.unit_of_work() as uow:
        uow.outbox.sent(row.id, rendered.text, world.clock())
        uow.commit()


def letter_of(row: OutboxRow, rendered: Rendered, office: Office, *, plus: bool) -> Letter:
    """The mail of an outbox row, the same for every try."""
    notice = row.notice
    sealed = notice.seal is not None and notice.ticket is not None
    reply_to = plus_address(office.address, notice.seal or "", notice.ticket or "") if plus and sealed else None
    return Letter(
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
    permanent = isinstance(error, DeliveryError) and error.permanent
    with world.unit_of_work() as uow:
        final = uow.outbox.fail(row.id, str(error), permanent=permanent, now=world.clock())
        ids: list[int] = []
        if final and row.notice.template != "kelola":
            ids = uow.outbox.add(undeliverable(row, str(error), world.desk(office)), world.clock())
        uow.commit()
    world.queue.deliver(ids)
