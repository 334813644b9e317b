"""The same letter once more joins the ticket it has; what only looks alike does not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.domain.event import LetterRepeated
from mailgate.surat.document import Document
from tests.app.desk import Gateway, mail, reply
from tests.app.letter_post import DINKES, DINSOS, HELPDESK, SCANNER, TO, opened, results, scan, tickets, unread
from tests.fakes import TextReader, page_of
from tests.letters import letter

PHOTO = Document((page_of("500 wifi mati di ruang rapat lantai"),), 1, image_hash="00ff00ff00ff00ff")


@pytest.fixture(autouse=True)
def reader(gateway: Gateway) -> TextReader:
    found = TextReader()
    gateway.reader = found
    return found


def test_the_same_number_of_the_same_office_joins_and_its_sender_hears_the_number(gateway: Gateway) -> None:
    first = opened(gateway, scan())
    again = letter().replace(b"bantuan penanganan", b"bantuan penanganan segera")
    sent = gateway.takes("sumbawa", scan(SCANNER, data=again))
    assert (tickets(gateway), sent) == (1, [])
    sent = gateway.takes("sumbawa", scan(data=letter().replace(b"hari Kamis", b"hari Kamis sore")))
    assert [(to, m.header("X-Mailgate")) for to, m in sent] == [(DINKES, "status")]
    assert f"dengan nomor tiket {first.number}" in " ".join(sent[0][1].text.replace("\n>", " ").split())
    repeated = [r.event for r in gateway.history(first.number) if isinstance(r.event, LetterRepeated)]
    assert [(event.why, len(event.files)) for event in repeated] == [("nomor dan pengirim surat", 1)] * 2
    assert results(gateway) == ["tiket", "balasan", "balasan"]


def test_the_same_bytes_join_whatever_the_mail_says(gateway: Gateway) -> None:
    first = opened(gateway, scan())
    gateway.takes("sumbawa", scan(mail_subject="mengirim ulang", text="Mohon segera, internet kami putus.\n"))
    assert tickets(gateway) == 1
    [repeated] = [r.event for r in gateway.history(first.number) if isinstance(r.event, LetterRepeated)]
    assert (repeated.why, repeated.text) == ("berkas", "Mohon segera, internet kami putus.")


@pytest.mark.parametrize(
    "other",
    [
        {"number": "500.12/1124/DIKES/XI/2026"},
        {"sender": "Dinas Sosial"},
        {"subject": "Permohonan Perbaikan Kabel LAN Gedung B"},
        {"dated": "21 November 2026"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_letter_is_another_request(gateway: Gateway, other: dict[str, str]) -> None:
    opened(gateway, scan())
    opened(gateway, scan(data=letter(**other)))
    assert tickets(gateway) == 2


def test_two_letters_with_the_same_hole_for_a_number_are_two(gateway: Gateway) -> None:
    opened(gateway, scan(number="500.12/      /DIKES/XI/2026"))
    opened(gateway, scan(number="500.12/      /DIKES/XI/2026", subject="Permohonan Perbaikan Access Point"))
    assert tickets(gateway) == 2


def test_after_a_fortnight_or_on_a_closed_ticket_the_letter_is_a_new_request(gateway: Gateway) -> None:
    opened(gateway, scan())
    gateway.clock.now += timedelta(days=15)
    opened(gateway, scan())
    assert tickets(gateway) == 2


def test_nearly_the_same_photo_of_the_same_office_joins(gateway: Gateway, reader: TextReader) -> None:
    reader.found = {b"one": PHOTO, b"two": replace(PHOTO, image_hash="00ff00ff00ff00fe")}
    text = "Jaringan internet kami putus, tidak bisa konek.\n"
    opened(gateway, scan(data=b"one", mail_subject="Internet putus", text=text))
    gateway.takes("sumbawa", scan(data=b"two", mail_subject="Internet putus", text=text))
    assert tickets(gateway) == 1
    opened(gateway, scan(DINSOS, data=b"two", mail_subject="Internet putus", text=text))
    assert tickets(gateway) == 2


def test_a_logo_or_a_blank_form_joins_nothing(gateway: Gateway, reader: TextReader) -> None:
    form = page_of("FORMULIR PENGAJUAN PENANGANAN GANGGUAN\nUnit kerja :\nLayanan :\nLokasi :\nUraian gejala :\n")
    reader.found = {
        b"logo": Document((replace(form, words=()),), 1, image_hash="0f0f0f0f0f0f0f0f"),
        b"form": Document((form,), 1, image_hash="1111111111111111"),
    }
    for data in (b"logo", b"form"):
        for where in ("loket", "aula"):
            raw = scan(data=data, mail_subject=f"Internet di {where} putus", text=f"Jaringan {where} putus.\n")
            opened(gateway, raw)
    assert tickets(gateway) == 4


def test_a_stranger_with_the_same_letter_gets_no_word_of_the_ticket_and_the_helpdesk_a_proposal(
    gateway: Gateway,
) -> None:
    first = opened(gateway, scan())
    sent = gateway.takes("sumbawa", scan("orang@example.net"))
    assert tickets(gateway) == 2
    assert all(first.number not in m.text for to, m in sent if to == "orang@example.net")
    assert f"GABUNG {first.number}" in gateway.mail_to(HELPDESK, "pilah").text


def test_found_late_the_helpdesk_gets_a_merge_to_answer_with(gateway: Gateway) -> None:
    first = opened(gateway, scan())
    text = "Jaringan internet kami putus, tidak bisa konek.\n"
    again = letter().replace(b"hari Kamis", b"hari Kamis sore")
    left = unread(gateway, mail(DINKES, TO, "Internet putus", text, files={"IMG.pdf": again}))
    gateway.clock.now += gateway.world.patience + timedelta(seconds=1)
    gateway.queue.receive([2])
    gateway.settle()
    assert tickets(gateway) == 2
    gateway.reads(left)
    gateway.flush()
    asked = gateway.mail_to(HELPDESK, "periksa")
    assert f"GABUNG {first.number}" in asked.text
    second = gateway.ticket(first.number.replace("000001", "000002"))
    gateway.takes("sumbawa", reply(HELPDESK, asked, f"GABUNG {first.number}"))
    assert gateway.ticket(second.number).closing == "digabung"
