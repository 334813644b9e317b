"""The benchmark's SMTP server takes mails whole, says when, and can be asked about their headers."""

import smtplib
import time
from urllib.parse import urlsplit

from benchmarks.sink import HOST, Sink

MAIL = b"Subject: Uji\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To:\r\n <a@x.example>\r\n\r\n.titik\r\nisi\r\n"


def test_a_mail_is_taken_as_it_was_sent_once_for_each_recipient() -> None:
    with Sink() as sink:
        began = time.monotonic()
        with smtplib.SMTP(HOST, urlsplit(sink.url).port or 0, timeout=10) as smtp:
            smtp.sendmail("layanan@x.example", ["a@x.example", "b@x.example"], MAIL)
            smtp.sendmail("", ["c@x.example"], MAIL + b"x" * 500_000 + b"\r\n")
        sink.await_count(3, 10)
        taken = sink.taken
    assert [mail.recipient for mail in taken] == ["a@x.example", "b@x.example", "c@x.example"]
    assert [len(mail.raw) - len(MAIL.rstrip()) for mail in taken] == [0, 0, 500_002]
    assert taken[0].raw == MAIL.removesuffix(b"\r\n")
    assert taken[0].is_answer
    assert taken[0].header("In-Reply-To") == "<a@x.example>"
    assert taken[0].header("To") == ""
    assert began <= taken[0].at <= time.monotonic()


def test_commands_in_a_row_are_answered_in_a_row() -> None:
    with Sink() as sink, smtplib.SMTP(HOST, urlsplit(sink.url).port or 0, timeout=10) as smtp:
        smtp.send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.example>\r\nDATA\r\n")
        answers = [smtp.getreply()[0] for _ in range(4)]
        smtp.send("Subject: Uji\r\n\r\nisi\r\n.\r\nQUIT\r\n")
        answers += [smtp.getreply()[0] for _ in range(2)]
        sink.await_count(1, 10)
    assert answers == [250, 250, 250, 354, 250, 221]
