"""One selected IMAP folder: which mails it holds, their bytes, and how they are marked as dealt with."""

import imaplib
import logging
import select
import socket
import ssl
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from imapclient import IMAPClient

from mailgate.adapters.imap_account import ImapAccount, hang_up
from mailgate.adapters.imap_oversize import headers_and_text
from mailgate.app.ports import Fetched

BATCH = 50  # mails a fetch and hence a commit; larger ones gain nothing more
BATCH_BYTES = 70_000_000  # two mails at the size limit: what a batch may hold in memory
KEYWORD = b"mailgate"
_SEARCH_WINDOW = 80_000  # imaplib refuses answers over 1 MB: 80,000 UIDs of up to 11 characters
_SETTLE_BATCH = 250  # UIDs a command line, which servers cut at 8 KB

log = logging.getLogger(__name__)

T = TypeVar("T")


class Listed(NamedTuple):
    """A mail before its bytes are fetched."""

    uid: int
    size: int
    received_at: datetime


class ImapFolder:
    """A connection with its folder selected. `last` is the highest UID handed over, once `compared` with the ledger.

    Methods raise what imapclient and the socket raise; ImapChannel turns it into ChannelError.
    """

    def __init__(self, client: IMAPClient, account: ImapAccount, selected: Mapping[bytes, Any]) -> None:
        self._client = client
        self._account = account
        self._exists = int(selected.get(b"EXISTS", 0))
        self._marker = _marker(selected.get(b"PERMANENTFLAGS"))
        self._oversized: set[int] = set()
        self._done_folder: str | None = None
        self.key = f"{account.name}/{account.folder}/{selected.get(b'UIDVALIDITY', 0)}"
        self.can_idle: bool = client.has_capability("IDLE")
        self.compared = False
        self.last = 0

    # Finding

    def all_uids(self) -> list[int]:
        """Every UID in the folder as it was selected, ascending."""
        if self._exists <= _SEARCH_WINDOW:
            return sorted(self._client.search("ALL"))
        uids: list[int] = []
        for first in range(1, self._exists + 1, _SEARCH_WINDOW):
            uids += self._client.search([f"{first}:{min(first + _SEARCH_WINDOW - 1, self._exists)}"])
        return sorted(uids)

    def new_uids(self) -> list[int]:
        """UIDs above `last`, ascending, nothing that arrives meanwhile missed."""
        told = True
        uids: list[int] = []
        while told:  # a mail announced in the answer itself may not be in it, and IDLE will not announce it again
            self._client._imap.untagged_responses.clear()
            # `*` is the last mail even when its UID is lower (RFC 9051 §6.4.4).
            uids = [uid for uid in self._client.search(["UID", f"{self.last + 1}:*"]) if uid > self.last]
            told = not uids and self._was_told()
        return sorted(uids)

    def unsettled(self, known: Collection[int]) -> list[int]:
        """Of the mails in our ledger those not yet moved or flagged: a crash came between commit and acknowledge."""
        if not known:
            return []
        if self._moves:
            candidates = set(known) - set(self._client.search(["LARGER", self._account.max_bytes]))
        else:
            unmarked = ["UNFLAGGED"] if self._marker == b"\\Flagged" else ["UNKEYWORD", self._marker]
            candidates = set(known) & set(self._client.search(unmarked))
        return sorted(candidates)

    # Fetching

    def listed(self, uids: Sequence[int]) -> list[Listed]:
        """Size and receipt of the mails still there, ascending."""
        answers = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        return [
            Listed(uid, answers[uid][b"RFC822.SIZE"], answers[uid][b"INTERNALDATE"].astimezone(UTC))
            for uid in uids
            if b"RFC822.SIZE" in answers.get(uid, {})
        ]

    def fetch(self, mails: Sequence[Listed]) -> list[Fetched]:
        """The bytes of these mails; of those over the limit, or that the server can't give whole, headers and text."""
        whole = self._whole([mail.uid for mail in mails if mail.size <= self._account.max_bytes])
        fetched = []
        for mail in mails:
            if mail.size > self._account.max_bytes:
                self._oversized.add(mail.uid)
            elif mail.uid not in whole:
                continue  # gone since it was listed
            raw = whole.get(mail.uid)
            truncated = raw is None
            bytes_ = self._remains(mail.uid) if raw is None else raw
            fetched.append(Fetched(mail.uid, f"{self.key}/{mail.uid}", bytes_, mail.size, truncated, mail.received_at))
        return fetched

    def _whole(self, uids: Sequence[int]) -> dict[int, bytes | None]:
        """Bytes by UID; None for a mail the server refuses to give."""
        try:
            answers = self._client.fetch(uids, ["BODY.PEEK[]"])
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:  # some servers refuse the whole batch for one mail they can't read
            if len(uids) == 1:
                return {uids[0]: None}
            return {uid: raw for each in uids for uid, raw in self._whole([each]).items()}
        return {uid: answers[uid].get(b"BODY[]") for uid in uids if uid in answers}

    def _remains(self, uid: int) -> bytes:
        try:
            return headers_and_text(self._client, uid)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            return b""  # handed over all the same: the inbox keeps it as unreadable and the helpdesk is told

    # Settling

    def settle(self, uids: Iterable[int]) -> None:
        """Move the mails to the done folder, or flag them. Oversized originals stay where they are, flagged.

        So do those that the server won't move (over quota, no right to make the folder): new mail must not wait for it.
        """
        uids = list(uids)
        moving = {uid for uid in uids if self._moves and uid not in self._oversized}
        staying = [uid for uid in uids if uid not in moving]
        for batch in chunks((uid for uid in uids if uid in moving), _SETTLE_BATCH):
            try:
                self._move(batch)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as refusal:
                log.warning("mails_not_moved", extra={"mailbox": self._account.name, "error": str(refusal)})
                staying += batch
        for batch in chunks(staying, _SETTLE_BATCH):
            self._client.add_flags(batch, [self._marker], silent=True)

    @property
    def _moves(self) -> bool:
        # Without MOVE and without UIDPLUS only a plain EXPUNGE is left, which would also remove what others deleted.
        able = self._client.has_capability("MOVE") or self._client.has_capability("UIDPLUS")
        return self._account.after == "move" and able

    def _move(self, uids: Sequence[int]) -> None:
        folder = self._done_folder = self._done_folder or self._open_done_folder()
        if self._client.has_capability("MOVE"):
            self._client.move(uids, folder)
            return
        self._client.copy(uids, folder)
        self._client.add_flags(uids, [b"\\Deleted"], silent=True)
        self._client.uid_expunge(uids)

    def _open_done_folder(self) -> str:
        name = self._prefix() + self._account.done_folder
        if not self._client.folder_exists(name):
            self._client.create_folder(name)
            with suppress(imaplib.IMAP4.error):  # only for webmail to show it
                self._client.subscribe_folder(name)
        return name

    def _prefix(self) -> str:
        """What this server puts before personal folders: "" or, on Courier and its like, "INBOX."."""
        if not self._client.has_capability("NAMESPACE"):
            return ""
        personal = self._client.namespace().personal
        prefix = str(personal[0][0]) if personal else ""
        return "" if self._account.done_folder.startswith(prefix) else prefix

    # Resting

    def idle(self, wake: socket.socket, seconds: float) -> None:
        """IDLE until the server says anything, `wake` turns readable, or `seconds` passed."""
        self._client.idle()
        if not self._was_told() and not self._has_buffered():
            poll = select.poll()
            for each in (self._client.socket(), wake):
                poll.register(each.fileno(), select.POLLIN)
            poll.poll(seconds * 1000)
        self._client.idle_done()

    def refresh(self) -> None:
        """Have the server look for new mail (NOOP)."""
        self._client.noop()

    def _was_told(self) -> bool:
        return "EXISTS" in self._client._imap.untagged_responses

    def _has_buffered(self) -> bool:
        """Whether a notice came along with the answer to IDLE and lies in imaplib's buffer, where poll can't see it."""
        connection = self._client.socket()
        connection.setblocking(False)
        try:
            return bool(self._client._imap.file.peek(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            connection.settimeout(self._account.read_seconds)

    # Leaving

    def log_out(self) -> None:
        """Say goodbye; never fails."""
        with suppress(OSError, imaplib.IMAP4.error):
            self._client.logout()
        self.drop()

    def drop(self) -> None:
        """Close the connection without a word; never fails."""
        hang_up(self._client)

    def break_off(self) -> None:
        """Make whatever another thread is reading or writing fail at once; never fails itself."""
        with suppress(OSError):
            self._client.socket().shutdown(socket.SHUT_RDWR)


def by_weight(mails: Iterable[Listed], max_bytes: int) -> Iterator[list[Listed]]:
    """Groups whose bytes together stay below BATCH_BYTES; a mail above `max_bytes` stays behind and counts nothing."""
    group: list[Listed] = []
    weight = 0
    for mail in mails:
        size = mail.size if mail.size <= max_bytes else 0
        if group and weight + size > BATCH_BYTES:
            yield group
            group, weight = [], 0
        group.append(mail)
        weight += size
    if group:
        yield group


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _marker(permanent_flags: Collection[bytes] | None) -> bytes:
    """The flag for mails dealt with: our keyword where the server keeps it (or says nothing), else the star."""
    if permanent_flags is None or b"\\*" in permanent_flags or KEYWORD in {flag.lower() for flag in permanent_flags}:
        return KEYWORD
    return b"\\Flagged"
