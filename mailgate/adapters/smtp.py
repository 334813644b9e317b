"""The way out: mails handed to the office's SMTP server over connections that are kept and reused."""

import re
import smtplib
import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Literal, NamedTuple

from mailgate.adapters.loopback import is_loopback
from mailgate.domain.errors import DeliveryError, SettingsError

Tls = Literal["smtps", "starttls", "none"]

TIMEOUT = 60.0  # seconds for each answer; RFC 5321 §4.5.3.2 allows minutes, but a worker's thread waits here
THINKING = 600.0  # for the answer to a whole mail (§4.5.3.2.6): a server that scans it takes it though nobody waits
KEEP_SECONDS = 30.0  # an unused connection is given back; servers drop it after 5 minutes, busy ones sooner

_BARE_LINE_END = re.compile(rb"\r(?!\n)|(?<!\r)\n")
# 421 (closing down), "system full" and "not accepting" (RFC 3463 3.4) speak of the server, not of the mail.
_OF_SERVER = re.compile(r"421\b|4\d\d 4\.3\.[12]\b")
_NO_ADDRESS = re.compile(r"[\s<>\x00-\x1f\x7f]")  # smtplib would quietly make another address of it
_HEADER = re.compile(rb"\A.*?(?:\r\n\r\n|\Z)", re.DOTALL)


class _Kept(NamedTuple):
    connection: smtplib.SMTP
    used_at: float  # time.monotonic()


class SmtpTransport:
    """mailgate.app.ports.Transport over SMTP.

    Any number of threads may send; each takes a kept connection or opens one. `tls` is verified against `tls_context`,
    by default the system's authorities; a password over plain SMTP is for loopback only, else SettingsError.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        tls: Tls = "starttls",
        user: str = "",
        password: str = "",
        tls_context: ssl.SSLContext | None = None,
        keep_seconds: float = KEEP_SECONDS,
        timeout: float = TIMEOUT,
    ) -> None:
        if tls == "none" and user and not is_loopback(host):
            raise SettingsError(f"plain SMTP to {host} would show the password of {user}; use starttls or smtps")
        self._host, self._port, self._tls = host, port, tls
        self._user, self._password = user, password
        self._tls_context = tls_context
        self._keep_seconds = keep_seconds
        self._timeout = timeout
        self._hello: str | None = None
        self._kept: list[_Kept] = []
        self._lock = threading.Lock()
        self._reaper: threading.Timer | None = None

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        """Hand over one mail, to all recipients or to none. `envelope_from` "" is the null sender.

        DeliveryError: permanent when the server refused this mail for good (5xx), else another try may help. A server
        that is away, or refuses our login, is never permanent.
        """
        for address in (envelope_from, *recipients):
            if _NO_ADDRESS.search(address):
                raise DeliveryError(f"{address!r} is not a bare e-mail address", permanent=True)
        content = _with_crlf(data)
        with self._told():
            connection = self._begin(envelope_from, recipients, content)
            try:
                for recipient in recipients:
                    _expect(connection.rcpt(recipient), f"recipient {recipient}", said_to="RCPT")
                _expect(self._data(connection, content), "the mail", said_to="DATA")
            except BaseException:
                connection.close()
                raise
        self._keep(connection)

    def close(self) -> None:
        """Give all kept connections back."""
        with self._lock:
            kept, self._kept = self._kept, []
            if self._reaper is not None:
                self._reaper.cancel()
                self._reaper = None
        for each in kept:
            _quit(each.connection)

    def _begin(self, envelope_from: str, recipients: Sequence[str], content: bytes) -> smtplib.SMTP:
        """A connection that took MAIL FROM. A kept one that went stale is replaced: nothing has been sent on it yet."""
        kept = self._take()
        if kept is not None:
            with suppress(OSError):  # whatever it is, a fresh connection will say it again
                if _mail_from(kept, envelope_from, recipients, content)[0] == 250:
                    return kept
            kept.close()
        fresh = self._connect()
        try:
            _expect(_mail_from(fresh, envelope_from, recipients, content), f"sender <{envelope_from}>", said_to="MAIL")
        except BaseException:
            fresh.close()
            raise
        return fresh

    def _data(self, connection: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
        """As smtplib's own, but patient once the mail is there: who leaves then sends it again, and it comes twice."""
        code, text = connection.docmd("DATA")
        if code != 354:
            raise smtplib.SMTPDataError(code, text)
        connection.send(_dotted(content))
        _wait_at_most(THINKING, connection)
        answer = connection.getreply()
        _wait_at_most(self._timeout, connection)
        return answer

    def _connect(self) -> smtplib.SMTP:
        connection: smtplib.SMTP | None = None
        try:
            connection = self._open()
            if connection.sock is not None:
                connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._user:
                self._log_in(connection)
            connection.ehlo_or_helo_if_needed()
        except BaseException as fault:
            if connection is not None:
                connection.close()
            if isinstance(fault, smtplib.SMTPResponseException | smtplib.SMTPNotSupportedError):
                raise self._error(f"does not let {self._user or 'us'} in ({fault})", away=True) from fault
            raise
        return connection

    def _log_in(self, connection: smtplib.SMTP) -> None:
        if f"{self._user}{self._password}".isascii():
            connection.login(self._user, self._password)
            return
        connection.ehlo_or_helo_if_needed()  # smtplib's own login can't send any other character
        secret = b64encode(f"\0{self._user}\0{self._password}".encode()).decode()
        code, text = connection.docmd("AUTH", f"PLAIN {secret}")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, text)

    def _open(self) -> smtplib.SMTP:
        context = self._tls_context
        if context is None and self._tls != "none":
            context = ssl.create_default_context()
        if self._tls == "smtps":
            return smtplib.SMTP_SSL(self._host, self._port, self._hello, timeout=self._timeout, context=context)
        connection = smtplib.SMTP(self._host, self._port, self._hello, timeout=self._timeout)
        self._hello = connection.local_hostname  # a slow name server is asked once
        if self._tls == "starttls":
            try:
                connection.starttls(context=context)
            except BaseException:
                connection.close()
                raise
        return connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except smtplib.SMTPNotSupportedError as fault:
            raise self._error(f"lacks what this mail needs ({fault})", permanent=True) from fault
        except _Refused as fault:
            what = f"SMTP server {self._host}:{self._port} refused {fault}"
            answer = fault.answer if fault.said_to == "RCPT" else ""
            raise DeliveryError(
                what, permanent=fault.code >= 500, to_recipient=answer, away=fault.is_of_server
            ) from fault
        except smtplib.SMTPResponseException as fault:
            text = _text(fault.smtp_code, fault.smtp_error)
            raise self._error(f"refused the mail ({text})", permanent=fault.smtp_code >= 500) from fault
        except OSError as fault:  # smtplib's own errors among them
            raise self._error(f"could not be reached or broke off ({fault})", away=True) from fault

    def _error(self, what: str, *, permanent: bool = False, away: bool = False) -> DeliveryError:
        return DeliveryError(f"SMTP server {self._host}:{self._port} {what}", permanent=permanent, away=away)

    def _take(self) -> smtplib.SMTP | None:
        with self._lock:
            return self._kept.pop().connection if self._kept else None

    def _keep(self, connection: smtplib.SMTP) -> None:
        with self._lock:
            self._kept.append(_Kept(connection, time.monotonic()))
            if self._reaper is None:
                self._watch(self._keep_seconds)

    def _watch(self, seconds: float) -> None:
        self._reaper = threading.Timer(seconds, self._reap)
        self._reaper.daemon = True
        self._reaper.start()

    def _reap(self) -> None:
        """Close what has not been used for long; look again when the next one is due."""
        with self._lock:
            oldest_kept = time.monotonic() - self._keep_seconds
            idle = [each for each in self._kept if each.used_at <= oldest_kept]
            self._kept = [each for each in self._kept if each.used_at > oldest_kept]
            self._reaper = None
            if self._kept:
                self._watch(min(each.used_at for each in self._kept) - oldest_kept)
        for each in idle:
            _quit(each.connection)


