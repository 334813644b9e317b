"""On a real IMAP server, with its IDLE and its MOVE, a request goes from the mailbox to its receipt and its task."""

from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from mailgate.bootstrap import Machine
from mailgate.mail.seal import number_in
from mailgate.settings import SecretUrl
from tests.app.desk import AUTHSERV, mail, reply
from tests.e2e.site import GATEWAY, INTERNET_DOWN, Site, assert_nothing_is_left, eventually, site
from tests.servers import Dovecot

DONE = '"Sudah diproses"'  # as the protocol quotes it


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Iterator[Site]:
    """The office whose mailbox is on Dovecot; its mails go out over the demo's server."""
    with site(tmp_path, imap_url=SecretUrl(dovecot.url), authserv_id=AUTHSERV) as office:
        yield office


@pytest.fixture
def machine(office: Site) -> Iterator[Machine]:
    with office.at_work() as machine:
        yield machine


def request(subject: str, who: str = "dinkes") -> bytes:
    return mail(f"{who}@sumbawa.example", GATEWAY, subject, INTERNET_DOWN)


def subjects(dovecot: Dovecot, folder: str) -> list[str]:
    return [str(message_from_bytes(raw)["Subject"]) for raw in dovecot.mails(folder)]


def test_a_request_is_acknowledged_and_an_answer_moves_its_ticket(
    office: Site, machine: Machine, dovecot: Dovecot
) -> None:
    dovecot.deliver(request("Gangguan jaringan internet"))
    number = number_in(office.awaits("dinkes", "tanda-terima").subject)
    assert number is not None
    task = office.awaits("kadis", "tugas")
    dovecot.deliver(reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI: mohon ditindaklanjuti"))
    office.awaits("kabid", "tugas")
    with machine.database.reading() as uow:
        assert uow.tickets.get(number).step == "3"
    assert_nothing_is_left(machine)


def test_mails_taken_in_are_moved_out_of_the_inbox(office: Site, machine: Machine, dovecot: Dovecot) -> None:
    sent = [f"Gangguan jaringan di ruang {room}" for room in ("arsip", "kepala", "rapat", "sekretariat")]
    for subject in sent:
        dovecot.deliver(request(subject))
    eventually(lambda: sorted(subjects(dovecot, DONE)) == sent)
    assert dovecot.mails() == []
    eventually(lambda: len(office.mails("dinkes", "tanda-terima")) == len(sent))
    assert_nothing_is_left(machine)


def test_mail_that_a_person_has_read_still_comes_in(office: Site, dovecot: Dovecot) -> None:
    for subject in ("Gangguan jaringan satu", "Gangguan jaringan dua"):
        with dovecot.login() as connection:
            connection.append("INBOX", r"(\Seen)", "", request(subject))
    with office.at_work() as machine:
        eventually(lambda: len(office.mails("dinkes", "tanda-terima")) == 2)
        with dovecot.login() as connection:
            connection.append("INBOX", r"(\Seen)", "", request("Gangguan jaringan tiga"))
        office.awaits("dinkes", "tanda-terima", words="Gangguan jaringan tiga")
        assert_nothing_is_left(machine)


def test_a_mail_moved_back_by_a_person_opens_no_second_ticket(office: Site, machine: Machine, dovecot: Dovecot) -> None:
    dovecot.deliver(request("Gangguan jaringan satu"))
    eventually(lambda: len(subjects(dovecot, DONE)) == 1)
    with dovecot.login() as connection:
        connection.select(DONE)
        connection.uid("MOVE", "1:*", "INBOX")
    office.awaits("dinkes", "tanda-terima")
    dovecot.deliver(request("Gangguan jaringan dua", "dinsos"))
    office.awaits("dinsos", "tanda-terima")
    eventually(lambda: len(subjects(dovecot, DONE)) == 2)
    assert_nothing_is_left(machine)
    with machine.database.reading() as uow:
        assert len(uow.tickets.entries()) == 2
        results = [row.result for row in uow.inbox.entries(machine.world.clock())]
    assert sorted(filter(None, results)) == ["duplikat", "tiket", "tiket"]
