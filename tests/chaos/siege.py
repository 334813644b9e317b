"""One setting under siege: processes killed at random under load, the broker emptied, then quiet, then the verdict."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gateway import rules_for_many
from mailgate.adapters.policy_yaml import load_policy
from mailgate.bootstrap import Machine
from mailgate.demo.mailserver import DemoMailServer
from mailgate.demo.play import People
from mailgate.settings import SecretUrl, Settings
from tests.chaos.checks import ALL, Found, examine
from tests.chaos.clock import FastClock
from tests.chaos.gateways import Gateways
from tests.chaos.load import GATEWAY, Load
from tests.chaos.sink import Sink

PROJECT = Path(__file__).resolve().parents[2]
OFFICE, KEY = "sumbawa", "7d1f0c3be9a2584667d1f0c3be9a2584"

FLUSHED_AFTER, FLUSHED_EVERY = 3, 20
"""Kills after which the broker is emptied, in the middle of the load however short the siege; and how often again."""

LONGEST_START, LONGEST_MAIL = 300.0, 2.0
"""Seconds after which a siege ends though not everything was done: so much, and so much for each mail there may be."""

TAKEOVER_WITHIN = 30.0
"""Seconds in which another process must poll the mailbox of one that died."""

QUIET_WITHIN = 300.0
"""Seconds until everything must be done after the last kill: a mail out is claimed for 52 s at the slowest pace."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Which processes on which database and broker; `flush` empties the broker."""

    name: str
    roles: tuple[str, ...]
    database_url: str = ""
    broker_url: str = "memory://"
    flush: Callable[[], None] | None = None
    turns_taken: Callable[[], int] | None = None
    """How many mailboxes are polled by some process now; None where it can't be asked."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one siege came to. `quiet` is false where something was still undone after QUIET_WITHIN."""

    name: str
    kills: int
    mails_in: int
    mails_out: int
    seconds: float
    quiet: bool
    found: Found
    takeover: float
    """Seconds that a mailbox was without a poller after a kill, at most."""

    @property
    def sound(self) -> bool:
        """Whether every promise held."""
        return self.quiet and self.found.sound and self.takeover < TAKEOVER_WITHIN


@dataclass(frozen=True, slots=True)
class Plan:
    """How hard: `kills` with pauses of up to `pause` seconds between, at most `mails` requests over `boxes` mailboxes.

    None in place of `kills`: until all requests have their receipt.
    """

    kills: int | None
    pause: float = 1.0
    mails: int = 10_000
    boxes: int = 1
    answering: bool = True
    in_flight: int = 20
    seed: int = 1
    pace: float = 60.0
    """Of the clock; slower where so many share a processor that a living worker might outlast its lease."""


def besiege(setting: Setting, plan: Plan, folder: Path) -> Report:
    """Run one siege to its end; everything it started is gone when it returns."""
    began, chance = time.monotonic(), random.Random(f"{plan.seed} {setting.name}")
    with DemoMailServer() as server, Sink() as sink:
        boxes = _boxes(server, plan.boxes)
        values = _values(setting, server, sink, boxes=boxes, folder=folder)
        clock = FastClock(plan.pace)
        looking = Machine(Settings.model_validate(values), clock=clock)
        gateways = Gateways(setting.roles, values, clock, chance, sink.url)
        load = Load(server, sink, chance, tuple(boxes.values()))
        load.most, load.in_flight, load.answering = plan.mails, plan.in_flight, plan.answering
        try:
            gateways.start()
            with _under(load):
                takeover = _kill(gateways, load, setting, plan)
                quiet = _quiet(looking, load, sink)
            found = _found(looking, load, sink, gateways)
        finally:
            gateways.end()
            looking.close()
    mails_in = len(load.requests) + len(load.replies) + load.copies
    seconds = time.monotonic() - began
    return Report(setting.name, len(gateways.kills), mails_in, len(sink.accepted), seconds, quiet, found, takeover)


