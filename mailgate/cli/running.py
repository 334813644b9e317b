"""`mailgate run`, `poll`, `work`, `tick`: the gateway at work, whole or one role of it, until it is told to stop."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from mailgate.cli import surroundings

if TYPE_CHECKING:
    from mailgate.bootstrap import Machine


def run() -> None:
    """Poll, work and tick in one process, until Ctrl-C or SIGTERM.

    Without a broker of its own it needs none: SQLite in var/ and workers in this process.
    """
    _until_stopped(lambda machine, stop: machine.run(stop))


def poll() -> None:
    """Take mail in from every mailbox.

    One process of a deployment does this; what it takes in, `mailgate work` receives.
    """
    _role("poll", lambda machine, stop: machine.poll(stop))


def work() -> None:
    """Receive and deliver; as many processes as you like."""
    _role("work", lambda machine, stop: machine.work(stop))


def tick() -> None:
    """Enqueue what is due, and do what its time has come for.

    Steps that pass by time, pauses that end, the weekly report; one process of a deployment does this.
    """
    _role("tick", lambda machine, stop: machine.tick(stop))


def _role(command: str, role: "Callable[[Machine, threading.Event], None]") -> None:
    surroundings.settings().demand_shared_broker(command)
    _until_stopped(role)


def _until_stopped(role: "Callable[[Machine, threading.Event], None]") -> None:
    from mailgate.bootstrap import assemble
    from mailgate.log import configure

    settings = surroundings.settings()
    configure(settings.log_level, settings.log_format)
    stop = threading.Event()

    def halt(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, halt)
    machine = assemble(settings)
    try:
        role(machine, stop)
    finally:
        machine.close()
