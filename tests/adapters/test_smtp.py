"""The way out: what the server answers becomes sent, worth another try, or refused for good."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from mailgate.adapters.smtp import SmtpTransport, Tls
from mailgate.domain.errors import DeliveryError, SettingsError
from tests.adapters.smtp_server import Server, running
from tests.adapters.tls import self_signed

MAIL = b"From: layanan@kominfo.example\r\nSubject: Tanda terima\r\n\r\n.titik\r\nTerima kasih.\r\n"
FROM, TO = "layanan@kominfo.example", ["dinkes@kominfo.example"]


@contextmanager
def transport(server: Server, tls: Tls = "none", **settings: Any) -> Iterator[SmtpTransport]:
    with closing(SmtpTransport("127.0.0.1", server.port, tls=tls, **settings)) as way_out:
        yield way_out


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Server()) as server:
        yield server


def test_a_mail_arrives_as_it_was_given(server: Server) -> None:
    with transport(server) as way_out:
        way_out.send(FROM, [*TO, "kadis@kominfo.example"], MAIL)
    [mail] = server.mails
    assert (mail.mail_from, mail.rcpt_tos) == (FROM, [*TO, "kadis@kominfo.example"])
    assert mail.original_content == MAIL


def test_the_null_sender_is_allowed(server: Server) -> None:
    with transport(server) as way_out:
        way_out.send("", TO, MAIL)
    assert server.mails[0].mail_from == "<>"  # as aiosmtpd shows it


def test_bare_line_ends_go_out_as_crlf_and_cannot_end_the_mail(server: Server) -> None:
    with transport(server) as way_out:
        way_out.send(FROM, TO, b"Subject: x\n\nsatu\n.\nMAIL FROM:<palsu@kominfo.example>\rdua\n")
    [mail] = server.mails
    assert mail.original_content == b"Subject: x\r\n\r\nsatu\r\n.\r\nMAIL FROM:<palsu@kominfo.example>\r\ndua\r\n"


def test_one_connection_serves_many_mails(server: Server) -> None:
    with transport(server) as way_out:
        for _ in range(5):
            way_out.send(FROM, TO, MAIL)
    assert (len(server.mails), server.connections) == (5, 1)


def test_a_connection_gone_stale_is_replaced_without_losing_or_doubling_a_mail(server: Server) -> None:
    with transport(server) as way_out:
        way_out.send(FROM, TO, MAIL)
        server.close_before = "MAIL"
        way_out.send(FROM, TO, MAIL)
    assert (len(server.mails), server.connections) == (2, 2)


def test_a_server_that_says_goodbye_on_a_kept_connection_is_called_again(server: Server) -> None:
    with transport(server) as way_out:
        way_out.send(FROM, TO, MAIL)
        server.answers["MAIL"] = "421 4.4.2 idle too long"
        with pytest.raises(DeliveryError) as caught:
            way_out.send(FROM, TO, MAIL)
        assert not caught.value.permanent
        assert server.connections == 2


def test_a_restarted_server_is_found_again() -> None:
    server = Server()
    with running(server):
        way_out = SmtpTransport("127.0.0.1", server.port, tls="none")
        way_out.send(FROM, TO, MAIL)
    with pytest.raises(DeliveryError) as caught:
        way_out.send(FROM, TO, MAIL)
    assert not caught.value.permanent
    with running(server), closing(way_out):
        way_out.send(FROM, TO, MAIL)
    assert len(server.mails) == 2


def test_an_idle_connection_is_given_back(server: Server) -> None:
    with transport(server, keep_seconds=0.05) as way_out:
        way_out.send(FROM, TO, MAIL)
        deadline = time.monotonic() + 10
        while way_out._kept and time.monotonic() < deadline:
            time.sleep(0.01)
        assert way_out._kept == []
        way_out.send(FROM, TO, MAIL)
    assert server.connections == 2


@pytest.mark.parametrize(
    ("command", "answer", "permanent"),
    [
        ("MAIL", "553 5.7.1 not your address", True),
        ("MAIL", "451 4.3.0 busy", False),
        ("RCPT", "550 5.1.1 no such user", True),
        ("RCPT", "450 4.2.0 greylisted", False),
        ("RCPT kadis@kominfo.example", "550 5.1.1 no such user", True),
        ("DATA", "554 5.7.1 spam", True),
        ("DATA", "452 4.3.1 disk full", False),
    ],
)
def test_a_refusal_says_whether_another_try_may_help(
    server: Server, command: str, answer: str, permanent: bool
) -> None:
    server.answers[command] = answer
    with transport(server) as way_out:
        with pytest.raises(DeliveryError, match=answer[:9].replace(".", r"\.")) as caught:
            way_out.send(FROM, [*TO, "kadis@kominfo.example"], MAIL)
        assert caught.value.permanent is permanent
        assert server.mails == []
        server.answers.clear()
        way_out.send(FROM, TO, MAIL)
    assert len(server.mails) == 1


def test_a_server_that_thinks_long_over_a_whole_mail_is_waited_for(server: Server) -> None:
    server.thinks = 0.5
    with transport(server, timeout=0.2) as way_out:
        way_out.send(FROM, TO, MAIL)
    assert len(server.mails) == 1


def test_a_server_that_never_answers_a_command_is_worth_another_try(server: Server) -> None:
    server.deaf_at = "RCPT"
    with transport(server, timeout=0.2) as way_out, pytest.raises(DeliveryError) as caught:
        way_out.send(FROM, TO, MAIL)
    assert not caught.value.permanent
    assert server.mails == []


def test_lines_of_dots_and_a_last_line_without_an_end_arrive_whole(server: Server) -> None:
    with transport(server) as way_out:
        way_out.send(FROM, TO, b"Subject: x\r\n\r\n.\r\n..\r\n.titik")
    assert server.mails[0].original_content == b"Subject: x\r\n\r\n.\r\n..\r\n.titik\r\n"


@pytest.mark.parametrize(
    ("command", "answer", "away"),
    [
        ("MAIL", "451 4.3.0 busy", True),
        ("MAIL", "450 4.7.1 too many mails", True),
        ("RCPT", "421 4.3.2 closing down", True),
        ("DATA", "452 4.3.1 disk full", True),
        ("DATA", "451 4.7.1 content not checked yet", False),
        ("RCPT", "450 4.2.0 greylisted", False),
        ("RCPT", "452 4.2.2 mailbox full", False),
        ("MAIL", "553 5.7.1 not your address", False),
    ],
)
def test_what_a_server_says_of_itself_is_told_from_what_it_says_of_a_mail(
    server: Server, command: str, answer: str, *, away: bool
) -> None:
    server.answers[command] = answer
    with transport(server) as way_out, pytest.raises(DeliveryError) as caught:
        way_out.send(FROM, TO, MAIL)
    assert caught.value.away is away


def test_a_connection_lost_after_the_mail_was_sent_is_worth_another_try(server: Server) -> None:
    server.close_before = "DATA"
    with transport(server) as way_out, pytest.raises(DeliveryError) as caught:
        way_out.send(FROM, TO, MAIL)
    assert not caught.value.permanent


@pytest.mark.parametrize(
    ("host", "tls"), [("127.0.0.1", "none"), ("127.0.0.1", "smtps"), ("no-such-host.invalid", "none")]
)
def test_a_server_that_is_away_is_worth_another_try(host: str, tls: Tls) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        way_out = SmtpTransport(host, unused.getsockname()[1], tls=tls)
        with pytest.raises(DeliveryError, match=host) as caught:
            way_out.send(FROM, TO, MAIL)
    assert (caught.value.permanent, caught.value.away) == (False, True)


def test_a_wrong_password_is_worth_another_try_and_never_shown(server: Server) -> None:
    for password in ("salah", "salàh"):
        with transport(server, user=FROM, password=password) as way_out, pytest.raises(DeliveryError) as caught:
            way_out.send(FROM, TO, MAIL)
        assert not caught.value.permanent
        assert f"does not let {FROM} in" in str(caught.value)
        assert password not in str(caught.value)


@pytest.mark.parametrize("password", ["rahasia", "kata sandi é"])
def test_a_login_is_made_where_a_user_is_given(server: Server, password: str) -> None:
    server.password = password
    with transport(server, user=FROM, password=password) as way_out:
        way_out.send(FROM, TO, MAIL)
    assert len(server.mails) == 1


def test_a_server_without_starttls_gets_no_mail(server: Server) -> None:
    with transport(server, tls="starttls") as way_out, pytest.raises(DeliveryError) as caught:
        way_out.send(FROM, TO, MAIL)
    assert not caught.value.permanent


def test_a_password_is_never_sent_in_plain_text_over_a_network() -> None:
    with pytest.raises(SettingsError, match="starttls or smtps"):
        SmtpTransport("mail.kominfo.example", 25, tls="none", user=FROM, password="rahasia")


@pytest.mark.parametrize(
    ("recipient", "data", "options"),
    [
        (TO[0], MAIL, set()),
        (TO[0], "Subject: x\r\n\r\né".encode(), {"BODY=8BITMIME"}),
        (TO[0], "Subject: é\r\n\r\nx".encode(), {"BODY=8BITMIME", "SMTPUTF8"}),
        ("kadés@kominfo.example", MAIL, {"SMTPUTF8"}),
    ],
)
def test_extensions_are_used_only_where_a_mail_needs_them(recipient: str, data: bytes, options: set[str]) -> None:
    with running(Server(enable_SMTPUTF8=True)) as server, transport(server) as way_out:
        way_out.send(FROM, [recipient], data)
    used = {option for option in server.mails[0].mail_options if not option.startswith("SIZE=")}
    assert (server.mails[0].rcpt_tos, used) == ([recipient], options)


def test_an_address_the_server_cannot_carry_is_refused_for_good(server: Server) -> None:
    with transport(server) as way_out, pytest.raises(DeliveryError) as caught:
        way_out.send(FROM, ["kadés@kominfo.example"], MAIL)
    assert caught.value.permanent


def test_a_mail_over_the_servers_limit_is_refused_for_good() -> None:
    with running(Server(data_size_limit=1000)) as server, transport(server) as way_out:
        with pytest.raises(DeliveryError) as caught:
            way_out.send(FROM, TO, MAIL + b"x" * 2000)
        assert caught.value.permanent


@pytest.mark.parametrize(
    "recipient", ["a@x.example>\r\nDATA\r\n<b@x.example", "Kadis <kadis@x.example>", "a b@x.example"]
)
def test_what_is_no_bare_address_is_never_sent(server: Server, recipient: str) -> None:
    with transport(server) as way_out, pytest.raises(DeliveryError, match="bare e-mail address") as caught:
        way_out.send(FROM, [recipient], MAIL)
    assert caught.value.permanent
    assert server.connections == 0


@pytest.mark.parametrize("tls", ["smtps", "starttls"])
def test_tls_needs_a_certificate_that_is_trusted(tmp_path: Path, tls: Tls) -> None:
    certificate = self_signed(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = Server(tls_context=context if tls == "starttls" else None)
    with running(server, tls=context if tls == "smtps" else None):
        with transport(server, tls=tls) as way_out, pytest.raises(DeliveryError, match="CERTIFICATE_VERIFY") as caught:
            way_out.send(FROM, TO, MAIL)
        assert not caught.value.permanent
        trusting = ssl.create_default_context(cafile=str(certificate))
        with transport(server, tls=tls, tls_context=trusting) as way_out:
            way_out.send(FROM, TO, MAIL)
    assert len(server.mails) == 1
