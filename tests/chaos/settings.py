"""The settings that are besieged, each with servers of its own on free loopback ports."""

from collections.abc import Iterator
from contextlib import contextmanager

import pika
import psycopg

from tests.chaos.siege import Setting
from tests.servers import Redis, postgres_server, rabbitmq_server, redis_server

APART = ("poll", "work", "work", "tick")
CLUSTER = ("run",) * 4
"""Four whole gateways side by side: as many pollers, workers and ticks at once."""


@contextmanager
def on_sqlite() -> Iterator[Setting]:
    """Everything in one process."""
    yield Setting("run, SQLite", ("run",))


@contextmanager
def on_sqlite_and_redis() -> Iterator[Setting]:
    """A process for each role on one machine."""
    with redis_server() as redis:
        yield Setting("SQLite + Redis", APART, broker_url=redis.url, flush=redis.wipe)


@contextmanager
def on_postgres_and_redis() -> Iterator[Setting]:
    """A process for each role."""
    with postgres_server() as postgres, redis_server() as redis, postgres.database() as url:
        yield with_redis("PostgreSQL + Redis", APART, url, redis)


@contextmanager
def on_postgres_and_rabbitmq() -> Iterator[Setting]:
    """A process for each role."""
    with (
        postgres_server() as postgres,
        rabbitmq_server() as rabbitmq,
        postgres.database() as url,
        rabbitmq.vhost() as broker,
    ):
        yield with_rabbitmq("PostgreSQL + RabbitMQ", APART, url, broker)


@contextmanager
def cluster() -> Iterator[Setting]:
    """Several whole gateways on one database and one broker."""
    with postgres_server() as postgres, redis_server() as redis, postgres.database() as url:
        yield with_redis("cluster: 4 × run, PostgreSQL + Redis", CLUSTER, url, redis)


def with_redis(name: str, roles: tuple[str, ...], database_url: str, redis: Redis) -> Setting:
    """Those roles on a PostgreSQL that tells which mailboxes are polled, and a Redis that is emptied."""
    return Setting(name, roles, database_url, redis.url, redis.wipe, lambda: turns_taken(database_url))


def with_rabbitmq(name: str, roles: tuple[str, ...], database_url: str, broker_url: str) -> Setting:
    """As `with_redis`, with a RabbitMQ whose queues are purged."""
    return Setting(name, roles, database_url, broker_url, lambda: purge(broker_url), lambda: turns_taken(database_url))


def turns_taken(url: str) -> int:
    """How many mailboxes some process has the turn of: the advisory locks that are held in this database."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        query = "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory'"
        row = connection.execute(f"{query} AND granted AND datname = current_database()").fetchone()
    return int(row[0]) if row else 0


def purge(url: str) -> None:
    """Take every message that waits out of a RabbitMQ's queues."""
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        for queue in ("receive", "deliver", "read"):
            channel.queue_purge(queue)


SETTINGS = (on_sqlite, on_sqlite_and_redis, on_postgres_and_redis, on_postgres_and_rabbitmq)
