"""A mail that kills its worker uses up its own tries, never those of the mails that were claimed with it."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailgate.app.ports import Fetched
from mailgate.bootstrap import Machine
from mailgate.settings import Settings
from tests.e2e.site import GATEWAY, INTERNET_DOWN, KEY, OFFICE, PROJECT
from tests.fakes import SetClock


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    values = {
        "rules_dir": PROJECT / "rules",
        "templates_dir": PROJECT / "templates",
        "var_dir": tmp_path,
        "instansi": (OFFICE,),
        "secret_key": KEY,
        "smtp_url": "smtp://127.0.0.1:1",
    }
    machine = Machine(Settings.model_validate(values), clock=SetClock())
    yield machine
    machine.close()


def request(number: int) -> Fetched:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "dinkes@sumbawa.example", GATEWAY, f"Gangguan jaringan {number}"
    mail["Message-ID"] = f"<{number}@dinkes.example>"
    mail.set_content(INTERNET_DOWN)
    raw = mail.as_bytes()
    return Fetched(number, f"utama/INBOX/1/{number}", raw, len(raw), False, SetClock().now)


def stored(machine: Machine, count: int) -> list[int]:
    with machine.database.unit_of_work() as uow:
        ids = uow.inbox.add(OFFICE, "utama", [request(n) for n in range(count)], machine.world.clock())
        uow.commit()
    return ids


def waits(machine: Machine) -> None:
    assert isinstance(machine.world.clock, SetClock)
    machine.world.clock.forward(hours=2)


def tries(machine: Machine) -> list[int]:
    with machine.database.reading() as uow:
        return [row.attempts for row in sorted(uow.inbox.entries(machine.world.clock()), key=lambda row: row.id)]


def test_neighbours_of_a_mail_that_kills_its_worker_lose_one_try_and_then_pass(machine: Machine) -> None:
    ids = stored(machine, 3)
    machine.receiving(ids)  # claimed, and the worker dies
    assert tries(machine) == [1, 1, 1]
    waits(machine)
    poison, *neighbours = machine.receiving(ids)
    assert tries(machine) == [1, 1, 1]
    machine.receiving([poison[0]])  # claimed alone, and the worker dies again
    assert tries(machine) == [2, 1, 1]
    for _, job in neighbours:
        job()
    with machine.database.reading() as uow:
        entries = uow.inbox.entries(machine.world.clock())
    assert {row.id: row.result for row in entries} == {ids[0]: None, ids[1]: "tiket", ids[2]: "tiket"}


def test_of_mails_out_only_those_of_a_dead_worker_are_claimed_alone(machine: Machine) -> None:
    for _, job in machine.receiving(stored(machine, 1)):
        job()
    now = machine.world.clock()
    with machine.database.reading() as uow:
        ids = uow.outbox.due(now, 10)
        assert uow.outbox.unheard(ids, now) == []
    assert len(ids) > 1
    machine.delivering(ids)
    waits(machine)
    with machine.database.reading() as uow:
        assert uow.outbox.unheard(ids, machine.world.clock()) == ids
    assert [row_id for row_id, _ in machine.delivering(ids)] == ids
    with machine.database.reading() as uow:
        assert {row.attempts for row in uow.outbox.entries(machine.world.clock())} == {1}
