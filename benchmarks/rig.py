"""A whole gateway between an IMAP server and an SMTP sink, to be given mails and watched."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gateway import AUTHSERV, running, settings_of
from benchmarks.mails import OFFICE, request
from benchmarks.processes import Process
from benchmarks.sink import Sink, Taken
from mailgate.demo.mailserver import DemoMailServer
from tests.servers import Dovecot

START_WITHIN = 90.0
SILENCE = 1.0
"""Seconds without a mail out and without work after which everything is done: what is sent is marked well within."""

FIRST = 9_999_999
"""The number of the request that shows that a gateway is up."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a number of mails cost, each: ms of the gateway's own CPU, of the processes that read files for it, and of
    the clock from the first delivery to the last mail out.
    """

    cpu: float
    reading: float
    wall: float


@dataclass
class Rig:
    """The gateway and its two neighbours."""

    server: DemoMailServer
    sink: Sink
    process: Process

    def deliver(self, raw: bytes) -> None:
        """Put a mail into the gateway's mailbox."""
        self.server.deliver(OFFICE, raw)

    def burst(self, mails: Sequence[bytes]) -> tuple[Cost, list[Taken]]:
        """Deliver all at once; what each cost, and the mails that went out for them."""
        already = len(self.sink.taken)
        own, whole = self.process.cpu_seconds(), self.process.family_cpu_seconds()
        began = time.monotonic()
        for mail in mails:
            self.deliver(mail)
        self.sink.await_answers(already, len(mails))
        self.await_silence()
        used, read = self.process.cpu_seconds() - own, self.process.family_cpu_seconds() - whole
        taken, each = self.sink.taken[already:], 1000 / len(mails)
        return Cost(used * each, (read - used) * each, (taken[-1].at - began) * each), taken

    def await_silence(self) -> None:
        """Until neither a mail nor CPU has been seen for a while."""
        before = (-1, -1.0)
        while (now := (len(self.sink.taken), round(self.process.family_cpu_seconds(), 1))) != before:
            before = now
            time.sleep(SILENCE)


@contextmanager
def rig(folder: Path, database_url: str = "", imap: Dovecot | None = None) -> Iterator[Rig]:
    """A gateway that is up and has nothing to do, on SQLite in `folder` or on another database.

    With `imap` its mailbox is there, else on the embedded server.
    """
    with DemoMailServer(authserv_id=AUTHSERV) as server, Sink() as sink:
        server.add_user(OFFICE, "bench-password")
        settings = settings_of(
            folder,
            database_url=database_url or f"sqlite:///{folder}/mailgate.db",
            imap_url=imap.url if imap else server.imap_url(OFFICE),
            smtp_url=sink.url,
        )
        with running("run", settings, folder) as process:
            up = Rig(server, sink, process)
            (imap.deliver if imap else up.deliver)(request(FIRST))
            up.sink.await_answers(0, 1, START_WITHIN)
            up.await_silence()
            yield up
