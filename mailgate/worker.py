"""Dramatiq actors: row ids → one use case a row. What a row raises stays with the row."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from threading import Event
from typing import Protocol

import dramatiq
import structlog
from dramatiq import Broker

from mailgate.adapters.queue import MemoryBroker
from mailgate.domain.errors import MailgateError

log = structlog.get_logger(__name__)

# How long an idle thread sleeps before it looks whether it should stop, and at most before it asks Redis for news.
IDLE_MS, IDLE_MS_IN_MEMORY = 500, 100


Jobs = Iterable[tuple[int, Callable[[], None]]]
"""Claimed rows: the id, and what is to be done with it."""


class App(Protocol):
    """What the actors call."""

    def receiving(self, inbox_ids: Sequence[int]) -> Jobs:
        """Claim those rows that are due; what is to be done with each raises when it fails."""

    def delivering(self, outbox_ids: Sequence[int]) -> Jobs:
        """As `receiving`, for rows of the outbox."""

    def receive_failed(self, inbox_id: int, error: Exception) -> None:
        """Keep the error on the row; the helpdesk hears of a row that is stuck now."""

    def deliver_failed(self, outbox_id: int, error: Exception) -> None:
        """Keep the error on the row; the helpdesk hears of a mail that is given up."""

    def reading(self, reading_ids: Sequence[int]) -> Jobs:
        """As `receiving`, for files that may be letters."""

    def read_failed(self, reading_id: int, error: Exception) -> None:
        """Keep the error on the row; the ticket hears of a file that is given up."""


def declare_actors(app: App, broker: Broker, stop: Event | None = None) -> None:
    """Declare `receive`, `deliver` and `read`. Once `stop` is set, the rows not begun are left for the next start."""
    halted = stop or Event()

    def receive(ids: Sequence[int]) -> None:
        _work_off(ids, app.receiving, app.receive_failed, halted)

    def deliver(ids: Sequence[int]) -> None:
        _work_off(ids, app.delivering, app.deliver_failed, halted)

    def read(ids: Sequence[int]) -> None:
        _work_off(ids, app.reading, app.read_failed, halted)

    for actor in (receive, deliver, read):
        name = actor.__name__
        dramatiq.actor(actor_name=name, queue_name=name, broker=broker, max_retries=0)(actor)


MAIL_QUEUES, READING_QUEUES = frozenset({"receive", "deliver"}), frozenset({"read"})
"""Mails and letters have workers of their own: a scan that takes minutes never holds a thread that answers mail."""


def start_worker(broker: Broker, threads: int, queues: Collection[str] = MAIL_QUEUES) -> dramatiq.Worker:
    """Threads of this process that work off these queues, until `stop()` is called on what is returned."""
    idle = IDLE_MS_IN_MEMORY if isinstance(broker, MemoryBroker) else IDLE_MS
    worker = dramatiq.Worker(broker, queues=set(queues), worker_threads=threads, worker_timeout=idle)
    worker.start()
    return worker


def _work_off(
    ids: Sequence[int], claim: Callable[[Sequence[int]], Jobs], failed: Callable[[int, Exception], None], halted: Event
) -> None:
    """Claim a batch at once; where that fails (one row's tries are used up), claim each row for itself."""
    if halted.is_set():
        return
    jobs: list[tuple[int, Callable[[], None]]] = []
    error = _attempt(lambda: jobs.extend(claim(ids)))
    if error is None:
        for row_id, run in jobs:
            _keep(row_id, _attempt(run), failed)
    elif len(ids) == 1:
        _keep(ids[0], error, failed)
    else:
        for row_id in ids:
            _work_off([row_id], claim, failed, halted)


def _keep(row_id: int, error: Exception | None, failed: Callable[[int, Exception], None]) -> None:
    if error is not None:
        log.error("row_failed", row=row_id, error=str(error), exc_info=_trace(error))
        # The same guard for keeping the failure: with the database away, the next attempt stands as it was claimed.
        lost = _attempt(partial(failed, row_id, error))
        if lost is not None:
            log.error("failure_not_kept", row=row_id, error=str(lost), exc_info=_trace(lost))


def _attempt(run: Callable[[], None]) -> Exception | None:
    """Run it; what it raised. An actor never raises: one bad mail must not hold up another."""
    try:
        run()
    except Exception as error:  # noqa: BLE001 - the one place in the project where anything may come
        return error
    return None


def _trace(error: Exception) -> Exception | None:
    """A fault that mailgate names needs no traceback; anything else is a bug, and its place is what matters."""
    return None if isinstance(error, MailgateError) else error
