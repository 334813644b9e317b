"""Redis and RabbitMQ, emptied for each test."""

import secrets
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pika
import redis

from tests.servers.process import HOST, Server, find_program, free_port, home_folder, run_program


@dataclass(frozen=True, slots=True)
class Redis:
    """A running Redis that keeps nothing on disk."""

    url: str
    server: Server

    def wipe(self) -> None:
        """Forget everything, as a broker may at any time."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()


@contextmanager
def redis_server() -> Iterator[Redis]:
    program = find_program("redis-server", "redis-server")
    port = free_port()
    url = f"redis://{HOST}:{port}/0"

    def ping() -> None:
        with redis.Redis.from_url(url) as client:
            client.ping()

    with home_folder("redis") as home:
        options = ["--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", str(home)]
        server = Server(command=[program, *options], home=home, ready=ping, not_yet=(redis.exceptions.ConnectionError,))
        with server.running():
            yield Redis(url, server)


@dataclass(frozen=True, slots=True)
class RabbitMQ:
    """A running RabbitMQ node."""

    port: int
    server: Server
    control: str

    def url(self, vhost: str = "%2F") -> str:
        return f"amqp://guest:guest@{HOST}:{self.port}/{vhost}"

    @contextmanager
    def vhost(self) -> Iterator[str]:
        """The URL of an empty virtual host that lives for one test."""
        name = f"test-{secrets.token_hex(4)}"
        # One call instead of two, for each starts an Erlang node of its own.
        self._evaluate(
            f'rabbit_vhost:add(<<"{name}">>, <<"test">>), '
            f'rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"{name}">>, '
            f'<<".*">>, <<".*">>, <<".*">>, <<"test">>).'
        )
        try:
            yield self.url(name)
        finally:
            self._evaluate(f'rabbit_vhost:delete(<<"{name}">>, <<"test">>).')

    def _evaluate(self, expression: str) -> None:
        run_program([self.control, "--quiet", "eval", expression], self.server.home, self.server.env)


@contextmanager
def epmd(home: Path) -> Iterator[int]:
    """The port of an Erlang port mapper of our own, so that none outlives the test on its usual port."""
    program = find_program("epmd", "erlang-base")
    port = free_port()
    mapper = Server(
        command=[program, "-port", str(port), "-address", HOST],
        home=home,
        ready=lambda: socket.create_connection((HOST, port), timeout=1).close(),
        not_yet=(OSError,),
    )
    with mapper.running():
        yield port


def rabbitmq_environment(home: Path, port: int, epmd_port: int) -> dict[str, str]:
    """Everything RabbitMQ would else look for in /etc, /var and at its usual ports."""
    (home / "rabbitmq.conf").write_text(
        f"listeners.tcp.local = {HOST}:{port}\n"
        "log.console = true\n"
        "log.file = false\n"
        "vm_memory_high_watermark.relative = 0.4\n"
        "disk_free_limit.absolute = 1MB\n"
    )
    (home / "enabled_plugins").write_text("[].\n")
    return {
        "ERL_EPMD_PORT": str(epmd_port),
        "ERL_EPMD_ADDRESS": HOST,
        "RABBITMQ_NODENAME": f"mailgate-{port}@localhost",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_NODE_IP_ADDRESS": HOST,
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "enabled_plugins"),
        "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_PID_FILE": str(home / "pid"),
        # Its script then becomes the server instead of waiting beside it: one process to stop.
        "RUNNING_UNDER_SYSTEMD": "true",
        "LANG": "C.UTF-8",
    }


@contextmanager
def rabbitmq_server() -> Iterator[RabbitMQ]:
    program = find_program("rabbitmq-server", "rabbitmq-server")
    control = find_program("rabbitmqctl", "rabbitmq-server")
    port = free_port()
    with home_folder("rabbit") as home, epmd(home) as epmd_port:
        address = pika.ConnectionParameters(HOST, port)
        server = Server(
            command=[program],
            home=home,
            env=rabbitmq_environment(home, port, epmd_port),
            ready=lambda: pika.BlockingConnection(address).close(),
            not_yet=(pika.exceptions.AMQPError, OSError),
            stop_signal=signal.SIGKILL,  # a graceful stop takes seconds and saves what the next line deletes
        )
        with server.running():
            yield RabbitMQ(port, server, control)
