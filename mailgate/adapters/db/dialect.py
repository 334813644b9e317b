"""The one statement that SQLAlchemy spells differently for SQLite and PostgreSQL: insert what is new."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert


def insert(connection: Connection, table: Table) -> SqliteInsert | PostgresInsert:
    """An INSERT that knows ON CONFLICT."""
    return postgresql.insert(table) if is_postgres(connection) else sqlite.insert(table)


def insert_new(connection: Connection, table: Table) -> Any:
    """An INSERT that passes over rows which any unique constraint knows already."""
    return insert(connection, table).on_conflict_do_nothing()


def is_postgres(connection: Connection) -> bool:
    """Whether claims race by row; SQLite has one writer at a time."""
    return connection.dialect.name == "postgresql"