def _found(looking: Machine, load: Load, sink: Sink, gateways: Gateways) -> Found:
    return examine(
        looking.database,
        requests=load.requests,
        replies=load.replies,
        accepted=sink.accepted,
        kills=gateways.kills,
    )


@contextmanager
def _under(load: Load) -> Iterator[None]:
    thread = threading.Thread(target=load.run, name="load", daemon=True)
    thread.start()
    try:
        yield
    finally:
        load.stop.set()
        thread.join()


def _kill(gateways: Gateways, load: Load, setting: Setting, plan: Plan) -> float:
    """Kill and kill again; the longest time that a mailbox was then without a poller, in seconds."""
    rest, longest, kills = threading.Event(), 0.0, 0
    give_up_at = time.monotonic() + LONGEST_START + plan.mails * LONGEST_MAIL
    while (not load.is_done if plan.kills is None else kills < plan.kills) and time.monotonic() < give_up_at:
        rest.wait(gateways.chance.uniform(0, plan.pause))
        gateways.kill_one()
        kills += 1
        if setting.turns_taken is not None:
            longest = max(longest, _takeover(gateways.kills[-1].at, setting.turns_taken, plan.boxes))
        if setting.flush is not None and kills % FLUSHED_EVERY == FLUSHED_AFTER:
            setting.flush()
    return longest


def _takeover(killed_at: float, turns_taken: Callable[[], int], boxes: int) -> float:
    """Seconds from the kill until each mailbox has a poller; the restart before it gave the database time to notice."""
    rest = threading.Event()
    while turns_taken() < boxes and time.monotonic() < killed_at + 2 * TAKEOVER_WITHIN:
        rest.wait(0.1)
    return time.monotonic() - killed_at


def _quiet(looking: Machine, load: Load, sink: Sink) -> bool:
    """Ask no more, let everything be answered and done: whether that came about, twice in a row."""
    load.close()
    deadline, rest, calm = time.monotonic() + QUIET_WITHIN, threading.Event(), 0
    before = -1
    while time.monotonic() < deadline:
        accepted = len(sink.accepted)
        calm = calm + 1 if accepted == before and load.is_idle and not _undone(looking) else 0
        if calm == 2:
            return True
        before = accepted
        rest.wait(0.5)
    return False


def _undone(looking: Machine) -> int:
    now = looking.world.clock()
    with looking.database.reading() as uow:
        return sum(
            len(box.entries(now, state=state, limit=ALL))
            for box in (uow.inbox, uow.outbox)
            for state in ("due", "waiting")
        )


def _boxes(server: DemoMailServer, count: int) -> dict[str, str]:
    """Name of each mailbox → its account, and everybody of the office an account of his own."""
    People(server, load_policy(PROJECT / "rules", [OFFICE]))
    names = [f"kotak-{i}" for i in range(count)]
    accounts = {name: GATEWAY if count == 1 else f"{name}@sumbawa.example" for name in names}
    for account in accounts.values():
        server.add_user(account, "sandi-layanan")
    return accounts


def _values(
    setting: Setting, server: DemoMailServer, sink: Sink, *, boxes: dict[str, str], folder: Path
) -> dict[str, object]:
    return {
        "rules_dir": rules_for_many(folder),
        "templates_dir": PROJECT / "templates",
        "var_dir": folder,
        "database_url": SecretUrl(setting.database_url or f"sqlite:///{folder}/mailgate.db"),
        "broker_url": SecretUrl(setting.broker_url),
        "instansi": (OFFICE,),
        "smtp_url": SecretUrl(sink.url("looking")),
        "secret_key": KEY,
        "authserv_id": server.authserv_id,
        "tick_seconds": 0.2,
        "log_level": "error",
        "mailbox": {
            name: {"instansi": OFFICE, "url": SecretUrl(server.imap_url(account))} for name, account in boxes.items()
        },
    }
