"""A scanned letter is enough: it says what a request is about and from whom, and never delays other mail."""

from datetime import timedelta

import pytest

from mailgate.app.receive import receive
from mailgate.domain.event import LetterRead, TicketOpened
from mailgate.domain.letter import LetterKind
from mailgate.mail.seal import number_in
from mailgate.surat.document import Document
from tests.app.desk import Gateway, mail, reply
from tests.app.letter_post import (
    DINKES,
    DINSOS,
    FWD,
    HELPDESK,
    KADIS,
    SCANNER,
    TO,
    TU,
    kinds,
    opened,
    results,
    scan,
    unread,
)
from tests.fakes import TextReader
from tests.letters import letter


@pytest.fixture(autouse=True)
def reader(gateway: Gateway) -> TextReader:
    found = TextReader()
    gateway.reader = found
    return found


def test_a_mail_without_words_is_routed_by_its_letter_and_named_by_its_hal(gateway: Gateway) -> None:
    ticket = opened(gateway, scan())
    assert ticket.sop is not None
    assert ticket.sop.id == "sumbawa-2021"
    assert ticket.subject == "Permohonan Troubleshooting Gangguan Jaringan"
    assert ticket.letter is not None
    assert (ticket.letter.number, ticket.letter.text) == ("500.12/1123/DIKES/XI/2026", "")
    reasons = next(r.event.reasons for r in gateway.history(ticket.number) if isinstance(r.event, TicketOpened))
    assert any(reason.startswith("Hal surat: ") for reason in reasons)


def test_the_receipt_quotes_the_letter_and_asks_for_nothing_that_came(gateway: Gateway) -> None:
    opened(gateway, scan())
    receipt = gateway.mail_to(DINKES, "tanda-terima").text
    assert "500.12/1123/DIKES/XI/2026 tanggal 19 November 2026, sifat Segera" in receipt
    assert "Permohonan Troubleshooting Gangguan Jaringan" in receipt
    assert "NUR AINI" in receipt.upper()
    assert "melampirkan" not in receipt


def test_the_task_mail_names_the_letter(gateway: Gateway) -> None:
    opened(gateway, scan())
    task = " ".join(gateway.mail_to(KADIS, "tugas").text.split())
    assert "Surat nomor 500.12/1123/DIKES/XI/2026 tanggal 19 November 2026, sifat Segera, dari Dinas Kesehatan" in task
    assert "(surat terlampir) Sehubungan dengan terganggunya jaringan internet" in task.replace("> ", "")


def test_a_request_waits_for_its_letter_without_using_up_its_tries(gateway: Gateway) -> None:
    gateway.queue.to_read = unread(gateway, scan())
    with gateway.database.reading() as uow:
        entry = uow.inbox.entry(1, gateway.clock())
    assert entry is not None
    assert (entry.state, entry.attempts) == ("waiting", 0)
    assert (len(gateway.queue.to_read), gateway.queue.to_deliver) == (1, [])
    gateway.settle()
    assert results(gateway) == ["tiket"]


def test_patience_over_the_request_is_opened_without_its_letter_and_routed_again_when_it_is_read(
    gateway: Gateway,
) -> None:
    patience = gateway.world.patience
    ids = unread(gateway, scan())
    gateway.clock.now += patience + timedelta(seconds=1)
    receive(1, gateway.world)
    gateway.flush()
    receipt = gateway.mail_to(DINKES, "tanda-terima")
    assert "sebagian masih kami baca" in receipt.text
    number = number_in(receipt.subject) or ""
    assert gateway.ticket(number).tray == "perlu dipilah"
    gateway.reads(ids)
    gateway.flush()
    ticket = gateway.ticket(number)
    assert (ticket.tray, ticket.subject) == (None, "Permohonan Troubleshooting Gangguan Jaringan")
    gateway.mail_to(KADIS, "tugas")
    assert "500.12/1123/DIKES/XI/2026" in gateway.mail_to(DINKES, "surat-terbaca").text


