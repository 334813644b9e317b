"""How much faster two `mailgate work` empty a filled inbox than one, on PostgreSQL and Redis."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figures import spread
from benchmarks.gateway import machine_for, running, settings_of
from benchmarks.growth import server_process
from benchmarks.knobs import Knobs
from benchmarks.mails import requests
from benchmarks.processes import Process
from benchmarks.sink import Sink
from benchmarks.table import row, section
from mailgate.app.ports import Fetched
from mailgate.bootstrap import Machine
from tests.servers import ServerMissing, postgres_server, redis_server

GOAL = 1.5
MAILS = 4
"""Times as many mails as elsewhere: a second or two of two processes must be long enough."""

OFFICES = ("sumbawa", "bekasi", "trenggalek", "sumbar")
"""Whose inbox is filled, in equal parts: an office numbers its tickets without gaps, hence one after the other."""

WARMING = 40
"""Requests a process, before anything is measured."""

START_WITHIN = 60.0

BUSY_BESIDE = ("SMTP sink", "PostgreSQL", "Redis")


@dataclass
class Yard:
    """What workers share, and what is watched; `numbers` are those of the requests, never the same twice."""

    machine: Machine
    sink: Sink
    settings: dict[str, str]
    folder: Path
    beside: Mapping[str, Process]
    numbers: Iterator[int] = field(default_factory=lambda: count(1, 10_000))

    def fill(self, mails: int) -> list[int]:
        """Put requests into the inbox as a poller does, telling nobody; their rows."""
        now, first = datetime.now(UTC), next(self.numbers)
        ids = []
        with self.machine.database.unit_of_work() as uow:
            for number, raw in enumerate(requests(first, mails), first):
                office = OFFICES[number % len(OFFICES)]
                fetched = Fetched(number, f"{office}/INBOX/1/{number}", raw, len(raw), False, now)
                ids += uow.inbox.add(office, office, [fetched], now)
            uow.commit()
        return ids

    def at_work(self) -> int:
        """How many workers have ever begun, by the log that they share."""
        log = self.folder / "log"
        return log.read_bytes().count(b'"event": "working"') if log.exists() else 0

    def await_work(self, begun: int) -> None:
        """Until so many have; RuntimeError when they don't."""
        deadline = time.monotonic() + START_WITHIN
        while self.at_work() < begun:
            if time.monotonic() > deadline:
                raise RuntimeError(f"a worker did not begin in {START_WITHIN:.0f} s; see {self.folder / 'log'}")
            time.sleep(0.1)

    def work_off(self, ids: list[int]) -> float:
        """Tell the workers of all rows at once; seconds until the last is answered."""
        already, began = len(self.sink.taken), time.monotonic()
        self.machine.world.queue.receive(ids)
        self.sink.await_answers(already, len(ids))
        return self.sink.taken[-1].at - began


@dataclass(frozen=True, slots=True)
class Run:
    """Mails a second, and the ms of CPU that each took: of the workers, and of everything beside them."""

    rate: float
    workers: float
    beside: Mapping[str, float]


def side_by_side(knobs: Knobs) -> None:
    """Rounds of one worker and of two, in turn; the ratio of their rates, and who used the two cores."""
    section("`mailgate work` over a filled inbox, PostgreSQL and Redis, requests of 3 KB to four offices")
    try:
        with _yard() as yard:
            rounds = [(_run(yard, 1, knobs), _run(yard, 2, knobs)) for _ in range(knobs.rounds)]
    except ServerMissing as missing:
        row("two workers against one", "left out", str(missing))
        return
    for processes, runs in zip((1, 2), zip(*rounds, strict=True), strict=True):
        rates = [run.rate for run in runs]
        row(f"processes: {processes}", f"{median(rates):.0f} mails/s", f"{spread(rates, 0)}; {_shares(runs)}")
    ratios = [two.rate / one.rate for one, two in rounds]
    row("two against one", f"{median(ratios):.2f} ×", f"goal ≥ {GOAL} ×; {spread(ratios, 2)}")


def _shares(runs: tuple[Run, ...]) -> str:
    own = median(run.workers for run in runs)
    beside = ", ".join(f"{name} {median(run.beside[name] for run in runs):.2f}" for name in BUSY_BESIDE)
    return f"CPU ms a mail: work {own:.2f}, {beside}"


def _run(yard: Yard, processes: int, knobs: Knobs) -> Run:
    with ExitStack() as stack:
        begun = yard.at_work()
        workers = [stack.enter_context(running("work", yard.settings, yard.folder)) for _ in range(processes)]
        yard.await_work(begun + processes)
        yard.work_off(yard.fill(WARMING * processes))
        time.sleep(1.0)
        ids = yard.fill(knobs.mails * MAILS)
        before = _used(yard, workers)
        seconds = yard.work_off(ids)
        time.sleep(0.5)
        own, *beside = ((now - then) * 1000 / len(ids) for now, then in zip(_used(yard, workers), before, strict=True))
    return Run(len(ids) / seconds, own, dict(zip(BUSY_BESIDE, beside, strict=True)))


def _used(yard: Yard, workers: list[Process]) -> list[float]:
    together = sum(worker.family_cpu_seconds() for worker in workers)
    return [together, *(yard.beside[name].family_cpu_seconds() for name in BUSY_BESIDE)]


@contextmanager
def _yard() -> Iterator[Yard]:
    with (
        postgres_server(durable=True) as postgres,
        redis_server() as redis,
        postgres.database() as url,
        Sink() as sink,
        TemporaryDirectory(prefix="mailgate-bench-") as name,
    ):
        folder = Path(name)
        given = {"instansi": ",".join(OFFICES), "database_url": url, "broker_url": redis.url, "smtp_url": sink.url}
        settings, machine = settings_of(folder, **given), machine_for(folder, **given)
        assert redis.server.process is not None
        beside = (Process(sink.pid), server_process(postgres), Process(redis.server.process.pid))
        try:
            yield Yard(machine, sink, settings, folder, dict(zip(BUSY_BESIDE, beside, strict=True)))
        finally:
            machine.close()
