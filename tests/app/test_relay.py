"""Whatever the broker forgets, the rows remember."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database
from mailgate.app.relay import GRACE, PATIENCE, Asked, relay
from tests.adapters.conftest import message_id_for
from tests.adapters.samples import NOW, mail, notice
from tests.fakes import RememberingQueue

MISSED = NOW + GRACE


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """One mail in (row 1) and one out (row 1), both due since NOW."""
    database = Database(f"sqlite:///{tmp_path}/mailgate.db", message_id_for)
    upgrade_engine(database.engine)
    with database.unit_of_work() as uow:
        uow.inbox.add("contoh", "layanan", [mail()], NOW)
        uow.outbox.add([notice()], NOW)
        uow.commit()
    yield database
    database.close()


def enqueued(database: Database, now: datetime, asked: Asked) -> tuple[list[int], list[int]]:
    queue = RememberingQueue()
    total = relay(database.reading, queue, now, asked)
    assert total == len(queue.to_receive) + len(queue.to_deliver)
    return queue.to_receive, queue.to_deliver


def test_rows_that_the_broker_lost_are_enqueued_again(database: Database) -> None:
    assert enqueued(database, MISSED, Asked()) == ([1], [1])


def test_rows_stored_just_now_are_left_to_whoever_stored_them(database: Database) -> None:
    assert enqueued(database, NOW + GRACE / 2, Asked()) == ([], [])


def test_a_row_that_waits_in_the_queue_is_not_enqueued_with_every_tick(database: Database) -> None:
    asked = Asked()
    found = [enqueued(database, MISSED + seconds, asked) for seconds in (timedelta(0), PATIENCE / 2, PATIENCE)]
    assert found == [([1], [1]), ([], []), ([1], [1])]


def test_after_a_restart_everything_due_is_enqueued_at_once(database: Database) -> None:
    enqueued(database, MISSED, Asked())
    assert enqueued(database, MISSED, Asked()) == ([1], [1])


def test_what_is_done_or_waits_for_its_next_try_is_left_alone(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.inbox.finish(1, "tiket", None, NOW)
        uow.outbox.claim([1], NOW)
        uow.commit()
    assert enqueued(database, MISSED, Asked()) == ([], [])


def test_what_was_enqueued_is_forgotten_in_time(database: Database) -> None:
    asked = Asked()
    enqueued(database, MISSED, asked)
    with database.unit_of_work() as uow:
        uow.inbox.finish(1, "tiket", None, NOW)
        uow.outbox.sent([(1, "isi")], NOW)
        uow.commit()
    enqueued(database, MISSED + PATIENCE, asked)
    assert (asked.inbox, asked.outbox) == ({}, {})
