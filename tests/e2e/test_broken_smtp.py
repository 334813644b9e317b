"""A way out that breaks off, defers, refuses or stays away: each mail once, to everybody it can reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from mailgate.adapters.db.listing import OutboxEntry
from mailgate.bootstrap import Machine
from mailgate.settings import SecretUrl
from tests.adapters.smtp_server import Server, running
from tests.e2e.site import GATEWAY, INTERNET_DOWN, Site, assert_nothing_is_left, eventually, in_time, site
from tests.servers.proxy import Proxy, proxy_to

DINKES, DINSOS, BKPSDM, KADIS, HELPDESK, PENGELOLA = (
    f"{who}@sumbawa.example" for who in ("dinkes", "dinsos", "bkpsdm", "kadis", "helpdesk", "pengelola")
)


@dataclass
class Office:
    """The site, whose mails go out by a server that answers as told; that one keeps them."""

    site: Site
    server: Server

    def sent(self, to: str, kind: str) -> list[str]:
        """The Message-IDs of what the server took for that address, of that template."""
        mails = [(mail.rcpt_tos, message_from_bytes(mail.original_content or b"")) for mail in self.server.mails]
        return [str(m["Message-ID"]) for rcpt, m in mails if rcpt == [to] and m["X-Mailgate"] == kind]

    def asks(self, who: str, subject: str) -> None:
        """A request, whose receipt goes out by that server."""
        self.site.person(who).request(GATEWAY, subject, INTERNET_DOWN)


def row(machine: Machine, to: str, template: str) -> OutboxEntry | None:
    with machine.database.reading() as uow:
        rows = uow.outbox.entries(machine.world.clock(), limit=99)
    return next((each for each in rows if (each.recipient, each.template) == (to, template)), None)


def put_off(machine: Machine, to: str, template: str, times: int = 1) -> datetime:
    """Once that mail was tried so often: when it is tried next, 1, 2, 4 … minutes later."""
    longest = timedelta(minutes=2 ** (times - 1))
    found: list[datetime] = []

    def waits() -> bool:
        at = row(machine, to, template)
        if at is None or at.error is None or at.attempts != times or at.next_attempt_at is None:
            return False
        found[:] = [at.next_attempt_at]
        return (
            timedelta() < at.next_attempt_at - machine.world.clock() <= longest
        )  # later while it is in somebody's hands

    eventually(waits)
    return found[0]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with site(tmp_path) as place, running(Server()) as server:
        place.values["smtp_url"] = SecretUrl(f"smtp://127.0.0.1:{server.port}")
        place.values["alert_smtp_url"] = SecretUrl(place.server.smtp_url(GATEWAY))
        yield Office(place, server)


def test_a_greylisted_mail_goes_out_after_the_wait_and_once(office: Office) -> None:
    office.server.answers[f"RCPT {DINKES}"] = "451 4.7.1 greylisted, come back in a minute"
    with office.site.at_work() as machine:
        office.asks("dinkes", "Gangguan jaringan satu")
        put_off(machine, DINKES, "tanda-terima")
        office.server.answers.clear()
        eventually(lambda: office.sent(KADIS, "tugas"))
        assert office.sent(DINKES, "tanda-terima") == []
        in_time(office.site, lambda: office.sent(DINKES, "tanda-terima"))
        assert_nothing_is_left(machine)
        assert len(office.sent(DINKES, "tanda-terima")) == 1
        assert office.site.mails("pengelola", "kelola") == []


def test_of_three_recipients_one_is_refused_for_good_the_others_get_theirs_and_the_desk_hears_once(
    office: Office,
) -> None:
    office.server.answers[f"RCPT {DINSOS}"] = "550 5.1.1 no such mailbox"
    with office.site.at_work() as machine:
        for subject in ("Gangguan jaringan satu", "Aplikasi SIPD tidak dapat dibuka"):
            office.asks("dinsos", subject)
        office.asks("dinkes", "Jaringan putus di Dinas Kesehatan")
        eventually(lambda: office.sent(DINKES, "tanda-terima") and len(office.sent(KADIS, "tugas")) == 3)
        eventually(lambda: office.sent(HELPDESK, "kelola"))
        eventually(lambda: unsent(machine) == ["stuck", "stuck"])
        assert office.sent(DINSOS, "tanda-terima") == []
        assert len(office.sent(HELPDESK, "kelola")) == 1
        with machine.database.reading() as uow:
            [state] = uow.addresses.failing(["sumbawa"])
        assert (state.failure.address, state.failure.permanent, state.count) == (DINSOS, True, 2)


def unsent(machine: Machine) -> list[str]:
    with machine.database.reading() as uow:
        rows = uow.outbox.entries(machine.world.clock(), limit=99)
    return [each.state for each in rows if each.state != "done"]


def test_a_server_that_takes_nothing_is_told_by_another_once_and_everything_goes_out_when_it_is_back(
    office: Office,
) -> None:
    office.server.answers["MAIL"] = "421 4.3.2 service not available"
    with office.site.at_work() as machine:
        office.asks("dinkes", "Gangguan jaringan satu")
        for times in range(1, 5):
            again_at = put_off(machine, KADIS, "tugas", times)
            office.site.clock.ahead += again_at - machine.world.clock() + timedelta(seconds=10)
        told = office.site.awaits("pengelola", "kelola", words="Server surat keluar tidak dapat dipakai")
        assert "service not available" in told.text
        assert (office.sent(DINKES, "tanda-terima"), office.sent(PENGELOLA, "kelola")) == ([], [])
        office.server.answers.clear()
        in_time(office.site, lambda: office.sent(PENGELOLA, "kelola") and unsent(machine) == [])
        assert_nothing_is_left(machine)
        assert len(office.sent(DINKES, "tanda-terima")) == len(office.sent(KADIS, "tugas")) == 1
        assert len(office.site.mails("pengelola", "kelola")) == 1
        assert len(office.sent(PENGELOLA, "kelola")) == 1
        ids = [str(message_from_bytes(mail.original_content or b"")["Message-ID"]) for mail in office.server.mails]
        assert len(set(ids)) == len(ids)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[Site, Proxy]]:
    with site(tmp_path) as place, proxy_to(place.server.smtp_port) as proxy:
        url = place.server.smtp_url(GATEWAY).replace(f":{place.server.smtp_port}", f":{proxy.port}")
        place.values["smtp_url"] = SecretUrl(url)
        yield place, proxy


def test_a_line_that_breaks_between_the_mail_and_its_answer_sends_the_same_mail_again(line: tuple[Site, Proxy]) -> None:
    place, proxy = line
    proxy.cut_reply_to = b"\r\n.\r\n"
    with place.at_work() as machine:
        place.person("dinkes").request(GATEWAY, "Gangguan jaringan satu", INTERNET_DOWN)
        in_time(place, lambda: proxy.breaks == 1 and unsent(machine) == [])
        assert_nothing_is_left(machine)
        mails = [*place.mails("dinkes", "tanda-terima"), *place.mails("kadis", "tugas")]
        assert len(mails) == 3
        assert len({mail.message_id for mail in mails}) == 2


def test_a_clock_that_jumps_an_hour_amid_mails_doubles_nothing(line: tuple[Site, Proxy]) -> None:
    place, _ = line
    with place.at_work() as machine:
        subjects = ["Jaringan putus di ruang arsip", "Aplikasi SIPD mati", "Mohon alamat surel baru", "Printer rusak"]
        for subject in subjects:
            place.person("dinkes").request(GATEWAY, subject, INTERNET_DOWN)
            place.clock.forward(hours=1)
        eventually(lambda: len(place.mails("dinkes", "tanda-terima")) == len(subjects))
        assert_nothing_is_left(machine)
        ids = [mail.message_id for who in ("dinkes", "kadis") for mail in place.mails(who, "tanda-terima")]
        assert len(set(ids)) == len(ids) == len(subjects)
        assert place.mails("pengelola", "kelola") == []
