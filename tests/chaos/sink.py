"""The outside world's mail server: takes every mail of the gateway and remembers who sent it when, and to whom."""

import asyncio
import logging
import random
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailgate.adapters.loop_thread import LoopThread
from mailgate.domain.message import Message
from mailgate.mail.parse import parse

HOST = "127.0.0.1"
LONGEST_THOUGHT = 0.02
"""Seconds between accepting a mail and saying so: kills shall hit that gap too."""

logging.getLogger("mail.log").setLevel(logging.ERROR)
logging.getLogger("asyncio").setLevel(logging.ERROR)  # it warns of every connection that a kill leaves behind


@dataclass(frozen=True, slots=True)
class Accepted:
    """A mail that the sink took from a process; `at` is time.monotonic()."""

    recipient: str
    message: Message
    at: float
    process: str = ""

    @property
    def message_id(self) -> str:
        return self.message.message_id or ""

    @property
    def template(self) -> str:
        return self.message.header("X-Mailgate") or ""


@dataclass
class Sink:
    """An SMTP server on a free loopback port; a context manager. `accepted` grows from its own thread."""

    port: int = 0
    accepted: list[Accepted] = field(default_factory=list)
    _thread: LoopThread = field(default_factory=lambda: LoopThread("sink"))
    _news: threading.Condition = field(default_factory=threading.Condition)
    _server: asyncio.Server | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._thread.run(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.run(self._close())
        self._thread.stop()

    def url(self, process: str) -> str:
        """As MAILGATE_SMTP_URL wants it: each process logs in under its name, so that its mails are known."""
        return f"smtp://{process}:{process}@{HOST}:{self.port}"

    def after(self, seen: int, timeout: float) -> list[Accepted]:
        """What came after the first `seen` mails, now or within `timeout` seconds."""
        with self._news:
            self._news.wait_for(lambda: len(self.accepted) > seen, timeout)
            return self.accepted[seen:]

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The mail is ours from here on, whether or not whoever sent it lives to hear so."""
        message = parse(envelope.original_content or b"")
        with self._news:
            at, process = time.monotonic(), str(session.auth_data)
            self.accepted += [Accepted(recipient, message, at, process) for recipient in envelope.rcpt_tos]
            self._news.notify_all()
        await asyncio.sleep(random.uniform(0, LONGEST_THOUGHT))
        return "250 2.0.0 OK"

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def _protocol(self) -> SMTP:
        return SMTP(self, hostname="sink.example", enable_SMTPUTF8=True, auth_require_tls=False, authenticator=_let_in)

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()


def _let_in(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, login: object) -> AuthResult:
    """Whoever says who he is."""
    if isinstance(login, LoginPassword):
        return AuthResult(success=True, auth_data=login.login.decode())
    return AuthResult(success=False, handled=False)
