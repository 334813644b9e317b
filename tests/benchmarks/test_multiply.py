"""A multiplied database reads as one that was filled mail by mail."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table, func, select

from benchmarks.mails import request
from benchmarks.multiply import COPIED, multiply
from benchmarks.seeds import LONG_AGO, OFFICE, SEEDS, sow
from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.tables import metadata
from mailgate.adapters.db.uow import Database, SqlUnitOfWork
from tests.app.desk import Gateway, id_for

TIMES = 3


@pytest.fixture(params=["sqlite", "postgresql"])
def seeded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    on_sqlite = request.param == "sqlite"
    database = Database(
        f"sqlite:///{tmp_path}/mailgate.db" if on_sqlite else request.getfixturevalue("postgres_url"), id_for
    )
    upgrade_engine(database.engine)
    sow(database, tmp_path)
    yield database
    database.close()


def counted(database: Database, table: Table) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def times(database: Database, number: int) -> None:
    database.close()  # who fills a database has it alone
    multiply(database.engine.url.render_as_string(hide_password=False), number)


def whole(uow: SqlUnitOfWork, number: str) -> tuple[object, ...]:
    """What there is of a ticket, apart from its number and its times."""
    ticket = uow.tickets.get(number)
    history = [(record.seq, type(record.event)) for record in uow.tickets.history(number)]
    mails = [(mail.notice.ticket == number, mail.notice.template) for mail in uow.outbox.about(number)]
    return ticket.number == number, ticket.subject, ticket.closing, history, mails, len(list(uow.inbox.about(number)))


def test_every_copy_is_as_whole_as_its_original(seeded: Database) -> None:
    before = {table.name: counted(seeded, table) for table in COPIED}
    times(seeded, TIMES)
    assert {table.name: counted(seeded, table) for table in COPIED} == {n: c * TIMES for n, c in before.items()}
    with seeded.unit_of_work() as uow:
        tickets = Counter(str(whole(uow, entry.number)) for entry in uow.tickets.entries(office=OFFICE, limit=1000))
        assert len(uow.tickets.open(OFFICE)) == TIMES
        assert uow.outbox.answers_to("staf0000001@dinkes.sumbawa.example", LONG_AGO, 10)
    assert len(tickets) == SEEDS
    assert set(tickets.values()) == {TIMES}


def test_tables_and_indices_are_again_as_the_migrations_left_them_and_new_rows_find_a_number(seeded: Database) -> None:
    times(seeded, TIMES)
    with seeded.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    tickets = counted(seeded, COPIED[0])
    Gateway(seeded, uid=10_000).takes(OFFICE, request(7_000))
    assert counted(seeded, COPIED[0]) == tickets + 1
