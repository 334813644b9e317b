"""`doctor` proves the loop for real, and says in one sentence what helps where it does not hold."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import KEY, Mailgate

pytest.importorskip("pymap", reason="the mail server of this test")

OFFICE = "layanan@sumbawa.example"


def findings(ran: object) -> dict[str, tuple[bool, str]]:
    return {found["what"]: (found["ok"], found["says"]) for found in ran.objects()}  # type: ignore[attr-defined]


def test_a_whole_gateway_is_found_in_order_and_leaves_no_mail_behind(mailgate: Mailgate) -> None:
    from mailgate.demo.mailserver import DemoMailServer

    with DemoMailServer() as server:
        server.add_user(OFFICE, "a password")
        settings = {
            "MAILGATE_IMAP_URL": server.imap_url(OFFICE),
            "MAILGATE_SMTP_URL": server.smtp_url(OFFICE),
            "MAILGATE_INSTANSI": "sumbawa",
            "MAILGATE_SECRET_KEY": KEY,
        }
        assert mailgate("db", "upgrade", **settings).code == 0
        ran = mailgate("doctor", "--json", **settings)
        left = server.mailbox(OFFICE)
    found = findings(ran)
    assert [(what, ok) for what, (ok, _) in found.items() if not ok] == []
    assert list(found) == ["database", "broker", "letters", "IMAP utama", "SMTP utama", "loop utama"]
    assert "IDLE works" in found["IMAP utama"][1]
    assert (ran.code, left) == (0, [])


def test_what_the_gateway_at_work_finds_away_is_named_with_its_beginning(mailgate: Mailgate, tmp_path: Path) -> None:
    from mailgate.adapters.db.uow import Database
    from mailgate.demo.mailserver import DemoMailServer
    from mailgate.domain.outage import Outage
    from tests.adapters.conftest import message_id_for

    since = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    with DemoMailServer() as server:
        server.add_user(OFFICE, "a password")
        settings = {"MAILGATE_IMAP_URL": server.imap_url(OFFICE), "MAILGATE_INSTANSI": "sumbawa"}
        assert mailgate("db", "upgrade", **settings).code == 0
        database = Database(f"sqlite:///{tmp_path}/var/mailgate.db", message_id_for)
        with database.unit_of_work() as uow:
            for name in ("imap:utama", "imap:of-another-time"):
                uow.outages.begin(Outage(name, "sumbawa", since, since, "login refused"))
            uow.commit()
        database.close()
        ran = mailgate("doctor", "--json", **settings)
    found = findings(ran)
    assert found["imap:utama"][0] is False
    assert f"since {since.astimezone():%Y-%m-%d %H:%M}: login refused" in found["imap:utama"][1]
    assert "imap:of-another-time" not in found
    assert ran.code == 1


@pytest.mark.parametrize(
    ("named", "ok", "says"),
    [("mx.demo.example", True, "above whatever a sender forged"), ("mx.lain.example", False, "pass for anybody")],
    ids=["the server's name", "a name it does not watch over"],
)
def test_a_forged_verdict_that_would_be_believed_is_a_fault(
    mailgate: Mailgate, named: str, ok: bool, says: str
) -> None:
    from mailgate.demo.mailserver import DemoMailServer

    with DemoMailServer() as server:
        server.add_user(OFFICE, "a password")
        ran = mailgate(
            "doctor",
            "--json",
            MAILGATE_IMAP_URL=server.imap_url(OFFICE),
            MAILGATE_SMTP_URL=server.smtp_url(OFFICE),
            MAILGATE_INSTANSI="sumbawa",
            MAILGATE_AUTHSERV_ID=named,
        )
    assert findings(ran)["stamps utama"][0] is ok
    assert says in findings(ran)["stamps utama"][1]


def test_each_fault_is_told_with_what_helps_and_the_rest_is_tried_all_the_same(
    mailgate: Mailgate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = mailgate(
        "doctor",
        "--json",
        MAILGATE_IMAP_URL=f"imap://{OFFICE.replace('@', '%40')}:x@127.0.0.1:1/INBOX",
        MAILGATE_SMTP_URL="smtp://127.0.0.1:1",
        MAILGATE_BROKER_URL="redis://127.0.0.1:1/0",
        MAILGATE_INSTANSI="sumbawa",
    )
    found = findings(ran)
    assert ran.code == 1
    assert {what for what, (ok, _) in found.items() if ok} == set()
    assert "mailgate db upgrade" in found["database"][1]
    assert "MAILGATE_BROKER_URL" in found["broker"][1]
    assert "apt install tesseract-ocr tesseract-ocr-ind" in found["letters"][1]
    assert "127.0.0.1:1" in found["IMAP utama"][1]
    assert "127.0.0.1:1" in found["SMTP utama"][1]


def test_without_a_mailbox_it_says_what_to_set(mailgate: Mailgate) -> None:
    ran = mailgate("doctor", MAILGATE_INSTANSI="sumbawa")
    assert ran.code == 1
    assert "set MAILGATE_IMAP_URL" in ran.out
