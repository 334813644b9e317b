"""Refusals are counted by address and by ticket, on both databases, along indexes that exist anyway."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.adapters.db.uow import Database
from mailgate.domain.notice import refusal_key
from tests.adapters.samples import NOW, notice

HOUR = timedelta(hours=1)
WHO = "kadis@kominfo.example"


def refuse(
    database: Database, recipient: str = WHO, ago: timedelta = timedelta(), ticket: str = "TRG-2026-000001"
) -> None:
    at = NOW - ago
    key = refusal_key(recipient, at, f"{ticket}/{at.timestamp()}/konfirmasi/{recipient}")
    with database.unit_of_work() as uow:
        uow.outbox.add([replace(notice(key, ticket), recipient=recipient)], at)
        uow.commit()


def counts(database: Database, recipient: str = WHO, ticket: str = "TRG-2026-000001") -> tuple[int, int]:
    with database.unit_of_work() as uow:
        return uow.outbox.refusals_to(recipient, NOW - HOUR), uow.outbox.refusals_about(ticket, NOW - 24 * HOUR)


def test_nothing_refused_is_nothing_counted(database: Database) -> None:
    assert counts(database) == (0, 0)


def test_refusals_count_for_their_address_and_their_ticket_while_they_are_young(database: Database) -> None:
    for minutes in (0, 1, 59, 61, 23 * 60, 25 * 60):
        refuse(database, ago=timedelta(minutes=minutes))
    assert counts(database) == (3, 5)


@pytest.mark.parametrize(
    "other", ["kadi@skominfo.example", "kadis@kominfo.example.org", "ka.dis@kominfo.example", "a@b"]
)
def test_another_address_counts_for_itself(database: Database, other: str) -> None:
    refuse(database, other)
    assert counts(database) == (0, 1)
    assert counts(database, other) == (1, 1)


def test_another_ticket_counts_for_itself(database: Database) -> None:
    refuse(database, ticket="TRG-2026-000002")
    assert counts(database) == (1, 0)


def test_mails_that_are_no_refusals_are_not_counted(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.outbox.add([replace(notice(), recipient=WHO)], NOW)
        uow.commit()
    assert counts(database) == (0, 0)
