"""The demo's mail server: it tells who really sent a mail, delivers to its own people only, and pushes."""

import smtplib
import threading
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import Message

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from mailgate.demo.mailserver import DemoMailServer

KADIS, KABID, GATEWAY = "kadis@sumbawa.example", "kabid@sumbawa.example", "layanan@sumbawa.example"
OUTSIDE = "dinas@provinsi.example"
PASSWORD = "sandi"
MAIL = b"From: kadis@sumbawa.example\r\nTo: layanan@sumbawa.example\r\nSubject: Uji\r\n\r\nIsi.\r\n"


@pytest.fixture
def server() -> Iterator[DemoMailServer]:
    with DemoMailServer(authserv_id="mx.sumbawa.example") as server:
        for email in (KADIS, KABID, GATEWAY):
            server.add_user(email, PASSWORD)
        yield server


def send(
    server: DemoMailServer,
    raw: bytes = MAIL,
    *,
    login: str | None = KADIS,
    sender: str = KADIS,
    to: Sequence[str] = (GATEWAY,),
) -> None:
    with smtplib.SMTP("127.0.0.1", server.smtp_port, "komputer.example") as client:
        if login:
            client.login(login, PASSWORD)
        client.sendmail(sender, to, raw)


def received(server: DemoMailServer, email: str = GATEWAY) -> Message:
    [raw] = server.mailbox(email)
    return message_from_bytes(raw)


@pytest.mark.parametrize(
    ("login", "sender", "verdict"),
    [
        (KADIS, KADIS, f"auth=pass smtp.auth={KADIS}; spf=pass smtp.mailfrom={KADIS}"),
        (KABID, KADIS, f"auth=pass smtp.auth={KABID}; spf=pass smtp.mailfrom={KADIS}"),
        (GATEWAY, "", f"auth=pass smtp.auth={GATEWAY}; spf=none"),
        (None, OUTSIDE, "auth=none; spf=none"),
        (None, KADIS, "auth=none; spf=none"),
    ],
    ids=["the user", "an insider forging From", "null sender", "outside", "outside forging From"],
)
def test_the_topmost_header_tells_the_login_really_used(
    server: DemoMailServer, login: str | None, sender: str, verdict: str
) -> None:
    send(server, login=login, sender=sender)
    mail = received(server)
    assert mail.items()[0] == ("Authentication-Results", f"mx.sumbawa.example; {verdict}")
    assert mail["Return-Path"] == f"<{sender}>"
    assert mail["Delivered-To"] == GATEWAY
    assert "from komputer.example by mx.sumbawa.example" in mail["Received"]
    assert mail["From"] == KADIS


@pytest.mark.parametrize(
    "forged",
    [
        b"Authentication-Results: mx.sumbawa.example; auth=pass smtp.auth=kadis@sumbawa.example\r\n",
        b"authentication-results:\r\n\t(wah) MX.Sumbawa.example 1;\r\n dmarc=pass\r\n",
        b'Authentication-Results: "mx.sumbawa.example"; dmarc=pass\r\n',
        b"X-A: b\nAuthentication-Results: mx.sumbawa.example; dmarc=pass\r\n",
        b"X-A: b\rAuthentication-Results: mx.sumbawa.example; dmarc=pass\r\n",
        b"Authentication-Results : mx.sumbawa.example; dmarc=pass\r\n",
    ],
    ids=[
        "plain",
        "folded, commented, upper case",
        "quoted",
        "behind a bare LF",
        "behind a bare CR",
        "blank before colon",
    ],
)
def test_a_stamp_forged_by_the_sender_is_removed(server: DemoMailServer, forged: bytes) -> None:
    send(server, forged + b"Return-Path: <palsu@x.example>\r\n" + MAIL, login=None, sender=OUTSIDE)
    mail = received(server)
    assert mail.get_all("Authentication-Results") == ["mx.sumbawa.example; auth=none; spf=none"]
    assert mail.get_all("Return-Path") == [f"<{OUTSIDE}>"]


def test_stamps_of_other_servers_and_the_rest_of_the_mail_stay(server: DemoMailServer) -> None:
    foreign = b"Authentication-Results: mx.provinsi.example; dkim=pass\r\nX-Panjang: satu\r\n dua\r\n"
    send(server, foreign + MAIL)
    assert server.mailbox(GATEWAY)[0].endswith(foreign + MAIL)


def test_a_mail_reaches_every_recipient_plus_addresses_included(server: DemoMailServer) -> None:
    send(server, to=(KABID, "Layanan+t0k3n@Sumbawa.Example"))
    assert received(server, KABID)["Delivered-To"] == KABID
    assert received(server)["Delivered-To"] == "Layanan+t0k3n@Sumbawa.Example"


