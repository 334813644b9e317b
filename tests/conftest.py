"""Fixtures every test may ask for: the real servers, the shared corpora, the shipped rules and templates."""

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest
from hypothesis import settings

from tests.servers import (
    Dovecot,
    Postgres,
    RabbitMQ,
    Redis,
    ServerMissing,
    dovecot_server,
    postgres_server,
    rabbitmq_server,
    redis_server,
)

IN_CI = os.environ.get("CI") == "true"
PROJECT = Path(__file__).resolve().parents[1]

S = TypeVar("S")

# A busy machine is no fault of the code, so examples have no deadline; under CI=true every run draws the same ones.
settings.register_profile("mailgate", deadline=None, derandomize=IN_CI)
settings.load_profile("mailgate")


def cannot_run(reason: str) -> NoReturn:
    """At home a test that can't run is skipped; the continuous integration has everything, so there it fails."""
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def started(server: AbstractContextManager[S]) -> Iterator[S]:
    with ExitStack() as stack:
        try:
            running = stack.enter_context(server)
        except ServerMissing as missing:
            cannot_run(str(missing))
        yield running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL of this run, shared; `postgres_url` is an empty database of it."""
    yield from started(postgres_server())


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """`postgresql+psycopg://…` of an empty database."""
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="session")
def redis_broker() -> Iterator[Redis]:
    """The Redis of this run, shared; `redis_url` is it, wiped."""
    yield from started(redis_server())


@pytest.fixture
def redis_url(redis_broker: Redis) -> str:
    """`redis://…` of an empty Redis."""
    redis_broker.wipe()
    return redis_broker.url


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[RabbitMQ]:
    """The RabbitMQ of this run, shared; `rabbitmq_url` is an empty virtual host of it."""
    yield from started(rabbitmq_server())


@pytest.fixture
def rabbitmq_url(rabbitmq: RabbitMQ) -> Iterator[str]:
    """`amqp://…` of an empty virtual host."""
    with rabbitmq.vhost() as url:
        yield url


@pytest.fixture(scope="session")
def dovecot_shared() -> Iterator[Dovecot]:
    """The Dovecot of this run, shared; `dovecot` is an empty mailbox of it."""
    yield from started(dovecot_server())


@pytest.fixture
def dovecot(dovecot_shared: Dovecot) -> Dovecot:
    """An empty mailbox on a real IMAP server."""
    return replace(dovecot_shared, user=f"layanan-{secrets.token_hex(4)}@kominfo.example")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Third-party mails with expectations, which stand beside the project and are never part of it."""
    folder = PROJECT.parent / "shared" / "corpora"
    if not folder.is_dir():
        cannot_run("the shared corpora are not beside this checkout (../shared/corpora)")
    return folder


@pytest.fixture(scope="session")
def rules_dir() -> Path:
    """The shipped offices."""
    return PROJECT / "rules"


@pytest.fixture(scope="session")
def templates_dir() -> Path:
    """The shipped wording."""
    return PROJECT / "templates"
