"""A mailbox tried out for `mailgate doctor`: log in, IDLE, find one mail again, compare what it holds."""

import imaplib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from mailgate.adapters.imap_account import ImapAccount, hang_up, open_folder, why
from mailgate.adapters.imap_folder import ImapFolder, Listed
from mailgate.domain.errors import ChannelError

IDLE_SECONDS = 0.2
"""How long IDLE is held: a server that can't do it says so at once."""

PAUSE_SECONDS = 0.5


def try_idle(account: ImapAccount) -> bool:
    """Log in, select the folder, and wait by IDLE for a moment; False where the server has no IDLE. ChannelError."""
    with _opened(account) as client:
        if not client.has_capability("IDLE"):
            return False
        client.idle()
        client.idle_check(timeout=IDLE_SECONDS)
        client.idle_done()
        return True


def find_again(account: ImapAccount, message_id: str, seconds: float) -> bytes | None:
    """The head of the mail of that Message-ID, once it reaches the folder, or None.

    A gateway at work may have moved it already: then it is found where that moves mails to. What lies in the folder
    itself is removed, that one mail alone. ChannelError.
    """
    deadline = time.monotonic() + seconds
    with _opened(account) as client:
        while True:
            head = _found(client, account, message_id)
            if head is not None or time.monotonic() >= deadline:
                return head
            time.sleep(PAUSE_SECONDS)


def _found(client: IMAPClient, account: ImapAccount, message_id: str) -> bytes | None:
    client.select_folder(account.folder)
    uids = client.search(["HEADER", "Message-ID", message_id])
    if uids:
        head = _head(client, uids)
        client.delete_messages(uids)
        client.expunge(uids if client.has_capability("UIDPLUS") else None)
        return head
    if account.after != "move" or not client.folder_exists(account.done_folder):
        return None
    client.select_folder(account.done_folder, readonly=True)
    uids = client.search(["HEADER", "Message-ID", message_id])
    return _head(client, uids) if uids else None


def _head(client: IMAPClient, uids: Sequence[int]) -> bytes:
    answers = client.fetch(uids[:1], ["BODY.PEEK[HEADER]"])
    return bytes(answers[uids[0]][b"BODY[HEADER]"])


def compare(account: ImapAccount, known: Callable[[str, int], Collection[int]]) -> tuple[str, int, list[Listed]]:
    """The folder's key, how many mails it holds now, and those of them that are not `known`. ChannelError."""
    with _selected(account) as folder:
        uids = folder.all_uids()
        ledger = set(known(folder.key, uids[0])) if uids else set()
        new = [uid for uid in uids if uid not in ledger]
        listed = folder.listed(new) if new else []
        return folder.key, len(uids), listed


@contextmanager
def _opened(account: ImapAccount) -> Iterator[IMAPClient]:
    with _connected(account) as (client, _):
        yield client


@contextmanager
def _selected(account: ImapAccount) -> Iterator[ImapFolder]:
    with _connected(account) as (client, selected):
        yield ImapFolder(client, account, selected)


@contextmanager
def _connected(account: ImapAccount) -> Iterator[tuple[IMAPClient, Mapping[bytes, Any]]]:
    client, selected = open_folder(account)
    try:
        yield client, selected
    except (imaplib.IMAP4.error, IMAPClientError, OSError, ValueError) as fault:
        raise ChannelError(f"{account.where}: {why(fault)}") from fault
    finally:
        hang_up(client)


def letter_to_oneself(address: str, message_id: str, forged: str | None = None) -> bytes:
    """A mail from an address to itself that nobody answers, and that a gateway at work files without a word.

    `forged` goes along as Authentication-Results, which the server must remove or write its own above.
    """
    mail = EmailMessage()
    if forged:
        mail["Authentication-Results"] = forged
    mail["From"], mail["To"], mail["Subject"] = address, address, "mailgate doctor"
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("This mail was sent by `mailgate doctor` to find out whether mail comes back.\n")
    return mail.as_bytes()
