"""Addresses that mail did not reach: marked once, worse but never better by itself, until they are cleared."""

from datetime import timedelta

from mailgate.adapters.db.uow import Database
from mailgate.domain.reachability import AddressState, Failure
from tests.adapters.samples import NOW, notice

WHO, OFFICE = "kadis@kominfo.example", "contoh"
FULL = Failure(WHO, permanent=False, status="4.2.2", reason="penuh", post="kadis")
GONE = Failure(WHO, permanent=True, status="5.1.1", reason="tidak dikenal", post="kadis")
LATER = NOW + timedelta(hours=1)


def mark(database: Database, *failures: Failure, office: str = OFFICE) -> list[bool]:
    """Which of these were news, an hour apart."""
    with database.unit_of_work() as uow:
        found = [uow.addresses.mark(office, f, NOW + hour * timedelta(hours=1))[1] for hour, f in enumerate(failures)]
        uow.commit()
    return found


def failing(database: Database, *offices: str) -> list[AddressState]:
    with database.unit_of_work() as uow:
        return uow.addresses.failing(offices or None)


def test_a_mark_is_news_once_and_once_more_where_it_gets_worse(database: Database) -> None:
    assert mark(database, FULL, FULL, GONE, GONE) == [True, False, True, False]
    last = NOW + timedelta(hours=3)
    assert failing(database) == [AddressState(OFFICE, GONE, NOW + timedelta(hours=2), last, 4)]


def test_a_full_mailbox_does_not_bring_a_dead_address_back(database: Database) -> None:
    assert mark(database, GONE, FULL) == [True, False]
    assert failing(database) == [AddressState(OFFICE, GONE, NOW, LATER, 2)]


def test_each_office_has_its_own_marks(database: Database) -> None:
    assert mark(database, GONE) == mark(database, FULL, office="lain") == [True]
    assert [s.failure for s in failing(database, OFFICE)] == [GONE]
    assert len(failing(database)) == 2
    assert failing(database, "tidak-ada") == []


def test_a_cleared_address_is_news_again(database: Database) -> None:
    mark(database, GONE)
    with database.unit_of_work() as uow:
        assert uow.addresses.clear(OFFICE, [WHO, "lain@x.example"]) == 1
        assert uow.addresses.clear(OFFICE, [WHO]) == 0
        uow.commit()
    assert failing(database) == []
    assert mark(database, FULL) == [True]


def test_what_no_database_would_take_is_kept_as_well_as_can_be(database: Database) -> None:
    long = f"{'a' * 3000}@x.example"
    assert mark(database, Failure(long, permanent=True, reason="\x00\ud800"), Failure(long, permanent=True)) == [
        True,
        False,
    ]
    with database.unit_of_work() as uow:
        assert uow.addresses.clear(OFFICE, [long]) == 1


def test_the_latest_mail_to_an_address_is_found_while_it_is_recent(database: Database) -> None:
    one = notice("a")
    with database.unit_of_work() as uow:
        uow.outbox.add([one], NOW)
        uow.outbox.add([notice("b", None)], LATER)
        found = uow.outbox.latest_to(one.recipient, one.office, NOW)
        assert found is not None
        assert (found.ticket, found.created_at) == (None, LATER)
        assert uow.outbox.latest_to(one.recipient, one.office, LATER + timedelta(seconds=1)) is None
        assert uow.outbox.latest_to("lain@x.example", one.office, NOW) is None
        assert uow.outbox.latest_to(one.recipient, "lain", NOW) is None
