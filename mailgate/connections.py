"""Endpoints of the settings as connections: the way out over SMTP, a mailbox over IMAP; nothing is connected yet."""

import subprocess
from functools import partial
from typing import Literal

from mailgate.adapters.imap_account import ImapAccount
from mailgate.adapters.loopback import is_loopback
from mailgate.adapters.smtp import SmtpTransport
from mailgate.domain.errors import ChannelError
from mailgate.settings import Endpoint, Mailbox, Settings

TOKEN_SECONDS = 30
"""How long a token command may take: it asks an identity provider over the network."""


def smtp_transport(smtp: Endpoint) -> SmtpTransport:
    """The way out to that server, not connected yet."""
    password = smtp.password.get_secret_value()
    if smtp.tls == "always":
        return SmtpTransport(smtp.host, smtp.port, tls="smtps", user=smtp.user, password=password)
    return SmtpTransport(smtp.host, smtp.port, tls=_upgraded(smtp), user=smtp.user, password=password)


def imap_account(box: Mailbox, settings: Settings) -> ImapAccount:
    """How that mailbox is reached."""
    return ImapAccount(
        name=box.name,
        host=box.imap.host,
        port=box.imap.port,
        tls="imaps" if box.imap.tls == "always" else _upgraded(box.imap),
        user=box.imap.user,
        password=box.imap.password.get_secret_value(),
        token=partial(_token, box) if box.token_command else None,
        folder=box.folder,
        after=box.after,
        max_bytes=settings.max_mail_bytes,
        done_folder=box.done_folder,
    )


def _upgraded(endpoint: Endpoint) -> Literal["starttls", "none"]:
    """Plain text on loopback only, unless the URL says otherwise; STARTTLS everywhere else."""
    if endpoint.tls in ("starttls", "none"):
        return endpoint.tls
    return "none" if is_loopback(endpoint.host) else "starttls"


def _token(box: Mailbox) -> str:
    """Run the office's token command (XOAUTH2), without a shell; its first line is the token."""
    try:
        done = subprocess.run(  # noqa: S603 - the command is the operator's own setting
            box.token_command, capture_output=True, text=True, timeout=TOKEN_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ChannelError(f"mailbox {box.name}: the token command failed ({type(error).__name__})") from error
    return done.stdout.partition("\n")[0].strip()