def test_a_command_is_carried_out_at_once_and_its_letter_told_later(gateway: Gateway) -> None:
    number = opened(gateway, scan()).number
    task = gateway.mail_to(KADIS, "tugas")
    raw = reply(KADIS, task, "DISPOSISI Kabid TI", files={"nota.pdf": letter(number="800/1/SETDA/2026")})
    left = unread(gateway, raw)
    gateway.flush()
    gateway.mail_to("kabid@sumbawa.example", "tugas")
    assert not any(isinstance(r.event, LetterRead) and r.event.late for r in gateway.history(number))
    gateway.reads(left)
    late = [r.event for r in gateway.history(number) if isinstance(r.event, LetterRead) and r.event.late]
    assert [event.file.letters[0].number for event in late] == ["800/1/SETDA/2026"]
    kept = gateway.ticket(number).letter
    assert kept is not None
    assert kept.number == "500.12/1123/DIKES/XI/2026"


def test_the_same_bytes_are_read_once(gateway: Gateway, reader: TextReader) -> None:
    opened(gateway, scan())
    gateway.takes("sumbawa", scan(mail_subject="Mengirim ulang"))
    assert len(reader.read_bytes) == 1


def test_a_missing_engine_leaves_the_reading_waiting_and_the_ticket_open(gateway: Gateway, reader: TextReader) -> None:
    reader.engine_missing = True
    ticket = opened(gateway, scan(text="Jaringan internet kami putus, tidak bisa konek.\n"))
    assert ticket.sop is not None
    assert "mailgate doctor" in gateway.mail_to("pengelola@sumbawa.example", "kelola").text
    assert "tesseract" not in gateway.mail_to(DINKES, "tanda-terima").text
    reader.engine_missing = False
    gateway.clock.forward(hours=1)
    with gateway.database.reading() as uow:
        due = uow.readings.due(gateway.clock(), 10)
    gateway.reads(due)
    assert gateway.ticket(ticket.number).letter is not None


def test_a_file_whose_reading_fails_each_time_still_ends_in_a_ticket_and_a_sentence(
    gateway: Gateway, reader: TextReader
) -> None:
    reader.fault = ValueError("broken")
    gateway.takes("sumbawa", scan(text="Jaringan internet kami putus, tidak bisa konek.\n"))
    for _ in range(3):
        gateway.clock.forward(minutes=20)
        with gateway.database.reading() as uow:
            gateway.queue.to_read += uow.readings.due(gateway.clock(), 10)
            gateway.queue.to_receive += uow.inbox.due(gateway.clock(), 10)
        gateway.settle()
    assert results(gateway) == ["tiket"]
    told = [m.text for to, m in gateway.transport.sent if to == DINKES]
    assert any("belum dapat kami baca secara otomatis" in text for text in told)


def test_the_requester_is_the_office_of_the_kop_when_its_own_scanner_sends(gateway: Gateway) -> None:
    ticket = opened(gateway, scan(SCANNER, mail_subject="Scanned from MFP"))
    assert (ticket.requester.email, ticket.requester.code, ticket.requester.verified) == (DINKES, "dinkes", True)
    assert ticket.sop is not None
    gateway.mail_to(DINKES, "tanda-terima")
    assert SCANNER not in {to for to, _ in gateway.transport.sent}


