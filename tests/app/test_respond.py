"""Only the right person's own new words move a ticket; everybody else's are kept, and the answer says so."""

import pytest

from mailgate.domain.event import CommandDeclined, CommandHeld, NoteAdded
from mailgate.domain.message import Message
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply

DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
TO = "layanan@sumbawa.example"


def opened(gateway: Gateway) -> str:
    sent = gateway.takes("sumbawa", mail("dinkes@sumbawa.example", TO, "Gangguan jaringan internet", DOWN))
    number = number_in(sent[0][1].subject)
    assert number is not None
    return number


def kinds(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None]]:
    return [(to.partition("@")[0], message.header("X-Mailgate")) for to, message in sent]


def events(gateway: Gateway, number: str, kind: type) -> list[object]:
    return [r.event for r in gateway.history(number) if isinstance(r.event, kind)]


def test_a_request_is_acknowledged_to_the_requester_and_put_before_the_first_official(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail("dinkes@sumbawa.example", TO, "Gangguan jaringan internet", DOWN))
    assert kinds(sent) == [("dinkes", "tanda-terima"), ("kadis", "tugas")]


def test_the_head_disposes_by_one_line_and_the_division_has_the_task(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    sent = gateway.takes("sumbawa", reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI: mohon ditindaklanjuti"))
    assert gateway.ticket(number).step == "3"
    assert sorted(kinds(sent)) == [("kabid", "tugas"), ("kadis", "jawaban")]


@pytest.mark.parametrize(
    ("login", "verdict"),
    [
        ("kasi@sumbawa.example", "auth=pass smtp.auth={sender}; spf=pass smtp.mailfrom={sender}"),
        ("orang@example.net", "auth=none; spf=fail smtp.mailfrom={sender}"),
        ("orang@example.net", "dmarc=fail header.from=sumbawa.example"),
        ("orang@example.net", None),
    ],
    ids=["an insider's own account", "an outsider", "dmarc says no", "no verdict at all"],
)
def test_a_forged_sender_moves_nothing_and_the_real_official_is_told(
    gateway: Gateway, login: str, verdict: str | None
) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    forged = reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI", login=login, verdict=verdict)
    sent = gateway.takes("sumbawa", forged)
    assert gateway.ticket(number).step == "2"
    assert kinds(sent) == [("kadis", "konfirmasi")]
    assert events(gateway, number, CommandHeld)


def test_a_verdict_that_the_sender_wrote_below_ours_counts_for_nothing(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    raw = reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI", verdict="dmarc=fail header.from=sumbawa.example")
    lower = b"Authentication-Results: mx.test.example; dmarc=pass header.from=sumbawa.example\n"
    head, _, body = raw.partition(b"\n\n")
    gateway.takes("sumbawa", head + b"\n" + lower + b"\n" + body)
    assert gateway.ticket(number).step == "2"


def test_without_a_seal_a_command_waits_until_its_registered_giver_confirms_it(gateway: Gateway) -> None:
    number = opened(gateway)
    raw = mail("kadis@sumbawa.example", TO, f"[{number}] lanjut", "DISPOSISI Kabid TI")
    sent = gateway.takes("sumbawa", raw)
    assert gateway.ticket(number).step == "2"
    assert kinds(sent) == [("kadis", "konfirmasi")]


def test_a_forwarded_task_mail_gives_its_reader_no_power(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    sent = gateway.takes("sumbawa", reply("kabid@sumbawa.example", task, "DISPOSISI Kabid TI"))
    assert gateway.ticket(number).step == "2"
    assert "ditujukan kepada pejabat lain" in sent[-1][1].text


def test_a_second_answer_to_the_same_mail_gets_the_truth(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    gateway.takes("sumbawa", reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI"))
    gateway.clock.forward(minutes=3)
    sent = gateway.takes("sumbawa", reply("kadis@sumbawa.example", task, "TOLAK: tidak jadi"))
    assert gateway.ticket(number).step == "3"
    assert "sudah dikerjakan" in sent[-1][1].text
    assert events(gateway, number, CommandDeclined)


def test_the_same_mail_delivered_twice_acts_once(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    raw = reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI")
    gateway.takes("sumbawa", raw)
    assert gateway.takes("sumbawa", raw) == []
    assert gateway.ticket(number).step == "3"


def test_a_quoted_command_is_never_carried_out(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    gateway.takes("sumbawa", reply("kadis@sumbawa.example", task, "Terima kasih"))
    assert gateway.ticket(number).step == "2"


def test_a_strangers_reply_is_a_remark(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    gateway.takes("sumbawa", reply("orang@example.net", task, "SELESAI: sudah beres"))
    assert gateway.ticket(number).step == "2"
    assert events(gateway, number, NoteAdded)


def test_automatic_mail_moves_nothing_and_is_never_answered(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to("kadis@sumbawa.example", "tugas")
    raw = reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI")
    automatic = b"Auto-Submitted: auto-replied\n" + raw
    assert kinds(gateway.takes("sumbawa", automatic)) == [("tu", "kelola")]
    assert gateway.ticket(number).step == "2"


def test_an_ambiguous_title_is_asked_back_and_answered_with_a_number(gateway: Gateway) -> None:
    raw = mail("dinkes@trenggalek.example", "layanan@trenggalek.example", "Gangguan jaringan internet", DOWN)
    number = number_in(gateway.takes("trenggalek", raw)[0][1].subject)
    assert number is not None

    def answers(who: str, template: str, text: str) -> None:
        email = f"{who}@trenggalek.example"
        gateway.takes("trenggalek", reply(email, gateway.mail_to(email, template), text))

    answers("helpdesk", "tugas", "SOP trenggalek-2019")
    answers("kadis", "tugas", "DISPOSISI Kabid")
    answers("kabid", "tugas", "TERIMA")
    answers("kabid", "jawaban", "Yth. Kasi, TL")
    assert gateway.ticket(number).step == "4"
    asked = gateway.mail_to("kabid@trenggalek.example", "jawaban")
    assert "Kepala Seksi Layanan Infrastruktur TIK" in asked.text
    answers("kabid", "jawaban", "2")
    assert gateway.ticket(number).step == "5"
    assert len([a for a in gateway.ticket(number).holders if a.seat.startswith("kasi")]) == 1


def test_undoing_voids_the_task_mail_that_went_out(gateway: Gateway) -> None:
    number = opened(gateway)
    gateway.takes("sumbawa", reply("kadis@sumbawa.example", gateway.mail_to("kadis@sumbawa.example", "tugas"), "DISPO"))
    gateway.takes(
        "sumbawa", reply("kadis@sumbawa.example", gateway.mail_to("kadis@sumbawa.example", "jawaban"), "BATAL")
    )
    task = gateway.mail_to("kabid@sumbawa.example", "tugas")
    gateway.takes("sumbawa", reply("kabid@sumbawa.example", task, "DISPOSISI Kasi"))
    assert gateway.ticket(number).step == "2"


def test_the_helpdesk_takes_an_oral_report_down_for_an_organisation(gateway: Gateway) -> None:
    text = "LAPOR a.n. Dinkes, Siti, 08.15, via WA: internet poli mati, jaringan putus"
    sent = gateway.takes("sumbawa", mail("helpdesk@sumbawa.example", TO, "laporan", text))
    assert ("dinkes", "tanda-terima") in kinds(sent)
    number = number_in(sent[0][1].subject)
    assert number is not None
    assert "laporan lisan melalui WA" in gateway.ticket(number).summary


def test_an_outsider_reports_for_nobody_else(gateway: Gateway) -> None:
    text = "LAPOR a.n. Dinkes, Siti, 08.15, via WA: internet poli mati, jaringan putus"
    sent = gateway.takes("sumbawa", mail("orang@example.net", TO, "Gangguan jaringan internet", text))
    assert "dinkes" not in {to for to, _ in kinds(sent)}


def test_a_guessed_ticket_number_tells_a_stranger_nothing(gateway: Gateway) -> None:
    number = opened(gateway)
    before = gateway.ticket(number).recent
    sent = gateway.takes("sumbawa", mail("orang@example.net", TO, f"[{number}] tanya", "STATUS"))
    assert sent == []
    assert gateway.ticket(number).recent == before
    assert events(gateway, number, NoteAdded)


def test_a_ticket_is_merged_only_with_one_that_exists(gateway: Gateway) -> None:
    first = opened(gateway)
    gateway.clock.forward(minutes=1)
    second = opened(gateway)
    status = mail("helpdesk@sumbawa.example", TO, f"[{second}] status", "STATUS")
    gateway.takes("sumbawa", status)
    helpdesk = "helpdesk@sumbawa.example"
    sent = gateway.takes("sumbawa", reply(helpdesk, gateway.mail_to(helpdesk, "jawaban"), "GABUNG SBW-2026-999999"))
    assert "tidak ditemukan" in sent[-1][1].text
    gateway.takes("sumbawa", reply(helpdesk, gateway.mail_to(helpdesk, "jawaban"), f"GABUNG {first}"))
    assert gateway.ticket(second).closing == "digabung"
    assert first in gateway.mail_to("dinkes@sumbawa.example", "tutup").text
    gateway.mail_to("kadis@sumbawa.example", "dibatalkan")


def test_nobody_is_offered_to_take_back_what_another_did(gateway: Gateway) -> None:
    opened(gateway)
    kadis, helpdesk = "kadis@sumbawa.example", "helpdesk@sumbawa.example"
    gateway.takes("sumbawa", reply(kadis, gateway.mail_to(kadis, "tugas"), "DISPOSISI Kabid TI"))
    gateway.takes(
        "sumbawa", reply("dinkes@sumbawa.example", gateway.mail_to("dinkes@sumbawa.example", "tanda-terima"), "STATUS")
    )
    assert "Salah?" in gateway.mail_to(kadis, "jawaban").text
    assert "Salah?" not in gateway.mail_to("dinkes@sumbawa.example", "jawaban").text
    assert helpdesk not in {to for to, _ in gateway.transport.sent}
