"""Whose turn it is, to poll a mailbox above all: one process's of all that share a database, and another's soon after
it dies.
"""

import fcntl
import os
import threading
from contextlib import suppress
from io import FileIO
from pathlib import Path
from zlib import crc32

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from mailgate.domain.errors import DatabaseError

_SPACE = 0x6D61696C  # "mail": the first half of the key of each advisory lock

# A machine that vanishes without closing its connection is noticed by PostgreSQL in 20 seconds, not in two hours.
_NOTICE_DEATH = (
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 2",
)


class Turns:
    """The turns of this process. PostgreSQL: advisory locks on one connection, kept open; SQLite: locked files.

    Losing a turn harms nothing: the inbox takes no mail twice. It only saves two processes the same work.
    """

    def __init__(self, engine: Engine) -> None:
        self._own = _Locks(engine) if engine.dialect.name == "postgresql" else _Files(Path(engine.url.database or ""))
        self._guard = threading.Lock()

    def take(self, mailbox: str) -> bool:
        """Whether it is this process's turn to poll that mailbox, now and until `close`; ask before each round.

        DatabaseError where the database is away: then the turn may be another's by now.
        """
        with self._guard:
            return self._own.take(mailbox)

    def close(self) -> None:
        """Give all turns back."""
        with self._guard:
            self._own.close()


class _Locks:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._held: set[str] = set()

    def take(self, mailbox: str) -> bool:
        try:
            connection = self._connected()
            if mailbox in self._held:
                connection.execute(text("SELECT 1"))  # the locks live as long as the connection does
                return True
            key = {"space": _SPACE, "key": crc32(mailbox.encode()) - 2**31}
            if connection.scalar(text("SELECT pg_try_advisory_lock(:space, :key)"), key):
                self._held.add(mailbox)
            return mailbox in self._held
        except DBAPIError as error:
            self.close()
            raise DatabaseError(f"the database can't be used now: {error.orig}") from error

    def _connected(self) -> Connection:
        if self._connection is None:
            own = self._engine.execution_options(isolation_level="AUTOCOMMIT")
            self._connection = own.connect()
            for setting in _NOTICE_DEATH:
                self._connection.execute(text(setting))
        return self._connection

    def close(self) -> None:
        self._held.clear()
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with suppress(SQLAlchemyError):  # a server that is away has let the locks go already
                connection.execute(text("SELECT pg_advisory_unlock_all()"))
                connection.detach()  # closed for good, not back to the pool
            connection.close()


class _Files:
    def __init__(self, database: Path) -> None:
        self._database = database
        self._held: dict[str, FileIO] = {}

    def take(self, mailbox: str) -> bool:
        if mailbox in self._held:
            return True
        path = self._database.with_name(f"{self._database.name}.poll-{crc32(mailbox.encode()):08x}")
        file = FileIO(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._held[mailbox] = file
        return True

    def close(self) -> None:
        for file in self._held.values():
            file.close()
        self._held.clear()
