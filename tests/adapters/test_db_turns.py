"""One process polls a mailbox; when it goes, another does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from mailgate.adapters.db.turns import Turns
from mailgate.adapters.db.uow import open_engine
from mailgate.domain.errors import DatabaseError


@pytest.fixture(params=["sqlite", "postgresql"])
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """The same database as two processes see it."""
    on_file = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/mailgate.db" if on_file else request.getfixturevalue("postgres_url")
    first, second = open_engine(url), open_engine(url)
    yield first, second
    first.dispose()
    second.dispose()


def test_a_mailbox_has_one_poller_at_a_time(engines: tuple[Engine, Engine]) -> None:
    first, second = map(Turns, engines)
    assert first.take("layanan")
    assert not second.take("layanan")
    assert first.take("layanan")
    assert second.take("lain")
    first.close()
    assert second.take("layanan")
    second.close()


def test_a_turn_is_lost_with_its_connection_and_taken_again(postgres_url: str) -> None:
    engine, other = open_engine(postgres_url), open_engine(postgres_url)
    first, second = Turns(engine), Turns(other)
    assert first.take("layanan")
    with other.connect() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND classid > 0")
        )
    assert second.take("layanan")
    with pytest.raises(DatabaseError):
        first.take("layanan")
    assert not first.take("layanan")
    second.close()
    assert first.take("layanan")
    for turns, open_one in ((first, engine), (second, other)):
        turns.close()
        open_one.dispose()


def test_database_log_and_locks_are_for_their_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    engine = open_engine(f"sqlite:///{tmp_path}/mailgate.db")
    turns = Turns(engine)
    assert turns.take("layanan")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
        modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    turns.close()
    engine.dispose()
    assert {"mailgate.db", "mailgate.db-wal"} < modes.keys()
    assert len(modes) == 4
    assert set(modes.values()) == {"0o600"}
