"""Our own mails: marked as automatic, threaded, safe against injected headers, and the same for every try."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailgate.mail.compose import Enclosure, Mail, compose
from mailgate.mail.parse import parse

MAIL = Mail(
    subject="[SBW-2026-000123] Mohon disposisi: gangguan jaringan",
    text="Yth. Kepala Dinas,\n\nFrom hari ini – mohon disposisi.\n",
    html="<p>Yth. Kepala Dinas</p>",
    sender_name="Layanan TIK Diskominfotik Sumbawa",
    sender="layanan@sumbawa.example",
    recipient="kadis@sumbawa.example",
    message_id="abcdefghij234567.SBW-2026-000123.0123456789abcdef@sumbawa.example",
    date=datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
)


def test_a_mail_comes_back_from_the_parser_as_it_was_meant() -> None:
    message = parse(compose(MAIL))
    assert message.subject == MAIL.subject
    assert message.text.strip() == MAIL.text.strip()
    assert message.html is not None
    assert message.html.strip() == MAIL.html
    assert message.message_id == MAIL.message_id
    assert message.header("Auto-Submitted") == "auto-generated"
    assert message.header("X-Auto-Response-Suppress") == "DR, RN, NRN, AutoReply"


def test_every_try_of_a_mail_has_the_same_bytes() -> None:
    assert compose(MAIL) == compose(MAIL)


def test_the_message_id_stands_on_one_line() -> None:
    long = replace(MAIL, message_id=f"{MAIL.message_id}.{'kabupaten-' * 8}example")
    assert f"Message-ID: <{long.message_id}>\r\n".encode() in compose(long)


@pytest.mark.parametrize("subject", ["Perihal – " + "gangguan jaringan é " * 5, "ascii " * 20])
def test_long_subjects_survive(subject: str) -> None:
    raw = compose(replace(MAIL, subject=subject))
    assert parse(raw).subject.split() == subject.split()
    assert max(len(line) for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n")) <= 300


def test_a_subject_cannot_bring_headers_of_its_own() -> None:
    raw = compose(replace(MAIL, subject="halo\r\nBcc: semua@example.net\n\nisi", sender_name='x\r\nCc: "y"'))
    message = parse(raw)
    assert message.header("Bcc") is None
    assert message.header("Cc") is None
    assert "Bcc: semua@example.net" in message.subject


def test_a_reply_carries_its_thread() -> None:
    message = parse(compose(replace(MAIL, in_reply_to="<a@b>", references=("a@b", "c@d"))))
    assert (message.in_reply_to, message.references) == (("a@b",), ("a@b", "c@d"))


@pytest.mark.parametrize(
    "strange", ["é@kominfo.example", f"{'x' * 1_000}@b", "a b@c", "a@b>\r\nBcc: c@d.example", "\x00@b", "<>", ""]
)
def test_a_message_id_that_not_every_server_carries_is_left_out_of_the_thread(strange: str) -> None:
    raw = compose(replace(MAIL, in_reply_to=strange, references=("a@b", strange)))
    head = raw.partition(b"\r\n\r\n")[0]
    assert (parse(raw).in_reply_to, parse(raw).references) == ((), ("a@b",))
    assert head.isascii()
    assert b"Bcc" not in head


def test_a_long_thread_is_written_one_message_id_a_line() -> None:
    thread = tuple(f"{number}-{'x' * 300}@b" for number in range(50))
    raw = compose(replace(MAIL, references=thread))
    assert parse(raw).references == thread
    assert max(map(len, raw.split(b"\r\n"))) < 998


def test_papers_go_along_and_pictures_stand_beside_the_html() -> None:
    chart = Enclosure("grafik.png", "image/png", b"\x89PNG" + bytes(range(256)), inline=True)
    sheet = Enclosure("lembar-disposisi.pdf", "application/pdf", b"%PDF-1.7 " * 40)
    raw = compose(replace(MAIL, enclosures=[chart, sheet]))
    message = parse(raw)
    assert {(a.name, a.content_type, a.data) for a in message.attachments} == {
        ("grafik.png", "image/png", chart.data),
        ("lembar-disposisi.pdf", "application/pdf", sheet.data),
    }
    assert message.text.strip() == MAIL.text.strip()
    assert b"Content-ID: <grafik.png>\r\n" in raw
    assert raw.index(b"multipart/mixed") < raw.index(b"multipart/related") < raw.index(b"multipart/alternative")
