"""An IMAP folder as a channel: fetched by our own ledger, marked only after the commit, watched by IDLE."""

import imaplib
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from mailgate.adapters.imap_account import ImapAccount, open_folder, why
from mailgate.adapters.imap_folder import BATCH, ImapFolder, by_weight, chunks
from mailgate.app.ports import Fetched
from mailgate.domain.errors import ChannelError

__all__ = ["ImapAccount", "ImapChannel"]


class ImapChannel:
    """mailgate.app.ports.Channel over IMAP4rev1 and rev2.

    Connects when first used and again after every ChannelError. What is new is decided by the caller's ledger and
    never by \\Seen, so that an official may read the mailbox too. One thread fetches, acknowledges and waits; `close`
    may come from another and is final.
    """

    def __init__(self, account: ImapAccount) -> None:
        self.name = account.name
        self._account = account
        self._folder: ImapFolder | None = None
        self._turn = threading.RLock()
        self._closed = threading.Event()
        self._waker, self._wake = socket.socketpair()

    def fetch(self, known: Callable[[str, int], Collection[int]]) -> Iterator[list[Fetched]]:
        """Batches of new mails, oldest first; the next batch is fetched when the caller comes back, having committed.

        After (re)connecting, all UIDs are compared with the ledger, and mails stored but not yet acknowledged are
        acknowledged; later only UIDs above the last are asked for. Under a new UIDVALIDITY the ledger's key is another,
        so all mails come again. Stopping early costs nothing: what was not handed over comes the next time.
        """
        with self._talk() as folder:
            uids = folder.new_uids() if folder.compared else folder.all_uids()
        ledger = set(known(folder.key, uids[0])) if uids else set()
        if not folder.compared:
            with self._talk(folder):
                folder.settle(folder.unsettled(ledger.intersection(uids)))
        for chunk in chunks((uid for uid in uids if uid not in ledger), BATCH):
            with self._talk(folder):
                listed = folder.listed(chunk)
            for group in by_weight(listed, self._account.max_bytes):
                with self._talk(folder):
                    mails = folder.fetch(group)
                if mails:
                    yield mails
        folder.compared = True
        folder.last = max(uids, default=folder.last)

    def acknowledge(self, sources: Sequence[str]) -> None:
        """Move or flag these mails. Sources of another UIDVALIDITY are passed over: their UIDs now mean other mails."""
        with self._talk() as folder:
            keyed = [source.rpartition("/") for source in sources]
            folder.settle([int(uid) for key, _, uid in keyed if key == folder.key])

    def wait(self, timeout: float) -> bool:
        """True as soon as there may be something new; False after `timeout` seconds, or soon after `close`."""
        deadline = time.monotonic() + timeout
        try:
            while not self._closed.is_set():
                with self._talk() as folder:
                    if not folder.compared or folder.new_uids():
                        return True
                    remaining = deadline - time.monotonic()
                    if remaining <= 0:
                        return False
                    self._rest(folder, remaining)
        except ChannelError:
            if not self._closed.is_set():
                raise
        return False

    def close(self) -> None:
        """Log out. A `wait` in another thread returns at once, a fetch there breaks off within a second."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._waker.send(b"\0")
        folder = self._folder
        if not self._turn.acquire(timeout=1.0):
            if folder is not None:
                folder.break_off()
            if not self._turn.acquire(timeout=5.0):
                return  # stuck in a connection attempt, which will time out by itself
        if self._folder is not None:
            self._folder.log_out()
        self._folder = None
        self._waker.close()
        self._wake.close()
        self._turn.release()

    def _rest(self, folder: ImapFolder, remaining: float) -> None:
        if folder.can_idle:
            folder.idle(self._wake, min(remaining, self._account.idle_seconds))
        elif not self._closed.wait(min(remaining, self._account.poll_seconds)):
            folder.refresh()

    @contextmanager
    def _talk(self, same: ImapFolder | None = None) -> Iterator[ImapFolder]:
        """The folder, connected first where necessary; any fault on the wire drops it and becomes a ChannelError.

        `same`: the connection the caller's UIDs belong to; another one in its place is a fault too.
        """
        with self._turn:
            if self._closed.is_set():
                raise ChannelError(f"{self._account.where}: the channel was closed")
            if same is not None and self._folder is not same:
                raise ChannelError(f"{self._account.where}: the connection was renewed meanwhile; fetch again")
            if self._folder is None:
                client, selected = open_folder(self._account)
                self._folder = ImapFolder(client, self._account, selected)
            try:
                yield self._folder
            # ValueError and LookupError: an answer that imapclient, or we, can't read.
            except (imaplib.IMAP4.error, OSError, ValueError, LookupError) as fault:
                self._folder.drop()
                self._folder = None
                raise ChannelError(f"{self._account.where}: {why(fault)}") from fault
