"""`tick` twice at once does everything once: reminders, steps that pass by time, reports."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest

from mailgate import roles
from mailgate.bootstrap import Machine
from mailgate.domain.event import Overdue, Reminded, StepEntered
from mailgate.settings import SecretUrl, Settings
from tests.e2e.site import KEY, OFFICE, PROJECT
from tests.e2e.test_dying_workers import stored
from tests.fakes import SetClock

TICKETS, STEPS = 6, 24
"""Looks at the clock, twelve hours apart: past the end of the first step's time, and over two Mondays."""


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Machine, Machine, SetClock]]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else f"sqlite:///{tmp_path}/x.db"
    values = {
        "rules_dir": PROJECT / "rules",
        "templates_dir": PROJECT / "templates",
        "var_dir": tmp_path,
        "database_url": SecretUrl(url),
        "instansi": (OFFICE,),
        "secret_key": KEY,
        "smtp_url": "smtp://127.0.0.1:1",
    }
    settings, clock = Settings.model_validate(values), SetClock()
    with closing(Machine(settings, clock=clock)) as one, closing(Machine(settings, clock=clock)) as other:
        yield one, other, clock


def tick(machine: Machine, ticking: roles.Ticking, together: Barrier) -> None:
    together.wait(60)
    roles.tick_once(machine, ticking)


def test_what_time_does_is_done_once(two: tuple[Machine, Machine, SetClock]) -> None:
    one, other, clock = two
    for _, job in one.receiving(stored(one, TICKETS)):
        job()
    together = Barrier(2)
    sides = [partial(tick, machine, roles.Ticking(), together) for machine in (one, other)]
    with ThreadPoolExecutor(2) as threads:
        for _ in range(STEPS):
            clock.forward(hours=12)
            for done in [threads.submit(side) for side in sides]:
                done.result()
    with one.database.reading() as uow:
        numbers = [entry.number for entry in uow.tickets.entries(limit=99)]
        events = [(number, record.event) for number in numbers for record in uow.tickets.history(number)]
        mails = uow.outbox.entries(clock(), limit=9999)
        assert [link for _, link in uow.tickets.verify_all() if link is not None] == []
    once = [each for each in events if isinstance(each[1], Reminded | Overdue | StepEntered)]
    assert {type(event) for _, event in once} >= {Reminded, StepEntered}
    assert [each for each, count in Counter(map(repr, once)).items() if count > 1] == []
    reports = Counter((mail.ticket, mail.recipient) for mail in mails if mail.template == "laporan-mingguan")
    assert len({week for week, _ in reports}) == 2
    assert set(reports.values()) == {1}
