"""The roles of a gateway: poll, work and tick, each until it is told to stop; `run` is all three in one process."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from threading import Event, Thread

import structlog

from mailgate.adapters.policy_source import told
from mailgate.adapters.queue import MemoryBroker
from mailgate.app.alarms import policy_broken
from mailgate.app.handover import turn_days
from mailgate.app.passing import pass_time, report_weeks
from mailgate.app.poll import poll as poll_channel
from mailgate.app.relay import Asked, relay
from mailgate.bootstrap import Machine
from mailgate.domain.errors import MailgateError, PolicyError
from mailgate.worker import READING_QUEUES, declare_actors, start_worker

log = structlog.get_logger(__name__)

JOIN_SECONDS = 10.0

LET_GO_MS = 3000
"""A letter that takes longer when the process should end is read again after the next start: its row stays due."""


def poll(machine: Machine, stop: Event) -> None:
    """One thread a mailbox, and the LMTP listener where one is set."""
    world = machine.world
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
                box.name,
                unit_of_work=world.unit_of_work,
                queue=world.queue,
                clock=world.clock,
                stop=stop,
            )
            thread = Thread(target=take, name=f"poll-{box.name}", daemon=True)
            thread.start()
            threads.append(thread)
            stack.callback(channel.close)
        log.info("polling", mailboxes=[box.name for box in machine.mailboxes], lmtp=listener is not None)
        stop.wait()
    for thread in threads:
        thread.join(JOIN_SECONDS)


def work(machine: Machine, stop: Event) -> None:
    """Dramatiq workers in this process: one for mail, one for letters, which take their time."""
    declare_actors(machine, machine.broker, stop)
    threads, readers = machine.settings.workers, machine.settings.surat.readers
    mail = start_worker(machine.broker, threads)
    letters = start_worker(machine.broker, readers, READING_QUEUES)
    log.info("working", threads=threads, readers=readers)
    stop.wait()
    mail.stop()
    letters.stop(LET_GO_MS)


def tick(machine: Machine, stop: Event) -> None:
    """Every few seconds: enqueue what is due, let time pass for tickets, send reports, look for changed rules."""
    asked, reported = Asked(), set[tuple[str, str]]()
    while not stop.is_set():
        try:
            refresh_policy(machine)
            relay(machine.database.reading, machine.world.queue, machine.world.clock(), asked)
            pass_time(machine.world)
            turn_days(machine.world)
            report_weeks(machine.world, reported)
        except MailgateError as error:
            log.warning("tick_interrupted", error=str(error))
        stop.wait(machine.settings.tick_seconds)


def run(machine: Machine, stop: Event) -> None:
    """Everything in one process; with the in-process broker nobody else can be at work on the database."""
    if isinstance(machine.broker, MemoryBroker):
        machine.release_claims()
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
