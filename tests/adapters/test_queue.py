"""The queue and the worker behind it: whatever a row does, the next one is worked on."""

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import pytest
from dramatiq import Broker
from structlog.testing import capture_logs

from mailgate.adapters.queue import BATCH, DramatiqQueue, MemoryBroker, open_broker
from mailgate.domain.errors import MailgateError, SettingsError
from mailgate.worker import READING_QUEUES, Jobs, declare_actors, start_worker

PATIENCE = 20  # seconds until a test that waits for another thread is given up


@dataclass
class Desk:
    """Use cases that write down what they were asked for."""

    wanted: int = 0
    received: list[int] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)
    failures: list[tuple[str, int, str]] = field(default_factory=list)
    faults: dict[int, Exception] = field(default_factory=dict)
    ledger_is_away: bool = False
    read: list[int] = field(default_factory=list)
    may_read: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def receiving(self, inbox_ids: Sequence[int]) -> Jobs:
        return [(row_id, partial(self._note, self.received, row_id)) for row_id in inbox_ids]

    def delivering(self, outbox_ids: Sequence[int]) -> Jobs:
        return [(row_id, partial(self._note, self.delivered, row_id)) for row_id in outbox_ids]

    def reading(self, reading_ids: Sequence[int]) -> Jobs:
        return [(row_id, partial(self._read, row_id)) for row_id in reading_ids]

    def read_failed(self, reading_id: int, error: Exception) -> None:
        self.failures.append(("read", reading_id, str(error)))

    def _read(self, row_id: int) -> None:
        self.read.append(row_id)
        assert self.may_read.wait(PATIENCE)

    def receive_failed(self, inbox_id: int, error: Exception) -> None:
        if self.ledger_is_away:
            raise MailgateError("the database is away")
        self.failures.append(("receive", inbox_id, str(error)))

    def deliver_failed(self, outbox_id: int, error: Exception) -> None:
        self.failures.append(("deliver", outbox_id, str(error)))

    def _note(self, seen: list[int], row_id: int) -> None:
        seen.append(row_id)
        if len(self.received) + len(self.delivered) >= self.wanted:
            self.done.set()
        if row_id in self.faults:
            raise self.faults[row_id]


@contextmanager
def at_work(broker: Broker, desk: Desk, stop: threading.Event | None = None) -> Iterator[DramatiqQueue]:
    declare_actors(desk, broker, stop)
    worker, readers = start_worker(broker, threads=2), start_worker(broker, 1, READING_QUEUES)
    try:
        yield DramatiqQueue(broker)
        assert desk.done.wait(PATIENCE)
        worker.join()
        desk.may_read.set()
        readers.join()
    finally:
        desk.may_read.set()
        worker.stop()
        readers.stop()
        broker.close()


@pytest.fixture(params=["memory", "redis", "amqp"])
def broker_url(request: pytest.FixtureRequest) -> str:
    fixtures = {"redis": "redis_url", "amqp": "rabbitmq_url"}
    if request.param == "memory":
        return "memory://"
    url: str = request.getfixturevalue(fixtures[request.param])
    return url


def test_every_row_reaches_its_use_case(broker_url: str) -> None:
    desk = Desk(wanted=2 * BATCH + 1 + 3)
    with at_work(open_broker(broker_url), desk) as queue:
        queue.receive(range(2 * BATCH + 1))
        queue.deliver([7, 8, 9])
        queue.deliver([])
    assert sorted(desk.received) == list(range(2 * BATCH + 1))
    assert desk.delivered == [7, 8, 9]


def test_letters_that_take_for_ever_hold_up_no_mail(broker_url: str) -> None:
    desk = Desk(wanted=2 * BATCH)
    with at_work(open_broker(broker_url), desk) as queue:
        queue.read(range(5))
        queue.receive(range(BATCH))
        queue.deliver(range(BATCH))
    assert sorted(desk.received) == sorted(desk.delivered) == list(range(BATCH))
    assert sorted(desk.read) == list(range(5))


def test_a_row_that_raises_keeps_its_error_and_the_rest_goes_on() -> None:
    desk = Desk(wanted=5, faults={1: ZeroDivisionError("bug"), 2: MailgateError("fault"), 8: ValueError("odd")})
    with capture_logs() as logs, at_work(open_broker("memory://"), desk) as queue:
        queue.receive([1, 2, 3])
        queue.deliver([8, 9])
    assert (desk.received, desk.delivered) == ([1, 2, 3], [8, 9])
    assert sorted(desk.failures) == [("deliver", 8, "odd"), ("receive", 1, "bug"), ("receive", 2, "fault")]
    traced = {entry["row"]: entry["exc_info"] is not None for entry in logs if entry["event"] == "row_failed"}
    assert traced == {1: True, 2: False, 8: True}


def test_a_failure_that_cannot_be_kept_holds_up_nobody() -> None:
    desk = Desk(wanted=2, faults={1: ZeroDivisionError("bug")}, ledger_is_away=True)
    with capture_logs() as logs, at_work(open_broker("memory://"), desk) as queue:
        queue.receive([1, 2])
    assert desk.received == [1, 2]
    assert [entry["error"] for entry in logs if entry["event"] == "failure_not_kept"] == ["the database is away"]


def test_rows_not_begun_when_stopping_are_left_for_the_next_start() -> None:
    stop, desk = threading.Event(), Desk(wanted=1)
    stop.set()
    desk.done.set()
    with at_work(open_broker("memory://"), desk, stop) as queue:
        queue.receive([1, 2, 3])
    assert desk.received == []


def test_the_broker_in_memory_keeps_no_dead_letters() -> None:
    broker = open_broker("memory://")
    assert isinstance(broker, MemoryBroker)
    desk = Desk(wanted=1)
    with at_work(broker, desk) as queue:
        declared = broker.actors.pop("deliver")
        queue.deliver([1])  # nobody takes it: the worker calls this a dead letter
        queue.receive([2])
    broker.declare_actor(declared)
    gc.collect()
    assert broker.dead_letters == []


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "amqp://guest:guest@127.0.0.1:1/%2F"])
def test_a_broker_that_is_away_is_no_failure(url: str) -> None:
    queue = DramatiqQueue(open_broker(url))
    with capture_logs() as logs:
        queue.receive([1, 2])
    assert [(entry["event"], entry["rows"]) for entry in logs] == [("broker_unreachable", 2)]


def test_a_broker_that_mailgate_does_not_speak_to_is_named() -> None:
    with pytest.raises(SettingsError, match="kafka://; use memory://, redis:// or amqp://"):
        open_broker("kafka://localhost")
