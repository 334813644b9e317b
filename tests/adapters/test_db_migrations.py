"""The migrations lead to exactly the tables that the code knows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from mailgate.adapters.db import migrate
from mailgate.adapters.db.tables import history, metadata
from mailgate.adapters.db.uow import Database, open_engine
from mailgate.domain.errors import SettingsError
from tests.adapters.samples import records, ticket


def test_the_migrations_match_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_known_revision_is_the_latest_there_is() -> None:
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_heads() == [migrate.HEAD]


def test_upgrading_twice_does_nothing_the_second_time(database_url: str) -> None:
    assert migrate.upgrade(database_url)
    assert not migrate.upgrade(database_url)


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        upgraded = list(pool.map(migrate.upgrade, [database_url] * 3))
    assert sorted(upgraded) == [False, False, True]


@pytest.mark.parametrize("statement", [update(history).values(event="Rated"), history.delete()])
def test_history_can_neither_be_changed_nor_deleted(database: Database, statement: object) -> None:
    with database.unit_of_work() as uow:
        uow.tickets.add(ticket(), records())
        uow.commit()
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]  # an UPDATE and a DELETE share no executable type


@pytest.mark.parametrize(
    "url",
    ["mysql://localhost/mailgate", "sqlite://", "sqlite:///:memory:", "var/mailgate.db", "postgresql+asyncpg://x/y"],
)
def test_a_database_that_mailgate_does_not_run_on_is_named_in_one_sentence(url: str) -> None:
    with pytest.raises(SettingsError, match="sqlite:///"):
        open_engine(url)
