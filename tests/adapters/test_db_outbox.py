"""The outbox: one fact is one mail, with one Message-ID from the first try on."""

from datetime import datetime, timedelta

import pytest

from mailgate.adapters.db.outbox import SUPERSEDED
from mailgate.adapters.db.schedule import OUTBOX
from mailgate.adapters.db.uow import Database
from mailgate.app.sending import LONGEST_SENDING
from mailgate.domain.errors import MailgateError
from tests.adapters.samples import MINUTE, NOW, notice

LATER = NOW + timedelta(days=7)


def add(database: Database, *keys: str, ticket: str | None = "TRG-2026-000001") -> list[int]:
    with database.unit_of_work() as uow:
        ids = uow.outbox.add([notice(key, ticket) for key in keys], NOW)
        uow.commit()
    return ids


def claim(database: Database, row_id: int, now: datetime = NOW) -> int | None:
    with database.unit_of_work() as uow:
        rows = uow.outbox.claim([row_id], now)
        uow.commit()
    return rows[0].attempts if rows else None


def state(database: Database, row_id: int, now: datetime = NOW) -> str:
    with database.reading() as uow:
        entry = uow.outbox.entry(row_id, now)
    assert entry is not None
    return entry.state


def test_a_notice_is_stored_once_however_often_it_is_decided(database: Database) -> None:
    assert len(add(database, "a", "b")) == 2
    assert len(add(database, "b", "c")) == 1


def test_a_claim_hands_out_the_notice_with_its_message_id_and_counts_the_try(database: Database) -> None:
    [row_id] = add(database, "a")
    with database.unit_of_work() as uow:
        [row] = uow.outbox.claim([row_id], NOW)
    assert (row.notice, row.created_at, row.attempts) == (notice("a"), NOW, 1)
    assert row.message_id.startswith("x.TRG-2026-000001.")


def test_a_mail_in_flight_is_left_to_its_worker_longer_than_smtp_may_take(database: Database) -> None:
    [row_id] = add(database, "a")
    claim(database, row_id)
    assert claim(database, row_id, NOW + LONGEST_SENDING) is None
    assert claim(database, row_id, NOW + OUTBOX.lease) == 2


def test_a_passing_failure_is_tried_again_in_a_minute_and_a_permanent_one_never(database: Database) -> None:
    passing, permanent = add(database, "a", "b")
    for row_id in (passing, permanent):
        claim(database, row_id)
    with database.unit_of_work() as uow:
        assert not uow.outbox.fail(passing, "451 coba lagi", permanent=False, now=NOW)
        assert uow.outbox.fail(permanent, "550 tidak dikenal", permanent=True, now=NOW)
        uow.commit()
    assert (state(database, passing), state(database, permanent)) == ("waiting", "stuck")
    assert claim(database, passing, NOW + MINUTE) == 2
    assert claim(database, permanent, LATER) is None


def test_a_mail_deferred_for_days_is_stuck_in_the_end(database: Database) -> None:
    [row_id] = add(database, "a")
    now, given_up = NOW, False
    with database.unit_of_work() as uow:
        while not given_up:
            assert uow.outbox.claim([row_id], now)
            given_up = uow.outbox.fail(row_id, "connection refused", permanent=False, now=now)
            now += timedelta(hours=1)
        entry = uow.outbox.entry(row_id, now)
    assert entry is not None
    assert (entry.attempts, entry.state, entry.error) == (OUTBOX.tries, "stuck", "connection refused")


def test_a_server_that_is_away_for_weeks_uses_up_no_tries_and_is_asked_hourly(database: Database) -> None:
    [row_id] = add(database, "a")
    now = NOW
    with database.unit_of_work() as uow:
        for _ in range(OUTBOX.tries * 2):
            assert uow.outbox.claim([row_id], now)
            assert not uow.outbox.fail(row_id, "connection refused", permanent=False, away=True, now=now)
            entry = uow.outbox.entry(row_id, now)
            assert entry is not None
            assert entry.next_attempt_at is not None
            assert entry.next_attempt_at - now <= timedelta(hours=1)
            now = entry.next_attempt_at
    assert now - NOW > timedelta(days=6)


def test_when_a_server_is_back_nothing_waits_longer_than_a_mail_in_flight_might(database: Database) -> None:
    waiting, in_flight = add(database, "a", "b")
    now = NOW
    with database.unit_of_work() as uow:
        for _ in range(9):
            now += timedelta(hours=1)
            uow.outbox.claim([waiting], now)
            uow.outbox.fail(waiting, "away", permanent=False, away=True, now=now)
        uow.outbox.claim([in_flight], now)
        uow.outbox.hasten(notice("a").office, now)
        uow.commit()
    assert claim(database, in_flight, now + 10 * MINUTE) is None
    assert claim(database, waiting, now + 10 * MINUTE) is None
    assert claim(database, waiting, now + OUTBOX.lease) is not None


