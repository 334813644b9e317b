"""Tickets: numbers without gaps, changes without loss, a history that shows every tampering."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Connection, insert, select, text, update

from mailgate.adapters.db.tables import history, sop_copy
from mailgate.adapters.db.tables import ticket as ticket_table
from mailgate.adapters.db.uow import Database
from mailgate.domain.errors import ConcurrentUpdate, UnknownTicket
from mailgate.domain.event import Event, NoteAdded, Rated, TicketReopened
from tests.adapters.conftest import message_id_for
from tests.adapters.samples import MINUTE, NOW, SOP, notice, records, ticket

NUMBER = "TRG-2026-000001"


def add(database: Database, number: str = NUMBER, opened_at: datetime = NOW) -> None:
    with database.unit_of_work() as uow:
        uow.tickets.add(ticket(number, opened_at=opened_at), records())
        uow.commit()


def test_a_ticket_comes_back_as_it_was_stored_with_its_own_copy_of_the_sop(
    database: Database, database_url: str
) -> None:
    add(database)
    restarted = Database(database_url, message_id_for)
    with restarted.reading() as uow:
        assert uow.tickets.get(NUMBER) == ticket()
    restarted.close()


def test_tickets_of_one_sop_share_one_stored_copy(database: Database) -> None:
    for n in range(3):
        add(database, f"TRG-2026-00000{n}")
    with database.engine.connect() as connection:
        assert len(connection.execute(select(sop_copy.c.hash)).all()) == 1
    with database.reading() as uow:
        assert len({id(t.sop) for t in uow.tickets.open("contoh")}) == 1


def test_a_copy_that_was_rolled_back_is_stored_with_the_next_ticket(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tickets.add(ticket(), records())
    add(database)
    with database.reading() as uow:
        assert uow.tickets.get(NUMBER).sop == SOP


def test_a_ticket_in_the_tray_has_no_sop(database: Database) -> None:
    with database.unit_of_work() as uow:
        waiting = ticket(sop=None)
        waiting.tray = "perlu dipilah"
        uow.tickets.add(waiting, records())
        uow.commit()
    with database.reading() as uow:
        assert uow.tickets.get(NUMBER) == waiting


def test_an_unknown_number_is_named(database: Database) -> None:
    with database.unit_of_work() as uow:
        with pytest.raises(UnknownTicket, match="TRG-2026-999999"):
            uow.tickets.get("TRG-2026-999999")
        with pytest.raises(UnknownTicket, match="TRG-2026-999999"):
            uow.tickets.save(ticket("TRG-2026-999999"), [])


def test_a_ticket_exists_for_its_own_office_only(database: Database) -> None:
    add(database)
    with database.reading() as uow:
        assert uow.tickets.exists(NUMBER, "contoh")
        assert not uow.tickets.exists(NUMBER, "lain")
        assert not uow.tickets.exists("TRG-2026-999999", "contoh")


def test_numbers_count_by_office_and_year(database: Database) -> None:
    with database.unit_of_work() as uow:
        taken = [uow.tickets.next_number("contoh", "TRG", 2026) for _ in range(2)]
        taken += [uow.tickets.next_number("contoh", "TRG", 2027), uow.tickets.next_number("lain", "SBW", 2026)]
        uow.commit()
    assert taken == ["TRG-2026-000001", "TRG-2026-000002", "TRG-2027-000001", "SBW-2026-000001"]


def test_numbers_taken_at_the_same_time_are_unique_and_without_gaps(database: Database) -> None:
    start = Barrier(4)

    def take(_: int) -> list[str]:
        start.wait()
        numbers = []
        for _ in range(5):
            with database.unit_of_work() as uow:
                numbers.append(uow.tickets.next_number("contoh", "TRG", 2026))
                uow.commit()
        return numbers

    with ThreadPoolExecutor(4) as pool:
        taken = [number for numbers in pool.map(take, range(4)) for number in numbers]
    assert sorted(taken) == [f"TRG-2026-{n:06d}" for n in range(1, 21)]


def test_a_number_that_was_rolled_back_is_given_again(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tickets.next_number("contoh", "TRG", 2026)
    with database.unit_of_work() as uow:
        assert uow.tickets.next_number("contoh", "TRG", 2026) == NUMBER


def test_a_change_is_stored_and_its_events_are_appended(database: Database) -> None:
    add(database)
    with database.unit_of_work() as uow:
        changed = uow.tickets.get(NUMBER)
        changed.solution = "Titik akses diganti"
        uow.tickets.save(changed, records(2, [Rated(4, "bagus")]))
        uow.tickets.save(changed, records(3, [NoteAdded("terima kasih")]))
        uow.commit()
    with database.reading() as uow:
        assert uow.tickets.get(NUMBER) == changed
        assert uow.tickets.history(NUMBER) == [*records(), *records(2, [Rated(4, "bagus"), NoteAdded("terima kasih")])]
        assert uow.tickets.verify(NUMBER) is None


def test_of_two_who_read_the_same_version_the_second_to_save_is_told(database: Database) -> None:
    add(database)
    with database.reading() as uow:
        first, second = uow.tickets.get(NUMBER), uow.tickets.get(NUMBER)
    with database.unit_of_work() as uow:
        uow.tickets.save(first, records(2))
        uow.commit()
    with database.unit_of_work() as uow, pytest.raises(ConcurrentUpdate, match=NUMBER):
        uow.tickets.save(second, records(2))
    with database.reading() as uow:
        assert len(uow.tickets.history(NUMBER)) == 2


def test_writers_of_one_ticket_wait_for_each_other(database: Database) -> None:
    add(database)
    start = Barrier(3)

    def write(_: int) -> None:
        start.wait()
        for _ in range(4):
            with database.unit_of_work() as uow:
                mine = uow.tickets.get(NUMBER)
                uow.tickets.save(mine, mine.record([Rated(1, "")], records()[0].by, NOW))
                uow.commit()

    with database.unit_of_work() as uow:
        counted = uow.tickets.get(NUMBER)
        counted.history = 1
        uow.tickets.save(counted, [])
        uow.commit()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    with database.reading() as uow:
        assert [record.seq for record in uow.tickets.history(NUMBER)] == list(range(1, 14))
        assert uow.tickets.verify(NUMBER) is None


def test_tickets_are_found_by_when_they_opened_and_closed(database: Database) -> None:
    for day in range(3):
        add(database, f"TRG-2026-00000{day}", NOW + timedelta(days=day))
    with database.unit_of_work() as uow:
        done = uow.tickets.get("TRG-2026-000001")
        done.closed_at, done.closing = NOW + timedelta(days=5), "selesai"
        uow.tickets.save(done, [])
        uow.commit()
    with database.reading() as uow:
        first, other = (NOW, NOW + timedelta(days=2)), (NOW + timedelta(days=5), NOW + timedelta(days=6))
        everything = ["TRG-2026-000000", "TRG-2026-000001", "TRG-2026-000002"]
        assert [t.number for t in uow.tickets.of_period("contoh", *first)] == everything
        assert [t.number for t in uow.tickets.of_period("contoh", *other)] == everything
        before = (NOW - timedelta(days=2), NOW)
        assert [t.number for t in uow.tickets.of_period("contoh", *before)] == [everything[0], everything[2]]
        assert uow.tickets.counts("contoh", [before, first, other]) == [(0, 0), (2, 0), (0, 1)]
        assert [t.number for t in uow.tickets.open("contoh")] == ["TRG-2026-000000", "TRG-2026-000002"]
        assert uow.tickets.open("lain") == []
        assert [e.number for e in uow.tickets.entries(office="contoh")] == [f"TRG-2026-00000{n}" for n in (2, 1, 0)]
        assert [e.number for e in uow.tickets.entries(only_open=False)] == ["TRG-2026-000001"]


def test_only_open_tickets_of_offices_in_service_wake_the_longest_due_first(database: Database) -> None:
    with database.unit_of_work() as uow:
        late, due, later, never, closed = (ticket(f"TRG-2026-00000{n}") for n in range(5))
        late.wakes_at, due.wakes_at, later.wakes_at = NOW - MINUTE, NOW, NOW + MINUTE
        closed.wakes_at, closed.closed_at = NOW, NOW
        for each in (due, late, later, never, closed):
            uow.tickets.add(each, records())
        assert uow.tickets.waking(["contoh"], NOW, 10) == [late.number, due.number]
        assert uow.tickets.waking(["contoh"], NOW, 1) == [late.number]
        assert uow.tickets.waking(["lain"], NOW, 10) == []


def test_open_tickets_are_walked_over_in_parts(database: Database) -> None:
    with database.unit_of_work() as uow:
        tickets = [ticket(f"TRG-2026-00000{n}") for n in range(4)]
        tickets[1].closed_at = NOW
        for each in tickets:
            uow.tickets.add(each, records())
        assert [t.number for t in uow.tickets.open_after("", 2)] == [tickets[0].number, tickets[2].number]
        assert [t.number for t in uow.tickets.open_after(tickets[2].number, 2)] == [tickets[3].number]


def test_nothing_of_a_block_that_did_not_commit_is_kept(database: Database) -> None:
    def decide() -> None:
        with database.unit_of_work() as uow:
            uow.tickets.add(ticket(), records())
            uow.outbox.add([notice()], NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        decide()
    with database.reading() as uow:
        assert uow.tickets.entries() == []
        assert uow.outbox.entries(NOW) == []


def rewrite(connection: Connection) -> None:
    connection.execute(update(history).where(history.c.seq == 2).values(data='{"score":4,"text":"bagus sekali"}'))


def redate(connection: Connection) -> None:
    connection.execute(update(history).where(history.c.seq == 1).values(at=NOW - MINUTE))


def remove(connection: Connection) -> None:
    connection.execute(history.delete().where(history.c.seq == 2))


def cut(connection: Connection) -> None:
    connection.execute(history.delete().where(history.c.seq == 3))


def append(connection: Connection) -> None:
    last = connection.execute(select(history).where(history.c.seq == 3)).one()._asdict()
    connection.execute(insert(history).values({**last, "seq": 4, "prev_hash": last["hash"]}))


def mark(connection: Connection) -> None:
    connection.execute(update(ticket_table).values(head="0" * 64))


@pytest.mark.parametrize(
    ("tamper", "seq", "why"),
    [
        (rewrite, 2, "was changed"),
        (redate, 1, "was changed"),
        (remove, 2, "is missing"),
        (cut, 3, "missing at the end"),
        (append, 4, "was changed"),
        (mark, 4, "mark was changed"),
    ],
)
def test_whoever_tampers_with_history_is_found_at_the_first_broken_link(
    database: Database, tamper: Callable[[Connection], None], seq: int, why: str
) -> None:
    with database.unit_of_work() as uow:
        events: list[Event] = [NoteAdded("diterima"), Rated(1, "buruk"), TicketReopened("belum selesai")]
        uow.tickets.add(ticket(), records(1, events))
        uow.tickets.add(ticket("TRG-2026-000002"), records())
        uow.commit()
    with database.engine.begin() as connection:
        on = " ON history" if connection.dialect.name == "postgresql" else ""
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER history_no_{verb}{on}"))
        tamper(connection)
    with database.reading() as uow:
        broken = uow.tickets.verify(NUMBER)
        numbers = [number for number, _ in uow.tickets.verify_all()]
    assert broken is not None
    assert (broken.ticket, broken.seq) == (NUMBER, seq)
    assert why in str(broken)
    assert numbers == [NUMBER, "TRG-2026-000002"]


def test_verifying_an_unknown_ticket_says_so(database: Database) -> None:
    with database.reading() as uow, pytest.raises(UnknownTicket):
        uow.tickets.verify(NUMBER)
