"""`explain`: one object a mail, nothing stored, and a mistake where no office is named."""

from pathlib import Path

import pytest

from tests.app.desk import mail, open_gateway, reply
from tests.cli.conftest import KEY, Mailgate

KEYS = {
    "file",
    "kind",
    "why",
    "from",
    "requester",
    "subject",
    "message_id",
    "new_text",
    "attachments",
    "surat",
    "reading",
    "routing",
    "bounce",
}
FRAME = ("--sop", "sumbawa-2021", "--step", "2", "--role", "kadis")

REQUEST = mail(
    "dinkes@sumbawa.example",
    "layanan@sumbawa.example",
    "Internet putus",
    "Jaringan internet di kantor kami putus sejak pagi. Mohon bantuan.",
    attachments=("Surat.pdf",),
)
DISPOSITION = mail(
    "kadis@sumbawa.example", "layanan@sumbawa.example", "Re: [SBW-2026-000001] Internet", "DISPOSISI Kabid TI: mohon tl"
)


def saved(folder: Path, name: str, *mails: bytes) -> Path:
    """A mail, or an mbox of several."""
    file = folder / name
    gap = b"From x@y Fri Nov 20 23:00:00 2026\n"
    file.write_bytes(mails[0] if len(mails) == 1 else b"".join(gap + raw + b"\n" for raw in mails))
    return file


def test_a_request_is_one_object_with_the_keys_of_the_contract(mailgate: Mailgate, tmp_path: Path) -> None:
    file = saved(tmp_path, "minta.eml", REQUEST)
    (told,) = mailgate("explain", file, "--json").objects()

    assert set(told) >= KEYS
    assert (told["file"], told["kind"], told["from"]) == (str(file), "request", "dinkes@sumbawa.example")
    assert told["routing"]["sop"] == "sumbawa-2021"
    assert told["attachments"][0]["name"] == "Surat.pdf"
    assert told["reading"] is None


def test_with_a_step_the_mail_is_read_as_an_answer_to_it(mailgate: Mailgate, tmp_path: Path) -> None:
    (told,) = mailgate("explain", saved(tmp_path, "a.eml", DISPOSITION), *FRAME, "--json").objects()

    assert (told["kind"], told["reading"]["outcome"]) == ("reply", "run")
    assert told["reading"]["commands"][0]["verb"] == "DISPOSISI"
    assert told["reading"]["commands"][0]["targets"] == ["kabid"]


def test_the_mails_of_an_mbox_are_counted(mailgate: Mailgate, tmp_path: Path) -> None:
    file = saved(tmp_path, "alt.mbox", REQUEST, DISPOSITION, REQUEST)
    told = mailgate("explain", file, "--json").objects()

    assert [(t["file"], t["kind"]) for t in told] == [
        (f"{file}#1", "request"),
        (f"{file}#2", "reply"),
        (f"{file}#3", "request"),
    ]


def test_a_dash_is_standard_input(mailgate: Mailgate) -> None:
    (told,) = mailgate("explain", "-", "--json", stdin=REQUEST).objects()

    assert (told["file"], told["kind"]) == ("-", "request")


@pytest.mark.parametrize(
    "headers",
    [
        {"Delivered-To": "layanan@bekasi.example"},
        {"Cc": "Layanan <layanan@bekasi.example>"},
    ],
)
def test_the_office_is_found_in_cc_and_delivered_to(mailgate: Mailgate, headers: dict[str, str]) -> None:
    raw = mail("kabid@bekasi.example", "kadis@bekasi.example", "Internet putus", "DISPOSISI Kasi", headers=headers)
    (told,) = mailgate("explain", "-", "--sop", "bekasi", "--step", "1", "--json", stdin=raw).objects()

    assert told["reading"]["commands"][0]["targets"] == ["kasi"]


