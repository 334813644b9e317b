"""What the IMAP tests share: a mailbox on either server, and the ledger of a caller who commits."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from imapclient import IMAPClient

from mailgate.adapters.imap import ImapAccount, ImapChannel
from mailgate.app.ports import Fetched

USER, PASSWORD = "layanan@kominfo.example", "rahasia é"


def letter(subject: str, body: str = "Mohon bantuan.") -> bytes:
    return f"From: dinkes@kominfo.example\r\nSubject: {subject}\r\n\r\n{body}\r\n".encode()


def subjects(mails: Sequence[Fetched]) -> list[str]:
    return [mail.raw.partition(b"Subject: ")[2].partition(b"\r\n")[0].decode() for mail in mails]


@dataclass
class Ledger:
    """Sources stored, as the inbox table keeps them."""

    sources: list[str] = field(default_factory=list)

    def known(self, folder_key: str, lowest: int) -> list[int]:
        uids = [int(source.rpartition("/")[2]) for source in self.sources if source.startswith(f"{folder_key}/")]
        return [uid for uid in uids if uid >= lowest]

    def commit(self, mails: Sequence[Fetched]) -> None:
        self.sources += [mail.source for mail in mails]


@dataclass(frozen=True)
class Post:
    """A mailbox on a running server."""

    account: ImapAccount
    deliver: Callable[[bytes], None]
    ledger: Ledger = field(default_factory=Ledger)

    @contextmanager
    def channel(self, **changed: Any) -> Iterator[ImapChannel]:
        channel = ImapChannel(replace(self.account, **changed))
        try:
            yield channel
        finally:
            channel.close()

    @contextmanager
    def human(self, folder: str | None = "INBOX") -> Iterator[IMAPClient]:
        """An official with a mail program of his own."""
        with IMAPClient(self.account.host, self.account.port, ssl=False, timeout=10) as client:
            client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.plain_login(self.account.user, self.account.password)
            if folder:
                client.select_folder(folder)
            yield client

    def flags(self, folder: str = "INBOX") -> list[set[str]]:
        """Flags of each mail, oldest first."""
        with self.human(folder) as client:
            found = client.get_flags(client.search("ALL"))
        return [{flag.decode() for flag in found[uid]} - {"\\Recent"} for uid in sorted(found)]

    def count(self, folder: str = "INBOX") -> int:
        with self.human(folder) as client:
            return len(client.search("ALL"))

    def pull(self, channel: ImapChannel) -> list[Fetched]:
        """What a poller does: fetch, commit, acknowledge."""
        taken = []
        for batch in channel.fetch(self.ledger.known):
            self.ledger.commit(batch)
            channel.acknowledge([mail.source for mail in batch])
            taken += batch
        return taken
