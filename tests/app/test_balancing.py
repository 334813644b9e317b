"""Every mail that came in is accounted for, and the pengelola reads that it is."""

from dataclasses import replace

import pytest

from mailgate.app.balancing import balances, told_balance
from mailgate.domain.balance import STUCK, WAITING, Balance, Tally, balance_of
from tests.app.desk import Gateway, mail, reply
from tests.app.test_digest import DINKES, KADIS, MONDAY_MORNING, TO, asks, reports

FOLDER = "layanan/INBOX/7"


def tally(fate: str, mails: int, *, on_ticket: bool = False) -> Tally:
    return Tally("sumbawa", "layanan", FOLDER, fate, on_ticket, mails)


@pytest.mark.parametrize(
    ("tallies", "balance"),
    [
        ([tally("tiket", 3, on_ticket=True)], Balance("sumbawa", "layanan", FOLDER, seen=3, tickets=3)),
        (
            [tally("balasan", 2, on_ticket=True), tally("balasan laporan", 1), tally("cuti", 1)],
            Balance("sumbawa", "layanan", FOLDER, seen=4, replies=4),
        ),
        (
            [tally("arsip", 5), tally("duplikat", 1), tally(WAITING, 2), tally(STUCK, 1)],
            Balance("sumbawa", "layanan", FOLDER, seen=9, filed=5, duplicates=1, waiting=2, stuck=1),
        ),
    ],
)
def test_each_fate_stands_in_its_column_and_the_sum_is_what_was_seen(tallies: list[Tally], balance: Balance) -> None:
    assert balance_of(tallies) == balance
    assert balance.difference == 0


@pytest.mark.parametrize("lost", [tally("tiket", 1), tally("balasan", 1), tally("", 1), tally("sesuatu", 1)])
def test_what_has_no_ticket_or_no_known_result_is_a_difference(lost: Tally) -> None:
    assert balance_of([tally("arsip", 2), lost]).difference == 1


def everything(gateway: Gateway) -> None:
    number = asks(gateway, DINKES)
    task = next(m for to, m in gateway.transport.sent if to == KADIS and number in m.subject)
    gateway.takes("sumbawa", reply(KADIS, task, "DISPOSISI Kabid TI"))
    robot = mail("robot@contoh.example", TO, "Laporan cron", "selesai\n")
    gateway.takes("sumbawa", b"Auto-Submitted: auto-generated\r\n" + robot)


def test_a_ticket_a_reply_and_a_machines_mail_balance(gateway: Gateway) -> None:
    everything(gateway)
    with gateway.database.reading() as uow:
        (found,) = balances(uow)
    expected = replace(found, seen=3, tickets=1, replies=1, filed=1, duplicates=0, waiting=0, stuck=0)
    assert (found, found.difference) == (expected, 0)


def test_the_weekly_report_tells_the_balance_to_the_pengelola_alone(gateway: Gateway) -> None:
    everything(gateway)
    gateway.clock.now = MONDAY_MORNING
    sent = reports(gateway)
    told = {reader for reader, text in sent.items() if "Neraca surel masuk" in text}
    assert told == {"pengelola@sumbawa.example"}
    line = "3 diterima = 1 menjadi tiket, 1 balasan, 1 diarsipkan dengan alasan; seimbang"
    assert line in sent["pengelola@sumbawa.example"]


def test_an_office_without_mail_is_told_nothing(gateway: Gateway) -> None:
    with gateway.database.reading() as uow:
        assert told_balance(gateway.world.office("sumbawa"), uow) == ""
