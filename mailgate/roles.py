"""The roles of a gateway: poll, work and tick, each until it is told to stop; `run` is all three in one process."""

import gc
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Thread

import structlog

from mailgate.adapters.policy_source import told
from mailgate.adapters.queue import MemoryBroker
from mailgate.app.alarms import policy_broken
from mailgate.app.handover import turn_days
from mailgate.app.passing import pass_time
from mailgate.app.poll import poll as poll_channel
from mailgate.app.recounting import Recount, recount
from mailgate.app.relay import Asked, relay
from mailgate.app.reporting import send_reports
from mailgate.bootstrap import Machine
from mailgate.domain.errors import DatabaseError, MailgateError, PolicyError
from mailgate.worker import READING_QUEUES, declare_actors, start_worker

log = structlog.get_logger(__name__)

JOIN_SECONDS = 10.0

ALONE = ""
"""No mailbox's turn: that of the one process which does everything."""

LET_GO_MS = 3000
"""A letter that takes longer when the process should end is read again after the next start: its row stays due."""


def poll(machine: Machine, stop: Event) -> None:
    """One thread a mailbox, and the LMTP listener where one is set."""
    world = machine.world
    _look_before_time_passes(machine)
    with ExitStack() as stack:
        listener = machine.listener()
        if listener is not None:
            listener.start()
            stack.callback(listener.close)
        threads = []
        for box in machine.mailboxes:
            channel = machine.channel(box)
            take = partial(
                poll_channel,
                channel,
                box.instansi,
                unit_of_work=world.unit_of_work,
                queue=world.queue,
                clock=world.clock,
                stop=stop,
                is_our_turn=partial(machine.turns.take, box.name),
                fared=machine.neighbours.polling(box.name, box.instansi),
            )
            thread = Thread(target=take, name=f"poll-{box.name}", daemon=True)
            thread.start()
            threads.append(thread)
            stack.callback(channel.close)
        log.info("polling", mailboxes=[box.name for box in machine.mailboxes], lmtp=listener is not None)
        stop.wait()
    for thread in threads:
        thread.join(JOIN_SECONDS)


def _look_before_time_passes(machine: Machine) -> None:
    """An answer may have come while the gateway was down: nobody is reminded before the mailboxes were looked into."""
    for box in machine.mailboxes:
        machine.neighbours.not_looked_into(box.name, box.instansi)


def work(machine: Machine, stop: Event) -> None:
    """Dramatiq workers in this process: one for mail, one for letters, which take their time."""
    declare_actors(machine, machine.broker, stop)
    threads, readers = machine.settings.workers, machine.settings.surat.readers
    mail = start_worker(machine.broker, threads)
    letters = start_worker(machine.broker, readers, READING_QUEUES)
    log.info("working", threads=threads, readers=readers)
    gc.freeze()  # what stands now stays: the collector need not walk it again and again, which holds up every thread
    stop.wait()
    mail.stop()
    letters.stop(LET_GO_MS)


@dataclass(slots=True)
class Ticking:
    """What this process remembers from tick to tick; a new one loses nothing but some looking twice."""

    asked: Asked = field(default_factory=Asked)
    reported: set[tuple[str, str]] = field(default_factory=set)
    recounted: Recount = field(default_factory=Recount)


def tick(machine: Machine, stop: Event) -> None:
    """Every few seconds: enqueue what is due, let time pass for tickets, send reports, look for changed rules."""
    ticking, database = Ticking(), machine.neighbours.database()
    while not stop.is_set():
        try:
            tick_once(machine, ticking)
            database.worked()
        except MailgateError as error:
            log.warning("tick_interrupted", error=str(error))
            if isinstance(error, DatabaseError):
                database.failed(str(error))
        stop.wait(machine.settings.tick_seconds)


def tick_once(machine: Machine, ticking: Ticking) -> None:
    """Everything that time does, once."""
    world = machine.world
    refresh_policy(machine)
    relay(machine.database.reading, world.queue, world.clock(), ticking.asked)
    recount(world, ticking.recounted, machine.policy_source.fingerprint)
    pass_time(world)
    turn_days(world)
    send_reports(world, ticking.reported)


def run(machine: Machine, stop: Event) -> None:
    """Everything in one process; with the in-process broker nobody else should be at work on the database.

    One that is all the same, because it has not ended yet or was started twice, keeps what it has claimed.
    """
    if isinstance(machine.broker, MemoryBroker) and machine.turns.take(ALONE):
        machine.release_claims()
    _look_before_time_passes(machine)
    died: list[str] = []
    threads = [Thread(target=_to_the_end, args=(role, machine, stop, died), daemon=True) for role in (work, tick)]
    for thread in threads:
        thread.start()
    poll(machine, stop)
    for thread in threads:
        thread.join(JOIN_SECONDS)
    if died:
        raise MailgateError(f"{died[0]} ended by a fault that stands in the log above; start mailgate again")


def _to_the_end(role: Callable[[Machine, Event], None], machine: Machine, stop: Event, died: list[str]) -> None:
    """A role that dies takes the process with it: half a gateway looks alive and answers nobody."""
    try:
        role(machine, stop)
    finally:
        if not stop.is_set():
            died.append(role.__name__)
            stop.set()


def refresh_policy(machine: Machine) -> None:
    """Take changed rule files in force; faulty ones are told to every office's pengelola once, and change nothing."""
    try:
        machine.policy_source.refresh()
    except PolicyError as error:
        log.warning("policy_faulty", faults=len(error.faults))
        world = machine.world
        with world.unit_of_work() as uow:
            ids: list[int] = []
            for office in machine.policy.offices.values():
                notices = policy_broken(told(error), machine.policy_source.fingerprint[:16], world.desk(office))
                ids += uow.outbox.add(notices, world.clock())
            uow.commit()
        world.queue.deliver(ids)
