"""A mail is sent once though the server takes its time over it, the database is away then, or a second `run` begins."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import text

from mailgate import roles
from mailgate.bootstrap import Machine
from mailgate.domain.errors import DatabaseError
from mailgate.mail.parse import parse
from mailgate.settings import SecretUrl, Settings
from tests.adapters.smtp_server import Server, running
from tests.e2e.site import KEY, OFFICE, PROJECT
from tests.e2e.test_dying_workers import stored
from tests.fakes import SetClock

MAILS = 6


class Slow(Server):
    """Thinks for some minutes over each mail before it takes it."""

    def __init__(self, clock: SetClock, minutes: float) -> None:
        super().__init__()
        self.clock, self._minutes = clock, minutes

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.clock.forward(minutes=self._minutes)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture(params=[0.0, 0.9, 5.0, 10.0])
def slow(request: pytest.FixtureRequest) -> Iterator[Slow]:
    with running(Slow(SetClock(), request.param)) as server:
        assert isinstance(server, Slow)
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, slow: Slow, tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else f"sqlite:///{tmp_path}/x.db"
    values = {
        "rules_dir": PROJECT / "rules",
        "templates_dir": PROJECT / "templates",
        "var_dir": tmp_path,
        "database_url": SecretUrl(url),
        "instansi": (OFFICE,),
        "secret_key": KEY,
        "smtp_url": f"smtp://127.0.0.1:{slow.port}",
    }
    settings = Settings.model_validate(values)
    with ExitStack() as stack:
        one, other = (stack.enter_context(closing(Machine(settings, clock=slow.clock))) for _ in range(2))
        yield one, other


def work_off(machine: Machine, ids: Sequence[int], meanwhile: Machine) -> None:
    """Deliver these; after each that is done, the other one tries to."""
    for _, job in machine.delivering(ids):
        job()
        for _, others in meanwhile.delivering(ids):
            others()


def due(machine: Machine) -> list[int]:
    """Mails that requests have caused."""
    for _, job in machine.receiving(stored(machine, MAILS)):
        job()
    with machine.database.reading() as uow:
        ids = uow.outbox.due(machine.world.clock(), 99)
    assert len(ids) >= MAILS
    return ids


def renamed(machine: Machine, table: str, name: str) -> None:
    with machine.database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_each_mail_is_sent_once_and_tried_once(slow: Slow, two: tuple[Machine, Machine]) -> None:
    one, other = two
    ids = due(one)
    for _ in ids:
        work_off(one, ids, other)
    sent = Counter(parse(mail.original_content or b"").message_id for mail in slow.mails)
    assert (len(sent), set(sent.values())) == (len(ids), {1})
    with one.database.reading() as uow:
        assert {(row.attempts, row.done_at is None) for row in uow.outbox.entries(one.world.clock())} == {(1, False)}


@pytest.mark.parametrize("slow", [0.0], indirect=True)
@pytest.mark.parametrize("two", ["sqlite"], indirect=True)
def test_what_was_sent_while_the_database_was_away_is_marked_before_more_is_claimed(
    slow: Slow, two: tuple[Machine, Machine]
) -> None:
    machine, _ = two
    ids = due(machine)
    *sends, end = machine.delivering(ids)
    for _, job in sends:
        job()
    renamed(machine, "outbox", "away")
    end[1]()
    with pytest.raises(DatabaseError):
        machine.delivering(ids)
    renamed(machine, "away", "outbox")
    slow.clock.forward(hours=1)
    assert list(machine.delivering(ids)) == []
    assert len(slow.mails) == len(ids)


@pytest.mark.parametrize("slow", [0.0], indirect=True)
def test_a_second_run_leaves_the_claims_of_one_that_lives(two: tuple[Machine, Machine]) -> None:
    one, other = two
    stopped = Event()
    stopped.set()
    roles.run(one, stopped)
    ids = due(one)
    claimed = one.delivering(ids)
    roles.run(other, stopped)
    assert list(other.delivering(ids)) == []
    for each in two:
        each.turns.close()  # as when they die
    with closing(Machine(one.settings, clock=one.world.clock)) as third:
        roles.run(third, stopped)
        assert {row_id for row_id, _ in third.delivering(ids)} == {row_id for row_id, _ in claimed}
