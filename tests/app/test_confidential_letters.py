"""A letter of Sifat Rahasia is worked on like any other, and no mail says a word of what it says."""

import pytest

from mailgate.app.digest import digest
from mailgate.domain.event import LetterRead, TicketOpened
from mailgate.domain.message import Message
from mailgate.domain.period import Week
from tests.app.desk import Gateway, mail, reply
from tests.app.letter_post import DINKES, FWD, HELPDESK, KADIS, TU, opened, scan, unread
from tests.fakes import TextReader
from tests.letters import letter

HAL = "Permohonan Troubleshooting Gangguan Jaringan Ruang Sandi"
BODY = "Sehubungan dengan dugaan penyadapan pada ruang sandi,\nkami mohon bantuan pemeriksaan jaringan internet."
SECRETS = ("Ruang Sandi", "ruang sandi", "penyadapan", "77/DIKES", "700.1", "scan0012", "NUR AINI", "Nur Aini")
FIELDS = {"nature": "Rahasia", "number": "700.1/77/DIKES/XI/2026", "subject": HAL, "body": BODY}


@pytest.fixture(autouse=True)
def _reads_letters(gateway: Gateway) -> None:
    gateway.reader = TextReader()


def secret(*, mail_subject: str = FWD, text: str = "\n", nature: str = "Rahasia") -> bytes:
    """A mail of Dinas Kesehatan that brings a confidential letter."""
    return scan(data=letter(**{**FIELDS, "nature": nature}), mail_subject=mail_subject, text=text)


def leaks(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None, str]]:
    """Who was told what of the letter, in which mail."""
    return [
        (to, message.header("X-Mailgate"), secret)
        for to, message in sent
        for secret in SECRETS
        if secret in f"{message.subject}\n{message.text}\n{message.html}"
    ]


def test_a_whole_sop_is_walked_without_a_word_of_the_letter_in_any_mail(gateway: Gateway) -> None:
    number = opened(gateway, secret(mail_subject=f"Fwd: {HAL}", text="Mohon bantuan, ruang sandi kami.\n")).number
    walk: list[tuple[str, str, str]] = [
        ("kadis", "tugas", "DISPOSISI Kabid TI"),
        ("kabid", "tugas", "DISPOSISI Kasi Aplikasi"),
        ("kasi", "tugas", "TUGASKAN Budi"),
        ("tim.budi", "tugas", "PROSES"),
        ("tim.budi", "jawaban", "BERHASIL: sudah dikonfigurasi ulang"),
        ("tim.budi", "jawaban", "UJI BERHASIL"),
        ("tim.budi", "jawaban", "LAPOR: normal"),
        ("kasi", "tugas", "TERUSKAN"),
        ("kabid", "tugas", "TERUSKAN"),
        ("tim.budi", "tugas", "BA"),
        ("dinkes", "berita-acara", "MENGETAHUI"),
        ("kadis", "berita-acara", "MENGETAHUI"),
    ]
    gateway.takes("sumbawa", secret())
    for who, template, text in walk:
        email = f"{who}@sumbawa.example"
        files = {"scan0012.pdf": b"foto"} if template == "tugas" else {}
        gateway.takes("sumbawa", reply(email, gateway.mail_to(email, template), text, files=files))
    ticket = gateway.ticket(number)
    assert (ticket.is_open, ticket.closing) == (False, "selesai")
    with gateway.database.unit_of_work() as uow:
        office = gateway.world.office("sumbawa")
        gateway.queue.deliver(uow.outbox.add(digest(Week(2026, 47), office, gateway.world, uow), gateway.clock()))
        uow.commit()
    gateway.flush()
    assert len(gateway.transport.sent) > len(walk)
    assert leaks(gateway.transport.sent) == []


def test_at_first_only_the_head_and_tu_hear_of_it(gateway: Gateway) -> None:
    opened(gateway, secret())
    told = {to for to, _ in gateway.transport.sent}
    assert told == {DINKES, KADIS, TU}
    assert "suratnya dapat dilihat di Tata Usaha" in " ".join(gateway.mail_to(TU, "rahasia").text.split())


def test_where_the_sop_begins_with_somebody_else_tu_says_where_it_goes(gateway: Gateway) -> None:
    to, sender = "layanan@trenggalek.example", "dinkes@trenggalek.example"
    fields = {**FIELDS, "addressee": "Kepala Dinas Komunikasi dan Informatika"}
    raw = mail(sender, to, "Fwd: scan0012.pdf", "\n", files={"scan0012.pdf": letter(**fields)})
    sent = gateway.takes("trenggalek", raw)
    told = {to.partition("@")[0] for to, _ in sent}
    assert "helpdesk" not in told
    assert {"tu", "dinkes"} <= told
    tu = "tu@trenggalek.example"
    sent = gateway.takes("trenggalek", reply(tu, gateway.mail_to(tu, "rahasia"), "SOP trenggalek-2023"))
    assert "helpdesk@trenggalek.example" in {to for to, _ in sent}
    assert leaks(gateway.transport.sent) == []


def test_neither_ticket_nor_history_nor_the_stored_reading_keeps_its_words(gateway: Gateway) -> None:
    ticket = opened(gateway, secret())
    assert (ticket.confidential, ticket.subject, ticket.summary) == (True, "surat bersifat rahasia", "")
    events = [r.event for r in gateway.history(ticket.number) if isinstance(r.event, TicketOpened | LetterRead)]
    assert len(events) == 2
    with gateway.database.reading() as uow:
        stored = uow.readings.progress(1).read
    for kept in (repr(ticket), repr(events[0]), repr(stored[0].letters)):
        assert not [secret for secret in SECRETS[:5] if secret in kept]
    assert events[0].files[0].sha256  # type: ignore[union-attr]


def test_found_out_late_the_ticket_says_nothing_from_then_on(gateway: Gateway) -> None:
    left = unread(gateway, secret(mail_subject="Mohon bantuan", text="Mohon bantuannya.\n"))
    gateway.clock.forward(minutes=2)
    gateway.queue.receive([1])
    gateway.settle()
    before = len(gateway.transport.sent)
    gateway.reads(left)
    gateway.flush()
    ticket = gateway.ticket("SBW-2026-000001")
    assert (ticket.confidential, ticket.subject) == (True, "surat bersifat rahasia")
    assert leaks(gateway.transport.sent[before:]) == []
    assert HELPDESK not in {to for to, _ in gateway.transport.sent[before:]}


@pytest.mark.parametrize("nature", ["Rahasia, Segera", "Sangat Rahasia", "Terbatas", "Konfidensial"])
def test_every_secret_nature_is_kept(gateway: Gateway, nature: str) -> None:
    opened(gateway, secret(nature=nature))
    assert leaks(gateway.transport.sent) == []