def test_a_mail_to_no_office_is_a_mistake_unless_one_is_named(mailgate: Mailgate) -> None:
    raw = mail("a@b.example", "c@d.example", "Internet putus", "Jaringan internet putus")
    refused = mailgate("explain", "-", stdin=raw)

    assert refused.code == 2
    assert "--instansi" in refused.err
    assert mailgate("explain", "-", "--instansi", "sumbawa", stdin=raw).code == 0


def test_bytes_that_are_no_mail_are_unreadable_and_no_mistake(mailgate: Mailgate) -> None:
    ran = mailgate("explain", "-", "--json", stdin=b"\x00\x01 nothing like a mail")

    assert (ran.code, ran.objects()[0]["kind"]) == (0, "unreadable")


def test_a_step_that_is_not_there_is_a_mistake_even_for_automatic_mail(mailgate: Mailgate) -> None:
    raw = mail(
        "a@b.example", "layanan@sumbawa.example", "Cuti", "saya cuti", headers={"Auto-Submitted": "auto-replied"}
    )

    assert mailgate("explain", "-", "--sop", "sumbawa-2021", "--step", "77", stdin=raw).code == 2
    assert mailgate("explain", "-", *FRAME, "--json", stdin=raw).objects()[0]["kind"] == "auto"


@pytest.mark.parametrize("step", ["2", "akhir"])
def test_a_role_that_is_not_there_is_a_mistake(mailgate: Mailgate, step: str) -> None:
    ran = mailgate("explain", "-", "--sop", "sumbawa-2021", "--step", step, "--role", "raja", stdin=DISPOSITION)

    assert ran.code == 2
    assert "no role 'raja'" in ran.err


def test_nothing_is_created(mailgate: Mailgate, tmp_path: Path) -> None:
    mailgate("explain", "-", stdin=REQUEST)
    mailgate("explain", "-", *FRAME, stdin=DISPOSITION)

    assert list(tmp_path.iterdir()) == []


def test_a_reply_is_judged_by_the_stored_ticket_and_stores_nothing(mailgate: Mailgate, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    for gateway in open_gateway(tmp_path):
        gateway.takes("sumbawa", REQUEST)
        task = gateway.mail_to("kadis@sumbawa.example", "tugas")
        raw = reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI")
        before = len(gateway.history("SBW-2026-000001"))
        (told,) = mailgate("explain", "-", "--json", stdin=raw, MAILGATE_DATABASE_URL=url).objects()

        assert told["kind"] == "reply"
        assert "ticket SBW-2026-000001" in told["why"]
        assert told["reading"]["commands"][0]["verb"] == "DISPOSISI"
        assert len(gateway.history("SBW-2026-000001")) == before


def test_for_people_it_is_a_page_without_control_characters(mailgate: Mailgate) -> None:
    raw = mail("kadis@sumbawa.example", "layanan@sumbawa.example", "Re: [SBW-2026-000001] x", "STATUS\x1b[2J\x07")
    page = mailgate("explain", "-", *FRAME, stdin=raw).out

    assert "reading" in page
    assert "STATUS" in page
    assert "\x1b" not in page
    assert "\x07" not in page


def test_a_key_that_is_short_does_not_keep_it_from_explaining(mailgate: Mailgate) -> None:
    assert mailgate("explain", "-", stdin=REQUEST, MAILGATE_SECRET_KEY="short").code == 0
    assert mailgate("explain", "-", stdin=REQUEST, MAILGATE_SECRET_KEY=KEY).code == 0


def test_the_word_that_held_a_command_back_is_shown(mailgate: Mailgate, tmp_path: Path) -> None:
    words = mail("tim@sumbawa.example", "layanan@sumbawa.example", "Re: tugas", "Belum selesai pak, masih dicek")
    frame = ("--sop", "sumbawa-2021", "--step", "6", "--role", "tim")
    assert "held back    negation: belum" in mailgate("explain", saved(tmp_path, "b.eml", words), *frame).out
