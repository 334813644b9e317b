"""Bring a database to the schema of this version of mailgate."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from mailgate.adapters.db.dialect import is_postgres
from mailgate.adapters.db.uow import open_engine
from mailgate.domain.errors import DatabaseError

HEAD = "0006"
"""The latest revision; known without reading the migrations, so that starting with a current database costs nothing."""

SCRIPTS = Path(__file__).with_name("alembic")
"""Where the migrations are; there is no alembic.ini."""

_LOCK = 0x6D61696C67617465  # "mailgate": one process migrates, the others wait


def upgrade(url: str) -> bool:
    """Migrate the database of that URL; False where it was current. SettingsError for a URL that can't be used."""
    engine = open_engine(url)
    try:
        return upgrade_engine(engine)
    finally:
        engine.dispose()


def upgrade_engine(engine: Engine) -> bool:
    """As `upgrade`, over an engine that is open already; DatabaseError where the database can't be reached or used."""
    try:
        with engine.begin() as connection:
            if is_postgres(connection):
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            if revision(connection) == HEAD:
                return False
            _migrate(connection)
    except DBAPIError as error:
        raise DatabaseError(f"the database can't be used: {error.orig}") from error
    return True


def revision(connection: Connection) -> str | None:
    """The revision a database has, or None where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _migrate(connection: Connection) -> None:
    # Imported here: a tenth of a second that a current database needn't spend.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
