"""The SMTP side of the demo's mail server: who may send what to whom, and the stamps a real MX would put on it."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailgate.adapters.trace import authserv_id, stamp, strip
from mailgate.demo.mailbox import Mailbox, Users

# aiosmtpd warns at each login about an attribute of its own, and logs whole mails at DEBUG.
logging.getLogger("mail.log").setLevel(logging.ERROR)

MAX_BYTES = 60_000_000  # above the gateway's own limit, so that the demo can show an oversized mail


class DemoSmtp(SMTP):
    """aiosmtpd's protocol; lines longer than RFC 5321 allows pass, since real programs send them."""

    line_length_limit = 1_000_000


class Submission:
    """aiosmtpd's hooks for one server.

    A user who logs in may write any From and any envelope sender: the stamp tells which login it was. Mail without a
    login is what comes from outside; nothing vouches for it. Only local recipients are taken.
    """

    def __init__(self, users: Users, vouches_as: str, put: Callable[[Mailbox, bytes], Awaitable[None]]) -> None:
        self._users = users
        self._id = vouches_as
        self._put = put

    def protocol(self) -> SMTP:
        """A new connection's protocol; call it on the loop."""
        return DemoSmtp(
            self,
            hostname=self._id,
            ident="mailgate demo SMTP",
            data_size_limit=MAX_BYTES,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=self._authenticate,
        )

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, login: object
    ) -> AuthResult:
        if isinstance(login, LoginPassword):
            user, password = login.login.decode("utf-8", "replace"), login.password.decode("utf-8", "replace")
            if self._users.verify(user, password):
                return AuthResult(success=True, auth_data=user.lower())
        return AuthResult(success=False, handled=False)

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd looks for
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take local recipients only."""
        if self._users.mailboxes(address) is None:
            if self._users.is_local_domain(address):
                return f"550 5.1.1 <{address}>: no such mailbox here"
            return f"550 5.7.1 <{address}>: not a domain of this server, which relays nothing"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Stamp and deliver."""
        sender = (envelope.mail_from or "").strip("<>")  # aiosmtpd gives the null sender as "<>"
        raw = strip(envelope.original_content or b"", self._is_forged)
        for address in envelope.rcpt_tos:
            mailboxes = self._users.mailboxes(address)
            if mailboxes is not None:
                await self._put(mailboxes.inbox, stamp(raw, self._trace(session, sender, address)))
        return "250 2.0.0 OK delivered"

    def _is_forged(self, name: str, value: str) -> bool:
        if name == "authentication-results":
            return authserv_id(value) == self._id.lower()
        return name in {"return-path", "delivered-to"}

    def _trace(self, session: Session, sender: str, recipient: str) -> list[tuple[str, str]]:
        login: object = session.auth_data
        now = format_datetime(datetime.now(UTC))
        how = "ESMTPA" if login else "ESMTP"
        return [
            ("Authentication-Results", f"{self._id}; {self._verdict(login, sender)}"),
            ("Return-Path", f"<{sender}>"),
            ("Delivered-To", recipient),
            ("Received", f"from {session.host_name} by {self._id} with {how} for <{recipient}>; {now}"),
        ]

    def _verdict(self, login: object, sender: str) -> str:
        if not login:
            return "auth=none; spf=none"
        spf = f"spf=pass smtp.mailfrom={sender}" if sender else "spf=none"
        return f"auth=pass smtp.auth={login}; {spf}"