def test_what_waits_for_somebody_is_found_superseded_and_counted_on(database: Database) -> None:
    first, second, gone, held = add(database, "a", "b", "c", "d")
    with database.unit_of_work() as uow:
        one = notice("a")
        uow.outbox.sent([(gone, "x")], NOW)
        uow.outbox.hold([held], NOW)
        waiting = uow.outbox.waiting(one.office, one.recipient, [one.template])
        assert [row.id for row in waiting] == [first, second]
        assert uow.outbox.waiting(one.office, one.recipient, ["lain"]) == []
        uow.outbox.superseded([first], NOW)
        uow.outbox.count_on([second], 7)
        uow.outbox.withdraw(["b", "c", "unknown"], NOW)
        entries = {entry.id: entry for entry in uow.outbox.entries(NOW)}
    assert [entries[row_id].state for row_id in (first, second, gone, held)] == ["done", "done", "done", "held"]
    assert (entries[first].error, entries[second].attempts, entries[gone].sent_text) == (SUPERSEDED, 7, "x")


def test_a_mail_that_kills_its_worker_every_time_is_told_apart(database: Database) -> None:
    [row_id] = add(database, "a")
    with database.unit_of_work() as uow:
        for hour in range(OUTBOX.tries):
            assert uow.outbox.claim([row_id], NOW + timedelta(hours=hour))
        with pytest.raises(MailgateError, match=f"outbox row {row_id} was tried 78 times"):
            uow.outbox.claim([row_id], LATER)


def test_a_sent_mail_is_done_and_its_words_are_kept_newest_first(database: Database) -> None:
    first, second, other = *add(database, "a", "b"), *add(database, "c", ticket="TRG-2026-000002")
    with database.unit_of_work() as uow:
        for row_id, text in ((first, "Satu"), (second, "Dua"), (other, "Lain")):
            uow.outbox.sent([(row_id, text)], NOW)
        assert uow.outbox.sent_texts("TRG-2026-000001") == ["Dua", "Satu"]
        assert uow.outbox.sent_texts("TRG-2026-000001", limit=1) == ["Dua"]
        assert uow.outbox.due(LATER, 10) == []
        assert not uow.outbox.fail(first, "terlambat", permanent=False, now=NOW)
        assert uow.outbox.retry([first], NOW) == []
        uow.commit()
    assert claim(database, first, LATER) is None


def test_a_held_mail_waits_until_it_is_retried(database: Database) -> None:
    [row_id] = add(database, "a")
    with database.unit_of_work() as uow:
        assert uow.outbox.hold([row_id, 999], NOW) == [row_id]
        uow.commit()
    with database.reading() as uow:
        assert uow.outbox.due(LATER, 10) == []
        assert [e.id for e in uow.outbox.entries(NOW, state="held")] == [row_id]
        assert uow.outbox.entries(NOW, state="due") == []
    assert claim(database, row_id) is None
    with database.unit_of_work() as uow:
        assert uow.outbox.retry([row_id], LATER) == [row_id]
        uow.commit()
    assert claim(database, row_id, LATER) == 1


def test_the_longest_due_come_first_and_no_more_than_asked_for(database: Database) -> None:
    first, second, third = add(database, "a", "b", "c")
    claim(database, first)
    with database.reading() as uow:
        assert uow.outbox.due(LATER, 2) == [second, third]
        assert uow.outbox.due(LATER, 9) == [second, third, first]


def test_a_reply_finds_the_ticket_our_mail_was_about(database: Database) -> None:
    add(database, "a")
    [other] = add(database, "b", ticket=None)
    with database.reading() as uow:
        ids = [entry.message_id for entry in uow.outbox.entries(NOW, ticket="TRG-2026-000001")]
        without = uow.outbox.entry(other, NOW)
        assert without is not None
        assert uow.outbox.ticket_of(["lain@x.example", without.message_id, *ids]) == "TRG-2026-000001"
        assert uow.outbox.ticket_of([without.message_id]) is None
        assert uow.outbox.ticket_of([]) is None


def test_mails_are_put_together_only_while_nobody_has_tried_to_send_them(database: Database) -> None:
    with database.unit_of_work() as uow:
        first, second, third = uow.outbox.add([notice(key) for key in "abc"], NOW)
        uow.outbox.claim([second], NOW)
        assert [row_id for row_id, _ in uow.outbox.untried([first, second, third])] == [first, third]
        uow.outbox.folded([first, third], "contoh/PENGINGAT-1/x", NOW)
        uow.commit()
    with database.unit_of_work() as uow:
        assert uow.outbox.claim([first], NOW) == []
        assert uow.outbox.due(NOW, 10) == []
        kept = uow.outbox.entry(first, NOW)
        assert kept is not None
        assert (kept.state, kept.error) == ("done", "sent within contoh/PENGINGAT-1/x")
