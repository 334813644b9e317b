"""A whole mail server inside the process, for the demo, the end-to-end tests and the benchmark: SMTP and IMAP."""

import asyncio
import threading
import time
import uuid
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote

from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage

from mailgate.adapters.loop_thread import LoopThread
from mailgate.demo.mailbox import ImapConfig, Mailbox, Mailboxes, Users
from mailgate.demo.submission import Submission

HOST = "127.0.0.1"


class DemoMailServer:
    """SMTP (aiosmtpd) and IMAP (pymap) on two loopback ports, mailboxes in memory, on a thread of its own.

    A context manager; `smtp_port` and `imap_port` 0 mean any free port. `lacks` names what the IMAP server shall not
    offer, to play a poorer one: IDLE, MOVE, UIDPLUS, KEYWORDS. `clock` dates what is received. All methods may be
    called from any thread.
    """

    def __init__(
        self,
        *,
        authserv_id: str = "mx.demo.example",
        smtp_port: int = 0,
        imap_port: int = 0,
        lacks: Collection[str] = (),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.authserv_id = authserv_id
        self.smtp_port = smtp_port
        self.imap_port = imap_port
        self._clock = clock
        self._users = Users(ImapConfig(lacks))
        self._passwords: dict[str, str] = {}
        self._thread = LoopThread("demo-mail-server")
        self._servers: list[asyncio.Server] = []
        self._imap_connections: set[asyncio.StreamWriter] = set()
        self._arrival = threading.Condition()
        self._arrivals = 0

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._thread.run(self._open())
        except BaseException:
            self._thread.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.run(self._close())
        self._thread.stop()

    def add_user(self, email: str, password: str) -> None:
        """Open a mailbox whose owner logs in, to SMTP and IMAP alike, with the address and this password."""
        self._passwords[email.lower()] = password
        self._thread.run(self._add_user(email, password))

    def imap_url(self, email: str) -> str:
        """As MAILGATE_IMAP_URL wants it."""
        return f"imap://{self._credentials(email)}@{HOST}:{self.imap_port}/INBOX"

    def smtp_url(self, email: str) -> str:
        """As MAILGATE_SMTP_URL wants it."""
        return f"smtp://{self._credentials(email)}@{HOST}:{self.smtp_port}"

    def deliver(self, recipient: str, raw: bytes) -> None:
        """Put a mail into the recipient's INBOX as it is, unstamped; KeyError when nobody has that address."""
        self._thread.run(self._put(self._mailboxes(recipient).inbox, raw))

    def mailbox(self, email: str) -> list[bytes]:
        """All mails now in the INBOX of `email`, oldest first."""
        return [raw for _, raw in self._thread.run(self._after(email, 0))]

    def wait_for(self, email: str, predicate: Callable[[bytes], bool], timeout: float = 10.0) -> bytes:
        """The first mail in the INBOX of `email` for which `predicate` holds, now or within `timeout` seconds.

        Each mail is shown to `predicate` once. TimeoutError says whose mailbox stayed without it.
        """
        deadline = time.monotonic() + timeout
        seen = 0
        while True:
            arrivals = self._arrivals
            for uid, raw in self._thread.run(self._after(email, seen)):
                seen = uid
                if predicate(raw):
                    return raw
            if not self._arrives(arrivals, deadline - time.monotonic()):
                count = len(self.mailbox(email))
                raise TimeoutError(f"the awaited mail did not reach {email}; its INBOX: {count} mails")

    def cut(self) -> None:
        """Break every open IMAP connection off without a word, as a bad line does."""
        self._thread.run(self._cut())

    def _arrives(self, known: int, remaining: float) -> bool:
        with self._arrival:
            return self._arrival.wait_for(lambda: self._arrivals > known, max(remaining, 0.0))

    def _credentials(self, email: str) -> str:
        return f"{quote(email, safe='')}:{quote(self._passwords[email.lower()], safe='')}"

    def _mailboxes(self, address: str) -> Mailboxes:
        mailboxes = self._users.mailboxes(address)
        if mailboxes is None:
            raise KeyError(f"the demo's mail server has no mailbox {address}; add_user opens one")
        return mailboxes

    async def _open(self) -> None:
        self._users.config.apply_context()
        loop = asyncio.get_running_loop()
        submission = Submission(self._users, self.authserv_id, self._put)
        smtp = await loop.create_server(submission.protocol, HOST, self.smtp_port)
        self._servers.append(smtp)
        imap = await asyncio.start_server(self._serve_imap, HOST, self.imap_port)
        self._servers.append(imap)
        self.smtp_port, self.imap_port = (server.sockets[0].getsockname()[1] for server in self._servers)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()

    async def _serve_imap(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = SocketInfo.get(writer, ProxyResultLocal(), unique_id=uuid.uuid4().bytes)
        self._imap_connections.add(writer)
        try:
            await IMAPServer(self._users.login, self._users.config)(reader, writer, peer)
        finally:
            self._imap_connections.discard(writer)

    async def _cut(self) -> None:
        for writer in self._imap_connections:
            writer.transport.abort()

    async def _add_user(self, email: str, password: str) -> None:
        self._users.add(email, password)

    async def _after(self, email: str, uid: int) -> list[tuple[int, bytes]]:
        return self._mailboxes(email).inbox.after(uid)

    async def _put(self, folder: Mailbox, raw: bytes) -> None:
        await folder.append(AppendMessage(raw, self._clock()))
        with self._arrival:
            self._arrivals += 1
            self._arrival.notify_all()
