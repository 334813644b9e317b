"""What was read wrongly is put right by a reply, and answered with what now stands."""

import pytest

from mailgate.domain.event import CommandCarriedOut, LetterCorrected, NoteAdded
from tests.app.desk import Gateway, reply
from tests.app.letter_post import DINKES, DINSOS, HELPDESK, KADIS, opened, scan
from tests.fakes import TextReader


@pytest.fixture(autouse=True)
def _reads_letters(gateway: Gateway) -> None:
    gateway.reader = TextReader()


def corrected(gateway: Gateway, number: str) -> list[tuple[str, str, str, str]]:
    return [
        (r.by.email, r.event.field, r.event.before, r.event.after)
        for r in gateway.history(number)
        if isinstance(r.event, LetterCorrected)
    ]


def test_the_requester_corrects_a_field_and_reads_what_now_stands(gateway: Gateway) -> None:
    number = opened(gateway, scan()).number
    answer = reply(DINKES, gateway.mail_to(DINKES, "tanda-terima"), "NOMOR: 500.12/1124/DIKES/XI/2026")
    sent = gateway.takes("sumbawa", answer)
    before, after = "500.12/1123/DIKES/XI/2026", "500.12/1124/DIKES/XI/2026"
    assert corrected(gateway, number) == [(DINKES, "nomor", before, after)]
    assert [(to, m.header("X-Mailgate")) for to, m in sent] == [(DINKES, "surat-terbaca")]
    assert f"{after} (semula {before})" in sent[0][1].text


def test_a_corrected_hal_renames_the_request(gateway: Gateway) -> None:
    number = opened(gateway, scan()).number
    gateway.takes("sumbawa", reply(DINKES, gateway.mail_to(DINKES, "tanda-terima"), "HAL: Gangguan Wi-Fi Aula"))
    assert gateway.ticket(number).subject == "Gangguan Wi-Fi Aula"


def test_a_correction_that_cannot_be_read_changes_nothing_and_is_answered(gateway: Gateway) -> None:
    number = opened(gateway, scan()).number
    sent = gateway.takes("sumbawa", reply(DINKES, gateway.mail_to(DINKES, "tanda-terima"), "TANGGAL: kemarin dulu"))
    assert corrected(gateway, number) == []
    assert "Belum kami ubah: Tanggal “kemarin dulu” tidak terbaca." in " ".join(sent[0][1].text.split())


def test_the_rest_of_the_reply_is_read_as_ever(gateway: Gateway) -> None:
    number = opened(gateway, scan()).number
    text = "NOMOR: 500.12/1124/DIKES/XI/2026\n\nKontak kami Siti, ruang server lantai 2."
    gateway.takes("sumbawa", reply(DINKES, gateway.mail_to(DINKES, "tanda-terima"), text))
    notes = [r.event.text for r in gateway.history(number) if isinstance(r.event, NoteAdded)]
    assert notes == ["Kontak kami Siti, ruang server lantai 2."]
    assert len(corrected(gateway, number)) == 1


def test_the_helpdesk_corrects_too_but_the_head_of_the_office_gives_commands(gateway: Gateway) -> None:
    number = opened(gateway, scan(DINSOS, mail_subject="Mohon bantuan", subject="Perihal lain", body="Mohon.")).number
    gateway.takes("sumbawa", reply(HELPDESK, gateway.mail_to(HELPDESK, "pilah"), "PENGIRIM: Dinas Sosial"))
    assert [row[:2] for row in corrected(gateway, number)] == [(HELPDESK, "pengirim")]
    number = opened(gateway, scan(number="500.12/2000/DIKES/XI/2026")).number
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI\nNomor: 5"))
    assert corrected(gateway, number) == []
    assert any(isinstance(r.event, CommandCarriedOut) for r in gateway.history(number))


def test_somebody_elses_correction_is_no_correction(gateway: Gateway) -> None:
    number = opened(gateway, scan()).number
    gateway.takes("sumbawa", reply(DINSOS, gateway.mail_to(DINKES, "tanda-terima"), "NOMOR: 1/2/3"))
    assert corrected(gateway, number) == []
