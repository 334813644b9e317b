"""The processes of a gateway: started, killed without a word at random moments, and started again."""

import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.process import BaseProcess
from typing import NamedTuple, Protocol

from mailgate import roles
from mailgate.bootstrap import Machine
from mailgate.log import configure
from mailgate.settings import SecretUrl, Settings
from tests.chaos.clock import FastClock

START_WITHIN = 60.0
"""Seconds a process may take until it is at work: many on a busy machine."""

DRIVERS = ("psycopg", "dramatiq.brokers.redis", "dramatiq.brokers.rabbitmq")
"""Imported by the gateway only where they are needed: two thirds of a start that finds all the rest imported."""

ROLES: Mapping[str, Callable[[Machine, threading.Event], None]] = {
    "run": roles.run,
    "poll": roles.poll,
    "work": roles.work,
    "tick": roles.tick,
}


class Kill(NamedTuple):
    """A process that was killed; `at` is time.monotonic()."""

    process: str
    at: float


class _Running(NamedTuple):
    role: str
    name: str
    process: BaseProcess


class _Context(Protocol):
    def set_forkserver_preload(self, module_names: list[str]) -> None: ...


def at_work(role: str, values: dict[str, object], clock: FastClock, ready: Connection) -> None:
    """What `mailgate <role>` does, in a process of its own that ends with whoever started it."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    settings = Settings.model_validate(values)
    configure(settings.log_level, "json")
    machine = Machine(settings, clock=clock)
    ready.send(role)
    ROLES[role](machine, threading.Event())


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for_any([parent.sentinel])
    os._exit(1)


@dataclass
class Gateways:
    """Processes in these roles, each a copy of one that has everything imported, so that a start costs little.

    `way_out` gives the SMTP URL of a process by its name.
    """

    roles: tuple[str, ...]
    values: dict[str, object]
    clock: FastClock
    chance: random.Random
    way_out: Callable[[str], str]
    kills: list[Kill] = field(default_factory=list)
    _running: list[_Running] = field(default_factory=list)
    _started: int = 0

    def start(self) -> None:
        """All of them, at work when this returns."""
        for role in self.roles:
            self._running.append(self._start(role))

    def kill_one(self) -> None:
        """kill -9 any one of them; another takes its place."""
        index = self.chance.randrange(len(self._running))
        role, name, process = self._running[index]
        if not process.is_alive():
            raise RuntimeError(f"the process {name} died by itself; see the log above")
        process.kill()
        self.kills.append(Kill(name, time.monotonic()))
        process.join()
        self._running[index] = self._start(role)

    def end(self) -> None:
        """Kill what is left; never fails."""
        for each in self._running:
            with suppress(OSError, ValueError):
                each.process.kill()
                each.process.join()
        self._running.clear()

    def _start(self, role: str) -> _Running:
        self._started += 1
        name = f"{role}-{self._started}"
        values = {**self.values, "smtp_url": SecretUrl(self.way_out(name))}
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__, *DRIVERS])
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=at_work, args=(role, values, self.clock, there), daemon=True)
        process.start()
        there.close()
        try:
            if not here.poll(START_WITHIN):
                raise RuntimeError(f"the process {name} was not at work within {START_WITHIN:g} s")
            here.recv()
        except (EOFError, RuntimeError) as fault:
            process.kill()
            raise RuntimeError(f"the process {name} did not start; see the log above") from fault
        finally:
            here.close()
        return _Running(role, name, process)
