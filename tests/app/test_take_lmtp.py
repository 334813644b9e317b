"""A mail that the mail server hands over by LMTP becomes a ticket, once, however often it is handed over."""

import smtplib
from collections.abc import Iterator
from functools import partial

import pytest

from mailgate.adapters.lmtp import LmtpListener
from mailgate.app.explain import office_of
from mailgate.app.receive import receive
from mailgate.app.take_lmtp import take_lmtp
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, shipped_policy

SUMBAWA, BEKASI = "layanan@sumbawa.example", "layanan@bekasi.example"
DINKES = "dinkes@sumbawa.example"
REQUEST = mail(
    DINKES, SUMBAWA, "Gangguan jaringan internet", "Jaringan internet kami putus sejak pagi. Mohon bantuan.\n"
)


@pytest.fixture
def listener(gateway: Gateway) -> Iterator[LmtpListener]:
    listener = LmtpListener(
        partial(take_lmtp, world=gateway.world),
        lambda address: office_of((address,), shipped_policy().offices) is not None,
        listen="127.0.0.1:0",
        max_bytes=200_000,
    )
    listener.start()
    yield listener
    listener.close()


def hand_over(listener: LmtpListener, *recipients: str) -> list[int]:
    """As an MTA does: one answer for each recipient, after RCPT where it is refused there, else after DATA."""
    with smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.ehlo_or_helo_if_needed()
        client.mail(DINKES)
        codes = [client.rcpt(recipient)[0] for recipient in recipients]
        taken = codes.count(250)
        answers = [client.data(REQUEST)[0], *(client.getreply()[0] for _ in range(taken - 1))] if taken else []
    return [code for code in codes if code != 250] + answers


def work(gateway: Gateway) -> None:
    """What the worker does with what is enqueued."""
    while gateway.queue.to_receive:
        receive(gateway.queue.to_receive.pop(0), gateway.world)
    gateway.flush()


def test_a_mail_handed_over_becomes_a_ticket(gateway: Gateway, listener: LmtpListener) -> None:
    assert hand_over(listener, SUMBAWA) == [250]
    work(gateway)
    number = number_in(gateway.mail_to(DINKES, "tanda-terima").subject)
    assert gateway.ticket(number or "").requester.verified


def test_the_same_mail_handed_over_again_opens_no_second_ticket(gateway: Gateway, listener: LmtpListener) -> None:
    for _ in range(3):
        hand_over(listener, SUMBAWA)
    work(gateway)
    assert len([to for to, m in gateway.transport.sent if m.header("X-Mailgate") == "tanda-terima"]) == 1
    with gateway.database.reading() as uow:
        assert len(uow.tickets.entries()) == 1


def test_a_plus_address_reaches_its_office(gateway: Gateway, listener: LmtpListener) -> None:
    hand_over(listener, "layanan+apa.saja@sumbawa.example")
    work(gateway)
    gateway.mail_to(DINKES, "tanda-terima")


def test_a_mail_to_two_offices_is_taken_in_by_each(gateway: Gateway, listener: LmtpListener) -> None:
    assert hand_over(listener, SUMBAWA, BEKASI, "siapa@bekasi.example") == [550, 250, 250]
    with gateway.database.reading() as uow:
        assert sorted(row.office for row in uow.inbox.entries(gateway.clock())) == ["bekasi", "sumbawa"]


def test_nobodys_address_is_refused_and_stores_nothing(gateway: Gateway, listener: LmtpListener) -> None:
    assert hand_over(listener, "siapa@sumbawa.example") == [550]
    with gateway.database.reading() as uow:
        assert uow.inbox.entries(gateway.clock()) == []