class _Refused(Exception):
    def __init__(self, what: str, code: int, text: bytes, *, said_to: str) -> None:
        self.answer = _text(code, text)
        super().__init__(f"{what} ({self.answer})")
        self.code = code
        self.said_to = said_to

    @property
    def is_of_server(self) -> bool:
        """Whether any other mail would have fared the same; a sender is always ours."""
        return self.code < 500 and (self.said_to == "MAIL" or _OF_SERVER.match(self.answer) is not None)


def _with_crlf(data: bytes) -> bytes:
    """Every line end a CRLF: a bare one could end the mail early on a lax server (SMTP smuggling)."""
    if data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r"):
        return data
    return _BARE_LINE_END.sub(b"\r\n", data)


def _dotted(content: bytes) -> bytes:
    """A mail as DATA carries it, its last line a dot alone (RFC 5321 4.5.2)."""
    end = b"" if content.endswith(b"\r\n") else b"\r\n"
    dot = b"." if content.startswith(b".") else b""
    return dot + content.replace(b"\r\n.", b"\r\n..") + end + b".\r\n"


def _wait_at_most(seconds: float, connection: smtplib.SMTP) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)


def _expect(answer: tuple[int, bytes], what: str, *, said_to: str) -> None:
    if answer[0] not in {250, 251}:
        raise _Refused(what, *answer, said_to=said_to)


def _mail_from(
    connection: smtplib.SMTP, envelope_from: str, recipients: Sequence[str], content: bytes
) -> tuple[int, bytes]:
    """MAIL FROM, with SMTPUTF8 and 8BITMIME only where this mail needs them."""
    connection.ehlo_or_helo_if_needed()
    options = [f"size={len(content)}"] if connection.has_extn("size") else []
    foreign = not all(address.isascii() for address in (envelope_from, *recipients))
    header = _HEADER.match(content)
    if foreign or (connection.has_extn("smtputf8") and header is not None and not header.group().isascii()):
        options.append("SMTPUTF8")
    if connection.has_extn("8bitmime") and not content.isascii():
        options.append("BODY=8BITMIME")
    return connection.mail(envelope_from, options)


def _text(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"


def _quit(connection: smtplib.SMTP) -> None:
    with suppress(OSError):
        connection.quit()
    connection.close()
