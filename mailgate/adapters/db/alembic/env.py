"""Alembic's door: it runs the migrations on the connection that `mailgate.adapters.db.migrate` hands in."""

from alembic import context

from mailgate.adapters.db.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
