"""The inbox: nothing is stored twice, nothing is worked on by two, nothing is tried for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from mailgate.adapters.db.schedule import INBOX, OUTBOX, delay
from mailgate.adapters.db.uow import Database
from mailgate.domain.balance import WAITING
from mailgate.domain.errors import MailgateError
from tests.adapters.samples import FOLDER, MINUTE, NOW, mail, records, ticket

LATER = NOW + timedelta(days=1)


def add(database: Database, *uids: int, office: str = "contoh") -> list[int]:
    with database.unit_of_work() as uow:
        ids = uow.inbox.add(office, "layanan", [mail(uid) for uid in uids], NOW)
        uow.commit()
    return ids


def claim(database: Database, row_id: int, now: datetime = NOW) -> int | None:
    """The number of the attempt that begins."""
    with database.unit_of_work() as uow:
        rows = uow.inbox.claim([row_id], now)
        uow.commit()
    return rows[0].attempts if rows else None


def fail(database: Database, row_id: int, now: datetime = NOW) -> bool:
    with database.unit_of_work() as uow:
        stuck = uow.inbox.fail(row_id, "rusak", now)
        uow.commit()
    return stuck


def finish(database: Database, row_id: int, number: str | None = None) -> None:
    with database.unit_of_work() as uow:
        uow.inbox.finish(row_id, "tiket", number, NOW)
        uow.commit()


def due(database: Database, now: datetime = NOW) -> list[int]:
    with database.reading() as uow:
        return uow.inbox.due(now, 100)


def state(database: Database, row_id: int, now: datetime = NOW) -> str:
    with database.reading() as uow:
        entry = uow.inbox.entry(row_id, now)
    assert entry is not None
    return entry.state


def test_new_mails_are_due_at_once_and_known_ones_are_swallowed(database: Database) -> None:
    first = add(database, 1, 2)
    second = add(database, 2, 3, 3)
    assert (len(first), len(second)) == (2, 1)
    assert due(database) == first + second


def test_the_bytes_come_back_as_they_came(database: Database) -> None:
    raw = bytes(range(256)) * 500
    with database.unit_of_work() as uow:
        [row_id] = uow.inbox.add("contoh", "layanan", [mail(7, raw)], NOW)
        [row] = uow.inbox.claim([row_id], NOW)
        assert (row.raw, row.source, row.received_at) == (raw, f"{FOLDER}/7", NOW)
        assert uow.inbox.raw(row_id) == raw


def test_known_uids_are_those_of_the_folder_from_the_lowest_on(database: Database) -> None:
    add(database, 3, 5, 8)
    with database.unit_of_work() as uow:
        uow.inbox.add("contoh", "layanan", [mail(9, folder="layanan/INBOX/2")], NOW)
        assert set(uow.inbox.known_uids(FOLDER, 5)) == {5, 8}


def test_a_claimed_row_is_not_due_until_its_next_attempt(database: Database) -> None:
    [row_id] = add(database, 1)
    assert claim(database, row_id) == 1
    assert claim(database, row_id, NOW + MINUTE / 2) is None
    assert due(database, NOW + MINUTE / 2) == []
    assert claim(database, row_id, NOW + MINUTE) == 2


def test_what_was_not_committed_was_not_claimed(database: Database) -> None:
    [row_id] = add(database, 1)
    with database.unit_of_work() as uow:
        assert uow.inbox.claim([row_id], NOW)
    assert claim(database, row_id) == 1


def test_after_eight_failures_a_row_is_stuck_until_somebody_retries_it(database: Database) -> None:
    [row_id] = add(database, 1)
    now, outcomes = NOW, []
    for _ in range(INBOX.tries):
        claim(database, row_id, now)
        outcomes.append(fail(database, row_id, now))
        now += timedelta(hours=1)
    assert outcomes == [False] * 7 + [True]
    assert (state(database, row_id, LATER), due(database, LATER)) == ("stuck", [])
    with database.unit_of_work() as uow:
        assert uow.inbox.retry([row_id, 999], LATER) == [row_id]
        uow.commit()
    assert claim(database, row_id, LATER) == 1


def test_a_mail_that_kills_its_worker_every_time_is_told_apart_and_given_up(database: Database) -> None:
    [row_id] = add(database, 1)
    now = NOW
    for _ in range(INBOX.tries):
        claim(database, row_id, now)
        now += timedelta(hours=1)
    with pytest.raises(MailgateError, match=f"inbox row {row_id} was tried 8 times"):
        claim(database, row_id, now)
    assert fail(database, row_id, now)
    assert state(database, row_id, now) == "stuck"


def test_a_finished_row_is_neither_claimed_nor_locked_nor_failed_nor_retried(database: Database) -> None:
    [row_id] = add(database, 1)
    finish(database, row_id)
    assert claim(database, row_id) is None
    assert not fail(database, row_id)
    with database.unit_of_work() as uow:
        assert not uow.inbox.lock(row_id)
        assert uow.inbox.retry([row_id], NOW) == []
    assert state(database, row_id) == "done"


def test_a_row_that_nobody_finished_can_be_locked(database: Database) -> None:
    [row_id] = add(database, 1)
    with database.unit_of_work() as uow:
        assert uow.inbox.lock(row_id)


def test_the_same_mail_in_another_folder_repeats_but_another_body_or_office_does_not(database: Database) -> None:
    first, copy, edited = add(database, 1, 2, 3)
    [elsewhere] = add(database, 4, office="lain")
    with database.unit_of_work() as uow:
        assert not uow.inbox.repeats(first, "contoh", "a@x.example", "b1")
        assert not uow.inbox.repeats(first, "contoh", "a@x.example", "b1")
        assert uow.inbox.repeats(copy, "contoh", "a@x.example", "b1")
        assert not uow.inbox.repeats(edited, "contoh", "a@x.example", "b2")
        assert not uow.inbox.repeats(elsewhere, "lain", "a@x.example", "b1")
        uow.commit()


def test_of_workers_that_claim_the_same_row_together_one_gets_it(database: Database) -> None:
    [row_id] = add(database, 1)
    start = Barrier(3)

    def race(_: int) -> int | None:
        start.wait()
        return claim(database, row_id)

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(race, range(3)), key=str) == [1, None, None]


def test_of_two_copies_received_together_one_is_the_mail_and_the_other_repeats_it(database: Database) -> None:
    start, url = Barrier(2), database.engine.url.render_as_string(hide_password=False)

    def race(row_id: int) -> bool:
        process = Database(url, lambda _: "")
        with process.unit_of_work() as uow:
            start.wait()
            repeated = uow.inbox.repeats(row_id, "contoh", "a@x.example", "b1")
            uow.commit()
        process.close()
        return repeated

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(race, add(database, 1, 2))) == [False, True]


def test_a_reply_finds_the_ticket_of_the_mail_it_answers_whatever_its_message_id_looks_like(database: Database) -> None:
    [row_id] = add(database, 1)
    strange = "ganjil\0\ud800" + "x" * 5000
    with database.unit_of_work() as uow:
        uow.inbox.repeats(row_id, "contoh", strange, "b1")
        uow.tickets.add(ticket(), records())
        uow.inbox.finish(row_id, "tiket", "TRG-2026-000001", NOW)
        uow.commit()
    with database.reading() as uow:
        assert uow.tickets.by_message(["lain@x.example", strange]) == "TRG-2026-000001"
        assert uow.tickets.by_message(["lain@x.example"]) is None
        assert uow.tickets.by_message([]) is None


def test_the_list_shows_one_state_or_all_newest_first(database: Database) -> None:
    waiting, done, fresh = add(database, 1, 2, 3)
    claim(database, waiting)
    finish(database, done, "TRG-2026-000001")
    with database.reading() as uow:
        listed = {s: [e.id for e in uow.inbox.entries(NOW, state=s)] for s in (None, "due", "waiting", "stuck", "done")}
        assert uow.inbox.entry(999, NOW) is None
        with pytest.raises(MailgateError, match="no state 'lost'; there are due, waiting, stuck, done"):
            uow.inbox.entries(NOW, state="lost")
    assert listed == {None: [fresh, done, waiting], "due": [fresh], "waiting": [waiting], "stuck": [], "done": [done]}


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (6, 32), (7, 60), (8, 60), (78, 60), (10**6, 60)]
)
def test_the_delay_doubles_up_to_an_hour(attempts: int, minutes: int) -> None:
    assert delay(attempts) == timedelta(minutes=minutes)


def test_a_mail_out_is_tried_for_three_days() -> None:
    total = sum((delay(attempts) for attempts in range(1, OUTBOX.tries)), timedelta())
    assert timedelta(days=2, hours=23) < total < timedelta(days=3, hours=1)


def test_what_became_of_all_mails_is_tallied_folder_by_folder(database: Database) -> None:
    ids = add(database, 1, 2, 3, 4, 5)
    with database.unit_of_work() as uow:
        uow.tickets.add(ticket(), records())
        uow.inbox.finish(ids[0], "tiket", ticket().number, NOW)
        uow.inbox.finish(ids[1], "tiket", "CTH-2026-999999", NOW)
        uow.inbox.finish(ids[2], "arsip: automatic (Precedence)", None, NOW)
        uow.inbox.finish(ids[3], "arsip: bounce (null return path)", None, NOW)
        uow.commit()
    with database.reading() as uow:
        (tallies,) = uow.inbox.tallies()
    assert {tally.folder for tally in tallies} == {FOLDER}
    assert {(tally.fate, tally.on_ticket): tally.mails for tally in tallies} == {
        ("tiket", True): 1,
        ("tiket", False): 1,
        ("arsip", False): 2,
        (WAITING, False): 1,
    }


def test_an_offices_folders_can_be_tallied_alone(database: Database) -> None:
    add(database, 1, 2)
    with database.unit_of_work() as uow:
        uow.inbox.add("lain", "lain", [mail(1, folder="lain/INBOX/1")], NOW)
        uow.commit()
    with database.reading() as uow:
        assert [tally.mails for (tally,) in uow.inbox.tallies()] == [1, 2]
        assert [tally.mails for (tally,) in uow.inbox.tallies("contoh")] == [2]
