"""A mailbox that breaks off, goes deaf or stays away: nothing lost, nothing twice, one alarm, and all is caught up."""

import imaplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailgate.adapters.imap import ImapChannel
from mailgate.bootstrap import Machine
from mailgate.connections import imap_account
from mailgate.settings import Mailbox, SecretUrl
from tests.e2e.site import GATEWAY, Site, assert_nothing_is_left, eventually, message_ids, site
from tests.servers.proxy import Proxy, proxy_to

OUT = "pos.keluar@sumbawa.example"
"""Who logs in to send: a mailbox that is shut must not shut the way out too."""


class Impatient(Machine):
    """Rests for tenths of a second in IDLE, and believes a server that doesn't answer for half a second to be away."""

    def channel(self, box: Mailbox) -> ImapChannel:
        return ImapChannel(replace(imap_account(box, self.settings), idle_seconds=0.3, read_seconds=0.5))


@dataclass
class Office:
    """The site, and the line to its mailbox."""

    site: Site
    line: Proxy

    def watches(self, folder: str = "INBOX", after: str = "move") -> None:
        """Another folder, or another way of marking."""
        url = self.site.server.imap_url(GATEWAY).replace(f":{self.site.server.imap_port}/", f":{self.line.port}/")
        box = {"instansi": "sumbawa", "url": SecretUrl(url), "folder": folder, "after": after}
        self.site.values["mailbox"] = {"layanan": box}

    def tickets(self, machine: Machine) -> int:
        with machine.database.reading() as uow:
            return len(uow.tickets.entries(limit=99))

    def results(self, machine: Machine) -> list[str | None]:
        with machine.database.reading() as uow:
            return [row.result for row in uow.inbox.entries(machine.world.clock(), limit=99)]

    def stays_away(self) -> None:
        """Long enough to be told, and longer."""
        self.is_tried()
        for _ in range(3):
            self.site.clock.forward(minutes=6)
            self.is_tried()

    def is_tried(self) -> None:
        """Until the gateway has called again."""
        before = self.line.connections
        eventually(lambda: self.line.connections > before)

    def subjects(self) -> list[str]:
        return [message.subject for message in self.site.mails("pengelola", "kelola")]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("mailgate.app.poll.LONGEST_PAUSE_SECONDS", 0.1)
    with site(tmp_path) as place, proxy_to(place.server.imap_port) as line:
        place.server.add_user(OUT, "sandi-keluar")
        place.values |= {"imap_url": None, "smtp_url": SecretUrl(place.server.smtp_url(OUT))}
        place.machine = Impatient
        office = Office(place, line)
        office.watches()
        yield office


def assert_told_once_each(office: Office) -> None:
    assert set(message_ids(office.site.server, office.site.people).values()) == {1}


def test_a_line_that_breaks_within_a_mail_loses_and_doubles_nothing(office: Office) -> None:
    long = "Jaringan internet kantor kami putus.\n" + "Mohon bantuan penanganan secepatnya.\n" * 5000
    office.site.person("dinkes").request(GATEWAY, "Gangguan jaringan internet", long)
    office.line.cut_after = 50_000
    with office.site.at_work() as machine:
        office.site.awaits("dinkes", "tanda-terima")
        assert office.line.breaks == 1
        assert office.results(machine) == ["tiket"]
        assert_nothing_is_left(machine)
        assert_told_once_each(office)


def test_mail_that_comes_while_idle_is_deaf_is_taken_over_a_new_line(office: Office) -> None:
    with office.site.at_work() as machine:
        office.site.asks("dinkes", "Gangguan jaringan satu")
        office.line.deafen()
        before = office.line.connections
        office.site.asks("dinsos", "Gangguan jaringan dua")
        assert office.line.connections > before
        assert_nothing_is_left(machine)
        assert_told_once_each(office)
        assert office.subjects() == []


