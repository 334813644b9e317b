"""Take mail in: store the bytes, commit, and only then mark them on the server. Nothing is parsed here."""

import logging
import random
from collections.abc import Callable, Collection
from threading import Event

from mailgate.app.ports import Channel, Clock, Queue, UnitOfWork
from mailgate.domain.errors import ChannelError, DatabaseError, MailgateError

log = logging.getLogger(__name__)

WAIT_SECONDS = 300.0
"""The channel answers at once when something is new; every five minutes the folder is looked at all the same."""

TURN_SECONDS = 5.0
"""Between looks whether a mailbox that another process polls has become free: well under the 30 seconds promised."""

LONGEST_PAUSE_SECONDS = 300.0
"""Between tries to reach a mailbox that is away: soon after it is back mail must flow again."""


def poll(
    channel: Channel,
    office: str,
    *,
    unit_of_work: Callable[[], UnitOfWork],
    queue: Queue,
    clock: Clock,
    stop: Event,
    is_our_turn: Callable[[], bool] = lambda: True,
    fared: Callable[[MailgateError | None], None] = lambda _: None,
) -> None:
    """Take mail in until `stop` is set; `channel.close()` from another thread ends its waiting.

    While it is another process's turn to poll this mailbox, nothing is connected. A channel or database that is away is
    logged and tried again, later each time. `fared` hears of each round: of its fault, or None where it went well.
    """
    failures = 0
    while not stop.is_set():
        try:
            if not is_our_turn():
                stop.wait(TURN_SECONDS)
                continue
            take_in(channel, office, unit_of_work=unit_of_work, queue=queue, clock=clock)
            failures = 0
            fared(None)
            channel.wait(WAIT_SECONDS)
        except (ChannelError, DatabaseError) as error:
            if stop.is_set():
                return
            failures += 1
            pause = pause_after(failures, random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, guards nothing
            facts = {"mailbox": channel.name, "error": str(error), "failures": failures, "retry_in": round(pause, 1)}
            log.warning("polling_interrupted", extra=facts)
            fared(error)
            stop.wait(pause)


def take_in(
    channel: Channel,
    office: str,
    *,
    unit_of_work: Callable[[], UnitOfWork],
    queue: Queue,
    clock: Clock,
) -> int:
    """One round: store, commit, enqueue and acknowledge batch by batch; the number of mails that are new.

    A crash after the commit leaves mails unmarked. They come again, the inbox knows their source, and they are marked
    now. ChannelError, DatabaseError.
    """

    def known(folder_key: str, lowest: int) -> Collection[int]:
        with unit_of_work() as uow:
            return uow.inbox.known_uids(folder_key, lowest)

    taken = 0
    for mails in channel.fetch(known):
        with unit_of_work() as uow:
            ids = uow.inbox.add(office, channel.name, mails, clock())
            uow.commit()
        queue.receive(ids)
        channel.acknowledge([mail.source for mail in mails])
        taken += len(ids)
        log.info("mail_taken_in", extra={"mailbox": channel.name, "mails": len(mails), "rows": ids})
    return taken


def pause_after(failures: int, jitter: float) -> float:
    """Seconds to wait after that many failures in a row: 1, 2, 4 … times `jitter` (0.5 to 1), at most five minutes."""
    doublings = min(failures - 1, 10)  # 2¹⁰ seconds are beyond the bound already
    return jitter * min(float(1 << doublings), LONGEST_PAUSE_SECONDS)
