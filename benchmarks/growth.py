"""What a thousand and a million tickets in the database do to the cost of a mail and to its time, on two databases."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.arrivals import receipts_after
from benchmarks.figures import latencies, spread
from benchmarks.knobs import Knobs
from benchmarks.mails import requests
from benchmarks.multiply import multiply
from benchmarks.processes import Process
from benchmarks.rig import Rig, rig
from benchmarks.seeds import SEEDS, sow
from benchmarks.table import row, section
from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database
from tests.app.desk import id_for
from tests.servers import Postgres, ServerMissing, postgres_server

SMALL = 1_000
GOAL = 1.2
BEHIND = 0.8
WARMING = 100
"""Mails that find the caches of a fresh process and database cold: the first pages of each index, every statement."""

ROOM_A_TICKET = 30_000
"""Bytes on disk: 22 KB of them stay."""

AT_ONCE, AT_A_RATE = count(1, 10_000), count(5_000_001, 10_000)
"""First numbers of the requests: never the same twice."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A gateway on a database with so many tickets; `others` is what works for it besides, such as PostgreSQL."""

    tickets: int
    up: Rig
    others: Process | None = None

    def cpu_a_request(self, mails: int) -> tuple[float, float]:
        """ms of the gateway, and of the database's own processes."""
        before = self.others.family_cpu_seconds() if self.others else 0.0
        cost, _ = self.up.burst(requests(next(AT_ONCE), mails))
        after = self.others.family_cpu_seconds() if self.others else 0.0
        return cost.cpu, (after - before) * 1000 / mails


def growth(knobs: Knobs) -> None:
    """On SQLite, then on PostgreSQL if it is installed."""
    for name, opens in (("SQLite", _on_sqlite), ("PostgreSQL", _on_postgres)):
        section(f"{name}, {SMALL:,} tickets against {knobs.tickets:,}; requests of 3 KB")
        try:
            with opens(knobs) as (small, large):
                # First what takes minutes: meanwhile a process that has begun looks over all open tickets, once.
                _latency((small, large), knobs)
                _cpu(small, large, knobs)
        except ServerMissing as missing:
            row(name, "left out", str(missing))


def _cpu(small: Filled, large: Filled, knobs: Knobs) -> None:
    """Interleaved rounds: what else the machine does weighs on both alike."""
    for each in (small, large):
        each.cpu_a_request(WARMING)
    rounds = [(small.cpu_a_request(knobs.mails), large.cpu_a_request(knobs.mails)) for _ in range(knobs.rounds)]
    for index, each in enumerate((small, large)):
        own = [pair[index][0] for pair in rounds]
        beside = f" + {median(pair[index][1] for pair in rounds):.2f}" if each.others else ""
        row(f"CPU a request with {each.tickets:,} tickets", f"{median(own):.2f}{beside} ms", spread(own))
    ratios = [sum(large_) / sum(small_) for small_, large_ in rounds]
    row("  ratio", f"{median(ratios):.2f}", f"goal ≤ {GOAL}; {spread(ratios, 2)}")


def _latency(sizes: tuple[Filled, Filled], knobs: Knobs) -> None:
    for rate in knobs.rates:
        for each in sizes:
            mails = requests(next(AT_A_RATE), max(rate * knobs.seconds, 20))
            times, share = receipts_after(each.up, mails, rate)
            what = f"{rate} mails/s, {each.tickets:,} tickets: p50 / p95 / p99"
            row(what, f"{latencies(times)} ms", f"{len(times)} mails{_behind(share)}")


def _behind(share: float) -> str:
    """Says so where mails came faster than they went: then the times tell how long they came, and nothing else."""
    return ", fell behind" if share < BEHIND else ""


@contextmanager
def _on_sqlite(knobs: Knobs) -> Iterator[tuple[Filled, Filled]]:
    with ExitStack() as stack:
        sizes = []
        for tickets in (SMALL, knobs.tickets):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="mailgate-bench-")))
            fill(f"sqlite:///{folder}/mailgate.db", tickets, folder)
            sizes.append(Filled(tickets, stack.enter_context(rig(folder))))
        yield sizes[0], sizes[1]


@contextmanager
def _on_postgres(knobs: Knobs) -> Iterator[tuple[Filled, Filled]]:
    with ExitStack() as stack:
        sizes = []
        for tickets in (SMALL, knobs.tickets):
            server = stack.enter_context(postgres_server(durable=True))
            url = stack.enter_context(server.database())
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="mailgate-bench-")))
            fill(url, tickets, folder)
            sizes.append(Filled(tickets, stack.enter_context(rig(folder, url)), server_process(server)))
        yield sizes[0], sizes[1]


def server_process(server: Postgres) -> Process:
    """PostgreSQL's first process, below which all others are."""
    assert server.server.process is not None
    return Process(server.server.process.pid)


def fill(url: str, tickets: int, folder: Path) -> None:
    """Put about so many tickets into an empty database; RuntimeError where the disk has no room for them."""
    free = shutil.disk_usage(folder).free
    if free < tickets * ROOM_A_TICKET:
        needed = f"{tickets:,} tickets need {tickets * ROOM_A_TICKET / 1e9:.0f} GB of disk"
        raise RuntimeError(f"{needed}, {free / 1e9:.0f} GB are free: give TICKETS= fewer")
    began = monotonic()
    database = Database(url, id_for)
    upgrade_engine(database.engine)
    sow(database, folder)
    database.close()
    multiply(url, tickets // SEEDS)
    if tickets > SMALL:
        row(f"(filling {tickets:,} tickets)", f"{monotonic() - began:.0f} s")
