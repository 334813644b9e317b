"""A database that is away or full: mail waits on its server, the pengelola hears of it, and all is caught up."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url

from mailgate.adapters.imap import ImapChannel
from mailgate.app.ports import Fetched
from mailgate.bootstrap import Machine
from mailgate.connections import imap_account
from mailgate.settings import Mailbox, SecretUrl
from tests.e2e.site import GATEWAY, INTERNET_DOWN, Site, assert_nothing_is_left, eventually, in_time, message_ids, site
from tests.servers.proxy import proxy_to

AWAY, BACK = "[Pengelola] Basis data layanan tidak dapat dipakai", "[Pengelola] Basis data layanan sudah pulih"


@dataclass(frozen=True)
class Fault:
    """How it breaks and mends, and how often the gateway has tried since it began."""

    breaks: Callable[[], None]
    mends: Callable[[], None]
    tries: Callable[[], int]


class Confined(Machine):
    """A gateway whose database finds no more room once it is `fill`ed; `fetches` counts the looks into the mailbox."""

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self.fetches, self._full = 0, False
        event.listen(self.database.engine, "connect", self._confine)

    def channel(self, box: Mailbox) -> ImapChannel:
        machine = self

        class Counted(ImapChannel):
            def fetch(self, known: Callable[[str, int], Collection[int]]) -> Iterator[list[Fetched]]:
                machine.fetches += 1
                return super().fetch(known)

        return Counted(imap_account(box, self.settings))

    def fill(self) -> None:
        self._full = True
        self.database.engine.dispose()

    def free(self) -> None:
        self._full = False
        self.database.engine.dispose()

    def _confine(self, connection: Any, _record: object) -> None:
        pages = 1 if self._full else 1_000_000  # SQLite takes less than there is for what there is
        connection.execute(f"PRAGMA max_page_count = {pages}").close()


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailgate.app.poll.LONGEST_PAUSE_SECONDS", 0.1)


def outage(office: Site, machine: Machine, fault: Fault, body: str = INTERNET_DOWN) -> None:
    """A mail before, one during, both dealt with once; the pengelola told once of the fault and once of its end."""
    office.asks("dinkes", "Gangguan jaringan satu")
    assert_nothing_is_left(machine)
    eventually(lambda: office.server.mailbox(GATEWAY) == [])
    fault.breaks()
    office.person("dinsos").request(GATEWAY, "Gangguan jaringan dua", body)
    for _ in range(6):
        office.clock.forward(minutes=4)
        is_tried(fault)
    assert subjects(office) == [AWAY]
    assert len(office.server.mailbox(GATEWAY)) == 1, "nothing is marked that was not stored"
    fault.mends()
    in_time(office, lambda: office.mails("dinsos", "tanda-terima") and subjects(office) == [AWAY, BACK])
    assert_nothing_is_left(machine)
    with machine.database.reading() as uow:
        assert len(uow.tickets.entries()) == 2
    assert set(message_ids(office.server, office.people).values()) == {1}


def is_tried(fault: Fault) -> None:
    before = fault.tries()
    eventually(lambda: fault.tries() > before + 1)


def subjects(office: Site) -> list[str]:
    return [message.subject for message in office.mails("pengelola", "kelola")]


def test_a_database_that_goes_and_comes_back_loses_and_doubles_nothing(tmp_path: Path, postgres_url: str) -> None:
    url = make_url(postgres_url)
    assert url.port is not None
    with proxy_to(url.port) as line:
        through = url.set(port=line.port).render_as_string(hide_password=False)

        def breaks() -> None:
            line.refusing = True
            line.cut()

        def mends() -> None:
            line.refusing = False

        fault = Fault(breaks, mends, lambda: line.connections)
        with site(tmp_path, database_url=SecretUrl(through)) as office, office.at_work() as machine:
            outage(office, machine, fault)


def test_a_full_disk_stores_nothing_acknowledges_nothing_and_is_told(tmp_path: Path) -> None:
    with site(tmp_path) as office:
        office.machine = Confined
        with office.at_work() as machine:
            assert isinstance(machine, Confined)
            outage(office, machine, Fault(machine.fill, machine.free, lambda: machine.fetches), INTERNET_DOWN * 3000)
