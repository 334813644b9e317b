"""A listener for an MTA that hands mail over directly: LMTP (RFC 2033), or SMTP for one that knows no LMTP."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from mailgate.adapters.loop_thread import LoopThread
from mailgate.adapters.trace import stamp, strip
from mailgate.domain.errors import ChannelError

log = structlog.get_logger(__name__)

# aiosmtpd logs whole mails at DEBUG; our log never holds a body.
logging.getLogger("mail.log").setLevel(logging.WARNING)

STORED = "250 2.0.0 stored"
TRY_LATER = "451 4.3.0 could not be stored now; please try again later"

Store = Callable[[Sequence[str], bytes], Mapping[str, str]]
"""Commits one mail for these recipients and returns the SMTP reply for each, STORED or a refusal of its own.

Called on a worker thread, one at a time. A recipient without a reply, or any exception, counts as TRY_LATER.
"""


class LmtpListener:
    """Takes mail on a socket from `start` to `close`; what it answers 250 to is committed.

    `listen` is `host:port` (port 0: any free one) or `unix:/path`. `accepts` says whether an address is one of ours;
    others get 550 5.1.1. `max_bytes` is announced and enforced. The mail that `store` gets carries Return-Path and
    Delivered-To of the envelope, those it came with being removed (RFC 5321 §4.4): here the delivery is final.
    """

    def __init__(
        self,
        store: Store,
        accepts: Callable[[str], bool],
        *,
        listen: str = "127.0.0.1:2424",
        protocol: Literal["lmtp", "smtp"] = "lmtp",
        hostname: str = "localhost",
        max_bytes: int = 35_000_000,
    ) -> None:
        self._handler = _Handler(store, accepts, each_answered=protocol == "lmtp")
        self._protocol = _LmtpProtocol if protocol == "lmtp" else _SmtpProtocol
        self._listen = listen
        self._settings: dict[str, Any] = {
            "hostname": hostname,
            "ident": "mailgate",
            "data_size_limit": max_bytes,
            "enable_SMTPUTF8": True,
        }
        self._thread = LoopThread("lmtp-listener")
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The TCP port listened on; 0 on a Unix socket or before `start`."""
        name = self._server.sockets[0].getsockname() if self._server is not None else ""
        return int(name[1]) if isinstance(name, tuple) else 0

    def start(self) -> None:
        """Listen; ChannelError when the address can't be had."""
        self._thread.start()
        try:
            self._server = self._thread.run(self._open())
        except (OSError, ValueError) as fault:
            self._thread.stop()
            raise ChannelError(
                f"can't listen on {self._listen} ({fault}); free the address or correct listen"
            ) from fault

    def close(self) -> None:
        """Stop listening; a mail not yet answered is not stored, or will be sent again and swallowed as a repeat."""
        if self._server is not None:
            self._thread.run(self._shut(self._server))
        self._thread.stop()

    async def _open(self) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        if self._listen.startswith("unix:"):
            return await loop.create_unix_server(self._connection, self._listen.removeprefix("unix:"))
        host, _, port = self._listen.rpartition(":")
        return await loop.create_server(self._connection, host.strip("[]"), int(port))

    async def _shut(self, server: asyncio.Server) -> None:
        server.close()

    def _connection(self) -> SMTP:
        return self._protocol(self._handler, **self._settings)


class _Handler:
    """aiosmtpd's hooks."""

    def __init__(self, store: Store, accepts: Callable[[str], bool], *, each_answered: bool) -> None:
        self._store = store
        self._accepts = accepts
        self._each_answered = each_answered
        self._turn: asyncio.Lock | None = None

    async def handle_EHLO(  # noqa: N802 - the name aiosmtpd looks for
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]  # RFC 2033 §5 asks for it

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if not self._accepts(address):
            return f"550 5.1.1 <{address}>: no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        recipients = list(envelope.rcpt_tos)
        raw = _traced(envelope.original_content or b"", envelope.mail_from or "", recipients)
        self._turn = self._turn or asyncio.Lock()
        async with self._turn:
            replies = await asyncio.to_thread(self._store, recipients, raw)
        answers = [replies.get(recipient, TRY_LATER) for recipient in recipients]
        return "\r\n".join(answers) if self._each_answered else _one_for_all(answers)

    async def handle_exception(self, error: Exception) -> str:
        """Whatever went wrong on our side: the MTA keeps the mail. aiosmtpd's own 500 would bounce it."""
        log.error("lmtp_store_failed", exc_info=error)
        return TRY_LATER


class _SmtpProtocol(SMTP):
    """aiosmtpd's; lines longer than RFC 5321 allows pass, since an MTA in front may have let them."""

    line_length_limit = 1_000_000

    async def handle_exception(self, error: Exception) -> str:
        """Forget the mail that failed, so that the MTA may go on with the next one on this connection."""
        self.envelope = self._create_envelope()
        return await super().handle_exception(error)


class _LmtpProtocol(_SmtpProtocol, LMTP):
    """One reply for each recipient after DATA (RFC 2033 §4.2), which aiosmtpd leaves to us."""

    _owed = 0

    async def push(self, status: str | bytes) -> None:
        """Repeat a single reply for all recipients, where as many are owed."""
        text = status.decode() if isinstance(status, bytes) else status
        if text.startswith("354") and self.envelope is not None:
            self._owed = len(self.envelope.rcpt_tos)
        elif self._owed:
            if "\r\n" not in text:
                text = "\r\n".join([text] * self._owed)
            self._owed = 0
        await super().push(text)


def _traced(raw: bytes, sender: str, recipients: Sequence[str]) -> bytes:
    path = ("Return-Path", f"<{sender.strip('<>')}>")  # aiosmtpd gives the null sender as "<>"
    bare = strip(raw, lambda name, _value: name in {"return-path", "delivered-to"})
    return stamp(bare, [path, *(("Delivered-To", recipient) for recipient in recipients)])


def _one_for_all(answers: Sequence[str]) -> str:
    """The one reply SMTP allows: later, if any has to come again (what is stored is then swallowed as a repeat)."""
    for kind in ("4", "2"):
        for answer in answers:
            if answer.startswith(kind):
                return answer
    return answers[0]
