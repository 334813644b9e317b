"""The workers' broker by Dramatiq: in this process, on Redis or on RabbitMQ. It holds row ids only and may be wiped."""

from collections.abc import Sequence
from typing import Any

import structlog
from dramatiq import Broker, Message, MessageProxy
from dramatiq.brokers.stub import StubBroker
from dramatiq.errors import BrokerError
from dramatiq.middleware import Middleware, Retries

from mailgate.domain.errors import MailgateError, SettingsError

log = structlog.get_logger(__name__)

QUEUES = ("receive", "deliver", "read")
"""Each queue has one actor, of the same name, which takes a list of row ids."""

BATCH = 10
"""Row ids a message: the broker's cost a mail falls to a tenth, and there is still work for every thread."""

_NAMESPACE = "mailgate"
_DEAD_MESSAGES_MS = 3_600_000  # an hour to look at them; the row knows what went wrong


class DramatiqQueue:
    """mailgate.app.ports.Queue. A broker that is away is logged and no failure: `tick` enqueues what is due again."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._faults: tuple[type[Exception], ...] = (BrokerError, OSError, *_wire_errors(broker))
        for name in QUEUES:
            broker.declare_queue(name)

    def receive(self, inbox_ids: Sequence[int]) -> None:
        """Ask a worker to receive these inbox rows."""
        self._ask("receive", inbox_ids)

    def deliver(self, outbox_ids: Sequence[int]) -> None:
        """Ask a worker to deliver these outbox rows."""
        self._ask("deliver", outbox_ids)

    def read(self, reading_ids: Sequence[int]) -> None:
        """Ask a reader, who is nobody of those above, to read these files; each for itself, since one takes minutes."""
        self._ask("read", reading_ids, 1)

    def _ask(self, name: str, ids: Sequence[int], size: int = BATCH) -> None:
        try:
            for start in range(0, len(ids), size):
                batch = list(ids[start : start + size])
                self._broker.enqueue(Message(queue_name=name, actor_name=name, args=(batch,), kwargs={}, options={}))
        except self._faults as error:
            log.warning("broker_unreachable", queue=name, rows=len(ids), error=str(error))


class MemoryBroker(StubBroker):
    """A broker inside one process. Dead letters are dropped: kept, they would fill the memory."""

    def __init__(self, middleware: list[Middleware]) -> None:
        super().__init__(middleware, fail_fast_default=False)
        self.dead_letters_by_queue.default_factory = _Nothing


class _Nothing(list[MessageProxy]):
    """A list that stays empty."""

    def append(self, _: MessageProxy) -> None:
        pass


def open_broker(url: str) -> Broker:
    """A broker for `memory://`, `redis://` (`rediss://`) or `amqp://` (`amqps://`), not connected yet; SettingsError.

    Nothing is retried by the broker: the row is the only retry clock, because two clocks send a mail twice. Nothing is
    interrupted by a time limit either: whatever may hang has a time-out of its own.
    """
    scheme = url.partition("://")[0]
    middleware: list[Middleware] = [Retries(max_retries=0)]
    if scheme == "memory":
        return MemoryBroker(middleware)
    options: dict[str, Any] = {"url": url, "middleware": middleware}
    # Imported here: each client takes a tenth of a second and memory, and only one of them is ever needed.
    if scheme in ("redis", "rediss"):
        from dramatiq.brokers.redis import RedisBroker

        return RedisBroker(  # type: ignore[no-untyped-call]  # dramatiq leaves this one constructor unannotated
            namespace=_NAMESPACE, dead_message_ttl=_DEAD_MESSAGES_MS, **options
        )
    if scheme in ("amqp", "amqps"):
        from dramatiq.brokers.rabbitmq import RabbitmqBroker

        return RabbitmqBroker(**options)
    raise SettingsError(f"MAILGATE_BROKER_URL begins with {scheme}://; use memory://, redis:// or amqp://")


def reach(broker: Broker) -> None:
    """Talk to the broker once; MailgateError where it does not answer."""
    if isinstance(broker, MemoryBroker):
        return
    faults: tuple[type[Exception], ...] = (BrokerError, OSError, *_wire_errors(broker))
    wire: Any = broker
    try:
        # Redis is asked; the connection to RabbitMQ is opened by asking for it.
        _ = wire.client.ping() if hasattr(broker, "client") else wire.connection
    except faults as error:
        told = str(error) or type(error).__name__
        raise MailgateError(f"the broker does not answer ({told}); check MAILGATE_BROKER_URL") from error


def _wire_errors(broker: Broker) -> tuple[type[Exception], ...]:
    """What the broker's client library raises when the wire is cut; only the library in use is imported."""
    if isinstance(broker, StubBroker):
        return ()
    from pika.exceptions import AMQPError
    from redis.exceptions import RedisError

    return (AMQPError, RedisError)
