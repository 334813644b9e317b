"""Answers that count are found by address and by ticket, on both databases, along indexes that exist anyway."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.adapters.db.uow import Database
from mailgate.app.ports import Counted
from mailgate.domain.notice import Weight
from tests.adapters.samples import NOW, notice

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHO, TICKET = "kadis@kominfo.example", "TRG-2026-000001"


def answer(
    database: Database,
    recipient: str = WHO,
    *,
    ago: timedelta = timedelta(),
    ticket: str = TICKET,
    weight: Weight = Weight.COURTESY,
    said: str = "",
) -> None:
    at = NOW - ago
    one = replace(notice(f"{ticket}/{at.timestamp()}/jawaban/{recipient}", ticket), recipient=recipient)
    with database.unit_of_work() as uow:
        uow.outbox.add([one.weighing(weight, said).counted(at)], at)
        uow.commit()


def counts(database: Database, recipient: str = WHO, ticket: str = TICKET) -> tuple[int, int]:
    with database.unit_of_work() as uow:
        to = uow.outbox.answers_to(recipient, NOW - HOUR, 99)
        assert len(uow.outbox.said_to(recipient, NOW - HOUR, 99)) == len(to)
        return len(to), uow.outbox.answers_about(ticket, NOW - DAY)


def test_nothing_answered_is_nothing_counted(database: Database) -> None:
    assert counts(database) == (0, 0)


def test_answers_count_for_their_address_and_their_ticket_while_they_are_young(database: Database) -> None:
    for minutes in (0, 1, 59, 61, 23 * 60, 25 * 60):
        answer(database, ago=timedelta(minutes=minutes))
    assert counts(database) == (3, 5)


def test_the_newest_come_first_with_their_weight_and_with_what_they_answer(database: Database) -> None:
    for minutes, weight, said in ((2, Weight.REFUSAL, "dua"), (1, Weight.PROVEN, "satu"), (3, Weight.COURTESY, "tiga")):
        answer(database, ago=timedelta(minutes=minutes), weight=weight, said=said)
    with database.unit_of_work() as uow:
        assert uow.outbox.answers_to(WHO, NOW - HOUR, 2) == [
            Counted(NOW - timedelta(minutes=1), Weight.PROVEN),
            Counted(NOW - timedelta(minutes=2), Weight.REFUSAL),
        ]
        assert [said for _, said in uow.outbox.said_to(WHO, NOW - HOUR, 9)] == ["satu", "dua", "tiga"]


@pytest.mark.parametrize(
    "other", ["kadi@skominfo.example", "kadis@kominfo.example.org", "ka.dis@kominfo.example", "a@b", "a/b@c.example"]
)
def test_another_address_counts_for_itself(database: Database, other: str) -> None:
    answer(database, other)
    assert counts(database) == (0, 1)
    assert counts(database, other) == (1, 1)


def test_another_ticket_counts_for_itself(database: Database) -> None:
    answer(database, ticket="TRG-2026-000002")
    assert counts(database) == (1, 0)


def test_an_address_too_long_for_an_index_harms_nothing(database: Database) -> None:
    answer(database, f"{'a' * 600}@kominfo.example")
    counts(database, f"{'a' * 600}@kominfo.example")


def test_mails_that_do_not_count_are_not_counted(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.outbox.add([replace(notice(), recipient=WHO)], NOW)
        uow.commit()
    assert counts(database) == (0, 0)


def test_a_mail_of_ours_is_found_by_its_message_id(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.outbox.add([replace(notice("a"), recipient=WHO)], NOW)
        [entry] = uow.outbox.entries(NOW)
        found = uow.outbox.addressed(["x@y.example", entry.message_id])
        assert uow.outbox.addressed(["x@y.example"]) is None
        assert uow.outbox.addressed([]) is None
    assert found is not None
    assert (found.recipient, found.ticket, found.template) == (WHO, entry.ticket, entry.template)
