"""NILAI from the report of the solution on: once, closing nothing, counted in the week's report."""

import pytest

from mailgate.domain.message import Message
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply

TO = "layanan@bekasi.example"
OPD = "dinkes@bekasi.example"
HEADS = ("kadis", "kabid", "kasi", "admin")
"""Down the line of Bekasi's SOP, to the Administrator who works on it."""


def asked(gateway: Gateway) -> str:
    """A request of Bekasi, not worked on yet."""
    sent = gateway.takes("bekasi", mail(OPD, TO, "Gangguan jaringan internet", "Jaringan internet putus.\n"))
    return number_in(sent[0][1].subject) or ""


def rates(gateway: Gateway, text: str) -> Message:
    """The requester answers the newest mail about it; what comes back."""
    newest = [m for to, m in gateway.transport.sent if to == OPD and m.header("X-Mailgate") != "jawaban"][-1]
    sent = gateway.takes("bekasi", reply(OPD, newest, text))
    return next(m for to, m in sent if to == OPD)


def solved(gateway: Gateway) -> str:
    """A request whose solution was reported; the ticket is still open."""
    number = asked(gateway)
    for _ in range(12):
        ticket = gateway.ticket(number)
        if any(m.header("X-Mailgate") == "selesai" for to, m in gateway.transport.sent if to == OPD):
            return number
        outcome = ticket.current.outcomes[0]
        holder = f"{ticket.holders[0].seat}@bekasi.example"
        newest = [m for to, m in gateway.transport.sent if to == holder and number in m.subject][-1]
        gateway.takes("bekasi", reply(holder, newest, outcome.example or f"{outcome.verb}: selesai"))
    raise AssertionError(f"{number} stands on {gateway.ticket(number).step}")


def test_the_mail_that_reports_the_solution_takes_a_score_that_closes_nothing(gateway: Gateway) -> None:
    number = solved(gateway)
    before = gateway.ticket(number)
    rates(gateway, "3, petugas ramah")
    after = gateway.ticket(number)
    assert after.rating == 3
    assert (after.step, after.closed_at) == (before.step, before.closed_at)


def test_a_score_off_the_scale_is_asked_back(gateway: Gateway) -> None:
    number = solved(gateway)
    assert "Penilaian memakai skala 1 sampai 4" in rates(gateway, "5").text
    assert gateway.ticket(number).rating is None
    rates(gateway, "4")
    assert gateway.ticket(number).rating == 4


@pytest.mark.parametrize("again", ["1", "NILAI 1", "sangat puas"])
def test_a_second_score_is_declined_with_the_first(gateway: Gateway, again: str) -> None:
    number = solved(gateway)
    rates(gateway, "NILAI 3")
    assert "sudah dinilai 3 dari 4" in rates(gateway, again).text
    assert gateway.ticket(number).rating == 3


def test_before_the_solution_a_score_is_declined_with_the_reason(gateway: Gateway) -> None:
    number = asked(gateway)
    assert "setelah penyelesaiannya kami sampaikan" in rates(gateway, "NILAI 4").text
    assert gateway.ticket(number).rating is None


def test_words_that_are_no_score_are_read_as_ever(gateway: Gateway) -> None:
    solved(gateway)
    rates(gateway, "NILAI 3")
    assert "sudah dinilai" not in rates(gateway, "STATUS").text