def test_nobody_writes_to_a_scanner_whose_letter_has_no_known_kop(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", scan(SCANNER, sender="Dinas Antah Berantah"))
    assert {to for to, _ in sent} == {HELPDESK}


def test_another_office_that_brings_a_letter_gets_a_receipt_too(gateway: Gateway) -> None:
    ticket = opened(gateway, scan(DINSOS))
    assert (ticket.requester.email, ticket.requester.verified) == (DINKES, True)
    gateway.mail_to(DINKES, "tanda-terima")
    assert "Yth. Kepala Dinas Sosial," in gateway.mail_to(DINSOS, "tanda-terima").text


def test_a_kop_proves_nothing_of_a_stranger(gateway: Gateway) -> None:
    ticket = opened(gateway, scan("orang@example.net"))
    assert (ticket.requester.code, ticket.requester.verified, ticket.tray) == ("dinkes", False, "perlu dipilah")
    assert kinds(gateway.transport.sent) == [("helpdesk", "pilah"), ("orang", "tanda-terima")]


def test_a_letter_in_a_registered_offices_name_from_a_forged_address_waits_in_the_tray(gateway: Gateway) -> None:
    raw = mail(DINKES, TO, FWD, "\n", verdict="dmarc=fail header.from=x.example", files={"s.pdf": letter()})
    assert not opened(gateway, raw).requester.verified


def test_an_invitation_by_its_classification_code_is_no_request(gateway: Gateway) -> None:
    raw = scan(number="005/88/DIKES/XI/2026", subject="Undangan Rapat Koordinasi")
    assert gateway.takes("sumbawa", raw) == []
    assert results(gateway)[0].startswith("arsip: bukan permintaan")


OTHERS = "Kepala Dinas Pekerjaan Umum dan Penataan Ruang"


def test_a_letter_to_another_office_is_given_back_and_quoted_nowhere(gateway: Gateway) -> None:
    gateway.takes("sumbawa", scan(addressee=OTHERS, subject="Perbaikan Jalan Lingkungan RT 02"))
    returned = gateway.mail_to(DINKES, "salah-alamat")
    assert OTHERS in " ".join(returned.text.split())
    assert all("RT 02" not in m.text + m.subject for _, m in gateway.transport.sent)
    assert results(gateway) == ["arsip: surat untuk instansi lain"]
    gateway.mail_to(TU, "kelola")


def test_a_disposition_on_top_makes_it_ours(gateway: Gateway) -> None:
    sheet = (
        "PEMERINTAH KABUPATEN SUMBAWA\nSEKRETARIAT DAERAH\n\n                 LEMBAR DISPOSISI\n\n"
        "Surat dari  : Dinas Kesehatan\nNo. Surat   : 500.12/1123/DIKES/XI/2026\nTgl. Surat  : 19 November 2026\n"
        "No. Agenda  : 77\nSifat       : Segera\nHal         : Permohonan Troubleshooting\n"
        "Diteruskan kepada Sdr. : Kepala Dinas Kominfo\nDengan hormat harap: Proses lebih lanjut\n"
    )
    data = sheet.encode() + b"\f" + letter(addressee="Bupati Sumbawa")
    ticket = opened(gateway, scan(data=data))
    assert ticket.sop is not None


def test_a_letter_of_which_we_have_only_a_copy_is_put_before_tu(gateway: Gateway) -> None:
    copies = "1. Kepala Dinas Kominfo Kabupaten Sumbawa;\n2. Arsip."
    sent = gateway.takes("sumbawa", scan(addressee="Bupati Sumbawa", copies=copies))
    assert results(gateway) == ["arsip: surat tembusan"]
    assert kinds(sent) == [("tu", "kelola")]


def test_a_mail_that_itself_asks_for_help_is_opened_whatever_letter_lies_in_it(gateway: Gateway) -> None:
    body = "Jaringan internet kami putus, tidak bisa konek. Mohon bantuan.\n"
    assert opened(gateway, scan(addressee=OTHERS, subject="Gangguan jaringan internet", text=body)).sop is not None


def test_a_photo_without_words_is_kept_and_the_sender_told_so(gateway: Gateway, reader: TextReader) -> None:
    reader.found[b"miaow"] = Document(total_pages=1)
    ticket = opened(gateway, scan(data=b"miaow", mail_subject="Gangguan jaringan internet", text="Internet putus.\n"))
    assert ticket.letter is None
    receipt = " ".join(gateway.mail_to(DINKES, "tanda-terima").text.split())
    assert "scan0012.pdf: Tidak ada tulisan yang terbaca; berkas kami simpan sebagai foto." in receipt
    assert "melampirkan Surat Permohonan Troubleshooting Gangguan Jaringan" in receipt


def test_a_letter_without_the_documents_kind_does_not_count_as_the_document(gateway: Gateway) -> None:
    body = "Internet putus, tidak bisa konek.\n"
    raw = scan(subject="Laporan Kinerja", mail_subject="Gangguan jaringan internet", text=body)
    opened(gateway, raw)
    assert "melampirkan Surat Permohonan" in " ".join(gateway.mail_to(DINKES, "tanda-terima").text.split())


def test_a_form_filled_in_inside_the_mail_counts_as_the_form(gateway: Gateway) -> None:
    body = (
        "Layanan: jaringan internet\nLokasi: ruang server\nSejak: kemarin\nUraian: internet putus, tidak bisa konek\n"
    )
    ticket = opened(gateway, mail(DINKES, TO, "Gangguan jaringan internet", body))
    assert [paper.kind for paper in ticket.papers] == [LetterKind.REQUEST_FORM]
