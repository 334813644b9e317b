"""What SQLAlchemy spells differently for SQLite and PostgreSQL: inserts that meet a row which is there already."""

from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, Insert, Table, bindparam, cast, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert


def is_postgres(connection: Connection) -> bool:
    """Whether claims race by row; SQLite has one writer at a time."""
    return connection.dialect.name == "postgresql"


def insert_new(connection: Connection, table: Table) -> Insert:
    """An INSERT that passes over rows which any unique constraint knows already."""
    return _insert_new(table, postgres=is_postgres(connection))


def insert_new_returning(connection: Connection, table: Table, *columns: Column[Any]) -> ReturningInsert[Any]:
    """As `insert_new`, answering with those columns of the rows that were new."""
    return _insert_new_returning(table, *columns, postgres=is_postgres(connection))


def insert_or_count(connection: Connection, table: Table, column: Column[int]) -> ReturningInsert[Any]:
    """An INSERT of a first 1 in `column`, or, where the key is there, one more; it answers with the new value."""
    return _insert_or_count(table, column, postgres=is_postgres(connection))


def json_text(column: Column[str], key: str, *, postgres: bool) -> ColumnElement[Any]:
    """The text under that key of the JSON object in a column, without taking the object apart here."""
    return cast(column, JSON)[key].as_string() if postgres else func.json_extract(column, f"$.{key}")


# Each statement is built once: putting it together costs more than running it.


@cache
def _insert_new(table: Table, *, postgres: bool) -> Insert:
    insert = postgresql.insert(table) if postgres else sqlite.insert(table)
    return insert.on_conflict_do_nothing()


@cache
def _insert_new_returning(table: Table, *columns: Column[Any], postgres: bool) -> ReturningInsert[Any]:
    return _insert_new(table, postgres=postgres).returning(*columns)


@cache
def _insert_or_count(table: Table, column: Column[int], *, postgres: bool) -> ReturningInsert[Any]:
    insert = postgresql.insert(table) if postgres else sqlite.insert(table)
    key = [part.name for part in table.primary_key]
    first = insert.values({column.name: 1, **{name: bindparam(name) for name in key}})
    return first.on_conflict_do_update(index_elements=key, set_={column.name: column + 1}).returning(column)
