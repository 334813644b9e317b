"""`doctor --ledger` balances what came in, and compares it with what the mail server holds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.conftest import KEY, Mailgate

pytest.importorskip("pymap", reason="the mail server of this test")

from mailgate.demo.mailserver import DemoMailServer

OFFICE = "layanan@sumbawa.example"


@pytest.fixture
def server() -> Iterator[DemoMailServer]:
    """A mail server that received everything an hour ago."""
    with DemoMailServer(clock=lambda: datetime.now(UTC) - timedelta(hours=1)) as server:
        server.add_user(OFFICE, "a password")
        yield server


@pytest.fixture
def settings(server: DemoMailServer) -> dict[str, str]:
    return {
        "MAILGATE_IMAP_URL": server.imap_url(OFFICE),
        "MAILGATE_SMTP_URL": server.smtp_url(OFFICE),
        "MAILGATE_INSTANSI": "sumbawa",
        "MAILGATE_SECRET_KEY": KEY,
    }


def a_mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "dinkes@sumbawa.example", OFFICE, "Jaringan internet putus"
    mail.set_content("Jaringan internet kantor kami putus. Mohon bantuan.\n")
    return mail.as_bytes()


def test_without_mail_everything_balances(mailgate: Mailgate, settings: dict[str, str]) -> None:
    mailgate("db", "upgrade", **settings)
    ran = mailgate("doctor", "--ledger", **settings)
    assert ran.code == 0
    assert "holds 0 mails" in ran.out


def test_a_mail_that_has_long_lain_on_the_server_unknown_is_a_difference(
    mailgate: Mailgate, server: DemoMailServer, settings: dict[str, str]
) -> None:
    mailgate("db", "upgrade", **settings)
    server.deliver(OFFICE, a_mail())
    ran = mailgate("doctor", "--ledger", "--json", **settings)
    (told,) = ran.objects()
    assert (ran.code, told["server"], told["held"], len(told["unknown"])) == (1, "utama", 1, 1)


def test_mails_that_were_taken_in_are_balanced(mailgate: Mailgate, settings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(a_mail())
    mailgate("db", "upgrade", **settings)
    assert mailgate("import", tmp_path / "mail.eml", **settings).code == 0
    ran = mailgate("doctor", "--ledger", "--json", **settings)
    balance = ran.objects()[0]
    assert (ran.code, balance["seen"], balance["tickets"], balance["difference"]) == (0, 1, 1, 0)


def test_a_server_that_does_not_answer_is_named_and_is_no_difference(
    mailgate: Mailgate, settings: dict[str, str]
) -> None:
    mailgate("db", "upgrade", **settings)
    ran = mailgate("doctor", "--ledger", **{**settings, "MAILGATE_IMAP_URL": "imap://a:b@127.0.0.1:1/INBOX"})
    assert ran.code == 0
    assert "was not asked" in ran.out
