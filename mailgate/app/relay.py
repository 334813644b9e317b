"""Enqueue again what is due: the broker may lose everything at any moment, the rows lose nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mailgate.app.ports import Queue, UnitOfWork

LIMIT = 1000
"""Rows of each box a call looks at; a longer backlog follows with the next calls, seconds later."""

GRACE = timedelta(seconds=5)
"""Whoever stores a row enqueues it too; only what is still due after that long was missed."""

PATIENCE = timedelta(minutes=1)
"""A row is not enqueued again within that time, or a backlog would fill the broker with the same ids."""


@dataclass(slots=True)
class Asked:
    """What this process has lately enqueued: row id → when. Empty after a restart, when nothing is known of queues."""

    inbox: dict[int, datetime] = field(default_factory=dict)
    outbox: dict[int, datetime] = field(default_factory=dict)
    readings: dict[int, datetime] = field(default_factory=dict)


def relay(unit_of_work: Callable[[], UnitOfWork], queue: Queue, now: datetime, asked: Asked) -> int:
    """Enqueue due mails in and out and files to read; how many. Cheap when nothing is due; call it often."""
    with unit_of_work() as uow:
        due_in = uow.inbox.due(now - GRACE, LIMIT)
        due_out = uow.outbox.due(now - GRACE, LIMIT)
        due_files = uow.readings.due(now - GRACE, LIMIT)
    received, delivered = _not_asked(due_in, asked.inbox, now), _not_asked(due_out, asked.outbox, now)
    read = _not_asked(due_files, asked.readings, now)
    if received:
        queue.receive(received)
    if delivered:
        queue.deliver(delivered)
    if read:
        queue.read(read)
    return len(received) + len(delivered) + len(read)


def _not_asked(ids: Sequence[int], asked: dict[int, datetime], now: datetime) -> list[int]:
    for row_id in [row_id for row_id, at in asked.items() if now - at >= PATIENCE]:
        del asked[row_id]
    new = [row_id for row_id in ids if row_id not in asked]
    asked.update(dict.fromkeys(new, now))
    return new
