"""What is kept when a row raised: the error on the row, and one mail to the helpdesk when there is no further try."""

from mailgate.app.quarantine import stuck
from mailgate.app.world import World


def receive_failed(inbox_id: int, error: Exception, world: World) -> None:
    """Keep the error; a mail that failed for the last time is quarantined, and its office's helpdesk is told."""
    with world.unit_of_work() as uow:
        final = uow.inbox.fail(inbox_id, described(error), world.clock())
        ids: list[int] = []
        if final:
            office = world.policy().offices.get(uow.inbox.office_of(inbox_id))
            kept = uow.inbox.kept(inbox_id)
            if office is not None and kept is not None:
                ids = uow.outbox.add(stuck(kept, described(error), world.desk(office)), world.clock())
        uow.commit()
    world.queue.deliver(ids)


def deliver_failed(outbox_id: int, error: Exception, world: World) -> None:
    """Keep the error of a mail that could not even be tried; the row's own clock tries again."""
    with world.unit_of_work() as uow:
        uow.outbox.fail(outbox_id, described(error), permanent=False, now=world.clock())
        uow.commit()


def described(error: Exception) -> str:
    """The kind and text of an error, in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]
