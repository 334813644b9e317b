"""What a mail costs doesn't grow with what is stored: no statement on its way reads a whole table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.tables import metadata
from mailgate.adapters.db.uow import Database, SqlUnitOfWork
from mailgate.app.ports import ToRead
from mailgate.domain.reachability import Failure
from tests.adapters.conftest import message_id_for
from tests.adapters.samples import FOLDER, NOW, mail, notice, records, ticket

LATER = NOW + timedelta(days=1)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/mailgate.db", message_id_for)
    upgrade_engine(database.engine)
    with database.unit_of_work() as uow:
        uow.inbox.add("contoh", "layanan", [mail(uid) for uid in range(1, 4)], NOW)
        uow.outbox.add([notice(key) for key in "abc"], NOW)
        uow.tickets.add(ticket(), records())
        uow.readings.add(1, "contoh", [ToRead(0, "a.pdf", "aa")], NOW)
        uow.commit()
    yield database
    database.close()


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the database in the block."""
    seen: list[tuple[str, Any]] = []

    def note(_conn: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool) -> None:
        if not statement.startswith("BEGIN"):
            of_one = parameters[0] if many and isinstance(parameters[0], tuple) else parameters
            seen.append((statement, tuple(of_one)))

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def save_again(uow: SqlUnitOfWork) -> None:
    uow.tickets.save(uow.tickets.get("TRG-2026-000001"), records(2))


@pytest.mark.parametrize(
    "step",
    [
        lambda uow: uow.inbox.known_uids(FOLDER, 2),
        lambda uow: uow.inbox.add("contoh", "layanan", [mail(3), mail(4)], NOW),
        lambda uow: uow.inbox.unheard([1, 2], NOW),
        lambda uow: uow.inbox.claim([1, 2], NOW),
        lambda uow: list(uow.inbox.tallies()),
        lambda uow: uow.readings.add(1, "contoh", [ToRead(1, "b.pdf", "bb")], NOW),
        lambda uow: uow.readings.progress(1),
        lambda uow: uow.readings.claim(1, NOW),
        lambda uow: uow.readings.untold(1),
        lambda uow: uow.readings.due(LATER, 100),
        lambda uow: uow.readings.recent("contoh", NOW),
        lambda uow: uow.inbox.lock(1),
        lambda uow: uow.inbox.repeats(1, "contoh", "a@x.example", "b1"),
        lambda uow: uow.inbox.finish(1, "tiket", "TRG-2026-000001", NOW),
        lambda uow: uow.inbox.fail(1, "rusak", NOW),
        lambda uow: uow.inbox.due(LATER, 10),
        lambda uow: uow.inbox.entries(LATER, state="stuck"),
        lambda uow: uow.outbox.add([notice("d")], NOW),
        lambda uow: uow.outbox.unheard([1, 2], NOW),
        lambda uow: uow.outbox.claim([1, 2], NOW),
        lambda uow: uow.outbox.sent([(1, "isi")], NOW),
        lambda uow: uow.outbox.fail(1, "421", permanent=False, now=NOW),
        lambda uow: uow.outbox.due(LATER, 10),
        lambda uow: uow.outbox.ticket_of(["a@x.example"]),
        lambda uow: uow.outbox.sent_texts("TRG-2026-000001"),
        lambda uow: uow.outbox.addressed(["a@x.example"]),
        lambda uow: uow.outbox.answers_to("a@x.example", NOW, 200),
        lambda uow: uow.outbox.said_to("a@x.example", NOW, 200),
        lambda uow: uow.outbox.answers_about("TRG-2026-000001", NOW),
        lambda uow: uow.inbox.kept(1),
        lambda uow: uow.outbox.latest_to("a@x.example", "contoh", NOW),
        lambda uow: uow.addresses.mark("contoh", Failure("a@x.example", permanent=True), NOW),
        lambda uow: uow.addresses.failing(["contoh", "lain"]),
        lambda uow: uow.addresses.clear("contoh", ["a@x.example"]),
        lambda uow: uow.tickets.next_number("contoh", "TRG", 2026),
        lambda uow: uow.tickets.add(ticket("TRG-2026-000002"), records()),
        save_again,
        lambda uow: uow.tickets.exists("TRG-2026-000001", "contoh"),
        lambda uow: uow.tickets.by_message(["a@x.example"]),
        lambda uow: uow.tickets.history("TRG-2026-000001"),
        lambda uow: uow.tickets.of_period("contoh", NOW, LATER),
        lambda uow: uow.tickets.counts("contoh", [(NOW, LATER)]),
        lambda uow: uow.tickets.ever_paused("contoh", NOW),
        lambda uow: uow.tickets.waking(["contoh", "lain"], LATER, 10),
        lambda uow: uow.tickets.open_after("", 10),
        lambda uow: uow.outbox.untried([1, 2]),
        lambda uow: uow.outbox.folded([1, 2], "c", NOW),
        lambda uow: uow.tickets.open("contoh"),
        lambda uow: uow.tickets.verify("TRG-2026-000001"),
    ],
)
def test_every_step_finds_its_rows_by_an_index(filled: Database, step: Callable[[SqlUnitOfWork], object]) -> None:
    with statements(filled) as seen, filled.unit_of_work() as uow:
        step(uow)
    with filled.engine.connect() as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all() for sql, values in seen]
    assert seen
    read = [row.detail.split() for plan in plans for row in plan]
    assert [words for words in read if words[0] == "SCAN" and words[1] in metadata.tables] == []