@pytest.mark.parametrize(
    ("recipient", "answer"),
    [("siapa@sumbawa.example", b"5.1.1"), ("seseorang@provinsi.example", b"5.7.1")],
    ids=["unknown here", "not ours"],
)
def test_other_recipients_are_refused(server: DemoMailServer, recipient: str, answer: bytes) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as caught:
        send(server, to=(recipient,))
    code, text = caught.value.recipients[recipient]
    assert (code, text[:5]) == (550, answer)


def test_a_wrong_password_opens_neither_smtp_nor_imap(server: DemoMailServer) -> None:
    with smtplib.SMTP("127.0.0.1", server.smtp_port) as client, pytest.raises(smtplib.SMTPAuthenticationError):
        client.login(KADIS, "salah")
    with IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=10) as imap, pytest.raises(LoginError):
        imap.login(KADIS, "salah")


def test_a_mail_that_comes_is_pushed_to_who_idles(server: DemoMailServer) -> None:
    with IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=10) as imap:
        imap.login(GATEWAY, PASSWORD)
        imap.select_folder("INBOX")
        imap.idle()
        send(server)
        assert (1, b"EXISTS") in imap.idle_check(timeout=10)
        imap.idle_done()


def test_a_user_reads_moves_and_marks_mail_with_an_ordinary_client(server: DemoMailServer) -> None:
    send(server)
    with IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=10) as imap:
        imap.login(GATEWAY, PASSWORD)
        imap.select_folder("INBOX")
        [uid] = imap.search("UNSEEN")
        assert imap.fetch([uid], ["BODY[]"])[uid][b"BODY[]"] == server.mailbox(GATEWAY)[0]
        imap.add_flags([uid], ["$Penting"])
        assert set(imap.get_flags([uid])[uid]) >= {b"\\Seen", b"$Penting"}
        imap.create_folder("Arsip")
        imap.move([uid], "Arsip")
        assert imap.select_folder("Arsip")[b"EXISTS"] == 1
    assert server.mailbox(GATEWAY) == []


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\xff\xfe\x00", b"Subject: x", b"From: a\nbody?\n\n" + b"(" * 5000])
def test_whatever_is_delivered_comes_back_byte_for_byte(server: DemoMailServer, raw: bytes) -> None:
    server.deliver(GATEWAY, raw)
    with IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=10) as imap:
        imap.login(GATEWAY, PASSWORD)
        imap.select_folder("INBOX")
        [uid] = imap.search("ALL")
        answer = imap.fetch([uid], ["BODY.PEEK[]", "RFC822.SIZE"])[uid]
    assert (answer[b"BODY[]"] or b"", answer[b"RFC822.SIZE"]) == (raw, len(raw))


def test_waiting_for_a_mail_gives_the_one_that_was_meant(server: DemoMailServer) -> None:
    server.deliver(GATEWAY, b"Subject: satu\r\n\r\n")
    timer = threading.Timer(0.1, server.deliver, [GATEWAY, b"Subject: dua\r\n\r\n"])
    timer.start()
    assert server.wait_for(GATEWAY, lambda raw: b"dua" in raw) == b"Subject: dua\r\n\r\n"
    assert server.wait_for(GATEWAY, lambda raw: b"satu" in raw) == b"Subject: satu\r\n\r\n"
    timer.join()


def test_waiting_in_vain_says_for_whom(server: DemoMailServer) -> None:
    server.deliver(GATEWAY, MAIL)
    with pytest.raises(TimeoutError, match=f"{GATEWAY}; its INBOX: 1 mails"):
        server.wait_for(GATEWAY, lambda raw: b"tidak ada" in raw, timeout=0.05)


def test_an_address_nobody_has_is_named(server: DemoMailServer) -> None:
    with pytest.raises(KeyError, match=r"siapa@sumbawa\.example"):
        server.deliver("siapa@sumbawa.example", MAIL)


def test_urls_are_those_of_the_settings(server: DemoMailServer) -> None:
    server.add_user("a/b@sumbawa.example", "p@ss:é")
    assert server.imap_url("a/b@sumbawa.example") == (
        f"imap://a%2Fb%40sumbawa.example:p%40ss%3A%C3%A9@127.0.0.1:{server.imap_port}/INBOX"
    )
    assert server.smtp_url(KADIS) == f"smtp://kadis%40sumbawa.example:sandi@127.0.0.1:{server.smtp_port}"


def test_it_stops_with_connections_open_and_frees_its_ports() -> None:
    with DemoMailServer() as server:
        server.add_user(KADIS, PASSWORD)
        smtp = smtplib.SMTP("127.0.0.1", server.smtp_port)
        imap = IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=10)
        imap.login(KADIS, PASSWORD)
        imap.select_folder("INBOX")
        imap.idle()
    smtp.close()
    imap.shutdown()
    with DemoMailServer(smtp_port=server.smtp_port, imap_port=server.imap_port) as again:
        assert (again.smtp_port, again.imap_port) == (server.smtp_port, server.imap_port)