def test_under_another_uidvalidity_all_mails_come_again_and_none_is_dealt_with_again(office: Office) -> None:
    office.watches(after="flag")
    with office.site.at_work() as machine:
        numbers = {office.site.asks("dinkes", "Gangguan jaringan satu"), office.site.asks("dinsos", "Jaringan putus")}
        assert len(numbers) == 2
        inbox = office.site.server._mailboxes(GATEWAY).inbox
        inbox._uid_validity += 1
        office.site.server.cut()
        eventually(lambda: office.results(machine).count("duplikat") == 2)
        office.site.asks("bkpsdm", "Gangguan jaringan tiga")
        assert sorted(filter(None, office.results(machine))) == ["duplikat"] * 2 + ["tiket"] * 3
        assert office.tickets(machine) == 3
        assert_nothing_is_left(machine)
        assert_told_once_each(office)


def away(office: Office) -> Callable[[], None]:
    office.line.refusing = True
    office.line.cut()

    def back() -> None:
        office.line.refusing = False

    return back


def login_expired(office: Office) -> Callable[[], None]:
    office.site.server.add_user(GATEWAY, "sandi-baru")
    office.line.cut()
    return lambda: office.site.server.add_user(GATEWAY, "sandi-layanan")


def read_only(office: Office) -> Callable[[], None]:
    office.line.instead = {b"[READ-WRITE]": b"[READ-ONLY]"}
    office.line.cut()
    return office.line.instead.clear


FAULTS = {
    "away": (away, "the connection"),
    "login expired": (login_expired, "login refused"),
    "read-only": (read_only, "read-only"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mailbox_that_stays_away_is_told_once_and_caught_up_with_when_it_is_back(office: Office, fault: str) -> None:
    breaks, says = FAULTS[fault]
    with office.site.at_work() as machine:
        first = office.site.asks("dinkes", "Gangguan jaringan satu")
        mends = breaks(office)
        for who, subject in (("dinsos", "Gangguan jaringan dua"), ("bkpsdm", "Gangguan jaringan tiga")):
            office.site.person(who).request(GATEWAY, subject, "Jaringan internet kami putus sejak pagi.\n")
        office.stays_away()
        told = office.site.awaits("pengelola", "kelola", words="Kotak surat layanan tidak dapat dipakai")
        assert says in told.text
        assert office.tickets(machine) == 1
        assert len(office.site.server.mailbox(GATEWAY)) == 2, "nothing is marked that was not taken"
        mends()
        for who in ("dinsos", "bkpsdm"):
            assert first not in office.site.awaits(who, "tanda-terima").subject
        office.site.awaits("pengelola", "kelola", words="sudah pulih")
        assert_nothing_is_left(machine)
        assert office.subjects() == [
            "[Pengelola] Kotak surat layanan tidak dapat dipakai",
            "[Pengelola] Kotak surat layanan sudah pulih",
        ]
        assert office.tickets(machine) == 3
        assert_told_once_each(office)


def test_a_folder_that_is_missing_is_named_and_taken_up_when_it_is_there(office: Office) -> None:
    office.watches(folder="Tiket")
    with imaplib.IMAP4("127.0.0.1", office.site.server.imap_port, timeout=20) as client:
        client.login(GATEWAY, "sandi-layanan")
        with office.site.at_work():
            office.stays_away()
            assert "the mailbox has: INBOX" in office.site.awaits("pengelola", "kelola").text
            client.create("Tiket")
            office.site.awaits("pengelola", "kelola", words="sudah pulih")
            assert len(office.subjects()) == 2


def test_after_an_outage_of_the_gateway_who_has_answered_is_not_reminded(office: Office) -> None:
    kadis = office.site.person("kadis")
    with office.site.at_work() as machine:
        number = office.site.asks("dinkes", "Gangguan jaringan satu")
        task = kadis.awaits("tugas", number)
        assert_nothing_is_left(machine)
        with machine.database.reading() as uow:
            due_at = uow.tickets.get(number).due_at
    assert due_at is not None
    morning = office.site.policy.offices["sumbawa"].calendar.opening(due_at + timedelta(hours=1))
    office.site.clock.ahead += morning + timedelta(hours=1) - office.site.clock()
    kadis.answer(task, "DISPOSISI Kabid TI: mohon ditindaklanjuti")
    office.line.refusing = True
    with office.site.at_work() as machine:
        for _ in range(10):
            office.is_tried()
        office.line.refusing = False
        office.site.awaits("kabid", "tugas")
        assert_nothing_is_left(machine)
        assert office.site.mails("kadis", "pengingat") == []
        assert office.subjects() == []
