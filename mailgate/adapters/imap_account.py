"""How an IMAP mailbox is reached: its settings, and the way from them to a folder that is logged in and selected."""

import imaplib
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from mailgate.adapters.loopback import is_loopback
from mailgate.domain.errors import ChannelError, SettingsError

Tls = Literal["imaps", "starttls", "none"]

CONNECT_SECONDS = 20.0
READ_SECONDS = 60.0  # a fetch of 50 mails starts to answer well within a minute even on a slow line

# A NAT box forgets idle connections silently: ask after a minute of silence, give up after another (seconds, count).
_KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapAccount:
    """One mailbox folder and what becomes of its mails once they are stored.

    `token`, asked anew at each login, takes the place of `password` (XOAUTH2, OAUTHBEARER). `tls` is verified against
    `tls_context`, by default the system's authorities; `none` is for loopback only, else SettingsError. `max_bytes` is
    the size above which only headers and text are fetched. `idle_seconds` stays below the 29 minutes after which
    servers may log an idling client out (RFC 2177).
    """

    name: str
    host: str
    port: int = 993
    tls: Tls = "imaps"
    user: str
    password: str = field(default="", repr=False)
    token: Callable[[], str] | None = field(default=None, repr=False)
    tls_context: ssl.SSLContext | None = field(default=None, repr=False)
    folder: str = "INBOX"
    after: Literal["move", "flag"] = "move"
    done_folder: str = "Sudah diproses"
    max_bytes: int = 35_000_000
    idle_seconds: float = 25 * 60.0
    poll_seconds: float = 60.0
    read_seconds: float = READ_SECONDS

    def __post_init__(self) -> None:
        if self.tls == "none" and not is_loopback(self.host):
            raise SettingsError(
                f"mailbox {self.name}: plain IMAP to {self.host} would show the password; use starttls or imaps"
            )

    @property
    def where(self) -> str:
        """For error messages: mailbox, server and folder."""
        return f"mailbox {self.name} ({self.user} at {self.host}:{self.port}, folder {self.folder})"


def open_folder(account: ImapAccount) -> tuple[IMAPClient, Mapping[bytes, Any]]:
    """A connection with the account's folder selected, and the server's answer to SELECT; ChannelError."""
    client = _connect(account)
    try:
        _log_in(client, account)
        return client, _select(client, account)
    except BaseException:
        hang_up(client)
        raise


def hang_up(client: IMAPClient) -> None:
    """Close the connection without a word to the server; never fails."""
    with suppress(OSError, imaplib.IMAP4.error):
        client.shutdown()


def _connect(account: ImapAccount) -> IMAPClient:
    context = account.tls_context
    if context is None and account.tls != "none":
        context = ssl.create_default_context()
    timeout = SocketTimeout(connect=CONNECT_SECONDS, read=account.read_seconds)
    client = None
    try:
        client = IMAPClient(
            account.host, account.port, ssl=account.tls == "imaps", ssl_context=context, timeout=timeout
        )
        client._imap.debug = 0  # imapclient leaves 5, which spells out every literal it reads: 4 to 12 times slower
        client.normalise_times = False  # aware datetimes
        _tune(client.socket())
        if account.tls == "starttls":
            client.starttls(context)
    except (OSError, imaplib.IMAP4.error) as fault:
        if client is not None:
            hang_up(client)
        raise ChannelError(f"{account.where}: {why(fault)}") from fault
    return client


def _tune(connection: socket.socket) -> None:
    # imapclient sends a command in two writes; Nagle would hold the second back until the first is acknowledged.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEPALIVE:
        if hasattr(socket, name):  # Linux has all three, other systems some
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _log_in(client: IMAPClient, account: ImapAccount) -> None:
    try:
        if account.token is not None and client.has_capability("AUTH=OAUTHBEARER"):
            client.oauthbearer_login(account.user, account.token())
        elif account.token is not None:
            client.oauth2_login(account.user, account.token())
        elif client.has_capability("AUTH=PLAIN"):  # unlike LOGIN, it carries any password
            client.plain_login(account.user, account.password)
        else:
            client.login(account.user, account.password)
    except LoginError as fault:
        what = "password" if account.token is None else "token"
        raise ChannelError(f"{account.where}: login refused ({fault}); check the user and the {what}") from fault
    except (OSError, imaplib.IMAP4.error, ValueError) as fault:
        raise ChannelError(f"{account.where}: {why(fault)}") from fault


def _select(client: IMAPClient, account: ImapAccount) -> Mapping[bytes, Any]:
    try:
        selected: Mapping[bytes, Any] = client.select_folder(account.folder)
    except imaplib.IMAP4.readonly as fault:
        raise ChannelError(f"{account.where}: the folder is read-only for this user; grant it write access") from fault
    except imaplib.IMAP4.abort as fault:
        raise ChannelError(f"{account.where}: {why(fault)}") from fault
    except imaplib.IMAP4.error as fault:
        folders = _names(client)
        raise ChannelError(f"{account.where}: no such folder ({fault}); the mailbox has: {folders}") from fault
    except (OSError, ValueError) as fault:
        raise ChannelError(f"{account.where}: {why(fault)}") from fault
    return selected


def _names(client: IMAPClient) -> str:
    with suppress(OSError, imaplib.IMAP4.error, ValueError):
        return ", ".join(str(name) for _, _, name in client.list_folders()[:20])
    return "(could not be listed)"


def why(fault: Exception) -> str:
    """What went wrong on the wire, in words for an operator."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not trusted ({fault.verify_message}); correct the host name or install its authority"
        )
    if isinstance(fault, ssl.SSLError):
        return f"TLS failed ({fault.reason or fault}); check port and tls (imaps: 993, starttls: 143)"
    if isinstance(fault, TimeoutError):
        return "the server does not answer; check host, port and firewall"
    if isinstance(fault, socket.gaierror):
        return f"the host name is unknown ({fault.strerror}); check host"
    if isinstance(fault, imaplib.IMAP4.abort):
        return f"the connection broke off ({fault})"
    if isinstance(fault, imaplib.IMAP4.error):
        return f"the server refused ({fault})"
    return f"the connection failed ({fault})"
