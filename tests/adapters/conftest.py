"""Both databases, migrated and empty, for every test that asks for `database`."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database
from mailgate.domain.notice import Notice


def message_id_for(notice: Notice) -> str:
    return f"{notice.seal or 'x'}.{notice.ticket or 'x'}.{sha256(notice.key.encode()).hexdigest()[:8]}@kominfo.example"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/var/mailgate.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database of the present schema."""
    opened = Database(database_url, message_id_for)
    upgrade_engine(opened.engine)
    yield opened
    opened.close()
