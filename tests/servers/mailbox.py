"""Dovecot, with an empty mailbox for each test."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import HOST, Server, ServerMissing, account, find_program, free_port, home_folder


@dataclass(frozen=True, slots=True)
class Dovecot:
    """One user's mailbox on a running Dovecot. Any user name may log in; the password is the same for all."""

    host: str
    port: int
    user: str
    password: str
    server: Server

    @property
    def url(self) -> str:
        return f"imap://{self.user.replace('@', '%40')}:{self.password}@{self.host}:{self.port}/INBOX"

    @contextmanager
    def login(self, user: str | None = None) -> Iterator[imaplib.IMAP4]:
        """A connection logged in, with no folder selected."""
        with imaplib.IMAP4(self.host, self.port, timeout=10) as connection:
            connection.login(user or self.user, self.password)
            yield connection

    def deliver(self, raw: bytes, user: str | None = None, folder: str = "INBOX") -> None:
        """Put a mail into a mailbox as it is, line ends aside; whoever waits in IDLE hears of it."""
        with self.login(user) as connection:
            if folder != "INBOX":
                connection.create(folder)
            answer, detail = connection.append(folder, "", "", raw)
            if answer != "OK":
                raise RuntimeError(f"Dovecot did not take the mail: {detail!r}")

    def mails(self, folder: str = "INBOX", user: str | None = None) -> list[bytes]:
        """The mails of a folder, oldest first; empty where there is no such folder. Reading marks nothing."""
        return [raw for _, raw in self._fetch("BODY.PEEK[]", folder, user)]

    def flags(self, folder: str = "INBOX", user: str | None = None) -> list[set[str]]:
        """The flags of each mail of a folder, oldest first."""
        return [{flag.decode() for flag in imaplib.ParseFlags(head)} for head, _ in self._fetch("FLAGS", folder, user)]

    def _fetch(self, item: str, folder: str, user: str | None) -> list[tuple[bytes, bytes]]:
        with self.login(user) as connection:
            if connection.select(folder, readonly=True)[0] != "OK":
                return []
            _, found = connection.uid("SEARCH", "ALL")
            if not found[0]:
                return []
            _, rows = connection.uid("FETCH", "1:*", f"({item})")
        pairs = [(row[0], row[1]) if isinstance(row, tuple) else (row, b"") for row in rows]
        return [(head, body) for head, body in pairs if b" (" in head]


DOVECOT_PASSWORD = "rahasia"


def dovecot_configuration(home: Path, port: int) -> str:
    """A Dovecot that needs no root: it logs everybody in under its own account, with a Maildir for each name."""
    user, group = account()
    return f"""
protocols = imap
listen = {HOST}
base_dir = {home}/run
state_dir = {home}/state
log_path = /dev/stderr
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_fsync = never
# The defaults would let a test wait for its notice, and for its refusal.
auth_failure_delay = 0
mailbox_idle_check_interval = 1s
# Every connection of one test comes from one address.
mail_max_userip_connections = 0
passdb {{
  driver = static
  args = password={DOVECOT_PASSWORD}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service auth-worker {{
  user = {user}
}}
"""


@contextmanager
def dovecot_server(user: str = "layanan@kominfo.example") -> Iterator[Dovecot]:
    """Dovecot with IDLE and MOVE, as an office's mail server has them."""
    program = find_program("dovecot", "dovecot-imapd")
    if not Path("/usr/lib/dovecot/imap").exists():
        raise ServerMissing("dovecot has no IMAP (Debian package dovecot-imapd)")
    port = free_port()
    with home_folder("dovecot") as home:
        configuration = home / "dovecot.conf"
        configuration.write_text(dovecot_configuration(home, port))

        def greet() -> None:
            imaplib.IMAP4(HOST, port, timeout=10).logout()

        server = Server(
            command=[program, "-F", "-c", str(configuration)],
            home=home,
            ready=greet,
            not_yet=(OSError, imaplib.IMAP4.error),
        )
        with server.running():
            yield Dovecot(HOST, port, user, DOVECOT_PASSWORD, server)
