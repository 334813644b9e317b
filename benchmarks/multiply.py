"""A database of a hundred tickets becomes one of a million, inside the database: each row again by another number."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Insert,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    cast,
    create_engine,
    func,
    insert,
    select,
)

from mailgate.adapters.db.codec import dump_notice, load_notice
from mailgate.adapters.db.tables import history, inbox, inbox_raw, outbox, ticket
from mailgate.adapters.db.types import CleanText, IndexedText, Utc

COPIED = (ticket, history, inbox, inbox_raw, outbox)
NUMBERED = ("id", "inbox_id")
AHEAD = ("wakes_at", "due_at")
"""Moments to come, the same for every copy: their reminders are not what is measured."""

KEPT = {"raw": 600, "sent_text": 200}
"""What is cut in copies, to so many bytes or characters, as notices are to what they are without their payload.

No other mail's way leads through these texts, and a million tickets would fill 40 GB instead of 20.
"""

A_YEAR = 10_000
"""Copies of all tickets that fit into the numbers of a year."""

FAST = {
    "sqlite": ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -2000000"),
    "postgresql": (
        "SET synchronous_commit = off",
        "SET maintenance_work_mem = '1GB'",
        "SET default_toast_compression = 'lz4'",  # a tenth of the time; what is read is the same
        "SET session_replication_role = replica",  # what is copied refers to what is copied
    ),
}
"""While it is filled, a database need not survive a power cut."""

_OLD, _NEW = bindparam("old", type_=Text), bindparam("new", type_=Text)
_TURN, _STEP = bindparam("turn", type_=BigInteger), bindparam("step", type_=BigInteger)
_BACK = bindparam("back", type_=Text)


def multiply(url: str, times: int) -> None:
    """Have every ticket `times` times, with its mails in and out and its history, and the statistics as they would be.

    Fewer than a hundred tickets of one year, numbered from 1. Copies read as every ticket does; only the hashes of
    their histories are those of the ticket they were made from. Each is an hour older than the one before.
    """
    engine = create_engine(url)
    with engine.connect() as connection:
        for setting in FAST[engine.dialect.name]:
            connection.exec_driver_sql(setting)
        connection.commit()
        with connection.begin():
            _fill(connection, times)
    if engine.dialect.name == "postgresql":  # as autovacuum would; on SQLite nobody does
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def _fill(connection: Connection, times: int) -> None:
    indices = [index for table in COPIED for index in table.indexes]
    for index in indices:
        index.drop(connection)
    seeds = [_set_aside(connection, table) for table in COPIED]
    statements = [_copying(connection, seed, table) for seed, table in zip(seeds, COPIED, strict=True)]
    for turn in _turns(connection, times):
        for statement in statements:
            connection.execute(statement, turn)
    for seed in seeds:
        seed.drop(connection)
    for index in indices:
        index.create(connection)
    if connection.dialect.name == "postgresql":
        for table in (inbox, outbox):
            last = select(func.max(table.c.id)).scalar_subquery()
            connection.execute(select(func.setval(f"{table.name}_id_seq", last)))


def _turns(connection: Connection, times: int) -> Iterator[dict[str, object]]:
    """What each copy has in place of the original: the beginning of its numbers, its place and its age."""
    first = str(connection.scalar(select(func.min(ticket.c.number))))
    head, year = first[:4], int(first[4:8])
    step = max(connection.scalar(select(func.max(table.c.id))) or 0 for table in (inbox, outbox))
    for turn in range(1, times):
        new = f"{head}{year - 1 - turn // A_YEAR}-{turn % A_YEAR:04}"
        yield {"old": first[:-2], "new": new, "turn": turn, "step": step, "back": f"-{turn} hours"}


def _set_aside(connection: Connection, table: Table) -> Table:
    """The rows of a table once more, since a table that is read while it grows is read into memory first."""
    seed = Table(f"bench_{table.name}", MetaData(), *(Column(each.name, each.type) for each in table.columns))
    seed.create(connection)
    rows = [row._asdict() for row in connection.execute(select(table))]
    if table is outbox:
        rows = [
            {**row, "notice": dump_notice(replace(load_notice(row["notice"]), payload={}, papers=()))} for row in rows
        ]
    connection.execute(insert(seed), rows)
    return seed


def _copying(connection: Connection, seed: Table, into: Table) -> Insert:
    return insert(into).from_select(list(into.columns), select(*(_copied(connection, each) for each in seed.columns)))


def _copied(connection: Connection, column: Column[Any]) -> Any:
    """What a copied row has in that column."""
    if column.name in NUMBERED:
        return column + _TURN * _STEP
    if column.name in KEPT:
        return func.substr(column, 1, KEPT[column.name])
    if isinstance(column.type, Utc) and column.name not in AHEAD:
        if connection.dialect.name == "postgresql":
            return column - func.make_interval(0, 0, 0, 0, cast(_TURN, Integer))
        return func.strftime("%Y-%m-%d %H:%M:%f", column, _BACK).concat("000")
    if column.name in ("key", "source") or (column.name == "message_id" and column.table.name == "bench_inbox"):
        return column.concat("~").concat(cast(_TURN, String))
    if isinstance(column.type, Text | CleanText | IndexedText):
        return func.replace(column, _OLD, _NEW)
    return column
