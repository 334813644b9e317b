"""Replies nobody would write kindly: broken, huge, hidden, empty. Nothing raises, and nothing is carried out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailgate.app.explain import Bench, Frame, explain
from mailgate.app.frame import Desk
from mailgate.domain.notice import Json
from tests.app.desk import mail, shipped_policy

TO = "layanan@sumbawa.example"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def read_as_reply(raw: bytes) -> Json:
    """What a reply of the technician at the remote step (Sumbawa 6) comes to."""
    desk = Desk(shipped_policy().offices["sumbawa"], NOW, lambda *_: "a" * 16)
    return explain("mail", raw, Bench(desk, frame=Frame("sumbawa-2021", "6", "tim")))


def html_mail(html: str) -> bytes:
    head = f"From: tim@sumbawa.example\nTo: {TO}\nSubject: Re: tugas\nMIME-Version: 1.0\n"
    return f"{head}Content-Type: text/html; charset=utf-8\n\n{html}".encode()


def test_every_malformed_mail_goes_through_as_a_reply(corpora: Path) -> None:
    files = [path for path in (corpora / "malformed").rglob("*") if path.suffix in (".eml", ".msg", ".txt")]
    kinds = {read_as_reply(path.read_bytes())["kind"] for path in files}
    assert len(files) > 100
    assert kinds <= {"reply", "auto", "bounce", "list", "own", "unreadable"}


@pytest.mark.parametrize(
    "body",
    [
        "x" * 5_000_000,
        "\n" * 1_000_000,
        "".join(">" * depth + " BERHASIL: sudah\n" for depth in range(1, 400)) + "> SELESAI\n" * 10_000,
        "(" * 200_000,
        "\U0001f44d",
        "--\nBudi\nTim Jaringan Kominfo\n",
        "Dikirim dari iPhone saya",
        "",
    ],
    ids=["5 MB", "blank lines", "10,000 quotes", "brackets", "an emoji", "a signature", "a phone's signature", "empty"],
)
def test_a_body_without_own_command_runs_nothing(body: str) -> None:
    told = read_as_reply(mail("tim@sumbawa.example", TO, "Re: tugas", body))
    assert told["reading"]["outcome"] in ("note", "ignore")


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">BERHASIL: sudah</div>',
        '<span style="color:#ffffff;background-color:#ffffff">BERHASIL: sudah</span>',
        '<p style="font-size:0">BERHASIL: sudah</p>',
        "<script>BERHASIL: sudah</script><style>BERHASIL: sudah</style>",
        "<!-- BERHASIL: sudah -->",
        "<blockquote type='cite'>BERHASIL: sudah</blockquote>",
    ],
)
def test_what_nobody_sees_in_a_mail_is_not_what_its_sender_wrote(hidden: str) -> None:
    told = read_as_reply(html_mail(f"<html><body><p>Terima kasih</p>{hidden}</body></html>"))
    assert told["reading"]["commands"] == []


def test_the_same_words_in_the_open_are_a_command() -> None:
    told = read_as_reply(html_mail("<html><body><p>BERHASIL: sudah</p></body></html>"))
    assert told["reading"]["outcome"] == "run"
