"""`run`: a process that starts, works and ends in good order."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import KEY

pytest.importorskip("pymap", reason="the mail server of this test")


REQUEST = (
    b"From: dinkes@sumbawa.example\r\nTo: layanan@sumbawa.example\r\nSubject: Internet putus\r\n"
    b"Message-ID: <1@x.example>\r\n\r\nJaringan internet kantor kami putus.\r\n"
)


def test_the_gateway_answers_a_request_and_ends_at_sigterm(tmp_path: Path) -> None:
    from mailgate.demo.mailserver import DemoMailServer

    office, requester = "layanan@sumbawa.example", "dinkes@sumbawa.example"
    with DemoMailServer() as server:
        for email in (office, requester, "kadis@sumbawa.example"):
            server.add_user(email, "a password")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MAILGATE_")},
            "MAILGATE_IMAP_URL": server.imap_url(office),
            "MAILGATE_SMTP_URL": server.smtp_url(office),
            "MAILGATE_INSTANSI": "sumbawa",
            "MAILGATE_SECRET_KEY": KEY,
            "MAILGATE_AUTHSERV_ID": server.authserv_id,
        }
        process = subprocess.Popen([sys.executable, "-m", "mailgate", "run"], cwd=tmp_path, env=environment)
        try:
            server.deliver(office, REQUEST)
            receipt = server.wait_for(requester, lambda raw: b"SBW-" in raw, timeout=60)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()
            process.wait()

    assert b"X-Mailgate: tanda-terima" in receipt
    assert (tmp_path / "var" / "mailgate.db").is_file()
