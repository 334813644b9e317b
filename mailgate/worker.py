"""Dramatiq actors: row ids → one use case a row. What a row raises stays with the row."""

from collections.abc import Callable, Sequence
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


class App(Protocol):
    """What the actors call."""

    def receive(self, inbox_id: int) -> None:
        """Claim the row and make of the mail what it is; raises when that fails."""

    def deliver(self, outbox_id: int) -> None:
        """Claim the row, render and send; raises when that fails."""

    def receive_failed(self, inbox_id: int, error: Exception) -> None:
        """Keep the error on the row; the helpdesk hears of a row that is stuck now."""

    def deliver_failed(self, outbox_id: int, error: Exception) -> None:
        """Keep the error on the row; the helpdesk hears of a mail that is given up."""


def declare_actors(app: App, broker: Broker, stop: Event | None = None) -> None:
    """Declare `receive` and `deliver`. Once `stop` is set, the rows not begun are left for the next start."""
    halted = stop or Event()

    def receive(ids: Sequence[int]) -> None:
        _work_off(ids, app.receive, app.receive_failed, halted)

    def deliver(ids: Sequence[int]) -> None:
        _work_off(ids, app.deliver, app.deliver_failed, halted)

    for actor in (receive, deliver):
        name = actor.__name__
        dramatiq.actor(actor_name=name, queue_name=name, broker=broker, max_retries=0)(actor)


def start_worker(broker: Broker, threads: int) -> dramatiq.Worker:
    """Threads of this process that work off all queues, until `stop()` is called on what is returned."""
    idle = IDLE_MS_IN_MEMORY if isinstance(broker, MemoryBroker) else IDLE_MS
    worker = dramatiq.Worker(broker, worker_threads=threads, worker_timeout=idle)
    worker.start()
    return worker


def _work_off(
    ids: Sequence[int], work: Callable[[int], None], failed: Callable[[int, Exception], None], halted: Event
) -> None:
    for row_id in ids:
        if halted.is_set():
            return
        error = _attempt(partial(work, row_id))
        if error is None:
            continue
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
