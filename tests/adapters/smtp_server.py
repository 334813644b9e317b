"""An SMTP server for the transport's tests: it answers as told and remembers."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from mailgate.adapters.loop_thread import LoopThread


class Server:
    """An SMTP server that answers as told and remembers."""

    def __init__(self, **settings: Any) -> None:
        self.port = 0
        self.connections = 0
        self.mails: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.close_before = ""
        self.deaf_at = ""
        self.thinks = 0.0  # seconds, over a whole mail
        self.password = "rahasia"
        self._settings = settings

    def protocol(self) -> SMTP:
        self.connections += 1
        defaults = {"hostname": "mx.example", "auth_require_tls": False, "authenticator": self._login}
        return SMTP(self, **{**defaults, **self._settings})

    def _login(self, _s: SMTP, _session: Session, _envelope: Envelope, _how: str, login: Any) -> AuthResult:
        return AuthResult(success=login.password == self.password.encode(), handled=False)

    def _answer(self, command: str, server: SMTP, default: str) -> str:
        if self.close_before == command and server.transport is not None:
            self.close_before = ""
            server.transport.close()
        return self.answers.get(command, default)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options = options
        return self._answer("MAIL", server, "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.deaf_at == "RCPT":
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return self._answer(f"RCPT {address}", server, self._answer("RCPT", server, "250 OK"))

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.thinks)
        answer = self._answer("DATA", server, "250 OK")
        if answer.startswith("2"):
            self.mails.append(envelope)
        return answer


@contextmanager
def running(server: Server, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    thread = LoopThread("smtp-test-server")
    thread.start()

    async def listen() -> asyncio.Server:
        return await asyncio.get_running_loop().create_server(server.protocol, "127.0.0.1", server.port, ssl=tls)

    async def shut(listener: asyncio.Server) -> None:
        listener.close()

    listener = thread.run(listen())
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        thread.run(shut(listener))
        thread.stop()
