"""A mail becomes a ticket, lands on the one it belongs to, waits in the tray, or is filed without a word."""

from email.utils import make_msgid

import pytest

from mailgate.domain.event import NoteAdded
from mailgate.domain.message import Message
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply

TO = "layanan@sumbawa.example"
DINKES, HELPDESK, KADIS = "dinkes@sumbawa.example", "helpdesk@sumbawa.example", "kadis@sumbawa.example"
DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
UNCLEAR = "Selamat siang. Mohon bantuannya untuk hal yang sudah kita bicarakan kemarin.\n"
INVITATION = "Mengundang Bapak/Ibu hadir pada rapat koordinasi, Selasa pukul 09.00 di aula. Demikian undangan ini.\n"


def kinds(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None]]:
    return sorted((to.partition("@")[0], message.header("X-Mailgate")) for to, message in sent)


def number_of(sent: list[tuple[str, Message]]) -> str:
    number = number_in(sent[0][1].subject)
    assert number is not None
    return number


def results(gateway: Gateway) -> list[str | None]:
    """What became of each mail, oldest first."""
    with gateway.database.reading() as uow:
        return [row.result for row in uow.inbox.entries(gateway.clock())][::-1]


def forwarded(writer: str, name: str = "Siti Dinkes") -> str:
    head = f"Dari: {name} <{writer}>\nDate: Jum, 20 Nov 2026 08.00\nSubject: Internet mati di poli\nTo: <{KADIS}>"
    return f"Mohon ditindaklanjuti.\n\n---------- Pesan terusan ---------\n{head}\n\n{DOWN}"


def test_a_forwarded_request_is_that_of_its_original_sender(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(KADIS, TO, "Fwd: Internet mati di poli", forwarded(DINKES)))
    ticket = gateway.ticket(number_of(sent))
    assert (ticket.requester.email, ticket.requester.name, ticket.requester.verified) == (
        DINKES,
        "Dinas Kesehatan",
        True,
    )
    assert ticket.subject == "Internet mati di poli"
    gateway.mail_to(DINKES, "tanda-terima")


def test_a_stranger_who_forwards_a_registered_office_proves_nothing(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail("orang@example.net", TO, "Fwd: Internet mati", forwarded(DINKES)))
    assert not gateway.ticket(number_of(sent)).requester.verified
    gateway.mail_to(HELPDESK, "pilah")


def test_the_helpdesk_vouches_for_a_stranger_by_choosing_the_sop(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail("orang@example.net", TO, "Gangguan jaringan internet", DOWN))
    assert sorted(kinds(sent)) == [("helpdesk", "pilah"), ("orang", "tanda-terima")]
    task = gateway.mail_to(HELPDESK, "pilah")
    assert "Pengirim belum terverifikasi; usulan aturan: SOP sumbawa-2021" in task.text
    chosen = gateway.takes("sumbawa", reply(HELPDESK, task, "SOP sumbawa-2021"))
    assert ("kadis", "tugas") in kinds(chosen)
    assert gateway.ticket(number_of(sent)).requester.verified


def test_nobody_is_mailed_who_says_that_nobody_reads_it(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail("no-reply@example.net", TO, "Gangguan jaringan internet", DOWN))
    assert [to for to, _ in kinds(sent)] == ["helpdesk"]


def test_an_address_that_no_server_takes_is_not_mailed(gateway: Gateway) -> None:
    endless = f"{'a' * 60}@{'kecamatan.' * 100}example"
    raw = f"From: {endless}\r\nTo: {TO}\r\nSubject: Gangguan jaringan internet\r\n\r\n{DOWN}".encode()
    assert [to for to, _ in kinds(gateway.takes("sumbawa", raw))] == ["helpdesk"]


def test_the_receipt_goes_to_the_registered_forwarder_of_a_strangers_request(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(DINKES, TO, "Fwd: Internet mati", forwarded("perawat@example.net")))
    assert gateway.ticket(number_of(sent)).requester.email == DINKES


def test_a_mail_without_subject_is_named_by_its_first_line(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(DINKES, TO, "", "Internet putus di loket.\n\n" + DOWN))
    assert gateway.ticket(number_of(sent)).subject == "Internet putus di loket."


def test_a_mail_without_subject_and_words_is_still_answered(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(DINKES, TO, "", "\n", attachments=("foto.pdf",)))
    ticket = gateway.ticket(number_of(sent))
    assert ticket.subject == "(tanpa perihal)"
    assert ticket.documents == ["foto.pdf"]
    gateway.mail_to(DINKES, "tanda-terima")


def test_a_request_without_a_sender_is_ticketed_and_put_before_the_helpdesk_alone(gateway: Gateway) -> None:
    raw = mail(DINKES, TO, "Gangguan jaringan internet", DOWN).replace(f"From: {DINKES}\n".encode(), b"")
    sent = gateway.takes("sumbawa", raw)
    assert kinds(sent) == [("helpdesk", "pilah")]
    assert not gateway.ticket(number_of(sent)).requester.verified


