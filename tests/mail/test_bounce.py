"""A bounce gives up whom it did not reach, whether for good, and which mail of ours it was."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.bounce import Bounce, read_bounce
from mailgate.mail.parse import parse

HEAD = "From: MAILER-DAEMON@mx.example\r\nTo: layanan@trenggalek.example\r\nSubject: Undelivered\r\n"


def report(*groups: str, returned: str = "Message-ID: <s.TRG@trenggalek.example>") -> bytes:
    parts = (
        "Content-Type: text/plain\r\n\r\nMaaf.",
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n" + "\r\n\r\n".join(groups),
        "Content-Type: message/rfc822\r\n\r\n" + returned + "\r\nSubject: Tugas\r\n\r\nisi",
    )
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    kind = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
    return (HEAD + kind + body + "--b--\r\n").encode()


def group(recipient: str, status: str, action: str = "failed", diagnostic: str = "") -> str:
    lines = [f"Final-Recipient: rfc822; {recipient}", f"Action: {action}", f"Status: {status}"]
    return "\r\n".join([*lines, f"Diagnostic-Code: smtp; {diagnostic}"] if diagnostic else lines)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([group("<Kadis@x.example>", "5.1.1")], (("kadis@x.example",), True, "5.1.1")),
        ([group("a@x.example", "5.2.2", diagnostic="552 mailbox full")], (("a@x.example",), False, "5.2.2")),
        ([group("a@x.example", "5.7.1", diagnostic="550 blocked")], (("a@x.example",), False, "5.7.1")),
        ([group("a@x.example", "4.4.1", "delayed")], (("a@x.example",), False, "4.4.1")),
        ([group("a@x.example", "2.0.0", "delivered")], (("a@x.example",), False, "2.0.0")),
        ([group("a@x.example", "5.0.0", diagnostic="550 5.1.1 user unknown")], (("a@x.example",), True, "5.1.1")),
        (
            [group("a@x.example", "5.1.1"), group("b@x.example", "5.2.2")],
            (("a@x.example", "b@x.example"), False, "5.1.1"),
        ),
    ],
)
def test_a_standard_report_is_read(groups: list[str], expected: tuple[tuple[str, ...], bool, str]) -> None:
    assert read_bounce(parse(report(*groups))) == Bounce(*expected, original_message_id="s.TRG@trenggalek.example")


@pytest.mark.parametrize(
    ("body", "recipients", "permanent"),
    [
        ("Hi. This is qmail.\n\n<a@x.example>:\nno such user here. (#5.1.1)\n", ("a@x.example",), True),
        ("The following address(es) failed:\n\n  a@x.example\n    550 User unknown\n", ("a@x.example",), True),
        ("Pesan tidak terkirim ke:\n\n  a@x.example\n\nKotak surat penuh.\n", ("a@x.example",), False),
        ("Alamat a@x.example tidak ditemukan.\n", ("a@x.example",), True),
    ],
)
def test_a_bounce_in_plain_words_is_read(body: str, recipients: tuple[str, ...], permanent: bool) -> None:
    copy = "\n------ This is a copy of the message. ------\n\nTo: lain@y.example\nMessage-ID: <1@z.example>\n"
    bounce = read_bounce(parse((HEAD + "\r\n" + body + copy).encode()))
    assert bounce is not None
    assert (bounce.recipients, bounce.permanent, bounce.original_message_id) == (recipients, permanent, "1@z.example")


def test_a_mail_that_reports_nothing_is_no_bounce() -> None:
    assert read_bounce(parse((HEAD + "\r\nMaaf.").encode())) is None


class TestCorpus:
    def test_the_recipients_are_found(self, corpora: Path) -> None:
        cases = [case for case in bounces(corpora) if case.get("recipients")]
        misses = []
        for case in cases:
            bounce = read_bounce(parse((corpora / "machine-mail" / case["file"]).read_bytes()))
            if bounce is None or set(bounce.recipients) != set(case["recipients"]):
                misses.append((case["file"], case["recipients"], bounce))
        print(*misses, sep="\n")
        assert len(cases) == 77
        assert misses == []

    def test_most_are_told_apart_in_permanent_and_not(self, corpora: Path) -> None:
        cases = [case for case in bounces(corpora) if case.get("hard")]
        misses = []
        for case in cases:
            bounce = read_bounce(parse((corpora / "machine-mail" / case["file"]).read_bytes()))
            if bounce is None or bounce.permanent != all(case["hard"]):
                misses.append((case["file"], case["reasons"], bounce))
        print(*misses, sep="\n")
        # The rest are mostly phones whose provider says "user unknown" where the corpus knows of a filter.
        assert len(cases) - len(misses) >= 0.92 * len(cases)


def bounces(corpora: Path) -> list[dict[str, Any]]:
    lines = (corpora / "machine-mail" / "cases.jsonl").read_text().splitlines()
    return [case for case in map(json.loads, lines) if case["class"] == "bounce"]


@given(st.text(alphabet="a@.:<>;- \n5FinalRecpt", max_size=400))
def test_no_report_raises(text: str) -> None:
    read_bounce(parse(report(text)))
    read_bounce(parse((HEAD + "\r\n" + text).encode()))
