"""The weekly report is answered by number; every number is decided in its own ticket's frame, by the report's
own reader.
"""

from mailgate.app.reporting import store_reports
from mailgate.domain.period import Week
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply

TO = "layanan@sumbawa.example"
KADIS = "kadis@sumbawa.example"
DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"


def reported(gateway: Gateway, count: int = 2) -> list[str]:
    """Tickets that wait for the head, then a Monday's report to its readers."""
    numbers = []
    for index in range(count):
        sent = gateway.takes("sumbawa", mail("dinkes@sumbawa.example", TO, f"Gangguan jaringan internet {index}", DOWN))
        numbers.append(number_in(sent[0][1].subject) or "")
    gateway.clock.forward(days=3)
    send(gateway, Week(2026, 47))
    return numbers


def send(gateway: Gateway, week: Week) -> None:
    """That week's report goes out."""
    store_reports(week, gateway.world.office("sumbawa"), gateway.world)
    gateway.flush()


def answered(gateway: Gateway, text: str, sender: str = KADIS) -> str:
    """The answer of that sender to the head's report, and what came back to the sender."""
    sent = gateway.takes("sumbawa", reply(sender, gateway.mail_to(KADIS, "laporan-mingguan"), text))
    return "\n".join(message.text for to, message in sent if message.header("X-Mailgate") == "jawaban-laporan")


def test_numbers_of_the_report_are_disposed_of_in_one_line(gateway: Gateway) -> None:
    numbers = reported(gateway, 3)
    told = answered(gateway, "DISPOSISI 1,3 Kabid TI: mohon ditindaklanjuti")
    steps = [gateway.ticket(number).step for number in numbers]
    assert sorted(step or "" for step in steps) == ["2", "3", "3"]
    assert told.count("dijalankan (DISPOSISI") == 2
    gateway.mail_to("kabid@sumbawa.example", "tugas")


def test_all_but_one(gateway: Gateway) -> None:
    numbers = reported(gateway)
    answered(gateway, "DISPOSISI KECUALI 2 Kabid TI")
    assert sorted(gateway.ticket(number).step or "" for number in numbers) == ["2", "3"]


def test_a_number_that_is_not_in_the_report_is_named(gateway: Gateway) -> None:
    reported(gateway)
    assert "Nomor ini tidak ada dalam laporan" in answered(gateway, "DISPOSISI 9 Kabid TI")


def test_what_does_not_fit_a_ticket_is_told_and_the_rest_goes_on(gateway: Gateway) -> None:
    numbers = reported(gateway)
    told = answered(gateway, "SETUJU 1\nDISPOSISI 2 Kabid TI")
    assert "belum dijalankan" in told
    assert sorted(gateway.ticket(number).step or "" for number in numbers) == ["2", "3"]


def test_a_forwarded_report_gives_nobody_else_power(gateway: Gateway) -> None:
    numbers = reported(gateway)
    assert answered(gateway, "DISPOSISI 1,2 Kabid TI", sender="kabid@sumbawa.example") == ""
    assert {gateway.ticket(number).step for number in numbers} == {"2"}


def test_semua_means_what_waits_for_the_reader_and_no_other_list(gateway: Gateway) -> None:
    numbers = reported(gateway, 2)
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI"))
    gateway.clock.forward(days=7)
    send(gateway, Week(2026, 48))
    told = answered(gateway, "DISPOSISI SEMUA ke Kabid TI")
    assert [gateway.ticket(number).step for number in numbers] == ["3", "3"]
    assert told.count("dijalankan (DISPOSISI") == 1
    assert "\n  2." not in told


def test_an_older_report_gets_the_list_that_counts_now(gateway: Gateway) -> None:
    numbers = reported(gateway)
    older = gateway.mail_to(KADIS, "laporan-mingguan")
    gateway.clock.forward(days=7)
    send(gateway, Week(2026, 48))
    gateway.takes("sumbawa", reply(KADIS, older, "DISPOSISI 1 Kabid TI"))
    told = gateway.mail_to(KADIS, "jawaban-laporan").text
    assert "nomornya tidak berlaku lagi" in told
    assert all(number in told.split("-- Mohon")[-1] for number in numbers)
    assert {gateway.ticket(number).step for number in numbers} == {"2"}


def test_an_older_report_counts_no_more(gateway: Gateway) -> None:
    numbers = reported(gateway)
    gateway.clock.forward(days=7)
    assert "sudah digantikan laporan yang lebih baru" in answered(gateway, "DISPOSISI 1 Kabid TI")
    assert {gateway.ticket(number).step for number in numbers} == {"2"}


def test_a_report_answered_from_an_unproven_sender_moves_nothing(gateway: Gateway) -> None:
    numbers = reported(gateway)
    report = gateway.mail_to(KADIS, "laporan-mingguan")
    gateway.takes("sumbawa", reply(KADIS, report, "DISPOSISI 1 Kabid TI", verdict="dmarc=fail header.from=sumbawa"))
    assert {gateway.ticket(number).step for number in numbers} == {"2"}