def test_what_is_no_request_is_filed_with_its_reason_and_without_an_answer(gateway: Gateway) -> None:
    assert gateway.takes("sumbawa", mail(DINKES, TO, "Undangan rapat koordinasi", INVITATION)) == []
    [result] = results(gateway)
    assert result is not None
    assert result.startswith("arsip: bukan permintaan (")
    with gateway.database.reading() as uow:
        assert uow.tickets.entries() == []


def test_an_unclear_mail_waits_in_the_tray_with_a_receipt_and_the_helpdesk_asked(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(DINKES, TO, "Mohon bantuan", UNCLEAR))
    assert kinds(sent) == [("dinkes", "tanda-terima"), ("helpdesk", "pilah")]
    ticket = gateway.ticket(number_of(sent))
    assert (ticket.sop, ticket.tray) == (None, "perlu dipilah")


def test_the_helpdesk_gives_a_tray_ticket_its_sop_and_the_first_official_has_the_task(gateway: Gateway) -> None:
    number = number_of(gateway.takes("sumbawa", mail(DINKES, TO, "Mohon bantuan", UNCLEAR)))
    asked = gateway.mail_to(HELPDESK, "pilah")
    gateway.clock.forward(hours=1)
    sent = gateway.takes("sumbawa", reply(HELPDESK, asked, "SOP sumbawa-2021"))
    ticket = gateway.ticket(number)
    assert (ticket.sop.id if ticket.sop else None, ticket.step, ticket.tray) == ("sumbawa-2021", "2", None)
    assert ("kadis", "tugas") in kinds(sent)


def test_the_helpdesk_closes_a_tray_ticket_that_is_no_request(gateway: Gateway) -> None:
    number = number_of(gateway.takes("sumbawa", mail(DINKES, TO, "Mohon bantuan", UNCLEAR)))
    asked = gateway.mail_to(HELPDESK, "pilah")
    sent = gateway.takes("sumbawa", reply(HELPDESK, asked, "BUKAN PERMINTAAN: pertanyaan pribadi"))
    ticket = gateway.ticket(number)
    assert (ticket.is_open, ticket.closing) == (False, "bukan permintaan")
    assert kinds(sent) == [("helpdesk", "jawaban")]


def test_bukan_permintaan_without_a_reason_is_refused(gateway: Gateway) -> None:
    number = number_of(gateway.takes("sumbawa", mail(DINKES, TO, "Mohon bantuan", UNCLEAR)))
    sent = gateway.takes("sumbawa", reply(HELPDESK, gateway.mail_to(HELPDESK, "pilah"), "BUKAN PERMINTAAN"))
    assert gateway.ticket(number).is_open
    assert "alasan" in sent[-1][1].text


def test_a_second_mail_that_answers_the_requesters_own_first_one_lands_on_its_ticket(gateway: Gateway) -> None:
    first = make_msgid(domain="sumbawa.example")
    opening = mail(DINKES, TO, "Gangguan jaringan internet", DOWN).replace(b"Message-ID:", b"X-Old-Message-ID:")
    number = number_of(gateway.takes("sumbawa", f"Message-ID: {first}\n".encode() + opening))
    more = mail(
        DINKES, TO, "Re: Gangguan jaringan internet", "Tambahan: lampu LOS merah.", headers={"In-Reply-To": first}
    )
    sent = gateway.takes("sumbawa", more)
    assert results(gateway) == ["tiket", "balasan"]
    notes = [r.event for r in gateway.history(number) if isinstance(r.event, NoteAdded)]
    assert [note.text for note in notes] == ["Tambahan: lampu LOS merah."]
    assert ("kadis", "tembusan") in kinds(sent)


@pytest.mark.parametrize("office", ["sumbawa", "bekasi", "trenggalek"])
def test_every_office_counts_its_own_tickets(gateway: Gateway, office: str) -> None:
    sender, to = f"dinkes@{office}.example", f"layanan@{office}.example"
    numbers = [number_of(gateway.takes(office, mail(sender, to, f"Gangguan jaringan {i}", DOWN))) for i in (1, 2)]
    assert [number[-6:] for number in numbers] == ["000001", "000002"]
    assert numbers[0].split("-")[1] == "2026"


def test_the_clock_of_a_request_counts_from_its_receipt(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(DINKES, TO, "Gangguan jaringan internet", DOWN))
    assert gateway.ticket(number_of(sent)).opened_at == gateway.clock()


@pytest.mark.parametrize(
    ("verdict", "login"),
    [
        ("auth=none; spf=fail smtp.mailfrom={sender}", "orang@example.net"),
        ("dmarc=fail header.from=sumbawa.example", None),
    ],
    ids=["another's account", "dmarc says no"],
)
def test_a_request_in_a_registered_offices_name_that_is_not_proven_is_put_before_the_helpdesk(
    gateway: Gateway, verdict: str, login: str | None
) -> None:
    sent = gateway.takes("sumbawa", mail(DINKES, TO, "Gangguan jaringan internet", DOWN, verdict=verdict, login=login))
    gateway.mail_to(HELPDESK, "pilah")
    assert not gateway.ticket(number_of(sent)).requester.verified
