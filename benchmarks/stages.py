"""Where the time of a mail goes: each stage called by itself, one after the other, in this process."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time

from benchmarks.gateway import AUTHSERV, machine_for
from benchmarks.knobs import Knobs
from benchmarks.mails import OFFICE, OFFICIALS, reply, requests
from benchmarks.sink import Sink
from benchmarks.table import row, section
from mailgate.app.deliver import as_sent, claim_outbox, mail_of
from mailgate.app.poll import take_in
from mailgate.app.ports import Channel, InboxRow, OutboxRow
from mailgate.app.receive import claim_inbox, look_at, receive_row
from mailgate.app.sending import mark_sent
from mailgate.app.world import World
from mailgate.bootstrap import Machine
from mailgate.demo.mailserver import DemoMailServer
from mailgate.mail.compose import compose
from mailgate.mail.parse import parse
from tests.fakes import RememberingQueue

AT_A_TIME = 10
"""Rows that are claimed and marked together, as many as the queue hands a worker at once."""

STAGES = (
    "take in: fetch, store, commit, move",
    "claim",
    "parse",
    "understand: classify, seals, is it a reply",
    "decide: ticket, history, mails out, commit",
    "claim, of all mails out",
    "render",
    "compose",
    "send",
    "mark as sent",
)
TAKE_IN, CLAIM, PARSE, UNDERSTAND, DECIDE, CLAIM_OUT, RENDER, COMPOSE, SEND, MARK = STAGES


@dataclass
class Watch:
    """CPU seconds of this thread, by stage."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        """Count what the block takes."""
        began = thread_time()
        yield
        self.spent[stage] += thread_time() - began


@dataclass
class Line:
    """A gateway taken apart: what its threads do, done by this one."""

    machine: Machine
    world: World
    queue: RememberingQueue
    channel: Channel
    server: DemoMailServer
    sink: Sink

    def through(self, mails: Sequence[bytes]) -> dict[str, float]:
        """Bring mails from the mailbox to the SMTP server; ms of CPU each, by stage."""
        watch, world = Watch(), self.world
        for mail in mails:
            self.server.deliver(OFFICE, mail)
        with watch.on(TAKE_IN):
            take_in(self.channel, "sumbawa", unit_of_work=world.unit_of_work, queue=self.queue, clock=world.clock)
        for ids in _parts(self.queue.to_receive):
            with watch.on(CLAIM):
                rows, _ = claim_inbox(ids, world)
            for each in rows:
                self._receive(each, watch)
        for ids in _parts(self.queue.to_deliver):
            with watch.on(CLAIM_OUT):
                claimed, _ = claim_outbox(ids, world)
            sent = [(each.id, self._send(each, watch)) for each in claimed]
            with watch.on(MARK):
                mark_sent(sent, world)
        return {stage: watch.spent[stage] * 1000 / len(mails) for stage in STAGES}

    def _receive(self, row: InboxRow, watch: Watch) -> None:
        """Parsing and understanding are done again to be measured alone; what they cost is taken off the rest."""
        alone = Watch()
        parse(row.raw)  # the first time these bytes are touched
        with alone.on(PARSE):
            parse(row.raw)
        with alone.on(UNDERSTAND):
            look_at(row, self.world.office(row.office))
        with alone.on(DECIDE):
            caused = receive_row(row, self.world)
        self.queue.deliver(caused)
        watch.spent[PARSE] += alone.spent[PARSE]
        watch.spent[UNDERSTAND] += alone.spent[UNDERSTAND] - alone.spent[PARSE]
        watch.spent[DECIDE] += alone.spent[DECIDE] - alone.spent[UNDERSTAND]

    def _send(self, row: OutboxRow, watch: Watch) -> str:
        with watch.on(RENDER):
            rendered = self.machine.renderer.render(row.notice)
        with watch.on(COMPOSE):
            mail = mail_of(row, rendered, self.world.office(row.notice.office), plus=False)
            data = compose(mail)
        with watch.on(SEND):
            self.machine.transport_of(row.notice.office).send(mail.sender, [mail.recipient], data)
        return as_sent(rendered)


def stages(knobs: Knobs) -> None:
    """Each stage of requests, and of replies that are commands: medians of rounds, the first not counted."""
    section("Each stage by itself, ms of CPU a mail that came in: request, reply")
    with TemporaryDirectory(prefix="mailgate-bench-") as folder, _line(Path(folder)) as line:
        numbers = count(1, knobs.mails)
        rounds = [_round(line, next(numbers), knobs.mails) for _ in range(knobs.rounds + 1)][1:]
    for stage in STAGES:
        asked, answered = (median(each[index][stage] for each in rounds) for index in (0, 1))
        row(stage, f"{asked:.2f}, {answered:.2f}")
    asked, answered = (median(sum(each[index].values()) for each in rounds) for index in (0, 1))
    row("all of it", f"{asked:.2f}, {answered:.2f}", "threads, the queue and the ticks come to that")


def _round(line: Line, first: int, number: int) -> tuple[dict[str, float], dict[str, float]]:
    already = len(line.sink.taken)
    asked = line.through(requests(first, number))
    official, command = next(iter(OFFICIALS.items()))
    line.sink.await_count(already + 2 * number)
    tasks = [mail for mail in line.sink.taken[already:] if mail.recipient == official]
    return asked, line.through([reply(task, command) for task in tasks])


@contextmanager
def _line(folder: Path) -> Iterator[Line]:
    with DemoMailServer(authserv_id=AUTHSERV) as server, Sink() as sink:
        server.add_user(OFFICE, "bench-password")
        machine = machine_for(
            folder,
            database_url=f"sqlite:///{folder}/mailgate.db",
            imap_url=server.imap_url(OFFICE),
            smtp_url=sink.url,
        )
        queue = RememberingQueue()
        channel = machine.channel(machine.mailboxes[0])
        try:
            yield Line(machine, replace(machine.world, queue=queue), queue, channel, server, sink)
        finally:
            channel.close()
            machine.close()


def _parts(ids: list[int]) -> Iterator[list[int]]:
    """Everything that is enqueued, so many at a time, what comes meanwhile included."""
    while ids:
        part, ids[:AT_A_TIME] = ids[:AT_A_TIME], []
        yield part
