"""Files that may be letters: claimed by one, read once for an office, told once, and compared by what was read."""

from datetime import timedelta

from mailgate.adapters.db.schedule import ENGINE_DELAY, READING
from mailgate.adapters.db.uow import Database
from mailgate.app.ports import ToRead
from mailgate.domain.letter import Letter, LetterKind
from mailgate.domain.read_file import ReadFile
from tests.adapters.samples import MINUTE, NOW, mail, records, ticket

LETTER = Letter(LetterKind.LETTER, number="500/1/A/2026", sender="Dinas Kesehatan", text="isi")
READ = ReadFile("scan.pdf", "aa", (LETTER,), ("catatan",), "00ff00ff00ff00ff", 120, 2)


def stored(database: Database, *digests: str, uid: int = 1, office: str = "contoh") -> tuple[int, list[int]]:
    """A mail with these files; its row, and those of the files."""
    with database.unit_of_work() as uow:
        [row_id] = uow.inbox.add(office, "layanan", [mail(uid)], NOW)
        files = [ToRead(place, f"{digest}.pdf", digest) for place, digest in enumerate(digests)]
        ids = uow.readings.add(row_id, office, files, NOW)
        uow.commit()
    return row_id, ids


def test_a_file_is_claimed_by_one_and_due_again_when_its_reader_dies(database: Database) -> None:
    _, [row_id] = stored(database, "aa")
    with database.unit_of_work() as uow:
        claimed = uow.readings.claim(row_id, NOW)
        assert claimed is not None
        assert (claimed.name, claimed.position, claimed.read) == ("aa.pdf", 0, None)
        assert uow.readings.claim(row_id, NOW) is None
        uow.commit()
    with database.reading() as uow:
        assert uow.readings.due(NOW + READING.lease - MINUTE, 10) == []
        assert uow.readings.due(NOW + READING.lease, 10) == [row_id]


def test_what_was_read_comes_back_whole_and_is_told_once(database: Database) -> None:
    mail_id, [row_id, _] = stored(database, "aa", "bb")
    with database.unit_of_work() as uow:
        uow.readings.keep(row_id, READ)
        uow.commit()
    with database.unit_of_work() as uow:
        progress = uow.readings.progress(mail_id)
        assert (progress.read, [file.name for file in progress.pending], progress.since) == ((READ,), ["bb.pdf"], NOW)
        assert uow.readings.untold(mail_id) == (READ,)
        uow.readings.told(mail_id, NOW)
        assert uow.readings.untold(mail_id) == ()
        uow.commit()


def test_the_same_bytes_are_read_already_for_the_same_office_only(database: Database) -> None:
    _, [row_id] = stored(database, "aa")
    with database.unit_of_work() as uow:
        uow.readings.keep(row_id, READ)
        uow.commit()
    again, _ = stored(database, "aa", uid=2)
    elsewhere, _ = stored(database, "aa", uid=3, office="lain")
    with database.reading() as uow:
        [known] = uow.readings.progress(again).read
        assert (known.name, known.letters) == ("aa.pdf", (LETTER,))
        assert uow.readings.progress(elsewhere).read == ()


def test_a_missing_engine_costs_no_try_and_nobody_waits_for_it(database: Database) -> None:
    mail_id, [row_id] = stored(database, "aa")
    now = NOW
    for _ in range(READING.tries + 2):
        with database.unit_of_work() as uow:
            assert uow.readings.claim(row_id, now) is not None
            uow.readings.postpone(row_id, "tesseract-ocr", now)
            uow.commit()
        now += ENGINE_DELAY
    with database.reading() as uow:
        progress = uow.readings.progress(mail_id)
    assert (progress.pending, [file.waits for file in progress.read]) == ((), [True])


def test_what_failed_for_the_last_time_is_read_as_its_note(database: Database) -> None:
    mail_id, [row_id] = stored(database, "aa")
    now, last = NOW, []
    for _ in range(READING.tries):
        with database.unit_of_work() as uow:
            assert uow.readings.claim(row_id, now) is not None
            last.append(uow.readings.fail(row_id, "broken", "tidak terbaca", now))
            uow.commit()
        now += timedelta(hours=1)
    assert last == [None] * (READING.tries - 1) + [mail_id]
    with database.reading() as uow:
        assert uow.readings.progress(mail_id).read == (ReadFile("aa.pdf", "aa", notes=("tidak terbaca",)),)


def test_a_confidential_letter_keeps_no_words_once_it_is_told(database: Database) -> None:
    secret = ReadFile("s.pdf", "aa", (Letter(LetterKind.LETTER, number="7", nature="Rahasia", text="isi"),))
    mail_id, [row_id] = stored(database, "aa")
    with database.unit_of_work() as uow:
        uow.readings.keep(row_id, secret)
        uow.readings.told(mail_id, NOW)
        uow.commit()
    with database.reading() as uow:
        [letter] = uow.readings.progress(mail_id).read[0].letters
    assert (letter.number, letter.text, letter.confidential) == (None, "", True)


def test_letters_of_open_tickets_are_found_again(database: Database) -> None:
    mail_id, [row_id] = stored(database, "aa")
    with database.unit_of_work() as uow:
        uow.readings.keep(row_id, READ)
        uow.tickets.add(ticket(), records())
        uow.inbox.finish(mail_id, "tiket", ticket().number, NOW)
        uow.commit()
    with database.reading() as uow:
        [trace] = uow.readings.recent("contoh", NOW - MINUTE)
        assert (trace.ticket, trace.number, trace.sender) == (ticket().number, "500/1/A/2026", "Dinas Kesehatan")
        assert uow.readings.recent("contoh", NOW + MINUTE) == []
        assert uow.readings.recent("lain", NOW - MINUTE) == []


def test_a_mail_that_waits_for_its_letters_uses_up_no_try(database: Database) -> None:
    mail_id, _ = stored(database, "aa")
    with database.unit_of_work() as uow:
        assert uow.inbox.claim([mail_id], NOW)
        uow.inbox.wait(mail_id, NOW + MINUTE)
        uow.commit()
    with database.unit_of_work() as uow:
        assert uow.inbox.claim([mail_id], NOW) == []
        assert uow.inbox.wake(mail_id, NOW)
        [claimed] = uow.inbox.claim([mail_id], NOW)
        assert claimed.attempts == 1
        uow.inbox.finish(mail_id, "tiket", None, NOW)
        assert not uow.inbox.wake(mail_id, NOW)
        uow.commit()
