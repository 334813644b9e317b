"""Leaves are kept as they were announced, and changed once, by the decision."""

from dataclasses import replace
from datetime import date, timedelta

from mailgate.adapters.db.uow import Database
from mailgate.domain.leave import Leave
from tests.fakes import FRIDAY

MONDAY = date(2026, 11, 23)
LEAVE = Leave("uji", "kadis", "kadis@uji.example", MONDAY, MONDAY + timedelta(days=4), "sekdin", "800/123/2026")


def test_a_leave_counts_only_once_it_is_confirmed(database: Database) -> None:
    with database.unit_of_work() as uow:
        row_id = uow.delegations.add(LEAVE, "cuti@uji.example", FRIDAY)
        assert uow.delegations.not_over(MONDAY) == []
        shorter = replace(LEAVE, last=MONDAY)
        uow.delegations.decide(row_id, shorter, "tu@uji.example", FRIDAY, confirmed=True, reason="")
        assert uow.delegations.not_over(MONDAY) == [shorter]
        assert uow.delegations.not_over(MONDAY + timedelta(days=1)) == []


def test_a_leave_is_found_by_its_own_office_alone(database: Database) -> None:
    with database.unit_of_work() as uow:
        row_id = uow.delegations.add(LEAVE, None, FRIDAY)
        found = uow.delegations.get(row_id, "uji")
        assert found is not None
        assert (found.leave, found.decided_at, found.confirmed) == (LEAVE, None, None)
        assert uow.delegations.get(row_id, "lain") is None
        assert [row.id for row in uow.delegations.entries("uji")] == [row_id]
        assert uow.delegations.entries("lain") == []


def test_first_and_last_day_are_acted_upon_once(database: Database) -> None:
    with database.unit_of_work() as uow:
        row_id = uow.delegations.add(LEAVE, None, FRIDAY)
        uow.delegations.decide(row_id, LEAVE, "tu@uji.example", FRIDAY, confirmed=True, reason="")
        assert uow.delegations.to_begin(MONDAY - timedelta(days=1)) == []
        assert [row.id for row in uow.delegations.to_begin(MONDAY)] == [row_id]
        uow.delegations.begun(row_id, FRIDAY)
        assert uow.delegations.to_begin(MONDAY) == []
        assert uow.delegations.to_end(LEAVE.last) == []
        after = LEAVE.last + timedelta(days=1)
        assert [row.id for row in uow.delegations.to_end(after)] == [row_id]
        uow.delegations.ended(row_id, FRIDAY)
        assert uow.delegations.to_end(after) == []
