"""`mailgate db upgrade`: the database as this version of mailgate needs it."""

from mailgate.cli import surroundings
from mailgate.cli.printing import say


def upgrade() -> None:
    """Make the database, or bring it to the schema of this version.

    `mailgate run` does the same when it starts; several processes may try at once, one does it and the others wait.
    """
    from mailgate.adapters.db.migrate import HEAD, upgrade_engine
    from mailgate.adapters.db.uow import open_engine

    settings = surroundings.settings()
    engine = open_engine(settings.database_url.get_secret_value())
    changed = upgrade_engine(engine)
    say(f"{settings.database_url}: {'brought to' if changed else 'is at'} revision {HEAD}.")
