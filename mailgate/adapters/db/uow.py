"""The database as one object: it hands out units of work, each one transaction over all repositories."""

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from mailgate.adapters.db.addresses import SqlAddresses
from mailgate.adapters.db.codec import SopCopies
from mailgate.adapters.db.delegations import SqlDelegations
from mailgate.adapters.db.inbox import SqlInbox
from mailgate.adapters.db.outages import SqlOutages
from mailgate.adapters.db.outbox import SqlOutbox
from mailgate.adapters.db.readings import SqlReadings
from mailgate.adapters.db.tickets import SqlTickets
from mailgate.domain.errors import DatabaseError, SettingsError
from mailgate.domain.notice import Notice

BUSY_SECONDS = 30
"""How long a SQLite writer waits for its turn; transactions take milliseconds."""

_GONE = (OperationalError, InterfaceError, NoConnectionFree)

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # Acknowledged mail must survive a power cut: WAL with NORMAL may lose the last commits.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA cache_size = -16000",  # KiB a connection, so that the indexes stay in memory
)


class SqlUnitOfWork:
    """mailgate.app.ports.UnitOfWork. The transaction begins with the first statement, not with the block.

    DatabaseError from whatever statement finds the database gone or busy.
    """

    inbox: SqlInbox
    outbox: SqlOutbox
    tickets: SqlTickets
    delegations: SqlDelegations
    readings: SqlReadings
    addresses: SqlAddresses
    outages: SqlOutages

    def __init__(self, connect: Callable[[], Connection], message_id_for: Callable[[Notice], str], copies: SopCopies):
        self._connect = connect
        self._message_id_for = message_id_for
        self._copies = copies

    def __enter__(self) -> Self:
        try:
            self._connection = self._connect()
        except _GONE as error:
            raise _gone(error) from error
        self.inbox = SqlInbox(self._connection)
        self.outbox = SqlOutbox(self._connection, self._message_id_for)
        self.tickets = SqlTickets(self._connection, self._copies)
        self.delegations = SqlDelegations(self._connection)
        self.readings = SqlReadings(self._connection)
        self.addresses = SqlAddresses(self._connection)
        self.outages = SqlOutages(self._connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()  # rolls back what was not committed
        if isinstance(error, _GONE):
            raise _gone(error) from error

    def commit(self) -> None:
        """Make it durable."""
        self._connection.commit()
        self.tickets.committed()


class Database:
    """One engine for the process. `message_id_for` fixes the Message-ID of a notice when it is stored."""

    def __init__(self, url: str, message_id_for: Callable[[Notice], str]) -> None:
        self.engine = open_engine(url)
        self._looking = self.engine if self.engine.dialect.name == "postgresql" else open_engine(url, looking=True)
        self._message_id_for = message_id_for
        self.copies = SopCopies()

    def unit_of_work(self) -> SqlUnitOfWork:
        """A transaction that may write; on SQLite it is the only writer from its first statement on."""
        return SqlUnitOfWork(self.engine.connect, self._message_id_for, self.copies)

    def reading(self) -> SqlUnitOfWork:
        """A transaction for looking only; on SQLite it waits for no writer and no writer waits for it."""
        return SqlUnitOfWork(self._looking.connect, self._message_id_for, self.copies)

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()
        self._looking.dispose()


def open_engine(url: str, *, looking: bool = False) -> Engine:
    """An engine for `sqlite:///…` or `postgresql+psycopg://…`; nothing is connected yet; SettingsError.

    SQLite has one writer at a time. The threads of a process wait for their turn in the pool, each in its order and
    woken at once; only between processes does it wait by trying again. `looking` is an engine that never writes.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_pre_ping=True)
    if not parsed.database or parsed.database == ":memory:":
        raise SettingsError("MAILGATE_DATABASE_URL names no file; write sqlite:///var/mailgate.db or the like")
    Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    one_writer: dict[str, Any] = {} if looking else {"pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY_SECONDS}
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, **one_writer)
    event.listen(engine, "do_connect", _for_its_owner_alone)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_looking if looking else _begin_writing)
    return engine


def _gone(error: Exception) -> DatabaseError:
    return DatabaseError(f"the database can't be used now: {getattr(error, 'orig', None) or error}")


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError("MAILGATE_DATABASE_URL is no URL; write sqlite:///var/mailgate.db or the like") from error
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise SettingsError(
            f"MAILGATE_DATABASE_URL begins with {parsed.drivername}://; use sqlite:/// or postgresql+psycopg://"
        )
    return parsed


def _for_its_owner_alone(_dialect: object, _record: object, arguments: Any, _named: object) -> None:
    """A file that SQLite is about to make is made here, as 0600; its write-ahead log gets the same mode."""
    os.close(os.open(arguments[0], os.O_RDWR | os.O_CREAT, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself; _begin_writing does
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _begin_writing(connection: Connection) -> None:
    # A transaction that first reads and then writes would fail where another wrote in between; IMMEDIATE waits instead.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_looking(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
