"""The unit of work: durable when committed, gone when not, and honest when the database isn't there."""

from datetime import datetime
from pathlib import Path

import pytest

from mailgate.adapters.db import uow as unit
from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database
from mailgate.domain.errors import DatabaseError
from tests.adapters.conftest import message_id_for
from tests.adapters.samples import NOW, mail, notice


def test_two_commits_in_one_block_are_two_transactions(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.inbox.add("contoh", "layanan", [mail(1)], NOW)
        uow.commit()
        uow.inbox.add("contoh", "layanan", [mail(2)], NOW)
    with database.reading() as uow:
        assert len(uow.inbox.due(NOW, 10)) == 1


def test_a_reader_sees_the_last_commit_while_somebody_writes(database: Database) -> None:
    with database.unit_of_work() as writer:
        writer.inbox.add("contoh", "layanan", [mail(1)], NOW)
        with database.reading() as reader:
            assert reader.inbox.due(NOW, 10) == []
        writer.commit()
    with database.reading() as reader:
        assert len(reader.inbox.due(NOW, 10)) == 1


def test_a_naive_moment_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 3)  # noqa: DTZ001
    with database.unit_of_work() as uow, pytest.raises(Exception, match="no time zone"):
        uow.outbox.add([notice()], naive)


def test_a_database_that_stays_locked_is_a_database_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit, "_PRAGMAS", ("PRAGMA journal_mode = WAL", "PRAGMA busy_timeout = 1"))
    database, another = (Database(f"sqlite:///{tmp_path}/mailgate.db", message_id_for) for _ in range(2))
    upgrade_engine(database.engine)
    with database.unit_of_work() as first:
        first.inbox.add("contoh", "layanan", [mail(1)], NOW)
        with pytest.raises(DatabaseError, match="locked"), another.unit_of_work() as second:
            second.inbox.due(NOW, 1)
    database.close()
    another.close()


def test_a_database_server_that_is_away_is_a_database_error() -> None:
    database = Database("postgresql+psycopg://mailgate@127.0.0.1:1/mailgate", message_id_for)
    with pytest.raises(DatabaseError, match="can't be used now"), database.unit_of_work():
        pass


def test_sqlite_keeps_what_it_acknowledged_through_a_power_cut(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/var/mailgate.db", message_id_for)
    with database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        }
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2}
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
