"""Mail is committed before it is acknowledged, and nothing is stored twice or lost in between."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database, SqlUnitOfWork
from mailgate.app.poll import pause_after, poll, take_in
from mailgate.app.ports import Fetched
from mailgate.domain.errors import ChannelError, DatabaseError
from tests.adapters.conftest import message_id_for
from tests.adapters.samples import FOLDER, mail
from tests.fakes import RememberingQueue, SetClock

OFFICE, MAILBOX = "contoh", "layanan"


@dataclass
class FolderChannel:
    """A folder whose unacknowledged mails are offered two at a time; `faults` are raised by the next fetches."""

    uids: list[int]
    name: str = MAILBOX
    acknowledged: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    fault_on_acknowledge: Exception | None = None
    after_wait: Callable[[], None] = lambda: None
    fetches: int = 0

    def fetch(self, known: Callable[[str, int], Collection[int]]) -> Iterator[list[Fetched]]:
        self.fetches += 1
        if self.faults:
            raise self.faults.pop(0)
        left = [uid for uid in self.uids if f"{FOLDER}/{uid}" not in self.acknowledged]
        self.known = set(known(FOLDER, min(left, default=1)))
        for start in range(0, len(left), 2):
            yield [mail(uid) for uid in left[start : start + 2]]

    def acknowledge(self, sources: Sequence[str]) -> None:
        if self.fault_on_acknowledge:
            raise self.fault_on_acknowledge
        self.acknowledged += sources

    def wait(self, timeout: float) -> bool:
        self.after_wait()
        return False

    def close(self) -> None:
        pass


@dataclass
class Setting:
    database: Database
    queue: RememberingQueue = field(default_factory=RememberingQueue)
    clock: SetClock = field(default_factory=SetClock)
    stop: Event = field(default_factory=Event)

    def take_in(self, channel: FolderChannel, unit_of_work: Callable[[], SqlUnitOfWork] | None = None) -> int:
        opened = unit_of_work or self.database.unit_of_work
        return take_in(channel, OFFICE, unit_of_work=opened, queue=self.queue, clock=self.clock)

    def poll(self, channel: FolderChannel, unit_of_work: Callable[[], SqlUnitOfWork] | None = None) -> None:
        opened = unit_of_work or self.database.unit_of_work
        poll(channel, OFFICE, unit_of_work=opened, queue=self.queue, clock=self.clock, stop=self.stop)

    def stored(self) -> list[int]:
        with self.database.reading() as uow:
            return uow.inbox.due(self.clock(), 100)


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    database = Database(f"sqlite:///{tmp_path}/mailgate.db", message_id_for)
    upgrade_engine(database.engine)
    yield Setting(database)
    database.close()


def sources(*uids: int) -> list[str]:
    return [f"{FOLDER}/{uid}" for uid in uids]


def test_a_round_stores_enqueues_and_acknowledges_every_mail(setting: Setting) -> None:
    channel = FolderChannel([1, 2, 3])
    assert setting.take_in(channel) == 3
    assert setting.queue.to_receive == setting.stored()
    assert channel.acknowledged == sources(1, 2, 3)


def test_the_channel_is_told_which_mails_are_stored_already(setting: Setting) -> None:
    setting.take_in(FolderChannel([4, 5]))
    later = FolderChannel([5, 6])
    setting.take_in(later)
    assert later.known == {5}


def test_a_crash_between_commit_and_acknowledge_stores_nothing_twice_and_acknowledges_later(setting: Setting) -> None:
    broken = FolderChannel([1, 2], fault_on_acknowledge=ChannelError("the connection broke off"))
    with pytest.raises(ChannelError):
        setting.take_in(broken)
    assert len(setting.stored()) == 2
    again = FolderChannel([1, 2])
    assert setting.take_in(again) == 0
    assert len(setting.stored()) == 2
    assert again.acknowledged == sources(1, 2)


def test_what_was_not_committed_is_neither_acknowledged_nor_enqueued(setting: Setting) -> None:
    class LosingItsDatabase(SqlUnitOfWork):
        def commit(self) -> None:
            raise DatabaseError("the database can't be used now")

    opened = setting.database.engine.connect
    channel = FolderChannel([1])
    with pytest.raises(DatabaseError):
        setting.take_in(channel, lambda: LosingItsDatabase(opened, message_id_for, setting.database.copies))
    assert (setting.stored(), setting.queue.to_receive, channel.acknowledged) == ([], [], [])


def test_polling_goes_on_after_every_wait_until_it_is_stopped(setting: Setting) -> None:
    channel = FolderChannel([1])

    def more_mail_then_stop() -> None:
        channel.uids.append(channel.fetches + 1)
        if channel.fetches == 3:
            setting.stop.set()

    channel.after_wait = more_mail_then_stop
    setting.poll(channel)
    assert channel.acknowledged == sources(1, 2, 3)


@pytest.mark.parametrize("fault", [ChannelError("mailbox away"), DatabaseError("database away")])
def test_a_mailbox_or_database_that_comes_back_is_polled_again(
    setting: Setting, fault: Exception, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailgate.app.poll.LONGEST_PAUSE_SECONDS", 0.01)
    channel = FolderChannel([1], faults=[fault, fault], after_wait=setting.stop.set)
    setting.poll(channel)
    assert channel.acknowledged == sources(1)
    interrupted = [record for record in caplog.records if record.message == "polling_interrupted"]
    assert [getattr(record, "failures", None) for record in interrupted] == [1, 2]


def test_each_round_is_told_with_its_fault(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailgate.app.poll.LONGEST_PAUSE_SECONDS", 0.01)
    faults: list[Exception] = [ChannelError("mailbox away"), DatabaseError("database away")]
    channel = FolderChannel([1], faults=[*faults], after_wait=setting.stop.set)
    told: list[Exception | None] = []
    opened, queue, clock = setting.database.unit_of_work, setting.queue, setting.clock
    poll(channel, OFFICE, unit_of_work=opened, queue=queue, clock=clock, stop=setting.stop, fared=told.append)
    assert told == [*faults, None]


def test_a_channel_closed_because_we_stop_is_no_fault(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    class ClosedWhileWaiting(FolderChannel):
        def wait(self, timeout: float) -> bool:
            setting.stop.set()
            raise ChannelError("the channel was closed")

    setting.poll(ClosedWhileWaiting([]))
    assert caplog.records == []


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (5, 16), (9, 256), (10, 300), (5000, 300)])
def test_the_pause_after_failures_doubles_up_to_five_minutes(failures: int, seconds: float) -> None:
    assert pause_after(failures, jitter=1.0) == seconds
    assert pause_after(failures, jitter=0.5) == seconds / 2
