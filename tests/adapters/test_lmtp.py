"""The listener for an MTA: what it answers 250 to is stored, and each recipient gets an answer."""

import smtplib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from mailgate.adapters.lmtp import STORED, TRY_LATER, LmtpListener
from mailgate.domain.errors import ChannelError

MAIL = b"From: dinkes@kominfo.example\r\nSubject: Server mati\r\n\r\n.titik di awal baris\r\nIsi.\r\n"
US, THEM = "layanan@kominfo.example", "layanan@bekasi.example"


class Inbox:
    """Stores what it is given, unless told to answer otherwise."""

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self.answers = answers
        self.mails: list[tuple[list[str], bytes]] = []

    def __call__(self, recipients: Sequence[str], raw: bytes) -> Mapping[str, str]:
        if self.answers is None:
            self.mails.append((list(recipients), raw))
            return dict.fromkeys(recipients, STORED)
        return self.answers


@contextmanager
def listening(
    store: Callable[[Sequence[str], bytes], Mapping[str, str]],
    protocol: Literal["lmtp", "smtp"] = "lmtp",
    listen: str = "127.0.0.1:0",
) -> Iterator[LmtpListener]:
    listener = LmtpListener(
        store, {US, THEM}.__contains__, listen=listen, protocol=protocol, hostname="gateway.example", max_bytes=100_000
    )
    listener.start()
    try:
        yield listener
    finally:
        listener.close()


def answers(
    client: smtplib.SMTP, recipients: list[str], data: bytes, sender: str = "dinkes@kominfo.example"
) -> list[int]:
    """The codes after DATA; smtplib itself reads only the first."""
    assert client.mail(sender)[0] == 250
    taken = [recipient for recipient in recipients if client.rcpt(recipient)[0] == 250]
    first = client.data(data)[0]
    return [first, *(client.getreply()[0] for _ in taken[1:])]


def test_a_stored_mail_is_answered_with_250_and_carries_its_envelope() -> None:
    inbox = Inbox()
    with listening(inbox) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        client.sendmail("dinkes@kominfo.example", [US], b"Return-Path: <palsu@kominfo.example>\r\n" + MAIL)
    envelope = f"Return-Path: <dinkes@kominfo.example>\r\nDelivered-To: {US}\r\n".encode()
    assert inbox.mails == [([US], envelope + MAIL)]


def test_the_null_sender_is_kept() -> None:
    inbox = Inbox()
    with listening(inbox) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        assert answers(client, [US], MAIL, sender="") == [250]
    assert inbox.mails[0][1].startswith(b"Return-Path: <>\r\n")


@pytest.mark.parametrize(
    ("replies", "codes"),
    [
        ({US: STORED, THEM: STORED}, [250, 250]),
        ({US: STORED, THEM: TRY_LATER}, [250, 451]),
        ({US: "552 5.2.2 full", THEM: STORED}, [552, 250]),
        ({US: STORED}, [250, 451]),
        ({}, [451, 451]),
    ],
)
def test_after_data_each_recipient_has_a_reply_of_its_own(replies: dict[str, str], codes: list[int]) -> None:
    with listening(Inbox(replies)) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        assert answers(client, [US, THEM], MAIL) == codes
        assert client.noop()[0] == 250


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ({US: STORED, THEM: STORED}, 250),
        ({US: STORED, THEM: TRY_LATER}, 451),
        ({US: "552 5.2.2 full", THEM: STORED}, 250),
        ({US: "552 5.2.2 full", THEM: "552 5.2.2 full"}, 552),
    ],
)
def test_over_smtp_all_recipients_share_one_reply(replies: dict[str, str], code: int) -> None:
    with listening(Inbox(replies), "smtp") as listener, smtplib.SMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        client.mail("dinkes@kominfo.example")
        client.rcpt(US)
        client.rcpt(THEM)
        assert client.data(MAIL)[0] == code
        assert client.noop()[0] == 250


def test_an_unknown_recipient_is_refused_and_the_others_served() -> None:
    inbox = Inbox()
    with listening(inbox) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        assert answers(client, ["siapa@kominfo.example", US], MAIL) == [250]
        assert client.mail("dinkes@kominfo.example")[0] == 250
        assert client.rcpt("siapa@kominfo.example")[0] == 550
    assert [recipients for recipients, _ in inbox.mails] == [[US]]


def test_a_store_that_fails_makes_the_mta_try_later_and_spoils_nothing_after_it() -> None:
    fails = [True, False]

    def store(recipients: Sequence[str], raw: bytes) -> Mapping[str, str]:
        if fails.pop(0):
            raise ConnectionRefusedError("database away")
        return dict.fromkeys(recipients, STORED)

    with listening(store) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        assert answers(client, [US, THEM], MAIL) == [451, 451]
        assert answers(client, [US], MAIL) == [250]


def test_the_size_limit_is_announced_and_held_with_a_reply_for_each() -> None:
    inbox = Inbox()
    with listening(inbox) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == "100000"
        assert client.mail("dinkes@kominfo.example", ["SIZE=100001"])[0] == 552
        assert answers(client, [US, THEM], MAIL + b"x" * 70 * 2000) == [552, 552]
        assert answers(client, [US], MAIL) == [250]
    assert len(inbox.mails) == 1


def test_a_line_longer_than_smtp_allows_is_taken() -> None:
    inbox = Inbox()
    with listening(inbox) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo()
        assert answers(client, [US], MAIL + b"x" * 5000 + b"\r\n") == [250]


def test_mails_are_stored_one_at_a_time() -> None:
    inside, together = threading.Semaphore(1), []

    def store(recipients: Sequence[str], raw: bytes) -> Mapping[str, str]:
        together.append(not inside.acquire(blocking=False))
        threading.Event().wait(0.02)
        inside.release()
        return dict.fromkeys(recipients, STORED)

    def send(port: int) -> None:
        with smtplib.LMTP("127.0.0.1", port) as client:
            client.ehlo()
            client.sendmail("dinkes@kominfo.example", [US], MAIL)

    with listening(store) as listener:
        senders = [threading.Thread(target=send, args=[listener.port]) for _ in range(4)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
    assert together == [False] * 4


def test_it_listens_on_a_unix_socket(tmp_path: Path) -> None:
    inbox = Inbox()
    path = str(tmp_path / "lmtp")
    with listening(inbox, listen=f"unix:{path}") as listener, smtplib.LMTP(path) as client:
        assert listener.port == 0
        client.ehlo()
        assert answers(client, [US], MAIL) == [250]


@pytest.mark.parametrize("listen", ["127.0.0.1:x", "192.0.2.1:2424", "unix:/no/such/folder/lmtp"])
def test_an_address_that_cannot_be_had_is_named(listen: str) -> None:
    listener = LmtpListener(Inbox(), lambda _: True, listen=listen)
    with pytest.raises(ChannelError, match=listen.replace(".", r"\.")):
        listener.start()


def test_two_listeners_cannot_share_a_port() -> None:
    with listening(Inbox()) as listener, pytest.raises(ChannelError, match="free the address"):
        LmtpListener(Inbox(), lambda _: True, listen=f"127.0.0.1:{listener.port}").start()
